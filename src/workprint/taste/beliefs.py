"""What a taste believes of a person, in sentences that they can read, change, freeze or have forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from workprint.taste.sheet import ROOT2, Array
from workprint.taste.words import likes, way

if TYPE_CHECKING:
    from workprint.taste.taste import Taste

ENDS = 1.5
"""Spreads from the middle at which a taste is asked whether more is better. Source: our choice; seven of eight
alternatives lie between."""

SAID = 600
"""Thousandths from which a belief is said at all. Source: our choice; below, a coin would do nearly as well."""

SLIGHT = 100
"""Thousandths of a logit for one spread below which an axis is said to matter to nobody. Source: our choice; such a
difference turns one choice of forty."""

SURELY = ((950, "surely"), (800, "probably"), (0, "perhaps"))
"""Words for how sure a belief is, from so many thousandths on. Source: our choice."""

DRAWS = 1024
"""Tastes that are drawn to see how probable a belief is. Source: our choice; good to a hundredth."""


@dataclass(frozen=True, slots=True)
class Belief:
    """One thing that is believed of a person."""

    axis: str
    """The axis it speaks of."""
    kind: Literal["more", "less", "about", "depends"]
    """More is better, less is better, about this much is right, or it depends on a tag."""
    value: int
    """For ``about``, the right amount in thousandths of the axis; else how strongly, in thousandths of a logit for one
    spread of the axis, below 0 for less."""
    sure: int
    """How probable it is, in thousandths; 1000 where the person said so themselves."""
    says: str
    """In craft words, one sentence."""
    lessons: int
    """Answers that say something of the axis; `behind` tells which say most."""
    tag: str = ""
    """What it depends on."""
    told: Literal["", "set", "freeze"] = ""
    """Whether the person set or froze it."""


def beliefs(taste: Taste) -> tuple[Belief, ...]:
    """Everything that is believed, the surest first; an axis of which nothing is known is left out."""
    if not taste.mean:
        return ()
    found = [one for at in range(len(taste.axes)) for one in (*_of_axis(taste, at), *_that_depend(taste, at))]
    return tuple(sorted(found, key=lambda one: (-one.sure, -abs(one.value), one.axis, one.tag)))


def _of_axis(taste: Taste, at: int) -> Iterator[Belief]:
    axis, told = taste.axes[at], {one.axis: one.does for one in taste.told}.get(taste.axes[at].name, "")
    kinds, best = _kinds(taste, at), taste.best(at)
    # A right amount says more than a way to go: it is said once it is probable, however sure the way is.
    kind = "about" if kinds["about"] >= SURELY[1][0] and best is not None else max(kinds, key=lambda one: kinds[one])
    sure = kinds[kind]
    value = best if kind == "about" and best is not None else round(1000 * taste.slope(at))
    slight = best is None if kind == "about" else abs(value) < SLIGHT
    if slight or sure < (SAID if at < taste.wide else SURELY[1][0]):
        return
    how = "you said that" if told == "set" else next(word for least, word in SURELY if sure >= least)
    says = f"{how} you like {likes(axis.name, kind, value)}" + ("; no answer changes that" if told == "freeze" else "")
    yield Belief(axis.name, kind, value, 1000 if told == "set" else sure, says, axis.lessons,  # type: ignore[arg-type]
                 told=told if told in ("set", "freeze") else "")  # type: ignore[arg-type]


def _kinds(taste: Taste, at: int) -> dict[str, int]:
    """How probable it is, in thousandths, that more is better on the whole, or less, and that a right amount lies
    between the ends of what was shown; the last may be true beside one of the others."""
    both = taste.both(at)
    off = (0, 2 - len(both))
    slope, bend = _drawn(np.pad(taste.likeliest[both], off), np.pad(taste.covariance[np.ix_(both, both)], (off, off)))
    low, high = slope - ROOT2 * ENDS * bend > 0, slope + ROOT2 * ENDS * bend > 0
    return {"more": round(1000 * float((slope > 0).mean())), "less": round(1000 * float((slope < 0).mean())),
            "about": round(1000 * float((low & ~high).mean()))}


def _drawn(mean: Array, covariance: Array) -> tuple[Array, Array]:
    """Pairs of a slope and a bend as the taste thinks them probable; the same each time, evenly spread.

    Roberts' R2 sequence (2018) turned into Gaussians by Box and Muller (1958).
    """
    steps = np.arange(1, DRAWS + 1)[:, None] * np.array([0.7548776662466927, 0.5698402909980532]) % 1
    long = np.sqrt(-2 * np.log(np.maximum(steps[:, 0], 1e-12)))
    even = np.stack([long * np.cos(2 * np.pi * steps[:, 1]), long * np.sin(2 * np.pi * steps[:, 1])])
    width, turn = np.linalg.eigh(covariance)
    slope, bend = mean[:, None] + turn @ (np.sqrt(np.maximum(0, width))[:, None] * even)
    return slope, bend


def _that_depend(taste: Taste, at: int) -> Iterator[Belief]:
    axis = taste.axes[at]
    for number, tag in enumerate(taste.tags):
        place = taste.changed_by(number, at)
        if place is None:
            continue
        slope, doubt = float(taste.likeliest[place]), float(taste.covariance[place, place])
        # The logistic stands in for the Gaussian: 1.7 times as steep (Camilli 1994).
        sure = round(1000 / (1 + np.exp(-1.7 * abs(slope) / max(1e-9, doubt) ** 0.5)))
        if sure >= SURELY[1][0] and abs(slope) >= SLIGHT / 500:
            says = f"in {tag} you like {way(axis.name, slope > 0)} than elsewhere"
            yield Belief(axis.name, "depends", round(1000 * slope), sure, says, axis.lessons, tag)
