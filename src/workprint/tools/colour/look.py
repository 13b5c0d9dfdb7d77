"""A look as numbers that can be solved for: what the tool turns, in steps of about equal strength, as operations."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workprint.film import Op, op_kind
from workprint.film.grade import OPS
from workprint.tools.colour.variables import Values


@dataclass(frozen=True, slots=True)
class Turn:
    """One number of a look."""

    name: str
    """What it turns."""
    kind: str
    """The operation that it is part of."""
    unit: float
    """What 1 is, in the unit of its operation's documentation."""
    low: float
    """Least, in units."""
    high: float
    """Most, in units."""
    cost: float
    """How unwilling the tool is to use it."""


TURNS: tuple[Turn, ...] = (
    Turn("exposure", "exposure", 500, -6, 6, 0.05),
    Turn("mired", "balance", 250, -6, 6, 0.05),
    Turn("tint", "balance", 500, -4, 4, 0.05),
    Turn("contrast", "contrast", math.log(1.2), -4, 4, 0.05),
    Turn("density", "density", 250, -4, 4, 0.1),
    Turn("saturation", "saturation", math.log(1.3), -8, 4, 0.05),
    Turn("shadow a", "split", 0.25, -3, 3, 0.25), Turn("shadow b", "split", 0.25, -3, 3, 0.2),
    Turn("light a", "split", 0.25, -3, 3, 0.25), Turn("light b", "split", 0.25, -3, 3, 0.2),
    Turn("softness", "print", 500, -3, 4, 0.1),
    Turn("blacks", "curve", 500, -3, 4, 0.15), Turn("shadows", "curve", 300, -3, 3, 0.4),
    Turn("lights", "curve", 300, -3, 3, 0.4), Turn("whites", "curve", 500, -4, 4, 0.15),
)
"""Everything that a look turns. Units: those of `film.grade.OPS`; contrast and saturation in natural logarithms, split
as a vector of OKLab hue, softness by its
square, as a print bends tones. Source of sizes and ends: our choice, measured so that 1 moves a picture by a step."""

PLACE = {turn.name: at for at, turn in enumerate(TURNS)}
COST = np.array([turn.cost for turn in TURNS])
LOW, HIGH = (np.array([getattr(turn, end) for turn in TURNS]) for end in ("low", "high"))

ROUND = {"exposure": 10, "balance": 10, "contrast": 5, "density": 5, "saturation": 5, "print": 5, "curve": 10}
"""What an operation's numbers are rounded to, in its units. Source: our choice: finer than anybody can see, and a
person can read and type it; what differs by less between machines is lost in it."""

PRINT = 500
"""Thousandths of a print's softness for one unit. Source: our choice: four units are all that there is."""

CRISP = 300
"""Thousandths of a stop by which blacks fall and whites rise where softness is turned below none. Source: our choice,
so that a step crisper is as far as a step softer."""

_ORDER = {kind.name: at for at, kind in enumerate(OPS)}


@dataclass(frozen=True, slots=True)
class Start:
    """Operations that a look begins with, and which kinds of them stay as they are."""

    ops: tuple[Op, ...] = ()
    """What is turned from, in order."""
    kept: frozenset[str] = frozenset()
    """Kinds of operations that nobody turns; those in `ops` stay, and others of these kinds are not added."""

    @property
    def free(self) -> Values:
        """(turns,): 1 for what may be turned, 0 for what may not."""
        return np.array([float(turn.kind not in self.kept) for turn in TURNS])

    def turned(self, by: Values) -> tuple[Op, ...]:
        """The look with everything turned so far, in units of `TURNS`."""
        new = {op.kind: op for op in _moved(self._have(), by) if op.kind not in self.kept}
        last = {op.kind: at for at, op in enumerate(self.ops)}
        there = [new.pop(op.kind) if last[op.kind] == at and op.kind in new else op for at, op in enumerate(self.ops)]
        ops = [op for op in there if op.kind in self.kept or not op.at_rest]
        added = [op for op in new.values() if not op.at_rest]
        ordered = all(_ORDER[one.kind] <= _ORDER[two.kind] for one, two in pairwise(ops))
        return _sorted([*ops, *added]) if ordered else (*ops, *added)

    def in_order(self) -> tuple[Op, ...]:
        """Its own operations in the usual order."""
        return _sorted(self.ops)

    def _have(self) -> dict[str, Op]:
        """The last operation of each kind that is turned, at rest where there is none."""
        return {kind: Op.of(kind) for kind in _ORDER} | {op.kind: op for op in self.ops}


def _sorted(ops: Iterable[Op]) -> tuple[Op, ...]:
    return tuple(sorted(ops, key=lambda op: _ORDER[op.kind]))


def _moved(have: dict[str, Op], by: Values) -> Iterable[Op]:
    """Every kind of operation, turned; what is not turned stays to the digit."""
    turn = {one.name: float(by[at]) * one.unit for at, one in enumerate(TURNS)}
    crisp = CRISP * max(0.0, -float(by[PLACE["softness"]]))
    yield _added(have["exposure"], stops=turn["exposure"])
    yield _added(have["balance"], mired=turn["mired"], tint=turn["tint"])
    yield _multiplied(have["contrast"], turn["contrast"])
    yield _added(have["curve"], blacks=turn["blacks"] - crisp, shadows=turn["shadows"], lights=turn["lights"],
                 whites=turn["whites"] + crisp)
    yield _added(have["density"], amount=turn["density"])
    yield _multiplied(have["saturation"], turn["saturation"])
    yield _split(have["split"], [turn[name] for name in ("shadow a", "shadow b", "light a", "light b")])
    yield _added(have["print"], softness=PRINT * math.sqrt(max(0.0, turn["softness"] / PRINT)))


def _added(op: Op, **more: float) -> Op:
    for name, amount in more.items():
        if amount:
            op = op.turned(name, op.value(name) + _rounded(op.kind, amount))
    return op


def _multiplied(op: Op, log: float) -> Op:
    return op.turned("amount", _rounded(op.kind, op.value("amount") * math.exp(log))) if log else op


def _rounded(kind: str, amount: float) -> int:
    return ROUND[kind] * round(amount / ROUND[kind])


def _split(op: Op, more: Sequence[float]) -> Op:
    """Shadows and lights each go some way along a hue: two numbers, so that no hue is nearer than another."""
    for end, (a, b) in (("shadow", more[:2]), ("light", more[2:])):
        if a or b:
            turn = math.radians(op.value(f"{end} hue") / 10)
            amount = op.value(f"{end} amount") / 1000
            a, b = a + amount * math.cos(turn), b + amount * math.sin(turn)
            far = 5 * round(math.hypot(a, b) * 200)
            hue = round(math.degrees(math.atan2(b, a)) % 360) * 10 % 3600 if far else op.value(f"{end} hue")
            op = op.turned(f"{end} hue", hue).turned(f"{end} amount", far)
    return op


def known(ops: Iterable[Op]) -> bool:
    """Whether every operation is of a kind that there is, with a number for each of its knobs."""
    return all((kind := op_kind(op.kind)) and len(kind.knobs) == len(op.values) for op in ops)
