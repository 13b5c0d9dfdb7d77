"""A cut: what is seen and what is heard, frame by frame of the film's rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workprint.film.plain import LATER
from workprint.film.time import Rate

Stage = Literal["assembly", "rough cut", "fine cut", "picture lock"]


@dataclass(frozen=True, slots=True)
class Shot:
    """A run of frames of one take that is seen."""

    take: str
    """Take id; empty for black, whose `start` is 0."""
    start: int
    """First frame seen, from the head of the take, at the film's rate."""
    out: int
    """First frame of the take no longer seen."""
    lines: tuple[str, ...] = ()
    """Ids of the lines during which it is seen, in order."""
    role: Literal["speaker", "listener", "wide", "insert", "action"] = "speaker"
    """What the shot is there for."""
    lasts: int = field(default=0, metadata=LATER)
    """Frames of the film that it fills where its speed was changed; 0 for as many as it takes from the take."""
    backwards: bool = field(default=False, metadata=LATER)
    """Whether it runs from its last frame to its first."""

    @property
    def frames(self) -> int:
        """Length in frames of the film."""
        return self.lasts or self.out - self.start

    @property
    def retimed(self) -> bool:
        """Whether its speed or direction was changed."""
        return self.backwards or self.frames != self.out - self.start

    def shown(self, frame: int) -> int:
        """The frame of the take that is seen at `frame` of the shot, counted from 0.

        >>> [Shot("1/1", 10, 14, lasts=8).shown(frame) for frame in range(8)]
        [10, 10, 11, 11, 12, 12, 13, 13]
        """
        along = frame * (self.out - self.start) // self.frames
        return self.out - 1 - along if self.backwards else self.start + along


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one take's sound, on frame edges; its samples are `rate.sample(start)` up to `rate.sample(out)`."""

    take: str
    """Take id; empty for no sound at all, which only a hand or another program asks for."""
    start: int
    """First frame heard, from the head of the take."""
    out: int
    """First frame no longer heard."""
    room: bool = False
    """Whether it is room tone: the take's own quiet stretch `Take.room`, repeated to this length if need be.
    `start` and `out` then only tell the length, and `start` is 0."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.out - self.start


@dataclass(frozen=True, slots=True)
class Over:
    """A second sound, laid over the pieces: somebody who talks across somebody, a door, a line from elsewhere."""

    at: int
    """Frame of the cut at which it begins to be heard."""
    take: str
    """Take id."""
    start: int
    """First frame of the take heard."""
    out: int
    """First frame no longer heard."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.out - self.start


@dataclass(frozen=True, slots=True)
class Cut:
    """One whole way to cut a scene. Shots and pieces both run from frame 0 without a gap, and end together."""

    scene: str
    """Scene number."""
    rate: Rate
    """Frames per second, exact."""
    shots: tuple[Shot, ...]
    """What is seen, in order."""
    pieces: tuple[Piece, ...]
    """What is heard, in order; neighbours are cross-faded over two frames, centred on the edit."""
    over: tuple[Over, ...] = field(default=(), metadata=LATER)
    """What is heard besides, by `at`; it may overlap, and is mixed in at its own level, faded over two frames."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return sum(shot.frames for shot in self.shots)

    @property
    def starts(self) -> tuple[int, ...]:
        """The frame of the cut at which each shot begins."""
        places, at = [], 0
        for shot in self.shots:
            places.append(at)
            at += shot.frames
        return tuple(places)

    @property
    def by_line(self) -> dict[str, tuple[str, ...]]:
        """For each line, the takes seen during it, in order."""
        seen: dict[str, tuple[str, ...]] = {}
        for shot in self.shots:
            for line in shot.lines:
                seen[line] = (*seen.get(line, ()), shot.take)
        return seen


def apart(one: Cut, other: Cut) -> int:
    """How different two cuts are: the share of lines seen in other takes, 0 to 1000 (thousandths)."""
    return lines_apart(one.by_line, other.by_line)


def lines_apart(here: Mapping[str, tuple[str, ...]], there: Mapping[str, tuple[str, ...]]) -> int:
    """As `apart`, of what is seen on every line."""
    lines = here.keys() | there.keys()
    return sum(here.get(line) != there.get(line) for line in lines) * 1000 // max(1, len(lines))
