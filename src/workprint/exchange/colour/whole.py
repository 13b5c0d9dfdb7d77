"""A whole grade that came back on a timeline: only what can be done here is believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workprint.exchange.colour.clf import configured
from workprint.film import BadValue, Grade, Op, from_plain, op_kind


def whole_grade(told: Any) -> Grade:
    """The grade in the plain form that Workprint wrote. Raises `BadValue` for one that somebody's hand damaged."""
    grade = from_plain(Grade, told)
    wrong = next(_wrong(grade), "")
    if wrong:
        raise BadValue(wrong, "the grade as it was written would do", "take the file as it was handed over")
    return grade


def _wrong(grade: Grade) -> Iterator[str]:
    yield from (sentence for shot in (grade.look, *(shot.ops for shot in grade.shots)) for op in shot
                if (sentence := _misfit(op)))
    config = configured(grade.config)
    yield from (f"no space is called {shot.space[:60]!r}" for shot in grade.shots
                if shot.take and config.getColorSpace(shot.space) is None)
    display, _, view = grade.view.partition("/")
    if view not in config.getViews(display):
        yield f"no view is called {grade.view[:80]!r}"


def _misfit(op: Op) -> str:
    """What is wrong with an operation; empty where nothing is."""
    kind = op_kind(op.kind)
    if kind is None:
        return f"no operation is called {op.kind[:40]!r}"
    if len(op.values) != len(kind.knobs):
        return f"{op.kind} has {len(op.values)} numbers, not {len(kind.knobs)}"
    return next((f"{op.kind} has {knob.name} at {str(value)[:20]}, which goes from {knob.least} to {knob.most}"
                 for knob, value in zip(kind.knobs, op.values, strict=True)
                 if not knob.least <= value <= knob.most), "")
