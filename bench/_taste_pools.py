"""Pools of real alternatives for the bench of the taste: cuts of made scenes, with what the tool does not measure.

The cuts are the cutting tool's own; the scenes are made (`made_scene`), nobody filmed them.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workprint.film import Alt, Brief, Cut, Material
from workprint.film.placed import Lining
from workprint.tools.cutting import CuttingTool, made_scene

Array = NDArray[np.float64]

WANT = 300
"""Cuts of a pool. Source: facts/editing 10, target 1."""

KEPT, MEASURED = Path("build") / "taste-pools", 2
"""Where pools are kept between runs, and the number of what is measured of them; each is made again when the tool's
version or that number changes."""

AROUND, BLACK = 2.0, 0.25
"""Seconds around a difference on one side of a pair (before and after), and between passages.
Source: film/moments.py."""


@dataclass(frozen=True)
class Pool:
    """The alternatives of one scene."""

    alts: tuple[Alt, ...]
    """As the tool proposed them."""
    unmeasured: Array
    """What no axis says: alts by variables."""
    lines: NDArray[np.int64]
    """What is seen and heard on every line, as a number: alts by lines."""
    spoken: Array
    """Seconds of every line; alts by lines."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The axes."""
        return tuple(name for name, _ in self.alts[0].axes)

    @cached_property
    def axes(self) -> Array:
        """Alts by axes, in thousandths."""
        return np.array([[value for _, value in alt.axes] for alt in self.alts], float)

    @cached_property
    def on_lines(self) -> Array:
        """What the axes are on some lines against the others: alts by those, in thousandths."""
        return np.array([[value for _, value in alt.on_lines] for alt in self.alts], float)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where an alt stands in the pool, by id."""
        return {alt.id: at for at, alt in enumerate(self.alts)}

    @cached_property
    def seconds(self) -> Array:
        """How long each cut is."""
        return np.array([alt.content.frames / float(alt.content.rate) for alt in self.alts])

    @cached_property
    def scores(self) -> Array:
        """The tool's own points."""
        return np.array([alt.score for alt in self.alts], float)

    @cached_property
    def moments(self) -> Array:
        """Seconds of the moments in which two cuts differ, both sides, by about as much as `film.moments` shows."""
        differ = self.lines[:, None] != self.lines[None]
        long = (differ * (self.spoken[:, None] + self.spoken[None])).sum(axis=2)
        runs = differ[:, :, 0] + (differ[:, :, 1:] & ~differ[:, :, :-1]).sum(axis=2)
        most = self.seconds[:, None] + self.seconds[None]
        return np.asarray(np.minimum(long + 2 * runs * (AROUND + BLACK), most))


def pools(numbers: Sequence[int]) -> list[Pool]:
    """The pools of the made scenes with these seeds."""
    KEPT.mkdir(parents=True, exist_ok=True)
    return [_kept(number) for number in numbers]


def _kept(number: int) -> Pool:
    path = KEPT / f"{CuttingTool.card.version}-{MEASURED}-{number}.pickle"
    if path.exists():
        found: Pool = pickle.loads(path.read_bytes())
        return found
    made = pool(number)
    path.write_bytes(pickle.dumps(made))
    return made


def scene(number: int) -> Material:
    """A made scene of 12 to 16 lines in 6 to 8 takes."""
    return made_scene(number, 12 + number % 5, 6 + number % 3, people=2 + number % 2)


def pool(number: int) -> Pool:
    """The scene of this number, cut 300 ways."""
    material = scene(number)
    alts = tuple(CuttingTool().propose(Brief(material, want=WANT), seed=number))
    lining, circled = Lining(material), {take.id for take in material.takes if take.circled}
    told = [_lines(alt.content, material, lining) for alt in alts]
    names = {each: at for at, each in enumerate(dict.fromkeys(one for lines, _ in told for one in lines))}
    return Pool(alts, np.array([_unmeasured(alt.content, circled) for alt in alts]),
                np.array([[names[one] for one in lines] for lines, _ in told]), np.array([long for _, long in told]))


def _lines(cut: Cut, material: Material, lining: Lining) -> tuple[list[object], list[float]]:
    spoken = {each.reading.line: each for each in lining.spoken(cut)}
    seen, found, long = cut.by_line, list[object](), list[float]()
    for line in material.scene.lines:
        heard = spoken.get(line.id)
        found.append((seen.get(line.id), heard and (heard.reading.take, heard.reading.run)))
        long.append((heard.out - heard.start) / float(cut.rate) if heard else 1.0)
    return found, long


def _unmeasured(cut: Cut, circled: set[str]) -> list[float]:
    """Rhythm, loyalty to few takes, last shot, takes circled on set, length of the first half, seams of the sound."""
    frames = np.array([shot.frames for shot in cut.shots], float)
    takes = [shot.take for shot in cut.shots]
    return [frames.std() / frames.mean(), len({*takes}) / len(takes), frames[-1] / frames.sum(),
            sum(long for long, take in zip(frames, takes, strict=True) if take in circled) / frames.sum(),
            frames[:max(1, len(frames) // 2)].mean() / frames.mean(), len(cut.pieces) / len(frames)]
