"""The scene as a row of beats, and every way in which each of them can be heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from workprint.film import CannotCut, Line, Material, Moment, Rate, Reading, Word
from workprint.tools.cutting.facts import Beat, Voice, stack
from workprint.tools.cutting.moments import played, quiet
from workprint.tools.cutting.parts import goes_on
from workprint.tools.cutting.pauses import NOWHERE, Places, frame_from, places
from workprint.tools.cutting.takes import Sheet, everybody, leading, speakers

STEP = 64
"""Room between two readings in `Said.order` for the action lines that lie between them (a choice)."""

STRONG = 650
"""Voice energy from which a line counts as emotional. Source: facts/editing 1, idiom 3, figure 1 (.65)."""

ASKS = re.compile(r"\b(pause|beat|silence|after a moment|quietly|long)\b", re.I)
"""Asides that ask for a silence. Source: the usual parentheticals of screenplays."""

OVER = re.compile(r"\b(interrupt\w*|overlap\w*|cutting in|over(?! the\b| to\b| there\b))\b", re.I)
"""Asides that begin a line before the one before it has ended. Source: the usual parentheticals of screenplays."""

ACTION = (1, 4)
"""Least and most seconds that an action line asks for. Source: our choice; facts/editing 4 has shots of 4-6 s."""


@dataclass(frozen=True, slots=True)
class Said:
    """One way in which a beat can be heard: its reading in one take, or the time that an action gets there."""

    take: int
    """Place of the take in the material."""
    start: int
    """First frame of the beat in the take."""
    out: int
    """First frame after it."""
    head: Places
    """Where its sound may be entered."""
    tail: Places
    """Where its sound may be left."""
    order: int
    """Place in the take: `STEP` for its first reading, twice that for the second; action lies between them."""
    after: int
    """The same for its end; differs from `order` where lines are spoken at once."""
    pause_in: int
    """Which pause of the take it comes out of: the number of runs of speech before it."""
    pause_out: int
    """Which pause it ends in."""
    readings: tuple[Reading, ...] = ()
    """Of the lines of the beat; none for action."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.out - self.start


@dataclass(frozen=True, slots=True)
class Lined:
    """A beat with all that was shot of it."""

    lines: tuple[Line, ...]
    """One line, or several that are spoken at once."""
    fact: Beat
    """What the script and the readings say of it, as single numbers."""
    said: tuple[Said, ...]
    """Every way to hear it."""
    voice: Voice
    """Facts of `said`, as arrays."""

    @property
    def spoken(self) -> bool:
        """Whether it is speech."""
        return self.lines[0].kind == "spoken"


