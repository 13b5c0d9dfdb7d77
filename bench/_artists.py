"""Simulated artists. The taste never imports them, and nothing here imports the taste.

Each has a worth for every alternative of every pool. Three tenths of its variance may lie in variables that the tool
does not measure (made independent of those it does). Choices are by worth plus chance, as much of it as makes the
artist repeat 76 % of their answers to random pairs (facts/editing 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.random import Generator, default_rng

from bench._taste_pools import Array, Pool

REPEATS = 0.76
"""Share of their answers to random pairs that an artist repeats. Source: issue 6; facts/editing 7."""

UNSEEN = 0.3
"""Share of the variance of their worth that lies in what is not measured. Source: issue 6."""

KINDS = ("linear", "ideal point", "contextual", "lexicographic", "drifting", "by line")

DEPEND = 0.25
"""How probable it is that an artist who decides by the line cares for an axis on lines of a kind. Source: our choice;
three wishes of twelve that there could be, such as closer on strong lines.
"""

FIRST = 0.2
"""How much more worth, in logits, the first shown has than the last for an artist with a bias for places.
Source: our choice."""


@dataclass(frozen=True)
class World:
    """All pools of a trial, on common scales."""

    pools: Sequence[Pool]
    """Those that are chosen from."""

    @cached_property
    def scale(self) -> tuple[Array, Array]:
        """Mean of every axis over all, and its mean spread within a pool."""
        return (np.mean([one.axes.mean(axis=0) for one in self.pools], axis=0),
                np.mean([one.axes.std(axis=0) for one in self.pools], axis=0))

    @cached_property
    def measured(self) -> list[Array]:
        """Every pool's axes in spreads from the middle."""
        return [(one.axes - self.scale[0]) / self.scale[1] for one in self.pools]

    @cached_property
    def by_line(self) -> list[Array]:
        """What every pool's axes are on some lines against the others, in spreads."""
        spread = np.mean([one.on_lines.std(axis=0) for one in self.pools], axis=0)
        return [(one.on_lines - one.on_lines.mean(axis=0)) / spread for one in self.pools]

    @cached_property
    def unmeasured(self) -> list[Array]:
        """What neither an axis nor a difference between lines says, less what they foretell of it."""
        seen = np.concatenate([np.hstack([one - one.mean(axis=0), lines])
                               for one, lines in zip(self.measured, self.by_line, strict=True)])
        hidden = np.concatenate([one.unmeasured - one.unmeasured.mean(axis=0) for one in self.pools])
        left = hidden - seen @ np.linalg.lstsq(seen, hidden, rcond=None)[0]
        return np.split(left / left.std(axis=0), np.cumsum([len(one.alts) for one in self.pools])[:-1])


@dataclass(frozen=True)
class Artist:
    """A simulated person."""

    kind: str
    """One of KINDS."""
    worth: tuple[Array, ...]
    """Of every alternative of every pool, in logits."""
    later: tuple[Array, ...]
    """The same once their taste has changed; the same as before where it never does."""
    first: float = FIRST
    """How much more worth the first place has than the last."""

    def picks(self, pool: int, shown: Sequence[int], chance: Generator, changed: bool = False) -> int:
        """Which of those shown they take: its place."""
        worth = (self.later if changed else self.worth)[pool][list(shown)]
        tempts = self.first * (0.5 - np.arange(len(shown)) / max(1, len(shown) - 1))
        return int(np.argmax(worth + tempts + chance.gumbel(size=len(shown))))

    def gap(self, pool: int, at: int, changed: bool = False) -> float:
        """Share of the gap from the average to the best that an alternative closes."""
        worth = (self.later if changed else self.worth)[pool]
        return float((worth[at] - worth.mean()) / (worth.max() - worth.mean()))


def artist(kind: str, seed: int, world: World, unseen: float = UNSEEN) -> Artist:
    """The artist of this kind and number."""
    chance = default_rng([seed, KINDS.index(kind)])
    if kind == "drifting":
        one, other = (_measured("linear", chance, world) for _ in range(2))
        both = [*one, *other]  # what is not measured stays as it was: three tenths of the old taste
    else:
        both = _measured(kind, chance, world)
    hidden = [one @ chance.standard_normal(6) for one in world.unmeasured] if unseen else []
    count = len(world.pools)
    parts = [_mixed(both[at:at + count], hidden, unseen) for at in range(0, len(both), count)]
    told = tuple(tuple(one * _steepness(part) for one in part) for part in parts)
    return Artist(kind, told[0], told[-1])


def _measured(kind: str, chance: Generator, world: World) -> list[Array]:
    """Worth by what is measured."""
    axes = world.measured[0].shape[1]
    weight, extra = _some(chance, axes), _some(chance, axes)
    ideal, order = 0.9 * chance.standard_normal(axes), chance.permutation(axes)
    if kind == "linear":
        return [one @ weight for one in world.measured]
    if kind == "ideal point":
        return [-((one - ideal) ** 2) @ np.abs(weight) for one in world.measured]
    if kind == "contextual":  # every other scene is of a kind in which they want something else
        return [one @ (weight + extra * (at % 2)) for at, one in enumerate(world.measured)]
    if kind == "by line":  # half of what they want is wanted on some lines and not on others
        some = _some(chance, world.by_line[0].shape[1], DEPEND)
        return _mixed([one @ weight for one in world.measured], [one @ some for one in world.by_line], 0.5)
    steps = [np.round(one[:, order[:3]] * np.sign(weight + 1e-9)[order[:3]]) for one in world.measured]
    return [4 * one[:, 0] + one[:, 1] + 0.25 * one[:, 2] for one in steps]


def _some(chance: Generator, axes: int, share: float = 0.75) -> Array:
    """Weights of which about so many are not nothing."""
    weight = chance.standard_normal(axes) * (chance.random(axes) < share)
    return weight if weight.any() else np.eye(axes)[0]


def _mixed(seen: Sequence[Array], hidden: Sequence[Array], unseen: float) -> list[Array]:
    def even(parts: Sequence[Array], share: float) -> list[Array]:
        spread = np.mean([one.std() for one in parts])
        return [np.sqrt(share) * (one - one.mean()) / spread for one in parts]

    if not hidden:
        return even(seen, 1.0)
    return [a + b for a, b in zip(even(seen, 1 - unseen), even(hidden, unseen), strict=True)]


def _steepness(worth: Sequence[Array]) -> float:
    """What worth has to be multiplied by for answers to random pairs to be repeated as often as they are."""
    chance = default_rng(0)
    apart = np.concatenate([one[chance.integers(0, len(one), 500)] - one[chance.integers(0, len(one), 500)]
                            for one in worth])
    low, high = 0.05, 50.0
    for _ in range(40):
        middle = (low * high) ** 0.5
        share = 1 / (1 + np.exp(-np.clip(apart * middle, -50, 50)))
        low, high = (middle, high) if float((share**2 + (1 - share) ** 2).mean()) < REPEATS else (low, middle)
    return low
