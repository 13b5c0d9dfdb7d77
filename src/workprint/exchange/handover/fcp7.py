"""Final Cut Pro 7 XML: through OpenTimelineIO's adapter, and then what the adapter leaves out or gets wrong.

Read back, the adapter's own output lacked: the disabled state of tracks, the source channel of sound clips
(programs that want it drop the sound), sub-frame places of sound, the sequence's format; it wrote the clip's rate
twice, and the out of a source whose rate is not the film's by float arithmetic.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import opentimelineio as otio

from workprint.film import Picture, Rate

_SUBFRAME = 100
"""Hundredths of a frame in which a sound's place between frames is written. Source: the FCP 7 XML interchange
format, ``subframeoffset``."""


def final_cut_7(timeline: Any, picture: Picture | None, *, drop: bool) -> str:
    """`timeline` (made by `timeline.timeline`) as FCP 7 XML. `picture` gives the frame size of the sequence."""
    prepared = _prepared(timeline, drop)
    root = ET.fromstring(otio.adapters.write_to_string(prepared, "fcp_xml"))
    for clip in root.iter("clipitem"):
        _one_rate(clip)
    for sequence in root.iter("sequence"):
        _one_rate(sequence)
        _format(sequence, picture)
    ET.indent(root, "  ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n{ET.tostring(root, encoding="unicode")}\n'


def _prepared(timeline: Any, drop: bool) -> Any:
    """A copy whose metadata tell the adapter what to write beside the timing."""
    made = timeline.deepcopy()
    if drop:
        made.metadata["fcp_xml"] = {"timecode": {"displayformat": "DF"}}
    for track in made.tracks:
        track.metadata["fcp_xml"] = {"enabled": "TRUE" if track.enabled else "FALSE", "locked": "FALSE"}
        for clip in track.find_clips():
            _prepare(clip, sound=track.kind == otio.schema.TrackKind.Audio, enabled=track.enabled)
    return made


def _prepare(clip: Any, *, sound: bool, enabled: bool) -> None:
    about = clip.metadata["workprint"]
    facts: dict[str, Any] = {"enabled": "TRUE" if enabled else "FALSE"}
    if sound:
        facts["sourcetrack"] = {"mediatype": "audio", "trackindex": str(max(0, about["channel"]) + 1)}
        if about["samples_after_frame"]:
            facts["subframeoffset"] = str(_hundredths(about["samples_after_frame"], clip.source_range.start_time.rate))
    clip.metadata["fcp_xml"] = facts
    media = clip.media_reference.metadata["workprint"]
    timecode = {"reel": {"name": media["reel"]}, "displayformat": "DF" if media["drop"] else "NDF"}
    clip.media_reference.metadata["fcp_xml"] = {"timecode": timecode}


def _hundredths(samples: int, rate: float) -> int:
    return round(samples * rate * _SUBFRAME / 48_000)


def _one_rate(element: ET.Element) -> None:
    """The adapter writes the rate once for the clip and once for its timing."""
    for extra in element.findall("rate")[1:]:
        element.remove(extra)


def _format(sequence: ET.Element, picture: Picture | None) -> None:
    """Frame size and rate of the picture, as programs that read FCP 7 XML expect them."""
    place = sequence.find("media/video/format")
    rate = sequence.find("rate")
    if place is None or picture is None or rate is None:
        return
    shape = ET.SubElement(place, "samplecharacteristics")
    shape.append(rate)
    ET.SubElement(shape, "width").text = str(picture.width)
    ET.SubElement(shape, "height").text = str(picture.height)
    ET.SubElement(shape, "pixelaspectratio").text = "square"


__all__ = ["Rate", "final_cut_7"]
