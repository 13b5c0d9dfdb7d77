"""One frame before and after a grade, as the guards look at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.media.colour.difference import lab

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The same frame twice. Display codes (height, width, 3), and what they look like in CIELAB."""

    before: Floats
    """Display codes as it was shot or balanced; 0 black, 1 white."""
    after: Floats
    """Display codes as graded."""
    lab_before: Floats
    """L* 0 to 100, a*, b*."""
    lab_after: Floats
    """The same, graded."""


def pair(before: Floats, after: Floats, lab_before: Floats | None = None) -> Pair:
    """The two pictures side by side; `lab_before` where it is known already, for speed.

    Raises `BadValue` where they are not two pictures of one frame.
    """
    one, two = picture(before, "ungraded"), picture(after, "graded")
    if one.shape != two.shape:
        raise BadValue(f"pictures of {one.shape[1]} × {one.shape[0]} and {two.shape[1]} × {two.shape[0]} came",
                       "two of one frame would do", "give the same frame ungraded and graded")
    return Pair(one, two, in_lab(one) if lab_before is None else lab_before, in_lab(two))


def picture(codes: Floats, what: str) -> Floats:
    """`codes` as float32. Raises `BadValue` where they are no picture."""
    whole = np.ascontiguousarray(codes, np.float32)
    if whole.ndim != 3 or whole.shape[2] != 3 or min(whole.shape) < 2:
        raise BadValue(f"the {what} picture came in the shape {whole.shape}",
                       "height × width × 3, two pixels each way at least, would do", "give a whole picture")
    if not np.isfinite(whole).all():
        raise BadValue(f"the {what} picture has values that are no numbers", "finite display codes would do",
                       "look at what made it")
    return whole


def in_lab(codes: Floats) -> Floats:
    """CIELAB of display codes, as float32."""
    return lab(codes).astype(np.float32)
