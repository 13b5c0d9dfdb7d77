"""How well one sound fits into another at every shift: generalised cross-correlation with phase transform.

Source: Knapp and Carter, "The generalized correlation method for estimation of time delay", IEEE Trans. ASSP 24(4),
1976. Every frequency counts alike, so that a room, a microphone or a voice's own colour does not blur the place.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.ndimage import uniform_filter1d

Floats = NDArray[np.float32]
Spectrum = NDArray[np.complex64]

FADE = 0.25
"""Seconds over which a stretch comes and goes, at most a tenth of it: a cut edge smears hum over all frequencies."""
FAINT = 1e-3
"""Share of the mean below which a frequency is taken for rounding and turned down (a choice)."""
MOMENT = 0.05
"""Seconds over which level is evened out (a choice: a syllable keeps its shape, a clap does not keep its force)."""
QUIET = 0.1
"""Share of the whole level below which a moment is left quiet (a choice: 20 dB, so that hiss is not raised)."""
ROUNDING = 1e-6
"""The same against the loudest frequency: eight times the step of single precision."""


def size_for(one: int, two: int) -> int:
    """Length of transform that holds every shift of sounds so long."""
    return int(next_fast_len(one + two, real=True))


def whiten(sound: Floats, size: int, rate: int, band: tuple[int, int]) -> Spectrum:
    """Spectrum of `sound` (mono, `rate` samples a second) within `band` (Hz), every frequency as loud as any other."""
    spectrum = np.asarray(rfft(_evened(sound, rate), size), np.complex64)
    low, high = (edge * size // rate for edge in band)
    loud = np.abs(spectrum)
    heard = loud[low:high]
    floor = FAINT * heard.mean() + ROUNDING * loud.max() + 1e-20 if len(heard) else 1.0
    spectrum /= loud + floor
    spectrum[:low], spectrum[high:] = 0, 0
    return spectrum


def fit(one: Spectrum, two: Spectrum, size: int, shifts: tuple[int, int]) -> Floats:
    """How well the second whitened sound fits into the first, shifted by each of `shifts` (first, one past the last).

    In standard deviations over all shifts; either polarity counts. All zeros where one of them is silent.
    """
    match = np.asarray(irfft(one * np.conj(two), size), np.float32)
    spread = float(np.sqrt(np.mean(np.square(match))))
    first, out = shifts
    wanted = np.concatenate([match[first:], match[:out]]) if first < 0 < out else match[first : out or None]
    return np.abs(wanted) / np.float32(spread) if spread else np.zeros(len(wanted), np.float32)


def vertex(curve: Floats, top: int) -> float:
    """Place of a peak between samples, by the parabola through its three highest points."""
    if not 0 < top < len(curve) - 1:
        return float(top)
    left, middle, right = (float(value) for value in curve[top - 1 : top + 2])
    return top + (left - right) / (2 * (left - 2 * middle + right) or 1.0)


def _evened(sound: Floats, rate: int) -> Floats:
    """`sound` in single precision, its loud moments turned down to the rest, its ends faded."""
    wave = np.asarray(sound - np.mean(sound, dtype=np.float32), np.float32) if len(sound) else sound
    around = np.sqrt(np.maximum(uniform_filter1d(np.square(wave), max(1, int(MOMENT * rate)), mode="constant"), 0))
    # Every take has its clap: without this, the claps of two takes would match better than their words differ.
    evened = wave / (around + np.float32(QUIET) * np.sqrt(np.mean(np.square(wave))) + np.float32(1e-12))
    count = min(int(FADE * rate), len(wave) // 10)
    if count:
        ramp = np.asarray(np.sin(np.linspace(0, np.pi / 2, count)) ** 2, np.float32)
        evened[:count] *= ramp
        evened[-count:] *= ramp[::-1]
    return np.asarray(evened, np.float32)
