"""When each action line of a scene is played in a take: told from what moves and what is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from workprint.film import SAMPLE_RATE, Rate

Floats = NDArray[np.float64]

AROUND = 8
"""Frames on either side of a boundary that are compared: what comes after should be livelier. Source: our choice,
a third of a second, the time in which a movement gets under way."""
SHARE = 0.15
"""Cost of a stretch that is e times as long or short as its text says. Source: our choice; trials on made film with
actions up to four times as long as their text says (tests/desk)."""
IDLE = 1.0
"""Cost of a stretch in which nothing at all happens, as against the liveliest moment. Source: likewise."""
CONTRAST = 0.12
"""Difference between lively and quiet moments (90th and 20th percentile, the liveliest being 1) below which nothing
tells one action from the next. Source: our choice; noise alone has 0.05 after smoothing."""
CLEAR = 0.25
"""How much quieter than both its neighbours a boundary has to be to count as seen. Source: our choice."""
LOUD = 30.0
"""dB above the quiet of a take at which a sound counts in full. Source: our choice, a footstep to a slammed door."""
MOST = 1200
"""Places between which boundaries are looked for; longer takes are looked at in larger steps. Source: our choice."""
LEAST = 6
"""Frames that a stretch lasts at least. Source: our choice, a quarter of a second: less is no action."""


@dataclass(frozen=True, slots=True)
class Played:
    """Where actions are played, one after the other."""

    bounds: tuple[int, ...]
    """First frame of each, and the frame after the last; empty where there is no room."""
    seen: bool
    """Whether every boundary was seen in motion or sound; otherwise some stand where their texts' lengths put them."""


def liveliness(motion: NDArray[np.int16], sound: NDArray[np.float32], rate: Rate) -> Floats:
    """How much happens in each frame, 0 to 1: movement and sound above what the take has when nothing happens.

    `motion` is one value a frame (`look.Look.motion`), `sound` the laid sound at 48 kHz, empty for a mute take.
    """
    moved = _stretched(np.asarray(motion, np.float64))
    heard = _heard(sound, len(moved), rate)
    return _smooth(np.maximum(moved, heard))


def _stretched(values: Floats) -> Floats:
    """0 where a take is as still as its stillest fifth, 1 at its liveliest twentieth."""
    if not len(values):
        return values
    low, high = np.percentile(values, (20, 95))
    return np.asarray(np.clip((values - low) / (high - low), 0, 1)) if high > low else np.zeros(len(values))


def _heard(sound: NDArray[np.float32], frames: int, rate: Rate) -> Floats:
    if not len(sound) or not frames:
        return np.zeros(frames)
    clear = np.asarray(sosfilt(butter(2, 150, "highpass", fs=SAMPLE_RATE, output="sos"), sound), np.float64)
    power = np.concatenate([[0.0], np.cumsum(np.square(clear))])
    edges = np.minimum([rate.sample(frame) for frame in range(frames + 1)], len(sound))
    level = 10 * np.log10(np.maximum(np.diff(power[edges]) / np.maximum(1, np.diff(edges)), 1e-9))
    return np.asarray(np.clip((level - np.percentile(level, 20) - 6) / LOUD, 0, 1))


def _smooth(values: Floats) -> Floats:
    window = np.hanning(9)[1:-1]
    return np.convolve(np.pad(values, 3, mode="edge"), window / window.sum(), "valid") if len(values) else values


