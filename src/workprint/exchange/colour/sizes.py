"""What a table of colours says of its own size, before anybody makes room for it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from workprint.exchange.colour.outside import Outline, outline
from workprint.film import CannotRead

CORNERS = 129
"""Most corners along a side of a cube. Source: our choice; programs write 17, 33 and 65, and OpenColorIO's CLF
reader takes 129."""

POINTS = 65_536
"""Most points of a curve. Source: CLF v3.0 (one for each half float)."""

MESH = 7
"""Most bits of a Lustre mesh: 129 corners. Source: our choice, as above."""

HEADS = {"cube": r"^[ \t]*LUT_[13]D_SIZE\b", "csp": r"\ACSPLUT", "spi1d": r"^[ \t]*(?:Version|Length)\b",
         "spi3d": r"\ASPILUT", "3dl": r"^[ \t]*(?:[\d.]+[ \t]+[\d.]+|3DMESH|Mesh)", "clf": r"<"}
"""What a file of each kind begins with or has to hold. Source: the readers of OpenColorIO 2.6, and the files in its
own tests."""

_KEYWORD = re.compile(r"^[ \t]*(LUT_3D_SIZE|LUT_1D_SIZE|Length|Components|Mesh|grid_size|lut_size)[ \t](.*)$",
                      re.M | re.I)
_MOST = {"LUT_3D_SIZE": CORNERS, "LUT_1D_SIZE": POINTS, "LENGTH": POINTS, "COMPONENTS": 3, "MESH": 16,
         "GRID_SIZE": CORNERS, "LUT_SIZE": CORNERS}
"""Largest number behind each keyword. Source: as above; Mesh has a second number, the bits of a value (ours: 16)."""


def sized(text: str, kind: str, name: str) -> None:
    """Nothing, if the table in `text` may be given to a library; else raises `CannotRead`."""
    if not re.search(HEADS[kind], text, re.M | re.I):
        raise CannotRead(f"{name!r} does not begin as a .{kind} file does", f"a whole .{kind} file would do",
                         "look whether it is what its name says, or export it again")
    # Whatever the name says: OpenColorIO tries its other readers where the one for the name fails.
    for most, numbers in _declared(text, name):
        _held(most, numbers, name)


def _declared(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    for found in _KEYWORD.finditer(text):
        keyword = found[1].upper()
        yield _MOST[keyword], found[2].split()
        if keyword == "MESH":
            yield MESH, found[2].split()[:1]
    if re.match(r"\s*SPILUT", text, re.I):
        yield CORNERS, _line(text, 2)
    if re.match(r"\s*CSPLUT", text, re.I):
        yield from _csp(text, name)
    if text.lstrip().startswith("<"):
        yield from _arrays(outline(text.encode(), name))


def _line(text: str, number: int) -> list[str]:
    lines = text.split("\n", number + 1)
    return lines[number].split() if len(lines) > number else []


def _csp(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Points of the three curves, then the size of the cube or the curve."""
    lines = [line.strip() for line in text.splitlines()]
    begins = next((at for at, line in enumerate(lines) if line.upper().startswith("BEGIN METADATA")), None)
    if begins is not None:
        ends = next((at for at in range(begins, len(lines)) if lines[at].startswith("END METADATA")), None)
        if ends is None:  # OpenColorIO 2.6 looks for that line for ever
            raise CannotRead(f"{name!r} has metadata without an end", "a whole .csp file would do", "export it again")
        lines = lines[:begins] + lines[ends + 1:]
    rows = [line for line in lines if line][1:]
    for at in (1, 4, 7):
        yield POINTS, rows[at].split() if len(rows) > at else []
    cube = bool(rows) and rows[0].upper().startswith("3D")
    yield CORNERS if cube else POINTS, rows[10].split() if len(rows) > 10 else []


def _arrays(found: Outline) -> Iterator[tuple[int, list[str]]]:
    for dim in found.arrays:
        numbers = dim.split()
        yield CORNERS if len(numbers) > 3 else POINTS, numbers


def _held(most: int, numbers: list[str], name: str) -> None:
    if not numbers or not all(map(_whole, numbers)):
        raise CannotRead(f"{name!r} does not say how large its table is ({' '.join(numbers)[:40] or 'nothing'})",
                         "whole numbers would do", "export it again")
    if max(map(int, numbers)) > most or math.prod(map(int, numbers)) > 3 * CORNERS ** 3:
        raise CannotRead(f"{name!r} says that its table has a side of {max(map(int, numbers))}",
                         f"at most {most} would do", "export it smaller: 33 and 65 are usual")


def _whole(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 10
