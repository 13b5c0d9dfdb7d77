"""Names of the parts of a line: ``9/3.2`` is the second part of line ``9/3``."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = re.compile(r"(.+/[^./]+)\.(\d+)")


def whole_line(line: str) -> str:
    """The line that a part is of; any other id as it is.

    >>> whole_line("9/3.2"), whole_line("9/3")
    ('9/3', '9/3')
    """
    match = _PART.fullmatch(line)
    return match[1] if match else line


def goes_on(line: str) -> bool:
    """Whether an id is of a part that goes on with its line.

    >>> goes_on("9/3.1"), goes_on("9/3.2")
    (False, True)
    """
    match = _PART.fullmatch(line)
    return bool(match) and int(match[2]) > 1 if match else False


def whole_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Ids with those of parts as the lines they are of, each once."""
    return tuple(dict.fromkeys(whole_line(line) for line in lines))
