"""What a ledger keeps, hands back, proves and refuses."""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import unicodedata
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workprint.film import BadValue, NotAFilm, NotAllowed, NotOnTheDesk, Slate, Trouble, canonical, to_plain
from workprint.ledger import Audit, Draft, Head, Ledger, check_growth, check_proof, sqlite
from workprint.ledger.store import writing

TOOL = {"author": "tool:cutting", "role": "tool"}


class Clock:
    """A clock that goes on by one second each time it is read."""

    def __init__(self):
        self.at = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def where(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(where):
    with Ledger.create(where, clock=Clock()) as ledger:
        yield ledger


def files_of(where):
    return b"".join(path.read_bytes() for path in where.parent.iterdir())


def test_an_empty_ledger_verifies(ledger):
    empty = hashlib.sha256(b"").hexdigest()
    assert ledger.head() == Head(0, empty)
    assert len(ledger) == 0
    assert list(ledger.entries()) == []
    assert ledger.audit(ledger.head()) == Audit(0, empty, True, (), 0)


def test_an_entry_comes_back_as_it_was_recorded(ledger):
    made = ledger.append("decision", {"mark": "circle", "rate": Fraction(24000, 1001), "slate": Slate("33", "B", 2)},
                         author="tool:cutting", role="tool")
    assert made == ledger.entry(0) == next(ledger.entries())
    assert made.body == {"mark": "circle", "rate": "24000/1001", "slate": {"scene": "33", "setup": "B", "take": 2}}
    assert (made.index, made.kind, made.author, made.role) == (0, "decision", "tool:cutting", "tool")
    assert made.time == "2026-05-04T12:30:01.000000Z"
    assert made.hash == hashlib.sha256(b"\x00" + made.text.encode()).hexdigest()


def test_the_hashed_text_is_canonical_json(ledger):
    made = ledger.append("note", {"z": 1, "a": "Zoë"}, **TOOL)
    assert made.text.encode() == canonical(json.loads(made.text))
    assert made.text == ('{"author":"tool:cutting","body":{"a":"Zoë","z":1},"index":0,"kind":"note","private":{},'
                         '"role":"tool","time":"2026-05-04T12:30:01.000000Z"}')


def test_the_same_entries_at_the_same_times_give_the_same_head_everywhere(tmp_path):
    heads = set()
    for name in "ab":
        with Ledger.create(tmp_path / name, clock=Clock()) as ledger:
            for number in range(20):
                ledger.append("note", {"number": number}, **TOOL)
            heads.add(ledger.head())
    assert heads == {Head(20, "5bbb68451e4cfe9aefb6b03ac4322648db3b11ad9eded0843091a47275cdd96b")}


def test_one_by_one_or_together_makes_no_difference(tmp_path):
    drafts = [Draft("note", {"number": number}, "tool:a", "tool") for number in range(37)]
    with Ledger.create(tmp_path / "a", clock=Clock()) as one, Ledger.create(tmp_path / "b", clock=Clock()) as many:
        singles = tuple(one.append(draft.kind, draft.body, author=draft.author, role=draft.role) for draft in drafts)
        assert many.append_many(drafts[:5]) + many.append_many([]) + many.append_many(drafts[5:]) == singles
        assert one.head() == many.head()
        assert many.audit(one.head()).ok


def test_a_batch_is_kept_whole_or_not_at_all(ledger):
    ledger.append("note", {}, **TOOL)
    before = ledger.head()
    with pytest.raises(BadValue):
        ledger.append_many([Draft("note", {}, "tool:a", "tool"), Draft("note", {"x": 0.5}, "tool:a", "tool")])
    assert ledger.head() == before
    assert ledger.audit(before).ok


def test_entries_are_found_by_kind_and_place(ledger, monkeypatch):
    monkeypatch.setattr("workprint.ledger.record.PAGE", 4)
    ledger.append_many(Draft("abc"[number % 3], {"number": number}, "tool:a", "tool") for number in range(24))
    assert [one.index for one in ledger.entries()] == list(range(24))
    assert [one.index for one in ledger.entries("b")] == list(range(1, 24, 3))
    assert [one.index for one in ledger.entries("a", "c", since=9)] == [9, 11, 12, 14, 15, 17, 18, 20, 21, 23]
    assert list(ledger.entries(since=24)) == list(ledger.entries("d")) == []


def test_whoever_reads_entries_sees_those_there_were_when_asked(ledger):
    ledger.append_many(Draft("a", {}, "tool:a", "tool") for _ in range(3))
    for _ in ledger.entries():
        ledger.append("b", {}, **TOOL)
    assert len(ledger) == 6


def test_every_entry_proves_that_it_is_in_every_later_head(ledger):
    heads = [ledger.head()]
    for number in range(12):
        ledger.append("note", {"number": number}, **TOOL)
        heads.append(ledger.head())
    for size, head in enumerate(heads):
        for index in range(size):
            proof = ledger.prove(index, size)
            assert check_proof(ledger.entry(index).text.encode(), proof, head)
            assert not check_proof(b"another", proof, head)
        for old in range(size + 1):
            assert check_growth(ledger.prove_growth(old, size), heads[old], head)
    assert ledger.prove(3) == ledger.prove(3, 12)
    assert ledger.prove_growth(3) == ledger.prove_growth(3, 12)


@pytest.mark.parametrize(("ask", "sentence"), [
    (lambda ledger: ledger.entry(2), "entry 2 is not among the 2 of the record; a place from 0 would do; ask for one"),
    (lambda ledger: ledger.entry(-1), "entry -1 is not among the 2 of the record"),
    (lambda ledger: ledger.entry(2**80), "is not among the 2"),
    (lambda ledger: ledger.prove(1, 1), "entry 1 is not among the 1"),
    (lambda ledger: ledger.prove(0, 3), "a ledger of 3 entries was asked for; 0 up to 2 would do"),
    (lambda ledger: ledger.prove_growth(2, 1), "2 entries came as the size before 1; 0 up to 1 would do; swap the two"),
    (lambda ledger: ledger.erase("private:none", **TOOL), "the private text 'private:none' is not in the record"),
])
def test_what_is_not_there_is_said(ledger, ask, sentence):
    ledger.append_many([Draft("a", {}, "tool:a", "tool")] * 2)
    with pytest.raises(NotOnTheDesk, match=re.escape(sentence)):
        ask(ledger)


@pytest.mark.parametrize(("draft", "sentence"), [
    ({"kind": "a", "body": {}, "author": "Ada", "role": "x"}, "the author came as 'Ada'; a person's key or tool:"),
    ({"kind": "", "body": {}, "author": "tool:a", "role": "x"}, "an entry came without a kind"),
    ({"kind": "erased", "body": {}, "author": "tool:a", "role": "x"}, "an entry of kind 'erased' came"),
    ({"kind": "person", "body": {}, "author": "tool:a", "role": "x"}, "call ledger.person or ledger.erase"),
    ({"kind": "a", "body": {"x": 0.5}, "author": "tool:a", "role": "x"}, "a float came for the record"),
    ({"kind": "a", "body": {"x": b""}, "author": "tool:a", "role": "x"}, "a bytes came for the record"),
    ({"kind": "a", "body": {"x": "\ud800"}, "author": "tool:a", "role": "x"}, "text that is no Unicode came"),
    ({"kind": "a", "body": {}, "author": "tool:a", "role": "x", "personal": {"n": "\ud800"}}, "cannot be written down"),
])
def test_what_cannot_be_recorded_is_refused_with_a_sentence(ledger, draft, sentence):
    body, kind = draft.pop("body"), draft.pop("kind")
    with pytest.raises(BadValue, match=re.escape(sentence)):
        ledger.append(kind, body, **draft)
    assert len(ledger) == 0


def test_a_body_without_an_end_is_refused(ledger):
    endless = {}
    endless["again"] = endless
    with pytest.raises(BadValue, match="cannot be written down"):
        ledger.append("a", endless, **TOOL)


plain = st.recursive(st.none() | st.booleans() | st.integers(-2**70, 2**70) | st.text(),
                     lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.dictionaries(st.text(), plain, max_size=4)), max_size=6))
