"""A scene without dialogue: when each action line is played, from motion and sound, and as a person says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from desk_scenes import action_file
from hypothesis import given
from hypothesis import strategies as some

from workprint.desk import Desk
from workprint.film import BadValue
from workprint.media.action import played

SCENE = """INT. CAFE - NIGHT #3#

Ida lifts the cup and turns it around, slowly, to see the mark on its foot.

She sets it down.

The door opens and Leo comes in, shakes the rain from his coat and looks for her.
"""
TRUTH = {"3A/1": [(20, 95), (112, 140), (160, 250)], "3B/1": [(30, 90), (100, 130), (150, 220)]}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory):
    rushes = tmp_path_factory.mktemp("action")
    for number, (name, bursts) in enumerate(TRUTH.items(), 1):
        action_file(rushes / f"A001C00{number}_{name.replace('/', '_T')}.mov", bursts, 270, knocks=number == 1)
    (rushes / "scene.fountain").write_text(SCENE)
    with Desk.new(tmp_path_factory.mktemp("acted") / "film", person="Edna") as desk:
        desk.ingest([rushes])
        desk.line(rushes / "scene.fountain")
        yield desk


def test_action_lines_are_found_where_they_are_played(film) -> None:
    moments = film.material("3").moments
    assert [one.line for one in moments] == ["3/1", "3/2", "3/3"] * 2
    off = [abs(one.start - TRUTH[one.take][place % 3][0]) for place, one in enumerate(moments)]
    assert np.mean(off) <= 6, off
    assert max(off) <= 12, off


def test_a_person_sets_a_moment_and_it_stays(film) -> None:
    said = film.action("3A/1", "2", "105", "10:00:06:02")
    assert "line 3/2 is played in 3A/1 from frame 105 to 146" in said.says
    for _ in range(2):
        first, second, third = (one for one in film.material("3").moments if one.take == "3A/1")
        assert (second.start, second.out, second.by_hand) == (105, 146, True)
        assert first.out <= 105
        assert third.start >= 146
        film.line(again=True)
    film.undo(said.entry)
    assert not any(one.by_hand for one in film.material("3").moments)


def test_what_cannot_be_is_said(film) -> None:
    with pytest.raises(BadValue, match="the action came as frames 90 to 40; frames between 0 and 270 would do"):
        film.action("3A/1", "2", "90", "40")


def test_a_still_take_is_shared_out_by_the_texts_and_says_so(tmp_path: Path) -> None:
    action_file(tmp_path / "3C_T1.mov", [], 240)
    (tmp_path / "scene.fountain").write_text(SCENE)
    with Desk.new(tmp_path / "film", person="Edna") as desk:
        desk.ingest([tmp_path / "3C_T1.mov"])
        lined = desk.line(tmp_path / "scene.fountain")
        first, second, third = desk.material("3").moments
        assert first.start == 0
        assert third.out == 240
        assert second.out - second.start < first.out - first.start
        assert any("do not tell action lines 3/1 to 3/3 apart" in flag for one in lined.takes for flag in one.flags)


@given(some.integers(1, 5).flatmap(lambda count: some.tuples(
    some.lists(some.integers(1, 40), min_size=count, max_size=count),
    some.lists(some.floats(0, 1), min_size=1, max_size=200))))
def test_stretches_follow_one_another_inside_the_take(given) -> None:
    shares, lively = given
    found = played(np.array(lively), shares)
    assert found.bounds in ((), tuple(sorted(set(found.bounds))))
    if found.bounds:
        assert len(found.bounds) == len(shares) + 1
        assert found.bounds[0] >= 0
        assert found.bounds[-1] <= len(lively)


def test_an_action_line_is_looked_up_take_by_take(film) -> None:
    found = film.readings("3")
    assert [one.take for one in found.moments] == ["3A/1", "3B/1"]
    assert found.readings == ()
    assert all(one.flags[0] == "3 of 3 action lines are placed" for one in film.line().takes)
