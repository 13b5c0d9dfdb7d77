"""Small XML trees, written the way they are read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from workprint.film import CannotRead

_UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not. Source: W3C XML 1.0, section 2.2."""

_LARGEST = 256 * 1024 * 1024
"""Bytes; a feature film's project has fewer than forty million. Our own choice."""

_ENTITY = re.compile(rb"<!ENTITY", re.I)
"""Entities could make a small file a huge one, and no program writes them."""


def tree_in(path: Path) -> ET.Element:
    """The root of the XML file at `path`. Raises `CannotRead` for what is none, is huge, or defines entities."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CannotRead(f"{path.name!r} has more than {_LARGEST >> 20} MB", "one timeline would do",
                             "export the timeline itself")
        data = path.read_bytes()
        if _ENTITY.search(data) or b"<\x00!\x00E\x00N\x00T" in data:
            raise CannotRead(f"{path.name!r} defines entities, which no cutting program does",
                             "a file as a cutting program writes it would do", "export it again")
        return ET.fromstring(data)
    except (OSError, ET.ParseError, ValueError, LookupError) as error:
        raise CannotRead(f"{path.name!r} could not be read ({error})", "a whole XML file would do",
                         "export it again") from error


def el(tag: str, *inside: ET.Element | str | int, **attributes: str) -> ET.Element:
    """An element with its text or children.

    >>> ET.tostring(el("rate", el("timebase", 24), el("ntsc", "FALSE")), encoding="unicode")
    '<rate><timebase>24</timebase><ntsc>FALSE</ntsc></rate>'
    """
    made = ET.Element(tag, {key: _UNSAYABLE.sub("", value) for key, value in attributes.items()})
    for part in inside:
        if isinstance(part, ET.Element):
            made.append(part)
        else:
            made.text = _UNSAYABLE.sub("", str(part))
    return made


def document(root: ET.Element, doctype: str) -> str:
    """The whole file, indented by two spaces."""
    ET.indent(root, "  ")
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {doctype}>\n{text}\n'
