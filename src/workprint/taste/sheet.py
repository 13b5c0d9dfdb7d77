"""Lessons as arrays: one row for each choice, one column for each alt on show, the marked one first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.film import ON
from workprint.taste.lessons import Answer, Lesson, Told

Array = NDArray[np.float64]

ROOT2 = 2**0.5  # Source: makes the bend's feature as wide as the slope's, for values spread as a Gaussian

LEAST = 5.0
"""Smallest spread of an axis, in thousandths. Source: our choice; below that nobody sees a difference."""

FAR = 8.0
"""Spreads from the middle beyond which an alt counts as no further. Source: our choice; one wild value is no wish."""

MOST_TAGS = 8
"""Tags that a taste may depend on. Source: our choice; each adds a slope on every axis, and learning stays quick."""

UNTOLD = (500.0, 100.0)
"""Middle and spread of an axis that no choice has shown yet. Source: axes run from 0 to 1000; spreads of 30 to 110 were
measured in made scenes."""


@dataclass(frozen=True)
class Sheet:
    """All choices of a person in one craft."""

    names: tuple[str, ...]
    """Axes, K of them: those of a whole alternative, W of them, before those of some lines; both sorted."""
    tags: tuple[str, ...]
    """The commonest tags, T of them, sorted."""
    values: Array
    """Axes of what was shown, choices by alts by K; not a number where nothing stood."""
    here: NDArray[np.bool_]
    """Where an alt stood, choices by alts."""
    place: Array
    """From 0.5 (shown first) to -0.5 (shown last), 0 where the order is unknown; choices by alts."""
    sign: Array
    """1 where the marked one was chosen, -1 where it was refused; choices."""
    weight: Array
    """How strongly each speaks; choices."""
    speaks: NDArray[np.bool_]
    """Whether a choice says anything of an axis; choices by K."""
    tagged: Array
    """1 where a choice has a tag; choices by T."""
    middle: Array
    """Mean of every axis over what was shown; K."""
    spread: Array
    """Standard deviation of every axis within what was shown together; K."""
    when: NDArray[np.int64]
    """Which choice it was, counted from the first; the rows themselves stand in an order that no time decides."""

    @property
    def wide(self) -> int:
        """W: how many of the axes are of a whole alternative."""
        return wide(self.names)

    def features(self) -> Array:
        """What the model sees: choices by alts by (K slopes, W bends, W slopes for each tag, place)."""
        speaks = np.concatenate([self.speaks, self.speaks[:, :self.wide]], axis=1)
        at = np.nan_to_num(bent(self.values, self.middle, self.spread, self.wide) * speaks[:, None, :])
        slopes = at[:, :, :self.wide]
        within = [slopes * self.tagged[:, None, tag:tag + 1] for tag in range(len(self.tags))]
        return np.concatenate([at, *within, self.place[:, :, None]], axis=2) * self.sign[:, None, None]


def wide(names: Iterable[str]) -> int:
    """How many axes are of a whole alternative. Only those bend, and only on those does a tag change anything: what is
    told of some lines is already what it depends on.

    >>> wide(["closeness", "pace", "pace on late lines"])
    2
    """
    return sum(ON not in name for name in names)


def bent(values: Array, middle: Array, spread: Array, wide: int) -> Array:
    """Values as spreads from the middle, and the squares of the first `wide` of them: (..., K) to (..., K + W)."""
    away = np.clip((values - middle) / spread, -FAR, FAR)
    bends = away[..., :wide]
    return np.concatenate([away, (bends * bends - 1) / ROOT2], axis=-1)


def sheet(answers: Sequence[Answer]) -> Sheet:
    """The choices among `answers`, with what was told by `forget` and `set` left out of what they say."""
    placed = [(at, one) for at, one in enumerate(answers) if isinstance(one, Lesson) and one.weight]
    lessons = [one for _, one in placed]
    told = {one.axis for one in answers if isinstance(one, Told)}
    names = tuple(sorted({*told, *chain.from_iterable(one.axes for one in lessons)}, key=lambda one: (ON in one, one)))
    tags = _tags(lessons)
    values, here = _values(lessons, names)
    marks = np.array([(one.weight, -1.0 if one.mark == "ng" else 1.0) for one in lessons]).reshape(-1, 2)
    tagged = np.array([[tag in one.tags for tag in tags] for one in lessons], float).reshape(len(lessons), len(tags))
    heard, places = _heard(answers, placed, names), _places(lessons, here.shape[1])
    order = _order(values, marks, tagged, heard, places)
    values, here = values[order], here[order]
    speaks = ~np.isnan(np.where(here[:, :, None], values, 0)).any(axis=1) & heard[order]
    middle, spread = _scale(values)
    return Sheet(names, tags, values, here, places[order], marks[order, 1], marks[order, 0], speaks, tagged[order],
                 middle, spread, order)


def _tags(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """The commonest tags; one that stands at every choice tells nothing apart."""
    counts = Counter(tag for one in lessons for tag in {*one.tags})
    some = [tag for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)) if counts[tag] < len(lessons)]
    return tuple(sorted(some[:MOST_TAGS]))


def _order(*told: NDArray[Any]) -> NDArray[np.int64]:
    """The rows in an order of their content, so that sums come out the same in whatever order the lessons came."""
    rows = list(zip(*(map(bytes, np.ascontiguousarray(each)) for each in told), strict=True))
    return np.array(sorted(range(len(rows)), key=rows.__getitem__), np.int64)


def _values(lessons: Sequence[Lesson], names: tuple[str, ...]) -> tuple[Array, NDArray[np.bool_]]:
    shown = np.array([1 + len(one.beside) for one in lessons], int)
    here = np.arange(shown.max(initial=1)) < shown[:, None]
    values = np.full((*here.shape, len(names)), np.nan)
    read = itemgetter(*names) if len(names) > 1 else None
    values[here] = np.array([_of(axes, names, read) for one in lessons for axes in (one.axes, *one.beside)],
                            float).reshape(int(here.sum()), len(names))
    return values, here


def _of(axes: Mapping[str, int], names: tuple[str, ...], read: Callable[[Any], Any] | None) -> Sequence[float]:
    try:
        return read(axes) if read else [axes[names[0]]]  # four times as quick as asking for each
    except (KeyError, IndexError):
        return [axes.get(name, np.nan) for name in names]


def _places(lessons: Sequence[Lesson], most: int) -> Array:
    # A refusal has no first place to be tempted by: each of six may be refused.
    noted = [-1 if one.place is None or one.kind != "shown" or one.mark == "ng" else one.place for one in lessons]
    first, others = np.array(noted, int)[:, None], np.array([len(one.beside) for one in lessons], int)[:, None]
    column = np.arange(-1, most - 1)[None, :]
    stood = np.where(column < 0, first, column + (column >= first))
    return np.where((first >= 0) & (column < others), 0.5 - stood / np.maximum(1, others), 0.0)


def _scale(values: Array) -> tuple[Array, Array]:
    """Middle and spread of every axis. Spread is taken within each choice: scenes differ more than their cuts do."""
    count = (~np.isnan(values)).sum(axis=1)
    # A hand edit moves few axes; it says little of how far an axis reaches.
    wide = count >= min(3, count.max(initial=0))
    each = np.nansum(values, axis=1) / np.maximum(1, count)
    square = np.nansum((values - each[:, None, :]) ** 2, axis=1)
    rows, freedom = (wide & (count > 1)).sum(axis=0), ((count - 1) * (wide & (count > 1))).sum(axis=0)
    middle = (each * (wide & (count > 1))).sum(axis=0) / np.maximum(1, rows)
    spread = np.sqrt((square * (wide & (count > 1))).sum(axis=0) / np.maximum(1, freedom))
    return (np.where(rows > 0, middle, UNTOLD[0]), np.where(rows > 0, np.maximum(spread, LEAST), UNTOLD[1]))


def _heard(answers: Sequence[Answer], placed: Sequence[tuple[int, Lesson]], names: tuple[str, ...]
           ) -> NDArray[np.bool_]:
    """Which choices still speak of which axes: not those before the axis was forgotten or set."""
    last = {one.axis: at for at, one in enumerate(answers) if isinstance(one, Told) and one.does != "freeze"}
    after = np.array([last.get(name, -1) for name in names])
    return np.array([at for at, _ in placed], int)[:, None] > after[None, :]
