"""Two cuts side by side: what differs, just those moments to watch, and what watching costs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk import loop, versions
from workprint.desk.branches import cut_of
from workprint.desk.handover import audition_alt
from workprint.desk.reached import writable
from workprint.desk.results import Said
from workprint.desk.state import replay
from workprint.film import (
    Alt,
    BadValue,
    Cut,
    Difference,
    Material,
    NotAllowed,
    NotOnTheDesk,
    differences,
    from_plain,
    whole,
)
from workprint.film.moments import Passage, moments

if TYPE_CHECKING:
    from workprint.desk.table import Table

LONGEST = 24 * 3_600_000
"""Thousandths of a second that can be watched for one choice. Source: our choice, a day; more is a mistake."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two cuts of a scene side by side."""

    scene: str
    """Scene number."""
    rate: str
    """Frames per second, exact."""
    names: tuple[str, str]
    """What the two were called."""
    frames: tuple[int, int]
    """Length of each in frames."""
    differences: tuple[Difference, ...]
    """What is otherwise in the second, in order of time; empty where both play the same."""
    passages: tuple[Passage, ...]
    """What the moments show: a passage of the first, the same of the second, and so on."""
    moments: int
    """Length of the moments in frames; 0 where nothing differs."""
    file: str
    """Where the moments can be played; empty where nothing differs, nobody asked for it or it could not be made."""
    note: str = ""
    """Why there is nothing to play, where that is so."""
    alt: str = ""
    """Name under which the moments are played; empty where nothing differs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A cut that somebody named."""

    name: str
    """What to call it."""
    cut: Cut
    """The cut."""
    material: Material
    """What it was cut from: the scene as it was on the desk then."""


def compare(desk: Table, scene: str, one: str, other: str, to: Path | None, *, movie: bool = True) -> Compared:
    """Two cuts side by side; see `Desk.compare`. Without a movie nothing goes on the record."""
    first, second = cut_named(desk, scene, one), cut_named(desk, scene, other)
    found = differences(first.cut, second.cut, first.material, second.material)
    now = desk.material(scene)
    made = moments(renamed(first, now), renamed(second, now), found, now)
    alt = desk.passage(Alt("desk", made.cut)) if found and made.cut.frames else None
    file, note = _play(desk, scene, alt, made.cut, to) if alt and (movie or to) else ("", "")
    return Compared(scene, str(first.cut.rate), (first.name, second.name), (first.cut.frames, second.cut.frames), found,
                    made.passages, made.cut.frames, file, note, alt.id if alt else "")


def _play(desk: Table, scene: str, alt: Alt, cut: Cut, to: Path | None) -> tuple[str, str]:
    """The moments as a file, and why there is none. The table of differences does not wait for pictures."""
    try:
        made = Path(audition_alt(desk, scene, alt).path)
    except NotOnTheDesk as gone:
        if to:
            raise
        return "", str(gone)
    if to:
        to = writable(to, ".mp4")
        shutil.copyfile(made, to)
    watched(desk, scene, "moments", cut)
    return str(to or made), ""


def watched(desk: Table, scene: str, what: str, cut: Cut) -> None:
    """Put on the record that somebody was given this to watch: what a choice costs in watching is counted from it."""
    thousandths = round(1000 * cut.frames / cut.rate)
    desk.record("watched", {"scene": scene, "what": what, "thousandths": thousandths}, author="tool:desk", role="tool")


def watched_for(desk: Table, scene: str, thousandths: int) -> Said:
    """Put on the record how long a screen played; see `Desk.watched`."""
    if not 0 <= thousandths <= LONGEST:
        raise BadValue(f"{thousandths} thousandths of a second were watched", f"0 to {LONGEST} would do",
                       "say how long was played")
    entry = desk.record("watched", {"scene": scene, "what": "played", "thousandths": thousandths}, author="tool:desk",
                        role="tool")
    return Said(entry.index, f"{thousandths / 1000:.1f} s were watched")


def cut_named(desk: Table, scene: str, name: str) -> Chosen:
    """The cut that is meant: a number on show, an id, ``circled``, a version's name or number (``v3``), a locked cut.

    Raises `NotOnTheDesk`.
    """
    found = _version(desk, scene, name) or _locked(desk, scene, name)
    if found:
        index, cut, called = found
    else:
        alt = loop.find_alt(desk, scene, name)
        index, cut = _entry(desk, scene, alt.id), alt.content
        called = name if name == "circled" else f"{name} ({alt.id[:8]})" if name.isdigit() else alt.id[:8]
    if not isinstance(cut, Cut):
        raise NotAllowed(f"{name!r} is no cut", "a cut would do", "compare two cuts of one scene")
    return Chosen(called, cut, _material(desk, scene, cut, index))


def _version(desk: Table, scene: str, name: str) -> tuple[int, Cut, str] | None:
    """A version of the scene's cut by its name, or by its number behind a v."""
    tree = desk.film.branches.get(scene)
    if tree is None or not (name in tree.names.values() or (name[:1] == "v" and whole(name[1:]) is not None)):
        return None
    version = versions.version_named(desk, scene, name.removeprefix("v") if whole(name[1:]) is not None else name)
    return version.index, cut_of(version), name


def _locked(desk: Table, scene: str, name: str) -> tuple[int, Cut, str] | None:
    """A cut that is or was locked under this name, the latest of that name."""
    found = [entry for entry in desk.ledger.entries("lock") if (entry.body["scene"], entry.body["name"]) == (scene,
                                                                                                            name)]
    return (found[-1].index, from_plain(Cut, found[-1].body["cut"]), name) if found else None


def _entry(desk: Table, scene: str, alt: str) -> int:
    """The entry at which an alt came onto the record."""
    proposed = (one.index for one in desk.film.proposals if one.scene == scene and alt in one.ids)
    marked = (one.index for one in desk.film.marks if one.scene == scene and one.alt.id == alt)
    return min((*proposed, *marked), default=len(desk.ledger))


def _material(desk: Table, scene: str, cut: Cut, index: int) -> Material:
    """The scene as it is now; where the cut has takes that are called otherwise now, as it was at that entry."""
    now = desk.material(scene)
    used = {shot.take for shot in cut.shots} | {piece.take for piece in cut.pieces} | {over.take for over in cut.over}
    if used <= {take.id for take in now.takes} | {""}:
        return now
    then = replay((entry for entry in desk.ledger.entries() if entry.index <= index), desk.ledger.personal)
    return then.material(scene) or now


def renamed(chosen: Chosen, now: Material) -> Cut:
    """The cut with its takes called as they are now."""
    if chosen.material is now or chosen.material.takes == now.takes:
        return chosen.cut
    called = {take.original: take.id for take in now.takes}
    names = {take.id: called.get(take.original, take.id) for take in chosen.material.takes} | {"": ""}

    def new(name: str) -> str:
        return names.get(name, name)

    cut = chosen.cut
    return replace(cut, shots=tuple(replace(each, take=new(each.take)) for each in cut.shots),
                   pieces=tuple(replace(each, take=new(each.take)) for each in cut.pieces),
                   over=tuple(replace(each, take=new(each.take)) for each in cut.over))
