"""Drawing: ink lines with a brush's swell, flat greys, and sprites that can be laid over anything.

A sheet is drawn as three planes at once: the first gathers the tone (already weighted by how much it covers), the third
keeps how much of what lies beneath still shows. So one pass with antialiasing gives a sprite with true coverage. What
is drawn in a paint is drawn again at half the size, where the first two planes gather Cb and Cr.
"""

from __future__ import annotations

from functools import lru_cache

import aggdraw
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workprint.media.rehearsal.paint import paint
from workprint.media.rehearsal.sprite import Sprite, even

Line = NDArray[np.float64]
"""Points (n, 2) in pixels of the frame."""

INK = 22
"""Tone of the line: not quite black, as ink on paper is not."""


class Sheet:
    """A piece of clear film over a part of the frame, to draw on."""

    def __init__(self, box: tuple[int, int, int, int], wobble: float = 0.0, seed: int = 0) -> None:
        left, top, right, bottom = even(box)
        self.x, self.y = left, top
        width, height = right - left, bottom - top
        self.image = Image.new("RGB", (width, height), (0, 0, 255))
        self.tint = Image.new("RGB", (width // 2, height // 2), (*_GREY, 255))
        self.pen, self.wash_pen = aggdraw.Draw(self.image), aggdraw.Draw(self.tint)
        self.wash_pen.settransform((0.5, 0, 0, 0, 0.5, 0))
        self.wobble, self.seed, self.count = wobble, seed, 0
        self.dip()

    def dip(self, colour: str = "", key: int = 255) -> None:
        """Take up a paint; it is on the brush until the next. Without a colour it is grey; ink is always ink."""
        self.paint = paint(colour, key)

    def fill(self, outline: Line, tone: int, ink: float = 0.0, ink_tone: int = INK) -> None:
        """A closed shape in one tone, with an outline of `ink` pixels unless that is 0."""
        if len(outline) > 2:
            flat, width = self._flat(outline), round(ink, 2)
            self.pen.polygon(flat, *((_pen(ink_tone, width),) if ink > 0 else ()), _brush(tone))
            self.wash_pen.polygon(flat, *((_wash_line(*self._hue(ink_tone), width / 2),) if ink > 0 else ()),
                                  _wash(*self._hue(tone)))

    def line(self, points: Line, width: float, tone: int = INK) -> None:
        """An even line."""
        if len(points) > 1:
            flat, width = self._flat(points), round(width, 2)
            self.pen.line(flat, _pen(tone, width))
            self.wash_pen.line(flat, _wash_line(*self._hue(tone), width / 2))

    def stroke(self, points: Line, width: float, tone: int = INK, start: float = 0.15, end: float = 0.15) -> None:
        """A brush stroke: thin at its ends (`start`, `end` of the full width), full in the middle."""
        if len(points) > 1:
            flat = self._flat(_swollen(points, width, start, end))
            self.pen.polygon(flat, _brush(tone))
            self.wash_pen.polygon(flat, _wash(*self._hue(tone)))

    def wash(self, outline: Line, tone: int, strength: int) -> None:
        """Colour alone, `strength` (0 to 255) of the paint as it is at `tone`: what is drawn keeps its brightness."""
        if len(outline) > 2:
            flat: list[float] = (outline - (self.x, self.y)).ravel().tolist()  # no tremor: an edge that nobody sees
            self.wash_pen.polygon(flat, _wash(*self._hue(tone), strength))

    def _hue(self, tone: int) -> tuple[int, int]:
        return _GREY if tone == INK else self.paint[max(0, min(255, tone))]

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
        self.wash_pen.flush()
        planes, tint = np.asarray(self.image), np.asarray(self.tint)
        keep, bare = planes[:, :, 2].astype(np.uint16), tint[:, :, 2].astype(np.int16)
        chroma = np.empty((2, *bare.shape), np.int16)
        for place in (0, 1):
            np.subtract(tint[:, :, place], _GREY[place], out=chroma[place], dtype=np.int16)
        return Sprite(self.x, self.y, planes[:, :, 0].astype(np.uint16), keep + (keep > 127), chroma,
                      bare + (bare > 127))


_GREY = (128, 128)  # Cb and Cr of no colour in eight bits. Source: ITU-R BT.709, quantisation


@lru_cache(512)
def _pen(tone: int, width: float) -> aggdraw.Pen:
    return aggdraw.Pen((tone, 0, 0), width)


@lru_cache(512)
def _brush(tone: int) -> aggdraw.Brush:
    return aggdraw.Brush((max(0, min(255, tone)), 0, 0))


@lru_cache(1024)
def _wash_line(cb: int, cr: int, width: float) -> aggdraw.Pen:
    return aggdraw.Pen((cb, cr, 0), width)


@lru_cache(1024)
def _wash(cb: int, cr: int, strength: int = 255) -> aggdraw.Brush:
    return aggdraw.Brush((cb, cr, 0), strength)


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
