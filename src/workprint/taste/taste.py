"""A taste as a value: what one person likes in one craft, how sure that is, and what it gives to an alternative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import pi

import numpy as np
from numpy.typing import NDArray

from workprint.film import Alt, Reason
from workprint.taste.beliefs import Belief, beliefs
from workprint.taste.drift import Change
from workprint.taste.fit import Fit
from workprint.taste.lessons import Told
from workprint.taste.sheet import ROOT2, Array, bent, wide
from workprint.taste.words import likes, way

POINT = 4_000
"""Points (thousandths) for one logit of worth. Source: our choice; cuts of one scene lie some 1,000 points apart
(measured on made scenes), so that a taste that is sure outweighs the tool's own order, and a faint one does not."""

EXACT = 1_000_000
"""Whole numbers for one logit. Source: our choice; finer than any answer, coarser than the last bits of a processor."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis as the answers showed it."""

    name: str
    """Its name."""
    middle: int
    """Mean over all that was shown, in thousandths."""
    spread: int
    """Standard deviation within what was shown together, in thousandths."""
    lessons: int
    """Answers that say something of it."""


@dataclass(frozen=True)
class Taste:
    """What a person's answers say: a worth for every alternative, as a sum over the axes, known up to a Gaussian.

    On each axis worth is ``slope * z + bend * (z * z - 1) / sqrt(2)``, where z is how many spreads an alt lies from the
    middle: a straight line says more is better, a bend downwards says about this much is right. Each tag may change
    the slopes. An axis that is told of some lines against the others has a slope alone. The chance that one of several
    is chosen is the softmax of their worth.
    """

    axes: tuple[Axis, ...] = ()
    """In the order of their names."""
    tags: tuple[str, ...] = ()
    """What it may depend on."""
    mean: tuple[int, ...] = ()
    """Slopes, bends of the axes that are of a whole alternative, slopes that each tag adds on these, first place; in
    millionths of a logit."""
    doubt: tuple[tuple[int, ...], ...] = ()
    """Covariance of `mean`, in millionths of a squared logit."""
    lessons: int = 0
    """Decisions behind it; one that could not be made is none."""
    changed: Change | None = None
    """A change that was noticed."""
    told: tuple[Told, ...] = ()
    """What the person told of it themselves and still stands: the last word on each axis that is set or frozen."""

    @cached_property
    def likeliest(self) -> Array:
        """`mean` in logits."""
        return np.array(self.mean, float) / EXACT

    @cached_property
    def covariance(self) -> Array:
        """`doubt` in squared logits."""
        return np.array(self.doubt, float).reshape(len(self.mean), -1) / EXACT

    @cached_property
    def scale(self) -> tuple[Array, Array]:
        """Middle and spread of every axis."""
        return (np.array([one.middle for one in self.axes], float), np.array([one.spread for one in self.axes], float))

    @property
    def first(self) -> int:
        """How much more worth the first place gives than the last, in thousandths of a logit; it ranks nothing."""
        return self.mean[-1] // 1000 if self.mean else 0

    @cached_property
    def wide(self) -> int:
        """How many of the axes are of a whole alternative; they come first."""
        return wide(axis.name for axis in self.axes)

    def both(self, at: int) -> list[int]:
        """Where slope and bend of the axis at this place stand in `mean`; the slope alone where it has no bend."""
        return [at, at + len(self.axes)] if at < self.wide else [at]

    def slope_and_bend(self, at: int) -> tuple[float, float]:
        """Of the axis at this place, in logits."""
        slope, *bend = (float(self.likeliest[place]) for place in self.both(at))
        return slope, sum(bend)

    def changed_by(self, tag: int, at: int) -> int | None:
        """Where the slope that a tag adds on an axis stands in `mean`; None for an axis of some lines."""
        return len(self.axes) + (1 + tag) * self.wide + at if at < self.wide else None

    def features(self, axes: Sequence[Mapping[str, int]], tags: Sequence[str] = ()) -> Array:
        """What the taste sees of alternatives: alts by parameters; an axis that one lacks is at its middle for it."""
        values = np.array([[one.get(axis.name, np.nan) for axis in self.axes] for one in axes], float)
        values = values.reshape(len(axes), len(self.axes))
        seen = np.nan_to_num(bent(values, *self.scale, self.wide))
        slopes = seen[:, :self.wide]
        return np.concatenate([seen, *(slopes * (tag in tags) for tag in self.tags), np.zeros((len(axes), 1))], axis=1)

    def worth(self, axes: Sequence[Mapping[str, int]], tags: Sequence[str] = ()) -> Array:
        """The likeliest worth of every alternative, in logits."""
        return self.features(axes, tags) @ self.likeliest if self.mean else np.zeros(len(axes))

    def chance(self, one: Mapping[str, int], other: Mapping[str, int], tags: Sequence[str] = ()) -> int:
        """How probable it is that the person takes `one` of the two, in thousandths; 500 is no idea."""
        if not self.mean:
            return 500
        seen = self.features([one, other], tags)
        return round(1000 * float(probable(seen[0] - seen[1], self.likeliest, self.covariance)))

    def points(self, alts: Sequence[Alt], tags: Sequence[str] = ()) -> NDArray[np.int64]:
        """What each axis adds to each alt above the mean of them all: alts by axes, in points.

        An axis that some alt lacks adds nothing to any.
        """
        if not alts or not self.mean:
            return np.zeros((len(alts), len(self.axes)), np.int64)
        each = self.features([alt.variables for alt in alts], tags) * (self.likeliest * POINT)
        by_axis = each[:, :len(self.axes)].copy()
        by_axis[:, :self.wide] += each[:, len(self.axes):-1].reshape(len(alts), -1, self.wide).sum(axis=1)
        names = set.intersection(*({*alt.variables} for alt in alts))
        common = [axis.name in names for axis in self.axes]
        return np.asarray(np.rint(by_axis - by_axis.mean(axis=0)).astype(np.int64) * common)

    def reasons(self, alts: Sequence[Alt], points: NDArray[np.int64], tags: Sequence[str] = ()
                ) -> list[tuple[Reason, ...]]:
        """What `points` gave to each alt, each with its sentence; what adds nothing is no reason."""
        says = [_Says.of(self, at, tags) for at in range(len(self.axes))]
        return [tuple(one.reason(told, axes[one.axis.name]) for one, told in zip(says, row, strict=True) if told)
                for axes, row in ((alt.variables, row) for alt, row in zip(alts, points.tolist(), strict=True))]

    def slope(self, at: int, tags: Sequence[str] = ()) -> float:
        """Slope on an axis at its middle, with what these tags add."""
        adds = [self.changed_by(n, at) for n, tag in enumerate(self.tags) if tag in tags]
        return float(self.likeliest[at]) + sum(float(self.likeliest[one]) for one in adds if one is not None)

    @property
    def beliefs(self) -> tuple[Belief, ...]:
        """What is believed of the person, in sentences, the surest first."""
        return beliefs(self)

    def best(self, at: int, tags: Sequence[str] = ()) -> int | None:
        """The right amount on an axis where there is one within reach of what was shown, in thousandths."""
        slope, bend = self.slope(at, tags), self.slope_and_bend(at)[1]
        place = -slope / (ROOT2 * bend) if bend < 0 else np.inf
        axis = self.axes[at]
        return round(axis.middle + place * axis.spread) if abs(place) <= REACH else None

