"""Small XML trees, written the way they are read."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not. Source: W3C XML 1.0, section 2.2."""


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
