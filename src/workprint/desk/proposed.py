"""One answer of a tool, as the record tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workprint.film import Bend, from_plain


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer of a tool: what it was asked, and which alts came."""

    index: int
    """Its ledger entry."""
    scene: str
    """Scene number."""
    tool: str
    """Name on the tool's card."""
    seed: int
    """Seed it was asked with."""
    ids: tuple[str, ...]
    """Alt ids in the tool's own order."""
    brief: str
    """Hash of the brief, material included."""
    want: int
    """How many were asked for."""
    words: str
    """The wish in words."""
    weights: tuple[tuple[str, int], ...]
    """Weights that differ from the defaults."""
    references: tuple[str, ...] = ()
    """What was pointed at, as the artist named it."""
    tone: str = ""
    """The tone that it was asked in; empty for none."""
    curve: tuple[Bend, ...] = ()
    """How much of that tone each line had, where that changed over the scene."""
    keep: tuple[str, ...] = ()
    """Dials that were to stay, whatever was turned."""


@dataclass(frozen=True, slots=True)
class Bent:
    """The curve that an entry tells of; an entry from before there were curves tells of none."""

    curve: tuple[Bend, ...] = ()
    """Its bends."""


def proposal_from(index: int, body: dict[str, Any]) -> Proposal:
    """What an entry tells of a proposal; one from before there were references, tones, curves or kept dials, too."""
    return Proposal(index, body["scene"], body["tool"], body["seed"], tuple(body["ids"]), body["brief"], body["want"],
                    body["words"], tuple((name, weight) for name, weight in body["weights"]),
                    tuple(body.get("references", ())), body.get("tone", ""), from_plain(Bent, body).curve,
                    tuple(body.get("keep", ())))
