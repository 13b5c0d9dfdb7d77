"""Still pictures in and out: PNG, TIFF and OpenEXR, and JPEG in, with what each file says of its colour."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import OpenImageIO as oiio  # noqa: N813
from numpy.typing import NDArray

from workprint.film import BadValue, CannotRead
from workprint.media.colour.dither import whole_codes
from workprint.media.colour.still_space import space_of, space_tags
from workprint.media.colour.told import SpaceTold
from workprint.media.opening import look_at

Floats = NDArray[np.float32]

MAGIC: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "png", b"II*\0": "tiff", b"MM\0*": "tiff", b"II+\0": "tiff", b"MM\0+": "tiff",
    b"v/1\x01": "openexr", b"\xff\xd8\xff": "jpeg"}
"""First bytes of the kinds that are read, and OpenImageIO's names for them. Sources: PNG 1.2, TIFF 6.0, EXR, JFIF."""

MOST_PIXELS = 1 << 26
"""Largest still: 67 million pixels, which are 800 MB as three floats; a head that claims more is refused before any
pixel is read. Source: our choice, twice an 8K frame."""

MOST_VALUES = 4 * MOST_PIXELS
"""Most values, all channels together: a renderer's layers may be many where the picture is small. Source: our choice:
a file that holds them in one strip makes its reader take 1 GB."""

BRIGHTEST = 65504.0
"""Light that an infinite pixel is taken for. Source: IEEE 754, the largest half."""

DEPTHS: Mapping[str, Mapping[int, str]] = {
    ".png": {8: "uint8", 16: "uint16"}, ".tif": {8: "uint8", 16: "uint16", 32: "float"},
    ".tiff": {8: "uint8", 16: "uint16", 32: "float"}, ".exr": {16: "half", 32: "float"}}
"""Bits that each kind is written in, and OpenImageIO's names for them. Source: OpenImageIO 3.2."""

NEXT = "export it again as PNG, TIFF, EXR or JPEG"


def read_still(path: Path) -> tuple[Floats, SpaceTold]:
    """The picture (rows, columns, 3) as float32 code values, upright, and what its file says of its colour.

    Whole numbers become 0 to 1; floats stay as they are, but for pixels that are no number (0) or infinite. One
    channel is grey; transparency is left out. Raises `CannotRead` for what is no such picture, is damaged, or claims
    to be larger than `MOST_PIXELS`; its head is looked at before any pixel is.
    """
    look_at(path)
    kind = _kind(path)
    settings = oiio.ImageSpec()
    settings.attribute("oiio:UnassociatedAlpha", 1)
    source = oiio.ImageInput.open(str(path), settings)
    if source is None:
        raise _cannot(path, _reason())
    try:
        return _read(path, source, kind)
    except UnicodeDecodeError:
        raise _cannot(path, "its head is damaged: what should be text in it is none") from None
    finally:
        source.close()


def write_still(path: Path, rgb: NDArray[Any], *, bits: int = 16, space: str = "") -> None:
    """Write code values (rows, columns, 3), 0 to 1, as the kind that the name ends in, with `space` written inside.

    8 and 16 bits are PNG and TIFF, half (16) and float (32) are EXR; 8 bits are dithered, so that a dark ramp shows no
    bands. The file is there whole or not at all. Raises `BadValue` for another kind or depth.
    """
    depth = DEPTHS.get(path.suffix.lower(), {}).get(bits)
    if depth is None:
        raise BadValue(f"a still was to be {path.name} in {bits} bits",
                       "8 or 16 bits as .png or .tif, 16 or 32 as .exr would do", "give the name or the bits again")
    picture = _ready(rgb, depth)
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        _write(path, part, picture, depth, space)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(path: Path, source: oiio.ImageInput, kind: str) -> tuple[Floats, SpaceTold]:
    spec = source.spec()
    _look_at_head(path, source.format_name(), kind, spec)
    told = space_of(spec, kind)
    return _upright(_pixels(path, source, spec), spec.get_int_attribute("Orientation", 1)), told


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    kind = next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")
    if not kind:
        raise _cannot(path, "it is no PNG, TIFF, OpenEXR or JPEG")
    return kind


