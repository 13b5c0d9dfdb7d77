"""Final Cut Pro X's XML read in exact fractions: OpenTimelineIO's adapter takes 23.976 for 23 (see `fcpx`)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack, file_named
from workprint.exchange.handover.told import ReadBack, ReadItem, ReadTrack
from workprint.exchange.handover.trees import tree_in
from workprint.film import BadValue, CannotRead, Rate

_HOLDERS = frozenset({"clip", "sync-clip", "ref-clip", "mc-clip", "audition"})
"""Elements that show what is inside them. Source: Apple, FCPXML reference, story elements."""
_LEAVES = frozenset({"asset-clip", "video", "audio"})
"""Elements that show a medium itself. Source: as above."""

_DEEPEST = 40
"""Elements inside elements that are followed. Source: our choice; real projects have six."""


def read_fcpxml(path: Path) -> ReadBack:
    """The first project in the FCPXML file at `path`. Raises `CannotRead`."""
    found = find_fcpxml(path)
    tracks = tuple(ReadTrack(track.name, track.kind, track.enabled, tuple(
        ReadItem(clip.name, clip.also[0] if clip.also else "", clip.record, clip.frames, round(clip.source),
                 clip.source_rate) for clip in track.clips)) for track in found.tracks)
    return ReadBack(found.name, found.rate, found.start, tracks, found.notes)


def find_fcpxml(path: Path) -> FoundCut:
    """All clips of the first project in the FCPXML file at `path`. Raises `CannotRead`."""
    root = tree_in(path)
    project = root.find(".//project")
    sequence = project.find("sequence") if project is not None else None
    if project is None or sequence is None or sequence.find("spine") is None:
        raise CannotRead(f"{path.name!r} holds no project with a sequence", "a file with one timeline would do",
                         "export the project itself")
    try:
        return _Project(root).read(project, sequence)
    except (ValueError, ZeroDivisionError, OverflowError, BadValue) as error:
        raise CannotRead(f"{path.name!r} has a time in it that is none ({str(error)[:120]})",
                         "times such as 1001/24000s would do", "export it again") from error


def _time(text: str | None) -> Fraction:
    text = (text or "0s").strip().removesuffix("s") or "0"
    if len(text) > 48 or "e" in text.lower():
        raise ValueError(text[:24])
    return Fraction(text)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands: the record time at which its parent's counter reads zero, and what of it is seen."""

    zero: Fraction
    start: Fraction
    out: Fraction
    lane: int = 0
    only: str = ""
    depth: int = 0
    enabled: bool = True

    def inside(self, start: Fraction, out: Fraction, zero: Fraction, *, only: str = "", enabled: bool = True) -> _Place:
        """The place of what an element holds, which is seen no longer than the element."""
        return _Place(zero, max(self.start, start), min(self.out, out), self.lane, only or self.only, self.depth + 1,
                      self.enabled and enabled)


