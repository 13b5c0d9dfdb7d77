"""What a tone leans on: first guesses, a hand's word, and what marks have made of it since."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.film import BadTool, BadValue, Dial, DialledTool, Lean, Material, NotOnTheDesk, Tone, TonedTool

if TYPE_CHECKING:
    from workprint.desk.state import Marked
    from workprint.desk.table import Table

WEIGHT = {"circle": 2, "hold": 1, "ng": -1}
"""How strongly a mark moves a tone. Source: `taste`: a circle is a decision, a hold and an ng are opinions."""

DOUBT = 4
"""Marks' worth of doubt before what marks say counts in full. Source: our choice, as a shrinkage prior: two circles."""


@dataclass(frozen=True, slots=True)
class ToneDial:
    """One dial that a tone can turn."""

    craft: str
    """Its craft: ``colour``."""
    name: str
    """As a person types it: ``warmth``."""
    less: str
    """Its lower end in a craft word."""
    more: str
    """Its upper end."""
    about: str
    """What it turns, one sentence."""


def tone_dials(desk: Table, scene: str) -> tuple[ToneDial, ...]:
    """Every dial that a tone can turn in a scene, craft by craft; see `Desk.tone_dials`."""
    return tuple(ToneDial(craft, one.name, one.less, one.more, one.about)
                 for craft, one in _dials(desk, desk.material(scene)))


def toned_tools(desk: Table) -> Iterator[TonedTool]:
    """Every installed tool that knows words of tone, by its name."""
    for point in sorted(importlib.metadata.entry_points(group="workprint.tools"), key=lambda one: one.name):
        try:
            tool = desk.tool(point.name)
        except BadTool:
            continue
        if isinstance(tool, TonedTool):
            yield tool


def own(desk: Table, name: str) -> Tone:
    """The tone of this name that belongs to whoever sits here. Raises `NotOnTheDesk`."""
    tones, who = desk.film.tones, desk.author_here()
    found = next((tone for (owner, called), tone in tones.items()
                  if owner == who and called == name.casefold()), None)
    if found is None:
        known = ", ".join(repr(tone.name) for (owner, _), tone in tones.items() if owner == who)
        raise NotOnTheDesk(f"the tone came as {name!r}", f"{known or 'a tone that you have found'} would do",
                           f"find it first: workprint tone {name!r}")
    return found


def heard(desk: Table, tone: Tone, material: Material) -> Tone:
    """The first guesses of every craft. A word that one of them knows is known."""
    meant = [tool.hears(tone.name, material) for tool in toned_tools(desk)]
    nobody = set.intersection(*(set(one.unknown) for one in meant)) if meant else set()
    asked = dict.fromkeys(word for one in meant for word in one.unknown if word in nobody)
    fresh = replace(tone, unknown=tuple(asked))
    return fresh.leaning(*(lean for one in meant for lean in one.leans))


def by_hand(desk: Table, material: Material, text: str) -> Lean:
    """A lean from ``colour.warmth=-300`` or ``pace=200``. Raises `BadValue`."""
    place, sign, number = text.rpartition("=")
    craft, _, dial = place.strip().rpartition(".")
    known = list(_dials(desk, material))
    fits = [(of, one) for of, one in known if one.name == dial and craft in ("", of)]
    try:
        setting = int(number)
    except ValueError:
        setting = 9999
    if not sign or len(fits) != 1 or abs(setting) > 1000:
        names = ", ".join(f"{of}.{one.name}" for of, one in known[:16])
        raise BadValue(f"the dial came as {text!r}", f"{names} and -1000 to 1000 would do",
                       "as in: workprint tone 'uneasy' --dial colour.warmth=-300")
    return Lean(fits[0][0], dial, setting, "dial", "set by hand", len(desk.ledger))


def _dials(desk: Table, material: Material) -> Iterator[tuple[str, Dial]]:
    for tool in toned_tools(desk):
        for dial in tool.dials(material):
            yield tool.card.craft, dial


def forgotten(tone: Tone, text: str) -> Lean:
    """A lean of 0 at the dial that is to be left alone. Raises `NotOnTheDesk` where the tone does not move it."""
    craft, _, dial = text.strip().rpartition(".")
    found = next((one for one in tone.leans if one.dial == dial and craft in ("", one.craft)), None)
    if found is None:
        raise NotOnTheDesk(f"{text!r} of {tone.name!r} was to be forgotten",
                           f"{', '.join(f'{one.craft}.{one.dial}' for one in tone.leans) or 'nothing'} would do",
                           f"see it with: workprint tone {tone.name!r}")
    return replace(found, setting=0)


def settings(desk: Table, name: str, tool: DialledTool, material: Material) -> dict[str, int]:
    """How a tool's dials stand in a tone: what was said of it, and what marks have made of that since.

    A dial that this scene does not have is left out: nothing could be turned by it. Raises `NotOnTheDesk`.
    """
    found = own(desk, name)
    said, moved = found.settings(tool.card.craft), learned(desk, found, tool.card.craft)
    here = [dial.name for dial in tool.dials(material) if dial.name in said or dial.name in moved]
    return {dial: clamped(said.get(dial, 0) + moved.get(dial, (0, 0))[0]) for dial in here}


def learned(desk: Table, tone: Tone, craft: str) -> dict[str, tuple[int, int]]:
    """What marks on proposals in this tone have moved, by dial: thousandths of a dial, and how sure (thousandths).

    Each mark says how far the marked alt lies from the others that were shown with it, on every axis that is a dial of
    the craft, against how far those lie apart. A tone of nobody's marks is as its words guess.
    """
    since = {one.dial: one.since for one in tone.leans if one.craft == craft}
    found: dict[str, list[tuple[int, int]]] = {}
    for mark in marks_in(desk, tone, craft):
        for dial, pull in pulls(mark):
            if mark.index >= since.get(dial, 0):
                found.setdefault(dial, []).append((pull, WEIGHT[mark.decision.mark]))
    return {dial: _shrunk(each) for dial, each in sorted(found.items())}


def marks_in(desk: Table, tone: Tone, craft: str) -> list[Marked]:
    """The marks that its owner made on proposals in this tone, in one craft."""
    film = desk.kept_film.of(craft)
    ids = {one for proposal in film.proposals if proposal.tone == tone.name for one in proposal.ids}
    return [mark for mark in film.marks if mark.alt.id in ids and mark.decision.mark in WEIGHT and mark.edit is None
            and desk.ledger.entry(mark.index).author == tone.owner]


def pulls(mark: Marked) -> Iterator[tuple[str, int]]:
    """How far the marked alt lies from the others on show, on every axis, in thousandths of how far they spread."""
    beside = [dict(axes) for one, axes in mark.axes if one != mark.decision.alt]
    for name, value in mark.alt.axes:
        others = [axes[name] for axes in beside if name in axes]
        if others:
            seen = [*others, value]
            spread = max(1, max(seen) - min(seen))
            yield name, (value - sum(others) // len(others)) * 1000 // spread


def _shrunk(found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    total, weight = sum(pull * by for pull, by in found), sum(abs(by) for _, by in found)
    moved = total // (weight + DOUBT) if total >= 0 else -(-total // (weight + DOUBT))
    return moved, 1000 * weight // (weight + DOUBT)


def clamped(setting: int) -> int:
    """A setting within a dial's ends."""
    return max(-1000, min(1000, setting))
