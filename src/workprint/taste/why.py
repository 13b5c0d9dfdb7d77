"""Why this one above that one, what would turn it, and which answers are behind a belief: exact, as worth adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Alt
from workprint.taste.lessons import Answer, Lesson
from workprint.taste.sheet import ROOT2
from workprint.taste.taste import POINT, Taste
from workprint.taste.words import amount, way

WITHIN = 3.0
"""Spreads from the middle within which a change is thought of. Source: our choice; beyond, no such cut is offered."""


@dataclass(frozen=True, slots=True)
class Above:
    """One cause of an alt's standing above another."""

    name: str
    """The idiom, or ``taste:`` and an axis."""
    points: int
    """How much it lifts the first above the second (thousandths of a point; negative speaks for the second)."""
    says: str
    """In words."""


def why_above(one: Alt, other: Alt) -> tuple[Above, ...]:
    """Why a weighed alt stands above another, the weightiest cause first; their points add up to the whole distance."""
    here, there = _by_name(one), _by_name(other)
    found = [Above(name, here.get(name, 0) - there.get(name, 0), _says(name, one, other))
             for name in here.keys() | there.keys()]
    return tuple(sorted((each for each in found if each.points), key=lambda each: (-abs(each.points), each.name)))


def _by_name(alt: Alt) -> dict[str, int]:
    found: dict[str, int] = {}
    for reason in alt.reasons:
        found[reason.name] = found.get(reason.name, 0) + reason.points
    return found


def _says(name: str, one: Alt, other: Alt) -> str:
    if not name.startswith("taste:"):
        return f"{name}: {_times(name, one)} here, {_times(name, other)} there"
    axis = name.removeprefix("taste:")
    here, there = one.variables.get(axis, 0), other.variables.get(axis, 0)
    said = next(each.says for each in (*one.reasons, *other.reasons) if each.name == name).split(", and")[0]
    return f"{said}; this has {way(axis, here > there)} ({amount(axis, here)}, that {amount(axis, there)})"


def _times(name: str, alt: Alt) -> str:
    count = sum(reason.name == name for reason in alt.reasons)
    return "once" if count == 1 else f"{count} times"


@dataclass(frozen=True, slots=True)
class Turn:
    """The least change on one axis for which an alt would fall below another."""

    axis: str
    """The axis."""
    value: int
    """What the alt would have on it, in thousandths."""
    change: int
    """How far that is from what it has."""
    says: str
    """In words."""


def turns(one: Alt, other: Alt, taste: Taste, tags: Sequence[str] = ()) -> tuple[Turn, ...]:
    """On each axis, how little it would take for a weighed alt to fall below another; the smallest change first.

    All else stays as it is. An axis on which no change within reach would do is left out.
    """
    axes, fall = one.variables, (one.score - other.score + 1) / POINT
    found = [_turn(taste, at, axes, fall, tags) for at in range(len(taste.axes))]
    return tuple(sorted((each for each in found if each),
                        key=lambda each: abs(each.change) / taste.axes[_at(taste, each.axis)].spread))


def _at(taste: Taste, name: str) -> int:
    return [axis.name for axis in taste.axes].index(name)


def _turn(taste: Taste, at: int, axes: Mapping[str, int], fall: float, tags: Sequence[str]) -> Turn | None:
    axis = taste.axes[at]
    if axis.name not in axes or fall <= 0:
        return None
    slope, bend = taste.slope(at, tags), taste.slope_and_bend(at)[1] / ROOT2
    now = (axes[axis.name] - axis.middle) / axis.spread
    roots = np.roots([bend, slope, fall - slope * now - bend * now * now]) if bend or slope else np.zeros(0)
    near = sorted((float(each.real) for each in roots if abs(each.imag) < 1e-9 and abs(each.real) <= WITHIN),
                  key=lambda each: abs(each - now))
    if not near:
        return None
    value = round(axis.middle + near[0] * axis.spread)
    change = value - axes[axis.name]
    told = f"{amount(axis.name, value)} instead of {amount(axis.name, axes[axis.name])}"
    return Turn(axis.name, value, change, f"with {way(axis.name, change > 0)} ({told}) it would fall below")


@dataclass(frozen=True, slots=True)
class Behind:
    """An answer behind a belief."""

    index: int
    """Its place among the answers."""
    speaks: int
    """How far it speaks for what is believed, in thousandths of a logit; below 0 against it."""


def behind(answers: Sequence[Answer], taste: Taste, axis: str, most: int = 6) -> tuple[Behind, ...]:
    """The answers that say most for or against what is believed of an axis."""
    at = _at(taste, axis)
    found = [Behind(index, _speaks(one, taste, at)) for index, one in enumerate(answers)
             if isinstance(one, Lesson) and one.weight and axis in one.axes]
    found = [each for each in found if each.speaks]
    return tuple(sorted(found, key=lambda each: (-abs(each.speaks), each.index))[:most])


def _speaks(one: Lesson, taste: Taste, at: int) -> int:
    both = taste.both(at)
    worth = taste.features([one.axes, *one.beside])[:, both] @ taste.likeliest[both]
    return round(1000 * one.weight * (-1 if one.mark == "ng" else 1) * float(worth[0] - worth[1:].mean()))
