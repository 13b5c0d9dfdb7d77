"""The same line in another take, by its sound alone: nobody's words are known.

Every 20 ms of speech becomes a vector of how likely each sound of the acoustic model is, which the voice, its pitch
and the microphone change little; a line is then looked for in a take by dynamic time warping of these vectors.
Source: Hazen, Shen and White, "Query-by-example spoken term detection using phonetic posteriorgram templates", ASRU
2009; the steps of the warp are Sakoe and Chiba's (1978) of slope 1/2 to 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.media.lining.hearing import HOP, hear
from workprint.media.lining.model import senones

Floats = NDArray[np.float32]

EVERY = 2
"""Frames of the model (10 ms) in one step of the warp. Source: our choice; a phone lasts 80 ms."""
SOFT = 0.03
"""Nats to a unit of the model's scores. Source: trials over 0.015 to 0.06: the model is far too sure of itself, and at
a third of its own scale (0.1) the right place stood out most over other voices and noise."""
FLOOR = 1e-3
"""Likeness of two sounds that have nothing in common. Source: our choice; below what noise gives."""
LIKE = 0.5
"""Cost of a warp against the take's usual cost, below which it is the same line. Source: trials with made voices: the
same line came to 0.14 to 0.47 (other voices, accents, tempo 85 to 115 %, noise at 10 dB), others to 0.5 at the least,
mostly 0.6 to 0.8."""
SURE = 0.1
"""Cost at which it is surely the same: the same voice at another pace comes to this."""
AGAIN = 0.35
"""Cost below which a second place is the line said again. Source: our choice, well inside of what is the same."""
APART = 15
"""Steps between two places that are looked at apart: 0.3 s."""
KEPT = 6
"""Places of each line that are weighed against each other. Source: our choice; a line is rarely said more often."""


@dataclass(frozen=True, eq=False)
class Sounds:
    """The speech of a take as sounds of the model."""

    at: NDArray[np.int32]
    """Sample (48 kHz) at which each step begins; long silence is left out."""
    likely: Floats
    """Steps by sounds: square roots of how likely each is, so that the likeness of two steps is their product."""

    def part(self, start: int, out: int) -> Floats:
        """The steps between two samples."""
        return self.likely[(self.at >= start) & (self.at < out)]


@dataclass(frozen=True, slots=True)
class Heard:
    """A line found in a take."""

    line: int
    """Which line, from 0."""
    start: int
    """First sample."""
    out: int
    """First sample after it."""
    cost: float
    """Cost of the warp against what is usual in this take: 0 the same sound, 1 nothing in common."""

    @property
    def confidence(self) -> int:
        """0 to 1000, falling from the surely same to what is just held to be the same."""
        return round(1000 - 700 * min(1.0, max(0.0, (self.cost - SURE) / (LIKE - SURE))))


def sounds(sound: Floats) -> Sounds:
    """The speech in `sound` (mono, 48 kHz). Raises `BadValue` for a sound of another shape."""
    heard, model = hear(sound, np.zeros(0, np.int32)), senones()
    names = (*model.speech, *model.fillers)
    if not heard.frames:
        return Sounds(np.zeros(0, np.int32), np.zeros((0, len(names)), np.float32))
    table = np.asarray([model.plain[name] for name in names], np.int32)
    cost = heard.of(table.ravel()).astype(np.float32).reshape(heard.frames, -1, 3).min(axis=2) * SOFT
    likely = np.exp(cost.min(axis=1, keepdims=True) - cost)
    likely /= likely.sum(axis=1, keepdims=True)
    return Sounds((heard.at[::EVERY] * HOP).astype(np.int32), np.sqrt(likely[::EVERY], dtype=np.float32))


def follow(lines: Sequence[Floats], take: Sounds) -> tuple[Heard, ...]:
    """Where each of `lines` (steps of another take, see `Sounds.part`) is said in `take`, in order of time.

    The lines that are said once come in the order given; a line that stands out a second time is there again. What
    is not surely the same line is not there.
    """
    places = [_places(number, line, take) for number, line in enumerate(lines)]
    chain = _in_order(places)
    again = [one for some in places for one in some if one.cost < AGAIN and not any(_overlap(one, each)
                                                                                   for each in chain)]
    return tuple(sorted((*chain, *_clear(again)), key=lambda one: one.start))


def _places(number: int, line: Floats, take: Sounds) -> list[Heard]:
    """The likeliest places of one line, best first."""
    if len(line) < 2 or len(take.at) < len(line) // 2:
        return []
    cost, start = _warp(line, take.likely)
    reached = cost[np.isfinite(cost)]
    if not len(reached):
        return []
    against = cost / max(float(np.median(reached)), 1e-6)
    found: list[Heard] = []
    while len(found) < KEPT and (end := int(against.argmin())) >= 0 and against[end] < LIKE:
        first, out = int(take.at[start[end]]), int(take.at[end]) + EVERY * HOP
        found.append(Heard(number, first, out, float(against[end])))
        against[max(0, end - APART):end + APART] = np.inf
    return found


def _warp(line: Floats, take: Floats) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Of each step of the take: mean cost of the best warp of the line that ends there, and where that begins."""
    apart = -np.log(line.astype(np.float64) @ take.T.astype(np.float64) + FLOOR)
    width = apart.shape[1]
    older = np.full(width, np.inf), np.arange(width)
    before = apart[0], np.arange(width)
    for row in range(1, len(line)):
        steps = (_moved(before, 1, apart[row]), _moved(before, 2, apart[row]),
                 _moved(older, 1, apart[row] + apart[row - 1]))
        choice = np.argmin([cost for cost, _ in steps], axis=0)
        now = np.choose(choice, [cost for cost, _ in steps]), np.choose(choice, [begin for _, begin in steps])
        older, before = before, now
    return before[0] / len(line), before[1]


