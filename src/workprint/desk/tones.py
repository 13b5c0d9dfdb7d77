"""Tones: what a person means by some words, told from the record, and set as dials of every craft that has them."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.desk.results import Said
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
    to_plain,
)

if TYPE_CHECKING:
    from workprint.desk.state import Marked
    from workprint.desk.table import Table

LONGEST = 120
"""Letters of a tone's name. Source: our choice; a phrase, and no page."""

WEIGHT = {"circle": 2, "hold": 1, "ng": -1}
"""How strongly a mark moves a tone. Source: `taste`: a circle is a decision, a hold and an ng are opinions."""

DOUBT = 4
"""Marks' worth of doubt before what marks say counts in full. Source: our choice, as a shrinkage prior: two circles."""


@dataclass(frozen=True, slots=True)
class LeanTold:
    """One variable of a tone, as a person reads it."""

    craft: str
    """Its craft."""
    dial: str
    """Its dial."""
    setting: int
    """Where it stands, -1000 to 1000."""
    sure: int
    """How much of that marks have borne out, in thousandths; 0 is a guess, or a hand's word."""
    says: str
    """One sentence: which way, how far, and where that comes from."""


@dataclass(frozen=True, slots=True)
class ToneTold:
    """A tone as a person reads it."""

    name: str
    """Its words."""
    owner: str
    """Whose it is."""
    mine: bool
    """Whether that is who sits here."""
    leans: tuple[LeanTold, ...]
    """Every variable that it moves."""
    unknown: tuple[str, ...]
    """Words of it that nobody knows; a dial or marks may say what they mean."""
    marks: int
    """Marks that were made on proposals in this tone."""
    says: str
    """What it has come to mean, in one sentence."""


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


