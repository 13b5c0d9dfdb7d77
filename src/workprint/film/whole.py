"""A whole number as a person types it."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"-?[0-9]{1,15}")
"""Source: our choice of 15 digits; every such number is exact wherever it is read (RFC 8259 section 6)."""


def whole(text: str) -> int | None:
    """The whole number that `text` is, of up to 15 digits; None where it is none.

    `int` would take numbers without an end, and `str.isdigit` a superscript that `int` does not take.

    >>> whole(" 12 "), whole("-3"), whole("²"), whole("--3"), whole("9" * 5000)
    (12, -3, None, None, None)
    """
    found = _WHOLE.fullmatch(text.strip())
    return int(found.group()) if found else None
