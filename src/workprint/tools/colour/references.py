"""What an artist points at: a still to be like, a shot to bring the others to, a grade to do as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from workprint.film import BadValue, Brief, Op, Reference
from workprint.media.colour import pixels, to_working
from workprint.tools.colour.look import known
from workprint.tools.colour.sight import even, shown
from workprint.tools.colour.variables import NAMES, Values, marks, measure

LIGHT = ("brightness", "contrast", "blacks", "highlights")
"""What of a still is its light. Source: our choice."""

COLOUR = ("warmth", "tint", "saturation", "split")
"""What of a still is its colour. Source: our choice. Density and softness hang on what a picture shows, and are not
taken from a stranger."""

FARTHEST = 4.0
"""Steps that a still may ask for. Source: our choice; what is farther is another scene, and is met halfway."""

PIXELS = 400
"""Pixels that stand for a still. Source: our choice, as for a scene."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What one reference asks for."""

    name: str
    """As the artist calls it."""
    how: str = "like"
    """What is done with it: ``like``, ``as in``, ``matched to``."""
    wishes: Mapping[str, float] = field(default_factory=dict)
    """Steps of variables that a still asks for; filled in once the scene was measured."""
    ops: tuple[Op, ...] = ()
    """Of a grade: its look."""
    there: tuple[float, ...] = ()
    """Of a still: its variables, in their units."""
    part: str = ""
    """Which part of a still this is; empty for all of it."""
    says: tuple[str, ...] = ()
    """Where it was matched: by what, in sentences."""

    @property
    def parts(self) -> tuple[Pointed, ...]:
        """A still's light alone, its colour alone, and half of everything."""
        if not self.there:
            return ()
        light, colour = ({name: steps for name, steps in self.wishes.items() if name in names}
                         for names in (LIGHT, COLOUR))
        half = {name: steps / 2 for name, steps in self.wishes.items()}
        return tuple(replace(self, wishes=wishes, part=part) for wishes, part in (
            (half, "halfway"), (light, "its light"), (colour, "its colour")))

    def measured(self, there: Values, steps: Values) -> Pointed:
        """The same with what a still asks of a scene that measures `there`."""
        if not self.there:
            return self
        away = (np.array(self.there) - there) / steps
        return replace(self, wishes={name: round(float(np.clip(away[at], -FARTHEST, FARTHEST)), 2)
                                     for at, name in enumerate(NAMES) if name in LIGHT + COLOUR})


def pointed(brief: Brief) -> tuple[Pointed, ...]:
    """What every reference but the hero asks for, in the order in which they were named. Raises `BadValue`."""
    return tuple(_pointed(each) for each in brief.references if each.kind != "hero")


def hero(brief: Brief) -> int | None:
    """The shot of the cut that the others are brought to; None where none is named. Raises `BadValue`."""
    named = [each for each in brief.references if each.kind == "hero"]
    if not named:
        return None
    shot = named[0].seen[0].shot if named[0].seen else -1
    if brief.cut is None or not 0 <= shot < len(brief.cut.shots) or len(named) > 1:
        raise BadValue(f"{', '.join(each.name for each in named)} came as hero", "one shot of the cut would do",
                       "name it by its number in the cut")
    return shot


def _pointed(each: Reference) -> Pointed:
    if each.kind == "still" and each.seen:
        return Pointed(each.name, there=_still(each))
    if each.kind == "grade" and known(each.ops):
        return Pointed(each.name, "as in", ops=each.ops)
    raise BadValue(f"the reference {each.name!r} came as {each.kind!r}",
                   "a still with its picture, a hero shot, or a grade with its operations would do",
                   "point at it again")


def _still(each: Reference) -> tuple[float, ...]:
    work = np.concatenate([even(to_working(pixels(seen), seen.space), PIXELS) for seen in each.seen])
    shot = np.repeat(np.arange(len(each.seen)), PIXELS)
    seen = shown(work)
    found = measure(seen, marks(seen, shot, np.ones(len(each.seen)), np.zeros(len(work), bool)))
    return tuple(round(float(value), 3) for value in found)
