"""Early answers that come back: now and then one of six was answered before, and nobody says so until it is again.

How often a person says the same again is the most that a taste of theirs can foretell. An alt that was kept and one
that was not come back by turns, so that a blind guess is right half of the time; of those that were not kept, one that
was refused comes first, because a taste that the tool had made would never let a refused one win.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workprint.desk.laid import Laid
from workprint.film import Alt
from workprint.taste import Again, Answer, Taste, against_refusal, aged, retest

if TYPE_CHECKING:
    from workprint.desk.state import Film, Marked, Proposal
    from workprint.desk.table import Table

KEPT = frozenset({"circle", "hold"})
"""Marks that keep an alternative. Source: the words of a camera report."""


def returns(film: Film, who: str, since: int = -1) -> Iterator[tuple[str, Laid]]:
    """Everything that came back to a person after an entry: the scene, and the six that it stood in."""
    for scene, laid in film.laid.items():
        yield from ((scene, one) for one in laid if one.again and one.who == who and one.index > since)


def verdicts(film: Film, who: str, since: int = -1) -> dict[int, tuple[int, Again]]:
    """For each entry that laid out an early answer: the entry that answered it again, and what it said."""
    found: dict[int, tuple[int, Again]] = {}
    for scene, one in returns(film, who, since):
        marks = [mark for mark in film.marks if mark.scene == scene and mark.author in ("", who)
                 and mark.edit is None and mark.decision.mark != "unsure"]
        before = _is_kept(one.again, [mark for mark in marks if mark.index < one.index])
        after = next((mark for mark in marks if mark.index > one.index and set(mark.decision.shown) == set(one.ids)
                      and (mark.decision.alt == one.again or mark.decision.mark == "circle")), None)
        if after:
            now = _is_kept(one.again, [after])
            found[one.index] = (after.index, "same" if now == before else "otherwise")
    return found


def _is_kept(alt: str, marks: Sequence[Marked]) -> bool:
    """Whether the last that was said of an alt keeps it; what was passed over is not kept."""
    said = [mark.decision.mark for mark in marks if mark.decision.alt == alt]
    return bool(said) and said[-1] in KEPT


def unsaid(desk: Table, scene: str, laid: Laid | None) -> str:
    """The alt on show that came back and is not answered yet; empty for none. Nothing says so until then."""
    if laid is None or not laid.again or laid.index in verdicts(desk.film, laid.who):
        return ""
    return laid.again


def told(desk: Table, laid: Laid | None, alt: str) -> str:
    """That an alt on show had been answered before, once it is answered again."""
    said = verdicts(desk.film, laid.who).get(laid.index) if laid and alt == laid.again else None
    same = "you said the same" if said and said[1] == "same" else "you said otherwise"
    return f"you saw this one before: {same}" if said else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What could come back to somebody in a scene."""

    answers: Sequence[Answer]
    """Everything that they answered."""
    marks: Mapping[int, Marked]
    """Those of the scene, by their place among the answers."""
    able: Sequence[Alt]
    """Alts that could be shown again: of this proposal, not circled now, and not come back before."""
    back: int
    """How many have come back."""

    @property
    def names(self) -> frozenset[str]:
        """Ids of those that could be shown again."""
        return frozenset(alt.id for alt in self.able)

    def kept(self) -> str:
        """One that was circled; empty for none."""
        early = retest(self.answers, [at for at, mark in self.marks.items() if mark.decision.alt in self.names],
                       self.back)
        return "" if early is None else self.marks[early].decision.alt

    def left(self, taste: Taste, seed: int) -> str:
        """One that was refused, or that was passed over and not marked; empty for none."""
        marked = {mark.decision.alt for mark in self.marks.values()}
        passed = {at: sorted({*mark.decision.shown} & self.names - marked) for at, mark in self.marks.items()}
        refused = against_refusal(self.able, aged(self.answers), taste)
        early = retest(self.answers, [at for at, names in passed.items() if names or refused], self.back)
        if early is None:
            return ""
        return refused[1].id if refused else passed[early][seed % len(passed[early])]


def due(desk: Table, proposal: Proposal, alts: Sequence[Alt], heard: Sequence[tuple[int, Answer]], taste: Taste,
        seed: int, since: int) -> str:
    """The alt that is to come back in the next six; empty where none is due, or none could. What lies before `since`,
    an entry by which the taste was withdrawn, is not counted."""
    film, circled = desk.film, desk.film.circled(proposal.scene)
    back = [one.again for _, one in returns(film, desk.author_here(), since)]
    marks = {mark.index: mark for mark in film.marks if mark.scene == proposal.scene and mark.edit is None}
    gone = {*back, circled.alt.id if circled else ""}
    here = {at: marks[index] for at, (index, _) in enumerate(heard) if index in marks}
    asked = Asked([one for _, one in heard], here, [alt for alt in alts if alt.id not in gone], len(back))
    kept, left = asked.kept(), asked.left(taste, seed)
    return (left or kept) if len(back) % 2 else (kept or left)
