"""CMX 3600 edit lists, written here: the adapter writes one rate, one sound track and no reel table.

An edit list has one rate. A source of another rate is written by the digits of its counter, and its own timecode
stands in a comment. Black is an event of the reel BL; a changed speed is an M2 line in frames a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from workprint.exchange.handover.layout import Event, Hole, Layout, beside_frame
from workprint.exchange.handover.timeline import markers, synthetic
from workprint.film import Material, Rate, Timecode

_CHANNELS = {"V1": "V", "A1": "A"}
"""Tracks that an edit list calls otherwise; the others go by their own name. Source: CMX 3600, channel field."""


def edit_list(layout: Layout, material: Material, *, name: str, record_start: Timecode, head: str = "",
              alternates: tuple[Layout, ...] = (), notes: Mapping[str, str] | None = None,
              beside: Mapping[int, tuple[str, ...]] | None = None) -> str:
    """The cut as a CMX 3600 edit list, picture and all sound tracks in order of record time.

    Comments carry slates, lines, files, and at the end the table of reels, the alternates and the ledger's head:
    readers expect an event before the first comment. `beside` has further lines for a shot's event, by the shot's
    index: its grade.
    """
    texts = [(frame, name_, comment) for frame, name_, comment in markers(layout, material)]
    rows = [f"TITLE: {_plain(name)}", f"FCM: {'DROP FRAME' if record_start.drop else 'NON-DROP FRAME'}", ""]
    for number, (channel, event) in enumerate(_events(layout), 1):
        rows.append(_event(number, channel, event, record_start))
        if isinstance(event, Hole):
            continue
        rows.extend(_speed(event, record_start.rate))
        rows.extend(_comments(event, record_start.rate))
        if channel == "V":
            rows.extend((beside or {}).get(event.index, ()))
            rows.extend(_locators(event, texts, record_start))
    rows.extend(_reel_table(layout))
    for number, other in enumerate(alternates, 1):
        rows.extend(_alternate(number, other, record_start))
    rows.extend(_closing(material, layout, head, notes or {}))
    return "\n".join(rows) + "\n"


def _events(layout: Layout) -> list[tuple[str, Event | Hole]]:
    events = [(_CHANNELS.get(lane.name, lane.name), part) for lane in layout.lanes for part in lane.parts
              if isinstance(part, Event) or lane.kind == "picture"]
    return sorted(events, key=lambda one: (one[1].record, one[0] != "V", one[0]))


def source(event: Event, rate: Rate) -> Timecode:
    """The event's first source frame as the list writes it."""
    reel = event.reel
    return Timecode(reel.counted_at(rate, event.exact), rate, reel.drop and rate == reel.rate)


def _event(number: int, channel: str, event: Event | Hole, record_start: Timecode) -> str:
    record = record_start.plus(event.record)
    name, first, taken = (("BL", Timecode(0, record.rate), event.frames) if isinstance(event, Hole) else
                          (event.reel.name, source(event, record.rate), _taken(event)))
    return (f"{number:03}  {name:<8} {channel:<5} C        {first} {first.plus(taken)} "
            f"{record} {record.plus(event.frames)}")


def _taken(event: Event) -> int:
    """Frames of the film that an event goes through at normal speed."""
    return event.of.out - event.of.start if event.retimed else event.frames


def _speed(event: Event, rate: Rate) -> list[str]:
    """The M2 line of a changed speed. The source's length is the exact one: this has a tenth of a frame a second."""
    if not event.retimed:
        return []
    # Frames a second of film, by timecode's count, as every edit list has it: half speed at 23.976 is 012.0.
    speed = float(Fraction(event.speed) * rate.timebase)
    text = f"{'-' if speed < 0 else ''}{abs(speed):05.1f}"
    first = str(source(event, rate)).replace(";", ":")  # readers of M2 lines, OpenTimelineIO's for one, know no other
    rows = [f"M2   {event.reel.name:<8} {text:>8}                {first}"]
    return rows if event.speed else [*rows, "* * FREEZE FRAME"]


def _comments(event: Event, rate: Rate) -> list[str]:
    rows = [f"* FROM CLIP NAME: {event.name}", f"* FROM FILE: {event.reel.original.path}"]
    if event.reel.rate != rate:
        own = Timecode(event.source, event.reel.rate, event.reel.drop)
        rows.append(f"* SOURCE TIMECODE: {own} AT {event.reel.rate} FRAMES A SECOND")
    if event.early:
        rows.append(f"* {beside_frame(event).upper()}")
    return rows


def _locators(event: Event, texts: list[tuple[int, str, str]], record_start: Timecode) -> list[str]:
    return [f"* LOC: {record_start.plus(frame)} GREEN   {_plain(name)} {_plain(comment)}".rstrip()
            for frame, name, comment in texts if event.record <= frame < event.record + event.frames]


def _reel_table(layout: Layout) -> list[str]:
    reels = {event.reel.name: event.reel for lane in layout.lanes for event in lane.events}
    return [f"* REEL {name} IS {reel.original.path} SHA-256 {reel.original.hash}"
            for name, reel in sorted(reels.items())]


def _alternate(number: int, layout: Layout, record_start: Timecode) -> list[str]:
    rows = [f"* ALTERNATE {number}: {layout.cut.frames} FRAMES"]
    for channel, event in _events(layout):
        name = "BLACK" if isinstance(event, Hole) else event.name
        rows.append(f"* ALT {number} {_event(event.index + 1, channel, event, record_start)} {name}")
    return rows


def _closing(material: Material, layout: Layout, head: str, notes: Mapping[str, str]) -> list[str]:
    rows = [f"* RATE: {layout.cut.rate} FRAMES A SECOND"]
    if len(layout.lanes) > 1:
        rows.append("* SOUND IS TO BE CROSS-FADED OVER 2 FRAMES AT EVERY EDIT")
    if synthetic(material):
        rows.append("* SYNTHETIC: MADE BY A PROGRAM, NOT PHOTOGRAPHED")
    rows += [f"* NOTE {_plain(key)}: {_plain(value)}" for key, value in sorted(notes.items())]
    return [*rows, f"* LEDGER HEAD: {head}"] if head else rows


def _plain(text: str) -> str:
    """Text on one line: an edit list is made of lines."""
    return " ".join(text.split())
