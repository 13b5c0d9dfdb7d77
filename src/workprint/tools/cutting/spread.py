"""Many different good cuts: steered solutions and near-best ones, and the choice of those that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from numpy.random import Generator

from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.solve import Scales, Worth, ahead, best, leaned, scores, treatments
from workprint.tools.cutting.splices import KINDS, TREATMENTS
from workprint.tools.cutting.stage import Stage
from workprint.tools.cutting.steer import ON_BEATS, ON_JOINTS

FLOORS = (900, 750, 500, 0)
"""Thousandths of the best score that a good cut has; the lower ones only where a scene has too few.
Source: facts/editing 10.5 for the first, our choice for the others."""

SHOWN = 6
"""Cuts on show at once. Source: DESIGN, laws 5 and 9; facts/editing 7, sets of six."""

LINES, SIX_LINES, POINTS = 20, 25, 3
"""Percent of lines, or number of cut points, in which two cuts differ; percent for the six. Source: issue 2, 7."""

STRENGTHS = (150, 400, 900)
"""Thousandths of a point for a full measure with which the solver is leaned. Source: our choice, under most idioms."""


FEW = 60
"""Below so many wanted cuts the solver leans in fewer ways, to answer at once. Source: our choice."""

@dataclass(frozen=True, slots=True)
class Pool:
    """Candidate cuts, best first and each only once."""

    paths: Whole
    """Way to play each beat: cuts by beats."""
    chosen: Whole
    """Treatment of each joint: cuts by joints."""
    score: Whole
    """In thousandths of a point."""

    @staticmethod
    def nothing(beats: int) -> Pool:
        """No cut at all."""
        return Pool(np.zeros((0, beats), np.int64), np.zeros((0, beats - 1), np.int64), np.zeros(0, np.int64))

    def at(self, index: Whole) -> Pool:
        """The cuts at `index`."""
        return Pool(self.paths[index], self.chosen[index], self.score[index])

    def joined(self, other: Pool, worth: Worth) -> Pool:
        """These cuts and others, best first and each only once."""
        lowest = min((int(each.score.min()) for each in (self, other) if len(each)), default=0)
        return sifted(worth, [np.concatenate([self.paths, other.paths]),
                              np.concatenate([self.chosen, other.chosen])], lowest)

    def __len__(self) -> int:
        return len(self.score)


def proposed(stage: Stage, worth: Worth, scales: Scales, want: int, chance: Generator) -> Pool:
    """Up to `want` distinct cuts: six that differ most, then the others by score.

    All have nine tenths of the best score; a scene too small for so many good ones gives lesser ones, too.
    """
    whole, good, chosen = Pool.nothing(len(stage.at)), 0, None
    for floor in FLOORS:
        whole = whole.joined(pool(stage, worth, scales, want, chance, floor), worth)
        where = axes(stage, whole)
        best_part = int((whole.score >= least(int(whole.score[0]), good or floor)).sum())
        lines = lines_of(stage, whole.paths)
        six = first_six(lines[:best_part], where[:best_part])
        differ = want < SHOWN or (len(six) == SHOWN and spread(lines[six]) >= SIX_LINES)
        good = good or (floor if differ else 0)
        chosen = whole.at(archive(whole, lines, where, six, want))
        if differ and len(chosen) >= want:
            break
    return whole if chosen is None else chosen


def lines_of(stage: Stage, paths: Whole) -> Whole:
    """What is heard and seen on every line of every cut, as one number: cuts by lines. Parts of a line are one line."""
    takes, columns = len(stage.ground.takes), list[Whole]()
    for n, each in enumerate(stage.played):
        beat = stage.ground.beats[stage.at[n]]
        # Where an action's own sound comes from is no difference that anybody would choose by.
        heard = each.ways.said[paths[:, n]].astype(np.int64) * takes if beat.spoken else 0
        told = heard + each.ways.view[paths[:, n]]
        if columns and beat.fact.half:
            columns[-1] = columns[-1] * 100_003 + told + 1  # a prime: two parts make one number, near enough
        else:
            columns.append(told)
    return np.stack(columns, 1)


def spread(lines: Whole) -> int:
    """Percent of the lines in which any two of the cuts differ at least."""
    apart = differing(lines, lines) + lines.shape[1] * np.eye(len(lines), dtype=np.int64)
    return int(100 * apart.min() // lines.shape[1])


def pool(stage: Stage, worth: Worth, scales: Scales, want: int, chance: Generator, floor: int = FLOORS[0]) -> Pool:
    """Different cuts to choose `want` from, all with `floor` thousandths of the best score; the very best is first."""
    rest = ahead(worth)
    top, path = best(worth, rest)
    slack = top - least(top, floor)
    if want <= 1:
        return sifted(worth, [path[None, :], treatments(worth, path[None, :])], top)
    found = [_drawn(worth, rest, [path], max(96, 3 * want), slack, chance)]
    for turned, turns in _leans(stage, worth, scales, want, chance):
        onward = ahead(turned)
        paths = [best(lean, ahead(lean))[1] for lean in turns]
        found.append(_drawn(turned, onward, paths, max(8, want // 12), slack // 2, chance))
    return sifted(worth, [np.concatenate(part) for part in zip(*found, strict=True)], top - slack)


def _drawn(worth: Worth, rest: Sequence[Whole], paths: list[Whole], count: int, slack: int,
           chance: Generator) -> tuple[Whole, Whole]:
    """Paths and `count` near-best ones beside them, with their treatments."""
    together = np.concatenate([np.stack(paths), near_best(worth, rest, count, slack, chance)])
    return together, treatments(worth, together)


def least(top: int, floor: int = FLOORS[0]) -> int:
    """The score that is `floor` thousandths of the best; of a best below zero, as much below it."""
    return top - abs(top) * (1000 - floor) // 1000


def sifted(worth: Worth, found: list[Whole], floor: int) -> Pool:
    """Paths and treatments as a pool: each cut once, best first, none below the score `floor`."""
    paths, chosen = found
    score = scores(worth, paths, chosen)
    whole = np.concatenate([-score[:, None], paths, chosen], axis=1)[score >= floor]
    once = np.unique(whole, axis=0)
    beats = paths.shape[1]
    return Pool(once[:, 1:beats + 1], once[:, beats + 1:], -once[:, 0])


def _leans(stage: Stage, worth: Worth, scales: Scales, want: int,
           chance: Generator) -> Iterator[tuple[Worth, list[Worth]]]:
    """The stage leaned in tempo, every way and at several strengths, and each of these leaned in picture and voice."""
    beats = [_on_beats(stage, scales, axis) for axis in ON_BEATS]
    joints = [_on_joints(stage, scales, axis) for axis in ON_JOINTS]
    few = want < FEW
    for strength in STRENGTHS[1:2] if few else STRENGTHS:
        for pair in product((-1, 0, 1), repeat=len(joints)):
            if few and all(pair):
                continue
            tables = [sum_of(joints, pair, strength, n) for n in range(len(stage.splices))]
            turned = leaned(worth, [np.int64(0)] * len(stage.at), tables) if any(pair) else worth
            yield turned, [leaned(turned, [sum_of(beats, signs, strength, n) for n in range(len(stage.at))], None)
                           for signs in _signs(chance, len(beats), 0 if few else 3)]


def _signs(chance: Generator, axes: int, mixed: int) -> list[tuple[int, ...]]:
    """No lean, one each way along every axis, and some mixed ones."""
    single = [tuple(sign * (n == axis) for n in range(axes)) for axis in range(axes) for sign in (-1, 1)]
    return [(0,) * axes, *single, *(tuple(int(sign) for sign in row) for row in chance.integers(-1, 2, (mixed, axes)))]


def sum_of(tables: Sequence[Sequence[Whole]], signs: Sequence[int], strength: int, n: int) -> Whole:
    """Points of some axes together at beat or joint n."""
    total: Whole = np.zeros_like(tables[0][n])
    for table, sign in zip(tables, signs, strict=True):
        if sign:
            total = total + table[n] * (sign * strength) // 100
    return total


def _on_beats(stage: Stage, scales: Scales, axis: Idiom) -> list[Whole]:
    shapes = [(len(stage.ground.beats[at].said), len(stage.ground.takes)) for at in stage.at]
    tables = [np.broadcast_to(stage.ground.measured(axis, -1, at), shape)
              for at, shape in zip(stage.at, shapes, strict=True)]
    return [table[each.ways.said, each.ways.view] for table, each in zip(tables, stage.played, strict=True)]


def _on_joints(stage: Stage, scales: Scales, axis: Idiom) -> list[Whole]:
    return [stage.ground.measured(axis, one, two) for one, two in zip(stage.at, stage.at[1:], strict=False)]


def axes(stage: Stage, found: Pool) -> Whole:
    """About where every cut lies on the five axes, in thousandths: pace, closeness, lead, silence, energy."""
    ground, view = stage.ground, stage.ground.view
    ways = [each.ways for each in stage.played]
    said = np.stack([each.said[found.paths[:, n]] for n, each in enumerate(ways)], 1)
    seen = np.stack([each.view[found.paths[:, n]] for n, each in enumerate(ways)], 1)
    frames = np.stack([each.frames[found.paths[:, n]] for n, each in enumerate(ways)], 1).astype(np.int64)
    voice = np.stack([ground.beats[at].voice.energy[said[:, n]] for n, at in enumerate(stage.at)], 1)
    spoken = np.array([ground.beats[at].fact.spoken for at in stage.at])
    runs = found.chosen >= len(TREATMENTS)
    pause = np.where(runs, found.chosen - len(TREATMENTS), found.chosen // len(KINDS))
    length = np.array([(*pauses.frames, -pauses.lap) for one, two in pairwise(stage.at)
                       for pauses in (ground.pauses(one, two),)])
    gaps = np.stack([length[n][pause[:, n]] for n in range(pause.shape[1])], 1).sum(axis=1) if pause.size else 0
    whole, talk = frames.sum(axis=1) + gaps, (frames * spoken).sum(axis=1)
    mean = 1000 * whole // ((1 + (~runs).sum(axis=1)) * ground.beats[stage.at[0]].fact.second)
    time = np.maximum(1, frames.sum(axis=1))
    lead = np.where(view.lead[seen] == 1, 1000 // np.maximum(1, view.number[seen]), 0)
    return np.stack([3_000_000 // (3000 + mean), 111 * (view.size[seen] * frames).sum(axis=1) // time,
                     (lead * frames).sum(axis=1) // time, 1000 * (whole - talk) // np.maximum(1, whole),
                     (voice * frames * spoken).sum(axis=1) // np.maximum(1, talk)], 1)


def near_best(worth: Worth, rest: Sequence[Whole], count: int, slack: int, chance: Generator) -> Whole:
    """`count` cuts drawn at random from those that lose at most `slack` points against the best (cuts by beats).

    The slack is spent evenly over the beats: a cut that lost little so far may lose more later.
    """
    beats = len(worth.alone)
    allowed = slack * chance.integers(200, 1001, count) // 1000
    score = np.zeros(count, np.int64)
    paths = np.zeros((count, beats), np.int64)
    top = int((worth.alone[0] + rest[0]).max())
    for n in range(beats):
        onward = worth.alone[n] + rest[n]
        total = score[:, None] + (worth.between[n - 1][paths[:, n - 1]] + onward if n else onward[None, :])
        fits = total >= (top - allowed * (n + 1) // beats)[:, None]
        draw = fits * chance.integers(1, 1 << 30, fits.shape, np.int32)
        paths[:, n] = draw.argmax(axis=1)
        score = total[np.arange(count), paths[:, n]] - rest[n][paths[:, n]]
    return paths


def differing(lines: Whole, others: Whole) -> Whole:
    """In how many lines each of `lines` differs from each of `others`."""
    return (lines[:, None, :] != others[None, :, :]).sum(axis=2)


def points_apart(one: Pool, others: Pool) -> Whole:
    """In how many joints each cut of `one` (a single cut) is cut otherwise than each of `others`."""
    joint = (one.chosen != others.chosen)
    beat = one.paths != others.paths
    return np.asarray((joint | beat[:, 1:] | beat[:, :-1]).sum(axis=1))


def first_six(lines: Whole, axes: Whole) -> Whole:
    """The best cut, then five that are furthest from all before them, by lines and then by axes."""
    found, count = lines.shape
    chosen = [0]
    far = np.full(found, count, np.int64)
    wide = np.full(found, 1 << 20, np.int64)
    while len(chosen) < min(SHOWN, found):
        far = np.minimum(far, differing(lines, lines[chosen[-1:]])[:, 0])
        wide = np.minimum(wide, abs(axes - axes[chosen[-1]]).sum(axis=1))
        enough = 100 * far >= SIX_LINES * count
        value = np.where(enough, 1 << 40, 0) + (far * 1000 // count + wide) * 4096 * (far > 0) + (
            4095 - np.arange(found).clip(0, 4094))
        value[chosen] = -1
        if value.max() < 4096:
            break
        chosen.append(int(value.argmax()))
    return np.array(chosen, np.int64)


def archive(found: Pool, lines: Whole, axes: Whole, six: Whole, want: int) -> Whole:
    """Up to `want` cuts: the six, then the best of every cell of the archive, then others; all distinct."""
    cells = np.unique(axes // CELL, axis=0, return_index=True)[1]
    elites = np.sort(cells)
    others = np.setdiff1d(np.arange(len(found)), elites)
    taken = list(six[:want])
    far = np.full(len(found), lines.shape[1], np.int64)
    near = np.full(len(found), found.paths.shape[1], np.int64)
    for index in taken:
        far, near = _nearer(found, lines, index, far, near)
    need = -(-LINES * lines.shape[1] // 100)
    for strict in (True, False):
        for index in (*elites.tolist(), *others.tolist()):
            if len(taken) >= want:
                break
            if far[index] >= need or (not strict and near[index] >= POINTS):
                taken.append(index)
                far, near = _nearer(found, lines, index, far, near)
    return np.array([*taken[:len(six)], *sorted(taken[len(six):])], np.int64)


CELL = 50
"""Width of an archive cell in thousandths of an axis. Source: our choice; twenty steps an axis."""


def _nearer(found: Pool, lines: Whole, index: int, far: Whole, near: Whole) -> tuple[Whole, Whole]:
    one = found.at(np.array([index]))
    return (np.minimum(far, differing(lines, lines[[index]])[:, 0]), np.minimum(near, points_apart(one, found)))
