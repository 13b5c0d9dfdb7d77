"""A newcomer's start from others' tastes, where those people allowed it: who passes none, starts from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

import numpy as np

from workprint.film import ON
from workprint.taste.fit import Fit
from workprint.taste.sheet import ROOT2, Array, wide
from workprint.taste.taste import Axis, Taste, kept


def moved(taste: Taste, names: Sequence[str], middle: Array, spread: Array) -> Array:
    """Slopes of `taste` on the axes of these names, and bends of the first `wide` of them, about the middle and the
    spread of other answers; 0 on an axis that it lacks."""
    found = np.zeros((2, len(names)))
    known = {axis.name: at for at, axis in enumerate(taste.axes)}
    for at, name in enumerate(names):
        if name in known:
            axis = taste.axes[known[name]]
            slope, bend = taste.slope_and_bend(known[name])
            off, by = (middle[at] - axis.middle) / axis.spread, spread[at] / axis.spread
            found[:, at] = slope * by + ROOT2 * bend * off * by, bend * by**2
    return found.reshape(-1)[:len(names) + wide(names)]


def pooled(tastes: Sequence[Taste]) -> Taste:
    """What several people's tastes say together, to be passed as a start.

    Only the mean of what they believe on each axis is in it: no answers, and nobody's name.
    """
    named: dict[str, list[Axis]] = {}
    for axis in (axis for taste in tastes for axis in taste.axes):
        named.setdefault(axis.name, []).append(axis)
    axes = tuple(Axis(name, round(mean(one.middle for one in named[name])),
                      round(mean(one.spread for one in named[name])), 0)
                 for name in sorted(named, key=lambda one: (ON in one, one)))
    names = [axis.name for axis in axes]
    middle, spread = (np.array([getattr(axis, what) for axis in axes], float) for what in ("middle", "spread"))
    about = [moved(one, names, middle, spread) for one in tastes]
    together = np.append(np.mean(about, axis=0) if about else np.zeros(0), 0.0)
    return kept(axes, (), Fit(together, np.eye(len(together)), 0.0))
