"""Drawing: ink lines with a brush's swell, flat greys, and sprites that can be laid over anything.

A sheet is drawn as three colour planes at once: the first gathers the tone (already weighted by how much it covers),
the third keeps how much of what lies beneath still shows. So one pass with antialiasing gives a sprite with true
coverage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import aggdraw
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Line = NDArray[np.float64]
"""Points (n, 2) in pixels of the frame."""

INK = 22
"""Tone of the line: not quite black, as ink on paper is not."""


@dataclass(frozen=True, eq=False)
class Sprite:
    """A drawing with coverage, somewhere in the frame."""

    x: int
    y: int
    tone: NDArray[np.uint16]
    """(height, width), 0 to 255, weighted by coverage."""
    keep: NDArray[np.uint16]
    """(height, width), 0 (covers all) to 256 (covers nothing)."""

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.tone.shape[1], self.y + self.tone.shape[0]


class Sheet:
    """A piece of clear film over a part of the frame, to draw on."""

    def __init__(self, box: tuple[int, int, int, int], wobble: float = 0.0, seed: int = 0) -> None:
        self.x, self.y = box[0], box[1]
        self.image = Image.new("RGB", (max(1, box[2] - box[0]), max(1, box[3] - box[1])), (0, 0, 255))
        self.pen = aggdraw.Draw(self.image)
        self.wobble, self.seed, self.count = wobble, seed, 0

    def fill(self, outline: Line, tone: int, ink: float = 0.0, ink_tone: int = INK) -> None:
        """A closed shape in one tone, with an outline of `ink` pixels unless that is 0."""
        if len(outline) > 2:
            pen = (_pen(ink_tone, round(ink, 2)),) if ink > 0 else ()
            self.pen.polygon(self._flat(outline), *pen, _brush(tone))

    def line(self, points: Line, width: float, tone: int = INK) -> None:
        """An even line."""
        if len(points) > 1:
            self.pen.line(self._flat(points), _pen(tone, round(width, 2)))

    def stroke(self, points: Line, width: float, tone: int = INK, start: float = 0.15, end: float = 0.15) -> None:
        """A brush stroke: thin at its ends (`start`, `end` of the full width), full in the middle."""
        if len(points) > 1:
            self.pen.polygon(self._flat(_swollen(points, width, start, end)), _brush(tone))

    def _flat(self, points: Line) -> list[float]:
        self.count += 1
        moved = points - (self.x, self.y)
        if self.wobble:
            moved = moved + _tremor(len(points), self.seed * 977 + self.count) * self.wobble
        flat: list[float] = moved.ravel().tolist()
        return flat

    def done(self) -> Sprite:
        """What was drawn, as a sprite."""
        self.pen.flush()
        planes = np.asarray(self.image)
        keep = planes[:, :, 2].astype(np.uint16)
        return Sprite(self.x, self.y, planes[:, :, 0].astype(np.uint16), keep + (keep > 127))


@lru_cache(512)
def _pen(tone: int, width: float) -> aggdraw.Pen:
    return aggdraw.Pen((tone, 0, 0), width)


@lru_cache(512)
def _brush(tone: int) -> aggdraw.Brush:
    return aggdraw.Brush((max(0, min(255, tone)), 0, 0))


@lru_cache(4096)
def _tremor(count: int, seed: int) -> Line:
    """A hand's slow tremor along a line of `count` points, about one pixel."""
    chance = np.random.Generator(np.random.PCG64(seed))
    knots = chance.standard_normal((max(2, count // 5 + 2), 2)) * 0.6
    place = np.linspace(0, len(knots) - 1.001, count)
    whole = place.astype(int)
    part = (place - whole)[:, None]
    tremor: Line = knots[whole] * (1 - part) + knots[whole + 1] * part
    return tremor


def _swollen(points: Line, width: float, start: float, end: float) -> Line:
    """The outline of a brush stroke along `points`."""
    along = np.empty_like(points)
    along[1:-1] = points[2:] - points[:-2]
    along[0], along[-1] = points[1] - points[0], points[-1] - points[-2]
    length = np.sqrt((along * along).sum(1)) + 1e-9
    across = along[:, ::-1] * (_swell(len(points), start, end) * (width / 2) / length)[:, None]
    across[:, 0] *= -1
    return np.concatenate([points + across, (points - across)[::-1]])


@lru_cache(1024)
def _swell(count: int, start: float, end: float) -> NDArray[np.float64]:
    """How wide a brush stroke is along its way, 0 to 1."""
    place = np.linspace(0, 1, count)
    thin = start * (1 - place) + end * place
    width: NDArray[np.float64] = thin + (1 - thin) * np.sin(np.pi * place) ** 0.6
    return width


def curve(points: Line, steps: int = 6) -> Line:
    """A smooth line through `points` (Catmull-Rom), `steps` pieces to each."""
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    a, b, c, d = (ends[place:len(ends) - 3 + place, None, :] for place in range(4))
    between = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.concatenate([between.reshape(-1, points.shape[1]), points[-1:]])


def hull(points: Line) -> Line:
    """The convex outline of `points`: the farthest of them in each of 64 directions, in turn."""
    farthest = (points @ _DIRECTIONS).argmax(0)
    outline: Line = points[farthest[np.flatnonzero(np.diff(farthest, prepend=farthest[-1]))]]
    return outline


_TURN = np.linspace(0, 2 * np.pi, 64, endpoint=False)
_DIRECTIONS = np.stack([np.cos(_TURN), np.sin(_TURN)])
