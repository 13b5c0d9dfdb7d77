"""Tones: what a person means by some words, told from the record, and set as dials of every craft that has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workprint.desk.bending import Curved, bent
from workprint.desk.leaning import by_hand, forgotten, heard, own
from workprint.desk.likened import Likened, likened
from workprint.desk.results import Said
from workprint.desk.tone_history import history
from workprint.desk.tone_told import ToneTold, told
from workprint.film import BadValue, Tone, to_plain

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
    like: str = ""
    """What it is to be like: a still, a shot, a cut, a timeline or a film."""


def tone(desk: Table, scene: str, name: str, change: Change, *, with_history: bool = False) -> ToneTold:
    """Find a tone, change it by hand, or only look at it; see `Desk.tone`."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise BadValue(f"the tone came as {name[:40]!r}", f"some words, up to {LONGEST} letters, would do",
                       "workprint tone 'uneasy, but tender'")
    known = desk.film.tones.get((desk.author_here(), name.casefold()))
    like = likened(desk, scene, change.like) if change.like else None
    new = _changed(desk, known or Tone(name, desk.author_here()), scene, change, like, fresh=known is None)
    if new != known:
        pointed = {"like": {"name": like.name, "sha256": like.sha256}} if like else {}
        desk.record("tone", {"tone": to_plain(new), **pointed})
    answer = told(desk, own(desk, name), scene)
    return replace(answer, silent=like.silent if like else (),
                   history=history(desk, own(desk, name)) if with_history else ())


def _changed(desk: Table, tone: Tone, scene: str, change: Change, like: Likened | None, *, fresh: bool) -> Tone:
    material = desk.material(scene)
    new = heard(desk, tone, material) if fresh or change.words else tone
    if like:  # what marks had moved there before counts no more, as with a hand
        new = new.leaning(*(replace(one, since=len(desk.ledger)) for one in like.leans))
    hands = tuple(by_hand(desk, material, one) for one in change.dials)
    gone = tuple(forgotten(desk, new, one) for one in change.forget)
    return bent(new.leaning(*hands, *gone), material.scene, change.curve)


def tones(desk: Table) -> tuple[ToneTold, ...]:
    """Every tone of the film, whoever found it; see `Desk.tones`."""
    return tuple(told(desk, one) for one in desk.film.tones.values())


def forget(desk: Table, name: str) -> Said:
    """Forget a tone; see `Desk.forget`."""
    found = own(desk, name)
    entry = desk.record("untone", {"name": found.name, "owner": found.owner})
    return Said(entry.index, f"the tone {found.name!r} is forgotten; what was proposed in it stays on the record")
