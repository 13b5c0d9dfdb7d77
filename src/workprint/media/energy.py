"""The energy of a voice: how strongly a line is said, against everything else its speaker says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log2
from statistics import median

from workprint.film import Reading

JUST_HEARD = {"loudness": 1000, "pitch": 50, "range": 100}
"""Smallest spread that counts: 1 LU, 50 cents, 100 cents. Readings closer than a listener can tell (about 1 dB, and
a quarter to one semitone in speech: 't Hart 1981) are alike, however few they are."""
STRETCH = 250
"""Energy for one deviation, so that two on either side fill the scale (a choice)."""


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
    return round(1200 * log2(sounds.pitch / 1000)) if name == "pitch" else sounds.pitch_range


def _deviations(values: Mapping[int, int], least: int) -> dict[int, int]:
    """How far each lies above the median, in thousandths of a deviation."""
    if not values:
        return {}
    middle = round(median(values.values()))
    # 1.4826 makes the median absolute deviation that of a bell curve. Source: Rousseeuw and Croux 1993.
    spread = max(least, round(median(abs(value - middle) for value in values.values()) * 14826 / 10000))
    return {index: 1000 * (value - middle) // spread for index, value in values.items()}
