"""A table of colours: what a grade does, at the corners of a lattice; tetrahedra in between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Lut:
    """A cube of display codes by camera codes."""

    size: int
    """Corners along each side."""
    table: Floats
    """Display codes (size, size, size, 3), by red, green and blue; camera codes from 0 to 1 along each side."""

    def transform(self) -> ocio.Lut3DTransform:
        """The same for OpenColorIO, read by tetrahedra."""
        cube = ocio.Lut3DTransform(self.size)
        cube.setInterpolation(ocio.INTERP_TETRAHEDRAL)
        cube.setData(np.ascontiguousarray(self.table, np.float32).ravel())
        return cube
