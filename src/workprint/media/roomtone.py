"""A take's sound without holes, and its room tone at any length."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from workprint.film import SAMPLE_RATE, Take
from workprint.media.hearing import still_runs

Fetch = Callable[[str, int, int], np.ndarray]
"""Gets take id, start and out (samples at 48 kHz within the take); gives float32 mono, shorter where it ends."""

SHORTEST_SILENCE = SAMPLE_RATE // 100
"""Ten milliseconds of equal samples are a hole and no sound: no room is ever that still. Source: issue 2, section 7."""

HOLE_FADE = SAMPLE_RATE // 200
"""Five milliseconds before and after a hole over which its room tone comes and goes, so that it does not click."""

CONTEXT = SHORTEST_SILENCE + 2 * HOLE_FADE
"""How far around a stretch to look, so that a hole near its edge is seen, and with it one that joins another hole."""

ROOM_FADE = SAMPLE_RATE // 4
"""Longest cross-fade where room tone repeats: a quarter of a second hides the seam. Source: dialogue editors' habit."""

HUSH = 10 ** (-66 / 20)
"""RMS of the room that is made up where no take has any: under the noise floor of a quiet set (-60 dBFS)."""


def ramp(samples: int) -> np.ndarray:
    """A rising half of an equal-power cross-fade: its square and that of its mirror image add up to one."""
    return np.sin((np.arange(samples, dtype=np.float32) + 0.5) / max(1, samples) * (np.pi / 2)).astype(np.float32)


class Rooms:
    """Every take's sound without holes, and its room tone at any length."""

    def __init__(self, takes: Mapping[str, Take], fetch: Fetch) -> None:
        self.takes, self._fetch = takes, fetch
        self._loops: dict[str, np.ndarray] = {}

    def filled(self, take: str, start: int, out: int) -> np.ndarray:
        """Samples `start` to `out` of a take; where it has none, its room tone."""
        sound, share = self._holed(take, start, out)
        if share is not None:
            sound = sound * np.cos(share) + self.tone(take, start, out) * np.sin(share)
        return np.asarray(sound, np.float32)

    def bare(self, take: str, start: int, out: int) -> np.ndarray:
        """Samples `start` to `out` of a take, and nothing where it has none, with soft edges: another sound lies under
        it, and has a room of its own."""
        sound, share = self._holed(take, start, out)
        return np.asarray(sound if share is None else sound * np.cos(share), np.float32)

    def _holed(self, take: str, start: int, out: int) -> tuple[np.ndarray, np.ndarray | None]:
        """Samples of a take, and how much of its room belongs into its holes (0 to a right angle), None without one."""
        # A little more on both sides, so that a hole looks the same to whoever asks for a part of it.
        sound = self._taken(take, start - CONTEXT, out + CONTEXT)
        holes = _merged(still_runs(sound, SHORTEST_SILENCE), 2 * HOLE_FADE)
        inside = slice(CONTEXT, CONTEXT + out - start)
        return sound[inside], _share(holes, len(sound))[inside] if holes else None

    def tone(self, take: str, start: int, out: int) -> np.ndarray:
        """Room tone of a take for the places `start` to `out`: the same at the same place, whoever asks."""
        if take not in self._loops:
            self._loops[take] = self._loop(take)
        loop = self._loops[take]
        return loop[np.arange(start, out) % len(loop)]

    def _taken(self, take: str, start: int, out: int) -> np.ndarray:
        length = self._length(take)
        low, high = min(max(start, 0), length), max(min(out, length), 0)
        sound = np.zeros(out - start, np.float32)
        if high > low:
            got = self._fetch(take, low, high)[:high - low]
            sound[low - start:low - start + len(got)] = got
        return sound

    def _length(self, take: str) -> int:
        known = self.takes.get(take)
        return known.rate.sample(known.frames) if known is not None and known.sound else 0

    def _loop(self, take: str) -> np.ndarray:
        for other in (take, *sorted(self.takes)):
            stretch = self._quiet(other)
            if len(stretch) >= SHORTEST_SILENCE:
                return _looped(stretch)
        seeded = np.random.Generator(np.random.PCG64(0))
        return _looped((seeded.standard_normal(SAMPLE_RATE * 4) * HUSH).astype(np.float32))

    def _quiet(self, take: str) -> np.ndarray:
        """The take's room tone without the holes in it: as noted, or else its quietest half second."""
        known, length = self.takes.get(take), self._length(take)
        if known is None or not length:
            return np.zeros(0, np.float32)
        if known.room:
            sound = self._fetch(take, known.rate.sample(known.room[0]), known.rate.sample(known.room[1]))
            return _without_holes(sound)
        return _quietest(_without_holes(self._fetch(take, 0, length)))


def _merged(holes: list[tuple[int, int]], nearer: int) -> list[tuple[int, int]]:
    """Holes with less than `nearer` samples between them as one."""
    whole: list[tuple[int, int]] = []
    for begin, end in holes:
        if whole and begin - whole[-1][1] < nearer:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((begin, end))
    return whole


def _share(holes: list[tuple[int, int]], length: int) -> np.ndarray:
    """0 where the take is heard, a right angle where its room is, and a slope of `HOLE_FADE` before and after holes."""
    corners, values = [0.0], [0.0]
    for begin, end in holes:
        corners += [begin - HOLE_FADE, begin, end - 1, end - 1 + HOLE_FADE]
        values += [0.0, np.pi / 2, np.pi / 2, 0.0]
    if holes[0][0] < HOLE_FADE:
        corners, values = corners[2:], values[2:]
    return np.interp(np.arange(length), corners, values)


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
