"""The sound of a cut: pieces laid end to end, cross-faded at the edits, silent only where silence was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workprint.film import SAMPLE_RATE, CannotCut, Cut, Over, Rate, Take
from workprint.media.ceiling import REACH, TurnedDown, lowered, under_ceiling
from workprint.media.roomtone import Fetch, Rooms, ramp

HEAD_FADE = SAMPLE_RATE // 200
"""Five milliseconds at head and tail of the cut, against a click. Source: issue 2's task for the mixdown."""

SECTION = 4 * SAMPLE_RATE
"""Samples mixed at a time: the first four seconds of a cut are there before the rest of a long take is read."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring pieces of a cut that continue the same sound."""

    take: str
    """Empty for no sound."""
    room: bool
    start: int
    """Frame of the take."""
    at: int
    """Frame of the cut."""
    frames: int


def mixdown(cut: Cut, takes: Mapping[str, Take], fetch: Fetch) -> np.ndarray:
    """The cut's sound, float32 mono at 48 kHz, exactly ``rate.sample(cut.frames)`` samples long.

    Neighbours are cross-faded at equal power over two frames centred on the edit; pieces that continue the same
    take are simply continued. Holes are filled with room tone of the same take; a piece of no take is digital silence.
    Second sounds are added at their own level, faded in and out over the first and last two frames of their run. Where
    the sum would leave full scale it is turned down for that moment (`under_ceiling`); nothing is clipped.
    """
    parts = list(mix_parts(cut, takes, fetch))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def mix_parts(cut: Cut, takes: Mapping[str, Take], fetch: Fetch, told: TurnedDown | None = None,
              ) -> Iterator[np.ndarray]:
    """The same sound, bit by bit from its head: no more is mixed than has been asked for.

    `told` hears where it was turned down.
    """
    _check(cut, takes)
    return under_ceiling(_parts(cut, Rooms(takes, fetch)), told if told is not None else TurnedDown())


def mix_part(cut: Cut, rooms: Rooms, start: int, out: int) -> np.ndarray:
    """Samples `start` to `out` of the same sound, wherever in the cut they are: what comes before is not mixed.

    They are those of the whole mix. Only where it is turned down may the last digit of a float differ, because the
    ceiling's running mean began elsewhere. Raises `CannotCut` as `mixdown` does.
    """
    _check(cut, rooms.takes)
    low, high = start - 2 * REACH, out + 2 * REACH
    first, last = max(0, low), min(high, cut.rate.sample(cut.frames))
    return lowered(np.pad(_mixed(cut, rooms, first, last), (first - low, high - last)), low)[2 * REACH:-2 * REACH]


def _parts(cut: Cut, rooms: Rooms) -> Iterator[np.ndarray]:
    """Pieces and second sounds together, from the head, whatever their level."""
    total = cut.rate.sample(cut.frames)
    for low in range(0, total, SECTION):
        yield _mixed(cut, rooms, low, min(low + SECTION, total))


def _mixed(cut: Cut, rooms: Rooms, low: int, high: int) -> np.ndarray:
    """Pieces and second sounds together from sample `low` to `high` of the cut, whatever their level."""
    sound = np.zeros(max(0, high - low), np.float32)
    for run, fade_in, fade_out in _with_fades(_runs(cut), cut.rate):
        begin, end = cut.rate.sample(run.at) - fade_in, cut.rate.sample(run.at + run.frames) + fade_out
        first, last = max(begin, low), min(end, high)
        if first < last:
            heard = _heard(run, cut.rate, rooms, first, last)
            _fade_in(heard, first - begin, 2 * fade_in)
            _fade_in(heard[::-1], end - last, 2 * fade_out)
            sound[first - low:last - low] += heard
    return _tapered(_with_over(sound, low, cut, rooms), low, cut.rate.sample(cut.frames))


def _fade_in(sound: np.ndarray, along: int, fade: int) -> None:
    """Let `sound`, which is `along` samples into a fade of `fade`, come in."""
    if along < fade:
        sound[:fade - along] *= ramp(fade)[along:along + len(sound)]