REACH = 1.5
"""Spreads from the middle within which a right amount is one: further off, more is simply better. Source: our choice;
seven of eight alternatives lie within."""


@dataclass(frozen=True, slots=True)
class _Says:
    """Why an alt has its points on one axis, in a sentence for each case."""

    axis: Axis
    best: int | None
    likes: str

    @classmethod
    def of(cls, taste: Taste, at: int, tags: Sequence[str]) -> _Says:
        axis, best = taste.axes[at], taste.best(at, tags)
        leaned = f"you have leaned to {way(axis.name, taste.slope(at, tags) > 0)}"
        return cls(axis, best, leaned if best is None else f"you like {likes(axis.name, 'about', best)}")

    def reason(self, points: int, value: int) -> Reason:
        if self.best is None:
            fits = "and this one has it" if points > 0 else "and this one goes the other way"
        else:
            fits = "and this one is near it" if points > 0 else f"and this one has {self._way(value)}"
        return Reason(f"taste:{self.axis.name}", points, f"{self.likes}, {fits}")

    def _way(self, value: int) -> str:
        return "less" if value < (self.best or 0) else "more"


def probable(apart: Array, mean: Array, covariance: Array) -> Array:
    """The chance that the first of two is taken, their features being `apart`; (..., p) becomes (...).

    The logistic of a Gaussian, by MacKay's approximation (1992): the less is known, the nearer to a half.
    """
    doubt = np.einsum("...p,pq,...q->...", apart, covariance, apart)
    return np.asarray(1 / (1 + np.exp(-(apart @ mean) / np.sqrt(1 + pi * doubt / 8))))


def kept(axes: tuple[Axis, ...], tags: tuple[str, ...], found: Fit, lessons: int = 0, changed: Change | None = None,
         told: tuple[Told, ...] = ()) -> Taste:
    """A fit as a value in whole numbers."""
    mean = np.rint(found.mean * EXACT).astype(int).tolist()
    doubt = np.rint(found.covariance * EXACT).astype(int).tolist()
    return Taste(axes, tags, tuple(mean), tuple(map(tuple, doubt)), lessons, changed, told)
