"""What every idiom weighs from line to line: where a brief has a curve, that scales what its dials add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import Bend, Material, shares
from workprint.tools.cutting.beats import Lined
from workprint.tools.cutting.dials import rest_of
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.pauses import Whole

Weights = Mapping[str, int]
"""Weight of every idiom by name, in thousandths of a point for a full measure."""


@dataclass(frozen=True, slots=True)
class Along:
    """The weights of a brief, along the beats of its scene."""

    weights: Weights
    """Those of the brief; an idiom that is not in them has its default."""
    shares: tuple[int, ...] = ()
    """How much of what dials add counts on every beat, in thousandths; none is all of it everywhere."""

    def weight(self, idiom: Idiom, beat: int) -> int:
        """What an idiom weighs on a beat, or between it and the beat before."""
        full = self.weights.get(idiom.name, idiom.weight)
        rest = rest_of(idiom.name) if self.shares else None
        return full if rest is None else rest + (full - rest) * self.shares[beat] // 1000

    def of(self, idiom: Idiom, beats: Sequence[int]) -> Whole:
        """What it weighs on each of some beats."""
        return np.array([self.weight(idiom, beat) for beat in beats], np.int64)


def shares_of(curve: Iterable[Bend], material: Material, beats: Sequence[Lined]) -> tuple[int, ...]:
    """The share of every beat of a scene whose lines may be in parts; none where all of them have everything."""
    lines = list(dict.fromkeys(whole_line(line.id) for line in material.scene.lines))
    share = dict(zip(lines, shares(curve, lines), strict=True))
    found = tuple(share[whole_line(beat.lines[0].id)] for beat in beats)
    return found if any(each != 1000 for each in found) else ()
