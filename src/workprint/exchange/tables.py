"""Tables from other software: Avid Log Exchange, comma, semicolon or tab separated, with or without a preamble.

ALE is read here and not through OpenTimelineIO's adapter, which refuses a whole file for one bad timecode and a
file without a frame rate; a camera report must be readable row by row.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from workprint.film import CannotRead

_SEPARATORS = ("\t", ",", ";", "|")

_PREAMBLE = 60
"""Rows in which a header is looked for; a recorder's sound report has a dozen before it. Our own choice."""


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and rows of text."""

    columns: tuple[str, ...]
    """As written."""
    rows: tuple[tuple[str, ...], ...]
    """As many cells as there are columns; a short row is filled with empty text."""


def plain_name(column: str) -> str:
    """A column's name for comparing: lower case letters and digits only.

    >>> plain_name("Start TC ")
    'starttc'
    """
    return re.sub(r"[^a-z0-9]", "", column.lower())


def read_table(text: str, known: frozenset[str]) -> Table | None:
    """The table in `text`, or None where no row looks like a header: two columns at least that are in `known`
    (by `plain_name`). Raises `CannotRead` for text that no table reader takes.
    """
    if re.match(r"\s*Heading\b", text):
        return _ale(text)
    rated = [_headed(_rows(text, separator), known) for separator in _SEPARATORS]
    best = max(rated, key=lambda found: found[0])
    if best[0] < 2:
        return None
    _, place, rows = best
    return _table(rows[place], rows[place + 1:])


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
                if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CannotRead(f"the table came broken ({error})", "a CSV, TSV or ALE file would do",
                         "export it again") from error


def _headed(rows: list[list[str]], known: frozenset[str]) -> tuple[int, int, list[list[str]]]:
    """How many known columns the best header row has, where it is, and all rows."""
    scores = [len({plain_name(cell) for cell in row} & known) for row in rows[:_PREAMBLE]]
    best = max(scores, default=0)
    return best, scores.index(best) if scores else 0, rows


def _ale(text: str) -> Table | None:
    """The columns and the data of an Avid Log Exchange file, blank lines between or not."""
    lines = [line for line in text.splitlines() if line.strip()]
    bare = [line.strip() for line in lines]
    if "Column" not in bare or "Data" not in bare:
        return None
    column, data = bare.index("Column"), bare.index("Data")
    if not column < data - 1:
        return None
    return _table(lines[column + 1].split("\t"), [line.split("\t") for line in lines[data + 1:]])


def _table(header: list[str], rows: list[list[str]]) -> Table:
    columns = tuple(cell.strip().lstrip("\ufeff") for cell in header)
    width = len(columns)
    return Table(columns, tuple((*(cell.strip() for cell in row), *[""] * width)[:width] for row in rows))
