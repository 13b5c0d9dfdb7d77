"""Emphasis: the stars and underscores a writer puts round words, taken off without touching the words."""

from __future__ import annotations

import re

_ESCAPED = {r"\*": "\x01", r"\_": "\x02"}
"""Escaped marks wait as control characters, which no script contains, while the real marks come off."""

_MARKS = (
    re.compile(r"\*\*\*(?=\S)((?:(?!\*\*\*).)+)(?<=\S)\*\*\*(?!\*)"),
    re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*"),
    re.compile(r"\*(?=\S)([^*]+)(?<=\S)\*"),
    re.compile(r"(?<!\w)_(?=\S)([^_]+)(?<=\S)_(?!\w)"),
)
"""Bold italic, bold, italic, underline: a space inside a mark makes it a plain character.
Source: fountain.io/syntax, Emphasis. Each looks no further than the next mark, so that a long line stays quick."""


def unmarked(text: str) -> str:
    """`text` without emphasis; escaped marks become the characters themselves. Emphasis never crosses a line.

    >>> unmarked("_a *b* c_ and **\\\\*9765\\\\*** and *69 and then *23")
    'a b c and *9765* and *69 and then *23'
    """
    return "\n".join(_unmarked(line) for line in text.split("\n"))


def _unmarked(line: str) -> str:
    for escaped, wait in _ESCAPED.items():
        line = line.replace(wait, "").replace(escaped, wait)
    for mark in _MARKS:
        line = mark.sub(r"\1", line)
    for escaped, wait in _ESCAPED.items():
        line = line.replace(wait, escaped[1])
    return line
