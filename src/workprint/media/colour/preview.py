"""The quick picture: a baked table at the speed of playback. Approximate; the bake tells by how much."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from workprint.media.colour.chain import THREADS
from workprint.media.colour.lut import Lut

DEPTHS = {"uint8": ocio.BIT_DEPTH_UINT8, "uint16": ocio.BIT_DEPTH_UINT16, "float32": ocio.BIT_DEPTH_F32}
"""Kinds of picture that come in, and OpenColorIO's names for them."""


_PLAIN = ocio.Config.CreateRaw()
# Its cache knows a table by its size alone, and would give the first one for every other.
_PLAIN.setProcessorCacheFlags(ocio.PROCESSOR_CACHE_OFF)


class Preview:
    """A grade as a table, ready for pictures.

    >>> from workprint.media.colour import Preview, bake
    >>> import numpy as np
    >>> Preview(bake("ARRI LogC3 (EI800)", ())).picture(np.zeros((2, 2, 3), np.uint8)).shape
    (2, 2, 3)
    """

    def __init__(self, lut: Lut) -> None:
        self._transform = lut.transform()
        self._ready: dict[str, ocio.CPUProcessor] = {}

    def picture(self, rgb: NDArray[Any]) -> NDArray[Any]:
        """`rgb` (rows, columns, 3) as the display shows it: 8 bits for 8 or 16, float32 (0 to 1) for floats."""
        source = np.ascontiguousarray(rgb if rgb.dtype.name in DEPTHS else rgb.astype(np.float32))
        shown = np.empty(source.shape, np.float32 if source.dtype == np.float32 else np.uint8)
        processor = self._processor(source.dtype.name, shown.dtype.name)
        edges = np.linspace(0, len(source), THREADS + 1).astype(int)

        def part(at: int) -> None:
            rows = slice(edges[at], edges[at + 1])
            if edges[at] < edges[at + 1]:
                processor.apply(_packed(source[rows]), _packed(shown[rows]))

        with ThreadPoolExecutor(THREADS) as threads:
            for _ in threads.map(part, range(THREADS)):
                pass
        return shown

    def _processor(self, into: str, out: str) -> ocio.CPUProcessor:
        if into not in self._ready:
            made = _PLAIN.getProcessor(self._transform)
            self._ready[into] = made.getOptimizedCPUProcessor(DEPTHS[into], DEPTHS[out], ocio.OPTIMIZATION_DEFAULT)
        return self._ready[into]


def _packed(rows: NDArray[Any]) -> ocio.PackedImageDesc:
    height, width = rows.shape[:2]
    size = rows.itemsize
    return ocio.PackedImageDesc(rows, width, height, 3, DEPTHS[rows.dtype.name], size, 3 * size, 3 * size * width)
