"""Reading recordings: any part of any sound, at 48 kHz, on its sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer

from workprint.film import SAMPLE_RATE
from workprint.media.opening import cannot, opened
from workprint.media.pictures import sound_streams

EXACT_SEEK = ("pcm_", "flac")
"""Codecs whose every sample can be found by seeking; all others are decoded from their head. Source: FFmpeg 8."""


def read_sound(path: Path, *, stream: int = 0, channel: int | None = None, start: int = 0,
               out: int | None = None) -> np.ndarray:
    """Sound of a file as float32 in -1 to 1, mono at 48 kHz, from sample `start` up to `out`.

    `channel` picks one channel; None is the mean of all. What lies beyond the end is not there: the answer may be
    shorter than asked. Raises `CannotRead` for a file without that stream or channel.
    """
    with opened(path) as container:
        streams = sound_streams(container)
        if stream >= len(streams):
            raise cannot(path, f"it has no sound stream {stream}", "choose another stream")
        source = streams[stream]
        if channel is not None and channel >= source.codec_context.channels:
            raise cannot(path, f"its sound has no channel {channel}", "choose another channel")
        blocks, at = [], 0
        for at, block in _placed(container, source, start):
            blocks.append((at, _mono(block, channel)))
            if out is not None and at + block.shape[1] >= out:
                break
    return _joined(blocks, start, out)


def sound_frames(container: InputContainer, source: AudioStream) -> Iterator[av.AudioFrame]:
    """Every frame of sound that can be decoded, in order; packets that cannot are passed over, up to a thousand."""
    packets, errors = container.demux(source), 0
    while errors < 1000:
        try:
            yield from next(packets).decode()
        except (StopIteration, av.error.EOFError):
            return
        except (av.FFmpegError, ValueError):
            errors += 1


def _placed(container: InputContainer, source: AudioStream, start: int) -> Iterator[tuple[int, np.ndarray]]:
    """Blocks (channels, samples) at 48 kHz, each with its place after the stream's first sample."""
    rate, base = source.codec_context.sample_rate, source.time_base
    assert base is not None
    # Matroska counts in milliseconds, which find no sample.
    exact = source.codec_context.name.startswith(EXACT_SEEK) and base * SAMPLE_RATE <= 1
    if rate == SAMPLE_RATE and start > SAMPLE_RATE and exact:
        first = source.start_time or 0
        container.seek(first + int((start - SAMPLE_RATE // 2) / (SAMPLE_RATE * base)), stream=source)
    else:
        first = None
    resampler, at = av.AudioResampler(format="fltp", rate=SAMPLE_RATE), None
    for frame in sound_frames(container, source):
        if frame.pts is not None and frame.time_base is not None:
            first = frame.pts if first is None else first
            here = round((frame.pts - first) * frame.time_base * SAMPLE_RATE)
        else:
            here = at or 0
        # A gap in the recording stays a gap in time; small jitter of stamps is none.
        at = here if at is None or abs(here - at) > SAMPLE_RATE // 50 else at
        for block in resampler.resample(frame):
            yield at, block.to_ndarray()
            at += block.samples
    for block in resampler.resample(None):
        yield at or 0, block.to_ndarray()


def _mono(block: np.ndarray, channel: int | None) -> np.ndarray:
    return np.asarray(block.mean(axis=0) if channel is None else block[channel], np.float32)


def _joined(blocks: list[tuple[int, np.ndarray]], start: int, out: int | None) -> np.ndarray:
    end = max((at + len(block) for at, block in blocks), default=start)
    end = max(start, end if out is None else min(end, out))
    whole = np.zeros(end - start, np.float32)
    for at, block in blocks:
        low, high = max(at, start), min(at + len(block), end)
        if high > low:
            whole[low - start:high - start] = block[low - at:high - at]
    return whole
