"""Versions of a cut: see them as a tree, go to any of them, name one, say how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk.branches import STAGES, Branches, Version
from workprint.desk.results import Said
from workprint.film import NotAllowed, NotOnTheDesk, Stage

if TYPE_CHECKING:
    from workprint.desk.table import Table


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as it is listed."""

    number: int
    """Its number in the scene, from 1."""
    parent: int
    """Number of the version it was made from; 0 for none."""
    depth: int
    """How far it is branched off; 0 for the line that leads to where the scene stands."""
    what: str
    """How it came: circled, or what the edit did."""
    who: str
    """Who made it."""
    time: str
    """When, in UTC."""
    frames: int
    """Length in frames."""
    shots: int
    """Number of shots."""
    name: str
    """Its name, if it has one."""
    stage: Stage
    """How far the cut had come."""
    notes: int
    """Open notes that were written on it."""
    here: bool
    """Whether the scene stands there."""
    alt: str
    """Id of the alt it is."""


@dataclass(frozen=True, slots=True)
class VersionTree:
    """Every version of a scene's cut."""

    scene: str
    """Scene number."""
    rate: str
    """Frames per second, exact."""
    stage: Stage
    """How far the cut has come."""
    rows: tuple[VersionRow, ...]
    """Side branches first, then what they branch off from, each below what it was made from."""


def versions(desk: Table, scene: str) -> VersionTree:
    """The tree of versions; see `Desk.versions`."""
    tree = branches_of(desk, scene)
    return VersionTree(scene, str(desk.film.rate), tree.stage,
                       tuple(_row(desk, tree, one, depth) for one, depth in _drawn(tree, None, 0)))


def branches_of(desk: Table, scene: str) -> Branches:
    """The versions of a scene; none where nothing was circled yet."""
    return desk.film.branches.get(scene) or Branches()


def _drawn(tree: Branches, parent: int | None, depth: int) -> Iterator[tuple[Version, int]]:
    """Every version below `parent` with how far it is branched off; no recursion along a line, however long."""
    while True:
        below = [one for one in tree.versions.values() if one.parent == parent]
        if not below:
            return
        on_way = {one.index for one in tree.path(tree.here)}
        main = next((one for one in below if one.index in on_way), below[-1])
        for side in below:
            if side is not main:
                yield side, depth + 1
                yield from _drawn(tree, side.index, depth + 1)
        yield main, depth
        parent = main.index


def _row(desk: Table, tree: Branches, one: Version, depth: int) -> VersionRow:
    entry, made = desk.ledger.entry(one.index), one.marked.alt.content
    parent = tree.versions[one.parent].number if one.parent is not None else 0
    who = desk.ledger.name_of(entry.author) if entry.author.startswith("person:") else entry.author
    open_notes = sum(note.version == one.index and not note.resolved for note in tree.remarks.values())
    return VersionRow(one.number, parent, depth, one.made, who or "(name erased)", entry.time, made.frames,
                      len(made.shots), tree.names.get(one.index, ""), tree.stages[one.index], open_notes,
                      one.index == tree.here, one.marked.alt.id)


def back(desk: Table, scene: str) -> Said:
    """Go to the version that this one was made from; see `Desk.undo`."""
    tree = branches_of(desk, scene)
    if tree.here is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    return move(desk, scene, tree.versions[tree.here].parent, "undo")


def redo(desk: Table, scene: str) -> Said:
    """Go to the version that was left by an undo; see `Desk.redo`."""
    tree = branches_of(desk, scene)
    if tree.left.get(tree.here) not in tree.versions:
        raise NotAllowed(f"there is nothing to redo in scene {scene}",
                         "what undo took back last, and nothing new since, would do",
                         "see them all with: workprint versions")
    return move(desk, scene, tree.left[tree.here], "redo")


def go(desk: Table, scene: str, name: str) -> Said:
    """Go to any version; see `Desk.go`."""
    return move(desk, scene, version_named(desk, scene, name).index, "go")


