"""Where somebody speaks, and where one line ends and the next begins, when nobody has a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE
from workprint.media.lining.edges import Level, refined
from workprint.media.lining.hearing import check, loudness, speech_frames
from workprint.media.voice import pitch

Span = tuple[int, int]

HOP = SAMPLE_RATE // 100
"""Samples of one look: 10 ms, as `loudness` and `pitch` have it."""
BRIDGE = 15
"""Looks of quiet inside a run: 150 ms, longer than the closure of a stop. Source: our choice; stops close for 50 to
100 ms (Crystal and House 1988)."""
BESIDE = 10
"""Looks between a voiced run and a voiceless one that is still speech: 100 ms. Source: as `BRIDGE`; a breath keeps
further away than a closure lasts."""
VOICED = 10
"""Looks with a pitch that a run has at least: 100 ms, about one syllable. Source: our choice; a clap, a knock or a
rustle has none, and of the speechbrain noises one has 5."""
PAUSE = (SAMPLE_RATE * 3 // 10, SAMPLE_RATE // 2)
"""Between 0.3 s and 0.5 s a pause ends a line if the take's own pauses say so; above, always. Source: our choice:
pauses inside a sentence are mostly under 0.3 s, changes of speaker take 0.2 s in talk and more on a set (Stivers
2009; the longest pause inside a line of the rehearsal is 0.12 s)."""
TURN = SAMPLE_RATE // 10 * 2
"""Pause after which another voice is another line: 0.2 s. Source: Stivers et al. 2009, the usual gap of a turn."""
OTHER_VOICE = 4.0
"""Semitones between the middle pitches of two voices. Source: our choice; speakers move by 2 to 3 between lines."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """One line as it was said."""

    start: int
    """First sample (48 kHz)."""
    out: int
    """First sample after it."""
    runs: tuple[Span, ...]
    """The stretches of speech in it, samples, between its pauses."""
    voice: int
    """Whose voice, counted from 1 in order of first line; all 1 where the voices cannot be told apart."""


def speech(sound: NDArray[np.float32]) -> tuple[Span, ...]:
    """Every stretch (first sample, first after) in which somebody speaks. `sound` is mono, 48 kHz.

    Speech stands out of the take's own quiet above 150 Hz, where hum does not count, and has a voice's pitch. Raises
    `BadValue` for a sound of another shape.
    """
    check(sound)
    loud = speech_frames(loudness(sound))
    voiced = pitch(sound)[:len(loud)] > 0
    runs = _bridged(_beside(_runs(loud), voiced))
    kept = [(start * HOP, out * HOP) for start, out in runs if int(voiced[start:out].sum()) >= VOICED]
    return tuple(refined(kept, Level.of(sound))) if kept else ()


def _runs(mask: NDArray[np.bool_]) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(out)) for start, out in edges.reshape(-1, 2)]


def _beside(runs: Sequence[Span], voiced: NDArray[np.bool_]) -> list[Span]:
    """Runs that have a voice, and voiceless ones right beside those: an s is speech, a breath is not."""
    spoken = [run for run in runs if voiced[run[0]:run[1]].any()]
    return [run for run in runs if any(run[0] - one[1] <= BESIDE and one[0] - run[1] <= BESIDE for one in spoken)]


def _bridged(runs: Sequence[Span]) -> list[Span]:
    """Runs with short gaps between them as one."""
    whole: list[Span] = []
    for start, out in runs:
        if whole and start - whole[-1][1] <= BRIDGE:
            whole[-1] = (whole[-1][0], out)
        else:
            whole.append((start, out))
    return whole


def lines_said(sound: NDArray[np.float32]) -> tuple[Spoke, ...]:
    """What was said, line by line: a line ends at a long pause, or at a short one after which another voice speaks.

    How long is long, the take's own pauses say, between 0.3 s and 0.5 s.
    """
    runs = speech(sound)
    heights = [_height(sound, run) for run in runs]
    long = longest_inside([after[0] - before[1] for before, after in pairwise(runs)])
    groups: list[list[int]] = []
    for place, run in enumerate(runs):
        pause = run[0] - runs[place - 1][1] if place else 0
        if place and not _ends(pause, long, heights[place - 1], heights[place]):
            groups[-1].append(place)
        else:
            groups.append([place])
    voices = voices_of([float(np.median([heights[at] for at in group])) for group in groups])
    return tuple(Spoke(runs[group[0]][0], runs[group[-1]][1], tuple(runs[at] for at in group), voice)
                 for group, voice in zip(groups, voices, strict=True))


def _ends(pause: int, long: int, before: float, after: float) -> bool:
    return pause >= long or (pause >= TURN and abs(after - before) >= OTHER_VOICE)


def longest_inside(pauses: Sequence[int]) -> int:
    """The pause, in samples, from which a line ends: the widest step among the take's own pauses from 0.3 s to 0.5 s.

    >>> longest_inside([4_000, 5_000, 6_000, 16_000, 30_000]), longest_inside([])
    (16000, 24000)
    """
    low, high = PAUSE
    steps = [0, *sorted(one for one in pauses if one < high), high]
    best = max(pairwise(steps), key=lambda step: min(step[1], high) / max(step[0], SAMPLE_RATE // 20))
    return min(max(best[1], low), high)


def _height(sound: NDArray[np.float32], span: Span) -> float:
    """Middle pitch in semitones above 1 Hz; 0 where nothing is voiced."""
    hertz = pitch(sound[span[0]:span[1]])
    voiced = hertz[hertz > 0]
    return float(12 * np.log2(np.median(voiced))) if len(voiced) else 0.0


def voices_of(heights: Sequence[float]) -> tuple[int, ...]:
    """Whose voice each line has, from its middle pitch in semitones: two voices where the pitches fall into two
    groups of two lines or more that lie 4 semitones apart, else one. Numbered in order of first line.

    >>> voices_of([90.0, 82.1, 90.5, 81.0])
    (1, 2, 1, 2)
    """
    order = sorted(heights)
    gaps = [(order[at + 1] - order[at], at + 1) for at in range(1, len(order) - 2)]
    step, at = max(gaps, default=(0.0, 0))
    if step < OTHER_VOICE:
        return (1,) * len(heights)
    high = [height >= order[at] for height in heights]
    return tuple(1 if one == high[0] else 2 for one in high)
