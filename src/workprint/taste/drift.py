"""Whether a taste has changed: do two tastes, one before and one since, foretell the answers better than one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from workprint.taste.fit import Choices, Prior, fits
from workprint.taste.sheet import Array

WINDOW = 60
"""Newest choices that are looked at. Source: our choice; an older change has been noticed before."""

SINCE = (8, 12, 18, 27)
"""Choices ago at which a change is looked for. Source: our choice; fewer than eight cannot tell it from chance."""

BEFORE = 8
"""Choices there must be before a change. Source: as above."""

NOTICED = 3.1
"""Logarithm of the odds from which a change is noticed. Source: tuned on simulated artists (bench/taste.py), to notice
what it can with fewer than a tenth of false alarms: of 600 artists on three sets of scenes of development 81 of 100
changes are noticed, and 8 of 100 steady artists, most of them of those who like about so much, are told of one. So high
because another scene makes a steady taste look like another: what no axis measures differs from scene to scene."""

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


def change(choices: Choices, when: NDArray[np.int64], priors: Sequence[Prior]) -> Change | None:
    """The change that the newest choices speak for, or None; `priors` are the hypotheses of what a taste is like."""
    recent = when >= len(when) - WINDOW
    seen, ago = choices.of(recent), len(when) - when[recent]
    splits = [since for since in SINCE if len(ago) - since >= BEFORE]
    if not splits:
        return None
    odds = _odds(seen, ago, splits, priors)
    # Every place at which a change is looked for is as probable as another.
    together = float(np.logaddexp.reduce(odds) - np.log(len(odds)))
    return Change(splits[int(odds.argmax())], round(1000 / (1 + exp(-together)))) if together >= NOTICED else None


def _odds(seen: Choices, ago: NDArray[np.int64], splits: Sequence[int], priors: Sequence[Prior]) -> Array:
    """Logarithm of the odds of two tastes, parted there, against one; a person's kind of taste stays the same."""
    after = np.array([ago <= since for since in splits])
    weights = seen.weight * np.concatenate([np.ones((1, len(ago))), after, ~after])
    told = fits(seen, [one for one in priors for _ in weights], np.tile(weights, (len(priors), 1)))
    evidence = np.array([one.evidence for one in told]).reshape(len(priors), -1)
    one, since, until = np.split(evidence, [1, 1 + len(splits)], axis=1)
    return np.asarray(np.logaddexp.reduce(since + until, axis=0) - np.logaddexp.reduce(one, axis=0))
