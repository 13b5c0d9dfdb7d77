"""Whether a grade turns shading around, as solarising does, or makes more of fine texture than of what it lies on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from workprint.media.colour.pair import Pair
from workprint.media.colour.verdict import Verdict, unjudged

Plane = NDArray[np.float32]
Counts = NDArray[np.int64]

FLIPS = 50
"""Most of the shading that may turn around, in 1/10000. Source: facts/colour, 14.2: half a percent."""
TEXTURE = 1150
"""How much more fine texture may gain than the shading under it, in thousandths. Source: facts/colour, 14.2."""
SEEN = 0.3
"""Step of L* between neighbours that counts as shading: just under one 8-bit code (0.39) (a choice)."""
FAR = 32
"""Slow shading is looked at over the width of the picture divided by this (a choice: across a cheek, along a sky)."""
FAR_SEEN = 1.0
"""Step of L* over that distance that counts as shading (a choice: what is just seen without an edge)."""
SAME = 0.04
"""Step of a*/(L*+16) or b*/(L*+16) up to which it is shading on one thing. What lies beyond is an edge between two
colours, and which of the two is the darker one may change: density and black and white are for that (a choice)."""
TURNED = 0.5
"""Part of either step that must come out the other way to count as turned around, beyond rounding (a choice)."""
LEAST = 64
"""Steps of shading below which nothing is said of them (a choice)."""
FINE, BROAD = 3, 9
"""Widths in pixels of what texture is measured against and of shading (a choice: pores and weave against a cheek)."""


def gradient_verdicts(both: Pair) -> tuple[Verdict, Verdict]:
    """What the guards of gradients and of texture say."""
    return shading_verdict(both), _texture(*_light(both))


def _light(both: Pair) -> tuple[Plane, Plane]:
    was, now = (np.ascontiguousarray(one[..., 0]) for one in (both.lab_before, both.lab_after))
    return was, now


def shading_verdict(both: Pair) -> Verdict:
    """What the guard of gradients says; of several pictures of one size, (pictures, height, width, 3), of the worst."""
    was, now = _light(both)
    tint = np.stack([both.lab_before[..., at] / (np.abs(was) + 16) for at in (1, 2)])
    told = [_turned(was, now, tint, 1, SEEN), _turned(was, now, tint, max(2, was.shape[-1] // FAR), FAR_SEEN)]
    steps, turned = (np.array([each[at].ravel() for each in told]) for at in (0, 1))
    if steps.max() < LEAST:
        return unjudged("gradients", FLIPS, UNIT, "the picture has no shading to turn around")
    shares = np.where(steps >= LEAST, np.rint(10_000 * turned / np.maximum(1, steps)), 0).astype(int)
    worst = int(np.argmax(shares.max(0)))
    share = int(shares[:, worst].max())
    says = ("All shading runs the way it ran." if not share else
            f"{share / 100:.2f} % of the shading turns around: what fell off to dark now falls off to light.")
    return Verdict("gradients", share <= FLIPS, share, FLIPS, UNIT, says,
                   (("between neighbours, 1/10000", int(shares[0, worst])),
                    ("over a distance, 1/10000", int(shares[1, worst])), ("steps of shading", int(steps[0, worst]))),
                   round(1000 * share / FLIPS))


def _turned(was: Plane, now: Plane, tint: Plane, apart: int, seen: float) -> tuple[Counts, Counts]:
    """How many steps of shading each picture has between pixels so far apart, and how many of them turned around."""
    steps, turned = np.zeros(was.shape[:-2], np.int64), np.zeros(was.shape[:-2], np.int64)
    for planes in ((was, now, *tint), tuple(one.swapaxes(-1, -2) for one in (was, now, *tint))):
        before, after, red, blue = (one[..., apart:, :] - one[..., :-apart, :] for one in planes)
        same = (np.abs(red) <= SAME) & (np.abs(blue) <= SAME)
        up, down = same & (before >= seen), same & (before <= -seen)
        steps += np.count_nonzero(up | down, axis=(-2, -1))
        turned += np.count_nonzero((up & (after <= -seen * TURNED)) | (down & (after >= seen * TURNED)), axis=(-2, -1))
    return steps, turned


UNIT = "1/10000 of the steps of shading"
"""Unit of the guard of gradients."""


def _texture(was: Plane, now: Plane) -> Verdict:
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


def _bands(light: Plane) -> tuple[float, float]:
    """RMS of L* finer than a few pixels, and of what lies between that and broad shading."""
    near, far = uniform_filter(light, FINE), uniform_filter(light, BROAD)
    return float(np.sqrt(np.mean((light - near) ** 2))), float(np.sqrt(np.mean((near - far) ** 2)))
