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

STEPS, NEAR = 25, 1e-6
"""Newton steps at the most, and the step below which it has arrived. Source: our choice; three to eight suffice."""

LEAP = 2.0
"""Largest move of a parameter in one step. Source: our choice; keeps early steps from overshooting."""


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

    def of(self, rows: NDArray[np.bool_] | slice) -> Choices:
        """Only some of them."""
        return Choices(self.features[rows], self.here[rows], self.weight[rows])

    def shares(self, mean: Array) -> Array:
        """How probable it is that each alt is chosen; choices by alts."""
        worth = np.where(self.here, self.features @ mean, -np.inf)
        share = np.exp(worth - worth.max(axis=1, keepdims=True))
        return np.asarray(share / share.sum(axis=1, keepdims=True))

    def told(self, mean: Array) -> float:
        """Logarithm of the probability of all choices."""
        worth = np.where(self.here, self.features @ mean, -np.inf)
        top = worth.max(axis=1)
        return float(self.weight @ (worth[:, 0] - top - np.log(np.exp(worth - top[:, None]).sum(axis=1))))


def fit(choices: Choices, prior: Prior, start: Array | None = None) -> Fit:
    """The posterior of the parameters, found by Newton's method: the likelihood is concave, so there is one top."""
    mean = prior.mean if start is None else start
    for _ in range(STEPS):
        slope, bend = _derivatives(choices, prior, mean)
        step = np.linalg.solve(bend, slope)
        far = float(np.abs(step).max(initial=0))
        mean = mean + step * min(1.0, LEAP / max(far, NEAR))
        if far < NEAR:
            break
    away = mean - prior.mean
    evidence = choices.told(mean) - 0.5 * float(prior.precision @ away**2) + 0.5 * float(
        np.log(prior.precision).sum() - np.linalg.slogdet(bend)[1])
    return Fit(mean, np.asarray(np.linalg.inv(bend), float), evidence)


def _derivatives(choices: Choices, prior: Prior, mean: Array) -> tuple[Array, Array]:
    share, seen = choices.shares(mean), choices.features
    average = np.einsum("nm,nmp->np", share, seen)
    slope = choices.weight @ (seen[:, 0] - average) - prior.precision * (mean - prior.mean)
    root = np.sqrt(choices.weight)
    each = (seen * (np.sqrt(share) * root[:, None])[:, :, None]).reshape(-1, seen.shape[2])
    middle = average * root[:, None]
    return slope, each.T @ each - middle.T @ middle + np.diag(prior.precision)


def blended(fits: Sequence[Fit]) -> Fit:
    """One Gaussian in place of several, each counted by its evidence (equal priors): same mean, same variance."""
    evidence = np.array([one.evidence for one in fits])
    share = np.exp(evidence - evidence.max())
    share /= share.sum()
    mean = np.einsum("f,fp->p", share, np.stack([one.mean for one in fits]))
    spread = [one.covariance + np.outer(one.mean - mean, one.mean - mean) for one in fits]
    return Fit(mean, np.einsum("f,fpq->pq", share, np.stack(spread)), float(evidence.max()))
