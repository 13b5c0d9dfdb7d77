"""The string-out of a scene as one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.desk.graded import cut_of, grade_of
from workprint.desk.kept_alts import alt_of, listed
from workprint.desk.loop import latest, show
from workprint.desk.plates import table_of
from workprint.desk.reached import writable
from workprint.desk.results import MadeFile, OnShow
from workprint.desk.state import CUTTING, THINGS
from workprint.film import Alt, Cut, Grade, Material, NotOnTheDesk, Shot
from workprint.media.sheet import Cell, Map, Strip, draw_sheet, label
from workprint.media.stills import read_pictures

if TYPE_CHECKING:
    from workprint.desk.table import Table

MAP, COLOUR_MAP = ("pace", "closeness"), ("warmth", "brightness")
"""What a map shows across and up. Source: our choice; what an editor, and a colourist, would ask first."""


def string_out_sheet(desk: Table, scene: str, first: int | None, to: Path | None) -> MadeFile:
    """Six cuts as strips and all of them on a map; see `Desk.sheet`."""
    name = f"string-out-{scene}.png" if desk.craft == CUTTING else f"{desk.craft}-{scene}.png"
    out = writable(to, ".png") if to else desk.folder.media / name
    shown = show(desk, scene, first).shown
    proposal = latest(desk, scene)
    every = listed(desk, proposal)
    alts = {one.id: alt_of(desk, proposal, one.id) for one in shown}
    strips = _strips(desk, scene, shown, alts) if desk.craft == CUTTING else _graded(desk, scene, shown, alts)
    title = f"{desk.film.title}, scene {scene}: {len(strips)} of {len(every)} {THINGS[desk.craft]}s"
    over = _map(every, [one.id for one in shown], *(MAP if desk.craft == CUTTING else COLOUR_MAP))
    return MadeFile(str(draw_sheet(title, strips, over, out, f"{THINGS[desk.craft]}s")), 0)


def _strips(desk: Table, scene: str, shown: Sequence[OnShow], alts: Mapping[str, Alt]) -> list[Strip]:
    pictures = _pictures(desk, scene, [alts[one.id].content for one in shown])
    seen = _Seen(desk.material(scene))
    return [_strip(one, alts[one.id].content, pictures, seen) for one in shown]


def _graded(desk: Table, scene: str, shown: Sequence[OnShow], alts: Mapping[str, Alt]) -> list[Strip]:
    """Six grades of one cut, each shot's picture through its own table."""
    grades = {one.id: grade_of(alts[one.id]) for one in shown}
    cut = cut_of(desk, scene, grades[shown[0].id])
    pictures, seen = _pictures(desk, scene, [cut]), _Seen(desk.material(scene))
    plates = [pictures.get((shot.take, _middle(shot))) for shot in cut.shots]
    return [_strip(one, cut, {}, seen, [_through(desk, grades[one.id], n, plate) for n, plate in enumerate(plates)])
            for one in shown]


def _through(desk: Table, grade: Grade, n: int, picture: np.ndarray | None) -> np.ndarray | None:
    from workprint.media.colour import Lut, Preview

    if picture is None:
        return None
    table = table_of(desk, grade.shots[n].space, grade.ops(n), 33)
    return Preview(Lut(33, table)).picture(np.ascontiguousarray(picture))


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


def _strip(one: OnShow, cut: Cut, pictures: dict[tuple[str, int], np.ndarray], seen: _Seen,
           drawn: Sequence[np.ndarray | None] = ()) -> Strip:
    shots = drawn or [pictures.get((shot.take, _middle(shot))) for shot in cut.shots]
    cells = tuple(Cell(picture, shot.frames, label(shot), seen.centre(shot))
                  for picture, shot in zip(shots, cut.shots, strict=True))
    about = f"{one.shots} shots, {float(cut.frames / cut.rate):.0f} s   " + "   ".join(f"{n} {v}" for n, v in one.axes)
    return Strip(f"{one.number}  {one.id[:8]}", about, cells)


def _middle(shot: Shot) -> int:
    """The frame of the take that is seen in the middle of a shot."""
    return shot.shown(shot.frames // 2) if shot.take else 0


def _map(alts: Sequence[Alt], shown: list[str], across: str, up: str) -> Map:
    axes = [dict(alt.axes) for alt in alts]
    names = list(axes[0])
    across = across if across in names else names[0]
    up = up if up in names else names[-1]
    places = {alt.id: place for place, alt in enumerate(alts)}
    return Map((across, tuple(one[across] for one in axes)), (up, tuple(one[up] for one in axes)),
               tuple(places[one] for one in shown))
