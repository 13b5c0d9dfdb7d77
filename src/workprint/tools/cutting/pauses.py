"""Where a take's sound may be cut: the pauses between words, on frame edges, with a guard round every word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from workprint.film import SAMPLE_RATE, Rate, Word

GUARD = 3840
"""Samples (80 ms) kept free before and after every word. Source: facts/editing 4, 80-120 ms before the attack."""

Whole: TypeAlias = Any
"""An array of whole numbers, or of yes and no."""


@dataclass(frozen=True, slots=True)
class Places:
    """The frame edges between which a cut of sound may fall in one pause."""

    first: int
    """First frame edge that is far enough from the word before."""
    last: int
    """Last frame edge that is far enough from the word after; below `first` where there is none."""
    tight: bool = False
    """Whether the pause is too short for the whole guard, so that only its middle is left."""

    @property
    def some(self) -> bool:
        """Whether there is any such edge."""
        return self.first <= self.last


NOWHERE = Places(1, 0)
"""No edge at all."""


def frame_from(sample: int, rate: Rate) -> int:
    """The first frame that begins at or after `sample` (48 kHz).

    >>> frame_from(2001, Rate(24)), frame_from(2000, Rate(24))
    (2, 1)
    """
    frame = rate.frame_of(sample)
    return frame if rate.sample(frame) >= sample else frame + 1


def speech(words: Iterable[Word]) -> tuple[Whole, Whole]:
    """Starts and outs (samples) of unbroken speech: words that touch or overlap are one run.

    >>> runs = speech([Word("you", 900, 1500), Word("and", 0, 900), Word("i", 2000, 2400)])
    >>> [part.tolist() for part in runs]
    [[0, 2000], [1500, 2400]]
    """
    spans = sorted((word.start, word.out) for word in words if word.heard != "missing")
    starts: list[int] = []
    outs: list[int] = []
    for start, out in spans:
        if outs and start <= outs[-1]:
            outs[-1] = max(outs[-1], out)
        else:
            starts.append(start)
            outs.append(out)
    return np.array(starts, np.int64), np.array(outs, np.int64)


def places(quiet_from: int | None, quiet_to: int | None, frames: int, rate: Rate) -> Places:
    """The edges of a pause between two samples; None stands for the head or the tail of the take.

    Where the guards leave nothing, the edge nearest to the middle of the pause remains, marked `tight`.
    """
    first = 0 if quiet_from is None else frame_from(quiet_from + GUARD, rate)
    last = frames if quiet_to is None else min(frames, rate.frame_of(max(0, quiet_to - GUARD)))
    if first <= last and (quiet_to is None or quiet_to >= GUARD):
        return Places(first, last)
    return _middle(quiet_from or 0, rate.sample(frames) if quiet_to is None else quiet_to, rate)


def _middle(quiet_from: int, quiet_to: int, rate: Rate) -> Places:
    middle = rate.frame_of((quiet_from + quiet_to) // 2 + SAMPLE_RATE * rate.denominator // (2 * rate.numerator))
    edges = [edge for edge in (middle, middle - 1, middle + 1)
             if edge >= 0 and quiet_from <= rate.sample(edge) <= quiet_to]
    return Places(edges[0], edges[0], tight=True) if edges else NOWHERE
