"""The breath that is drawn before a line: noise above the room and below the voice, in the second before the word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from workprint.film import SAMPLE_RATE
from workprint.media.voice import pitch

Floats = NDArray[np.float32]
Truths = NDArray[np.bool_]

LOOK = SAMPLE_RATE
"""Samples before the word in which a breath is looked for: one second. Source: issue 3's task for the breath."""
AFTER = SAMPLE_RATE // 4
"""Most samples from the end of a breath to the word: 250 ms. Source: the same."""
SHORTEST = 12
"""Hundredths of a second below which noise before a word is taken for the word's own beginning: 120 ms. Source: our
choice; longer than most consonants, of which lining misses a part only."""
HOP = SAMPLE_RATE // 100
"""Samples of a step: 10 ms."""
BAND = (500, 7000)
"""Hz in which breath is heard and hum and traffic are not. Source: our choice, by the spectra of real breaths."""
ABOVE = 6.0
"""dB by which a breath stands above the room somewhere. Source: our choice; fewer is not heard as a breath."""
EDGE = 4.0
"""dB above the room at which it begins and ends: it swells and falls. Source: our choice; rooms sway by 2 or 3."""
BELOW = 8.0
"""dB by which it lies below the word that follows. Source: our choice; breaths are 15 to 30 below."""
DIP = 3
"""Steps for which a breath may fall into the room and go on: 30 ms. Source: our choice."""
FIRM = 0.25
"""Share of its steps that may sound like a voice. Source: our choice; noise looks voiced here and there."""
SWELL = 4.0
"""dB by which a breath that begins at the end of other speech is louder than what it begins in, or by which it falls
less than a room that rings on. Source: our choice."""
CLATTER = 15.0
"""dB by which its loudest step may stand above its middle: more is a knock. Source: our choice."""


def room_level(sound: Floats) -> float:
    """Level of a take's room, in dB, in the band of breath: of its quietest tenth, digital silence left out.

    `sound` is the take's laid sound (mono, 48 kHz). -120 of a sound that is nothing but silence.
    """
    heard = _levels(_banded(sound))
    heard = heard[heard > -115]
    return float(np.percentile(heard, 10)) if len(heard) else -120.0


def breath(sound: Floats, word: int, before: int, room: float) -> int:
    """Length in thousandths of a second of the breath that ends within 250 ms before sample `word`; 0 for none.

    `sound` is the take's laid sound, `before` the sample at which the speech before it ended (0 where there is none)
    and `room` its `room_level`. Told in steps of 10 ms; what is longer than a second counts as a second.
    """
    low = max(before, word - LOOK, 0)
    # A little of the word for its level; the filter is given more than it is asked for, so that its ends do not ring.
    start, out = max(0, low - 10 * HOP), min(len(sound), word + 30 * HOP)
    steps = (word - low) // HOP
    if steps < SHORTEST or word >= out:
        return 0
    low = word - steps * HOP
    near = _banded(sound[start:out])[low - start:]
    heard, word_level = _levels(near[:steps * HOP]), float(np.max(_levels(near[steps * HOP:]), initial=-120))
    noise = (heard > room + EDGE) & (heard < word_level - BELOW)
    voiced = pitch(near[:steps * HOP]) > 0
    for begin, end in reversed(_runs(noise)):
        if (steps - end) * HOP > AFTER:
            break
        if begin == 0 and before > 0 and low - before < 2 * HOP:
            begin += _tail(heard[:end])
        if _is_breath(heard[begin:end], voiced[begin:end], room):
            return (end - begin) * 10
    return 0


def _is_breath(heard: Floats, voiced: Truths, room: float) -> bool:
    """Whether a stretch of noise is long, loud, unvoiced and even enough."""
    return bool(len(heard) >= SHORTEST and heard.max() > room + ABOVE and voiced.mean() <= FIRM
                and heard.max() < np.median(heard) + CLATTER)


def _tail(heard: Floats) -> int:
    """Steps at the head of a stretch that are a word ringing on: up to where it swells again, or all of it.

    A room only falls, by 8 dB and more in two tenths of a second even in a hall that rings for a second and a half.
    """
    lowest = np.minimum.accumulate(heard)
    swells = np.flatnonzero(heard >= lowest + SWELL)
    if len(swells):
        return int(np.argmin(heard[:swells[0]]))
    return 0 if heard[len(heard) * 2 // 3] > heard[0] - SWELL else len(heard)


def _banded(sound: Floats) -> Floats:
    shape = butter(4, BAND, "bandpass", fs=SAMPLE_RATE, output="sos")
    return np.asarray(sosfiltfilt(shape, sound), np.float32) if len(sound) > 100 else np.zeros(len(sound), np.float32)


def _levels(sound: Floats) -> Floats:
    """Level of every 10 ms in dB, evened out over three. Of each, the middle of its milliseconds: lips that smack and
    clicks of the tongue, which are shorter, do not count."""
    count = len(sound) // HOP
    power = np.median(np.mean(np.square(sound[:count * HOP], dtype=np.float64).reshape(count, 10, HOP // 10), axis=2),
                      axis=1)
    if count > 2:
        power = np.convolve(np.pad(power, 1, mode="edge"), np.ones(3) / 3, "valid")
    return np.asarray(10 * np.log10(np.maximum(power, 1e-12)), np.float32)


def _runs(noise: Truths) -> list[tuple[int, int]]:
    """Start and out of each stretch of noise, short dips closed."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], noise, [False]]).astype(np.int8))).reshape(-1, 2)
    whole: list[tuple[int, int]] = []
    for begin, end in edges.tolist():
        if whole and begin - whole[-1][1] <= DIP:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((begin, end))
    return whole
