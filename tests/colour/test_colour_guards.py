"""The other guards: what is made wrong by a known amount is measured by that amount, and nothing else is."""

import time

import numpy as np
import pytest
from bench._colour_people import FACE, person
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.film import BadValue
from workprint.media.colour.banding import bands, coarse
from workprint.media.colour.flicker import flicker
from workprint.media.colour.guards import GUARDS, guards, watch
from workprint.media.colour.verdict import Verdict, over, unjudged


def named(before, after, **more):
    return {one.name: one for one in guards(before, after, **more)}


def ramp(low=0.0, high=1.0, width=256, height=144):
    return np.broadcast_to(np.linspace(low, high, width, dtype=np.float32)[None, :, None], (height, width, 3))


def through(curve, picture):
    return np.asarray(curve(picture.astype(np.float64)), np.float32)


def test_nothing_done_is_nothing_said():
    picture, _ = person(6)
    for verdict in guards(picture, picture, faces=[FACE]):
        assert verdict.ok, verdict
        assert verdict.strain == 0
        assert verdict.value == (1000 if verdict.name in ("skin chroma", "texture") else 0)
    assert tuple(named(picture, picture)) == GUARDS


@pytest.mark.parametrize("off", [*GUARDS, "flicker"])
def test_each_guard_can_be_switched_off_and_is_then_not_told(off):
    picture, _ = person(6)
    assert set(named(picture, picture, off=[off])) == set(GUARDS) - {off}


def test_a_guard_that_there_is_not_is_refused():
    with pytest.raises(BadValue, match="the guard 'skn' came; any of skin, skin chroma, highlights, shadows, gamut, "
                                       "banding, gradients, texture or flicker would do; switch off one of these"):
        guards(ramp(), ramp(), off=["skn"])


@pytest.mark.parametrize(("before", "after", "says"), [
    (ramp(), ramp(width=128), "pictures of 256 × 144 and 128 × 144 came; two of one frame would do"),
    (ramp()[0], ramp()[0], r"the ungraded picture came in the shape \(256, 3\); height × width × 3"),
    (ramp(), np.where(ramp() > 0.9, np.nan, ramp()), "the graded picture has values that are no numbers"),
])
def test_what_is_no_pair_of_pictures_is_refused(before, after, says):
    with pytest.raises(BadValue, match=says):
        guards(before, after)


def test_bits_that_no_file_has_are_refused():
    with pytest.raises(BadValue, match="0 bits came; 1 to 16 would do"):
        guards(ramp(), ramp(), bits=0)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.02, 0.2])
def test_lights_that_run_into_white_are_measured(part):
    before = ramp(0.02, 0.98, width=2000, height=8)
    gain = 1 / (0.02 + 0.96 * (1 - part))
    lost = named(before, np.clip(before * np.float32(gain), 0, 1))["highlights"]
    assert lost.value / 100 == pytest.approx(100 * part, abs=0.3)
    assert lost.broken == (part > 0.005)


@pytest.mark.parametrize("part", [0.02, 0.2])
def test_shadows_that_run_into_black_are_measured(part):
    before = ramp(0.02, 0.98)
    cut = 0.02 + 0.96 * part
    lost = named(before, np.clip(before - np.float32(cut), 0, 1))["shadows"]
    assert lost.value / 100 == pytest.approx(100 * part, abs=0.5)
    assert lost.broken
    assert "lost in the shadows" in lost.says


def test_what_was_black_before_is_not_lost():
    before = np.clip(ramp(-0.3, 1.3), 0, 1)
    said = named(before, before)
    assert said["shadows"].value == said["highlights"].value == said["gamut"].value == 0


def test_levels_that_are_pressed_together_are_counted():
    before = ramp(0.0, 0.19)
    pressed = named(before, through(lambda codes: 0.05 + codes / 10, before))["shadows"]
    assert pressed.number("levels before") == 49
    assert pressed.number("levels after") == 6
    assert pressed.broken


@pytest.mark.parametrize("channel", [0, 1, 2])
def test_a_channel_that_runs_into_its_end_is_named(channel):
    before = np.full((100, 100, 3), 0.5, np.float32)
    after = before.copy()
    after[:4, :, channel] = 1.2
    said = named(before, after)["gamut"]
    assert said.value == 400
    assert said.broken
    assert ("red", "green", "blue")[channel] in said.says


