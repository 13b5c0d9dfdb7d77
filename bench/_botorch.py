"""BoTorch's PairwiseGP with EUBO, run in an environment of its own: a line of JSON in, a line of JSON out.

First comes the pool (alts by axes), then after each pair that it asks the places taken and left. It answers with the
next pair and what it thinks every alternative is worth. EUBO is the analytic one, over all pairs of the pool.
"""

from __future__ import annotations

import json
import sys
import warnings
from typing import Any

import torch  # type: ignore[import-not-found]
from botorch.fit import fit_gpytorch_mll  # type: ignore[import-not-found]
from botorch.models.pairwise_gp import PairwiseGP, PairwiseLaplaceMarginalLogLikelihood  # type: ignore[import-not-found]
from botorch.models.transforms.input import Normalize  # type: ignore[import-not-found]

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def fitted(seen: Any, pairs: list[list[int]]) -> Any:
    """The model of all answers; hyperparameters by its own marginal likelihood."""
    used = sorted({at for pair in pairs for at in pair})
    places = torch.tensor([[used.index(at) for at in pair] for pair in pairs])
    model = PairwiseGP(seen[used], places, input_transform=Normalize(d=seen.shape[1], bounds=torch.stack(
        [seen.min(dim=0).values, seen.max(dim=0).values])))
    fit_gpytorch_mll(PairwiseLaplaceMarginalLogLikelihood(model.likelihood, model))
    return model


def best_pair(mean: Any, cov: Any) -> list[int]:
    """The pair whose better one is expected to be worth most."""
    one, other = torch.triu_indices(len(mean), len(mean), 1)
    spread = (cov[one, one] + cov[other, other] - 2 * cov[one, other]).clamp_min(1e-9).sqrt()
    away, normal = (mean[one] - mean[other]) / spread, torch.distributions.Normal(0.0, 1.0)
    value = mean[one] * normal.cdf(away) + mean[other] * normal.cdf(-away) + spread * normal.log_prob(away).exp()
    at = int(value.argmax())
    return [int(one[at]), int(other[at])]


def main() -> None:
    """Answer until the line ends."""
    seen = torch.tensor(json.loads(sys.stdin.readline()), dtype=torch.double)
    pairs: list[list[int]] = []
    for line in sys.stdin:
        pairs.append(json.loads(line))
        model = fitted(seen, pairs)
        with torch.no_grad():
            posterior = model.posterior(seen)
            mean, cov = posterior.mean.squeeze(-1), posterior.mvn.covariance_matrix
        print(json.dumps([best_pair(mean, cov), mean.tolist()]), flush=True)


if __name__ == "__main__":
    main()
