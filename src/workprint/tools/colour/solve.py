"""From what is asked to a look: turns of the operations, so that the measured variables move as they were asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Op
from workprint.media.colour import apply_ops
from workprint.tools.colour.look import COST, HIGH, LOW, TURNS, Start
from workprint.tools.colour.sight import Floats, measured
from workprint.tools.colour.variables import COUNT, NAMES, PLACE, SKIN, Marks, Values, steps

ROUNDS = 3
"""Times that every look is tried and bettered. Source: measured on the Tears of Steel scene: a fourth gains nothing."""

NUDGE = 0.5
"""How far a turn is tried, of its unit, to see what it moves. Source: our choice, half of what a step takes."""

LITTLE = 0.12
"""What is turned by less, of its unit, is not turned at all. Source: our choice; a tenth of a step is hardly seen."""

TRUST = 5.0
"""Farthest that all turns together go at once, in units. Source: our choice: so far a turn goes on as it began."""

TOLERANCE = 2.0
"""Degrees of hue of faces that count as much as a step of what is asked. Source: the guard's 3 degrees, with room."""

SKIN_SCALE = 0.1
"""Part of the chroma of faces that counts as much as a step. Source: the guard's 0.85 to 1.2, with room."""


ASKED, HELD = 1.0, 3.0
"""What a step counts of a variable that is asked for, and of one that is held. Source: our choice, so that what is held
gives way last; measured in the bench as colour.tone_leak."""

FREE: Mapping[str, float] = {
    "brightness": 0.4, "contrast": 0.2, "warmth": 0.35, "tint": 0.35, "saturation": 0.3, "density": 0.12, "split": 0.15,
    "softness": 0.08, "blacks": 0.12, "highlights": 0.2}
"""What a step counts of a variable that nobody spoke of. Source: our choice: light and the colour of the greys are seen
first when they drift, the ends of the tones last."""

LEANING = ("warmth", "tint", "split")
"""Variables that tell how greys lean. Source: `variables.VARIABLES`."""

NOTHING = 0.3
"""Value of a leaning below which there is none. Source: our choice, far below what is seen."""

GUARDED, LOOSE = 0.7, 0.2
"""What the hue and the chroma of faces count while the guard is on. Source: our choice, as above."""


ENDS = {True: 0.1, False: 0.3}
"""What a percent of the picture counts that newly is at the ends of a channel: where a look is what was asked for and
no more, and where it is the tool's own idea. Source: our choice: what is asked for may cost more."""


SWALLOWED = 4.0
"""Percent of the picture at the ends of a channel beyond which more hardly counts, so that a wall at the end of blue
does not hold back the whole scene. Source: our choice, four times the guard's limit."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Pictures that a look is solved on: with every shot's own operations done, and no look."""

    work: Floats
    """(pixels, 3) in ACEScct."""
    marks: Marks
    """What each counts for."""
    there: Values
    """Every variable as it is before the look, a* and b* of faces, and what is at the ends of a channel."""
    steps: Values
    """One clear step of each variable."""

    def tried(self, looks: Sequence[tuple[Op, ...]]) -> tuple[Values, Values]:
        """What each of some looks moves (looks, variables + 5), and the pictures with it (looks, pixels, 3)."""
        found, seen = measured(np.stack([apply_ops(self.work, ops) for ops in looks]), self.marks)
        return self.moved(found), seen

    def moved(self, found: Values) -> Values:
        """Measured values (..., variables + 5) as steps away from how it is before the look.

        The last five: how far the hue of deeper and of lighter faces turned, in tolerances, how far their chroma grew,
        and what newly is at the ends of a channel, in percent.
        """
        by = (found[..., :COUNT] - self.there[:COUNT]) / self.steps
        a, b = self.there[COUNT:COUNT + 2], self.there[COUNT + 2:COUNT + 4]
        chroma = np.maximum(1.0, np.hypot(a, b))
        away = found[..., COUNT:-1] - self.there[COUNT:-1]
        turned = (away[..., 2:] * a - away[..., :2] * b) / chroma**2 / np.radians(TOLERANCE)
        grown = (away[..., :2] * a + away[..., 2:] * b) / chroma**2 / SKIN_SCALE
        lost = SWALLOWED * -np.expm1(-np.maximum(0.0, found[..., -1:] - self.there[-1:]) / SWALLOWED)
        return np.concatenate([by, turned, grown, lost], -1)


def ground(work: Floats, by: Marks) -> Ground:
    """Pictures to solve on."""
    there, _ = measured(work, by)
    return Ground(work, by, there, steps(there[:COUNT]))


@dataclass(frozen=True, eq=False)
class Aim:
    """What one look is to do."""

    start: Start
    """What it begins with."""
    target: Values
    """(variables + 5,): steps by which each is to move, measured without any look."""
    weight: Values
    """(variables + 5,): how much each counts."""


@dataclass(frozen=True, eq=False)
class Solved:
    """A look that was found."""

    ops: tuple[Op, ...]
    """Its operations."""
    moved: Values
    """(variables + 5,): steps by which everything moved."""
    lab: Values
    """(pixels, 3): the pictures with it, in CIELAB."""
    turns: Values
    """(turns,): how far everything is turned from its start, in units."""


