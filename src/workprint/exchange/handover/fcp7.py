"""Final Cut Pro 7 XML, which Premiere, Resolve and most others read.

Written here and not by OpenTimelineIO's adapter: read back, the adapter's own output had no disabled tracks, no
source channel of sound clips (programs that want it drop the sound), no format of the sequence, each rate twice, and
a cut's length where the length of the file belongs. The adapter reads it back.
"""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from workprint.exchange.handover.layout import Event, Lane, Layout, beside_frame
from workprint.exchange.handover.reel import Reel
from workprint.exchange.handover.timeline import markers, synthetic
from workprint.exchange.handover.trees import document, el
from workprint.film import SAMPLE_RATE, Material, Picture, Rate, Timecode, content_hash

_NAMESPACE = uuid.UUID("6f0b9d3e-6a0d-5f5a-9c53-776f726b7074")
"""Ours, for identities that follow from content; any fixed UUID would do (RFC 9562, version 5)."""


def final_cut_7(layout: Layout, material: Material, *, name: str, record_start: Timecode, head: str = "",
                alternates: tuple[Layout, ...] = (), notes: Mapping[str, str] | None = None) -> str:
    """The cut as FCP 7 XML (version 4): V1, A1, A2, second sounds, and each alternate on disabled tracks.

    Black and silence are gaps. A changed speed is a time remap of two keyframes: `in` stands where it would at normal
    speed, and the keyframes tell which frame of the file is seen there and at `out`.
    """
    lanes = [(lane, True) for lane in layout.lanes]
    lanes += [(lane, False) for other in alternates for lane in other.lanes]
    writer = _Writer(layout.cut.rate)
    picture = next((event.reel.original.picture for event in layout.lanes[0].events), None)
    sequence = el(
        "sequence", el("uuid", str(uuid.uuid5(_NAMESPACE, content_hash(layout.cut)))), el("name", name),
        el("duration", layout.cut.frames), _rate(layout.cut.rate), _timecode(record_start),
        el("media", el("video", _frame(picture, layout.cut.rate), *writer.tracks(lanes, "picture")),
           el("audio", el("numOutputChannels", 2), _sound(), *writer.tracks(lanes, "sound"))),
        *(_marker(*marker) for marker in markers(layout, material)),
        el("logginginfo", el("description", _about(material, head, notes or {}))), id="sequence-1")
    return document(el("xmeml", el("project", el("name", name), el("children", sequence)), version="4"), "xmeml")


def _about(material: Material, head: str, notes: Mapping[str, str]) -> str:
    said = [f"ledger head {head}"] if head else []
    said += ["synthetic: made by a program, not photographed"] if synthetic(material) else []
    return "; ".join([*said, *(f"{key}: {value}" for key, value in sorted(notes.items()))])


def _rate(rate: Rate) -> ET.Element:
    return el("rate", el("timebase", rate.timebase), el("ntsc", "TRUE" if rate.denominator == 1001 else "FALSE"))


def _timecode(timecode: Timecode, reel: str = "") -> ET.Element:
    return el("timecode", _rate(timecode.rate), el("string", str(timecode)), el("frame", timecode.frame),
              el("displayformat", "DF" if timecode.drop else "NDF"), *([el("reel", el("name", reel))] if reel else []))


def _frame(picture: Picture | None, rate: Rate) -> ET.Element:
    """The sequence's format: the frame of its first picture."""
    size = [el("width", picture.width), el("height", picture.height)] if picture else []
    return el("format", el("samplecharacteristics", _rate(rate), *size, el("anamorphic", "FALSE"),
                           el("pixelaspectratio", "square"), el("fielddominance", "none")))


def _sound() -> ET.Element:
    return el("format", el("samplecharacteristics", el("depth", 24), el("samplerate", SAMPLE_RATE)))


def _marker(frame: int, name: str, comment: str) -> ET.Element:
    return el("marker", el("name", name), el("comment", comment), el("in", frame), el("out", -1))


