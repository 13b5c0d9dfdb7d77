"""A cut read back from an OpenTimelineIO file, ours as it was written or as somebody changed it since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.exchange.handover.readback import exact, timeline_in
from workprint.film import BadValue, CannotRead, Cut, Material, Over, Piece, Rate, Shot, Take, Trouble, from_plain


@dataclass(frozen=True, slots=True)
class CutBack:
    """A cut from a file, and how it differs from the one that was written into it."""

    cut: Cut
    """What the timeline shows."""
    notes: tuple[str, ...] = ()
    """One sentence where the timeline and the cut kept beside it disagree."""


def cut_from_otio(path: Path, material: Material) -> Cut:
    """The cut in the OTIO file at `path`. The timeline itself is believed, trims made elsewhere included.

    Raises `CannotRead` for a file that is no OTIO timeline, has a gap in its picture, or uses what is no take here.
    """
    return read_cut(path, material).cut


def read_cut(path: Path, material: Material) -> CutBack:
    """As `cut_from_otio`, and says where the timeline was changed after the cut was written into it."""
    made = timeline_in(path, "otio_json", None, [])
    try:
        cut = _cut(made, material)
        return CutBack(cut, _disagreement(cut, made.metadata.get("workprint", {}).get("cut", "")))
    except Trouble:
        raise
    except Exception as error:  # metadata that somebody edited can hold anything
        raise CannotRead(f"the cut in {path.name!r} is damaged ({type(error).__name__}: {error})",
                         "the file as it was written would do", "take a backup, or lock the cut again") from error


def _cut(made: Any, material: Material) -> Cut:
    about = made.metadata.get("workprint", {})
    tracks = [track for track in made.tracks if track.enabled]
    rate = exact(made.global_start_time.rate) if made.global_start_time else material.rate
    shots = tuple(_shots([track for track in tracks if track.kind == otio.schema.TrackKind.Video], rate, material))
    sounds = [track for track in tracks if track.kind == otio.schema.TrackKind.Audio]
    pieces = tuple(_pieces(sounds, rate, material))
    return Cut(str(about.get("scene") or material.scene.number), rate, shots, pieces, _over(sounds, rate))


def _disagreement(cut: Cut, kept: Any) -> tuple[str, ...]:
    notes = []
    heard = sum(piece.frames for piece in cut.pieces)
    if heard != cut.frames:
        notes.append(f"picture runs {cut.frames} frames and sound {heard}")
    try:
        written = from_plain(Cut, json.loads(kept)) if kept else None
    except (BadValue, ValueError, TypeError):
        return (*notes, "the cut kept in the file's metadata cannot be read; the timeline was believed")
    if written is not None and written != cut:
        notes.append("the timeline was changed after the cut was written into it; the timeline was believed")
    return tuple(notes)


def _shots(tracks: list[Any], rate: Rate, material: Material) -> Iterator[Shot]:
    if len(tracks) != 1:
        raise CannotRead(f"the timeline has {len(tracks)} picture tracks that are seen", "one would do",
                         "disable the others and export again")
    for item in tracks[0]:
        if isinstance(item, otio.schema.Transition):
            continue
        if "shot" in (about := item.metadata.get("workprint", {})) and isinstance(item, otio.schema.Gap):
            yield _black(from_plain(Shot, _plain(about["shot"])), _frames(item.trimmed_range().duration, rate))
            continue
        if not isinstance(item, otio.schema.Clip):
            raise CannotRead("the timeline's picture has a hole or a nested sequence in it",
                             "takes one after the other would do", "close the hole and export again")
        yield _shot(item, rate, material)


def _black(shot: Shot, frames: int) -> Shot:
    return shot if shot.frames == frames else replace(shot, out=frames, lasts=0)


def _shot(clip: Any, rate: Rate, material: Material) -> Shot:
    about = clip.metadata.get("workprint", {})
    frames = _frames(clip.trimmed_range().duration, rate)
    if "shot" in about:
        shot = from_plain(Shot, _plain(about["shot"]))
        start = shot.start + _moved(clip, about["source"], rate)
        return retimed(shot, start, frames) if shot.retimed else replace(shot, start=start, out=start + frames)
    take = _take(clip, material)
    start = _place(clip, take, take.original, material, rate)
    return Shot(take.id, start, start + frames)


def retimed(shot: Shot, start: int, frames: int) -> Shot:
    """A shot of changed speed from another frame on, or of another length at the same speed."""
    taken = shot.out - shot.start
    if frames != shot.frames:
        taken = max(1, round(Fraction(taken * frames, shot.frames)))
    return replace(shot, start=start, out=start + taken, lasts=frames if shot.lasts else 0)


def _pieces(tracks: list[Any], rate: Rate, material: Material) -> list[Piece]:
    """Everything heard, in order of record time; the runs of one room tone become one piece again."""
    heard = sorted((part for track in tracks for part in _heard(track, rate, material)), key=lambda part: part[0])
    pieces: list[Piece] = []
    at, last = 0, None
    for record, index, piece in heard:
        if record != at:
            raise CannotRead(f"the timeline's sound has a hole or an overlap at frame {min(at, record)}",
                             "sound from head to end without either would do", "close it and export again")
        if piece.room and index == last:
            pieces[-1] = replace(pieces[-1], out=pieces[-1].out + piece.out)
        else:
            pieces.append(piece)
        at, last = at + piece.frames, index
    return pieces


def _over(tracks: list[Any], rate: Rate) -> tuple[Over, ...]:
    """Second sounds, in the order of the cut."""
    found: list[tuple[int, Over]] = []
    for track in tracks:
        for place, item in enumerate(track):
            about = getattr(item, "metadata", {}).get("workprint", {})
            if "over" in about:
                over = from_plain(Over, _plain(about["over"]))
                start = over.start + (_moved(item, about["source"], rate) if "source" in about else 0)
                at = _frames(track.range_of_child_at_index(place).start_time, rate)
                frames = _frames(item.trimmed_range().duration, rate)
                found.append((int(about.get("index", 0)), replace(over, at=at, start=start, out=start + frames)))
    return tuple(over for _, over in sorted(found, key=lambda pair: pair[0]))


def _heard(track: Any, rate: Rate, material: Material) -> Iterator[tuple[int, int, Piece]]:
    """Record place, index and piece of each sound on a track, mute pieces included."""
    for place, item in enumerate(track):
        about = getattr(item, "metadata", {}).get("workprint", {})
        if "over" not in about and (isinstance(item, otio.schema.Clip) or "piece" in about):
            record = _frames(track.range_of_child_at_index(place).start_time, rate)
            yield record, int(about.get("index", -1)), _piece(item, about, rate, material)


def _piece(item: Any, about: Any, rate: Rate, material: Material) -> Piece:
    frames = _frames(item.trimmed_range().duration, rate)
    if "piece" in about:
        piece = from_plain(Piece, _plain(about["piece"]))
        start = 0 if piece.room else piece.start
        if not piece.room and isinstance(item, otio.schema.Clip):
            start += _moved(item, about["source"], rate)
        return replace(piece, start=start, out=start + frames)
    take = _take(item, material)
    start = _place(item, take, take.sound or take.original, material, rate)
    return Piece(take.id, start, start + frames)


def _moved(clip: Any, source: int, rate: Rate) -> int:
    """Frames of the film by which a clip was slipped since it was written."""
    now = clip.trimmed_range().start_time
    return round(Fraction(round(now.value) - source) / exact(now.rate) * rate)


def _place(clip: Any, take: Take, content: str, material: Material, rate: Rate) -> int:
    """Frame of the take at which a clip that is not ours begins, by the counter of its file."""
    original = material.original(content)
    now = clip.trimmed_range().start_time
    head = original.timecode.seconds if original and original.timecode else Fraction(0)
    at = Fraction(round(now.value)) / exact(now.rate) - head
    if take.sync and content != take.original:
        at += Fraction(take.sync.offset, 48_000)
    return max(0, round(at * rate))


def _take(clip: Any, material: Material) -> Take:
    """The take that a clip is cut from, by its name, else by its file."""
    if (take := material.take(clip.name)) is not None:
        return take
    url = getattr(clip.media_reference, "target_url", "") or ""
    for take in material.takes:
        files = (material.original(content) for content in (take.original, take.sound))
        if any(file and url.endswith(Path(file.path).name) for file in files):
            return take
    raise CannotRead(f"the timeline uses {clip.name!r}, which is no take of scene {material.scene.number}",
                     "clips named by their slate would do", "ingest that take, or name the clip by its slate")


def _frames(time: Any, rate: Rate) -> int:
    frames: float = time.rescaled_to(float(rate)).value
    return round(frames)


def _plain(data: Any) -> Any:
    """OpenTimelineIO's dictionaries and vectors as plain ones."""
    if hasattr(data, "items"):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
        return data
    return [_plain(value) for value in data]
