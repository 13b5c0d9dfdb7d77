"""What a grade loses: detail in the lights and in the shadows, and colours beyond what the display can show."""

from __future__ import annotations

import numpy as np

from workprint.media.colour.pair import Floats, Mask, Pair
from workprint.media.colour.verdict import Verdict

LOST = 50
"""Most that may be lost in lights or shadows, in 1/10000 of the picture (a choice: half a percent)."""
OUT = 100
"""Most that may newly run into the end of a channel, in 1/10000 of the picture (a choice: one percent)."""
KEPT = 400
"""Least of the levels of lights or shadows that must stay apart, in thousandths (a choice: a stop less light, which is
no fault, leaves 0.55 of them in Rec. 1886 codes)."""
LIGHTS, SHADOWS = 0.75, 0.2
"""Display codes above and below which lights and shadows lie (a choice: two stops from mid grey on the display)."""
FEW = 12
"""Levels below which nothing can be said of how many stay (a choice: a flat wall has as many by noise alone)."""
THIRDS = np.full(3, 1 / 3, np.float32)
"""Weights of the mean of red, green and blue, by definition."""
PARTS = "1/10000 of the picture"
"""Unit of the three guards."""


def detail_verdicts(both: Pair, bits: int) -> tuple[Verdict, Verdict]:
    """What the guards of highlights and shadows say."""
    was, now = (picture @ THIRDS for picture in (both.before, both.after))
    step = np.float32(0.5 / (2**bits - 1))
    return (_lost("highlights", "the lights", now > 1 - step, was > 1 - step, _levels(was, now, was > LIGHTS, bits)),
            _lost("shadows", "the shadows", now < step, was < step, _levels(was, now, was < SHADOWS, bits)))


def _levels(was: Floats, now: Floats, zone: Mask, bits: int) -> tuple[int, int]:
    """Distinct levels in a zone, before and after."""
    before, after = (np.unique(np.rint(np.clip(one[zone], 0, 1) * (2**bits - 1))).size for one in (was, now))
    return before, after


def _lost(name: str, where: str, now: Mask, was: Mask, levels: tuple[int, int]) -> Verdict:
    lost = round(10_000 * float((now & ~was).mean()))
    gone = 0 if levels[0] < FEW else max(0, 1000 - 1000 * levels[1] // levels[0])
    strain = round(1000 * max(lost / LOST, gone / (1000 - KEPT)))
    says = (f"Nothing is lost in {where}" if not lost else f"{lost / 100:.2f} % of the picture is lost in {where}")
    says += f"; {levels[1]} of {levels[0]} levels stay apart." if levels[0] >= FEW else "."
    return Verdict(name, strain <= 1000, lost, LOST, PARTS, says,
                   (("levels before", levels[0]), ("levels after", levels[1])), strain)


def gamut_verdict(both: Pair, bits: int) -> Verdict:
    """What the guard of the gamut says: what share of colours newly runs into the end of a channel, or beyond it."""
    step = np.float32(0.5 / (2**bits - 1))
    was, now = ([picture[..., channel] for channel in range(3)] for picture in (both.before, both.after))
    # Black and white are no colours beyond the gamut: they are for the guards of shadows and highlights.
    coloured = (np.maximum.reduce(now) >= step) & (np.minimum.reduce(now) <= 1 - step)
    fresh = [coloured & _at_end(after, step) & ~_at_end(before, step) for before, after in zip(was, now, strict=True)]
    out = round(10_000 * float(np.logical_or.reduce(fresh).mean()))
    each = [round(10_000 * float(one.mean())) for one in fresh]
    says = ("No colour runs beyond the display." if not out else
            f"{out / 100:.2f} % of the picture runs into the end of a channel, most of it in "
            f"{('red', 'green', 'blue')[int(np.argmax(each))]}.")
    measured = tuple((f"{name}, {PARTS}", part) for name, part in zip(("red", "green", "blue"), each, strict=True))
    return Verdict("gamut", out <= OUT, out, OUT, PARTS, says, measured, round(1000 * out / OUT))


def _at_end(codes: Floats, step: np.float32) -> Mask:
    return np.asarray((codes < step) | (codes > 1 - step), bool)
