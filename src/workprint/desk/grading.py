"""A grade under a person's hands: read as sentences, nudged, kept in part, copied; each change is one version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workprint.desk import graded, loop
from workprint.desk.handwork import TRIED
from workprint.desk.results import Said
from workprint.film import (
    OPS,
    Alt,
    BadValue,
    Grade,
    JudgingTool,
    Keep,
    NotAllowed,
    NotOnTheDesk,
    Op,
    OpKind,
    ShotGrade,
    content_hash,
    in_order,
    op_kind,
    to_plain,
)

if TYPE_CHECKING:
    from workprint.desk.table import Table

TOOL = "colour"
"""The tool that judges what hands made. Source: the built-in entry point."""

UNGRADED = "ungraded"
"""What the cut is called as it was shot. Source: colourists' word."""


KEPT = 200
"""Answers kept at hand, of guards and of dials. Source: our choice; an afternoon's nudges, a few megabytes."""


@dataclass(frozen=True, slots=True)
class GradedShot:
    """One shot of a graded cut."""

    number: int
    """Its number in the cut, from 1."""
    at: int
    """Frame of the cut at which it begins."""
    take: str
    """Take id; empty for black."""
    start: int
    """First frame of the take that is seen."""
    out: int
    """First frame no longer seen."""
    space: str
    """What its camera's code values mean."""
    ops: tuple[Op, ...]
    """Its own operations, before the look."""
    says: tuple[str, ...]
    """The same as sentences."""


@dataclass(frozen=True, slots=True)
class Grading:
    """One grade of a cut, as a colourist reads it."""

    id: str
    """Id of the alt that it is."""
    scene: str
    """Scene number."""
    cut: str
    """Hash of the cut that it was made for."""
    current: bool
    """Whether that is the cut as it is now."""
    rate: str
    """Frames per second, exact."""
    shots: tuple[GradedShot, ...]
    """Every shot, in order."""
    look: tuple[Op, ...]
    """What is done to all of them, after their own."""
    says: tuple[str, ...]
    """The look as sentences."""
    guards: tuple[Any, ...]
    """What every guard found, with its number and its limit."""
    chain: str
    """The way of a picture, from the camera to the screen."""
    kept: tuple[tuple[str, int], ...]
    """Operations that stay: kind, and number of the shot; 0 for the look."""
    score: int = 0
    """What its reasons add up to, in thousandths of a point."""


@dataclass(frozen=True, slots=True)
class TakeSpace:
    """What one take's code values mean."""

    take: str
    """Take id."""
    space: str
    """As the pinned configuration names it; empty where nobody knows."""
    how: str
    """How that is known, or why it is not."""


def circled_or_plain(desk: Table, scene: str) -> Alt:
    """The scene's grade; where none is circled, the cut as it was shot."""
    marked = desk.film.circled(scene)
    return marked.alt if marked else Alt(TOOL, graded.plain_grade(desk, scene))


def alt_named(desk: Table, scene: str, name: str) -> Alt:
    """The grade that a person means; ``ungraded`` is the cut as it was shot. Raises `NotOnTheDesk`."""
    if name == UNGRADED:
        return Alt(TOOL, graded.plain_grade(desk, scene))
    if name == "circled" and desk.film.circled(scene) is None:
        graded.circled_grade(desk, scene)
    return loop.find_alt(desk, scene, name)


def grading(desk: Table, scene: str, name: str) -> Grading:
    """A grade as a colourist reads it; see `Desk.grading`."""
    alt = alt_named(desk, scene, name)
    grade = graded.grade_of(alt)
    cut = graded.cut_of(desk, scene, grade)
    shots = tuple(GradedShot(n, at, one.take, one.start, one.out, one.space, one.ops, tuple(op.says for op in one.ops))
                  for n, (at, one) in enumerate(zip(cut.starts, grade.shots, strict=True), 1))
    kept = tuple((kind, shot + 1) for kind, shot in desk.film.keeps.get(scene, {}))
    return Grading(alt.id, scene, grade.cut, cut == graded.cut_here(desk, scene), str(cut.rate), shots, grade.look,
                   tuple(op.says for op in grade.look), verdicts(desk, grade), chain_of(grade), kept, alt.score)


