"""How quick the desk is with this film, on this machine: measured now, on the film's own scene."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

from workprint.desk.handover import reels
from workprint.desk.loop import brief_for
from workprint.film import Brief, CannotCut, Pin
from workprint.media import stream

if TYPE_CHECKING:
    from workprint.desk.desk import Desk

PINS = 20
"""Lines that are pinned one after the other. Source: our choice; the 95th percentile is the slowest but one."""

Figure = dict[str, Any]


def figures(desk: Desk, scene: str) -> tuple[Figure, ...]:
    """Figures of this film in the form of `make bench`; nothing is put on the record."""
    brief, tool = brief_for(desk, scene), desk.tool("cutting")
    begun = perf_counter()
    alts = tuple(tool.propose(brief, seed=1))
    spent = perf_counter() - begun
    found = [_figure("cut.alts", len(alts), "cuts", 300, higher=True), _figure("cut.seconds", spent, "s", 2),
             _figure("cut.resolve_p95_ms", _resolve(desk, brief), "ms", 200)]
    if alts:
        found.append(_figure("audition.first_byte_ms", _first_byte(desk, scene, alts[0].content), "ms", 150))
    begun = perf_counter()
    desk.verify()
    return (*found, _figure("ledger.audit_s", perf_counter() - begun, "s", 2))


def _resolve(desk: Desk, brief: Brief) -> float:
    took = []
    for reading in [one for one in brief.material.readings if one.line and one.said][:PINS]:
        begun = perf_counter()
        try:
            asked = replace(brief, pins=(Pin(reading.line, reading.take),), want=6)
            next(iter(desk.tool("cutting").propose(asked, seed=1)), None)
        except CannotCut:
            continue
        took.append((perf_counter() - begun) * 1000)
    return sorted(took)[max(0, round(len(took) * 0.95) - 1)] if took else 0.0


def _first_byte(desk: Desk, scene: str, cut: Any) -> float:
    begun = perf_counter()
    next(iter(stream(cut, reels(desk, scene, cut))))
    return (perf_counter() - begun) * 1000


def _figure(name: str, value: float, unit: str, aim: float, *, higher: bool = False) -> Figure:
    return {"name": name, "value": round(value, 3), "unit": unit, "aim": aim, "better": "higher" if higher else "lower",
            "met": value >= aim if higher else value <= aim, "peers": {}, "command": "workprint bench"}
