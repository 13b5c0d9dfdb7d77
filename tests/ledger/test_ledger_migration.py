"""Older ledgers, brought up to date."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from workprint.film import BrokenRecord, NotAllowed, canonical
from workprint.ledger import Head, Ledger, check_growth, migrate, verify
from workprint.ledger.nouns import commitment
from workprint.ledger.tree import fold, leaf_hash, whole_parts, whole_tree

LAYOUT_1 = """
CREATE TABLE ledger (format TEXT NOT NULL PRIMARY KEY, layout INTEGER NOT NULL, size INTEGER NOT NULL,
                     root TEXT NOT NULL);
CREATE TABLE entry (place INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE personal (key TEXT NOT NULL PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL);
"""
"""Layout 1 as docs/ledger.md has it: no kinds to search by, no stored tree."""

NOTE = "private:" + "1" * 32
SALT = "ab" * 32


def text_of(place):
    private = {"note": {"key": NOTE, "sha256": commitment(SALT, "leaving him")}} if place == 3 else {}
    return canonical({"author": "tool:old", "body": {"number": place}, "index": place, "kind": "ab"[place % 2],
                      "private": private, "role": "tool", "time": "2025-01-01T00:00:00.000000Z"}).decode()


def head_of(texts):
    tree = whole_tree([leaf_hash(text.encode()) for text in texts])
    return Head(len(texts), fold([tree[part] for part in whole_parts((0, len(texts)))]).hex())


def old_ledger(where, size):
    texts = [text_of(place) for place in range(size)]
    head = head_of(texts)
    with closing(sqlite3.connect(where)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.executescript(LAYOUT_1)
        database.executemany("INSERT INTO entry VALUES (?, ?)", enumerate(texts))
        database.execute("INSERT INTO ledger VALUES ('workprint ledger', 1, ?, ?)", (head.size, head.root))
        database.execute("INSERT INTO personal VALUES (?, ?, ?)", (NOTE, SALT, "leaving him"))
        database.commit()
    return head


@pytest.fixture
def where(tmp_path):
    return tmp_path / "ledger.db"


def dump(where):
    with closing(sqlite3.connect(where)) as database:
        return list(database.iterdump())


@pytest.mark.parametrize("size", [4, 5, 64, 201])
def test_an_older_ledger_is_brought_up_to_date_and_every_old_head_stays_true(where, size, monkeypatch):
    monkeypatch.setattr(migrate, "BATCH", 50)
    head = old_ledger(where, size)
    with Ledger.open(where) as ledger:
        assert ledger.head() == head
        assert ledger.audit(head).ok
        assert [one.text for one in ledger.entries()] == [text_of(place) for place in range(size)]
        assert [one.index for one in ledger.entries("b")] == list(range(1, size, 2))
        assert ledger.personal(NOTE) == "leaving him"
        ledger.append("note", {}, author="tool:new", role="tool")
        assert check_growth(ledger.prove_growth(size), head, ledger.head())
        assert ledger.audit(head).ok
    assert verify.main([str(where), "--head", f"{head.size}:{head.root}"]) == 0


def test_a_backup_is_made_first_and_is_the_old_ledger(where):
    old_ledger(where, 20)
    before = dump(where)
    Ledger.open(where).close()
    assert sorted(path.name for path in where.parent.iterdir()) == ["ledger.db", "ledger.db.layout-1"]
    assert dump(where.with_name("ledger.db.layout-1")) == before
    with Ledger.open(where.with_name("ledger.db.layout-1")) as again:
        assert again.audit().ok


def test_a_migrated_ledger_is_laid_out_as_a_new_one(where, tmp_path):
    old_ledger(where, 20)
    Ledger.open(where).close()
    Ledger.create(tmp_path / "new.db").close()

    def schema(of):
        with closing(sqlite3.connect(of)) as database:
            found = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL AND tbl_name != "
                                     "'personal' ORDER BY 1, 2").fetchall()
        return [(kind, name, " ".join(sql.split()).replace('"', "")) for kind, name, sql in found]

    assert schema(where) == schema(tmp_path / "new.db")


def test_an_interrupted_migration_leaves_the_old_ledger_and_is_done_at_the_next_opening(where, monkeypatch):
    head = old_ledger(where, 120)
    before = dump(where)
    monkeypatch.setattr(migrate, "BATCH", 50)
    calls = []

    def interrupt(*work, real=migrate._move_batch):
        calls.append(work)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*work)

    monkeypatch.setattr(migrate, "_move_batch", interrupt)
    with pytest.raises(KeyboardInterrupt):
        Ledger.open(where)
    assert dump(where) == before
    monkeypatch.undo()
    with Ledger.open(where) as ledger:
        assert ledger.audit(head).ok


KILL_ME = """
import sys, time
from workprint.ledger import Ledger, migrate
def stop(*work):
    print("half way", flush=True)
    time.sleep(60)
real, done = migrate._move_batch, []
def move(*work):
    done.append(1)
    return stop() if len(done) == 2 else real(*work)
migrate._move_batch, migrate.BATCH = move, 50
Ledger.open(sys.argv[1])
"""


def test_a_migration_that_is_killed_leaves_the_old_ledger(where):
    head = old_ledger(where, 120)
    before = dump(where)
    with subprocess.Popen([sys.executable, "-c", KILL_ME, str(where)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "half way\n"
        os.kill(child.pid, signal.SIGKILL)
    assert dump(where) == before
    with Ledger.open(where) as ledger:
        assert ledger.audit(head).ok


def test_a_broken_older_ledger_is_left_as_it_was(where):
    old_ledger(where, 20)
    with closing(sqlite3.connect(where)) as database, database:
        database.execute("UPDATE entry SET text = replace(text, 'tool:old', 'tool:mad') WHERE place = 7")
    before = dump(where)
    with pytest.raises(BrokenRecord, match=r"the record says 20 entries with root .*this one was left as it is"):
        Ledger.open(where)
    assert dump(where) == before


def test_an_older_ledger_is_not_migrated_by_a_reader(where):
    old_ledger(where, 5)
    before = dump(where)
    with pytest.raises(NotAllowed, match="has the older layout 1; layout 2 would do; open it once for writing"):
        Ledger.open(where, read_only=True)
    assert dump(where) == before


def test_two_who_open_an_older_ledger_at_once_both_get_the_new_one(where, monkeypatch):
    head = old_ledger(where, 20)

    def look_before_another_migrates(engine, place, real=migrate.layout_of):
        found = real(engine, place)
        monkeypatch.undo()
        Ledger.open(where).close()
        return found

    before = dump(where)
    monkeypatch.setattr(migrate, "layout_of", look_before_another_migrates)
    with Ledger.open(where) as ledger:
        assert ledger.audit(head).ok
    assert dump(where.with_name("ledger.db.layout-1")) == before


def test_erasing_takes_the_backup_away_because_it_holds_the_text(where):
    old_ledger(where, 20)
    with Ledger.open(where) as ledger:
        ledger.erase(NOTE, author="tool:new", role="tool")
        assert ledger.audit().ok
        assert b"leaving him" not in b"".join(path.read_bytes() for path in where.parent.iterdir())
    assert [path.name for path in where.parent.iterdir()] == ["ledger.db"]


def test_a_layout_number_that_lies_is_said(where):
    with Ledger.create(where) as ledger:
        ledger.append("note", {}, author="tool:a", role="tool")
    with closing(sqlite3.connect(where)) as database, database:
        database.execute("UPDATE ledger SET layout = 1")
    before = dump(where)
    with pytest.raises(BrokenRecord, match=r"the record at .* cannot be used"):
        Ledger.open(where)
    assert dump(where) == before