@settings(max_examples=40, deadline=None)
def test_whatever_can_be_written_down_comes_back(tmp_path_factory, things):
    where = tmp_path_factory.mktemp("any") / "ledger.db"
    with Ledger.create(where) as ledger:
        made = ledger.append_many(Draft(f"k{kind}", body, "tool:a", "tool") for kind, body in things)
    with Ledger.open(where, read_only=True) as ledger:
        assert tuple(ledger.entries()) == made
        assert [(one.kind, one.body) for one in made] == [(f"k{kind}", to_plain(body)) for kind, body in things]
        assert ledger.audit().ok


# People and private texts


def test_a_person_has_one_key_that_says_nothing_of_the_name(ledger):
    ada, ben = ledger.person("Ada Osei"), ledger.person("Ben")
    assert ada != ben
    assert re.fullmatch(r"person:[0-9a-f]{32}", ada)
    assert ledger.person("  Ada   Osei ") == ada
    assert (ledger.name_of(ada), ledger.personal(ada), ledger.name_of("person:none")) == ("Ada Osei", "Ada Osei", None)
    assert [one.private for one in ledger.entries("person")] == [(("name", ada),), (("name", ben),)]
    assert len(ledger) == 2


def test_a_name_typed_in_two_ways_is_one_person(ledger):
    assert ledger.person(unicodedata.normalize("NFC", "Zoë")) == ledger.person(unicodedata.normalize("NFD", "Zoë"))


