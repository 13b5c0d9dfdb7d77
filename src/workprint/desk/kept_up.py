"""The film, kept up with its record: what was added is told on top of what was known, and the rest is not read again.

It is the same film as one read from the first entry (`state.replay`). A film that was given out never changes: a
thread may go on reading an older one while another adds to the record.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from workprint.desk import branches
from workprint.desk.branches import Branches
from workprint.desk.state import Film, Recorded, recorded, tell, tell_all
from workprint.ledger import Ledger

ANEW = frozenset({"undo", "erased"})
"""Kinds of entries that change what others before them told: after one of these everything is read anew."""

ASIDE = frozenset({"decision", "edit", "brought", "shown", "watched", "alts", "pin", "veto", "went", "named", "stage",
                   "note", "resolved", "lock", "unlock", "handover", "made", "person", "keep", "release", "space",
                   "grabbed", "tone", "untone", "avowed", "trial", "paired", "preferred"})
"""Kinds of entries that tell of the cut and nothing of what was shot or written: they leave the material as it is."""


@dataclass(frozen=True, slots=True)
class KeptUp:
    """What a record says, up to some entry."""

    size: int
    """Number of entries that were read."""
    told: Film
    """What they tell, one after another. Nobody else reads it."""
    film: Film
    """The same, settled: what the desk stands on."""
    shot: int
    """Number of entries after which the material is what it is now."""


def kept_up(ledger: Ledger, known: KeptUp | None) -> KeptUp:
    """The film as the record tells it now."""
    if known is not None and len(ledger) == known.size:
        return known
    if known is None:
        return _anew(ledger)
    more = [recorded(entry) for entry in ledger.entries(since=known.size)]
    return _anew(ledger) if not more or any(entry.kind in ANEW for entry in more) else _further(ledger, known, more)


def _anew(ledger: Ledger) -> KeptUp:
    entries = [recorded(entry) for entry in ledger.entries()]
    told = tell_all(entries, ledger.personal)
    return KeptUp(len(entries), told, _settled(told), len(entries))


def _further(ledger: Ledger, known: KeptUp, more: list[Recorded]) -> KeptUp:
    told, size = _copied(known.told), known.size + len(more)
    for entry in more:
        tell(told, entry, ledger.personal)
    same = all(entry.kind in ASIDE for entry in more)
    return KeptUp(size, told, _settled(told), known.shot if same else size)


def _settled(told: Film) -> Film:
    # Settling sets pins and marks, and nothing else.
    film = replace(told, pins=dict(told.pins), crafts={name: _settled(own) for name, own in told.crafts.items()})
    branches.settle(film)
    return film


def _copied(film: Film) -> Film:
    """A film that can be told more without the other one's knowing: all that the replay writes into is copied."""
    return Film(**{field.name: _own(getattr(film, field.name)) for field in fields(Film)})


def _own(value: Any, depth: int = 2) -> Any:
    if isinstance(value, Film):
        return _copied(value)
    if isinstance(value, Branches):
        return Branches(**{field.name: _own(getattr(value, field.name), 1) for field in fields(Branches)})
    if isinstance(value, dict) and depth:
        return {name: _own(each, depth - 1) for name, each in value.items()}
    return value.copy() if isinstance(value, (list, set, dict)) and depth else value
