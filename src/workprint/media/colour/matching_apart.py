"""A cautious correction where two pictures show nothing in common: what is usual of one scene, weighed by how usual.

Two pictures of one scene rarely have the same average, but their light has a colour, a level and a contrast. How much
each of these differs between two parts of one undamaged photograph was measured; what differs more is taken to be the
camera's or the light's, what differs less is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from workprint.film.grade import Op, in_order
from workprint.media.colour.light import LUMA, decoded
from workprint.media.colour.matching_fit import Turn, ops_of
from workprint.media.colour.ops import apply_ops

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

LEVELS = (5, 25, 50, 75, 95)
"""Percentiles of the tones that are compared. Source: our choice."""

USUAL = 1.5 * np.array([0.072, 0.073, 0.065, 0.076, 0.070, 0.043, 0.044, 0.034, 0.033, 0.017, 0.031, 0.416])
"""How far each of `character`'s numbers lies apart between the halves of one photograph, one standard deviation, as
measured on the 18 photographs of the bench that are not held out; half as much again, since they go together."""

EDGE_POWER = 4
"""Power by which strong edges count more. Source: van de Weijer, Gevers & Gijsenij, "Edge-Based Color Constancy", 2007:
edges tell the colour of the light better than areas."""


def character(codes: Floats) -> Doubles:
    """What a picture (rows, columns, 3) in ACEScct is like, as twelve numbers.

    Five levels of tone; red and blue against green as its edges have them, as its brightest parts and as its middle
    have them; and how colourful it is, as a logarithm.
    """
    tones = np.percentile(codes @ LUMA, LEVELS)
    light = np.maximum(decoded(codes), 0).astype(np.float64)
    edges, bright = _edges(light).reshape(-1, 3), light.reshape(-1, 3)
    middle: Doubles = np.median(codes.reshape(-1, 3), axis=0).astype(np.float64)
    stops = [np.log2(_mean(each, EDGE_POWER) + 1e-6) / 17.52 for each in (edges, bright)]
    casts = [value for each in [*stops, middle] for value in (each[0] - each[1], each[2] - each[1])]
    apart = codes - (codes @ LUMA)[..., None]
    return np.array([*tones, *casts, np.log(np.abs(apart).mean() + 0.002)])


def _edges(light: Doubles) -> Doubles:
    """How strong the edges are in each channel; of a picture one pixel high or wide, the picture itself."""
    if min(light.shape[:2]) < 2:
        return light
    down, across = np.gradient(light, axis=(0, 1))
    return np.asarray(np.hypot(down, across))


def _mean(values: Doubles, power: int) -> Doubles:
    most = values.max(axis=0) + 1e-9
    return np.asarray(most * ((values / most) ** power).mean(axis=0) ** (1 / power))


def drawn_near(turns: tuple[Turn, ...], shots: Sequence[Floats],
               references: Sequence[Floats]) -> tuple[tuple[Op, ...], float]:
    """Operations that make some pictures' character as like others' as is usual, and how unusual it was before."""
    aim = np.mean([character(reference) for reference in references], axis=0)

    def apart(above: Doubles) -> Doubles:  # counted from 1, as SciPy's steps are parts of a value
        ops = ops_of(turns, above - 1)
        found = np.mean([character(apply_ops(shot, ops)) for shot in shots], axis=0)
        return np.concatenate([(found - aim) / USUAL, above - 1])

    rest = np.ones(len(turns))
    before: Doubles = apart(rest)[:len(aim)]
    solved: Any = least_squares(apart, rest, diff_step=0.05, max_nfev=12)
    return in_order(ops_of(turns, solved.x - 1)), float(np.sqrt(np.mean(before**2)))
