"""How far two graded scenes are from each other, and how far six are to be that come first."""

from __future__ import annotations

from skimage.color import deltaE_ciede2000

from workprint.tools.colour.variables import Values

SIX = 6
"""Grades that are seen at once. Source: docs/loop.md."""

APART = 3.0
"""Mean CIEDE2000 over the scene that two of the six differ by at least. Source: facts/colour 14.3."""


def far(one: Values, other: Values, weight: Values) -> float:
    """Mean CIEDE2000 of two graded scenes (pixels, 3) in CIELAB, to a hundredth."""
    return round(float(deltaE_ciede2000(one, other) @ weight), 2)  # type: ignore[no-untyped-call]
