"""The sound of a cut: pieces laid end to end, cross-faded at the edits, never falling silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import SAMPLE_RATE, Cut, Rate, Take

Fetch = Callable[[str, int, int], np.ndarray]
"""Gets take id, start and out (samples at 48 kHz within the take); gives float32 mono, shorter where it ends."""

SHORTEST_SILENCE = SAMPLE_RATE // 100
"""Ten milliseconds of equal samples are a hole and no sound: real rooms are never that still. Source: issue 2."""

HEAD_FADE = SAMPLE_RATE // 200
"""Five milliseconds at head and tail of the cut, against a click. Source: issue 2's task for the mixdown."""

ROOM_FADE = SAMPLE_RATE // 4
"""Longest cross-fade where room tone repeats: a quarter of a second hides the seam. Source: dialogue editors' habit."""

HUSH = 10 ** (-66 / 20)
"""RMS of the room that is made up where no take has any: under the noise floor of a quiet set (-60 dBFS)."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring pieces of a cut that continue the same sound."""

    take: str
    room: bool
    start: int
    """Frame of the take."""
    at: int
    """Frame of the cut."""
    frames: int


def mixdown(cut: Cut, takes: Mapping[str, Take], fetch: Fetch) -> np.ndarray:
    """The cut's sound, float32 mono at 48 kHz, exactly ``rate.sample(cut.frames)`` samples long.

    Neighbours are cross-faded at equal power over two frames centred on the edit; pieces that continue the same
    take are simply continued. Holes are filled with room tone of the same take.
    """
    parts = list(mix_parts(cut, takes, fetch))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def mix_parts(cut: Cut, takes: Mapping[str, Take], fetch: Fetch) -> Iterator[np.ndarray]:
    """The same sound, bit by bit from its head: no more is mixed than has been asked for."""
    runs, rooms = _runs(cut), Rooms(takes, fetch)
    total, fade_in, carried = cut.rate.sample(cut.frames), 0, np.zeros(0, np.float32)
    done = 0
    for place, run in enumerate(runs):
        fade_out = _fade(cut.rate, run, runs[place + 1]) if place + 1 < len(runs) else 0
        begin, end = cut.rate.sample(run.at), cut.rate.sample(run.at + run.frames)
        sound = _heard(run, cut.rate, rooms, begin - fade_in, end + fade_out)
        if fade_in:
            sound[:2 * fade_in] = sound[:2 * fade_in] * ramp(2 * fade_in) + carried
        keep = len(sound) - 2 * fade_out
        carried = sound[keep:] * ramp(2 * fade_out)[::-1]
        yield _tapered(sound[:keep], done, total)
        done, fade_in = done + keep, fade_out


def ramp(samples: int) -> np.ndarray:
    """A rising half of an equal-power cross-fade: its square and that of its mirror image add up to one."""
    return np.sin((np.arange(samples, dtype=np.float32) + 0.5) / max(1, samples) * (np.pi / 2)).astype(np.float32)


def _runs(cut: Cut) -> list[_Run]:
    runs: list[_Run] = []
    at = 0
    for piece in cut.pieces:
        last = runs[-1] if runs else None
        if last and last.take == piece.take and last.room == piece.room and (
                piece.room or last.start + last.frames == piece.start):
            runs[-1] = _Run(last.take, last.room, last.start, last.at, last.frames + piece.frames)
        else:
            runs.append(_Run(piece.take, piece.room, piece.start, at, piece.frames))
        at += piece.frames
    return [run for run in runs if run.frames > 0]


