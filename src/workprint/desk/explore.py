"""A whole film explored: every lined scene proposed by the crew, many cuts each, while the memory stays small."""

from __future__ import annotations

import importlib.metadata
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from time import monotonic
from typing import TYPE_CHECKING

from workprint.crew import Job
from workprint.desk import kept_alts
from workprint.desk.folder import Folder
from workprint.desk.loop import brief_for, brief_hash, record_alts, within
from workprint.film import Alt, Brief, Material, NotOnTheDesk, Tool
from workprint.film.placed import Lining

if TYPE_CHECKING:
    from workprint.desk.table import Table

SIX = 6
"""Cuts whose difference is told: those that are shown first. Source: DESIGN, keys 1 to 6 of the screen."""


@dataclass(frozen=True, slots=True)
class Explored:
    """What came of exploring one scene."""

    scene: str
    """Scene number."""
    lines: int
    """Spoken lines of the scene."""
    takes: int
    """Takes that are lined."""
    cuts: int
    """Cuts that were found."""
    spread: int
    """Thousandths of the lines that any two of the first six show or speak otherwise, at least."""
    thousandths: int
    """Thousandths of a second that it took; 0 where it was done before."""
    peak: int = 0
    """Most memory that the process held, in megabytes; 0 where it was done before."""
    says: str = ""
    """Why there is nothing, or that it was done before."""


def explore(desk: Table, scenes: Sequence[str], want: int, seed: int, tool: str, again: bool) -> tuple[Explored, ...]:
    """Every lined scene proposed; see `Desk.explore`."""
    within(want)
    found: list[Explored] = []
    jobs: list[Job] = []
    briefs: dict[str, Brief] = {}
    for scene in _lined(desk, scenes):
        brief = brief_for(desk, scene, want=want)
        done = None if again else _done(desk, brief, tool, seed)
        if scene in desk.film.locked:
            found.append(_row(brief, says=f"locked as {desk.film.locked[scene].name}"))
        elif done:
            found.append(done)
        else:
            # The largest scenes weigh most; lines times takes is what a solver has to look through.
            cost = max(1, len(brief.material.scene.lines) * len(brief.material.takes))
            jobs.append(Job(f"scene {scene}", proposed, (brief, tool, seed, desk.folder), cost))
            briefs[f"scene {scene}"] = brief
    jobs.sort(key=lambda job: -job.cost)
    for one in desk.work("exploring", jobs):
        brief = briefs[one.name]
        if one.trouble:
            found.append(_row(brief, says=str(one.trouble)))
            continue
        ids, spread, took, peak = one.value
        # Recorded as it comes: Ctrl-C keeps every scene that is whole.
        record_alts(desk, brief, desk.tool(tool).card, seed, ids)
        found.append(_row(brief, len(ids), spread, took, peak))
    order = {scene.number: place for place, scene in enumerate(desk.film.script.scenes)} if desk.film.script else {}
    return tuple(sorted(found, key=lambda row: order.get(row.scene, 0)))


def _lined(desk: Table, scenes: Sequence[str]) -> list[str]:
    """The scenes that can be proposed, of those that were asked for. Raises `NotOnTheDesk` for one that cannot."""
    script = desk.film.script
    ready = {take.slate.scene for take in desk.film.takes.values() if take.id in desk.film.readings}
    able = [scene.number for scene in script.scenes if scene.number in ready] if script else []
    if lost := [scene for scene in scenes if scene not in able]:
        raise NotOnTheDesk(f"scene {', '.join(lost)} has no lined take", f"{', '.join(able) or 'none yet'} would do",
                           "line it first: workprint line SCRIPT.fountain")
    return [scene for scene in able if scene in scenes or not scenes]


def _done(desk: Table, brief: Brief, tool: str, seed: int) -> Explored | None:
    """What came of the same brief before, where it is still kept."""
    card, asked = desk.tool(tool).card, brief_hash(brief)
    for one in reversed(desk.film.proposals):
        if (one.scene, one.tool, one.seed, one.brief) == (brief.material.scene.number, card.name, seed, asked):
            six = [kept_alts.alt_of(desk, one, name) for name in one.ids[:SIX]]
            return _row(brief, len(one.ids), spread(six, brief.material), says="done before, nothing has changed since")
    return None


def _row(brief: Brief, cuts: int = 0, spread: int = 0, took: int = 0, peak: int = 0, says: str = "") -> Explored:
    material = brief.material
    lined = {reading.take for reading in material.readings if reading.line}
    return Explored(material.scene.number, len(material.scene.spoken), len(lined), cuts, spread, took, peak, says)


def proposed(brief: Brief, tool: str, seed: int, folder: Folder) -> tuple[tuple[str, ...], int, int, int]:
    """One scene, in a process of the crew: ids of the alts that are now in media/, their spread, time and memory."""
    begun, six = monotonic(), list[Alt]()

    def passing() -> Iterator[Alt]:
        for alt in _tool(tool).propose(brief, seed=seed):
            if len(six) < SIX:
                six.append(alt)
            yield alt

    ids = kept_alts.write(folder, passing())
    return ids, spread(six, brief.material), round(1000 * (monotonic() - begun)), peak()


@cache
def _tool(name: str) -> Tool:
    """The tool of this name, once for each process."""
    (point,) = importlib.metadata.entry_points(group="workprint.tools", name=name)
    made: Tool = point.load()()
    return made


def peak() -> int:
    """Most memory that this process has held, in megabytes."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def spread(alts: Sequence[Alt], material: Material) -> int:
    """Thousandths of the lines that any two of these cuts show or speak otherwise, at least; 0 for a single one."""
    lining = Lining(material)
    told = []
    for alt in alts:
        seen = alt.content.by_line
        heard = {each.reading.line: (each.reading.take, each.reading.run) for each in lining.spoken(alt.content)}
        told.append([(seen.get(line.id), heard.get(line.id)) for line in material.scene.lines])
    lines = max(1, len(material.scene.lines))
    return min((sum(a != b for a, b in zip(one, other, strict=True)) * 1000 // lines
                for one, other in combinations(told, 2)), default=0)
