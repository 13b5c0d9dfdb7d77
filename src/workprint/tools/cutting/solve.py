"""The exact solver: what every way to cut a scene is worth, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from workprint.film import CannotCut
from workprint.tools.cutting.along import Along, Weights
from workprint.tools.cutting.facts import Before, Joint, Place, pick
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.ground import NEVER, Ground
from workprint.tools.cutting.parts import whole_lines
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import NOT
from workprint.tools.cutting.splices import TREATMENTS, Splice
from workprint.tools.cutting.stage import Stage, ending, opening
from workprint.tools.cutting.ways import Ways
from workprint.tools.cutting.wishes import Played

RUNS = 1 << len(TREATMENTS)
"""First code of a picture that runs on, behind those of all sets of possible cuts."""


@dataclass(frozen=True)
class Scales:
    """What one set of weights makes of a scene's ground; kept, so that a new pin is weighed at once."""

    ground: Ground
    idioms: tuple[Idiom, ...]
    weights: Weights
    shares: tuple[int, ...] = ()
    """How much of what dials add counts on every beat; see `Along`."""
    _fixed: dict[tuple[int, int], Whole] = field(default_factory=dict)
    _code: dict[tuple[int, int], Whole] = field(default_factory=dict)

    @property
    def along(self) -> Along:
        """What every idiom weighs on every beat."""
        return Along(self.weights, self.shares)

    def table(self, before: int, behind: int, *kinds: str) -> Whole:
        """Sum of the points of all idioms of some kinds between two beats, or with `before` -1 on one."""
        total: Whole = np.zeros((1,), np.int64)
        for idiom in self.idioms:
            weight = self.along.weight(idiom, behind) if idiom.kind in kinds else 0
            if weight:
                total = total + self.ground.measured(idiom, before, behind) * weight // 100
        return total

    def joints(self, before: int, behind: int) -> Whole:
        """Points of every cut in `TREATMENTS` between two beats, then of running on through the three pauses."""
        return np.broadcast_to(self.table(before, behind, "joint"), (len(TREATMENTS) + 3,))

    def fixed(self, before: int, behind: int, one: Ways, two: Ways, found: Splice) -> Whole:
        """Points of going from one way to another, whatever the treatment."""
        takes, beats = len(self.ground.takes), self.ground.beats
        pictures = np.broadcast_to(self.table(before, behind, "picture"), (takes, takes, 2))
        said = len(beats[before].said), len(beats[behind].said)
        voices = np.broadcast_to(self.table(before, behind, "voice"), said)
        squeeze = np.broadcast_to(self.table(before, behind, "squeeze"), (3,))
        cut = pictures[:, :, 1][one.view][:, two.view]
        stay = pictures[one.view, one.view, 0][:, None]
        points = np.where(found.runs >= 0, stay, cut) + voices[one.said][:, two.said]
        points = points + self.motion(before, behind, one, two, found)
        return points + squeeze[found.squeezed] if self.ground.squeezed else points

    def motion(self, before: int, behind: int, one: Ways, two: Ways, found: Splice) -> Whole:
        """Points of what moves on both sides of a cut between two ways."""
        heard = [(idiom, weight) for idiom in self.idioms if idiom.kind == "motion"
                 and (weight := self.along.weight(idiom, behind))]
        if not heard:
            return np.zeros((1, 1), np.int64)
        leaves, enters = self.ground.motion(before, behind, one, two)
        beats, cut = self.ground.beats, (found.runs < 0).astype(np.int64)
        place = Place(beats[behind].fact, joint=Joint(cut, 0, 0, 0), motion=pick(enters, (None, slice(None))),
                      was=Before(beats[before].fact, motion=pick(leaves, (slice(None), None))))
        return sum(np.asarray(idiom.measure(place), np.int64) * weight // 100 for idiom, weight in heard)

    def plain(self, before: int, behind: int) -> tuple[Whole, Whole]:
        """`fixed` and `codes` between all ways of two beats."""
        key = (before, behind)
        if key not in self._fixed:
            found, ways = self.ground.splice(before, behind), self.ground.ways
            self._fixed[key] = self.fixed(before, behind, ways[before], ways[behind], found)
            self._code[key] = codes(found)
        return self._fixed[key], self._code[key]


def codes(found: Splice) -> Whole:
    """What is possible, as one number: the set of possible cuts, or `RUNS` and the pause run through."""
    return np.where(found.runs >= 0, RUNS + found.runs.astype(np.int32), found.can.astype(np.int32))


@dataclass(frozen=True)
class Worth:
    """What everything on a stage is worth, in thousandths of a point."""

    alone: tuple[Whole, ...]
    """Of every way to play each beat, with its best reaction; `NEVER` where the scene cannot begin or end so."""
    reaction: tuple[Whole, ...]
    """Take of that best reaction; -1 for none."""
    fixed: tuple[Whole, ...]
    """Of every way to go from each beat to the next, whatever the treatment."""
    code: tuple[Whole, ...]
    """Which treatments are possible there; see `codes`."""
    table: tuple[Whole, ...]
    """Of every treatment between each beat and the next."""
    between: tuple[Whole, ...]
    """`fixed` with the best possible treatment."""


def worth(stage: Stage, scales: Scales) -> Worth:
    """Weigh a whole stage."""
    alone = [_alone(stage, n, scales) for n in range(len(stage.at))]
    pairs = [_pair(stage, n, scales) for n in range(len(stage.splices))]
    tables = tuple(scales.joints(stage.at[n], stage.at[n + 1]) for n in range(len(stage.splices)))
    fixed, code = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
    return Worth(tuple(points for points, _ in alone), tuple(take for _, take in alone), fixed, code, tables,
                 between(fixed, code, tables))


def between(fixed: Sequence[Whole], code: Sequence[Whole], tables: Sequence[Whole]) -> tuple[Whole, ...]:
    """The best of every way to go from each beat to the next."""
    return tuple(points + np.concatenate([best_of(table), table[len(TREATMENTS):]])[which]
                 for points, which, table in zip(fixed, code, tables, strict=True))


def leaned(worth: Worth, alone: Sequence[Whole], tables: Sequence[Whole] | None) -> Worth:
    """The same stage with points added to every way (`alone`) and treatment (`tables`)."""
    points = tuple(np.maximum(one + two, NEVER) for one, two in zip(worth.alone, alone, strict=True))
    if tables is None:
        return replace(worth, alone=points)
    added = tuple(one + two for one, two in zip(worth.table, tables, strict=True))
    return replace(worth, alone=points, table=added, between=between(worth.fixed, worth.code, added))


def best_of(table: Whole) -> Whole:
    """For every set of possible cuts, as bits, the value of the best of them; `NEVER` for the empty set."""
    best = np.full(RUNS, NEVER, np.int64)
    for bit, value in enumerate(table[:len(TREATMENTS)]):
        best[1 << bit:2 << bit] = np.maximum(best[:1 << bit], value)
    return best


def _pair(stage: Stage, n: int, scales: Scales) -> tuple[Whole, Whole]:
    one, two = stage.played[n], stage.played[n + 1]
    before, behind = stage.at[n], stage.at[n + 1]
    if not stage.plain[n]:
        found = stage.splices[n]
        return scales.fixed(before, behind, one.ways, two.ways, found), codes(found)
    fixed, code = scales.plain(before, behind)
    if fixed.shape == (len(one.index), len(two.index)):
        return fixed, code
    pairs = np.ix_(one.index, two.index)
    return fixed[pairs], code[pairs]


def _alone(stage: Stage, n: int, scales: Scales) -> tuple[Whole, Whole]:
    ways, at = stage.played[n].ways, stage.at[n]
    shape = (len(stage.ground.beats[at].said), len(stage.ground.takes))
    kinds = ["beat"] + ["first"] * (n == 0) + ["last"] * (n == len(stage.at) - 1)
    points = np.broadcast_to(scales.table(-1, at, *kinds), shape)[ways.said, ways.view]
    reacting = np.broadcast_to(scales.table(-1, at, "reaction"), shape)
    extra, take = _best_reaction(stage.played[n], ways, reacting)
    squeeze = np.broadcast_to(scales.table(-1, at, "squeeze"), (3,))
    if n == 0:
        points = points + np.where(opening(ways, stage)[0] >= 0, squeeze[ways.tight & 1], NEVER)
    if n == len(stage.at) - 1:
        points = points + np.where(ending(ways, stage)[0] >= 0, squeeze[ways.tight // 2 & 1], NEVER)
    return points + extra, take


def _best_reaction(played: Played, ways: Ways, points: Whole) -> tuple[Whole, Whole]:
    """What the best reaction in each way adds, and its take; 0 and -1 where none is better or possible."""
    if played.forced >= 0:
        return points[ways.said, played.forced], np.full(len(ways), played.forced, np.int64)
    shift = played.reactions.shift[ways.said]
    fits = (shift != NOT) & (np.arange(shift.shape[1])[None, :] != ways.view[:, None])
    value = np.where(fits & (ways.synced[:, None] == 1), points[ways.said], NEVER)
    take = value.argmax(axis=1)
    best = value[np.arange(len(ways)), take]
    return np.maximum(best, 0), np.where(best > 0, take, -1)


def ahead(worth: Worth) -> list[Whole]:
    """For every way to play each beat, the most that all that comes after it can still add."""
    rest = [np.zeros(len(worth.alone[-1]), np.int64)]
    for n in range(len(worth.between) - 1, -1, -1):
        onward = worth.between[n] + (worth.alone[n + 1] + rest[-1])
        rest.append(np.maximum(onward.max(axis=1), NEVER))
    return rest[::-1]


def best(worth: Worth, rest: Sequence[Whole]) -> tuple[int, Whole]:
    """The highest score of any cut, and its way to play each beat. Ties go to the way that comes first."""
    start = worth.alone[0] + rest[0]
    path = [int(start.argmax())]
    for n, points in enumerate(worth.between):
        path.append(int((points[path[-1]] + worth.alone[n + 1] + rest[n + 1]).argmax()))
    return int(start.max()), np.array(path, np.int64)


def treatments(worth: Worth, paths: Whole) -> Whole:
    """The best possible treatment at every joint of every cut in `paths`: cuts by joints, as places in `table`."""
    bits = np.arange(len(TREATMENTS))
    chosen = np.zeros((len(paths), len(worth.code)), np.int64)
    for n, code in enumerate(worth.code):
        which = code[paths[:, n], paths[:, n + 1]][:, None]
        value = np.where(which >> bits & 1 == 1, worth.table[n][None, :len(TREATMENTS)], np.iinfo(np.int64).min)
        chosen[:, n] = np.where(which[:, 0] >= RUNS, len(TREATMENTS) + which[:, 0] - RUNS, value.argmax(axis=1))
    return chosen


def scores(worth: Worth, paths: Whole, chosen: Whole) -> Whole:
    """The score of every cut in `paths` (cuts by beats) with the treatments `chosen` (cuts by joints)."""
    total = worth.alone[0][paths[:, 0]]
    for n, fixed in enumerate(worth.fixed):
        total = total + fixed[paths[:, n], paths[:, n + 1]] + worth.table[n][chosen[:, n]]
        total = total + worth.alone[n + 1][paths[:, n + 1]]
    return total


def impossible(stage: Stage, worth: Worth) -> CannotCut:
    """Why no cut exists: the first place that no way leads past, and the pins there."""
    reach = worth.alone[0]
    for n, points in enumerate(worth.between):
        onward = (reach[:, None] + points).max(axis=0) + worth.alone[n + 1]
        if onward.max() < NEVER // 2:
            return _blocked(stage, n, n + 1)
        reach = np.maximum(onward, NEVER)
    return _blocked(stage, 0, 0)


def _blocked(stage: Stage, one: int, two: int) -> CannotCut:
    places = dict.fromkeys((one, two))
    lines = whole_lines(stage.ground.beats[stage.at[n]].lines[0].id for n in places)
    pins = whole_lines(pin.line for n in places if (pin := stage.wishes.pins[stage.at[n]]))
    where = f"from line {lines[0]} to line {lines[-1]}" if len(lines) > 1 else f"into or out of line {lines[0]}"
    what = f"the pins on line {' and line '.join(pins)}" if pins else "the takes"
    return CannotCut(f"{what} leave no valid cut {where}",
                     "a pause long enough to cut in, frames or room tone to bridge it, and lips that agree would do",
                     "move or remove a pin there" if pins else "add a take, correct the words, or remove a line")
