"""The figures: each module here has `figures()`; `python -m bench` gathers them all."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from workprint.film import BadValue

Figure = dict[str, Any]

SHAPE: dict[str, type | tuple[type, ...]] = {
    "name": str, "value": (int, float), "unit": str, "aim": (int, float), "better": str, "met": bool, "peers": dict,
    "command": str}
"""What each figure tells, and of which type."""


def modules() -> tuple[str, ...]:
    """Names of all modules beside this one that measure something."""
    folder = str(Path(__file__).parent)
    return tuple(sorted(found.name for found in iter_modules([folder]) if not found.name.startswith("_")))


def measure(name: str) -> list[Figure]:
    """The figures of one module, checked. Raises `BadValue` for one that is not in the form."""
    figures: list[Figure] = import_module(f"bench.{name}").figures()
    for figure in figures:
        _check(name, figure)
    return figures


def _check(name: str, figure: Figure) -> None:
    if set(figure) != set(SHAPE) or not all(isinstance(figure[key], kind) for key, kind in SHAPE.items()):
        raise BadValue(f"bench.{name} gave {figure!r}", f"exactly {', '.join(SHAPE)} would do", "mend the module")
    if figure["better"] not in ("higher", "lower"):
        raise BadValue(f"{figure['name']} came with better={figure['better']!r}", "higher or lower would do",
                       "mend the module")
    if figure["met"] != _met(figure):
        raise BadValue(f"{figure['name']} came with met={figure['met']} at {figure['value']} for {figure['aim']}",
                       f"met={_met(figure)} would do", "mend the module")


def _met(figure: Figure) -> bool:
    value, aim = figure["value"], figure["aim"]
    return bool(value >= aim if figure["better"] == "higher" else value <= aim)
