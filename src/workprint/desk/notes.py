"""Notes on ranges of frames: written on one version, found again in every other in which those frames are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workprint.desk.branches import Remark
from workprint.desk.drawn import strokes
from workprint.desk.places import Addresses
from workprint.desk.results import Said
from workprint.desk.versions import branches_of
from workprint.film import BadValue, Cut, NotAllowed, NotOnTheDesk, Timecode
from workprint.film.lanes import places, within

if TYPE_CHECKING:
    from workprint.desk.table import Table

Found = Literal["there", "partly there", "gone"]

_PLACE = re.compile(r"[sS]?[0-9]{1,8}|[0-9]{1,2}(?:[:;][0-9]{2}){3}")


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note, where its frames are in the cut now."""

    number: int
    """What `resolve` calls it."""
    start: int
    """First frame of the cut it speaks of; of a note whose frames are gone, of the version it was written on."""
    out: int
    """First frame after."""
    place: str
    """Timecode of the cut at `start`."""
    to: str
    """Timecode of the cut at `out`."""
    text: str
    """What it says; empty once erased, and where it is a drawing or a marker without words."""
    who: str
    """Who wrote it."""
    version: int
    """Number of the version it was written on; 0 for none."""
    found: Found
    """Whether its frames are in the cut, partly, or gone."""
    resolved: bool
    """Whether somebody has dealt with it."""
    drawing: tuple[str, ...] = ()
    """What is drawn on the picture, a stroke each: colour, width and points in thousandths of the picture."""
    marker: bool = False
    """Whether it is a marker: a frame to find again, with or without words."""
    take: str = ""
    """Take whose picture it was written on; empty for black."""
    frame: int = 0
    """First frame of that take it speaks of: there even when the cut has it no more."""


@dataclass(frozen=True, slots=True)
class NoteList:
    """The notes on a scene's cut."""

    scene: str
    """Scene number."""
    open: int
    """How many are not resolved."""
    rows: tuple[NoteRow, ...]
    """In the order in which they were written."""


def write(desk: Table, scene: str, at: str, to: str, text: str, drawing: Sequence[str] = ()) -> Said:
    """Note something on a range of frames; see `Desk.note`."""
    cut, drawn = _cut(desk, scene), strokes(drawing)
    if not text and not (drawn and _PLACE.fullmatch(to)):
        at, to, text = at, "", to
    if not text.strip() and not drawn:
        raise BadValue("the note came without words", "a sentence would do", "workprint note s4 'too long'")
    start, out = Addresses(desk, cut, desk.material(scene)).span(at, to)
    told = {"text": text.strip(), "drawing": "\n".join(drawn)}
    entry, number = _put(desk, scene, cut, (start, out), {name: one for name, one in told.items() if one})
    return Said(entry, f"note {number} is on {Timecode(start, cut.rate)} to {Timecode(out, cut.rate)}"
                       f"{', with a drawing' if drawn else ''}")


def mark(desk: Table, scene: str, at: str, name: str) -> Said:
    """Put a marker on one frame; see `Desk.marker`."""
    cut = _cut(desk, scene)
    start = Addresses(desk, cut, desk.material(scene)).frame(at)
    if start == cut.frames:
        raise NotOnTheDesk(f"the place {at} came, and the cut ends before it",
                           f"0 to {cut.frames - 1} would do", "see the cut with: workprint edits")
    told = {"text": name.strip()} if name.strip() else {}
    entry, number = _put(desk, scene, cut, (start, start + 1), told, marker=True)
    return Said(entry, f"marker {number} is on {Timecode(start, cut.rate)}")


def _cut(desk: Table, scene: str) -> Cut:
    """The circled cut: notes are written on no other."""
    marked = desk.film.circled(scene)
    if marked is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    cut: Cut = marked.alt.content
    return cut


def _put(desk: Table, scene: str, cut: Cut, run: tuple[int, int], told: dict[str, str],
         **more: bool) -> tuple[int, int]:
    """Record a note; its entry, and its number in the scene."""
    start, out = run
    seen = [[shot.take, shot.start, shot.out] for shot in within(cut.shots, start, out, desk.material(scene))
            if shot.take]
    # What a person wrote or drew is theirs: it can be erased, and the record still verifies.
    entry = desk.record("note", {"scene": scene, "version": branches_of(desk, scene).here, "start": start, "out": out,
                                 "seen": seen, **more}, told)
    return entry.index, list(branches_of(desk, scene).remarks).index(entry.index) + 1


