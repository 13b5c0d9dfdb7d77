"""The circled cut as an editor reads it: every shot with its numbers, its lines, its sound edit and its handles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk.places import source_timecode
from workprint.desk.versions import branches_of, called
from workprint.film import Cut, Line, Material, NotAllowed, Shot, Stage, Timecode
from workprint.film.joint import Joint, described, joint
from workprint.film.lanes import handles

if TYPE_CHECKING:
    from workprint.desk.table import Table

WORDS = 4
"""First words of a line that are listed. Source: our choice; enough to know it by."""


@dataclass(frozen=True, slots=True)
class EditRow:
    """One shot of the cut, and the edit at which it begins."""

    shot: str
    """What verbs call it: ``s4``."""
    at: int
    """Frame of the cut at which it begins."""
    place: str
    """That frame as timecode, from 00:00:00:00."""
    record: str
    """The same on the record's counter, from 01:00:00:00."""
    take: str
    """Take id, or ``black``."""
    source: str
    """What the take's own counter shows at its first frame; a count of frames where it has no timecode."""
    frames: int
    """Length in frames."""
    speed: str
    """What was done to its speed: ``50 %``, ``-100 %``, ``frozen``; empty for none."""
    lines: tuple[str, ...]
    """Its lines, each with its first words."""
    role: str
    """What it is there for."""
    sound: str
    """The sound edit at its head: straight, J or L with frames, in room tone, or a sound that runs on."""
    before: int | None
    """Frames of handle before it, without the slate; None for black."""
    after: int | None
    """Frames of handle after it."""


@dataclass(frozen=True, slots=True)
class OverRow:
    """A second sound of the cut."""

    number: int
    """What `mute --over` calls it."""
    place: str
    """Timecode of the cut at which it begins."""
    take: str
    """Take id."""
    source: str
    """What the take's counter shows at its first frame."""
    frames: int
    """Length in frames."""


@dataclass(frozen=True, slots=True)
class EditList:
    """The circled cut, shot by shot."""

    scene: str
    """Scene number."""
    version: str
    """Where the scene stands: ``version 3 (the quiet one)``."""
    stage: Stage
    """How far the cut has come."""
    rate: str
    """Frames per second, exact."""
    frames: int
    """Length in frames."""
    rows: tuple[EditRow, ...]
    """In order."""
    over: tuple[OverRow, ...]
    """Second sounds, in order."""


def edits(desk: Table, scene: str) -> EditList:
    """The circled cut, shot by shot; see `Desk.edits`."""
    marked, tree = desk.film.circled(scene), branches_of(desk, scene)
    if marked is None or tree.here is None:
        raise NotAllowed(f"nothing is circled in scene {scene}", "a circled cut would do",
                         "circle one with: workprint circle 1")
    cut, material = marked.alt.content, desk.material(scene)
    over = tuple(OverRow(n, _place(cut, one.at), one.take, source_timecode(material, one.take, one.start), one.frames)
                 for n, one in enumerate(cut.over, 1))
    return EditList(scene, called(tree, tree.versions[tree.here]), tree.stage, str(cut.rate), cut.frames,
                    tuple(_row(cut, material, n) for n in range(len(cut.shots))), over)


def _place(cut: Cut, frame: int) -> str:
    return str(Timecode(frame, cut.rate))


def _row(cut: Cut, material: Material, n: int) -> EditRow:
    shot, at = cut.shots[n], cut.starts[n]
    record = Timecode.parse("01:00:00:00", cut.rate).plus(at)
    left = handles(shot, material) if material.take(shot.take) else None
    take = material.take(shot.take)
    before = None if left is None or take is None else left[0] if shot.retimed else left[0] - take.head
    lines = tuple(_line(material.scene.line(line), line) for line in shot.lines)
    return EditRow(f"s{n + 1}", at, _place(cut, at), str(record), shot.take or "black",
                   source_timecode(material, shot.take, shot.start) if shot.take else "", shot.frames, _speed(shot),
                   lines, shot.role, _sound(cut, joint(cut, n)), before, left[1] if left else None)


def _line(line: Line | None, name: str) -> str:
    words = line.text.split() if line else []
    return f"{name} {' '.join(words[:WORDS])}{'...' if len(words) > WORDS else ''}".strip()


def _speed(shot: Shot) -> str:
    if not shot.retimed or not shot.take:
        return ""
    if shot.out - shot.start == 1:
        return "frozen"
    percent = (shot.out - shot.start) * 100 / shot.frames
    return f"{'-' if shot.backwards else ''}{percent:.4g} %"


def _sound(cut: Cut, edit: Joint) -> str:
    if edit.shot == 0:
        return ""
    if edit.quiet is not None:
        return f"in {described(cut.pieces[edit.quiet])}"
    if edit.sound is None:
        return "runs on"
    return "straight" if not edit.lead else f"{'J' if edit.lead < 0 else 'L'} {abs(edit.lead)}"
