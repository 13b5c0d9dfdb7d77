"""Exact time: rates are fractions, places are whole frames and whole samples.

Seconds are read once, at the door; from then on nothing is rounded that does not have to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from workprint.film.errors import BadValue

SAMPLE_RATE = 48_000
"""Samples per second of all sound inside Workprint. Source: SMPTE ST 299 / EBU R 128 s1 (48 kHz production sound)."""

_RATE = re.compile(r"\d{1,9}(?:\.\d{1,12}|\s*/\s*\d{1,9})?")
_NTSC = {"23.976", "23.98", "23.9760", "29.97", "47.95", "47.952", "59.94", "119.88", "11.988", "14.985"}


class Rate(Fraction):
    """Frames per second, exact.

    >>> Rate.parse("23.976")
    Rate(24000, 1001)
    >>> str(Rate(25))
    '25'
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str | int | Fraction) -> Self:
        """The exact rate behind `text`: ``"24"``, ``"24000/1001"`` or a usual short name such as ``"29.97"``.

        Raises `BadValue` for what is no rate between 1 and 1000 frames a second.
        """
        try:
            value = cls._named(str(text).strip().lower().removesuffix("fps").removesuffix("p").strip())
        except ZeroDivisionError:
            value = None
        if value is None or not 1 <= value <= 1000:
            raise BadValue(f"the frame rate came as {str(text)!r}",
                           "24, 25, 30, 23.976, 29.97, 59.94 or a fraction such as 24000/1001 would do",
                           "give the rate again")
        return cls(value)

    @staticmethod
    def _named(text: str) -> Fraction | None:
        # Fraction() would read "1e999999999" too, and take the rest of the day over it.
        if not _RATE.fullmatch(text):
            return None
        value = Fraction(text.replace(" ", ""))
        if text in _NTSC or ("." in text and value.denominator != 1):
            ntsc = Fraction(round(value) * 1000, 1001)
            if abs(ntsc - value) < Fraction(5, 1000):
                return ntsc
        return value

    @property
    def timebase(self) -> int:
        """Whole frames that one second of timecode counts: 24 for 23.976."""
        return round(self)

    def sample(self, frame: int) -> int:
        """First sample (48 kHz) of `frame`: the exact place, rounded down."""
        return frame * SAMPLE_RATE * self.denominator // self.numerator

    def frame_of(self, sample: int) -> int:
        """The frame during which `sample` (48 kHz) is heard: the largest frame that starts at or before it."""
        frame = sample * self.numerator // (SAMPLE_RATE * self.denominator)
        return frame + 1 if self.sample(frame + 1) <= sample else frame

    def frames_in(self, seconds: Fraction | int) -> int:
        """Whole frames nearest to `seconds`."""
        return round(Fraction(seconds) * self)

    def __str__(self) -> str:
        return str(self.numerator) if self.denominator == 1 else f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of frames at one rate. `out` is the first frame that is not shown."""

    start: int
    """First frame shown, counted from 0 at the head of the source."""
    out: int
    """First frame after the last one shown."""
    rate: Rate
    """Frames per second, exact: 24000/1001, never 23.976."""

    def __post_init__(self) -> None:
        if self.out < self.start:
            raise BadValue(f"the span came as {self.start} to {self.out}", "an out after its start would do",
                           "swap the two")

    @property
    def frames(self) -> int:
        """Number of frames shown."""
        return self.out - self.start

    @property
    def seconds(self) -> Fraction:
        """Exact length in seconds."""
        return self.frames / Fraction(self.rate)


_TIMECODE = re.compile(r"^(\d{1,3}):([0-5]\d):([0-5]\d)([:;.,])(\d{2,3})$")


@dataclass(frozen=True, slots=True)
class Timecode:
    """A place as a counter shows it. `frame` is what is exact; the digits are a way to write it.

    >>> str(Timecode.parse("01:00:00:12", Rate(24)))
    '01:00:00:12'
    >>> Timecode.parse("00:01:00;02", Rate.parse("29.97")).frame
    1800
    """

    frame: int
    """Frames since 00:00:00:00 at this rate (a real count: drop-frame has already been undone)."""
    rate: Rate
    """Frames per second, exact."""
    drop: bool = False
    """Whether numbers are skipped to keep up with the clock (29.97 and 59.94 only)."""

    @classmethod
    def parse(cls, text: str, rate: Rate, *, drop: bool | None = None) -> Self:
        """Read ``HH:MM:SS:FF`` (``;`` before the frames means drop-frame). Raises `BadValue`."""
        match = _TIMECODE.match(text.strip())
        frames = int(match.group(5)) if match else -1
        if not match or frames >= rate.timebase:
            raise BadValue(f"the timecode came as {text!r} at {rate} frames a second",
                           f"HH:MM:SS:FF with fewer than {rate.timebase} frames would do", "give it again")
        hours, minutes, seconds = (int(match.group(part)) for part in (1, 2, 3))
        dropping = (match.group(4) in ";,") if drop is None else drop
        dropping = dropping and rate.denominator == 1001 and rate.timebase % 30 == 0
        count = (hours * 3600 + minutes * 60 + seconds) * rate.timebase + frames
        if dropping:
            whole = hours * 60 + minutes
            count -= (rate.timebase // 15) * (whole - whole // 10)
        return cls(count, rate, dropping)

    def __str__(self) -> str:
        base, count = self.rate.timebase, self.frame
        if self.drop:
            skip = base // 15
            tens, rest = divmod(count, base * 600 - 9 * skip)
            count += 9 * skip * tens + (skip * ((rest - skip) // (base * 60 - skip)) if rest > skip else 0)
        seconds, frames = divmod(count, base)
        mark = ";" if self.drop else ":"
        return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{frames:02}"

    def plus(self, frames: int) -> Timecode:
        """The place `frames` later, at the same rate."""
        return Timecode(self.frame + frames, self.rate, self.drop)

    @property
    def seconds(self) -> Fraction:
        """Exact seconds of real time since the zero of this counter."""
        return self.frame / Fraction(self.rate)
