"""What a voice sounds like every 10 ms: the shape of its spectrum, apart from its loudness and the microphone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct
from scipy.signal import resample_poly

from workprint.film import SAMPLE_RATE, Reading

HOP = SAMPLE_RATE // 100
"""Samples (48 kHz) from one frame to the next: 10 ms."""
Voice = NDArray[np.float32]
"""Frames by 26: thirteen cepstra and how each moves."""
_RATE, _HOP, _WINDOW, _POINTS = 16_000, 160, 400, 512
"""Samples a second, a step of 10 ms, a window of 25 ms, points of its spectrum. Source: Davis and Mermelstein 1980 as
used since in speech recognition."""
_BANDS, _LOW, _HIGH = 24, 100, 6500
"""Mel bands and their lowest and highest frequency in Hz: above 6.5 kHz microphones differ more than vowels do."""
_CEPSTRA = 13
"""Cepstra kept. Source: the same."""
_LOUDNESS, _MOTION = 0.5, 0.35
"""Weight of loudness and of motion beside the shape of the spectrum. Source: our choice; a louder take is no other
word."""


def voice(sound: NDArray[np.float32], speech: NDArray[np.bool_]) -> Voice:
    """The voice in `sound` (mono, 48 kHz) frame by frame; `speech` says which frames are speech.

    Mean and spread of the take's own speech are taken out, so that rooms and microphones compare.
    """
    count = len(sound) // HOP
    low = resample_poly(sound, _RATE, SAMPLE_RATE)
    emphasised = np.append(low[:1], low[1:] - 0.95 * low[:-1])
    padded = np.pad(emphasised, (_WINDOW // 2 - _HOP // 2, _WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][:count]
    power = np.abs(np.fft.rfft(frames * np.hamming(_WINDOW), _POINTS)) ** 2
    shape = np.asarray(dct(np.log(power @ _bands().T + 1e-8), norm="ortho")[:, :_CEPSTRA])
    chosen = shape[speech[:count]] if speech[:count].any() else shape
    shape = (shape - chosen.mean(axis=0)) / (chosen.std(axis=0) + 1e-6)
    shape[:, 0] *= _LOUDNESS
    motion = np.zeros_like(shape)
    motion[2:-2] = (shape[4:] - shape[:-4]) * _MOTION
    return np.concatenate([shape, motion], axis=1).astype(np.float32)


def voice_of(sound: NDArray[np.float32], readings: Iterable[Reading]) -> Voice:
    """The voice in a take's sound, measured against what these readings of it say."""
    speech = np.zeros(len(sound) // HOP, bool)
    for word in (word for reading in readings for word in reading.said):
        speech[word.start // HOP : word.out // HOP] = True
    return voice(sound, speech)


@cache
def _bands() -> NDArray[np.float64]:
    """Triangles of the mel scale over the spectrum."""
    def mel(hertz: float) -> float:
        return float(2595 * np.log10(1 + hertz / 700))

    edges = 700 * (10 ** (np.linspace(mel(_LOW), mel(_HIGH), _BANDS + 2) / 2595) - 1)
    edges = edges / (_RATE / 2) * (_POINTS // 2)
    at = np.arange(_POINTS // 2 + 1)
    rising = (at - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - at) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)))


def warped(one: Voice, others: list[Voice]) -> NDArray[np.float64]:
    """How far each frame of `one` lies from its match in each of `others`, heads and ends matched: others by frames.

    Every frame of `one` has a match; frames of another may be held or left out, which costs a little.
    Source: dynamic time warping, Sakoe and Chiba 1978, in its form without symmetry.
    """
    longest = max(len(other) for other in others)
    stack = np.full((len(others), longest, one.shape[1]), 1e3, np.float32)
    for at, other in enumerate(others):
        stack[at, : len(other)] = other
    apart = np.sqrt(((one[None, :, None] - stack[:, None]) ** 2).sum(axis=-1))
    return _walked(apart, *_paths(apart), [len(other) for other in others])


_STEPS = (0.6, 0.0, 0.6, 1.2)
"""Cost of holding a frame, going on, and leaving out one or two. Source: our choice, about half a usual distance."""
_NEVER = 1e9
"""Cost of a path that there is not. Source: our choice, far above any sum of distances."""


def _paths(apart: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """By how many frames each match moved on, and the costs at the last frame of `one`."""
    count, frames, longest = apart.shape
    value = np.full((count, longest), _NEVER)
    value[:, 0] = apart[:, 0, 0]
    moved = np.zeros((frames, count, longest), np.int8)
    for at in range(1, frames):
        ways = np.full((len(_STEPS), count, longest), _NEVER)
        for step, cost in enumerate(_STEPS[: max(1, longest)]):
            ways[step, :, step:] = value[:, : longest - step] + cost
        moved[at] = ways.argmin(axis=0)
        value = ways.min(axis=0) + apart[:, at]
    return moved, value


def _walked(apart: NDArray[np.float32], moved: NDArray[np.int8], value: NDArray[np.float64],
            lengths: list[int]) -> NDArray[np.float64]:
    """Each frame's distance along the best path, with what the path's steps cost."""
    count, frames, _ = apart.shape
    along = np.zeros((count, frames))
    for other, length in enumerate(lengths):
        # Where so few frames cannot reach the end, the nearest place that they reach is their end.
        place = length - 1
        while place and value[other, place] >= _NEVER:
            place -= 1
        for at in range(frames - 1, -1, -1):
            step = int(moved[at, other, place])
            along[other, at] = apart[other, at, place] + (_STEPS[step] if at else 0)
            place -= step
    return along
