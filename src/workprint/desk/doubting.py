"""Words that one take has otherwise than the other takes of its lines: told as not surely heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.crew import Job
from workprint.film import Reading, Slate, Take, Word, to_plain

if TYPE_CHECKING:
    from workprint.desk.table import Table

UNSURE = 400
"""Confidence of a word that the other takes have otherwise. Source: our choice, below what counts as sure (500)."""
BY_HAND = 1000
"""Confidence of a word that a person set: never doubted. Source: `media.lining.correct`."""

AGREED = 600
"""Confidence of a word that the model did not know, but the other takes do. Source: our choice, just above sure."""

Place = tuple[str, str, int, int, str]
"""A word: slate of its take, line, which time the line is said there, place in the reading from 0; and the script's
word where the other takes tell that it was said after all, empty where they have it otherwise."""


def doubt(desk: Table, scenes: Iterable[str]) -> None:
    """Hold the lined takes of each of these scenes against each other, and put on the record what differs now."""
    jobs = [Job(number, _differing, (beside,), len(beside)) for number in sorted(set(scenes))
            if len(beside := _takes(desk, number)) > 1]
    for done in desk.work("holding takes against each other", jobs):
        words = () if done.trouble else done.value
        if not done.trouble and set(words) != desk.film.doubts.get(done.name, frozenset()):
            desk.record("doubted", {"scene": done.name, "words": to_plain(words)})


def _takes(desk: Table, scene: str) -> list[tuple[tuple[Reading, ...], Path]]:
    """Readings and sound of every take of a scene; other cameras share the first one's and tell nothing new."""
    film = desk.film
    takes = sorted((take for take in film.takes.values() if take.slate.scene == scene and not take.camera),
                   key=lambda take: take.slate)
    return [(film.readings[take.id], desk.kept(take).sound) for take in takes
            if take.sound and film.readings.get(take.id) and desk.kept(take).sound.exists()]


def _differing(takes: Sequence[tuple[tuple[Reading, ...], Path]]) -> tuple[Place, ...]:
    """The words in which one take differs from the others; runs in any process."""
    from workprint.media import laid
    from workprint.media.lining import doubts, voice_of

    heard = [(readings, voice_of(laid(sound), readings)) for readings, sound in takes]
    return tuple((one.take, one.line, one.run, one.word, one.text) for one in doubts(heard))


def with_doubts(reading: Reading, slate: Slate, doubted: Iterable[Place]) -> Reading:
    """The reading with its doubtful words not surely heard, and those that the other takes know as scripted."""
    places = {word: text for of, line, run, word, text in doubted
              if (of, line, run) == (str(slate), reading.line, reading.run)}
    if not places:
        return reading
    return replace(reading, words=tuple(
        _with(word, places[at]) if at in places else word for at, word in enumerate(reading.words)))


def _with(word: Word, text: str) -> Word:
    """A word as the other takes tell of it. What a person set, or a later lining has otherwise, stays."""
    if word.confidence >= BY_HAND or word.heard not in ("scripted", "changed"):
        return word
    if text:
        return replace(word, text=text, heard="scripted", confidence=max(word.confidence, AGREED))
    return replace(word, confidence=min(word.confidence, UNSURE))


def notes(readings: Iterable[Reading], take: Take, doubted: Iterable[Place]) -> tuple[str, ...]:
    """A sentence for each reading of a take that has such words."""
    told = []
    for reading in (with_doubts(one, take.slate, doubted) for one in readings):
        words = [word.text for word in reading.words if word.heard == "scripted" and word.confidence <= UNSURE]
        if words:
            told.append(f"line {reading.line} may lack or change {' '.join(words)!r}: other takes have it otherwise")
    return tuple(told)
