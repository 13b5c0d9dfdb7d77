"""What was laid out for a person, as the record tells it: which alts stood at which places, and why each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Laid:
    """Alts that were on show together."""

    index: int
    """Its ledger entry."""
    proposal: int
    """The entry of the proposal that they are of."""
    first: int
    """Place of the first one, from 1."""
    ids: tuple[str, ...]
    """Their ids, in the order in which they stood."""
    who: str = ""
    """Key of the person whom they were laid out for; empty where that was not recorded yet: then for everybody."""
    why: tuple[str, ...] = ()
    """Why each was shown; empty where that was not recorded yet, or where nothing had been learned."""
    lessons: int = 0
    """Decisions behind the taste that laid them out; 0 for the tool's own order."""
    again: str = ""
    """The alt that came back from an earlier answer; empty for none."""
    stays: bool = True
    """Whether each keeps its place: not where only a few were asked for, nor where the taste was off."""
    few: bool = False
    """Whether only a few were asked for, by name."""


def read_laid(index: int, body: dict[str, Any]) -> Laid:
    """What an entry tells of what was on show."""
    return Laid(index, body["proposal"], body["first"], tuple(body["ids"]), body.get("who", ""),
                tuple(body.get("why", ())), body.get("lessons", 0), body.get("again", ""),
                body.get("stays", "among" not in body), "among" in body)
