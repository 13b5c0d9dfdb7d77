"""The lined script as the cutting tool needs it: beats, the readings of each, and what every take shows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from workprint.film import SIZES, Line, Material, Rate, Reading, Take, Word
from workprint.tools.cutting.facts import Beat, View, Voice, stack
from workprint.tools.cutting.pauses import NOWHERE, Places, Whole, frame_from, places, speech

STEP = 64
"""Room between two readings in `Said.order` for the action lines that lie between them."""

ASKS = re.compile(r"\b(pause|beat|silence|after a moment|quietly|long)\b", re.I)
"""Asides that ask for a silence. Source: the usual parentheticals of screenplays."""

UNSEEN = re.compile(r"V\.?\s*O|O\.?\s*S|O\.?\s*C|PHONE|RADIO", re.I)
"""Cue extensions of somebody who is not in the picture. Source: Fountain and screenplay usage."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One take, ready to be cut."""

    take: Take
    seen: bool
    """Whether it has a picture."""
    heard: bool
    """Whether it has sound."""
    mouths: int
    """Mask of everybody whose mouth may be seen; all bits where nobody said who is framed."""
    talk: tuple[list[int], list[int]]
    """Starts and outs, in frames, of speech by those mouths."""
    speech: tuple[Whole, Whole]
    """Starts and outs, in samples, of all speech."""
    readings: tuple[Reading, ...]
    """Of lines in the script, in order of time."""

    def free(self, start: int, out: int) -> tuple[int, int]:
        """Frames before `start` and after `out` in which the picture exists and no mouth in it moves; -1: none."""
        starts, outs = self.talk
        before, after = bisect_right(outs, start), bisect_left(starts, out)
        head = start - (outs[before - 1] if before else 0)
        tail = (starts[after] if after < len(starts) else self.take.frames) - out
        if before < len(starts) and starts[before] < start:
            head = -1
        if after and outs[after - 1] > out:
            tail = -1
        return head, tail

    def silent(self, start: int, out: int) -> bool:
        """Whether the picture exists from `start` to `out` and no mouth in it moves."""
        index = bisect_right(self.talk[1], start)
        return 0 <= start and out <= self.take.frames and (
            index == len(self.talk[0]) or self.talk[0][index] >= out)


