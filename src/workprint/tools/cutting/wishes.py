"""What the artist said must stay, or never come: pins, vetoes, locked takes and hand edits, beat by beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from workprint.film import CannotCut, Material, Pin, Veto
from workprint.tools.cutting.beats import Lined, Said
from workprint.tools.cutting.ground import Ground
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import NOT, REACTION, Reactions, window
from workprint.tools.cutting.ways import OPEN, Ways


@dataclass(frozen=True, slots=True)
class Wishes:
    """Pins by line, merged, and vetoes as a table."""

    pins: tuple[Pin | None, ...]
    """One for each beat; None where nothing is pinned."""
    never: Whole
    """Whether a take (column) may not be seen or heard on a beat (row)."""

    def removed(self, beat: int) -> bool:
        """Whether the beat is left out."""
        pin = self.pins[beat]
        return pin is not None and pin.removed


def wishes(ground: Ground, pins: Sequence[Pin], vetoes: Sequence[Veto]) -> Wishes:
    """Everything that was asked for, by beat. Raises `CannotCut` for wishes that exclude each other."""
    known(ground.material, pins, vetoes)
    by_line: dict[str, Pin] = {}
    for pin in pins:
        for line in bound(ground.material, pin):
            by_line[line] = joined(by_line[line], pin, line) if line in by_line else replace(pin, line=line)
    _played(ground, pins)
    return Wishes(tuple(_of_beat(beat, by_line) for beat in ground.beats), never(ground, vetoes))


def _played(ground: Ground, pins: Sequence[Pin]) -> None:
    """Raise `CannotCut` for a pin on an action line that no take plays where a cut could show it: it would be lost."""
    unplayed = {line.id for beat in ground.beats if not beat.said for line in beat.lines if line.kind == "action"}
    for pin in pins:
        # What a hand's edit holds may name such a line, too: its frames are kept by the lines beside it.
        if pin.line in unplayed and pin == Pin(pin.line, pin.take, pin.sound):
            raise CannotCut(f"line {pin.line} is pinned, and no take plays it where a cut could show it",
                            "a line that is played would do",
                            f"say when it is played: workprint action TAKE {pin.line} START OUT; or take the pin back: "
                            "workprint undo")


def known(material: Material, pins: Sequence[Pin], vetoes: Sequence[Veto]) -> None:
    """Raise `CannotCut` where a pin or veto names a line or take that the scene does not have."""
    lines, takes = {line.id for line in material.scene.lines}, {take.id for take in material.takes}
    named = [(line, lines, "line") for line in (*(pin.line for pin in pins), *(veto.line for veto in vetoes)) if line]
    named += [(take, takes, "take") for pin in pins for take in (pin.take, pin.sound, pin.reaction) if take]
    named += [(veto.take, takes, "take") for veto in vetoes]
    for name, of, what in named:
        if name not in of:
            raise CannotCut(f"a pin or veto names the {what} {name!r}, which scene {material.scene.number} lacks",
                            f"one of its {len(of)} {what}s would do", "take the pin away or name another")


def bound(material: Material, pin: Pin) -> tuple[str, ...]:
    """Ids of the lines that a pin binds: its own, or all that its take has a reading of."""
    if pin.line:
        return (pin.line,)
    covered = {reading.line for reading in material.readings if reading.take in (pin.take or pin.sound,)
               and reading.said}
    return tuple(line.id for line in material.scene.lines if line.id in covered)


def joined(first: Pin, second: Pin, line: str) -> Pin:
    """Two pins of one line as one. Raises `CannotCut` where they contradict each other."""
    merged = {}
    for name in (field.name for field in fields(Pin)):
        one, two, empty = getattr(first, name), getattr(second, name), getattr(Pin(), name)
        if name not in ("line", "by_hand") and one != empty and two != empty and one != two:
            raise CannotCut(f"line {whole_line(line)} is pinned twice, with {name} {one} and with {name} {two}",
                            "one of the two would do", "take the other pin away")
        merged[name] = one if one != empty else two
    return Pin(**{**merged, "line": line})


def _of_beat(beat: Lined, by_line: dict[str, Pin]) -> Pin | None:
    found = [by_line[line.id] for line in beat.lines if line.id in by_line]
    if not found:
        return None
    whole = found[0]
    for pin in found[1:]:
        whole = joined(whole, pin, beat.lines[0].id)
    if whole.removed and len(found) < len(beat.lines):
        raise CannotCut(f"line {whole.line} is spoken at once with {beat.lines[-1].id}",
                        "removing both would do", "pin the other line as removed, too")
    return whole


def never(ground: Ground, vetoes: Sequence[Veto]) -> Whole:
    """Whether a take (column) may not be seen or heard on a beat (row)."""
    table = np.zeros((len(ground.beats), len(ground.takes)), np.int64)
    places = {sheet.take.id: at for at, sheet in enumerate(ground.takes)}
    for veto in vetoes:
        for row, beat in enumerate(ground.beats):
            if not veto.line or veto.line in {line.id for line in beat.lines}:
                table[row, places[veto.take]] = 1
    return table


@dataclass(frozen=True, slots=True)
class Played:
    """The ways to play one beat that the wishes leave, and the reactions in it."""

    ways: Ways
    index: Whole
    """Of each way among all ways of the beat."""
    reactions: Reactions
    forced: int = -1
    """Take that must be seen inside the beat; -1 where none must."""
    plain: bool = True
    """Whether the ways are only fewer, not other than they were."""


def played(ground: Ground, at: int, pin: Pin | None, never: Whole) -> Played:
    """What is left of beat `at`. Raises `CannotCut` where nothing is, naming what would do."""
    takes = {sheet.take.id: place for place, sheet in enumerate(ground.takes)}
    if pin is None:
        return _free(ground, at, never)
    wanted = takes.get(pin.take, -1), takes.get(pin.sound or pin.take, -1)
    ways = _with_both(ground, at, pin, wanted)
    kept = np.flatnonzero(_allowed(ways, wanted, never[at]) & _run(ground.beats[at], ways, pin.run))
    if not len(kept):
        raise CannotCut(f"line {whole_line(pin.line)} is pinned to {_named(pin)}, which cannot play it",
                        _would_do(ground, at, never[at]), "take the pin or the veto away, or pin another take")
    trimmed = _trimmed(ways.at(kept), pin, ground)
    seen, strict, forced = _reacting(ground, at, trimmed, pin, takes, never[at])
    if not len(strict):
        raise CannotCut(f"line {whole_line(pin.line)} has no place for {_asked(pin)}",
                        "frames that the takes have, inside the line, would do",
                        "move the trim, the slip or the reaction")
    return Played(strict, np.zeros(0, np.int64), seen, forced, False)


def _asked(pin: Pin) -> str:
    """What a pin asks of a picture, in words."""
    told = [(pin.start is not None, f"a picture from frame {pin.start}"), (pin.out is not None, f"one to {pin.out}"),
            (bool(pin.slip), f"a slip of {pin.slip} frames"), (bool(pin.reaction), f"a reaction of {pin.reaction}")]
    return ", ".join(says for is_asked, says in told if is_asked) or "what is pinned on it"


def _free(ground: Ground, at: int, never: Whole) -> Played:
    ways = ground.ways[at]
    kept = np.flatnonzero(_allowed(ways, (-1, -1), never[at]))
    beat = ground.beats[at]
    if beat.spoken and not len(kept):
        raise CannotCut(f"every take of line {whole_line(beat.lines[0].id)} is vetoed", "one take left would do",
                        "take a veto away, or pin the line as removed")
    found = ground.reactions(at)
    shift = np.where(never[at][None, :] == 0, found.shift, NOT)
    return Played(ways.at(kept), kept, replace(found, shift=shift))


def _allowed(ways: Ways, wanted: tuple[int, int], never: Whole) -> Whole:
    left = (never[ways.view] == 0) & (never[ways.take] == 0)
    if wanted[0] >= 0:
        left &= ways.view == wanted[0]
    if wanted[1] >= 0:
        left &= ways.take == wanted[1]
    return left


def _run(beat: Lined, ways: Ways, run: int) -> Whole:
    """Whether each way is heard the time that is asked for; 0 asks for none."""
    fits = [run == 0 or all(reading.run == run for reading in said.readings) for said in beat.said]
    return np.array(fits, bool)[ways.said]


def _named(pin: Pin) -> str:
    named = " with the sound of ".join(name for name in (pin.take, pin.sound) if name) or "nothing"
    return f"{named}, time {pin.run} that it is said" if pin.run else named


def _would_do(ground: Ground, at: int, never: Whole) -> str:
    beat = ground.beats[at]
    names = sorted({ground.takes[said.take].take.id for said in beat.said if not never[said.take]})
    return (", ".join(names[:6]) + (" and others" if len(names) > 6 else "") if names else "no take") + " would do"


def _with_both(ground: Ground, at: int, pin: Pin, wanted: tuple[int, int]) -> Ways:
    """The ways of a beat; where picture and sound are both pinned, with that pair, whatever the lips do."""
    ways = ground.ways[at]
    pair = (ways.view == wanted[0]) & (ways.take == wanted[1])
    if not (pin.take and pin.sound) or pair.any() or not ground.takes[wanted[0]].seen:
        return ways
    rows = [ways.at(slice(row, row + 1)) for row in _first_of_each_voice(ways, wanted[1])]
    return ways.joined([_shown(ground, at, row, wanted[0]) for row in rows])


def _first_of_each_voice(ways: Ways, take: int) -> list[int]:
    rows = np.flatnonzero(ways.take == take)
    return [int(rows[place]) for place in np.unique(ways.said[rows], return_index=True)[1]]


def _shown(ground: Ground, at: int, way: Ways, view: int) -> Ways:
    shift = _beside(ground.beats[at], ground.takes[view].take.frames, view, way)
    return _existing(replace(way, view=np.array([view]), shift=shift, synced=np.array([0])), ground)


def _beside(beat: Lined, frames: int, view: int, way: Ways) -> Whole:
    """The same for a way, as an array."""
    return np.array([beside(beat, frames, view, beat.said[int(said)]) for said in np.ravel(way.said)], np.int64)


def beside(beat: Lined, frames: int, view: int, heard: Said) -> int:
    """Shift at which a take shows a beat: with its own reading of it, or else from its middle."""
    own: Said | None = next((said for said in beat.said if said.take == view), None)
    return (frames - heard.frames) // 2 - heard.start if own is None else own.start - heard.start


def _existing(ways: Ways, ground: Ground) -> Ways:
    """The ways with head and tail as far as frames exist, whatever the lips do."""
    lengths = np.array([sheet.take.frames for sheet in ground.takes], np.int64)
    head = ways.start + ways.shift
    return replace(ways, head=head, tail=lengths[ways.view] - head - ways.frames)


def _trimmed(ways: Ways, pin: Pin, ground: Ground) -> Ways:
    """The ways with slip and trims in them."""
    if pin.slip:
        ways = _existing(replace(ways, shift=ways.shift + pin.slip), ground)
        ways = ways.at((ways.head >= 0) & (ways.tail >= 0))
    first = ways.start + ways.shift
    if pin.start is not None:
        ways = replace(ways, trim_in=pin.start - first)
    if pin.out is not None:
        ways = replace(ways, trim_out=pin.out - first - ways.frames)
    strict = np.full(len(ways), int(bool(pin.take or pin.reaction)), np.int64)
    return replace(ways, strict_in=strict, strict_out=strict)


def _reacting(ground: Ground, at: int, ways: Ways, pin: Pin, takes: dict[str, int],
              never: Whole) -> tuple[Reactions, Ways, int]:
    """The reactions that are left, the ways that can have them, and the take that must be seen."""
    found = ground.reactions(at)
    if not pin.reaction:
        closed = bool(pin.take) or pin.start is not None or pin.out is not None
        shift = np.where((never[None, :] == 0) & (not closed), found.shift, NOT)
        return replace(found, shift=shift), ways, -1
    view = takes[pin.reaction]
    if never[view]:
        raise CannotCut(f"line {pin.line} is pinned to a reaction of {pin.reaction}, which is vetoed there",
                        "a reaction of another take would do", "take the pin or the veto away")
    beat, frames = ground.beats[at], ground.takes[view].take.frames
    begin, length = found.at.copy(), found.frames.copy()
    shift = np.full_like(found.shift, NOT)
    good = np.zeros(len(ways), bool)
    for row in range(len(ways)):
        said, way = int(ways.said[row]), ways.at(slice(row, row + 1))
        begin[said], length[said] = _window(ground, at, said, pin)
        shift[said, view] = (int(np.ravel(_beside(beat, frames, view, way))[0]) if pin.reaction_start is None
                             else pin.reaction_start - int(way.start[0]) - int(begin[said]))
        other = int(way.view[0]) != view  # a take is no reaction to itself
        good[row] = other and _inside(way, int(begin[said]), int(length[said]), int(shift[said, view]), frames)
    return Reactions(begin, length, shift), ways.at(good), view


def _window(ground: Ground, at: int, said: int, pin: Pin) -> tuple[int, int]:
    beat, rate = ground.beats[at], ground.material.rate
    found = window(beat, beat.said[said], rate)
    best = REACTION[1] * rate.numerator // (10 * rate.denominator)
    begin = pin.reaction_at if pin.reaction_at is not None else found[0] if found else NOT
    rest = beat.said[said].frames - 1 - begin
    return begin, pin.reaction_frames or (found[1] if found and pin.reaction_at is None else min(best, rest))


def _inside(way: Ways, begin: int, length: int, shift: int, frames: int) -> bool:
    """Whether a reaction lies inside its beat, clear of the trims, on frames that exist."""
    first = int(way.start[0]) + shift + begin
    head = max(0, int(way.trim_in[0])) if way.trim_in[0] != OPEN else 0
    tail = min(0, int(way.trim_out[0])) if way.trim_out[0] != OPEN else 0
    return (length > 0 and head < begin and begin + length < int(way.frames[0]) + tail
            and first >= 0 and first + length <= frames)
