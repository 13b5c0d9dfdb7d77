"""The command line: the desk's verbs, JSON for programs, sentences for people, exit codes as documented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.doors.cli.verb import VERBS
from workprint.film import Trouble
from workprint.testing import made_material

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A film folder with a made scene, in which the command line stands."""
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
    monkeypatch.chdir(tmp_path / "film")
    return tmp_path / "film"


def _json(capsys: pytest.CaptureFixture[str], *line: str) -> dict:
    capsys.readouterr()
    assert run([*line, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_cut_is_found_marked_and_locked_by_typing(film: Path, capsys) -> None:
    shown = _json(capsys, "propose", "--want", "40")
    assert len(shown["shown"]) == 6
    assert shown["total"] >= 6
    assert _json(capsys, "circle", "2", "--note", "she listens")["alt"] == shown["shown"][1]["id"]
    assert _json(capsys, "status")["scenes"][0]["stage"] == "circled"
    locked = _json(capsys, "lock", "--name", "fine cut")
    assert Path(locked["path"]).exists()
    assert _json(capsys, "ledger", "verify")["heads"] == 1
    assert re.fullmatch(r"\d+:[0-9a-f]{64}", locked["head"])


def test_what_people_read_is_tables_and_the_next_step(film: Path, capsys) -> None:
    assert run(["propose", "--want", "40"]) == 0
    said = capsys.readouterr().out
    assert "alternatives for scene 1, in the tool's own order" in said
    assert "next: workprint why 1" in said
    assert run(["why", "1"]) == 0
    assert "the tool explains itself fully" in capsys.readouterr().out
    assert run(["readings", "3"]) == 0
    assert "1C/1" in capsys.readouterr().out
    assert run(["ledger", "show"]) == 0
    assert "Edna" in capsys.readouterr().out


@pytest.mark.parametrize(("line", "code", "says"), [
    (["circle", "1"], 5, "alt '1' is not on the desk; on the desk: nothing yet; propose first"),
    (["lock"], 6, "nothing is circled in scene 1; a circled cut would do; circle one with: workprint circle 1"),
    (["pin", "99", "1A/1"], 5, "line '99' is not in scene 1; 1/1 to 1/8 would do"),
    (["propose", "--weight", "reaction"], 2, "the weight came as 'reaction'; name=points as in reaction=2000 would do"),
    (["propose", "--scene", "7"], 5, "scene '7' is not in the script; 1 would do"),
    (["propose", "--tool", "magic"], 9, "there is no tool 'magic'"),
    (["ingest", "nowhere"], 4, "is not there; a folder of rushes or a file would do"),
    (["ledger", "erase", "Nobody"], 5, "nobody called 'Nobody' is on the record; Edna would do"),
    (["undo", "1"], 6, "entry 1 cannot be undone"),
    (["new", "."], 3, "is a film already; an empty folder would do"),
    (["new", "x", "--rate", "24.5.1"], 2, "the frame rate came as '24.5.1'"),
    (["dance"], 2, "workprint --help tells what would do"),
    (["show", "--first", "many"], 2, "workprint --help tells what would do"),
])
def test_an_error_is_a_sentence_with_its_exit_code(film: Path, capsys, line, code, says) -> None:
    assert run(line) == code
    said = " ".join(capsys.readouterr().err.split())
    assert says in said
    assert "Traceback" not in said


def test_a_folder_that_is_no_film_is_said(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["status"]) == 3
    assert "holds no film; a folder with a ledger.db would do; begin one with: workprint new" in capsys.readouterr().err


def test_a_fault_of_ours_is_a_sentence_too(film: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("workprint.desk.desk.standing.standing", lambda desk: 1 / 0)
    assert run(["status"]) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    with pytest.raises(ZeroDivisionError):
        run(["status", "--debug"])


def test_erasing_a_name_leaves_a_record_that_verifies(film: Path, capsys) -> None:
    assert run(["ledger", "erase", "Edna"]) == 0
    capsys.readouterr()
    assert run(["ledger", "show"]) == 0
    said = capsys.readouterr().out
    assert "(name erased)" in said
    assert "Edna" not in said
    assert _json(capsys, "ledger", "verify")["ok"]


def test_a_changed_record_is_found_and_has_its_exit_code(film: Path, capsys) -> None:
    import sqlite3

    with sqlite3.connect(film / "ledger.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type='table'")]
        for table in tables:
            columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
            for column in columns:
                database.execute(f"update {table} set {column} = replace({column}, 'MADE ROOM', 'MADE ROAM') "
                                 f"where typeof({column}) = 'text' and instr({column}, 'MADE ROOM')")
    database.close()
    assert run(["ledger", "verify"]) == 8
    assert "the record has been changed" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [*VERBS, "new", "rehearse", "demo", "tools"])
def test_every_verb_explains_itself_with_an_example(verb: str, capsys) -> None:
    assert run([verb, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Example:  workprint {verb}" in " ".join(said.split()).replace("Example: ", "Example:  ")
    assert "--json" in said


def test_every_trouble_has_its_exit_code_in_the_docs() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text()
    for kind in Trouble.__subclasses__():
        assert f"| {kind.exit_code} | `{kind.__name__}` |" in page
