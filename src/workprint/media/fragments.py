"""A cut in fragments, made when they are asked for: about a second each, playable from any of them, in any order.

A fragment is MPEG-4's: pictures copied from the proxies as packets, and the sound of exactly those frames. With the
head before them, all fragments one after another are the same movie as `audition` makes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from workprint.film import CannotCut, Cut, Rate, Shot
from workprint.media.audition import heard_takes, sound_frame, sound_of, sound_stream
from workprint.media.fitting import FILM_SHAPE, Shape
from workprint.media.mixdown import mix_part
from workprint.media.opening import cannot
from workprint.media.packets import Reel, black_movie
from workprint.media.roomtone import Rooms

PROXIES = 96
"""Proxies whose pictures are found at once: a scene's takes many times over. Source: our choice; each is an open file
and some tens of kilobytes."""

MOVES = {"movflags": "empty_moov+default_base_moof+frag_custom+frag_discont+skip_trailer",
         "avoid_negative_ts": "disabled"}
"""Options of the muxer: a head without pictures, one fragment that begins at its own time, and nothing after it.
Source: FFmpeg's mov muxer; ISO/IEC 14496-12 section 8.8 and the byte stream format of Media Source Extensions."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy whose every picture can be taken by its number, by several threads at once."""

    file: Path | bytes
    """Where it lies."""
    places: np.ndarray
    """First byte and length of the picture of every frame (frames, 2)."""
    stream: VideoStream
    """Its stream, as a template. It is not read from."""
    container: InputContainer
    """What keeps the stream open."""

    @classmethod
    def of(cls, file: Path | bytes) -> Proxy:
        """The proxy in a file, or in memory. Raises `CannotRead`."""
        try:
            container = av.open(io.BytesIO(file) if isinstance(file, bytes) else str(file), "r")
        except (av.FFmpegError, OSError):
            raise cannot(Path(str(file)), "the proxy is gone or damaged", "ingest the take again") from None
        stream = container.streams.video[0]
        # Entries stand in the order of decoding; every picture stands alone, so that is the order of seeing.
        places = np.array([(entry.pos, entry.size) for entry in stream.index_entries], np.int64).reshape(-1, 2)
        return cls(file, places, stream, container)

    @property
    def head(self) -> bytes:
        """What a decoder has to know before the first picture."""
        return self.stream.codec_context.extradata or b""

    def pictures(self, frames: list[int]) -> Iterator[bytes]:
        """The coded pictures of these frames, in any order."""
        with io.BytesIO(self.file) if isinstance(self.file, bytes) else self.file.open("rb") as file:
            for place, size in self.places[frames].tolist():
                file.seek(place)
                yield file.read(size)


@lru_cache(PROXIES)
def _proxy(path: Path, changed: int, size: int) -> Proxy:
    """The proxy at `path` for as long as it is the same file."""
    del changed, size
    return Proxy.of(path)


@lru_cache(4)
def _black(rate: Rate, shape: Shape) -> Proxy:
    return Proxy.of(black_movie(rate, shape))


