"""How much of a tone every shot has, by the lines that it shows; and the part of a look that lies in the shots by that.

A look lies over the whole scene, so what changes over the scene cannot be in it. With a curve, what the words ask for
stays the look; what the dials ask for besides is put into the shots, as much of it as each one's share says, onto the
operations that bring it together with the others. So there is one operation of a kind in a shot, a person may turn any
of them by hand, and the guards see the shots as they come out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workprint.film import Brief, Keep, Shot, shares
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.look import Start
from workprint.tools.colour.variables import Values


def shared(brief: Brief, dials: Mapping[str, float]) -> tuple[Mapping[str, float], tuple[float, ...]]:
    """What dials ask for, and how much of it every shot has; no shares where all shots have as much."""
    if brief.cut is None or not brief.curve or not dials:
        return dials, ()
    found = shares_of(brief, brief.cut.shots)
    seen = {share for share, shot in zip(found, brief.cut.shots, strict=True) if shot.take}
    if len(seen) != 1:
        return dials, found
    (share,) = seen
    return {name: steps * share for name, steps in dials.items() if share}, ()


def shares_of(brief: Brief, shots: Sequence[Shot]) -> tuple[float, ...]:
    """The share of every shot, 0 to 1: the mean of its lines; without one, that of the shot before, or else behind."""
    lines = [line.id for line in brief.material.scene.lines]
    known = dict(zip(lines, shares(brief.curve, lines), strict=True))
    told = [[known[name] for line in shot.lines if (name := _whole(line, known)) in known] for shot in shots]
    means = [sum(one) / len(one) / 1000 if one else None for one in told]
    last = next((one for one in means if one is not None), 1.0)
    found = []
    for mean in means:
        last = last if mean is None else mean
        found.append(last)
    return tuple(found)


def _whole(line: str, known: Mapping[str, int]) -> str:
    """A line's id, or that of the line that it is a part of: ``9/3`` for ``9/3.2``."""
    return line if line in known else line.rpartition(".")[0]


def put_into(shots: Shots, turns: Values, share: Sequence[float], keeps: Sequence[Keep]) -> Shots:
    """Every shot with its share of some turns, in units of `TURNS`; what is kept of a shot stays."""
    return tuple(
        Start(ops, frozenset(keep.op.kind for keep in keeps if keep.shot == at)).turned(turns * part) if part else ops
        for at, (ops, part) in enumerate(zip(shots, share, strict=True)))
