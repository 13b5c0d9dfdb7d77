"""What the colours of a picture mean: the tags that files carry, and their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import av

from workprint.film import Picture

PRIMARIES = {1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "film", 9: "bt2020",
             10: "smpte428", 11: "smpte431", 12: "smpte432", 22: "ebu3213"}
"""Source: ITU-T H.273, table 2, with FFmpeg's names."""

TRANSFERS = {1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 7: "smpte240m", 8: "linear", 9: "log100",
             10: "log316", 11: "iec61966-2-4", 12: "bt1361e", 13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12",
             16: "smpte2084", 17: "smpte428", 18: "arib-std-b67"}
"""Source: ITU-T H.273, table 3, with FFmpeg's names."""

MATRICES = {0: "gbr", 1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "ycgco", 9: "bt2020nc",
            10: "bt2020c", 11: "smpte2085", 14: "ictcp"}
"""Source: ITU-T H.273, table 4, with FFmpeg's names."""

CONVERTIBLE = ("bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc")
"""Matrices that FFmpeg's scaler can turn pictures into and out of. Source: libswscale's list of coefficients."""

LARGEST_SD = 576
"""Lines up to which an untagged picture is taken for Rec. 601, above for Rec. 709. Source: what players assume."""

FULL = 2
"""FFmpeg's code for full range (0 to 255 at eight bits); 1 is limited, 0 untagged."""

UNTAGGED = 2
"""The number of no tag at all. Source: ITU-T H.273."""

HDR = ("smpte2084", "arib-std-b67")
"""Transfers of high dynamic range: PQ and HLG. Source: ITU-R BT.2100."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What code values mean. Names as FFmpeg has them."""

    primaries: str = "bt709"
    transfer: str = "bt709"
    matrix: str = "bt709"

    @classmethod
    def of(cls, picture: Picture) -> Self:
        """The colours that `picture` is tagged with; what is untagged counts as Rec. 709."""
        matrix = picture.matrix if picture.matrix in CONVERTIBLE else "bt709"
        return cls(picture.primaries or "bt709", picture.transfer or "bt709", matrix)

    @property
    def codes(self) -> tuple[int, int, int]:
        """Primaries, transfer and matrix as numbers of ITU-T H.273."""
        return _code(PRIMARIES, self.primaries), _code(TRANSFERS, self.transfer), _code(MATRICES, self.matrix)

    def tag(self, thing: av.VideoFrame | av.VideoCodecContext) -> None:
        """Write them on a frame or an encoder, as limited range."""
        thing.color_primaries, thing.color_trc, thing.colorspace = self.codes
        thing.color_range = 1


REC709 = Colours()
"""High definition: what proxies are, and films whose shots differ. Source: ITU-R BT.709."""


def _code(names: dict[int, str], name: str) -> int:
    return next((code for code, known in names.items() if known == name), 1)


def matrix_in(frame: av.VideoFrame) -> str:
    """The matrix that a picture's values were made with; empty for pictures that are no mix of red, green and blue."""
    if not frame.format.name.startswith(("yuv", "nv", "p0")):
        return ""
    told = MATRICES.get(int(frame.colorspace), "")
    return told if told in CONVERTIBLE else "smpte170m" if frame.height <= LARGEST_SD else "bt709"


def scaler_colours(frame: av.VideoFrame) -> str:
    """What FFmpeg's scaler is told of a picture; left alone, it takes every untagged one for Rec. 601."""
    matrix = matrix_in(frame)
    full = int(frame.color_range) == FULL or frame.format.name.startswith("yuvj")
    return f":in_color_matrix={matrix}:in_range={'pc' if full else 'tv'}" if matrix else ""


def plainly_tagged(frame: av.VideoFrame) -> av.VideoFrame:
    """`frame` with tags that the scaler knows; a single damaged one would make it refuse the picture."""
    if matrix := matrix_in(frame):
        frame.colorspace = _code(MATRICES, matrix)
        frame.color_primaries = frame.color_trc = UNTAGGED
    return frame
