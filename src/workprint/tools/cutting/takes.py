"""Every take as the cutting tool needs it: what it shows, who is seen speaking when, and all speech in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workprint.film import SIZES, Line, Material, Reading, Take, Word
from workprint.tools.cutting.facts import View, stack
from workprint.tools.cutting.notes import noted
from workprint.tools.cutting.pauses import Whole, frame_from, speech

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
    place: dict[int, int]
    """Place in `readings`, by identity."""

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
        return start >= 0 and out <= self.take.frames and (
            index == len(self.talk[0]) or self.talk[0][index] >= out)


def mask(names: Iterable[str], cast: tuple[str, ...]) -> int:
    """People as bits, in the order of the cast."""
    return sum(1 << cast.index(name) for name in set(names) if name in cast)


def everybody(material: Material) -> tuple[str, ...]:
    """Who speaks or is framed, in order of first mention."""
    framed = (name for take in material.takes for name in take.who)
    return tuple(dict.fromkeys((*material.scene.cast, *(name for name in framed if name))))


def speakers(line: Line, cast: tuple[str, ...]) -> int:
    """Mask of who is seen speaking a line, where the camera looks at them."""
    return 0 if line.kind == "action" or UNSEEN.search(line.extension) else mask([line.who], cast)


def framed(take: Take) -> bool:
    """Whether it is known who is in the picture: all who are seen are named, or the setup says that it is an insert."""
    if take.setup is None or not all(take.who):
        return False  # a face without a name may be anybody's
    return bool(take.setup.people or re.search(r"insert|cutaway", take.setup.about, re.I))


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
    # The slate is like speech nobody may cut into: neither its picture nor its sound is for use.
    slate = [Word("", 0, take.rate.sample(take.head))] if take.head else []
    starts, outs = speech([*slate, *moving])
    talk = ([take.rate.frame_of(int(start)) for start in starts], [frame_from(int(out), take.rate) for out in outs])
    lined = sorted((reading for reading in readings if reading.line and reading.said),
                   key=lambda reading: (reading.start, reading.out))
    return Sheet(take, original is None or original.picture is not None, bool(take.sound) or not talking, seen,
                 talk, speech([*slate, *(word for reading in readings for word in reading.words)]), tuple(lined),
                 {id(reading): at for at, reading in enumerate(lined)})


def views(material: Material) -> View:
    """What every take shows, as arrays over the takes."""
    cast = everybody(material)
    sizes = [size for size, _ in reversed(SIZES)]
    lead = mask([leading(material)], cast)
    widest = min(((-len(take.who), sizes.index(take.setup.size)) for take in material.takes
                  if take.setup and take.setup.size), default=None)
    return stack(View, [_view(index, take, cast, sizes, lead, widest) for index, take in enumerate(material.takes)])


def _view(index: int, take: Take, cast: tuple[str, ...], sizes: Sequence[str], lead: int,
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
        lead=int(faces & lead != 0), circled=int(take.circled), noted=noted(take.note)[0])


def leading(material: Material) -> str:
    """The character with the most words in the scene; the first of them where several have as many."""
    words = dict.fromkeys(material.scene.cast, 0)
    for line in material.scene.spoken:
        words[line.who] += len(line.text.split())
    return max(words, key=lambda who: words[who], default="")


