"""The cutting tool: a brief in, whole cuts out, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.random import PCG64, Generator

from workprint.film import Alt, Brief, CannotCut, Made, Material, ToolCard
from workprint.media import conform
from workprint.tools.cutting.assemble import assemble, joints
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.facts import Joint
from workprint.tools.cutting.ground import NEVER, Ground, ground
from workprint.tools.cutting.measure import measure_cut
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reasons import explained, facts
from workprint.tools.cutting.solve import Stage, Worth, ahead, best, scores, stage, worth
from workprint.tools.cutting.spread import near_best
from workprint.tools.cutting.wishes import wishes


class CuttingTool:
    """Cuts a scene in many ways, from the idioms of the cutting room."""

    card = ToolCard("cutting", "1", "cutting", "Proposes whole cuts of a scene from its script and takes.",
                    "nothing: rules and mathematics", "fully")

    def propose(self, brief: Brief, *, seed: int) -> Iterator[Alt]:
        found = ground(brief.material)
        weights = {i.name: i.weight for i in idioms()} | dict(brief.weights)
        on = stage(found, wishes(found, brief.pins, brief.vetoes))
        value = worth(on, idioms(), weights)
        rest = ahead(value)
        top, path = best(value, rest)
        if top < NEVER // 2:
            raise CannotCut("nothing fits", "x", "y")
        many = near_best(value, rest, 400, top // 10, Generator(PCG64(seed)))
        paths = np.concatenate([path[None, :], many])
        yield from alts(on, value, weights, paths)

    def conform(self, alt: Alt, material: Material, out: Path) -> Made:
        return conform(alt.content, material, out)


def alts(on: Stage, value: Worth, weights: dict[str, int], paths: Whole) -> Iterator[Alt]:
    found = joints(on, value, paths)
    drawn = assemble(on, value, paths, found)
    joint = Joint(*(np.stack([getattr(each.fact, name) for each in found], 1) for name in Joint.__slots__))
    chosen = [played.ways.at(paths[:, n]) for n, played in enumerate(on.played)]
    said, view = (np.stack([getattr(each, name) for each in chosen], 1) for name in ("said", "view"))
    reaction = np.stack([value.reaction[n][paths[:, n]] for n in range(len(on.at))], 1)
    squeezed = np.stack([chosen[0].tight & 1, chosen[-1].tight // 2 & 1], 1)
    gathered = facts(on.ground, on.at, said, view, reaction, joint, squeezed)
    reasons = explained(idioms(), weights, gathered, [d.main for d in drawn], [d.inside for d in drawn],
                        [len(d.cut.shots) for d in drawn])
    for d, why in zip(drawn, reasons, strict=True):
        yield Alt("cutting", d.cut, why, measure_cut(d.cut, on.ground.material))
