"""Pictures of any size, turned upright and fitted to one shape."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
import av.filter
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter

from workprint.film import Original
from workprint.media.colours import REC709, Colours, plainly_tagged, scaler_colours
from workprint.media.opening import cannot

SMALL_WIDTH = 240
"""Pixels across of the pictures that measuring looks at: a face in a medium shot still has sixty lines."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size every proxy of a film has. Pictures of another shape are boxed, centred."""

    width: int = 960
    """Pixels across, even."""
    height: int = 540
    """Pixels down, even."""


FILM_SHAPE = Shape()
"""A quarter of high definition: sharp in a browser's half screen, and half a megabyte a second."""


@dataclass
class Fitting:
    """Turns pictures upright, to square pixels, and centres them in one shape, boxed where they differ."""

    shape: Shape
    rotation: int
    """Degrees clockwise."""
    pixel_aspect: Fraction
    """Width of a stored pixel over its height."""
    pixels: str = "yuv420p"
    """FFmpeg's name of the pixel format that comes out, always in limited range."""
    flags: str = "bicubic"
    """Scaling method, FFmpeg's name."""
    colours: Colours = REC709
    """What comes out is tagged with. Only the matrix is converted: primaries and transfer are not touched."""
    source: Path = Path("a picture")
    """The file they come from, for the one who must be told."""
    _graph: av.filter.Graph | None = None
    _kind: tuple[int, int, str, int, int] | None = None

    @classmethod
    def of(cls, original: Original, shape: Shape, pixels: str = "yuv420p", flags: str = "bicubic",
           colours: Colours = REC709) -> Self:
        """How the pictures of `original` fit into `shape`."""
        picture = original.picture
        if picture is None:
            raise cannot(Path(original.path), "it has no picture", "choose a file with a picture")
        return cls(shape, picture.rotation, picture.pixel_aspect, pixels, flags, colours, Path(original.path))

    def fit(self, frame: av.VideoFrame) -> av.VideoFrame:
        """`frame` in the shape. A change of size or format within a file starts a new graph.

        Raises `CannotRead` for pictures of a kind that nothing converts.
        """
        kind = (frame.width, frame.height, frame.format.name, int(frame.colorspace), int(frame.color_range))
        frame.pts = None  # The graph only passes pictures through; time is kept outside of it.
        try:
            if self._graph is None or kind != self._kind:
                self._graph, self._kind = self._build(frame), kind
            self._graph.push(plainly_tagged(frame))
            fitted = self._graph.pull()
        except (av.FFmpegError, ValueError):
            raise cannot(self.source, f"nothing converts its kind of picture ({frame.format.name})") from None
        assert isinstance(fitted, av.VideoFrame)
        self.colours.tag(fitted)
        return fitted

    def inner(self, width: int, height: int) -> tuple[int, int]:
        """Size of the upright picture inside the shape, even on both sides.

        >>> Fitting(Shape(960, 540), 90, Fraction(1)).inner(1920, 1080)
        (304, 540)
        """
        across, down = width * self.pixel_aspect, Fraction(height)
        if self.rotation % 180:
            across, down = down, across
        scale = min(self.shape.width / across, self.shape.height / down)
        return _even(across * scale, self.shape.width), _even(down * scale, self.shape.height)

    def _build(self, frame: av.VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        at: av.filter.context.FilterContext = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000))
        for name, settings in self._steps(frame):
            following = graph.add(name, settings) if settings else graph.add(name)
            at.link_to(following)
            at = following
        graph.configure()
        return graph

    def _steps(self, frame: av.VideoFrame) -> list[tuple[str, str]]:
        width, height = self.inner(frame.width, frame.height)
        size = f"{height}:{width}" if self.rotation % 180 else f"{width}:{height}"
        turn = {90: [("transpose", "clock")], 180: [("hflip", ""), ("vflip", "")], 270: [("transpose", "cclock")]}
        wanted = f"flags={self.flags}:out_color_matrix={self.colours.matrix}:out_range=tv"
        return [("scale", f"{size}:{wanted}{scaler_colours(frame)}"),
                ("format", self.pixels), *turn.get(self.rotation % 360, []),
                ("pad", f"{self.shape.width}:{self.shape.height}:(ow-iw)/2:(oh-ih)/2"), ("setsar", "1"),
                ("buffersink", "")]


def _even(length: Fraction, most: int) -> int:
    return max(2, min(most, round(length / 2) * 2))


class Smaller:
    """Makes the small pictures that measuring looks at. One for a file: what it sets up serves every picture."""

    def __init__(self, width: int = SMALL_WIDTH) -> None:
        self._width, self._reformatter = width, VideoReformatter()

    def rgb(self, frame: av.VideoFrame) -> np.ndarray:
        """A Rec. 709 picture as uint8 RGB (rows, columns, 3)."""
        height = max(1, round(Fraction(frame.height * self._width, frame.width)))
        small = self._reformatter.reformat(frame, width=self._width, height=height, format="rgb24",
                                           interpolation="AREA", src_colorspace=int(Colorspace.ITU709))
        return np.asarray(small.to_ndarray())
