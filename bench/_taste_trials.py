"""Trials of the bench of the taste: one artist and one learner at a time; everything here is simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from bench._artists import Artist, World, artist
from bench._taste_learners import Learner, Ours
from bench._taste_pools import Array, Pool

CHOICE = 4.2
"""Seconds that a choice takes besides watching. Source: facts/editing 6, Constrained PBO 2025."""

POINTS = 1 / 4_000
"""Logits for one of the tool's points, as the taste weighs them. Source: workprint/taste/taste.py, POINT."""

HELD = 30_000
"""Where the numbers of the artists begin that are reported; those of development are below. Source: our choice."""


@dataclass
class Course:
    """How one trial went, answer by answer."""

    minutes: list[float] = field(default_factory=list)
    """Watched so far, choices included."""
    gaps: list[float] = field(default_factory=list)
    """Share of the gap that the alternative it would recommend closes."""
    firsts: list[float] = field(default_factory=list)
    """The same of the alternative that would stand first on the desk, the tool's own points counted."""
    pairs: list[float] = field(default_factory=list)
    """Share of random pairs of the pool that it has in the true order."""


def course(who: Artist, learner: Learner, world: World, at: int, answers: int, seed: int) -> Course:
    """One artist choosing in one pool."""
    pool, chance, told = world.pools[at], default_rng([seed, 9]), Course()
    pairs = default_rng([seed, 10]).integers(0, len(pool.alts), (500, 2))
    watched = 0.0
    for _ in range(answers):
        shown = learner.shows(pool)
        learner.hears(pool, shown, who.picks(at, shown, chance))
        watched += (cost(pool, shown) + CHOICE) / 60
        worth = learner.worth(pool)
        told.minutes.append(watched)
        told.gaps.append(who.gap(at, int(worth.argmax())))
        first = worth + POINTS * pool.scores if isinstance(learner, Ours) else worth
        told.firsts.append(who.gap(at, int(first.argmax())))
        told.pairs.append(right(worth, who.worth[at], pairs))
    return told


def cost(pool: Pool, shown: Sequence[int]) -> float:
    """Seconds to watch: a pair by its moments, a six by whole cuts."""
    return float(pool.moments[shown[0], shown[1]] if len(shown) == 2 else pool.seconds[list(shown)].sum())


def right(worth: Array, true: Array, pairs: NDArray[np.int64]) -> float:
    """Share of pairs in the true order; what is thought equal counts a half."""
    one, other = worth[pairs[:, 0]] - worth[pairs[:, 1]], true[pairs[:, 0]] - true[pairs[:, 1]]
    told = other != 0
    return float(np.where(one == 0, 0.5, (one > 0) == (other > 0))[told].mean())


def courses(make: Callable[[int], Learner], kind: str, unseen: float, world: World, seeds: Sequence[int],
            answers: int) -> list[Course]:
    """Trials of several artists of a kind, each with a learner of their own, in the pools by turns."""
    return [course(artist(kind, seed, world, unseen), make(seed), world, seed % len(world.pools), answers, seed)
            for seed in seeds]


def mean_gap(told: Sequence[Course], answers: int) -> float:
    """Mean share of the gap that is closed after so many answers."""
    return round(float(np.mean([one.gaps[answers - 1] for one in told])), 3)


def mean_first(told: Sequence[Course], answers: int) -> float:
    """The same of what would stand first on the desk."""
    return round(float(np.mean([one.firsts[answers - 1] for one in told])), 3)


def mean_pairs(told: Sequence[Course], answers: int) -> float:
    """Mean share of pairs in the true order after so many answers."""
    return round(float(np.mean([one.pairs[answers - 1] for one in told])), 3)


def minutes_to(told: Sequence[Course], gap: float) -> float:
    """Minutes watched until the mean gap closed is this and stays so; those of all answers where it never does."""
    grid = np.arange(0, max(one.minutes[-1] for one in told), 0.25)
    curves = [np.concatenate([[0.0], one.gaps])[np.searchsorted(one.minutes, grid, side="right")] for one in told]
    short = np.flatnonzero(np.mean(curves, axis=0) < gap)
    return float(grid[min(short[-1] + 1, len(grid) - 1)]) if len(short) else float(grid[1])


@dataclass(frozen=True)
class Moved:
    """What was foretold of pairs of scenes that the learner has not seen, and what the artist answered."""

    foretold: Array
    """Chance of the first, by the taste; pairs."""
    answered: Array
    """1 where the artist took the first; pairs."""
    again: Array
    """The same asked a second time."""
    true: Array
    """1 where the first is worth more."""

    @property
    def right(self) -> float:
        """Share of answers that were foretold."""
        return float(((self.foretold > 0.5) == (self.answered > 0.5)).mean())

    @property
    def repeated(self) -> float:
        """Share of answers that the artist gave again."""
        return float((self.answered == self.again).mean())


def new_scenes(kind: str, seed: int, world: World, learner: Learner,
               foretell: Callable[[Pool, NDArray[np.int64]], Array], answers: int = 40) -> Moved:
    """An artist chooses in the first half of the pools by turns, and is foretold in the other half."""
    who, chance, half = artist(kind, seed, world), default_rng([seed, 11]), len(world.pools) // 2
    for turn in range(answers):
        at = (turn // 10) % half
        shown = learner.shows(world.pools[at])
        learner.hears(world.pools[at], shown, who.picks(at, shown, chance))
    parts = []
    for at in range(half, len(world.pools)):
        pool = world.pools[at]
        pairs = chance.integers(0, len(pool.alts), (60, 2))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        apart = who.worth[at][pairs[:, 0]] - who.worth[at][pairs[:, 1]]
        share = 1 / (1 + np.exp(-apart))
        parts.append((foretell(pool, pairs), chance.random(len(share)) < share, chance.random(len(share)) < share,
                      apart > 0))
    return Moved(*(np.concatenate(one).astype(float) for one in zip(*parts, strict=True)))


def calibration(moved: Sequence[Moved], bins: int = 10) -> float:
    """Expected calibration error: how far foretold shares lie from those that came, in ten bins of equal count."""
    foretold = np.concatenate([one.foretold for one in moved])
    came = np.concatenate([one.answered for one in moved])
    # A pair has no order of its own: each is told from the side that is thought likelier.
    sure, right = np.maximum(foretold, 1 - foretold), np.where(foretold >= 0.5, came, 1 - came)
    order = np.array_split(np.argsort(sure, kind="stable"), bins)
    return float(sum(len(one) * abs(sure[one].mean() - right[one].mean()) for one in order) / len(sure))


def drift(seed: int, world: World, learner: Ours, changes: bool, answers: int = 60) -> bool:
    """Whether a change was noticed at any answer: after it where the artist changes at half, ever where not."""
    who = artist("drifting" if changes else ("linear", "ideal point")[seed % 2], seed, world)
    chance, noticed, half = default_rng([seed, 12]), False, answers // 2
    for turn in range(answers):
        at = (turn // 8 + seed) % len(world.pools)
        shown = learner.shows(world.pools[at])
        learner.hears(world.pools[at], shown, who.picks(at, shown, chance, changed=turn >= half))
        if turn >= half or not changes:
            noticed = noticed or learner.taste.changed is not None
    return noticed
