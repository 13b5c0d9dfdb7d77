"""A cut laid out on tracks: what every format of a handover writes, worked out once, in whole frames."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from workprint.exchange.handover.reel import Reel, reels
from workprint.film import SAMPLE_RATE, CannotRead, Cut, Material, Over, Piece, Plain, Rate, Shot, Take, to_plain


@dataclass(frozen=True, slots=True)
class Event:
    """One stretch of one reel on a track."""

    reel: Reel
    """Where it comes from."""
    record: int
    """First frame it fills, from the head of the cut."""
    frames: int
    """How many frames of the film it fills."""
    source: int
    """First frame used, on the reel's own counter."""
    take: Take
    """The take it is cut from."""
    of: Shot | Piece | Over
    """What of the cut it was made for."""
    index: int
    """Which shot, piece or second sound of the cut that is, from 0."""
    early: int = 0
    """Samples (48 kHz) by which its sound lies after the frame edge that `source` rounds it to; negative before."""
    exact: Fraction = Fraction(0)
    """Where it begins on the reel's own counter, before that was rounded down to `source`."""

    @property
    def source_out(self) -> int:
        """First frame no longer used, on the reel's own counter (nearest, where the reel has another rate).

        Of a changed speed, the frames that are gone through, at least one; `source` is the earliest of them, also
        of what runs backwards.
        """
        if not self.retimed:
            return self.plain_out
        assert isinstance(self.of, Shot)
        return max(self.source + 1, self.reel.start + shown(self.of.out, self.take.rate, self.reel.rate))

    @property
    def plain_out(self) -> int:
        """What `source_out` would be at normal speed."""
        return self.source + round(self.frames * Fraction(self.reel.rate) / Fraction(self.take.rate))

    @property
    def retimed(self) -> bool:
        """Whether its speed or direction was changed."""
        return isinstance(self.of, Shot) and self.of.retimed

    @property
    def speed(self) -> Fraction:
        """How fast it runs: 1 as it was shot, negative backwards, 0 a freeze frame."""
        if not (isinstance(self.of, Shot) and self.of.retimed):
            return Fraction(1)
        taken = self.of.out - self.of.start
        if taken == 1:
            return Fraction(0)
        return Fraction(-taken if self.of.backwards else taken, self.of.frames)

    @property
    def name(self) -> str:
        """The slate."""
        return self.take.id


@dataclass(frozen=True, slots=True)
class Hole:
    """A stretch in which nothing is to be seen or heard: black, silence, or sound that the take does not have."""

    record: int
    """First frame it fills, from the head of the cut."""
    of: Shot | Piece | Over
    """What of the cut it stands for."""
    index: int
    """Which shot, piece or second sound of the cut that is, from 0."""

    @property
    def wanted(self) -> bool:
        """Whether it was asked for: black or silence, and not sound that is missing."""
        return not self.of.take

    @property
    def frames(self) -> int:
        """How many frames it fills."""
        return self.of.frames


