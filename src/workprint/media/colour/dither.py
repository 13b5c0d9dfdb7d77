"""Fewer bits without bands: what is lost in a step comes back as noise that the eye averages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.media.colour.light import extremes

Floats = NDArray[np.float32]


def noise(rgb: Floats, step: float, *, seed: int = 0) -> Floats:
    """Noise (rows, columns, 1) that hides steps of size `step` in code values of 0 to 1; the same for all channels.

    It is triangular and two steps wide, the narrowest that leaves neither bands nor brightness behind. Near black and
    white it fades, so that the one is not lifted and the other not dimmed. The same seed gives the same noise. Source:
    R. Wannamaker et al., IEEE Transactions on Signal Processing 48 (2), 2000.
    """
    least, most = extremes(rgb)
    room = np.clip(np.minimum(least, 1 - most) / np.float32(step), 0, 1)
    return np.asarray((_grain(rgb.shape[0], rgb.shape[1], seed) * room * np.float32(step))[..., None], np.float32)


@lru_cache(maxsize=2)
def _grain(rows: int, columns: int, seed: int) -> Floats:
    chance = np.random.default_rng(seed)
    return np.asarray(chance.random((rows, columns), np.float32) - chance.random((rows, columns), np.float32))


def whole_codes(rgb: NDArray[Any], bits: int, *, seed: int = 0) -> NDArray[Any]:
    """Code values of 0 to 1 (rows, columns, 3) as whole numbers of 8 or 16 bits.

    Eight bits are dithered, but for pictures that are whole 8-bit codes already: those stay as they are.
    """
    most = (1 << bits) - 1
    held = np.clip(np.asarray(rgb, np.float32), 0, 1)
    if bits == 8 and np.abs(held * 255 - np.rint(held * 255)).max() > WHOLE:
        held = held + noise(held, 1 / 255, seed=seed)
    return np.asarray(np.rint(np.clip(held, 0, 1) * most), np.uint8 if bits == 8 else np.uint16)


WHOLE = 1e-3
"""Part of a code by which whole codes may differ from whole numbers: what 32 bits lose. Source: IEEE 754."""
