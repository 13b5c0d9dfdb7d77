"""Cameras that do not quite match: the white balance and the exposure by which one setup differs from the next.

Both are known and written into the truth, so that bringing shots together can be measured.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.media.rehearsal.paint import CODES, LUMA, SPAN
from workprint.media.rehearsal.sprite import Sprite, halved

Field = NDArray[np.float64]

MISMATCH = (0, -120, 80, -50, 100, -80, 40, -100)
"""White balance of setups A, B, C ... where the plan says nothing, in 1/10 mired; the letters go round in it.
Source: our own choice: what two cameras, or two hours of one evening, are apart and an eye still sees in a cut."""

GAMMA = 2.4
"""Light of a screen over code. Source: ITU-R BT.1886."""

XYZ_709 = np.array([[3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560],
                    [0.0556434, -0.2040259, 1.0572252]])
"""CIE XYZ to linear Rec. 709. Source: IEC 61966-2-1, inverted."""


@dataclass(frozen=True)
class Balance:
    """How one camera is off, measured on a screen: light of so much other white, and so much more of it."""

    mired: int = 0
    """1/10 mired; above 0 the picture is warmer."""
    stops: int = 0
    """1/1000 stop; above 0 it is brighter."""

    @cached_property
    def gain(self) -> float:
        """What codes above black are multiplied by."""
        return float(2 ** (self.stops / 1000 / GAMMA))

    def light(self, tones: Field) -> Field:
        """Tones (0 to 255) as this camera has them."""
        return tones if self.stops == 0 else np.minimum(tones * self.gain, 255)

    def colour(self, chroma: NDArray[Any], luma: NDArray[Any]) -> NDArray[Any]:
        """Cb and Cr (2, ...) in codes as this camera has them; luma (...) is 0 to 1 and stays."""
        if not self.mired and not self.stops:
            return chroma
        turn = (_turned(self.mired) * self.gain).astype(np.float32)
        return np.stack([row[1] * chroma[0] + row[2] * chroma[1] + row[0] * CODES * luma for row in turn])

    def seen(self, sprite: Sprite) -> Sprite:
        """A sprite (in video range) as this camera has it."""
        if not self.mired and not self.stops:
            return sprite
        luma = (halved(sprite.tone) - (256 - sprite.fade) * np.float32(1 / 16)) * np.float32(1 / 219)
        chroma = np.rint(self.colour(sprite.chroma, luma)).astype(np.int16)
        if not self.stops:
            return replace(sprite, chroma=chroma)
        covered = (256 - sprite.keep) * np.float32(1 / 256)
        gain = np.float32(self.gain)
        tone = np.minimum(sprite.tone * gain + covered * (16 * (1 - gain)), covered * 235)
        return replace(sprite, chroma=chroma, tone=np.rint(np.maximum(tone, 0)).astype(np.uint16))


def usual(letter: str) -> int:
    """White balance of a setup for which the plan asks none, 1/10 mired."""
    return MISMATCH[sum(ord(one) - ord("A") for one in letter.upper()) % len(MISMATCH)] if letter else 0


@lru_cache(64)
def _turned(mired: int) -> Field:
    """(2, 3): Cb and Cr from luma, Cb and Cr under another white; the luma of greys stays."""
    from workprint.media.colour.white import white_at  # brings the whole colour pipeline along

    way = abs(mired) / 10
    light = _white(*white_at(way)) / _white(*white_at(0))
    gains = (light if mired > 0 else 1 / light) ** (1 / GAMMA)
    gains = gains / (LUMA @ gains)
    apart = np.array([[0, 0, 1], [1, 0, 0]]) - LUMA
    codes = np.concatenate([LUMA[None], apart / SPAN[:, None]])
    whole: Field = codes @ np.diag(gains) @ np.linalg.inv(codes)
    return whole[1:]


def _white(x: float, y: float) -> Field:
    light: Field = XYZ_709 @ np.array([x / y, 1, (1 - x - y) / y])
    return light
