"""Dials: each moves the cuts the way it is turned, pins stay, nothing is recorded until the hand lets go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.dialling import KEPT, SIXES, Turned
from workprint.desk.loop import again
from workprint.desk.steady import steadied
from workprint.doors.cli.app import run
from workprint.film import BadTool, BadValue, Brief, DialledTool, NotAllowed, NotOnTheDesk
from workprint.testing import check_tool, made_material
from workprint.tools.cutting import CuttingTool, made_scene
from workprint.tools.cutting.made_scene import EVERYTHING

NAMES = ("closeness", "pace", "silence", "energy", "hidden cuts", "more of ANA", "more of BEN")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A made scene on the desk, proposed once."""
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_scene(5, 9, 8))
        desk.propose(want=24)
        yield desk


@pytest.mark.parametrize("name", NAMES)
def test_a_dial_moves_what_is_measured_the_way_it_is_turned(name: str) -> None:
    """In every made scene the far ends are in order, and over all scenes most single steps are, too."""
    tool, steps, ends = CuttingTool(), [], []
    for seed in range(6):
        rest = Brief(made_scene(seed, 12, 9, odds=EVERYTHING), want=6)
        levels = []
        for setting in (-1000, -400, 0, 400, 1000):
            brief = tool.dialled(rest, {name: setting})
            six = [dict(tool.measured(alt, brief))[name] for alt in tool.propose(brief, seed=seed)]
            levels.append(sum(six) / len(six))
        steps += [two > one for one, two in pairwise(levels)]
        ends.append(levels[-1] - levels[0])
    assert min(ends) > 30, ends
    assert sum(steps) * 4 >= 3 * len(steps), steps


def test_the_words_say_what_is_there_whichever_way_a_dial_is_turned() -> None:
    tool, scene = CuttingTool(), made_scene(3, 9, 8)
    for setting, liked, disliked in ((1000, "a close picture", "a wide picture"),
                                     (-1000, "a wide picture", "a close picture")):
        told = [reason for alt in tool.propose(tool.dialled(Brief(scene, want=6), {"closeness": setting}), seed=1)
                for reason in alt.reasons if reason.name == "closer"]
        assert {reason.says.split(" (")[0] for reason in told if reason.points > 0} == {liked}
        assert {reason.says.split(" (")[0] for reason in told if reason.points < 0} <= {disliked}


def test_the_cutting_tool_keeps_the_contract_of_dials() -> None:
    assert isinstance(CuttingTool(), DialledTool)
    assert any("dials stand where they are set" in told for told in check_tool(CuttingTool()))


def test_what_was_never_measured_has_no_dial(desk: Desk) -> None:
    names = {one.dial.name for one in desk.dials().dials}
    assert "hidden cuts" not in names, "no take of this scene has motion"
    assert names == set(NAMES) - {"hidden cuts"}


def test_a_turning_hand_records_nothing_and_its_cuts_can_be_played(desk: Desk) -> None:
    before = len(desk.ledger)
    answer = desk.dial(["closeness=600", "pace=-300"])
    assert len(desk.ledger) == before
    assert [one.number for one in answer.shown] == [1, 2, 3, 4, 5, 6]
    assert all(sum(reason.points for reason in one.reasons) == one.score for one in answer.shown)
    turned = {one.dial.name: one for one in answer.dials}
    assert (turned["closeness"].setting, turned["pace"].setting, turned["silence"].setting) == (600, -300, 0)
    assert turned["closeness"].now > turned["closeness"].rest
    assert turned["pace"].now < turned["pace"].rest
    laid = desk.timeline(answer.shown[5].id)
    assert (laid.id, laid.frames) == (answer.shown[5].id, answer.shown[5].frames)
    assert desk.dial(["closeness=600", "pace=-300"]) == answer


def test_pins_and_vetoes_stay_whatever_is_turned(desk: Desk) -> None:
    desk.pin("3", "9B/1")
    desk.veto("9A/1")
    for dials in (["closeness=-1000"], ["closeness=1000", "energy=-1000"], ["more of ANA=1000"], ["pace=1000"]):
        for one in desk.dial(dials).shown:
            cut = desk.timeline(one.id)
            assert any(shot.take == "9B/1" and "9/3" in shot.lines for _, shot in cut.shots)
            assert "9A/1" not in {shot.take for _, shot in cut.shots} | {piece.take for _, piece in cut.pieces}


