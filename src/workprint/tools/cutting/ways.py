"""Every way to play a beat: which take is seen, which reading is heard, and how far each could run on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workprint.film import Rate
from workprint.tools.cutting.beats import Lined, Said
from workprint.tools.cutting.facts import View
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.takes import Sheet

LIPS = 2
"""Frames by which lips and sound may differ. Source: issue 2 section 7; ITU-R BT.1359 finds 45 ms early acceptable."""

OPEN = 1 << 28
"""A trim that nobody asked for: a place that no take reaches."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to play one beat, as arrays; every place is in frames, counted outwards from the beat."""

    said: Whole
    """Index into the beat's `said`."""
    take: Whole
    """Take that is heard."""
    view: Whole
    """Take that is seen."""
    start: Whole
    """First frame of the beat in the heard take."""
    frames: Whole
    """Length of the beat."""
    shift: Whole
    """Frames by which the seen take's count is ahead of the heard take's."""
    synced: Whole
    """Whether lips and sound agree: the same take, or a second camera on the same performance."""
    head: Whole
    """Frames before the beat that the picture has without a moving mouth; -1: it cannot begin here."""
    tail: Whole
    """The same after the beat."""
    enter_least: Whole
    """Fewest frames before the beat at which its sound may begin."""
    enter_most: Whole
    """Most frames; below the fewest where it cannot begin here."""
    exit_least: Whole
    """Fewest frames after the beat at which its sound may end."""
    exit_most: Whole
    """Most frames."""
    tight: Whole
    """1: it can only be entered in a pause too short for the guard; 2: only left in one; 3: both."""
    order: Whole
    """Place of the beat's start in the heard take."""
    after: Whole
    """Place of its end."""
    room: Whole
    """Whether the heard take has room tone."""
    pause_in: Whole
    """Which pause of the heard take the beat comes out of."""
    pause_out: Whole
    """Which it ends in."""
    strict_in: Whole
    """Whether no other picture may lie over the beginning of the beat: an artist said what is seen."""
    strict_out: Whole
    """Whether no other picture may lie over its end."""
    trim_in: Whole
    """Where the picture must begin, in frames after the beat's start; `OPEN` where nobody said."""
    trim_out: Whole
    """Where it must end, in frames after the beat's end."""
    breath: Whole
    """Frames before the beat in which its reading draws breath: kept where the pause has room for them."""

    def __len__(self) -> int:
        return len(self.view)

    def at(self, index: Any) -> Ways:
        """The same ways at `index` of the arrays."""
        return Ways(*(getattr(self, name)[index] for name in Ways.__slots__))

    def joined(self, others: Sequence[Ways]) -> Ways:
        """These ways and then the others."""
        return Ways(*(np.concatenate([getattr(each, name) for each in (self, *others)]) for name in Ways.__slots__))


def ways(beat: Lined, takes: Sequence[Sheet], view: View, rate: Rate) -> Ways:
    """Every way to play `beat`."""
    rows = [_row(beat, takes, at, seen, shift, synced, rate)
            for at, said in enumerate(beat.said) for seen, shift, synced in _pictures(beat, said, takes, view, rate)]
    rows = [row for row in rows if _lasts(row)]
    table = np.array(rows, np.int32).reshape(-1, len(Ways.__slots__)).T
    return Ways(*table)


def _row(beat: Lined, takes: Sequence[Sheet], at: int, seen: int, shift: int, synced: bool,
         rate: Rate) -> tuple[int, ...]:
    said = beat.said[at]
    head, tail = _free(beat, said, takes[seen], seen, shift, synced)
    tight = (1 if said.head.tight else 0) + (2 if said.tail.tight else 0)
    enter = (said.start - said.head.last, said.start - said.head.first) if said.head.some else (1, 0)
    if not said.frames:
        enter = (max(1, enter[0]), enter[1])  # an action without time of its own is at least one frame of the pause
    leave = (said.tail.first - said.out, said.tail.last - said.out) if said.tail.some else (1, 0)
    return (at, said.take, seen, said.start, said.frames, shift, int(synced), head, tail, *enter, *leave, tight,
            said.order, said.after, int(takes[said.take].take.room is not None), said.pause_in, said.pause_out, 0, 0,
            OPEN, OPEN, drawn(int(beat.voice.breath[at]), rate))


