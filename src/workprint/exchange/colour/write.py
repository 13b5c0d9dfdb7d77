"""A grade on its way out: lists, tables, edit list, log, timeline and a page of sentences, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import opentimelineio as otio

from workprint.exchange.colour.clf import lists_only, look_clf, shot_clf, table_clf
from workprint.exchange.colour.corrections import transform, written
from workprint.exchange.colour.cubes import Table, checked, cube
from workprint.exchange.colour.lists import comments
from workprint.exchange.colour.logs import graded, log
from workprint.exchange.colour.sheet import WORKING, sheet
from workprint.exchange.colour.suiting import shot_id
from workprint.exchange.handover.edl import edit_list
from workprint.exchange.handover.layout import Layout, lay_out
from workprint.exchange.handover.timeline import timeline
from workprint.film import BadValue, Cut, Grade, Material, Op, Timecode, Trouble

SCENE = -1
"""Where a table or a sentence is for the whole scene and not for one shot. Source: ours, as in `Keep.shot`."""

VIEW_SIZE = 33
"""Corners of the view inside a CLF, where no table of the shot tells another size. Source: facts/colour, section 4."""


@dataclass(frozen=True, slots=True)
class GradeFiles:
    """What was written, and what could not be."""

    files: tuple[Path, ...]
    """Files: the scene's first, then each shot's."""
    failed: tuple[tuple[str, str], ...] = ()
    """File name and sentence for each that could not be written."""
    notes: tuple[str, ...] = ()
    """What whoever opens them should know."""


@dataclass(frozen=True)
class _Out:
    """Everything that is to be written, in one place."""

    grade: Grade
    layout: Layout
    material: Material
    name: str
    cdls: Sequence[Op]
    luts: Mapping[int, Table]
    errors: Mapping[int, str]
    exact: frozenset[int]
    start: Timecode
    head: str
    notes: Mapping[str, str]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """What each shot's correction is called."""
        return tuple(shot_id(at, shot.take) for at, shot in enumerate(self.grade.shots))

    @cached_property
    def seen(self) -> list[int]:
        """Indices of the shots that are not black."""
        return [at for at, shot in enumerate(self.grade.shots) if shot.take]


def write_grade(grade: Grade, cut: Cut, material: Material, folder: Path, *, name: str, cdls: Sequence[Op],
                luts: Mapping[int, Table], notes: Mapping[str, str] | None = None,
                errors: Mapping[int, str] | None = None, exact: frozenset[int] = frozenset(),
                record_start: Timecode | None = None, head: str = "") -> GradeFiles:
    """Write `grade` of `cut` into `folder`: ``name.edl .ale .otio .ccc .cdl .txt``, and each shot's in ``name-shots``.

    `cdls` has one list a shot, in ACEScct; `exact` the shots whose list does all that the grade does. `luts` has
    tables by shot, from its code values to the display; under -1 the scene's, from ACEScct through the look to the
    display. `errors` says how far each table is from the grade. Raises `BadValue` where grade, cut and lists do not
    go together, `CannotRead` where the cut uses what `material` does not have.
    """
    _together(grade, cut, cdls, luts)
    layout = lay_out(cut, material)
    start = record_start or Timecode(0, cut.rate)
    out = _Out(grade, replace(layout, lanes=layout.lanes[:1]), material, name, cdls, luts, errors or {}, exact, start,
               head, notes or {})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-shots").mkdir(exist_ok=True)
    return _written(folder, {**_scene(out), **_shots(out)}, _said(out))


def _together(grade: Grade, cut: Cut, cdls: Sequence[Op], luts: Mapping[int, Table]) -> None:
    takes = [(shot.take, shot.start, shot.out) for shot in cut.shots]
    if [(shot.take, shot.start, shot.out) for shot in grade.shots] != takes:
        raise BadValue("the grade was made for another cut", "a grade with the cut's own shots would do",
                       "propose a grade for this cut")
    if len(cdls) != len(grade.shots) or any(op.kind != "cdl" for op in cdls):
        raise BadValue(f"{len(cdls)} lists came for {len(grade.shots)} shots", "one cdl operation a shot would do",
                       "make one for each")
    for table in luts.values():
        checked(table)


def _scene(out: _Out) -> dict[str, Callable[[], str]]:
    """The scene's files by name, each with what makes its text."""
    files: dict[str, Callable[[], str]] = {
        f"{out.name}.edl": partial(_edl, out), f"{out.name}.ale": partial(log, out.layout, out.ids, out.cdls),
        f"{out.name}.otio": partial(_otio, out)}
    if out.seen:  # a file of no corrections is none, and OpenColorIO writes none
        files |= {f"{out.name}.{kind}": partial(_lists, out, kind) for kind in ("ccc", "cdl")}
    if SCENE in out.luts:
        files[f"{out.name}.cube"] = partial(_cube, out, SCENE)
    if lists_only(out.grade.look):
        files[f"{out.name}.clf"] = partial(look_clf, out.grade, out.name)
    return files | {f"{out.name}.txt": partial(_page, out)}


