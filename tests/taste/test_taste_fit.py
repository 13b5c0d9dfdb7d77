"""The fit of a taste arrives at the top, also where whole steps would leap over it; and in one thread."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from workprint.taste.fit import Choices, Prior, fits


@pytest.mark.parametrize("seed", range(5))
def test_no_step_from_where_it_arrived_leads_higher(seed: int) -> None:
    chance = np.random.default_rng(seed)
    seen = 6 * chance.standard_normal((60, 6, 5))
    choices = Choices(seen, np.ones((60, 6), bool), np.ones(60))
    priors = [Prior(np.full(5, mean), np.full(5, 0.5)) for mean in (0.0, -3.0, 4.0)]
    for prior, found in zip(priors, fits(choices, priors), strict=True):
        def height(mean: np.ndarray, prior: Prior = prior) -> float:
            worth = seen @ mean
            worth -= worth.max(axis=1, keepdims=True)
            told = worth[:, 0] - np.log(np.exp(worth).sum(axis=1))
            return float(told.sum() - 0.5 * (prior.precision * (mean - prior.mean) ** 2).sum())

        top = height(found.mean)
        assert all(height(found.mean + way) <= top + 1e-6 for way in 0.01 * chance.standard_normal((40, 5)))


def test_linear_algebra_has_one_thread_unless_somebody_says_otherwise() -> None:
    asks = "import workprint, os, sys; print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    here = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    for given, wanted in (({}, "1 False"), ({"OPENBLAS_NUM_THREADS": "3"}, "3 False")):
        said = subprocess.run([sys.executable, "-c", asks], env=here | given, capture_output=True, check=True)
        assert said.stdout.decode().strip() == wanted
