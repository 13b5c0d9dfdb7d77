"""Proxies: small all-intra pictures of a take on the film's frame grid, made for cutting without encoding."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.video.stream import VideoStream

from workprint.film import Original, Rate
from workprint.media.colours import REC709
from workprint.media.fitting import FILM_SHAPE, Fitting, Shape, Smaller
from workprint.media.grid import Tally, on_grid
from workprint.media.opening import cannot
from workprint.media.pictures import pictures

ENCODER = {
    "preset": "ultrafast", "crf": "21", "profile": "main",
    # keyint=1 makes every picture an IDR; stitchable keeps the parameter sets the same for every take, so that
    # packets may follow one another in any order; aud marks where each picture begins, whatever stood before it.
    "x264-params": "keyint=1:bframes=0:scenecut=0:stitchable=1:aud=1:cabac=0:repeat-headers=0:force-cfr=1:threads=2"
                   ":sliced-threads=0:rc-lookahead=0:sync-lookahead=0:mbtree=0",
}
"""One encoder setting for the whole film. Source: x264's settings; beside superfast, ultrafast costs a tenth more room
and saves up to a quarter of the time (measured on grain and on drawings); crf 21 is hard to tell from the original."""

Watch = Callable[[int, np.ndarray], None]
"""Gets a frame's number and its picture, uint8 RGB (rows, 240, 3)."""


@dataclass(frozen=True, slots=True)
class ProxyFacts:
    """What making a proxy told of the take."""

    frames: int
    """Length in frames of the film's rate."""
    repeated: int
    """Frames that show the same picture as the frame before (a slower source, a gap)."""
    dropped: int
    """Pictures of the original that no frame shows (a faster source)."""
    decode_errors: int
    """Packets that could not be decoded."""


def make_proxy(original: Original, out: Path, *, rate: Rate, shape: Shape = FILM_SHAPE, watch: Watch | None = None,
               ) -> ProxyFacts:
    """A proxy of `original` at `out` (MP4), in one decoding pass. Raises `CannotRead`.

    Frame n shows the picture on screen n / rate seconds after the original's first, upright, with square pixels,
    boxed and centred in `shape`. `watch` sees every frame, for measuring. The file appears only when it is whole.
    """
    if original.picture is None:
        raise cannot(Path(original.path), "it has no picture", "make proxies of files with a picture")
    tally, part = Tally(), out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with av.open(str(part), "w", format="mp4", options={"movflags": "faststart"}) as container:
            frames = _encode(original, container, proxy_stream(container, rate, shape), rate, shape, tally, watch)
        if not frames:
            raise cannot(Path(original.path), "none of its pictures can be decoded")
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return ProxyFacts(frames, tally.repeated, tally.dropped, tally.decode_errors)


def proxy_stream(container: OutputContainer, rate: Rate, shape: Shape) -> VideoStream:
    """The one kind of picture stream that all proxies of a film have."""
    stream = container.add_stream("libx264", rate=Fraction(rate), options=dict(ENCODER))
    stream.width, stream.height, stream.pix_fmt = shape.width, shape.height, "yuv420p"
    stream.time_base = stream.codec_context.time_base = 1 / Fraction(rate)
    REC709.tag(stream.codec_context)
    stream.codec_context.gop_size, stream.codec_context.max_b_frames = 1, 0
    return stream


def _encode(original: Original, container: OutputContainer, stream: VideoStream, rate: Rate, shape: Shape,
            tally: Tally, watch: Watch | None) -> int:
    fitting, smaller = Fitting.of(original, shape), Smaller()
    frame, held, fitted, small = -1, None, None, None
    for frame, shown in on_grid(pictures(original, tally=tally), rate, tally=tally):
        if fitted is None or held is not shown.frame:
            held, fitted = shown.frame, fitting.fit(shown.frame)
            small = smaller.rgb(fitted) if watch else None
        if watch and small is not None:
            watch(frame, small)
        # Not the stream's time base: the muxer changes that when it writes its head.
        fitted.pts, fitted.time_base, fitted.pict_type = frame, 1 / Fraction(rate), 0
        container.mux(stream.encode(fitted))
    container.mux(stream.encode(None))
    return frame + 1

