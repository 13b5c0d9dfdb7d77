"""What an idiom is: one small function over facts, with a sentence, a weight, a source and a switch.

An idiom answers with how well it holds at a place: 100 fully, 0 where it has nothing to say, down to -100
where it is broken. A weight is what a full measure is worth, in thousandths of a point.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from workprint.tools.cutting.facts import Count, Place

HEAVIEST = 1_000_000
"""Largest weight that is taken: a thousand points. Source: far above the defaults, far below overflow."""

Kind = Literal["first", "last", "beat", "reaction", "picture", "voice", "joint", "squeeze", "motion"]
"""Which facts an idiom reads, and so where the solver may weigh it.

first, last: `beat`, `view` and `voice` of the first or last beat.
beat: the same, of every beat.
reaction: `beat`, `voice` and `reaction`, of every reaction inside a beat.
picture: `beat` and `view` of two neighbours, and `joint.cut`.
voice: `beat` and `voice` of two neighbours.
joint: `beat` of two neighbours and `joint`.
squeeze: `joint.squeezed`, of every joint and of both ends of the scene.
motion: `beat` and `motion` of two neighbours, and `joint.cut`.
"""


@dataclass(frozen=True, slots=True)
class Idiom:
    """One rule of thumb of the cutting room, measured."""

    name: str
    """As on its switch: ``speaker visible``."""
    kind: Kind
    """Which facts it reads."""
    measure: Callable[[Place], Count]
    """How well it holds at a place, -100 to 100."""
    holds: str
    """What its reason says where it holds."""
    breaks: str
    """What its reason says where it is broken."""
    weight: int
    """What a full measure is worth unless the brief says otherwise, in thousandths of a point; 0 is off."""
    source: str
    """Where the rule comes from."""
    package: str = "workprint"
    """The package that brings it."""

    @property
    def rewards(self) -> str:
        """What it rewards, in one sentence: the first of its measure's docstring."""
        return (self.measure.__doc__ or "").strip().split("\n")[0]

    def points(self, at: Place, weight: int) -> Count:
        """What the idiom adds to a score at a place; the one rounding in the whole tool, downwards."""
        return self.measure(at) * weight // 100


def idiom(name: str, kind: Kind, weight: int, holds: str, breaks: str,
          source: str) -> Callable[[Callable[[Place], Count]], Idiom]:
    """Make an `Idiom` of the decorated measure."""
    def make(measure: Callable[[Place], Count]) -> Idiom:
        return Idiom(name, kind, measure, holds, breaks, weight, source)
    return make
