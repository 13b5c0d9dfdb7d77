"""Corrections in edit lists and logs: `* ASC_SOP` and `* ASC_SAT` below an event, columns of an ALE, keys of OTIO."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.exchange.colour.corrections import (
    MILLION,
    NUMBER,
    Correction,
    cdl_op,
    said_style,
    some,
    style_words,
)
from workprint.exchange.handover.from_edl import EVENT, NAMES
from workprint.exchange.handover.from_otio import plain
from workprint.exchange.tables import plain_name, read_table
from workprint.film import BadValue, CannotRead, Op

_TRIPLE = rf"\(?\s*({NUMBER})[\s,]+({NUMBER})[\s,]+({NUMBER})\s*\)?\s*"
_SOP = re.compile(rf"{_TRIPLE},?\s*{_TRIPLE},?\s*{_TRIPLE}")
_COMMENT = re.compile(r"(?:COMMENT:)?\s*\*?\s*ASC_(SOP|SAT|CC_XML|STYLE)\b:?\s*(.*)$", re.I)
"""What stands below an event. Source: ASC CDL v1.2, and the samples of OpenTimelineIO's adapter for edit lists."""

_LONGEST = 1000
"""Characters of a line that is looked at. Source: our choice; a list's own lines have under two hundred."""

_NESTED, _BRACKETS = 200, 1_000_000
"""Brackets inside brackets of a timeline, and how many at all. Source: our choice; the real ones have about forty, and
a feature film a few hundred thousand."""


def sop(op: Op) -> str:
    """Slope, offset and power as edit lists and logs have them, to the millionth.

    >>> sop(Op.of("cdl", slope_r=1_100_000, offset_b=-12_345))
    '(1.100000 1.000000 1.000000)(0.000000 0.000000 -0.012345)(1.000000 1.000000 1.000000)'
    """
    # Always with a point and never as 1e-06: OpenTimelineIO's adapters know no other numbers.
    text = [f"{value / MILLION:.6f}" for value in op.values[:9]]
    return "".join(f"({' '.join(text[at:at + 3])})" for at in (0, 3, 6))


def sat(op: Op) -> str:
    """Saturation in the same way."""
    return f"{op.value('saturation') / MILLION:.6f}"


def comments(op: Op, name: str) -> tuple[str, ...]:
    """The lines that stand below an event of an edit list."""
    return (f"* ASC_SOP {sop(op)}", f"* ASC_SAT {sat(op)}", f"* ASC_CC_XML {name}",
            f"* ASC_STYLE {style_words(op)}")


@dataclass
class _Told:
    """What a list says of one correction, as text."""

    id: str
    names: tuple[str, ...] = ()
    source: str = ""
    source_out: str = ""
    said: dict[str, str] = field(default_factory=dict)


def read_list(text: str, name: str, *, clamp: int) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The corrections of an edit list, each with its reel, names and source timecode, and notes."""
    return _made(_events(text), name, clamp)


def _events(text: str) -> Iterator[_Told]:
    told: _Told | None = None
    for line in text.splitlines():
        if len(line) > _LONGEST:
            continue
        if found := EVENT.match(line):
            if told:
                yield told
            told = _Told(found[1], (found[2],), found[6], found[7])
        elif told and (found := _COMMENT.match(line.strip())):
            told.said[found[1].upper()] = found[2]
        elif told and (found := NAMES.match(line.strip())):
            told.names += (found[2].strip(),)
    if told:
        yield told


_COLUMNS = frozenset({"name", "tape", "ascsop", "ascsat", "start", "end", "cdl", "reel"})


def read_log(text: str, name: str, *, clamp: int) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The corrections of an Avid log, each with its clip, tape and first timecode, and notes."""
    table = read_table(text, _COLUMNS)
    if table is None:
        raise CannotRead(f"{name!r} holds no table of takes", "an Avid Log Exchange file would do", "export it again")
    columns = [plain_name(column) for column in table.columns]
    return _made((_row(number, dict(zip(columns, row, strict=True))) for number, row in enumerate(table.rows, 1)),
                 name, clamp)


def _row(number: int, cells: Mapping[str, str]) -> _Told:
    told = {"SOP": cells.get("ascsop") or cells.get("cdl", ""), "SAT": cells.get("ascsat", ""),
            "CC_XML": cells.get("ascccxml", ""), "STYLE": cells.get("ascstyle", "")}
    if not told["SAT"] and cells.get("cdl"):
        told["SAT"] = next(iter(re.findall(rf"\(\s*({NUMBER})\s*\)\s*$", cells["cdl"])), "")
    names = (cells.get(key, "") for key in ("name", "tape", "reel", "slate", "sourcefile", "camroll"))
    return _Told(str(number), tuple(dict.fromkeys(filter(None, names))), cells.get("start", ""),
                 cells.get("end", ""), {key: value for key, value in told.items() if value})


