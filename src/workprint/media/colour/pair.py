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


def pair(before: Floats, after: Floats) -> Pair:
    """The two pictures side by side. Raises `BadValue` where they are not two pictures of one frame."""
    one, two = (np.ascontiguousarray(picture, np.float32) for picture in (before, after))
    if one.shape != two.shape or one.ndim != 3 or one.shape[2] != 3 or min(one.shape) < 2:
        raise BadValue(f"pictures of {one.shape} and {two.shape} came",
                       "two of one frame, height × width × 3, would do", "give the frame ungraded and graded")
    for picture, what in ((one, "ungraded"), (two, "graded")):
        if not np.isfinite(picture).all():
            raise BadValue(f"the {what} picture has values that are no numbers", "finite display codes would do",
                           "look at what made it")
    return Pair(one, two, lab(one).astype(np.float32), lab(two).astype(np.float32))
