"""Paints: what colour a tone has. A paint gives every tone its chroma and never touches the tone itself.

Light scales red, green and blue codes alike, so chroma over luma stays as a thing is lit more or less; a paint has one
such pair in the light and one in the shade, as the colour models of drawn animation do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]

LUMA = np.array([0.2126, 0.7152, 0.0722])
"""Weights of red, green and blue codes in luma. Source: ITU-R BT.709, 3.2."""
SPAN = np.array([1.8556, 1.5748])
"""What blue and red less luma are divided by for Cb and Cr. Source: ITU-R BT.709, 3.3."""
CODES = 224
"""Codes of eight bits that Cb or Cr goes through from end to end. Source: ITU-R BT.709, quantisation."""

SHADE = np.array([0.95, 0.99, 1.09])
"""Red, green and blue of what falls into the shade, against the lamp's light. Source: our own choice, by eye."""
_FULL, _SHADED = 0.94, 0.66  # shares of its usual tone at which a thing is wholly in the light and wholly in the shade

Table = tuple[tuple[int, int], ...]
"""Cb and Cr (8 bit, 128 is none) of every tone from 0 to 255."""


def rgb(colour: str) -> Field:
    """Red, green and blue (0 to 1) of ``#rrggbb``."""
    return np.array([int(colour[place:place + 2], 16) for place in (1, 3, 5)]) / 255


def named(light: Field) -> str:
    """``#rrggbb`` of red, green and blue."""
    return "#" + "".join(f"{round(float(value) * 255):02x}" for value in np.clip(light, 0, 1))


def pair(light: Field) -> Field:
    """Cb and Cr over luma."""
    luma = max(float(LUMA @ light), 1e-3)
    over: Field = (light[[2, 0]] - luma) / SPAN / luma
    return over


def lit(pair_: Sequence[float] | Field, luma: float) -> Field:
    """Red, green and blue of a pair of chroma over luma at this luma, as far as a screen can show it."""
    cb, cr = within(np.array([luma]), np.array(pair_, float)[:, None] * luma)[:, 0] * SPAN
    return np.array([luma + cr, luma - (LUMA[0] * cr + LUMA[2] * cb) / LUMA[1], luma + cb])


def within(luma: Field, chroma: Field) -> Field:
    """Chroma (2, ...) made smaller where a screen could not show it with this luma (...), 0 to 1."""
    blue, red = chroma * SPAN.reshape(2, *[1] * luma.ndim)
    green = -(LUMA[0] * red + LUMA[2] * blue) / LUMA[1]
    most, least = np.maximum(np.maximum(blue, red), green), np.minimum(np.minimum(blue, red), green)
    room: Field = np.minimum((1 - luma) / np.maximum(most, 1e-6), luma / np.maximum(-least, 1e-6))
    kept: Field = np.multiply(chroma, np.clip(room, 0, 1))
    return kept


@lru_cache(512)
def paint(colour: str, key: int) -> Table:
    """The paint of a thing whose tone in the light is `key`. `colour` is ``#rrggbb``, or two of them: lit and shaded.

    Without a colour it is grey.
    """
    if not colour:
        return ((128, 128),) * 256
    light, _, shade = colour.partition(" ")
    one, other = pair(rgb(light)), pair(rgb(shade) if shade else rgb(light) * SHADE)
    tones = np.arange(256) / 255
    share = np.clip((tones * 255 / max(key, 1) - _SHADED) / (_FULL - _SHADED), 0, 1)
    chroma = within(tones, (other[:, None] * (1 - share) + one[:, None] * share) * tones)
    codes = np.rint(chroma * CODES).astype(int) + 128
    return tuple((int(cb), int(cr)) for cb, cr in codes.T)
