"""Which correction of a file belongs to which shot of a cut: by our own number, or by reel, file, clip or slate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workprint.exchange.colour.corrections import Correction
from workprint.exchange.colour.read import ReadGrade
from workprint.exchange.handover.edl import source
from workprint.exchange.handover.layout import Event, lay_out
from workprint.exchange.handover.suits import Sources, plain_name
from workprint.exchange.slates import slate_from_name
from workprint.film import BadValue, Cut, Material, Slate, Timecode


@dataclass(frozen=True, slots=True)
class Suited:
    """A correction with the shot that it is for."""

    shot: int
    """Index of the shot in the cut."""
    correction: Correction
    """The correction."""
    by: str
    """What told: ``our number``, ``name and timecode`` or ``name``."""


@dataclass(frozen=True, slots=True)
class Suiting:
    """What belongs where."""

    suited: tuple[Suited, ...]
    """In the order of the shots, one a shot at the most."""
    unmatched: tuple[str, ...]
    """A sentence for each correction that is for no shot, and for each shot without one."""


def shot_id(index: int, take: str) -> str:
    """What a shot's correction is called in every file: its number in the cut (and in the EDL), and its slate.

    >>> shot_id(0, "33B/2"), shot_id(11, "")
    ('001_33B-2', '012_black')
    """
    slate = re.sub(r"[^A-Za-z0-9]+", "-", take).strip("-")
    return f"{index + 1:03}_{slate or 'black'}"


def matched(read: ReadGrade, cut: Cut, material: Material) -> Suiting:
    """Each correction of `read` with the shots of `cut` that it is for, and sentences for what matches nothing."""
    events = lay_out(cut, material).lanes[0].events
    names = _names(material)
    found: dict[int, Suited] = {}
    lost: list[str] = []
    for one in read.corrections:
        suits = _numbered(one, events) or _called(one, events, names, cut)
        free = [suited for suited in suits if suited.shot not in found]
        found |= {suited.shot: suited for suited in free}
        if not free:
            lost.append(_why(one, suits))
    bare = [f"shot {event.index + 1} ({event.name}) has no correction in the file" for event in events
            if event.index not in found]
    return Suiting(tuple(found[index] for index in sorted(found)), (*lost, *bare))


def _numbered(one: Correction, events: Sequence[Event]) -> list[Suited]:
    """By the id that Workprint wrote, if that shot is still of that take."""
    return [Suited(event.index, one, "our number") for event in events if one.id == shot_id(event.index, event.name)]


def _called(one: Correction, events: Sequence[Event], names: dict[str, frozenset[str]], cut: Cut) -> list[Suited]:
    """By any of its names; where it has a source timecode that one of those shots goes through, that shot alone."""
    called = [name for name in (one.id, *one.names) if not name.isdigit()]  # a number in the file names nobody
    told = {bare for name in called for bare in _bare(name)}
    slates = {slate for name in called if (slate := _slate(name))}
    mine = [event for event in events if told & names.get(event.name, frozenset()) or event.take.slate in slates]
    exact = [event for event in mine if _within(one, event, cut)]
    how = "name and timecode" if exact else "name"
    return [Suited(event.index, one, how) for event in exact or mine]


def _bare(name: str) -> Iterable[str]:
    """A name's letters and digits: with its ending, without, and without folders or our own number."""
    last = re.split(r"[\\/]", name)[-1]
    stem = last.rpartition(".")[0] or last
    return {plain_name(one) for one in (name, last, stem, re.sub(r"^\d{3}_", "", name))} - {""}


def _slate(name: str) -> Slate | None:
    try:
        return Slate.parse(name)
    except BadValue:
        return slate_from_name(re.sub(r"^\d{3}_", "", name))


def _names(material: Material) -> dict[str, frozenset[str]]:
    """What every take may be called."""
    found: dict[str, frozenset[str]] = {}
    for one in Sources(material).of("picture"):
        found[one.take.id] = found.get(one.take.id, frozenset()) | one.names | {plain_name(one.take.id)}
    return found


def _within(one: Correction, event: Event, cut: Cut) -> bool:
    """Whether the source timecodes of a correction, as an edit list or a log has them, share a frame with a shot."""
    first = source(event, cut.rate)
    try:
        start, out = (Timecode.parse(text, cut.rate, drop=first.drop).frame for text in (one.source, one.source_out))
    except BadValue:
        return False
    return first.frame < out and start < first.frame + event.of.out - event.of.start


def _why(one: Correction, suits: Sequence[Suited]) -> str:
    called = ", ".join(dict.fromkeys((one.id, *one.names)))
    if suits:
        shots = ", ".join(str(suited.shot + 1) for suited in suits)
        return f"correction {called} is a further one for shot {shots}, which has one already"
    return f"correction {called} is for no shot of the cut: none of its names is a take, reel or file of the scene"
