"""How far two graded scenes are from each other, and how far six are to be that come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from skimage.color import deltaE_ciede2000

from workprint.tools.colour.variables import Values

SIX = 6
"""Grades that are seen at once. Source: docs/loop.md."""

APART = 3.0
"""Mean CIEDE2000 over the scene that two of the six differ by at least. Source: facts/colour 14.3."""


def far(one: Values, other: Values, weight: Values) -> float:
    """Mean CIEDE2000 of two graded scenes (pixels, 3) in CIELAB, to a hundredth."""
    return round(float(deltaE_ciede2000(one, other) @ weight), 2)  # type: ignore[no-untyped-call]


def six(found: Sequence[Values], weight: Values) -> list[int]:
    """Places of up to six that are all `APART`, in the order they came; the first is always the first.

    Where there are none such in that order, those that are farthest from each other, as far as swapping finds them.
    """
    distances = _Distances(found, weight)
    chosen: list[int] = []
    for at in range(len(found)):
        if len(chosen) < SIX and distances.nearest(at, chosen) >= APART:
            chosen.append(at)
    return chosen if len(chosen) == min(SIX, len(found)) else _farthest(distances, len(found))


class _Distances:
    """How far some scenes are from each other; each distance is found out once, when it is asked for."""

    def __init__(self, found: Sequence[Values], weight: Values) -> None:
        self._found, self._weight = found, weight
        self._known: dict[tuple[int, int], float] = {}

    def between(self, one: int, other: int) -> float:
        """Of two of them."""
        key = (min(one, other), max(one, other))
        if key not in self._known:
            self._known[key] = far(self._found[key[0]], self._found[key[1]], self._weight)
        return self._known[key]

    def nearest(self, one: int, others: Iterable[int]) -> float:
        """To the nearest of some others."""
        return min((self.between(one, other) for other in others if other != one), default=float("inf"))

    def least(self, some: Sequence[int]) -> float:
        """Between the two of them that are nearest."""
        return min((self.nearest(one, some) for one in some), default=float("inf"))


def _farthest(distances: _Distances, count: int) -> list[int]:
    """Each the farthest from those before it; then whichever stands nearest to another is swapped while that helps."""
    chosen = [0] if count else []
    while len(chosen) < min(SIX, count):
        chosen.append(max((at for at in range(count) if at not in chosen),
                          key=lambda at: (distances.nearest(at, chosen), -at)))
    for _ in range(SIX):
        better = max(_swapped(chosen, count), key=distances.least, default=chosen)
        if distances.least(chosen) >= APART or distances.least(better) <= distances.least(chosen):
            break
        chosen = better
    return chosen


def _swapped(chosen: Sequence[int], count: int) -> Iterable[list[int]]:
    """The same with one of them, never the first, in another's place."""
    others = [at for at in range(count) if at not in chosen]
    return ([*chosen[:place], other, *chosen[place + 1:]] for place in range(1, len(chosen)) for other in others)
