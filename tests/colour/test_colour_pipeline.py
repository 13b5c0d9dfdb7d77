"""The chain of colour: spaces by name, in and out again, a table of it and its error."""

import numpy as np
import pytest

from workprint.film import BadValue
from workprint.film.grade import Op
from workprint.media.colour import Preview, bake, bake_error, graded, pixels, seen_of, space_named, to_view, to_working

LOGC3 = "ARRI LogC3 (EI800)"
REC709 = "Rec.1886 Rec.709 - Display"


@pytest.mark.parametrize(("said", "name"), [
    ("logc3", LOGC3), ("S-Log3 S-Gamut3.Cine", "S-Log3 S-Gamut3.Cine"), ("REC709", REC709), ("srgb_texture",
     "sRGB Encoded Rec.709 (sRGB)"), ("ARRI LogC3 (EI800)", LOGC3)])
def test_a_space_is_known_by_its_short_and_its_full_name(said, name):
    assert space_named(said) == name


def test_an_unknown_space_is_answered_with_the_nearest_ones():
    with pytest.raises(BadValue, match=r"the colour space 'log-c5' came; .*logc4 .*would do; name another space"):
        space_named("log-c5")


def test_mid_grey_of_a_camera_is_mid_grey_of_the_working_space():
    # ARRI's LogC3 curve at EI 800 has 18 % grey at 0.391007 (ALEXA LogC curve, 2017), ACEScct at 0.413588.
    grey = to_working(np.full((1, 3), 0.391007, np.float32), LOGC3)
    np.testing.assert_allclose(grey, 0.413588, atol=2e-4)


def test_what_was_delivered_in_rec709_looks_as_delivered_without_a_grade():
    codes = np.random.default_rng(1).uniform(0, 1, (60, 60, 3)).astype(np.float32)
    off = np.abs(graded(codes, REC709, ()) - codes)
    assert off.mean() < 2e-4
    assert off.max() < 0.01


def test_large_pictures_come_out_as_small_ones_do():
    codes = np.random.default_rng(2).uniform(0, 1, (300, 300, 3)).astype(np.float32)
    ops = (Op.of("exposure", stops=700), Op.of("saturation", amount=1300))
    parts = np.concatenate([graded(row, LOGC3, ops)[None] for row in codes])
    assert np.array_equal(graded(codes, LOGC3, ops), parts)


def test_a_table_is_near_the_exact_chain_and_says_how_near():
    ops = (Op.of("exposure", stops=300), Op.of("balance", mired=200), Op.of("contrast", amount=1100))
    small, large = (bake(LOGC3, ops, size=size) for size in (17, 65))
    coarse, fine = (bake_error(lut, LOGC3, ops) for lut in (small, large))
    assert fine.mean < coarse.mean / 3
    assert fine.p99 < 1.5
    assert bake(LOGC3, ops).table.shape == (33, 33, 33, 3)


def test_a_table_of_another_grade_is_far_and_warns():
    lut = bake(LOGC3, ())
    assert "codes or more off in the 33-point table; 2.5 would do" in bake_error(
        lut, LOGC3, (Op.of("exposure", stops=1000),)).warning


def test_the_preview_of_8_bits_is_the_exact_grade_within_two_codes():
    codes = np.random.default_rng(3).integers(70, 200, (40, 40, 3), np.uint8)
    ops = (Op.of("saturation", amount=800),)
    shown = Preview(bake(REC709, ops, size=65)).picture(codes)
    exact = np.rint(np.clip(graded(codes / 255, REC709, ops), 0, 1) * 255)
    assert shown.dtype == np.uint8
    assert np.abs(shown - exact).max() <= 2


def test_a_small_picture_is_the_mean_of_areas_and_comes_back():
    rgb = np.zeros((40, 130, 3), np.uint8)
    rgb[:, 65:] = (255, 128, 0)
    seen = seen_of(rgb, shot=2, take="1A/1", frame=7, space=REC709, width=10)
    small = pixels(seen)
    assert small.shape == (3, 10, 3)
    np.testing.assert_allclose(small[1, 9], (1, 128 / 255, 0), atol=1e-5)
    np.testing.assert_allclose(small.mean((0, 1)), rgb.mean((0, 1)) / 255, atol=1e-5)
    assert np.array_equal(pixels(seen_of(small, shot=2, take="1A/1", frame=7, space=REC709)), small)


def test_the_view_of_black_and_white_stays_within_the_display():
    shown = to_view(np.array([[0.0729] * 3, [1.2] * 3], np.float32))
    assert shown.min() >= -1e-3
    assert shown.max() <= 1.001
