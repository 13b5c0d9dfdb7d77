"""How far a grade turns skin away from how it was shot, from light tones to deep ones.

Measured in CIELAB rather than OKLab: what is known about skin (the individual typology angle, the tones of film and
print) is measured there, so the degrees can be compared, and facts/colour tells the peers in it; over the hues of skin
the two differ by less than a fifth. No tone is anybody's aim: only the way from how it was shot counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from workprint.media.colour.pair import Mask, Pair
from workprint.media.colour.skin import Skin
from workprint.media.colour.verdict import Verdict, unjudged

HUE_MEAN, HUE_P95 = 30, 50
"""Farthest that skin may turn, in 1/10 degree of CIELAB hue: mean, and 95th percentile. Source: facts/colour, 14.2."""
PALEST, STRONGEST = 850, 1200
"""How much paler and stronger skin may grow, in thousandths of its chroma. Source: facts/colour, 14.2."""
SURE = 250
"""Thousandths of sureness below which a guess by colour alone is not judged. Measured: GRID's faces have 315 to 403,
frames and photographs without a face at most 231."""
GREY = 2.0
"""C* below which hue says nothing: half a just noticeable difference to any side is a turn of ten degrees."""
TONES = (("light tones", 60.0, 101.0), ("medium tones", 35.0, 60.0), ("deep tones", 0.0, 35.0))
"""Bands of L* in which skin is told apart in the report (a choice: ColorChecker's skins have 66, 38)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How far one person's skin was turned by a grade."""

    mean: float
    """Mean turn of hue, degrees of CIELAB hue, weighted by chroma; without sign."""
    p95: float
    """The turn that 19 of 20 pixels keep within, degrees."""
    way: float
    """Mean turn with its sign: above 0 towards yellow, below 0 towards red."""
    chroma: float
    """C* after over C* before."""
    strength: float
    """C* / (L* + 16) after over before: how much stronger the colour is for its lightness."""
    pixels: int
    """From how many pixels."""


def turn(both: Pair, mask: Mask) -> Turn | None:
    """How far the skin under a mask was turned; None where it was shot in so little colour that hue says nothing."""
    before, after = both.lab_before[mask], both.lab_after[mask]
    was, now = (np.hypot(one[:, 1], one[:, 2]) for one in (before, after))
    told = was >= GREY
    if not told.any():
        return None
    before, after, was, now = before[told], after[told], was[told], now[told]
    strength = (now / (after[:, 0] + 16)).sum() / (was / (before[:, 0] + 16)).sum()
    hues = np.degrees(np.arctan2(after[:, 2], after[:, 1]) - np.arctan2(before[:, 2], before[:, 1]))
    hues = (hues + 180) % 360 - 180
    # What was made grey has no hue that could be wrong; that it was made grey is for the other guard to say. It counts
    # as not turned, so that one pixel in which some colour is left does not stand for a whole face.
    weights = np.sqrt(was * np.maximum(now, GREY / 4)) + 1e-9
    hues = hues * (now >= GREY / 4)
    return Turn(float(np.average(np.abs(hues), weights=weights)), _p95(np.abs(hues), weights),
                float(np.average(hues, weights=weights)), float(now.sum() / was.sum()), float(strength), len(was))


def _p95(values: NDArray[np.floating], weights: NDArray[np.floating]) -> float:
    order = np.argsort(values, kind="stable")
    run = np.cumsum(weights[order])
    return float(values[order][min(len(order) - 1, int(np.searchsorted(run, 0.95 * run[-1])))])


def skin_verdicts(both: Pair, skin: Skin) -> tuple[Verdict, Verdict]:
    """What the two guards of skin say: of hue and of chroma, of whoever is turned the most."""
    why = skin.why or ("what is coloured like skin does not stand out from its surroundings; mark a face or pick a "
                       "sample" if skin.sure < SURE else "")
    turns = [] if why else [one for mask in skin.people if (one := turn(both, mask))]
    if not turns:
        why = why or "skin is as good as grey here, so that hue says nothing"
        return (unjudged("skin", HUE_MEAN, DEGREE, why), unjudged("skin chroma", PALEST, SHARE, why))
    tones = _tones(both, skin)
    return _of_hue(turns, tones, skin), _of_chroma(turns, tones, skin)


DEGREE, SHARE = "1/10 degree of CIELAB hue", "1/1000 of its chroma"
"""Units of the two guards."""

Tones = tuple[tuple[str, Turn], ...]


def _tones(both: Pair, skin: Skin) -> Tones:
    """The turn of each band of tones in which there is skin, from light to deep."""
    everyone, light = skin.everyone, both.lab_before[..., 0]
    bands = ((name, turn(both, everyone & (light >= low) & (light < high))) for name, low, high in TONES)
    return tuple((name, one) for name, one in bands if one)


def _of_hue(turns: list[Turn], tones: Tones, skin: Skin) -> Verdict:
    worst = max(turns, key=lambda one: max(one.mean / HUE_MEAN, one.p95 / HUE_P95))
    mean, p95 = round(10 * worst.mean), round(10 * worst.p95)
    strain = round(1000 * max(10 * worst.mean / HUE_MEAN, 10 * worst.p95 / HUE_P95))
    way = "towards yellow" if worst.way > 0 else "towards red"
    says = (f"Skin keeps its hue ({skin.how})." if mean == 0 and p95 == 0 else
            f"Skin turns {worst.mean:.1f}° {way}, at most {worst.p95:.1f}° ({skin.how}): "
            + ", ".join(f"{name} {one.mean:.1f}°" for name, one in tones) + ".")
    measured = (("mean, 1/10 degree", mean), ("p95, 1/10 degree", p95),
                ("towards yellow, 1/10 degree", round(10 * worst.way)),
                *((f"{name}, 1/10 degree", round(10 * one.mean)) for name, one in tones),
                ("people", len(turns)), ("sure, 1/1000", skin.sure))
    # Of two numbers, the one that is nearer to its limit is told, or further beyond it.
    value, limit = (mean, HUE_MEAN) if mean * HUE_P95 >= p95 * HUE_MEAN else (p95, HUE_P95)
    return Verdict("skin", strain <= 1000, value, limit, DEGREE, says, measured, strain)


def _of_chroma(turns: list[Turn], tones: Tones, skin: Skin) -> Verdict:
    worst = max(turns, key=lambda one: _pull(one.chroma))
    strain, share = round(1000 * _pull(worst.chroma)), round(1000 * worst.chroma)
    limit = STRONGEST if share >= 1000 else PALEST
    bands = ", ".join(f"{name} × {one.chroma:.2f}" for name, one in tones)
    way = "keeps" if abs(share - 1000) < 10 else "grows stronger to" if share > 1000 else "grows paler to"
    says = f"Skin {way} {worst.chroma:.2f} of its chroma ({skin.how}): {bands}."
    measured = (("for its lightness, 1/1000", round(1000 * worst.strength)),
                *((f"{name}, 1/1000", round(1000 * one.chroma)) for name, one in tones),
                *((f"{name}, for their lightness, 1/1000", round(1000 * one.strength)) for name, one in tones),
                ("people", len(turns)), ("sure, 1/1000", skin.sure))
    return Verdict("skin chroma", strain <= 1000, share, limit, SHARE, says, measured, strain)


def _pull(ratio: float) -> float:
    """How much of the room up or down a ratio uses: 1 at either end."""
    step = log(max(ratio, 1e-6))
    return step / log((STRONGEST if step > 0 else PALEST) / 1000)
