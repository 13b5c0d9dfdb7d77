"""Linear time code: the timecode that a recorder or a camera was fed as sound.

Source of the format: SMPTE ST 12-1:2014, clause 9 (80 bits a frame, biphase mark, sync word last).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from workprint.film import SAMPLE_RATE, BadValue, Rate, Timecode

Floats = NDArray[np.float32]
Bits = NDArray[np.uint8]

FRAME_BITS = 80
"""Bits of one frame. Source: SMPTE ST 12-1, 9.2."""
SYNC_WORD = (0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1)
"""Bits 64 to 79 in the order of time, so also the sign of forward play. Source: SMPTE ST 12-1, 9.2.3."""
DIGITS = ((0, 4), (8, 2), (16, 4), (24, 3), (32, 4), (40, 3), (48, 4), (56, 2))
"""First bit and width of frame units, frame tens, second units … hour tens. Source: SMPTE ST 12-1, table 4."""
USER_BITS = (4, 12, 20, 28, 36, 44, 52, 60)
"""First bit of each four-bit group of user bits. Source: SMPTE ST 12-1, table 4."""
DROP_BIT = 10
"""Set where numbers are dropped. Source: SMPTE ST 12-1, table 4."""
RISE = 40e-6
"""Seconds that a written edge takes. Source: SMPTE ST 12-1, 9.4 (40 ± 10 microseconds)."""
RATES = tuple(Rate.parse(name) for name in ("23.976", "24", "25", "29.97", "30"))
"""What a counter of LTC runs at (48, 50 and 60 pictures a second count every second one)."""
CELLS = (16.0, 30.0)
"""Shortest and longest bit in samples that is looked for: 20 to 25.03 at nominal speed, and a fifth either way."""
BLOCK = 20 * SAMPLE_RATE
"""Samples read at a time (a choice: long enough for the voting below, short enough to stop early)."""
LEAST = 3
"""Frames that must agree before anything is said (a choice: 3 × 80 bits do not agree by chance)."""
ENOUGH = 240
"""Agreeing frames after which reading stops (a choice: about ten seconds)."""
CLOCK = 2e-4
"""Error of a device's clock above which the measured rate is not believed (a choice: 200 ppm, four times
what production recorders promise, a fifth of the step from 24 to 23.976)."""


@dataclass(frozen=True, slots=True)
class Ltc:
    """A timecode that was heard."""

    timecode: Timecode
    """What the counter shows at `at_sample`."""
    at_sample: int
    """Sample (48 kHz) at which that frame begins."""
    rate: Rate
    """Frames per second of the counter."""
    drop: bool
    """Whether it drops numbers."""
    frames_read: int
    """How many frames were read that agree with each other."""
    user_bits: int = 0
    """The 32 user bits of that frame, first group lowest."""


class _Heard(NamedTuple):
    """One frame off the wire: where it began (samples) and its digits."""

    place: float
    hours: int
    minutes: int
    seconds: int
    frames: int
    drop: bool
    user: int


def read_ltc(sound: Floats, *, rate_hint: Rate | None = None) -> Ltc | None:
    """The timecode that `sound` (mono, float, 48 kHz) carries as LTC, or None for speech, noise, tone or silence.

    Level, polarity and offset do not matter; partial and damaged frames are left out, and the frames that are read
    must agree. Forward play, within a fifth of nominal speed. `rate_hint` decides where the speed of the tape is
    off every rate there is. Reading stops when about ten seconds of frames agree.
    """
    heard: list[_Heard] = []
    overlap = 2 * FRAME_BITS * int(CELLS[1])
    for start in range(0, max(1, len(sound)), BLOCK):
        heard += _frames(np.asarray(sound[start : start + BLOCK + overlap], np.float32), start, start + BLOCK)
        if len(heard) >= ENOUGH:
            break
    return _agreed(heard, rate_hint) if len(heard) >= LEAST else None


def write_ltc(start: Timecode, samples: int) -> Floats:
    """LTC from `start` on, `samples` long (48 kHz), between -0.5 and 0.5. Raises `BadValue` above 30 frames a second.

    >>> heard = read_ltc(write_ltc(Timecode.parse("01:00:00:00", Rate(25)), 48_000))
    >>> str(heard.timecode), heard.at_sample, heard.rate == 25
    ('01:00:00:01', 1920, True)
    """
    if start.rate.timebase > 30:
        raise BadValue(f"LTC was asked for at {start.rate} frames a second", "30 or fewer would do",
                       "count every second picture")
    length = SAMPLE_RATE / float(start.rate)
    count = int(samples / length) + 2
    bits = np.array([_bits(start.plus(frame)) for frame in range(count)], np.uint8)
    cell = length / FRAME_BITS
    begins = np.arange(bits.size) * cell
    edges = np.sort(np.concatenate([begins, begins[bits.ravel() == 1] + cell / 2]))
    return _square(edges, samples)


def _bits(timecode: Timecode) -> list[int]:
    """The 80 bits of one frame, polarity correction set so that every frame begins on the same side."""
    hours, minutes, seconds, frames = (int(part) for part in str(timecode).replace(";", ":").split(":"))
    bits = [0] * (FRAME_BITS - len(SYNC_WORD)) + list(SYNC_WORD)
    pairs = [digit for value in (frames, seconds, minutes, hours) for digit in (value % 10, value // 10)]
    for (first, width), digit in zip(DIGITS, pairs, strict=True):
        bits[first : first + width] = [digit >> place & 1 for place in range(width)]
    bits[DROP_BIT] = int(timecode.drop)
    # Source: SMPTE ST 12-1, table 4: bit 27, or bit 59 at 25 frames, makes the number of ones even.
    bits[59 if timecode.rate == 25 else 27] = sum(bits) % 2
    return bits


def _square(edges: NDArray[np.float64], samples: int) -> Floats:
    """A wave that swaps sides at each edge, each edge a straight line `RISE` long and centred on its place."""
    half = RISE * SAMPLE_RATE / 2
    side = np.where(np.arange(len(edges)) % 2 == 0, 1.0, -1.0)
    places = np.column_stack([edges - half, edges + half]).ravel()
    levels = np.column_stack([-side, side]).ravel()
    return np.asarray(0.5 * np.interp(np.arange(samples), places, levels), np.float32)


def _frames(sound: Floats, first: int, out: int) -> list[_Heard]:
    """The whole frames in `sound`, whose first sample is `first`, that begin before `out`."""
    edges = _edges(sound)
    if len(edges) < FRAME_BITS:
        return []
    cell = _cell(np.diff(edges))
    bits, begins = _cells(edges, cell)
    heard = (_frame(bits, begins, end, cell, first) for end in _syncs(bits))
    return [frame for frame in heard if frame and frame.place < out]


def _edges(sound: Floats) -> NDArray[np.float64]:
    """Places, to a fraction of a sample, at which the wave swaps sides for good (hysteresis against noise)."""
    if len(sound) < 1000 or not np.ptp(sound):
        return np.empty(0)
    # A bit of LTC needs 1 to 2.4 kHz; three times that keeps edges steep, and hum and hiss go.
    wave = sosfiltfilt(butter(2, (150, 7000), "bandpass", fs=SAMPLE_RATE, output="sos"), sound)
    bound = 0.3 * float(np.median(np.abs(wave)))
    side = np.sign(np.where(np.abs(wave) > bound, wave, 0)).astype(np.int8)
    sure = np.flatnonzero(side)
    turn = np.flatnonzero(side[sure[1:]] != side[sure[:-1]])
    after = sure[turn + 1]
    # The last steep step before it is sure, drawn back to zero; not the crossing of zero itself, since a wave
    # that a recorder's input has bent idles around zero between its edges.
    low, high = wave[after - 1] * side[after], np.abs(wave[after])
    return np.asarray(after - np.clip(high / np.maximum(high - low, 1e-12), 0, 2), np.float64)


def _cell(gaps: NDArray[np.float64]) -> float:
    """Length of a bit in samples: twice the short gaps and once the long ones, by two-means."""
    likely = gaps[(gaps > CELLS[0] / 2 * 0.8) & (gaps < CELLS[1] * 1.2)]
    if len(likely) < FRAME_BITS:
        return 0.0
    bound = 16.0  # Between the longest half bit (12.5) and the shortest bit (20) at nominal speed.
    for _ in range(8):
        short, long = likely[likely < bound], likely[likely >= bound]
        if not len(short) or not len(long):
            return 0.0
        bound = float(np.median(short) + np.median(long)) / 2
    return float(2 * np.median(short) + np.median(long)) / 2


def _cells(edges: NDArray[np.float64], cell: float) -> tuple[Bits, NDArray[np.float64]]:
    """Bits and where each begins: a long gap is a 0, two short ones are a 1, anything else is a 2 (damage)."""
    gaps = np.diff(edges)
    kind = np.where(np.abs(gaps - cell) < cell / 4, 0, np.where(np.abs(gaps - cell / 2) < cell / 4, 1, 2))
    index = np.arange(len(kind))
    short = kind == 1
    # Place of each short gap in its run of short ones: every second one closes a bit.
    run_start = np.maximum.accumulate(np.where(short, -1, index)) + 1
    odd = (index - run_start) % 2 == 1
    closes = ~short | odd
    unpaired = ~short & np.concatenate([[False], (short & ~odd)[:-1]])
    value = np.where(unpaired, 2, np.where(short, 1, kind)).astype(np.uint8)
    begin = np.where(short, index - 1, index)
    return value[closes], edges[np.maximum(begin[closes], 0)]


def _syncs(bits: Bits) -> list[int]:
    """Index one past each sync word."""
    word = len(SYNC_WORD)
    if len(bits) < FRAME_BITS:
        return []
    same = np.all(np.lib.stride_tricks.sliding_window_view(bits, word) == SYNC_WORD, axis=1)
    return [int(place) + word for place in np.flatnonzero(same) if place + word >= FRAME_BITS]


def _frame(bits: Bits, begins: NDArray[np.float64], end: int, cell: float, first: int) -> _Heard | None:
    """The frame whose sync word ends before bit `end`, or None where it is damaged or no time of day."""
    whole = bits[end - FRAME_BITS : end]
    spread = begins[end - 1] - begins[end - FRAME_BITS]
    if (whole > 1).any() or abs(spread - (FRAME_BITS - 1) * cell) > cell:
        return None
    number = [sum(int(whole[at + place]) << place for place in range(width)) for at, width in DIGITS]
    frames, seconds, minutes, hours = (units + 10 * tens for units, tens in zip(number[::2], number[1::2], strict=True))
    if max(number[::2]) > 9 or frames > 29 or seconds > 59 or minutes > 59 or hours > 23:
        return None
    user = sum(int(whole[at + bit]) << (4 * group + bit) for group, at in enumerate(USER_BITS) for bit in range(4))
    return _Heard(first + float(begins[end - FRAME_BITS]), hours, minutes, seconds, frames, bool(whole[DROP_BIT]), user)


def _agreed(heard: list[_Heard], hint: Rate | None) -> Ltc | None:
    """The reading that most frames agree on; None where fewer than `LEAST` do."""
    length = _length(heard)
    if length is None:
        return None
    drop = sum(frame.drop for frame in heard) * 2 > len(heard)
    rate = _rate(SAMPLE_RATE / length, heard, drop, hint)
    counts = np.array([_count(frame, rate, drop).frame for frame in heard])
    places = np.array([frame.place for frame in heard])
    agree, length = _line(counts - counts[0], places, length)
    if len(agree) < LEAST:
        return None
    rate = _rate(SAMPLE_RATE / length, heard, drop, hint)
    first = heard[agree[0]]
    at_sample = round(float(np.median(places[agree] - (counts[agree] - counts[agree[0]]) * length)))
    return Ltc(_count(first, rate, drop), at_sample, rate, drop, len(agree), first.user)


def _line(counts: NDArray[np.int64], places: NDArray[np.float64], length: float) -> tuple[NDArray[np.int64], float]:
    """Which frames lie on one line of count against place, and the samples a frame along it."""
    origins = places - counts * length
    agree = np.flatnonzero(np.abs(origins - np.median(origins)) < length / 4)
    if len(agree) < LEAST:
        return agree, length
    slope = float(np.polyfit(counts[agree] - counts[agree[0]], places[agree], 1)[0])
    return agree, slope


def _length(heard: list[_Heard]) -> float | None:
    """Samples a frame, over the frames that follow one another; None where none do."""
    pairs = [(one.place, two.place) for one, two in pairwise(heard) if _follows(one, two)]
    if len(pairs) < LEAST - 1:
        return None
    steps = np.array([after - before for before, after in pairs])
    near = steps[np.abs(steps - np.median(steps)) < np.median(steps) / 50]
    return float(near.mean())


def _follows(one: _Heard, two: _Heard) -> bool:
    """Whether `two` is the next frame within the same second (turns of a second are left out: rate not yet known)."""
    return two[1:4] == one[1:4] and two.frames == one.frames + 1


def _rate(measured: float, heard: list[_Heard], drop: bool, hint: Rate | None) -> Rate:
    """The nominal rate behind a measured one; the drop flag and the highest frame number have their say first."""
    if drop:
        return RATES[3]  # Only 29.97 drops. Source: SMPTE ST 12-1, 5.2.2.
    highest = max(frame.frames for frame in heard)
    possible = [rate for rate in RATES if rate.timebase > highest]
    nearest = min(possible, key=lambda rate: abs(measured / rate - 1))
    if abs(measured / nearest - 1) > CLOCK and hint and any(hint == rate for rate in possible):
        return hint
    return nearest


def _count(frame: _Heard, rate: Rate, drop: bool) -> Timecode:
    text = f"{frame.hours:02}:{frame.minutes:02}:{frame.seconds:02}:{min(frame.frames, rate.timebase - 1):02}"
    return Timecode.parse(text, rate, drop=drop)
