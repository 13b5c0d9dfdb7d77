"""Many different good cuts: steered solutions and near-best ones, and the choice of those that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.random import Generator

from workprint.tools.cutting.ground import NEVER
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.solve import Worth, ahead


def near_best(worth: Worth, rest: Sequence[Whole], count: int, slack: int, chance: Generator) -> Whole:
    """`count` cuts drawn at random from those that lose at most `slack` points against the best (cuts by beats).

    The slack may be spent evenly over the beats: a cut that lost little so far may lose more later.
    """
    beats = len(worth.alone)
    allowed = slack * chance.integers(200, 1001, count)[:, None] // 1000
    start = worth.alone[0] + rest[0]
    top = int(start.max())
    score = np.zeros(count, np.int64)
    paths = np.zeros((count, beats), np.int64)
    for n in range(beats):
        here = worth.alone[0][None, :] if n == 0 else (
            worth.between[n - 1][paths[:, n - 1]] + worth.alone[n][None, :])
        total = score[:, None] + here
        fits = total + rest[n][None, :] >= top - allowed * (n + 1) // beats
        draw = np.where(fits, chance.integers(1, 1 << 30, fits.shape), 0)
        paths[:, n] = draw.argmax(axis=1)
        score = total[np.arange(count), paths[:, n]]
    return paths


def differing(signs: Whole, others: Whole) -> Whole:
    """In how many beats each of `signs` differs from each of `others` (both: cuts by beats)."""
    return (signs[:, None, :] != others[None, :, :]).sum(axis=2)
