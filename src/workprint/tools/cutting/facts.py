"""What an idiom may read: facts about a beat, a view, a voice and a joint, as whole numbers.

Every field is a whole number or an array of them, so that one small function judges one place of one
cut, or a million places at once, by the same arithmetic. Yes is 1 and no is 0; people are bits of a mask.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeAlias, TypeVar

import numpy as np

Count: TypeAlias = Any
"""A whole number, or an array of them."""


@dataclass(frozen=True, slots=True)
class View:
    """What one take shows."""

    take: Count
    """Place of the take in the material."""
    known: Count
    """Whether it is known who is framed."""
    people: Count
    """Mask of everybody in frame."""
    faces: Count
    """Mask of everybody whose face is seen."""
    number: Count
    """How many people are in frame."""
    size: Count
    """0 (extreme long shot) to 9 (extreme close-up); -1 where it is not known."""
    x: Count
    """Centre of the largest head, 0 (left) to 1000."""
    look: Count
    """Where that person looks: -1 left, 1 right, 0 anything else."""
    side: Count
    """Side of the line of action: -1 near, 1 far, 0 not known."""
    angle: Count
    """Degrees clockwise from the line of action, or -1."""
    everyone: Count
    """Whether the whole cast is in frame."""
    widest: Count
    """Whether no take of the scene is wider."""
    lead: Count
    """Whether the face of the scene's lead is seen."""
    circled: Count
    """Whether the camera report circles it."""
    noted: Count = 0
    """What the report's note says of the picture: -100 (no good) to 100 (the best); 0 where it says nothing."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One reading as it is heard. Ranks run from -100 (least of all readings of the line) to 100 (most)."""

    take: Count
    """Place of the take in the material."""
    frames: Count
    """Length in frames."""
    slowness: Count
    """Rank of its length."""
    loudness: Count
    """Rank of its level."""
    energy: Count
    """Voice energy, 0 to 1000; 500 where it was not measured."""
    changed: Count
    """Words that are missing, changed or extra."""
    again: Count
    """Whether the line is said again (run 2 and on)."""
    sure: Count
    """Confidence of the lining, 0 to 1000."""
    breath: Count = 0
    """Thousandths of a second of the breath drawn before it; 0 where none is heard."""
    strength: Count = 0
    """Rank of its energy."""
    performance: Count = 0
    """Which performance it is: the same for all cameras that ran on one slate."""
    noted: Count = 0
    """What the report's note says of the sound: -100 (no good) to 100 (the best); 0 where it says nothing."""
    run: Count = 0
    """Which time the line is said in its take, from 1; 0 for action."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A line of the scene (or lines spoken at once), as the script and all its readings have it."""

    spoken: Count
    """1 for speech, 0 for action."""
    speakers: Count
    """Mask of who speaks."""
    lead: Count
    """Whether the lead speaks."""
    frames: Count
    """Median length of its readings, in frames."""
    second: Count
    """Frames in a second, rounded."""
    energy: Count
    """Median voice energy of its readings, 0 to 1000."""
    heavy: Count
    """Whether it wants an answer in silence: a question, three dots, a high energy, or an aside that asks for it."""
    place: Count
    """Where it stands in the scene: 0 for the first beat, 1000 for the last."""
    turn: Count
    """Whether a new movement of the scene begins with it: the first speech after action."""
    cut_off: Count = 0
    """Whether it breaks off, so that somebody may begin before it has ended."""
    cuts_in: Count = 0
    """Whether its aside says that it begins over the line before it."""
    half: Count = 0
    """Whether it goes on with the line of the beat before it: the second part of a line that may be joined."""


@dataclass(frozen=True, slots=True)
class Joint:
    """How one beat goes over into the next."""

    cut: Count
    """Whether the picture changes."""
    pause: Count
    """0 tight, 1 natural, 2 held."""
    early: Count
    """How long the next line is heard before its picture comes (J-cut): 0 not, 1 a touch, 2 long."""
    late: Count
    """How long the line is still heard over the next picture (L-cut): 0 not, 1 a touch, 2 long."""
    squeezed: Count = 0
    """How many ends of sound fall in a pause too short for the guard round words."""


@dataclass(frozen=True, slots=True)
class Motion:
    """How much moves in a picture where a hard cut in a natural pause would enter and leave it; see `motion.py`."""

    enters: Count
    """In the half second after it is entered: 0 (nothing) to 1000 (as much as ever in the take); -1 not known."""
    leaves: Count
    """In the half second before it is left: the same."""


NO_VIEW = View(*(0 for _ in fields(View)))
NO_VOICE = Voice(*(0 for _ in fields(Voice)))
NO_BEAT = Beat(*(0 for _ in fields(Beat)))
NO_JOINT = Joint(*(0 for _ in fields(Joint)))
NO_MOTION = Motion(0, 0)


@dataclass(frozen=True, slots=True)
class Before:
    """The beat before, with its view, its voice and the motion in its picture."""

    beat: Beat = NO_BEAT
    view: View = NO_VIEW
    voice: Voice = NO_VOICE
    motion: Motion = NO_MOTION


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a cut, as an idiom reads it. What an idiom's kind does not promise is all 0."""

    beat: Beat
    view: View = NO_VIEW
    voice: Voice = NO_VOICE
    reaction: View = NO_VIEW
    joint: Joint = NO_JOINT
    was: Before = Before()
    motion: Motion = NO_MOTION


Fact = TypeVar("Fact", View, Voice, Beat, Joint, Motion)


def pick(fact: Fact, index: Any) -> Fact:
    """The same facts at `index` of their arrays."""
    return type(fact)(*[getattr(fact, name)[index] for name in type(fact).__slots__])


def stack(kind: type[Fact], facts: list[Fact]) -> Fact:
    """Facts of single numbers as one fact of int64 arrays, in the same order."""
    return kind(*(np.array([getattr(fact, field.name) for fact in facts], np.int64) for field in fields(kind)))
