"""Two cuts of a scene laid side by side: what a difference is, and where to look for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workprint.film.aligned import Block, Gap, blocks, by_sound, in_place
from workprint.film.cut import Cut
from workprint.film.material import Material
from workprint.film.playing import HeardLine, Played, Versions

Kind = Literal["reading", "picture", "sound", "edit moved", "J-cut", "L-cut", "pause", "reaction added",
               "reaction gone", "line removed", "line added", "order", "speed", "black", "second sound", "slip",
               "shot split", "length"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two cuts."""

    kind: Kind
    """What sort of thing it is."""
    lines: tuple[str, ...]
    """Ids of the lines it touches, in order; of a line that only the second cut's script has, its id there."""
    here: tuple[int, int]
    """Start and out in frames of the first cut; equal where something is there only in the second."""
    there: tuple[int, int]
    """Start and out in frames of the second cut."""
    says: str
    """One sentence about the second cut against the first."""


@dataclass(frozen=True)
class Pair:
    """Two cuts laid side by side."""

    a: Played
    b: Played
    blocks: tuple[Block, ...]
    """Both from beginning to end, in stretches that answer to each other."""
    lines: tuple[tuple[HeardLine, HeardLine], ...]
    """The lines that both have in the same order."""
    hunks: tuple[Gap, ...]
    """The stretches that do not play the same way, each as long as can be."""

    @classmethod
    def of(cls, a: Cut, b: Cut, material_a: Material, material_b: Material) -> Pair:
        """Two cuts, laid side by side."""
        versions = Versions(material_a, material_b)
        one, two = Played(a, versions, 0), Played(b, versions, 1)
        found = by_sound(one, two)
        lines = in_place(one, two, found)
        made = blocks(one, two, lines, found)
        return cls(one, two, tuple(made), tuple(lines), tuple(joined(block.gap for block in made if not block.same)))

    @property
    def versions(self) -> Versions:
        """The material of both."""
        return self.a.versions

    def live(self, here: tuple[int, int], there: tuple[int, int]) -> bool:
        """Whether something in these stretches does not play the same way."""
        return any((hunk[0] < here[1] and here[0] < hunk[1]) or (hunk[2] < there[1] and there[0] < hunk[3])
                   for hunk in self.hunks)

    def answer(self, frame: int, side: int) -> int:
        """The frame of the other cut that answers to `frame` of the cut on this side (0 the first, 1 the second)."""
        for block in self.blocks:
            mine, theirs = (block.there, block.here) if side else (block.here, block.there)
            if mine[0] <= frame < mine[1]:
                return theirs[0] + (frame - mine[0]) * (theirs[1] - theirs[0]) // (mine[1] - mine[0])
        return (self.a if side else self.b).frames

    def heard_in(self, here: tuple[int, int]) -> tuple[str, ...]:
        """The lines heard in a stretch of the first cut."""
        return tuple(line.line for line in self.a.lines if line.at < here[1] and here[0] < line.out)


def joined(gaps: Iterable[Gap]) -> list[Gap]:
    """Gaps that touch in both cuts, as one."""
    found: list[Gap] = []
    for gap in gaps:
        if found and (found[-1][1], found[-1][3]) == (gap[0], gap[2]):
            found[-1] = (found[-1][0], gap[1], found[-1][2], gap[3])
        else:
            found.append(gap)
    return found


def named_lines(pair: Pair, shot: object) -> tuple[str, ...]:
    """The lines that the cut itself says a shot is for."""
    return tuple(getattr(shot, "lines", ()))


def frames(count: int) -> str:
    """A number of frames in words.

    >>> frames(1), frames(6)
    ('1 frame', '6 frames')
    """
    return f"{count} frame" if count == 1 else f"{count} frames"
