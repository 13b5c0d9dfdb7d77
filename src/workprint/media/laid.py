"""A take's sound, laid on its picture's grid: read from whatever recorded it, kept where it reads fast."""

from __future__ import annotations

import os
import wave
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from workprint.film import SAMPLE_RATE, Original, Sync, Take
from workprint.media.grid import Tally
from workprint.media.opening import cannot, opened
from workprint.media.pictures import decoded, picture_stream, sound_streams
from workprint.media.recording import read_sound, sound_frames

TAPER_LOBES = 16
"""Zero crossings of the interpolating sinc on either side: errors below -70 dB up to 18 kHz (test_transport_sound)."""

KAISER = 8.0
"""Shape of its taper: side lobes at -80 dB. Source: Kaiser and Schafer, IEEE Trans. ASSP 28 (1980)."""

PHASES = 512
"""Places between two samples for which its weights are kept; between those they are linear: to about -100 dB."""

FULL_SCALE = 1 << 23
"""Value of a 24-bit sample that would be 1.0. Source: two's complement, as WAV has it."""

WRITTEN = 1 << 20
"""Samples worked on and written at a time, so that a take of an hour needs no more memory than its own sound."""

BLOCK = 1 << 14
"""Samples interpolated at a time, so that what is being worked on stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class LaidFacts:
    """What laying a take's sound told."""

    samples: int
    """Length, always the picture's."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Stretches (start, out) that the recording does not reach; `mixdown` fills them with room tone."""


def embedded_sync(path: Path) -> Sync:
    """How the sound inside a camera file lies against its picture: streams may start at different times."""
    with opened(path) as container:
        picture = picture_stream(container)
        if picture is None or not sound_streams(container):
            raise cannot(path, "it has not both picture and sound", "sync it with a recording")
        frame = next(decoded(container, picture, Tally()), None)
        shown = (frame.pts or 0) * picture.time_base if frame is not None and picture.time_base else Fraction(0)
    with opened(path) as container:
        block = next(sound_frames(container, sound_streams(container)[0]), None)
        heard = block.pts * block.time_base if block and block.pts is not None and block.time_base else shown
    return Sync(round((heard - shown) * SAMPLE_RATE), 0, "embedded", 1000)


def lay_sound(original: Original, take: Take, out: Path) -> LaidFacts:
    """Write the sound of `take` at `out`, on its picture's grid: mono WAV, 24 bits, 48 kHz.

    It is shifted by the sync's offset, its drift undone, and exactly ``rate.sample(frames)`` samples long. Where
    the recording does not reach there is silence; those stretches are in the answer.
    """
    samples = take.rate.sample(take.frames)
    sound, reach = _on_grid(original, take, samples)
    write_laid(out, sound)
    head, tail = min(samples, max(0, reach[0])), max(0, min(samples, reach[1]))
    gaps = ((0, head), (max(head, tail), samples))
    return LaidFacts(samples, tuple((begin, end) for begin, end in gaps if end > begin))


def _on_grid(original: Original, take: Take, samples: int) -> tuple[np.ndarray, tuple[int, int]]:
    """The sound, and the stretch (in samples of the take) that the recording was found to reach."""
    sync = take.sync or Sync(0)
    ratio = 1 + Fraction(sync.drift_ppb, 10**9)
    if abs(ratio - 1) * samples < Fraction(1, 2):
        ratio = Fraction(1)  # Less than half a sample over the whole take: nothing to undo.
    # Sample s of the take is sample (s - offset) * ratio of the recording.
    margin = TAPER_LOBES + 2
    low = max(0, int(-sync.offset * ratio) - margin)
    high = max(low, int((samples - sync.offset) * ratio) + margin)
    recorded = _channel(original, take.channel, low, high)
    reach = (sync.offset, sync.offset + int((low + len(recorded)) / ratio))
    if ratio == 1:
        return _shifted(recorded, -sync.offset - low, samples), reach
    return _stretched(recorded, -sync.offset, ratio, low, samples), reach


def _stretched(recorded: np.ndarray, first: int, ratio: Fraction, low: int, samples: int) -> np.ndarray:
    """`samples` samples of `recorded` at (first + n) * ratio - low: a clock that ran differently, put right."""
    sound = np.empty(samples, np.float32)
    for begin in range(0, samples, WRITTEN):
        numbers = np.arange(begin, min(begin + WRITTEN, samples), dtype=np.float64)
        sound[begin:begin + WRITTEN] = interpolated(recorded, (numbers + first) * float(ratio) - low)
    return sound


