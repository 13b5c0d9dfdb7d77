"""A tone by pointing at a picture: what it measures against the scene as it is, as leans of the dials."""

from __future__ import annotations

import numpy as np

from workprint.film import Lean, Meant, Reference
from workprint.media.colour import apply_ops, pixels, to_working
from workprint.tools.colour.dials import DIALS, FULL, STEPS
from workprint.tools.colour.kept import Kept
from workprint.tools.colour.reasons import NEAR
from workprint.tools.colour.references import COLOUR, LIGHT, PIXELS
from workprint.tools.colour.sight import even, shown
from workprint.tools.colour.variables import COUNT, PLACE, VARIABLES, Values, marks, measure


def likened(reference: Reference, kept: Kept) -> Meant:
    """Leans of the dials that a picture, a shot or a film has more or less of than the balanced scene."""
    names = [dial.name for dial in DIALS]
    if not reference.seen:
        return Meant(silent=(f"{reference.name} says nothing of colour: no picture of it is at hand",))
    theirs, ours = _measured(reference), kept.ground.there[:COUNT]
    steps = (theirs - ours) / kept.ground.steps
    leans, silent = [], [f"{reference.name} says nothing of {name}: that hangs on what a picture shows"
                         for name in names if name not in LIGHT + COLOUR]
    for name in (name for name in names if name in LIGHT + COLOUR):
        at, unit = PLACE[name], VARIABLES[PLACE[name]].unit.split(" ")[0]
        there = f"{theirs[at]:.1f} {unit}, yours {ours[at]:.1f}"
        if abs(steps[at]) < NEAR:
            silent.append(f"{name} stays: {reference.name} has about as much as the scene ({there})")
            continue
        far = "; farther than this dial goes" if abs(steps[at]) > STEPS else ""
        setting = max(-FULL, min(FULL, round(float(steps[at]) / STEPS * FULL)))
        leans.append(Lean("colour", name, setting, "reference", f"measured from {reference.name}: {there}{far}"))
    return Meant(tuple(leans), silent=tuple(silent))


def _measured(reference: Reference) -> Values:
    """Every variable of a reference's pictures, as they are graded."""
    work = np.concatenate([even(to_working(pixels(seen), seen.space), PIXELS) for seen in reference.seen])
    shot = np.repeat(np.arange(len(reference.seen)), PIXELS)
    lab = shown(apply_ops(work, reference.ops))
    return measure(lab, marks(lab, shot, np.ones(len(reference.seen)), np.zeros(len(work), bool)))