@pytest.mark.parametrize("levels", [4, 16, 64, 200])
def test_levels_of_a_ramp_are_counted(levels):
    before = ramp(width=512)
    after = through(lambda codes: np.rint(codes * (levels - 1)) / (levels - 1), before)
    said = named(before, after)["banding"]
    assert said.number("levels after") == levels
    assert said.number("levels before") == 256
    assert said.number("levels newly empty, 1/1000") == pytest.approx(1000 * (1 - levels / 256), abs=25)
    assert said.broken == (levels < 150)


def test_a_dark_ramp_breaks_into_steps_and_dither_hides_them():
    before, dark = ramp(0, 1), ramp(0, 0.12)
    said = named(before, dark)["banding"]
    assert said.number("in steps after, 1/1000") > 900
    assert said.number("in steps after, with dither, 1/1000") < 50
    assert said.broken
    assert "dither hides them" in said.says
    assert named(before, dark, bits=10)["banding"].number("in steps after, 1/1000") < 100


def test_steps_that_are_in_the_source_are_not_hidden_by_dither():
    source = np.rint(ramp(0.2, 0.3) * 255) / 255
    said = named(ramp(0.2, 0.3, width=256), through(lambda codes: (codes - 0.2) * 2.5 + 0.2, source))["banding"]
    assert said.number("in steps after, with dither, 1/1000") > 500
    assert "dither does not hide them" in said.says or "stretched" in said.says


def test_an_edge_is_no_band_and_grain_breaks_bands():
    edge = np.full((90, 160, 3), 40, np.float32)
    edge[:, 80:] = 60
    assert bands(edge) == 0
    edge[:, 80:] = 41
    assert bands(edge) == 1000
    grain = np.rint(edge + np.random.default_rng(1).normal(0, 1, edge.shape))
    assert bands(grain) < 20
    assert coarse(grain) < 20


def test_grain_keeps_a_dark_ramp_from_breaking():
    grain = np.random.default_rng(2).normal(0, 0.004, (144, 256, 3)).astype(np.float32)
    assert named(ramp(0, 0.3) + grain, ramp(0, 0.12) + grain)["banding"].ok


def test_a_curve_that_turns_is_counted():
    """Codes above 0.76 fall instead of rising: three tenths of the shading of a ramp from 0.2 to 1."""
    bright = ramp(0.2, 1, width=200)
    said = named(bright, through(lambda codes: np.where(codes < 0.76, codes, 1.52 - codes), bright))["gradients"]
    assert said.value / 100 == pytest.approx(30, abs=1.5)
    assert said.broken
    assert "turns around" in said.says


def test_slow_shading_that_turns_is_counted_though_no_step_of_it_is_seen_between_neighbours():
    sky = ramp(0.3, 0.7, width=1024, height=64)
    said = named(sky, 1 - sky)["gradients"]
    assert said.number("steps of shading") == said.number("between neighbours, 1/10000") == 0
    assert said.value == 10_000


def test_a_negative_turns_everything():
    middle = ramp(0.25, 0.75, width=120)
    assert named(middle, 1 - middle)["gradients"].value == 10_000


@settings(max_examples=25, deadline=None)
@given(power=st.floats(0.5, 2), gain=st.floats(0.6, 1.2), lift=st.floats(0, 0.1))
def test_no_curve_that_rises_turns_anything(power, gain, lift):
    picture, _ = person(5)
    after = through(lambda codes: lift + gain * codes**power, picture)
    assert named(picture, after, off=["skin"])["gradients"].value == 0


def test_two_colours_that_change_places_are_no_shading_that_turns():
    """A blue wall behind a grey one: in black and white either may be the darker one."""
    before = np.concatenate([ramp(0.5, 0.52, 60) * (0.3, 0.5, 1.4), ramp(0.45, 0.47, 60)], 1).astype(np.float32)
    after = np.concatenate([ramp(0.3, 0.32, 60), ramp(0.45, 0.47, 60)], 1)
    assert named(before, after)["gradients"].value == 0


def test_a_flat_picture_has_no_gradients_to_judge():
    flat = np.full((90, 160, 3), 0.5, np.float32)
    said = named(flat, flat)
    assert not said["gradients"].judged
    assert not said["texture"].judged


def test_grain_that_comes_forward_is_measured_but_contrast_is_not_grain():
    chance = np.random.default_rng(3)
    grain = chance.normal(0, 0.01, (144, 256, 1)).astype(np.float32)
    clouds = np.repeat(np.repeat(chance.normal(0, 0.02, (24, 43, 1)), 6, 0), 6, 1)[:144, :256].astype(np.float32)
    before = np.repeat(0.45 + clouds + grain, 3, -1)
    forward = named(before, np.repeat(0.45 + clouds + 2.5 * grain, 3, -1))["texture"]
    contrast = named(before, np.repeat(0.45 + 1.5 * (clouds + grain), 3, -1))["texture"]
    assert forward.broken
    assert forward.value > 1150
    assert contrast.ok
    assert contrast.value == pytest.approx(1000, abs=40)
    assert contrast.number("with its contrast, 1/1000") == pytest.approx(1500, abs=80)