def _channel(original: Original, channel: int, start: int, out: int) -> np.ndarray:
    """One channel of a file, counted over all its sound streams; -1 is the mean of all."""
    path, streams = Path(original.path), original.sound
    if channel < 0 and len(streams) > 1:
        parts = [read_sound(path, stream=place, start=start, out=out) for place in range(len(streams))]
        whole = np.zeros(max(len(part) for part in parts), np.float32)
        for part, stream in zip(parts, streams, strict=True):
            whole[:len(part)] += part * (stream.channels / sum(stream.channels for stream in streams))
        return whole
    place = 0
    while channel >= 0 and place < len(streams) - 1 and channel >= streams[place].channels:
        channel, place = channel - streams[place].channels, place + 1
    return read_sound(path, stream=place, channel=None if channel < 0 else channel, start=start, out=out)


def write_laid(out: Path, sound: np.ndarray) -> None:
    """Write float32 mono as 24-bit WAV at 48 kHz; the file appears only when it is whole."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(3)
            file.setframerate(SAMPLE_RATE)
            for begin in range(0, len(sound), WRITTEN):
                file.writeframes(_three_bytes(sound[begin:begin + WRITTEN]))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _three_bytes(sound: np.ndarray) -> bytes:
    whole = np.clip(np.round(sound.astype(np.float64) * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype("<i4")
    return whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def laid(path: Path) -> np.ndarray:
    """The whole laid sound, float32 mono at 48 kHz."""
    return laid_part(path, 0, 1 << 40)


def laid_part(path: Path, start: int, out: int) -> np.ndarray:
    """Samples `start` to `out` of a laid sound, quickly, wherever they are; shorter beyond the end."""
    try:
        with wave.open(str(path), "rb") as file:
            start = min(max(start, 0), file.getnframes())
            file.setpos(start)
            data = file.readframes(max(0, min(out, file.getnframes()) - start))
    except (OSError, EOFError, wave.Error):
        raise cannot(path, "it is no laid sound, or it is gone", "ingest the take again") from None
    # Three bytes become the upper three of four; the shift brings the sign down with them.
    wide = np.zeros((len(data) // 3, 4), np.uint8)
    wide[:, 1:] = np.frombuffer(data[:len(data) // 3 * 3], np.uint8).reshape(-1, 3)
    return (wide.view("<i4")[:, 0] >> 8).astype(np.float32) / np.float32(FULL_SCALE)


def interpolated(sound: np.ndarray, places: np.ndarray) -> np.ndarray:
    """`sound` at fractional sample `places` (float64, rising), by a tapered sinc; zero beyond its ends."""
    table, slope = _taps()
    low, high = (int(np.floor(place)) for place in (places[0], places[-1])) if len(places) else (0, 0)
    around = _shifted(sound, low - TAPER_LOBES + 1, high - low + 2 * TAPER_LOBES)
    windows = np.lib.stride_tricks.sliding_window_view(around, 2 * TAPER_LOBES)
    answer = np.empty(len(places), np.float32)
    for begin in range(0, len(places), BLOCK):
        part = places[begin:begin + BLOCK]
        whole = np.floor(part).astype(np.int64)
        phase, rest = np.divmod((part - whole) * PHASES, 1)
        row = phase.astype(np.int64)
        weights = table[row] + slope[row] * rest[:, None].astype(np.float32)
        answer[begin:begin + BLOCK] = np.einsum("ij,ij->i", windows[whole - low], weights)
    return answer


@cache
def _taps() -> tuple[np.ndarray, np.ndarray]:
    """Weights of the samples around a place, for each of `PHASES` places between two, and how they go on."""
    away = np.arange(PHASES + 1)[:, None] / PHASES - np.arange(1 - TAPER_LOBES, TAPER_LOBES + 1)
    taper = np.i0(KAISER * np.sqrt(np.clip(1 - (away / TAPER_LOBES) ** 2, 0, 1))) / np.i0(KAISER)
    weights = np.sinc(away) * taper
    return weights[:-1].astype(np.float32), np.diff(weights, axis=0).astype(np.float32)


def _shifted(sound: np.ndarray, first: int, samples: int) -> np.ndarray:
    """`samples` samples of `sound` from place `first` on, which may be negative; silence where there is none."""
    answer = np.zeros(samples, np.float32)
    start, out = max(0, first), min(len(sound), first + samples)
    if out > start:
        answer[start - first:out - first] = sound[start:out]
    return answer
