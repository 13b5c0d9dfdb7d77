"""A grade as a page of sentences: the whole chain, shot by shot, for a person with any program or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from workprint.exchange.colour.corrections import values
from workprint.film import Cut, Grade, Knob, Op

_UNIT = re.compile(r"1/(10*)(?: (.*))?$")
WORKING = "ACEScct"
"""The space in which the operations are done. Source: ours (docs/grading-files.md)."""


def said(op: Op) -> str:
    """One operation in words and units.

    >>> said(Op.of("exposure", stops=-500))
    'exposure: stops -0.500 stop (darker)'
    """
    told = [_knob(knob, value) for knob, value in zip(op.about.knobs, op.values, strict=True)
            if value != knob.rest or knob.name == "clamp"]
    return f"{op.kind}: {', '.join(told)}" if not op.at_rest else f"{op.kind}: at rest"


def _knob(knob: Knob, value: int) -> str:
    way = knob.more if value > knob.rest else knob.less
    if knob.name == "clamp":
        return way
    found = _UNIT.match(knob.unit)
    assert found, f"{knob.name} has the unit {knob.unit}"
    number = f"{value / int(found[1]):.{len(found[1]) - 1}f}"
    return f"{knob.name} {number}{f' {found[2]}' if found[2] else ''}{f' ({way})' if way else ''}"


def listed(op: Op) -> str:
    """A colour decision list in one line of numbers."""
    text = [f"{value:.6f}" for value in values(op)]
    style = "clamped to 0..1 (ASC v1.2)" if op.value("clamp") else "not clamped (noClampFwd)"
    return (f"slope {' '.join(text[:3])}, offset {' '.join(text[3:6])}, power {' '.join(text[6:9])}, "
            f"saturation {text[9]}; {style}")


def sheet(grade: Grade, cut: Cut, *, name: str, ids: Sequence[str], cdls: Sequence[Op], files: Mapping[int, str],
          errors: Mapping[int, str], notes: Mapping[str, str]) -> str:
    """The page. `files` and `errors` tell each shot's table and how far it is from the grade; -1 is the scene's."""
    rows = [f"{name}: the grade of scene {grade.scene}, {len(grade.shots)} shots, {grade.frames} frames", "",
            f"Configuration: {grade.config} (built into OpenColorIO)", f"View: {grade.view}",
            f"Every operation is done in {WORKING}: a shot's own first, then those of the whole scene, then the view.",
            f"The lists (CDL) are meant in {WORKING}; each tells its style. Tables (.cube) go from the shot's own code "
            "values to the display.", "", *_look(grade, files, errors)]
    for index in range(len(grade.shots)):
        rows += ["", *_shot(grade, cut, index, ids[index], cdls[index], files, errors)]
    if notes:
        rows += ["", *(f"{key}: {' '.join(value.split())}" for key, value in sorted(notes.items()))]
    return "\n".join(rows) + "\n"


def _look(grade: Grade, files: Mapping[int, str], errors: Mapping[int, str]) -> Iterator[str]:
    yield "The whole scene, after each shot's own:"
    yield from _operations(grade.look)
    yield from _table(-1, files, errors)


def _shot(grade: Grade, cut: Cut, index: int, name: str, cdl: Op, files: Mapping[int, str],
          errors: Mapping[int, str]) -> Iterator[str]:
    shot = grade.shots[index]
    if not shot.take:
        yield f"{name}: black, {cut.shots[index].frames} frames; nothing is done to it"
        return
    yield (f"{name}: take {shot.take}, its frames {shot.start} to {shot.out - 1}, from frame {cut.starts[index]} of "
           f"the cut, {cut.shots[index].frames} frames")
    yield f"  its code values are {shot.space}, taken to {WORKING}"
    yield from _operations(shot.ops)
    yield f"  CDL: {listed(cdl)}"
    yield from _table(index, files, errors)


def _operations(ops: Sequence[Op]) -> Iterator[str]:
    acting = [op for op in ops if not op.at_rest]
    yield from (f"  {said(op)}" for op in acting) if acting else ("  nothing is done",)


def _table(index: int, files: Mapping[int, str], errors: Mapping[int, str]) -> Iterator[str]:
    if index in files:
        yield f"  table: {files[index]}{f'; {errors[index]}' if index in errors else ''}"
