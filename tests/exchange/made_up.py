"""Takes made up from what OpenTimelineIO finds in a file: who they are, how long, on which counter.

Written without the matcher: it asks only another program's reader. Whatever a clip is called and wherever it begins,
there is a take of that name whose counter has all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.film import Cut, Line, Material, Original, Picture, Rate, Scene, Slate, Sound, Take, Timecode


@dataclass(frozen=True, slots=True)
class Told:
    """One clip, as OpenTimelineIO tells it."""

    name: str
    record: int
    frames: int
    source: int
    """Frame of the film's rate from the zero of its counter."""
    normal: bool
    """Whether it runs at the speed it was shot."""


def rate_of(made: Any) -> Rate:
    """The timeline's rate: of its counter or of the first thing on it, the exact one behind a double."""
    for time in (made.global_start_time, *(item.duration() for track in made.tracks for item in track)):
        if time is not None and time.rate > 1:
            ntsc = [Fraction(base * 1000, 1001) for base in (24, 30, 60) if abs(base * 1000 / 1001 - time.rate) < 0.006]
            return Rate(ntsc[0] if ntsc else Fraction(time.rate).limit_denominator(1001))
    return Rate(24)


def seen_tracks(made: Any, kind: str) -> list[Any]:
    """The enabled tracks of one kind, from the bottom up."""
    return [track for track in made.tracks if track.kind == kind and track.enabled
            and track.metadata.get("fcp_xml", {}).get("enabled") != "FALSE"]


def told(clip: Any, span: Any, rate: Rate) -> Told:
    """One clip in whole frames of the film's rate."""
    visible = clip.trimmed_range()
    source, own = Fraction(visible.start_time.value), visible.start_time.rate
    if round(own) != rate.timebase:
        source = source / Fraction(own) * Fraction(float(rate))
    record = round(span.start_time.rescaled_to(float(rate)).value)
    out = round(span.end_time_exclusive().rescaled_to(float(rate)).value)
    return Told(name_of(clip), record, out - record, round(source),
                not any(isinstance(effect, otio.schema.TimeEffect) for effect in clip.effects))


def name_of(clip: Any) -> str:
    """What a clip is called: its own name, else its reel's (an edit list has numbers for names) or its medium's."""
    reel = clip.metadata.get("cmx_3600", {}).get("reel", "")
    reference = clip.media_reference
    own = "" if re.fullmatch(r"\d+", clip.name or "") and reel else clip.name
    return str(own or reel or getattr(reference, "name", "") or getattr(reference, "target_url", "") or "")


def is_medium(item: Any) -> bool:
    """Whether it is a clip of a medium, switched on; what FCP XML says of that the adapter leaves in its metadata."""
    return (isinstance(item, otio.schema.Clip) and item.enabled
            and item.metadata.get("fcp_xml", {}).get("enabled") != "FALSE"
            and not isinstance(item.media_reference, otio.schema.GeneratorReference))


def material_of(made: Any, rate: Rate) -> Material:
    """A take for each name, nested ones too, long enough for all that is used of it, on a counter that fits."""
    clips = [told(clip, clip.trimmed_range(), rate) for clip in made.find_clips() if is_medium(clip)]
    zero = {name_of(clip) for clip in made.find_clips() if is_medium(clip) and clip.media_reference.available_range
            and not clip.media_reference.available_range.start_time.value}
    takes, files = [], []
    for number, name in enumerate(dict.fromkeys(clip.name for clip in clips), 1):
        used = [clip for clip in clips if clip.name == name]
        # A file that says its head is at zero has no timecode; any other gets one that begins before what is used.
        headless = name in zero
        first = 0 if headless else max(0, min(clip.source for clip in used) - 50)
        frames = max(clip.source + clip.frames * 8 for clip in used) + 50 - first
        stem = re.sub(r"[/\\]", "-", name) or f"nameless {number}"
        files.append(Original(
            f"{number:064x}", f"/rushes/{stem if Path(stem).suffix else stem + '.mov'}", 1,
            Picture("prores", 1920, 1080, rate, frames), (Sound("pcm_s24le", 48_000, 2, rate.sample(frames)),),
            None if headless else Timecode(first, rate), "container", (("clip", name),)))
        takes.append(Take(Slate("900", "", number), files[-1].hash, frames, rate, files[-1].hash))
    lines = (Line("900/1", "action", "Whatever was in that file."),)
    return Material(Scene("900", "EXT. ANYWHERE", lines), rate, tuple(takes), (), tuple(files))


Frames = dict[int, tuple[str, int | None]]
"""For each frame of the timeline: what is seen, and its source frame; None where the speed was changed."""


def expected(made: Any, rate: Rate) -> Frames:
    """What the picture tracks show, uppermost last; frames of transitions and of nested sequences are left out."""
    found: Frames = {}
    for track in seen_tracks(made, "Video"):
        for index, item in enumerate(track):
            if isinstance(item, otio.schema.Transition):
                continue
            one = told(item, track.range_of_child_at_index(index), rate) if is_medium(item) else None
            span = track.range_of_child_at_index(index)
            frames = range(round(span.start_time.rescaled_to(float(rate)).value),
                           round(span.end_time_exclusive().rescaled_to(float(rate)).value))
            for frame in frames:
                if one:
                    found[frame] = (one.name, one.source + frame - one.record if one.normal else None)
                elif not isinstance(item, otio.schema.Gap) and not isinstance(item, otio.schema.Clip):
                    found.pop(frame, None)
        for index, item in enumerate(track):
            if isinstance(item, otio.schema.Transition) and index:
                at = round(track.range_of_child_at_index(index - 1).end_time_exclusive().rescaled_to(float(rate)).value)
                for frame in range(at - round(item.in_offset.value) - 1, at + round(item.out_offset.value) + 1):
                    found.pop(frame, None)
    return found


def shown(cut: Cut, material: Material) -> Frames:
    """What a cut shows, by the names of the made-up files."""
    files = {file.hash: file for file in material.originals}
    takes = {take.id: files[take.original] for take in material.takes}
    found: Frames = {}
    for shot, at in zip(cut.shots, cut.starts, strict=True):
        file = takes.get(shot.take)
        for frame in range(shot.frames if file else 0):
            assert file
            start = file.timecode.frame if file.timecode else 0
            found[at + frame] = (dict(file.tags)["clip"], start + shot.shown(frame))
    return found


def differing(made: Any, cut: Cut, material: Material) -> tuple[int, int]:
    """Frames whose picture is another than OpenTimelineIO says, and how many were compared."""
    truth, found = expected(made, material.rate), shown(cut, material)
    first = min(truth, default=0)
    wrong = 0
    for frame, (name, source) in truth.items():
        seen = found.get(frame) or found.get(frame - first)
        wrong += seen is None or seen[0] != name or (source is not None and abs((seen[1] or 0) - source) > 0)
    return wrong, len(truth)
