"""Idioms that other packages bring, through the entry-point group ``workprint.idioms``."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from workprint.film import BadTool
from workprint.tools.cutting.admit import admitted
from workprint.tools.cutting.grammar import Idiom

GROUP = "workprint.idioms"
"""The entry-point group: each of its names leads to an `Idiom`, or to a function that returns several."""


@cache
def outside(taken: tuple[str, ...]) -> tuple[Idiom, ...]:
    """The idioms of all installed packages, in the order of the packages' names; none may have a name in `taken`.

    They are looked for once in a process. Raises `BadTool` that names the package of an idiom that cannot be used.
    """
    found: list[Idiom] = []
    points = sorted(importlib.metadata.entry_points(group=GROUP), key=lambda point: (package_of(point), point.name))
    for point in points:
        package = package_of(point)
        for idiom in brought(point):
            named = replace(admitted(idiom, package), package=package)
            _only_once(named, taken, found)
            found.append(named)
    return tuple(found)


def _only_once(idiom: Idiom, taken: Sequence[str], found: Sequence[Idiom]) -> None:
    other = next((each.package for each in found if each.name == idiom.name), "workprint")
    if idiom.name in taken or other != "workprint":
        raise BadTool(f"the package {idiom.package} brings an idiom {idiom.name!r}, which {other} has already",
                      "a name of its own would do", f"rename it, or uninstall {idiom.package}")


def package_of(point: importlib.metadata.EntryPoint) -> str:
    """Name of the package that an entry point came with."""
    return point.dist.name if point.dist else point.value


def brought(point: importlib.metadata.EntryPoint) -> Iterable[Any]:
    """What an entry point leads to. Raises `BadTool` where it leads nowhere."""
    try:
        led = point.load()
        answer = led() if callable(led) else led
        return (answer,) if isinstance(answer, Idiom) else tuple(answer)
    except Exception as error:  # whatever somebody else's code raises, a person gets one sentence
        raise BadTool(f"the package {package_of(point)} brings idioms as {point.value!r}, and loading them fails with "
                      f"{type(error).__name__}: {error}", "an Idiom, or a function that returns several, would do",
                      f"mend it (docs/write-a-tool.md) or uninstall {package_of(point)}") from error
