"""Whose face it is: the mouth that moves while somebody's lines are heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from workprint.film import Framing

Floats = NDArray[np.float64]
Box = tuple[slice, slice]

MOUTH = (0.12, 0.42)
"""Where the mouth is, in head heights below the centre of the head. Source: the canon of proportions: the mouth lies a
third of the way from nose to chin, which is half a head below the centre."""
EYES = (-0.25, 0.05)
"""Where the eyes and nose are, likewise: what moves there is the head and not the lips."""
WIDE = 0.22
"""Half the width of both, in head heights. Source: a face is about 0.7 head heights wide."""
SURE = 1.25
"""How many times more a mouth has to move in one person's lines than in the others'. Source: our choice."""


def mouth_motion(proxy: Path, people: Sequence[Framing]) -> Floats:
    """How much each face's mouth moves: people x frames, mean change of luma in code values since the frame before.

    The movement of the upper face is taken off, so that a nod is no speech. `people` lie as `Framing` says.
    """
    with av.open(str(proxy)) as container:
        rows = []
        before = None
        for frame in container.decode(video=0):
            luma = frame.to_ndarray(format="gray").astype(np.int16)
            boxes = [(_box(one, MOUTH, luma.shape), _box(one, EYES, luma.shape)) for one in people]
            rows.append([0.0] * len(people) if before is None else
                        [max(0.0, _change(luma, before, mouth) - _change(luma, before, eyes)) for mouth, eyes in boxes])
            before = luma
    return np.array(rows, np.float64).reshape(-1, len(people)).T


def name_faces(people: Sequence[Framing], motion: Floats,
               spoken: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[Framing, ...]:
    """The same people, with names where the mouths tell them; a face that nothing tells keeps no name.

    `spoken` has the frames (start, out) in which each character is heard. A name is given where a mouth moves at least
    `SURE` times as much in that character's lines as in everybody else's; of a film with one character, as in silence.
    """
    if not people or not spoken:
        return tuple(people)
    heard = {who: _mask(spans, motion.shape[1]) for who, spans in spoken.items()}
    every = np.logical_or.reduce(list(heard.values()))
    fits = {(place, who): _ratio(motion[place], mask, (every & ~mask) if len(heard) > 1 else ~every)
            for place in range(len(people)) for who, mask in heard.items()}
    names = [*heard, *([""] * len(people))]
    best = max(permutations(names, len(people)),
               key=lambda given: sum(fits.get((place, who), SURE) for place, who in enumerate(given)))
    return tuple(replace(one, who=who) if fits.get((place, who), 0) >= SURE else one
                 for place, (one, who) in enumerate(zip(people, best, strict=True)))


def _box(one: Framing, part: tuple[float, float], shape: tuple[int, ...]) -> Box:
    high, wide = shape[0], shape[1]
    head, x, y = one.head * high / 1000, one.x * wide / 1000, one.y * high / 1000
    rows = slice(max(0, round(y + part[0] * head)), max(1, round(y + part[1] * head)))
    return rows, slice(max(0, round(x - WIDE * head)), max(1, round(x + WIDE * head)))


def _change(luma: NDArray[Any], before: NDArray[Any], box: Box) -> float:
    now = luma[box]
    return float(np.abs(now - before[box]).mean()) if now.size else 0.0


def _mask(spans: Sequence[tuple[int, int]], frames: int) -> NDArray[np.bool_]:
    mask = np.zeros(frames, bool)
    for start, out in spans:
        mask[max(0, start):out] = True
    return mask


def _ratio(motion: Floats, own: NDArray[np.bool_], others: NDArray[np.bool_]) -> float:
    """How many times more a mouth moves in some frames than in others; 0 where that cannot be told."""
    if not own.any() or not others.any():
        return 0.0
    return float((motion[own].mean() + 1e-3) / (motion[others].mean() + 1e-3))
