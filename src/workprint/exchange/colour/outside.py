"""The bytes of somebody's file, once it is sure that another library may see them: small, text, no entities.

OpenColorIO and OpenTimelineIO parse in C++ and believe what a file says of itself, so what a file may ask for is
looked at here, before it is theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from workprint.film import CannotRead

LARGEST = 64 << 20
"""Bytes. Source: our choice; a table of 129 corners written out in full has fewer."""

LARGEST_LIST = 16 << 20
"""Bytes of a file that holds corrections alone. Source: our choice: thirty thousand corrections with their notes."""

DEEPEST = 64
"""Elements inside elements. Source: our choice; a CLF has five."""

ELEMENTS = 200_000
"""Elements of one file. Source: our choice: ten for each of twenty thousand corrections."""

UNBROKEN = 1 << 20
"""Bytes without the end of a line. Source: our choice; a shaper of 65536 points on one line has fewer."""

LINES = 3_000_000
"""Lines of one file. Source: our choice; a table of 129 corners has 2.2 million."""


_END = re.compile(rb"[\r\n]")


@dataclass
class Outline:
    """What an XML file is made of, without its text."""

    root: str = ""
    """Name of the outermost element, without its namespace."""
    arrays: list[str] = field(default_factory=list)
    """What each ``dim`` says: ``33 33 33 3``."""
    media: list[str] = field(default_factory=list)
    """For each correction in order, the medium that stands beside it; empty text for none."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The whole file. Raises `CannotRead` for what is no file, is empty, or has more than `largest` bytes."""
    try:
        if not path.is_file():
            raise CannotRead(f"{path.name!r} is no file", "a file with a grade would do", "look at its name")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise CannotRead(f"{path.name!r} could not be read ({error})", "a file that can be opened would do",
                         "look at its name and at who may read it") from error
    if len(data) > largest:
        raise CannotRead(f"{path.name!r} has more than {largest >> 20} MiB", "a smaller one would do",
                         "export what belongs to this scene alone, or a table of 33 or 65")
    if not data.strip():
        raise CannotRead(f"{path.name!r} is empty", "a whole file would do", "export it again")
    return data


def read_text(path: Path, largest: int = LARGEST, *, lines: bool = True) -> str:
    """As `read_bytes`, as text. Raises `CannotRead` also for what is not plain text, or not made of `lines`."""
    data = read_bytes(path, largest)
    if b"\0" in data:
        raise CannotRead(f"{path.name!r} is not plain text (it has bytes of zero in it)",
                         "a file saved as UTF-8 would do", "save it as UTF-8, or look whether it is what its name says")
    if lines and (data.count(b"\n") > LINES or _unbroken(data)):
        raise CannotRead(f"{path.name!r} has more than {LINES} lines, or one of more than {UNBROKEN >> 20} MiB",
                         "a file with as many lines as it has numbers to tell would do", "export it again")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Titles were written in code pages for decades; the numbers are the same in all of them.
        return data.decode("cp1252", "replace")


def _unbroken(data: bytes) -> bool:
    """Whether any block has no end of a line; the lines are not taken apart, as there may be millions."""
    return any(not _END.search(data, at, at + UNBROKEN) for at in range(0, len(data) - UNBROKEN + 1, UNBROKEN))


class _Refused(Exception):
    """Why an XML file is not for anybody's parser."""


def outline(data: bytes, name: str) -> Outline:
    """What the XML in `data` is made of. Raises `CannotRead` for what is none, or is made to hurt."""
    found, seen = Outline(), _Seen()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, told: seen.begin(found, tag.rpartition(":")[2], told)
    parser.EndElementHandler = seen.end
    parser.StartDoctypeDeclHandler = seen.doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _Refused, ValueError, LookupError) as error:
        raise CannotRead(f"{name!r} is no XML that can be read ({error})", "a whole file without entities would do",
                         "export it again") from error
    return found


class _Seen:
    """Where in the file the parser is."""

    def __init__(self) -> None:
        self.depth, self.count, self.medium = 0, 0, ""

    def begin(self, found: Outline, tag: str, told: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST or self.count > ELEMENTS:
            raise _Refused("it has too many elements" if self.depth <= DEEPEST else "its elements lie too deep")
        found.root = found.root or tag
        if tag == "Reference":
            raise _Refused("it points to other files")
        if tag == "ColorDecision":
            self.medium = ""
        elif tag == "MediaRef":
            self.medium = told.get("ref", "")
        elif tag == "ColorCorrection":
            found.media.append(self.medium)
        if "dim" in told:
            found.arrays.append(told["dim"])

    def end(self, tag: str) -> None:
        self.depth -= 1

    def doctype(self, *told: Any) -> None:
        raise _Refused("it defines its own document type, as no grading program does")
