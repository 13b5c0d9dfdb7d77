"""One edit by hand: the cut as it is then, on the record, held in later proposals, and told with what it breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.desk.holding import Holding, with_pins
from workprint.desk.loop import brief_for, put_mark
from workprint.desk.places import Addresses
from workprint.desk.versions import refuse_locked
from workprint.desk.warned import broken
from workprint.film import (
    Alt,
    CannotCut,
    Cut,
    HandTool,
    Material,
    NotAllowed,
    Piece,
    Plain,
    Timecode,
    to_plain,
)
from workprint.film.lanes import places
from workprint.film.playable import unplayable
from workprint.film.seen import told_again

if TYPE_CHECKING:
    from workprint.desk.table import Table

TRIED = -1
"""Stands for the entry of an edit that was only tried. Source: our choice; no entry has it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit that is made and on the record, or was only tried."""

    entry: int
    """The ledger entry: what `undo` takes back; -1 where it was only tried."""
    says: str
    """One sentence of what it did, with frames and timecode."""
    alt: str
    """The alt that is circled now."""
    frames: int
    """Length of the cut now."""
    warnings: tuple[str, ...] = ()
    """A sentence for every law that the cut breaks now and did not before."""
    keeps: str = ""
    """What later proposals keep of it, in one sentence."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand on the circled cut of a scene."""

    desk: Table
    """The desk."""
    scene: str
    """Scene number."""
    loose: bool
    """Whether later proposals are free to cut it otherwise."""

    @property
    def alt(self) -> Alt:
        """The circled alt. Raises `NotAllowed` where there is none, or where the scene is locked."""
        marked = self.desk.film.circled(self.scene)
        refuse_locked(self.desk, self.scene)
        if marked is None:
            raise NotAllowed(f"nothing is circled in scene {self.scene}", "a circled cut would do",
                             "circle one with: workprint circle 1")
        return marked.alt

    @property
    def cut(self) -> Cut:
        """The circled cut."""
        content = self.alt.content
        assert isinstance(content, Cut)
        return content

    @property
    def at(self) -> Addresses:
        """The addresses of the circled cut."""
        return Addresses(self.desk, self.cut, self.desk.material(self.scene))

    def does(self, verb: str, given: Mapping[str, Plain], change: Callable[[Cut, Material], Cut],
             says: str) -> Edited:
        """Make one edit. `says` is its sentence; what it does to the length is said after it."""
        before, brief = self.alt, brief_for(self.desk, self.scene, want=1)
        tool = hand_tool(self.desk, before.tool)
        cut = told_again(change(before.content, brief.material), brief.material, before.content)
        _refuse_unplayable(cut, brief.material)
        if cut == before.content:
            raise CannotCut(f"{verb} changes nothing", "an edit of one frame or more would do", "give it again")
        if self.desk.is_trying:
            seen = self.desk.passage(Alt(before.tool, cut))
            return Edited(TRIED, f"tried: {says}{_length(before.content, cut)}", seen.id, cut.frames)
        alt = tool.judge(cut, brief)
        lines = touched(before.content, cut)
        pins, keeps = ((), "later proposals are free to cut it otherwise") if self.loose else Holding(
            tool, alt, brief, lines).found()
        # Record first, as with every decision: the edit, then the cut that it makes.
        entry = self.desk.record("edit", {
            "scene": self.scene, "verb": verb, "given": dict(given), "from": before.id, "to": alt.id, "says": says,
            "loose": self.loose, "lines": list(lines), "pins": to_plain(pins), "keeps": keeps})
        mark = put_mark(self.desk, self.scene, alt, "circle", (before.id, alt.id), "", edit=entry.index)
        # What the edit itself holds is no law that it could break.
        asked = replace(brief, pins=with_pins(brief.pins, (), lines))
        return Edited(mark, f"{says}{_length(before.content, cut)}", alt.id, cut.frames,
                      broken(tool, before, alt, brief, asked), keeps)


def hand_tool(desk: Table, name: str) -> HandTool:
    """The tool of an alt that hands may change. Raises `NotAllowed` for another."""
    tool = desk.tool(name)
    if not isinstance(tool, HandTool):
        raise NotAllowed(f"{name} makes things that cannot be changed by hand", "a tool with hold() would do",
                         "ask it for other alternatives instead")
    return tool


def _refuse_unplayable(cut: Cut, material: Material) -> None:
    faults = unplayable(cut, material)
    if faults:
        raise CannotCut(f"that cut cannot be played: {'; '.join(faults[:3])}", "frames that the takes have would do",
                        "take the edit before it back with: workprint undo")


def _length(before: Cut, after: Cut) -> str:
    more = after.frames - before.frames
    length = f"the cut is {Timecode(after.frames, after.rate)} long"
    return f"; {length}, {framed(abs(more))} {'longer' if more > 0 else 'shorter'}" if more else (
        "; the cut is as long as before")


def framed(frames: int) -> str:
    """A number of frames in words.

    >>> framed(1), framed(12)
    ('1 frame', '12 frames')
    """
    return f"{frames} frame{'' if frames == 1 else 's'}"


def touched(before: Cut, after: Cut) -> tuple[str, ...]:
    """The lines that are seen or heard in other frames than before, in the order of the cut."""
    there, here = _of_lines(before), _of_lines(after)
    return tuple(line for line in (*here, *(line for line in there if line not in here))
                 if there.get(line) != here.get(line))


def _of_lines(cut: Cut) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    sounds = list(zip(places(cut.pieces), places(cut.pieces)[1:], cut.pieces, strict=False))
    for at, shot in zip(cut.starts, cut.shots, strict=True):
        heard = [_clipped(piece, first, at, at + shot.frames) for first, out, piece in sounds
                 if first < at + shot.frames and at < out]
        for line in shot.lines:
            found.setdefault(line, []).append((replace(shot, lines=(), role="speaker"), heard))
    return found


def _clipped(piece: Piece, at: int, start: int, out: int) -> object:
    """What of a piece is heard from `start` to `out`, and how far after `start` it begins."""
    head, tail = max(0, start - at), max(0, at + piece.frames - out)
    first = 0 if piece.room or not piece.take else piece.start + head
    return piece.take, piece.room, first, piece.frames - head - tail, max(0, at - start)
