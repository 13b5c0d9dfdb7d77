"""Final Cut Pro X's XML read in exact fractions: OpenTimelineIO's adapter takes 23.976 for 23 (see `fcpx`)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from workprint.exchange.handover.told import ReadBack, ReadItem, ReadTrack
from workprint.film import BadValue, CannotRead, Rate

_CLIPS = frozenset({"asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip", "video", "audio", "title"})
"""Elements of a story that show or sound. Source: Apple, FCPXML reference, story elements."""

_LARGEST = 256 * 1024 * 1024
"""Bytes; a feature film's project has fewer than forty million. Our own choice."""

_ENTITY = re.compile(rb"<!ENTITY", re.I)
"""Entities could make a small file a huge one, and no program writes them."""


@dataclass(frozen=True, slots=True)
class _Found:
    lane: int
    sound: bool
    item: ReadItem


def read_fcpxml(path: Path) -> ReadBack:
    """The first project in the FCPXML file at `path`. Raises `CannotRead`."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        root = ET.fromstring(data) if not _ENTITY.search(data) else None
    except (OSError, ET.ParseError) as error:
        raise CannotRead(f"{path.name!r} could not be read ({error})", "a whole FCPXML file would do",
                         "export it again") from error
    project = root.find(".//project") if root is not None else None
    sequence = project.find("sequence") if project is not None else None
    if root is None or project is None or sequence is None or (spine := sequence.find("spine")) is None:
        raise CannotRead(f"{path.name!r} holds no project with a sequence", "a file with one timeline would do",
                         "export the project itself")
    try:
        return _timeline(root, project, sequence, spine)
    except (ValueError, ZeroDivisionError, BadValue) as error:
        raise CannotRead(f"{path.name!r} has a time in it that is none ({error})",
                         "times such as 1001/24000s would do", "export it again") from error


def _timeline(root: ET.Element, project: ET.Element, sequence: ET.Element, spine: ET.Element) -> ReadBack:
    formats = {one.get("id", ""): one for one in root.iter("format")}
    names = {str(one.get("id")): str(one.get("name", "")) for one in root.iter("asset")}
    rates = {str(one.get("id")): _rate(formats, one.get("format", "")) for one in root.iter("asset")}
    rate = _rate(formats, sequence.get("format", ""))
    if rate is None:
        raise CannotRead(f"the project {project.get('name', '')!r} tells no frame rate",
                         "a format with a frameDuration would do", "export it again")
    start = _time(sequence.get("tcStart"))
    reader = _Reader(rate, start, names, rates)
    found = list(reader.story(spine, start, start, 0))
    return ReadBack(project.get("name", ""), rate, reader.frames(start), _tracks(found))


def _tracks(found: list[_Found]) -> tuple[ReadTrack, ...]:
    """The main story first, then connected pictures upwards, then connected sound downwards."""
    lanes = sorted({(one.sound, abs(one.lane), one.lane) for one in found})
    return tuple(ReadTrack(f"lane {lane}" if lane else "V1", "sound" if sound else "picture", True,
                           tuple(one.item for one in found if one.lane == lane and one.sound == sound))
                 for sound, _, lane in lanes)


def _time(text: str | None) -> Fraction:
    return Fraction((text or "0s").strip().removesuffix("s") or "0")


def _rate(formats: Mapping[str, ET.Element], name: str) -> Rate | None:
    duration = _time(formats[name].get("frameDuration")) if name in formats else Fraction(0)
    return Rate(1 / duration) if duration > 0 else None


class _Reader:
    def __init__(self, rate: Rate, start: Fraction, names: dict[str, str], rates: dict[str, Rate | None]) -> None:
        self.rate, self.start, self.names, self.rates = rate, start, names, rates

    def frames(self, time: Fraction) -> int:
        return round(time * self.rate)

    def story(self, parent: ET.Element, local: Fraction, record: Fraction, lane: int) -> Iterator[_Found]:
        """Clips inside `parent`, whose own counter reads `local` where the timeline's reads `record`."""
        for element in parent:
            own = int(element.get("lane", "0")) or lane
            offset = record + _time(element.get("offset")) - local if element.get("offset") else record
            if element.tag == "spine":
                yield from self.story(element, Fraction(0), offset, own)
            elif element.tag in _CLIPS and (element.get("lane") or parent.tag == "spine"):
                yield from self._clip(element, offset, own)
            elif element.tag == "gap":
                yield from self.story(element, _time(element.get("start")), offset, lane)

    def _clip(self, element: ET.Element, record: Fraction, lane: int) -> Iterator[_Found]:
        start, inner = _time(element.get("start")), element.find(".//*[@ref]")
        ref = str(element.get("ref") or (inner.get("ref") if inner is not None else ""))
        own = self.rates.get(ref) or self.rate
        sound = element.tag == "audio" or element.get("srcEnable") == "audio" or (
            lane < 0 and element.find("video") is None)
        yield _Found(lane, sound, ReadItem(
            element.get("name", ""), self.names.get(ref, ref), self.frames(record - self.start),
            self.frames(_time(element.get("duration"))), round(start * own), own))
        for inside in self.story(element, start, record, lane):
            if inside.lane != lane:
                yield inside
