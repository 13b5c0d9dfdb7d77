"""Time: when pictures are on screen, and which of them each frame of the film shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

import av

from workprint.film import Rate

LONGEST_HOLD = 120
"""Seconds for which a picture is held when the next one is late; after more, the clock is broken and the gap is closed
(a choice: screen recordings hold a still for a minute)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture and when it is on screen."""

    time: Fraction
    """Seconds after the first picture of the file."""
    frame: av.VideoFrame
    """As decoded."""
    lasts: Fraction
    """Seconds that it is meant to stay, as the file says."""


@dataclass
class Tally:
    """What happened on the way: filled while pictures are read."""

    pictures: int = 0
    """Pictures decoded."""
    repeated: int = 0
    """Frames that show the same picture as the frame before."""
    dropped: int = 0
    """Pictures that no frame shows."""
    decode_errors: int = 0
    """Packets that the decoder refused."""


@dataclass
class Clock:
    """Turns time stamps into exact times after the first picture, mending what containers round or break.

    >>> clock = Clock(Fraction(24), Fraction(1, 1000))
    >>> [str(clock.time(stamp)) for stamp in (7, 49, 90)]
    ['0', '1/24', '1/12']
    """

    rate: Fraction
    """The file's own frames per second."""
    tick: Fraction
    """Seconds of one time stamp."""
    first: int | None = None
    """Stamp of the file's first picture."""
    last: Fraction | None = None
    """Time of the picture before."""
    moved: Fraction = field(default_factory=Fraction)
    """Seconds by which a broken clock had to be mended so far."""

    def time(self, stamp: int | None) -> Fraction:
        """The time of the next picture. It always grows, and never by more than `LONGEST_HOLD`."""
        step = 1 / self.rate
        following = Fraction(0) if self.last is None else self.last + step
        if stamp is None:
            time = following
        else:
            self.first = stamp if self.first is None else self.first
            time = self._snapped((stamp - self.first) * self.tick) + self.moved
        if self.last is not None and not 0 < time - self.last <= LONGEST_HOLD:
            self.moved += following - time
            time = following
        self.last = time
        return time

    def _snapped(self, time: Fraction) -> Fraction:
        """`time` on the file's own frame grid, where it is off by no more than the container's rounding."""
        # A Matroska file at 24 says 42 ms for 41.667 ms: without this, every third film frame would come late.
        nearest = round(time * self.rate) / self.rate
        return nearest if abs(nearest - time) <= min(self.tick, 1 / self.rate / 4) else time


def on_grid(shown: Iterator[Shown], rate: Rate, *, start: int = 0, out: int | None = None,
            tally: Tally | None = None) -> Iterator[tuple[int, Shown]]:
    """Frame numbers of the film from `start` on, each with the picture on screen at ``number / rate`` seconds.

    Ends with the last picture's own time, or before frame `out`. The same picture may come for several frames
    (``is`` tells); pictures that no frame falls into do not come. Both are counted in `tally`.
    """
    tally, frame, held, used = tally if tally is not None else Tally(), start, None, 0
    for picture in _with_end(shown):
        while held is not None and frame / rate < picture.time:
            if out is not None and frame >= out:
                return
            yield frame, held
            frame, used = frame + 1, used + 1
        if held is not None:
            tally.repeated += max(0, used - 1)
            tally.dropped += used == 0
        held, used = picture, 0


def _with_end(shown: Iterator[Shown]) -> Iterator[Shown]:
    """The run, and its last picture once more at the time when it leaves the screen."""
    last = None
    for last in shown:
        yield last
    if last is not None:
        yield replace(last, time=last.time + last.lasts)
