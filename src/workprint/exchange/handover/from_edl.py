"""Clips of a CMX 3600 edit list, read here: the adapter refuses lists whose lengths disagree, and knows four tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from workprint.exchange.handover.found import Found, FoundCut, FoundTrack, Join, file_named
from workprint.exchange.handover.readback import likely_rate, told_rate
from workprint.film import BadValue, CannotRead, Rate, Timecode

_TIMECODE = r"\d{1,2}[:;.]\d\d[:;.]\d\d[:;.,]\d\d"
EVENT = re.compile(rf"\s*(\d+)\s+(\S.*?)\s+(\S+)\s+([CDK]|W\d+|K[BO])\s*(?:\s(\d+))?\s+"
                    rf"({_TIMECODE})\s+({_TIMECODE})\s+({_TIMECODE})\s+({_TIMECODE})\s*$")
"""Number, reel, channel, kind of transition and its length, source in and out, record in and out. Source: CMX 3600."""
_MOTION = re.compile(rf"M2\s+(\S.*?)\s+(-?\d*\.?\d+)\s+({_TIMECODE})?\s*$")
"""Reel and frames a second."""
_REEL = re.compile(r"\* REEL (\S+) IS (.*) SHA-256 ([0-9a-f]{64})$")
"""The table of reels at the end of our own lists."""
NAMES = re.compile(r"\*?\s*(FROM CLIP NAME|TO CLIP NAME|CLIP NAME|FROM FILE|FROM CLIP|SOURCE FILE|MEDIA|FILE NAME|"
                    r"REEL NAME|TAPE NAME|SCENE|TAKE NAME)\s*(?: IS)?:\s*(.*)$", re.I)
"""Comments that say which clip it is, as Avid, Premiere, Resolve and others write them."""

_CHANNELS = {"AA": ("A1", "A2"), "B": ("V1", "A1"), "A": ("A1",), "V": ("V1",), "NONE": ()}
"""What the channel field stands for, where that is not a track. Source: CMX 3600."""

_LARGEST = 64 * 1024 * 1024
"""Bytes; ten thousand events have two million. Our own choice."""

_BLACK = frozenset({"BL", "BLACK"})


@dataclass
class _Event:
    number: str
    reel: str
    channels: tuple[str, ...]
    kind: str
    length: int
    source: str
    source_out: str
    record: int
    out: int
    names: list[tuple[str, str]] = field(default_factory=list)
    speed: Fraction | None = None


def read_edl(path: Path, rate: Rate | None) -> FoundCut:
    """The edit list at `path`. It does not tell its rate: give it, or it is told or guessed as by `read_back`.

    Raises `CannotRead` for what has no events or times that are none.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= _LARGEST else ""
    except OSError as error:
        raise CannotRead(f"{path.name!r} could not be read ({error})", "an edit list would do",
                         "export it again") from error
    try:
        own = told_rate(text) or rate or likely_rate(text)
        return _List(text, own).read(path.name)
    except (BadValue, ValueError, ZeroDivisionError, IndexError) as error:
        came = error.came if isinstance(error, BadValue) else str(error)
        raise CannotRead(f"{path.name!r} holds a time that is none ({came[:120]})",
                         f"an edit list of {rate or 'one'} frames a second would do", "export it again") from error