def drawn(breath: int, rate: Rate) -> int:
    """Frames before a line that hold a breath of so many thousandths of a second, and the fade into it.

    >>> drawn(0, Rate(24)), drawn(300, Rate(24))
    (0, 9)
    """
    return -(-min(breath, 1000) * rate.numerator // (1000 * rate.denominator)) + 1 if breath else 0


def _free(beat: Lined, said: Said, sheet: Sheet, seen: int, shift: int, synced: bool) -> tuple[int, int]:
    """Frames before and after the beat that the seen take has without a moving mouth."""
    start, out = said.start + shift, said.out + shift
    own = next((each for each in beat.said if synced and each.take == seen != said.take
                and abs(each.start - start) <= LIPS and abs(each.out - out) <= LIPS), None)
    if own is None:
        return sheet.free(start, out)
    # A second camera may be a frame off: its own words are then what the mouth moves for.
    head, tail = sheet.free(own.start, own.out)
    return head + start - own.start if head >= 0 else -1, tail + own.out - out if tail >= 0 else -1


def _lasts(row: tuple[int, ...]) -> bool:
    """Whether there is anything to see and hear: an action that gets no time needs some of the pause before it."""
    named = dict(zip(Ways.__slots__, row, strict=True))
    return named["frames"] > 0 or (named["head"] > 0 and named["enter_most"] > 0)


def _pictures(beat: Lined, said: Said, takes: Sequence[Sheet], view: View,
              rate: Rate) -> Iterator[tuple[int, int, bool]]:
    """Every take that may be seen while `said` is heard: its index, its shift, and whether lips agree."""
    for at, sheet in enumerate(takes):
        if not sheet.seen:
            continue
        if at == said.take:
            yield at, 0, True
        elif beat.spoken:
            yield from _other(beat, said, at, sheet, view, rate)
        elif _tells(sheet, view, at):
            shift = _beside(beat, said, at, sheet)
            if shift is not None and sheet.silent(said.start + shift, said.out + shift):
                yield at, shift, False


def _other(beat: Lined, said: Said, at: int, sheet: Sheet, view: View, rate: Rate) -> Iterator[tuple[int, int, bool]]:
    speaking = sheet.mouths & (beat.fact.speakers or 0)
    listening = view.faces[at] & ~beat.fact.speakers
    for own in beat.said:
        if own.take != at:
            continue
        shift = own.start - said.start
        if speaking == 0 and view.known[at] and listening and sheet.silent(said.start + shift, said.out + shift):
            yield at, shift, False
            return
        agreed = lips_agree(said, own, rate) if speaking else None
        if agreed is not None:
            yield at, agreed, True
            return


def lips_agree(heard: Said, seen: Said, rate: Rate) -> int | None:
    """The shift at which every word of two readings agrees within `LIPS` frames; None where there is none."""
    if abs(heard.frames - seen.frames) > 2 * LIPS:
        return None
    pairs = [(one, two) for a, b in zip(heard.readings, seen.readings, strict=True)
             for one, two in zip(a.said, b.said, strict=False)]
    if any(len(a.said) != len(b.said) for a, b in zip(heard.readings, seen.readings, strict=True)):
        return None
    apart = sorted(edge for one, two in pairs for edge in (two.start - one.start, two.out - one.out))
    shift = rate.frame_of(abs(apart[len(apart) // 2]) + rate.sample(1) // 2) * (1 if apart[len(apart) // 2] > 0 else -1)
    place = rate.sample(abs(shift)) * (1 if shift > 0 else -1)
    allowed = rate.sample(LIPS - 1)  # words are not on frame edges: the last of the two frames goes in rounding
    return shift if apart[-1] - place <= allowed and place - apart[0] <= allowed else None


def _tells(sheet: Sheet, view: View, at: int) -> bool:
    """Whether a take is there to tell action: an insert, a shot without words, or the widest."""
    return bool(not sheet.heard or view.widest[at] or view.number[at] == 0 or not sheet.readings)


def _beside(beat: Lined, said: Said, at: int, sheet: Sheet) -> int | None:
    """The shift at which a take shows the action itself; of a take without words, its middle."""
    own = next((each for each in beat.said if each.take == at), None)
    if own is not None:
        return own.start - said.start
    return (sheet.take.head + sheet.take.frames - said.frames) // 2 - said.start if not sheet.readings else None
