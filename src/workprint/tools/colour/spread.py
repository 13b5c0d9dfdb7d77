"""Which grades come first: six that look plainly different, then the others by their score."""

from __future__ import annotations

from collections.abc import Sequence

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
    """Places of up to six that are all `APART`, in the order they came; then of those that are farthest from them."""
    chosen: list[int] = []
    nearest = [float("inf")] * len(found)

    def take(at: int) -> None:
        chosen.append(at)
        for other in range(len(found)):
            if other not in chosen:
                nearest[other] = min(nearest[other], far(found[at], found[other], weight))

    for at in range(len(found)):
        if len(chosen) < SIX and nearest[at] >= APART:
            take(at)
    while len(chosen) < min(SIX, len(found)):
        take(max((at for at in range(len(found)) if at not in chosen), key=lambda at: (nearest[at], -at)))
    return chosen
