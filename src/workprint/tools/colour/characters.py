"""Ways in which a scene may be graded when nothing else is asked: each a direction in the craft variables, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from numpy.random import Generator

from workprint.tools.colour.words import said

CHARACTERS: Mapping[str, Mapping[str, float]] = {
    "print": {"softness": 1.2, "density": 1.2, "saturation": 0.6, "split": 0.6},
    "low key": {"brightness": -1.2, "contrast": 0.8, "density": 0.8},
    "bleach bypass": {"saturation": -1.6, "contrast": 1.4},
    "warm evening": {"warmth": 1.3, "saturation": 0.6, "split": 0.7},
    "cold morning": {"warmth": -1.3, "contrast": -0.6, "saturation": -0.4},
    "faded": {"blacks": 1.2, "contrast": -1.0, "saturation": -1.0, "softness": 0.6},
    "high key": {"brightness": 1.2, "contrast": -0.8, "saturation": -0.4},
    "teal and orange": {"split": 1.8, "saturation": 0.8, "contrast": 0.4},
    "rich": {"saturation": 1.3, "density": 1.4, "contrast": 0.5},
    "green night": {"tint": -1.2, "brightness": -0.7, "saturation": -0.4},
    "rose": {"tint": 1.1, "warmth": 0.5, "contrast": -0.5, "brightness": 0.4},
    "steel": {"warmth": -1.0, "saturation": -1.3, "contrast": 0.9},
    "dusk": {"brightness": -1.1, "warmth": -0.9, "split": 1.0},
    "warm shadows": {"split": -1.3, "warmth": 0.5, "softness": 0.5},
    "hard light": {"contrast": 1.6, "highlights": 0.8, "saturation": 0.3},
    "milk": {"blacks": 1.5, "brightness": 0.7, "contrast": -1.2, "softness": 0.8},
    "monochrome": {"saturation": -3.0, "contrast": 0.8},
    "golden": {"warmth": 1.0, "density": 1.0, "tint": -0.3, "brightness": -0.3},
}
"""What each does, in steps of the variables. Source: our choice, from looks that colourists name (facts/colour 6): far
from each other on purpose, since an artist chooses, and the taste learns from that."""

MOST = 0.2
"""How far chance takes a character from how it is written here, of its size. Source: our choice, so that another seed
gives other grades and none turns round."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character as one proposal has it."""

    name: str
    """As in `CHARACTERS`."""
    wishes: Mapping[str, float]
    """Steps of the variables that nobody else spoke of."""

    @property
    def says(self) -> str:
        """What it does, in craft words."""
        return said(self.wishes)


def drawn(asked: frozenset[str], chance: Generator, strength: float = 1.0) -> tuple[Drawn, ...]:
    """Every character that is left something to do, in an order and a strength that chance gives.

    What is `asked` for or held is not its business.
    """
    names = sorted(CHARACTERS)
    order = [names[at] for at in chance.permutation(len(names))]
    scale = chance.uniform(1 - MOST, 1 + MOST, (len(order),))
    rows = ((name, {variable: round(steps * strength * float(by), 2) for variable, steps in CHARACTERS[name].items()
                    if variable not in asked}) for name, by in zip(order, scale, strict=True))
    return tuple(Drawn(name, wishes) for name, wishes in rows if wishes)
