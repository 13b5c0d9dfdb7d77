"""A shot's whole chain as a Common LUT Format file: readable steps where they can be said, else a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import PyOpenColorIO as ocio  # noqa: N813

from workprint.exchange.colour.corrections import transform, written
from workprint.exchange.colour.cubes import Table, applied, corners, lattice
from workprint.exchange.colour.sheet import WORKING, said
from workprint.film import BadValue, Grade, Op

READABLE = (ocio.LogCameraTransform, ocio.LogAffineTransform, ocio.LogTransform, ocio.MatrixTransform,
            ocio.RangeTransform, ocio.ExponentTransform, ocio.ExponentWithLinearTransform, ocio.Lut1DTransform,
            ocio.CDLTransform)
"""Steps that a CLF can say. Source: CLF v3.0, and what OpenColorIO 2.6 writes."""


@cache
def configured(name: str) -> Any:
    """OpenColorIO's built-in configuration of that name. Raises `BadValue` where there is none."""
    try:
        return ocio.Config.CreateFromBuiltinConfig(name)
    except ocio.Exception as error:
        raise BadValue(f"the grade was made under the configuration {name!r}",
                       "one that is built into OpenColorIO would do", "install the version it came with") from error


def lists_only(ops: Sequence[Op]) -> bool:
    """Whether operations are colour decision lists and nothing else, so that a CLF can say each."""
    return all(op.kind == "cdl" for op in ops if not op.at_rest)


def shot_clf(grade: Grade, shot: int, name: str, ops: Sequence[Op], size: int) -> str:
    """From a shot's code values to the display: its space and its lists as steps, then the view as a table of `size`.

    `ops` are colour decision lists. Raises `BadValue` where the way into ACEScct cannot be said in steps.
    """
    space = grade.shots[shot].space
    way = configured(grade.config).getProcessor(space, WORKING).createGroupTransform()
    if not all(isinstance(step, READABLE) for step in way):
        raise BadValue(f"{space} is taken to {WORKING} by steps that no CLF can say", "a .cube would do", "use that")
    lists = [transform(op, name, (said(op),)) for op in ops if not op.at_rest]
    about = (f"{name}: {space} to {grade.view}", f"{grade.config}; lists in {WORKING}; the view is a table of {size}")
    return written([*way, *lists, lattice(view(grade.config, grade.view, size))], "clf", about)


def look_clf(grade: Grade, name: str) -> str:
    """The look of the whole scene, from ACEScct to ACEScct."""
    lists = [transform(op, name, (said(op),)) for op in grade.look if not op.at_rest]
    return written(lists or [ocio.MatrixTransform()], "clf", (f"{name}: the look, in {WORKING}", grade.config))


def table_clf(table: Table, about: Sequence[str]) -> str:
    """A table alone, where the steps cannot be said."""
    return written([lattice(table)], "clf", about)


@lru_cache(maxsize=4)
def view(config: str, name: str, size: int) -> Table:
    """A view as a table, from ACEScct code values 0 to 1 to the display's."""
    display, _, shown = name.partition("/")
    out = ocio.DisplayViewTransform(src=WORKING, display=display, view=shown)
    table = applied(configured(config).getProcessor(out).getDefaultCPUProcessor(), corners(size))
    table.flags.writeable = False  # every shot of the scene is written with it
    return table
