"""The exact solver: what every way to cut the scene is worth, the best of them, and good ones beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workprint.film import CannotCut
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.ground import NEVER, Ground
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import NOT
from workprint.tools.cutting.splices import TREATMENTS, Splice, splice
from workprint.tools.cutting.ways import OPEN, Ways
from workprint.tools.cutting.wishes import Played, Wishes, played

LEAD = 50
"""Hundredths of a second of picture before the first word and after the last. Source: our choice."""

Weights = Mapping[str, int]
"""Weight of every idiom by name, in thousandths of a point for a full measure."""


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
    return Stage(ground, wishes, at, found, tuple(
        _splice(ground, wishes, at[n], at[n + 1], found[n], found[n + 1]) for n in range(len(at) - 1)))


def _splice(ground: Ground, wishes: Wishes, before: int, behind: int, one: Played, two: Played) -> Splice:
    never = wishes.never
    if one.plain and two.plain and not never[before].any() and not never[behind].any():
        return ground.splice(before, behind)
    return splice(one.ways, two.ways, ground.eyes(before, behind, never), ground.pauses(before, behind))


@dataclass(frozen=True)
class Worth:
    """What everything on a stage is worth, in thousandths of a point."""

    alone: tuple[Whole, ...]
    """Of every way to play each beat, with its best reaction; `NEVER` where the scene cannot begin or end so."""
    reaction: tuple[Whole, ...]
    """Take of that best reaction; -1 for none."""
    between: tuple[Whole, ...]
    """Of every way to go from each beat to the next."""
    treatment: tuple[Whole, ...]
    """Value of each cut in `TREATMENTS` between beats; the best possible one is in `between`."""


def worth(stage: Stage, idioms: Sequence[Idiom], weights: Weights) -> Worth:
    """Weigh a whole stage."""
    live = [idiom for idiom in idioms if weights.get(idiom.name, idiom.weight)]
    scale = {idiom.name: weights.get(idiom.name, idiom.weight) for idiom in live}
    alone = [_alone(stage, n, live, scale) for n in range(len(stage.at))]
    tables = [_table(stage, n, live, scale, "joint") for n in range(len(stage.splices))]
    between = [_between(stage, n, live, scale, table) for n, table in enumerate(tables)]
    return Worth(tuple(points for points, _ in alone), tuple(take for _, take in alone), tuple(between),
                 tuple(table[:len(TREATMENTS)] for table in tables))


def _table(stage: Stage, n: int, live: Sequence[Idiom], scale: Weights, *kinds: str, on: bool = False) -> Whole:
    """Sum of the points of all idioms of some kinds, on beat n or between beats n and n + 1."""
    before, behind = (-1, stage.at[n]) if on else (stage.at[n], stage.at[n + 1])
    total: Whole = np.zeros((1,), np.int64)
    for idiom in live:
        if idiom.kind in kinds:
            total = total + stage.ground.measured(idiom, before, behind) * scale[idiom.name] // 100
    return total


def _alone(stage: Stage, n: int, live: Sequence[Idiom], scale: Weights) -> tuple[Whole, Whole]:
    ways, reactions = stage.played[n].ways, stage.played[n].reactions
    shape = (len(stage.ground.beats[stage.at[n]].said), len(stage.ground.takes))
    kinds = ["beat"] + ["first"] * (n == 0) + ["last"] * (n == len(stage.at) - 1)
    points = np.broadcast_to(_table(stage, n, live, scale, *kinds, on=True), shape)[ways.said, ways.view]
    reacting = np.broadcast_to(_table(stage, n, live, scale, "reaction", on=True), shape)
    extra, take = _best_reaction(stage.played[n], ways, reacting)
    squeeze = np.broadcast_to(_table(stage, n, live, scale, "squeeze", on=True), (3,))
    if n == 0:
        points = points + np.where(opening(ways, stage)[0] >= 0, squeeze[ways.tight & 1], NEVER)
    if n == len(stage.at) - 1:
        points = points + np.where(ending(ways, stage)[0] >= 0, squeeze[ways.tight // 2 & 1], NEVER)
    return points + extra, take


def _best_reaction(played: Played, ways: Ways, points: Whole) -> tuple[Whole, Whole]:
    """What the best reaction in each way adds, and its take; 0 and -1 where none is better or possible."""
    shift = played.reactions.shift[ways.said]
    fits = (shift != NOT) & (np.arange(shift.shape[1])[None, :] != ways.view[:, None])
    if played.forced >= 0:
        return points[ways.said, played.forced], np.full(len(ways), played.forced, np.int64)
    value = np.where(fits & (ways.synced[:, None] == 1), points[ways.said], NEVER)
    take = value.argmax(axis=1)
    best = value[np.arange(len(ways)), take]
    return np.maximum(best, 0), np.where(best > 0, take, -1)


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


def _between(stage: Stage, n: int, live: Sequence[Idiom], scale: Weights, table: Whole) -> Whole:
    before, behind, found = stage.played[n].ways, stage.played[n + 1].ways, stage.splices[n]
    found = _left(stage, n, found)
    takes = len(stage.ground.takes)
    pictures = np.broadcast_to(_table(stage, n, live, scale, "picture"), (takes, takes, 2))
    voices = np.broadcast_to(_table(stage, n, live, scale, "voice"), tuple(
        len(stage.ground.beats[stage.at[m]].said) for m in (n, n + 1)))
    squeeze = np.broadcast_to(_table(stage, n, live, scale, "squeeze"), (3,))
    table = np.broadcast_to(table, (len(TREATMENTS) + 3,))
    cut = best_of(table)[found.can] + pictures[:, :, 1][before.view][:, behind.view]
    stay = np.append(table[len(TREATMENTS):], NEVER)[found.runs] + pictures[before.view, before.view, 0][:, None]
    joined = np.maximum(np.where(found.runs >= 0, stay, cut), NEVER)
    return joined + voices[before.said][:, behind.said] + squeeze[found.squeezed]


def _left(stage: Stage, n: int, found: Splice) -> Splice:
    one, two = stage.played[n], stage.played[n + 1]
    if found.can.shape == (len(one.ways), len(two.ways)):
        return found
    pairs = np.ix_(one.index, two.index)
    return Splice(found.can[pairs], found.runs[pairs], found.squeezed[pairs])


def best_of(table: Whole) -> Whole:
    """For every set of possible cuts, as bits, the value of the best of them; `NEVER` for the empty set."""
    best = np.array([NEVER], np.int64)
    for value in table[:len(TREATMENTS)]:
        best = np.concatenate([best, np.maximum(best, value)])
    return best


def ahead(worth: Worth) -> list[Whole]:
    """For every way to play each beat, the most that all that comes after it can still add."""
    rest = [np.zeros(len(worth.alone[-1]), np.int64)]
    for n in range(len(worth.between) - 1, -1, -1):
        onward = worth.between[n] + (worth.alone[n + 1] + rest[0])[None, :]
        rest.insert(0, np.maximum(onward.max(axis=1), NEVER))
    return rest


def best(worth: Worth, rest: Sequence[Whole]) -> tuple[int, Whole]:
    """The highest score of any cut, and its way to play each beat. Ties go to the way that comes first."""
    start = worth.alone[0] + rest[0]
    path = [int(start.argmax())]
    for n, between in enumerate(worth.between):
        path.append(int((between[path[-1]] + worth.alone[n + 1] + rest[n + 1]).argmax()))
    return int(start.max()), np.array(path, np.int64)


def scores(worth: Worth, paths: Whole) -> Whole:
    """The score of every cut in `paths` (cuts by beats)."""
    total = worth.alone[0][paths[:, 0]]
    for n, between in enumerate(worth.between):
        total = total + between[paths[:, n], paths[:, n + 1]] + worth.alone[n + 1][paths[:, n + 1]]
    return total
