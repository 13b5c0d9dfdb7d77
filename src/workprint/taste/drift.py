"""Whether a taste has changed: do two tastes, one before and one since, foretell the answers better than one?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from workprint.taste.fit import Choices, Prior, fit
from workprint.taste.sheet import Array

WINDOW = 120
"""Newest choices that are looked at. Source: our choice; an older change has been noticed before."""

SINCE = (8, 12, 16, 24, 36, 54)
"""Choices ago at which a change is looked for. Source: our choice; fewer than eight cannot tell it from chance."""

BEFORE = 8
"""Choices there must be before a change. Source: as above."""

NOTICED = 3.0
"""Logarithm of the odds from which a change is noticed. Source: tuned on the simulated artists of development, for at
most one false alarm among ten steady artists in forty answers (bench/taste.py)."""

FADE = 0.25
"""What an answer from before a change still counts. Source: our choice; a changed taste keeps much of what it was."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of taste that was noticed."""

    since: int
    """How many of the newest choices came after it."""
    sure: int
    """How probable it is, in thousandths, a change and none being equally probable beforehand."""

    def weights(self, when: NDArray[np.int64]) -> Array:
        """How much each choice still counts, by its place in time."""
        return np.where(when >= len(when) - self.since, 1.0, FADE)

    @property
    def says(self) -> str:
        """In a sentence."""
        return (f"your last {self.since} answers fit your earlier ones badly: your taste seems to have changed, "
                f"and earlier answers count a quarter")


def change(choices: Choices, when: NDArray[np.int64], prior: Prior) -> Change | None:
    """The change that the newest choices speak for, or None."""
    count = len(when)
    recent = when >= count - WINDOW
    seen, time = choices.of(recent), when[recent] - max(0, count - WINDOW)
    splits = [since for since in SINCE if len(time) - since >= BEFORE]
    if not splits:
        return None
    one = fit(seen, prior)
    odds = [_odds(seen, time, since, prior, one.mean) - one.evidence for since in splits]
    # Every place at which a change is looked for is as probable as another.
    most, told = max(odds), float(np.logaddexp.reduce(odds) - np.log(len(odds)))
    return Change(splits[odds.index(most)], round(1000 / (1 + exp(-told)))) if told >= NOTICED else None


def _odds(seen: Choices, time: NDArray[np.int64], since: int, prior: Prior, start: Array) -> float:
    after = time >= len(time) - since
    return sum(fit(seen.of(part), prior, start).evidence for part in (after, ~after))
