"""Loudness and level of a sound, in whole numbers."""

from __future__ import annotations

import warnings

import numpy as np
import pyloudnorm
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE

QUIETEST = -70_000
"""Loudness of silence, thousandths of LUFS: the absolute gate. Source: ITU-R BS.1770-4, annex 1."""
FLOOR = -120_000
"""Level of digital silence, thousandths of dBFS (a choice: below the 24-bit step of -144 dB plus any microphone)."""
GATE = 0.4
"""Seconds of a gating block. Source: ITU-R BS.1770-4, annex 1."""


def loudness(sound: NDArray[np.float32], rate: int = SAMPLE_RATE) -> int:
    """Integrated loudness in thousandths of LUFS (ITU-R BS.1770-4: K-weighted, gated at -70 and -10 LU).

    `sound` is float, full scale 1.0, shaped (samples,) or (samples, channels up to 5). What is shorter than a gating
    block of 0.4 s is measured as one block of its own length, without the relative gate. Silence, and all that
    the absolute gate drops, is -70000.

    >>> tone = 10 ** (-23 / 20) * np.sin(np.arange(96_000) * (2 * np.pi * 1000 / 48_000)).astype(np.float32)
    >>> abs(loudness(np.column_stack([tone, tone])) + 23_000) < 100
    True
    """
    if len(sound) < 2 or not np.any(sound):
        return QUIETEST
    # Half a sample less, since n / rate * rate may come out above n.
    meter = pyloudnorm.Meter(rate, block_size=min(GATE, (len(sound) - 0.5) / rate))
    with warnings.catch_warnings(), np.errstate(divide="ignore"):
        # pyloudnorm takes the mean of no blocks at all where every block is below the gate.
        warnings.simplefilter("ignore", RuntimeWarning)
        heard = float(meter.integrated_loudness(np.asarray(sound, np.float64)))
    return max(QUIETEST, round(1000 * heard)) if np.isfinite(heard) else QUIETEST


def level(sound: NDArray[np.float32]) -> int:
    """RMS level in thousandths of dBFS, where a full-scale square wave is 0; digital silence is -120000.

    >>> level(np.full(100, 0.1, np.float32))
    -20000
    """
    power = float(np.mean(np.square(sound, dtype=np.float64))) if len(sound) else 0.0
    return max(FLOOR, round(10_000 * np.log10(power))) if power > 0 else FLOOR
