"""A grade on its way out to other programs, and corrections that come back from them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.desk import graded
from workprint.desk.bring import BroughtIn
from workprint.desk.grading import circled_or_plain, judged
from workprint.desk.loop import put_mark
from workprint.film import Cut, Grade, NotAllowed, Op, ShotGrade, Timecode

if TYPE_CHECKING:
    from workprint.desk.table import Table
    from workprint.exchange.colour import GradeFiles, ReadGrade, Suiting

SIZES = (33, 65)
"""Points along a side of a table that is handed over: the first whose error keeps to `ENOUGH`. Source: facts/colour,
section 4."""

ENOUGH = 2.5
"""Error, in 8-bit codes at the 99th percentile, up to which the smaller table will do. Source: facts/colour 14, 5."""

COLOUR_ONLY = frozenset({"cdl", "cc", "ccc", "cube", "clf", "3dl", "csp", "spi1d", "spi3d", "ale", "amf"})
"""Endings of files that hold colours and no cut. Source: `exchange/colour`."""


@dataclass(frozen=True)
class _Going:
    """A grade that is handed over, with everything that is made of it once."""

    desk: Table
    grade: Grade

    @cached_property
    def kinds(self) -> dict[tuple[str, tuple[Op, ...]], int]:
        """Every different chain, with the first shot that has it: shots of one take mostly share one."""
        found: dict[tuple[str, tuple[Op, ...]], int] = {}
        for n, one in enumerate(self.grade.shots):
            if one.take:
                found.setdefault((one.space, self.grade.ops(n)), n)
        return found

    def lists(self) -> tuple[list[Op], frozenset[int]]:
        """The nearest list of every shot, and the shots whose list does it all."""
        from workprint.media.colour import as_cdl

        fits = {ops: as_cdl(ops, view=self.grade.view) for ops in {ops for _, ops in self.kinds}}
        of = [fits.get(self.grade.ops(n)) for n in range(len(self.grade.shots))]
        return ([fit.op if fit else Op.of("cdl") for fit in of],
                frozenset(n for n, fit in enumerate(of) if fit and fit.exact))

    def tables(self) -> tuple[dict[int, np.ndarray], dict[int, str]]:
        """The table of every shot and of the look alone (-1), and how far each is from the grade."""
        made = {kind: self._table(*kind) for kind in self.kinds}
        tables, says = {}, {}
        for n, one in enumerate(self.grade.shots):
            if one.take:
                tables[n], says[n] = made[one.space, self.grade.ops(n)]
        tables[-1], says[-1] = self._table("ACEScct", self.grade.look)
        return tables, says

    def _table(self, space: str, ops: tuple[Op, ...]) -> tuple[np.ndarray, str]:
        from workprint.media.colour import bake, bake_error

        for size in SIZES:
            table = bake(space, ops, size=size, view=self.grade.view)
            error = bake_error(table, space, ops, self.grade.view)
            if error.p99 <= ENOUGH:
                break
        return table.table, (f"{size} points a side: {error.mean:.2f} of 255 on average, {error.p99:.2f} for one "
                             f"colour in a hundred, ΔE00 {error.de_mean:.2f} and {error.de_p99:.2f}")


def write(desk: Table, scene: str, cut: Cut, folder: Path, name: str) -> GradeFiles:
    """The circled grade of a cut, in every format that carries one, in `folder`; see `Desk.handover`."""
    from workprint.exchange.colour import write_grade

    grade = graded.followed(desk, graded.grade_of(graded.circled_grade(desk, scene).alt), cut)
    going = _Going(desk, grade)
    (lists, exact), (tables, says) = going.lists(), going.tables()
    return write_grade(grade, cut, desk.material(scene), folder, name=name, cdls=lists, luts=tables, errors=says,
                       exact=exact, record_start=Timecode.parse("01:00:00:00", cut.rate), head=desk.head_text())


def bring(desk: Table, scene: str, file: Path, note: str) -> BroughtIn:
    """Take in corrections that somebody made in another program; see `Desk.bring`. Raises `CannotRead`."""
    from workprint.exchange.colour import matched, read_grade_file

    read, before = read_grade_file(file), circled_or_plain(desk, scene)
    cut = graded.cut_here(desk, scene)
    suiting = matched(read, cut, desk.material(scene))
    now = graded.followed(desk, graded.grade_of(before), cut)
    new = graded.followed(desk, read.grade, cut) if read.grade else _corrected(now, read, suiting, file)
    if new == before.content:
        return BroughtIn(-1, f"{file.name} is unchanged, so nothing was recorded", "", cut.frames, len(cut.shots), (),
                         (), (), (), read.notes)
    alt = judged(desk, scene, new)
    counts = tuple(sorted(Counter(one.by for one in suiting.suited).items()))
    says = f"from {file.name}: {_told(now, new)}"
    # Record first, as with every decision.
    entry = desk.record("brought", {
        "scene": scene, "name": file.name, "format": read.format, "sha256": _sha256(file), "says": says,
        "matched": [[how, count] for how, count in counts], "unmatched": list(suiting.unmatched), "differs": []})
    mark = put_mark(desk, scene, alt, "circle", (before.id, alt.id), note, edit=entry.index)
    return BroughtIn(mark, says, alt.id, cut.frames, len(cut.shots), counts, suiting.unmatched, (), (), read.notes)


def _corrected(grade: Grade, read: ReadGrade, suiting: Suiting, file: Path) -> Grade:
    """A grade whose shots have what a file says; a correction that is alone and names no shot is the look's."""
    if not read.corrections:
        raise NotAllowed(f"{file.name} is a table, and a grade here is made of operations that can be read",
                         "its colour decision lists (.ccc, .cdl, an EDL with ASC_SOP) would do",
                         "export those, or go by a still of it: workprint propose --tool colour --reference STILL.png")
    if not suiting.suited and len(read.corrections) == 1:
        return replace(grade, look=(read.corrections[0].op,))
    if not suiting.suited:
        raise NotAllowed(f"none of the {len(read.corrections)} corrections in {file.name} is of a shot of this cut",
                         "names of the takes, their reels or files would do", "; ".join(suiting.unmatched[:3]))
    theirs = {one.shot: one.correction.op for one in suiting.suited}
    shots = tuple(_with(one, theirs.get(n)) for n, one in enumerate(grade.shots))
    # What came back is all that is done to these shots: our look over it would be done twice.
    every = len(theirs) == sum(bool(one.take) for one in shots)
    return replace(grade, shots=shots, look=() if every else grade.look)


def _with(shot: ShotGrade, op: Op | None) -> ShotGrade:
    return shot if op is None else replace(shot, ops=(op,))


def _told(before: Grade, after: Grade) -> str:
    changed = sum(one.ops != other.ops for one, other in zip(before.shots, after.shots, strict=True))
    look = "" if before.look == after.look else ", and the look over all" if after.look else ", and no look over all"
    return f"{changed} of {len(after.shots)} shots are graded as it says{look}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
