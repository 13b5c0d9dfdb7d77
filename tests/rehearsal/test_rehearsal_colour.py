"""The rehearsal in colour: brightness stays as it was drawn in greys, and how cameras are off is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.exchange import read_fountain
from workprint.film import Rate
from workprint.media.colour.difference import lab
from workprint.media.colour.white import ACES_MIRED, white_at
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, SMALL_PLAN, planned, read_plan
from workprint.media.rehearsal.balance import GAMMA, Balance
from workprint.media.rehearsal.paint import LUMA, SPAN, lit, paint, pair, rgb, within
from workprint.media.rehearsal.palette import COATS, coloured
from workprint.media.rehearsal.picture import Picture, pictures
from workprint.media.rehearsal.plan import Plan, Player
from workprint.media.rehearsal.timeline import lay
from workprint.media.rehearsal.voice import Spoken

SIZE = (320, 180)
(SCENE,) = read_fountain(DEMO_SCENE.read_text("utf-8")).scenes
PLAN = read_plan(DEMO_PLAN)
SKIN_HUES = (40, 78)
"""Degrees of CIELAB hue between which skin of all tones lies. Source: facts of skin reflectance; ColorChecker's two
skins have 47 and 62, the lightest skins under a warm lamp up to 75."""


def even(plan: Plan) -> Plan:
    """The plan with cameras that match."""
    return replace(plan, setups=tuple(replace(view, mired=0, stops=0) for view in plan.setups))


def greyed(plan: Plan) -> Plan:
    """The plan without a colour, and with cameras that match."""
    cast = (replace(one, skin_colour="", hair_colour="", coat_colour="", eyes_colour="") for one in plan.cast)
    pieces = (replace(piece, colour="") for piece in plan.pieces)
    return replace(even(plan), cast=tuple(cast), pieces=tuple(pieces), lamp="", dusk="")


def drawn(plan: Plan, slate: str, frames: int = 70) -> list[Picture]:
    """The first frames of a take, with ticks for voices."""
    take = next(one for one in planned(SCENE, plan, seed=1) if str(one.slate) == slate)
    counts = [range(len(speech.text.split())) for speech in take.speeches]
    spoken = [Spoken(np.ones(9600 * len(count), np.float32), tuple((at * 9600, at * 9600 + 9000) for at in count),
                     tuple(("a", at * 9600 + 3000) for at in count)) for count in counts]
    return list(islice(pictures(take, SCENE, plan, lay(take, spoken, Rate(24)), size=SIZE, seed=1), frames))


def screen(picture: Picture) -> np.ndarray:
    """Red, green and blue codes (height / 2, width / 2, 3) of a picture, 0 to 1."""
    luma = picture.luma.astype(float).reshape(SIZE[1] // 2, 2, SIZE[0] // 2, 2).mean((1, 3)) / 219 - 16 / 219
    blue, red = (picture.chroma.astype(float) - 128) / 224 * SPAN[:, None, None]
    return np.stack([luma + red, luma - (LUMA[0] * red + LUMA[2] * blue) / LUMA[1], luma + blue], -1)


@pytest.mark.parametrize("slate", ["1A/1", "1B/1", "1C/1", "1D/1", "1F/1"])
def test_colour_leaves_the_brightness_of_every_pixel(slate):
    for shown, grey in zip(drawn(even(PLAN), slate), drawn(greyed(PLAN), slate), strict=True):
        assert np.array_equal(shown.luma, grey.luma)
        assert (grey.chroma == 128).all(), "a plan without colours is drawn without"


def test_colour_is_low_key_and_the_wall_nearly_grey():
    saturations = []
    for slate in ("1A/1", "1B/1", "1C/1", "1D/1", "1E/1", "1F/1"):
        shown = screen(drawn(PLAN, slate)[-1]).clip(0, 1)
        saturations.append(float((np.ptp(shown, axis=-1) / np.maximum(shown.max(-1), 0.02)).mean()))
    assert 0.08 <= np.mean(saturations) <= 0.2
    assert max(saturations) < 0.25
    wall = lab(screen(drawn(even(PLAN), "1A/1")[-1])[30:60, 80:100].reshape(-1, 3))
    assert np.hypot(*wall.mean(0)[1:]) < 12


def test_ink_stays_ink():
    frame = drawn(even(PLAN), "1D/1")[-1]
    shown = screen(frame)
    dark = frame.luma.reshape(SIZE[1] // 2, 2, SIZE[0] // 2, 2).max((1, 3)) < 40
    face = np.zeros_like(dark)
    face[5:75, 60:120] = True
    assert (dark & face).sum() > 20
    assert np.abs(np.ptp(shown[dark & face], axis=-1)).mean() < 0.05


def player(name: str, skin: int = 232) -> Player:
    return replace(read_plan(SMALL_PLAN).cast[0], name=name, skin=skin, skin_colour="", hair_colour="", coat_colour="",
                   eyes_colour="")


@given(st.text(min_size=1, max_size=8), st.integers(60, 240))
def test_skin_is_skin_whatever_the_name_and_the_tone(name, tone):
    (dressed,) = coloured(replace(greyed(PLAN), cast=(player(name, tone),))).cast
    for colour in dressed.skin_colour.split():
        light, red, yellow = lab(rgb(colour)[None])[0]
        assert SKIN_HUES[0] <= np.degrees(np.arctan2(yellow, red)) <= SKIN_HUES[1]
        assert 6 < np.hypot(red, yellow) < 40, light


def test_a_name_always_wears_the_same_and_no_two_of_a_cast_do():
    names = ["IDA", "LEO", "ANA", "BEN", "EVE", "MAX", "ZOE"]
    cast = tuple(player(name) for name in names)
    one, two = (coloured(replace(greyed(PLAN), cast=some)) for some in (cast, cast))
    assert one == two
    assert {person.coat_colour for person in one.cast} == set(COATS)
    assert coloured(replace(greyed(PLAN), cast=cast[:1])).cast[0] == one.cast[0]
    asked = coloured(replace(greyed(PLAN), cast=(replace(cast[0], coat_colour="#112233"),))).cast[0]
    assert asked.coat_colour == "#112233"


def test_what_the_plan_asks_for_is_what_is_drawn():
    assert PLAN.player("MARA").skin_colour == "#fdebdd #b58f7d"
    assert (PLAN.setup("B").mired, PLAN.setup("B").stops) == (-120, -170)
    assert (PLAN.setup("A").mired, PLAN.setup("A").stops) == (0, 0)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.integers(1, 255))
def test_a_paint_keeps_its_hue_and_can_be_shown(colour, key):
    text = "#{:02x}{:02x}{:02x}".format(*colour)
    codes = np.array(paint(text, key)) - 128
    tones = np.arange(256) / 255
    blue, red = codes.T / 224 * SPAN[:, None]
    green = -(LUMA[0] * red + LUMA[2] * blue) / LUMA[1]
    for channel in (red, green, blue):
        assert ((tones + channel > -0.012) & (tones + channel < 1.012)).all()
    assert np.abs(codes[0]).max() == 0


@given(st.tuples(*[st.floats(0.02, 1)] * 3))
def test_a_colour_goes_to_chroma_and_back(colour):
    light = np.array(colour)
    assert np.allclose(lit(pair(light), float(LUMA @ light)), light, atol=1e-6)
    assert np.abs(within(np.array([0.0, 1.0]), np.full((2, 2), 0.3))).max() < 1e-6


@pytest.mark.parametrize("mired", [-120, -50, 80, 200])
def test_a_camera_is_off_by_as_many_mired_as_the_truth_says(mired):
    """A grey card's blue over red light, against the two whites' own (CIE, not through this program's matrix)."""
    chroma = Balance(mired=mired).colour(np.zeros((2, 1, 1)), np.full((1, 1), 0.5))
    blue, red = chroma[:, 0, 0] / 224 * SPAN
    ratio = ((0.5 + blue) / (0.5 + red)) ** GAMMA
    assert (ratio > 1) == (mired < 0)
    kelvin = 1e6 / (ACES_MIRED + abs(mired) / 10)
    assert 5000 < kelvin < 6000
    assert ratio ** -np.sign(mired) == pytest.approx(_red_over_blue(abs(mired) / 10), rel=0.01)


def _red_over_blue(mired: float) -> float:
    """How much redder the light of a white is than that of white at nought, by colour-science's own sRGB matrix."""
    from skimage.color.colorconv import rgb_from_xyz

    lights = [rgb_from_xyz @ np.array([x / y, 1, (1 - x - y) / y]) for x, y in (white_at(mired), white_at(0))]
    return float((lights[0][0] / lights[0][2]) / (lights[1][0] / lights[1][2]))


def test_white_balance_is_by_colour_alone_and_exposure_by_as_many_stops_as_asked():
    plan = even(PLAN)
    view = plan.setup("D")
    base, cold, under = (drawn(replace(plan, setups=(replace(view, mired=mired, stops=stops),)), "1D/1", 60)[-1]
                         for mired, stops in ((0, 0), (-120, 0), (0, -500)))
    assert np.array_equal(base.luma, cold.luma)
    assert (cold.chroma[0].astype(int) - base.chroma[0]).mean() > 1
    assert (cold.chroma[1].astype(int) - base.chroma[1]).mean() < -0.5
    light = [((frame.luma[10:150, 10:100].astype(float) - 16) / 219) ** GAMMA for frame in (base, under)]
    assert np.log2(light[1].mean() / light[0].mean()) == pytest.approx(-0.5, abs=0.03)


def test_setups_without_a_word_are_off_by_known_amounts():
    plan = read_plan(SMALL_PLAN)
    assert [view.mired for view in plan.setups] == [0, -120, 80]
    assert [view.stops for view in plan.setups] == [0, 0, 0]
