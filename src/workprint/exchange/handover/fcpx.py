"""Final Cut Pro X's XML (FCPXML 1.8), in exact fractions of a second.

Written and read here and not by OpenTimelineIO's adapter, which counts 23.976 as 23 frames a second: it cannot write
a timeline of 23.976 or 29.97, and loses frames at 25 and 30 to float arithmetic.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from fractions import Fraction

from workprint.exchange.handover.layout import Event, Hole, Lane, Layout
from workprint.exchange.handover.reel import Reel
from workprint.exchange.handover.timeline import markers, synthetic
from workprint.exchange.handover.trees import document, el
from workprint.film import Material, Picture, Rate, Timecode

_VERSION = "1.8"
"""The newest that OpenTimelineIO's adapter knows, and old enough for every Final Cut Pro since 10.4."""


def final_cut_x(layout: Layout, material: Material, *, name: str, record_start: Timecode, head: str = "",
                alternates: tuple[Layout, ...] = (), notes: Mapping[str, str] | None = None) -> str:
    """The cut as FCPXML: picture and gaps in the spine, sound connected to it in lanes -1 and on.

    FCPXML has no disabled tracks: each alternate is a project of its own beside the cut.
    """
    cuts = [(name, layout), *((f"{name} alt {number}", other) for number, other in enumerate(alternates, 1))]
    used = {event.reel.name: event.reel for _, one in cuts for lane in one.lanes for event in lane.events}
    formats = _formats(used, layout)
    resources = el("resources", *formats.values(), *(_asset(reel, formats) for reel in used.values()))
    about = [f"ledger head {head}"] if head else []
    about += ["synthetic: made by a program, not photographed"] if synthetic(material) else []
    about += [f"{key}: {value}" for key, value in sorted((notes or {}).items())]
    projects = [_project(title, one, material, record_start, "; ".join(about)) for title, one in cuts]
    return document(el("fcpxml", resources, el("library", el("event", *projects, name=name)), version=_VERSION),
                    "fcpxml")


def seconds(frames: int, rate: Rate) -> str:
    """A length or place as FCPXML writes it.

    >>> seconds(24, Rate.parse("23.976")), seconds(0, Rate(25)), seconds(50, Rate(25))
    ('1001/1000s', '0s', '2s')
    """
    return _said(Fraction(frames) / Fraction(rate))


def _said(exact: Fraction) -> str:
    return f"{exact.numerator}s" if exact.denominator == 1 else f"{exact.numerator}/{exact.denominator}s"


def _formats(used: dict[str, Reel], layout: Layout) -> dict[tuple[Rate, int, int], ET.Element]:
    """A format for the sequence and one for each other shape of picture."""
    pictures = [event.reel.original.picture for event in layout.lanes[0].events[:1]]
    shapes = [_shape(picture, layout.cut.rate) for picture in pictures]
    shapes += [_shape(reel.original.picture, reel.rate) for reel in used.values() if reel.original.picture]
    return {shape: el("format", id=f"r{number}", frameDuration=seconds(1, shape[0]), width=str(shape[1]),
                      height=str(shape[2])) for number, shape in enumerate(dict.fromkeys(shapes), 1)}


def _shape(picture: Picture | None, rate: Rate) -> tuple[Rate, int, int]:
    return (rate, picture.width, picture.height) if picture else (rate, 0, 0)


def _asset(reel: Reel, formats: dict[tuple[Rate, int, int], ET.Element]) -> ET.Element:
    original = reel.original
    told = {"id": f"a-{reel.name}", "name": reel.name, "src": reel.url, "uid": original.hash,
            "start": seconds(reel.start, reel.rate), "duration": seconds(reel.frames, reel.rate)}
    if original.picture:
        told |= {"hasVideo": "1", "format": formats[_shape(original.picture, reel.rate)].attrib["id"]}
    if original.sound:
        sound = original.sound[0]
        told |= {"hasAudio": "1", "audioSources": "1", "audioChannels": str(sound.channels),
                 "audioRate": str(sound.rate)}
    return el("asset", **told)


