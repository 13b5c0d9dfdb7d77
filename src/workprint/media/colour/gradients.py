"""Whether a grade turns shading around, as solarising does, or makes more of fine texture than of what it lies on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from workprint.media.colour.pair import Pair
from workprint.media.colour.verdict import Verdict, unjudged

FLIPS = 50
"""Most of the shading that may turn around, in 1/10000. Source: facts/colour, 14.2: half a percent."""
TEXTURE = 1150
"""How much more fine texture may gain than the shading under it, in thousandths. Source: facts/colour, 14.2."""
SEEN = 0.4
"""Step of L* between neighbours that counts as shading: one 8-bit code, the least that a display shows (a choice)."""
TURNED = 0.2
"""Step of L* the other way that counts as turned around: half of it, so that rounding alone is none (a choice)."""
LEAST = 64
"""Steps of shading below which nothing is said of them (a choice)."""
FINE, BROAD = 3, 9
"""Widths in pixels of what texture is measured against and of shading (a choice: pores and weave against a cheek)."""


def gradient_verdicts(both: Pair) -> tuple[Verdict, Verdict]:
    """What the guards of gradients and of texture say."""
    was, now = (np.asarray(one[..., 0], np.float32) for one in (both.lab_before, both.lab_after))
    return _flips(was, now), _texture(was, now)


def _flips(was: NDArray[np.float32], now: NDArray[np.float32]) -> Verdict:
    steps = turned = 0
    for axis in (0, 1):
        before, after = np.diff(was, axis=axis), np.diff(now, axis=axis)
        seen = np.abs(before) >= SEEN
        steps += int(seen.sum())
        turned += int((seen & (np.abs(after) >= TURNED) & (before * after < 0)).sum())
    if steps < LEAST:
        return unjudged("gradients", FLIPS, UNIT, "the picture has no shading to turn around")
    share = round(10_000 * turned / steps)
    says = ("All shading runs the way it ran." if not share else
            f"{share / 100:.2f} % of the shading turns around: what fell off to dark now falls off to light.")
    return Verdict("gradients", share <= FLIPS, share, FLIPS, UNIT, says,
                   (("steps of shading", steps),), round(1000 * share / FLIPS))


UNIT = "1/10000 of the steps between neighbours"
"""Unit of the guard of gradients."""


def _texture(was: NDArray[np.float32], now: NDArray[np.float32]) -> Verdict:
    unit = "1/1000 of what it was, against its surroundings"
    (fine_was, broad_was), (fine_now, broad_now) = _bands(was), _bands(now)
    if min(fine_was, broad_was, broad_now) < 0.02:
        return unjudged("texture", TEXTURE, unit, "the picture has no texture")
    alone, gain = fine_now / fine_was, (fine_now / fine_was) / (broad_now / broad_was)
    share = round(1000 * gain)
    says = ("Fine texture stays as it lies." if abs(share - 1000) < 20 else
            f"Fine texture gains × {gain:.2f} against what it lies on"
            + (": grain and pores come forward." if gain > 1 else "."))
    return Verdict("texture", share <= TEXTURE, share, TEXTURE, unit, says,
                   (("with its contrast, 1/1000", round(1000 * alone)),),
                   round(1000 * max(0.0, gain - 1) / (TEXTURE / 1000 - 1)))


def _bands(light: NDArray[np.float32]) -> tuple[float, float]:
    """RMS of L* finer than a few pixels, and of what lies between that and broad shading."""
    near, far = uniform_filter(light, FINE), uniform_filter(light, BROAD)
    return float(np.sqrt(np.mean((light - near) ** 2))), float(np.sqrt(np.mean((near - far) ** 2)))
