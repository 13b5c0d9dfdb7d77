"""Pictures of a cut as packets: copied from the proxies, in whatever order and at whatever speed they are shown."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from workprint.film import CannotCut, Rate, Shot, Take
from workprint.media.fitting import FILM_SHAPE, Shape
from workprint.media.opening import cannot
from workprint.media.proxy import proxy_stream

OPEN_AT_ONCE = 24
"""Proxies kept open while a cut is laid together: a scene's takes, without running out of file handles."""

TURNED_AT_ONCE = 48
"""Frames of a shot of changed speed or direction whose packets are held together. Source: our choice: two seconds,
half a megabyte of a usual proxy, and one seek for each."""


@dataclass(frozen=True, slots=True)
class Reel:
    """What auditioning needs of a take."""

    picture: Path
    """Its proxy."""
    sound: Path | None
    """Its laid sound; None for a mute take."""
    take: Take
    """The take itself."""


class Proxies:
    """The proxies of a cut, opened when they are first seen and closed when many others came since.

    Black is the proxy of no take: one black frame of the same parameters, so that it may follow any other packet.
    """

    def __init__(self, reels: Mapping[str, Reel], rate: Rate) -> None:
        self._reels, self._rate = reels, rate
        self._open: OrderedDict[str, InputContainer] = OrderedDict()

    def stream(self, take: str) -> VideoStream:
        """The picture stream of a take's proxy; of black where `take` is empty."""
        if take not in self._open:
            self._open[take] = self._opened(take)
        self._open.move_to_end(take)
        while len(self._open) > OPEN_AT_ONCE:
            self._open.popitem(last=False)[1].close()
        return self._open[take].streams.video[0]

    def shown(self, shot: Shot) -> Iterator[av.Packet[VideoStream]]:
        """The packet of every frame of a shot, in the order they are seen. One packet may come several times."""
        if not shot.take:
            yield from self._turned("", [0] * shot.frames)
        elif shot.retimed:
            yield from self._turned(shot.take, [shot.shown(frame) for frame in range(shot.frames)])
        else:
            yield from self._packets(shot.take, shot.start, shot.out)

    def _turned(self, take: str, frames: Sequence[int]) -> Iterator[av.Packet[VideoStream]]:
        """The packets of `frames` in any order: some may come twice, some not at all, some backwards."""
        for first in range(0, len(frames), TURNED_AT_ONCE):
            part = frames[first:first + TURNED_AT_ONCE]
            low, wanted = min(part), {*part}
            held = {frame: packet for frame, packet in enumerate(self._packets(take, low, max(part) + 1), low)
                    if frame in wanted}
            yield from (held[frame] for frame in part)

    def _packets(self, take: str, start: int, out: int) -> Iterator[av.Packet[VideoStream]]:
        """The packets of frames `start` to `out`, in order. Every picture stands alone, so any run can be taken."""
        source = self.stream(take)
        assert source.time_base is not None
        tick = 1 / (self._rate * source.time_base)
        self._open[take].seek(round(start * tick), stream=source)
        packets = self._open[take].demux(source)
        for frame in range(start, out):
            packet = next((packet for packet in packets if packet.size and (packet.pts or 0) >= frame * tick), None)
            if packet is None or packet.pts != frame * tick:
                raise CannotCut(f"frame {frame} of take {take} is not in its proxy",
                                f"frames 0 to {source.frames - 1} would do", "trim the shot or ingest the take again")
            yield packet

    def close(self) -> None:
        """Close all files."""
        for container in self._open.values():
            container.close()
        self._open.clear()

    def _opened(self, take: str) -> InputContainer:
        if not take:
            return av.open(io.BytesIO(black_movie(self._rate, self._shape())), "r")
        reel = self._reel(take)
        try:
            return av.open(str(reel.picture))
        except (av.FFmpegError, OSError):
            raise cannot(reel.picture, "the proxy is gone or damaged", "ingest the take again") from None

    def _reel(self, take: str) -> Reel:
        if take not in self._reels:
            raise CannotCut(f"the cut shows take {take}, which is not here", "takes of this scene would do",
                            "ingest it, or take the shot out")
        return self._reels[take]

    def _shape(self) -> Shape:
        """The size of the film's proxies; the usual one where there are none."""
        pictured = next((take for take, reel in self._reels.items() if reel.picture.is_file()), None)
        if pictured is None:
            return FILM_SHAPE
        known = self.stream(pictured).codec_context
        return Shape(known.width, known.height)


@cache
def black_movie(rate: Rate, shape: Shape) -> bytes:
    """One black frame as a proxy (MP4), made by the encoder that makes the proxies: about a kilobyte."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = proxy_stream(container, rate, shape)
        frame = black_frame(shape)
        frame.pts, frame.time_base = 0, 1 / Fraction(rate)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def black_frame(shape: Shape, pixels: str = "yuv420p") -> av.VideoFrame:
    """A black picture in limited range: luma 16 and chroma 128 of 8 bits, as ITU-R BT.709-6 item 4.6 has it.

    `pixels` is a planar YUV format of FFmpeg's, of 8 bits or with more in two bytes.
    """
    frame = av.VideoFrame(shape.width, shape.height, pixels)
    for plane, (component, value) in zip(frame.planes, zip(frame.format.components, (16, 128, 128), strict=True),
                                         strict=True):
        kind = np.dtype("u1" if component.bits == 8 else "<u2")
        plane.update(np.full(plane.buffer_size // kind.itemsize, value << (component.bits - 8), kind).tobytes())
    return frame
