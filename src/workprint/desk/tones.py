"""Tones: what a person means by some words, told from the record, and set as dials of every craft that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workprint.desk.bending import Curved, bent
from workprint.desk.leaning import by_hand, clamped, forgotten, heard, learned
from workprint.desk.results import Said
from workprint.desk.tone_told import ToneTold, told
from workprint.film import BadValue, DialledTool, Material, NotOnTheDesk, Tone, to_plain

if TYPE_CHECKING:
    from workprint.desk.table import Table

LONGEST = 120
"""Letters of a tone's name. Source: our choice; a phrase, and no page."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a hand does to a tone."""

    dials: Sequence[str] = ()
    """Dials that are set: ``colour.warmth=-300``."""
    forget: Sequence[str] = ()
    """Dials that are taken out of it."""
    words: bool = False
    """Whether its words are guessed anew."""
    curve: Curved = field(default_factory=Curved)
    """How it is to lie over the scene."""


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


def tone(desk: Table, scene: str, name: str, change: Change) -> ToneTold:
    """Find a tone, change it by hand, or only look at it; see `Desk.tone`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise BadValue(f"the tone came as {name[:40]!r}", f"some words, up to {LONGEST} letters, would do",
                       "workprint tone 'uneasy, but tender'")
    known = desk.film.tones.get((desk.author_here(), name.casefold()))
    new = _changed(desk, known or Tone(name, desk.author_here()), scene, change, fresh=known is None)
    if new != known:
        desk.record("tone", {"tone": to_plain(new)})
    return told(desk, own(desk, name), scene)


def _changed(desk: Table, tone: Tone, scene: str, change: Change, *, fresh: bool) -> Tone:
    material = desk.material(scene)
    new = heard(desk, tone, material) if fresh or change.words else tone
    hands = tuple(by_hand(desk, material, one) for one in change.dials)
    gone = tuple(forgotten(new, one) for one in change.forget)
    return bent(new.leaning(*hands, *gone), material.scene, change.curve)


def settings(desk: Table, name: str, tool: DialledTool, material: Material) -> dict[str, int]:
    """How a tool's dials stand in a tone: what was said of it, and what marks have made of that since.

    A dial that this scene does not have is left out: nothing could be turned by it. Raises `NotOnTheDesk`.
    """
    found = own(desk, name)
    said, moved = found.settings(tool.card.craft), learned(desk, found, tool.card.craft)
    here = [dial.name for dial in tool.dials(material) if dial.name in said or dial.name in moved]
    return {dial: clamped(said.get(dial, 0) + moved.get(dial, (0, 0))[0]) for dial in here}


def tones(desk: Table) -> tuple[ToneTold, ...]:
    """Every tone of the film, whoever found it; see `Desk.tones`."""
    return tuple(told(desk, one) for one in desk.film.tones.values())


def forget(desk: Table, name: str) -> Said:
    """Forget a tone; see `Desk.forget`."""
    found = own(desk, name)
    entry = desk.record("untone", {"name": found.name, "owner": found.owner})
    return Said(entry.index, f"the tone {found.name!r} is forgotten; what was proposed in it stays on the record")
