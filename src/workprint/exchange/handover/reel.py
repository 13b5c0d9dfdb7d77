"""Originals as a cutting room knows them: a reel with a name, a counter and a length."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePath

from workprint.film import SAMPLE_RATE, Original, Rate, Timecode

_LONGEST = 8
"""Characters of a reel name. Source: CMX 3600 edit lists (SMPTE 258M keeps the limit)."""

_TAKEN = frozenset({"BL", "AX", "BLACK", "BARS"})
"""Names an edit list keeps for black, auxiliary sources and bars. Source: CMX 3600."""

_CAMERA = re.compile(r"^([A-Z])_?(\d{3})_?(C\d{3})")
"""Camera, reel and clip as cameras name them: eight characters together."""


@dataclass(frozen=True, slots=True)
class Reel:
    """One original file, with its own counter."""

    name: str
    """Unique in the handover, at most eight of A-Z and 0-9."""
    original: Original
    """The file."""
    rate: Rate
    """Frames its counter counts a second: its picture's rate, of a sound file its timecode's."""
    start: int
    """Frames on its counter at its head; 0 where it carries no timecode."""
    frames: int
    """Its length in frames of `rate`."""
    drop: bool = False
    """Whether its counter drops numbers."""

    @property
    def out(self) -> int:
        """First frame on its counter that it does not have."""
        return self.start + self.frames

    @property
    def url(self) -> str:
        """Where it was last seen, as a file URL."""
        return Path(self.original.path).absolute().as_uri()

    def counted_at(self, rate: Rate, frame: Fraction | int) -> int:
        """Its counter's `frame` in frames of another rate, by what the digits say: 01:00:00:12 of 25 is :14.4 of 30.

        An edit list has one rate; this is how a source of another is written in it: the frame that has begun. A place
        between frames may be given, so that two frames of the film are never one number for want of precision.
        """
        whole = math.floor(frame)
        if rate == self.rate:
            return whole
        digits = unskipped(whole, self.rate, self.drop) + frame - whole
        return math.floor(Fraction(digits) * rate.timebase / self.rate.timebase)


def unskipped(frame: int, rate: Rate, drop: bool) -> int:
    """What a counter that skips no numbers counts when it shows the digits of `frame`; midnight is no end."""
    if not drop:
        return frame
    day = Timecode.parse(f"23:59:59:{rate.timebase - 1}", rate, drop=True).frame + 1
    days, rest = divmod(frame, day)
    digits = str(Timecode(rest, rate, True)).replace(";", ":")
    return days * 24 * 3600 * rate.timebase + Timecode.parse(digits, rate).frame


def reels(originals: Iterable[Original], rate: Rate) -> dict[str, Reel]:
    """A reel for each original, by content hash. `rate` counts where a sound file has no timecode of its own."""
    files = {original.hash: original for original in originals}
    tapes = Counter(_tape(original) for original in files.values())
    made: dict[str, Reel] = {}
    names: set[str] = set()
    for content, original in files.items():
        # A sound roll that many files come from names none of them.
        name = _unique(_name(original, _tape(original) if tapes[_tape(original)] == 1 else ""), names)
        names.add(name)
        made[content] = _reel(original, name, rate)
    return made


def _tape(original: Original) -> str:
    tags = dict(original.tags)
    return tags.get("reel") or tags.get("tape") or ""


def _reel(original: Original, name: str, rate: Rate) -> Reel:
    timecode = original.timecode
    own = original.picture.rate if original.picture else timecode.rate if timecode else rate
    start = round(Fraction(timecode.frame) / timecode.rate * own) if timecode else 0
    frames = original.picture.frames if original.picture else int(_seconds(original) * own)
    return Reel(name, original, own, start, frames, bool(timecode and timecode.drop))


def _seconds(original: Original) -> Fraction:
    return max((Fraction(sound.samples, sound.rate or SAMPLE_RATE) for sound in original.sound), default=Fraction(0))


def _name(original: Original, tape: str) -> str:
    stem = PurePath(original.path).stem.upper()
    if camera := _CAMERA.match(stem):
        return "".join(camera.groups())
    return re.sub(r"[^A-Z0-9]", "", (tape or stem).upper())[:_LONGEST] or "R"


def _unique(name: str, names: set[str]) -> str:
    found, again = name, 1
    while found in names or found in _TAKEN:
        again += 1
        found = f"{name[:_LONGEST - len(str(again))]}{again}"
    return found
