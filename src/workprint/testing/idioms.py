"""The promise of an idiom, held by trying it: whole numbers, within range, the same for one place and for many."""

from __future__ import annotations

import importlib.metadata
from typing import Any

from workprint.film import BadTool, RuledTool


def check_idiom(idiom: Any, tool: str = "cutting") -> tuple[str, ...]:
    """Sentences about what was tried of an idiom and held; `tool` is the tool that would weigh it.

    Raises `BadTool` naming the first promise that does not hold.

    >>> check_idiom("close-ups")
    Traceback (most recent call last):
    workprint.film.errors.BadTool: the idiom 'str' of the package being tried came as an idiom; an Idiom, ...
    """
    points = {point.name: point for point in importlib.metadata.entry_points(group="workprint.tools")}
    if tool not in points:
        raise BadTool(f"there is no tool {tool!r}", f"{', '.join(sorted(points)) or 'none is installed'} would do",
                      "install the package that brings it")
    weigher = points[tool].load()()
    if not isinstance(weigher, RuledTool):
        raise BadTool(f"the tool {tool!r} weighs no idioms", "a tool with rules() and admits() would do",
                      "name another one")
    return weigher.admits(idiom)
