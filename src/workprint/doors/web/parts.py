"""What installed tools bring to the page: one `.js` file beside a tool's `.py`, shown in the room of its craft."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from workprint.film import NotOnTheDesk

GROUP = "workprint.tools"
"""The entry-point group of tools. Source: docs/write-a-tool.md."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Part:
    """A tool's own part of the page, and whose it is."""

    tool: str
    """Name of the tool's entry point."""
    package: str
    """Package that brought it."""
    src: str
    """Address of its module, on this desk."""
    element: str
    """Name under which the page knows its element: ``tool-`` and the tool's name."""
    craft: str = ""
    """Room it belongs to, from the tool's card: ``cutting``."""
    version: str = ""
    """The tool's version, from its card."""
    does: str = ""
    """What the tool does, from its card."""
    learned_from: str = ""
    """What the tool learned from, from its card."""
    explains: str = ""
    """How far the tool says why, from its card."""
    trouble: str = ""
    """Why it cannot be shown, as a sentence; empty where it can."""


def add_parts(app: FastAPI) -> None:
    """Two routes: what parts there are, and the module of each."""

    @app.get("/parts", tags=["parts"])
    async def parts() -> list[Part]:
        """What installed tools bring to the page."""
        return [part for part, _ in await run_in_threadpool(brought)]

    @app.get("/parts/{tool}.js", tags=["parts"], response_class=FileResponse)
    async def module(tool: str) -> FileResponse:
        """The module of a tool's part."""
        files = {part.tool: file for part, file in await run_in_threadpool(brought)}
        if tool not in files:  # a name is looked up among those that are installed: no path from outside is opened
            raise NotOnTheDesk(f"no installed tool {tool[:60]!r} brings a part of the page",
                               f"{', '.join(sorted(files)) or 'none is installed'} would do",
                               "install the package that brings it, and start the desk again")
        return FileResponse(files[tool], media_type="text/javascript", headers={"cache-control": "no-store"})


@cache
def brought() -> tuple[tuple[Part, Path], ...]:
    """The parts of all installed tools with the file of each, in the order of packages and names.

    They are looked for once in a process.
    """
    found: dict[str, tuple[Part, Path]] = {}
    points = importlib.metadata.entry_points(group=GROUP)
    for point in sorted(points, key=lambda point: (_package(point), point.name)):
        file = _beside(point)
        if file and point.name not in found:
            found[point.name] = (_part(point), file)
    return tuple(found.values())


def _beside(point: EntryPoint) -> Path | None:
    """The `.js` file beside a tool's module, or None."""
    try:
        spec = importlib.util.find_spec(point.module)
    except Exception:  # a package that cannot be imported says so where its tool is asked for
        return None
    file = Path(spec.origin).with_suffix(".js") if spec and spec.origin else None
    return file if file and file.is_file() else None


def _part(point: EntryPoint) -> Part:
    """What the page is told of one part; where its tool cannot be loaded, why."""
    package = _package(point)
    part = Part(point.name, package, f"/parts/{point.name}.js", f"tool-{point.name}")
    if not _NAME.fullmatch(point.name):
        return replace(part, src="", trouble=f"the tool {point.name!r} of the package {package} cannot have a part "
                       "under that name; small letters, digits and - would do; tell whoever made it")
    try:
        card = point.load()().card
        return replace(part, craft=card.craft, version=card.version, does=card.does, learned_from=card.learned_from,
                       explains=card.explains)
    except Exception as error:  # whatever somebody else's code raises, a person gets one sentence
        return replace(part, trouble=f"the tool {point.name} of the package {package} cannot be loaded "
                       f"({type(error).__name__}: {error}); the page works without it; mend or uninstall {package}")


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
