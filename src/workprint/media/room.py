"""Room tone: the stretch of a take in which nothing happens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from workprint.film import SAMPLE_RATE, Rate, Word

Floats = NDArray[np.float64]

GUARD = SAMPLE_RATE * 12 // 100
"""Samples kept clear around words: 120 ms, for breath and the tail of the room."""
LEAST = 8
"""Frames that a loop of room tone should have: a third of a second (a choice)."""
SHORTEST = 2
"""Frames below which nothing can be repeated: a cross-fade takes two."""
STEADY = 6.0
"""dB by which a frame, and the loudest 5 ms in it, may lie above the quietest tenth of the take's (a choice: hiss
stays within 4, a tap or a rustle does not)."""
RUMBLE = 150
"""Hz below which nothing counts: traffic sways there by more than a bump does (a choice)."""
SHORT = SAMPLE_RATE // 200
"""Samples of the short look: 5 ms."""
DEAD = -100.0
"""dBFS of what no microphone gives: digital silence or dither (a choice)."""
PLENTY = 72
"""Frames beyond which steadier beats longer (a choice: three seconds loop without being noticed)."""


def room_tone(sound: NDArray[np.float32], words: Sequence[Word], rate: Rate) -> tuple[int, int] | None:
    """Start and out, in frames of the take, of its best quiet stretch, or None where there is none.

    `sound` is the take's laid sound (mono, 48 kHz). The stretch keeps 120 ms clear of every word, has no bump and no
    digital silence in it, and is the longest, or the steadiest of those over three seconds; at least 8 frames
    where the take has that, never fewer than 2.
    """
    frames = rate.frame_of(len(sound)) if len(sound) else 0
    if frames < SHORTEST:
        return None
    clear = np.asarray(sosfilt(butter(2, RUMBLE, "highpass", fs=SAMPLE_RATE, output="sos"), sound), np.float64)
    _, _, least = _levels(np.asarray(sound, np.float64), frames, rate)
    loud, most, _ = _levels(clear, frames, rate)
    free = _free(words, frames, rate) & (least > DEAD)
    if not free.any():
        return None
    quiet = free & (loud < np.percentile(loud[free], 10) + STEADY) & (most < np.percentile(most[free], 10) + STEADY)
    runs = [run for run in _runs(quiet) if run[1] - run[0] >= SHORTEST]
    return max(runs, key=lambda run: (min(run[1] - run[0], PLENTY), -float(loud[run[0] : run[1]].std()), -run[0]),
               default=None)


def _levels(sound: Floats, frames: int, rate: Rate) -> tuple[Floats, Floats, Floats]:
    """Of each frame: mean level, and the levels of its loudest and quietest 5 ms, in dBFS."""
    power = np.concatenate([[0.0], np.cumsum(np.square(sound))])
    edges = np.array([rate.sample(frame) for frame in range(frames + 1)])
    mean = np.diff(power[edges]) / np.diff(edges)
    parts = max(1, int(np.diff(edges).min()) // SHORT)
    steps = (edges[:-1, None] + np.diff(edges)[:, None] * np.arange(parts + 1) // parts).astype(int)
    short = np.diff(power[steps], axis=1) / np.diff(steps, axis=1)
    mean, most, least = (10 * np.log10(np.maximum(power, 1e-14)) for power in (mean, short.max(axis=1),
                                                                                short.min(axis=1)))
    return mean, most, least


def _free(words: Sequence[Word], frames: int, rate: Rate) -> NDArray[np.bool_]:
    """Which frames are clear of every word."""
    free = np.ones(frames, bool)
    for word in words:
        if word.heard != "missing":
            free[max(0, rate.frame_of(max(0, word.start - GUARD))) : rate.frame_of(word.out + GUARD) + 1] = False
    return free


def _runs(quiet: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and out of each run of quiet frames."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(np.int8)))
    return [(int(start), int(out)) for start, out in edges.reshape(-1, 2)]
