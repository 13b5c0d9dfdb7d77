"""A take of solid patches whose code values are known exactly, for following a colour through the whole chain."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import av
import numpy as np

LUMA = np.array([0.2126, 0.7152, 0.0722])
"""Source: ITU-R BT.709."""

PATCH = 32
"""Pixels across and down of a patch: its middle is untouched by its neighbours' chroma and by a codec's blocks."""


def colours(count: int, seed: int = 0, *, apart: float = 0.3) -> np.ndarray:
    """Code values (count, 3) whose channels stand up to `apart` from their grey; log holds few beyond 0.1."""
    chance = np.random.default_rng(seed)
    return chance.uniform(0.15 + apart, 0.85 - apart, (count, 1)) + chance.uniform(-apart, apart, (count, 3))


def limited(rgb: np.ndarray, bits: int) -> np.ndarray:
    """Whole Y, Cb, Cr (n, 3) of limited range. Source: ITU-R BT.709."""
    step, luma = 1 << bits - 8, rgb @ LUMA
    blue, red = (rgb[:, 2] - luma) / 1.8556, (rgb[:, 0] - luma) / 1.5748
    return np.rint(np.stack([16 + 219 * luma, 128 + 224 * blue, 128 + 224 * red], -1) * step).astype(int)


def unlimited(codes: np.ndarray, bits: int) -> np.ndarray:
    """Code values of 0 to 1 for those: what a decoder should find."""
    step = 1 << bits - 8
    luma = (codes[:, 0] / step - 16) / 219
    blue, red = ((codes[:, at] / step - 128) / 224 for at in (1, 2))
    out = np.stack([luma + 1.5748 * red, 0 * luma, luma + 1.8556 * blue], -1)
    out[:, 1] = (luma - out @ LUMA) / LUMA[1]
    return out


def make_patches(path: Path, rgb: np.ndarray, *, pixels: str, coder: str, frames: int = 3, columns: int = 4,
                 metadata: dict[str, str] | None = None) -> np.ndarray:
    """A file of patches, `columns` in a row; gives the code values that are truly in it, after rounding."""
    bits = 10 if "10" in pixels else 8
    codes = limited(rgb, bits)
    grid = codes.reshape(-1, columns, 3)
    keys = {"movflags": "use_metadata_tags"} if metadata else {}
    with av.open(str(path), "w", options=keys) as container:
        container.metadata.update(metadata or {})
        stream = cast(av.VideoStream, container.add_stream(coder, rate=24))
        stream.width, stream.height, stream.pix_fmt = columns * PATCH, len(grid) * PATCH, pixels
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = context.color_range = 1
        for number in range(frames):
            frame = _frame(grid, pixels, bits)
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return unlimited(codes, bits)


def make_ramp(path: Path, ramp: np.ndarray, *, frames: int) -> None:
    """A lossless grey ramp of 10 bits from left to right, 128 rows high, of limited range."""
    with av.open(str(path), "w") as container:
        stream = cast(av.VideoStream, container.add_stream("ffv1", rate=24))
        stream.width, stream.height, stream.pix_fmt = len(ramp), 128, "yuv422p10le"
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = context.color_range = 1
        codes = np.repeat(limited(np.repeat(ramp[:, None], 3, 1), 10)[None], 128, 0)
        for number in range(frames):
            frame = av.VideoFrame(len(ramp), 128, "yuv422p10le")
            frame.colorspace = frame.color_range = frame.color_primaries = frame.color_trc = 1
            for plane, values in zip(frame.planes, np.moveaxis(codes, -1, 0), strict=True):
                whole = np.zeros((plane.height, plane.line_size // 2), "<u2")
                whole[:, :plane.width] = values[:, ::len(ramp) // plane.width]
                plane.update(whole.tobytes())
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frame(grid: np.ndarray, pixels: str, bits: int) -> av.VideoFrame:
    frame = av.VideoFrame(grid.shape[1] * PATCH, grid.shape[0] * PATCH, pixels)
    frame.colorspace = frame.color_range = frame.color_primaries = frame.color_trc = 1
    for plane, values in zip(frame.planes, np.moveaxis(grid, -1, 0), strict=True):
        rows, across = plane.height // grid.shape[0], plane.width // grid.shape[1]
        kind = np.dtype("<u2" if bits > 8 else "u1")
        whole = np.zeros((plane.height, plane.line_size // kind.itemsize), kind)
        whole[:, :plane.width] = values.repeat(rows, 0).repeat(across, 1)
        plane.update(whole.tobytes())
    return frame


def middles(picture: np.ndarray, columns: int = 4) -> np.ndarray:
    """Means (n, 3) of the middle half of every patch of a picture (rows, columns, 3)."""
    rows = picture.shape[0] // PATCH
    cells = picture[:rows * PATCH, :columns * PATCH].reshape(rows, PATCH, columns, PATCH, 3)
    inner = cells[:, PATCH // 4:-PATCH // 4, :, PATCH // 4:-PATCH // 4]
    return inner.mean((1, 3)).reshape(-1, 3)


def planes_of(path: Path, at: int = 0) -> tuple[list[np.ndarray], int]:
    """Luma and chroma of a file's picture as they are stored, chroma spread to full size, and their bits."""
    with av.open(str(path)) as container:
        frame = list(container.decode(video=0))[at]
    bits = frame.format.components[0].bits
    found = []
    for plane in frame.planes:
        stored = np.frombuffer(bytes(plane), "<u2" if bits > 8 else "u1").reshape(plane.height, -1)[:, :plane.width]
        found.append(stored.repeat(frame.height // plane.height, 0).repeat(frame.width // plane.width, 1))
    return found, bits
