"""Small pictures of a take: a film strip, and a sheet of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import av
from PIL import Image

from workprint.media.opening import cannot

QUALITY = 88
"""JPEG quality at which film strips show no blocks. Source: Pillow's scale."""


def filmstrip(proxy: Path, out: Path, *, count: int = 12, height: int = 90) -> Path:
    """One row of `count` pictures, evenly spread over the proxy, each in the middle of its share."""
    images = _stills(proxy, count, height)
    strip = Image.new("RGB", (sum(image.width for image in images), height))
    at = 0
    for image in images:
        strip.paste(image, (at, 0))
        at += image.width
    return _saved(strip, out)


def contact_sheet(proxies: Sequence[Path], out: Path, *, columns: int = 4, height: int = 180, gap: int = 8) -> Path:
    """The middle picture of every proxy, row by row on dark grey."""
    images = [_stills(proxy, 1, height)[0] for proxy in proxies]
    width, rows = max(image.width for image in images), -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), (24, 24, 24))
    for place, image in enumerate(images):
        row, column = divmod(place, columns)
        sheet.paste(image, (gap + column * (width + gap), gap + row * (height + gap)))
    return _saved(sheet, out)


def still(proxy: Path, frame: int, *, height: int = 540) -> Image.Image:
    """One picture of a proxy, `height` pixels high. Raises `CannotRead` where it has no such frame."""
    with _open(proxy) as container:
        return _picture(container, proxy, frame, height)


def _stills(proxy: Path, count: int, height: int) -> list[Image.Image]:
    with _open(proxy) as container:
        frames = container.streams.video[0].frames
        wanted = [(2 * place + 1) * frames // (2 * count) for place in range(count)]
        return [_picture(container, proxy, frame, height) for frame in wanted]


def _open(proxy: Path) -> av.container.InputContainer:
    try:
        container = av.open(str(proxy))
        # Threads would hold the one picture back until more packets come.
        container.streams.video[0].thread_type = "NONE"
        return container
    except (av.FFmpegError, OSError):
        raise cannot(proxy, "the proxy is gone or damaged", "ingest the take again") from None


def _picture(container: av.container.InputContainer, proxy: Path, frame: int, height: int) -> Image.Image:
    stream = container.streams.video[0]
    assert stream.time_base is not None
    assert stream.average_rate is not None
    container.seek(round(frame / stream.average_rate / stream.time_base), stream=stream)
    picture = next(container.decode(stream), None)
    if picture is None or picture.pts != round(frame / stream.average_rate / stream.time_base):
        raise cannot(proxy, f"it has no frame {frame}", "ingest the take again")
    width = round(picture.width * height / picture.height)
    small = picture.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
    return Image.fromarray(small.to_ndarray())


def _saved(image: Image.Image, out: Path) -> Path:
    part = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    image.save(part, quality=QUALITY)
    part.replace(out)
    return out
