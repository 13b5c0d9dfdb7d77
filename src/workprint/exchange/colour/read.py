"""What any file with a grade in it says: corrections by shot, a table of colours, or a whole grade of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workprint.exchange.colour.amf import read_amf
from workprint.exchange.colour.corrections import Correction, Style, read_corrections, steps_corrections
from workprint.exchange.colour.cubes import Table, read_table
from workprint.exchange.colour.lists import read_keys, read_list, read_log
from workprint.exchange.colour.outside import LARGEST, LARGEST_LIST, read_text
from workprint.exchange.colour.whole import whole_grade
from workprint.film import BadValue, CannotRead, Grade

TABLES = ("cube", "clf", "3dl", "csp", "spi1d", "spi3d")
"""Endings of tables of colours. Source: issue 5."""

LINED = ("cube", "3dl", "csp", "spi1d", "spi3d", "edl", "ale")
"""Endings of files that are made of lines; XML and JSON may be one."""

READS = ("cdl", "cc", "ccc", *TABLES, "edl", "ale", "otio", "amf")
"""Every ending that is read. Source: issue 5."""


@dataclass(frozen=True, eq=False)
class ReadGrade:
    """What a file says."""

    format: str
    """Its ending, one of `READS`."""
    corrections: tuple[Correction, ...] = ()
    """ASC colour decision lists, in the file's order; of a CLF those among its steps."""
    lut: Table | None = None
    """What it does to colours from 0 to 1: float32 (n, n, n, 3), by red, green and blue; None where it is no table."""
    style: Style = ""
    """The style of its lists, where the file tells one for all of them."""
    grade: Grade | None = None
    """The whole grade, where it is a timeline that Workprint wrote."""
    transforms: tuple[str, ...] = ()
    """Transforms that it names around its corrections (AMF): ``inputTransform: urn:…``."""
    notes: tuple[str, ...] = ()
    """What was left out, sampled or assumed."""


def read_grade_file(path: Path, *, clamp: bool = False) -> ReadGrade:
    """The grade in the file at `path`, told by its ending: a list of corrections, a table, a list of events, a log.

    `clamp` is what a list is taken for that does not say its style: ASC v1.2 clamps; OpenColorIO, and grading in
    ACEScct, does not. Raises `CannotRead` for what is broken, too large, or made to hurt.
    """
    kind = path.suffix[1:].lower()
    if kind not in READS:
        raise CannotRead(f"the grade came as {path.name!r}", f"one of {', '.join(READS)} would do",
                         "export it as one of those")
    text = read_text(path, LARGEST if kind in TABLES else LARGEST_LIST, lines=kind in LINED)
    if kind in TABLES:
        lut, steps, notes = read_table(text, kind, path.name)
        found = steps_corrections(steps)
        return ReadGrade(kind, found, lut, _style(found), notes=notes)
    return _lists(path, kind, text, int(clamp))


def _lists(path: Path, kind: str, text: str, clamp: int) -> ReadGrade:
    ours: dict[str, Any] = {}
    transforms: tuple[str, ...] = ()
    if kind == "amf":
        found, transforms, notes = read_amf(text, path.name, clamp=clamp)
    elif kind == "otio":
        found, ours, notes = read_keys(path, text, clamp=clamp)
    elif kind in ("edl", "ale"):
        found, notes = (read_list if kind == "edl" else read_log)(text, path.name, clamp=clamp)
    else:
        found, notes = read_corrections(text, kind, path.name, clamp=clamp)
    if any(not one.style for one in found):
        notes += (_unsaid(clamp),)
    grade, why = _grade(ours)
    return ReadGrade(kind, found, None, _style(found), grade, transforms, notes + why)


def _style(found: Sequence[Correction]) -> Style:
    """The one style that all lists tell, or none."""
    styles = {one.style for one in found}
    return styles.pop() if len(styles) == 1 else ""


def _unsaid(clamp: int) -> str:
    return ("the file does not say whether its lists clamp; they were taken as "
            + ("clamped, as ASC v1.2 has it" if clamp else "not clamped, as OpenColorIO and ACES have it"))


def _grade(ours: dict[str, Any]) -> tuple[Grade | None, tuple[str, ...]]:
    if "grade" not in ours:
        return None, ()
    try:
        return whole_grade(ours["grade"]), ()
    except BadValue as error:
        return None, (f"the grade that Workprint wrote into it is damaged ({error.came}); its corrections were read",)
