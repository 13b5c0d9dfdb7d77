"""Film made for checking: every picture carries its take and frame number, every sample tells its place.

>>> read_code(code_picture(3, 1234, 320, 180))
(3, 1234)
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np

from workprint.film import SAMPLE_RATE

BITS = 24
"""Blocks in a row: 8 for the take, 16 for the frame number; a second row holds their opposites as a check."""


def code_picture(take: int, frame: int, width: int = 320, height: int = 180) -> np.ndarray:
    """A picture (rows, columns, 3; uint8) with two rows of black and white blocks that spell `take` and `frame`."""
    bits = np.array([(take << 16 | frame) >> place & 1 for place in reversed(range(BITS))], np.uint8)
    code = np.stack([bits, 1 - bits]) * 200 + 28
    picture = np.full((height, width, 3), (30 + take * 29 % 120, 60 + frame * 7 % 120, 90), np.uint8)
    top, below = height // 3, height - height // 3
    edges = np.linspace(width // 10, width - width // 10, BITS + 1).astype(int)
    for row, (start, out) in enumerate(((top, height // 2), (height // 2, below))):
        for place in range(BITS):
            picture[start:out, edges[place]:edges[place + 1]] = code[row, place]
    return picture


def read_code(picture: np.ndarray) -> tuple[int, int] | None:
    """The (take, frame) that an upright, unboxed picture of `code_picture` spells; None where its check fails."""
    height, width = picture.shape[:2]
    grey = picture.astype(float).mean(axis=2) if picture.ndim == 3 else picture.astype(float)
    edges = np.linspace(width // 10, width - width // 10, BITS + 1)
    across = ((edges[:-1] + edges[1:]) / 2).astype(int)
    rows = [grey[int(height * place), across] > 128 for place in (5 / 12, 7 / 12)]
    if np.any(rows[0] == rows[1]):
        return None
    value = int("".join("1" if bit else "0" for bit in rows[0]), 2)
    return value >> 16, value & 0xFFFF


def unboxed(picture: np.ndarray, width: int, height: int) -> np.ndarray:
    """The middle of a boxed picture: `width` by `height` pixels, what `Fitting.inner` says is filled."""
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    return picture[top:top + height, left:left + width]


def place_sound(take: int, samples: int, start: int = 0) -> np.ndarray:
    """Noise (float32, +-0.5) in which every stretch occurs once: sample n of take t is always the same value."""
    whole = np.random.Generator(np.random.PCG64(take)).uniform(-0.5, 0.5, start + samples)
    return whole[start:].astype(np.float32)


def make_take(path: Path, take: int, *, frames: int = 48, rate: Fraction = Fraction(24), width: int = 320,
              height: int = 180, codec: str = "libx264", pixels: str = "yuv420p", sound: bool = True,
              stamps: list[int] | None = None, time_base: Fraction | None = None, rotation: int = 0,
              pixel_aspect: Fraction = Fraction(1), sound_rate: int = SAMPLE_RATE, channels: int = 1,
              sound_codec: str = "pcm_s16le", options: dict[str, str] | None = None,
              coder: dict[str, str] | None = None, metadata: dict[str, str] | None = None,
              sound_delay: int = 0) -> Path:
    """A camera file with coded pictures and placed sound, in whatever way real files differ.

    Pictures are upright as a player shows them, whatever `rotation` (clockwise, by the player) they are stored with.
    `stamps` are the pictures' time stamps in `time_base`; without them they are even. `sound_delay` is in samples;
    `options` are the container's, `coder` the picture encoder's.
    """
    base = time_base or 1 / rate
    with av.open(str(path), "w", options=options or {}) as container:
        container.metadata.update(metadata or {})
        picture = cast(av.VideoStream, container.add_stream(codec, rate=rate, options=coder or {}))
        picture.width, picture.height, picture.pix_fmt = width, height, pixels
        picture.time_base = picture.codec_context.time_base = base
        picture.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation:
            picture.set_display_rotation(-rotation)
        track = cast(av.AudioStream, container.add_stream(sound_codec, rate=sound_rate)) if sound else None
        if track is not None:
            track.layout = {1: "mono", 2: "stereo", 4: "quad"}[channels]
        _write_pictures(container, picture, take, stamps or list(range(frames)), base, rotation)
        if track is not None:
            _write_sound(container, track, take, int(frames / rate * sound_rate), sound_rate, channels, sound_delay)
    return path


def _write_pictures(container: av.container.OutputContainer, stream: av.VideoStream, take: int, stamps: list[int],
                    base: Fraction, rotation: int) -> None:
    width, height = stream.width, stream.height
    for number, stamp in enumerate(stamps):
        upright = code_picture(take, number, *((height, width) if rotation % 180 else (width, height)))
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(np.rot90(upright, rotation // 90)), "rgb24")
        frame.pts, frame.time_base = stamp, base
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _write_sound(container: av.container.OutputContainer, track: av.AudioStream, take: int, samples: int, rate: int,
                 channels: int, delay: int) -> None:
    mono = place_sound(take, samples)
    block = track.codec_context.frame_size or 4096
    for start in range(0, samples, block):
        part = (mono[start:start + block] * 32767).astype(np.int16)
        spread = np.ascontiguousarray(np.repeat(part[:, None], channels, 1).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(spread, "s16", track.layout.name)
        frame.sample_rate, frame.pts, frame.time_base = rate, start + delay, Fraction(1, rate)
        container.mux(track.encode(frame))
    container.mux(track.encode(None))
