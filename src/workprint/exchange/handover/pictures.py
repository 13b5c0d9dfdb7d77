"""The picture of a timeline as shots: the uppermost clip of each frame, matched to a take; black where none is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack, uppermost
from workprint.exchange.handover.suits import How, Match, Sources
from workprint.film import BadValue, Rate, Shot, Timecode, from_plain

Told = tuple[str, int, int, str, str, How]
"""Track, record, frames, name, take and what told it: the fields of a `Matched`."""


class Pictures:
    """Shots out of the picture tracks, with what was matched, what was not, and what to know."""

    def __init__(self, sources: Sources, found: FoundCut) -> None:
        self.sources, self.found, self.rate = sources, found, sources.rate
        self.matched: list[Told] = []
        self.unmatched: list[str] = []
        self.notes: list[str] = []
        self.marked: dict[int, Shot] = {}

    def shots(self) -> tuple[Shot, ...]:
        """What is seen, gapless from frame 0."""
        tracks = [track for track in self.found.tracks if track.kind == "picture"]
        seen = [track for track in tracks if track.enabled]
        self.notes += left_out(tracks)
        layers = [self._media(track, lowest=track is seen[0]) for track in seen]
        clips, hidden = uppermost(layers, self.rate)
        if hidden:
            self.notes.append(f"{hidden} frames of picture lie under others, and were left out: the uppermost clip is "
                              "what is seen")
        made: list[Shot] = []
        at = 0
        for clip in clips:
            if clip.record > at:
                made.append(Shot("", 0, clip.record - at))
            made.extend(self._shot(clip, len(made)))
            at = clip.out
        return tuple(made)

    def _media(self, track: FoundTrack, *, lowest: bool) -> list[Found]:
        """A track's clips, transitions taken as cuts; titles over a picture let it through."""
        clips = [clip for clip in met(track, self.rate, self.notes) if clip.enabled]
        made = [clip for clip in clips if clip.made and not lowest]
        if made:
            self.notes.append(f"{len(made)} titles or effects without a medium on {track.name} were left out: "
                              f"{made[0].made!r} and the like")
        return [replace(clip, track=track.name) for clip in clips if clip not in made]

    def _shot(self, clip: Found, index: int) -> list[Shot]:
        if clip.black:
            return [self._black(clip, index)]
        match = "is made by the other program and has no medium" if clip.made else self.sources.match(clip, "picture")
        if isinstance(match, str):
            self.unmatched.append(sentence(clip, match, self.found, "black"))
            return [Shot("", 0, clip.frames)]
        self.matched.append((clip.track, clip.record, clip.frames, clip.name, match.take.id, match.by))
        told = noun(clip, "shot", Shot)
        shots, kept = inside(match, clip, self.found, self.unmatched)
        if isinstance(told, Shot) and told.take == match.take.id:
            self.marked[index + kept] = told
            whole = self._unchanged(told, shots[kept])
            shots[kept] = whole or shots[kept]
        return shots

    @staticmethod
    def _unchanged(told: Shot, now: Shot) -> Shot | None:
        """The shot as it was written, where it is the same; a length that was told needlessly is kept too."""
        same = (told.start, told.out, told.frames, told.backwards) == (now.start, now.out, now.frames, now.backwards)
        return told if same else None

    def _black(self, clip: Found, index: int) -> Shot:
        told = noun(clip, "shot", Shot)
        if isinstance(told, Shot) and not told.take:
            self.marked[index] = told
            if told.frames == clip.frames:
                return told
        return Shot("", 0, clip.frames)


def inside(match: Match, clip: Found, found: FoundCut, unmatched: list[str]) -> tuple[list[Shot], int]:
    """The shot of a match, and its place among the black that stands for frames its take does not have."""
    take, frames = match.take, clip.frames
    retimed = clip.taken is not None and (match.out - match.start != frames or clip.backwards)
    start, out = max(0, match.start), min(take.frames, match.out)
    if (start, out) == (match.start, match.out) or retimed:
        start = min(max(0, match.start), take.frames - 1)
        out = min(max(start + 1, match.out), take.frames)
        lasts = frames if out - start != frames else 0
        return [Shot(take.id, start, out, lasts=lasts, backwards=clip.backwards and clip.taken is not None)], 0
    if out <= start:
        unmatched.append(sentence(clip, f"uses frames that {take.id} does not have", found, "black"))
        return [Shot("", 0, frames)], 0
    unmatched.append(sentence(clip, f"uses {frames - (out - start)} frames more than {take.id} has", found, "black"))
    before, after = start - match.start, match.out - out
    parts = ([Shot("", 0, before)] if before else []) + [Shot(take.id, start, out)] + (
        [Shot("", 0, after)] if after else [])
    return parts, int(before > 0)


