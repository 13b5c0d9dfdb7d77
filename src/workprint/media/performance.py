"""How a reading sounds: loudness, pitch, pace, pauses, and the energy of the voice against its other readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Performance, Reading, Word
from workprint.media.loudness import level, loudness
from workprint.media.voice import pitch

Floats = NDArray[np.float32]

PAUSE = SAMPLE_RATE // 4
"""Samples of silence that are a pause and no part of a word: 250 ms. Source: Goldman-Eisler 1968."""
JUST_HEARD = {"loudness": 1000, "pitch": 50, "range": 100}
"""Smallest spread that counts: 1 LU, 50 cents, 100 cents. Readings closer than a listener can tell (about 1 dB, and
a quarter to one semitone in speech: 't Hart 1981) are alike, however few they are."""
STRETCH = 250
"""Energy for one deviation, so that two on either side fill the scale (a choice)."""


def perform(sound: Floats, words: Sequence[Word]) -> Performance:
    """How one reading sounds. `sound` is the whole take's laid sound (mono, 48 kHz), `words` lie in its samples.

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
    return Performance(loudness(heard), level(heard), middle, reach, 500, pace, max(gaps, default=0))


def against_each_other(readings: Sequence[Reading], who: Mapping[str, str]) -> tuple[Reading, ...]:
    """The same readings, with the energy of each told from all that its speaker said. `who` has the speaker of a line.

    Energy is 500 plus 250 for each deviation by which loudness, median pitch and pitch range, on average, lie above the
    speaker's median, kept within 0 and 1000; a deviation is the scaled median absolute deviation, and no smaller than
    a listener hears. These three are the strongest vocal signs of arousal (Juslin and Laukka, Psychological
    Bulletin 129(5), 2003); equal weights, for want of a figure. Whole numbers throughout. Readings of lines whose
    speaker is not known, and readings not measured, are left as they are.
    """
    speakers: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        if who.get(reading.line) and reading.performance and reading.said:
            speakers[who[reading.line]].append(index)
    energy = {index: value for own in speakers.values() for index, value in _energy(readings, own).items()}
    return tuple(replace(reading, performance=replace(reading.performance, energy=energy[index]))
                 if index in energy and reading.performance else reading for index, reading in enumerate(readings))


def _voice(hertz: Floats) -> tuple[int, int]:
    """Median in thousandths of Hz and 5th to 95th percentile in cents, of the voiced frames."""
    if not len(hertz):
        return 0, 0
    low, middle, high = np.percentile(hertz.astype(np.float64), (5, 50, 95))
    return round(1000 * middle), round(1200 * np.log2(high / low))


def _gaps(said: Sequence[Word]) -> list[int]:
    """Samples between one word and the next."""
    return [max(0, after.start - before.out) for before, after in pairwise(said)]


def _energy(readings: Sequence[Reading], own: Sequence[int]) -> dict[int, int]:
    """Energy of one speaker's readings, by index."""
    marks: dict[int, list[int]] = {index: [] for index in own}
    for name, least in JUST_HEARD.items():
        values = {index: value for index in own if (value := _measure(readings[index], name)) is not None}
        for index, value in _deviations(values, least).items():
            marks[index].append(value)
    return {index: min(1000, max(0, 500 + STRETCH * sum(each) // (1000 * max(1, len(each)))))
            for index, each in marks.items()}


def _measure(reading: Reading, name: str) -> int | None:
    """One measure, None where the reading has no voiced sound to tell it by."""
    sounds = reading.performance
    if sounds is None or (name != "loudness" and not sounds.pitch):
        return None
    if name == "loudness":
        return sounds.loudness
    return round(1200 * float(np.log2(sounds.pitch / 1000))) if name == "pitch" else sounds.pitch_range


def _deviations(values: Mapping[int, int], least: int) -> dict[int, int]:
    """How far each lies above the median, in thousandths of a deviation."""
    if not values:
        return {}
    middle = round(median(values.values()))
    # 1.4826 makes the median absolute deviation that of a bell curve. Source: Rousseeuw and Croux 1993.
    spread = max(least, round(median(abs(value - middle) for value in values.values()) * 14826 / 10000))
    return {index: 1000 * (value - middle) // spread for index, value in values.items()}