def _project(name: str, layout: Layout, material: Material, record_start: Timecode, about: str) -> ET.Element:
    shots = [_gap(part, layout.cut.rate, record_start) if isinstance(part, Hole) else
             _shot(part, layout.cut.rate, record_start) for part in layout.lanes[0].parts]
    for depth, lane in enumerate(layout.lanes[1:], 1):
        _connect(lane, -depth, layout, shots)
    _mark(layout, material, shots)
    sequence = el("sequence", *([el("note", about)] if about else []), el("spine", *shots), format="r1",
                  duration=seconds(layout.cut.frames, layout.cut.rate),
                  tcStart=seconds(record_start.frame, layout.cut.rate), tcFormat="DF" if record_start.drop else "NDF")
    return el("project", sequence, name=name)


def _gap(hole: Hole, rate: Rate, record_start: Timecode) -> ET.Element:
    return el("gap", name="Gap", offset=seconds(record_start.frame + hole.record, rate), start="0s",
              duration=seconds(hole.frames, rate))


def _shot(event: Event, rate: Rate, record_start: Timecode) -> ET.Element:
    return el("asset-clip", *_own_speed(event, rate), *_retiming(event, rate), ref=f"a-{event.reel.name}",
              name=event.name, srcEnable="video",
              offset=seconds(record_start.frame + event.record, rate), start=seconds(event.source, event.reel.rate),
              duration=seconds(event.frames, rate))


def _own_speed(event: Event, rate: Rate) -> list[ET.Element]:
    """A source of another rate plays at its own speed, not frame for frame."""
    return [el("conform-rate", scaleEnabled="0")] if event.reel.rate != rate else []


def _retiming(event: Event, rate: Rate) -> list[ET.Element]:
    """The time map of a changed speed: what the clip's counter reads, and what of the file is seen there."""
    if not event.retimed:
        return []
    start, own = Fraction(event.source) / event.reel.rate, event.reel.rate
    first, last = seconds(event.source, own), seconds(event.source_out, own)
    values = (last, first) if event.speed < 0 else (first, first) if not event.speed else (first, last)
    times = (start, start + Fraction(event.frames) / rate)
    return [el("timeMap", *(el("timept", time=_said(time), value=value, interp="linear")
                            for time, value in zip(times, values, strict=True)))]


def _start(part: Event | Hole) -> Fraction:
    """What a shot's or gap's own counter reads at its head, in seconds."""
    return Fraction(part.source) / part.reel.rate if isinstance(part, Event) else Fraction(0)


def _connect(lane: Lane, number: int, layout: Layout, shots: list[ET.Element]) -> None:
    """Hang each sound of a lane on the shot under which it begins; places are on that shot's own counter."""
    rate = layout.cut.rate
    for event in lane.events:
        place = max(index for index, shot in enumerate(layout.lanes[0].parts) if shot.record <= event.record)
        over = layout.lanes[0].parts[place]
        offset = _start(over) + Fraction(event.record - over.record) / rate
        shots[place].append(el(
            "asset-clip", *_own_speed(event, rate), ref=f"a-{event.reel.name}", name=event.name, srcEnable="audio",
            lane=str(number), offset=_said(offset), start=seconds(event.source, event.reel.rate),
            duration=seconds(event.frames, rate)))


def _mark(layout: Layout, material: Material, shots: list[ET.Element]) -> None:
    """Markers come after a clip's connected clips, on the clip's own counter."""
    for frame, name, comment in markers(layout, material):
        place = max(index for index, shot in enumerate(layout.lanes[0].parts) if shot.record <= frame)
        over = layout.lanes[0].parts[place]
        start = _start(over) + Fraction(frame - over.record) / layout.cut.rate
        shots[place].append(el("marker", start=_said(start), duration=seconds(1, layout.cut.rate), value=name,
                               note=comment))