def played(lively: Floats, shares: Sequence[int]) -> Played:
    """Consecutive stretches of `lively` (one value a frame), one for each of `shares` (how long each text is).

    Boundaries fall where little happens and more begins, each stretch has something happening in it, and none is
    much longer or shorter than its text says. Where the take has no contrast, the texts' lengths alone decide.
    """
    frames, count = len(lively), len(shares)
    if not count or frames < LEAST * count:
        return Played((), False)
    whole = max(1, sum(shares))
    even = [0, *(round(frames * int(part) / whole) for part in np.cumsum(shares)[:-1]), frames]
    high, low = np.percentile(lively, (90, 20))
    if high - low < CONTRAST:
        return Played(tuple(_apart(even, frames)), False)
    begun, over = _ends(lively, low + (high - low) / 4)
    if over - begun < LEAST * count:
        return Played(tuple(_apart(even, frames)), False)
    inner = _split(lively[begun:over], [int(share) for share in shares])
    bounds = [begun + at for at in inner]
    return Played(tuple(bounds), all(_is_valley(lively, bounds, at) for at in range(1, count)))


def _apart(bounds: Sequence[int], frames: int) -> list[int]:
    """The same bounds, each stretch with at least one frame."""
    count = len(bounds) - 1
    kept = [min(max(at, place), frames - (count - place)) for place, at in enumerate(bounds)]
    return [*np.maximum.accumulate(kept).tolist()]


def _ends(lively: Floats, over: float) -> tuple[int, int]:
    """From the first to the last frame in which something happens."""
    busy = np.flatnonzero(lively > over)
    return (int(busy[0]), int(busy[-1]) + 1) if len(busy) else (0, len(lively))


def _split(lively: Floats, shares: Sequence[int]) -> list[int]:
    """Bounds of the cheapest split, by dynamic programming over all places."""
    frames, count = len(lively), len(shares)
    step = -(-frames // MOST)
    places = np.array([*range(0, frames, step), frames])
    cost, hop = _boundary(lively)[places], max(1, LEAST // step)
    idle = _idle(lively, places)
    length = (places[None, :] - places[:, None]).astype(np.float64)
    best, came = np.where(places == 0, 0.0, np.inf), []
    for number, share in enumerate(shares):
        expected = frames * max(1, share) / max(1, sum(shares))
        with np.errstate(divide="ignore", invalid="ignore"):
            each = SHARE * np.square(np.log(length / expected)) + IDLE * idle
        each[np.tril_indices(len(places), hop - 1)] = np.inf
        total = best[:, None] + each
        came.append(total.argmin(axis=0))
        best = total.min(axis=0) + (cost if number < count - 1 else 0)
    bounds = [len(places) - 1]
    for back in reversed(came):
        bounds.append(int(back[bounds[-1]]))
    return [int(places[at]) for at in reversed(bounds)]


def _boundary(lively: Floats) -> Floats:
    """What a boundary costs at each frame, one more than there are frames: little where it is quiet and about to be
    lively."""
    sums = np.concatenate([[0.0], np.cumsum(lively)])
    at = np.arange(len(lively) + 1)
    after, before = np.minimum(at + AROUND, len(lively)), np.maximum(at - AROUND, 0)
    later = (sums[after] - sums[at]) / np.maximum(1, after - at)
    sooner = (sums[at] - sums[before]) / np.maximum(1, at - before)
    here = np.concatenate([lively, lively[-1:]])
    return np.asarray(2 * here + sooner - later)


def _idle(lively: Floats, places: NDArray[np.int64]) -> Floats:
    """1 for a stretch (from place, to place) in which nothing happens, 0 where the liveliest moment is."""
    parts = np.array([lively[one:two].max(initial=0.0) for one, two in pairwise(places)])
    most = max(float(lively.max(initial=0.0)), 1e-9)
    idle = np.ones((len(places), len(places)))
    for start in range(len(parts)):
        idle[start, start + 1:] = 1 - np.maximum.accumulate(parts[start:]) / most
    return idle


def _is_valley(lively: Floats, bounds: Sequence[int], at: int) -> bool:
    """Whether a boundary is clearly quieter than the stretches on both sides of it."""
    here = float(lively[max(0, bounds[at] - 2):bounds[at] + 1].min())
    sides = (lively[bounds[at - 1]:bounds[at]], lively[bounds[at]:bounds[at + 1]])
    return min(float(side.max(initial=0.0)) for side in sides) - here > CLEAR
