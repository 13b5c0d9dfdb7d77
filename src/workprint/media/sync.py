"""How a separate recording lies against the camera's own sound, told from the two waveforms.

First both are thinned to 8 kHz and searched over the whole range, then measured at 48 kHz in windows along the
overlap, through whose offsets a robust line gives place and drift. Two runs that overlap little overlap at their
ends, so the search looks at ends of growing length, and at probes from the head, middle and tail of the shorter run
inside the longer one: nearly linear in their length. See `phat` for how two stretches are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from workprint.film import SAMPLE_RATE, Sync
from workprint.media.phat import Spectrum, fit, size_for, vertex, whiten

Floats = NDArray[np.float32]
Places = NDArray[np.float64]

THIN = 6
"""48 kHz over the 8 kHz of the search (a choice: speech carries its identity below 4 kHz)."""
THIN_RATE = SAMPLE_RATE // THIN
BAND = (120, 3800)
"""Hz that the search listens to (a choice: above rumble and hum, below the thinning filter's edge)."""
FINE_BAND = (120, 8000)
"""Hz that the fine measure listens to (a choice: camera microphones and their codecs carry little above)."""
PROBE = 16 * THIN_RATE
"""Length of a probe (a choice: at 50 ppm of drift its ends part by under a millisecond)."""
BLOCK = 2**19 - PROBE
"""Length of a block that probes are held against: with a probe it fills one fast transform."""
ENDS = tuple(round(seconds * THIN_RATE) for seconds in (4.5, 6.75, 10, 15, 23, 34, 51))
"""Lengths of the ends that are held against each other. An overlap from 3 s on fills two thirds of one of them; from
40 s on, a probe lies in it."""
SURE = 30.0
"""Height of a peak, in deviations, at which the search stops (a choice: three times what unrelated sound reaches)."""
MARGIN = 5.0
"""Deviations by which a peak must pass the highest that chance gives (a choice: of the same talk 3 s long under
0 dB of noise, 59 of 60 pairs do in bench/sync.py; unrelated talk passes by 2, unrelated GRID clips by 7, but those
have a rival)."""
RIVAL = 0.58
"""A second place as high as this share of the first makes both unsure: a loop, a tone, time code (a choice: second
places have 0.61 and more among unrelated GRID clips, 0.8 in made talk, and about half where sounds are the same)."""
NEAR = THIN_RATE // 20
"""Echoes within 50 ms of a peak are no rival to it (a choice: early reflections end there, ISO 3382-1)."""
WINDOWS = 32
"""Most windows of the fine measure (a choice)."""
SLACK = SAMPLE_RATE // 100
"""Samples about the searched place in which the fine measure looks: 10 ms, a quarter frame (a choice)."""
DRIFT = 200e-6
"""Largest drift that is followed (a choice: four times what consumer clocks promise)."""
HEARD = 0.25
"""Share of the windows with something to say that must be heard in the picture (a choice: a camera across a street
hears little, a chance likeness is heard once)."""
AGREE = SAMPLE_RATE // 2000
"""Samples from the line within which a window agrees: half a millisecond, a twentieth of a quarter frame."""
STEADY = 5e-6
"""A drift that is not known to this error is not reported (a choice)."""


class Place(NamedTuple):
    """Where the search thinks that the recording begins; in thinned samples."""

    offset: int
    """From the head of the picture to the head of the recording."""
    height: float
    """Height of the peak in deviations."""
    at: int
    """Where in the picture it was heard: the middle of the look."""


class _Look(NamedTuple):
    """A stretch of the picture's sound against a stretch of the recording."""

    picture: slice
    recording: slice


@dataclass
class _Side:
    """One of the two thinned sounds, and the spectra of its stretches that were already made."""

    sound: Floats
    made: dict[tuple[int, int, int], Spectrum] = field(default_factory=dict)

    def white(self, part: slice, size: int) -> Spectrum:
        """Whitened spectrum of a stretch."""
        key = (part.start, part.stop, size)
        if key not in self.made:
            self.made[key] = whiten(self.sound[part], size, THIN_RATE, BAND)
        return self.made[key]


def find_sync(picture: Floats, recording: Floats, *, span: tuple[int, int] | None = None) -> Sync | None:
    """Where `recording` lies against `picture`, or None where they are not the same event.

    Both are mono float arrays at 48 kHz: the camera's sound and the recorder's. The offset is in samples from the
    head of the picture to the head of the recording, negative if the recorder began before; `span` bounds it.
    Drift is given where the overlap is long enough to know it to 5 ppm, else 0. Overlaps from 3 s are found.
    Sound that fits in several places alike (a loop, a tone, time code) is refused.
    """
    place = search(thin(picture), thin(recording), span=span)
    return refine(picture, recording, place) if place else None


def thin(sound: Floats) -> Floats:
    """`sound` at 8 kHz: what `search` works on."""
    # Means of three first: four times as fast, and what it lets through above 8 kHz lies outside `BAND` or is faint.
    count = len(sound) // 3 * 3
    thirds = np.asarray(sound[0:count:3] + sound[1:count:3] + sound[2:count:3], np.float32)
    return np.asarray(resample_poly(thirds, 1, THIN // 3), np.float32)


def search(picture: Floats, recording: Floats, *, span: tuple[int, int] | None = None) -> Place | None:
    """The place of one thinned sound against another, or None where none stands out. `span` as in `find_sync`."""
    low, high = span or (-len(recording) * THIN, len(picture) * THIN)
    bounds = low // THIN, -(-high // THIN)
    least = float(np.sqrt(2 * np.log(max(bounds[1] - bounds[0], 2)))) + MARGIN
    sides = _Side(picture), _Side(recording)
    found: list[Place] = []
    for look in _looks(len(picture), len(recording), bounds):
        found += _peaks(*sides, look, bounds)
        best = _undisputed(found)
        if best and best.height > SURE:
            return best
    best = _undisputed(found)
    return best if best and best.height > least else None


def refine(picture: Floats, recording: Floats, place: Place) -> Sync | None:
    """Place and drift to a fraction of a sample (48 kHz) around what `search` found, or None where it falls apart."""
    rough = place.offset * THIN
    begin, end = max(0, rough), min(len(picture), rough + len(recording))
    length = min(4 * SAMPLE_RATE, end - begin)
    if length < SAMPLE_RATE // 2:
        return None
    count = int(min(WINDOWS, 1 + 2 * (end - begin - length) // length))
    starts = _spoken([int(start) for start in np.linspace(begin, end - length, count)], recording, length, rough)
    heard = np.array([window for start in starts if (window := _window(picture, recording, start, length, place))])
    return _line(heard, place) if len(heard) and len(heard) >= HEARD * len(starts) else None


def _spoken(starts: list[int], recording: Floats, length: int, rough: int) -> list[int]:
    """Those windows in which the recording is within 20 dB of its loudest: the others have nothing to say."""
    level = [float(np.mean(np.square(recording[max(0, start - rough) :][:length]))) for start in starts]
    return [start for start, power in zip(starts, level, strict=True) if power >= max(level) / 100]


def _looks(picture: int, recording: int, bounds: tuple[int, int]) -> Iterator[_Look]:
    """What to hold against what: probes of the shorter inside the longer, then the two pairs of ends."""
    short, long = sorted((picture, recording))
    for probe in _probes(short):
        for block in _blocks(long):
            yield from _within(_Look(block, probe) if picture > recording else _Look(probe, block), bounds)
    for length in (end for end in ENDS if 2 * end < 3 * short):
        heads = slice(0, min(length, picture)), slice(0, min(length, recording))
        tails = slice(max(0, picture - length), picture), slice(max(0, recording - length), recording)
        yield from _within(_Look(tails[0], heads[1]), bounds)
        yield from _within(_Look(heads[0], tails[1]), bounds)


def _probes(short: int) -> list[slice]:
    """Probes of the shorter run, the middle first. An overlap of 40 s or more holds its head, its tail or all of it."""
    last = max(0, short - PROBE)
    starts = dict.fromkeys((last // 2, min(PROBE // 2, last), max(0, last - PROBE // 2), 0, last))
    if short > 5 * PROBE // 2:
        starts = dict.fromkeys((last // 2, PROBE // 4, last - PROBE // 4, 5 * PROBE // 4, last - 5 * PROBE // 4))
    return [slice(start, min(start + PROBE, short)) for start in starts]


def _blocks(long: int) -> list[slice]:
    """Stretches of the longer run such that a probe lies whole in one of them."""
    step = BLOCK - PROBE
    return [slice(start, min(start + BLOCK, long)) for start in range(0, max(1, long - PROBE), step)]


def _within(look: _Look, bounds: tuple[int, int]) -> Iterator[_Look]:
    """The look, if any place that it can find lies in bounds and there is something to hear."""
    low, high = look.picture.start - look.recording.stop, look.picture.stop - look.recording.start
    if low < bounds[1] and high > bounds[0] and min(_long(look.picture), _long(look.recording)) > 1:
        yield look


def _long(part: slice) -> int:
    return int(part.stop - part.start)


def _peaks(picture: _Side, recording: _Side, look: _Look, bounds: tuple[int, int]) -> tuple[Place, ...]:
    """The highest place of one look, and the highest that is no echo of it."""
    one, two = _long(look.picture), _long(look.recording)
    shift = look.picture.start - look.recording.start
    first, out = max(1 - two, bounds[0] - shift), min(one, bounds[1] + 1 - shift)
    if out - first < 3:
        return ()
    size = size_for(one, two)
    height = fit(picture.white(look.picture, size), recording.white(look.recording, size), size, (first, out))
    top = int(np.argmax(height))
    at = (look.picture.start + look.picture.stop) // 2
    best = Place(top + first + shift, float(height[top]), at)
    height[max(0, top - NEAR) : top + NEAR] = 0
    other = int(np.argmax(height))
    return best, Place(other + first + shift, float(height[other]), at)


def _undisputed(found: list[Place]) -> Place | None:
    """The highest place, unless another came nearly as high elsewhere."""
    best = max(found, key=lambda place: place.height, default=None)
    if best is None:
        return None
    rivals = (place for place in found
              if abs(place.offset - best.offset) >= NEAR + DRIFT * abs(place.at - best.at))
    return None if any(place.height > RIVAL * best.height for place in rivals) else best


def _window(picture: Floats, recording: Floats, start: int, length: int,
            place: Place) -> tuple[float, float, float] | None:
    """Middle of a window in the picture, offset there (both in samples), and height; None where nothing is heard."""
    slack = SLACK + round(DRIFT * abs(start - place.at * THIN))
    begin = start - place.offset * THIN
    head = max(0, begin - slack)
    one, two = picture[start : start + length], recording[head : begin + length + slack]
    if len(two) < length // 2:
        return None
    size = size_for(len(one), len(two))
    shifts = head - begin - slack, head - begin + slack + 1
    height = fit(whiten(one, size, SAMPLE_RATE, FINE_BAND), whiten(two, size, SAMPLE_RATE, FINE_BAND), size, shifts)
    top = int(np.argmax(height))
    if height[top] < np.sqrt(2 * np.log(2 * slack)) + 2:
        return None
    return start + length / 2, vertex(height, top) + shifts[0] + start - head, float(height[top])


def _line(heard: Places, place: Place) -> Sync | None:
    """The line through the offsets of the windows: place at the head of the recording, and drift."""
    at, offset, _ = heard.T
    rest = offset - _slope(at, offset) * at
    agree = np.abs(rest - np.median(rest)) < AGREE
    if 2 * agree.sum() <= len(heard) > 1:
        return None
    drift, base = _weighted(*heard[agree].T)
    confidence = 1000 * (1 - np.exp(-place.height / 12)) * agree.sum() / len(heard)
    # A window at p hears the recording at r = p - lag, and r = (1 + drift) (p - offset).
    return Sync(round(base / (1 + drift)), round(drift * 1e9), "waveform", min(1000, round(float(confidence))))


def _slope(at: Places, offset: Places) -> float:
    """Median slope over all pairs of windows (Theil 1950, Sen 1968): nearly a third of them may be wrong."""
    one, two = np.triu_indices(len(at), 1)
    apart = at[two] - at[one]
    far = apart > SAMPLE_RATE
    return float(np.median((offset[two] - offset[one])[far] / apart[far])) if far.any() else 0.0


def _weighted(at: Places, offset: Places, height: Places) -> tuple[float, float]:
    """Drift and the offset at the head of the picture; drift 0 where the windows cannot tell it."""
    weight = np.minimum(height, SURE) ** 2
    middle, mean = np.average(at, weights=weight), np.average(offset, weights=weight)
    spread = float(np.average((at - middle) ** 2, weights=weight))
    if len(at) < 4 or not spread:
        return 0.0, float(mean)
    slope = float(np.average((at - middle) * (offset - mean), weights=weight)) / spread
    error = float(np.sqrt(np.average((offset - mean - slope * (at - middle)) ** 2, weights=weight) / spread / len(at)))
    return (-slope, float(mean - slope * middle)) if error < STEADY else (0.0, float(mean))
