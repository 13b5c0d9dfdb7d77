"""Floor plans: what is shipped is sound, and what is wrong is said in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import BadValue, CannotRead, Trouble
from workprint.media.rehearsal import DEMO_PLAN, SMALL_PLAN, framed, read_plan

SMALL = SMALL_PLAN.read_text("utf-8")


@pytest.mark.parametrize("path", [DEMO_PLAN, SMALL_PLAN])
def test_shipped_plans_frame_the_sizes_they_ask_for(path):
    plan = read_plan(path)
    for view in plan.setups:
        assert framed(view, plan, (960, 540)).size == view.size


def test_the_demo_plan_is_covered_like_a_scene():
    plan = read_plan(DEMO_PLAN)
    assert len(plan.takes) >= 10
    assert {plant.fault for order in plan.takes for plant in order.plants} == {
        "fluff", "twice", "ad-lib", "omit", "change", "swap", "silence"}
    assert any(order.ltc for order in plan.takes)
    assert any(order.drift_ppb for order in plan.takes)
    assert any(order.sound_at is None for order in plan.takes)
    assert sum(order.clock == "free" for order in plan.takes) > len(plan.takes) / 2
    offsets = [order.sound_at for order in plan.takes if order.sound_at is not None]
    assert all(offset % 2000 for offset in offsets), "an offset on a frame edge would be too easy"


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ('hair = "bun"', 'hair = "mohawk"', "'hair' came as 'mohawk'; 'bob' or 'short' or 'bun' or 'bald' would do"),
    ("lens = 35", 'lens = "long"', "'lens' came as 'long'; a number would do"),
    ("mark = [-0.62, 0.0, 1.20]", "mark = [1, 2]", "'mark' came as 2 numbers; 3 numbers would do"),
    ('faces = "LEO"', 'faces = "ANA"', "names player 'ANA'; one of IDA, LEO would do"),
    ("tempo = 112", "tempo = 900", "40 to 250 percent"),
    ("circled = true", "circeld = true", "has 'circeld'; only"),
    ('title = "Two Cups"', "title = 3", "'title' came as 3; text would do"),
    ("glasses = true", 'glasses = true, skin_colour = "brown"',
     "'skin_colour' came as 'brown'; '#rrggbb', or two of them (in the light and in the shade), would do"),
    ("lens = 35", "lens = 35\nmired = 90", "'mired' came as 90; -40 to 40 would do"),
    ('setup = "B"\nnumber = 1', 'setup = "A"\nnumber = 1', "the same setup and take number twice"),
])
def test_a_wrong_plan_is_said_in_a_sentence(old, new, sentence):
    assert old in SMALL
    with pytest.raises(BadValue) as told:
        read_plan(SMALL.replace(old, new, 1))
    assert sentence in str(told.value)


def test_a_lens_that_misses_the_size_is_said():
    plan = read_plan(SMALL.replace("lens = 35", "lens = 90", 1))
    with pytest.raises(BadValue, match="asks for MCS but its lens and place give"):
        framed(plan.setup("A"), plan, (960, 540))


def test_no_toml_and_no_file_are_said(tmp_path):
    for source in ("scene = ", tmp_path / "nowhere.toml"):
        with pytest.raises(CannotRead, match="a floor plan in TOML would do"):
            read_plan(source)


@given(st.data())
def test_no_damage_to_a_plan_ends_in_a_traceback(data):
    at = data.draw(st.integers(0, len(SMALL) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from(["", "0", "-1", "[]", '"', "nan", "1e999", "true", "{}", "\0", "= ", "[[set]]\n"]))
    try:
        read_plan(SMALL[:at] + put + SMALL[at + length:])
    except Trouble as trouble:
        assert str(trouble).count(";") >= 2
