"""The ground of a scene: all that can be known of it before anybody weighs anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from workprint.film import Material
from workprint.tools.cutting.beats import Lined, lined, rank
from workprint.tools.cutting.facts import NO_VIEW, Before, Joint, Motion, Place, View, pick
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.motion import Moves, entering, leaving, moves
from workprint.tools.cutting.notes import noted
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import Reactions, reactions
from workprint.tools.cutting.splices import KINDS, TREATMENTS, Eyes, Pauses, Splice, pauses, splice
from workprint.tools.cutting.takes import Sheet, sheets, views
from workprint.tools.cutting.ways import Ways, ways

NEVER = -(1 << 40)
"""Points of what is impossible; a choice: far below any sum of idioms, far above overflow."""


@dataclass(frozen=True)
class Ground:
    """One scene's takes, beats and ways, and what was found between them so far."""

    material: Material
    takes: tuple[Sheet, ...]
    view: View
    """What every take shows, as arrays."""
    beats: tuple[Lined, ...]
    ways: tuple[Ways, ...]
    """Of every beat, in a pause long enough for the guard."""
    moves: Moves
    """How much moves in every take."""
    squeezed: bool = False
    """Whether sound may also be cut in pauses too short for the whole guard."""
    _reactions: dict[int, Reactions] = field(default_factory=dict)
    _splices: dict[tuple[int, int], Splice] = field(default_factory=dict)
    _pauses: dict[tuple[int, int], Pauses] = field(default_factory=dict)
    _measures: dict[tuple[str, int, int], Whole] = field(default_factory=dict)

    def pauses(self, before: int, behind: int) -> Pauses:
        """The pauses between two beats by their places."""
        key = (before, behind)
        if key not in self._pauses:
            self._pauses[key] = pauses(self.beats[before], self.beats[behind], self.material.rate)
        return self._pauses[key]

    def reactions(self, at: int) -> Reactions:
        """The reactions inside a beat."""
        if at not in self._reactions:
            self._reactions[at] = reactions(self.beats[at], self.takes, self.view, self.material.rate)
        return self._reactions[at]

    def eyes(self, before: int, behind: int, never: Whole) -> Eyes:
        """What may not be seen on two beats; `never` is a table of beats by takes."""
        return Eyes(self.mouths[behind], self.mouths[before], never[behind], never[before])

    @property
    def mouths(self) -> Whole:
        """Whether the mouth of who speaks a beat (rows) may be seen in a take (columns)."""
        seen = np.array([sheet.mouths for sheet in self.takes], np.int64)
        return np.array([seen & beat.fact.speakers for beat in self.beats], np.int64)

    def splice(self, before: int, behind: int) -> Splice:
        """What is possible between two beats when nothing is pinned."""
        key = (before, behind)
        if key not in self._splices:
            nothing = np.zeros((len(self.beats), len(self.takes)), np.int64)
            self._splices[key] = splice(self.ways[before], self.ways[behind], self.eyes(before, behind, nothing),
                                        self.pauses(before, behind))
        return self._splices[key]

    def motion(self, before: int, behind: int, one: Ways, two: Ways) -> tuple[Motion, Motion]:
        """How much moves in each way to play `before` where it is left for `behind`, and in each that it enters."""
        pauses = self.pauses(before, behind)
        left, entered = one.start + one.shift + one.frames + leaving(pauses), two.start + two.shift - entering(pauses)
        return self.moves.at(one.view, left, left), self.moves.at(two.view, entered, entered)

    def measured(self, idiom: Idiom, before: int, behind: int) -> Whole:
        """How well an idiom holds everywhere between (or, with `before` -1, on) beats; kept for the next asking."""
        key = (idiom.name, before, behind)
        if key not in self._measures:
            shape, place = _PLACES[idiom.kind](self, before, behind)
            whole = np.broadcast_to(np.asarray(idiom.measure(place), np.int64), shape)
            self._measures[key] = whole
        return self._measures[key]


