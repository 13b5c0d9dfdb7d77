"""Where the film stands, what is on its record, and taking back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from workprint.desk import versions
from workprint.desk.results import Said, SceneStanding, Standing
from workprint.desk.state import CUTTING, Film, recorded, taken_back
from workprint.film import NotAFilm, NotAllowed, NotOnTheDesk, Scene
from workprint.ledger import Entry

if TYPE_CHECKING:
    from workprint.desk.table import Table

UNDOABLE = {"decision", "pin", "veto", "correction", "overruled", "adopted", "slate", "camera", "action", "setup",
            "lock", "unlock", "undo", "went", "named", "stage", "note", "resolved", "edit", "brought",
            "keep", "release", "space", "grabbed", "tone", "untone", "avowed", "preferred"}

ALL_CRAFTS = ("tone", "untone")
"""Kinds of entry that speak of every craft, and can be taken back in each. Source: `desk.tones`."""

CALLED = {"decision": "mark", "preferred": "answer", "avowed": "word on a taste", "overruled": "word",
          "keep": "keeping", "grabbed": "still", "resolved": "end of the note", "named": "name",
          "untone": "forgetting of the tone"}
"""What is called otherwise than its kind of entry. Source: DESIGN, words."""

UNWRITTEN = "(in no script yet)"
"""Heading of a scene that was shot and that no script has."""


def undo(desk: Table, index: int | None, scene: str = "") -> Said:
    """Take an entry back, or the latest thing that was done; see `Desk.undo`."""
    told = list(desk.ledger.entries())
    gone = taken_back([recorded(entry) for entry in told])
    trees = {name: tree for name, tree in desk.film.branches.items() if scene in ("", name)}
    # A hand edit is an entry and a circle; both are one version.
    made = {entry: one.index for tree in trees.values() for one in tree.versions.values()
            for entry in (one.index, one.marked.edit)}
    able = [entry for entry in told if entry.kind in UNDOABLE - {"undo", "went"} and _is_here(desk, entry, scene)
            and entry.index not in gone and entry.index not in made]
    here = {tree.here: name for name, tree in trees.items() if tree.here is not None}
    if index is None:
        index = max((*(entry.index for entry in able), *here), default=None)
    if index is None:
        raise NotAllowed("there is nothing to undo", "a mark, pin, veto, edit or lock would do", "go on")
    if index >= len(told) or told[index].kind not in UNDOABLE:
        raise NotAllowed(f"entry {index} cannot be undone",
                         f"one of {', '.join(map(str, sorted({*here, *(one.index for one in able)})[-8:]))} would do",
                         "look with: workprint ledger show")
    return _take_back(desk, told[made.get(index, index)], here)


def _take_back(desk: Table, entry: Entry, here: dict[int, str]) -> Said:
    """Undo one entry: of a version where the scene stands, go to its parent; of a way gone, go back there."""
    if entry.index in here:
        return versions.back(desk, here[entry.index])
    body: dict[str, Any] = entry.body
    if entry.kind == "went":
        return versions.move(desk, body["scene"], body["from"], "redo")
    done = desk.record("undo", {"of": entry.index, "also": [body["edit"]] if body.get("edit") is not None else []})
    return Said(done.index, f"the {_called(entry)} of entry {entry.index} is taken back; it stays on the record")


def redo(desk: Table, scene: str) -> Said:
    """Do again what the latest undo took back, or go to the version that it left; see `Desk.redo`."""
    told = list(desk.ledger.entries())
    latest = _to_redo(desk, told, scene)
    if latest is None:
        return versions.redo(desk, scene)
    entry, _ = _root(told, latest)
    done = desk.record("undo", {"of": latest.index, "also": []})
    return Said(done.index, f"the {_called(entry)} of entry {entry.index} holds again")


def _to_redo(desk: Table, told: Sequence[Entry], scene: str) -> Entry | None:
    """The undo that was the last thing done here, but for what was redone since; None where that left a version."""
    steps: list[Entry] = []
    for entry in told:
        root, undos = _root(told, entry)
        if entry.kind not in UNDOABLE or not _is_here(desk, root, scene):
            continue
        how = entry.body["how"] if entry.kind == "went" else ""
        if undos % 2 or how == "undo":
            steps.append(entry)
        elif undos:  # an undo of an undo does it again
            steps = [one for one in steps if one.index != entry.body["of"]]
        elif how == "redo":
            steps = steps[:-1]
        else:
            steps = []
    return steps[-1] if steps and steps[-1].kind == "undo" else None


def _root(told: Sequence[Entry], entry: Entry) -> tuple[Entry, int]:
    """What was done, below all undos of it and undos of those, and how many they are; an odd number takes it back."""
    undos = 0
    while entry.kind == "undo":
        body: dict[str, Any] = entry.body
        entry, undos = told[body["of"]], undos + 1
    return entry, undos


def _is_here(desk: Table, entry: Entry, scene: str) -> bool:
    """Whether an entry is of this desk's craft, and of a scene or of none."""
    mine = entry.kind in ALL_CRAFTS or entry.body.get("craft", CUTTING) == desk.craft
    return mine and scene in ("", entry.body.get("scene", scene))


