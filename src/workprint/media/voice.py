"""The pitch of a voice.

Method: YIN (de Cheveigné and Kawahara, "YIN, a fundamental frequency estimator for speech and music", J. Acoust.
Soc. Am. 111(4), 2002), its steps 1 to 5 on all frames at once through the FFT.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.signal import medfilt, resample_poly

Floats = NDArray[np.float32]

RATE = 12_000
"""Samples per second that pitch is measured at (a choice: 0.4 % of 60 Hz to 4 % of 500 Hz before interpolation)."""
HOP = RATE // 100
"""Samples between frames: 10 ms."""
LOWEST, HIGHEST = 60, 500
"""Hz between which a speaking voice is looked for (a choice: Baken and Orlikoff 2000 give 70 to 400 for speech)."""
WINDOW = 300
"""Samples compared, 25 ms. Source: the integration time of the YIN paper, section II."""
DIP = 0.2
"""Highest normalised difference that counts as voiced (the YIN paper has 0.1; rooms and codecs raise it)."""
QUIET = 1e-7
"""Mean square below which nothing is voiced: -70 dBFS (a choice)."""
BATCH = 6000
"""Frames at a time: a minute, so that memory stays small."""


def pitch(sound: Floats) -> Floats:
    """Fundamental of a voice every 10 ms, in Hz, 0 where unvoiced. `sound` is mono, float, 48 kHz.

    Frame n is centred on sample 480 n + 240. Between 60 and 500 Hz; about 200 times faster than it plays.

    >>> hum = np.sin(np.arange(24_000) * (2 * np.pi * 150 / 48_000)).astype(np.float32)
    >>> float(np.median(pitch(hum)).round())
    150.0
    """
    count = len(sound) // 480
    if not count:
        return np.zeros(0, np.float32)
    longest = RATE // LOWEST + 2
    around = WINDOW + longest
    thin = np.pad(resample_poly(np.asarray(sound, np.float32), 1, 4), (around // 2 - HOP // 2, around))
    frames = np.lib.stride_tricks.sliding_window_view(thin, around)[::HOP][:count]
    found = [_batch(frames[start : start + BATCH], longest) for start in range(0, count, BATCH)]
    # A single frame an octave off, or voiced among breath, is a slip of the method, not of the voice.
    return np.asarray(medfilt(np.concatenate(found), 5), np.float32)


def _batch(frames: Floats, longest: int) -> Floats:
    difference = _difference(frames, longest)
    lag = _first_dip(difference)
    rows = np.arange(len(frames))
    left, middle, right = (difference[rows, lag + step] for step in (-1, 0, 1))
    curve = left - 2 * middle + right
    exact = lag + np.where(curve > 0, (left - right) / (2 * np.maximum(curve, 1e-9)), 0)
    voiced = (middle < DIP) & (np.mean(np.square(frames), axis=1) > QUIET)
    return np.where(voiced, RATE / exact, 0).astype(np.float32)


def _difference(frames: Floats, longest: int) -> Floats:
    """Cumulative mean normalised difference of each frame, by lag 0 to `longest` - 1 (the paper's equation 8)."""
    size = 1024
    head = frames[:, :WINDOW]
    match = irfft(rfft(frames, size) * np.conj(rfft(head, size)), size)[:, :longest]
    power = np.cumsum(np.square(frames, dtype=np.float64), axis=1)
    power = np.concatenate([np.zeros((len(frames), 1)), power], axis=1)
    moved = power[:, WINDOW : WINDOW + longest] - power[:, :longest]
    raw = np.maximum(moved[:, :1] + moved - 2 * match, 0)
    mean = np.cumsum(raw[:, 1:], axis=1) / np.arange(1, longest)
    return np.concatenate([np.ones((len(frames), 1)), raw[:, 1:] / np.maximum(mean, 1e-12)], axis=1).astype(np.float32)


def _first_dip(difference: Floats) -> NDArray[np.intp]:
    """Lag of the first valley below `DIP`, else of the deepest (the paper's step 4), within the voice's range."""
    low, high = RATE // HIGHEST, difference.shape[1] - 1
    middle = difference[:, low:high]
    valley = (middle <= difference[:, low - 1 : high - 1]) & (middle < difference[:, low + 1 : high + 1])
    good = valley & (middle < DIP)
    return np.asarray(low + np.where(good.any(axis=1), good.argmax(axis=1), middle.argmin(axis=1)), np.intp)