def chain_of(grade: Grade) -> str:
    """The way of a picture in one sentence.

    >>> chain_of(Grade("1", "", 0, ()))
    'camera space, then ACEScct: each shot, then the look; out through Rec.1886 Rec.709 - Display, ACES 2.0 ...'
    """
    spaces = ", ".join(sorted({one.space for one in grade.shots if one.space})) or "camera space"
    display, _, view = grade.view.partition("/")
    return (f"{spaces}, then ACEScct: each shot, then the look; out through {display}, {view} "
            f"({grade.config})")


def verdicts(desk: Table, grade: Grade) -> tuple[Any, ...]:
    """What every guard finds in a grade, the worst shot of each; found once."""
    key = ("verdicts", content_hash(grade))
    if key not in desk.sixes:
        desk.sixes = {**dict(list(desk.sixes.items())[-KEPT:]), key: _found(desk, grade)}
    found: tuple[Any, ...] = desk.sixes[key]
    return found


def _found(desk: Table, grade: Grade) -> tuple[Any, ...]:
    from workprint.media.colour import graded as through
    from workprint.media.colour import pixels
    from workprint.media.colour.guards import guards
    from workprint.media.colour.verdict import over

    found = []
    for n, one in enumerate(grade.shots):
        if one.take:
            seen = graded.seen_shot(desk, n, one)
            before, after = (through(pixels(seen), one.space, ops) for ops in ((), grade.ops(n)))
            found.append(guards(before, after, faces=seen.faces))
    return over(one for each in found for one in each)


def nudge(desk: Table, scene: str, kind: str, knob: str, value: int, shot: int, by: bool) -> Said:
    """Turn one knob of the circled grade; see `Desk.nudge`."""
    about = _kind(kind)
    known = next((one for one in about.knobs if one.name == knob), None) or (
        about.knobs[0] if not knob and len(about.knobs) == 1 else None)
    if known is None:
        raise BadValue(f"{kind} was to be turned at {knob!r}", f"{', '.join(one.name for one in about.knobs)} would do",
                       "see them all with: workprint ops")
    name = known.name

    def turned(ops: tuple[Op, ...]) -> tuple[Op, ...]:
        now = next((op for op in ops if op.kind == kind), Op.of(kind))
        new = now.turned(name, now.value(name) + value if by else value)
        return in_order((*(op for op in ops if op.kind != kind), new))

    where = f"shot {shot}" if shot else "the look"
    return changed(desk, scene, "nudge", shot, turned, lambda ops: f"{where}: {_told(ops, kind)}")


def _told(ops: Sequence[Op], kind: str) -> str:
    return next((op.says for op in ops if op.kind == kind), f"{kind} at rest")


def _kind(name: str) -> OpKind:
    found = op_kind(name)
    if found is None:
        raise BadValue(f"the operation came as {name!r}", f"{', '.join(one.name for one in OPS)} would do",
                       "see them all with: workprint ops")
    return found


def changed(desk: Table, scene: str, verb: str, shot: int, change: Callable[[tuple[Op, ...]], tuple[Op, ...]],
            says: Callable[[tuple[Op, ...]], str]) -> Said:
    """Change a part of the circled grade: of one shot (from 1), or of the look (0). It is a version, and circled.

    Where nothing is circled yet, the change is on the cut as it was shot. A grade of an older cut goes along to the
    cut as it is now.
    """
    before = circled_or_plain(desk, scene)
    grade = graded.followed(desk, graded.grade_of(before), graded.cut_here(desk, scene))
    if not 0 <= shot <= len(grade.shots):
        raise NotOnTheDesk(f"shot {shot} came", f"1 to {len(grade.shots)} would do, 0 for the look over all",
                           "see them with: workprint grading")
    ops = change(grade.shots[shot - 1].ops if shot else grade.look)
    new = replace(grade, shots=_with(grade.shots, shot - 1, ops)) if shot else replace(grade, look=ops)
    return circle_by_hand(desk, scene, before, new, verb, says(ops))


def _with(shots: tuple[ShotGrade, ...], n: int, ops: tuple[Op, ...]) -> tuple[ShotGrade, ...]:
    return (*shots[:n], replace(shots[n], ops=ops), *shots[n + 1:])