def moving(count=8):
    """A person who walks through the picture."""
    picture, _ = person(6, width=128)
    return [np.roll(picture, 3 * at, axis=1) for at in range(count)]


def test_a_constant_grade_does_not_flicker_however_much_moves():
    before = moving()
    for curve in (lambda codes: codes**1.3, lambda codes: codes * (1.1, 1.0, 0.85), lambda codes: 0.5 * codes):
        said = flicker(before, [through(curve, one) for one in before])
        assert said.ok, said
        assert said.value <= 10
        assert said.says == "The grade stands still from frame to frame."


@pytest.mark.parametrize("size", [0.02, 0.08])
def test_a_grade_that_pumps_flickers(size):
    before = moving()
    after = [one * np.float32(1 + size * (at % 2)) for at, one in enumerate(before)]
    said = flicker(before, after)
    assert said.broken
    assert said.value > 50
    assert "jumps" in said.says


def test_one_jump_is_told_at_its_frame():
    before = moving()
    after = [one * np.float32(1.1 if at >= 5 else 1) for at, one in enumerate(before)]
    assert flicker(before, after).number("frame") == 5


def test_a_corner_that_flickers_is_told_though_the_mean_stands():
    before = [moving()[0]] * 6
    after = [one.copy() for one in before]
    for one in after[::2]:
        one[:18, :18] *= np.float32(1.2)
    said = flicker(before, after)
    assert said.broken
    assert said.number("worst part, 1/100 of a CIELAB unit") > 100


def test_one_frame_alone_cannot_flicker():
    said = flicker(moving(1), moving(1))
    assert not said.judged
    assert said.says == "Not judged: one frame alone cannot flicker."


def test_frames_without_their_like_are_refused():
    with pytest.raises(BadValue, match="8 frames ungraded and 7 graded came; as many of each would do"):
        flicker(moving(), moving()[1:])


def test_frames_of_several_sizes_are_refused():
    with pytest.raises(BadValue, match="frames of several sizes came; frames of one size would do"):
        flicker([ramp(), ramp(width=64)], [ramp(), ramp(width=64)])


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(3, 40), columns=st.integers(3, 40), seed=st.integers(0, 99), bits=st.integers(1, 16),
       box=st.tuples(*[st.integers(-500, 1500)] * 4), other=st.tuples(*[st.integers(-500, 1500)] * 4))
def test_any_picture_of_any_size_with_any_boxes_gets_every_verdict(rows, columns, seed, bits, box, other):
    chance = np.random.default_rng(seed)
    before, after = (chance.normal(0.5, 0.4, (rows, columns, 3)).astype(np.float32) for _ in range(2))
    for more in ({}, {"faces": [box, other]}, {"skin": box}):
        said = guards(before, after, bits=bits, **more)
        assert tuple(one.name for one in said) == GUARDS
        for one in said:
            assert {type(number) for number in (one.value, one.strain, *dict(one.measured).values())} == {int}
            assert one.says.endswith(".")


def test_over_a_scene_the_worst_counts_and_what_was_not_judged_is_said():
    fine = Verdict("skin", True, 10, 30, "", "Fine.", strain=333)
    bad = Verdict("skin", False, 60, 30, "", "Bad.", strain=2000)
    (worst,) = over([fine, unjudged("skin", 30, "", "no skin was found"), bad])
    assert worst.broken
    assert worst.says == "Bad. Worst of 3 pictures; 1 could not be judged."
    (best,) = over([unjudged("skin", 30, "", "no skin was found"), fine])
    assert best.ok
    (none,) = over([unjudged("skin", 30, "", "no skin was found")] * 2)
    assert not none.judged


def test_all_guards_of_a_small_picture_are_quick():
    """Aim: 15 ms for 256 × 144. The best of many, because others share this machine."""
    before, _ = person(6)
    after = through(lambda codes: codes**1.1, before)
    known, best = watch(before), 9.0
    for _ in range(40):
        start = time.perf_counter()
        known.judge(after)
        best = min(best, time.perf_counter() - start)
    assert best < 0.015 * 2
