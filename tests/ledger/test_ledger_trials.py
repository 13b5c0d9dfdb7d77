"""Tampering, killing and tearing: the trials of bench/ledger.py in small, and a few more."""

import importlib.util
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from workprint.film import BrokenRecord
from workprint.ledger import Draft, Head, Ledger, check_growth, verify

BENCH = Path(__file__).parents[2] / "bench" / "ledger.py"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("ledger_bench", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def honest(bench, tmp_path_factory):
    return bench._small(tmp_path_factory.mktemp("honest") / "ledger.db")


def dump(where):
    with closing(sqlite3.connect(where)) as database:
        database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        return [database.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()
                for table in ("ledger", "entry", "node", "personal")]


def test_six_hundred_tamperings_are_found_by_the_audit_and_by_the_verifier(bench, honest):
    missed = bench.tampers_missed(honest, 600, 7)
    assert (missed["audit"], missed["verifier"]) == (0, 0)
    assert missed["integrity_check"] > 500, "the tamperings must be such that only a log finds them"


@pytest.mark.parametrize("number", range(14))
def test_each_way_of_tampering_is_found_after_opening_the_file_again(bench, honest, tmp_path, number):
    with Ledger.open(honest, read_only=True) as ledger:
        head = ledger.head()
    for seed in range(3):
        where = tmp_path / f"{seed}.db"
        shutil.copy(honest, where)
        with closing(sqlite3.connect(where)) as database, database:
            bench.TAMPERS[number](database, random.Random(seed))
        assert dump(where) != dump(honest)
        assert verify.main([str(where), "--head", f"{head.size}:{head.root}"]) != 0
        with Ledger.open(where, read_only=True) as ledger:
            found = ledger.audit(head)
        assert not found.ok
        assert all(found.faults)


def test_a_flipped_bit_anywhere_in_the_file_is_found_or_changed_nothing(honest, tmp_path):
    raw, where, kept, found = honest.read_bytes(), tmp_path / "ledger.db", dump(honest), 0
    with Ledger.open(honest, read_only=True) as ledger:
        head = ledger.head()
    chance = random.Random(3)
    for _ in range(150):
        flipped = bytearray(raw)
        flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        where.write_bytes(flipped)
        if verify.main([str(where), "--head", f"{head.size}:{head.root}"]) == 0:
            assert dump(where) == kept
        else:
            found += 1
        for beside in tmp_path.glob("ledger.db-*"):
            beside.unlink()
    assert found > 40


def test_a_missing_end_is_found_against_a_known_head_only(bench, honest, tmp_path):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with Ledger.open(where, read_only=True) as ledger:
        head = ledger.head()
    with closing(sqlite3.connect(where)) as database, database:
        bench.all_rewritten(database, random.Random(1))
    with Ledger.open(where, read_only=True) as ledger:
        shorter = ledger.head()
        assert shorter.size < head.size
        assert ledger.audit().ok
        assert ledger.audit(head).faults == (f"a known head has {head.size} entries, but only {shorter.size} are left",)


def test_a_rewritten_entry_is_found_against_any_later_head(bench, honest, tmp_path):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with Ledger.open(where, read_only=True) as ledger:
        head = ledger.head()
    with closing(sqlite3.connect(where)) as database, database:
        bench.all_rewritten(database, random.Random(2))
    with Ledger.open(where) as ledger:
        assert len(ledger) == head.size
        ledger.append("note", {}, author="tool:a", role="tool")
        assert ledger.audit().ok
        assert ledger.audit(head).faults == (f"the first {head.size} entries are not those of a known head",)
        assert not check_growth(ledger.prove_growth(head.size), head, ledger.head())


def test_nothing_is_built_on_a_broken_tree(honest, tmp_path):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with closing(sqlite3.connect(where)) as database, database:
        database.execute("UPDATE ledger SET root = ?", ("0" * 64,))
    with Ledger.open(where) as ledger, pytest.raises(BrokenRecord, match="the record's tree does not lead to its head"):
        ledger.append("note", {}, author="tool:a", role="tool")


@pytest.mark.parametrize("spoiled", ["no hexadecimal", None, b"bytes"])
def test_a_tree_that_cannot_be_read_is_said(honest, tmp_path, spoiled):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with closing(sqlite3.connect(where)) as database, database:
        if spoiled is None:
            database.execute("DELETE FROM node")
        else:
            database.execute("UPDATE node SET hash = ?", (spoiled,))
    with Ledger.open(where) as ledger:
        assert not ledger.audit().ok
        for act in (lambda: ledger.prove(3), lambda: ledger.prove_growth(3), lambda: ledger.person("Somebody new")):
            with pytest.raises(BrokenRecord, match=r"the record's tree cannot be read .*take a copy that verifies"):
                act()


@pytest.mark.parametrize("spoiled", ["UPDATE ledger SET size = 'many'", "UPDATE ledger SET size = -1",
                                     "UPDATE entry SET text = 'no JSON'", "UPDATE entry SET text = '[]'"])
def test_a_record_that_cannot_be_read_is_said(honest, tmp_path, spoiled):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with closing(sqlite3.connect(where)) as database, database:
        database.execute(spoiled)
    with Ledger.open(where) as ledger:
        assert not ledger.audit().ok
        with pytest.raises(BrokenRecord, match=r"take a copy that verifies"):
            list(ledger.entries())


def test_many_faults_are_told_as_a_screenful(bench, honest, tmp_path):
    where = shutil.copy(honest, tmp_path / "ledger.db")
    with closing(sqlite3.connect(where)) as database, database:
        database.execute("DELETE FROM node")
    with Ledger.open(where, read_only=True) as ledger:
        faults = ledger.audit().faults
    assert len(faults) == 21
    assert faults[0] == "entry 0 does not hash to its leaf in the tree"
    assert faults[-1].endswith("faults more")


def test_a_hundred_kills_lose_nothing_that_was_acknowledged(bench, tmp_path):
    acknowledged, lost = bench.killed(tmp_path / "ledger.db", 100, 11)
    assert acknowledged > 100
    assert lost == 0


def test_a_log_torn_at_any_byte_leaves_an_earlier_ledger_that_verifies(tmp_path):
    """Power that fails in the middle of a write: what was synced before is all there, and nothing is half there."""
    where, torn = tmp_path / "ledger.db", tmp_path / "torn" / "ledger.db"
    torn.parent.mkdir()
    with Ledger.create(where) as ledger:
        heads, ends = [ledger.head()], [0]
        for _ in range(12):
            ledger.append_many(Draft("note", {}, "tool:a", "tool") for _ in range(3))
            heads.append(ledger.head())
            ends.append((tmp_path / "ledger.db-wal").stat().st_size)
        shutil.copy(where, torn.parent / "base")
        wal = (tmp_path / "ledger.db-wal").read_bytes()
    chance = random.Random(5)
    for end in (*(chance.randrange(len(wal)) for _ in range(40)), *ends):
        shutil.copy(torn.parent / "base", torn)
        Path(f"{torn}-wal").write_bytes(wal[:end])
        with Ledger.open(torn) as ledger:
            assert ledger.head() == heads[max(number for number, full in enumerate(ends) if full <= end)]
            assert ledger.audit().ok


# The verifier alone


def run_alone(*words):
    done = subprocess.run([sys.executable, "-I", "-S", verify.__file__, *map(str, words)], capture_output=True,
                          text=True, timeout=60)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip().splitlines()


def test_the_verifier_runs_without_workprint(honest, tmp_path):
    with Ledger.open(honest, read_only=True) as ledger:
        head = ledger.head()
    written = f"{head.size}:{head.root}"
    assert run_alone(honest, "--head", written) == (0, [f"verifies: head {written}"])
    code, lines = run_alone(honest, "--head", f"{head.size + 1}:{head.root}")
    assert (code, lines[0]) == (8, f"a known head has {head.size + 1} entries, but only {head.size} are left")
    assert lines[-1].startswith("DOES NOT VERIFY")
    (tmp_path / "no.db").write_bytes(b"no ledger")
    assert run_alone(tmp_path / "no.db")[0] == 3
    assert run_alone(tmp_path / "nowhere.db")[0] == 3


def test_the_verifier_is_short_and_needs_only_the_standard_library():
    source = Path(verify.__file__).read_text()
    assert len(source.splitlines()) < 150
    assert "from workprint" not in source
    assert "import workprint" not in source


def test_the_verifier_agrees_at_every_size(tmp_path):
    with Ledger.create(tmp_path / "ledger.db") as ledger:
        known = []
        for _ in range(20):
            known.append(ledger.head())
            ledger.append("note", {}, author="tool:a", role="tool")
            head, faults = verify.read(tmp_path / "ledger.db", [(one.size, one.root) for one in known])
            assert Head(*head) == ledger.head()
            assert faults == []