def listed(desk: Table, scene: str) -> NoteList:
    """Every note, where its frames are now; see `Desk.notes`."""
    tree, marked = branches_of(desk, scene), desk.film.circled(scene)
    cut = marked.alt.content if marked else None
    rows = tuple(_row(desk, scene, number, one, cut) for number, one in enumerate(tree.remarks.values(), 1))
    return NoteList(scene, sum(not one.resolved for one in rows), rows)


def _row(desk: Table, scene: str, number: int, one: Remark, cut: Cut | None) -> NoteRow:
    tree, rate = branches_of(desk, scene), desk.film.rate
    entry = desk.ledger.entry(one.index)
    who = desk.ledger.name_of(entry.author) if entry.author.startswith("person:") else entry.author
    start, out, found = followed(one, cut, written_here=one.version == tree.here)
    version = tree.versions[one.version].number if one.version in tree.versions else 0
    take, frame, _ = one.seen[0] if one.seen else ("", 0, 0)
    return NoteRow(number, start, out, str(Timecode(start, rate)), str(Timecode(out, rate)), one.text,
                   who or "(name erased)", version, found, one.resolved, one.drawing, one.marker, take, frame)


def followed(one: Remark, cut: Cut | None, *, written_here: bool = False) -> tuple[int, int, Found]:
    """First frame and the one after the last of what a note speaks of in a cut, and whether all of it is there.

    Frames are known by the take they are of, so a note moves with them; one on black stays at its place.
    """
    if cut is None:
        return one.start, one.out, "gone"
    if written_here or not one.seen:
        return one.start, one.out, "there" if one.out <= cut.frames else "gone"
    wanted = {(take, frame) for take, first, out in one.seen for frame in range(first, out)}
    found = [(at, seen) for at, seen in _shown(cut, {take for take, _, _ in one.seen}) if seen in wanted]
    if not found:
        return one.start, one.out, "gone"
    frames = [at for at, _ in found]
    whole = {seen for _, seen in found} == wanted
    return min(frames), max(frames) + 1, "there" if whole else "partly there"


def _shown(cut: Cut, takes: set[str]) -> Iterator[tuple[int, tuple[str, int]]]:
    for at, shot in zip(places(cut.shots), cut.shots, strict=False):
        if shot.take in takes:
            yield from ((at + n, (shot.take, shot.shown(n))) for n in range(shot.frames))


def resolve(desk: Table, scene: str, number: int, reopen: bool) -> Said:
    """Say that a note is dealt with; see `Desk.resolve`."""
    remarks = list(branches_of(desk, scene).remarks.values())
    if not 1 <= number <= len(remarks):
        raise NotOnTheDesk(f"note {number} is not in scene {scene}", f"1 to {len(remarks)} would do" if remarks else
                           "a note would do", "see them with: workprint notes")
    if remarks[number - 1].resolved != reopen:
        raise NotAllowed(f"note {number} is {'open' if reopen else 'resolved'} already", "another note would do",
                         "see them with: workprint notes")
    entry = desk.record("resolved", {"scene": scene, "note": remarks[number - 1].index, "resolved": not reopen})
    return Said(entry.index, f"note {number} is {'open again' if reopen else 'resolved'}")


def as_markers(desk: Table, scene: str, cut: Cut) -> tuple[tuple[int, str, str], ...]:
    """Open notes whose frames are in a cut, as frame, name and text: what travels with a handover."""
    tree = branches_of(desk, scene)
    found = ((number, one, followed(one, cut)) for number, one in enumerate(tree.remarks.values(), 1)
             if (one.text or one.drawing or one.marker) and not one.resolved)
    return tuple((start, f"{'Marker' if one.marker else 'Note'} {number}", _words(one))
                 for number, one, (start, _, state) in found if state != "gone")


def _words(one: Remark) -> str:
    """What a note says where a drawing cannot be seen."""
    drawn = "drawn on the picture" if one.drawing else ""
    return "; ".join(word for word in (one.text, drawn) if word) or "marker"
