"""Each shot's own operations: what brings the shots of a scene together, before any look."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workprint.film import Keep, Op
from workprint.film.grade import in_order
from workprint.tools.colour.look import Start
from workprint.tools.colour.sight import Sight, shown
from workprint.tools.colour.variables import WARM, Values

Shots = tuple[tuple[Op, ...], ...]

SHARE = 0.6
"""How much of a difference between shots is taken away where nothing tells whether it was meant. Source: our choice: a
night outside the window is not balanced to the lamp within."""

MIRED, UV, STOP = 45.0, 230.0, 1 / 13
"""Tenths of a mired and hundred-thousandths of uv for one unit of b* and a* of greys, stops for one of L*. Source:
measured on mid greys through the view."""

MOST = {"stops": 800, "mired": 600, "tint": 900}
"""The most that a shot is turned to sit with the others. Source: our choice; what differs by more was meant."""


def balanced(sight: Sight, hero: int | None, keeps: tuple[Keep, ...]) -> Shots:
    """Operations of every shot: towards the hero shot where there is one, else towards the middle of the scene."""
    colours, tones = greys(sight, shown(sight.work)), shown(sight.work)[:, 0] @ sight.marks.shots
    there = sight.marks.length > 0
    goal = [float(np.median(row[there])) if hero is None else float(row[hero])
            for row in (tones, colours[:, 0], colours[:, 1])]
    share = SHARE if hero is None else 1.0
    made = []
    for at in range(len(sight.cut.shots)):
        away = share * (np.array(goal) - np.array([tones[at], *colours[at]])) * bool(there[at])
        made.append(kept(at, keeps, _ops(*away)))
    return tuple(made)


def as_shot(sight: Sight, keeps: tuple[Keep, ...]) -> Shots:
    """No operations but those that are kept."""
    return tuple(kept(at, keeps, ()) for at in range(len(sight.cut.shots)))


def kept(shot: int, keeps: tuple[Keep, ...], ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Operations of one shot (-1: of the look) with those that stay in the place of others of their kinds."""
    stays = tuple(keep.op for keep in keeps if keep.shot == shot)
    kinds = {op.kind for op in stays}
    return Start((*stays, *(op for op in ops if op.kind not in kinds)), frozenset(kinds)).in_order()


def greys(sight: Sight, lab: Values) -> Values:
    """How each shot's greys lean, (shots, 2): along daylight and across it, in CIELAB."""
    mine = sight.marks.greys[:, :1] * (sight.marks.shots > 0)
    mine = mine / np.maximum(mine.sum(0), 1e-9)
    a, b = lab[:, 1] @ mine, lab[:, 2] @ mine
    return np.stack([a * WARM[0] + b * WARM[1], a * WARM[1] - b * WARM[0]], 1)


def _ops(tone: float, warm: float, tint: float) -> tuple[Op, ...]:
    values: Mapping[str, float] = {"stops": 1000 * STOP * tone, "mired": MIRED * warm, "tint": UV * tint}
    held = {name: 10 * round(max(-MOST[name], min(MOST[name], value)) / 10) for name, value in values.items()}
    return in_order((Op.of("exposure", stops=held["stops"]), Op.of("balance", mired=held["mired"], tint=held["tint"])))
