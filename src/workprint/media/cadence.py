"""How fast a file runs, whether evenly, and how long it is: told from its packets, without decoding."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from av.packet import Packet
from av.video.stream import VideoStream

from workprint.film import Rate
from workprint.media.grid import LONGEST_HOLD
from workprint.media.pictures import CLOCK_JUMPS

FEW_MISSING = 0.05
"""Share of uneven steps up to which a file counts as even with pictures missing, and not as variable (a choice)."""

STANDARD_RATES = tuple(Rate.parse(text) for text in (
    "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60", "100", "119.88", "120", "12", "15"))
"""Rates that cameras make. Source: SMPTE ST 2036-1, phone and action cameras."""


@dataclass
class Counted:
    """Packets of one stream: what can be told of it without decoding."""

    stamps: array[int] = field(default_factory=lambda: array("q"))
    """Time stamps of the pictures, as they came."""
    packets: int = 0
    start: int | None = None
    end: int = 0
    """Time stamps between which the packets lie."""
    skipped: int = 0
    """Samples at the head that are the coder's run-up and no sound."""
    before: int | None = None
    """Decoding stamp of the last packet."""
    back: int = 0
    """Stamps by which the clock ran backwards at most."""

    def add(self, packet: Packet[Any]) -> None:
        """Count one packet of the stream."""
        stamp = packet.pts if packet.pts is not None else packet.dts
        self.packets += 1
        if stamp is None:
            self.end += packet.duration or 0
            return
        if packet.dts is not None and self.before is not None:
            self.back = max(self.back, self.before - packet.dts)
        self.before = packet.dts if packet.dts is not None else self.before
        self.start = stamp if self.start is None else min(self.start, stamp)
        self.end = max(self.end, stamp + (packet.duration or 0))
        if packet.stream.type == "video":
            self.stamps.append(stamp)
        elif self.packets == 1 and packet.has_sidedata("skip_samples"):
            # Four bytes of samples to leave out at the head, little-endian. Source: AV_PKT_DATA_SKIP_SAMPLES.
            self.skipped = int.from_bytes(bytes(packet.get_sidedata("skip_samples"))[:4], "little")


def cadence(stream: VideoStream, counted: Counted, notes: list[str]) -> tuple[Rate, bool]:
    """The file's rate and whether it varies, from its time stamps; the container's own figures are only asked."""
    assert stream.time_base is not None
    told = [rate for rate in (stream.average_rate, stream.guessed_rate, stream.base_rate) if rate and 1 <= rate <= 1000]
    stamps = np.unique(np.frombuffer(counted.stamps, np.int64))
    if len(stamps) < 2:
        return Rate(told[0] if told else 24), False
    times = (stamps - stamps[0]).astype(np.float64) * float(stream.time_base)
    _note_jumps(times, counted.back * float(stream.time_base), notes)
    around = 1 / max(float(np.median(np.diff(times))), 1e-3)
    for rate in (*told, *(rate for rate in STANDARD_RATES if abs(rate / around - 1) < 0.2)):
        steps = _steps(times, rate, stream.time_base)
        if steps is not None and np.mean(steps != 1) <= FEW_MISSING:
            if missing := int(np.sum(steps - 1)):
                notes.append(f"{missing} pictures are missing in between; the ones before them are held")
            return Rate(rate), False
    notes.append("its pictures are not evenly spaced in time (variable frame rate); it is conformed to the film's rate")
    return min(STANDARD_RATES, key=lambda rate: (abs(rate - around), rate)), True


def _steps(times: np.ndarray, rate: Fraction, tick: Fraction) -> np.ndarray | None:
    """Frames from picture to picture if all lie on a grid of `rate` but for the container's rounding, else None."""
    grid = np.round(times * float(rate))
    slack = min(float(tick) * 1.001, 0.25 / float(rate)) + 1e-9
    steps = np.diff(grid)
    return steps if np.all(np.abs(grid / float(rate) - times) <= slack) and np.all(steps >= 1) else None


def _note_jumps(times: np.ndarray, back: float, notes: list[str]) -> None:
    if np.any(np.diff(times) > LONGEST_HOLD) or back > 1:
        notes.append(f"{CLOCK_JUMPS} by {round(max(back, float(np.diff(times).max())))} seconds; the jump is closed up")
