"""Timeline files read back, ours and everybody's, through OpenTimelineIO."""

from __future__ import annotations

import gc
import logging
import re
import traceback
import warnings
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.exchange.handover.fcpx_read import read_fcpxml
from workprint.exchange.handover.told import ReadBack, ReadItem, ReadTrack
from workprint.film import CannotRead, Rate


def exact(rate: float) -> Rate:
    """The exact rate behind a double: 23.976 and 23.98 are 24000/1001."""
    near = Fraction(rate).limit_denominator(1001)
    for base in (24, 30, 48, 60, 120):
        ntsc = Fraction(base * 1000, 1001)
        if abs(Fraction(rate) - ntsc) < Fraction(6, 1000):
            return Rate(ntsc)
    return Rate(near)


_READERS = {".otio": "otio_json", ".edl": "cmx_3600", ".xml": "fcp_xml", ".aaf": "AAF"}


def read_back(path: Path, *, rate: Rate | None = None) -> ReadBack:
    """What the timeline file at `path` says, read through OpenTimelineIO (FCPXML: see `fcpx_read`).

    Reads ``.otio``, ``.edl`` (CMX 3600), ``.xml`` (Final Cut Pro 7), ``.aaf`` and ``.fcpxml``. An edit list does not
    tell its rate: give it, or it is told from our own comment, or the lowest that fits is taken and a note says so.
    Raises `CannotRead` for what is none of these or is broken.
    """
    if path.suffix.lower() == ".fcpxml":
        return read_fcpxml(path)
    adapter = _READERS.get(path.suffix.lower())
    if adapter is None:
        raise CannotRead(f"the timeline came as {path.name!r}", "an .otio, .edl, .xml, .aaf or .fcpxml file would do",
                         "export it as one of those")
    notes: list[str] = []
    made = timeline_in(path, adapter, rate, notes)
    try:
        own = rate_of(made, rate)
        start, tracks = _told(made, own, edit_list=adapter == "cmx_3600")
    except Exception as error:  # times of no number, rates of nothing: whatever a damaged file can hold
        raise CannotRead(f"{path.name!r} holds times that are none ({_first_line(error)})",
                         "a whole file of that format would do", "export it again") from error
    return ReadBack(made.name, own, start, tracks, tuple(notes))


def _told(made: Any, rate: Rate, *, edit_list: bool) -> tuple[int | None, tuple[ReadTrack, ...]]:
    """Where the timeline's counter begins, and its tracks."""
    start = None if made.global_start_time is None else _frames(made.global_start_time, rate)
    heads = [0] * len(made.tracks)
    if edit_list and heads:
        # The edit list adapter hides where a track begins in the negative start of its source range.
        heads = [-_frames(track.source_range.start_time, rate) if track.source_range else 0 for track in made.tracks]
        start = min(heads)
        heads = [head - start for head in heads]
    return start, tuple(_track(track, rate, head) for track, head in zip(made.tracks, heads, strict=True))


def timeline_in(path: Path, adapter: str, rate: Rate | None, notes: list[str]) -> Any:
    """The first timeline in a file. Raises `CannotRead`."""
    try:
        if adapter == "cmx_3600":
            return _edit_list(path, rate, notes)
        # Adapters print and log what they come across; a person reads notes and sentences instead.
        logging.getLogger("otio_aaf_adapter").setLevel(logging.ERROR)
        found = otio.adapters.read_from_file(str(path), adapter_name=adapter)
    except CannotRead:
        raise
    except Exception as error:  # adapters raise whatever their parsers raise; each means the same to a person
        if adapter == "AAF":
            _let_go(error)
        raise CannotRead(f"{path.name!r} could not be read ({_first_line(error)})",
                         "a whole file of that format would do", "export it again") from error
    return _first_timeline(found, path, notes)


