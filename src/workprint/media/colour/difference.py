"""How far apart two pictures look: CIEDE2000 on what a display shows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, xyz2lab

from workprint.media.colour.chain import between, in_parts, processed
from workprint.media.colour.spaces import VIEW

Doubles = NDArray[np.float64]

XYZ = "CIE XYZ-D65 - Display-referred"
"""Space in which a display's light is measured; its white has a luminance of 1. Source: the built-in configuration."""


def lab(display_rgb: NDArray[Any]) -> Doubles:
    """CIELAB (D65, 2 degrees) of Rec. 1886 display codes (..., 3), 0 to 1; what is outside is shown at the end."""
    shown = np.clip(np.asarray(display_rgb, np.float32), 0, 1)
    xyz = in_parts(shown, lambda part: processed(between(VIEW.partition("/")[0], XYZ), part))
    return np.asarray(xyz2lab(xyz.astype(np.float64), illuminant="D65", observer="2"))


def delta_e(one: NDArray[Any], other: NDArray[Any]) -> Doubles:
    """CIEDE2000 (...) between two pictures in Rec. 1886 display codes (..., 3), pixel by pixel."""
    return np.asarray(deltaE_ciede2000(lab(one), lab(other)))  # type: ignore[no-untyped-call]
