"""Lines for rushes that have no script: from the pauses in one take, and from words where the user has a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.crew import Job
from workprint.desk.cameras import group, lead
from workprint.desk.folder import Kept
from workprint.desk.overheard import Overheard, as_fountain
from workprint.desk.prepare import LinedTake, line_beside
from workprint.desk.results import LineSaid, Transcript
from workprint.film import NotAllowed, NotOnTheDesk, Reading, Scene, Take, Word, to_plain
from workprint.media import laid
from workprint.media.following import Heard, follow, sounds
from workprint.media.lining import Lined, WhisperWords
from workprint.media.performance import perform
from workprint.media.speech import Spoke, lines_said, speech

if TYPE_CHECKING:
    from workprint.desk.table import Table

UNHEARD = "…"
"""What stands for the words of a stretch of speech, when nobody knows them."""
SURE = 1000
"""Confidence in the lines of the take that the script was made from: it is what they are."""


@dataclass(frozen=True, slots=True)
class _Model:
    """A Whisper model of the user's."""

    path: Path
    source: str
    licence: str


def transcript(desk: Table, scene: str, take: str, model: Path | None, source: str, licence: str) -> Transcript:
    """A script from what was said; see `Desk.transcript`."""
    from workprint.desk import lining

    scene = _scene(desk, scene)
    first = _reference(desk, scene, take)
    heard = laid(desk.kept(first).sound)
    said = lines_said(heard)
    if not said:
        raise NotOnTheDesk(f"nobody is heard to speak in {first.id}", "a take in which somebody speaks would do",
                           "name one with --take, or line a script of action lines")
    voices = len({one.voice for one in said})
    told = _with_words(said, heard, _Model(model, source, licence)) if model else None
    spans, texts, digest = told or (said, [f"said {number}" for number in range(1, len(said) + 1)], "")
    lines = [(f"VOICE {one.voice}", text) for one, text in zip(spans, texts, strict=True)]
    origin = Overheard(scene, first.id, tuple((one.start, one.out) for one in spans), bool(told), digest)
    desk.record("script", {"name": f"scene {scene} as said in {first.id}", "text": as_fountain(scene, first.id, lines),
                           "origin": to_plain(origin)}, author="tool:transcript", role="tool")
    lined = lining.line_takes(desk, scene, True)
    found = desk.material(scene).scene
    rows = tuple(LineSaid(line.id, line.who, line.text, one.start, one.out)
                 for line, one in zip(found.spoken, spans, strict=True))
    return Transcript(scene, first.id, rows, voices, bool(told), lined)


def _scene(desk: Table, scene: str) -> str:
    """The scene that is meant; one that was shot and that no script of a person's has."""
    film = desk.film
    shot = sorted({take.slate.scene for take in film.takes.values()})
    given = {one.number for one in film.given.scenes} if film.given else set()
    open_ = [one for one in shot if one not in given]
    if scene in given:
        raise NotAllowed(f"scene {scene} is in the script already", f"{', '.join(open_) or 'no other scene'} would do",
                         f"line it with: workprint line --scene {scene}")
    if scene and scene not in shot:
        raise NotOnTheDesk(f"no take of scene {scene} is on the desk", f"{', '.join(open_) or 'none yet'} would do",
                           "ingest its rushes first")
    if not scene and len(open_) != 1:
        raise NotOnTheDesk("no scene was named", f"one of {', '.join(open_) or 'none yet'} would do",
                           "name it with --scene" if open_ else "ingest rushes first")
    return scene or open_[0]


def _reference(desk: Table, scene: str, name: str) -> Take:
    """The take that a person named, or the one with the most speech."""
    film = desk.film
    takes = [take for take in sorted(film.takes.values(), key=lambda one: (one.slate, one.camera))
             if take.slate.scene == scene and take.sound]
    if name:
        named = next((take for take in takes if take.id == name), None)
        if named is None:
            raise NotOnTheDesk(f"take {name!r} is no take of scene {scene} with sound",
                               f"{', '.join(take.id for take in takes) or 'none yet'} would do",
                               "look with: workprint status")
        return lead(group(film.cameras, film.takes.values(), named))
    jobs = [Job(take.id, _spoken, (desk.kept(take),), take.frames) for take in takes
            if take.id == lead(group(film.cameras, film.takes.values(), take)).id]
    amount = {done.name: done.value for done in desk.work("listening for speech", jobs) if not done.trouble}
    if not amount:
        raise NotOnTheDesk(f"scene {scene} has no take with sound", "a take in which somebody speaks would do",
                           "ingest its sound first")
    return film.takes[max(amount, key=lambda one: amount[one])]


