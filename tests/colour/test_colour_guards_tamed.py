"""A grade is softened as little as will keep its guards, always in the same way, and says what was softened."""

import numpy as np
import pytest
from bench._colour_people import FACE, person
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film.grade import Op
from workprint.media.colour import to_working
from workprint.media.colour.tamed import Frame, safest


@pytest.fixture(scope="module")
def frames():
    return [Frame(to_working(person(at, width=64)[0], "Rec.1886 Rec.709 - Display"), (FACE,)) for at in (5, 7)]


COLD = Op.of("balance", mired=-400)
RICH = Op.of("saturation", amount=1400)
SOFT = Op.of("print", softness=200)
BRIGHT = Op.of("exposure", stops=2500)


def test_a_grade_that_keeps_its_guards_is_left_alone(frames):
    kept = safest((SOFT,), frames)
    assert kept.ops == (SOFT,)
    assert kept.shares == (1000,)
    assert kept.says == "All of it keeps the guards."
    assert not kept.broken


def test_what_turns_skin_is_softened_until_it_does_not(frames):
    kept = safest((SOFT, COLD), frames)
    assert {one.name for one in kept.broken} & {"skin", "skin chroma"}
    assert not [one for one in kept.verdicts if one.broken]
    assert kept.ops[0] == SOFT, "what does not colour stays as it is"
    assert 0 < kept.shares[1] < 1000
    assert kept.says == f"Softened for the sake of {', '.join(one.name for one in kept.broken)}: " \
                        f"balance to {kept.shares[1] / 10:.0f} %."


def test_a_little_more_would_be_too_much(frames):
    kept = safest((COLD,), frames)
    mired = kept.ops[0].value("mired")
    more = kept.ops[0].turned("mired", mired - 400 // 64 - 1)
    assert safest((more,), frames).broken


def test_where_tone_breaks_a_guard_tone_is_softened_too(frames):
    kept = safest((BRIGHT,), frames)
    assert kept.broken
    assert 0 < kept.ops[0].value("stops") < 2500
    assert not [one for one in kept.verdicts if one.broken]


def test_it_is_the_same_every_time_and_in_any_order_of_frames(frames):
    ops = (COLD, RICH)
    assert safest(ops, frames) == safest(ops, frames)
    assert safest(ops, frames).ops == safest(ops, frames[::-1]).ops


def test_a_guard_that_is_off_softens_nothing(frames):
    kept = safest((COLD,), frames, off=["skin", "skin chroma"])
    assert kept.ops == (COLD,)
    assert "skin" not in {one.name for one in kept.verdicts}


def test_less_room_leaves_less(frames):
    some = safest((COLD,), frames).shares[0]
    less = safest((COLD,), frames, limits={"skin": 500, "skin chroma": 500}).shares[0]
    assert 0 < less < some


def test_where_a_split_tone_points_stays(frames):
    split = Op.of("split", shadow_hue=2300, shadow_amount=1000, light_hue=2300, light_amount=1000)
    kept = safest((split, RICH), frames)
    assert kept.broken
    assert kept.ops[0].value("shadow hue") == kept.ops[0].value("light hue") == 2300
    assert kept.shares[1] < 1000


@settings(max_examples=12, deadline=None)
@given(mired=st.integers(-1000, 1000), saturation=st.integers(300, 2500), stops=st.integers(-2000, 2000),
       amount=st.integers(500, 2000))
def test_whatever_comes_what_goes_keeps_its_guards(mired, saturation, stops, amount):
    frame = Frame(to_working(person(6, width=48)[0], "Rec.1886 Rec.709 - Display"), (FACE,))
    ops = (Op.of("exposure", stops=stops), Op.of("balance", mired=mired), Op.of("contrast", amount=amount),
           Op.of("saturation", amount=saturation))
    kept = safest(ops, [frame])
    assert not [one for one in kept.verdicts if one.broken]
    assert all(np.sign(new.values[0] - new.about.knobs[0].rest) in (0, np.sign(old.values[0] - old.about.knobs[0].rest))
               for new, old in zip(kept.ops, ops, strict=True)), "softened, never turned the other way"
