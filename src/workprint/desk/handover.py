"""From a circled cut to what other people open: audition, lock, conform, handover."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk.graded import circled_grade, followed, grade_of
from workprint.desk.loop import brief_for
from workprint.desk.notes import as_markers
from workprint.desk.reached import writable
from workprint.desk.results import HandedOver, LockedCut, MadeFile, Said
from workprint.desk.state import Locked
from workprint.exchange import write_cut, write_handover
from workprint.film import Alt, Cut, HandTool, NotAllowed, NotOnTheDesk, Timecode, to_plain
from workprint.film.playable import unplayable
from workprint.media import Reel, audition, conform

if TYPE_CHECKING:
    from workprint.desk.table import Table
    from workprint.exchange.colour import GradeFiles

ALTERNATES = 2
"""Held cuts that travel with a handover. Source: our choice; more would bury the cut that was chosen."""


def audition_alt(desk: Table, scene: str, alt: Alt) -> MadeFile:
    """A playable file of one alt; see `Desk.audition`."""
    out = desk.audition_file(alt.id)
    if not out.exists():
        audition(alt.content, reels(desk, scene, alt.content), out)
    return MadeFile(str(out), alt.content.frames)


def reels(desk: Table, scene: str, cut: Cut) -> dict[str, Reel]:
    """What an audition needs of every take in the cut. Raises `NotOnTheDesk` where proxies are missing."""
    used = {one.take for part in (cut.shots, cut.pieces, cut.over) for one in part}
    found: dict[str, Reel] = {}
    for take in desk.material(scene).takes:
        if take.id in used:
            kept = desk.kept(take)
            if not kept.proxy.exists() or (take.sound and not kept.sound.exists()):
                raise NotOnTheDesk(f"the proxy of {take.id} is gone from media/", "the original files would do",
                                   "make it again with: workprint ingest RUSHES")
            found[take.id] = Reel(kept.proxy, kept.sound if take.sound else None, take)
    return found


def lock(desk: Table, scene: str, name: str) -> LockedCut:
    """Lock the circled cut; see `Desk.lock`."""
    marked = desk.film.circled(scene)
    if marked is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name} already",
                         "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")
    notes = _check(desk, scene, marked.alt)
    name = _file_name(name or f"scene-{scene}-lock-{_locks(desk, scene) + 1}")
    if any(entry.body["name"] == name for entry in desk.ledger.entries("lock")):
        raise NotAllowed(f"a cut was locked as {name} before, and its .otio stays as it was", "another name would do",
                         f"workprint lock --name {name}-2")
    desk.record("lock", {"scene": scene, "name": name, "alt": marked.alt.id, "stage": "picture lock",
                         "cut": to_plain(marked.alt.content)})
    head = desk.head_text()
    path = write_cut(marked.alt.content, desk.material(scene), desk.folder.cuts / f"{name}.otio", head=head)
    return LockedCut(name, str(path), marked.alt.content.frames, len(marked.alt.content.shots), head, notes)


def _check(desk: Table, scene: str, alt: Alt) -> tuple[str, ...]:
    """What the person who locks has to know. Raises `NotAllowed` for what cannot be played, whoever made it, and for
    a broken law in what a tool made: an editor may break any of them, a tool none."""
    tool, tree = desk.tool(alt.tool), desk.film.branches[scene]
    by_hand = tree.here is not None and tree.versions[tree.here].by_hand
    cannot = unplayable(alt.content, desk.material(scene))
    faults = tool.check(alt, brief_for(desk, scene)) if isinstance(tool, HandTool) else ()
    if cannot or (faults and not by_hand):
        raise NotAllowed(f"the circled cut cannot be locked: {'; '.join((cannot or faults)[:3])}",
                         "a cut that can be played would do" if cannot else "a cut that keeps its pins would do",
                         "propose again, or undo the edit: workprint undo")
    return tuple(faults)


def _locks(desk: Table, scene: str) -> int:
    return sum(entry.body["scene"] == scene for entry in desk.ledger.entries("lock"))


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "cut"


def unlock(desk: Table, scene: str, why: str) -> Said:
    """Open a locked scene again; see `Desk.unlock`."""
    locked = locked_cut(desk, scene)
    if not why.strip():
        raise NotAllowed("unlocking came without a reason", "one sentence would do", "give it with --why")
    entry = desk.record("unlock", {"scene": scene, "name": locked.name}, {"why": why})
    return Said(entry.index, f"{locked.name} is unlocked; its .otio stays in cuts/ as it was")


def locked_cut(desk: Table, scene: str) -> Locked:
    """The locked cut of a scene. Raises `NotAllowed` where nothing is locked."""
    if scene not in desk.film.locked:
        raise NotAllowed(f"scene {scene} is not locked", "a locked cut would do", "lock it first: workprint lock")
    return desk.film.locked[scene]


def conform_cut(desk: Table, scene: str, out: Path | None, codec: str, handles: int, *,
                burnt: bool = False) -> MadeFile:
    """A finished movie of the circled or locked cut from the originals; see `Desk.conform`."""
    locked, marked = desk.film.locked.get(scene), desk.film.circled(scene)
    if locked is None and marked is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled or locked cut would do",
                         "circle one with: workprint circle 1")
    cut = locked.cut if locked else marked.alt.content if marked else None
    assert isinstance(cut, Cut)
    grade = followed(desk, grade_of(circled_grade(desk, scene).alt), cut) if burnt else None
    name = locked.name if locked else f"scene-{scene}-circled"
    file = f"{name}{'-graded' if burnt else ''}.{'mov' if codec == 'prores' else 'mp4'}"
    path = writable(out) if out else desk.folder.handover / name / file
    path.parent.mkdir(parents=True, exist_ok=True)
    made = conform(cut, desk.material(scene), path, codec="prores" if codec == "prores" else "h264", handles=handles,
                   grade=grade, on_frame=desk.counting("conforming"))
    desk.record("made", {"scene": scene, "cut": name, "file": path.name, "sha256": _sha256(path), "codec": codec})
    return MadeFile(str(made.path), made.frames, made.notes)


def hand_over(desk: Table, scene: str, handles: int, movie: str, grade: str) -> HandedOver:
    """A locked cut in every format that others read; see `Desk.handover`."""
    locked = locked_cut(desk, scene)
    folder = desk.folder.handover / locked.name
    folder.mkdir(parents=True, exist_ok=True)
    head = desk.head_text()
    written = write_handover(locked.cut, desk.material(scene), folder, name=locked.name,
                             record_start=Timecode.parse("01:00:00:00", desk.film.rate), handles=handles,
                             alternates=_held(desk, scene, locked), head=head,
                             marks=as_markers(desk, scene, locked.cut))
    coloured = _grade_files(desk, scene, locked, folder) if grade != "none" else None
    files = [*written.files, *(coloured.files if coloured else ())]
    if movie != "none":
        burnt = coloured is not None and grade == "burnt"
        files.append(Path(conform_cut(desk, scene, None, movie, 0, burnt=burnt).path))
    desk.record("handover", {"scene": scene, "name": locked.name, "head": head,
                             "files": {str(path.relative_to(folder)): _sha256(path) for path in files}})
    failed = tuple(f"{kind}: {why}" for kind, why in (*written.failed, *(coloured.failed if coloured else ())))
    notes = (*written.notes, *(coloured.notes if coloured else ()))
    return HandedOver(locked.name, tuple(str(path) for path in files), failed, notes, head)


def _grade_files(desk: Table, scene: str, locked: Locked, folder: Path) -> GradeFiles | None:
    """The circled grade in all its formats, in a folder of its own; None where no grade is circled."""
    from workprint.desk import grade_files

    if desk.bay("colour").film.circled(scene) is None:
        return None
    return grade_files.write(desk.bay("colour"), scene, locked.cut, folder / "grade", f"{locked.name}-grade")


def _held(desk: Table, scene: str, locked: Locked) -> tuple[Alt, ...]:
    held = {mark.alt.id: mark.alt for mark in desk.film.marks
            if mark.scene == scene and mark.decision.mark == "hold" and mark.alt.id != locked.alt}
    return tuple(held.values())[-ALTERNATES:]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def heads_written(desk: Table) -> tuple[str, ...]:
    """Every ledger head that was written into a locked cut or a handover of this film."""
    found = set()
    for path in (*desk.folder.cuts.glob("*.otio"), *desk.folder.handover.glob("**/*.otio")):
        found |= set(re.findall(r'"head":\s*"(\d+:[0-9a-f]{64})"', path.read_text(encoding="utf-8", errors="replace")))
    return tuple(sorted(found, key=lambda head: int(head.split(":")[0])))
