"""Dials that stay: how they have to stand so that what they measure keeps its amount while others are turned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Measure = Callable[[Mapping[str, int]], Mapping[str, int]]
"""From settings of dials (-1000 to 1000) to how much there is of what each turns, in thousandths."""

FULL = 1000
"""A dial turned as far as it goes, either way. Source: thousandths as everywhere."""

STEPS = 5
"""Settings that are tried after the first. Source: our choice; with five what else moves fell to less than half on made
scenes (`python -m bench tone`), and more did little."""

LEAP = 600.0
"""Farthest that a kept dial is turned in one step, in thousandths. Source: our choice; what a dial does is no
straight line."""

DAMPED = 0.02
"""How far a step is held back where two dials turn nearly the same (Levenberg 1944). Source: our choice, by the same
figures."""

TRUST = 0.5
"""Part of what a step taught that is believed: six cuts are no smooth thing. Source: our choice; a whole one is
Broyden's (1965) update."""

LEAST = 20.0
"""Range of a dial, in thousandths, below which it is taken for that wide. Source: our choice, a fiftieth of an axis."""


def steadied(measure: Measure, settings: Mapping[str, int], keep: Sequence[str], stood: Mapping[str, int]
             ) -> dict[str, int]:
    """The settings, with those of the kept dials so that what they measure is as it was where the dials `stood`.

    What a kept dial turns is measured at both its ends; from there a few damped Newton steps look for the settings,
    learning from each (Broyden 1965), and the best that was seen is the answer. It may be that none does: two people
    share a scene, and more of one is less of the other.
    """
    level = _of(measure(stood), keep)
    ends = [[_of(measure({**stood, name: end}), keep) for end in (-FULL, FULL)] for name in keep]
    bend = np.stack([(high - low) / (2 * FULL) for low, high in ends], 1)
    wide = np.maximum(np.abs(np.diag(bend)) * 2 * FULL, LEAST)
    found, best, last = dict(settings), np.inf, None
    at = np.array([settings.get(name, 0) for name in keep], float)
    for _ in range(STEPS + 1):
        tried = {**settings, **{name: round(float(value)) for name, value in zip(keep, at, strict=True)}}
        off = _of(measure(tried), keep) - level
        far = float(((off / wide) ** 2).sum())
        if far < best:
            found, best = tried, far
        if not far:
            break
        bend = bend if last is None else _learned(bend, at - last[0], off - last[1])
        last = at, off
        at = np.clip(at + _step(bend / wide[:, None], off / wide), -FULL, FULL)
    return found


def _of(told: Mapping[str, int], keep: Sequence[str]) -> Array:
    return np.array([told[name] for name in keep], float)


def _learned(bend: Array, moved: Array, came: Array) -> Array:
    long = float(moved @ moved)
    return bend + TRUST * np.outer(came - bend @ moved, moved) / long if long else bend


def _step(bend: Array, off: Array) -> Array:
    by = bend * FULL
    step = np.linalg.solve(by.T @ by + DAMPED * np.eye(len(off)), -by.T @ off) * FULL
    return np.clip(step, -LEAP, LEAP)
