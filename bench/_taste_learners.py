"""Who learns in the bench of the taste: ours, in sixes and in pairs, and the baselines that it has to beat."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray
from scipy.stats import norm

from bench._taste_pools import Array, Pool
from workprint.film import Alt
from workprint.taste import Lesson, Taste, ask, ask_pairs, learn


class Learner(Protocol):
    """Asks, hears, and says what it thinks every alternative of a pool is worth."""

    def shows(self, pool: Pool) -> list[int]:
        """Places of what it shows next."""
        ...

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        """Which of those shown was taken."""
        ...

    def worth(self, pool: Pool) -> Array:
        """What it thinks of every alternative."""
        ...


@dataclass
class Ours:
    """The taste, asking in sixes as the desk does: of a scene's alternatives, those that were not shown yet."""

    seed: int
    tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Tags of each pool, by its identity."""
    lessons: list[Lesson] = field(default_factory=list)
    taste: Taste = field(default_factory=Taste)
    shown: dict[int, set[int]] = field(default_factory=dict)
    """Places of what was shown of each pool, by its identity."""

    def shows(self, pool: Pool) -> list[int]:
        asked = self.asks(pool, [alt for at, alt in enumerate(pool.alts) if at not in self.shown.get(id(pool), ())])
        places = [pool.places[alt.id] for alt in asked]
        self.shown.setdefault(id(pool), set()).update(places)
        return places

    def asks(self, pool: Pool, left: Sequence[Alt]) -> list[Alt]:
        """Which of those left to show."""
        seconds = {alt.id: round(1000 * float(long)) for alt, long in zip(pool.alts, pool.seconds, strict=True)}
        six = ask(left, self.taste, self._next(), tags=self._tags(pool), seconds=seconds)
        return [one.alt for one in six]

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        axes = [self._axes(pool.alts[at]) for at in shown]
        beside = tuple(one for at, one in enumerate(axes) if at != picked)
        self.lessons.append(Lesson("circle", axes[picked], beside, picked, self._tags(pool)))
        self.taste = learn(self.lessons)

    def worth(self, pool: Pool) -> Array:
        return self.taste.worth([self._axes(alt) for alt in pool.alts], self._tags(pool))

    def foretell(self, pool: Pool, pairs: NDArray[np.int64]) -> Array:
        """How probable it thinks the first of every pair."""
        axes, tags = [self._axes(alt) for alt in pool.alts], self._tags(pool)
        return np.array([self.taste.chance(axes[one], axes[other], tags) / 1000 for one, other in pairs])

    def _axes(self, alt: Alt) -> dict[str, int]:
        return alt.variables

    def _next(self) -> int:
        return int(1000 * self.seed + len(self.lessons))

    def _tags(self, pool: Pool) -> tuple[str, ...]:
        return self.tags.get(id(pool), ())


class OursOfWholeCuts(Ours):
    """The taste, told nothing of single lines: what measuring by the line is worth."""

    def _axes(self, alt: Alt) -> dict[str, int]:
        return dict(alt.axes)


class OursInPairs(Ours):
    """The taste, asking in pairs of moments."""

    def asks(self, pool: Pool, left: Sequence[Alt]) -> list[Alt]:
        def seconds(one: Alt, other: Alt) -> int:
            return int(1000 * pool.moments[pool.places[one.id], pool.places[other.id]])

        question = ask_pairs(left, self.taste, self._next(), seconds=seconds)[0]
        return [question.one, question.other]


class OursShownAgain(Ours):
    """The taste, free to show again what was shown: what the desk leaves out."""

    def shows(self, pool: Pool) -> list[int]:
        return [pool.places[alt.id] for alt in self.asks(pool, pool.alts)]


class OursAtRandom(Ours):
    """The taste, told of random sixes: what asking well is worth."""

    def asks(self, pool: Pool, left: Sequence[Alt]) -> list[Alt]:
        return [left[int(at)] for at in default_rng(self._next()).choice(len(left), 6, replace=False)]


def _few(pool: Pool, count: int, seed: int) -> list[int]:
    return [int(at) for at in default_rng(seed).choice(len(pool.alts), count, replace=False)]


@dataclass
class NoLearning:
    """The tool's own order, six at a time."""

    turn: int = 0

    def shows(self, pool: Pool) -> list[int]:
        return list(range(6 * self.turn, 6 * self.turn + 6))

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        self.turn += 1

    def worth(self, pool: Pool) -> Array:
        return pool.scores


