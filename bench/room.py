"""Figures of the screen, measured in a headless Chromium: how soon a key is answered, and what the page costs."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._screen import browser, opened, resident_mib, served
from workprint.desk import Desk, demo

AXE = Path("src/workprint/doors/web/node_modules/axe-core/axe.min.js")

FIRST_MS, FLIP_MS, DIAL_MS, EDIT_MS, MAP_MS, LOAD_MS, MEMORY_MIB = 150, 100, 250, 200, 16, 1500, 800
"""Aims. Source: issue 4 for the first and for the edit; the others are our choice: a flip is felt as one below a tenth
of a second, a dial answers while the hand is on it, a map is drawn in one picture of a screen, a page is there before
one looks up, and all of a browser's processes together take no more than a film's page of a big site does."""

DOTS = 2000
"""Cuts on the map that is drawn. Source: issue 4."""

HOUR = 240
"""Rounds of the scripted hour: each a play, a flip, steps, an edit, now and then a mark, a cut off the map, the next
six, another panel: what somebody does in fifteen seconds, done as quickly as the page allows. Source: our choice."""

LOOKED = ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6", "?", "Control+k")
"""Keys of the six rooms, the key sheet and the palette."""

Figure = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """What was measured: milliseconds, but for the last ones."""

    nothing: list[float]
    """A key that nobody waits for: what measuring itself costs."""
    first: list[float]
    cold: list[float]
    whole: list[float]
    """The peer: a cut made into a file first, as it was before fragments."""
    flips: list[float]
    dials: list[float]
    edits: list[float]
    maps: list[float]
    loads: list[float]
    serious: int
    heap: float
    """MiB of JavaScript after the scripted hour."""
    resident: tuple[float, float]
    """MiB of the browser when the page was opened, and after the hour."""
    outside: int
    """Hosts that were asked besides this machine."""


def figures() -> list[Figure]:
    """What `make bench` prints of the screen."""
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "demo"
        demo(film)
        with Desk.open(film) as desk:
            desk.unlock(why="the bench plays with it")
            some = [dot.id for dot in desk.map().dots[200:206]]
        with served(film) as address, browser() as running:
            found = _measured(running, address, some)
    quiet = {"a key that does nothing": _p95(found.nothing)}
    return [
        _figure("room.first_frame_p95_ms", max(_p95(found.first), _p95(found.cold)), "ms from key to picture", FIRST_MS,
                {"one of the six": _p95(found.first), "median": _median(found.first),
                 "a cut never seen": _p95(found.cold), "a whole file made first, median": _median(found.whole),
                 **quiet}),
        _figure("room.flip_p95_ms", _p95(found.flips), "ms from key to the other cut's same moment", FLIP_MS,
                {"median": _median(found.flips), **quiet}),
        _figure("room.dial_p95_ms", _p95(found.dials), "ms from dial to six other cuts", DIAL_MS,
                {"median": _median(found.dials)}),
        _figure("room.edit_p95_ms", _p95(found.edits), "ms from a roll to its first picture", EDIT_MS,
                {"median": _median(found.edits), **quiet}),
        _figure("room.map_ms", _p95(found.maps), f"ms to draw {DOTS} cuts, p95", MAP_MS,
                {"median": _median(found.maps)}),
        _figure("room.load_ms", _median(found.loads), "ms from opening to six cuts and a picture, median", LOAD_MS,
                {"worst of 5": max(found.loads)}),
        _figure("room.memory_mib", found.resident[1], f"MiB of the browser after a scripted hour, {HOUR} rounds",
                MEMORY_MIB, {"JavaScript alone": round(found.heap, 1), "when opened": found.resident[0]}),
        _figure("room.axe_serious", found.serious, f"serious findings in {len(LOOKED)} rooms and dialogs", 0, {}),
        _figure("room.outside_requests", found.outside, "hosts asked besides this machine", 0, {}),
    ]


def _measured(running: Any, address: str, some: list[str]) -> Measured:
    asked: set[str] = set()
    loads = [_loaded(running, address, asked) for _ in range(5)]
    page = opened(running, address, asked)

    def timed(what: str, given: object = None) -> list[float]:
        return [round(one, 1) for one in page.evaluate(f"given => hands.{what}(given)", given)]

    nothing, first, cold = timed("nothing"), timed("first", 36), timed("neverSeen")
    flips, dials, maps, whole = timed("flip"), timed("dial"), timed("map", DOTS), timed("wholeFile", some)
    edits = timed("edit")
    page.context.close()
    serious = _axe(running, address, asked)
    page = opened(running, address, asked)
    at_load = resident_mib()
    heap = float(page.evaluate("given => hands.hour(given)", HOUR))
    return Measured(nothing, first, cold, whole, flips, dials, edits, maps, loads, serious, heap,
                    (at_load, resident_mib()), len(asked - {"127.0.0.1", ""}))


def _loaded(running: Any, address: str, asked: set[str]) -> float:
    page = opened(running, address, asked)
    spent = round(float(page.evaluate("() => performance.now()")), 1)
    page.context.close()
    return spent


def _axe(running: Any, address: str, asked: set[str]) -> int:
    """Serious and critical findings of axe-core, everywhere."""
    page, found = opened(running, address, asked), 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for keys in LOOKED:
        page.keyboard.press(keys)
        page.wait_for_timeout(500)
        told = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
        found += sum(len(one["nodes"]) for one in told if one["impact"] in ("serious", "critical"))
        page.keyboard.press("Escape")
    page.context.close()
    return found


def _p95(times: Sequence[float]) -> float:
    return round(sorted(times)[max(0, -(-95 * len(times) // 100) - 1)], 1)


def _median(times: Sequence[float]) -> float:
    return round(statistics.median(times), 1)


def _figure(name: str, value: float, unit: str, aim: float, peers: dict[str, Any]) -> Figure:
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": "lower", "met": value <= aim,
            "peers": peers, "command": "make bench"}


if __name__ == "__main__":
    for figure in figures():
        print(f"{figure['name']:24} {figure['value']:>10} {figure['unit']} (aim {figure['aim']}) {figure['peers']}")
