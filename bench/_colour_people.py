"""Made pictures of people: a face of a known tone, lit from one side, before a wall."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MONK = ("f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a", "292420")
"""The ten tones of the Monk Skin Tone scale, light to deep, sRGB. Source: E. Monk, skintone.google, CC BY 4.0."""
FACE = (380, 180, 620, 720)
"""Where the made face is: left, top, right, bottom, thousandths of the picture."""
WALL = (0.35, 0.4, 0.45)
"""Display codes of the wall, a cool grey (a choice)."""


def tone(at: int) -> Floats:
    """Display codes of one tone, 0 lightest to 9 deepest."""
    return np.array([int(MONK[at][place : place + 2], 16) / 255 for place in (0, 2, 4)], np.float32)


def person(at: int, wall: tuple[float, float, float] = WALL, width: int = 256, seed: int = 5) -> tuple[Floats, Any]:
    """Display codes (height, width, 3) of a head of that tone, from its lit side to half as bright, with grain, before
    a wall of one colour; and where the head is."""
    height = width * 9 // 16
    down, across = np.mgrid[0:height, 0:width]
    x, y = (across / width - 0.5) / 0.12, (down / height - 0.45) / 0.27
    head = x**2 + y**2 < 1
    light = (0.5 + 0.5 * np.sqrt(np.clip(1 - x**2 - y**2, 0, 1)) * (1 - 0.3 * x)) ** (1 / 2.4)
    picture = np.broadcast_to(np.asarray(wall, np.float32), (height, width, 3)) * (0.8 + 0.2 * down / height)[..., None]
    picture = np.where(head[..., None], tone(at) * np.clip(light, 0, 1.05)[..., None], picture)
    grain = np.random.default_rng(seed).normal(0, 0.003, (height, width, 1))
    return np.clip(picture + grain, 0.002, 0.998).astype(np.float32), head
