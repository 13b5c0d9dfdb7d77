"""What the tool keeps of the cuts that it graded last, so that a turned dial is answered at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workprint.film import Brief, Cut, Keep, content_hash
from workprint.tools.colour.balance import Shots, as_shot, balanced
from workprint.tools.colour.guarding import Guarded
from workprint.tools.colour.sight import Sight, shown, sight
from workprint.tools.colour.solve import Ground, Solver, ground
from workprint.tools.colour.variables import Values

KEPT = 4
"""Cuts that a tool remembers. Source: our choice; a few megabytes each."""


@dataclass(frozen=True, eq=False)
class Kept:
    """One cut as it is seen, and how its shots are brought together."""

    sight: Sight
    hero: int | None
    """The shot that the others are brought to; None for the middle of them all."""
    keeps: tuple[Keep, ...]

    @cached_property
    def balanced(self) -> Shots:
        """Every shot's own operations."""
        return balanced(self.sight, self.hero, self.keeps)

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
