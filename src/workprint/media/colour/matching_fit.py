"""The few numbers of a grade that bring some colours to others: robust least squares on what a display shows.

What is fitted is what is done: every step goes through `apply_ops`, with the knobs in their whole units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.film.grade import OPS, Op, in_order
from workprint.media.colour.chain import to_view
from workprint.media.colour.difference import lab
from workprint.media.colour.ops import apply_ops

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Turn:
    """One knob that a fit may turn."""

    kind: str
    """Kind of operation: ``exposure``."""
    knob: str
    """Name of the knob."""
    usual: int
    """How far it usually has to be turned (one standard deviation, in the knob's unit): the prior."""


def _cdl() -> tuple[Turn, ...]:
    usual = {"slope": 250_000, "offset": 80_000, "power": 300_000}
    knobs = [Turn("cdl", f"{name}.{channel}", usual[name]) for name in usual for channel in "rgb"]
    return (*knobs, Turn("cdl", "saturation", 200_000))


# How far each usually has to be turned is said below, at FAMILIES.
LIGHT = (Turn("exposure", "stops", 700), Turn("balance", "mired", 400), Turn("balance", "tint", 800))
TONE = (Turn("contrast", "amount", 200), Turn("saturation", "amount", 200))
CDL = _cdl()
CURVE = tuple(Turn("curve", zone, 250) for zone in ("blacks", "shadows", "mids", "lights", "whites"))

FAMILIES: Mapping[str, tuple[Turn, ...]] = {
    "close": (*LIGHT[1:], *CDL, *CURVE), "cdl": CDL, "tone": (*LIGHT, *TONE), "light": LIGHT}
"""Corrections by name, from the closest to the plainest. How far their knobs usually go is our choice: about what
cameras of one scene, and the damage in facts/colour 8, ask for."""

BENDS = (16.0, 2.0)
"""CIEDE2000 from which a pair of colours counts less and less: at first and in the end. Source: our choice: at first
more than cameras differ, so that the many are followed and not those that happen to be near; in the end twice what an
eye just tells."""

ROUNDS, TRIES, ENOUGH = 25, 8, 1e-4
"""Steps of a fit, attempts at each, and the part of the cost below which a step is the last one. Our choice."""

NUDGE = 0.02
"""Part of a knob's usual turn by which its effect is tried. Source: our choice, far above the rounding of 32 bits."""

PROBE = 0.004
"""ACEScct code value by which the eye's sensitivity is tried: 1/14 stop. Source: our choice."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Colours of the same things in two pictures."""

    before: NDArray[np.float32]
    """ACEScct of the shot (n, 3)."""
    after: NDArray[np.float32]
    """ACEScct of the reference (n, 3)."""
    weights: Doubles
    """How much each is trusted (n,), 0 to 1."""

    def some(self, which: NDArray[Any]) -> Pairs:
        """Those that a mask or an index names."""
        return Pairs(self.before[which], self.after[which], self.weights[which])


def ops_of(turns: tuple[Turn, ...], values: Doubles) -> tuple[Op, ...]:
    """Operations with each knob turned by so many of its usual turns, in their usual order."""
    rest, places = _layout(turns)
    turned = {kind: list(knobs) for kind, knobs in rest.items()}
    for turn, (at, least, most), value in zip(turns, places, values, strict=True):
        told = turned[turn.kind][at] + round(float(value) * turn.usual)
        turned[turn.kind][at] = max(least, min(most, told))
    return tuple(Op(kind, tuple(knobs)) for kind, knobs in turned.items())


@lru_cache(maxsize=16)
def _layout(turns: tuple[Turn, ...]) -> tuple[dict[str, tuple[int, ...]], tuple[tuple[int, int, int], ...]]:
    """The operations' knobs at rest, in their usual order, and each turn's place in them with its ends."""
    kinds = {kind.name: kind.knobs for kind in OPS if any(turn.kind == kind.name for turn in turns)}
    names = {name: [knob.name for knob in knobs] for name, knobs in kinds.items()}
    places = [(turn.kind, names[turn.kind].index(turn.knob)) for turn in turns]
    return ({name: tuple(knob.rest for knob in knobs) for name, knobs in kinds.items()},
            tuple((at, kinds[kind][at].least, kinds[kind][at].most) for kind, at in places))


def seen_change(codes: NDArray[Any]) -> Doubles:
    """How much a small change of each ACEScct channel is seen at colours (n, 3): (n, 3, 3), in units of CIEDE2000."""
    steps = np.concatenate([np.eye(3), -np.eye(3)]).astype(np.float32) * np.float32(PROBE)
    around = lab(to_view(np.asarray(codes, np.float32) + steps[:, None, :]))
    slopes = np.moveaxis(around[:3] - around[3:], 0, -1) / (2 * PROBE)
    return np.asarray(_weighing(lab(to_view(codes))) @ slopes)


def _weighing(colours: Doubles) -> Doubles:
    """Turns differences in L, a, b at colours (n, 3) into those in lightness, chroma and hue, as CIEDE2000 weighs."""
    light, chroma = colours[:, 0], np.hypot(colours[:, 1], colours[:, 2])
    turn = np.arctan2(colours[:, 2], colours[:, 1])
    weighing = np.zeros((len(colours), 3, 3))
    weighing[:, 0, 0] = 1 / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    weighing[:, 1, 1], weighing[:, 1, 2] = np.cos(turn) / (1 + 0.045 * chroma), np.sin(turn) / (1 + 0.045 * chroma)
    weighing[:, 2, 1], weighing[:, 2, 2] = -np.sin(turn) / (1 + 0.015 * chroma), np.cos(turn) / (1 + 0.015 * chroma)
    return weighing


def fitted(turns: tuple[Turn, ...], pairs: Pairs, *, doubt: float) -> tuple[tuple[Op, ...], Doubles]:
    """Operations that bring `pairs.before` to `pairs.after`, and how far each pair stays apart (about CIEDE2000).

    `doubt` holds the knobs at rest: it is the weight of one knob turned by its usual amount against all pairs together
    being one apart.
    """
    fit, values = _Fit(turns, pairs, doubt), np.zeros(len(turns))
    for bend in BENDS:
        fit.bend = bend
        values = _settled(fit, values)
    return in_order(ops_of(turns, values)), np.linalg.norm(fit.tried(values)[0], axis=1)


def _settled(fit: _Fit, values: Doubles) -> Doubles:
    """The values from which no step gains much."""
    missed, cost = fit.tried(values)
    damping = 1e-2
    for _ in range(ROUNDS):
        step, found = fit.step(values, missed, cost, damping)
        if step is None:
            break
        gained, (values, missed, cost, damping) = cost - found[2], found
        if gained < ENOUGH * cost:
            break
    return values


class _Fit:
    """Levenberg and Marquardt's steps with a Cauchy cost, every knob in units of its usual turn."""

    def __init__(self, turns: tuple[Turn, ...], pairs: Pairs, doubt: float) -> None:
        self.turns, self.pairs, self.doubt, self.bend = turns, pairs, doubt, BENDS[-1]
        self.eye = seen_change(pairs.after)
        self.weights = pairs.weights / max(float(pairs.weights.sum()), 1e-9)

    def tried(self, values: Doubles) -> tuple[Doubles, float]:
        """What is still missing (n, 3), and the cost of it and of the turned knobs."""
        moved = apply_ops(self.pairs.before, ops_of(self.turns, values))
        missed = np.einsum("nij,nj->ni", self.eye, moved - self.pairs.after.astype(np.float64))
        cost = float(self.weights @ np.log1p((missed**2).sum(1) / self.bend**2)) * self.bend**2
        return missed, cost + self.doubt * float(values @ values)

    def step(self, values: Doubles, missed: Doubles, cost: float,
             damping: float) -> tuple[Doubles | None, tuple[Doubles, Doubles, float, float]]:
        """The next step that lowers the cost, or None; and where it leads, with the damping that it took."""
        slopes = np.stack([(self.tried(values + NUDGE * one)[0] - missed) / NUDGE for one in np.eye(len(values))], -1)
        held = np.repeat(self.weights / (1 + (missed**2).sum(1) / self.bend**2), 3)
        flat = slopes.reshape(-1, len(values))
        # einsum, as the threads of a BLAS get in each other's way on a busy machine
        curved = np.einsum("ni,nj->ij", flat * held[:, None], flat) + self.doubt * np.eye(len(values))
        downhill = np.einsum("ni,n->i", flat, held * missed.ravel()) + self.doubt * values
        for _ in range(TRIES):
            step = -np.linalg.solve(curved + damping * np.diag(np.diag(curved)), downhill)
            there, less = self.tried(values + step)
            if less < cost:
                return step, (values + step, there, less, max(damping / 4, 1e-6))
            damping *= 4
        return None, (values, missed, cost, damping)
