"""The choice model: Plackett and Luce's rule for the best of what was shown, its parameters known up to a Gaussian.

A person takes the alt whose worth plus chance is greatest: the share of each is a softmax of its worth (Luce 1959,
Plackett 1975). The posterior is approximated at its highest point (Laplace; Chu & Ghahramani 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.taste.sheet import Array

STEPS, NEAR = 40, 1e-4
"""Newton steps at the most, and the step below which it has arrived. Source: our choice; three to ten suffice, and
the last step is far more exact than it is long."""

HALVES = 8
"""How often a step that leads down is halved. Source: our choice; a 256th of a step leads up where anything does."""


@dataclass(frozen=True)
class Prior:
    """What is thought of the parameters before any choice: independent Gaussians."""

    mean: Array
    """One for each parameter."""
    precision: Array
    """One over the variance, for each parameter."""


@dataclass(frozen=True)
class Fit:
    """The parameters after the choices."""

    mean: Array
    """The likeliest parameters."""
    covariance: Array
    """How unsure each is, and together with which."""
    evidence: float
    """Logarithm of how well the prior foretold the choices."""


@dataclass(frozen=True)
class Choices:
    """Choices as the model sees them; the chosen one is the first of each row."""

    features: Array
    """Choices by alts by parameters."""
    here: NDArray[np.bool_]
    """Where an alt stood."""
    weight: Array
    """How strongly each choice speaks."""

    def of(self, rows: NDArray[np.bool_]) -> Choices:
        """Only some of them."""
        return Choices(self.features[rows], self.here[rows], self.weight[rows])

    def worth(self, means: Array) -> Array:
        """Worth of every alt above the best of its row, for each of several means: means by choices by alts."""
        found = np.where(self.here, np.moveaxis(self.features @ means.T, 2, 0), -np.inf)
        return np.asarray(found - found.max(axis=2, keepdims=True))


def fits(choices: Choices, priors: Sequence[Prior], weights: Array | None = None, start: Array | None = None
         ) -> list[Fit]:
    """The posterior under each of several priors, or of several weightings of the choices (priors by choices).

    Newton's method finds it: the likelihood is concave, so there is one top. A step that would lead down is halved,
    as a whole one may leap over the top and back for ever. All are found at once, because each alone is so small that
    calling costs more than counting; those that have arrived wait for the others.
    """
    thought = Prior(np.stack([one.mean for one in priors]), np.stack([one.precision for one in priors]))
    weights = np.broadcast_to(choices.weight, (len(priors), len(choices.weight))) if weights is None else weights
    mean = thought.mean.copy() if start is None else np.broadcast_to(start, thought.mean.shape).copy()
    height = _height(choices, thought, weights, mean)
    bend, left = np.zeros((*mean.shape, mean.shape[1])), np.arange(len(mean))
    for _ in range(STEPS):
        on_way, heard = Prior(thought.mean[left], thought.precision[left]), weights[left]
        slope, bend[left] = _derivatives(choices, on_way, heard, mean[left])
        step = np.asarray(np.linalg.solve(bend[left], slope[:, :, None])[:, :, 0], np.float64)
        mean[left], height[left] = _up(choices, on_way, heard, (mean[left], height[left]), step)
        left = left[np.abs(step).max(axis=1, initial=0) >= NEAR]
        if not len(left):
            break
    evidence = height + 0.5 * (np.log(thought.precision).sum(axis=1) - np.linalg.slogdet(bend)[1])
    return [Fit(*each) for each in zip(mean, np.linalg.inv(bend), evidence.tolist(), strict=True)]


def _up(choices: Choices, thought: Prior, weights: Array, here: tuple[Array, Array], step: Array
        ) -> tuple[Array, Array]:
    """Where each goes from `here` (means, and how high they lie): by its step, or by as much of it as leads up."""
    (mean, height), share = here, np.ones(len(step))
    for _ in range(HALVES):
        there = mean + share[:, None] * step
        high = _height(choices, thought, weights, there)
        down = high < height - 1e-9
        if not down.any():
            break
        share = np.where(down, share / 2, share)
    return np.where(down[:, None], mean, there), np.where(down, height, high)


def _height(choices: Choices, thought: Prior, weights: Array, means: Array) -> Array:
    """Logarithm of the posterior at each mean, but for what is the same everywhere."""
    return np.asarray(_told(choices, weights, means)
                      - 0.5 * (thought.precision * (means - thought.mean)**2).sum(axis=1))


def _told(choices: Choices, weights: Array, means: Array) -> Array:
    """Logarithm of the probability of all choices under each mean."""
    worth = choices.worth(means)
    return np.asarray((weights * (worth[:, :, 0] - np.log(np.exp(worth).sum(axis=2)))).sum(axis=1))


def _derivatives(choices: Choices, thought: Prior, weights: Array, mean: Array) -> tuple[Array, Array]:
    """First derivatives of the log posterior, and the negated second ones."""
    seen, many = choices.features, len(mean)
    share = np.exp(choices.worth(mean))
    share /= share.sum(axis=2, keepdims=True)
    average = np.einsum("bnm,nmp->bnp", share, seen)
    slope = np.einsum("bn,bnp->bp", weights, seen[None, :, 0] - average) - thought.precision * (mean - thought.mean)
    root = np.sqrt(weights)
    each = (seen * (np.sqrt(share) * root[:, :, None])[:, :, :, None]).reshape(many, -1, seen.shape[2])
    middle = average * root[:, :, None]
    bend = each.transpose(0, 2, 1) @ each - middle.transpose(0, 2, 1) @ middle
    return slope, bend + thought.precision[:, :, None] * np.eye(seen.shape[2])


def blended(found: Sequence[Fit]) -> Fit:
    """One Gaussian in place of several, each counted by its evidence (equal priors): same mean, same variance."""
    evidence = np.array([one.evidence for one in found])
    share = np.exp(evidence - evidence.max())
    share /= share.sum()
    mean = np.einsum("f,fp->p", share, np.stack([one.mean for one in found]))
    spread = [one.covariance + np.outer(one.mean - mean, one.mean - mean) for one in found]
    return Fit(mean, np.einsum("f,fpq->pq", share, np.stack(spread)), float(evidence.max()))