def _made(told: Iterator[_Told], name: str, clamp: int) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    found: list[Correction] = []
    left: list[str] = []
    for one in told:
        if not one.said.keys() & {"SOP", "SAT"}:
            continue
        try:
            found.append(_correction(one, clamp))
        except BadValue as error:
            left.append(f"correction {one.id} was left out: {error.came}; {error.would_do}")
    return some(found, left, name), tuple(left)


def _correction(one: _Told, clamp: int) -> Correction:
    style = said_style([f"style: {one.said.get('STYLE', '')}"])
    numbers = (*_nine(one.said.get("SOP", "")), _saturation(one.said.get("SAT", "")))
    op = cdl_op(numbers, clamp=int(style == "clamped") if style else clamp)
    return Correction(one.said.get("CC_XML") or one.id, op, style, one.names, one.source, one.source_out)


def _nine(text: str) -> tuple[float, ...]:
    if not text:
        return (1, 1, 1, 0, 0, 0, 1, 1, 1)
    text = " ".join(text.split())  # long runs of white would be tried in every way
    found = _SOP.match(text)
    if found is None:
        raise BadValue(f"ASC_SOP is {text[:60]!r}", "three times three numbers would do", "look at what wrote it")
    return tuple(map(float, found.groups()))


def _saturation(text: str) -> float:
    if not text:
        return 1.0
    found = re.fullmatch(rf"\(?\s*({NUMBER})\s*\)?", text.strip())
    if found is None:
        raise BadValue(f"ASC_SAT is {text[:60]!r}", "one number would do", "look at what wrote it")
    return float(found[1])


def read_keys(path: Path, text: str, *, clamp: int) -> tuple[tuple[Correction, ...], dict[str, Any], tuple[str, ...]]:
    """The corrections on a timeline's clips, what we wrote on the timeline itself, and notes."""
    made = _timeline(path, text)
    clips = [(number, clip) for number, clip in enumerate(made.find_clips(), 1)]
    ours = plain(made.metadata.get("workprint", {})) if hasattr(made, "metadata") else {}
    found, notes = _made((_clip(number, clip) for number, clip in clips), path.name, clamp)
    return found, ours if isinstance(ours, dict) else {}, notes


def _timeline(path: Path, text: str) -> Any:
    deep, many = _brackets(text)
    if deep > _NESTED or many > _BRACKETS:
        raise CannotRead(f"{path.name!r} has brackets more than {_NESTED} deep, or more than {_BRACKETS} of them",
                         "a timeline would do", "export it again, one scene alone")
    try:
        made = otio.adapters.read_from_string(text, "otio_json")
        if not hasattr(made, "find_clips"):
            raise ValueError("it is no timeline")
        return made
    except Exception as error:  # an adapter raises what it likes
        raise CannotRead(f"{path.name!r} could not be read ({' '.join(str(error).split())[:120]})",
                         "an OpenTimelineIO timeline would do", "export it again") from error


def _brackets(text: str) -> tuple[int, int]:
    """How deep brackets lie in each other, and how many are opened; what is inside strings does not count."""
    deepest = depth = count = 0
    for found in re.finditer(r'"(?:[^"\\]++|\\.)*+"|([\[{])|[\]}]', text, re.S):
        if not found[0].startswith('"'):
            depth, count = (depth + 1, count + 1) if found[1] else (depth - 1, count)
            deepest = max(deepest, depth)
    return deepest, count


def _clip(number: int, clip: Any) -> _Told:
    metadata = plain(clip.metadata)
    metadata = metadata if isinstance(metadata, dict) else {}
    told, ours = _keyed(metadata, "cdl"), _keyed(metadata, "workprint")
    said = {"SOP": _spelled(_keyed(told, "asc_sop")) if "asc_sop" in told else "",
            "SAT": str(told.get("asc_sat", "")), "STYLE": str(told.get("asc_style", "")),
            "CC_XML": str(told.get("asc_cc_xml", ""))}
    names = (clip.name, str(ours.get("take", "")), str(ours.get("reel", "")),
             str(_keyed(metadata, "cmx_3600").get("reel", "")))
    return _Told(str(number), tuple(dict.fromkeys(filter(None, names))),
                 said={key: value for key, value in said.items() if value})


def _keyed(told: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = told.get(key, {})
    return found if isinstance(found, dict) else {}


def _spelled(told: Mapping[str, Any]) -> str:
    """Slope, offset and power in OTIO's keys, as an edit list spells them."""
    return "".join(f"({' '.join(map(repr, _row_of(told.get(key))))})" for key in ("slope", "offset", "power"))


def _row_of(told: Any) -> list[Any]:
    return list(told) if isinstance(told, (list, tuple)) else [told]
