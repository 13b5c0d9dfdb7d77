"""A or B: two alternatives to be told apart by the moments in which they differ, and which of them a person prefers.

Which two is asked for what a minute of watching teaches (`workprint.taste.ask_pairs`). Only the moments that differ are
watched, so a pair costs seconds where six whole cuts cost minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workprint.desk import loop
from workprint.desk.contexts import contexts
from workprint.desk.kept_alts import alt_of, listed
from workprint.desk.preferred import Which
from workprint.desk.results import Said
from workprint.desk.state import CUTTING
from workprint.film import Alt, Cut, NotAllowed, NotOnTheDesk, differences, to_plain
from workprint.film.cut import lines_apart
from workprint.film.moments import moments
from workprint.taste import Question, ask_pairs, otherwise

if TYPE_CHECKING:
    from workprint.desk.kept_alts import ListedAlt
    from workprint.desk.state import Proposal
    from workprint.desk.table import Table

Lines = Mapping[str, tuple[str, ...]]
"""What is seen on every line of a cut."""

SHORT = 6
"""Pairs of which the moments are measured, so that the one is asked that teaches most a minute. Source: our choice; a
quarter of a second of work."""

LEAST = 50
"""Thousandths of two cuts that are thought to differ at least. Source: our choice; a moment has its surroundings, too.
"""

LOOK = 2_000
"""Thousandths of a second that looking at one grade takes. Source: our choice; a glance and a second one."""

FEW = 8
"""Alternatives that have to be left for none to be asked about twice. Source: our choice; fewer differ too little."""

TOLD = 4
"""Differences that are told. Source: our choice; the rest is seen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two alternatives, one question: which is nearer to what you want?"""

    scene: str
    """Scene number."""
    a: str
    """Id of the first."""
    b: str
    """Id of the second."""
    thousandths: int
    """Thousandths of a second that their moments take to watch, both sides."""
    teaches: int
    """What the answer is expected to tell, in thousandths of a bit; 1000 before anything was learned."""
    differs: tuple[str, ...]
    """What is otherwise in B, the first of it, in craft words."""
    says: str
    """In one sentence."""
    craft: str = CUTTING
    """The craft that both are of."""


def pair(desk: Table, scene: str) -> Pair:
    """The pair whose answer teaches most for each minute watched, put on the record as asked; see `Desk.pair`."""
    loop.unlocked(desk, scene)
    proposal = loop.latest(desk, scene)
    alts = _left(desk, proposal)
    if len(alts) < 2:
        raise NotOnTheDesk("there are no two alternatives to choose between", "a proposal of several would do",
                           f"propose first: workprint propose --scene {scene}{loop.of_craft(desk, '--tool')}")
    seed = proposal.index + len(desk.film.preferred)
    seen: dict[str, Lines] = {}
    asked = ask_pairs(alts, loop.taste_of(desk), seed, seconds=lambda one, other: _about(desk, seen, one, other),
                      count=SHORT, tags=contexts(desk, scene))
    measured = [_measured(desk, proposal, one) for one in asked]
    best, differs = max(measured, key=lambda each: each[0].per_minute)
    _put(desk, proposal, best)
    what = f"{best.seconds / 1000:.0f} s of moments that differ" if desk.craft == CUTTING else "in the same frames"
    return Pair(scene, best.one.id, best.other.id, best.seconds, best.teaches, differs[:TOLD],
                f"A is {best.one.id[:8]}, B is {best.other.id[:8]}: {what}", desk.craft)


def _left(desk: Table, proposal: Proposal) -> list[ListedAlt]:
    """The alternatives that this person was not asked about yet; all of them where few are left."""
    alts, who = list(listed(desk, proposal)), desk.author_here()
    asked = {name for one in desk.film.preferred if (one.proposal, one.author) == (proposal.index, who)
             for name, _ in one.axes}
    left = [alt for alt in alts if alt.id not in asked]
    return left if len(left) >= FEW else alts


def _about(desk: Table, seen: dict[str, Lines], one: Alt, other: Alt) -> int:
    """Thousandths of a second that the moments may take: of both, the share of lines that differ; of grades, a glance.

    `seen` keeps what is seen on the lines of each. What differs in sound alone is not known here.
    """
    if not isinstance(one.content, Cut) or not isinstance(other.content, Cut):
        return 2 * LOOK
    for alt in (one, other):
        if alt.id not in seen:
            seen[alt.id] = alt.content.by_line
    frames = sum(getattr(alt, "frames", 0) for alt in (one, other))
    share = max(LEAST, lines_apart(seen[one.id], seen[other.id]))
    return round(share * frames / desk.film.rate)


def _measured(desk: Table, proposal: Proposal, asked: Question) -> tuple[Question, tuple[str, ...]]:
    """The same question with the time that its moments take, and what differs."""
    one, other = (alt_of(desk, proposal, alt.id).content for alt in (asked.one, asked.other))
    if not isinstance(one, Cut) or not isinstance(other, Cut):
        return asked, otherwise(dict(asked.one.axes), dict(asked.other.axes), TOLD)
    material = desk.material(proposal.scene)
    found = differences(one, other, material, material)
    frames = moments(one, other, found, material).cut.frames
    return (replace(asked, seconds=round(1000 * frames / desk.film.rate)),
            tuple(each.says for each in found))


def _put(desk: Table, proposal: Proposal, asked: Question) -> None:
    body = {"scene": proposal.scene, "proposal": proposal.index, "ids": [asked.one.id, asked.other.id],
            "who": desk.author_here()}
    last = _asked(desk, proposal.scene)
    if last is None or _answered(desk, last) or {name: last.get(name) for name in body} != body:
        desk.record("paired", body, author="tool:desk", role="tool")


def _asked(desk: Table, scene: str) -> dict[str, Any] | None:
    """The pair that whoever sits here was asked about last."""
    who = desk.author_here()
    return next((one for one in reversed(desk.film.paired) if one["scene"] == scene and one["who"] == who), None)


def _answered(desk: Table, asked: dict[str, Any]) -> bool:
    """Whether a pair was answered since it was asked."""
    who = desk.author_here()
    return any(one.author == who and one.index > asked["index"] for one in desk.film.preferred)


def prefer(desk: Table, scene: str, which: Which) -> Said:
    """Put on the record which of the two is preferred; see `Desk.prefer`."""
    asked = _asked(desk, scene)
    proposal = next((one for one in desk.film.proposals if asked and one.index == asked["proposal"]), None)
    if asked is None or proposal is None:
        raise NotOnTheDesk("no A and B were asked about", "a pair would do",
                           f"workprint pair{loop.of_craft(desk, '--craft')}")
    if _answered(desk, asked):
        raise NotAllowed("these two were answered", "another pair would do, or undo to answer again",
                         f"workprint pair{loop.of_craft(desk, '--craft')}")
    alts: dict[str, Alt] = {one.id: one for one in listed(desk, proposal)}
    axes = [[name, to_plain(alts[name].axes + alts[name].on_lines)] for name in asked["ids"]]
    entry = desk.record("preferred", {"scene": scene, "proposal": proposal.index, "axes": axes, "which": which,
                                      "tags": [*contexts(desk, scene)]})
    a, b = (name[:8] for name in asked["ids"])
    said = {"A": f"A ({a}) rather than B ({b})", "B": f"B ({b}) rather than A ({a})",
            "unsure": f"A ({a}) or B ({b}): you cannot say, and that teaches nothing"}[which]
    return Said(entry.index, said)
