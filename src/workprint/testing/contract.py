"""The contract of a tool, held by trying it: what comes back is alts, the same every time, and each says why."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from itertools import islice

from workprint.film import (
    ON,
    Alt,
    BadTool,
    BadValue,
    Brief,
    CannotCut,
    DialledTool,
    Grade,
    Pin,
    Tool,
    ToolCard,
    Veto,
    canonical,
    content_hash,
    op_kind,
    to_plain,
)
from workprint.testing.pictures import made_brief, made_keeps


def check_tool(tool: Tool, brief: Brief | None = None) -> tuple[str, ...]:
    """Sentences about what was tried and held. Raises `BadTool` naming the first promise that does not hold.

    >>> class Silent:
    ...     card = None
    >>> check_tool(Silent())
    Traceback (most recent call last):
    workprint.film.errors.BadTool: Silent has no propose(); ...
    """
    _shape(tool)
    brief = brief or made_brief(tool.card.craft)
    alts = _alts(tool, brief, seed=1)
    told = [_card(tool), _values(tool, alts), _distinct(tool, alts), _same(tool, brief, alts), _why(tool, alts)]
    if tool.card.craft == "cutting":
        told += [_pinned(tool, brief), _vetoed(tool, brief)]
    if tool.card.craft == "colour":
        told += [_graded(tool, brief, alts), _kept(tool, brief)]
    if isinstance(tool, DialledTool):
        told.append(_dialled(tool, brief))
    return tuple(told)


def _fail(tool: object, came: str, would_do: str) -> BadTool:
    card = getattr(tool, "card", None)
    name = card.name if isinstance(card, ToolCard) else type(tool).__name__
    return BadTool(f"{name} {came}", f"{would_do} would do", "see docs/write-a-tool.md")


def _shape(tool: object) -> None:
    for verb in ("propose", "conform"):
        if not callable(getattr(tool, verb, None)):
            raise _fail(tool, f"has no {verb}()", "a tool with a card, propose() and conform()")
    if not isinstance(getattr(tool, "card", None), ToolCard):
        raise _fail(tool, "has no ToolCard as its card", "a workprint.film.ToolCard")


def _card(tool: Tool) -> str:
    for field in ("name", "version", "craft", "does", "learned_from", "licence"):
        if not getattr(tool.card, field):
            raise _fail(tool, f"leaves {field} of its card empty", "one plain sentence or name")
    if tool.card.explains not in ("fully", "partly", "not"):
        raise _fail(tool, f"says it explains {tool.card.explains!r}", "fully, partly or not")
    return f"the card of {tool.card.name} {tool.card.version} is filled in"


def _alts(tool: Tool, brief: Brief, seed: int) -> tuple[Alt, ...]:
    before = canonical(brief)
    alts = tuple(islice(tool.propose(brief, seed=seed), brief.want * 4))
    if canonical(brief) != before:
        raise _fail(tool, "changes the brief it is given", "a tool that only reads it")
    if not alts:
        raise _fail(tool, "offers nothing for a brief that can be met", "at least one alt")
    return alts


def _values(tool: Tool, alts: tuple[Alt, ...]) -> str:
    for alt in alts:
        if not isinstance(alt, Alt) or alt.tool != tool.card.name:
            raise _fail(tool, f"offers {type(alt).__name__} as {getattr(alt, 'tool', 'nothing')!r}",
                        "Alts under its own name")
        to_plain(alt)
        if alt.id != content_hash(alt.content):
            raise _fail(tool, "offers an alt whose id is not the hash of its content", "an Alt as it is")
        _frozen(tool, alt)
        axes = {name for name, _ in alt.axes}
        if any(ON in name for name in axes) or any(name.partition(ON)[0] not in axes for name, _ in alt.on_lines):
            raise _fail(tool, f"names an axis with {ON.strip()!r} in it, or tells of lines an axis that it has not",
                        "axes of the whole, and on_lines such as 'pace on late lines'")
    return f"{len(alts)} alts are values, each known by the hash of its content"


def _frozen(tool: Tool, alt: Alt) -> None:
    try:
        name = fields(alt.content)[0].name
        setattr(alt.content, name, None)
    except (FrozenInstanceError, AttributeError, TypeError):
        return
    raise _fail(tool, "offers content that can be changed", "frozen values")


def _distinct(tool: Tool, alts: tuple[Alt, ...]) -> str:
    if len({alt.id for alt in alts}) != len(alts):
        raise _fail(tool, "offers the same thing twice", "alts that differ")
    return "no two alts are the same"


def _same(tool: Tool, brief: Brief, alts: tuple[Alt, ...]) -> str:
    if canonical(_alts(tool, brief, seed=1)) != canonical(alts):
        raise _fail(tool, "offers other alts for the same brief and seed", "chance that comes from the seed alone")
    if canonical(_alts(type(tool)(), brief, seed=1)) != canonical(alts):
        raise _fail(tool, "remembers what it was asked before", "answers that come from brief and seed alone")
    return "the same brief and seed give the same alts, also from a new tool"


def _why(tool: Tool, alts: tuple[Alt, ...]) -> str:
    if tool.card.explains == "fully":
        for alt in alts:
            if not alt.reasons or not all(reason.says.strip() and reason.name for reason in alt.reasons):
                raise _fail(tool, "says it explains itself fully, and an alt has no reasons",
                            "a sentence for every point")
    return {"fully": "every alt says why, and the reasons add up to its score",
            "partly": "it says that it explains itself in part",
            "not": "it says that it cannot say why"}[tool.card.explains]


def _pinned(tool: Tool, brief: Brief) -> str:
    line = brief.material.scene.spoken[len(brief.material.scene.spoken) // 2].id
    for take in brief.material.takes:
        asked = replace(brief, pins=(*brief.pins, Pin(line, take.id)))
        for alt in _or_none(tool, asked):
            if alt.content.by_line.get(line, (take.id,))[0] != take.id and take.id not in alt.content.by_line[line]:
                raise _fail(tool, f"breaks a pin of {take.id} on line {line}", "pins that hold in every alt")
    return "a pinned take stays on its line in every alt"


def _vetoed(tool: Tool, brief: Brief) -> str:
    take = brief.material.takes[-1].id
    for alt in _or_none(tool, replace(brief, vetoes=(*brief.vetoes, Veto(take)))):
        used = {shot.take for shot in alt.content.shots} | {piece.take for piece in alt.content.pieces}
        if take in used:
            raise _fail(tool, f"uses {take} against a veto", "vetoes that hold in every alt")
    return "a vetoed take never comes"


def _graded(tool: Tool, brief: Brief, alts: tuple[Alt, ...]) -> str:
    """Every alt is a grade of the whole cut, of operations that there are, within their ends."""
    for alt in alts:
        grade = _grade(tool, alt)
        shots = [(shot.take, shot.start, shot.out) for shot in grade.shots]
        if brief.cut is None or grade.cut != content_hash(brief.cut) or shots != [
                (shot.take, shot.start, shot.out) for shot in brief.cut.shots]:
            raise _fail(tool, "offers a grade that is not of the cut it was given", "one part for each shot of the cut")
        for op in (*grade.look, *(op for shot in grade.shots for op in shot.ops)):
            kind = op_kind(op.kind)
            if kind is None or len(kind.knobs) != len(op.values) or not all(
                    knob.least <= value <= knob.most for knob, value in zip(kind.knobs, op.values, strict=True)):
                raise _fail(tool, f"offers {op.kind} {op.values}", "operations that there are, within their ends")
    return "every alt grades every shot of the cut, with operations that there are"


def _grade(tool: Tool, alt: Alt) -> Grade:
    if not isinstance(alt.content, Grade):
        raise _fail(tool, f"offers a {type(alt.content).__name__} as a grade", "a workprint.film.Grade")
    return alt.content


def _kept(tool: Tool, brief: Brief) -> str:
    for keep in made_keeps():
        for alt in _or_none(tool, replace(brief, keeps=(*brief.keeps, keep))):
            grade = _grade(tool, alt)
            ops = grade.look if keep.shot < 0 else grade.shots[keep.shot].ops
            there = [op for op in ops if op.kind == keep.op.kind]
            if there != [keep.op] and not (keep.op.at_rest and not there):
                raise _fail(tool, f"does not keep {keep.op.kind} {keep.op.values}", "keeps that hold in every alt")
    return "a kept operation stays as it is in every alt, of the look and of a shot"


def _dialled(tool: DialledTool, brief: Brief) -> str:
    """Every dial stands where it is set, beside what else the brief asks for, and what it turns is measured."""
    dials = tool.dials(brief.material)
    pinned = replace(brief, pins=(Pin(brief.material.scene.spoken[0].id, brief.material.takes[0].id),))
    for dial in dials:
        for setting in (-1000, -300, 0, 400, 1000):
            asked = tool.dialled(pinned, {dial.name: setting})
            if dict(tool.settings(asked))[dial.name] != setting or asked.pins != pinned.pins:
                raise _fail(tool, f"sets its dial {dial.name!r} to {setting}, and it does not stand there",
                            "dials that can be read back from the brief")
        if not (dial.name and dial.less and dial.more and dial.about):
            raise _fail(tool, f"leaves a word of its dial {dial.name!r} empty", "a craft word at both ends")
    try:
        tool.dialled(brief, {"no such dial": 1})
    except BadValue:
        alt = next(iter(tool.propose(brief, seed=1)))
        measured = dict(tool.measured(alt, brief))
        if set(measured) != {dial.name for dial in dials} or not all(0 <= each <= 1000 for each in measured.values()):
            raise _fail(tool, "does not measure what its dials turn", "thousandths for every dial") from None
        return f"its {len(dials)} dials stand where they are set, and what each turns is measured"
    raise _fail(tool, "sets a dial that it does not have", "BadValue with a sentence")


def _or_none(tool: Tool, brief: Brief) -> tuple[Alt, ...]:
    try:
        return tuple(tool.propose(brief, seed=1))
    except CannotCut:
        return ()  # a sentence instead of alts is an honest answer
