"""Made pictures that share a known part, and a known damage to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from workprint.film.grade import Op, Seen
from workprint.media.colour import MATCH_WIDTH, VIEW, apply_ops, delta_e, pixels, seen_of, to_view, to_working

SPACE = VIEW.partition("/")[0]


def made_view(seed: int, across: int = 320, down: int = 135) -> NDArray[np.float32]:
    """Things of many colours and sizes in front of a soft sky, as Rec.1886 codes."""
    chance = np.random.default_rng(seed)
    view = gaussian_filter(chance.uniform(0.2, 0.7, (down, across, 3)), (30, 40, 0)) * [0.9, 1.0, 1.2]
    for _ in range(260):
        y, x, size = chance.integers(0, down), chance.integers(0, across), chance.integers(3, 22)
        view[y:y + size, x:x + int(size * chance.uniform(0.5, 2))] = chance.uniform(0.08, 0.8, 3)
    return np.clip(gaussian_filter(view, (0.7, 0.7, 0)), 0, 1).astype(np.float32)


def shot_of(codes: NDArray[np.float32], take: str = "", shot: int = 0, width: int = MATCH_WIDTH) -> Seen:
    """It as a tool sees it."""
    return seen_of(np.clip(codes, 0, 1), shot=shot, take=take, frame=0, space=SPACE, width=width)


def graded_by(codes: NDArray[np.float32], *ops: Op) -> NDArray[np.float32]:
    """Codes with operations done, in 8 bits."""
    return np.asarray(np.rint(to_view(apply_ops(to_working(codes, SPACE), ops)) * 255) / 255, np.float32)


def off(shot: Seen, truth: Seen, ops: tuple[Op, ...]) -> float:
    """Mean CIEDE2000 of a shot with operations done against how it should look."""
    done = to_view(apply_ops(to_working(pixels(shot), SPACE), ops))
    return float(delta_e(done, to_view(to_working(pixels(truth), SPACE))).mean())
