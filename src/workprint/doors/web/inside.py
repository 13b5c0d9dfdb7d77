"""Where a page may have a file written: in handover/ of its own film, and never over another file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workprint.desk.arriving import safe
from workprint.desk.folder import Folder
from workprint.desk.reached import told
from workprint.film import NotAllowed

WRITTEN = "to"
"""The parameter, a path, that says where a verb writes. Source: the signatures of `Desk`; a test reads them all."""


def inside(folder: Folder, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a verb was given, its file to make at a place in this film. Raises `NotAllowed`, `BadValue`.

    A person at the command line writes wherever they may; a page is only ever a page.
    """
    asked = given.get(WRITTEN)
    return {**given, WRITTEN: _place(folder, asked)} if isinstance(asked, Path) else dict(given)


def _place(folder: Folder, asked: Path) -> Path:
    home = folder.handover.resolve()
    try:
        place = (folder.root / asked).resolve()
        below = place.relative_to(home)
    except (OSError, RuntimeError, ValueError):
        raise NotAllowed(f"{told(asked)} is outside this film's handover/", "a name in handover/ would do",
                         "give handover/ and a name, or do it at the command line, which writes anywhere") from None
    safe(str(below))
    if os.path.lexists(place):
        raise NotAllowed(f"{told(asked)} is there already", "another name in handover/ would do", "give another name")
    return place
