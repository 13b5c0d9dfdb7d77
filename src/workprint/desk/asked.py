"""What the latest alternatives were asked for, in one sentence: the tone, the words, the dials, what they went by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk import loop
from workprint.film import BadTool, Brief, DialledTool

if TYPE_CHECKING:
    from workprint.desk.state import Proposal
    from workprint.desk.table import Table

MOST = 6
"""Dials that are told, the furthest turned first. Source: our choice; as many as a line holds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the latest proposal of a scene was asked for."""

    entry: int
    """Its ledger entry."""
    tone: str
    """The tone that it was asked in; empty for none."""
    mine: bool
    """Whether whoever sits here has a tone of that name, and so can propose in it again."""
    says: str
    """In one sentence; empty where the tool was left to its own."""


def asked(desk: Table, scene: str) -> Asked:
    """What the latest proposal was asked for; see `Desk.asked`. Raises `NotOnTheDesk` where there is none.

    ``in the tone 'uneasy, but tender'; slower by 30 %, wider by 12 %; wished: 'let her listen'; by s3``.
    """
    latest = loop.latest(desk, scene)
    mine = (desk.author_here(), latest.tone.casefold()) in desk.film.tones
    return Asked(latest.index, latest.tone, mine, "; ".join(_parts(desk, latest)))


def _parts(desk: Table, proposal: Proposal) -> Iterator[str]:
    if proposal.tone:
        yield f"in the tone {proposal.tone!r}"
    turned, weights = _turned(desk, proposal)
    if turned:
        yield ", ".join(turned)
    if proposal.keep:
        yield f"keeping {' and '.join(proposal.keep)} as it was"
    if proposal.words:
        yield f"wished: {proposal.words!r}"
    if proposal.references:
        yield f"by {' and '.join(proposal.references)}"
    if weights:
        yield f"weighing {', '.join(f'{name} {points}' for name, points in weights)}"


def _turned(desk: Table, proposal: Proposal) -> tuple[list[str], tuple[tuple[str, int], ...]]:
    """Dials that were not at rest, in craft words, and what else was weighed otherwise than by default."""
    try:
        tool = desk.tool(proposal.tool)
    except BadTool:  # what it proposed stays on the desk when its package is gone
        return [], proposal.weights
    if not isinstance(tool, DialledTool) or not proposal.weights:
        return [], proposal.weights
    brief = Brief(desk.material(proposal.scene), proposal.words, weights=proposal.weights)
    stands, ends = dict(tool.settings(brief)), {one.name: one for one in tool.dials(brief.material)}
    by_hand = ((name, way) for name, way in stands.items() if way and name not in proposal.keep)
    told = sorted(by_hand, key=lambda one: -abs(one[1]))
    turned = [f"{ends[name].more if way > 0 else ends[name].less} by {abs(way) / 10:.0f} %" for name, way in told]
    more = [f"{len(turned) - MOST} more"] if len(turned) > MOST else []
    return turned[:MOST] + more, tool.dialled(brief, dict.fromkeys(stands, 0)).weights