@dataclass
class Straight:
    """Logistic regression on pairs, a ridge on it: random pairs, or those that it is least sure of."""

    seed: int
    active: bool
    apart: list[Array] = field(default_factory=list)
    weight: Array | None = None

    def shows(self, pool: Pool) -> list[int]:
        if not self.active or self.weight is None:
            return _few(pool, 2, 1000 * self.seed + len(self.apart))
        tried = default_rng(1000 * self.seed + len(self.apart)).integers(0, len(pool.alts), (200, 2))
        seen = self._seen(pool) @ self.weight
        unsure = np.abs(seen[tried[:, 0]] - seen[tried[:, 1]]) + 1e9 * (tried[:, 0] == tried[:, 1])
        return [int(at) for at in tried[int(unsure.argmin())]]

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        seen = self._seen(pool)[list(shown)]
        self.apart += [seen[picked] - one for at, one in enumerate(seen) if at != picked]
        self.weight = ridge(np.array(self.apart))

    def worth(self, pool: Pool) -> Array:
        return np.zeros(len(pool.alts)) if self.weight is None else np.asarray(self._seen(pool) @ self.weight)

    def _seen(self, pool: Pool) -> Array:
        # Pools stand about the same middle in spreads of a made scene, so that what is learned in one serves another.
        return np.asarray(pool.axes / np.array([40.0, 40.0, 90.0, 35.0, 65.0, 70.0, 95.0]))


def ridge(apart: Array, strength: float = 1.0) -> Array:
    """The weights for which the first of each pair, `apart` from the second, is likeliest to be taken."""
    weight = np.zeros(apart.shape[1])
    for _ in range(12):
        share = 1 / (1 + np.exp(-apart @ weight))
        slope = apart.T @ (1 - share) - weight * strength
        weight = weight + np.linalg.solve(apart.T @ (apart * (share * (1 - share))[:, None])
                                          + strength * np.eye(len(weight)), slope)
    return weight


@dataclass
class Lean:
    """The first, plain taste of Workprint: which way the marked cut lay from the others, on the mean of all marks."""

    seed: int
    told: list[Array] = field(default_factory=list)

    def shows(self, pool: Pool) -> list[int]:
        if not self.told:
            return list(range(6))
        order = np.argsort(-self.worth(pool), kind="stable")
        begin = (5 * len(self.told)) % (len(order) - 6)
        return [*(int(at) for at in order[begin:begin + 5]), int(order[-1 - len(self.told)])]

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        seen = pool.axes[list(shown)]
        others = np.delete(seen, picked, axis=0).mean(axis=0)
        half = np.maximum(1, (seen.max(axis=0) - seen.min(axis=0)) / 2)
        self.told.append(np.clip((seen[picked] - others) / half, -1, 1))

    def worth(self, pool: Pool) -> Array:
        if not self.told:
            return np.zeros(len(pool.alts))
        low, high = pool.axes.min(axis=0), pool.axes.max(axis=0)
        place = np.clip((pool.axes - (low + high) / 2) / np.maximum(1, (high - low) / 2), -1, 1)
        return np.asarray(place @ (np.sum(self.told, axis=0) / (len(self.told) + 3)))


