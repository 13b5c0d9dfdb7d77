"""What was said that is in no line: proposed, and by a person's word adopted as a line of the scene.

The script's text stays as it is on disk. An adopted line is an entry of the record; take the entry back, and its
readings are proposals again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from workprint.desk.results import Said
from workprint.film import (
    SAMPLE_RATE,
    BadValue,
    Line,
    Material,
    NotOnTheDesk,
    Rate,
    Reading,
    Scene,
    Script,
    Timecode,
    Word,
    to_plain,
    whole,
)

if TYPE_CHECKING:
    from workprint.desk.table import Table

_ALIKE = 0.6
"""How alike two guesses at what was said have to be to be the same ad-lib, 0 to 1. Source: our choice; half of the
guessed words are right (docs/lining.md)."""
_NEAR = SAMPLE_RATE // 2
"""How far from an ad-lib a person may point and still mean it: 0.5 s. Source: our choice."""
_TOLD = 300
"""Confidence in words whose place nobody has heard yet. Source: our choice, as for words that are guessed."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A line that a person put in a scene because it was said."""

    scene: str
    """Scene number."""
    after: str
    """Id of the line it follows; empty at the head of the scene."""
    line: Line
    """The line itself; its id says which line it follows: ``1/14+1``."""
    readings: tuple[Reading, ...]
    """Where it was heard when it was adopted."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Speech that is in no line: a line that the scene might have."""

    number: int
    """What `adopt 2` speaks of, from 1."""
    after: str
    """Id of the line it follows; empty at the head of the scene."""
    words: str
    """The words as they were guessed; ``(speech)`` where they could not be told."""
    heard: tuple[Reading, ...]
    """Where it is heard, take by take."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the script and how often it was said."""

    line: Line
    """The line."""
    readings: int
    """Readings of it in all takes."""
    takes: int
    """Takes that have one."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A scene's lines, and what was said besides."""

    scene: str
    """Scene number."""
    lines: tuple[Counted, ...]
    """Spoken and action lines in order, adopted ones among them."""
    proposed: tuple[Proposed, ...]
    """In the order of the lines that they follow."""


def lines(desk: Table, scene: str) -> Lines:
    """The script's lines with their readings, and what was said besides; see `Desk.lines`."""
    material = desk.material(scene)
    said = [reading for reading in material.readings if reading.said]
    return Lines(scene, tuple(_counted(line, said) for line in material.scene.lines), proposals(material))


def _counted(line: Line, said: Sequence[Reading]) -> Counted:
    takes = [reading.take for reading in said if reading.line == line.id]
    return Counted(line, len(takes), len(set(takes)))


def proposals(material: Material) -> tuple[Proposed, ...]:
    """What was said that is in no line; the same words after the same line are one proposal, whatever take has them."""
    order = {"": -1} | {line.id: place for place, line in enumerate(material.scene.lines)}
    groups: list[tuple[str, list[Reading]]] = []
    for after, reading in sorted(_unscripted(material), key=lambda pair: order[pair[0]]):
        same = next((group for gap, group in groups if gap == after and _alike(group[0], reading)), None)
        if same is None:
            groups.append((after, [reading]))
        else:
            same.append(reading)
    return tuple(Proposed(number, after, _words(group[0]), tuple(group))
                 for number, (after, group) in enumerate(groups, start=1))


def _unscripted(material: Material) -> Iterator[tuple[str, Reading]]:
    """Every reading of no line, with the line that it follows."""
    known = {line.id for line in material.scene.lines}
    for take in material.takes:
        after = ""
        for reading in sorted((one for one in material.readings if one.take == take.id), key=lambda one: one.start):
            if reading.line in known and reading.said:
                after = reading.line
            elif not reading.line and reading.said:
                yield after, reading


