"""Takes against each other: a word that one reading lacks or has otherwise than the other readings of its line.

The acoustic model cannot tell a left-out `to` from a fast one. The same speaker's other takes can: read twice, the
same words warp onto each other; a word that was left out is a hole in the warp, and another word lies far from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from workprint.film import Reading, Word
from workprint.media.lining.differing import SURE
from workprint.media.lining.voice import HOP, Voice, warped

MOST = 6
"""Other readings that one is held against. Source: our choice; more add time and hardly a word."""
_TOUCHING = HOP * 5
"""Pause between two words that still run into each other: 50 ms, as in `doubt`."""
_GAIN = 0.3
"""What a word has to gain, in usual distances a frame, against the line without it, or it was perhaps not said.
Source: tried on the tuning takes of bench/_lining_takes.py."""
_FAR = 3.0
"""How much farther than usual a word may lie from the same word elsewhere, in steps from the scene's median to its
ninetieth percentile. Source of both: trials on the tuning set (docs/lining.md)."""
_ENOUGH = 20
"""Words that have to be compared before it is known what is usual. Source: our choice."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A word that the other takes have otherwise."""

    take: str
    """Take id."""
    line: str
    """Line id."""
    run: int
    """Which time the line is said in the take."""
    word: int
    """Its place in the reading, from 0, missing words counted."""
    text: str = ""
    """The script's word, where the others tell that it was said after all; empty for a word that is doubted."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A word held against the same word of other readings."""

    word: Doubted
    """Which word."""
    gain: float
    """What is lost where the others' word is cut out, distances a frame of it (median of the others)."""
    far: float
    """How far it lies from the others' word, a frame (median of the others)."""


@dataclass(frozen=True)
class _Said:
    """A reading, and its words by their place in the script."""

    reading: Reading
    voice: Voice
    places: dict[int, int] = field(default_factory=dict)
    """Place in the reading of each word of the script that was heard."""
    changed: dict[int, int] = field(default_factory=dict)
    """Place in the reading of each word that stands for one of the script."""

    @classmethod
    def of(cls, reading: Reading, voice: Voice) -> _Said:
        """With extra words left out of the count."""
        at_place = {"scripted": dict[int, int](), "changed": dict[int, int]()}
        script = 0
        for at, word in enumerate(reading.words):
            if word.heard in at_place and any(map(str.isalnum, word.text)):  # nobody knows the words of "…"
                at_place[word.heard][script] = at
            script += word.heard != "extra"
        return cls(reading, voice, at_place["scripted"], at_place["changed"])

    def beside(self, script: int) -> tuple[Word | None, Word, Word | None]:
        """A word of the script with the words of the script that run into it."""
        words = self.reading.words
        at = self.places[script] if script in self.places else self.changed[script]
        before = words[at - 1] if self.places.get(script - 1) == at - 1 >= 0 else None
        after = words[at + 1] if self.places.get(script + 1) == at + 1 else None
        return (before if before and words[at].start - before.out < _TOUCHING else None, words[at],
                after if after and after.start - words[at].out < _TOUCHING else None)


def doubts(takes: Sequence[tuple[Sequence[Reading], Voice]]) -> tuple[Doubted, ...]:
    """Words that the other takes of their lines have otherwise, given each take's readings and its voice."""
    found = tuple(compared(takes))
    if len(found) < _ENOUGH:
        return ()
    far = [one.far for one in found]
    usual, wide = float(np.median(far)), float(np.percentile(far, 90))
    limit = usual + _FAR * max(wide - usual, 0.05 * usual)
    doubted = [replace(one.word, text="") for one in found if one.gain < _GAIN * usual or one.far > limit]
    # What the model hardly knew, or took for another word, but lies as near to the others' as words do, was said.
    said = [one.word for one in (*found, *compared(takes, changed=True))
            if one.word.text and one.gain >= _GAIN * usual and one.far <= wide]
    return (*doubted, *said)


def compared(takes: Sequence[tuple[Sequence[Reading], Voice]], *, changed: bool = False) -> Iterator[Compared]:
    """Every scripted word that runs into a neighbour, against the same word of at most `MOST` other readings; with
    `changed`, every word that stands for one of the script."""
    lines: dict[str, list[_Said]] = {}
    for readings, voice in takes:
        for reading in readings:
            if reading.line and reading.said:
                lines.setdefault(reading.line, []).append(_Said.of(reading, voice))
    for said in lines.values():
        for one in said:
            for script in one.changed if changed else one.places:
                yield from _held(one, script, [other for other in said if other is not one])


def _held(one: _Said, script: int, others: Sequence[_Said]) -> Iterator[Compared]:
    before, word, after = one.beside(script)
    like = list(islice(_like(others, script, before is None, after is None), MOST))
    mine = _cut(one.voice, before, word, after)
    if not like or mine is None or (before is None and after is None):
        return
    whole, start, out = mine
    along = warped(whole, [cut for cut, _, _ in like] + [_without(*cut) for cut in like])
    with_it, without = along[: len(like)], along[len(like) :]
    lengths = np.asarray([last - first for _, first, last in like])
    gain = (without.sum(axis=1) - with_it.sum(axis=1)) / lengths
    sure = word.heard == "scripted" and word.confidence >= SURE
    place = one.places[script] if script in one.places else one.changed[script]
    text = "" if sure else next(_surely(others, script), "")
    yield Compared(Doubted(one.reading.take, one.reading.line, one.reading.run, place, text), float(np.median(gain)),
                   float(np.median(with_it[:, start:out].mean(axis=1))))


def _surely(others: Sequence[_Said], script: int) -> Iterator[str]:
    """The word of the script at a place, from each of the others that surely has it."""
    for other in others:
        found = other.reading.words[other.places[script]] if script in other.places else None
        if found and found.confidence >= SURE:
            yield found.text


def _like(others: Sequence[_Said], script: int, first: bool, last: bool) -> Iterator[tuple[Voice, int, int]]:
    """The same word of other readings, where the same neighbours run into it."""
    for other in others:
        if script in other.places:
            before, word, after = other.beside(script)
            cut = _cut(other.voice, before, word, after)
            if cut is not None and (before is None, after is None) == (first, last):
                yield cut


def _cut(voice: Voice, before: Word | None, word: Word, after: Word | None) -> tuple[Voice, int, int] | None:
    """A word with its neighbours, and where it begins and ends in that; None for one too short to be held."""
    head, start, out = (before or word).start // HOP, word.start // HOP, word.out // HOP
    end = (after or word).out // HOP
    fits = start < out and end <= len(voice) and end - head > out - start
    return (voice[head:end], start - head, out - head) if fits else None


def _without(whole: Voice, start: int, out: int) -> Voice:
    return np.concatenate([whole[:start], whole[out:]])
