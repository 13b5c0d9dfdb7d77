"""Small pictures of shots as nouns, and back: what a tool measures, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.film.grade import Seen

SMALL_WIDTH = 64
"""Pixels across of a picture that is measured. Source: our choice: 64 by 36 averages hold a scene's tones, and a
face in a medium shot is still a dozen pixels wide."""


def seen_of(rgb: NDArray[Any], *, shot: int, take: str, frame: int, space: str,
            faces: Sequence[tuple[int, int, int, int]] = (), width: int = SMALL_WIDTH) -> Seen:
    """The picture `rgb` (rows, columns, 3), 8 or 16 bits or 0 to 1, averaged over areas into a small one."""
    codes = _unit(rgb)
    rows, columns = codes.shape[:2]
    across = min(width, columns)
    down = max(1, min(rows, round(across * rows / columns)))
    small = np.einsum("ij,jkc->ikc", _areas(rows, down), np.einsum("ij,kjc->kic", _areas(columns, across), codes))
    whole = np.rint(np.clip(small, 0, 1) * 65535).astype(">u2")
    return Seen(shot, take, frame, space, across, down, whole.tobytes().hex(), tuple(faces))


def pixels(seen: Seen) -> NDArray[np.float32]:
    """The small picture as code values (rows, columns, 3), 0 to 1. Raises `BadValue` where it is not whole."""
    try:
        codes = np.frombuffer(bytes.fromhex(seen.codes), ">u2").reshape(seen.height, seen.width, 3)
    except ValueError:
        raise BadValue(f"a picture of {seen.width} by {seen.height} came with {len(seen.codes)} digits",
                       f"{seen.width * seen.height * 12} hexadecimal digits would do", "make it again") from None
    return (codes / np.float32(65535)).astype(np.float32)


def _unit(rgb: NDArray[Any]) -> NDArray[np.float64]:
    picture = np.asarray(rgb)
    if picture.ndim != 3 or picture.shape[2] != 3 or not picture.size:
        raise BadValue(f"a picture of shape {picture.shape} came", "rows, columns and three channels would do",
                       "give it as red, green and blue")
    most = np.iinfo(picture.dtype).max if picture.dtype.kind == "u" else 1
    return picture.astype(np.float64) / most


def _areas(length: int, parts: int) -> NDArray[np.float64]:
    """How much of each of `length` pixels falls into each of `parts` areas; every row adds up to 1."""
    edges = np.linspace(0, length, parts + 1)
    starts = np.arange(length)
    inside = np.minimum(edges[1:, None], starts + 1) - np.maximum(edges[:-1, None], starts)
    return np.asarray(np.clip(inside, 0, None) * (parts / length))
