"""How much moves in a picture where it would be cut, measured against the rest of its own take.

A cut is hidden by what moves just before it and, more so, just after it. Where exactly a cut falls is only known when
all is chosen, so it is measured where a hard cut in the natural pause between two beats would fall: nine tenths of
the pause after the first of them. A tight or held pause, a J-cut or an L-cut may be up to a second away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Rate, Take
from workprint.tools.cutting.facts import Motion
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.splices import LEAKE_CUT, NATURAL, Pauses

WINDOW = 50
"""Hundredths of a second looked at on either side of a cut: 12 frames at 24. Source: our choice; an eye that has
jumped to a new place rests about a third of a second, and facts/editing 8 has motion at and after the cut matter."""

STILL = 2
"""Thousandths of the full range under which a picture counts as still. Source: our choice; noise and compression."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How much moves in every take before and after every one of its frames: takes by frames, 0 to 1000, -1 unknown.

    The last row is that of no take at all.
    """

    enters: Whole
    """In the window that begins with the frame."""
    leaves: Whole
    """In the window that ends before it."""

    def at(self, view: Whole, first: Whole, last: Whole) -> Motion:
        """Of takes `view`, entered at frames `first` and left at frames `last`."""
        end = self.enters.shape[1] - 1
        return Motion(self.enters[view, np.clip(first, 0, end)].astype(np.int64),
                      self.leaves[view, np.clip(last, 0, end)].astype(np.int64))


def moves(takes: Sequence[Take], rate: Rate) -> Moves:
    """Every take's motion; not known of a take that was not measured, or in which nothing ever moves."""
    frames = window(rate)
    width = max((take.frames for take in takes), default=0) + 1
    enters = np.full((len(takes) + 1, width), -1, np.int16)  # and one for black, of which nothing is known
    leaves = enters.copy()
    for at, take in enumerate(takes):
        motion = np.array(take.motion[:take.frames], np.int64)
        if motion.size and motion.max() >= STILL:
            sums = np.concatenate([[0], np.cumsum(motion)])
            place = np.arange(motion.size + 1)
            enters[at, :motion.size] = _level(sums, place[:-1], np.minimum(place[:-1] + frames, motion.size), motion)
            leaves[at, 1:motion.size + 1] = _level(sums, np.maximum(0, place[1:] - frames), place[1:], motion)
    return Moves(enters, leaves)


def _level(sums: Whole, start: Whole, out: Whole, motion: Whole) -> Whole:
    """Thousandths of the frames of a take that move less than its mean from each start to each out."""
    mean = (sums[out] - sums[start]) // (out - start)
    return np.where(mean < STILL, 0, np.searchsorted(np.sort(motion), mean) * 1000 // motion.size)


def window(rate: Rate) -> int:
    """Frames of the window.

    >>> window(Rate(24)), window(Rate(50))
    (12, 25)
    """
    return max(1, WINDOW * rate.numerator // (100 * rate.denominator))


def leaving(pauses: Pauses) -> int:
    """Frames after a beat at which the picture is left."""
    return pauses.frames[NATURAL] * LEAKE_CUT // 10


def entering(pauses: Pauses) -> int:
    """Frames before the next beat at which its picture is entered."""
    return pauses.frames[NATURAL] - leaving(pauses)
