"""How much moves in every frame of a take, read from what measuring kept: a light way, without what measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int16]

RANGE = 50
"""Thousandths of the picture's width that are the whole range of `stir`: the farthest step that `Look` can tell,
12 of the 240 pixels that are measured."""


def motion_of(look: Path, frames: int) -> tuple[int, ...]:
    """Motion of each of a take's `frames` in thousandths of `RANGE`, 0 to 1000; empty where `look` cannot be read.

    `look` is the file that `Look.save` wrote. Frames beyond its end stand still.
    """
    try:
        with look.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            stir = kept["stir"] if "stir" in kept else stir_of(kept["motion"])
    except Exception:  # A broken archive fails in a dozen ways, and a missing one is what rebuild is for.
        return ()
    told = tuple(int(value) for value in stir[:frames].tolist())
    return told + (0,) * (frames - len(told))


def stir_of(motion: Whole) -> Whole:
    """What a look that was measured before `stir` was kept tells of it, in steps of a twentieth."""
    return np.minimum(1000, motion.astype(np.int32) * 1000 // RANGE).astype(np.int16)