def _check(cut: Cut, takes: Mapping[str, Take]) -> None:
    heard = sum(piece.frames for piece in cut.pieces)
    if heard != cut.frames or any(piece.frames < 0 for piece in cut.pieces):
        raise CannotCut(f"the cut shows {cut.frames} frames and sounds for {heard}",
                        "pieces as long as the shots would do", "propose the cut again")
    for over in cut.over:
        if over.take not in takes:
            raise CannotCut(f"a second sound of take {over.take!r} is in the cut, which has no sound here",
                            "takes that are heard would do", "take it out, or ingest the take again")
        if not 0 <= over.at <= over.at + over.frames <= cut.frames or over.frames < 0:
            raise CannotCut(f"the second sound of take {over.take} runs from frame {over.at} to "
                            f"{over.at + over.frames} of the cut", f"0 to {cut.frames} would do", "trim it")


def _with_fades(runs: list[_Run], rate: Rate) -> Iterator[tuple[_Run, int, int]]:
    """Each run with half the length of the cross-fade at its head and at its tail."""
    fades = [_fade(rate, before, after) for before, after in pairwise(runs)]
    return zip(runs, [0, *fades], [*fades, 0], strict=True)


def _runs(cut: Cut) -> list[_Run]:
    runs: list[_Run] = []
    at = 0
    for piece in cut.pieces:
        last = runs[-1] if runs else None
        if last and last.take == piece.take and last.room == piece.room and (
                piece.room or not piece.take or last.start + last.frames == piece.start):
            runs[-1] = _Run(last.take, last.room, last.start, last.at, last.frames + piece.frames)
        else:
            runs.append(_Run(piece.take, piece.room, piece.start, at, piece.frames))
        at += piece.frames
    return [run for run in runs if run.frames > 0]


def _fade(rate: Rate, before: _Run, after: _Run) -> int:
    """Half the length of the cross-fade between two runs: one frame, or half of a run shorter than that."""
    return min(rate.sample(1), rate.sample(before.frames) // 2, rate.sample(after.frames) // 2)


def _heard(run: _Run, rate: Rate, rooms: Rooms, begin: int, end: int) -> np.ndarray:
    if not run.take:
        return np.zeros(end - begin, np.float32)
    if run.room:
        return rooms.tone(run.take, begin, end)
    shift = rate.sample(run.start) - rate.sample(run.at)
    return rooms.filled(run.take, begin + shift, end + shift)


def _with_over(sound: np.ndarray, at: int, cut: Cut, rooms: Rooms) -> np.ndarray:
    """`sound`, which begins at sample `at` of the cut, and every second sound that is heard with it."""
    for over in cut.over:
        begin, end = cut.rate.sample(over.at), cut.rate.sample(over.at + over.frames)
        low, high = max(begin, at), min(end, at + len(sound))
        if low < high:
            shift = cut.rate.sample(over.start) - begin
            second = rooms.bare(over.take, low + shift, high + shift)
            sound = sound.copy()
            sound[low - at:high - at] += second * _faded(over, cut.rate, low - begin, high - begin)
    return sound


def _faded(over: Over, rate: Rate, low: int, high: int) -> np.ndarray:
    """How much of a second sound is heard at its samples `low` to `high`: it comes and goes within its own run."""
    length = rate.sample(over.at + over.frames) - rate.sample(over.at)
    fade = min(rate.sample(2), length // 2)
    places = np.arange(low, high)
    near = np.minimum(places, length - 1 - places)
    return np.sin(np.clip((near + 0.5) / max(1, fade), 0, 1) * (np.pi / 2)).astype(np.float32)


def _tapered(sound: np.ndarray, at: int, total: int) -> np.ndarray:
    fade = min(HEAD_FADE, total // 2)
    places = np.arange(at, at + len(sound))
    if at < fade or at + len(sound) > total - fade:
        near = np.minimum(places, total - 1 - places)
        sound = sound * np.clip((near + 0.5) / max(1, fade), 0, 1).astype(np.float32)
    return np.asarray(sound, np.float32)
