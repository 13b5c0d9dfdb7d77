"""Opening a file from outside: what FFmpeg may read, and its troubles as sentences."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer

from workprint.film import CannotRead
from workprint.media.rushes import STILLS

CONTAINERS = ("mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mxf,avi,mpeg,mpegts,mpegvideo,m4v,h264,hevc,dv,gxf,asf,flv,ivf,"
              "wav,w64,aiff,caf,flac,mp3,ogg,aac,ac3,au,png_pipe,jpeg_pipe,jpegxl_pipe,tiff_pipe,dpx_pipe,"
              "exr_pipe,bmp_pipe,j2k_pipe,sgi_pipe,webp_pipe,y4m,yuv4mpegpipe,nut")
"""What may be opened. Playlists are left out: they name other files and addresses. Source: FFmpeg 8 demuxers."""

PATIENCE = (10.0, 10.0)
"""Seconds to wait for opening and for one read, before a file counts as unreadable. Source: issue 2, "in seconds"."""

MOST_PIXELS = 16384 * 16384
"""Largest picture to make room for: 16K square; a header that claims more is wrong. Source: DCI and camera makers."""


def cannot(path: Path, why: str, next_step: str = "copy it again from the card, or leave it out") -> CannotRead:
    """The one error of this room: which file, why, and what to do."""
    return CannotRead(f"{path.name} cannot be read: {why}", "a whole picture or sound file would do", next_step)


def look_at(path: Path) -> int:
    """Size of the file in bytes. Raises `CannotRead` for what is no file with something in it."""
    try:
        facts = path.stat()
        if stat.S_ISREG(facts.st_mode):
            with path.open("rb") as file:
                file.read(1)
    except FileNotFoundError:
        raise cannot(path, "it is not there", "bring the disk back, or say where it went") from None
    except OSError as trouble:
        raise cannot(path, (trouble.strerror or "the disk refused").lower(), "allow reading it") from None
    if not stat.S_ISREG(facts.st_mode):
        raise cannot(path, "it is no file")
    if not facts.st_size:
        raise cannot(path, "it is empty")
    return facts.st_size


@contextmanager
def opened(path: Path, options: dict[str, str] | None = None) -> Iterator[InputContainer]:
    """The open container of `path`. Whatever FFmpeg finds wrong inside the block comes out as `CannotRead`."""
    look_at(path)
    guards = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file", "max_pixels": str(MOST_PIXELS)}
    if path.suffix.lower() in STILLS:
        # FFmpeg knows many stills rather by their name than by their content, and takes a % in it for a pattern.
        guards |= {"format_whitelist": f"{CONTAINERS},image2", "pattern_type": "none"}
    try:
        # "file:" keeps a name such as "take%03d.mov" or "a:b.wav" from being read as a pattern or a protocol.
        with av.open(f"file:{path}", options=guards | (options or {}), metadata_errors="replace",
                     timeout=PATIENCE) as container:
            yield container
    except CannotRead:
        raise
    except (av.FFmpegError, ValueError, ArithmeticError, MemoryError, EOFError, IndexError) as trouble:
        raise cannot(path, _reason(trouble)) from None


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, av.error.InvalidDataError):
        return "it is no picture or sound, or its head is damaged or cut off"
    if isinstance(trouble, av.error.ArgumentError):
        return "it is of a kind that holds no film"
    if isinstance(trouble, (av.error.EOFError, EOFError)):
        return "it ends before its first picture or sound"
    if isinstance(trouble, MemoryError):
        return "its head claims more than memory holds"
    text = getattr(trouble, "strerror", None) or str(trouble) or type(trouble).__name__
    return f"FFmpeg says {text!r}"