class Fragments:
    """One cut, ready to be played from anywhere; several threads may ask at once."""

    def __init__(self, cut: Cut, reels: Mapping[str, Reel]) -> None:
        if not cut.shots:
            raise CannotCut("the cut came without a shot", "at least one shot would do", "propose again")
        self.cut, self._reels = cut, dict(reels)
        self._rooms = Rooms(heard_takes(reels), sound_of(reels))
        known = next((shot.take for shot in cut.shots if shot.take), "")
        self._kind = self._found(known)

    @property
    def each(self) -> int:
        """Frames in a fragment: a second's, but for the last."""
        return max(1, round(self.cut.rate))

    @property
    def count(self) -> int:
        """Number of fragments."""
        return -(-self.cut.frames // self.each)

    @property
    def mime(self) -> str:
        """Type and codecs, as Media Source Extensions ask for them. Source: RFC 6381 section 3.3."""
        return f'video/mp4; codecs="avc1.{self._kind.head[1:4].hex()},flac"'

    def head(self) -> bytes:
        """What comes before the first fragment: the boxes ftyp and moov."""
        with _Writer(self) as writer:
            return writer.made()

    def fragment(self, start: int, out: int) -> bytes:
        """The boxes moof and mdat of frames `start` to `out`. Raises `CannotCut` for frames that are not there."""
        if not 0 <= start < out <= self.cut.frames:
            raise CannotCut(f"frames {start} to {out} were asked for", f"0 to {self.cut.frames} would do",
                            "ask for a part of the cut")
        with _Writer(self) as writer:
            before = len(writer.made())
            for frame, picture in enumerate(self.pictures(start, out), start):
                writer.show(frame, picture)
            writer.hear(mix_part(self.cut, self._rooms, *map(self.cut.rate.sample, (start, out))),
                        self.cut.rate.sample(start))
        return writer.made()[before:]

    def pictures(self, start: int, out: int) -> Iterator[bytes]:
        """The coded picture of every frame of the cut from `start` to `out`."""
        for at, shot in zip(self.cut.starts, self.cut.shots, strict=True):
            first, last = max(start, at), min(out, at + shot.frames)
            if first < last:
                yield from self._shown(shot, first - at, last - at)

    def _shown(self, shot: Shot, first: int, last: int) -> Iterator[bytes]:
        proxy = self._found(shot.take)
        if proxy.head != self._kind.head:
            raise CannotCut(f"the proxy of {f'take {shot.take}' if shot.take else 'black'} is of another kind",
                            "proxies of one film, made by one version, would do", "ingest the takes again")
        frames = [shot.shown(frame) if shot.take else 0 for frame in range(first, last)]
        beyond = next((frame for frame in frames if not 0 <= frame < len(proxy.places)), None)
        if beyond is not None:
            raise CannotCut(f"frame {beyond} of take {shot.take} is not in its proxy",
                            f"frames 0 to {len(proxy.places) - 1} would do", "trim the shot or ingest the take again")
        return proxy.pictures(frames)

    @property
    def kind(self) -> VideoStream:
        """The picture stream that all its proxies have."""
        return self._kind.stream

    def _found(self, take: str) -> Proxy:
        if not take:
            return _black(self.cut.rate, self._shape())
        if take not in self._reels:
            raise CannotCut(f"the cut shows take {take}, which is not here", "takes of this scene would do",
                            "ingest it, or take the shot out")
        path = self._reels[take].picture
        try:
            there = path.stat()
        except OSError:
            raise cannot(path, "the proxy is gone or damaged", "ingest the take again") from None
        return _proxy(path, there.st_mtime_ns, there.st_size)

    def _shape(self) -> Shape:
        """The size of the film's proxies; the usual one where there are none."""
        pictured = next((take for take, reel in self._reels.items() if reel.picture.is_file()), None)
        if pictured is None:
            return FILM_SHAPE
        known = self._found(pictured).stream.codec_context
        return Shape(known.width, known.height)


class _Writer:
    """One run of the muxer: its head, and a fragment after it."""

    def __init__(self, fragments: Fragments) -> None:
        self._file, self._tick = io.BytesIO(), 1 / Fraction(fragments.cut.rate)
        self._container = av.open(self._file, "w", format="mp4", options=MOVES)
        self._picture = self._container.add_stream_from_template(fragments.kind)
        self._picture.time_base = self._tick
        self._track = sound_stream(self._container)
        self._container.start_encoding()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def made(self) -> bytes:
        """What is written by now; what was shown and heard only once it is closed."""
        return self._file.getvalue()

    def show(self, frame: int, picture: bytes) -> None:
        """Put a coded picture at `frame`."""
        packet = cast("av.Packet[VideoStream]", av.Packet(picture))
        packet.stream, packet.time_base, packet.is_keyframe = self._picture, self._tick, True
        packet.pts = packet.dts = frame
        packet.duration = 1
        self._container.mux(packet)

    def hear(self, sound: np.ndarray, at: int) -> None:
        """Put sound at sample `at`."""
        self._container.mux(self._track.encode(sound_frame(sound, at)))
        self._container.mux(self._track.encode(None))


def head(cut: Cut, reels: Mapping[str, Reel]) -> bytes:
    """What comes before the fragments of a cut: see `Fragments.head`."""
    return Fragments(cut, reels).head()


def fragment(cut: Cut, reels: Mapping[str, Reel], start: int, out: int) -> bytes:
    """The fragment of a cut from frame `start` to `out`: see `Fragments.fragment`."""
    return Fragments(cut, reels).fragment(start, out)
