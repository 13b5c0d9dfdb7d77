"""Asking well: which six to show, so that an answer teaches much and something in it is worth keeping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from workprint.film import Alt
from workprint.taste.ranking import SHOWN_AT_ONCE, For, Lines, Ranked, differ, string_out
from workprint.taste.sheet import Array
from workprint.taste.taste import POINT, Taste

KEEPING, TEACHING = 2, 3
"""Of six, how many are shown because they may be worth keeping, and how many because their answer would teach most; the
last comes from outside (DESIGN law 9). Source: tuned on the simulated artists of development (bench/taste.py)."""

LIKED = 0.3
"""How much an alt is passed over as a question for each logit that it is worth less than the best. Source: tuned as
above; a question about what nobody would keep teaches little of what to keep."""

def ask(alts: Sequence[Alt], taste: Taste, seed: int, *, tags: Sequence[str] = (),
        seconds: Mapping[str, int] | None = None) -> tuple[Ranked, ...]:
    """Six alternatives to choose the best of: two worth keeping, three whose answer would teach most, one from outside.

    The same alts, taste and seed give the same six. They stand in an order of chance, so that no place is favoured.
    `seconds` tells how long each takes to watch (thousandths of a second, by id): what takes long has to teach more.
    Before any lesson the tool's own first six are shown.
    """
    if not taste.mean or len(alts) <= SHOWN_AT_ONCE:
        return string_out(alts, taste, tags=tags)[:SHOWN_AT_ONCE]
    chance = Generator(PCG64(seed))
    guess = Guess.of(alts, taste, tags)
    costs = np.array([(seconds or {}).get(alt.id, 1000) for alt in alts] if seconds else [1000] * len(alts), float)
    chosen = _Six(alts, guess, chance, costs).chosen()
    at = [chosen[place] for place in chance.permutation(len(chosen))]
    reasons = taste.reasons([alts[n] for n, _ in at], guess.points[[n for n, _ in at]], tags)
    return tuple(Ranked(replace(alts[n], reasons=alts[n].reasons + told), why == "outside", why)
                 for (n, why), told in zip(at, reasons, strict=True))


@dataclass(frozen=True)
class Guess:
    """What is thought of every alt: its likely worth, tool's points included, and what is unsure about it."""

    likely: Array
    """In logits."""
    root: Array
    """Alts by parameters: its product with itself turned is the covariance of their worth."""
    points: NDArray[np.int64]
    """What the taste gives on every axis; alts by axes."""

    @classmethod
    def of(cls, alts: Sequence[Alt], taste: Taste, tags: Sequence[str]) -> Guess:
        """What `taste` thinks of alts."""
        width, way = np.linalg.eigh(taste.covariance)
        features, points = taste.features([alt.variables for alt in alts], tags), taste.points(alts, tags)
        return cls((np.array([alt.score for alt in alts], float) + points.sum(axis=1)) / POINT,
                   features @ (way * np.sqrt(np.maximum(0, width))), points)

    def drawn(self, chance: Generator) -> Array:
        """The worth of every alt as it may be (Thompson 1933)."""
        return self.likely + self.root @ chance.standard_normal(self.root.shape[1])


@dataclass
class _Six:
    """A six that is being put together."""

    alts: Sequence[Alt]
    guess: Guess
    chance: Generator
    seconds: Array

    def __post_init__(self) -> None:
        self.taken: list[int] = []
        self.seen: dict[str, Lines] = {}

    def chosen(self) -> list[tuple[int, For]]:
        """Places of the six, each with why it is shown."""
        for _ in range(KEEPING):
            self._take(self.guess.drawn(self.chance))
        for _ in range(TEACHING):
            self._take(self._teaches())
        self._take(-self.guess.points.sum(axis=1).astype(float))
        kinds: list[For] = [*["worth keeping"] * KEEPING, *["to learn"] * TEACHING, "outside"]  # type: ignore[list-item]
        return list(zip(self.taken, kinds, strict=True))

    def _take(self, value: Array) -> None:
        """The best by `value` that is not taken yet and differs from those that are; else simply the best."""
        order = [int(at) for at in np.argsort(-value, kind="stable") if at not in self.taken]
        self.taken.append(next((at for at in order if all(
            differ(self.alts[at], self.alts[other], self.seen) for other in self.taken)), order[0]))

    def _teaches(self) -> Array:
        """How unsure it is whether each alt is worth more than those taken, each once they were told apart."""
        known = self.guess.root[self.taken]
        away = known - known.mean(axis=0)
        left = np.linalg.inv(np.eye(away.shape[1]) + away.T @ away)
        apart = self.guess.root - known.mean(axis=0)
        unsure = np.einsum("np,pq,nq->n", apart, left, apart)
        liked = np.exp(LIKED * (self.guess.likely - self.guess.likely.max()))
        return np.asarray(unsure * liked * self.seconds.mean() / self.seconds)
