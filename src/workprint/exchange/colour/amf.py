"""ACES metadata files (AMF): the corrections inside, and the names of the transforms around them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from workprint.exchange.colour.corrections import NUMBER, Correction, cdl_op
from workprint.exchange.colour.outside import outline
from workprint.film import BadValue, CannotRead

_TRANSFORMS = ("inputTransform", "lookTransform", "outputTransform", "referenceRenderingTransform",
               "outputDeviceTransform")
"""What may name a transform. Source: Academy S-2019-001, and the files of pomfort/amf-util."""


def read_amf(text: str, name: str, *, clamp: int) -> tuple[tuple[Correction, ...], tuple[str, ...], tuple[str, ...]]:
    """The corrections, the transforms around them as ``inputTransform: name``, and notes. Raises `CannotRead`."""
    if outline(text.encode(), name).root != "acesMetadataFile":
        raise CannotRead(f"{name!r} is no ACES metadata file", "an .amf file would do", "export it again")
    try:
        root = ET.fromstring(text.encode())
    except ET.ParseError as error:  # a prefix that stands for nothing
        raise CannotRead(f"{name!r} is no XML that can be read ({error})", "a whole .amf file would do",
                         "export it again") from error
    found: list[Correction] = []
    notes: list[str] = []
    media = tuple(_media(root))
    for number, node in enumerate((node for node in root.iter() if _own(node) == "lookTransform"), 1):
        ten = _ten(node)
        if ten:
            try:
                found.append(Correction(str(number), cdl_op(ten, clamp=clamp), names=media))
            except BadValue as error:
                notes.append(f"correction {number} was left out: {error.came}; {error.would_do}")
    return tuple(found), tuple(_named(root)), tuple(notes)


def _own(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _text(node: ET.Element, name: str) -> str:
    return next(((one.text or "").strip() for one in node.iter() if _own(one) == name), "")


def _ten(look: ET.Element) -> tuple[float, ...]:
    """Slope, offset, power and saturation; nothing where the look holds no list."""
    if not any(_own(node) in ("SOPNode", "ASC_SOP", "SatNode", "ASC_SAT") for node in look.iter()):
        return ()
    told = [_text(look, name).split() for name in ("Slope", "Offset", "Power")]
    rows = [row or rest for row, rest in zip(told, (["1"] * 3, ["0"] * 3, ["1"] * 3), strict=True)]
    numbers = [_number(text) for row in rows for text in row]
    numbers.append(_number(_text(look, "Saturation") or "1"))
    return tuple(numbers) if len(numbers) == 10 else (float("nan"),)


def _number(text: str) -> float:
    return float(text) if re.fullmatch(NUMBER, text, re.A) else float("nan")


def _named(root: ET.Element) -> Iterator[str]:
    for node in root.iter():
        if _own(node) in _TRANSFORMS:
            here = {_own(one): (one.text or "").strip() for one in node}
            if told := here.get("transformId") or here.get("file") or here.get("description"):
                yield f"{_own(node)}: {told}"


def _media(root: ET.Element) -> Iterator[str]:
    for node in root.iter():
        if _own(node) == "clipId":
            yield from ((one.text or "").strip() for one in node if (one.text or "").strip())