def circle_by_hand(desk: Table, scene: str, before: Alt, grade: Grade, verb: str, says: str) -> Said:
    """Put a grade that hands made on the record, as the scene's grade; or keep it at hand while it is only tried."""
    if grade == before.content:
        raise NotAllowed(f"{verb} changes nothing", "another value would do", "see where it stands: workprint grading")
    if desk.is_trying:
        tried = Alt(before.tool, grade)
        desk.turned = dict([*desk.turned.items(), (tried.id, tried)][-64:])
        return Said(TRIED, f"tried: {says}", tried.id)
    alt = judged(desk, scene, grade)
    # Record first, as with every decision: the edit, then the grade that it makes.
    entry = desk.record("edit", {"scene": scene, "verb": verb, "from": before.id, "to": alt.id, "says": says})
    mark = loop.put_mark(desk, scene, alt, "circle", (before.id, alt.id), "", edit=entry.index)
    return Said(mark, says, alt.id)


def judged(desk: Table, scene: str, grade: Grade) -> Alt:
    """A grade that hands made, with the reasons and axes that the tool gives it."""
    tool = desk.tool(TOOL)
    brief = loop.brief_for(desk, scene, want=1)
    return tool.judge(grade, brief) if isinstance(tool, JudgingTool) else Alt(TOOL, grade)


def keep(desk: Table, scene: str, kind: str, shot: int) -> Said:
    """One operation of the circled grade stays; see `Desk.keep`."""
    _kind(kind)
    grade = graded.grade_of(graded.circled_grade(desk, scene).alt)
    if not 0 <= shot <= len(grade.shots):
        raise NotOnTheDesk(f"shot {shot} came", f"1 to {len(grade.shots)} would do, 0 for the look",
                           "see them with: workprint grading")
    ops = grade.shots[shot - 1].ops if shot else grade.look
    op = next((one for one in ops if one.kind == kind), Op.of(kind))
    entry = desk.record("keep", {"scene": scene, "keep": to_plain(Keep(op, shot - 1))})
    where = f"of shot {shot}" if shot else "of the look"
    return Said(entry.index, f"the {kind} {where} stays ({op.says}), in every grade from now on")


def release(desk: Table, scene: str, kind: str, shot: int) -> Said:
    """What was kept may vary again; see `Desk.release`."""
    if (kind, shot - 1) not in desk.film.keeps.get(scene, {}):
        kept = ", ".join(f"{name} of {f'shot {at + 1}' if at >= 0 else 'the look'}"
                         for name, at in desk.film.keeps.get(scene, {}))
        raise NotAllowed(f"{kind} of {f'shot {shot}' if shot else 'the look'} is not kept",
                         f"{kept or 'something that is kept'} would do", "keep it with: workprint keep " + kind)
    entry = desk.record("release", {"scene": scene, "kind": kind, "shot": shot - 1})
    return Said(entry.index, f"the {kind} may vary again")


def paste(desk: Table, scene: str, of: str, shot: int) -> Said:
    """Copy a grade onto a shot, or onto the whole scene; see `Desk.paste`."""
    ops = _copied(desk, scene, of, shot)
    where = f"shot {shot}" if shot else "the look"
    return changed(desk, scene, "paste", shot, lambda _: ops, lambda _: f"{where} is graded as {of}")


def _copied(desk: Table, scene: str, of: str, shot: int) -> tuple[Op, ...]:
    film = desk.film
    if of in film.gallery:
        grabbed = film.gallery[of]
        at = len(grabbed.ops) - grabbed.look
        return grabbed.ops[:at] if shot else grabbed.ops[at:]
    if of.lower().startswith("scene "):
        return graded.look_of(desk, of[6:].strip())
    grade = graded.grade_of(graded.circled_grade(desk, scene).alt)
    if of[:1] in "sS" and of[1:].isdecimal() and 1 <= int(of[1:]) <= len(grade.shots):
        return grade.shots[int(of[1:]) - 1].ops
    raise NotOnTheDesk(f"the grade of {of!r} was to be copied", f"s1 to s{len(grade.shots)}, 'scene 12' or a still of "
                       "the gallery would do", "see the gallery with: workprint gallery")
