"""The whole chain of a picture's colour: camera codes into the working space, a grade's operations, out by a view."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.film.grade import Op
from workprint.media.colour.ops import apply_ops
from workprint.media.colour.spaces import VIEW, WORKING, config, displays

Floats = NDArray[np.float32]

THREADS = min(8, os.cpu_count() or 1)
"""Threads that share a large picture: OpenColorIO and NumPy let go of Python's lock. Source: our choice."""

PART = 1 << 14
"""Pixels done at a time, so that what an operation needs stays in the processor's cache. Measured: 1 << 13 to 1 << 16
do as well."""


def to_working(rgb: NDArray[Any], space: str) -> Floats:
    """Code values of `space` (..., 3), 0 to 1, as ACEScct. Displays are taken back through the inverse of the view."""
    return in_parts(rgb, lambda part: processed(inward(space), part))


def to_view(acescct: NDArray[Any], view: str = VIEW) -> Floats:
    """ACEScct (..., 3) as the codes of a display, 0 to 1. `view` is a display and its view, parted by a stroke."""
    return in_parts(acescct, lambda part: processed(outward(view), part))


def graded(rgb: NDArray[Any], space: str, ops: Sequence[Op], *, view: str = VIEW) -> Floats:
    """Code values of `space` (..., 3) as they look with `ops`: the exact path, display codes from 0 to 1."""
    return in_parts(rgb, lambda part: processed(
        outward(view), apply_ops(processed(inward(space), part), ops)))


def processed(processor: ocio.CPUProcessor, rgb: Floats) -> Floats:
    """`rgb` through a processor, as a new array."""
    done = np.array(rgb, np.float32, order="C")
    if done.size:
        processor.applyRGB(done)
    return done


@cache
def inward(space: str) -> ocio.CPUProcessor:
    """From a space's codes to the working space. Raises `BadValue` for a space that there is not."""
    if space in displays():
        return _made(ocio.DisplayViewTransform(src=WORKING, display=space, view=own_view(space),
                                               direction=ocio.TRANSFORM_DIR_INVERSE), space)
    return _made(ocio.ColorSpaceTransform(src=space, dst=WORKING), space)


def own_view(display: str) -> str:
    """The view that a display's pictures are made with, unless somebody says otherwise."""
    return str(config().getDefaultView(display))


@cache
def outward(view: str) -> ocio.CPUProcessor:
    """From the working space to a display by a view. Raises `BadValue` for a view that there is not."""
    display, _, name = view.partition("/")
    return _made(ocio.DisplayViewTransform(src=WORKING, display=display, view=name), view)


@cache
def between(source: str, target: str) -> ocio.CPUProcessor:
    """From one colour space to another one, without any view."""
    return _made(ocio.ColorSpaceTransform(src=source, dst=target), f"{source} to {target}")


def _made(transform: ocio.Transform, name: str) -> ocio.CPUProcessor:
    try:
        return config().getProcessor(transform).getDefaultCPUProcessor()
    except ocio.Exception:
        raise BadValue(f"{name[:120]!r} is not in the colour configuration",
                       "a space or view that it has would do", "choose one from the list of spaces") from None


def in_parts(rgb: NDArray[Any], turn: Callable[[Floats], Floats]) -> Floats:
    """`turn` over all pixels (..., 3), in parts that several threads share; the same as in one go."""
    flat = np.ascontiguousarray(rgb, np.float32).reshape(-1, 3)
    if len(flat) <= PART:
        return turn(flat).reshape(np.shape(rgb))
    done = np.empty_like(flat)

    def one(start: int) -> None:
        done[start:start + PART] = turn(flat[start:start + PART])

    with ThreadPoolExecutor(THREADS) as threads:
        for _ in threads.map(one, range(0, len(flat), PART)):
            pass
    return done.reshape(np.shape(rgb))
