"""The desk asks well: what was shown stays, the next six are chosen for what they teach, an early answer comes back."""

from __future__ import annotations

import shutil
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.contexts import travels
from workprint.film import BadValue, NotOnTheDesk
from workprint.taste.honest import EVERY, REPEATS
from workprint.testing import made_material


def ids(desk: Desk, first: int | None = None) -> list[str]:
    return [one.id for one in desk.show(first=first).shown]


def choose(desk: Desk, times: int, most: str = "pace", *, first: int = 1) -> int:
    """Circle, in one six after the other, whatever has most of an axis; the place after the last."""
    for _ in range(times):
        shown = desk.show(first=first).shown
        desk.circle(str(max(shown, key=lambda one: dict(one.axes)[most]).number))
        first += 6
    return first


def test_what_is_on_show_stays_whatever_is_marked_and_said_again(desk: Desk) -> None:
    first = [one.id for one in desk.propose(want=90).shown]
    desk.circle("3")
    desk.ng("5")
    size = len(desk.ledger)
    assert ids(desk) == ids(desk, 1) == first
    assert len(desk.ledger) == size, "a page that is loaded again shows nothing new"
    second = ids(desk, 7)
    desk.circle("9")
    assert ids(desk) == second, "without a place, what was on show last"
    assert ids(desk, 1) == first, "back to the first six are the same six"
    assert ids(desk, 7) == second


def test_before_any_lesson_the_tools_own_order_stands_and_nothing_is_said_of_why(desk: Desk) -> None:
    six = desk.propose(want=60)
    every = [dot.id for dot in desk.map().dots]
    assert ids(desk, 1) + ids(desk, 7) + ids(desk, 55) == every[:12] + every[54:]
    assert {one.shown_for for one in six.shown} == {""}


def test_the_next_six_and_a_new_proposals_six_are_asked_and_each_says_why(desk: Desk) -> None:
    desk.propose(want=90)
    choose(desk, 2)
    for ask in (lambda: desk.show(first=13), lambda: desk.propose(want=90, seed=2)):
        six = ask()
        said = [one.shown_for for one in six.shown]
        assert sorted(said) == ["outside", "to learn", "to learn", "to learn", "worth keeping", "worth keeping"]
        assert [one.outside for one in six.shown] == [why == "outside" for why in said]
        assert said == [one.shown_for for one in desk.show(first=six.shown[0].number).shown], "and goes on saying it"


def test_every_alternative_has_one_place_however_one_looks_through_them(desk: Desk) -> None:
    desk.propose(want=90)
    choose(desk, 2)
    far = ids(desk, 61)
    seen = [one for first in range(1, 91, 6) for one in ids(desk, first)]
    assert sorted(seen) == sorted(dot.id for dot in desk.map().dots)
    assert seen[60:66] == far, "what was looked up by rank stays there, too"
    with pytest.raises(NotOnTheDesk, match="place 91 was asked for; 1 to 90 would do"):
        desk.show(first=91)


def test_the_same_record_asks_for_the_same_six(desk: Desk, tmp_path: Path) -> None:
    desk.propose(want=90)
    choose(desk, 3)
    root, other = desk.folder.root, tmp_path / "copy"
    desk.close()
    shutil.copytree(root, other)
    told = []
    for folder in (root, other):
        with Desk.open(folder, person="Edna") as again:
            told.append([(one.id, one.shown_for, one.score) for one in again.show(first=19).shown])
    assert told[0] == told[1]


def test_a_choice_notes_where_each_stood_in_the_six_that_its_author_saw(desk: Desk) -> None:
    desk.propose(want=90)
    choose(desk, 1)
    mine = ids(desk, 7)
    with desk.signed("Ben"):
        his = ids(desk, 13)
        assert desk.map().shown == tuple(his)
    assert ids(desk) == mine, "another's looking moves nothing of mine"
    said = desk.circle("8")
    assert desk.ledger.entry(said.entry).body["decision"]["shown"] == mine
    with desk.signed("Ben"):
        assert not any(one.shown_for for one in desk.show(first=13).shown), "nothing is learned of Ben from Edna"
        assert desk.ledger.entry(desk.hold("13").entry).body["decision"]["shown"] == his


def test_switched_off_the_tools_own_order_stands_and_on_again_nothing_has_moved(desk: Desk) -> None:
    desk.propose(want=90)
    every = [dot.id for dot in desk.map().dots]
    choose(desk, 3)
    asked = ids(desk, 13)
    assert asked != every[12:18]
    desk.taste_switch(False)
    assert ids(desk) == every[12:18]
    desk.taste_switch(True)
    assert ids(desk) == asked


def test_what_a_withdrawn_taste_laid_out_is_gone_and_undo_brings_it_back(desk: Desk) -> None:
    desk.propose(want=90)
    every = [dot.id for dot in desk.map().dots]
    choose(desk, 3)
    asked = ids(desk, 13)
    desk.taste_withdraw()
    assert ids(desk, 13) == every[12:18]
    desk.undo()
    assert ids(desk, 13) == asked