@dataclass(frozen=True, slots=True)
class Lane:
    """One track: events in order, with gaps between."""

    name: str
    """``V1``, ``A1``, ``A2``, and ``A3`` and on for second sounds."""
    kind: str
    """``picture`` or ``sound``."""
    events: tuple[Event, ...]
    """In order of `record`, none over another."""
    holes: tuple[Hole, ...] = ()
    """What it has to leave empty."""

    @property
    def parts(self) -> tuple[Event | Hole, ...]:
        """Events and holes together, in order of record."""
        return tuple(sorted((*self.events, *self.holes), key=lambda part: part.record))


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole cut on tracks."""

    cut: Cut
    """What was laid out."""
    lanes: tuple[Lane, ...]
    """V1, then A1 and A2, on which the pieces alternate so that each has room for its handles and fades, then the
    second sounds."""
    notes: tuple[str, ...] = ()
    """What whoever opens it should know."""
    marks: tuple[tuple[int, str, str], ...] = ()
    """Markers that go with it: frame of the cut, name and text."""


def lay_out(cut: Cut, material: Material) -> Layout:
    """The cut on tracks, with every source place on its own reel's counter.

    Raises `CannotRead` where a take or its file is not in `material`.
    """
    by_hash = reels(material.originals, cut.rate)
    parts: tuple[list[Event | Hole], list[Event | Hole]] = ([], [])
    at = 0
    for index, piece in enumerate(cut.pieces):
        parts[index % 2].extend(_piece(piece, index, at, material, by_hash))
        at += piece.frames
    lanes = (_lane("V1", "picture", _shots(cut, material, by_hash)),
             *(_lane(f"A{side + 1}", "sound", parts[side]) for side in (0, 1)),
             *(_lane(f"A{number}", "sound", run) for number, run in enumerate(_second(cut, material, by_hash), 3)))
    return Layout(cut, lanes, _said(lanes))


def _lane(name: str, kind: str, parts: Iterable[Event | Hole]) -> Lane:
    parts = tuple(parts)
    return Lane(name, kind, tuple(part for part in parts if isinstance(part, Event)),
                tuple(part for part in parts if isinstance(part, Hole)))


def _said(lanes: tuple[Lane, ...]) -> tuple[str, ...]:
    return tuple(f"{lane.name} at frame {hole.record}: take {hole.of.take} has no "
                 f"{'room tone' if getattr(hole.of, 'room', False) else 'sound'}, a gap stands in its place"
                 for lane in lanes for hole in lane.holes if not hole.wanted)


def _shots(cut: Cut, material: Material, by_hash: dict[str, Reel]) -> Iterator[Event | Hole]:
    for index, (shot, record) in enumerate(zip(cut.shots, cut.starts, strict=True)):
        if not shot.take:
            yield Hole(record, shot, index)
            continue
        take = _take(shot.take, material)
        reel = _reel(take.original, take, by_hash)
        yield Event(reel, record, shot.frames, reel.start + shown(shot.start, cut.rate, reel.rate), take, shot, index,
                    exact=reel.start + Fraction(shot.start) / Fraction(cut.rate) * Fraction(reel.rate))


def shown(frame: int, rate: Rate, own: Rate) -> int:
    """The original's frame, of `own` a second, that is on screen when `frame` of the film's rate begins."""
    return math.floor(Fraction(frame) / Fraction(rate) * Fraction(own))


def _piece(piece: Piece, index: int, record: int, material: Material,
           by_hash: dict[str, Reel]) -> Iterator[Event | Hole]:
    """The events of one piece: one, or for room tone as many as its stretch has to be repeated."""
    take = _take(piece.take, material) if piece.take else None
    if take is None or not take.sound or (piece.room and not take.room):
        yield Hole(record, piece, index)
        return
    start, out = take.room if piece.room and take.room else (piece.start, piece.out)
    done = 0
    while done < piece.frames:
        length = min(out - start, piece.frames - done)
        yield _sound(piece, index, record + done, length, start, take, by_hash)
        done += length


def _second(cut: Cut, material: Material, by_hash: dict[str, Reel]) -> list[list[Event | Hole]]:
    """Every second sound on the first track that is free where it begins."""
    tracks: list[list[Event | Hole]] = []
    for index, over in sorted(enumerate(cut.over), key=lambda pair: (pair[1].at, pair[0])):
        take = _take(over.take, material)
        part: Event | Hole = (_sound(over, index, over.at, over.frames, over.start, take, by_hash) if take.sound
                              else Hole(over.at, over, index))
        free = next((track for track in tracks if track[-1].record + track[-1].frames <= over.at), None)
        if free is None:
            tracks.append(free := [])
        free.append(part)
    return tracks


def _sound(of: Piece | Over, index: int, record: int, frames: int, start: int, take: Take,
           by_hash: dict[str, Reel]) -> Event:
    reel = _reel(take.sound, take, by_hash)
    source, early = heard(start, take, reel)
    return Event(reel, record, frames, source, take, of, index, early, Fraction(source))


def heard(frame: int, take: Take, reel: Reel) -> tuple[int, int]:
    """Where the sound of a take's `frame` is on its reel's counter: nearest frame, and samples left over."""
    sample = take.rate.sample(frame)
    if take.sync:
        sample -= take.sync.offset
        sample += sample * take.sync.drift_ppb // 1_000_000_000
    own = round(Fraction(sample, SAMPLE_RATE) * Fraction(reel.rate))
    return reel.start + own, sample - round(Fraction(own * SAMPLE_RATE) / Fraction(reel.rate))


def _take(name: str, material: Material) -> Take:
    take = material.take(name)
    if take is None:
        raise CannotRead(f"the cut uses take {name}, which is not among the scene's takes",
                         "the material the cut was made from would do", "ingest that take again")
    return take


def _reel(content: str, take: Take, by_hash: dict[str, Reel]) -> Reel:
    if content not in by_hash:
        raise CannotRead(f"the file behind take {take.id} is not among the originals ({content[:12]})",
                         "the file it was ingested from would do", "ingest it again")
    return by_hash[content]


def short_handles(layout: Layout, handles: int) -> tuple[str, ...]:
    """One sentence for each event whose original has fewer than `handles` frames before or after it."""
    return tuple(sentence for lane in layout.lanes for event in lane.events
                 if (sentence := _short(lane, event, handles)))


def _short(lane: Lane, event: Event, handles: int) -> str:
    before, after = event.source - event.reel.start, event.reel.out - event.source_out
    where = f"{lane.name} at frame {event.record} ({event.name})"
    if min(before, after) < 0:
        return f"{where} uses {-min(before, 0) - min(after, 0)} frames that {event.reel.name} does not have"
    if min(before, after) < handles:
        return f"{where} has {before} frames of handle before and {after} after, not {handles}"
    return ""


def beside_frame(event: Event) -> str:
    """In words, how a sound lies against the frame that its source place was rounded to."""
    return f"sound begins {abs(event.early)} samples (48 kHz) {'after' if event.early > 0 else 'before'} its frame"


KINDS: dict[type, str] = {Shot: "shot", Piece: "piece", Over: "over"}
"""Under which name a clip's metadata keep what it was made for. Source: ours (docs/handover.md)."""


def facts(event: Event) -> dict[str, Plain]:
    """What a clip made of `event` remembers, so that the cut can be read back from it without loss."""
    return {"take": event.take.id, KINDS[type(event.of)]: to_plain(event.of), "index": event.index,
            "record": event.record, "source": event.source,
            "hash": event.reel.original.hash, "reel": event.reel.name, "samples_after_frame": event.early,
            "channel": event.take.channel}
