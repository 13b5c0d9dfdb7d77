"""A shot is brought to what a reference shows of the same things, and is left alone where nothing tells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_scenes import SPACE, graded_by, made_view, off, shot_of

from workprint.film import BadValue
from workprint.film.grade import OPS, Op, in_order
from workprint.media.colour import Match, match, seen_of
from workprint.media.colour.matching_fit import FAMILIES, Pairs, fitted

VIEW_OF_ALL = made_view(1)
LEFT, RIGHT = VIEW_OF_ALL[:, :200], VIEW_OF_ALL[:, 120:]
"""A reference and a shot that share 40 % of each."""
TRUTH, REFERENCE = shot_of(RIGHT), shot_of(LEFT)

WARM_AND_DARK = (Op.of("exposure", stops=-600), Op.of("balance", mired=350, tint=-200),
                 Op.of("saturation", amount=850))


@pytest.fixture(scope="module")
def found() -> tuple[Match, ...]:
    """What is proposed for the shot, warm and dark as it came."""
    return match(shot_of(graded_by(RIGHT, *WARM_AND_DARK)), REFERENCE)


def test_a_shot_that_shares_a_part_is_brought_back(found: tuple[Match, ...]) -> None:
    shot = shot_of(graded_by(RIGHT, *WARM_AND_DARK))
    assert off(shot, TRUTH, ()) > 8
    assert off(shot, TRUTH, found[0].ops) < 0.8
    assert found[0].confidence > 850


def test_the_first_way_is_the_nearest_of_six_or_close_to_it(found: tuple[Match, ...]) -> None:
    shot = shot_of(graded_by(RIGHT, *WARM_AND_DARK))
    by = [off(shot, TRUTH, way.ops) for way in found]
    assert len(by) == 6
    assert by[0] <= min(by) + 0.3


def test_doing_nothing_is_always_among_them(found: tuple[Match, ...]) -> None:
    nothing = [way for way in found if not way.ops]
    assert [way.how for way in nothing] == ["nothing"]
    assert nothing[0].change == 0


@pytest.mark.parametrize("want", [1, 2, 6])
def test_as_many_as_are_wanted_and_doing_nothing_among_them(want: int) -> None:
    ways = match(TRUTH, REFERENCE, want=want)
    assert len(ways) == want
    assert any(way.how == "nothing" for way in ways)


def test_none_wanted_gets_a_sentence() -> None:
    with pytest.raises(BadValue, match="0 corrections were wanted"):
        match(TRUTH, REFERENCE, want=0)


def test_a_shot_that_already_sits_is_left_alone() -> None:
    first = match(TRUTH, REFERENCE)[0]
    assert first.how == "nothing"
    assert "Nothing has to be done" in first.says[0]


def test_an_unrelated_reference_is_not_followed() -> None:
    first, *others = match(shot_of(graded_by(RIGHT, *WARM_AND_DARK)), shot_of(made_view(2)))
    assert first.how == "nothing"
    assert "unsure" in first.says[0]
    assert first.shared == 0
    assert all(way.confidence < 300 and way.how.startswith(("usual", "palette", "half")) for way in others)


@pytest.mark.parametrize("seed", range(3, 9))
def test_no_two_unrelated_pictures_are_taken_to_share_anything(seed: int) -> None:
    assert match(shot_of(made_view(seed)), shot_of(made_view(seed + 50)), want=1)[0].shared == 0


def test_the_same_pictures_give_the_same_answer(found: tuple[Match, ...]) -> None:
    assert match(shot_of(graded_by(RIGHT, *WARM_AND_DARK)), REFERENCE) == found


def test_every_way_says_why_and_can_be_read(found: tuple[Match, ...]) -> None:
    known = [kind.name for kind in OPS]
    for way in found:
        assert way.says
        assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in way.says)
        assert [op.kind for op in way.ops] == [op.kind for op in in_order(way.ops)]
        assert all(op.kind in known for op in way.ops)
        assert len(way.ops) <= 4
    assert "points were found again" in found[0].says[1]


def test_the_surest_comes_first(found: tuple[Match, ...]) -> None:
    sure = [way.confidence for way in found]
    assert sure == sorted(sure, reverse=True)
    assert all(0 <= one <= 1000 for one in sure)


def test_a_smaller_frame_of_the_same_scene_is_found() -> None:
    near = VIEW_OF_ALL[20:110, 130:290].repeat(2, 0).repeat(2, 1)  # twice as close
    shot = shot_of(graded_by(near, *WARM_AND_DARK))
    first = match(shot, shot_of(VIEW_OF_ALL))[0]
    assert off(shot, shot_of(near), first.ops) < 1.5


def test_something_that_moved_in_front_does_not_sway_it() -> None:
    moved = RIGHT.copy()
    moved[20:110, 25:60] = [0.7, 0.1, 0.1]  # a red coat, where the reference has none
    shot = shot_of(graded_by(moved, *WARM_AND_DARK))
    assert off(shot, shot_of(moved), match(shot, REFERENCE)[0].ops) < 1.2


@pytest.mark.parametrize("picture", [
    np.zeros((90, 160, 3)), np.ones((90, 160, 3)), np.full((90, 160, 3), 0.4), np.full((1, 1, 3), 0.3),
    np.full((1, 40, 3), 0.3), np.full((3, 2, 3), 0.9)], ids=["black", "white", "grey", "one", "line", "tiny"])
def test_a_picture_with_nothing_in_it_is_left_alone(picture: np.ndarray) -> None:
    empty = seen_of(picture, shot=0, take="", frame=0, space=SPACE, width=160)
    for one, other in ((empty, REFERENCE), (TRUTH, empty), (empty, empty)):
        ways = match(one, other)
        assert ways[0].how == "nothing"
        assert all(np.abs(op.values).max() < 10**7 for way in ways for op in way.ops)


def test_a_fit_with_doubt_turns_no_knob_without_evidence() -> None:
    codes = np.full((20, 3), 0.4, np.float32)
    ops, missed = fitted(FAMILIES["close"], Pairs(codes, codes, np.ones(20)), doubt=0.003)
    assert ops == ()
    assert missed.max() < 1e-6


DAMAGE = st.tuples(st.integers(-900, 900), st.integers(-500, 500), st.integers(-400, 400), st.integers(850, 1150),
                   st.integers(750, 1250))


@settings(max_examples=5, deadline=None)
@given(DAMAGE)
def test_whatever_light_and_tone_it_came_with_it_is_brought_back(damage: tuple[int, ...]) -> None:
    stops, mired, tint, contrast, saturation = damage
    came = graded_by(RIGHT, Op.of("exposure", stops=stops), Op.of("balance", mired=mired, tint=tint),
                     Op.of("contrast", amount=contrast), Op.of("saturation", amount=saturation))
    shot = shot_of(came)
    before, after = off(shot, TRUTH, ()), off(shot, TRUTH, match(shot, REFERENCE)[0].ops)
    assert after <= before + 0.05
    assert after < 1.6
