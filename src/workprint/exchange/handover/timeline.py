"""A laid-out cut as an OpenTimelineIO timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import opentimelineio as otio
from opentimelineio.opentime import RationalTime, TimeRange

from workprint.exchange.handover.layout import KINDS, Event, Hole, Lane, Layout, facts
from workprint.exchange.handover.reel import Reel
from workprint.film import Material, Rate, Shot, Timecode, canonical, content_hash, to_plain


def time(frame: int, rate: Rate) -> RationalTime:
    """`frame` as OpenTimelineIO has it: a whole number over the double nearest to the exact rate."""
    return RationalTime(frame, float(rate))


def timeline(layout: Layout, material: Material, *, name: str, record_start: Timecode, head: str = "",
             alternates: tuple[Layout, ...] = (), notes: Mapping[str, str] | None = None) -> Any:
    """The timeline of a handover: V1, A1, A2, then each alternate as three disabled tracks."""
    made = otio.schema.Timeline(name, global_start_time=time(record_start.frame, layout.cut.rate))
    for lane in layout.lanes:
        made.tracks.append(_track(lane, lane.name, layout.cut.rate))
    for number, other in enumerate(alternates, 1):
        for lane in other.lanes:
            made.tracks.append(_track(lane, f"alt {number} {lane.name}", layout.cut.rate, number))
    made.tracks.markers.extend(_markers(layout, material))
    made.metadata["workprint"] = _about(layout, material, head, notes or {}, record_start)
    return made


def _about(layout: Layout, material: Material, head: str, notes: Mapping[str, str],
           record_start: Timecode) -> dict[str, Any]:
    """What the timeline says of itself, under the key ``workprint``."""
    about: dict[str, Any] = {
        "format": 1, "scene": layout.cut.scene, "heading": material.scene.heading, "rate": str(layout.cut.rate),
        "record_start": str(record_start), "cut": canonical(layout.cut).decode(), "cut_hash": content_hash(layout.cut),
        "head": head, "notes": dict(sorted(notes.items())), "crossfade_frames": 2}
    if synthetic(material):
        about["synthetic"] = "made by a program, not photographed"
    return about


def synthetic(material: Material) -> bool:
    """Whether any file behind the scene says of itself that it is synthetic."""
    return any("synthetic" in key or "synthetic" in value.lower()
               for original in material.originals for key, value in original.tags)


def _track(lane: Lane, name: str, rate: Rate, alternate: int = 0) -> Any:
    kind = otio.schema.TrackKind.Video if lane.kind == "picture" else otio.schema.TrackKind.Audio
    track = otio.schema.Track(name, kind=kind)
    if alternate:
        track.enabled = False
        track.metadata["workprint"] = {"alternate": alternate}
    at = 0
    for part in lane.parts:
        if part.record > at:
            track.append(_gap(part.record - at, rate))
        track.append(_clip(part, rate) if isinstance(part, Event) else _hole(part, rate))
        at = part.record + part.frames
    return track


def _gap(frames: int, rate: Rate) -> Any:
    return otio.schema.Gap(source_range=TimeRange(time(0, rate), time(frames, rate)))


def _hole(hole: Hole, rate: Rate) -> Any:
    gap = _gap(hole.frames, rate)
    gap.metadata["workprint"] = {"take": hole.of.take, KINDS[type(hole.of)]: to_plain(hole.of), "index": hole.index,
                                 "record": hole.record}
    return gap


def _clip(event: Event, rate: Rate) -> Any:
    span = TimeRange(time(event.source, event.reel.rate), time(event.frames, rate))
    clip = otio.schema.Clip(event.name, _reference(event.reel), span)
    clip.metadata["workprint"] = facts(event)
    if event.retimed:
        clip.effects.append(otio.schema.LinearTimeWarp("speed", float(event.speed)) if event.speed
                            else otio.schema.FreezeFrame("freeze"))
    return clip


def _reference(reel: Reel) -> Any:
    original = reel.original
    reference = otio.schema.ExternalReference(
        reel.url, TimeRange(time(reel.start, reel.rate), time(reel.frames, reel.rate)))
    reference.name = reel.name
    reference.metadata["workprint"] = {
        "hash": original.hash, "reel": reel.name, "rate": str(reel.rate), "drop": reel.drop,
        "timecode": str(original.timecode) if original.timecode else "", "timecode_from": original.timecode_from,
        "picture": to_plain(original.picture), "sound": to_plain(original.sound)}
    return reference


def markers(layout: Layout, material: Material) -> tuple[tuple[int, str, str], ...]:
    """Frame, name and comment: the scene at its head, then each shot's slate with the lines it is seen on."""
    scene = material.scene
    found = [(0, f"Scene {scene.number}", scene.heading)]
    for event in layout.lanes[0].events:
        lines = (scene.line(line) for line in (event.of.lines if isinstance(event.of, Shot) else ()))
        words = " / ".join(f"{line.id} {line.who + ': ' if line.who else ''}{line.text}" for line in lines if line)
        found.append((event.record, event.name, words))
    return tuple(sorted((*found, *layout.marks), key=lambda marker: marker[0]))


def _markers(layout: Layout, material: Material) -> list[Any]:
    made = []
    for frame, name, comment in markers(layout, material):
        span = TimeRange(time(frame, layout.cut.rate), time(1, layout.cut.rate))
        made.append(otio.schema.Marker(name, span, otio.schema.MarkerColor.GREEN, comment=comment))
    return made
