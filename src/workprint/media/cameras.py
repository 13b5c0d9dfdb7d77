"""Cameras that ran together on one slate: how the picture of one lies against the picture of the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Original, Rate, Sync
from workprint.media.sync import find_sync

Load = Callable[[Original], NDArray[np.float32]]

DAY = 24 * 3600
"""Seconds after which a clock is at zero again."""
BY_CLOCK = 600
"""Confidence in clocks that no sound confirms. Source: as `pairing.UNPROVEN`, below what any found sound has."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A camera's file and the recording that goes with it."""

    original: Original
    """The picture's file."""
    recording: str = ""
    """Content hash of the recording that it was paired with; empty where it has none but its own sound."""
    sync: Sync | None = None
    """How that recording lies against the picture."""
    own: int = 0
    """Samples (48 kHz) from the head of its picture to the head of its own sound."""


@dataclass(frozen=True, slots=True)
class Together:
    """How a second camera lies against the first of its slate."""

    offset: int
    """Samples (48 kHz) from the head of the first picture to the head of the second; negative if it began before."""
    how: str
    """``recording`` (both heard in one), ``sound`` (their own), ``timecode``, or ``hand``."""
    confidence: int
    """0 to 1000."""
    says: str
    """How it was told, as a sentence without its subject."""


def together(first: Ran, second: Ran, load: Load, rate: Rate) -> tuple[Together | None, str]:
    """How two cameras lie against each other, and a sentence where their clocks and sounds disagree.

    Told by the recording that both were heard in, else by their own sounds, else by their clocks. None where nothing
    tells it, or where both have sound, their clocks say that they ran together and their sounds deny it.
    """
    heard, clock = _by_recording(first, second) or _by_sound(first, second, load), _by_clock(first, second)
    if heard is None:
        if clock is None:
            return None, "neither their clocks nor their sounds say that they ran together"
        if first.original.sound and second.original.sound:
            return None, "their clocks say that they ran together, but their sounds are not the same"
        return clock, ""
    off = abs(_clocks_apart(first, second) - heard.offset) if _timed(first, second) else 0
    if off > rate.sample(1):
        return heard, f"their clocks are {off / SAMPLE_RATE:.3f} s from their sound; the sound was followed"
    return heard, ""


def within_frame(offset: int, rate: Rate) -> int:
    """What an offset has beyond whole frames, in samples, from minus half a frame to half a frame.

    >>> within_frame(2500, Rate(24))
    500
    """
    frame = Fraction(SAMPLE_RATE) / rate
    return round(offset - round(offset / frame) * frame)


def _by_recording(first: Ran, second: Ran) -> Together | None:
    """Both cameras were heard in one recording: the difference of their places in it."""
    if not (first.sync and second.sync and first.recording and first.recording == second.recording):
        return None
    if "timecode" in (first.sync.how, second.sync.how):
        return None  # the same clocks that are asked later; no witness of their own
    sure = min(first.sync.confidence, second.sync.confidence)
    return Together(first.sync.offset - second.sync.offset, "recording", sure,
                    "by the recording that both are heard in")


def _by_sound(first: Ran, second: Ran, load: Load) -> Together | None:
    if not (first.original.sound and second.original.sound):
        return None
    found = find_sync(load(first.original), load(second.original))
    if found is None:
        return None
    return Together(found.offset + first.own - second.own, "sound", found.confidence, "by their own sounds")


def _by_clock(first: Ran, second: Ran) -> Together | None:
    """By their clocks, where both ran at the same time of day."""
    if not _timed(first, second):
        return None
    offset = _clocks_apart(first, second)
    ran = min(_length(first), offset + _length(second)) - max(0, offset)
    return Together(offset, "timecode", BY_CLOCK, "by their clocks alone") if ran > 0 else None


def _timed(first: Ran, second: Ran) -> bool:
    """Whether both have a clock. One that begins at zero only counts the file's own frames."""
    clocks = (first.original.timecode, second.original.timecode)
    return all(clock is not None and clock.frame for clock in clocks)


def _clocks_apart(first: Ran, second: Ran) -> int:
    """Samples from the first file's head to the second's by their clocks, the shorter way round midnight."""
    one, two = (ran.original.timecode for ran in (first, second))
    seconds = two.seconds - one.seconds if one and two else Fraction(0)
    return round((seconds - DAY * round(seconds / DAY)) * SAMPLE_RATE)


def _length(ran: Ran) -> int:
    picture = ran.original.picture
    return picture.rate.sample(picture.frames) if picture else 0

