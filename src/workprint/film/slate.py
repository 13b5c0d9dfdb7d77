"""Slates: scene, setup and take as the clapper shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from workprint.film.errors import BadValue

_SLATE = re.compile(
    r"^\s*([A-Z]{0,2}\d+[A-Z]?(?:\.\d+)?)\s*([A-HJ-NP-Z]{0,2})\s*[/\-_ ]\s*(?:T|TK|TAKE)?\s*0*(\d+)\s*$", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Slate:
    """Scene 33, setup B, take 2 is ``33B/2``. A setup may be empty: the master is often plain ``33/1``.

    >>> Slate.parse("33B/2")
    Slate(scene='33', setup='B', take=2)
    >>> str(Slate("33", "B", 2))
    '33B/2'
    """

    scene: str
    """Scene number as the script has it."""
    setup: str
    """Setup letters, upper case; empty for the first."""
    take: int
    """Take number, from 1."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``33B/2``, ``33B-2``, ``33B_T2`` or ``33B take 2``. Raises `BadValue`."""
        match = _SLATE.match(text)
        if not match or int(match.group(3)) < 1:
            raise BadValue(f"the slate came as {text!r}", "scene, setup, take as in 33B/2 would do", "give it again")
        scene, setup = match.group(1).upper(), match.group(2).upper()
        if not setup and len(scene) > 1 and scene[-1].isalpha():
            scene, setup = scene[:-1], scene[-1]
        return cls(scene, setup, int(match.group(3)))

    def __str__(self) -> str:
        return f"{self.scene}{self.setup}/{self.take}"
