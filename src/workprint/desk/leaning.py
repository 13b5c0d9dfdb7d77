"""What a tone leans on: first guesses, a hand's word, and what marks have made of it since."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.film import (
    CONTENTS,
    BadTool,
    BadValue,
    Dial,
    DialledTool,
    Lean,
    Material,
    NotOnTheDesk,
    Tone,
    TonedTool,
)
from workprint.taste import LEAN, Answer, Lesson, Taste, Told, learn

if TYPE_CHECKING:
    from workprint.desk.state import Marked
    from workprint.desk.table import Table

WEIGHT = {"circle": 2, "hold": 1, "ng": -1}
"""How far a mark bears a tone out. Source: `taste`: a circle is a decision, a hold and an ng are opinions."""

DOUBT = 4
"""Marks' worth of doubt before a lean counts as half borne out. Source: our choice: two circles."""


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


def forgotten(desk: Table, tone: Tone, text: str) -> Lean:
    """A lean of 0 that stays at the dial that is to be left alone, whatever moved it: words, a hand or marks.

    Raises `NotOnTheDesk` where the tone does not move it.
    """
    craft, _, dial = text.strip().rpartition(".")
    moves = [(one.craft, one.dial) for one in tone.leans if one.setting]
    moves += [(of, name) for of in CONTENTS for name, (by, _) in learned(desk, tone, of).items() if by]
    found = next((one for one in moves if one[1] == dial and craft in ("", one[0])), None)
    if found is None:
        known = ", ".join(dict.fromkeys(f"{of}.{name}" for of, name in moves))
        raise NotOnTheDesk(f"{text!r} of {tone.name!r} was to be forgotten", f"{known or 'nothing'} would do",
                           f"see it with: workprint tone {tone.name!r}")
    return Lean(*found, 0, "dial", "left alone", len(desk.ledger))


def settings(desk: Table, name: str, tool: DialledTool, material: Material) -> dict[str, int]:
    """How a tool's dials stand in a tone: what was said of it, and what marks have made of that since.

    A dial that this scene does not have is left out: nothing could be turned by it. Raises `NotOnTheDesk`.
    """
    found = own(desk, name)
    said, moved = found.settings(tool.card.craft), learned(desk, found, tool.card.craft)
    here = [dial.name for dial in tool.dials(material) if dial.name in said or dial.name in moved]
    return {dial: clamped(said.get(dial, 0) + moved.get(dial, (0, 0))[0]) for dial in here}


def learned(desk: Table, tone: Tone, craft: str) -> dict[str, tuple[int, int]]:
    """What marks on proposals in this tone have moved, by dial: thousandths of a dial, and how far they bear it out.

    The tone is fitted as a taste is (`workprint.taste`): what was said of it is where it begins, and every mark says
    which of six is more like it. A tone of nobody's marks is as its words guess.
    """
    marks, said = marks_in(desk, tone, craft), tone.settings(craft)
    since = {one.dial: one.since for one in tone.leans if one.craft == craft}
    spoken = {name for mark in marks for name, _ in mark.alt.axes} - tone.left_alone(craft)
    found = {}
    for name, setting in leant(fitted(marks, said, since)).items():
        weight = sum(abs(WEIGHT[mark.decision.mark]) for mark in marks if mark.index >= since.get(name, 0))
        if name in spoken and weight:
            found[name] = setting - said.get(name, 0), 1000 * weight // (weight + DOUBT)
    return found


def leant(meant: Taste) -> dict[str, int]:
    """Where a fitted tone stands on every axis, as a dial (-1000 to 1000)."""
    return {axis.name: clamped(round(1000 * meant.slope(at) / LEAN)) for at, axis in enumerate(meant.axes)}


def fitted(marks: Sequence[Marked], said: Mapping[str, int], since: Mapping[str, int]) -> Taste:
    """What marks in a tone say together with what was `said` of it, by axis (-1000 to 1000).

    A mark from before a hand's word on an axis (`since`, entries by axis) says nothing of that axis.
    """
    lessons: list[tuple[int, Answer]] = [(mark.index, choice(mark)) for mark in marks]
    hands: list[tuple[int, Answer]] = [(at, Told(name, "forget")) for name, at in since.items() if at]
    told = [one for _, one in sorted((*hands, *lessons), key=lambda each: each[0])]
    return learn(told, leans=said) if lessons else Taste()


def choice(mark: Marked) -> Lesson:
    """A mark as a choice among what was on show, whatever it depends on."""
    decision, axes = mark.decision, {one: dict(seen) for one, seen in mark.axes}
    beside = tuple(axes[one] for one in decision.shown if one != decision.alt and one in axes)
    place = decision.shown.index(decision.alt) if decision.alt in decision.shown else None
    return Lesson(decision.mark, mark.alt.variables, beside, place)


def marks_in(desk: Table, tone: Tone, craft: str) -> list[Marked]:
    """The marks that its owner made on proposals in this tone, in one craft."""
    film = desk.kept_film.of(craft)
    ids = {one for proposal in film.proposals if proposal.tone == tone.name for one in proposal.ids}
    return [mark for mark in film.marks if mark.alt.id in ids and mark.decision.mark in WEIGHT and mark.edit is None
            and desk.ledger.entry(mark.index).author == tone.owner]


def clamped(setting: int) -> int:
    """A setting within a dial's ends."""
    return max(-1000, min(1000, setting))
