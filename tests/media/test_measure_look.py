"""What pictures look like, measured on pictures made to a known look."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, shift

from workprint.film import CannotRead
from workprint.media.look import NAMES, Look, Meter

Rgb = NDArray[np.uint8]


def flat(red: int, green: int, blue: int) -> Rgb:
    return np.full((135, 240, 3), (red, green, blue), np.uint8)


def texture(seed: int = 1) -> NDArray[np.float64]:
    grain = gaussian_filter(np.random.default_rng(seed).standard_normal((335, 440)), 2)
    return np.asarray(128 + 30 * grain / grain.std())


def view(down: float, across: float, *, grain: float = 2, seed: int = 0) -> Rgb:
    """A window on one wall, so far down and to the right of its middle."""
    wall = shift(texture(), (-down, -across), order=1)[100:235, 100:340]
    noise = np.random.default_rng(seed).standard_normal(wall.shape) * grain
    return np.repeat((wall + noise).clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


def measured(*pictures: Rgb) -> Look:
    meter = Meter()
    for index, picture in enumerate(pictures):
        meter.add(index, picture)
    return meter.look()


def test_luma_follows_the_weights_of_bt709():
    look = measured(flat(0, 0, 0), flat(255, 255, 255), flat(255, 0, 0), flat(0, 255, 0), flat(0, 0, 255))
    assert look.luma.tolist() == [0, 1000, 212, 714, 71]  # 54, 182 and 18 of 255: luma has eight bits.


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_flat_colours_measure_as_what_they_are(red, green, blue):
    summary = measured(flat(red, green, blue)).summary()
    assert summary["saturation"] == round(1000 * (max(red, green, blue) - min(red, green, blue)) / 255)
    assert summary["contrast"] == summary["sharpness"] == summary["motion"] == 0
    assert summary["warmth"] == round(1000 * (red - blue) / max(1, red + blue))


def test_contrast_is_the_range_that_most_of_the_picture_fills():
    half = flat(40, 40, 40)
    half[:, 120:] = 200
    half[0, 0] = 255
    assert measured(half).contrast[0] == round(1000 * 160 / 255)


def test_blur_always_takes_sharpness():
    picture = view(0, 0, grain=8)[..., 0].astype(float)
    blurred = [gaussian_filter(picture, sigma) for sigma in (0, 0.5, 1, 1.5, 2, 3, 5)]
    look = measured(*(np.repeat(each.astype(np.uint8)[..., None], 3, axis=2) for each in blurred))
    assert (np.diff(look.sharpness) < 0).all()


def test_a_dimmer_print_is_as_sharp():
    picture = view(0, 0, grain=0)
    bright, dim = measured(picture).sharpness[0], measured((picture // 2).astype(np.uint8)).sharpness[0]
    assert abs(int(bright) - int(dim)) < 20


@given(st.floats(-5, 5), st.floats(-5, 5))
@settings(max_examples=25)
def test_a_moving_picture_tells_how_far_and_whereto(down, across):
    look = measured(view(0, 0), view(down, across, seed=1))
    far = 1000 / 240
    # The window goes to the right, so what it shows goes to the left.
    assert look.motion_x[1] == pytest.approx(-across * far, abs=2.5, rel=0.15)
    assert look.motion_y[1] == pytest.approx(-down * far, abs=2.5, rel=0.15)
    assert look.motion[1] == pytest.approx(np.hypot(down, across) * far, abs=4, rel=0.15)


def test_grain_and_stillness_are_no_movement():
    assert not measured(*(view(0, 0, seed=seed) for seed in range(4))).motion.any()
    grain = np.random.default_rng(1).integers(110, 140, (4, 135, 240, 3), dtype=np.uint8)
    assert measured(*grain).motion.max() <= 1
    assert not measured(view(0, 0), (view(0, 0) // 2).astype(np.uint8)).motion.any()


def test_a_part_that_moves_counts_for_its_part():
    still, moved = view(0, 0), view(0, 0, seed=1)
    moved[:, :120] = view(0, 4, seed=1)[:, :120]
    whole = measured(view(0, 0), view(0, 4, seed=1)).motion[1]
    assert 0.35 < measured(still, moved).motion[1] / whole < 0.65


def test_movement_is_by_the_frame_where_frames_are_left_out():
    meter = Meter()
    meter.add(0, view(0, 0))
    meter.add(4, view(0, 8, seed=1))
    look = meter.look()
    assert len(look) == 5
    assert look.motion_x.tolist()[:4] == [0, 0, 0, 0]
    assert look.motion_x[4] == pytest.approx(-2 * 1000 / 240, abs=1)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (20, 500), (240, 135)])
def test_any_size_of_picture_can_be_measured(size):
    chance = np.random.default_rng(1)
    assert len(measured(*(chance.integers(0, 256, (*size, 3), dtype=np.uint8) for _ in range(2)))) == 2


def test_a_look_is_kept_and_a_broken_one_is_said(tmp_path: Path):
    look, path = measured(view(0, 0), view(1, 2)), tmp_path / "take.npz"
    look.save(path)
    again = Look.load(path)
    assert all((getattr(look, name) == getattr(again, name)).all() for name in NAMES)
    whole = path.read_bytes()
    for broken in (b"", b"nothing", whole[:200], whole[:-30], whole[:60] + b"x" * 40 + whole[100:]):
        path.write_bytes(broken)
        with pytest.raises(CannotRead, match=r"the look at .* cannot be read .*; measure the take again"):
            Look.load(path)
    with pytest.raises(CannotRead, match="measure the take again"):
        Look.load(tmp_path / "none.npz")


def test_no_frames_have_a_look_too():
    assert measured().summary() == dict.fromkeys(NAMES, 0)