def test_a_person_needs_a_name(ledger):
    with pytest.raises(BadValue, match="a person came without a name"):
        ledger.person(" ")


def test_two_ledgers_know_the_same_person_by_different_keys(tmp_path):
    with Ledger.create(tmp_path / "a") as one, Ledger.create(tmp_path / "b") as other:
        assert one.person("Ada") != other.person("Ada")


def test_private_texts_lie_beside_the_hashed_entry(ledger):
    made = ledger.append("decision", {"mark": "ng"}, **TOOL, personal={"note": "like my father", "mood": "low"})
    assert dict(made.private).keys() == {"mood", "note"}
    assert ledger.personal(dict(made.private)["note"]) == "like my father"
    assert "father" not in made.text
    assert ledger.name_of(dict(made.private)["note"]) is None
    assert ledger.entry(0) == made


def test_a_note_that_is_a_name_is_not_a_person(ledger):
    made = ledger.append("note", {}, **TOOL, personal={"note": "Ada"})
    assert ledger.person("Ada") != made.private[0][1]


def test_erasing_takes_the_text_out_of_the_files_and_keeps_the_log(ledger, where):
    secret = "the lead is leaving him " * 40
    keys = []
    for number in range(60):  # enough for pages to split, which leaves stale copies behind
        made = ledger.append("note", {}, **TOOL, personal={"note": f"{number:03} {secret}"})
        keys.append(made.private[0][1])
    before = ledger.head()
    assert files_of(where).count(b"leaving him") >= 60 * 40
    for key in keys[:59]:
        done = ledger.erase(key, **TOOL)
        assert (done.kind, done.body, ledger.personal(key)) == ("erased", {"key": key}, None)
    assert files_of(where).count(b"leaving him") == 40
    ledger.erase(keys[59], **TOOL)
    assert b"leaving him" not in files_of(where)
    assert ledger.audit(before, ledger.head()) == Audit(120, ledger.head().root, True, (), 60)
    assert check_growth(ledger.prove_growth(60), before, ledger.head())


def test_erasing_twice_is_recorded_once(ledger):
    key = ledger.person("Ada")
    assert ledger.erase(key, **TOOL) == ledger.erase(key, **TOOL)
    assert len(ledger) == 2


def test_a_person_who_was_erased_and_comes_back_is_another_key(ledger):
    key = ledger.person("Ada")
    ledger.append("decision", {}, author=key, role="director")
    ledger.erase(key, author=key, role="director")
    assert ledger.name_of(key) is None
    assert ledger.person("Ada") != key
    assert ledger.audit().ok


def test_erasing_while_somebody_reads_says_so_and_can_be_finished(ledger, where):
    key = ledger.append("note", {}, **TOOL, personal={"note": "leaving him"}).private[0][1]
    with Ledger.open(where, wait_ms=50) as impatient:
        reader = sqlite3.connect(where)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM entry").fetchall()
        with pytest.raises(NotAllowed, match=r"still reads an older state of it; .*then erase the text again"):
            impatient.erase(key, **TOOL)
        assert impatient.personal(key) is None
        reader.close()
        assert impatient.erase(key, **TOOL).body == {"key": key}
    assert b"leaving him" not in files_of(where)


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_opening(ledger, where, monkeypatch):
    key = ledger.append("note", {}, **TOOL, personal={"note": "leaving him"}).private[0][1]
    monkeypatch.setattr(Ledger, "_tidy", lambda self: True)
    ledger.erase(key, **TOOL)
    assert b"leaving him" in files_of(where)
    monkeypatch.undo()
    with Ledger.open(where) as again:
        assert b"leaving him" not in files_of(where)
        assert again.audit().ok


