"""What a tool keeps of the scenes that it worked on last, so that the next brief on one is answered at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from workprint.film import Bend, Brief, Cut, Material
from workprint.tools.cutting.along import shares_of
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.ground import Ground, ground
from workprint.tools.cutting.halves import Halves, halves
from workprint.tools.cutting.measure import Ruler
from workprint.tools.cutting.solve import Scales
from workprint.tools.cutting.sources import Sources

KEPT = 4
"""Grounds that a tool remembers. Source: our choice; some tens of megabytes each."""


@dataclass(frozen=True)
class Kept:
    """What a tool keeps of one scene, with some of its lines in parts."""

    split: Halves
    """Which lines have parts."""
    opened: frozenset[str]
    """Which of them are in parts here."""
    ground: Ground
    ruler: Ruler
    weighed: list[Scales]

    def scales(self, weights: dict[str, int], curve: Iterable[Bend] = ()) -> Scales:
        """The scene weighed so; the last weights are kept."""
        shares = self.shares(curve)
        if not self.weighed or (self.weighed[0].weights, self.weighed[0].shares) != (weights, shares):
            self.weighed[:] = [Scales(self.ground, idioms(self.ground.material), weights, shares)]
        return self.weighed[0]

    def shares(self, curve: Iterable[Bend]) -> tuple[int, ...]:
        """How much of what dials add counts on every beat; see `Along`."""
        return shares_of(curve, self.ground.material, self.ground.beats)

    @cached_property
    def sources(self) -> Sources:
        """Where sounds come from, in words."""
        return Sources(self.ground)

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of every take among the ground's."""
        return {sheet.take.id: at for at, sheet in enumerate(self.ground.takes)}

    def asked(self, brief: Brief) -> Brief:
        """The brief on the material in parts, with its wishes for whole lines as wishes for their parts."""
        return replace(brief, material=self.ground.material, pins=self.split.bound(brief.pins, self.opened),
                       vetoes=self.split.vetoed(brief.vetoes, self.opened))


class Shelf:
    """The scenes that were worked on last."""

    def __init__(self) -> None:
        self._kept: list[Kept] = []

    def kept(self, brief: Brief, squeezed: bool = False, cut: Cut | None = None) -> Kept:
        """What is known of a brief's scene, from before or found out now; with the lines of `cut` that are joined."""
        split = self._split(brief.material)
        opened = split.opened(brief.pins, brief.vetoes) | (split.joined(cut) if cut else frozenset())
        for kept in self._kept:
            if kept.split is split and (kept.ground.squeezed, kept.opened) == (squeezed, opened):
                return kept
        ruler = next((kept.ruler for kept in self._kept if kept.split is split), None) or Ruler(split)
        self._put(Kept(split, opened, ground(split.view(opened), squeezed), ruler, []))
        return self._kept[0]

    def _put(self, new: Kept) -> None:
        self._kept = [new, *self._kept[:KEPT - 1]]

    def _split(self, material: Material) -> Halves:
        known: Iterable[Halves] = (kept.split for kept in self._kept)
        return next((split for split in known if split.material is material or split.material == material),
                    None) or halves(material)
