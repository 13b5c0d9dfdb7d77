"""The versions of a scene's cut as a tree: every circle and every edit is one, and none is ever lost.

This is what the record says of them; `versions` has the verbs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from workprint.film import Cut, Pin, Stage, from_plain

if TYPE_CHECKING:
    from workprint.desk.state import Film, Marked, Note, Recorded

STAGES: tuple[Stage, ...] = ("assembly", "rough cut", "fine cut", "picture lock")
"""The stages of a cut, in the order of the work."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a scene's cut."""

    index: int
    """Ledger entry of the decision that made it."""
    number: int
    """Its number in the scene, from 1."""
    parent: int | None
    """Entry of the version it was made from; None for the first."""
    marked: Marked
    """The decision, and the alt it is."""
    made: str
    """How it came: ``circled``, or what the edit did."""
    pins: tuple[Pin, ...] = ()
    """What the edit that made it holds in later proposals."""
    lines: tuple[str, ...] = ()
    """The lines that it touched: what earlier edits held there counts no more."""
    by_hand: bool = False
    """Whether an editor or another program made the cut itself, and no tool."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a range of frames of one version."""

    index: int
    """Its ledger entry."""
    version: int | None
    """Entry of the version it was written on."""
    start: int
    """First frame of that version it speaks of."""
    out: int
    """First frame after."""
    text: str
    """What it says; empty once erased."""
    seen: tuple[tuple[str, int, int], ...]
    """The frames it speaks of, as take, first frame and the one after the last: what it follows through edits."""
    resolved: bool = False
    """Whether somebody has dealt with it."""
    drawing: tuple[str, ...] = ()
    """What is drawn on the picture, stroke by stroke, as `drawn.strokes` has it; empty once erased."""
    marker: bool = False
    """Whether it only marks a frame, and may have no words."""


@dataclass
class Branches:
    """The versions of one scene, and where the scene stands. Only the replay writes here."""

    versions: dict[int, Version] = field(default_factory=dict)
    here: int | None = None
    left: dict[int | None, int] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    stage: Stage = "assembly"
    before_lock: Stage = "assembly"
    stages: dict[int, Stage] = field(default_factory=dict)
    remarks: dict[int, Remark] = field(default_factory=dict)

    def path(self, index: int | None) -> list[Version]:
        """The versions from the first one to this one."""
        found: list[Version] = []
        while index in self.versions and len(found) <= len(self.versions):
            found.append(self.versions[index])
            index = found[-1].parent
        return found[::-1]

    def move(self, to: int | None) -> None:
        """Stand at another version; on the way up, remember the way down."""
        way = self.path(self.here)
        if to is None or any(one.index == to for one in way):
            for one in way:
                self.left[one.parent] = one.index
        self.here = to
        if to is not None:
            self.back.discard(to)
            for one in self.path(to):
                self.left[one.parent] = one.index

    def standing(self) -> dict[str, Pin]:
        """What the edits on the way to this version hold, by line; a later edit of a line counts."""
        found: dict[str, Pin] = {}
        for one in self.path(self.here):
            found = {line: pin for line, pin in found.items() if line not in one.lines} | {
                pin.line: pin for pin in one.pins}
        return found

    def stand(self, stage: Stage) -> None:
        """Be at a stage, with the version that is here."""
        self.stage = stage
        if self.here is not None:
            self.stages[self.here] = stage


def add(film: Film, mark: Marked, body: Mapping[str, Any], *, undone: bool) -> None:
    """A circle makes a version, and the scene stands there; one that was undone stays in the tree."""
    tree = film.branches.setdefault(mark.scene, Branches())
    parent = body.get("parent", tree.here)
    made = film.edits.get(body.get("edit") or -1, {})
    pin = film.pins.get(mark.scene, {}).get((body.get("edit") or -1, 0))
    pins = (pin,) if pin else tuple(from_plain(Pin, one) for one in made.get("pins", ()))
    says = made.get("says") or (_wish(pin) if pin else "circled")
    tree.versions[mark.index] = Version(mark.index, len(tree.versions) + 1, parent if parent in tree.versions else None,
                                        mark, says, pins, tuple(made.get("lines", ())), made.get("by_hand", False))
    tree.stages[mark.index] = tree.stage
    if undone:
        tree.back.add(mark.index)
    else:
        tree.move(mark.index)


