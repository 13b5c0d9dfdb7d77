"""Fewer bits without bands: what is lost in a step comes back as noise that the eye averages."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def whole_codes(rgb: NDArray[Any], bits: int, *, seed: int = 0) -> NDArray[Any]:
    """Code values of 0 to 1 (rows, columns, 3) as whole numbers of 8 or 16 bits; 8 are dithered.

    The noise is triangular and two steps wide, the narrowest that leaves neither bands nor brightness behind; the same
    seed gives the same noise. Whole 8-bit codes stay as they are. Source: R. Wannamaker et al., IEEE Transactions on
    Signal Processing 48 (2), 2000.
    """
    most = (1 << bits) - 1
    codes = np.clip(np.asarray(rgb, np.float32), 0, 1) * np.float32(most)
    if bits == 8 and not np.array_equal(codes, np.rint(codes)):
        chance = np.random.default_rng(seed)
        noise = chance.random(codes.shape, np.float32) - chance.random(codes.shape, np.float32)
        # Black and white hold still: noise there would lift the one and dim the other.
        codes = codes + noise * np.clip(np.minimum(codes, most - codes), 0, 1)
    return np.asarray(np.rint(np.clip(codes, 0, most)),np.uint8 if bits == 8 else np.uint16)
