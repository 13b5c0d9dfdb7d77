"""A or B: which two to show by the moments in which they differ, so that a minute of watching teaches most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.random import PCG64, Generator
from scipy.special import ndtr

from workprint.film import Alt
from workprint.taste.asking import Guess
from workprint.taste.sheet import Array
from workprint.taste.taste import Taste

TRIED = 60
"""Tastes that are drawn to find the alts among which pairs are looked for. Source: our choice; some 1,500 pairs, a
hundredth of a second."""

CHOOSING = 4_200
"""Thousandths of a second that a choice takes besides watching. Source: facts/editing 6, Constrained PBO 2025 (11
professional designers)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A or B: two alts to be told apart by the moments in which they differ."""

    one: Alt
    """The first to be watched."""
    other: Alt
    """The second."""
    seconds: int
    """Thousandths of a second that their moments take, both sides."""
    teaches: int
    """What the answer is expected to tell, in thousandths of a bit."""
    promises: int
    """How far the better one is expected to lie below that of the best pair (thousandths of a logit)."""

    @property
    def per_minute(self) -> float:
        """What a minute watched teaches of what to keep: bits, the fewer the less either may be worth keeping."""
        return float(self.teaches * np.exp(self.promises / 1000) * 60 / (self.seconds + CHOOSING))


def ask_pairs(alts: Sequence[Alt], taste: Taste, seed: int, *, seconds: Callable[[Alt, Alt], int], count: int = 1,
              tags: Sequence[str] = ()) -> tuple[Question, ...]:
    """The `count` pairs that teach most for each minute watched, among alts that may be the best.

    `seconds` tells how long the moments take in which two alts differ (thousandths of a second, both sides). No alt is
    in two of the pairs. Before any lesson the pairs are drawn at random.
    """
    chance = Generator(PCG64(seed))
    if not taste.mean:
        few = [alts[at] for at in chance.permutation(len(alts))[:2 * count]]
        return tuple(Question(one, other, seconds(one, other), 1000, 0)
                     for one, other in zip(few[::2], few[1::2], strict=False))
    guess = Guess.of(alts, taste, tags)
    few = [alts[at] for at in _may_be_best(guess, chance)]
    teaches, promises = _worth_asking(Guess.of(few, taste, tags))
    found = [Question(one, other, seconds(one, other), told, below) for (one, other), told, below
             in zip(combinations(few, 2), teaches, promises, strict=True)]
    return tuple(_apart(sorted(found, key=lambda one: -one.per_minute), count))


def _apart(found: Sequence[Question], count: int) -> list[Question]:
    kept: list[Question] = []
    for one in found:
        used = {alt.id for each in kept for alt in (each.one, each.other)}
        if len(kept) < count and not {one.one.id, one.other.id} & used:
            kept.append(one)
    return kept


def _may_be_best(guess: Guess, chance: Generator) -> list[int]:
    """Alts that are the best or the second of some taste that may be this person's, and the five likeliest."""
    best = [int(at) for at in np.argsort(-guess.likely, kind="stable")[:5]]
    for _ in range(TRIED):
        best += [int(at) for at in np.argsort(-guess.drawn(chance), kind="stable")[:2]]
    return sorted({*best})


def _worth_asking(guess: Guess) -> tuple[list[int], list[int]]:
    """Of each pair: what its answer is expected to tell, and how far its better one may lie below the best pair's."""
    first, second = np.triu_indices(len(guess.likely), 1)
    apart = guess.likely[first] - guess.likely[second]
    doubt = ((guess.root[first] - guess.root[second]) ** 2).sum(axis=1)
    # The better of two Gaussians is expected to be worth this (Clark 1961); pairs by it alone: EUBO, Lin et al. 2022.
    wide = np.sqrt(np.maximum(doubt, 1e-12))
    better = guess.likely[second] + apart * ndtr(apart / wide) + wide * np.exp(-(apart / wide) ** 2 / 2) / ROOT_2PI
    return ([round(1000 * told) for told in _bits(apart, doubt)],
            [round(1000 * below) for below in better - better.max(initial=-np.inf)])


ROOT_2PI = float(np.sqrt(2 * np.pi))  # Source: the Gaussian density


def _bits(mean: Array, doubt: Array) -> Array:
    """The entropy of an answer less that of its chance (BALD, Houlsby et al. 2011, by their approximation), in bits."""
    # A logistic answer as a probit one, 1.7 times as steep (Camilli 1994); C as in Houlsby et al., section 3.
    mean, doubt, c = mean / 1.7, doubt / 1.7**2, np.pi * np.log(2) / 2
    share = np.clip(1 / (1 + np.exp(-1.7 * mean / np.sqrt(1 + doubt))), 1e-12, 1 - 1e-12)
    entropy = -share * np.log2(share) - (1 - share) * np.log2(1 - share)
    noise = np.sqrt(c / (doubt + c)) * np.exp(-mean**2 / (2 * (doubt + c)))
    return np.asarray(np.maximum(0, entropy - noise))
