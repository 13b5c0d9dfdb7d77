"""What each operation of a grade does to a picture: ACEScct in, ACEScct out, never clipped on the way.

Some work on scene light (linear ACEScg), the others on ACEScct code values; light and codes are only turned into each
other where one kind follows the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.film.grade import Op
from workprint.media.colour.light import LUMA, decoded, encoded, extremes
from workprint.media.colour.tone import contrast, curve, softened
from workprint.media.colour.white import tint_of_hue, white_gains

Floats = NDArray[np.float32]

CDL_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of a colour decision list's saturation. Source: ASC CDL v1.2."""

DENSITY_STOPS = 1.5
"""Stops by which a full density darkens a colour that is as strong as can be. Source: our choice, by eye: half a stop
on a red coat, a tenth on skin."""

FAINT = 0.18 / 2**7
"""Light at which density begins to see colour: seven stops below mid grey, where sensors see mostly noise. Source: our
choice."""

SPLIT_NEUTRAL, SPLIT_FULL = 0.5, 4.0
"""Stops from mid grey to which a split tone leaves greys alone, and from which it is whole. Source: our choice, so that
a face stays between the two."""

FARTHEST = 1e6
"""Largest code value that is kept: far outside of any picture, and room enough for the next operation. Source: our
choice, so that the largest powers of large values stay finite in 32 bits."""


def apply_ops(acescct: NDArray[Any], ops: Sequence[Op]) -> Floats:
    """`acescct` (..., 3) with every operation done, in order, as float32. Those at rest do nothing at all."""
    codes, light = np.asarray(acescct, np.float32), None
    for op in ops:
        if op.at_rest:
            continue
        if op.kind in IN_LIGHT:
            light = IN_LIGHT[op.kind](decoded(codes) if light is None else light, op)
        else:
            codes = IN_CODES[op.kind](codes if light is None else encoded(light), op)
            light = None
    return codes if light is None else encoded(light)


def _exposure(light: Floats, op: Op) -> Floats:
    return light * np.float32(2 ** (op.value("stops") / 1000))


def _balance(light: Floats, op: Op) -> Floats:
    return light * white_gains(op.value("mired") / 10, op.value("tint") / 1e5)


def _density(light: Floats, op: Op) -> Floats:
    """Darkens by the square of how far the channels stand apart; one gain for all three keeps the hue."""
    least, most = extremes(light)
    strength = np.clip((most - least) / (np.maximum(most, 0) + np.float32(FAINT)), 0, 1)
    stops = np.float32(-DENSITY_STOPS * op.value("amount") / 1000) * strength**2
    return np.asarray(light * np.exp2(stops)[..., None], np.float32)


def _split(light: Floats, op: Op) -> Floats:
    """Tints by a gain for each channel, so that black stays black; the luminance of a grey stays as it is."""
    stops = np.log2(np.maximum(light @ LUMA, np.float32(1e-10)) / np.float32(0.18))
    gain = np.zeros_like(light)
    for end, side in (("shadow", -stops), ("light", stops)):
        if amount := op.value(f"{end} amount") / 1000:
            weight = _smooth((side - SPLIT_NEUTRAL) / np.float32(SPLIT_FULL - SPLIT_NEUTRAL))
            gain += weight[..., None] * (amount * tint_of_hue(op.value(f"{end} hue") / 10))
    gain = np.exp2(gain)
    return light * (gain / (gain @ LUMA)[..., None])


def _smooth(rise: Floats) -> Floats:
    held = np.clip(rise, 0, 1)
    return held * held * (3 - 2 * held)


def _cdl(codes: Floats, op: Op) -> Floats:
    values = np.array(op.values, np.float64) / 1e6
    slope, offset, power = (values[at:at + 3].astype(np.float32) for at in (0, 3, 6))
    clamped = bool(op.value("clamp"))
    sop = codes * slope + offset
    if clamped:
        sop = np.clip(sop, 0, 1)
    if np.any(power != 1):
        # ASC v1.2 without its clamps has no power of what is below zero.
        sop = np.where(sop > 0, np.maximum(sop, np.float32(1e-30)) ** power, sop)
    sop = np.asarray(np.clip(sop, -FARTHEST, FARTHEST), np.float32)
    graded = sop if values[9] == 1 else _saturated(sop, CDL_LUMA, values[9])
    return np.clip(graded, 0, 1) if clamped else graded


def _saturated(codes: Floats, weights: Floats, amount: float) -> Floats:
    luma = (codes @ weights)[..., None]
    return np.asarray(luma + np.float32(amount) * (codes - luma), np.float32)


def _contrast(codes: Floats, op: Op) -> Floats:
    return contrast(codes, op.value("amount") / 1000, op.value("pivot") / 1000)


def _curve(codes: Floats, op: Op) -> Floats:
    return curve(codes, tuple(value / 1000 for value in op.values))


def _saturation(codes: Floats, op: Op) -> Floats:
    # In code values: in light, a strong colour that grows stronger would fall through zero and out of the gamut.
    return _saturated(codes, LUMA, op.value("amount") / 1000)


def _print(codes: Floats, op: Op) -> Floats:
    return softened(codes, op.value("softness") / 1000)


IN_LIGHT: Mapping[str, Callable[[Floats, Op], Floats]] = {
    "exposure": _exposure, "balance": _balance, "density": _density, "split": _split}
"""Operations on scene light, linear ACEScg."""

IN_CODES: Mapping[str, Callable[[Floats, Op], Floats]] = {
    "cdl": _cdl, "contrast": _contrast, "curve": _curve, "saturation": _saturation, "print": _print}
"""Operations on ACEScct code values."""
