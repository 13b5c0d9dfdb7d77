"""Pictures of an original as code values: every bit that it has, upright, its own matrix and range undone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from workprint.film import Original
from workprint.media.colours import FULL
from workprint.media.fitting import Fitting, Shape
from workprint.media.opening import cannot
from workprint.media.pictures import pictures

Floats = NDArray[np.float32]

EXACT = "lanczos+accurate_rnd+full_chroma_int+full_chroma_inp"
"""How FFmpeg's scaler is asked for pictures that are graded. Measured: without the last three, 8-bit colours come out
up to 3 codes wrong."""

VIDEO_WHITE = 65280
"""What FFmpeg's scaler makes of the white of limited range in 16 bits, and takes it for: 255 times 256. Measured."""


class Codes:
    """Takes an original's pictures to float32 code values (rows, columns, 3), 0 to 1, in one shape.

    White of limited range is 1; what lies above it (up to 1.004 is kept) is cut off, as it is on a display.
    """

    def __init__(self, original: Original, shape: Shape | None = None) -> None:
        self._fitting = Fitting.of(original, shape or _whole(original), "rgb48le", EXACT)

    def of(self, frame: av.VideoFrame) -> Floats:
        """The code values of `frame`. Raises `CannotRead` for pictures of a kind that nothing converts."""
        white = np.float32(white_of(frame))
        return np.asarray(self._fitting.fit(frame).to_ndarray() / white, np.float32)

    def inside(self, frame: av.VideoFrame) -> Shape:
        """The part of the shape that the picture fills; what is around it is boxed."""
        return Shape(*self._fitting.inner(frame.width, frame.height))


def white_of(frame: av.VideoFrame) -> int:
    """What the scaler makes of a picture's highest code in 16 bits: it shifts bits, and seldom fills the lower ones."""
    bits = max((part.bits for part in frame.format.components), default=16)
    mixed = frame.format.name.startswith(("yuv", "nv", "p0", "p2", "p4", "y2"))
    if mixed and int(frame.color_range) != FULL and not frame.format.name.startswith("yuvj"):
        return VIDEO_WHITE
    if bits >= 16 or (bits > 8 and not mixed):
        return 65535
    return ((1 << bits) - 1) << (16 - bits)


def original_picture(original: Original, at: Fraction = Fraction(0)) -> Floats:
    """The picture that is on screen `at` seconds into `original`, as code values (rows, columns, 3) at full size.

    Raises `CannotRead` where it has none that decodes.
    """
    shown = next(pictures(original, start=at), None)
    if shown is None:
        raise cannot(Path(original.path), f"no picture is there at {float(at):.2f} s", "choose an earlier frame")
    return Codes(original).of(shown.frame)


def _whole(original: Original) -> Shape:
    """The size of the picture as it is seen: upright, with square pixels, even."""
    picture = original.picture
    if picture is None:
        raise cannot(Path(original.path), "it has no picture", "choose a file with a picture")
    across, down = round(picture.width * picture.pixel_aspect), picture.height
    if picture.rotation % 180:
        across, down = down, across
    return Shape(across + across % 2, down + down % 2)