def lined(material: Material, takes: Sequence[Sheet]) -> tuple[Lined, ...]:
    """Every beat of the scene in order.

    A spoken line without any reading has no way to be heard; whether that matters is for the brief to say.
    """
    heard = _by_line(takes)
    lines = _together(material.scene.lines, heard)
    ways = [_action(lines, at, takes, material) if group[0].kind == "action"
            else _spoken(group, takes, heard, material.rate) for at, group in enumerate(lines)]
    turn = [at > 0 and lines[at - 1][0].kind == "action" for at in range(len(lines))]
    return tuple(_lined(material, group, ways[at], turn[at], 1000 * at // max(1, len(lines) - 1))
                 for at, group in enumerate(lines))


Heard = dict[tuple[int, str], list[Reading]]


def _by_line(takes: Sequence[Sheet]) -> Heard:
    heard: Heard = {}
    for at, sheet in enumerate(takes):
        for reading in sheet.readings:
            heard.setdefault((at, reading.line), []).append(reading)
    return heard


def _together(lines: Sequence[Line], heard: Heard) -> list[tuple[Line, ...]]:
    """Lines grouped into beats: a dual line joins the one before it, if any take has them both."""
    groups: list[tuple[Line, ...]] = []
    takes = {at for at, _ in heard}
    for line in lines:
        joined = (*groups[-1], line) if groups and line.dual and groups[-1][0].kind == line.kind == "spoken" else ()
        if joined and any(all((at, each.id) in heard for each in joined) for at in takes):
            groups[-1] = joined
        else:
            groups.append((line,))
    return groups


def _spoken(group: tuple[Line, ...], takes: Sequence[Sheet], heard: Heard, rate: Rate) -> tuple[Said, ...]:
    found = []
    for at, sheet in enumerate(takes):
        readings = [heard.get((at, line.id), []) for line in group]
        for together in zip(*readings, strict=False):
            said = _said(sheet, at, together, rate)
            if said:
                found.append(said)
    return tuple(found)


def _said(sheet: Sheet, at: int, group: tuple[Reading, ...], rate: Rate) -> Said | None:
    start, out = min(r.start for r in group), max(r.out for r in group)
    first, end = rate.frame_of(start), frame_from(out, rate)
    if end > sheet.take.frames or not sheet.heard:
        return None
    orders = [STEP * (1 + sheet.place[id(reading)]) for reading in group]
    enter, leave = (int(np.searchsorted(sheet.speech[0], place)) for place in (start, out))
    return Said(at, first, end, _head(sheet, start, rate), _tail(sheet, out, rate), min(orders), max(orders),
                enter, leave, group)


def _head(sheet: Sheet, start: int, rate: Rate) -> Places:
    starts, outs = sheet.speech
    at = int(np.searchsorted(starts, start))
    if at == len(starts) or starts[at] != start:
        return NOWHERE  # somebody else is still speaking
    return places(int(outs[at - 1]) if at else None, start, sheet.take.frames, rate)


def _tail(sheet: Sheet, out: int, rate: Rate) -> Places:
    starts, outs = sheet.speech
    at = int(np.searchsorted(outs, out))
    if at == len(outs) or outs[at] != out:
        return NOWHERE
    return places(out, int(starts[at + 1]) if at + 1 < len(starts) else None, sheet.take.frames, rate)


def _action(lines: list[tuple[Line, ...]], at: int, takes: Sequence[Sheet], material: Material) -> tuple[Said, ...]:
    """When an action line is played in every take: where it is known to be, or else its share of the gap."""
    run = [at]
    while run[0] and lines[run[0] - 1][0].kind == "action":
        run.insert(0, run[0] - 1)
    while run[-1] + 1 < len(lines) and lines[run[-1] + 1][0].kind == "action":
        run.append(run[-1] + 1)
    before = lines[run[0] - 1][-1].id if run[0] else ""
    behind = lines[run[-1] + 1][0].id if run[-1] + 1 < len(lines) else ""
    wish, names = asked(lines[at][0], material.rate), [lines[place][0].id for place in run]
    found = []
    for index, sheet in enumerate(takes):
        known = played(material, sheet, names)
        found.append(_moment(sheet, index, known, lines[at][0].id, run.index(at), material.rate) if known else
                     _share(sheet, index, before, behind, run.index(at), len(run), wish, material.rate))
    return tuple(said for said in found if said)


def asked(line: Line, rate: Rate) -> int:
    """Frames that an action line asks for: three words a second, within `ACTION`.

    >>> asked(Line("1/1", "action", "She puts the cup down."), Rate(24))
    40
    """
    least, most = (seconds * rate.numerator // rate.denominator for seconds in ACTION)
    return max(least, min(most, len(line.text.split()) * rate.numerator // (3 * rate.denominator)))


def _moment(sheet: Sheet, index: int, known: dict[str, Moment], line: str, nth: int, rate: Rate) -> Said | None:
    """An action line as it is played in one take."""
    moment = known.get(line)
    if moment is None or not sheet.heard:
        return None
    quiet_from, quiet_to = quiet(sheet, moment, rate)
    room = places(quiet_from, quiet_to, sheet.take.frames, rate)
    if not room.first <= moment.start < moment.out <= room.last:
        return None
    order = STEP * sum(reading.out <= rate.sample(moment.start) for reading in sheet.readings) + 1 + nth
    pause = 0 if quiet_from is None else int(np.searchsorted(sheet.speech[0], quiet_from))
    return Said(index, moment.start, moment.out, Places(room.first, moment.start), Places(moment.out, room.last),
                order, order, pause, pause)


def _share(sheet: Sheet, index: int, before: str, behind: str, nth: int, of: int, wish: int,
           rate: Rate) -> Said | None:
    gap = _gap(sheet, before, behind)
    if gap is None or not sheet.heard:
        return None
    quiet_from, quiet_to, order = gap
    pause = 0 if quiet_from is None else int(np.searchsorted(sheet.speech[0], quiet_from))
    room = places(quiet_from, quiet_to, sheet.take.frames, rate)
    if not room.some:
        return None
    share = (room.last - room.first) // of
    frames = min(wish, share)
    start = room.first + nth * share
    if order == 0:
        # Before the first word there is a clapper and a crew: keep to the end of it; without words to the middle.
        spare = room.last - room.first - of * frames
        start = room.first + (spare if quiet_to is not None else spare // 2) + nth * frames
    return Said(index, start, start + frames, Places(room.first, start), Places(start + frames, room.last),
                order + 1 + nth, order + 1 + nth, pause, pause)


def _gap(sheet: Sheet, before: str, behind: str) -> tuple[int | None, int | None, int] | None:
    """The pause (samples) after the line `before`, or else ahead of `behind`, and its order in the take."""
    starts, outs = (part.tolist() for part in sheet.speech)
    lines = [reading.line for reading in sheet.readings]
    if before in lines:
        at = len(lines) - 1 - lines[::-1].index(before)
        end = sheet.readings[at].out
        return (end, next((start for start in starts if start >= end), None), STEP * (at + 1)) if end in outs else None
    if behind in lines:
        at = lines.index(behind)
        begin = sheet.readings[at].start
        return (max((out for out in outs if out <= begin), default=None), begin, STEP * at) if begin in starts else None
    slates = 1 if sheet.take.head else 0
    return (outs[0] if slates else None, None, 0) if len(outs) == slates else None


def _lined(material: Material, group: tuple[Line, ...], ways: tuple[Said, ...], turn: bool, place: int) -> Lined:
    cast = everybody(material)
    voice = voices(ways)
    spoken = group[0].kind == "spoken"
    energy = middle(voice.energy.tolist(), 500)
    fact = Beat(
        spoken=int(spoken), speakers=_any(speakers(line, cast) for line in group),
        lead=int(leading(material) in {line.who for line in group}),
        frames=middle(voice.frames.tolist(), 0), second=material.rate.timebase, energy=energy,
        heavy=int(heavy(group[-1], energy)), place=place, turn=int(turn and spoken),
        half=int(goes_on(group[0].id)), cut_off=int(spoken and broken_off(group[-1].text)),
        cuts_in=int(spoken and bool(OVER.search(group[0].aside))))
    return Lined(group, fact, ways, voice)


def _any(masks: Iterable[int]) -> int:
    whole = 0
    for each in masks:
        whole |= each
    return whole


def rank(values: list[int]) -> list[int]:
    """Where each value stands among all, -100 (least) to 100 (most); 0 where all are the same.

    >>> rank([30, 10, 20, 10])
    [100, -100, 0, -100]
    """
    steps = {value: at for at, value in enumerate(sorted(set(values)))}
    return [200 * steps[value] // (len(steps) - 1) - 100 if len(steps) > 1 else 0 for value in values]


def voices(ways: tuple[Said, ...]) -> Voice:
    """Facts of all ways to hear a beat, as arrays."""
    slow = rank([each.frames for each in ways])
    shown = [[r.performance for r in each.readings if r.performance] for each in ways]
    loud = rank([max((p.level for p in heard), default=0) for heard in shown])
    return stack(Voice, [Voice(
        take=each.take, frames=each.frames, slowness=slow[at], loudness=loud[at],
        energy=max((p.energy for p in shown[at]), default=500),
        changed=sum(differing(r.words) for r in each.readings),
        again=int(any(r.run > 1 for r in each.readings)),
        sure=min((r.confidence for r in each.readings), default=1000),
        breath=shown[at][0].breath if shown[at] and not goes_on(each.readings[0].line) else 0,
        run=each.readings[0].run if each.readings else 0) for at, each in enumerate(ways)])


def differing(words: Iterable[Word]) -> int:
    """How many words are missing, changed or extra."""
    return sum(word.heard != "scripted" for word in words)


def heavy(line: Line, energy: int) -> bool:
    """Whether a line wants silence after it: a question, a break, a strong voice, an aside that asks for it."""
    text = line.text.rstrip("\"')” ")
    return line.kind == "spoken" and (
        text.endswith(("?", "...", "…", "--", "—")) or bool(ASKS.search(line.aside)) or energy > STRONG)


def broken_off(text: str) -> bool:
    """Whether a line breaks off.

    >>> broken_off("But I never--"), broken_off("But I never...")
    (True, False)
    """
    return text.rstrip("\"')” ").endswith(("--", "—"))


def middle(values: Iterable[int], otherwise: int) -> int:
    """The lower median, or `otherwise` of nothing."""
    listed = list(values)
    return median_low(listed) if listed else otherwise


def follows(before: Said, behind: Said) -> bool:
    """Whether the second is played right after the first in one take, with no other line of the script between."""
    if before.take != behind.take:
        return False
    if behind.readings:
        return behind.order == (before.after // STEP + 1) * STEP
    return behind.order == before.after + 1


def usual_pause(before: Lined, behind: Lined) -> int | None:
    """Median frames between two beats where a take plays them one after the other; None where none does."""
    gaps = sorted(second.start - first.out for first in before.said for second in behind.said
                  if follows(first, second))
    return median_low(gaps) if gaps else None


def missing(beats: Sequence[Lined], removed: frozenset[str]) -> None:
    """Raise `CannotCut` for the first line that is in no take and was not removed."""
    for beat in beats:
        for line in beat.lines:
            if not beat.said and beat.spoken and line.id not in removed:
                raise CannotCut(f"line {line.id} ({line.text[:40]!r}) is in no take with sound",
                                "a reading of it, or the line removed, would do",
                                "line the takes again, or pin the line as removed")
