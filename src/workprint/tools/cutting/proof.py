"""How often an idiom holds where it could: the share of places, in the best cut of a scene and in a random one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from workprint.tools.cutting.facts import Before, Joint, Place, pick
from workprint.tools.cutting.grammar import HEAVIEST, Idiom
from workprint.tools.cutting.ground import Ground
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import NOT
from workprint.tools.cutting.solve import RUNS, Scales, Worth, ahead, best, treatments, worth
from workprint.tools.cutting.splices import TREATMENTS
from workprint.tools.cutting.spread import near_best
from workprint.tools.cutting.stage import Stage, stage
from workprint.tools.cutting.wishes import wishes


@dataclass(frozen=True, slots=True)
class Chance:
    """One place of a cut: how well an idiom holds there, and how well and badly it could, each -100 to 100."""

    got: int
    most: int
    least: int

    @property
    def open(self) -> bool:
        """Whether the idiom can hold here, and could be missed: it may hold, or be broken without need."""
        return self.most >= 0 and self.least < self.most

    @property
    def held(self) -> bool:
        """Whether it holds, or is at least not broken where that is the most there is."""
        return self.got > 0 or self.got == self.most == 0


def counted(found: Sequence[Chance]) -> tuple[int, int]:
    """At how many places the idiom holds, and at how many it could."""
    counts = [each.held for each in found if each.open]
    return sum(counts), len(counts)


def best_cut(idiom: Idiom, found: Ground) -> tuple[int, int]:
    """Places where the idiom holds, and where it could, in the best cut of a scene by this idiom alone."""
    on, value = _weighed(idiom, found, HEAVIEST)
    path = best(value, ahead(value))[1]
    return counted(tuple(_chances(on, value, idiom, path, treatments(value, path[None, :])[0], value.reaction)))


def random_cut(idiom: Idiom, found: Ground, chance: Generator) -> tuple[int, int]:
    """The same in one cut drawn at random from all that are possible."""
    on, value = _weighed(idiom, found, 0)
    path = near_best(value, ahead(value), 1, 0, chance)[0]  # without weights every possible cut is as good as the best
    chosen = [_drawn(int(code[path[n], path[n + 1]]), chance) for n, code in enumerate(value.code)]
    return counted(tuple(_chances(on, value, idiom, path, chosen, [
        _any_reaction(on, n, chance) for n in range(len(path))])))


def _weighed(idiom: Idiom, found: Ground, weight: int) -> tuple[Stage, Worth]:
    on = stage(found, wishes(found, (), ()))
    return on, worth(on, Scales(found, (idiom,), {idiom.name: weight}))


def _drawn(code: int, chance: Generator) -> int:
    """Any possible treatment."""
    if code >= RUNS:
        return len(TREATMENTS) + code - RUNS
    return int(chance.choice([bit for bit in range(len(TREATMENTS)) if code >> bit & 1]))


def _any_reaction(on: Stage, n: int, chance: Generator) -> Whole:
    """For every way of a beat any take that can be its reaction, or none."""
    fits = _reacting(on, n)
    draw = fits * chance.integers(1, 1 << 30, fits.shape)
    return np.where(fits.any(axis=1) & (chance.integers(0, 2, len(fits)) > 0), draw.argmax(axis=1), -1)


def _reacting(on: Stage, n: int) -> Whole:
    """Whether a take (column) can be a reaction inside a way (row)."""
    ways, shift = on.played[n].ways, on.played[n].reactions.shift[on.played[n].ways.said]
    other = np.arange(shift.shape[1])[None, :] != ways.view[:, None]
    return (shift != NOT) & other & (ways.synced[:, None] == 1)


def _chances(on: Stage, value: Worth, idiom: Idiom, path: Whole, chosen: Sequence[int],
             reaction: Sequence[Whole]) -> Iterator[Chance]:
    """Every place of a cut. "Could" is over all ways, or over all that can follow the way before."""
    if idiom.kind in ("beat", "first", "last"):
        places = {"beat": range(len(path)), "first": [0], "last": [len(path) - 1]}[idiom.kind]
        yield from (_on(_beats(on, n, idiom), int(path[n])) for n in places)
    elif idiom.kind == "reaction":
        for n, way in enumerate(path):
            table = np.broadcast_to(on.ground.measured(idiom, -1, on.at[n]), on.played[n].reactions.shift.shape)
            could = table[on.played[n].ways.said][way][_reacting(on, n)[way]]
            take = reaction[n][way]
            got = int(table[on.played[n].ways.said[way], take]) if take >= 0 else 0
            yield Chance(got, max(0, int(could.max(initial=0))), min(0, int(could.min(initial=0))))
    else:
        for n in range(len(on.splices)):
            yield _between(on, value, idiom, n, path, int(chosen[n]))


def _on(table: Whole, way: int) -> Chance:
    return Chance(int(table[way]), int(table.max()), int(table.min()))


def _beats(on: Stage, n: int, idiom: Idiom) -> Whole:
    """How well an idiom holds in every way to play a beat."""
    ways = on.played[n].ways
    shape = (len(on.ground.beats[on.at[n]].said), len(on.ground.takes))
    return np.broadcast_to(on.ground.measured(idiom, -1, on.at[n]), shape)[ways.said, ways.view]


def _between(on: Stage, value: Worth, idiom: Idiom, n: int, path: Whole, chosen: int) -> Chance:
    """One joint: what was got, and what could follow the way before."""
    here, next_one, code = int(path[n]), int(path[n + 1]), value.code[n][path[n]]
    if idiom.kind == "joint":
        table = on.ground.measured(idiom, on.at[n], on.at[n + 1])
        bits = np.arange(len(TREATMENTS))
        can = np.concatenate([(code[:, None] < RUNS) & (code[:, None] >> bits & 1 == 1),
                              code[:, None] == RUNS + np.arange(len(table) - len(bits))], axis=1).any(axis=0)
        return Chance(int(table[chosen]), int(table[can].max()), int(table[can].min()))
    table, possible = _pairs(on, idiom, n, here), code > 0
    return Chance(int(table[next_one]), int(table[possible].max()), int(table[possible].min()))


def _pairs(on: Stage, idiom: Idiom, n: int, here: int) -> Whole:
    """How well an idiom that does not ask for the treatment holds between one way and all that come after it."""
    before, behind, splice = on.played[n].ways, on.played[n + 1].ways, on.splices[n]
    runs = splice.runs[here] >= 0
    if idiom.kind == "motion":
        leaves, enters = on.ground.motion(on.at[n], on.at[n + 1], before, behind)
        beats = on.ground.beats
        return np.asarray(idiom.measure(Place(
            beats[on.at[n + 1]].fact, joint=Joint((~runs).astype(np.int64), 0, 0, 0), motion=enters,
            was=Before(beats[on.at[n]].fact, motion=pick(leaves, slice(here, here + 1))))), np.int64)
    measured = on.ground.measured(idiom, on.at[n], on.at[n + 1])
    if idiom.kind == "picture":
        view = before.view[here]
        return np.where(runs, measured[view, view, 0], measured[view, behind.view, 1])
    if idiom.kind == "voice":
        return measured[before.said[here], behind.said]
    return measured[splice.squeezed[here]]