def ground(material: Material, squeezed: bool = False) -> Ground:
    """Prepare a scene."""
    takes, view = sheets(material), views(material)
    beats = tuple(_compared(beat, takes) for beat in lined(material, takes))
    every = tuple(ways(beat, takes, view, material.rate) for beat in beats)
    return Ground(material, takes, view, beats, every if squeezed else tuple(unsqueezed(each) for each in every),
                  moves([sheet.take for sheet in takes], material.rate), squeezed)


def _compared(beat: Lined, takes: tuple[Sheet, ...]) -> Lined:
    """A beat whose voices also know their rank, their performance, and what was noted of their take."""
    slates = [str(sheet.take.slate) for sheet in takes]
    heard = beat.voice.take.tolist()
    return replace(beat, voice=replace(
        beat.voice, strength=np.array(rank(beat.voice.energy.tolist()), np.int64),
        performance=np.array([slates.index(slates[at]) for at in heard], np.int64),
        noted=np.array([noted(takes[at].take.note)[1] for at in heard], np.int64)))


def unsqueezed(each: Ways) -> Ways:
    """The same ways, with no end of sound in a pause too short for the guard."""
    head, tail = (each.tight & 1) > 0, (each.tight & 2) > 0
    return replace(each, enter_least=np.where(head, 1, each.enter_least), enter_most=np.where(head, 0, each.enter_most),
                   exit_least=np.where(tail, 1, each.exit_least), exit_most=np.where(tail, 0, each.exit_most))


Placed = tuple[tuple[int, ...], Place]


def _beat(ground: Ground, before: int, behind: int) -> Placed:
    beat = ground.beats[behind]
    voices = len(beat.said)
    return (voices, len(ground.takes)), Place(beat.fact, pick(ground.view, (None, slice(None))),
                                              pick(beat.voice, (slice(None), None)))


def _reaction(ground: Ground, before: int, behind: int) -> Placed:
    shape, place = _beat(ground, before, behind)
    return shape, replace(place, view=NO_VIEW, reaction=place.view)


def _picture(ground: Ground, before: int, behind: int) -> Placed:
    """Row, column, and whether there is a cut between them."""
    takes = len(ground.takes)
    joint = Joint(np.array([0, 1], np.int64), 0, 0, 0)
    was = Before(ground.beats[before].fact, pick(ground.view, (slice(None), None, None)))
    return (takes, takes, 2), Place(ground.beats[behind].fact, pick(ground.view, (None, slice(None), None)),
                                    joint=joint, was=was)


def _voice(ground: Ground, before: int, behind: int) -> Placed:
    first, second = ground.beats[before], ground.beats[behind]
    was = Before(first.fact, voice=pick(first.voice, (slice(None), None)))
    return ((len(first.said), len(second.said)),
            Place(second.fact, voice=pick(second.voice, (None, slice(None))), was=was))


def _joint(ground: Ground, before: int, behind: int) -> Placed:
    """The cuts of `TREATMENTS` in order, then the three pauses without a cut."""
    facts = [(1, pause, *KINDS[kind]) for pause, kind in TREATMENTS] + [(0, pause, 0, 0) for pause in range(3)]
    joint = Joint(*(np.array(part, np.int64) for part in zip(*facts, strict=True)))
    return (len(facts),), Place(ground.beats[behind].fact, joint=joint, was=Before(ground.beats[before].fact))


def _squeeze(ground: Ground, before: int, behind: int) -> Placed:
    zero = np.zeros(3, np.int64)
    return (3,), Place(ground.beats[behind].fact, joint=Joint(zero, zero, zero, zero, np.arange(3)))


_PLACES: dict[str, Callable[[Ground, int, int], Placed]] = {
    "first": _beat, "last": _beat, "beat": _beat, "reaction": _reaction, "picture": _picture, "voice": _voice,
    "joint": _joint, "squeeze": _squeeze}
