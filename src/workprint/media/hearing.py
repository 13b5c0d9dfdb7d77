"""What an ear would notice in a sound: clicks at edits, holes; and its outline to draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workprint.film import SAMPLE_RATE

STEP_OVER = 8.0
"""How far a bend must stand out of the bends around it to be a click. Source: planted clicks, tests."""

STEP_FLOOR = 10 ** (-50 / 20)
"""Bends smaller than this (-50 dBFS) are no clicks, whatever is around them: they are masked by any room."""


def clicks(sound: np.ndarray, edits: Sequence[int]) -> int:
    """How many of the `edits` (sample places) jump. `sound` is float32 mono at 48 kHz.

    An edit jumps where the second difference within one millisecond of it exceeds both -50 dBFS and eight times the
    root mean square of the second differences in the fifty milliseconds on either side. Thresholding a differenced
    signal against its own variance is how clicks have been found since Vaseghi and Rayner, "Detection and suppression
    of impulsive noise in speech", IEE Proc. 137 (1990): speech bends slowly, an edit does not.
    """
    bend = np.abs(np.diff(sound.astype(np.float64), 2, prepend=0, append=0)) if len(sound) > 2 else np.zeros(0)
    return sum(_jumps(bend, edit) for edit in edits)


def _jumps(bend: np.ndarray, edit: int) -> bool:
    near, around = SAMPLE_RATE // 1000, SAMPLE_RATE // 20
    at = bend[max(0, edit - near):edit + near]
    sides = np.concatenate([bend[max(0, edit - around):max(0, edit - near)], bend[edit + near:edit + around]])
    usual = float(np.sqrt(np.mean(sides ** 2))) if len(sides) else 0.0
    return bool(len(at) and at.max() > max(STEP_FLOOR, STEP_OVER * usual))


def digital_silence_ms(sound: np.ndarray) -> int:
    """Length in milliseconds of the longest run of exactly equal samples: zeros, or a stuck value.

    >>> digital_silence_ms(np.zeros(480, np.float32))
    10
    """
    longest = max((out - start for start, out in still_runs(sound, 2)), default=0)
    return longest * 1000 // SAMPLE_RATE


def still_runs(sound: np.ndarray, least: int) -> list[tuple[int, int]]:
    """Stretches (start, out) of at least `least` exactly equal samples, in order."""
    if not len(sound):
        return []
    bounds = np.concatenate([[0], np.flatnonzero(np.diff(sound)) + 1, [len(sound)]])
    long = np.flatnonzero(np.diff(bounds) >= least)
    return [(int(bounds[place]), int(bounds[place + 1])) for place in long]


def peaks(sound: np.ndarray, *, per_second: int = 100) -> np.ndarray:
    """Lowest and highest value of every 1 / `per_second` seconds, int16, shape (n, 2): a waveform to draw.

    >>> peaks(np.array([0, 0.5, -0.5, 0], np.float32), per_second=100).tolist()
    [[-16384, 16384]]
    """
    step = SAMPLE_RATE // per_second
    rows = -(-len(sound) // step)
    whole = np.clip(np.round(sound * 32768), -32768, 32767).astype(np.int16)
    if not rows:
        return np.zeros((0, 2), np.int16)
    blocks = np.pad(whole, (0, rows * step - len(whole)), mode="edge").reshape(rows, step)
    return np.stack([blocks.min(axis=1), blocks.max(axis=1)], axis=1)
