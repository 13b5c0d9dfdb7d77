"""The laws of a grade: it is of this cut, of operations that there are, and everything that stays has stayed."""

from __future__ import annotations

from collections.abc import Iterator

from workprint.film import Brief, Grade, Keep, Op, content_hash
from workprint.tools.colour.look import known


def check_grade(grade: Grade, brief: Brief) -> tuple[str, ...]:
    """A sentence for every law that a grade breaks; empty when it may be locked."""
    return tuple(_broken(grade, brief))


def _broken(grade: Grade, brief: Brief) -> Iterator[str]:
    cut = brief.cut
    if cut is None or grade.cut != content_hash(cut):
        yield f"the grade was made for another cut of scene {grade.scene}; grade this one"
    elif [(shot.take, shot.start, shot.out) for shot in cut.shots] != [
            (shot.take, shot.start, shot.out) for shot in grade.shots] or grade.frames != cut.frames:
        yield "the grade's shots are not the cut's; grade this cut anew"
    for name, ops in (*((f"shot {at}", shot.ops) for at, shot in enumerate(grade.shots, 1)), ("the look", grade.look)):
        yield from (f"{name}: {fault}" for op in ops if (fault := _fault(op)))
    yield from (f"{where(keep)} was to keep its {keep.op.kind}, and does not"
                for keep in brief.keeps if not _stays(grade, keep))


def where(keep: Keep) -> str:
    """What a keep is about: the look, or a shot by its number."""
    return "the look" if keep.shot < 0 else f"shot {keep.shot + 1}"


def _fault(op: Op) -> str:
    if not known((op,)):
        return f"there is no operation {op.kind!r} with {len(op.values)} numbers"
    knobs = zip(op.about.knobs, op.values, strict=True)
    return ", ".join(f"{op.kind} {knob.name} is {value}, {knob.least} to {knob.most} would do"
                     for knob, value in knobs if not knob.least <= value <= knob.most)


def _stays(grade: Grade, keep: Keep) -> bool:
    """Whether an operation is there as it stays; one at rest also where none of its kind is."""
    if keep.shot >= len(grade.shots):
        return False
    there = [op for op in (grade.look if keep.shot < 0 else grade.shots[keep.shot].ops) if op.kind == keep.op.kind]
    return keep.op in there or (keep.op.at_rest and not there)