@dataclass
class Process:
    """Our own Gaussian process on pairs with EUBO (Lin et al. 2022), in numpy: not BoTorch's.

    RBF kernel over all axes, logistic answers, Laplace's approximation; length and height by their evidence.
    """

    seed: int
    pairs: list[tuple[int, int]] = field(default_factory=list)
    """Places taken and left; it learns within one pool."""

    def shows(self, pool: Pool) -> list[int]:
        if not self.pairs:
            return _few(pool, 2, 1000 * self.seed)
        mean, cov = self._posterior(pool)
        return list(eubo(mean, cov, default_rng(1000 * self.seed + len(self.pairs))))

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        self.pairs.append((shown[picked], shown[1 - picked]))

    def worth(self, pool: Pool) -> Array:
        return self._posterior(pool)[0]

    def _posterior(self, pool: Pool) -> tuple[Array, Array]:
        seen = (pool.axes - pool.axes.mean(axis=0)) / pool.axes.std(axis=0)
        square = ((seen[:, None] - seen[None]) ** 2).sum(axis=2)
        tried = [_laplace(height * np.exp(-square / (2 * length**2)), self.pairs)
                 for length in (1.5, 3.0, 6.0) for height in (1.0, 4.0)]
        return max(tried, key=lambda one: one[2])[:2]


def _laplace(kernel: Array, pairs: Sequence[tuple[int, int]]) -> tuple[Array, Array, float]:
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    cross = kernel[:, first] - kernel[:, second]
    gram = cross[first] - cross[second] + 1e-6 * np.eye(len(pairs))
    alpha, value = np.zeros(len(pairs)), np.zeros(len(pairs))
    for _ in range(20):
        share = 1 / (1 + np.exp(-value))
        steep = share * (1 - share)
        inner = np.eye(len(pairs)) + steep[:, None] * gram
        alpha = np.linalg.solve(inner, steep * value + 1 - share)
        value = gram @ alpha
    share = 1 / (1 + np.exp(-value))
    steep = share * (1 - share)
    inner = np.eye(len(pairs)) + steep[:, None] * gram
    cov = kernel - cross @ np.linalg.solve(inner, steep[:, None] * cross.T)
    evidence = float(np.log(share).sum() - 0.5 * value @ alpha - 0.5 * np.linalg.slogdet(inner)[1])
    return cross @ alpha, cov, evidence


BOTORCH = Path(os.environ.get("WORKPRINT_BOTORCH") or Path("build") / "botorch" / "bin" / "python")
"""The Python of an environment with BoTorch, where there is one."""


@dataclass
class BoTorch:
    """BoTorch's own, in a process of its own."""

    seed: int
    process: subprocess.Popen[str] | None = None
    told: tuple[list[int], list[float]] | None = None

    def shows(self, pool: Pool) -> list[int]:
        if self.process is None:
            self.process = subprocess.Popen([BOTORCH, "bench/_botorch.py"], stdin=subprocess.PIPE, text=True,
                                            stdout=subprocess.PIPE, env={**os.environ, "OMP_NUM_THREADS": "1"})
            self._says(pool.axes.tolist())
        return self.told[0] if self.told else _few(pool, 2, 1000 * self.seed)

    def hears(self, pool: Pool, shown: Sequence[int], picked: int) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self._says([shown[picked], shown[1 - picked]])
        self.told = json.loads(self.process.stdout.readline())

    def worth(self, pool: Pool) -> Array:
        return np.array(self.told[1] if self.told else [0.0] * len(pool.alts))

    def _says(self, value: object) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()


def eubo(mean: Array, cov: Array, chance: Generator) -> tuple[int, int]:
    """The pair whose better one is expected to be best (Astudillo et al. 2023), among all pairs."""
    one, other = (np.array(side) for side in zip(*combinations(range(len(mean)), 2), strict=True))
    spread = np.sqrt(np.maximum(1e-9, cov[one, one] + cov[other, other] - 2 * cov[one, other]))
    away = (mean[one] - mean[other]) / spread
    value = mean[one] * norm.cdf(away) + mean[other] * norm.cdf(-away) + spread * norm.pdf(away)
    at = int((value + 1e-9 * chance.random(len(value))).argmax())
    return int(one[at]), int(other[at])