def _fade(rate: Rate, before: _Run, after: _Run) -> int:
    """Half the length of the cross-fade between two runs: one frame, or half of a run shorter than that."""
    return min(rate.sample(1), rate.sample(before.frames) // 2, rate.sample(after.frames) // 2)


def _heard(run: _Run, rate: Rate, rooms: Rooms, begin: int, end: int) -> np.ndarray:
    if run.room:
        return rooms.tone(run.take, begin, end)
    shift = rate.sample(run.start) - rate.sample(run.at)
    return rooms.filled(run.take, begin + shift, end + shift)


def _tapered(sound: np.ndarray, at: int, total: int) -> np.ndarray:
    fade = min(HEAD_FADE, total // 2)
    places = np.arange(at, at + len(sound))
    if at < fade or at + len(sound) > total - fade:
        near = np.minimum(places, total - 1 - places)
        sound = sound * np.clip((near + 0.5) / max(1, fade), 0, 1).astype(np.float32)
    return np.asarray(sound, np.float32)


class Rooms:
    """Every take's sound without holes, and its room tone at any length."""

    def __init__(self, takes: Mapping[str, Take], fetch: Fetch) -> None:
        self._takes, self._fetch = takes, fetch
        self._loops: dict[str, np.ndarray] = {}

    def filled(self, take: str, start: int, out: int) -> np.ndarray:
        """Samples `start` to `out` of a take; where it has none, its room tone."""
        sound, holes = self._taken(take, start, out)
        for begin, end in holes:
            tone = self.tone(take, start + begin, start + end)
            edge = min(HEAD_FADE, (end - begin) // 2)
            tone[:edge] *= ramp(edge)
            tone[len(tone) - edge:] *= ramp(edge)[::-1]
            sound[begin:end] = tone
        return sound

    def tone(self, take: str, start: int, out: int) -> np.ndarray:
        """Room tone of a take for the places `start` to `out`: the same at the same place, whoever asks."""
        if take not in self._loops:
            self._loops[take] = self._loop(take)
        loop = self._loops[take]
        return loop[np.arange(start, out) % len(loop)]

    def _taken(self, take: str, start: int, out: int) -> tuple[np.ndarray, list[tuple[int, int]]]:
        length = self._length(take)
        low, high = min(max(start, 0), length), max(min(out, length), 0)
        sound = np.zeros(out - start, np.float32)
        if high > low:
            got = self._fetch(take, low, high)[:high - low]
            sound[low - start:low - start + len(got)] = got
        return sound, still_runs(sound, SHORTEST_SILENCE)

    def _length(self, take: str) -> int:
        known = self._takes.get(take)
        return known.rate.sample(known.frames) if known is not None and known.sound else 0

    def _loop(self, take: str) -> np.ndarray:
        for other in (take, *sorted(self._takes)):
            stretch = self._quiet(other)
            if len(stretch) >= SHORTEST_SILENCE:
                return _looped(stretch)
        seeded = np.random.Generator(np.random.PCG64(0))
        return _looped((seeded.standard_normal(SAMPLE_RATE * 4) * HUSH).astype(np.float32))

    def _quiet(self, take: str) -> np.ndarray:
        """The take's room tone without the holes in it: as noted, or else its quietest half second."""
        known, length = self._takes.get(take), self._length(take)
        if known is None or not length:
            return np.zeros(0, np.float32)
        if known.room:
            sound = self._fetch(take, known.rate.sample(known.room[0]), known.rate.sample(known.room[1]))
            return _without_holes(sound)
        return _quietest(_without_holes(self._fetch(take, 0, length)))


def still_runs(sound: np.ndarray, least: int) -> list[tuple[int, int]]:
    """Stretches (start, out) of at least `least` exactly equal samples, in order."""
    if not len(sound):
        return []
    edges = np.flatnonzero(np.diff(sound)) + 1
    bounds = np.concatenate([[0], edges, [len(sound)]])
    long = np.flatnonzero(np.diff(bounds) >= least)
    return [(int(bounds[place]), int(bounds[place + 1])) for place in long]


def _without_holes(sound: np.ndarray) -> np.ndarray:
    kept = np.ones(len(sound), bool)
    for begin, end in still_runs(sound, SHORTEST_SILENCE):
        kept[begin:end] = False
    return sound[kept]


def _quietest(sound: np.ndarray, block: int = SAMPLE_RATE // 2) -> np.ndarray:
    """The half second with the least power, on a grid of a twentieth; all of a shorter sound."""
    if len(sound) <= block:
        return sound
    power = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    starts = np.arange(0, len(sound) - block + 1, SAMPLE_RATE // 20)
    best = int(starts[np.argmin(power[starts + block] - power[starts])])
    return sound[best:best + block]


def _looped(stretch: np.ndarray) -> np.ndarray:
    """`stretch` made so that its end runs into its head: the last part is cross-faded into the first."""
    fade = min(ROOM_FADE, len(stretch) // 4)
    loop = stretch[:len(stretch) - fade].astype(np.float32)
    if fade:
        loop[:fade] = loop[:fade] * ramp(fade) + stretch[len(stretch) - fade:] * ramp(fade)[::-1]
    return loop


def peaks(sound: np.ndarray, *, per_second: int = 100) -> np.ndarray:
    """Lowest and highest value of every 1 / `per_second` seconds, int16, shape (n, 2): a waveform to draw.

    >>> peaks(np.array([0, 0.5, -0.5, 0], np.float32), per_second=100).tolist()
    [[-16384, 16384]]
    """
    step = SAMPLE_RATE // per_second
    rows = -(-len(sound) // step)
    whole = np.clip(np.round(sound * 32768), -32768, 32767).astype(np.int16)
    padded = np.pad(whole, (0, rows * step - len(whole)), mode="edge" if len(whole) else "constant")
    blocks = padded.reshape(rows, step)
    return np.stack([blocks.min(axis=1), blocks.max(axis=1)], axis=1) if rows else np.zeros((0, 2), np.int16)


def digital_silence_ms(sound: np.ndarray) -> int:
    """Length in milliseconds of the longest run of exactly equal samples (zeros, or a stuck value)."""
    longest = max((out - start for start, out in still_runs(sound, 2)), default=0)
    return longest * 1000 // SAMPLE_RATE


STEP_OVER = 8.0
"""How far a step must stand out of the steps around it to be heard as a click (see `clicks`)."""

STEP_FLOOR = 10 ** (-50 / 20)
"""Steps smaller than this (-50 dBFS) are not heard as clicks, whatever is around them."""


def clicks(sound: np.ndarray, edits: Sequence[int]) -> int:
    """How many of the `edits` (sample places) jump.

    An edit jumps where the second difference within one millisecond of it exceeds both -50 dBFS and eight times
    the root mean square of the second differences in the fifty milliseconds on either side. The second difference is the
    measure of click detectors since Vaseghi and Rayner (1990): speech bends slowly, an edit does not.
    """
    bend = np.abs(np.diff(sound.astype(np.float64), 2, prepend=0, append=0)) if len(sound) > 2 else np.zeros(0)
    return sum(_jumps(bend, edit) for edit in edits)


def _jumps(bend: np.ndarray, edit: int) -> bool:
    near, around = SAMPLE_RATE // 1000, SAMPLE_RATE // 20
    at = bend[max(0, edit - near):edit + near]
    sides = np.concatenate([bend[max(0, edit - around):max(0, edit - near)], bend[edit + near:edit + around]])
    usual = float(np.sqrt(np.mean(sides ** 2))) if len(sides) else 0.0
    return bool(len(at) and at.max() > max(STEP_FLOOR, STEP_OVER * usual))