def _shots(out: _Out) -> dict[str, Callable[[], str]]:
    files: dict[str, Callable[[], str]] = {}
    for at in out.seen:
        base = f"{out.name}-shots/{out.ids[at]}"
        files[f"{base}.cc"] = partial(_list, out, at)
        if at in out.luts:
            files[f"{base}.cube"] = partial(_cube, out, at)
        if at in out.luts or _readable(out, at) is not None:
            files[f"{base}.clf"] = partial(_clf, out, at)
    return files


def _edl(out: _Out) -> str:
    beside = {at: comments(out.cdls[at], out.ids[at]) for at in out.seen}
    return edit_list(out.layout, out.material, name=out.name, record_start=out.start, head=out.head, notes=out.notes,
                     beside=beside)


def _otio(out: _Out) -> str:
    whole = lay_out(out.layout.cut, out.material)  # a timeline keeps its sound
    made = timeline(whole, out.material, name=out.name, record_start=out.start, head=out.head, notes=out.notes)
    return str(otio.adapters.write_to_string(graded(made, out.grade, out.ids, out.cdls), "otio_json"))


def _lists(out: _Out, kind: str) -> str:
    made = [transform(out.cdls[at], out.ids[at], _for(out, at)) for at in out.seen]
    return written(made, kind, (f"{out.name}: scene {out.grade.scene}, one correction a shot, in {WORKING}",
                                f"{out.grade.config}; view: {out.grade.view}"))


def _list(out: _Out, at: int) -> str:
    return written([transform(out.cdls[at], out.ids[at], _for(out, at))], "cc")


def _for(out: _Out, at: int) -> tuple[str, ...]:
    """What a correction says of itself: the space it is meant in, and where the shot comes from."""
    shot = out.grade.shots[at]
    return (f"Take {shot.take}; in {WORKING}, reached from {shot.space}",)


def _cube(out: _Out, at: int) -> str:
    space = WORKING if at == SCENE else out.grade.shots[at].space
    about = [f"From {space} to {out.grade.view}", f"Configuration: {out.grade.config}",
             f"Error of this table against the grade: {out.errors.get(at, 'not measured')}"]
    return cube(out.luts[at], out.name if at == SCENE else f"{out.name} {out.ids[at]}", about)


def _readable(out: _Out, at: int) -> Sequence[Op] | None:
    """The lists that do all that is done to a shot, or None where only a table can."""
    ops = out.grade.ops(at)
    if lists_only(ops):
        return ops
    return (out.cdls[at],) if at in out.exact else None


def _clf(out: _Out, at: int) -> str:
    ops = _readable(out, at)
    table = out.luts.get(at)
    if ops is not None:
        try:
            return shot_clf(out.grade, at, out.ids[at], ops, VIEW_SIZE if table is None else table.shape[0])
        except BadValue:
            if table is None:
                raise
    assert table is not None
    space = out.grade.shots[at].space
    return table_clf(table, (f"{out.ids[at]}: {space} to {out.grade.view}", out.grade.config,
                             "One table: this grade cannot be said in steps of a CLF; the sheet says it in words"))


def _page(out: _Out) -> str:
    files = {at: f"{out.name}-shots/{out.ids[at]}.cube" for at in out.luts if at != SCENE}
    if SCENE in out.luts:
        files[SCENE] = f"{out.name}.cube"
    return sheet(out.grade, out.layout.cut, name=out.name, ids=out.ids, cdls=out.cdls, files=files,
                 errors=out.errors, notes=out.notes)


def _said(out: _Out) -> Iterator[str]:
    if {out.cdls[at].value("clamp") for at in out.seen} == {0, 1}:
        yield "some lists clamp and some do not; each says which in its description"
    near = [out.ids[at] for at in out.seen if _readable(out, at) is None]
    if near:
        yield f"a list is only near the grade for {', '.join(near)}; the tables carry the rest"
    if not lists_only(out.grade.look):
        yield "the look is more than lists, so there is no .clf of it; the .cube has it"


def _written(folder: Path, files: Mapping[str, Callable[[], str]], notes: Iterator[str]) -> GradeFiles:
    """Each file in turn: one that fails leaves the others whole and no broken file behind."""
    done: list[Path] = []
    failed: list[tuple[str, str]] = []
    for name, text in files.items():
        path = folder / name
        try:
            path.write_text(text(), encoding="utf-8", newline="\n")
            done.append(path)
        except Exception as error:  # a library raises what it likes; the other files must still be written
            path.unlink(missing_ok=True)
            failed.append((name, f"{path.name} could not be written ({_why(error)}); the other files carry the same "
                                 "grade; use one of those"))
    return GradeFiles(tuple(done), tuple(failed), tuple(notes))


def _why(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return said if isinstance(error, Trouble) else f"{type(error).__name__}: {said}"