def test_a_cut_of_a_turning_dial_is_not_marked(desk: Desk) -> None:
    known = set(desk.film.proposals[-1].ids)
    only = next(one.id for one in desk.dial(["closeness=-1000", "energy=1000"]).shown if one.id not in known)
    with pytest.raises(NotAllowed, match="is on show only while a dial is turned; a proposed cut would do; let go"):
        desk.circle(only)
    desk.propose(dial=["closeness=-1000", "energy=1000"], want=12)
    assert desk.circle("1").alt in desk.film.proposals[-1].ids


def test_letting_go_proposes_with_the_same_dials_and_the_same_comes_again(desk: Desk) -> None:
    shown = desk.propose(dial=["silence=500", "energy=-200"], want=24)
    proposal = desk.film.proposals[-1]
    assert proposal.weights == (("more silence", 1000), ("performance strong", -600))
    assert {one.dial.name: one.setting for one in desk.dials().dials if one.setting} == {"silence": 500, "energy": -200}
    best = desk.dial(["silence=500", "energy=-200"]).shown[0]
    assert best.id == shown.shown[0].id, "the best cut is the same, however many are asked for"
    for file in desk.folder.media.glob("*alts*"):
        file.unlink()
    desk.listings.clear()
    assert [one.id for one in desk.show().shown] == [one.id for one in shown.shown], "made again from the record"


def test_what_else_a_proposal_weighs_is_told_and_kept(desk: Desk) -> None:
    desk.propose(weight=["speaker visible=0"], dial=["pace=200"], want=12)
    told = desk.dials()
    assert told.weights == (("speaker visible", 0),)
    assert {one.dial.name for one in told.dials if one.setting} == {"pace"}
    with_it, without = (desk.dial(["pace=200"], weight=weight).shown[0] for weight in (["speaker visible=0"], None))
    assert with_it.score != without.score


def test_what_is_kept_of_turning_stays_small(desk: Desk) -> None:
    first = desk.dial(["closeness=1"]).shown
    for turn in range(2, 70):
        desk.dial([f"closeness={turn * 14}", f"silence={turn * 13 - 500}"])
    assert len(desk.turned) <= KEPT
    assert len(desk.sixes) <= SIXES
    lost = [one.id for one in first if one.id not in desk.turned and one.id not in desk.film.proposals[-1].ids]
    for name in lost:
        with pytest.raises(NotOnTheDesk, match="is not on the desk"):
            desk.timeline(name)


def test_a_new_mark_or_pin_is_seen_by_the_next_turn(desk: Desk) -> None:
    before = desk.dial(["energy=300"]).shown[0]
    other = next(take for take in ("9A/1", "9B/1", "9C/1") if all(
        take != shot.take for _, shot in desk.timeline(before.id).shots if "9/4" in shot.lines))
    desk.pin("4", other)
    assert desk.dial(["energy=300"]).shown[0].id != before.id


@pytest.mark.parametrize(("dials", "says"), [
    (["closenes=400"], "the dial came as 'closenes' 400; 'closeness' and a number within 1000 would do"),
    (["closeness=4000"], "the dial came as 'closeness' 4000; 'closeness' and a number within 1000 would do"),
    (["closeness"], "the dial came as 'closeness'; name=setting as in closeness=400 would do"),
])
def test_a_dial_that_is_not_there_is_answered_with_the_nearest(desk: Desk, dials: list[str], says: str) -> None:
    with pytest.raises(BadValue, match=says):
        desk.dial(dials)
    with pytest.raises(BadValue, match=says):
        desk.propose(dial=dials)


def test_a_tool_without_dials_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk._tools, "plain", object())  # type: ignore[arg-type]
    with pytest.raises(BadTool, match="the tool 'plain' has no dials; a tool with dials"):
        desk.dials(tool="plain")


def test_a_locked_scene_is_not_turned(tmp_path: Path) -> None:
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        desk.propose(want=12)
        desk.circle("1")
        desk.lock(name="fine")
        with pytest.raises(NotAllowed, match="scene 1 is locked as fine; an unlocked scene would do"):
            desk.dial(["closeness=400"])