def _let_go(error: Exception) -> None:
    """Close what a failing parser left open: pyaaf2 keeps a file it cannot read in its own circle of references."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        at: BaseException | None = error
        while at:  # what failed while a failure was handled holds the frames of both
            traceback.clear_frames(at.__traceback__)
            at = at.__context__
        gc.collect()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]


def _first_timeline(found: Any, path: Path, notes: list[str]) -> Any:
    if isinstance(found, otio.schema.Timeline):
        return found
    timelines = list(found.find_children(descended_from_type=otio.schema.Timeline)) if hasattr(
        found, "find_children") else []
    if not timelines:
        raise CannotRead(f"{path.name!r} holds a {type(found).__name__} and no timeline",
                         "a file with one timeline would do", "export the timeline itself")
    if len(timelines) > 1:
        notes.append(f"{path.name} holds {len(timelines)} timelines; the first was read")
    return timelines[0]


def _edit_list(path: Path, rate: Rate | None, notes: list[str]) -> Any:
    text = _PAIR.sub(_past_midnight, path.read_text(encoding="utf-8", errors="replace"))
    own = rate or told_rate(text)
    if own is None:
        own = likely_rate(text)
        notes.append(f"an edit list does not tell its rate: {own} was taken, the lowest at which its timecodes exist")
    read = partial(otio.adapters.read_from_string, text, "cmx_3600", rate=float(own))
    try:
        return read()
    except Exception as error:
        notes.append(f"source and record do not agree everywhere ({_first_line(error)}); the record was followed")
        return read(ignore_timecode_mismatch=True)


_PAIR = re.compile(r"\b(\d\d:\d\d:\d\d[:;]\d\d) (\d\d)(:\d\d:\d\d[:;]\d\d)\b")


def _past_midnight(pair: re.Match[str]) -> str:
    """An out that its counter shows after midnight as hour 24 or later, so that lengths are not negative."""
    start, hours, rest = pair.groups()
    return f"{start} {int(hours) + 24 if hours + rest < start else hours}{rest}"


def told_rate(text: str) -> Rate | None:
    """The rate that our own comment in an edit list tells; None where there is none. Raises `BadValue`."""
    for line in text.splitlines():
        if line.startswith("* RATE: "):
            return Rate.parse(line.split()[2])
    return None


_COUNTER = re.compile(r"\b\d\d:\d\d:\d\d[:;](\d\d)\b")


def likely_rate(text: str) -> Rate:
    """The lowest usual rate at which every timecode in an edit list exists; with dropped numbers 29.97 or 59.94."""
    most = max((int(frames) for frames in _COUNTER.findall(text)), default=0)
    drop = re.search(r"^FCM:\s*DROP", text, re.M) or re.search(r"\d;\d\d\b", text)
    usual = ("29.97", "59.94") if drop else ("24", "25", "30", "50", "60")
    return next((rate for rate in map(Rate.parse, usual) if most < rate.timebase), Rate(60))


def rate_of(made: Any, rate: Rate | None) -> Rate:
    """The timeline's own rate: of its counter, else of what lies on its tracks."""
    if made.global_start_time is not None and made.global_start_time.rate > 1:
        return exact(made.global_start_time.rate)
    for track in made.tracks:
        for item in track:
            if item.duration().rate > 1:
                return exact(item.duration().rate)
    return rate or Rate(24)


def _track(track: Any, rate: Rate, shift: int) -> ReadTrack:
    kind = "sound" if track.kind == otio.schema.TrackKind.Audio else "picture"
    told = track.metadata.get("fcp_xml", {}).get("enabled", "TRUE")
    return ReadTrack(track.name, kind, track.enabled and told != "FALSE", tuple(_items(track, rate, shift)))


def _items(track: Any, rate: Rate, shift: int) -> Iterator[ReadItem]:
    for index, item in enumerate(track):
        if isinstance(item, (otio.schema.Gap, otio.schema.Transition)) or _black(item):
            continue
        span = track.range_of_child_at_index(index)
        clip = _inside(item)
        visible = clip.trimmed_range()
        yield ReadItem(clip.name, _media(clip), _frames(span.start_time, rate) + shift,
                       _frames(span.duration, rate), round(visible.start_time.value), exact(visible.start_time.rate))


def _inside(item: Any) -> Any:
    """The clip inside an effect, which AAF has around it; of a nested sequence the sequence itself."""
    clips = list(item.find_clips()) if isinstance(item, otio.schema.Stack) and len(item) == 1 else []
    return clips[0] if len(clips) == 1 else item


def _black(item: Any) -> bool:
    return getattr(getattr(item, "media_reference", None), "generator_kind", "") == "black"


def _frames(time: Any, rate: Rate) -> int:
    frames: float = time.rescaled_to(float(rate)).value
    return round(frames)


def _media(item: Any) -> str:
    """The reel where it is told, else the name or place of the media."""
    reference = getattr(item, "media_reference", None)
    reel = item.metadata.get("cmx_3600", {}).get("reel", "")
    return str(reel or getattr(reference, "name", "") or getattr(reference, "target_url", "") or "")
