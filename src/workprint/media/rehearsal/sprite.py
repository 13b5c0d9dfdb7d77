"""Sprites: drawings with coverage, brightness at full size and colour at half, to be laid over one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, all even: half of each is a place in the colour."""


@dataclass(frozen=True, eq=False)
class Picture:
    """One frame as the encoder takes it (4:2:0, video range)."""

    luma: NDArray[np.uint8]
    """(height, width), 16 (black) to 235 (white)."""
    chroma: NDArray[np.uint8]
    """(2, height / 2, width / 2): Cb and Cr, 128 is none."""


@dataclass(frozen=True, eq=False)
class Sprite:
    """A drawing with coverage, somewhere in the frame."""

    x: int
    y: int
    tone: NDArray[np.uint16]
    """(height, width), 0 to 255, weighted by coverage."""
    keep: NDArray[np.uint16]
    """(height, width), 0 (covers all) to 256 (covers nothing)."""
    chroma: NDArray[np.int16]
    """(2, height / 2, width / 2): Cb and Cr from -112 to 112, weighted by coverage."""
    fade: NDArray[np.int16]
    """(height / 2, width / 2): as `keep`, for the colour."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.tone.shape[1], self.y + self.tone.shape[0]


def even(box: tuple[int, int, int, int]) -> Box:
    """The box on even places, not smaller than it was and never empty."""
    left, top = box[0] & -2, box[1] & -2
    return left, top, max(left + 2, box[2] + 1 & -2), max(top + 2, box[3] + 1 & -2)


def grey(x: int, y: int, tone: NDArray[np.uint16], keep: NDArray[np.uint16]) -> Sprite:
    """A sprite without colour, from any place."""
    left, top, right, bottom = even((x, y, x + tone.shape[1], y + tone.shape[0]))
    margins = ((y - top, bottom - y - tone.shape[0]), (x - left, right - x - tone.shape[1]))
    tone, keep = np.pad(tone, margins), np.pad(keep, margins, constant_values=256)
    fade = np.rint(halved(keep)).astype(np.int16)
    return Sprite(left, top, tone, keep, np.zeros((2, *fade.shape), np.int16), fade)


def halved(field: NDArray[np.uint16]) -> NDArray[np.float32]:
    """The mean of every two by two pixels."""
    rows = field[0::2] + field[1::2]  # 256 four times is far below 65,536
    return (rows[:, 0::2] + rows[:, 1::2]).astype(np.float32) * np.float32(0.25)


def cropped(sprite: Sprite) -> Sprite:
    """The same without its clear margins."""
    drawn = sprite.keep < 256
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    left, top, right, bottom = even((columns[0], rows[0], columns[-1] + 1, rows[-1] + 1) if len(rows) else (0, 0, 0, 0))
    full, half = np.s_[top:bottom, left:right], np.s_[..., top // 2:bottom // 2, left // 2:right // 2]
    return Sprite(sprite.x + int(left), sprite.y + int(top), sprite.tone[full].copy(), sprite.keep[full].copy(),
                  sprite.chroma[half].copy(), sprite.fade[half].copy())


def video(sprite: Sprite) -> Sprite:
    """The same with its tones in video range. Source: ITU-R BT.709, quantisation: 16 + 219 x."""
    covered = (256 - sprite.keep) * 16 >> 8
    return replace(sprite, tone=((sprite.tone * np.uint32(219) + 127) // 255).astype(np.uint16) + covered)


def lay(luma: NDArray[np.uint16], chroma: NDArray[np.int16], left: int, top: int, sprite: Sprite) -> None:
    """Lay a sprite over a part of the picture whose upper left corner is (left, top)."""
    a, b, c, d = sprite.box
    x0, y0 = max(a, left), max(b, top)
    x1, y1 = min(c, left + luma.shape[1]), min(d, top + luma.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    here, over = np.s_[y0 - top:y1 - top, x0 - left:x1 - left], np.s_[y0 - b:y1 - b, x0 - a:x1 - a]
    part = luma[here]
    part *= sprite.keep[over]
    part >>= 8
    part += sprite.tone[over]
    np.minimum(part, 255, out=part)
    half = chroma[:, (y0 - top) // 2:(y1 - top) // 2, (x0 - left) // 2:(x1 - left) // 2]
    inner = np.s_[(y0 - b) // 2:(y1 - b) // 2, (x0 - a) // 2:(x1 - a) // 2]
    half *= sprite.fade[inner]
    half += 128  # what is shifted away is rounded, or many layers would turn green
    half >>= 8
    half += sprite.chroma[:, inner[0], inner[1]]


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that overlap made one, so that nothing is painted twice."""
    done: list[Box] = []
    for box in boxes:
        touching = [other for other in done if box[0] < other[2] and other[0] < box[2] and box[1] < other[3]
                    and other[1] < box[3]]
        for other in touching:
            done.remove(other)
        every = [box, *touching]
        done.append((min(one[0] for one in every), min(one[1] for one in every), max(one[2] for one in every),
                     max(one[3] for one in every)))
    return done
