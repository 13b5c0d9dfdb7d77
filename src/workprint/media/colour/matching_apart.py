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


AXES = np.array([[1, 1, 1], [1, -1, 0], [1, 0, -1], [0, 1, -1], [1, 1, -1], [1, -1, 1], [-1, 1, 1], [2, -1, -1],
                 [-1, 2, -1], [-1, -1, 2]], np.float64)
"""Directions in red, green and blue along which palettes are compared: tones, and colours against each other. Source:
slices as in Pitié, Kokaram & Dahyot, "N-dimensional probability density function transfer", 2005; the ten are ours."""

PARTS = tuple(np.linspace(2, 98, 17))
"""Percentiles of a palette along each direction. Source: our choice: the ends are often of one lamp or one shadow."""

PALETTE_UNIT, PALETTE_DOUBT = 0.0067, 0.3
"""ACEScct code value that two palettes lie apart by to weigh as much as doubt in a knob turned by its usual amount, and
that doubt. Source: tuned on the photographs of the bench that are not held out."""

ALIKE, BROUGHT = 0.044, 0.015
"""How far apart, in ACEScct code values, palettes of one place lie at most before and after a correction. Measured on
the photographs that are not held out: beyond, the palettes are of different things."""


def palette(codes: Floats) -> Doubles:
    """A picture's colours (..., 3) along ten directions, as percentiles (17, 10), in ACEScct code values."""
    along = codes.reshape(-1, 3).astype(np.float64) @ (AXES / np.linalg.norm(AXES, axis=1, keepdims=True)).T
    return np.asarray(np.percentile(along, PARTS, axis=0))


def made_alike(turns: tuple[Turn, ...], shot: Floats, references: Sequence[Floats]) -> tuple[tuple[Op, ...], bool]:
    """Operations that bring a picture's palette to others', and whether both palettes seem to be of one place."""
    aim = np.mean([palette(reference) for reference in references], axis=0)

    def apart(above: Doubles) -> Doubles:
        missed = (palette(apply_ops(shot, ops_of(turns, above - 1))) - aim).ravel()
        return np.concatenate([missed / np.sqrt(missed.size) / PALETTE_UNIT, PALETTE_DOUBT * (above - 1)])

    solved: Any = least_squares(apart, np.ones(len(turns)), diff_step=0.05, max_nfev=12, loss="soft_l1")
    ends = (np.ones(len(turns)), solved.x)
    before, after = (float(np.linalg.norm(apart(at)[:aim.size])) * PALETTE_UNIT for at in ends)
    return in_order(ops_of(turns, solved.x - 1)), before < ALIKE and after < BROUGHT
