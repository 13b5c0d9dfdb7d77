"""The sound of a timeline as pieces, and as second sounds over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack
from workprint.exchange.handover.pictures import Told, left_out, met, noun, sentence
from workprint.exchange.handover.suits import Match, Sources
from workprint.film import Cut, Over, Piece, Shot, Take


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of a take's sound at a place in the timeline."""

    at: int
    take: Take | None
    """None for a silence that was asked for."""
    start: int
    out: int
    clip: Found

    @property
    def end(self) -> int:
        """First frame of the timeline after it."""
        return self.at + self.out - self.start


class Sounds:
    """Pieces and second sounds out of the sound tracks, with what was matched, what was not, and what to know."""

    def __init__(self, sources: Sources, found: FoundCut, shots: tuple[Shot, ...], like: Cut | None) -> None:
        self.sources, self.found, self.rate, self.like = sources, found, sources.rate, like
        self.matched: list[Told] = []
        self.unmatched: list[str] = []
        self.notes: list[str] = []
        self.seen: list[tuple[int, int, str]] = []
        at = 0
        for shot in shots:
            self.seen.append((at, at + shot.frames, shot.take))
            at += shot.frames

    def heard(self) -> tuple[tuple[Piece, ...], tuple[Over, ...]]:
        """The main sound without a gap, and whatever is heard besides."""
        tracks = [track for track in self.found.tracks if track.kind == "sound"]
        self.notes += left_out(tracks)
        strips = [list(self._strips(track)) for track in tracks if track.enabled]
        over = [strip for track in strips for strip in track if "over" in strip.clip.ours]
        rest = [[strip for strip in track if "over" not in strip.clip.ours] for track in strips]
        main, others = self._apart([track for track in rest if track])
        second = [strip for strip in (*over, *others) if strip.take]
        return tuple(self._pieces(main)), tuple(_overs(second))

    def _strips(self, track: FoundTrack) -> Iterator[Strip]:
        """A track's clips as runs of takes; what is no take is left out, and said."""
        for clip in met(track, self.rate, self.notes):
            if not clip.enabled:
                continue
            clip = replace(clip, track=track.name)
            if clip.black:
                told = noun(clip, "piece", Piece)
                if isinstance(told, Piece):
                    yield Strip(clip.record, self.sources.takes.get(told.take), 0, clip.frames, clip)
                continue
            near = dict.fromkeys(take for start, out, take in self.seen if start < clip.out and clip.record < out)
            match = self.sources.match(clip, "sound", near)
            if isinstance(match, str):
                self.unmatched.append(sentence(clip, match, self.found, "silence"))
                continue
            if clip.taken is not None:
                self.notes.append(f"{track.name} at frame {clip.record}: the sound of {match.take.id} has its speed "
                                  "changed; it is heard as it was recorded")
            self.matched.append((track.name, clip.record, clip.frames, clip.name, match.take.id, match.by))
            yield from self._within(match, clip)

    def _within(self, match: Match, clip: Found) -> Iterator[Strip]:
        """The part of a match that its take has."""
        start, out = max(0, match.start), min(match.take.frames, match.start + clip.frames)
        if out - start < clip.frames and not (clip.ours.get("piece") or {}).get("room"):
            missing = clip.frames - max(0, out - start)
            self.unmatched.append(sentence(clip, f"uses {missing} frames that {match.take.id} does not have",
                                           self.found, "silence"))
        if start < out:
            yield Strip(clip.record + start - match.start, match.take, start, out, clip)

    def _apart(self, tracks: list[list[Strip]]) -> tuple[list[Strip], list[Strip]]:
        """The main sound, and what lies over it.

        Main is the track that goes along with the cut that was handed over, else the first. A track that only fills
        its holes belongs to it: programs and we lay the pieces on two tracks in turn. A track that repeats what is
        already heard is another channel of the same recording.
        """
        if not tracks:
            return [], []
        first = max(range(len(tracks)), key=lambda place: (self._along(tracks[place]), -place))
        main, others = list(tracks[first]), list[Strip]()
        for track in (*tracks[:first], *tracks[first + 1:]):
            strips = [strip for strip in track if not self._again(strip, [*main, *others])]
            if len(strips) < len(track):
                self.notes.append(f"{len(track) - len(strips)} sounds repeat what another track has, as further "
                                  "channels of one recording do; each is heard once")
            clear = all(strip.end <= other.at or other.end <= strip.at for strip in strips for other in main)
            (main if clear else others).extend(strips)
        return sorted(main, key=lambda strip: strip.at), others

    def _along(self, track: list[Strip]) -> int:
        """Frames of a track that the handed-over cut's own pieces have too."""
        if self.like is None:
            return 0
        found, at = 0, 0
        places = {(strip.take.id, strip.start - strip.at) for strip in track if strip.take}
        for piece in self.like.pieces:
            found += piece.frames * ((piece.take, piece.start - at) in places)
            at += piece.frames
        return found

    @staticmethod
    def _again(strip: Strip, heard: Iterable[Strip]) -> bool:
        """Whether the same sound lies at the same place on a track before it."""
        return strip.take is not None and any(
            other.take and other.take.sound == strip.take.sound and other.start - other.at == strip.start - strip.at
            and other.at <= strip.at and strip.end <= other.end and other.take.id == strip.take.id for other in heard)

    def _pieces(self, main: list[Strip]) -> Iterator[Piece]:
        """The main sound as pieces, silence between them, repeated room tone as one."""
        at = 0
        for run in _rooms(main):
            first = run[0]
            if first.at > at:
                yield Piece("", 0, first.at - at)
            told = noun(first.clip, "piece", Piece)
            frames = run[-1].end - first.at
            if first.clip.black and isinstance(told, Piece):
                yield told if told.frames == frames else replace(told, start=0, out=frames)
            elif first.take and _is_room(first):
                yield Piece(first.take.id, 0, frames, True)
            elif first.take:
                yield Piece(first.take.id, first.start, first.out)
            at = run[-1].end


def _is_room(strip: Strip) -> bool:
    """Whether it is its take's room tone: marked so, or exactly from the head of the quiet stretch."""
    told = strip.clip.ours.get("piece")
    if isinstance(told, dict):
        return bool(told.get("room"))
    room = strip.take.room if strip.take else None
    return room is not None and strip.start == room[0] and strip.out <= room[1]


def _rooms(strips: list[Strip]) -> Iterator[list[Strip]]:
    """The strips one by one, but every repetition of one room tone together."""
    run: list[Strip] = []
    for strip in strips:
        if run and not _goes_on(run[-1], strip):
            yield run
            run = []
        run.append(strip)
    if run:
        yield run


def _goes_on(one: Strip, other: Strip) -> bool:
    """Whether room tone that was played to its end begins again."""
    if one.clip.black or other.clip.black or not (_is_room(one) and _is_room(other)) or one.take != other.take:
        return False
    marks = [strip.clip.ours.get("index") for strip in (one, other)]
    room = one.take.room if one.take else None
    return one.end == other.at and marks[0] == marks[1] and room is not None and one.out == room[1]


def _overs(strips: list[Strip]) -> Iterator[Over]:
    """Second sounds, as they were written where they are unchanged, else in order of time."""
    marked = {index: strip for strip in strips if isinstance(index := strip.clip.ours.get("index"), int)}
    ordered = ([marked[index] for index in sorted(marked)] if len(marked) == len(strips) else
               sorted(strips, key=lambda strip: (strip.at, strip.take.id if strip.take else "", strip.start)))
    for strip in ordered:
        assert strip.take
        yield Over(strip.at, strip.take.id, strip.start, strip.out)
