"""ASC colour decision lists: as an operation of a grade, in files of corrections, with the style they are meant in.

A list by itself does not say whether it clamps. ASC v1.2 clamps to 0..1; OpenColorIO reads every list as one that does
not, and above 1.0 lie the highlights of ACEScct. So the style is written with each list, in a description.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import PyOpenColorIO as ocio  # noqa: N813

from workprint.exchange.colour.opened import opened
from workprint.exchange.colour.outside import outline
from workprint.film import BadValue, CannotRead, Op, op_kind

Style = Literal["clamped", "no clamp", ""]
"""How a list is meant; empty where a file does not say."""

MILLION = 1_000_000
"""One, as a `cdl` operation counts. Source: `film.grade.OPS`."""

STYLES: Mapping[int, str] = {1: "Style: ASC v1.2, clamped to 0..1", 0: "Style: no clamp (noClampFwd)"}
"""What a description says of the style, by the operation's knob. Source: ours; the names are ASC's and CLF's."""

def style_words(op: Op) -> str:
    """The style as edit lists, logs and timelines have it, under a key that says it is one."""
    return STYLES[op.value("clamp")].partition(": ")[2]


_STYLE = re.compile(r"\bstyle\W+(asc v1\.2|clamped|no[ -]?clamp)", re.I)

FORMATS = {"cc": "ColorCorrection", "ccc": "ColorCorrectionCollection", "cdl": "ColorDecisionList",
           "clf": "Academy/ASC Common LUT Format"}
"""OpenColorIO's names of the files that it writes out of operations."""

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?"
"""A number as lists write it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One colour decision list out of a file, with all that says which shot it is for."""

    id: str
    """As the file names it; where it does not: its number in the file."""
    op: Op
    """Of kind ``cdl``, in millionths."""
    style: Style = ""
    """What the file says of clamping; empty where it says nothing."""
    names: tuple[str, ...] = ()
    """Whatever else it is called: reel, clip, file, slate, medium."""
    source: str = ""
    """The first source timecode that it is for, where the file is a list of events or takes."""
    source_out: str = ""
    """The source timecode at which it ends."""
    says: str = ""
    """The file's own description of it."""


def cdl_op(numbers: Sequence[float], *, clamp: int) -> Op:
    """The operation for slope, offset, power (three each) and saturation. Raises `BadValue` for what no list may be."""
    names = [knob.name for knob in _knobs()]
    for name, number in zip(names, numbers, strict=False):
        _allowed(name, number)
    return Op("cdl", (*(round(number * MILLION) for number in numbers), clamp))


def _knobs() -> tuple[Any, ...]:
    kind = op_kind("cdl")
    assert kind
    return kind.knobs


def _allowed(name: str, number: float) -> None:
    knob = next(one for one in _knobs() if one.name == name)
    least, most = knob.least / MILLION, knob.most / MILLION
    if not math.isfinite(number) or (number < 0 and not name.startswith("offset")) or (
            number == 0 and name.startswith("power")):
        raise BadValue(f"{name} is {number:g}", "ASC asks for a slope and saturation of 0 or more and a power above 0",
                       "look at what wrote it")
    if not least <= round(number * MILLION) / MILLION <= most:
        raise BadValue(f"{name} is {number:g}", f"{least:g} to {most:g} can be graded here", "grade it in two steps")


def values(op: Op) -> tuple[float, ...]:
    """Slope, offset, power and saturation as numbers: ten of them."""
    return tuple(value / MILLION for value in op.values[:10])


def said_style(texts: Iterable[str]) -> Style:
    """The style that any of the descriptions tells.

    >>> said_style(["Style: ASC v1.2, clamped to 0..1"]), said_style(["warm"])
    ('clamped', '')
    """
    found = next((match for text in texts if (match := _STYLE.search(text))), None)
    if found is None:
        return ""
    return "no clamp" if found[1].lower().startswith("no") else "clamped"


def transform(op: Op, name: str = "", about: Iterable[str] = ()) -> Any:
    """The operation as OpenColorIO has it, its style both set and written in its descriptions."""
    ten = values(op)
    made = ocio.CDLTransform()
    made.setSlope(list(ten[:3]))
    made.setOffset(list(ten[3:6]))
    made.setPower(list(ten[6:9]))
    made.setSat(ten[9])
    made.setStyle(ocio.CDL_ASC if op.value("clamp") else ocio.CDL_NO_CLAMP)
    made.setID(name)
    for text in (*about, STYLES[op.value("clamp")]):
        made.getFormatMetadata().addChildElement("Description", text)
    return made


def written(made: Iterable[Any], kind: str, about: Iterable[str] = ()) -> str:
    """OpenColorIO's operations as the text of a ``cc``, ``ccc``, ``cdl`` or ``clf`` file."""
    group = ocio.GroupTransform(list(made))
    for text in about:
        group.getFormatMetadata().addChildElement("Description", text)
    return str(group.write(formatName=FORMATS[kind], config=ocio.Config.CreateRaw()))


def read_corrections(text: str, kind: str, name: str, *, clamp: int) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The corrections of a ``cc``, ``ccc`` or ``cdl`` file, and notes. Raises `CannotRead`.

    `clamp` is what a list is taken for that does not say its style.
    """
    media = outline(text.encode(), name).media
    group, notes = opened(text, kind, name, lambda path: list(ocio.CDLTransform.CreateGroupFromFile(path)))
    media += [""] * (len(group) - len(media))
    found: list[Correction] = []
    left: list[str] = []
    for number, (one, medium) in enumerate(zip(group, media, strict=False), 1):
        try:
            found.append(_correction(one, number, medium, clamp, ""))
        except BadValue as error:
            left.append(f"correction {one.getID() or number} was left out: {error.came}; {error.would_do}")
    return some(found, left, name), (*notes, *left)


def some(found: Sequence[Correction], left: Sequence[str], name: str) -> tuple[Correction, ...]:
    """The corrections, if there are any. Raises `CannotRead` with the first reason where there are none."""
    if not found:
        raise CannotRead(f"{name!r} holds no correction that can be used{f' ({left[0]})' if left else ''}",
                         "an ASC colour decision list would do", "look at what wrote it")
    return tuple(found)


def steps_corrections(steps: Sequence[Any]) -> tuple[Correction, ...]:
    """The lists among the steps of a CLF, which tell their style themselves; those out of bounds are left out."""
    found: list[Correction] = []
    lists = [step for step in steps if isinstance(step, ocio.CDLTransform)]
    for number, one in enumerate(lists, 1):
        style: Style = "clamped" if one.getStyle() == ocio.CDL_ASC else "no clamp"
        with contextlib.suppress(BadValue):
            found.append(_correction(one, number, "", 0, style))
    return tuple(found)


def _correction(one: Any, number: int, medium: str, clamp: int, style: Style) -> Correction:
    told = [str(each.getElementValue()) for each in one.getFormatMetadata().getChildElements()]
    style = style or said_style(told)
    ten = (*one.getSlope(), *one.getOffset(), *one.getPower(), one.getSat())
    op = cdl_op(ten, clamp=int(style == "clamped") if style else clamp)
    says = " / ".join(text for text in told if not _STYLE.search(text))
    return Correction(one.getID() or str(number), op, style, (medium,) if medium else (), says=says)
