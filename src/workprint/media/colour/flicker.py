"""Whether a grade moves from frame to frame where the picture does not.

A grade that is the same through a shot cannot flicker; one that was matched or made for each frame may. So the one
constant grade that explains all frames best is taken away first, and what is left over is looked at over time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.media.colour.pair import Floats, pair
from workprint.media.colour.verdict import Verdict, unjudged

PULSE = 50
"""Most that the mean of a frame may jump against the frame before, in 1/100 of a CIELAB unit (a choice: half of what is
just seen side by side; over time less is seen than that)."""
FIELD = 100
"""The same of the worst part of the picture, of a sixteenth of its width (a choice, twice the mean's)."""
ACROSS = 16
"""Parts across into which the picture is averaged (a choice)."""
SAMPLES = 20_000
"""Pixels, about, from which the constant grade is told (a choice, for speed)."""
WIDTH = 128
"""Pixels across, about, at which frames are compared (a choice, for speed)."""
UNIT = "1/100 of a CIELAB unit"
"""Unit of the guard."""


def flicker(before_frames: Sequence[Floats], after_frames: Sequence[Floats]) -> Verdict:
    """What the guard of flicker says of consecutive frames (each height, width, 3; display codes), before and after.

    Raises `BadValue` where they are not pictures of the same frames.
    """
    if len(before_frames) != len(after_frames):
        raise BadValue(f"{len(before_frames)} frames ungraded and {len(after_frames)} graded came",
                       "as many of each would do", "give the same frames")
    if len(before_frames) < 2:
        return unjudged("flicker", PULSE, UNIT, "one frame alone cannot flicker")
    pairs = [pair(_smaller(one), _smaller(two)) for one, two in zip(before_frames, after_frames, strict=True)]
    if len({one.before.shape for one in pairs}) > 1:
        raise BadValue("frames of several sizes came", "frames of one size would do", "give one shot at a time")
    was = np.stack([one.lab_before for one in pairs])
    now = np.stack([one.lab_after for one in pairs])
    left = now - _constant(was, now)
    means, fields = left.mean(axis=(1, 2)), np.stack([_field(one) for one in left])
    pulse, field = (np.linalg.norm(np.diff(one, axis=0), axis=-1) for one in (means, fields))
    return _said(float(pulse.max()), float(np.quantile(field, 0.99)), int(pulse.argmax()) + 1,
                 float(np.linalg.norm(np.diff(was.mean(axis=(1, 2)), axis=0), axis=-1).max()))


def _said(pulse: float, field: float, at: int, was: float) -> Verdict:
    value = round(100 * pulse)
    strain = round(1000 * max(100 * pulse / PULSE, 100 * field / FIELD))
    says = ("The grade stands still from frame to frame." if strain <= 1000 else
            f"The grade jumps by {pulse:.2f} at frame {at} of those given, in parts of the picture by {field:.2f} "
            "CIELAB units that the picture itself does not ask for.")
    measured = (("worst part, " + UNIT, round(100 * field)), ("frame", at),
                ("largest change of the picture itself, " + UNIT, round(100 * was)))
    return Verdict("flicker", strain <= 1000, value, PULSE, UNIT, says, measured, strain)


def _smaller(frame: Floats) -> Floats:
    step = max(1, np.shape(frame)[1] // WIDTH) if np.ndim(frame) == 3 else 1
    return np.asarray(frame)[::step, ::step]


def _constant(was: NDArray[np.floating], now: NDArray[np.floating]) -> NDArray[np.float64]:
    """What one constant grade would have made of every frame: the polynomial of L*, a*, b* that explains all best."""
    terms = _terms(was.reshape(-1, 3))
    some = slice(None, None, max(1, len(terms) // SAMPLES))
    weights, *_ = np.linalg.lstsq(terms[some], now.reshape(-1, 3)[some], rcond=None)
    return np.asarray((terms @ weights).reshape(now.shape))


def _terms(seen: NDArray[np.floating]) -> NDArray[np.float64]:
    """All products of L*, a* and b* up to the third degree, and steeper ones of L* alone."""
    whole = np.concatenate([np.ones((len(seen), 1)), seen / (50, 30, 30)], axis=1)
    products = [whole[:, one] * whole[:, two] * whole[:, three]
                for one, two, three in combinations_with_replacement(range(4), 3)]
    return np.stack([*products, whole[:, 1] ** 4, whole[:, 1] ** 5], axis=1)


def _field(left: NDArray[np.floating]) -> NDArray[np.float64]:
    """A picture averaged over areas, about `ACROSS` of them side by side."""
    side = max(1, left.shape[1] // ACROSS)
    rows, columns = max(1, left.shape[0] // side), max(1, left.shape[1] // side)
    cut = left[: rows * side, : columns * side] if left.shape[0] >= side else left[:, : columns * side]
    return np.asarray(cut.reshape(rows, -1, columns, side, 3).mean(axis=(1, 3)))
