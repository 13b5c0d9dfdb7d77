"""What a timeline file holds, told alike for every format: clips with all that could say which take they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from workprint.film import Rate


@dataclass(frozen=True, slots=True)
class Found:
    """One clip on a track."""

    name: str
    """What it is called; empty for what has no name."""
    record: int
    """First frame it fills, from the head of the timeline, at the timeline's rate."""
    frames: int
    """How many frames of the timeline it fills."""
    source: Fraction
    """The earliest frame used, on the source's own counter, also of what runs backwards."""
    source_rate: Rate
    """What that counter counts a second."""
    also: tuple[str, ...] = ()
    """Whatever else it is called: reel, tape, file, path."""
    taken: Fraction | None = None
    """Frames of the source it goes through where its speed was changed; None for as many as it fills."""
    backwards: bool = False
    """Whether it runs from its last frame to its first."""
    digits: Fraction | None = None
    """In formats with one rate: frames that its counter's digits count at that rate, no number skipped."""
    shown: bool = False
    """Whether `digits` are numbers as a counter shows them: its own medium knows whether it skips any."""
    head: Fraction | None = None
    """Frames of `source_rate` from the head of the file to `source`, where the file says that."""
    hash: str = ""
    """Content hash of the medium, where our own mark is still on it."""
    ours: dict[str, Any] = field(default_factory=dict)
    """What Workprint wrote on the clip when it handed it over; empty where a program took it off."""
    enabled: bool = True
    """Whether it is seen or heard."""
    black: bool = False
    """Whether it is black or silence that somebody put there."""
    made: str = ""
    """What makes it where no medium does: a title, bars, an adjustment."""
    track: str = ""
    """Name of its track, once tracks are laid over each other."""

    @property
    def out(self) -> int:
        """First frame after it."""
        return self.record + self.frames

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called, once each; a name without a letter or a digit is none."""
        return tuple(dict.fromkeys(name for name in (self.name, *self.also) if any(map(str.isalnum, name))))

    def part(self, start: int, out: int, rate: Rate) -> Found:
        """The run of it between two frames of the timeline."""
        if (start, out) == (self.record, self.out):
            return self
        step = Fraction(self.source_rate) / rate if self.taken is None else self.taken / self.frames
        skipped = (self.out - out if self.backwards else start - self.record) * step
        return replace(
            self, record=start, frames=out - start, source=self.source + skipped,
            taken=None if self.taken is None else self.taken * (out - start) / self.frames,
            digits=None if self.digits is None else self.digits + (start - self.record if self.taken is None
                                                                   else skipped * rate / self.source_rate),
            head=None if self.head is None else self.head + skipped)


@dataclass(frozen=True, slots=True)
class Join:
    """A transition between two clips of a track, which meet at `at`."""

    at: int
    """The frame at which the clips meet."""
    before: int
    """Frames of it before that."""
    after: int
    """Frames of it from there on."""
    kind: str = "transition"
    """What the file calls it."""


@dataclass(frozen=True, slots=True)
class FoundTrack:
    """One track: clips in order of record, none over another."""

    name: str
    """Its name."""
    kind: str
    """``picture`` or ``sound``."""
    clips: tuple[Found, ...]
    """Its clips."""
    enabled: bool = True
    """Whether it is seen or heard."""
    joins: tuple[Join, ...] = ()
    """Its transitions."""


@dataclass(frozen=True, slots=True)
class FoundCut:
    """A whole timeline."""

    name: str
    """Its title."""
    rate: Rate
    """Its frames a second, exact."""
    start: int | None
    """Frames on its counter at its head; None where the file does not say."""
    tracks: tuple[FoundTrack, ...]
    """From the bottom up: the last enabled picture track is uppermost."""
    notes: tuple[str, ...] = ()
    """What could not be told and was assumed."""
    ours: dict[str, Any] = field(default_factory=dict)
    """What Workprint wrote on the timeline; empty where a program took it off."""


def uppermost(layers: Iterable[Iterable[Found]], rate: Rate) -> tuple[tuple[Found, ...], int]:
    """One run of clips from several, the last layer uppermost, and how many frames of others it covers."""
    seen: list[Found] = []
    hidden = 0
    for layer in reversed([tuple(layer) for layer in layers]):
        for clip in layer:
            free = tuple(_free(clip, seen))
            hidden += clip.frames - sum(out - start for start, out in free)
            seen.extend(clip.part(start, out, rate) for start, out in free)
    return tuple(sorted(seen, key=lambda clip: clip.record)), hidden


def _free(clip: Found, over: list[Found]) -> Iterator[tuple[int, int]]:
    """The stretches of `clip` that nothing lies over."""
    at = clip.record
    for other in sorted(over, key=lambda one: one.record):
        if other.out <= at or other.record >= clip.out:
            continue
        if other.record > at:
            yield at, other.record
        at = max(at, other.out)
    if at < clip.out:
        yield at, clip.out


def file_named(url: str) -> str:
    """The file's name at the end of a URL or path, as a person sees it.

    >>> file_named("file:///rushes/a%20take.mov"), file_named(r"S:\\\\rushes\\\\take.exr")
    ('a take.mov', 'take.exr')
    """
    try:
        path = urlsplit(url).path if "://" in url else url
    except ValueError:  # a host in brackets that is none
        path = url
    return PurePosixPath(unquote(path).replace("\\", "/")).name
