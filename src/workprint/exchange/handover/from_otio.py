"""Clips of an OpenTimelineIO timeline: of `.otio` files, and of AAF as its adapter reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack, Join, file_named, uppermost
from workprint.exchange.handover.readback import exact, rate_of, timeline_in
from workprint.film import Rate

FINEST = 100_000
"""Largest denominator of a place or speed read from a double. Source: our choice; finer than any counter, and coarse
enough to find the fraction that somebody's program rounded."""

_DEEPEST = 20
"""Sequences inside sequences that are followed. Source: our choice; the real files have three."""


def read_otio(path: Path, adapter: str) -> FoundCut:
    """The timeline in an ``otio_json`` or ``AAF`` file. Raises `CannotRead`."""
    notes: list[str] = []
    made = timeline_in(path, adapter, None, notes)
    rate = rate_of(made, None)
    start = None if made.global_start_time is None else _frame(made.global_start_time, rate)
    reader = _Reader(rate, one_rate=adapter == "AAF")
    tracks = tuple(reader.track(track) for track in made.tracks)
    return FoundCut(made.name, rate, start, tracks, (*notes, *dict.fromkeys(reader.notes)),
                    plain(made.metadata.get("workprint", {})))


def _frame(time: Any, rate: Rate) -> int:
    return round(Fraction(time.value) / exact(time.rate) * rate)


def plain(data: Any) -> Any:
    """OpenTimelineIO's dictionaries and vectors as plain ones."""
    if hasattr(data, "items"):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, (str, bytes)) or not hasattr(data, "__iter__"):
        return data
    return [plain(value) for value in data]


class _Reader:
    def __init__(self, rate: Rate, *, one_rate: bool) -> None:
        self.rate, self.one_rate, self.notes = rate, one_rate, list[str]()

    def track(self, track: Any) -> FoundTrack:
        kind = "sound" if track.kind == otio.schema.TrackKind.Audio else "picture"
        return FoundTrack(track.name, kind, tuple(self.clips(track, 0)), bool(track.enabled),
                          tuple(self.joins(track)))

    def clips(self, track: Any, depth: int) -> Iterator[Found]:
        """Clips of a track, places counted from its head."""
        for index, item in enumerate(track):
            if isinstance(item, otio.schema.Transition):
                continue
            span = track.range_of_child_at_index(index)
            first, out = _frame(span.start_time, self.rate), _frame(span.end_time_exclusive(), self.rate)
            if out > first:
                yield from self.item(item, first, out - first, depth)

    def joins(self, track: Any) -> Iterator[Join]:
        for index, item in enumerate(track):
            if isinstance(item, otio.schema.Transition) and 0 < index < len(track) - 1:
                at = _frame(track.range_of_child_at_index(index - 1).end_time_exclusive(), self.rate)
                yield Join(at, _frame(item.in_offset, self.rate), _frame(item.out_offset, self.rate),
                           item.name or str(item.transition_type))

    def item(self, item: Any, record: int, frames: int, depth: int) -> Iterator[Found]:
        ours = plain(item.metadata.get("workprint", {}))
        if isinstance(item, otio.schema.Gap):
            if ours:
                yield Found("", record, frames, Fraction(0), self.rate, ours=ours, black=True)
        elif isinstance(item, otio.schema.Clip):
            yield self.clip(item, record, frames, ours)
        elif depth < _DEEPEST:
            yield from self.nest(item, record, frames, depth + 1)
        else:
            self.notes.append(f"{item.name!r} holds sequences more than {_DEEPEST} deep; what is deeper was left out")

    def clip(self, clip: Any, record: int, frames: int, ours: Any) -> Found:
        visible, reference = clip.trimmed_range(), clip.media_reference
        own = exact(visible.start_time.rate)
        source = Fraction(visible.start_time.value).limit_denominator(FINEST)
        made = getattr(reference, "generator_kind", "")
        found = Found(
            clip.name, record, frames, source, own, _names(clip, reference), ours=ours,
            digits=source if self.one_rate else None, enabled=bool(clip.enabled), black=made == "black",
            made="" if made == "black" else made,
            hash=str(plain(reference.metadata.get("workprint", {})).get("hash", "")) if reference else "")
        return self.sped(found, clip)

    def sped(self, found: Found, item: Any) -> Found:
        """The clip at the speed that the item's effects give it."""
        for effect in item.effects:
            if isinstance(effect, otio.schema.LinearTimeWarp):  # a freeze frame is one, of no speed
                speed = Fraction(effect.time_scalar).limit_denominator(FINEST)
                taken = abs(speed) * found.frames * Fraction(found.source_rate) / self.rate
                if speed != 1:
                    found = replace(found, taken=taken or Fraction(1), backwards=speed < 0)
            elif isinstance(effect, otio.schema.TimeEffect):
                self.notes.append(f"{found.name!r} has a speed that changes, at {found.record} frames; it was taken at "
                                  "the speed it was shot")
        return found

    def nest(self, item: Any, record: int, frames: int, depth: int) -> Iterator[Found]:
        """What a nested sequence shows, cut to the part of it that is used."""
        tracks = list(item) if isinstance(item, otio.schema.Stack) else [item]
        layers = [list(self.clips(track if isinstance(track, otio.schema.Track) else [track], depth))
                  if isinstance(track, otio.schema.Track) else list(self.alone(track, depth)) for track in tracks
                  if getattr(track, "enabled", True)]
        inside, hidden = uppermost(layers, self.rate)
        if hidden:
            self.notes.append(f"{hidden} frames inside {item.name!r} lie under others and were left out")
        first = _frame(item.trimmed_range().start_time, self.rate) if item.source_range else 0
        warped = next((effect for effect in item.effects if isinstance(effect, otio.schema.TimeEffect)), None)
        if warped is not None and inside:
            yield self.sped(replace(inside[0], record=record, frames=frames), item)
            return
        for clip in inside:
            start, out = max(clip.record, first), min(clip.out, first + frames)
            if start < out:
                yield replace(clip.part(start, out, self.rate), record=record + start - first)

    def alone(self, item: Any, depth: int) -> Iterator[Found]:
        """An item that lies in a stack without a track of its own."""
        yield from self.item(item, 0, _frame(item.duration(), self.rate), depth)


def _names(clip: Any, reference: Any) -> tuple[str, ...]:
    """Reel, tape, medium and file, wherever programs write them."""
    told: list[Any] = []
    for holder in (clip, reference):
        metadata = plain(holder.metadata) if holder is not None else {}
        told += [metadata.get("cmx_3600", {}).get("reel", ""), metadata.get("workprint", {}).get("reel", "")]
        aaf = metadata.get("AAF", {}) if isinstance(metadata.get("AAF"), dict) else {}
        told += [aaf.get(key, "") for key in ("TapeName", "Tape", "Name", "MobName")]
        told += [value for key, value in (aaf.get("UserComments") or {}).items()
                 if str(key).lower() in ("tape", "reel", "camroll", "scene", "slate", "clip name", "filename", "name")]
    told += [getattr(reference, "name", ""), file_named(getattr(reference, "target_url", "") or "")]
    told += [getattr(reference, "name_prefix", "")]
    return tuple(str(name) for name in told if isinstance(name, str) and name)
