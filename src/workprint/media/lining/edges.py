"""Word edges to the millisecond: where sound sets in, dies away or changes beside the edge that the model found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from workprint.film import SAMPLE_RATE

STEP = SAMPLE_RATE // 500
"""Samples from one measurement to the next: 2 ms, a pitch period of a high voice."""
_PAUSE = SAMPLE_RATE * 3 // 100
"""Gap between two words from which it is a pause: 30 ms."""
_RISE_DB = 12.0
"""How far above the quiet around it speech sets in and dies away. Source: trials, docs/lining.md."""
_FALL_DB = 28.0
"""How far below its loudest a word's ends may lie; below is room and decay. Source: trials, docs/lining.md."""
_SET_IN = (SAMPLE_RATE * 4 // 100, SAMPLE_RATE * 9 // 100)
"""How far before and after the model's edge the onset is looked for: 40 and 90 ms."""
_DIE_AWAY = (SAMPLE_RATE * 12 // 100, SAMPLE_RATE * 4 // 100)
"""How far before and after the model's edge the end is looked for: 120 and 40 ms."""

Edge = tuple[int, int]


@dataclass(frozen=True)
class Level:
    """The level of the voice band along a take."""

    db: NDArray[np.float64]
    """One value every `STEP` samples, dB below full scale."""
    quiet: float
    """Level of the take's quiet."""

    @classmethod
    def of(cls, sound: NDArray[np.float32]) -> Level:
        """Measure `sound` (mono, 48 kHz)."""
        voice = sosfilt(butter(4, 150, "highpass", fs=SAMPLE_RATE, output="sos"), sound)
        steps = max(1, len(sound) // STEP)
        power = (np.resize(voice, steps * STEP).reshape(steps, STEP) ** 2).mean(axis=1)
        db = 10 * np.log10(np.convolve(power, np.full(3, 1 / 3), "same") + 1e-12)
        return cls(db, float(np.percentile(db, 5)))

    def within(self, start: int, out: int) -> NDArray[np.float64]:
        """The part between two samples, at least one value."""
        first = min(max(0, start // STEP), len(self.db) - 1)
        return self.db[first : max(first + 1, out // STEP)]

    def floor(self, start: int, out: int) -> float:
        """The level under which a word between two samples has not begun."""
        return max(self.quiet + _RISE_DB, float(self.within(start, out).max()) - _FALL_DB)


def refined(edges: Sequence[Edge], level: Level) -> list[Edge]:
    """The edges of words in order (samples, 48 kHz), those beside a pause moved to where sound sets in or dies away.

    Edges between words that run into each other stay: what the model hears there is better than any level.
    """
    done: list[Edge] = []
    for at, (start, out) in enumerate(edges):
        before = done[-1][1] if done else -SAMPLE_RATE
        after = edges[at + 1][0] if at + 1 < len(edges) else out + SAMPLE_RATE
        floor = level.floor(start, out)
        start = max(start, before)
        begin = _onset(level, start, out, before, floor) if start - before >= _PAUSE else start
        end = _end(level, start, out, after, floor) if after - out >= _PAUSE else out
        done.append((begin, end) if begin < end else (start, max(start, out)))
    return done


def _onset(level: Level, start: int, out: int, before: int, floor: float) -> int:
    """The first place near `start` from which the sound is above `floor`."""
    first = max(before, start - _SET_IN[0], 0)
    loud = level.within(first, min(out, start + _SET_IN[1])) > floor
    return first // STEP * STEP + int(loud.argmax()) * STEP if loud.any() else start


def _end(level: Level, start: int, out: int, after: int, floor: float) -> int:
    """The last place near `out` up to which the sound is above `floor`."""
    first = max(start, out - _DIE_AWAY[0])
    loud = level.within(first, min(after, out + _DIE_AWAY[1])) > floor
    return first // STEP * STEP + (len(loud) - int(loud[::-1].argmax())) * STEP if loud.any() else out