def _called(entry: Entry) -> str:
    """What somebody did, in a word."""
    return CALLED.get(entry.kind, entry.kind)


def standing(desk: Table) -> Standing:
    """Where everything stands; see `Desk.status`."""
    film = desk.film
    written = film.script.scenes if film.script else ()
    more = sorted({take.slate.scene for take in film.takes.values()} - {one.number for one in written})
    scenes = tuple(_scene(film, one) for one in (*written, *(Scene(number, UNWRITTEN, ()) for number in more)))
    pictures = {one.hash for one in film.originals.values() if one.picture}
    unslated = len(pictures - {take.original for take in film.takes.values()})
    return Standing(film.title, str(film.rate), scenes, len(film.originals), unslated, len(film.refused),
                    len(desk.ledger), _next(film, scenes), tuple(_ran(film)), _people(desk))


def _people(desk: Table) -> tuple[tuple[str, str], ...]:
    """The people in film.toml; nobody where it cannot be read: that is said where somebody is recorded."""
    try:
        return desk.folder.people()
    except NotAFilm:
        return ()


def _ran(film: Film) -> Iterator[str]:
    """A sentence for every second camera that is on the desk."""
    for take in sorted(film.takes.values(), key=lambda one: (one.slate, one.camera)):
        if take.original in film.cameras:
            yield f"{take.id}: {film.cameras[take.original].says}"


def _scene(film: Film, scene: Scene) -> SceneStanding:
    takes = [take.id for take in film.takes.values() if take.slate.scene == scene.number]
    alts = next((len(one.ids) for one in reversed(film.proposals) if one.scene == scene.number), 0)
    lined = sum(take in film.readings or bool(film.acted.get(take)) for take in takes)
    handed = any(one["scene"] == scene.number and scene.number in film.locked for one in film.handovers)
    stage = ("handed over" if handed else "locked" if scene.number in film.locked
             else "circled" if film.circled(scene.number) else "proposed" if alts else "lined" if lined
             else "shot" if takes else "not shot")
    return SceneStanding(scene.number, scene.heading, len(scene.spoken), len(takes), lined, alts, stage,
                         film.watching(scene.number, marked.index if (marked := film.circled(scene.number)) else None))


def _next(film: Film, scenes: Sequence[SceneStanding]) -> str:
    steps = {"shot": "workprint line", "lined": "workprint propose",
             "proposed": "workprint show, then workprint circle 1",
             "circled": "workprint lock", "locked": "workprint handover"}
    if not film.takes:
        return "workprint ingest RUSHES"
    if film.script is None:
        return "workprint line SCRIPT.fountain, or without one: workprint transcript"
    unwritten = next((one.scene for one in scenes if one.heading == UNWRITTEN), "")
    if unwritten and not any(one.stage in steps and one.heading != UNWRITTEN for one in scenes):
        return f"workprint transcript --scene {unwritten}, or a script that has it"
    return next((f"{steps[one.stage]} --scene {one.scene}" if len(scenes) > 1 else steps[one.stage]
                 for one in scenes if one.stage in steps and one.heading != UNWRITTEN),
                "nothing: every scene that was shot is handed over")


def private_key(desk: Table, who: str) -> str:
    """The key behind a person's name, or `who` itself where it is a key. Raises `NotOnTheDesk` for a stranger."""
    if ":" in who:
        return who
    people = {desk.ledger.name_of(key): key for entry in desk.ledger.entries("person") for _, key in entry.private}
    if who not in people:
        known = ", ".join(sorted(name for name in people if name))
        raise NotOnTheDesk(f"nobody called {who!r} is on the record", f"{known or 'nobody'} would do",
                           "look with: workprint ledger show")
    return people[who]
