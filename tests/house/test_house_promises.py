"""Promises that pages make about the program: exit codes, verbs, laws, and ten sentences."""

import re

import workprint.film as film
from house import ROOT
from workprint.doors.cli import app as command_line
from workprint.film import Trouble


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_exit_code_is_in_the_docs():
    kinds = [kind for kind in vars(film).values() if isinstance(kind, type) and issubclass(kind, Trouble)]
    rows = dict(re.findall(r"^\| (\d+) \| `?(\w*)`? ?\|", page("docs/command-line.md"), flags=re.M))
    assert {int(code): name for code, name in rows.items() if name} == {kind.exit_code: kind.__name__ for kind in kinds}
    assert {int(code) for code, name in rows.items() if not name} == {0, command_line.FAULT, command_line.STOPPED}


def test_every_verb_of_the_command_line_is_in_the_docs():
    verbs = {command.name or command.callback.__name__ for command in command_line.app.registered_commands}
    shown = set(re.findall(r"`workprint ([a-z]+)", page("docs/command-line.md")))
    assert verbs - shown == set()
    assert shown - verbs <= {"ledger", "taste", "trial"}


def test_every_law_names_tests_that_are_there():
    text = page("docs/loop.md")
    laws = re.findall(r"^\d\. .*?(?=^\d\. |^$)", text, flags=re.M | re.S)
    assert len(laws) == 9
    for law in laws:
        named = re.findall(r"\[(test_\w+)\]\(\.\./([\w/]+\.py)\)", law)
        assert named, law
        for test, path in named:
            assert f"def {test}(" in page(path), f"{test} is not in {path}"


def test_contributing_has_ten_sentences():
    text = page("CONTRIBUTING.md").split("\n", 1)[1]
    assert len(re.findall(r"[.!?](?:\s|$)", re.sub(r"\[[^\]]*\]\([^)]*\)|`[^`]*`", "it", text))) == 10


def test_the_map_in_the_docs_is_the_map_that_is_tested():
    from test_house_imports import MAY_KNOW

    rows = re.findall(r"^\| `(\w+)/` \|.*\| ([^|]*) \|$", page("docs/rooms.md"), flags=re.M)
    said = {room: set() if known == "nobody" else set(re.findall(r"\w+", known)) for room, known in rows}
    assert set(said) == set(MAY_KNOW)
    for room in set(MAY_KNOW) - {"desk"}:
        assert said[room] == set(MAY_KNOW[room].split()), room
