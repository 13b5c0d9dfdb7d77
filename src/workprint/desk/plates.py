"""Pictures of a grade: its table for a screen, a strip of its shots, an exact still, and the gallery of stills."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from workprint.desk import graded
from workprint.desk.grading import alt_named
from workprint.desk.results import MadeFile, Said
from workprint.film import BadValue, Grade, NotAllowed, NotOnTheDesk, Op, to_plain

if TYPE_CHECKING:
    from workprint.desk.table import Table

STRIP = 120
"""Height of a graded strip in pixels. Source: our choice; a third more than a cut's, so that skin can be judged."""

TABLES = 64
"""Tables kept at hand. Source: our choice; 431 kB each at 33 points a side."""

LUT_SIZES = (17, 33, 65)
"""Points along a side. Source: facts/colour section 4; what other programs read."""

LONGEST = 60
"""Letters of a still's name. Source: our choice; it has to fit under its picture."""


@dataclass(frozen=True, slots=True)
class GalleryStill:
    """One still of the gallery."""

    name: str
    """What it is called."""
    scene: str
    """Scene number."""
    take: str
    """Take id."""
    frame: int
    """Frame of the take."""
    file: str
    """The picture, as PNG."""
    says: tuple[str, ...]
    """Its grade as sentences."""


def _shot(desk: Table, scene: str, name: str, shot: int) -> tuple[Grade, int]:
    """A grade and the index of a shot that is no black. Raises `NotOnTheDesk`."""
    grade = graded.grade_of(alt_named(desk, scene, name))
    if not 1 <= shot <= len(grade.shots) or not grade.shots[shot - 1].take:
        seen = [n for n, one in enumerate(grade.shots, 1) if one.take]
        raise NotOnTheDesk(f"shot {shot} came", f"{seen[0]} to {seen[-1]} would do, without black" if seen else
                           "a cut with pictures would do", "see them with: workprint grading")
    return grade, shot - 1


def lut(desk: Table, scene: str, name: str, shot: int, size: int) -> np.ndarray:
    """The whole chain of one shot as a table; see `Desk.lut`."""
    if size not in LUT_SIZES:
        raise BadValue(f"a table of {size} points a side was asked for",
                       f"{', '.join(map(str, LUT_SIZES))} would do", "ask for 33")
    grade, n = _shot(desk, scene, name, shot)
    return table_of(desk, grade.shots[n].space, grade.ops(n), size)


def table_of(desk: Table, space: str, ops: Sequence[Op], size: int) -> np.ndarray:
    """A baked table, kept at hand for as long as it is among the latest."""
    from workprint.media.colour import bake

    key = ("table", space, tuple(ops), size)
    known: dict[Any, np.ndarray] = desk.sixes
    if key not in known:
        tables = [one for one in known if one[0] == "table"]
        for old in tables[:-TABLES]:
            known.pop(old, None)
        known[key] = bake(space, ops, size=size).table
    return known[key]


def gradestrip(desk: Table, scene: str, name: str) -> Path:
    """One graded picture of every shot in a row; see `Desk.gradestrip`."""
    alt = alt_named(desk, scene, name)
    grade = graded.grade_of(alt)
    pictures = tuple(desk.film.takes[one.take].original for one in grade.shots if one.take)
    kept = desk.folder.kept("gradestrip.jpg", alt.id, STRIP, *pictures)
    if not kept.exists():
        _saved(np.concatenate([_small(desk, grade, n) for n in range(len(grade.shots))], 1), kept, quality=90)
    return kept


def _small(desk: Table, grade: Grade, n: int) -> np.ndarray:
    from workprint.media.colour import Lut, Preview

    one = grade.shots[n]
    if not one.take:
        return np.zeros((STRIP, STRIP * desk.film.shape[0] // desk.film.shape[1], 3), np.uint8)
    picture = graded.picture_of(desk, desk.take_named(one.take), (one.start + one.out - 1) // 2, STRIP)
    table = table_of(desk, one.space, grade.ops(n), 33)
    return Preview(Lut(33, table)).picture(np.ascontiguousarray(picture))


def _saved(picture: np.ndarray, out: Path, quality: int) -> None:
    part = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    Image.fromarray(picture).save(part, quality=quality)
    part.replace(out)


def audition(desk: Table, scene: str, name: str) -> MadeFile:
    """A playable file of a graded cut, at the size of the proxies; see `Desk.audition`."""
    from workprint.media import Shape, conform

    alt = alt_named(desk, scene, name)
    out = desk.audition_file(alt.id)
    if out.exists():
        return MadeFile(str(out), graded.grade_of(alt).frames)
    grade, shape = graded.grade_of(alt), Shape(*desk.film.shape)
    made = conform(graded.cut_of(desk, scene, grade), desk.material(scene), out, size=shape, grade=grade,
                   on_frame=desk.counting("grading"))
    return MadeFile(str(made.path), made.frames, made.notes)


def graded_still(desk: Table, scene: str, name: str, shot: int, frame: int) -> Path:
    """One picture of a shot, graded the exact way; see `Desk.graded_still`."""
    grade, n = _shot(desk, scene, name, shot)
    one = grade.shots[n]
    at = frame if one.start <= frame < one.out else (one.start + one.out - 1) // 2
    return exact(desk, one.take, at, one.space, grade.ops(n))


def exact(desk: Table, take_id: str, frame: int, space: str, ops: Sequence[Op]) -> Path:
    """One frame of a take's original with operations done to it, as PNG with 16 bits, made once."""
    from workprint.media.colour import graded as through
    from workprint.media.colour import original_picture, write_still

    take = desk.take_named(take_id)
    kept = desk.folder.kept("still.png", take.original, frame, space, to_plain(tuple(ops)))
    if not kept.exists():
        rgb = original_picture(desk.film.originals[take.original], Fraction(frame) / Fraction(desk.film.rate))
        write_still(kept, through(rgb, space, tuple(ops)))
    return kept


def grab(desk: Table, scene: str, name: str, shot: int, alt: str) -> Said:
    """Grab a still into the gallery; see `Desk.grab`."""
    name = " ".join(name.split())
    taken = ", as another is" if name in desk.film.gallery else ""
    if not name or len(name) > LONGEST or taken:
        raise NotAllowed(f"a still was to be called {name!r}{taken}",
                         f"a name of its own, of up to {LONGEST} letters, would do", "give another name")
    grade, n = _shot(desk, scene, alt, shot)
    one = grade.shots[n]
    frame = (one.start + one.out - 1) // 2
    entry = desk.record("grabbed", {"name": name, "scene": scene, "take": one.take, "frame": frame, "space": one.space,
                                    "ops": to_plain(grade.ops(n)), "look": len(grade.look)})
    return Said(entry.index, f"{name}: shot {shot} of scene {scene} is in the gallery")


def gallery(desk: Table) -> tuple[GalleryStill, ...]:
    """Every still that was grabbed; see `Desk.gallery`."""
    return tuple(GalleryStill(one.name, one.scene, one.take, one.frame,
                              str(exact(desk, one.take, one.frame, one.space, one.ops)),
                              tuple(op.says for op in one.ops))
                 for one in desk.film.gallery.values())