def _wish(pin: Pin) -> str:
    """A line-level edit in a few words, for the tree."""
    other = next((take for take in (pin.take, pin.reaction) if take and pin.by_hand in ("swap", "react")), "")
    return f"{pin.by_hand or 'pin'} on line {pin.line}{f', {other}' if other else ''}"


def edit(film: Film, entry: Recorded, _: Note) -> None:
    """An edit by hand, or a cut that came back: the decision that follows makes it a version."""
    film.edits[entry.index] = {**entry.body, "by_hand": True}


def went(film: Film, entry: Recorded, _: Note) -> None:
    """The scene stands at another version."""
    tree, to = film.branches.setdefault(entry.body["scene"], Branches()), entry.body["to"]
    if to is not None and to not in tree.versions:
        return
    if entry.body["how"] == "undo" and tree.here is not None:
        tree.back.add(tree.here)
    tree.move(to)


def named(film: Film, entry: Recorded, _: Note) -> None:
    """A version has a name."""
    film.branches.setdefault(entry.body["scene"], Branches()).names[entry.body["version"]] = entry.body["name"]


def stage(film: Film, entry: Recorded, _: Note) -> None:
    """The cut has come to a stage."""
    film.branches.setdefault(entry.body["scene"], Branches()).stand(entry.body["stage"])


def note(film: Film, entry: Recorded, private: Note) -> None:
    """Somebody noted something on a range of frames."""
    body = entry.body
    told = {name: private(key) or "" for name, key in entry.private}
    film.branches.setdefault(body["scene"], Branches()).remarks[entry.index] = Remark(
        entry.index, body["version"], body["start"], body["out"], told.get("text", ""),
        tuple((take, first, out) for take, first, out in body["seen"]),
        drawing=tuple(told.get("drawing", "").splitlines()), marker=body.get("marker", False))


def resolved(film: Film, entry: Recorded, _: Note) -> None:
    """A note was dealt with, or is open again."""
    remarks = film.branches.setdefault(entry.body["scene"], Branches()).remarks
    if entry.body["note"] in remarks:
        remarks[entry.body["note"]] = replace(remarks[entry.body["note"]], resolved=entry.body["resolved"])


def lock(film: Film, scene: str) -> None:
    """A lock is the last stage."""
    tree = film.branches.setdefault(scene, Branches())
    tree.before_lock = tree.stage
    tree.stand("picture lock")


def unlock(film: Film, scene: str) -> None:
    """Unlocked, a cut is at the stage it was at."""
    tree = film.branches.setdefault(scene, Branches())
    tree.stand(tree.before_lock)


def settle(film: Film) -> None:
    """At the end of the record: the pins of the edits on the way to where each scene stands, and of no others."""
    for own in film.crafts.values():
        settle(own)
    for scene, tree in film.branches.items():
        standing = tree.standing()
        linked = {one.marked.edit for one in tree.versions.values()}
        plain = {place: pin for place, pin in film.pins.get(scene, {}).items() if place[0] not in linked}
        by_hand = {(one.marked.edit or one.index, n + 1): pin for one in tree.path(tree.here)
                   for n, pin in enumerate(one.pins) if standing.get(pin.line) is pin}
        film.pins[scene] = {place: pin for place, pin in sorted((plain | by_hand).items())
                            if not any(later > place and (later in by_hand) != (place in by_hand)
                                       and contrary(pin, other) for later, other in (plain | by_hand).items())}
        film.marks = [one for one in film.marks if one.scene != scene or one.index not in tree.back]


def contrary(one: Pin, other: Pin) -> bool:
    """Whether two pins of one line ask for different things: then the later word counts."""
    return bool(one.line) and one.line == other.line and any(
        asked not in (kept, field.default) and kept != field.default
        for field in fields(Pin) if field.name not in ("line", "by_hand")
        for asked, kept in [(getattr(one, field.name), getattr(other, field.name))])


def cut_of(version: Version) -> Cut:
    """The cut that a version is."""
    content = version.marked.alt.content
    assert isinstance(content, Cut)
    return content
