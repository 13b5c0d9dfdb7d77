"""AAF through OpenTimelineIO's adapter: enabled tracks only, every file on a counter of the film's rate.

The adapter wants one rate throughout, so a source of another rate is counted by the digits of its timecode, as in
an edit list. It marks every counter of 23.976 and 29.97 as drop-frame, and knows no changed speed: both are put right
afterwards, in the file.
"""

from __future__ import annotations

import hashlib
import uuid
from fractions import Fraction
from pathlib import Path
from typing import Any

import aaf2  # type: ignore[import-untyped]
import opentimelineio as otio

from workprint.exchange.handover.layout import Event, Layout
from workprint.exchange.handover.timeline import time


def write_aaf(timeline: Any, layout: Layout, path: Path, *, drop: bool) -> None:
    """Write `timeline` (made of `layout`) as AAF at `path`."""
    otio.adapters.write_to_file(_prepared(timeline, layout), str(path), "AAF")
    _put_right(path, layout, drop)


def _prepared(timeline: Any, layout: Layout) -> Any:
    """A copy with the enabled tracks only, one rate throughout, and identities that do not change between runs."""
    made = timeline.deepcopy()
    del made.tracks[len(layout.lanes):]
    for track, lane in zip(made.tracks, layout.lanes, strict=True):
        for clip, event in zip(track.find_clips(), lane.events, strict=True):
            rate, reel = layout.cut.rate, event.reel
            source = reel.counted_at(rate, event.exact)
            clip.source_range = otio.opentime.TimeRange(time(source, rate), time(event.frames, rate))
            start = reel.counted_at(rate, reel.start)
            # At least what is used: beside a slow shot of a short file the adapter would refuse the whole timeline.
            out = max(reel.counted_at(rate, reel.out), source + event.frames)
            clip.media_reference.available_range = otio.opentime.TimeRange(time(start, rate), time(out - start, rate))
            clip.effects.clear()
            clip.metadata["AAF"] = {"MobID": _identity(event.reel.original.hash, f"{lane.kind} {event.take.id}")}
    made.tracks[:] = [track for track in made.tracks if len(track)]
    return made


def _identity(content: str, kind: str) -> str:
    """A SMPTE UMID that follows from the file's content and the take, so that two handovers name one file alike."""
    digest = hashlib.sha256(f"workprint {kind} {content}".encode()).digest()
    mob = aaf2.mobid.MobID()
    mob.SMPTELabel = [0x06, 0x0A, 0x2B, 0x34, 0x01, 0x01, 0x01, 0x05, 0x01, 0x01, 0x0F, 0x20]
    mob.length = 0x13
    mob.material = uuid.UUID(bytes=digest[:16])
    return str(mob)


def _put_right(path: Path, layout: Layout, drop: bool) -> None:
    """Name each tape by its reel, say of each counter whether it drops numbers, and change the speeds."""
    by_url = {event.reel.url: event.reel for lane in layout.lanes for event in lane.events}
    with aaf2.open(str(path), "rw") as file:
        for mob in file.content.mobs:
            reel = by_url.get(_url(mob))
            if reel:
                mob.name = reel.name
            for slot in mob.slots:
                if isinstance(slot.segment, aaf2.components.Timecode):
                    slot.segment["Drop"].value = reel.drop if reel else drop


        _change_speeds(file, layout)


_MOTION = ("9d2ea890-0968-11d3-8a38-0050040ef7d2", "Motion Control")
_SPEED = ("72559a80-24d7-11d3-8a50-0050040ef7d2", "SpeedRatio")
"""Identity and name of Avid's speed effect and of its ratio. Source: the sequences of Media Composer among
OpenTimelineIO's AAF samples."""


def _change_speeds(file: Any, layout: Layout) -> None:
    """Put each shot of changed speed inside a Motion Control effect, as Media Composer writes it."""
    changed = {event.record: event for event in layout.lanes[0].events if event.retimed}
    pictures = [slot.segment for mob in file.content.compositionmobs() for slot in mob.slots
                if slot.media_kind == "Picture" and isinstance(slot.segment, aaf2.components.Sequence)]
    if not changed or not pictures:
        return
    effect, ratio = _definitions(file)
    parts, at = pictures[0].components, 0
    for place in range(len(parts)):
        clip = parts[place]
        length = clip.length
        if at in changed and isinstance(clip, aaf2.components.SourceClip):
            parts.pop(place)
            parts.insert(place, _sped(file, clip, changed[at], effect, ratio))
        at += length


def _definitions(file: Any) -> tuple[Any, Any]:
    """The speed effect and its ratio, as a file has to define them before it uses them."""
    ratio = file.create.ParameterDef(aaf2.auid.AUID(_SPEED[0]), _SPEED[1], "", file.dictionary.lookup_typedef(
        "Rational"))
    file.dictionary.register_def(ratio)
    effect = file.create.OperationDef(uuid.UUID(_MOTION[0]), _MOTION[1], "")
    file.dictionary.register_def(effect)
    effect.media_kind = "Picture"
    effect["IsTimeWarp"].value, effect["Bypass"].value, effect["NumberInputs"].value = True, 0, 1
    effect["OperationCategory"].value = "OperationCategory_Effect"
    effect["ParametersDefined"].append(ratio)
    return effect, ratio


def _sped(file: Any, clip: Any, event: Event, effect: Any, ratio: Any) -> Any:
    """The clip inside the effect. The ratio is the length on the timeline over the length of the source."""
    taken = event.of.out - event.of.start
    speed = Fraction(event.frames, taken)
    group = file.create.OperationGroup(effect, event.frames)
    group.parameters.append(file.create.ConstantValue(ratio, -speed if event.speed < 0 else speed))
    clip.length = taken
    group.segments.append(clip)
    return group


def _url(mob: Any) -> str:
    """Where a tape's file lies; empty for what is no tape."""
    descriptor = getattr(mob, "descriptor", None)
    locators = list(descriptor["Locator"].value or ()) if descriptor is not None and "Locator" in descriptor else []
    return str(locators[0]["URLString"].value) if locators else ""