class _Writer:
    """Counts clips, and describes each file once; the format refers back to it by id."""

    def __init__(self, rate: Rate) -> None:
        self.rate, self.clips, self.files = rate, 0, dict[str, str]()

    def tracks(self, lanes: list[tuple[Lane, bool]], kind: str) -> list[ET.Element]:
        return [self._track(lane, enabled) for lane, enabled in lanes if lane.kind == kind]

    def _track(self, lane: Lane, enabled: bool) -> ET.Element:
        said = "TRUE" if enabled else "FALSE"
        clips = [self._clip(event, lane.kind, said) for event in lane.events]
        return el("track", *clips, el("enabled", said), el("locked", "FALSE"))

    def _clip(self, event: Event, kind: str, enabled: str) -> ET.Element:
        self.clips += 1
        reel, start = event.reel, event.source - event.reel.start
        return el(
            "clipitem", el("name", event.name), el("enabled", enabled), el("duration", reel.frames), _rate(reel.rate),
            el("start", event.record), el("end", event.record + event.frames),
            el("in", start), el("out", start + event.plain_out - event.source), self._file(reel), *_remap(event),
            *(_channel(event) if kind == "sound" else ()), _logging(event),
            id=f"clipitem-{self.clips}", frameBlend="FALSE")

    def _file(self, reel: Reel) -> ET.Element:
        if reel.name in self.files:
            return el("file", id=self.files[reel.name])
        self.files[reel.name] = f"file-{len(self.files) + 1}"
        return el(
            "file", el("name", reel.name), el("pathurl", reel.url), _rate(reel.rate), el("duration", reel.frames),
            _timecode(Timecode(reel.start, reel.rate, reel.drop), reel.name), _streams(reel),
            id=self.files[reel.name])


def _remap(event: Event) -> list[ET.Element]:
    """The time remap of a changed speed; frames of the file, at `in` and at `out` of the clip."""
    if not event.retimed:
        return []
    start, first, last = event.source - event.reel.start, event.source, event.source_out
    values = (last, first) if event.speed < 0 else (first, first) if not event.speed else (first, last)
    speed = f"{float(event.speed) * 100:.6g}"
    keys = [el("keyframe", el("when", when), el("value", value - event.reel.start))
            for when, value in zip((start, start + event.plain_out - first), values, strict=True)]
    told: list[tuple[str, str, list[ET.Element]]] = [
        ("variablespeed", "1", []), ("speed", speed, []), ("reverse", "TRUE" if event.speed < 0 else "FALSE", []),
        ("frameblending", "FALSE", []), ("graphdict", "0", keys)]
    return [el("filter", el("effect", el("name", "Time Remap"), el("effectid", "timeremap"),
                            el("effectcategory", "motion"), el("effecttype", "motion"), el("mediatype", "video"),
                            *(el("parameter", el("parameterid", name), el("name", name), el("value", value), *inside)
                              for name, value, inside in told)))]


def _streams(reel: Reel) -> ET.Element:
    picture, sounds = reel.original.picture, reel.original.sound
    video = [el("video", el("samplecharacteristics", _rate(reel.rate), el("width", picture.width),
                            el("height", picture.height)))] if picture else []
    audio = [el("audio", el("samplecharacteristics", el("samplerate", sound.rate)),
                el("channelcount", sound.channels)) for sound in sounds[:1]]
    return el("media", *video, *audio)


def _channel(event: Event) -> list[ET.Element]:
    """Which channel is heard, and how its place lies beside the frame.

    That place is a comment: the format has a `subframeoffset`, but programs do not agree what it counts.
    """
    track = el("sourcetrack", el("mediatype", "audio"), el("trackindex", max(0, event.take.channel) + 1))
    return [track, el("comments", el("mastercomment1", beside_frame(event)))] if event.early else [track]


def _logging(event: Event) -> ET.Element:
    slate = event.take.slate
    return el("logginginfo", el("scene", f"{slate.scene}{slate.setup}"), el("shottake", slate.take),
              el("lognote", event.take.note), el("good", "TRUE" if event.take.circled else "FALSE"))
