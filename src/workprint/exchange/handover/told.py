"""What a timeline file says, whoever wrote it: tracks, and on them reels, places and lengths in whole frames."""

from __future__ import annotations

from dataclasses import dataclass

from workprint.film import Rate


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One clip on a track."""

    name: str
    """Its name."""
    media: str
    """Its reel, or else what its media are called, or their URL."""
    record: int
    """First frame it fills, from the head of the timeline, at the timeline's rate."""
    frames: int
    """How many frames it fills, at the timeline's rate."""
    source: int
    """First frame used, on the source's own counter."""
    source_rate: Rate
    """What that counter counts a second."""


@dataclass(frozen=True, slots=True)
class ReadTrack:
    """One track."""

    name: str
    """Its name, where it has one."""
    kind: str
    """``picture`` or ``sound``."""
    enabled: bool
    """Whether it is seen or heard."""
    items: tuple[ReadItem, ...]
    """Its clips in order; gaps and generators without media are left out."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A timeline as read from a file."""

    name: str
    """Its title."""
    rate: Rate
    """Its frames a second, exact."""
    start: int | None
    """Frames on its counter at its head; None where the file does not say."""
    tracks: tuple[ReadTrack, ...]
    """In the file's order."""
    notes: tuple[str, ...] = ()
    """What could not be told and was assumed."""
