"""The worked example of docs/ledger.md, recomputed from the page alone and by the ledger itself."""

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from workprint.film import canonical
from workprint.ledger import Head, Ledger, rows, verify

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text()
EXAMPLE = PAGE.split("## An example")[1].split("## From Python")[0]
ENTRIES = re.search(r"```json\n(.*?)\n```", EXAMPLE, re.S).group(1).split("\n")
TEXTS = re.findall(r"\| `((?:person|private):\w+)` \| `(\w+)` \| `(.+)` \|", EXAMPLE)
NODES = {int(number): value for number, value in re.findall(r"\| (\d) \| `(\w{64})` \|", EXAMPLE)}
SIZE, ROOT = re.search(r"`(\d):(\w{64})`", EXAMPLE).groups()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_the_page_agrees_with_itself():
    leaf_0, leaf_1, leaf_2 = (sha256(b"\x00" + text.encode()) for text in ENTRIES)
    both = sha256(b"\x01" + bytes.fromhex(leaf_0) + bytes.fromhex(leaf_1))
    assert {0: leaf_0, 1: both, 2: leaf_1, 4: leaf_2} == NODES
    assert SIZE == "3"
    assert sha256(b"\x01" + bytes.fromhex(both) + bytes.fromhex(leaf_2)) == ROOT
    promised = {one["key"]: one["sha256"] for text in ENTRIES for one in json.loads(text)["private"].values()}
    assert promised == {key: sha256(bytes.fromhex(salt) + text.encode()) for key, salt, text in TEXTS}
    assert all(canonical(json.loads(text)).decode() == text for text in ENTRIES)
    assert PAGE.count(f"3:{ROOT}") == 3


@pytest.fixture
def example(tmp_path, monkeypatch):
    drawn = count(1)
    monkeypatch.setattr(rows.secrets, "token_hex", lambda size: f"{next(drawn):02x}" * size)
    ticks = count()
    start = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
    with Ledger.create(tmp_path / "ledger.db", clock=lambda: start + timedelta(seconds=next(ticks))) as ledger:
        ada = ledger.person("Ada Osei")
        ledger.append("alts", {"alts": ["9f1c"], "brief": "12", "seed": 7}, author="tool:cutting", role="tool")
        ledger.append("decision", {"alt": "9f1c", "mark": "circle"}, author=ada, role="director",
                      personal={"note": "Stay on her – Zoë is right."})
        yield ledger


def test_the_ledger_writes_what_the_page_says(example, tmp_path, capsys):
    assert [one.text for one in example.entries()] == ENTRIES
    assert example.head() == Head(3, ROOT)
    assert example.prove(0).hashes == example.prove_growth(1).hashes == (NODES[2], NODES[4])
    assert example.prove(2).hashes == (NODES[1],)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        assert dict(database.execute("SELECT id, hash FROM node")) == NODES
        assert database.execute("SELECT key, salt, text FROM personal ORDER BY key").fetchall() == TEXTS
    assert verify.main([str(tmp_path / "ledger.db"), "--head", f"3:{ROOT}"]) == 0
    assert capsys.readouterr().out.strip() in PAGE


def test_the_page_names_every_table_and_column(tmp_path):
    Ledger.create(tmp_path / "ledger.db").close()
    told = PAGE.split("## Tables")[1].split("## An entry")[0]
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [row[1] for table in tables for row in database.execute(f"PRAGMA table_info({table})")]
    assert sorted(tables) == sorted(re.findall(r"^\| `(\w+)`", told, re.M))
    assert len(columns) == 13
    assert all(f"`{column}`" in told for column in columns)
