"""Whether smooth tones break into steps once they are rounded to the codes of a file, with and without dither.

Two measures, because either alone misleads (facts/colour, 10): how much of the picture lies in plateaus with a small
step between them, as CAMBI looks for them; and how many levels are in use, which tells coarse steps that CAMBI misses.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from workprint.media.colour.pair import Floats, Pair
from workprint.media.colour.verdict import Verdict

ADDED = 50
"""Most of the picture that may newly lie in visible steps, in thousandths (a choice, held against real frames)."""
GAPS = 400
"""Most of the levels between the darkest and the brightest that may newly stand empty, in thousandths (a choice: an
8-bit source stretched × 2.5 leaves 600 empty)."""
STEP = 4
"""Largest step between plateaus, in 8-bit codes, that is banding rather than an edge. Source: CAMBI looks at 1 to 4."""
PLATEAU = 40
"""A plateau is as long as the picture's width over this, and 8 pixels at least (a choice: 48 of 1920)."""
CROWD = 20
"""Pixels for each level below which levels are not counted: too few to fill them (a choice)."""
DITHER_SEED = 709
"""Seed of the dither, so that the same picture always gives the same number (a choice)."""
QUARTERS = 4
"""Parts of a code in which steps of the picture itself are told, before it is rounded (a choice)."""


def banding_verdict(both: Pair, bits: int) -> Verdict:
    """What the guard of banding says of the picture as a file of so many bits."""
    top = 2**bits - 1
    was, now = (np.clip(one, 0, 1) * np.float32(top) for one in (both.before, both.after))
    steps_was, steps_now = bands(np.rint(was), bits), bands(np.rint(now), bits)
    # Dither is only asked about where there are new steps for it to hide.
    dithered = _dithered(now, bits) if steps_now > steps_was else steps_now
    added, hidden = max(0, steps_now - steps_was), max(0, dithered - steps_was)
    (levels_was, empty_was), (levels_now, empty_now) = _filled(was), _filled(now)
    gaps = max(0, empty_now - empty_was)
    strain = round(1000 * max(added / ADDED, gaps / GAPS))
    measured = (("in steps before, 1/1000", steps_was), ("in steps after, 1/1000", steps_now),
                ("in steps after, with dither, 1/1000", dithered), ("levels before", levels_was),
                ("levels after", levels_now), ("levels newly empty, 1/1000", gaps))
    return Verdict("banding", strain <= 1000, added, ADDED, "1/1000 of the picture",
                   _says(added, hidden, gaps, bits), measured, strain)


def _says(added: int, hidden: int, gaps: int, bits: int) -> str:
    if not added and gaps <= GAPS:
        return f"No new steps in smooth tones at {bits} bits."
    if gaps > GAPS:
        return f"Tones are stretched: {gaps / 10:.0f} % of the levels at {bits} bits now stand empty."
    way = "dither hides them" if hidden < added / 4 else "dither does not hide them"
    return f"Smooth tones break into steps in {added / 10:.1f} % of the picture at {bits} bits; {way}."


def bands(codes: Floats, bits: int = 8) -> int:
    """Thousandths of a picture (height, width, 3; whole codes) that lie in plateaus with a small step between them."""
    return _plateaus(codes, 1, STEP * 2 ** max(0, bits - 8))


def coarse(codes: Floats, bits: int = 8) -> int:
    """The same of steps that are in the picture before it is rounded: of one code and a half or more."""
    fine = np.rint(codes * QUARTERS)
    return _plateaus(fine, QUARTERS * 3 // 2, 2 * STEP * QUARTERS * 2 ** max(0, bits - 8))


def _dithered(codes: Floats, bits: int) -> int:
    """What is left of the steps with dither; plateaus further apart than it reaches stay."""
    return max(bands(np.rint(codes + _dither(codes.shape)), bits), coarse(codes, bits))


def _plateaus(codes: Floats, least: int, most: int) -> int:
    """The channel and the direction in which it is worst, in thousandths of the picture."""
    whole = codes.astype(np.int32)
    shares = (_in_runs(np.ascontiguousarray(way[..., channel]), least, most, codes.shape[1])
              for way in (whole, whole.transpose(1, 0, 2)) for channel in range(3))
    return round(1000 * max(shares))


def _in_runs(rows: NDArray[np.int32], least: int, most: int, width: int) -> float:
    """Share of pixels in long runs of one value beside another long run whose value is a small step away."""
    change = np.ones(rows.shape, bool)
    np.not_equal(rows[:, 1:], rows[:, :-1], out=change[:, 1:])
    starts = np.flatnonzero(change)
    lengths = np.diff(starts, append=rows.size)
    values, lines = rows.ravel()[starts], starts // rows.shape[1]
    long = lengths >= max(8, width // PLATEAU)
    step = np.abs(np.diff(values))
    pair = long[1:] & long[:-1] & (lines[1:] == lines[:-1]) & (step >= least) & (step <= most)
    inside = np.zeros(len(lengths), bool)
    inside[1:] |= pair
    inside[:-1] |= pair
    return float(lengths[inside].sum() / rows.size)


@cache
def _dither(shape: tuple[int, ...]) -> Floats:
    """Triangular noise of one code to either side, the same each time."""
    chance = np.random.default_rng(DITHER_SEED)
    return np.asarray(chance.random(shape, np.float32) - chance.random(shape, np.float32))


def _filled(codes: Floats) -> tuple[int, int]:
    """How many levels the channel with the fewest uses, and thousandths of empty ones between its 2nd and 98th
    percentile where there are pixels enough to fill them."""
    levels, empty = [], []
    for channel in range(3):
        counts = np.bincount(np.rint(codes[..., channel]).astype(np.int32).ravel())
        run = np.cumsum(counts)
        low, high = np.searchsorted(run, (0.02 * run[-1], 0.98 * run[-1]))
        between = counts[low : high + 1]
        levels.append(int((counts > 0).sum()))
        empty.append(round(1000 * float((between == 0).mean())) if between.sum() >= CROWD * len(between) else 0)
    return min(levels), max(empty)
