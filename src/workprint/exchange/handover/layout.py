"""A cut laid out on tracks: what every format of a handover writes, worked out once, in whole frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from workprint.exchange.handover.reel import Reel, reels
from workprint.film import SAMPLE_RATE, CannotRead, Cut, Material, Piece, Plain, Rate, Shot, Take, to_plain


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
    of: Shot | Piece
    """The shot or piece it was made for."""
    index: int
    """Which shot or piece of the cut that is, from 0."""
    early: int = 0
    """Samples (48 kHz) by which its sound lies after the frame edge that `source` rounds it to; negative before."""

    @property
    def source_out(self) -> int:
        """First frame no longer used, on the reel's own counter (nearest, where the reel has another rate)."""
        return self.source + round(self.frames * Fraction(self.reel.rate) / Fraction(self.take.rate))

    @property
    def name(self) -> str:
        """The slate."""
        return self.take.id


@dataclass(frozen=True, slots=True)
class Mute:
    """A stretch in which a piece was wanted and nothing is to be heard: its take has no sound, or no room tone."""

    record: int
    """First frame it fills, from the head of the cut."""
    of: Piece
    """The piece."""
    index: int
    """Which piece of the cut that is, from 0."""

    @property
    def frames(self) -> int:
        """How many frames it fills."""
        return self.of.frames


@dataclass(frozen=True, slots=True)
class Lane:
    """One track: events in order, with gaps between."""

    name: str
    """``V1``, ``A1``, ``A2``."""
    kind: str
    """``picture`` or ``sound``."""
    events: tuple[Event, ...]
    """In order of `record`, none over another."""
    mute: tuple[Mute, ...] = ()
    """What is missing from it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole cut on tracks."""

    cut: Cut
    """What was laid out."""
    lanes: tuple[Lane, ...]
    """V1, then A1 and A2, on which the pieces alternate so that each has room for its handles and fades."""
    notes: tuple[str, ...] = ()
    """What whoever opens it should know."""


def lay_out(cut: Cut, material: Material) -> Layout:
    """The cut on tracks, with every source place on its own reel's counter.

    Raises `CannotRead` where a take or its file is not in `material`.
    """
    by_hash = reels(material.originals, cut.rate)
    sound: tuple[list[Event], list[Event]] = ([], [])
    mute: tuple[list[Mute], list[Mute]] = ([], [])
    at = 0
    for index, piece in enumerate(cut.pieces):
        take = _take(piece.take, material)
        if take.sound and (take.room or not piece.room):
            sound[index % 2].extend(_piece(piece, index, at, take, by_hash))
        else:
            mute[index % 2].append(Mute(at, piece, index))
        at += piece.frames
    lanes = (Lane("V1", "picture", tuple(_shots(cut, material, by_hash))),
             *(Lane(f"A{side + 1}", "sound", tuple(sound[side]), tuple(mute[side])) for side in (0, 1)))
    return Layout(cut, lanes, _said(lanes))


def _said(lanes: tuple[Lane, ...]) -> tuple[str, ...]:
    return tuple(f"{lane.name} at frame {hole.record}: take {hole.of.take} has no "
                 f"{'room tone' if hole.of.room else 'sound'}, a gap stands in its place"
                 for lane in lanes for hole in lane.mute)


def _shots(cut: Cut, material: Material, by_hash: dict[str, Reel]) -> Iterator[Event]:
    for index, (shot, record) in enumerate(zip(cut.shots, cut.starts, strict=True)):
        take = _take(shot.take, material)
        reel = _reel(take.original, take, by_hash)
        yield Event(reel, record, shot.frames, reel.start + _shown(shot.start, cut.rate, reel.rate), take, shot, index)


def _shown(frame: int, rate: Rate, own: Rate) -> int:
    """The original's frame that is on screen when `frame` of the film's rate begins."""
    return int(Fraction(frame) / Fraction(rate) * Fraction(own))


def _piece(piece: Piece, index: int, record: int, take: Take, by_hash: dict[str, Reel]) -> Iterator[Event]:
    """The events of one piece: one, or for room tone as many as its stretch has to be repeated."""
    reel = _reel(take.sound, take, by_hash)
    start, out = take.room if piece.room and take.room else (piece.start, piece.out)
    source, early = _heard(start, take, reel)
    done = 0
    while done < piece.frames:
        length = min(out - start, piece.frames - done)
        yield Event(reel, record + done, length, source, take, piece, index, early)
        done += length


def _heard(frame: int, take: Take, reel: Reel) -> tuple[int, int]:
    """Where the sound of a take's `frame` is on its reel: nearest frame, and samples left over."""
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


def facts(event: Event) -> dict[str, Plain]:
    """What a clip made of `event` remembers, so that the cut can be read back from it without loss."""
    kind = "shot" if isinstance(event.of, Shot) else "piece"
    return {"take": event.take.id, kind: to_plain(event.of), "index": event.index, "source": event.source,
            "hash": event.reel.original.hash, "reel": event.reel.name, "samples_after_frame": event.early,
            "channel": event.take.channel}
