"""Play any cut at once: its pictures are copied from the proxies as packets, only its sound is encoded."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, Literal, cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from workprint.film import SAMPLE_RATE, CannotCut, Cut, Take
from workprint.media.laid import laid_part
from workprint.media.mixdown import mix_parts
from workprint.media.packets import Proxies, Reel
from workprint.media.roomtone import Fetch

FIRST_FRAGMENT_US = 500_000
"""Microseconds in a fragment: short enough to start at once, long enough not to be all boxes."""


def audition(cut: Cut, reels: Mapping[str, Reel], out: Path) -> Path:
    """The cut as a playable MP4 at `out`, frame-exact and in sync; no picture is encoded.

    Raises `CannotCut` for a shot of a take or frame that is not there, `CannotRead` where a proxy is gone.
    """
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb+") as file:
            for _ in _written(cut, reels, file, {"movflags": "faststart"}):
                pass
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


def stream(cut: Cut, reels: Mapping[str, Reel]) -> Iterator[bytes]:
    """The same as fragmented MP4, as it comes: the first bytes play while the rest is still being laid together."""
    pipe = _Pipe()
    moves = {"movflags": "empty_moov+default_base_moof", "frag_duration": str(FIRST_FRAGMENT_US)}
    for _ in _written(cut, reels, cast(BinaryIO, pipe), moves):
        if data := pipe.taken():
            yield data
    if data := pipe.taken():
        yield data


class _Pipe(io.RawIOBase):
    """Collects what the muxer writes. It has no seek: the muxer must never go back."""

    def __init__(self) -> None:
        self._data = bytearray()

    def writable(self) -> Literal[True]:
        return True

    def seekable(self) -> Literal[False]:
        return False

    def write(self, data: object) -> int:
        part = bytes(cast(bytes, data))
        self._data += part
        return len(part)

    def taken(self) -> bytes:
        data = bytes(self._data)
        self._data.clear()
        return data


def sound_of(reels: Mapping[str, Reel]) -> Fetch:
    """Reads any part of any take's laid sound: what `mixdown` fetches from."""
    def fetch(take: str, start: int, out: int) -> np.ndarray:
        path = reels[take].sound if take in reels else None
        return laid_part(path, start, out) if path else np.zeros(0, np.float32)
    return fetch


def heard_takes(reels: Mapping[str, Reel]) -> dict[str, Take]:
    """The takes of `reels` that have sound."""
    return {name: reel.take for name, reel in reels.items() if reel.sound}


def _written(cut: Cut, reels: Mapping[str, Reel], file: BinaryIO, options: dict[str, str]) -> Iterator[None]:
    """Lays the cut together into `file`, stopping after every bit of sound."""
    if not cut.shots:
        raise CannotCut("the cut came without a shot", "at least one shot would do", "propose again")
    proxies = Proxies(reels, cut.rate)
    try:
        with av.open(file, "w", format="mp4", options=options) as container:
            known = next((shot.take for shot in cut.shots if shot.take), "")
            picture = container.add_stream_from_template(proxies.stream(known))
            picture.time_base = 1 / Fraction(cut.rate)
            track = sound_stream(container)
            pictures, laid_to = _pictures(cut, proxies, picture), 0
            for start, sound in _blocks(mix_parts(cut, heard_takes(reels), sound_of(reels)), track):
                # Pictures up to where the sound is, so that the muxer never has to hold much back.
                for frame, packet in pictures:
                    container.mux(packet)
                    laid_to = frame + 1
                    if cut.rate.sample(laid_to) > start:
                        break
                container.mux(track.encode(sound))
                yield
            for _, packet in pictures:
                container.mux(packet)
            container.mux(track.encode(None))
        yield
    finally:
        proxies.close()


def sound_stream(container: av.container.OutputContainer, codec: str = "flac") -> AudioStream:
    """A mono 48 kHz sound stream. FLAC has no priming and plays in browsers, so sound stays on its sample."""
    track = cast(AudioStream, container.add_stream(codec, rate=SAMPLE_RATE))
    track.layout, track.format = "mono", "s16"
    return track


def _pictures(cut: Cut, proxies: Proxies, target: VideoStream) -> Iterator[tuple[int, av.Packet[VideoStream]]]:
    frame, base = 0, 1 / Fraction(cut.rate)
    for shot in cut.shots:
        head = proxies.stream(shot.take).codec_context.extradata
        if head != target.codec_context.extradata:
            raise CannotCut(f"the proxy of {f'take {shot.take}' if shot.take else 'black'} is of another kind",
                            "proxies of one film, made by one version, would do", "ingest the takes again")
        for packet in proxies.shown(shot):
            packet.stream, packet.time_base = target, base
            packet.pts = packet.dts = frame
            packet.duration = 1
            yield frame, packet
            frame += 1


def _blocks(parts: Iterator[np.ndarray], track: AudioStream) -> Iterator[tuple[int, av.AudioFrame]]:
    """Sound frames of the encoder's size, whatever the parts' sizes are, each with its first sample."""
    waiting, at = np.zeros(0, np.float32), 0
    size = SAMPLE_RATE // 10
    for part in parts:
        waiting = np.concatenate([waiting, part])
        while len(waiting) >= size:
            yield at, sound_frame(waiting[:size], at)
            waiting, at = waiting[size:], at + size
    if len(waiting):
        yield at, sound_frame(waiting, at)


def sound_frame(sound: np.ndarray, at: int, pixels: str = "s16") -> av.AudioFrame:
    """Float32 mono as a frame of 16-bit sound at sample `at`."""
    whole = np.clip(np.round(sound * 32768), -32768, 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(whole[None, :], pixels, "mono")
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at, Fraction(1, SAMPLE_RATE)
    return frame
