"""How a reading sounds: loudness, pitch, pace and pauses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Performance, Word
from workprint.media.breath import breath, room_level
from workprint.media.loudness import level, loudness
from workprint.media.voice import pitch

Floats = NDArray[np.float32]

PAUSE = SAMPLE_RATE // 4
"""Samples of silence that are a pause and no part of a word: 250 ms. Source: Goldman-Eisler 1968."""


def perform(sound: Floats, words: Sequence[Word], *, before: int = 0, room: float | None = None) -> Performance:
    """How one reading sounds. `sound` is the whole take's laid sound (mono, 48 kHz), `words` lie in its samples.

    `before` is the sample at which the speech before it ended: no breath is looked for there. `room` is the take's
    `room_level`, measured here where it is not given.
    Units are those of `Performance`; energy is left at 500 until `against_each_other` has all readings. A reading that
    says nothing has the loudness and level of silence and zeros else.
    """
    said = sorted((word for word in words if word.heard != "missing"), key=lambda word: word.start)
    start, out = (said[0].start, max(word.out for word in said)) if said else (0, 0)
    heard = sound[max(0, start) : max(0, out)]
    hertz = pitch(heard)
    middle, reach = _voice(hertz[hertz > 0])
    gaps = _gaps(said)
    speech = out - start - sum(gap for gap in gaps if gap >= PAUSE)
    pace = round(len(said) * 60 * SAMPLE_RATE / speech) if speech > 0 else 0
    drawn = breath(sound, start, before, room_level(sound) if room is None else room) if said else 0
    return Performance(loudness(heard), level(heard), middle, reach, 500, pace, max(gaps, default=0), drawn)


def _voice(hertz: Floats) -> tuple[int, int]:
    """Median in thousandths of Hz and 5th to 95th percentile in cents, of the voiced frames."""
    if not len(hertz):
        return 0, 0
    low, middle, high = np.percentile(hertz.astype(np.float64), (5, 50, 95))
    return round(1000 * middle), round(1200 * np.log2(high / low))


def _gaps(said: Sequence[Word]) -> list[int]:
    """Samples between one word and the next."""
    return [max(0, after.start - before.out) for before, after in pairwise(said)]
