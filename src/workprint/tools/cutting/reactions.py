"""Where a listener may be seen inside a line: from one pause or sentence end to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from workprint.film import SAMPLE_RATE, Line, Rate, Reading
from workprint.tools.cutting.beats import Lined, Said
from workprint.tools.cutting.facts import View
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.takes import Sheet

PAUSE = SAMPLE_RATE // 8
"""Samples (125 ms) from which a gap between two words is a pause. Source: our choice; stops last up to about 100 ms."""

REACTION = (8, 15, 30)
"""Least, best and most tenths of a second of a reaction. Source: our choice near facts/editing 4."""

MARGIN = 18
"""Tenths of a second of the line kept on both sides. Source: our choice: a J- or L-cut takes 7.5 of them, and a second
of the speaker is left, so that no flash of a picture stands between two others."""

NOT = -(1 << 40)
"""No reaction: so far down that no sum of idioms reaches it."""


@dataclass(frozen=True, slots=True)
class Reactions:
    """The reactions that a beat has place for: one window for every reading, and the takes that can fill it."""

    at: Whole
    """Frames after the beat's start at which it begins, by voice; `NOT` where there is no window."""
    frames: Whole
    """Its length, by voice."""
    shift: Whole
    """Frames by which the seen take is ahead of the heard one, by voice and take; `NOT` where it cannot be seen."""


def reactions(beat: Lined, takes: Sequence[Sheet], view: View, rate: Rate) -> Reactions:
    """Every reaction inside `beat`."""
    windows = [window(beat, said, rate) for said in beat.said]
    shift = np.full((len(beat.said), len(takes)), NOT, np.int64)
    own = {said.take: said for said in beat.said}
    for row, (said, found) in enumerate(zip(beat.said, windows, strict=True)):
        for at in own if found else ():
            ahead = own[at].start - said.start
            begin = said.start + ahead + (found[0] if found else 0)
            if _listens(beat, at, takes, view) and takes[at].silent(begin, begin + (found[1] if found else 0)):
                shift[row, at] = ahead
    return Reactions(np.array([found[0] if found else NOT for found in windows], np.int64),
                     np.array([found[1] if found else 0 for found in windows], np.int64), shift)


def _listens(beat: Lined, at: int, takes: Sequence[Sheet], view: View) -> bool:
    hidden = not takes[at].mouths & beat.fact.speakers
    return bool(takes[at].seen and hidden and view.faces[at] & ~beat.fact.speakers)


def window(beat: Lined, said: Said, rate: Rate) -> tuple[int, int] | None:
    """Start (frames into the beat) and length of the best place for a reaction; None where there is none."""
    least, best, most = (tenths * rate.numerator // (10 * rate.denominator) for tenths in REACTION)
    margin = MARGIN * rate.numerator // (10 * rate.denominator)
    edges = [edge for edge in rests(beat, said, rate) if margin <= edge <= said.frames - margin]
    pairs = [(first, second - first) for first, second in combinations(edges, 2) if least <= second - first <= most]
    return min(pairs, key=lambda pair: (abs(pair[1] - best), -pair[0]), default=None)


def rests(beat: Lined, said: Said, rate: Rate) -> list[int]:
    """Frames into the beat at which a pause or a sentence ends the flow of words."""
    return sorted({rate.frame_of((before + behind) // 2) - said.start
                   for line, reading in zip(beat.lines, said.readings, strict=False)
                   for before, behind in _rests(line, reading)})


def _rests(line: Line, reading: Reading) -> list[tuple[int, int]]:
    written = line.text.split()
    told = [word for word in reading.words if word.heard != "extra"]
    ends = {id(word) for word, text in zip(told, written, strict=False)
            if len(told) == len(written) and text.rstrip("\"')”")[-1:] in ".?!…"}
    words = reading.said
    return [(one.out, max(one.out, two.start)) for one, two in pairwise(words)
            if two.start - one.out >= PAUSE or (id(one) in ends and two.start >= one.out)]