def _moved(state: tuple[NDArray[np.float64], NDArray[np.int64]], by: int,
           cost: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The state `by` steps further, at a cost."""
    values = np.concatenate([np.full(by, np.inf), state[0][:-by]])[:len(cost)]
    begins = np.concatenate([np.zeros(by, np.int64), state[1][:-by]])[:len(cost)]
    return values + cost, begins


def _in_order(places: Sequence[Sequence[Heard]]) -> list[Heard]:
    """One place or none for each line, so that they follow one another and are together the surest."""
    best: list[tuple[float, list[Heard]]] = [(0.0, [])]
    for some in places:
        best += [(score + LIKE - one.cost, [*chain, one]) for score, chain in list(best) for one in some
                 if not chain or _follows(chain[-1], one)]
        best = _best_ends(best)
    return max(best, key=lambda each: each[0])[1]


def _follows(before: Heard, after: Heard) -> bool:
    return after.start >= before.out - APART * EVERY * HOP // 2


def _best_ends(chains: Sequence[tuple[float, list[Heard]]]) -> list[tuple[float, list[Heard]]]:
    """Of the chains, those that no other beats: scoring more, or ending sooner."""
    kept: list[tuple[float, list[Heard]]] = []
    for score, chain in sorted(chains, key=lambda each: (chain_end(each[1]), -each[0])):
        if not kept or score > kept[-1][0]:
            kept.append((score, chain))
    return kept


def chain_end(chain: Sequence[Heard]) -> int:
    """The sample at which a chain of lines ends; before all where it is empty."""
    return chain[-1].out if chain else -1


def _overlap(one: Heard, other: Heard) -> bool:
    return one.start < other.out and other.start < one.out


def _clear(found: Sequence[Heard]) -> list[Heard]:
    """Places that do not overlap, the surest first."""
    kept: list[Heard] = []
    for one in sorted(found, key=lambda each: each.cost):
        if not any(_overlap(one, each) for each in kept):
            kept.append(one)
    return kept
