"""The camera's file: H.264 in QuickTime with its own far-off sound and the start timecode."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Rate, Timecode
from workprint.media.rehearsal.sprite import Picture
from workprint.media.rehearsal.voice import Samples

Luma = NDArray[np.uint8]
"""A picture's brightness, (height, width), 16 (black) to 235 (white)."""

_X264 = {"preset": "ultrafast", "qp": "20", "threads": "1", "bf": "0", "sc_threshold": "0", "g": "120",
         "x264-params": "rc-lookahead=0:sync-lookahead=0:mbtree=0:weightp=0:chroma-me=0:log-level=none"}
"""Drawn frames barely change: one quality for all of them costs half of what rate control does [measured: 1.0 and
2.2 ms a frame], and the fastest preset looks the same as a slow one."""
_PAPER = (125, 131)  # Cb and Cr: a breath of warmth, as on drawing paper under a lamp


def write_camera_file(path: Path, pictures: Iterable[Picture | Luma], sound: Samples | None, *, rate: Rate,
                      size: tuple[int, int], timecode: Timecode, title: str) -> int:
    """Write the pictures, in colour or brightness alone, and the sound, unless it is a mute take.

    Answers how many frames there are. A picture that is the same object as the one before it is taken to be unchanged.
    """
    with av.open(str(path), "w", format="mov") as file:
        file.metadata.update({"title": title, "comment": "synthetic: Workprint rehearsal, drawn figures and computer "
                              "voices", "reel": "A001"})
        stream = file.add_stream("libx264", rate=Fraction(rate), options=_X264)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.metadata["timecode"] = str(timecode)
        stream.codec_context.time_base = 1 / Fraction(rate)
        _tag(stream.codec_context)
        track = file.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="mono") if sound is not None else None
        count = _pictures(file, stream, pictures, size, rate)
        if track is not None and sound is not None:
            _sound(file, track, sound)
    return count


def _tag(context: av.VideoCodecContext) -> None:
    context.color_primaries, context.color_trc, context.colorspace, context.color_range = 1, 1, 1, 1  # BT.709, limited


def _pictures(file: av.container.OutputContainer, stream: av.VideoStream, pictures: Iterable[Picture | Luma],
              size: tuple[int, int], rate: Rate) -> int:
    frame = av.VideoFrame(*size, "yuv420p")
    frame.time_base = 1 / Fraction(rate)
    planes = [_plane(plane) for plane in frame.planes]
    planes[1][:], planes[2][:] = _PAPER
    count, last = 0, None
    for count, picture in enumerate(pictures, 1):
        if picture is not last:
            _put(picture, planes)  # one frame is filled again and again: the encoder has no delay and keeps a copy
        last = picture
        frame.pts = count - 1
        for packet in stream.encode(frame):
            file.mux(packet)
    for packet in stream.encode(None):
        file.mux(packet)
    return count


def _put(picture: Picture | Luma, planes: list[Luma]) -> None:
    if isinstance(picture, Picture):
        planes[0][:], planes[1][:], planes[2][:] = picture.luma, *picture.chroma
    else:
        planes[0][:] = picture


def _plane(plane: av.video.plane.VideoPlane) -> Luma:
    """A view of a plane's visible part, to write into."""
    rows: Luma = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, :plane.width]


def _sound(file: av.container.OutputContainer, track: av.AudioStream, sound: Samples) -> None:
    whole = np.rint(sound.astype(np.float64) * 32767).astype(np.int16)
    for start in range(0, len(whole), SAMPLE_RATE):
        part = np.ascontiguousarray(whole[None, start:start + SAMPLE_RATE])
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        for packet in track.encode(frame):
            file.mux(packet)
    for packet in track.encode(None):
        file.mux(packet)
