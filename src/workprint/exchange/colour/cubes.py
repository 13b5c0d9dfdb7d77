"""Tables of colours in and out: `.cube` by OpenColorIO's baker, and every kind of table that it reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from workprint.exchange.colour.opened import opened
from workprint.exchange.colour.sizes import CORNERS, sized
from workprint.film import BadValue, CannotRead

Table = NDArray[np.float32]

SAMPLED = 65
"""Corners at which a file is sampled that is no plain cube. Source: facts/colour, section 4: the default for
finishing."""

_TITLE = re.compile(r"^[ \t]*TITLE\b.*$", re.M | re.I)

_TRIED = 4096
"""Colours between the corners at which the sampled table is compared with the file. Source: our choice; enough for a
hundredth of a code."""


def cube(table: Table, title: str, about: Sequence[str]) -> str:
    """A Resolve `.cube` of `table` (n, n, n, 3; by red, green, blue), with a title and comments. Raises `BadValue`."""
    size = checked(table)
    config = ocio.Config.CreateRaw()
    config.addColorSpace(ocio.ColorSpace(name="in"))
    config.addColorSpace(ocio.ColorSpace(name="out", fromReference=lattice(table)))
    baker = ocio.Baker()
    baker.setConfig(config)
    baker.setFormat("resolve_cube")
    baker.setInputSpace("in")
    baker.setTargetSpace("out")
    baker.setCubeSize(size)
    for line in about:
        baker.getFormatMetadata().addChildElement("Description", " ".join(line.split()))
    return f'TITLE "{_quoted(title)}"\n{baker.bake()}'


def _quoted(title: str) -> str:
    return " ".join(title.replace('"', "'").split())


def checked(table: Table) -> int:
    """The corners along a side. Raises `BadValue` for what is no cube of colours."""
    size = table.shape[0] if table.ndim == 4 else 0
    if table.shape != (size, size, size, 3) or not 2 <= size <= CORNERS or not np.isfinite(table).all():
        raise BadValue(f"a table of the shape {table.shape} came for a LUT",
                       f"(n, n, n, 3) of finite numbers, n from 2 to {CORNERS}, would do", "bake it again")
    return size


def lattice(table: Table) -> Any:
    """The table as OpenColorIO has it, read by tetrahedra."""
    made = ocio.Lut3DTransform(table.shape[0])
    made.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    made.setData(np.ascontiguousarray(table, np.float32).ravel())
    return made


def read_table(text: str, kind: str, name: str) -> tuple[Table, tuple[Any, ...], tuple[str, ...]]:
    """What the file does to colours from 0 to 1, as a cube; its steps; and notes. Raises `CannotRead`.

    A file that is one cube over 0..1 is that cube. Any other (curves, shapers, wider domains, several steps) is
    sampled at 65 corners, and a note tells how far that is from the file.
    """
    sized(text, kind, name)
    if kind == "cube":  # OpenColorIO's reader of Resolve's tables with a shaper refuses every table with a title
        text = _TITLE.sub("", text)
    (steps, exact), notes = opened(text, kind, name, _steps)
    if len(steps) == 1 and isinstance(steps[0], ocio.Lut3DTransform) and _forward(steps[0]):
        side = steps[0].getGridSize()
        table = np.asarray(steps[0].getData(), np.float32).reshape(side, side, side, 3)
    else:
        table = applied(exact, corners(SAMPLED))
        notes = (*notes, _sampled(table, exact, [type(step).__name__ for step in steps]))
    if not np.isfinite(table).all():
        raise CannotRead(f"{name!r} holds numbers that are none", "finite numbers would do", "export it again")
    return table, tuple(steps), notes


def _steps(path: str) -> tuple[list[Any], Any]:
    # Raw, so that nothing but the file itself is in it.
    processor = ocio.Config.CreateRaw().getProcessor(ocio.FileTransform(path, interpolation=ocio.INTERP_BEST))
    return list(processor.createGroupTransform()), processor.getDefaultCPUProcessor()


def _forward(step: Any) -> bool:
    return bool(step.getDirection() == ocio.TRANSFORM_DIR_FORWARD)


def corners(size: int) -> Table:
    """The colours (size, size, size, 3) at the corners of a cube over 0..1."""
    along = np.linspace(0, 1, size, dtype=np.float32)
    return np.stack(np.meshgrid(along, along, along, indexing="ij"), -1)


def applied(processor: Any, rgb: Table) -> Table:
    """What OpenColorIO's CPU processor makes of colours; `rgb` stays as it is."""
    out = np.array(rgb, np.float32, order="C")
    processor.applyRGB(out)
    return out


def _sampled(table: Table, exact: Any, steps: list[str]) -> str:
    colours = np.random.default_rng(5).random((_TRIED, 3), dtype=np.float32)
    near = ocio.Config.CreateRaw().getProcessor(lattice(table)).getDefaultCPUProcessor()
    off = np.abs(applied(near, colours) - applied(exact, colours)) * 255
    words = ", ".join(step.removesuffix("Transform") for step in steps[:8]) or "nothing"
    return (f"the file is no plain cube over 0..1 (it does: {words}); it was sampled at {SAMPLED} corners, which is "
            f"off by {off.mean():.2f} 8-bit codes on average and {off.max():.1f} at worst")
