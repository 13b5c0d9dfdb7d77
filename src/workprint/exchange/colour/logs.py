"""A grade's corrections as an Avid log, and on the clips of a timeline: through OpenTimelineIO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import opentimelineio as otio

from workprint.exchange.colour.corrections import style_words, values
from workprint.exchange.colour.lists import sat, sop
from workprint.exchange.handover.edl import source
from workprint.exchange.handover.layout import Event, Layout
from workprint.film import Grade, Op, Rate, to_plain

COLUMNS = ("Name", "Tracks", "Start", "End", "Duration", "Tape", "Slate", "ASC_SOP", "ASC_SAT", "ASC_CC_XML",
           "ASC_STYLE", "Source File")
"""Columns of the log, in order. Source: the ALE samples of OpenTimelineIO's adapter; ASC_STYLE and Slate are ours."""


def log(layout: Layout, ids: Sequence[str], cdls: Sequence[Op]) -> str:
    """One row a shot: an Avid Log Exchange file with ASC_SOP and ASC_SAT."""
    rate = layout.cut.rate
    made = otio.schema.SerializableCollection()
    made.extend([_row(event, rate, ids[event.index], cdls[event.index]) for event in layout.lanes[0].events])
    made.metadata["ALE"] = {"header": {"FIELD_DELIM": "TABS", "VIDEO_FORMAT": "1080", "FPS": _shown(rate)},
                            "columns": list(COLUMNS)}
    return str(otio.adapters.write_to_string(made, "ale"))


def _shown(rate: Rate) -> str:
    """A rate as logs have it: 23.976, 25."""
    return f"{float(rate):.3f}".rstrip("0").rstrip(".")


def _row(event: Event, rate: Rate, name: str, op: Op) -> Any:
    taken = event.of.out - event.of.start
    first = source(event, rate)
    clip = otio.schema.Clip(
        _cell(event.reel.original.path.rsplit("/", 1)[-1]),
        otio.schema.ExternalReference(_cell(event.reel.original.path)),
        otio.opentime.TimeRange(_time(first.frame, rate), _time(taken, rate)))
    clip.metadata["ALE"] = {
        "Tracks": "V", "Tape": event.reel.name, "Slate": _cell(event.name), "ASC_SOP": sop(op), "ASC_SAT": sat(op),
        "ASC_CC_XML": name, "ASC_STYLE": style_words(op)}
    return clip


def _time(frame: int, rate: Rate) -> Any:
    """Frames at the rate that the log names: at the exact one the adapter would lose a frame between 23.976 and it."""
    return otio.opentime.RationalTime(frame, float(_shown(rate)))


def _cell(text: str) -> str:
    """Text for one cell: a log is made of tabs and lines."""
    return " ".join(text.split())


def graded(made: Any, grade: Grade, ids: Sequence[str], cdls: Sequence[Op]) -> Any:
    """The timeline with a `cdl` on every clip of its first track, and the whole grade under the key `workprint`."""
    for clip in made.tracks[0].find_clips():
        index = clip.metadata["workprint"]["index"]
        op, ten = cdls[index], values(cdls[index])
        # The keys that OpenTimelineIO's adapters for edit lists and logs know, and two of ours beside them.
        clip.metadata["cdl"] = {
            "asc_sop": {"slope": list(ten[:3]), "offset": list(ten[3:6]), "power": list(ten[6:9])},
            "asc_sat": ten[9], "asc_cc_xml": ids[index], "asc_style": style_words(op)}
        clip.metadata["workprint"]["grade"] = to_plain(grade.shots[index])
    made.metadata["workprint"]["grade"] = to_plain(grade)
    return made
