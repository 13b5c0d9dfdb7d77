"""Each shot's own operations: what brings the shots of a scene together, before any look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workprint.film import Keep, Op
from workprint.film.grade import in_order
from workprint.media.colour import Match, balance
from workprint.tools.colour.look import Start
from workprint.tools.colour.sight import Sight, shown
from workprint.tools.colour.variables import WARM, Values

Shots = tuple[tuple[Op, ...], ...]

SURE = 500
"""Confidence of a match, in thousandths, from which it is taken. Source: media.colour.matching: half of the difference
is expected to go."""

SHARE = 0.6
"""How much of a difference between shots is taken away where nothing tells whether it was meant. Source: our choice: a
night outside the window is not balanced to the lamp within."""

MIRED, UV, STOP = 45.0, 230.0, 1 / 13
"""Tenths of a mired and hundred-thousandths of uv for one unit of b* and a* of greys, stops for one of L*. Source:
measured on mid greys through the view."""

MOST = {"stops": 800, "mired": 600, "tint": 900}
"""The most that a shot is turned to sit with the others. Source: our choice; what differs by more was meant."""


@dataclass(frozen=True, slots=True)
class Together:
    """How the shots of a scene are brought together."""

    shots: Shots
    """Every shot's own operations."""
    told: tuple[str, ...]
    """For every shot what it was brought to, in words; empty where nothing but its light and its cast tells."""


def balanced(sight: Sight, hero: int | None, keeps: tuple[Keep, ...]) -> Together:
    """Operations of every shot: towards the hero shot where there is one, else towards the middle of the scene.

    Where a hero is named, what surely shows the same things as it, or as shots that were brought to it, is matched by
    them; that takes a second for each take. The others are drawn nearer with care.
    """
    careful = _careful(sight, hero)
    surely = {} if hero is None else _surely(sight, hero)
    shots = tuple(kept(at, keeps, surely[at].ops if at in surely else ops) for at, ops in enumerate(careful))
    return Together(shots, tuple(surely[at].says[0] if at in surely else "" for at in range(len(shots))))


def _surely(sight: Sight, hero: int) -> dict[int, Match]:
    """Shots that share enough with the hero, or with others that do, and the hero itself where there are any."""
    first = {each.shot: each for each in reversed(sight.seen)}
    order = sorted(first)
    if hero not in first:
        return {}
    found = zip(order, balance([first[at] for at in order], order.index(hero)), strict=True)
    sure = {at: match for at, match in found if match.confidence >= SURE}
    return sure if len(sure) > 1 else {}


def _leaning(sight: Sight) -> Values:
    """(3, shots): light of every shot, and how its greys lean along daylight and across it."""
    lab = shown(sight.work)
    return np.stack([lab[:, 0] @ sight.marks.shots, *greys(sight, lab).T])


def _goal(sight: Sight, hero: int | None) -> Values:
    rows = _leaning(sight)
    return np.asarray(np.median(rows[:, sight.marks.length > 0], 1) if hero is None else rows[:, hero])


def _careful(sight: Sight, hero: int | None) -> Shots:
    """Light and white balance alone, and not all of the way."""
    share = SHARE if hero is None else 1.0
    away = share * (_goal(sight, hero)[:, None] - _leaning(sight)) * (sight.marks.length > 0)
    return tuple(_ops(*column) for column in away.T)


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