class Solver:
    """Solves many looks at once on one ground; what each turn moves at first is found out once for each start."""

    def __init__(self, on: Ground) -> None:
        self.on = on
        self._slopes: dict[tuple[Op, ...], tuple[Values, Values]] = {}

    def solve(self, aims: Sequence[Aim]) -> list[Solved]:
        """The look for each aim, bettered `ROUNDS` times from its start by the secants of what was tried."""
        if not aims:
            return []
        at = np.zeros((len(aims), len(TURNS)))
        first = [self._first(aim.start) for aim in aims]
        slopes = np.stack([slope for slope, _ in first])
        moved = np.stack([there for _, there in first])
        target, weight = (np.stack([getattr(aim, name) for aim in aims]) for name in ("target", "weight"))
        free = np.stack([aim.start.free for aim in aims])
        best: list[tuple[float, Solved] | None] = [None] * len(aims)
        for n in range(ROUNDS):
            if n == ROUNDS - 2:  # what hardly does anything goes, so that a person can read the look
                free = free * (np.abs(at) > LITTLE)
            to = _better(at, moved, slopes, target, weight, free)
            looks = [aim.start.turned(row) for aim, row in zip(aims, to, strict=True)]
            now, seen = self.on.tried(looks)
            slopes = _secant(slopes, to - at, now - moved)
            at, moved = to, now
            cost = np.round(np.sum((weight * (now - target)) ** 2, 1) + np.sum((COST * to) ** 2, 1), 3)
            if n >= ROUNDS - 2:
                for each, look in enumerate(looks):
                    held = best[each]
                    if held is None or cost[each] < held[0]:
                        best[each] = (float(cost[each]), Solved(look, now[each], seen[each], to[each]))
        return [found[1] for found in best if found]

    def _first(self, start: Start) -> tuple[Values, Values]:
        """What every turn moves from a start, (variables + 5, turns) in steps, and where the start itself is."""
        if start.ops not in self._slopes:
            tries = np.concatenate([np.zeros((1, len(TURNS))), NUDGE * np.eye(len(TURNS))])
            whole = Start(start.ops)
            found, _ = self.on.tried([whole.turned(row) for row in tries])
            self._slopes[start.ops] = ((found[1:] - found[0]).T / NUDGE, found[0])
        return self._slopes[start.ops]


def _better(at: Values, moved: Values, slopes: Values, target: Values, weight: Values, free: Values) -> Values:
    """Where all turns should go: least squares in what is asked, what is held, and how far everything is turned."""
    rows = weight[:, :, None] * slopes * free[:, None, :]
    asked = weight * (target - moved)
    normal = np.swapaxes(rows, 1, 2) @ rows + np.eye(len(TURNS)) * COST**2
    wanted = (np.swapaxes(rows, 1, 2) @ asked[:, :, None])[..., 0] - COST**2 * at
    step = np.linalg.solve(normal, wanted[..., None])[..., 0] * free
    far = np.maximum(1.0, np.linalg.norm(step, axis=1) / TRUST)
    return np.asarray(np.clip(at + step / far[:, None], LOW, HIGH) * free)


def _secant(slopes: Values, step: Values, change: Values) -> Values:
    """Slopes that agree with what the last step moved, and otherwise stay as they are (Broyden 1965)."""
    length = np.maximum(np.sum(step**2, 1), 1e-9)
    missed = change - (slopes @ step[:, :, None])[..., 0]
    return np.asarray(slopes + missed[:, :, None] * step[:, None, :] / length[:, None, None])


def aim(on: Ground, start: Start, wishes: Mapping[str, float], holds: frozenset[str], *, skin: bool,
        plain: bool = True) -> Aim:
    """What a look is to do: wishes in steps, variables that are held, and whether the hue of faces is guarded."""
    paler = min(0.0, wishes.get("saturation", 0.0)) * _part(on, "saturation")
    # Greys that lean lean less in a paler picture: to hold them where they were would be to tint it.
    rest = {name: paler / _part(on, name) for name in LEANING if name not in holds and _part(on, name)}
    target = np.array([*(wishes.get(name, rest.get(name, 0.0)) for name in NAMES), 0.0, 0.0,
                       *([0.0 if SKIN in holds else paler / SKIN_SCALE] * 2), 0.0])
    weight = [HELD if name in holds else ASKED if name in wishes else FREE[name] for name in NAMES]
    hue, chroma = (HELD, HELD) if SKIN in holds else (GUARDED, LOOSE) if skin else (0.0, 0.0)
    return Aim(start, target, np.array([*weight, hue, hue, chroma, chroma, ENDS[plain]]))


def _part(on: Ground, name: str) -> float:
    """What part of all that is there one step of a variable is; 0 where there is nothing."""
    there = float(on.there[PLACE[name]])
    return float(on.steps[PLACE[name]]) / there if abs(there) > NOTHING else 0.0
