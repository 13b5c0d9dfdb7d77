"""What the tool keeps of the cuts that it graded last, so that a turned dial is answered at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from workprint.film import Brief, Cut, Keep, Reference, content_hash
from workprint.tools.colour.balance import Shots, Together, as_shot, balanced
from workprint.tools.colour.guarding import Guarded
from workprint.tools.colour.matched import matched
from workprint.tools.colour.references import Pointed
from workprint.tools.colour.sight import Sight, shown, sight
from workprint.tools.colour.solve import Ground, Solver, ground
from workprint.tools.colour.variables import COUNT, Values

KEPT = 4
"""Cuts that a tool remembers. Source: our choice; a few megabytes each."""


@dataclass(frozen=True, eq=False)
class Kept:
    """One cut as it is seen, and how its shots are brought together."""

    sight: Sight
    hero: int | None
    """The shot that the others are brought to; None for the middle of them all."""
    keeps: tuple[Keep, ...]

    _matched: dict[Reference, tuple[Pointed, ...]] = field(default_factory=dict)

    def pointed(self, brief: Brief, found: tuple[Pointed, ...]) -> tuple[Pointed, ...]:
        """What a brief points at, measured against this scene; looks that match a still come first."""
        by = tuple(each.measured(self.ground.there[:COUNT], self.ground.steps) for each in found)
        for each in brief.references:
            if each.kind == "still" and each not in self._matched:
                self._matched[each] = matched(self.sight, self.balanced, each)
        return (*(one for each in brief.references if each.kind == "still" for one in self._matched[each]), *by)

    @cached_property
    def together(self) -> Together:
        """How the shots are brought together."""
        return balanced(self.sight, self.hero, self.keeps)

    @property
    def balanced(self) -> Shots:
        """Every shot's own operations."""
        return self.together.shots

    @cached_property
    def as_shot(self) -> Shots:
        """The same with none but those that stay."""
        return as_shot(self.sight, self.keeps)

    @cached_property
    def untouched(self) -> Values:
        """The sampled pixels as they came, in CIELAB."""
        return shown(self.sight.work)

    @cached_property
    def solver(self) -> Solver:
        """Solves looks over the balanced shots."""
        return Solver(self.ground)

    @cached_property
    def ground(self) -> Ground:
        """The balanced shots without a look: what all movement is measured from."""
        return ground(self.sight.graded(self.balanced), self.sight.marks)

    @cached_property
    def guarded(self) -> Guarded:
        """The pictures that the guards look at."""
        return Guarded(self.sight, self.balanced)

    @cached_property
    def cut(self) -> str:
        """Hash of the cut."""
        return content_hash(self.sight.cut)


class Shelf:
    """The cuts that were graded last."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []

    def cut(self, known: str) -> Cut | None:
        """The cut of this hash, where it was graded here."""
        return next((one.sight.cut for one in self._kept if one.cut == known), None)

    def kept(self, brief: Brief, hero: int | None) -> Kept:
        """What is known of a brief's cut, from before or found out now."""
        keeps = tuple(keep for keep in brief.keeps if keep.shot >= 0)
        for one in self._kept:
            if (one.hero, one.keeps) == (hero, keeps) and _same(one.sight, brief):
                return one
        known = next((one.sight for one in self._kept if _same(one.sight, brief)), None)
        self._kept = [Kept(known or sight(brief), hero, keeps), *self._kept[:KEPT - 1]]
        return self._kept[0]


def _same(known: Sight, brief: Brief) -> bool:
    return (known.asked, known.cut) == (brief.seen, brief.cut)