def noun(clip: Found, kind: str, of: type[Any]) -> Any:
    """What our mark on a clip says it was made for; None where it says nothing that can be read."""
    try:
        return from_plain(of, clip.ours[kind]) if kind in clip.ours else None
    except BadValue:
        return None


def left_out(tracks: list[FoundTrack]) -> list[str]:
    """A note for what is switched off: alternates, which travel along and are not seen or heard."""
    off = sum(len(track.clips) for track in tracks if not track.enabled)
    off += sum(not clip.enabled for track in tracks if track.enabled for clip in track.clips)
    kind = "picture" if tracks and tracks[0].kind == "picture" else "sound"
    return [f"{off} clips of {kind} are switched off: alternates, which were left out"] if off else []


def met(track: FoundTrack, rate: Rate, notes: list[str]) -> tuple[Found, ...]:
    """A track's clips with each transition taken as a cut at its middle; a fade leaves its clip whole."""
    clips = list(track.clips)
    for join in track.joins:
        before = next((at for at, clip in enumerate(clips) if clip.out == join.at and not clip.black), None)
        behind = next((at for at, clip in enumerate(clips) if clip.record == join.at and not clip.black), None)
        shift = (join.after - join.before) // 2
        if before is None or behind is None:
            notes.append(f"{track.name}: the {join.kind} at frame {join.at} is a fade; the clip stands whole")
            continue
        notes.append(f"{track.name}: the {join.kind} at frame {join.at - join.before} was taken as a cut at its "
                     f"middle, frame {join.at + shift}")
        one, other = clips[before], clips[behind]
        if shift and one.record < join.at + shift < other.out:
            clips[before] = longer(one, join.at + shift, rate)
            clips[behind] = (other.part(join.at + shift, other.out, rate) if shift > 0 else
                             earlier(other, join.at + shift, rate))
            if shift < 0:
                clips[before] = one.part(one.record, join.at + shift, rate)
    return tuple(clips)


def _step(clip: Found, rate: Rate) -> Fraction:
    """Frames of its source that a clip goes through in a frame of the timeline."""
    return Fraction(clip.source_rate) / rate if clip.taken is None else clip.taken / clip.frames


def longer(clip: Found, out: int, rate: Rate) -> Found:
    """A clip that goes on to a later frame."""
    step, more = _step(clip, rate), out - clip.out
    back = more * step if clip.backwards else Fraction(0)
    return replace(clip, frames=clip.frames + more, source=clip.source - back,
                   taken=None if clip.taken is None else clip.taken + more * step,
                   head=None if clip.head is None else clip.head - back,
                   digits=None if clip.digits is None else clip.digits - back)


def earlier(clip: Found, record: int, rate: Rate) -> Found:
    """A clip that begins at an earlier frame."""
    step, more = _step(clip, rate), clip.record - record
    back = Fraction(0) if clip.backwards else more * step
    return replace(clip, record=record, frames=clip.frames + more, source=clip.source - back,
                   taken=None if clip.taken is None else clip.taken + more * step,
                   head=None if clip.head is None else clip.head - back,
                   digits=None if clip.digits is None else clip.digits - (more if clip.taken is None else back))


def sentence(clip: Found, why: str, found: FoundCut, instead: str) -> str:
    """One event that is no take, told so that an assistant finds it: record time, name, source timecode."""
    record = Timecode((found.start or 0) + clip.record, found.rate)
    source = Timecode(max(0, round(clip.source)), clip.source_rate)
    name = " / ".join(clip.names[:3]) or "without a name"
    return (f"{clip.track} at {record}, {clip.frames} frames: {name!r} from {source} {why}; {instead} stands in its "
            "place")
