"""A tone by pointing at something: what of a reference the cut can measure, and how far its dials have to be turned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workprint.film import SIZES, Brief, Cut, Lean, Material, Meant, Reference
from workprint.tools.cutting.by_line import BUSY, pace
from workprint.tools.cutting.dials import dialled, turns
from workprint.tools.cutting.halves import halves
from workprint.tools.cutting.measure import Ruler

TRIED = (-1000, -700, -400, -200, 200, 400, 700, 1000)
"""Settings of a dial at which the scene is cut to see what comes. Source: our choice; between them it is drawn on."""

ALIKE = 20
"""Thousandths of a variable that count as the same. Source: our choice, a tenth of what a circled cut is told by."""

SPEECH = ("silence", "energy")
"""Dials that say something only where it is known who speaks when. Source: `measure`."""

MEASURED = ("pace", "closeness", *SPEECH)
"""Dials that a reference may speak of. Source: `measure.Ruler.axes`; who is seen is another in every scene."""

Cutter = Callable[[Brief], Mapping[str, int]]
"""Cuts a brief, and tells what of every variable its best cut has."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a reference measures, and what it says nothing of."""

    values: Mapping[str, int]
    silent: str = ""
    """Why, of the others."""


def likened(reference: Reference, brief: Brief, cutter: Cutter) -> Meant:
    """Leans of the dials of a scene, measured against its cut with all dials at rest."""
    heard, here = _measured(reference), {turn.dial.name for turn in turns(brief.material)}
    of = replace(brief, want=1, weights=(), curve=())
    leans: list[Lean] = []
    silent: list[str] = []
    at_rest = cutter(of) if heard.values else {}
    for name in (name for name in MEASURED if name in here):
        if name not in heard.values:
            silent.append(f"{reference.name} says nothing of {name}{heard.silent and f': {heard.silent}'}")
            continue
        setting, short = _turned(name, heard.values[name], at_rest[name], of, cutter)
        theirs, ours = _said(name, heard.values[name]), _said(name, at_rest[name])
        if setting:
            more = "; farther than this dial goes here" if short else ""
            leans.append(Lean("cutting", name, setting, "reference",
                              f"measured from {reference.name}: {theirs}, yours {ours}{more}"))
        else:
            why = "and no cut of this scene comes nearer" if short else "as much as yours"
            silent.append(f"{name} stays: {reference.name} has {theirs}, {why}")
    return Meant(tuple(leans), silent=tuple(silent))


def _measured(of: Reference) -> _Heard:
    if of.cut is not None and of.material is not None:
        return _of_cut(of, of.cut, of.material)
    if of.lengths:
        mean = sum(of.lengths) // len(of.lengths)
        why = "of a film only the cuts are told" if of.kind == "film" else "its takes are not of this film"
        return _Heard({"pace": pace(mean)}, why)
    return _Heard({}, "no cut was found in it" if of.kind == "film" else "it is a picture")


def _of_cut(of: Reference, cut: Cut, material: Material) -> _Heard:
    ruler = Ruler(halves(material))
    axes = dict(ruler.axes(cut))
    sized = any(shot.take in ruler.size for shot in cut.shots)
    if of.kind == "shot":
        return _Heard({"closeness": axes["closeness"]} if sized else {}, "it is one shot")
    played = any(reading.performance for reading in material.readings)
    known = {"pace": True, "closeness": sized, "silence": bool(cut.pieces), "energy": played}
    return _Heard({name: axes[name] for name in MEASURED if known[name]}, "that was never measured of it")


def _turned(name: str, want: int, now: int, brief: Brief, cutter: Cutter) -> tuple[int, bool]:
    """How far a dial has to be turned for its variable to come to `want`, and whether it does not get there."""
    if abs(want - now) <= ALIKE:
        return 0, False
    way = 1 if want > now else -1
    before, had = 0, now
    for setting in (one for one in sorted(TRIED, key=abs) if one * way > 0):
        have = cutter(dialled(brief, {name: setting}))[name]
        if (have - want) * way >= 0:
            return before + (setting - before) * (want - had) // (have - had), False
        if (have - had) * way > 0:
            before, had = setting, have
    return (before, True) if abs(had - now) > ALIKE else (0, True)


def _said(name: str, value: int) -> str:
    """A measured value in words: ``2.1 s a shot``."""
    if name == "pace":
        return f"{BUSY * (1000 - value) / max(1, value):.1f} s a shot"
    if name == "closeness":
        step = round(value * (len(SIZES) - 1) / 1000)
        return f"pictures about as close as {SIZES[len(SIZES) - 1 - step][0]} ({value} of 1000)"
    if name == "silence":
        return f"{value / 10:.0f} % without a word"
    return f"voices of {value} in 1000"