def _words(reading: Reading) -> str:
    return " ".join(word.text for word in reading.said)


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings say the same, as far as guesses tell. Speech that could not be told is like no other."""
    texts = _words(one), _words(other)
    return "(speech)" not in texts and SequenceMatcher(None, *texts, autojunk=False).ratio() >= _ALIKE


def adopt(desk: Table, scene: str, what: str, at: str, words: str, who: str) -> Said:
    """Put a proposed line in its scene; see `Desk.adopt`."""
    if what in desk.film.takes:
        scene = desk.film.takes[what].slate.scene
    scene = desk.scene_named(scene)
    material = desk.material(scene)
    found = _named(material, what, at, desk.film.rate)
    text = words.strip() or (found.words if "(speech)" not in found.words else "")
    if not text:
        raise BadValue("what was said there could not be told", "the words as you hear them would do",
                       "give them with --words 'you must be joking'")
    line = Line(_free_id(material.scene, found.after), "spoken", text, who or _speaker(material, found))
    readings = tuple(_reading(one, line) for one in found.heard)
    entry = desk.record("adopted", {"scene": scene, "after": found.after, "line": to_plain(line),
                                    "readings": to_plain(readings)})
    _line_again(desk, scene)
    takes = ", ".join(dict.fromkeys(reading.take for reading in readings))
    return Said(entry.index, f"{line.who} now has the line {line.id}, {text!r}, heard in {takes}")


def _line_again(desk: Table, scene: str) -> None:
    """Line the takes against the scene with its new line, where their sound is at hand."""
    from workprint.desk import lining  # it loads SciPy, and reads `Adopted` through the state of the film

    takes = [take for take in desk.film.takes.values() if take.slate.scene == scene]
    if takes and all(desk.kept(take).sound.exists() for take in takes if take.sound):
        lining.line_takes(desk, scene, False)


def _named(material: Material, what: str, at: str, rate: Rate) -> Proposed:
    """The proposal that is meant by its number, or by a take and a time. Raises `NotOnTheDesk`."""
    known = proposals(material)
    number = whole(what)
    if number is not None and not at:
        found = next((one for one in known if one.number == number), None)
    else:
        place = _sample(at, rate)
        found = next((one for one in known for reading in one.heard if reading.take == what
                      and reading.start - _NEAR <= place <= reading.out + _NEAR), None)
    if found is None:
        named = "; ".join(f"{one.number}: {one.words!r}" for one in known[:8])
        raise NotOnTheDesk(f"proposed line {' at '.join(filter(None, (what, at)))!r} was named",
                           f"{named or 'none: every word is in a line'} would do", "look with: workprint lines")
    return found


def _sample(at: str, rate: Rate) -> int:
    """A place in a take from ``12.4`` seconds or a timecode from its head. Raises `BadValue`."""
    if ":" in at:
        return rate.sample(Timecode.parse(at, rate).frame)
    plain = at.strip().removesuffix("s").strip()
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{0,9})?", plain):
        raise BadValue(f"the time in the take came as {at!r}", "seconds such as 12.4 or a timecode from its head "
                       "would do", "look with: workprint lines")
    return round(float(plain) * SAMPLE_RATE)


def _free_id(scene: Scene, after: str) -> str:
    """The next id after a line: ``1/14+1``, then ``1/14+2``; ``1/0+1`` at the head of the scene."""
    base = after.partition("+")[0] or f"{scene.number}/0"
    count = 1
    while scene.line(f"{base}+{count}"):
        count += 1
    return f"{base}+{count}"


def _speaker(material: Material, found: Proposed) -> str:
    """Who says it, by voice: whoever of the cast has the nearest pitch in that take; else who spoke before."""
    voice = found.heard[0].performance
    who = {line.id: line.who for line in material.scene.spoken}
    pitches = [(abs(one.performance.pitch - voice.pitch), who[one.line]) for one in material.readings
               if voice and voice.pitch and one.take == found.heard[0].take and one.line in who
               and one.performance and one.performance.pitch]
    if pitches:
        return min(pitches)[1]
    return who.get(found.after) or next(iter(material.scene.cast), "")


def _reading(heard: Reading, line: Line) -> Reading:
    """What was heard as a reading of `line`: its words at the places of the guessed ones, or spread over the time."""
    from workprint.media.lining import words_of

    texts, said = words_of(line.text), heard.said
    if len(texts) == len(said):
        places = [(word.start, word.out) for word in said]
    else:
        marks = [heard.start + (heard.out - heard.start) * at // max(1, len(texts)) for at in range(len(texts) + 1)]
        places = list(pairwise(marks))
    words = tuple(Word(text, start, out, "scripted", _TOLD) for text, (start, out) in zip(texts, places, strict=True))
    return replace(heard, line=line.id, words=words, confidence=_TOLD, run=1)


def script_with(script: Script, adopted: Iterable[Adopted]) -> Script:
    """The script with every adopted line in its place; one whose scene is gone is left out."""
    for one in adopted:
        script = replace(script, scenes=tuple(
            _scene_with(scene, one) if scene.number == one.scene else scene for scene in script.scenes))
    return script


def _scene_with(scene: Scene, adopted: Adopted) -> Scene:
    if adopted.line.id in {line.id for line in scene.lines}:
        return scene
    ids = [line.id for line in scene.lines]
    # Where the line it followed was written out of the script since, it goes to the head rather than be lost.
    place = ids.index(adopted.after) + 1 if adopted.after in ids else 0
    return replace(scene, lines=(*scene.lines[:place], adopted.line, *scene.lines[place:]))


def readings_with(readings: Sequence[Reading], take: str, scene: Scene | None,
                  adopted: Iterable[Adopted]) -> tuple[Reading, ...]:
    """A take's readings with the adopted lines in them, unless the lining found them already; readings of an
    adoption that was taken back are speech in no line again."""
    known = {line.id for line in scene.lines} if scene else set()
    found = [one if one.line in known or not is_adopted(one.line) else _let_go(one) for one in readings]
    heard = {one.line for one in found}
    for new in (reading for one in adopted for reading in one.readings if reading.take == take):
        if new.line not in heard and new.line in known:
            found = [one for one in found if one.line or one.out <= new.start or new.out <= one.start]
            found = sorted([*found, new], key=lambda one: one.start)
    return tuple(found)


def is_adopted(line: str) -> bool:
    """Whether a line's id is that of an adopted one.

    >>> is_adopted("1/14+1"), is_adopted("1/14")
    (True, False)
    """
    return Line(line, "spoken", "").adopted


def _let_go(reading: Reading) -> Reading:
    words = tuple(replace(word, heard="extra") for word in reading.said)
    return replace(reading, line="", words=words, run=1)