def _look_at_head(path: Path, opened_as: str, kind: str, spec: oiio.ImageSpec) -> None:
    if opened_as != kind:
        raise _cannot(path, f"it is called {path.suffix or 'nothing'} but holds a picture of another kind ({kind})",
                      "give it its right name")
    pixels = spec.width * spec.height
    if spec.deep or spec.depth > 1:
        raise _cannot(path, "it holds depth, not one flat picture", "flatten it")
    if not 0 < pixels <= MOST_PIXELS:
        raise _cannot(path, f"its head claims {spec.width} by {spec.height} pixels, and {MOST_PIXELS // 1_000_000} "
                            "million are the most", "scale it down")
    if not 0 < spec.nchannels * max(pixels, spec.tile_width * spec.tile_height) <= MOST_VALUES:
        raise _cannot(path, f"its head claims {spec.nchannels} channels of {spec.width} by {spec.height} pixels, and "
                            f"{MOST_VALUES // 1_000_000} million values are the most", "export its colours alone")


def _pixels(path: Path, source: oiio.ImageInput, spec: oiio.ImageSpec) -> Floats:
    red, green, blue = _colours(path, spec)
    if (green, blue) == (red + 1, red + 2):
        rgb = _channels(path, source, spec, red, blue + 1)
    else:
        rgb = np.concatenate([_channels(path, source, spec, at, at + 1) for at in (red, green, blue)], -1)
    return np.nan_to_num(rgb, copy=False, nan=0.0, posinf=BRIGHTEST, neginf=-BRIGHTEST)


def _channels(path: Path, source: oiio.ImageInput, spec: oiio.ImageSpec, first: int, after: int) -> Floats:
    try:
        read = source.read_image(0, 0, first, after, "float")
    except (ValueError, MemoryError, RuntimeError) as trouble:
        raise _cannot(path, str(trouble) or "its head claims more than memory holds") from None
    if read is None:
        raise _cannot(path, _reason(source.geterror()))
    return np.asarray(read, np.float32).reshape(spec.height, spec.width, after - first)


def _colours(path: Path, spec: oiio.ImageSpec) -> tuple[int, int, int]:
    """Places of red, green and blue; a picture of one channel, or of luminance alone, is grey."""
    names = [name.upper() for name in spec.channelnames[:spec.nchannels]]
    if {"R", "G", "B"} <= set(names):
        return names.index("R"), names.index("G"), names.index("B")
    grey = names.index("Y") if "Y" in names else 0
    if spec.nchannels <= 2 or "Y" in names:
        return grey, grey, grey
    raise _cannot(path, f"none of its channels are red, green and blue ({', '.join(names[:6])})")


def _upright(picture: Floats, orientation: int) -> Floats:
    """Turned as Exif's orientation (1 to 8) asks."""
    turned = picture.transpose(1, 0, 2) if orientation in (5, 6, 7, 8) else picture
    rows = -1 if orientation in (3, 4, 7, 8) else 1
    columns = -1 if orientation in (2, 3, 6, 7) else 1
    return np.ascontiguousarray(turned[::rows, ::columns])


def _ready(rgb: NDArray[Any], depth: str) -> NDArray[Any]:
    picture = np.asarray(rgb, np.float32)
    if picture.ndim != 3 or picture.shape[2] != 3 or not 0 < picture[..., 0].size <= MOST_PIXELS:
        raise BadValue(f"a still of shape {np.shape(rgb)} came", "rows, columns and three channels would do",
                       "give it as red, green and blue")
    return whole_codes(picture, 8 if depth == "uint8" else 16) if depth.startswith("uint") else picture


def _write(path: Path, part: Path, picture: NDArray[Any], depth: str, space: str) -> None:
    spec = oiio.ImageSpec(picture.shape[1], picture.shape[0], 3, depth)
    for name, text in space_tags(space, path.suffix.lower()):
        spec.attribute(name, text)
    target = oiio.ImageOutput.create(str(part))
    if target is None or not target.open(str(part), spec):
        raise CannotRead(f"{path.name} cannot be written: its folder is not there, or refuses",
                         "a folder that can be written to would do", "choose another place")
    written = target.write_image(np.ascontiguousarray(picture))
    if not (target.close() and written):
        raise CannotRead(f"{path.name} cannot be written: {_reason(target.geterror())}",
                         "a disk with room would do", "make room, or choose another place")


def _reason(said: str = "") -> str:
    try:
        text = " ".join((said or oiio.geterror()).split())[:160]
    except UnicodeDecodeError:  # it quotes the damaged file
        text = ""
    return f"OpenImageIO says {text!r}" if text else "it is damaged or cut off"


def _cannot(path: Path, why: str, next_step: str = NEXT) -> CannotRead:
    return CannotRead(f"{path.name} cannot be read: {why}", "a whole PNG, TIFF, EXR or JPEG would do", next_step)
