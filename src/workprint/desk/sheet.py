"""The string-out of a scene as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.desk.kept_alts import alt_of, listed
from workprint.desk.loop import latest, show
from workprint.desk.reached import writable
from workprint.desk.results import MadeFile, OnShow
from workprint.film import Alt, Cut, Material, NotOnTheDesk, Shot
from workprint.media.sheet import Cell, Map, Strip, draw_sheet, label
from workprint.media.stills import read_pictures

if TYPE_CHECKING:
    from workprint.desk.table import Table

ACROSS, UP = "pace", "closeness"


def string_out_sheet(desk: Table, scene: str, first: int, to: Path | None) -> MadeFile:
    """Six cuts as strips and all of them on a map; see `Desk.sheet`."""
    out = writable(to, ".png") if to else desk.folder.media / f"string-out-{scene}.png"
    shown = show(desk, scene, first).shown
    proposal = latest(desk, scene)
    every = listed(desk, proposal)
    alts = {one.id: alt_of(desk, proposal, one.id) for one in shown}
    pictures = _pictures(desk, scene, [alts[one.id].content for one in shown])
    seen = _Seen(desk.material(scene))
    strips = [_strip(one, alts[one.id].content, pictures, seen) for one in shown]
    title = f"{desk.film.title}, scene {scene}: {len(strips)} of {len(every)} cuts"
    return MadeFile(str(draw_sheet(title, strips, _map(every, [one.id for one in shown]), out)), 0)


def _pictures(desk: Table, scene: str, cuts: list[Cut]) -> dict[tuple[str, int], np.ndarray]:
    """The middle picture of every shot, each take's proxy read once."""
    wanted: dict[str, set[int]] = {}
    for cut in cuts:
        for shot in cut.shots:
            if shot.take:
                wanted.setdefault(shot.take, set()).add(_middle(shot))
    takes = {take.id: take for take in desk.material(scene).takes}
    found = {}
    for name, places in wanted.items():
        order, proxy = sorted(places), desk.kept(takes[name]).proxy
        if not proxy.exists():
            raise NotOnTheDesk(f"the proxy of {name} is gone from media/", "the original files would do",
                               "make it again with: workprint ingest RUSHES")
        read = read_pictures(proxy, order)
        found.update({(name, place): picture for place, picture in zip(order, read, strict=False)})
    return found


class _Seen:
    """Where in a shot to look: at who speaks, else at the largest face."""

    def __init__(self, material: Material) -> None:
        self._takes = {take.id: take for take in material.takes}
        self._who = {line.id: line.who for line in material.scene.lines}

    def centre(self, shot: Shot) -> int:
        """Thousandths from the left edge."""
        take = self._takes.get(shot.take)
        setup = take.setup if take else None
        people = setup.people if setup else ()
        speaking = {self._who.get(line) for line in shot.lines[len(shot.lines) // 2:][:1]}
        best = max(people, key=lambda one: (one.who in speaking, one.head), default=None)
        return best.x if best else 500


def _strip(one: OnShow, cut: Cut, pictures: dict[tuple[str, int], np.ndarray], seen: _Seen) -> Strip:
    cells = tuple(Cell(pictures.get((shot.take, _middle(shot))), shot.frames, label(shot), seen.centre(shot))
                  for shot in cut.shots)
    about = f"{one.shots} shots, {float(cut.frames / cut.rate):.0f} s   " + "   ".join(f"{n} {v}" for n, v in one.axes)
    return Strip(f"{one.number}  {one.id[:8]}", about, cells)


def _middle(shot: Shot) -> int:
    """The frame of the take that is seen in the middle of a shot."""
    return shot.shown(shot.frames // 2) if shot.take else 0


def _map(alts: Sequence[Alt], shown: list[str]) -> Map:
    axes = [dict(alt.axes) for alt in alts]
    names = list(axes[0])
    across = ACROSS if ACROSS in names else names[0]
    up = UP if UP in names else names[-1]
    places = {alt.id: place for place, alt in enumerate(alts)}
    return Map((across, tuple(one[across] for one in axes)), (up, tuple(one[up] for one in axes)),
               tuple(places[one] for one in shown))