def _spoken(kept: Kept) -> int:
    """Samples of speech in a take."""
    return sum(out - start for start, out in speech(laid(kept.sound)))


def _with_words(said: Sequence[Spoke], heard: np.ndarray, model: _Model) -> tuple[list[Spoke], list[str], str]:
    """The lines in which the model hears words, with those words, and the model's hash."""
    whisper = WhisperWords.load(model.path, source=model.source, licence=model.licence)
    words = whisper.words(heard)
    texts = {place: " ".join(word.text for word in words if _nearest(said, word) == place)
             for place in range(len(said))}
    kept = [place for place, text in texts.items() if text]
    if not kept:
        raise NotOnTheDesk(f"{model.path.name} hears no words in this take", "a take with clear speech would do",
                           "name one with --take, or leave --model out")
    return [said[place] for place in kept], [texts[place].capitalize() + "." for place in kept], whisper.card.model


def _nearest(said: Sequence[Spoke], word: Word) -> int:
    """The line that a word lies in or beside."""
    middle = (word.start + word.out) // 2
    return min(range(len(said)), key=lambda at: max(said[at].start - middle, middle - said[at].out, 0))


def follow_take(scene: Scene, take: Take, kept: Kept, origin: Overheard, reference: Kept) -> LinedTake:
    """Line a take whose words nobody knows: every line of the reference take, found again by its sound.

    Runs in any process. A line that is not surely the same is left out, and a note says so.
    """
    heard = laid(kept.sound)
    runs = speech(heard)
    if take.id == origin.take:
        found: tuple[Heard, ...] = tuple(Heard(at, *span, 0.0) for at, span in enumerate(origin.spans))
    else:
        known = sounds(laid(reference.sound))
        found = follow([known.part(*span) for span in origin.spans], sounds(heard))
    sure = SURE if take.id == origin.take else 0
    readings = _readings(scene, take.id, found, runs, sure)
    readings = tuple(replace(one, performance=replace(perform(heard, one.said), pace=0)) for one in readings)
    share = 1000 * len({one.line for one in found}) // max(1, len(origin.spans))
    return line_beside(scene, take, kept, Lined(take.id, readings, share, tuple(_notes(scene, found, readings))))


def _readings(scene: Scene, take: str, found: Sequence[Heard], runs: Sequence[tuple[int, int]],
              sure: int) -> tuple[Reading, ...]:
    """A reading for every line found, and one without a line for all other speech."""
    readings, count = [], dict[int, int]()
    for one in found:
        count[one.line] = count.get(one.line, 0) + 1
        words = _words(one.start, one.out, runs, sure or one.confidence)
        readings.append(Reading(take, scene.spoken[one.line].id, words, sure or one.confidence, count[one.line]))
    for start, out in runs:
        if not any(one.start < out and start < one.out for one in found):
            readings.append(Reading(take, "", (Word(UNHEARD, start, out, "extra", 300),), 300))
    return tuple(sorted(readings, key=lambda one: one.start))


def _words(start: int, out: int, runs: Sequence[tuple[int, int]], sure: int) -> tuple[Word, ...]:
    """A placeholder for each stretch of speech between two samples."""
    inside = [(max(start, one), min(out, two)) for one, two in runs if one < out and start < two]
    return tuple(Word(UNHEARD, one, two, "scripted", sure) for one, two in inside or [(start, out)])


def _notes(scene: Scene, found: Sequence[Heard], readings: Sequence[Reading]) -> list[str]:
    there = {one.line for one in found}
    notes = [f"nothing here is surely line {line.id}" for at, line in enumerate(scene.spoken) if at not in there]
    notes += [f"line {one.line} is said again at {one.start / 48_000:.1f} s" for one in readings if one.run > 1]
    other = sum(not one.line for one in readings)
    return notes + ([f"{other} stretches of speech are in no line of the made script"] if other else [])
