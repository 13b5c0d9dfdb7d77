"""The grammar on the desk: what every idiom rewards, what it weighs now, and how a cut keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.film import BadTool, Rule
from workprint.tools.cutting import idioms, made_scene
from workprint.tools.cutting.made_scene import Odds


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_scene(2, 7, 6, odds=Odds(action=0)))
        yield desk


def test_without_a_scene_the_defaults_are_told(desk: Desk) -> None:
    told = desk.idioms()
    assert (told.cut, told.shots) == ("", 0)
    assert [one.rule.name for one in told.idioms] == [each.name for each in idioms()]
    by_name = {one.rule.name: one for one in told.idioms}
    assert by_name["speaker visible"].rule == Rule(
        "speaker visible", "every line", "Who speaks is seen speaking.", 700, "Leake et al. 2017", "workprint")
    assert by_name["speaker visible"].on
    assert not by_name["zoom in"].on
    assert all(one.holds == one.breaks == 0 for one in told.idioms)


def test_with_a_scene_the_cut_is_counted_and_its_people_are_named(desk: Desk) -> None:
    assert desk.idioms(scene="9").cut == ""
    first = desk.propose(scene="9", want=12, weight=["reaction=3000", "speaker visible=0"]).shown[0]
    told = desk.idioms(scene="9")
    assert told.cut == first.id
    assert told.shots == first.shots
    by_name = {one.rule.name: one for one in told.idioms}
    assert by_name["reveal ANA"].rule.source
    assert (by_name["reaction"].weight, by_name["reaction"].on) == (3000, True)
    assert (by_name["speaker visible"].weight, by_name["speaker visible"].on) == (0, False)
    assert by_name["speaker visible"].holds > 0, "what is off is counted all the same"
    for reason in first.reasons:
        if reason.name in by_name and reason.points and reason.name != "short pause":
            assert by_name[reason.name].holds + by_name[reason.name].breaks > 0


def test_the_circled_cut_counts_more_than_the_first_on_show(desk: Desk) -> None:
    desk.propose(scene="9", want=12)
    circled = desk.circle("3", scene="9").alt
    assert desk.idioms(scene="9").cut == circled


def test_a_tool_without_idioms_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk._tools, "plain", object())  # type: ignore[arg-type]
    with pytest.raises(BadTool, match="the tool 'plain' does not list its idioms; a tool with rules"):
        desk.idioms(tool="plain")


def test_the_command_line_tells_them_in_words_and_in_json(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.propose(scene="9", want=12)
    film = ["--film", str(desk.folder.root)]
    assert run(["idioms", *film]) == 0
    said = capsys.readouterr().out
    assert "Who speaks is seen speaking." in said
    assert "idioms are on" in said
    assert run(["idioms", "--scene", "9", *film]) == 0
    assert "holds, breaks: in how many of the" in capsys.readouterr().out
    assert run(["idioms", *film, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["idioms"][0]["rule"]["source"] == "Leake et al. 2017"
    assert run(["propose", "--weight", "jump cut=5", *film]) == 2
    assert "'avoid jump cuts' and a number" in capsys.readouterr().err.replace("\n", " ")
