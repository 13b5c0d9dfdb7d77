"""Full scale: where sounds together are louder than a file holds, they are turned down for a moment, and it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from workprint.film import SAMPLE_RATE

REACH = SAMPLE_RATE // 200
"""Samples before and after a place that is too loud over which the sound goes down and comes back. Source: our choice:
5 ms, as short as the mixdown's other fades; a clipped peak is heard, a dip of 10 ms is not."""

FULL = np.float32(1.0)
"""Largest value that is left alone: full scale of the files that are written."""


@dataclass
class TurnedDown:
    """What the ceiling had to do: filled while sound is mixed, as a `Tally` is."""

    places: list[tuple[int, int, float]] = field(default_factory=list)
    """First sample, first sample after, and how much lower at the most, in dB, of each stretch."""

    def add(self, start: int, gain: np.ndarray) -> None:
        """Note what was done from sample `start` on."""
        edges = np.flatnonzero(np.diff(np.concatenate([[False], gain < 1, [False]]).astype(np.int8)))
        for begin, end in edges.reshape(-1, 2).tolist():
            lower = float(-20 * np.log10(gain[begin:end].min()))
            last = self.places[-1] if self.places else (0, -1, 0.0)
            if last[1] == start + begin:
                self.places[-1] = (last[0], start + end, max(last[2], lower))
            else:
                self.places.append((start + begin, start + end, lower))


def under_ceiling(parts: Iterable[np.ndarray], told: TurnedDown) -> Iterator[np.ndarray]:
    """The same sound, nowhere above full scale. Where it fits, no sample is changed.

    Each place that is too loud is multiplied by just what brings it to full scale, with a smooth way down and back of
    `REACH` on either side: a limiter that looks ahead (Giannoulis, Massberg and Reiss, J. AES 60(6), 2012).
    """
    # Of `held`, the first 2 * REACH samples are out already: what comes next is measured against them.
    held, out = np.zeros(2 * REACH, np.float32), 0
    for part in parts:
        held = np.concatenate([held, part])
        if len(held) > 4 * REACH:
            given = lowered(held, out - 2 * REACH, told)[2 * REACH:-2 * REACH]
            held, out = held[len(given):], out + len(given)
            yield given
    rest = np.concatenate([held, np.zeros(2 * REACH, np.float32)])
    if len(held) > 2 * REACH:
        yield lowered(rest, out - 2 * REACH, told)[2 * REACH:-2 * REACH]


def lowered(sound: np.ndarray, start: int, told: TurnedDown | None = None) -> np.ndarray:
    """The sound under the ceiling, but for its first and last 2 * REACH samples, whose neighbours are not known yet."""
    loud = np.abs(sound)
    if not len(sound) or loud.max() <= FULL:
        return sound
    from scipy.ndimage import minimum_filter1d, uniform_filter1d  # half a second that most mixes need not wait for

    # The lowest gain within REACH, averaged over the same width, is never above what its own sample needs.
    needed = (FULL / np.maximum(loud, FULL)).astype(np.float64)
    width = 2 * REACH + 1
    lowest = minimum_filter1d(needed, width, mode="constant", cval=1.0)
    gain = np.minimum(uniform_filter1d(lowest, width, mode="constant", cval=1.0), needed)
    gain[gain > 1 - 1e-9] = 1.0  # a running mean forgets its last digits
    if told is not None:
        told.add(start + 2 * REACH, gain[2 * REACH:-2 * REACH])
    return np.asarray(sound * gain, np.float32)
