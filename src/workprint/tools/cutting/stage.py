"""The stage: the beats that are in a cut, the ways left to play them, and how the scene may begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from workprint.film import CannotCut
from workprint.tools.cutting.ground import Ground
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.splices import Splice, splice
from workprint.tools.cutting.ways import OPEN, Ways
from workprint.tools.cutting.wishes import Played, Wishes, played

LEAD = 50
"""Hundredths of a second of picture before the first word and after the last. Source: our choice."""

@dataclass(frozen=True)
class Stage:
    """The beats that are in the cut, the ways left to play them, and what is possible between them."""

    ground: Ground
    wishes: Wishes
    at: tuple[int, ...]
    """Places of the beats in the scene."""
    played: tuple[Played, ...]
    splices: tuple[Splice, ...]
    """Between each beat and the next."""
    plain: tuple[bool, ...]
    """Whether a splice is part of the ground's own, by the `index` of its sides."""

    def role(self, beat: int, view: int) -> Role:
        """What a take is there for on a beat (by its place on the stage)."""
        fact, seen = self.ground.beats[self.at[beat]].fact, self.ground.view
        if seen.known[view] and seen.number[view] == 0:
            return "insert"
        if seen.widest[view] and seen.number[view] > 1:
            return "wide"
        if not fact.spoken:
            return "action"
        hidden = seen.faces[view] and not seen.faces[view] & fact.speakers
        return "listener" if hidden else "speaker"


Role = Literal["speaker", "listener", "wide", "insert", "action"]


def stage(ground: Ground, wishes: Wishes) -> Stage:
    """Everything that the wishes leave. Raises `CannotCut` where a beat has no way left."""
    at = tuple(place for place, beat in enumerate(ground.beats) if beat.said and not wishes.removed(place))
    if not at:
        raise CannotCut(f"scene {ground.material.scene.number} has no line left to cut", "one line would do",
                        "line its takes, or take a pin away")
    found = tuple(played(ground, place, wishes.pins[place], wishes.never) for place in at)
    kept = [(place, each) for place, each in zip(at, found, strict=True) if len(each.ways)]
    at, found = tuple(place for place, _ in kept), tuple(each for _, each in kept)
    plain = tuple(one.plain and two.plain and not wishes.never[[a, b]].any()
                  for one, two, a, b in zip(found, found[1:], at, at[1:], strict=False))
    return Stage(ground, wishes, at, found, tuple(
        _splice(ground, wishes, at[n], at[n + 1], found[n], found[n + 1], plain[n]) for n in range(len(at) - 1)), plain)


def _splice(ground: Ground, wishes: Wishes, before: int, behind: int, one: Played, two: Played, plain: bool) -> Splice:
    if plain:
        return ground.splice(before, behind)
    return splice(one.ways, two.ways, ground.eyes(before, behind, wishes.never), ground.pauses(before, behind))


def opening(ways: Ways, stage: Stage) -> tuple[Whole, Whole]:
    """Frames before the first beat at which the cut begins (-1: it cannot), and how many of them are room tone."""
    return _end(ways.head, ways.enter_least, ways.enter_most, np.where(ways.trim_in == OPEN, OPEN, -ways.trim_in),
                ways.room, stage)


def ending(ways: Ways, stage: Stage) -> tuple[Whole, Whole]:
    """Frames after the last beat at which the cut ends, and how many of them are room tone."""
    return _end(ways.tail, ways.exit_least, ways.exit_most, ways.trim_out, ways.room, stage)


def _end(picture: Whole, least: Whole, most: Whole, trim: Whole, room: Whole, stage: Stage) -> tuple[Whole, Whole]:
    rate = stage.ground.material.rate
    free = np.minimum(np.minimum(picture, most), LEAD * rate.numerator // (100 * rate.denominator))
    length = np.where(trim == OPEN, np.maximum(free, least), trim)
    fits = (least <= most) & (length >= least) & (length <= picture) & ((length <= most) | (room == 1))
    return np.where(fits, length, -1), np.where(fits, np.maximum(0, length - most), 0)
