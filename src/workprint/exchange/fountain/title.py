"""The title page: keys and values before anything else."""

from __future__ import annotations

import re

from workprint.exchange.fountain import marks
from workprint.exchange.fountain.source import SourceLine

Entry = tuple[str, str, int, int]
"""Key, value, first and last source line."""

_KEY = re.compile(r"^(?P<key>[^\s:][^:]{0,39}):(?P<value>.*)$")
"""A key stands at the margin and ends with a colon; forty characters are more than any key in use needs."""

_INDENTED = re.compile(r"^ {3,}\S")
"""Three spaces or more, or a tab (which counts four). Source: fountain.io/syntax, Title Page."""

_KNOWN = frozenset({"title", "credit", "author", "authors", "source", "draft date", "date", "contact", "copyright",
                    "notes", "note", "revision", "draft", "episode", "format", "font", "contact info"})
"""Keys that leave no doubt. Source: fountain.io/syntax, Title Page, and the fixtures of nyousefi/Fountain."""

_WORDS = 4
"""A key of more words is taken for a sentence of action that has a colon in it. Our own choice."""


def read_title(lines: tuple[SourceLine, ...]) -> tuple[list[Entry], int]:
    """The entries of the title page, and the index of the first line after it (0 where there is no title page).

    With a key that everybody uses, the page ends at the first line that is neither key nor indented; with any
    other key the whole block must be keys and indented values, or it is not a title page.
    """
    start = next((place for place, line in enumerate(lines) if not line.blank), len(lines))
    end = start
    while end < len(lines) and (_key(lines[end].text) or (end > start and _INDENTED.match(lines[end].text))):
        end += 1
    whole = end == len(lines) or lines[end].blank
    if end == start or not _plausible(lines[start:end], whole):
        return [], 0
    return _entries(lines[start:end]), end


def _key(text: str) -> re.Match[str] | None:
    match = _KEY.match(text)
    return match if match and len(match["key"].split()) <= _WORDS and not marks.heading(text) else None


def _plausible(block: tuple[SourceLine, ...], whole: bool) -> bool:
    match = _key(block[0].text)
    if not match:
        return False
    if match["key"].strip().lower() in _KNOWN:
        return True
    has_value = bool(match["value"].strip()) or len(block) > 1
    return whole and has_value and not marks.opening_words(block[0].text)


def _entries(block: tuple[SourceLine, ...]) -> list[Entry]:
    entries: list[Entry] = []
    for line in block:
        match = None if _INDENTED.match(line.text) else _key(line.text)
        if match:
            entries.append((match["key"].strip(), match["value"].strip(), line.line, line.last))
        else:
            key, value, first, _ = entries.pop()
            entries.append((key, f"{value}\n{line.text.strip()}".lstrip("\n"), first, line.last))
    return entries
