"""Clips of Final Cut Pro 7 XML, read here: the adapter lays clips end to end, so that rates that differ drift apart,
and tells no speed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack, Join, file_named, uppermost
from workprint.exchange.handover.trees import tree_in
from workprint.film import BadValue, CannotRead, Rate

_DEEPEST = 20
"""Sequences inside sequences that are followed. Source: our choice; the real files have three."""


def read_fcp7(path: Path) -> FoundCut:
    """The first sequence in the FCP 7 XML file at `path`. Raises `CannotRead`."""
    root = tree_in(path)
    sequence = root if root.tag == "sequence" else root.find(".//sequence")
    if sequence is None or sequence.find("media") is None:
        raise CannotRead(f"{path.name!r} holds no sequence", "an XML file (Final Cut Pro 7) of one timeline would do",
                         "export the sequence itself")
    try:
        return _Sequence(root, sequence).read(len([one for one in root.iter("sequence") if one.find("media")
                                                   is not None and one.get("id")]))
    except (ValueError, ZeroDivisionError, OverflowError, BadValue) as error:
        raise CannotRead(f"{path.name!r} has a number in it that is none ({str(error)[:120]})",
                         "a whole file of that format would do", "export it again") from error


def _number(element: ET.Element | None, tag: str, default: int = 0) -> Fraction:
    text = (element.findtext(tag) or "").strip() if element is not None else ""
    if len(text) > 24 or "e" in text.lower():
        raise ValueError(text[:24])
    return Fraction(text) if text else Fraction(default)


def _rate(element: ET.Element | None, default: Rate) -> Rate:
    rate = element.find("rate") if element is not None else None
    base = _number(rate, "timebase")
    if not 1 <= base <= 1000:
        return default
    slow = rate is not None and (rate.findtext("ntsc") or "").strip().upper() == "TRUE"
    return Rate(base * 1000 / 1001 if slow else base)


def _on(element: ET.Element) -> bool:
    return (element.findtext("enabled") or "TRUE").strip().upper() != "FALSE"


class _Sequence:
    """One sequence; files and nested sequences are told once and then by id."""

    def __init__(self, root: ET.Element, sequence: ET.Element, depth: int = 0) -> None:
        self.root, self.sequence, self.depth = root, sequence, depth
        self.rate = _rate(sequence, Rate(24))
        self.notes: list[str] = []
        self.known = {(one.tag, one.get("id")): one for one in root.iter() if one.tag in ("file", "sequence", "clip")
                      and one.get("id") and len(one)}

    def read(self, sequences: int) -> FoundCut:
        timecode = self.sequence.find("timecode")
        start = _number(timecode, "frame") if timecode is not None and timecode.find("frame") is not None else None
        if sequences > 1:
            self.notes.append(f"the file holds {sequences} sequences; {self.sequence.findtext('name') or 'the first'}"
                              " was read")
        tracks = tuple(self.tracks())
        return FoundCut(self.sequence.findtext("name") or "", self.rate, None if start is None else int(start),
                        tracks, tuple(dict.fromkeys(self.notes)))

    def tracks(self) -> Iterator[FoundTrack]:
        for kind, letter in (("video", "V"), ("audio", "A")):
            found = self.sequence.findall(f"media/{kind}/track")
            for number, track in enumerate(found, 1):
                clips = _tidy(list(self.clips(track, kind)), self.rate)
                yield FoundTrack(f"{letter}{number}", "picture" if kind == "video" else "sound", clips, _on(track),
                                 tuple(self.joins(track)))

    def joins(self, track: ET.Element) -> Iterator[Join]:
        """Transitions between two clips; the clips are read as meeting in the middle of them."""
        for before, item, after in zip(track, list(track)[1:], list(track)[2:], strict=False):
            if item.tag == "transitionitem" and before.tag == after.tag == "clipitem":
                start, end = (int(_number(item, edge)) for edge in ("start", "end"))
                middle = (start + end) // 2
                yield Join(middle, middle - start, end - middle, item.findtext("effect/name") or "transition")

    def clips(self, track: ET.Element, kind: str) -> Iterator[Found]:
        items = [item for item in track if item.tag in ("clipitem", "generatoritem", "transitionitem")]
        for place, item in enumerate(items):
            if item.tag == "transitionitem":
                continue
            before = items[place - 1] if place else None
            behind = items[place + 1] if place + 1 < len(items) else None
            start, end, skipped = self.edges(item, before, behind, place > 1, place + 2 < len(items))
            if end > start:
                yield from self.item(item, start, end, skipped, kind)

    def edges(self, item: ET.Element, before: ET.Element | None, behind: ET.Element | None, first: bool,
              last: bool) -> tuple[int, int, int]:
        """Record start and end, and frames by which the start lies after the item's own in point.

        A start or end of -1 is under a transition: the clip goes to its middle, or where nothing lies on the other
        side (a fade) through the whole of it. Source: Apple, Final Cut Pro XML Interchange Format, clip items.
        """
        start, end, skipped = int(_number(item, "start", -1)), int(_number(item, "end", -1)), 0
        length = int(_number(item, "out", -1) - _number(item, "in", -1))
        if start == -1 and before is not None and before.tag == "transitionitem":
            opens, closes = int(_number(before, "start")), int(_number(before, "end"))
            start = (opens + closes) // 2 if first else opens
            skipped = start - opens
        elif start == -1:
            start = end - length if end != -1 else 0
        if end == -1 and behind is not None and behind.tag == "transitionitem":
            opens, closes = int(_number(behind, "start")), int(_number(behind, "end"))
            end = (opens + closes) // 2 if last else closes
        elif end == -1:
            end = start - skipped + length
        return start, end, skipped

    def item(self, item: ET.Element, start: int, end: int, skipped: int, kind: str) -> Iterator[Found]:
        name = item.findtext("name") or ""
        file = self.told(item.find("file"))
        nested = self.told(item.find("sequence"))
        if nested is not None and nested.find("media") is not None:
            yield from self.nest(item, nested, start, end, skipped, kind)
            return
        own = _rate(item, self.rate)
        into = _number(item, "in") + Fraction(skipped) * own / self.rate
        made = name or "generator" if item.tag == "generatoritem" or (
            file is not None and file.findtext("mediaSource") not in (None, "")) else ""
        found = Found(name, start, end - start, into, own, self.names(item, file), head=into, enabled=_on(item),
                      made=made, black=bool(made) and "black" in made.lower())
        found = self.sped(found, item, into)
        yield self.counted(found, file, own)

    def counted(self, found: Found, file: ET.Element | None, own: Rate) -> Found:
        """The clip on its file's own counter, where the file has one."""
        counter = file.find("timecode") if file is not None else None
        if counter is None or counter.find("frame") is None:
            return found
        rate = _rate(counter, _rate(file, own))
        # Of 24 frames a second in a sequence of 23.976 programs play every frame, a thousandth slower.
        scale = Fraction(1) if rate.timebase == own.timebase else Fraction(rate) / own
        return replace(found, source=_number(counter, "frame") + found.source * scale, source_rate=rate,
                       head=found.source * scale, taken=None if found.taken is None else found.taken * scale)

    def sped(self, found: Found, item: ET.Element, into: Fraction) -> Found:
        """The clip at the speed its time remap gives it: by its keyframes, else by its percentage."""
        effect = next((one for one in item.iter("effect") if one.findtext("effectid") == "timeremap"), None)
        if effect is None:
            return found
        told = {one.findtext("parameterid"): one for one in effect.iter("parameter")}
        percent = _number(told.get("speed"), "value", 100)
        keys = sorted((_number(key, "when"), _number(key, "value")) for key in (
            told["graphdict"].iter("keyframe") if "graphdict" in told else ()))
        length = Fraction(found.frames) * found.source_rate / self.rate
        backwards = percent < 0 or (told["reverse"].findtext("value") or "").upper() == "TRUE" if (
            "reverse" in told) else percent < 0
        if len(keys) > 1:
            # The clip's own length, where it is the whole clip: at another rate it is rounded to whole frames of that.
            whole = _number(item, "out") - _number(item, "in")
            length = whole if abs(whole - length) <= 1 else length
            first, last = _value(keys, into), _value(keys, into + length)
            if len({_slope(*pair) for pair in pairwise(keys) if pair[1][0] > pair[0][0]}) > 1:
                self.notes.append(f"{found.name!r} at frame {found.record} has a speed that changes; its mean was "
                                  "taken")
            backwards = last < first
        elif percent == 100 and not backwards:
            return found
        else:
            first = into * abs(percent) / 100
            last = first + length * abs(percent) / 100
        taken = abs(last - first)
        if taken == length and not backwards:
            return replace(found, source=first, head=first)
        return replace(found, source=min(first, last), head=min(first, last), taken=max(taken, Fraction(1)),
                       backwards=backwards)

    def told(self, element: ET.Element | None) -> ET.Element | None:
        """A file or sequence where it is told in full."""
        return element if element is None or len(element) else self.known.get((element.tag, element.get("id")),
                                                                               element)

    def names(self, item: ET.Element, file: ET.Element | None) -> tuple[str, ...]:
        logged = item.find("logginginfo")
        scene, take = (logged.findtext("scene") or "", logged.findtext("shottake") or "") if (
            logged is not None) else ("", "")
        told = [file.findtext("timecode/reel/name"), file.findtext("name"), file_named(file.findtext("pathurl") or "")
                ] if file is not None else []
        clip = self.known.get(("clip", item.findtext("masterclipid") or ""))
        told += [clip.findtext("name") if clip is not None else "", f"{scene}/{take}" if scene and take else ""]
        return tuple(name for name in told if name)

    def nest(self, item: ET.Element, nested: ET.Element, start: int, end: int, skipped: int,
             kind: str) -> Iterator[Found]:
        """What a nested sequence shows or sounds, cut to the part of it that is used."""
        if self.depth >= _DEEPEST:
            raise ValueError("sequences inside sequences without an end")
        inner = _Sequence(self.root, nested, self.depth + 1)
        wanted = "picture" if kind == "video" else "sound"
        layers = [track.clips for track in inner.tracks() if track.kind == wanted and track.enabled]
        clips, hidden = uppermost([[clip for clip in layer if clip.enabled] for layer in layers], inner.rate)
        self.notes += inner.notes
        if hidden:
            self.notes.append(f"{hidden} frames inside {item.findtext('name')!r} lie under others and were left out")
        first = int((_number(item, "in") / _rate(item, self.rate)) * self.rate) + skipped
        for clip in clips:
            one, other = max(clip.record, first), min(clip.out, first + end - start)
            if one < other:
                yield replace(clip.part(one, other, inner.rate), record=start + one - first,
                              enabled=_on(item) and clip.enabled)


def _slope(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> Fraction:
    """Frames of the file for each frame of the clip, between two keyframes, to a thousandth."""
    return Fraction(round((other[1] - one[1]) / (other[0] - one[0]) * 1000), 1000)


def _value(keys: list[tuple[Fraction, Fraction]], when: Fraction) -> Fraction:
    """What a line through the keyframes reads; beyond its ends it goes on as it was."""
    pairs = [pair for pair in pairwise(keys) if pair[1][0] > pair[0][0]]
    if not pairs:
        return keys[0][1]
    one, other = next((pair for pair in pairs if when <= pair[1][0]), pairs[-1])
    return one[1] + (when - one[0]) * (other[1] - one[1]) / (other[0] - one[0])


def _tidy(clips: list[Found], rate: Rate) -> tuple[Found, ...]:
    """The clips in order of record, none over another: where two overlap, the later one covers the earlier."""
    clips.sort(key=lambda clip: clip.record)
    overlap = any(one.out > other.record for one, other in pairwise(clips))
    return uppermost([[clip] for clip in clips], rate)[0] if overlap else tuple(clips)