def tone(desk: Table, scene: str, name: str, dials: Sequence[str], forget: Sequence[str], words: bool) -> ToneTold:
    """Find a tone, change it by hand, or only look at it; see `Desk.tone`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise BadValue(f"the tone came as {name[:40]!r}", f"some words, up to {LONGEST} letters, would do",
                       "workprint tone 'uneasy, but tender'")
    known = desk.film.tones.get((desk.author_here(), name.casefold()))
    material = desk.material(scene)
    tone = known or Tone(name, desk.author_here())
    new = _heard(desk, tone, material) if known is None or words else tone
    hands = tuple(_by_hand(desk, material, one) for one in dials)
    gone = tuple(_forgotten(new, one) for one in forget)
    new = new.leaning(*hands, *gone)
    if new != known:
        desk.record("tone", {"tone": to_plain(new)})
    return told(desk, own(desk, name))


def _heard(desk: Table, tone: Tone, material: Material) -> Tone:
    """The first guesses of every craft. A word that one of them knows is known."""
    meant = [tool.hears(tone.name, material) for tool in toned_tools(desk)]
    nobody = set.intersection(*(set(one.unknown) for one in meant)) if meant else set()
    asked = dict.fromkeys(word for one in meant for word in one.unknown if word in nobody)
    fresh = replace(tone, unknown=tuple(asked))
    return fresh.leaning(*(lean for one in meant for lean in one.leans))


def _by_hand(desk: Table, material: Material, text: str) -> Lean:
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


def _forgotten(tone: Tone, text: str) -> Lean:
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
    return {dial: _clamped(said.get(dial, 0) + moved.get(dial, (0, 0))[0]) for dial in here}


def _clamped(setting: int) -> int:
    return max(-1000, min(1000, setting))


def learned(desk: Table, tone: Tone, craft: str) -> dict[str, tuple[int, int]]:
    """What marks on proposals in this tone have moved, by dial: thousandths of a dial, and how sure (thousandths).

    Each mark says how far the marked alt lies from the others that were shown with it, on every axis that is a dial of
    the craft, against how far those lie apart. A tone of nobody's marks is as its words guess.
    """
    film = desk.kept_film.of(craft)
    within = {proposal.index for proposal in film.proposals if proposal.tone == tone.name}
    ids = {one for proposal in film.proposals if proposal.index in within for one in proposal.ids}
    marks = [mark for mark in film.marks if mark.alt.id in ids and mark.decision.mark in WEIGHT and mark.edit is None
             and desk.ledger.entry(mark.index).author == tone.owner]
    since = {one.dial: one.since for one in tone.leans if one.craft == craft}
    pulls: dict[str, list[tuple[int, int]]] = {}
    for mark in marks:
        for dial, pull in _pulls(mark):
            if mark.index >= since.get(dial, 0):
                pulls.setdefault(dial, []).append((pull, WEIGHT[mark.decision.mark]))
    return {dial: _shrunk(found) for dial, found in sorted(pulls.items())}


def _pulls(mark: Marked) -> Iterator[tuple[str, int]]:
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


def told(desk: Table, tone: Tone) -> ToneTold:
    """A tone as a person reads it."""
    rows: list[LeanTold] = []
    marks = 0
    for craft in dict.fromkeys((*CONTENTS, *(one.craft for one in tone.leans))):
        moved = learned(desk, tone, craft)
        dials = {one.name: one for tool in toned_tools(desk) if tool.card.craft == craft for one in _of(desk, tool)}
        marks += _marks(desk, tone, craft)
        names = (*(one.dial for one in tone.leans if one.craft == craft), *(name for name in moved if name in dials))
        rows += [_row(tone, craft, name, dials.get(name), moved.get(name, (0, 0))) for name in dict.fromkeys(names)]
    rows = [one for one in rows if one.setting]
    says = ", ".join(_way(one) for one in sorted(rows, key=lambda one: -abs(one.setting))[:6]) or "nothing yet"
    owner = desk.ledger.name_of(tone.owner) or "(name erased)"
    return ToneTold(tone.name, owner, tone.owner == desk.author_here(), tuple(rows), tone.unknown, marks,
                    f"{tone.name}: {says}")


def _of(desk: Table, tool: TonedTool) -> tuple[Dial, ...]:
    """A tool's dials in whatever scene there is."""
    scenes = [one.number for one in desk.film.script.scenes] if desk.film.script else []
    return tool.dials(desk.material(scenes[0])) if scenes else ()


def _marks(desk: Table, tone: Tone, craft: str) -> int:
    film = desk.kept_film.of(craft)
    ids = {one for proposal in film.proposals if proposal.tone == tone.name for one in proposal.ids}
    return sum(mark.alt.id in ids and mark.decision.mark in WEIGHT and mark.edit is None for mark in film.marks)


def _row(tone: Tone, craft: str, name: str, dial: Dial | None, learned: tuple[int, int]) -> LeanTold:
    lean = next((one for one in tone.leans if (one.craft, one.dial) == (craft, name)), None)
    moved, sure = learned
    setting = _clamped((lean.setting if lean else 0) + moved)
    word = (dial.more if setting > 0 else dial.less) if dial else name
    source = [lean.says] if lean else []
    source += [f"your marks moved it by {moved:+}"] if moved else []
    return LeanTold(craft, name, setting, sure, f"{word} by {abs(setting) / 10:.0f} % ({'; '.join(source)})")


def _way(one: LeanTold) -> str:
    return one.says.split(" by ")[0]


def tones(desk: Table) -> tuple[ToneTold, ...]:
    """Every tone of the film, whoever found it; see `Desk.tones`."""
    return tuple(told(desk, one) for one in desk.film.tones.values())


def forget(desk: Table, name: str) -> Said:
    """Forget a tone; see `Desk.forget`."""
    found = own(desk, name)
    entry = desk.record("untone", {"name": found.name, "owner": found.owner})
    return Said(entry.index, f"the tone {found.name!r} is forgotten; what was proposed in it stays on the record")

