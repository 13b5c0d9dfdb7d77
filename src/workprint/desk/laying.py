"""Laying out: what was shown stays where it stood, the next six are asked for, and all others follow by rank.

A string-out is a row of places. Places that were shown keep their alts for as long as the proposal stands, so that
nothing moves under a hand. The first six that come after them are chosen for what they teach and for being worth
keeping (`workprint.taste.ask`). Whoever asks for places further on looks through the rest by rank.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk import returning, tasting
from workprint.desk.contexts import contexts
from workprint.desk.laid import Laid
from workprint.film import NotOnTheDesk, Plain
from workprint.taste import Ranked, Taste, ask, string_out, weighed_alts
from workprint.taste.ranking import SHOWN_AT_ONCE

if TYPE_CHECKING:
    from workprint.desk.kept_alts import ListedAlt
    from workprint.desk.state import Proposal
    from workprint.desk.table import Table

APART = 10_000
"""How far apart the seeds of two proposals lie; between them each place has its own. Source: our choice; more places
than anybody looks through."""

@dataclass(frozen=True, slots=True)
class Six:
    """What is to be shown."""

    first: int
    """Place of the first one, from 1."""
    total: int
    """How many places there are."""
    ranked: tuple[Ranked, ...]
    """The alts, weighed by the taste as it is now."""
    why: tuple[str, ...]
    """Why each is shown; empty texts where nothing had been learned."""
    again: str = ""
    """The one that comes back from an earlier answer; empty for none."""
    stays: bool = True
    """Whether they keep their places."""


def latest_laid(desk: Table, scene: str) -> Laid | None:
    """What was last laid out for whoever sits here; None for nothing."""
    return next((one for one in reversed(desk.film.laid.get(scene, ())) if one.who in ("", desk.author_here())), None)


def on_show(desk: Table, scene: str) -> tuple[tuple[str, ...], int]:
    """Ids on show for whoever sits here, and the place of the first; what anybody saw last where they saw nothing."""
    mine = latest_laid(desk, scene)
    return (mine.ids, mine.first) if mine else desk.film.shown.get(scene, ((), 1))


def six_of(desk: Table, proposal: Proposal, alts: Sequence[ListedAlt], taste: Taste, first: int | None,
           only: Collection[str] | None) -> Six:
    """Six from place `first` on, or those on show where that is None; with `only`, a few by rank."""
    tags = contexts(desk, proposal.scene)
    if only is not None or not tasting.is_on(desk, desk.author_here()):
        ranked = string_out(alts, taste, only, tags)
        at = _within(first or (1 if only is not None else _where(desk, proposal)), len(ranked))
        page = ranked[at - 1:at - 1 + SHOWN_AT_ONCE]
        return Six(at, len(ranked), page, _reasons(page, taste), stays=False)
    laid = _Layout(desk, proposal, alts, taste, tags)
    return laid.six(_where(desk, proposal) if first is None else first)


def _within(first: int, total: int) -> int:
    if not 1 <= first <= total:
        raise NotOnTheDesk(f"place {first} was asked for", f"1 to {total} would do", "workprint show --first 1")
    return first


def _where(desk: Table, proposal: Proposal) -> int:
    """The place from which on whoever sits here looks at a proposal."""
    return next((one.first for one in reversed(_mine(desk, proposal)) if not one.few), 1)


def _mine(desk: Table, proposal: Proposal) -> list[Laid]:
    who = desk.author_here()
    return [one for one in desk.film.laid.get(proposal.scene, ())
            if one.proposal == proposal.index and one.who in ("", who)]


def _reasons(page: Sequence[Ranked], taste: Taste) -> tuple[str, ...]:
    return tuple(one.shown_for if taste.mean else "" for one in page)


class _Layout:
    """All places of a proposal, as one person sees them."""

    def __init__(self, desk: Table, proposal: Proposal, alts: Sequence[ListedAlt], taste: Taste,
                 tags: tuple[str, ...]) -> None:
        self.desk, self.proposal, self.alts, self.taste, self.tags = desk, proposal, alts, taste, tags
        self.again = ""
        self.fixed = self._kept()
        self.left = [alt for alt in alts if alt.id not in {one for one, _ in self.fixed.values()}]

    def _kept(self) -> dict[int, tuple[str, str]]:
        """Alts that were shown, each at its place. What a withdrawn taste laid out is no more."""
        since, known = tasting.withdrawn(self.desk, self.desk.author_here()), {alt.id for alt in self.alts}
        found: dict[int, tuple[str, str]] = {}
        for one in _mine(self.desk, self.proposal):
            if not one.stays or (one.lessons and one.index < since):
                continue
            here = {name for name, _ in found.values()}
            for at, name in enumerate(one.ids):
                if one.first + at not in found and name in known and (name not in here or name == one.again):
                    found[one.first + at] = (name, one.why[at] if one.why else "")
        return found

    @property
    def total(self) -> int:
        """How many places there are."""
        return len(self.fixed) + len(self.left)

    def six(self, first: int) -> Six:
        """Six from a place on."""
        at = _within(first, self.total)
        if self.taste.mean and self._is_next(at):
            self._ask(at)
        places = range(at, min(at + SHOWN_AT_ONCE, self.total + 1))
        self._fill(places)
        weighed = {alt.id: alt for alt in weighed_alts(self.alts, self.taste, self.tags)}
        told = [self.fixed[place] for place in places]
        ranked = tuple(Ranked(weighed[name], why == "outside", why or "worth keeping")  # type: ignore[arg-type]
                       for name, why in told)
        return Six(at, self.total, ranked, tuple(why for _, why in told), self.again)

    def _is_next(self, at: int) -> bool:
        """Whether these are the first six that nobody has seen."""
        return all(place in self.fixed for place in range(1, at)) and not any(place >= at for place in self.fixed)

    def _ask(self, at: int) -> None:
        """Put at their places the six whose answer is worth most."""
        seed = self.proposal.index * APART + at
        asked = ask(self.left, self.taste, seed, tags=self.tags, seconds=self._seconds())
        six: list[tuple[str, str]] = [(one.alt.id, one.shown_for) for one in asked]
        who = self.desk.author_here()
        back = returning.due(self.desk, self.proposal, self.alts, tasting.heard(self.desk, who), self.taste, seed,
                             tasting.withdrawn(self.desk, who))
        teaches = [place for place, (_, why) in enumerate(six) if why == "to learn"]
        if back and teaches:
            six[teaches[-1]] = (back, "to learn")
            self.again = back
        self.fixed |= {at + place: one for place, one in enumerate(six)}
        taken = {name for name, _ in six}
        self.left = [alt for alt in self.left if alt.id not in taken]

    def _seconds(self) -> dict[str, int] | None:
        """Thousandths of a second that each takes to watch; None for grades, which a glance takes in."""
        rate = self.desk.film.rate
        return {one.id: round(1000 * one.frames / rate) for one in self.left} if all(
            one.frames for one in self.left) else None

    def _fill(self, places: range) -> None:
        """Put the rest by rank where nothing was shown."""
        empty = [place for place in range(1, self.total + 1) if place not in self.fixed]
        if not {*empty} & {*places}:
            return
        rest = string_out(self.alts, self.taste, {alt.id for alt in self.left}, self.tags)
        why = _reasons(rest, self.taste)
        self.fixed |= {place: (one.alt.id, told) for place, one, told in zip(empty, rest, why, strict=False)
                       if place in places}
        self.left = [alt for alt in self.left if alt.id not in {name for name, _ in self.fixed.values()}]


def put_on_show(desk: Table, proposal: Proposal, six: Six, taste: Taste, few: int | None) -> None:
    """Put on the record what is shown, because a choice is only as wide as that."""
    ids, last = tuple(one.alt.id for one in six.ranked), latest_laid(desk, proposal.scene)
    if last and (last.proposal, last.ids, last.first, last.few) == (proposal.index, ids, six.first, few is not None):
        return  # a page that is loaded again shows nothing new
    body: dict[str, Plain] = {"scene": proposal.scene, "proposal": proposal.index, "first": six.first, "ids": [*ids],
                              "who": desk.author_here(), "lessons": taste.lessons}
    if any(six.why):
        body["why"] = [*six.why]
    if six.again:
        body["again"] = six.again
    if not six.stays:
        body["stays"] = False
    desk.record("shown", body | ({"among": few} if few is not None else {}), author="tool:desk", role="tool")