class _Project:
    def __init__(self, root: ET.Element) -> None:
        self.notes: list[str] = []
        self.resources = {str(one.get("id")): one for one in root.iter() if one.get("id") and one.tag in (
            "asset", "media", "format", "effect")}
        self.rate = Rate(24)

    def read(self, project: ET.Element, sequence: ET.Element) -> FoundCut:
        rate = self.rate_of(sequence.get("format", ""))
        if rate is None:
            raise CannotRead(f"the project {project.get('name', '')!r} tells no frame rate",
                             "a format with a frameDuration would do", "export it again")
        self.rate = rate
        start = _time(sequence.get("tcStart"))
        spine = sequence.find("spine")
        assert spine is not None
        everything = _Place(-start, Fraction(-10**12), Fraction(10**12))
        found = list(self.story(spine, everything))
        lanes = sorted({(sound, abs(lane), lane) for lane, sound, _ in found})
        tracks = tuple(FoundTrack(f"lane {lane}" if lane else "A1" if sound else "V1",
                                  "sound" if sound else "picture",
                                  tuple(sorted((clip for own, kind, clip in found if (own, kind) == (lane, sound)),
                                               key=lambda clip: clip.record)))
                       for sound, _, lane in lanes)
        return FoundCut(project.get("name", ""), rate, round(start * rate), tracks, tuple(dict.fromkeys(self.notes)))

    def rate_of(self, name: str) -> Rate | None:
        form = self.resources.get(name)
        duration = _time(form.get("frameDuration")) if form is not None else Fraction(0)
        return Rate(1 / duration) if duration > 0 else None

    def story(self, parent: ET.Element, place: _Place) -> Iterator[tuple[int, bool, Found]]:
        """Everything in a story, one after the other; an element without an offset follows the one before it."""
        if place.depth > _DEEPEST:
            raise ValueError("clips inside clips without an end")
        after = place.zero
        for element in parent:
            record = place.zero + _time(element.get("offset")) if element.get("offset") else after
            yield from self.element(element, record, place)
            if element.tag in _HOLDERS | _LEAVES | {"gap"} and not element.get("lane"):
                after = record + _time(element.get("duration"))

    def element(self, element: ET.Element, record: Fraction, place: _Place) -> Iterator[tuple[int, bool, Found]]:
        """One element and what is connected to it; `record` is where its head stands in the timeline."""
        lane = place.lane + int(element.get("lane") or "0")
        place = _Place(place.zero, place.start, place.out, lane, place.only, place.depth, place.enabled)
        if element.tag == "spine":
            yield from self.story(element, place.inside(place.start, place.out, record))
            return
        if element.tag == "transition":
            self.notes.append(f"{element.get('name') or 'a transition'} at frame {round(record * self.rate)} was taken "
                              "as a cut at its middle")
            return
        if element.tag not in _HOLDERS | _LEAVES | {"gap", "title"}:
            return
        start = self.start(element)
        if element.tag in _LEAVES:
            yield from self.leaf(element, record, place)
        elif element.tag == "title":
            self.notes.append(f"the title {element.get('name') or ''!r} at frame {round(record * self.rate)} was left "
                              "out")
        elif element.tag != "gap":
            yield from self.held(element, record, record - start, place)
        for inner in element:
            if inner.get("lane") and element.tag != "audition":
                yield from self.element(inner, record - start + _time(inner.get("offset")), place)

    def start(self, element: ET.Element) -> Fraction:
        """What an element's own counter reads at its head; of a medium without a word, where the medium begins."""
        if element.get("start"):
            return _time(element.get("start"))
        resource = self.resources.get(element.get("ref", "")) if element.tag in _LEAVES | {"ref-clip"} else None
        if resource is not None and resource.tag == "media":
            sequence = resource.find("sequence")
            return _time(sequence.get("tcStart")) if sequence is not None else Fraction(0)
        return _time(resource.get("start")) if resource is not None else Fraction(0)

    def held(self, element: ET.Element, record: Fraction, zero: Fraction,
             place: _Place) -> Iterator[tuple[int, bool, Found]]:
        """What is seen and heard inside a clip, a compound, a multicam clip or an audition's pick."""
        out = record + _time(element.get("duration")) if element.get("duration") else place.out
        on = element.get("enabled") != "0"
        only = {"video": "picture", "audio": "sound"}.get(element.get("srcEnable", ""), "")
        inside = place.inside(record, out, zero, only=only, enabled=on)
        if element.tag == "audition":
            yield from (one for inner in list(element)[:1] for one in self.element(inner, record, place))
        elif element.tag == "ref-clip":
            spine = self.resource(element).find("sequence/spine")
            if spine is not None:
                yield from self.story(spine, inside)
        elif element.tag == "mc-clip":
            yield from self.angles(element, inside)
        else:
            for inner in element:
                if not inner.get("lane") and inner.tag in _HOLDERS | _LEAVES | {"spine", "gap"}:
                    yield from self.element(inner, zero + _time(inner.get("offset")), inside)
        if element.find("timeMap") is not None:
            self.notes.append(f"the speed of {element.get('name') or element.tag!r} at frame "
                              f"{round(record * self.rate)} changes what is inside it; it was taken as it was shot")

    def resource(self, element: ET.Element) -> ET.Element:
        found = self.resources.get(element.get("ref", ""))
        return found if found is not None else ET.Element("missing")

    def angles(self, element: ET.Element, place: _Place) -> Iterator[tuple[int, bool, Found]]:
        """The angles of a multicam clip that are switched on."""
        angles = {one.get("angleID"): one for one in self.resource(element).iter("mc-angle")}
        for source in element.findall("mc-source"):
            told = source.get("srcEnable", "all")
            only = {"video": "picture", "audio": "sound"}.get(told, "")
            if told != "none" and source.get("angleID") in angles:
                yield from self.story(angles[source.get("angleID")], place.inside(
                    place.start, place.out, place.zero, only=only))

    def leaf(self, element: ET.Element, record: Fraction, place: _Place) -> Iterator[tuple[int, bool, Found]]:
        """The picture and the sound of one medium."""
        asset = self.resource(element)
        told = {"video": "picture", "audio": "sound"}.get(element.get("srcEnable", ""), place.only)
        told = {"video": "picture", "audio": "sound"}.get(element.tag, told)
        picture = told != "sound" and (asset.get("hasVideo", "1" if told else "0") == "1" or asset.tag == "missing")
        sound = told != "picture" and asset.get("hasAudio") == "1" and element.tag != "video"
        start, length = self.start(element), _time(element.get("duration"))
        if picture and (clip := self.clip(element, asset, record, start, length, place)):
            yield place.lane, False, clip
        if sound:
            heard = _time(element.get("audioStart")) if element.get("audioStart") else start
            length = _time(element.get("audioDuration")) if element.get("audioDuration") else length
            if clip := self.clip(element, asset, record + heard - start, heard, length, place):
                yield place.lane, True, clip

    def clip(self, element: ET.Element, asset: ET.Element, record: Fraction, start: Fraction, length: Fraction,
             place: _Place) -> Found | None:
        first, out = max(record, place.start), min(record + length, place.out)
        if round(out * self.rate) <= round(first * self.rate):
            return None
        own = self.rate_of(asset.get("format", "")) or self.rate
        seen = start + first - record
        begin, end = self.mapped(element, seen), self.mapped(element, seen + out - first)
        retimed = element.find("timeMap") is not None and end - begin != out - first
        frames = round(out * self.rate) - round(first * self.rate)
        low = min(begin, end)
        head = (low - _time(asset.get("start"))) * own if asset.tag == "asset" else None
        return Found(
            element.get("name", ""), round(first * self.rate), frames, low * own, own,
            tuple(name for name in (asset.get("name", ""), file_named(_url(asset)), element.get("ref", "")
                                    if asset.tag == "missing" else "") if name),
            max(Fraction(1), abs(end - begin) * own) if retimed else None, retimed and end < begin, head=head,
            hash=uid if len(uid := asset.get("uid", "")) == 64 else "",
            enabled=place.enabled and element.get("enabled") != "0",
            made="generator" if asset.tag == "effect" else "")

    def mapped(self, element: ET.Element, local: Fraction) -> Fraction:
        """The medium's time that is seen when a clip's own counter reads `local`."""
        times = element.find("timeMap")
        points = sorted((_time(one.get("time")), _time(one.get("value"))) for one in times) if times is not None else []
        pairs = [pair for pair in pairwise(points) if pair[1][0] > pair[0][0]]
        if not pairs:
            return local
        if len({(other[1] - one[1]) / (other[0] - one[0]) for one, other in pairs}) > 1:
            self.notes.append(f"{element.get('name') or 'a clip'!r} has a speed that changes; its mean was taken")
        one, other = next((pair for pair in pairs if local <= pair[1][0]), pairs[-1])
        return one[1] + (local - one[0]) * (other[1] - one[1]) / (other[0] - one[0])


def _url(asset: ET.Element) -> str:
    """Where an asset lies: in FCPXML 1.9 and later it says so in an element of its own."""
    inner = asset.find("media-rep")
    return asset.get("src", "") or (inner.get("src", "") if inner is not None else "")
