"""The writer's text made ready: bytes to text, boneyards and notes lifted out, every line knowing where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTE = re.compile(r"\[\[(?:(?!\n\n|\]\]|\[\[).)*\]\]", re.S)
"""A note may span lines but not a truly empty one. Source: fountain.io/syntax, Notes."""

_CUT = "\x00"
"""Stands for a lifted-out note or boneyard until the lines are counted; NUL never occurs in a script."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something lifted out of the running text: a note or a boneyard."""

    kind: str
    """``note`` or ``boneyard``."""
    text: str
    """What stands between the marks."""
    line: int
    """Source line it begins on, from 1."""
    last: int
    """Source line it ends on."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of running text."""

    text: str
    """The line without notes and boneyards, tabs as four spaces."""
    line: int
    """Source line it begins on, from 1."""
    last: int
    """Source line it ends on; later than `line` only where a boneyard or note spanned lines."""

    @property
    def blank(self) -> bool:
        """Whether nothing but space is on it."""
        return not self.text.strip()


def decode(data: bytes) -> str:
    """The text of a script file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows Latin, else Latin-1.

    >>> decode("É".encode("latin-1"))
    'É'
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def lift(text: str) -> tuple[tuple[SourceLine, ...], tuple[Aside, ...]]:
    """The running lines of `text`, and the notes and boneyards lifted out of it, both in order.

    A line that held nothing but a note, or a boneyard of one line, vanishes, so that neither breaks a speech.
    A boneyard over several lines leaves a blank line: what it hid stood between blocks.
    """
    text = text.removeprefix("\ufeff").replace(_CUT, "").replace("\r\n", "\n").replace("\r", "\n")
    parts = [*_notes(_boneyards(text))]
    asides = tuple(sorted((part for part in parts if isinstance(part, Aside)), key=lambda aside: aside.line))
    return tuple(_lines(parts)), asides


Part = tuple[str, int] | Aside


def _boneyards(text: str) -> list[Part]:
    """`text` cut at its boneyards; an unclosed ``/*`` is ordinary text, so that nothing is lost."""
    parts: list[Part] = []
    at, line = 0, 1
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        parts.append((text[at:start], line))
        line += text.count("\n", at, start)
        last = line + text.count("\n", start, end)
        parts.append(Aside("boneyard", text[start + 2:end], line, last))
        at, line = end + 2, last
    return [*parts, (text[at:], line)]


def _notes(parts: list[Part]) -> list[Part]:
    """The same with notes cut out of the text between."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Aside):
            found.append(part)
            continue
        text, line = part
        at = 0
        for match in _NOTE.finditer(text):
            found.append((text[at:match.start()], line))
            line += text.count("\n", at, match.start())
            last = line + match.group().count("\n")
            found.append(Aside("note", match.group()[2:-2], line, last))
            at, line = match.end(), last
        found.append((text[at:], line))
    return found


def _lines(parts: list[Part]) -> list[SourceLine]:
    """The text between, put together line by line."""
    done: list[SourceLine] = []
    text, first, line, lifted, spread = "", 1, 1, False, False
    for part in parts:
        if isinstance(part, Aside):
            lifted, line = True, part.last
            spread = spread or (part.kind == "boneyard" and part.last > part.line)
            continue
        for place, piece in enumerate(part[0].split("\n")):
            if place:
                done.extend(_line(text, first, line, lifted, spread))
                line += 1
                text, first, lifted, spread = "", line, False, False
            text += piece
    return [*done, *_line(text, first, line, lifted, spread)]


def _line(text: str, first: int, last: int, lifted: bool, spread: bool) -> list[SourceLine]:
    if lifted and not text.strip():
        return [SourceLine("", first, last)] if spread else []
    return [SourceLine(text.replace("\t", "    "), first, last)]