def move(desk: Table, scene: str, to: int | None, how: str) -> Said:
    """Stand at another version. Raises `NotAllowed` in a locked scene."""
    refuse_locked(desk, scene)
    tree = branches_of(desk, scene)
    left = tree.versions.get(tree.here) if tree.here is not None else None
    entry = desk.record("went", {"scene": scene, "from": tree.here, "to": to, "how": how})
    stays = f"; version {left.number} stays in the tree" if left and how == "undo" else ""
    if to is None:
        return Said(entry.index, f"nothing is circled in scene {scene} any more{stays}: workprint redo")
    found = tree.versions[to]
    return Said(entry.index, f"scene {scene} is at {called(tree, found)} again, {found.made}{stays}",
                found.marked.alt.id)


def called(tree: Branches, version: Version) -> str:
    """A version by number and name."""
    name = tree.names.get(version.index)
    return f"version {version.number}" + (f" ({name})" if name else "")


def version_named(desk: Table, scene: str, name: str) -> Version:
    """The version that is meant by its number or its name. Raises `NotOnTheDesk`."""
    tree = branches_of(desk, scene)
    for one in tree.versions.values():
        if name == str(one.number) or name.casefold() == tree.names.get(one.index, "").casefold() != "":
            return one
    names = "".join(f", {name}" for name in tree.names.values())
    raise NotOnTheDesk(f"version {name!r} is not in scene {scene}",
                       f"1 to {len(tree.versions)}{names} would do" if tree.versions else "a circled cut would do",
                       "see them with: workprint versions" if tree.versions else "circle one with: workprint circle 1")


def name_version(desk: Table, scene: str, name: str, version: str) -> Said:
    """Give a version a name; see `Desk.name`."""
    tree = branches_of(desk, scene)
    found = version_named(desk, scene, version) if version else tree.versions.get(tree.here or -1)
    name = " ".join(name.split())
    if found is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    if not name or name.isdigit() or len(name) > LONGEST:
        raise NotAllowed(f"the name came as {name!r}", f"up to {LONGEST} letters, not a number alone, would do",
                         "give another name")
    other = next((index for index, known in tree.names.items() if known.casefold() == name.casefold()), found.index)
    if other != found.index:
        raise NotAllowed(f"version {tree.versions[other].number} is called {name!r} already",
                         "a name of its own would do", "give another name")
    entry = desk.record("named", {"scene": scene, "version": found.index, "name": name})
    return Said(entry.index, f"version {found.number} is called {name!r}")


LONGEST = 80
"""Letters of a version's name. Source: our choice; it has to fit in a line of the tree."""


def set_stage(desk: Table, scene: str, stage: str, why: str) -> Said:
    """Say how far the cut has come; see `Desk.stage`."""
    refuse_locked(desk, scene)
    tree, to = branches_of(desk, scene), _stage_named(stage)
    if tree.here is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    if to == STAGES[-1]:
        raise NotAllowed("picture lock came as a stage", "the lock itself would do", "lock it with: workprint lock")
    if to == tree.stage:
        raise NotAllowed(f"scene {scene} is at its {to} already", "another stage would do", "go on")
    if STAGES.index(to) < STAGES.index(tree.stage) and not why.strip():
        raise NotAllowed(f"going back from {tree.stage} to {to} came without a reason", "one sentence would do",
                         "give it with --why")
    entry = desk.record("stage", {"scene": scene, "stage": to, "from": tree.stage, "version": tree.here},
                        {"why": why} if why.strip() else None)
    return Said(entry.index, f"scene {scene} is at its {to}")


def _stage_named(text: str) -> Stage:
    found = [stage for stage in STAGES if text.strip() and stage.startswith(text.strip().casefold())]
    if len(found) != 1:
        raise NotOnTheDesk(f"the stage came as {text!r}", f"{', '.join(STAGES)} would do", "name one of them")
    return found[0]


def refuse_locked(desk: Table, scene: str) -> None:
    """Raise `NotAllowed` where a scene is locked."""
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")
