"""How a separate recording lies against the camera's own sound, told from the two waveforms.

Method: generalised cross-correlation with phase transform (Knapp and Carter, IEEE Trans. ASSP 24(4), 1976), first
thinned to 8 kHz over the whole range, then at 48 kHz in windows along the overlap, through whose offsets a robust
line gives place and drift. Two runs that overlap little overlap at their ends, so the search looks at ends of
growing length and at probes of the shorter run inside the longer one: nearly linear in their length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import resample_poly

from workprint.film import SAMPLE_RATE, Sync

Floats = NDArray[np.float32]

THIN = 6
"""48 kHz over the 8 kHz of the search (a choice: speech carries its identity below 4 kHz)."""
THIN_RATE = SAMPLE_RATE // THIN
BAND = (120, 3800)
"""Hz that the search listens to (a choice: above rumble and hum, below the thinning filter's edge)."""
FINE_BAND = (120, 8000)
"""Hz that the fine measure listens to (a choice: camera microphones and their codecs carry little above)."""
PROBE = 16 * THIN_RATE
"""Length of a probe (a choice: at 50 ppm of drift its ends part by under a millisecond)."""
ENDS = tuple(seconds * THIN_RATE for seconds in (3, 8, 20))
"""Overlaps that are looked for at the ends; each look is twice as long. From 40 s on, a probe lies in the overlap."""
SURE = 30.0
"""Height of a peak, in deviations of the correlation around it, at which the search stops."""
MARGIN = 6.0
"""Deviations by which a peak must pass the highest that chance gives (bench/sync.py: unrelated sound reaches 4)."""
RIVAL = 0.8
"""A second place as high as this share of the first makes both unsure: a loop, a tone, time code."""
NEAR = THIN_RATE // 20
"""Echoes within 50 ms of a peak are no rival to it. Source: the early reflections of ISO 3382-1."""
WINDOWS = 32
"""Most windows of the fine measure (a choice)."""
DRIFT = 200e-6
"""Largest drift that is followed (a choice: four times what consumer clocks promise)."""
STEADY = 5e-6
"""A drift that is not known to this error is not reported (a choice)."""


class _Look(NamedTuple):
    """A stretch of the picture's sound against a stretch of the recording, in thinned samples."""

    picture: slice
    recording: slice


class Place(NamedTuple):
    """Where the search thinks that the recording begins, in thinned samples from the head of the picture."""

    offset: int
    height: float
    """Height of the peak in deviations."""
    at: int
    """Where in the picture it was heard: the middle of the look."""


def find_sync(picture: Floats, recording: Floats, *, span: tuple[int, int] | None = None) -> Sync | None:
    """Where `recording` lies against `picture`, or None where they are not the same event.

    Both are mono float arrays at 48 kHz: the camera's sound and the recorder's. The offset is in samples from the
    head of the picture to the head of the recording, negative if the recorder began before; `span` bounds it.
    Drift is given where the overlap is long enough to know it to 5 ppm, else 0. Overlaps from 3 s are found.
    """
    place = search(thin(picture), thin(recording), span=span)
    return refine(picture, recording, place) if place else None


def thin(sound: Floats) -> Floats:
    """`sound` at 8 kHz: what `search` works on."""
    return np.asarray(resample_poly(np.asarray(sound, np.float32), 1, THIN), np.float32)


def search(picture: Floats, recording: Floats, *, span: tuple[int, int] | None = None) -> Place | None:
    """The place of one thinned sound against another, or None where nothing stands out. `span` as in `find_sync`."""
    low, high = span or (-len(recording) * THIN, len(picture) * THIN)
    bounds = low // THIN, -(-high // THIN)
    best, chance = None, np.sqrt(2 * np.log(max(bounds[1] - bounds[0], 2)))
    for look in _looks(len(picture), len(recording), bounds):
        found = _peak(picture[look.picture], recording[look.recording], look, bounds)
        if found and (best is None or found.height > best.height):
            best = found
        if best and best.height > SURE:
            break
    return best if best and best.height > chance + MARGIN else None


def refine(picture: Floats, recording: Floats, place: Place) -> Sync | None:
    """Place and drift to a fraction of a sample (48 kHz) around what `search` found, or None where it falls apart."""
    rough = place.offset * THIN
    begin, end = max(0, rough), min(len(picture), rough + len(recording))
    length = min(4 * SAMPLE_RATE, end - begin)
    if length < SAMPLE_RATE // 2:
        return None
    count = int(min(WINDOWS, 1 + 2 * (end - begin - length) // length))
    starts = np.linspace(begin, end - length, count).astype(int)
    heard = np.array([_local(picture, recording, int(start), length, rough, place) for start in starts])
    heard = heard[heard[:, 2] > 0]
    return _fit(heard, count, place) if len(heard) else None


def _looks(picture: int, recording: int, bounds: tuple[int, int]) -> Iterator[_Look]:
    """What to hold against what: probes of the shorter inside the longer, then the two pairs of ends."""
    swap = picture > recording
    short, long = sorted((picture, recording))
    for probe in _pieces(short, PROBE, PROBE):
        for block in _pieces(long, 4 * PROBE, 3 * PROBE):
            look = _Look(block, probe) if swap else _Look(probe, block)
            if _within(look, bounds):
                yield look
    for length in (2 * end for end in ENDS if end < short):
        yield _Look(slice(max(0, picture - length), picture), slice(0, min(length, recording)))
        yield _Look(slice(0, min(length, picture)), slice(max(0, recording - length), recording))


def _pieces(whole: int, length: int, step: int) -> list[slice]:
    """Stretches that cover `whole`, the middle ones first: heads and tails of takes hold slates and silence."""
    starts = list(range(0, max(1, whole - length + step), step))
    middle = (len(starts) - 1) / 2
    starts.sort(key=lambda start: abs(start / step - middle))
    return [slice(min(start, max(0, whole - length)), min(start + length, whole)) for start in starts]


def _within(look: _Look, bounds: tuple[int, int]) -> bool:
    """Whether any place that `look` can find lies in bounds."""
    first = look.picture.start - look.recording.stop
    return bool(first < bounds[1] and look.picture.stop - look.recording.start > bounds[0])


def _peak(picture: Floats, recording: Floats, look: _Look, bounds: tuple[int, int]) -> Place | None:
    """The highest place of one look, or None where nothing is heard or a rival is as high."""
    tall, first = _correlate(picture, recording, THIN_RATE, BAND)
    if tall is None:
        return None
    shift = look.picture.start - look.recording.start
    offsets = np.arange(len(tall)) + first + shift
    tall = np.where((offsets >= bounds[0]) & (offsets <= bounds[1]), tall, 0)
    top = int(np.argmax(tall))
    rest = np.concatenate([tall[: max(0, top - NEAR)], tall[top + NEAR :]])
    if len(rest) and rest.max() > RIVAL * tall[top]:
        return None
    return Place(int(offsets[top]), float(tall[top]), (look.picture.start + look.picture.stop) // 2)


def _correlate(one: Floats, two: Floats, rate: int, band: tuple[int, int]) -> tuple[Floats | None, int]:
    """Height, in deviations, of the match of `two` shifted into `one` by each lag, and the first lag."""
    size = next_fast_len(len(one) + len(two), real=True)
    cross = _white(one, size, rate, band) * np.conj(_white(two, size, rate, band))
    match = irfft(cross, size)
    match = np.concatenate([match[-len(two) + 1 :], match[: len(one)]])
    spread = float(match.std())
    return (np.abs(match) / spread if spread else None), 1 - len(two)


def _white(sound: Floats, size: int, rate: int, band: tuple[int, int]) -> NDArray[np.complex64]:
    """Spectrum of `sound` within the band, every frequency as loud as any other."""
    spectrum = rfft(sound, size)
    low, high = (edge * size // rate for edge in band)
    loud = np.abs(spectrum)
    floor = 1e-3 * loud[low:high].mean() + 1e-20
    spectrum /= loud + floor
    spectrum[:low], spectrum[high:] = 0, 0
    return np.asarray(spectrum, np.complex64)


def _local(picture: Floats, recording: Floats, start: int, length: int, rough: int,
           place: Place) -> tuple[float, float, float]:
    """Middle of a window in the picture, offset there (both samples), and weight; weight 0 where it says nothing."""
    slack = round(0.01 * SAMPLE_RATE + DRIFT * abs(start - place.at * THIN))
    begin = start - rough - slack
    head = max(0, begin)
    match, first = _correlate(picture[start : start + length], recording[head : start - rough + length + slack],
                              SAMPLE_RATE, FINE_BAND)
    if match is None:
        return start, 0.0, 0.0
    lags = slice(max(0, rough - start + head - slack - first), rough - start + head + slack - first)
    top = int(np.argmax(match[lags])) + lags.start
    height = float(match[top])
    if height < np.sqrt(2 * np.log(2 * slack)) + 2 or not 0 < top < len(match) - 1:
        return start, 0.0, 0.0
    return start + length / 2, _vertex(match, top) + first + start - head, height


def _vertex(curve: Floats, top: int) -> float:
    """Place of a peak between samples, by the parabola through its three highest points."""
    left, middle, right = (float(value) for value in curve[top - 1 : top + 2])
    return top + (left - right) / (2 * (left - 2 * middle + right) or 1.0)


def _fit(heard: NDArray[np.float64], count: int, place: Place) -> Sync | None:
    """The line through the offsets of the windows: place at the head of the recording, and drift."""
    at, offset, height = heard.T
    slope = _slope(at, offset)
    rest = offset - slope * at
    agree = np.abs(rest - np.median(rest)) < SAMPLE_RATE / 2000  # Half a millisecond: a tenth of a quarter frame.
    if 2 * agree.sum() < len(heard):
        return None
    at, offset, height = heard[agree].T
    drift, base = _weighted(at, offset, height)
    confidence = 1000 * (1 - np.exp(-place.height / 12)) * agree.sum() / len(heard)
    # A window at p hears the recording at r = p - lag, and r = (1 + drift) (p - offset).
    return Sync(round(base / (1 + drift)), round(drift * 1e9), "waveform", min(1000, round(float(confidence))))


def _slope(at: NDArray[np.float64], offset: NDArray[np.float64]) -> float:
    """Median slope over all pairs of windows (Theil 1950, Sen 1968): half of them may be wrong."""
    one, two = np.triu_indices(len(at), 1)
    apart = at[two] - at[one]
    far = apart > SAMPLE_RATE
    return float(np.median((offset[two] - offset[one])[far] / apart[far])) if far.any() else 0.0


def _weighted(at: NDArray[np.float64], offset: NDArray[np.float64], height: NDArray[np.float64]) -> tuple[float, float]:
    """Drift and the offset at the head of the picture; drift 0 where the windows cannot tell it."""
    weight = np.minimum(height, SURE) ** 2
    middle, mean = np.average(at, weights=weight), np.average(offset, weights=weight)
    spread = float(np.sum(weight * (at - middle) ** 2) / weight.sum())
    if len(at) < 4 or not spread:
        return 0.0, float(mean)
    slope = float(np.sum(weight * (at - middle) * (offset - mean)) / weight.sum()) / spread
    error = float(np.sqrt(np.average((offset - mean - slope * (at - middle)) ** 2, weights=weight) / spread / len(at)))
    return (-slope, float(mean - slope * middle)) if error < STEADY else (0.0, float(mean))
