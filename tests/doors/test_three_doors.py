"""Every verb through all three doors: Python, the command line and the web answer the same, in trouble as well."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.doors.cli.verb import VERBS
from workprint.doors.plain import plain
from workprint.doors.web import web_app
from workprint.film import Trouble
from workprint.testing import made_material

TOKEN = "a-token-for-tests"

OTHER_EACH_TIME = frozenset({"time", "head", "root", "value", "thousandths", "peak"})
"""Fields that tell when something was done, or how quickly: no two runs agree on them."""


@dataclass(frozen=True)
class Said:
    """One verb as it is said at each door."""

    verb: str
    given: Mapping[str, Any] = field(default_factory=dict)
    typed: tuple[str, ...] = ()
    before: Callable[[Desk], object] = lambda desk: None
    real: bool = False
    """Whether it needs pictures: then it is said of the small film."""
    refused: bool = False
    """Whether the desk refuses it with a sentence."""


def edited(desk: Desk) -> None:
    """A trim that can be undone."""
    desk.split("30")


def graded(desk: Desk) -> None:
    """A grade, made by hand: of the first shot, and of all."""
    desk.nudge("saturation", "amount", 800, shot=1)
    desk.nudge("exposure", "stops", -250)


def asked_in_colour(desk: Desk) -> None:
    """Two grades that somebody is asked about."""
    desk.propose(tool="colour", want=6)
    desk.pair(craft="colour")


ROLL = {"shot": "s3", "frames": 1}

SAID = (
    Said("status"), Said("show", {"first": 7}, ("--first", "7")), Said("why", {"alt": "3"}, ("3",)),
    Said("pair"), Said("prefer", {"which": "A"}, ("A",), lambda desk: desk.pair()),
    Said("idioms", {"scene": "1"}, ("--scene", "1")), Said("dials"),
    Said("lines"), Said("edits"), Said("versions"), Said("notes"),
    Said("propose", {"want": 12, "words": "let her listen"}, ("--want", "12", "--words", "let her listen")),
    Said("explore", {"want": 12}, ("--want", "12")),
    Said("circle", {"alt": "2", "note": "warm"}, ("2", "--note", "warm")), Said("hold", {"alt": "3"}, ("3",)),
    Said("ng", {"alt": "4"}, ("4",)), Said("unsure", {"alt": "4"}, ("4",)),
    Said("pin", {"line": "2", "take": "1A/1"}, ("2", "1A/1")), Said("veto", {"take": "1A/1"}, ("1A/1",)),
    Said("swap", {"line": "2", "take": "1A/1"}, ("2", "1A/1")),
    Said("trim", {"shot": "s2", "tail": -2, "roll": True}, ("s2", "--tail", "-2", "--roll")),
    Said("roll", ROLL, ("s3", "1")), Said("slip", {"shot": "s2", "frames": 1}, ("s2", "1")),
    Said("slide", {"shot": "s2", "frames": 1}, ("s2", "1")), Said("drag", {"shot": "s3", "frames": -2}, ("s3", "-2")),
    Said("split", {"place": "30"}, ("30",)),
    Said("insert", {"place": "30", "take": "black", "frames": 12}, ("30", "black", "--frames", "12")),
    Said("overwrite", {"place": "30", "take": "black", "frames": 12}, ("30", "black", "--frames", "12")),
    Said("replace", {"shot": "s2", "take": "1A/1"}, ("s2", "1A/1")), Said("lift", {"at": "s2"}, ("s2",)),
    Said("extract", {"at": "s2"}, ("s2",)),
    Said("extend", {"shot": "s2", "frames": 2, "roll": True}, ("s2", "--frames", "2", "--roll")),
    Said("speed", {"shot": "s2", "percent": 50}, ("s2", "50")),
    Said("lay", {"place": "30", "take": "1A/1", "start": "20", "frames": 10},
         ("30", "1A/1", "--start", "20", "--frames", "10")),
    Said("mute", {"at": "30", "to": "40"}, ("30", "40")),
    Said("react", {"line": "2", "take": "1C/1"}, ("2", "1C/1"), refused=True),
    Said("remove", {"line": "3"}, ("3",)), Said("undo", before=edited),
    Said("redo", before=lambda desk: (edited(desk), desk.undo())),
    Said("go", {"version": "1"}, ("1",), edited), Said("name", {"name": "quiet"}, ("quiet",)),
    Said("stage", {"stage": "rough cut"}, ("rough cut",)),
    Said("note", {"at": "10", "to": "20", "text": "slow"}, ("10", "20", "slow")),
    Said("marker", {"at": "12", "name": "door"}, ("12", "door")),
    Said("resolve", {"note": 1}, ("1",), lambda desk: desk.note("10", "20", "slow")),
    Said("lock", {"name": "fine"}, ("--name", "fine")),
    Said("unlock", {"why": "one more look"}, ("--why", "one more look"), lambda desk: desk.lock(name="fine")),
    Said("adopt", {"what": "1"}, ("1",), refused=True),
    Said("action", {"take": "1A/1", "line": "1", "start": "3", "out": "9"}, ("1A/1", "1", "3", "9"), refused=True),
    Said("correct", {"take": "1A/1", "line": "2", "word": 1, "start": 100, "out": 9000},
         ("1A/1", "2", "1", "100", "9000")),
    Said("overrule", {"take": "1A/1", "name": "circled", "value": "1"}, ("1A/1", "circled", "1")),
    Said("setup", {"name": "1A", "people": "ANA:320:400:330:right"}, ("1A", "ANA:320:400:330:right")),
    Said("slate", {"file": "none.mov", "slate": "1A/9"}, ("none.mov", "1A/9"), refused=True),
    Said("group", {"files": ["a.mov", "b.mov"]}, ("a.mov", "b.mov"), refused=True),
    Said("witness", {"take": "1A/1", "model": "none.bin"}, ("1A/1", "none.bin"), refused=True),
    Said("transcript", {"scene": "1"}, ("--scene", "1"), refused=True), Said("rebuild"), Said("bench", refused=True),
    Said("ingest", {"rushes": ["nowhere"]}, ("nowhere",), refused=True),
    Said("line", {"script": "none.fountain"}, ("none.fountain",), refused=True),
    Said("bring", {"file": "none.edl"}, ("none.edl",), refused=True),
    Said("conform", refused=True), Said("handover", refused=True),
    Said("audition", {"alt": "2"}, ("2",), real=True), Said("sheet", real=True),
    Said("compare", {"one": "1", "other": "2"}, ("1", "2"), real=True),
    Said("readings", {"line": "2"}, ("2",), real=True), Said("line", {}, (), real=True),
    Said("handover", {"movie": "none"}, ("--movie", "none"), lambda desk: desk.lock(name="fine"), real=True),
    Said("tone", {"name": "uneasy, but tender", "dial": ["pace=200"]}, ("uneasy, but tender", "--dial", "pace=200")),
    Said("tone", {"name": "tender", "until": "4", "history": True}, ("tender", "--until", "4", "--history")),
    Said("tone", {"name": "like that", "like": "none.png"}, ("like that", "--like", "none.png"), refused=True),
    Said("tones", before=lambda desk: desk.tone("tense")),
    Said("forget", {"tone": "nobody's"}, ("nobody's",), refused=True),
    Said("spaces", real=True), Said("ops"),
    Said("space", {"take": "all", "space": "logc3"}, ("all", "logc3"), real=True),
    Said("propose", {"tool": "colour", "words": "colder", "want": 6},
         ("--tool", "colour", "--words", "colder", "--want", "6"), real=True),
    Said("grading", {"alt": "ungraded"}, ("ungraded",), real=True),
    Said("nudge", {"kind": "exposure", "knob": "stops", "value": -250}, ("exposure", "stops", "-250"), real=True),
    Said("keep", {"kind": "exposure"}, ("exposure",), graded, real=True),
    Said("release", {"kind": "exposure"}, ("exposure",), lambda desk: (graded(desk), desk.keep("exposure")), real=True),
    Said("paste", {"of": "s1", "shot": 2}, ("s1", "--shot", "2"), graded, real=True),
    Said("grab", {"name": "kitchen"}, ("kitchen",), graded, real=True),
    Said("gallery", before=lambda desk: (graded(desk), desk.grab("kitchen")), real=True),
    Said("versions", {"craft": "colour"}, ("--craft", "colour"), graded, real=True),
    Said("undo", {"craft": "colour"}, ("--craft", "colour"), graded, real=True),
    Said("show", {"craft": "colour"}, ("--craft", "colour"), refused=True),
    Said("prefer", {"which": "B", "craft": "colour"}, ("B", "--craft", "colour"), asked_in_colour, real=True),
)


@pytest.fixture(scope="module")
def made_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made scene, cut, one circled. Read only: copy it."""
    folder = tmp_path_factory.mktemp("made") / "film"
    with Desk.new(folder, title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        desk.propose(want=40)
        desk.circle("1")
    return folder


def copied(film: Path, to: Path) -> Path:
    """The film at another place, its media as links."""
    shutil.copytree(film, to, copy_function=lambda one, two: (
        os.link if "/media/" in one else shutil.copy2)(one, two))  # media/ is only ever written by replacing
    return to


def prepared(film: Path, before: Callable[[Desk], object]) -> Path:
    """The same film with a cut circled, and with something done to it."""
    with Desk.open(film, person="Edna") as desk:
        if not desk.film.circled(desk.scene_named("")):
            desk.circle("1")
        before(desk)
    return film


def by_python(film: Path, said: Said) -> Any:
    with Desk.open(film) as desk:
        try:
            return json.loads(json.dumps(plain(getattr(desk, said.verb)(**said.given))))
        except Trouble as trouble:
            return str(trouble)


def by_line(film: Path, said: Said, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    code = run([said.verb, *said.typed, "--film", str(film), "--json"])
    told = capsys.readouterr()
    return json.loads(told.out) if code == 0 else " ".join(told.err.split()).removeprefix("workprint: ")


def by_web(film: Path, said: Said) -> Any:
    with TestClient(web_app(film, token=TOKEN), base_url="http://127.0.0.1:8777",
                    headers={"authorization": f"Bearer {TOKEN}"}) as client:
        answer = client.post(f"/verbs/{said.verb}", json=dict(said.given))
    return answer.json() if answer.status_code == 200 else " ".join(answer.json()["trouble"].split())


def settled(answer: Any, film: Path) -> Any:
    """An answer without what no two runs agree on: where the film lies, when it was done."""
    if isinstance(answer, dict):
        return {name: None if name in OTHER_EACH_TIME else settled(value, film) for name, value in answer.items()}
    if isinstance(answer, list):
        return [settled(value, film) for value in answer]
    return answer.replace(str(film), "FILM") if isinstance(answer, str) else answer


def test_every_verb_is_said() -> None:
    assert {said.verb for said in SAID} == {verb for verb in VERBS if hasattr(Desk, verb)}


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.verb}{' of pictures' if said.real else ''}")
def test_the_three_doors_say_the_same(said: Said, request: pytest.FixtureRequest, tmp_path: Path,
                                      capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    film = request.getfixturevalue("small_film" if said.real else "made_film")
    ready = prepared(copied(film, tmp_path / "ready"), said.before)
    homes = [copied(ready, tmp_path / door) for door in ("python", "line", "web")]
    answers = [by_python(homes[0], said), by_line(homes[1], said, capsys), by_web(homes[2], said)]
    first, *others = [settled(answer, home) for answer, home in zip(answers, homes, strict=True)]
    assert others == [first, first]
    assert isinstance(first, str) == said.refused, first
