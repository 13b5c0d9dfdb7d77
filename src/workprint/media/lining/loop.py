"""The sound heard as phones in any order: what every word of the script is measured against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.media.lining.hearing import Heard
from workprint.media.lining.model import senones

Costs64 = NDArray[np.int64]
FAR = 1 << 28
"""Farther than any path: a cost that is never chosen."""
_PHONE = 60
"""Cost of each new phone, in score units of about 0.1 nat. Source: trials, docs/lining.md (40 to 250 do alike)."""


@dataclass(frozen=True)
class Loop:
    """What each frame costs without any script."""

    cost: Costs64
    """On the best path of phones."""
    rest: Costs64
    """As silence or a noise."""


def loop_of(heard: Heard) -> Loop:
    """The cost of each frame of `heard` on the best path of phones through all of it, and as silence."""
    model = senones()
    names = (*model.speech, *model.fillers)
    table = np.asarray([model.plain[name] for name in names], np.int32)
    scores = heard.of(table.ravel()).astype(np.int64).reshape(heard.frames, -1, 3)
    rest = scores[:, len(model.speech) :].min(axis=(1, 2))
    return Loop(_back(scores, *_forward(scores)), rest)


def _forward(scores: Costs64) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether each state of each phone was stepped into at each frame, and the best phone to end there."""
    frames, count, _ = scores.shape
    came, ended = np.zeros(scores.shape, bool), np.zeros(frames, np.int64)
    value = np.full((count, 3), FAR, np.int64)
    best = 0
    for at in range(frames):
        advance = np.concatenate([np.full((count, 1), best + _PHONE), value[:, :2]], axis=1)
        came[at] = advance < value
        value = np.minimum(advance, value) + scores[at]
        ended[at] = value[:, 2].argmin()
        best = int(value[ended[at], 2])
    return came, ended


def _back(scores: Costs64, came: NDArray[np.bool_], ended: NDArray[np.int64]) -> Costs64:
    """The cost of each frame along the best path."""
    cost = np.zeros(len(scores), np.int64)
    phone, state = -1, 0
    for at in range(len(scores) - 1, -1, -1):
        if phone < 0:
            phone, state = int(ended[at]), 2
        cost[at] = scores[at, phone, state]
        if came[at, phone, state]:
            phone, state = (phone, state - 1) if state else (-1, 0)
    return cost