# Opening, and what is no ledger


def test_a_ledger_opens_again_and_leaves_its_folder_tidy(where):
    with Ledger.create(where) as ledger:
        ledger.append("note", {"number": 1}, **TOOL)
    assert [path.name for path in where.parent.iterdir()] == ["ledger.db"]
    with Ledger.open(str(where)) as ledger, Ledger.open(f"sqlite:///{where}", read_only=True) as reader:
        assert ledger.entry(0) == reader.entry(0)


def test_a_place_with_odd_characters_is_only_a_place(tmp_path):
    where = tmp_path / "Größe & 100% #1?mode=x" / "ledger.db"
    with Ledger.create(where) as ledger:
        ledger.append("note", {}, **TOOL)
    assert where.is_file()


def test_an_existing_file_is_never_written_over(ledger, where):
    with pytest.raises(NotAFilm, match=r"no record can be begun at .*open the record that is there"):
        Ledger.create(where)
    other = where.with_name("notes.txt")
    other.write_text("mine")
    with pytest.raises(NotAFilm):
        Ledger.create(other)
    assert other.read_text() == "mine"


def test_a_database_that_has_a_ledger_gets_no_second_one(ledger, where, monkeypatch):
    monkeypatch.setattr("workprint.ledger.record.new_engine", sqlite.engine_at)  # as a server would be: there already
    with pytest.raises(NotAFilm, match=r"which has one; an empty database would do; open the record that is there"):
        Ledger.create(where)


def test_an_empty_file_left_by_a_creation_that_was_cut_off_is_used(where):
    where.touch()
    with Ledger.create(where) as ledger:
        assert ledger.audit().ok


LOOK = "import sys; from workprint.ledger import Ledger; Ledger.open(sys.argv[1]).close()"


def test_an_open_record_is_kept_whoever_else_opens_and_closes_it(ledger, where):
    ledger.append("note", {"text": "before"}, **TOOL)
    Ledger.open(where).close()  # in this process: it must not drop the locks of the one that is open
    subprocess.run([sys.executable, "-c", LOOK, str(where)], check=True)
    ledger.append("note", {"text": "after"}, **TOOL)
    with Ledger.open(where) as again:
        assert [entry.body["text"] for entry in again.entries("note")] == ["before", "after"]


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\x00", b"x" * 5000, "folder", "other database"])
def test_what_is_no_ledger_is_said(where, content):
    if isinstance(content, bytes):
        where.write_bytes(content)
    elif content == "folder":
        where.mkdir()
    elif content == "other database":
        database = sqlite3.connect(where)
        database.execute("CREATE TABLE film (title)")
        database.close()
    with pytest.raises(NotAFilm, match=r"the ledger\.db of a film would do"):
        Ledger.open(where)


def test_a_record_in_memory_or_at_no_address_is_refused():
    with pytest.raises(NotAFilm, match="kept in memory"):
        Ledger.create("sqlite://")
    with pytest.raises(NotAFilm, match="an SQLAlchemy URL would do"):
        Ledger.open("://")


@pytest.mark.parametrize("driver", ["postgresql+nodriver", "nodatabase"])
def test_a_database_without_its_driver_is_said_without_the_password(driver):
    for act in (Ledger.create, Ledger.open):
        with pytest.raises(NotAFilm, match=r"cannot be reached .*install the driver") as raised:
            act(f"{driver}://ada:secret@film.example/film")
        assert "secret" not in str(raised.value)


def test_a_newer_layout_is_left_alone(ledger, where):
    with writing(ledger._engine, where) as connection:
        connection.exec_driver_sql("UPDATE ledger SET layout = 3")
    with pytest.raises(NotAFilm, match="has layout 3, made by a newer Workprint; layouts up to 2 would do; update"):
        Ledger.open(where)