class _List:
    def __init__(self, text: str, rate: Rate) -> None:
        self.rate, self.lines, self.notes = rate, text.splitlines(), list[str]()
        # A list of ours, and of most programs, marks each counter that drops; one that only says so drops them all.
        self.drops = bool(re.search(r"^FCM:\s*DROP", text, re.M)) and not re.search(r"\d[;,]\d\d\b", text)
        self.day = _counted("23:59:59:" + str(rate.timebase - 1), rate, self.drops or ";" in text)[0] + 1

    def read(self, name: str) -> FoundCut:
        events = list(self.events())
        if not events:
            raise CannotRead(f"{name!r} holds no event", "an edit list (CMX 3600) would do", "export it again")
        start = min(event.record for event in events)
        table = {found[1]: (found[2], found[3]) for line in self.lines if (found := _REEL.match(line))}
        names = sorted({channel for event in events for channel in event.channels}, key=_order)
        tracks = tuple(self.track(channel, [event for event in events if channel in event.channels], start, table)
                       for channel in names)
        title = next((line[6:].strip() for line in self.lines if line.startswith("TITLE:")), "")
        return FoundCut(title, self.rate, start, tracks, tuple(dict.fromkeys(self.notes)))

    def events(self) -> Iterator[_Event]:
        """Events that fill a frame or more, each with its own comments."""
        last: list[_Event] = []
        for line in self.lines:
            if line.startswith(("* ALT ", "* REEL ")):
                continue
            if found := EVENT.match(line):
                event = self.event(found)
                if last and last[0].number != event.number:
                    yield from _whole(last)
                    last = []
                last.append(event)
            elif last:
                self.comment(line, last)
        yield from _whole(last)

    def event(self, found: re.Match[str]) -> _Event:
        number, reel, channel, kind, length, source, source_out, record, out = found.groups()
        first, last = self.count(record), self.count(out)
        return _Event(number, reel, _channels(channel), kind, int(length or 0), source, source_out, first,
                      last + self.day if last < first else last)

    def count(self, timecode: str) -> int:
        return _counted(timecode, self.rate, self.drops)[0]

    def comment(self, line: str, last: list[_Event]) -> None:
        """One line below an event: names, speed, more tracks.

        Our own note of a source's timecode at another rate is not needed: whoever knows the source finds its exact
        place by the digits of the event itself.
        """
        if found := _MOTION.match(line):
            mine = [event for event in last if event.reel == found[1] and event.speed is None] or last[-1:]
            mine[-1].speed = Fraction(found[2])
        elif found := re.match(r"AUD\s+([\d\s]+)$", line):
            last[-1].channels += tuple(f"A{number}" for number in found[1].split())
        elif found := NAMES.match(line.strip()):
            last[-1].names.append((found[1].upper(), found[2].strip()))

    def track(self, name: str, events: list[_Event], start: int, table: dict[str, tuple[str, str]]) -> FoundTrack:
        clips: list[Found] = []
        joins: list[Join] = []
        for event in sorted(events, key=lambda one: one.record):
            clip = self.clip(event, event.record - start, table)
            if clips and clip.record < clips[-1].out:
                self.notes.append(f"{name} has two events at frame {clip.record}; the later one was followed")
                clips[-1:] = [clips[-1].part(clips[-1].record, clip.record, self.rate)] if (
                    clip.record > clips[-1].record) else []
            if event.kind != "C" and event.length and event.kind[0] in "DW":
                joins.append(Join(clip.record, 0, min(event.length, clip.frames),
                                  "dissolve" if event.kind == "D" else "wipe"))
            if event.kind[0] == "K":
                self.notes.append(f"{name} has a key at frame {clip.record}; it was taken as a cut")
            clips.append(clip)
        return FoundTrack(name, "sound" if name.startswith("A") else "picture", tuple(clips), True, tuple(joins))

    def clip(self, event: _Event, record: int, table: dict[str, tuple[str, str]]) -> Found:
        frames = event.out - event.record
        if event.reel.upper() in _BLACK:
            return Found("", record, frames, Fraction(0), self.rate, black=True)
        first, digits, own = self.source(event)
        length = self.source(replace(event, source=event.source_out))[0] - first
        file, content = table.get(event.reel, ("", ""))
        name, also = _called(event, file)
        taken, backwards = self.speed(event, length, frames)
        if backwards and length < 0:
            first, digits = first + length, digits + length
        return Found(name, record, frames, Fraction(first), own, also, taken, backwards, Fraction(digits), True,
                     hash=content)

    def source(self, event: _Event) -> tuple[int, int, Rate]:
        """The first source frame: counted, by its digits, and the rate at which those digits exist."""
        frames = int(event.source[-2:])
        own = self.rate if frames < self.rate.timebase else next(
            (rate for rate in (Rate(25), Rate(30), Rate(50), Rate(60)) if frames < rate), Rate(100))
        if own != self.rate:
            self.notes.append(f"event {event.number} has the timecode {event.source}, which {self.rate} frames a "
                              f"second do not have; it was read at {own}")
        return (*_counted(event.source, own, self.drops), own)

    def speed(self, event: _Event, length: int, frames: int) -> tuple[Fraction | None, bool]:
        """Frames gone through where the speed was changed, and whether backwards.

        The source's own length has whole frames and M2 a tenth of a frame a second, so the length counts where
        the two agree; where they do not, programs play what M2 says.
        """
        if event.speed is None:
            if length % self.day != frames:
                self.notes.append(f"event {event.number} has {length} frames of source for {frames} of record; the "
                                  "record was followed")
            return None, False
        backwards = event.speed < 0
        length = abs(length) if backwards or length >= 0 else length + self.day
        told = abs(event.speed) * frames / self.rate.timebase
        agree = abs(told - length) <= Fraction(frames, 10 * self.rate.timebase) + 2
        if not agree:
            self.notes.append(f"event {event.number} has {length} frames of source and a speed of {float(event.speed)} "
                              "frames a second; the speed was followed")
        return max(Fraction(1), Fraction(length) if agree else told), backwards


def _counted(timecode: str, rate: Rate, drop: bool) -> tuple[int, int]:
    """Frames that a timecode stands for, and frames that its digits count if no number is skipped."""
    hours, minutes, seconds, frames = re.split(r"[:;.,]", timecode)
    digits = f"{int(hours):02}:{minutes}:{seconds}:{frames}"
    dropping = drop or timecode[-3] in ";,"
    return Timecode.parse(digits, rate, drop=dropping).frame, Timecode.parse(digits, rate, drop=False).frame


def _channels(text: str) -> tuple[str, ...]:
    """Tracks behind the channel field: ``AA/V`` is picture and two of sound.

    >>> _channels("AA/V"), _channels("V2"), _channels("A3")
    (('A1', 'A2', 'V1'), ('V2',), ('A3',))
    """
    found: list[str] = []
    for part in text.upper().split("/"):
        found += _CHANNELS.get(part, (part if part[0] in "AV" else f"V{part}",))
    return tuple(dict.fromkeys(found))


def _order(channel: str) -> tuple[bool, int, str]:
    digits = re.sub(r"\D", "", channel)
    return channel.startswith("A"), int(digits or 0), channel


def _whole(events: list[_Event]) -> Iterator[_Event]:
    """The events of one number. All their comments stand below the last; the first of two has a length of none."""
    for event in events:
        if event.out > event.record:
            if event is not events[-1]:
                event.names = event.names or events[-1].names
            yield event


def _called(event: _Event, file: str) -> tuple[str, tuple[str, ...]]:
    """The clip's name, and whatever else the list calls it."""
    told = dict(reversed(event.names))
    to = told.get("TO CLIP NAME", "") if event.kind != "C" else ""
    name = to or told.get("FROM CLIP NAME", "") or told.get("CLIP NAME", "")
    files = [file_named(text) for kind, text in event.names if kind not in ("FROM CLIP NAME", "TO CLIP NAME")]
    if to:  # every other comment may speak of the clip that it dissolves from
        files = []
    reel = () if event.reel.upper() in ("AX", "UNKNOWN") else (event.reel,)
    return name, tuple(dict.fromkeys(one for one in (*reel, *files, file_named(file)) if one))