@dataclass(frozen=True, slots=True)
class Said:
    """One way in which a beat can be heard: its reading in one take, or the time that an action gets there."""

    take: int
    """Place of the take in the material."""
    start: int
    """First frame of the beat in the take."""
    out: int
    """First frame after it."""
    head: Places
    """Where its sound may be entered."""
    tail: Places
    """Where its sound may be left."""
    order: int
    """Place in the take: `STEP` for its first reading, twice that for the second; action between them."""
    readings: tuple[Reading, ...] = ()
    """Of the lines of the beat; none for action."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.out - self.start


@dataclass(frozen=True, slots=True)
class Sung:
    """A beat with all that was shot of it."""

    lines: tuple[Line, ...]
    """One line, or several that are spoken at once."""
    fact: Beat
    voices: tuple[Said, ...]
    voice: Voice
    """Facts of `voices`, as arrays."""


def mask(names: Iterable[str], cast: tuple[str, ...]) -> int:
    """People as bits, in the order of the cast."""
    return sum(1 << cast.index(name) for name in set(names) if name in cast)


def everybody(material: Material) -> tuple[str, ...]:
    """Who speaks or is framed, in order of first mention."""
    framed = (name for take in material.takes for name in take.who)
    return tuple(dict.fromkeys((*material.scene.cast, *framed)))


def speakers(line: Line, cast: tuple[str, ...]) -> int:
    """Mask of who is seen speaking a line, where the camera looks at them."""
    return 0 if line.kind == "action" or UNSEEN.search(line.extension) else mask([line.who], cast)


def framed(take: Take) -> bool:
    """Whether it is known who is in the picture: somebody is named, or the setup says that it is an insert."""
    return take.setup is not None and bool(
        take.setup.people or re.search(r"insert|cutaway", take.setup.about, re.I))


def mouths(take: Take, cast: tuple[str, ...]) -> int:
    """Mask of whose mouth may be seen; all bits where it is not known who is framed."""
    if take.setup is None or not framed(take):
        return -1
    return mask((person.who for person in take.setup.people if person.look != "away"), cast)


def sheets(material: Material) -> tuple[Sheet, ...]:
    """Every take of the scene, ready to be cut."""
    cast = everybody(material)
    talking = any(take.sound for take in material.takes)
    who = {line.id: speakers(line, cast) for line in material.scene.lines}
    by_take: dict[str, list[Reading]] = {take.id: [] for take in material.takes}
    for reading in material.readings:
        by_take.setdefault(reading.take, []).append(reading)
    return tuple(_sheet(material, take, by_take[take.id], who, mouths(take, cast), talking)
                 for take in material.takes)


def _sheet(material: Material, take: Take, readings: list[Reading], who: dict[str, int], seen: int,
           talking: bool) -> Sheet:
    original = material.original(take.original)
    # Nobody says who speaks an ad-lib, so any mouth in the picture may be the one that moves.
    moving = [word for reading in readings if who.get(reading.line, -1) & seen for word in reading.said]
    starts, outs = speech(moving)
    talk = ([take.rate.frame_of(int(start)) for start in starts], [frame_from(int(out), take.rate) for out in outs])
    lined = sorted((reading for reading in readings if reading.line and reading.said),
                   key=lambda reading: (reading.start, reading.out))
    return Sheet(take, original is None or original.picture is not None, bool(take.sound) or not talking, seen,
                 talk, speech(word for reading in readings for word in reading.words), tuple(lined))


def views(material: Material) -> View:
    """What every take shows, as arrays over the takes."""
    cast = everybody(material)
    sizes = [size for size, _ in reversed(SIZES)]
    lead = mask([leading(material)], cast)
    widest = min(((-len(take.who), sizes.index(take.setup.size)) for take in material.takes
                  if take.setup and take.setup.size), default=None)
    return stack([_view(index, take, cast, sizes, lead, widest) for index, take in enumerate(material.takes)])


def _view(index: int, take: Take, cast: tuple[str, ...], sizes: list[str], lead: int,
          widest: tuple[int, int] | None) -> View:
    people = mask(take.who, cast)
    known = framed(take)
    faces = mouths(take, cast) if known else 0
    setup = take.setup
    size = sizes.index(setup.size) if setup and setup.size else -1
    large = max(setup.people, key=lambda person: (person.head, -person.x)) if setup and setup.people else None
    return View(
        take=index, known=int(known), people=people, faces=faces, number=len(take.who), size=size,
        x=large.x if large else 500,
        look={"left": -1, "right": 1}.get(large.look, 0) if large else 0,
        side={"near": -1, "far": 1}.get(setup.side, 0) if setup else 0,
        angle=setup.angle % 360 if setup and setup.angle is not None else -1,
        everyone=int(len(take.who) == len(cast)),
        widest=int(widest is not None and (-len(take.who), size) == widest),
        lead=int(faces & lead != 0), circled=int(take.circled))


def leading(material: Material) -> str:
    """The character with the most words in the scene; the first of them where several have as many."""
    words = {who: 0 for who in material.scene.cast}
    for line in material.scene.spoken:
        words[line.who] += len(line.text.split())
    return max(words, key=lambda who: words[who], default="")


def said(sheet: Sheet, index: int, group: tuple[Reading, ...], rate: Rate) -> Said | None:
    """The readings of one beat in one take; None where its frames do not all exist."""
    start, out = min(r.start for r in group), max(r.out for r in group)
    first, end = rate.frame_of(start), frame_from(out, rate)
    if end > sheet.take.frames or not sheet.heard:
        return None
    order = STEP * (1 + sheet.readings.index(group[-1]))
    return Said(index, first, end, _head(sheet, start, rate), _tail(sheet, out, rate), order, group)


def _head(sheet: Sheet, start: int, rate: Rate) -> Places:
    starts, outs = sheet.speech
    at = int(np.searchsorted(starts, start))
    if at == len(starts) or starts[at] != start:
        return NOWHERE  # somebody else is still speaking
    return places(int(outs[at - 1]) if at else None, start, sheet.take.frames, rate)


def _tail(sheet: Sheet, out: int, rate: Rate) -> Places:
    starts, outs = sheet.speech
    at = int(np.searchsorted(outs, out))
    if at == len(outs) or outs[at] != out:
        return NOWHERE
    return places(out, int(starts[at + 1]) if at + 1 < len(starts) else None, sheet.take.frames, rate)


def differing(words: Iterable[Word]) -> int:
    """How many words are missing, changed or extra."""
    return sum(word.heard != "scripted" for word in words)


def rank(values: list[int]) -> list[int]:
    """Where each value stands among all, -100 (least) to 100 (most); 0 where all are the same.

    >>> rank([30, 10, 20, 10])
    [100, -100, 0, -100]
    """
    steps = sorted(set(values))
    return [200 * steps.index(value) // (len(steps) - 1) - 100 if len(steps) > 1 else 0 for value in values]


def voices(voices: tuple[Said, ...]) -> Voice:
    """Facts of all ways to hear a beat, as arrays."""
    shown = [[r.performance for r in each.readings if r.performance] for each in voices]
    slow = rank([each.frames for each in voices])
    loud = rank([max((p.level for p in ps), default=0) for ps in shown])
    return stack([Voice(
        take=each.take, frames=each.frames, slowness=slow[i], loudness=loud[i],
        energy=max((p.energy for p in shown[i]), default=500),
        changed=sum(differing(r.words) for r in each.readings),
        again=int(any(r.run > 1 for r in each.readings)),
        sure=min((r.confidence for r in each.readings), default=1000), order=each.order)
        for i, each in enumerate(voices)])


def heavy(line: Line, energy: int) -> bool:
    """Whether a line wants silence after it."""
    text = line.text.rstrip("\"')” ")
    return line.kind == "spoken" and (
        text.endswith(("?", "...", "…", "--", "—")) or bool(ASKS.search(line.aside)) or energy > 650)


def middle(values: Iterable[int], otherwise: int) -> int:
    """The lower median, or `otherwise` of nothing."""
    listed = list(values)
    return median_low(listed) if listed else otherwise