def test_an_early_answer_comes_back_unsaid_and_is_told_once_it_is_answered(desk: Desk) -> None:
    desk.propose(want=300)
    first, told, laid = 1, [], []
    for turn in range(EVERY * 9):
        six = desk.show(first=first)
        back = desk.film.laid["1"][-1].again
        assert not any(one.again for one in six.shown), "nothing is said before it is answered"
        if back:
            laid.append(back)
            assert desk.film.laid["1"][-1].why.count("outside") == 1, "the one from outside stays"
            assert next(one.mark for one in six.shown if one.id == back) == ""
            assert next(dot.mark for dot in desk.map().dots if dot.id == back) == ""
        if turn == 1:
            desk.ng(str(six.shown[3].number))
        best = max(six.shown, key=lambda one: dict(one.axes)["pace"])
        desk.circle(str(best.number))
        if back:
            told += [one.again for one in desk.show().shown if one.id == back]
        first += 6
        if first > six.total:
            first = desk.propose(want=300, seed=turn + 2).shown[0].number
    assert len(laid) == len({*laid}) >= REPEATS
    assert {*told} <= {"you saw this one before: you said the same", "you saw this one before: you said otherwise"}
    assert len(told) == len(laid)
    assert "came back" in desk.taste_show().honest
    assert "of your own repeat rate" in desk.taste_show().honest


def test_a_refusal_is_asked_again_by_turns(desk: Desk) -> None:
    desk.propose(want=300)
    refused = ids(desk, 1)[2]
    desk.ng("3")
    first, back = 1, []
    for _ in range(2 * EVERY + 3):
        first = choose(desk, 1, first=first)
        back += [one.again for one in desk.film.laid["1"] if one.again and one.again not in back]
    assert len(back) == 2
    assert back[1] == refused


def test_why_one_stands_above_another_adds_up_and_what_would_turn_it_is_said(desk: Desk) -> None:
    desk.propose(want=90)
    choose(desk, 6)
    shown = sorted(desk.show().shown, key=lambda one: -one.score)
    told = desk.why(shown[0].id, above=shown[1].id)
    assert told.above == shown[1].id
    assert sum(one.points for one in told.apart) == shown[0].score - shown[1].score > 0
    assert any(one.says.endswith("it would fall below") for one in told.turns)
    assert desk.why("circled").apart == ()
    with pytest.raises(BadValue, match="is the same alternative; another one would do"):
        desk.why(shown[0].id, above=shown[0].id)


def test_deleting_the_named_reasons_changes_the_rank_more_than_deleting_others(desk: Desk) -> None:
    """Faithfulness by deletion: an alt without the reason of taste that is named first moves furthest."""
    desk.propose(want=90)
    choose(desk, 6)
    rows = [one for first in range(1, 91, 6) for one in desk.show(first=first).shown]
    moved: list[list[int]] = []
    for one in rows:
        told = sorted((each.points for each in one.reasons if each.name.startswith("taste:")), key=abs, reverse=True)
        scores = sorted(each.score for each in rows if each is not one)
        moved.append([abs(bisect(scores, one.score) - bisect(scores, one.score - points)) for points in told[:4]])
    by_name = [sum(one[place] for one in moved) for place in range(4)]
    assert by_name == sorted(by_name, reverse=True)
    assert by_name[0] > 1.3 * by_name[1]


@pytest.fixture
def two_scenes(tmp_path: Path) -> Iterator[Desk]:
    """A film of a scene by day and the same scene at night."""
    with Desk.new(tmp_path / "two", title="Two", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3), also_at_night=True)
        yield desk


def test_a_taste_that_depends_on_the_scene_is_learned_as_such(two_scenes: Desk) -> None:
    desk = two_scenes
    for seed in (1, 2):
        for scene, way in (("1", 1), ("2", -1)):
            six = desk.propose(scene=scene, want=90, seed=seed)
            for first in (1, 7, 13, 19, 25, 31, 37, 43):
                six = desk.show(scene=scene, first=first)
                best = max(six.shown, key=lambda one: way * dict(one.axes)["pace"])
                desk.circle(str(best.number), scene=scene)
    body = list(desk.ledger.entries("decision"))[-1].body
    assert body["tags"] == ["a night scene", "a scene of two"]
    fast, slow = {"pace": 580}, {"pace": 440}
    by_day, at_night, anywhere = (desk.taste.chance(fast, slow, tags)
                                  for tags in (("a day scene",), ("a night scene",), ()))
    assert by_day > anywhere + 100
    assert at_night < anywhere - 100
    assert any("in a night scene you like a slower pace than elsewhere" in one.says
               for one in desk.taste_show().beliefs)
    for scene, way in (("1", 1), ("2", -1)):
        desk.propose(scene=scene, want=90, seed=9)
        paces = [dict(one.axes)["pace"] for one in desk.show(scene=scene).shown if one.shown_for == "worth keeping"]
        middle = sorted(dot.axes[0] for dot in desk.map(scene=scene).dots)[45]
        assert all(way * (pace - middle) > 0 for pace in paces), (scene, paces, middle)


def test_a_taste_that_is_taken_along_names_no_character_and_no_tone(two_scenes: Desk, tmp_path: Path) -> None:
    assert [one for one in ("a night scene", "a scene of two", "an early scene", "a scene of ANA's", "the tone 'tense'")
            if travels(one)] == ["a night scene", "a scene of two", "an early scene"]
    two_scenes.tone("tense", scene="2")
    two_scenes.propose(scene="2", want=30, tone="tense")
    said = two_scenes.circle("1", scene="2")
    assert "the tone 'tense'" in two_scenes.ledger.entry(said.entry).body["tags"]
    two_scenes.taste_export(tmp_path / "mine.json")
    text = (tmp_path / "mine.json").read_text()
    assert "a night scene" in text
    assert "tense" not in text
