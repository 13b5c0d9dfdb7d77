"""For how long a page may keep a picture or a waveform of a take: takes are renamed, files stay what they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fastapi.responses import FileResponse, Response

FOREVER = {"cache-control": "private, max-age=31536000, immutable"}
"""What is named after its content never changes. Source: RFC 8246."""

ASKED_AGAIN = {"cache-control": "private, no-cache"}
"""What is named after a take is kept too, and asked for again each time: another file may have that name by then.
Source: RFC 9111 section 5.2.2.4."""

LEAST = 12
"""Digits of an original's hash that tell it from every other. Source: our choice; among a million files, one in a
hundred million."""


def tag_of(path: Path) -> str:
    """The mark of a file in media/: its name is made of all that it is made of."""
    return f'"{path.stem}"'


def holds(of: str, original: str) -> Mapping[str, str]:
    """How long an answer holds: for ever where `of`, which a page asked for, is how the original's hash begins."""
    return FOREVER if len(of) >= LEAST and original.startswith(of) else ASKED_AGAIN


def unchanged(path: Path, asked: str, how: Mapping[str, str]) -> Response | None:
    """The answer to who has this file already, as its If-None-Match tells; None where it has not."""
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return Response(status_code=304, headers={**how, "etag": tag_of(path)}) if tag_of(path) in tags else None


def picture(path: Path, asked: str, how: Mapping[str, str]) -> Response:
    """A picture, or only that it is the one that the page has."""
    return unchanged(path, asked, how) or FileResponse(path, headers={**how, "etag": tag_of(path)})