def test_a_read_only_ledger_writes_nothing(ledger, where):
    ledger.append("note", {}, **TOOL)
    with Ledger.open(where, read_only=True) as reader:
        assert reader.audit(ledger.head()).ok
        with pytest.raises(NotAllowed, match="cannot be written"):
            reader.append("note", {}, **TOOL)


def test_a_disc_that_cannot_be_written_is_read_without_leaving_a_trace(where, monkeypatch):
    with Ledger.create(where) as ledger:
        ledger.append("note", {}, **TOOL)
    monkeypatch.setattr(os, "access", lambda *asked: False)
    with Ledger.open(where, read_only=True) as reader:
        assert len(reader) == 1
        assert [path.name for path in where.parent.iterdir()] == ["ledger.db"]


def test_what_is_acknowledged_is_on_the_disk(ledger):
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_full_disk_is_said_and_loses_nothing(ledger):
    ledger.append("note", {}, **TOOL)
    before = ledger.head()
    with ledger._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite rounds up to the present size
    with pytest.raises(NotAllowed, match=r"cannot be written \(database or disk is full\); .*make room"):
        ledger.append("note", {"long": "x" * 100_000}, **TOOL)
    assert ledger.audit(before).ok
    assert ledger.head() == before


# More than one at a time


def test_a_second_writer_is_refused_after_a_short_wait(ledger, where):
    with Ledger.open(where, wait_ms=50) as other:
        with writing(ledger._engine, where):
            with pytest.raises(NotAllowed, match=r"another program is writing to the record at .*; one writer at"):
                other.append("note", {}, **TOOL)
            assert len(other) == 0
        assert other.append("note", {}, **TOOL).index == 0


def test_writers_that_take_turns_all_get_their_place(where):
    with Ledger.create(where):
        pass

    def write():
        with Ledger.open(where, wait_ms=20_000) as ledger:
            for _ in range(15):
                ledger.append("note", {}, **TOOL)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Ledger.open(where) as ledger:
        assert len(ledger) == 45
        assert ledger.audit().ok


def test_a_reader_sees_whole_states_while_a_writer_writes(ledger, where):
    done = threading.Event()

    def write():
        for number in range(60):
            ledger.append_many(Draft("note", {"number": number}, "tool:a", "tool") for _ in range(3))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = [Head(0, hashlib.sha256(b"").hexdigest())]
    with Ledger.open(where, read_only=True) as reader:
        while not done.is_set():
            found = reader.audit(*seen[-2:])
            assert found.ok, found.faults
            assert found.size % 3 == 0
            seen.append(Head(found.size, found.root))
    writer.join()
    assert all(check_growth(ledger.prove_growth(old.size, new.size), old, new)
               for old, new in pairwise(seen))


# Files from anywhere


def read_all(where):
    with Ledger.open(where, read_only=True) as ledger:
        found = ledger.audit()
        entries = list(ledger.entries())
    return found.ok and entries


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    where = tmp_path_factory.mktemp("good") / "ledger.db"
    with Ledger.create(where) as ledger:
        ledger.append_many(Draft("note", {"number": number}, "tool:a", "tool", {"note": "hm"}) for number in range(40))
    return where


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20), st.integers(0, 10**6) | st.none())
@example([(3644, 128)], None)
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_ends_in_a_sentence_or_in_the_same_entries(tmp_path_factory, good, flips, end):
    where = tmp_path_factory.mktemp("damaged") / "ledger.db"
    raw = bytearray(good.read_bytes())
    for place, value in flips:
        raw[place % len(raw)] = value
    where.write_bytes(raw if end is None else raw[:end % len(raw)])
    try:
        found = read_all(where)
    except Trouble as trouble:
        assert str(trouble).count(";") >= 2
        return
    if found:
        assert [one.body for one in found] == [{"number": number} for number in range(40)]


@given(st.binary(max_size=600), st.booleans())
@settings(max_examples=60, deadline=None)
def test_random_bytes_are_no_ledger(tmp_path_factory, raw, headed):
    where = tmp_path_factory.mktemp("random") / "ledger.db"
    where.write_bytes(b"SQLite format 3\x00" + raw if headed else raw)
    with pytest.raises(Trouble):
        read_all(where)