def test_cant_say_is_on_the_record_and_teaches_nothing(desk: Desk) -> None:
    six = desk.show().shown
    desk.hold("2")
    before = desk.taste
    said = desk.unsure("3", note="both work")
    assert "can't say" in said.says
    assert desk.taste == before
    assert desk.taste.lessons == 1
    mark = desk.film.marks[-1]
    assert (mark.decision.mark, mark.decision.alt) == ("unsure", six[2].id)
    assert mark.decision.shown == tuple(one.id for one in six)
    assert [dot.mark for dot in desk.map().dots if dot.id == six[2].id] == ["unsure"]
    assert "unsure" in {one.mark for first in (1, 7, 13, 19) for one in desk.show(first=first).shown}
    assert desk.film.circled("9") is None
    desk.decide(six[3].id, "unsure")
    desk.undo()
    assert sum(one.decision.mark == "unsure" for one in desk.film.marks) == 1


def test_the_command_line_turns_dials_and_tells_them(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    film = ["--film", str(desk.folder.root)]
    assert run(["propose", "--dial", "closeness=400", "--dial", "more of ANA=-300", "--want", "12", *film]) == 0
    capsys.readouterr()
    assert run(["dials", "--json", *film]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["dial"]["name"]: one["setting"] for one in told["dials"] if one["setting"]} == {
        "closeness": 400, "more of ANA": -300}
    assert run(["dials", *film]) == 0
    assert "wider" in capsys.readouterr().out
    assert run(["unsure", "3", *film]) == 0
    assert "can't say" in " ".join(capsys.readouterr().out.split())


def test_what_is_kept_stays_while_another_dial_is_turned(desk: Desk) -> None:
    free = {one.dial.name: one for one in desk.dial(["pace=-1000"]).dials}
    still = {one.dial.name: one for one in desk.dial(["pace=-1000"], keep=["silence", "closeness", "energy"]).dials}

    def strays(of: dict[str, Turned]) -> int:
        return sum(abs(of[name].now - of[name].rest) for name in ("silence", "closeness", "energy"))

    assert 2 * strays(still) < strays(free)
    assert still["pace"].now < still["pace"].rest


def test_what_was_kept_is_on_the_record_and_made_again_from_it(desk: Desk) -> None:
    before = {one.dial.name: one.now for one in desk.dials().dials}
    ids = [one.id for one in desk.propose(want=24, dial=["pace=-800"], keep=["silence"]).shown]
    assert desk.dials().keep == ("silence",)
    assert abs({one.dial.name: one.now for one in desk.dials().dials}["silence"] - before["silence"]) < 60
    assert [alt.id for alt in again(desk, desk.film.proposals[-1])][:3] == ids[:3]


def test_a_dial_that_is_not_there_cannot_stay(desk: Desk) -> None:
    with pytest.raises(BadValue, match="'warmth' was to stay; closeness"):
        desk.dial(["pace=-1000"], keep=["warmth"])


@given(st.lists(st.lists(st.integers(-300, 300), min_size=4, max_size=4), min_size=4, max_size=4),
       st.integers(-1000, 1000))
def test_what_stays_is_never_further_off_than_with_its_dials_left_alone(bend: list[list[int]], turn: int) -> None:
    """On any straight world, however its dials are bound to each other."""
    names = "abcd"

    def measure(at: Mapping[str, int]) -> dict[str, int]:
        return {name: 500 + sum(row[n] * at.get(other, 0) for n, other in enumerate(names)) // 1000
                for name, row in zip(names, bend, strict=True)}

    found = steadied(measure, {"a": turn}, ["b", "c"], {})
    wide = {name: max(20, abs(measure({name: 1000})[name] - measure({name: -1000})[name])) for name in "bc"}

    def off(at: Mapping[str, int]) -> float:
        return sum(((measure(at)[name] - 500) / wide[name]) ** 2 for name in "bc")

    assert found["a"] == turn
    assert all(-1000 <= value <= 1000 for value in found.values())
    assert off(found) <= off({"a": turn}) + 1e-9
