"""What cameras and recorders write into their files: scene, take, reel, notes, track names, time of day."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wavinfo import WavInfoReader

from workprint.film import SAMPLE_RATE, BadValue, Rate, Timecode

KNOWN = {
    "scene": "scene", "take": "take", "reel": "reel", "reel_name": "reel", "tape": "reel", "note": "note",
    "comment": "note", "description": "note", "shot": "shot", "slate": "slate", "title": "title", "camera": "camera",
    "make": "make", "model": "model", "creation_time": "made", "date": "made", "encoder": "encoder",
    "com.apple.quicktime.make": "make", "com.apple.quicktime.model": "model",
    "com.apple.quicktime.creationdate": "made", "com.apple.proapps.scene": "scene",
    "com.apple.proapps.shot": "take", "com.apple.proapps.reel": "reel", "com.apple.proapps.customname": "title",
    "com.apple.proapps.isgood": "circled", "material_package_name": "title", "originator": "recorder",
    "umid": "umid", "coding_history": "history", "artist": "artist", "gamma": "gamma",
    "com.arri.camera.colorgammasxs": "gamma", "com.dji.camera.colorgammasxs": "gamma",
}
"""Names that containers use, and ours. Source: FFmpeg's metadata names, Apple's proapps keys, EBU Tech 3285, the keys
that ARRI and DJI write."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a recorder's file tells beyond its sound."""

    tags: tuple[tuple[str, str], ...] = ()
    """Lower-case keys, sorted."""
    names: tuple[str, ...] = ()
    """Track names in channel order."""
    timecode: Timecode | None = None
    """Of the first sample."""


def container_tags(*sources: Mapping[str, str]) -> dict[str, str]:
    """Tags of a container and its streams under our names; the first that says something wins."""
    found: dict[str, str] = {}
    for source in sources:
        for key, text in source.items():
            name = KNOWN.get(key.lower())
            if name and text.strip():
                found.setdefault(name, text.strip())
    return found


def wav_told(path: Path, rate: Rate) -> Told:
    """What the bext and iXML parts of a WAV tell. Timecode counts at the iXML rate, else at `rate`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            told = WavInfoReader(str(path))
            ixml, bext = told.ixml, told.bext
            sampled = int(told.fmt.sample_rate) if told.fmt else 48_000
            return _told(ixml, bext, sampled, rate)
    except Exception:
        # wavinfo raises whatever its parsers raise on damaged parts; the sound itself may still be whole.
        return Told()


def _told(ixml: Any, bext: Any, sampled: int, rate: Rate) -> Told:
    tags: dict[str, str] = {}
    names: tuple[str, ...] = ()
    if bext is not None:
        tags |= {"note": bext.description or "", "recorder": bext.originator or "",
                 "made": f"{bext.originator_date} {bext.originator_time}".strip(),
                 "time_reference": str(bext.time_reference), "history": bext.coding_history or ""}
    if ixml is not None:
        names = _names(ixml)
        said = {"project": ixml.project, "scene": ixml.scene, "take": ixml.take, "reel": ixml.tape,
                "note": _text(ixml, "NOTE"), "circled": _text(ixml, "CIRCLED").lower(), "family": ixml.family_name,
                "tracks": ", ".join(names), "speed": _text(ixml, "SPEED/TIMECODE_RATE")}
        tags |= {key: text for key, text in said.items() if text}
    kept = tuple(sorted((key, text.strip()) for key, text in tags.items() if text and text.strip()))
    return Told(kept, names, _timecode(ixml, bext, sampled, rate))


def _text(ixml: Any, place: str) -> str:
    found = ixml.parsed.find(f"./{place}")
    return (found.text or "").strip() if found is not None else ""


def _names(ixml: Any) -> tuple[str, ...]:
    tracks = sorted(ixml.track_list, key=lambda track: int(track.interleave_index or track.channel_index or 0))
    return tuple((track.name or "").strip() for track in tracks)


def _timecode(ixml: Any, bext: Any, sampled: int, rate: Rate) -> Timecode | None:
    samples = 0
    if ixml is not None:
        low, high = (_text(ixml, f"SPEED/TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{part}") for part in ("LO", "HI"))
        samples = int(low or 0) + (int(high or 0) << 32)
    samples = samples or (int(bext.time_reference) if bext is not None else 0)
    if not samples:
        return None
    counted, drop = rate, False
    if ixml is not None:
        try:
            counted = Rate.parse(_text(ixml, "SPEED/TIMECODE_RATE"))
            drop = _text(ixml, "SPEED/TIMECODE_FLAG").upper() == "DF"
        except BadValue:
            counted = rate
    drop = drop and counted.denominator == 1001 and counted.timebase % 30 == 0
    return Timecode(counted.frame_of(samples * SAMPLE_RATE // sampled), counted, drop)
