"""Which take a clip of somebody's timeline is cut from: by our mark, by timecode and name together, or by name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import PurePath
from typing import Literal

from workprint.exchange.handover.found import Found
from workprint.exchange.handover.layout import heard
from workprint.exchange.handover.reel import Reel, reels
from workprint.exchange.slates import camera_from_name, slate_from_name
from workprint.film import SAMPLE_RATE, BadValue, Material, Rate, Slate, Take, Timecode

How = Literal["our mark", "content hash", "timecode and name", "timecode", "name"]
"""What a clip was matched by, in order of trust."""

HOWS: tuple[How, ...] = ("our mark", "content hash", "timecode and name", "timecode", "name")

_SHORT = 8
"""Characters to which edit lists cut names. Source: CMX 3600."""
_TELLING = 6
"""Fewest letters and digits with which a longer name may begin to be taken for the same. Source: our choice; a
camera's reel and clip have eight, and shorter ones begin too many others."""


@dataclass(frozen=True, slots=True)
class Match:
    """A take and the place in it."""

    take: Take
    """The take."""
    start: int
    """First frame of it that is used, from its head; it may lie outside the take."""
    out: int
    """First frame no longer used."""
    by: How
    """What told."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file behind a take, with all that it may be called."""

    take: Take
    reel: Reel
    heard: bool
    """Whether it is taken for its sound, which lies between frames, and not for its picture."""
    names: frozenset[str]
    """Bare names: upper case, letters and digits alone."""

    @property
    def counts(self) -> bool:
        """Whether it carries timecode."""
        return self.reel.original.timecode is not None

    def says(self, found: Found) -> int:
        """How well the clip's names agree with this file's: 0 not at all, 1 by slate or the head of a name, 2 fully."""
        return max((self._says(name) for name in found.names), default=0)

    def called(self, name: str) -> int:
        """Whether the clip's own name is this take's slate, to the letter of its camera; one file may hold several."""
        if name.strip().upper() == self.take.id.upper():
            return 2
        slate = _slate(name) if name else None
        return int(slate is not None and slate == self.take.slate)

    def _says(self, name: str) -> int:
        bare = _bare(name)
        if name.strip().upper() == self.take.id.upper() or bare & self.names:
            return 2
        slate = _slate(name)
        if slate is not None:
            camera = _camera(name)
            return int(slate == self.take.slate and (not camera or not self.take.camera or camera == self.take.camera))
        return int(any(_begins(one, other) for one in bare for other in self.names))

    def place(self, found: Found, rate: Rate) -> Iterator[tuple[Fraction, bool]]:
        """Places on this file's own counter that the clip may mean, and whether a counter says so, best first."""
        own = self.reel.rate
        alike = found.source_rate.timebase == own.timebase
        if found.digits is not None and not alike:
            yield from ((place, True) for place in _from_digits(self.reel, found.digits, rate))
        scale = Fraction(1) if alike else Fraction(own) / found.source_rate
        if found.digits is not None and alike and (found.shown or own != found.source_rate):
            # The list's own way of counting is that of its record: a tape that drops numbers shows no others.
            yield (_counted(found.digits, own) + found.digits % 1 if self.reel.drop else found.digits), True
        counted = found.head is None or found.source != found.head
        if counted or not self.counts:
            yield found.source * scale, counted
        if found.head is not None and not (counted and self.counts):
            yield self.reel.start + found.head * scale, False

    def frame(self, place: Fraction, rate: Rate, digits: Fraction | None = None) -> int:
        """The frame of the take behind a place on this file's counter; with `digits`, the one that is written so."""
        past = place - self.reel.start
        if self.heard:
            sample = past / self.reel.rate * SAMPLE_RATE
            if self.take.sync:
                sample = sample / (1 + Fraction(self.take.sync.drift_ppb, 1_000_000_000)) + self.take.sync.offset
            near = round(sample / SAMPLE_RATE * rate)
        else:
            near = math.ceil(past * rate / self.reel.rate)
        if digits is None and not self.heard:
            return near
        # Rounding to whole numbers is not to be undone by division alone: of the frames about it, the one that fits.
        about = (near, near - 1, near + 1, near + 2, near - 2, near + 3)
        return next((one for one in about if self._fits(one, place, rate, digits)), near)

    def _fits(self, frame: int, place: Fraction, rate: Rate, digits: Fraction | None) -> bool:
        """Whether a frame of the take is what a counter's place, or its digits at another rate, stand for."""
        exact = (Fraction(heard(frame, self.take, self.reel)[0]) if self.heard else
                 self.reel.start + Fraction(frame) / rate * self.reel.rate)
        if digits is None:
            return exact == place
        day = 24 * 3600 * rate.timebase
        return self.reel.counted_at(rate, exact) % day == math.floor(digits) % day

    def has(self, place: Fraction, *, near: bool) -> bool:
        """Whether the file has that frame; `near` allows for what rounding to another rate's frames may hide.

        Sound may be asked for a frame early or late, as it lies between them.
        """
        slack = math.ceil(self.reel.rate / self.take.rate) if near else int(self.heard)
        return self.reel.start - slack <= place < self.reel.out + slack


def plain_name(name: str) -> str:
    """A name by its letters and digits: programs change the rest.

    >>> plain_name("1A-T01.wav")
    '1AT01WAV'
    """
    return re.sub(r"[^A-Z0-9]", "", name.upper())


NAMES = 4096
"""Names whose reading is kept: each clip is held against every file. Source: our choice; more than a list has."""


@lru_cache(maxsize=NAMES)
def _bare(name: str) -> frozenset[str]:
    """A clip's bare names, with its ending and without."""
    return frozenset({plain_name(name), plain_name(PurePath(name).stem)} - {""})


@lru_cache(maxsize=NAMES)
def _camera(name: str) -> str:
    return camera_from_name(name)


@lru_cache(maxsize=NAMES)
def _day(rate: Rate, drop: bool) -> int:
    """Frames that a counter of this rate counts until midnight."""
    return Timecode.parse(f"23:59:59:{rate.timebase - 1}", rate, drop=drop).frame + 1


@lru_cache(maxsize=NAMES)
def _slate(name: str) -> Slate | None:
    """The slate that a clip is called by: as it is written on the clapper, or as a file name has it."""
    try:
        return Slate.parse(name)
    except BadValue:
        return slate_from_name(name)


def _begins(one: str, other: str) -> bool:
    """Whether one bare name begins with the other: cut to eight, or with something added behind."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(short) and (len(short) >= _SHORT or not short.isdigit())


def _counted(digits: Fraction, rate: Rate) -> int:
    """What a drop-frame counter has counted when it shows these digits."""
    seconds, frames = divmod(math.floor(digits), rate.timebase)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02};{frames:02}"
    return Timecode.parse(text, rate, drop=True).frame


def _from_digits(reel: Reel, digits: Fraction, rate: Rate) -> Iterator[Fraction]:
    """Places on a reel's own counter whose digits, at the timeline's rate, are these."""
    own = reel.rate
    for days in (0, 1, -1):
        # The numbers are counted past midnight before any that are skipped are left out of the count.
        place = (digits + days * 24 * 3600 * rate.timebase) * own.timebase / rate.timebase
        if not reel.drop:
            yield place
        elif place >= 0:
            day, rest = divmod(math.floor(place), 24 * 3600 * own.timebase)
            whole = Timecode.parse(f"23:59:59:{own.timebase - 1}", own, drop=True).frame + 1
            yield day * whole + _counted(Fraction(rest), own) + place % 1


class Sources:
    """All files behind the takes of a scene, ready to be asked."""

    def __init__(self, material: Material) -> None:
        self.rate = material.rate
        known = reels(material.originals, material.rate)
        self.takes = {take.id: take for take in material.takes}
        self.all = [Source(take, known[content], sound, _names(take, known[content])) for take in material.takes
                    for sound, content in ((False, take.original), (True, take.sound)) if content in known]

    def of(self, kind: str) -> list[Source]:
        """Files a clip of that kind may come from: a sound may also be the camera's own beside a recorder's."""
        if kind == "sound":
            return [one for one in self.all if one.heard or one.take.sound != one.take.original]
        return [one for one in self.all if not one.heard]

    def match(self, found: Found, kind: str, near: Iterable[str] = ()) -> Match | str:
        """The take a clip is cut from, or a sentence's middle part that says why none was found.

        `near` names takes that are seen beside a sound, which decide where one recording belongs to several.
        """
        near = tuple(near)
        if marked := self._marked(found):
            return marked
        fits: list[tuple[tuple[int, ...], Source, Fraction, How]] = []
        named, inside = list[Source](), list[Source]()
        for source in self.of(kind):
            says = source.says(found)
            known = bool(found.hash) and found.hash == source.reel.original.hash
            place = self._within(source, found)
            if place is not None:
                inside.append(source)
            if says:
                named.append(source)
            how = _how(known, says, place, bool(found.names), source.counts)
            if how and place is not None:
                rank = (HOWS.index(how), -says, -source.called(found.name), int(source.take.id not in near),
                        int(kind == "sound" and not source.heard))
                fits.append((rank, source, place[0], how))
        return self._best(found, fits, named, inside)

    def _best(self, found: Found, fits: list[tuple[tuple[int, ...], Source, Fraction, How]], named: list[Source],
              inside: list[Source]) -> Match | str:
        if not fits:
            return self._why(found, named, inside)
        fits.sort(key=lambda one: one[0])
        rank, source, place, how = fits[0]
        equal = {one[1].reel.original.hash for one in fits if one[0][:4] == rank[:4]}
        if len(equal) > 1 and rank[3] and len({one[1].take.id for one in fits if one[0][:4] == rank[:4]}) > 1:
            takes = ", ".join(dict.fromkeys(one[1].take.id for one in fits if one[0][:4] == rank[:4]))
            return f"could be {takes}"
        return self._matched(found, source, place, how)

    def _within(self, source: Source, found: Found) -> tuple[Fraction, bool] | None:
        """The first place that the file has; a counter goes on past midnight, whatever it shows."""
        day = _day(source.reel.rate, source.reel.drop)
        for place, counted in source.place(found, self.rate):
            by_digits = found.digits is not None and found.source_rate.timebase != source.reel.rate.timebase
            for about in (place, place + day, place - day):
                if source.has(about, near=by_digits):
                    return about, counted
        return None

    def _marked(self, found: Found) -> Match | None:
        """By what we wrote on the clip ourselves, if its medium is still the one we wrote it for."""
        take = self.takes.get(str(found.ours.get("take", "")))
        told = next((found.ours[kind] for kind in ("shot", "piece", "over") if kind in found.ours), None)
        if take is None or not isinstance(told, dict) or (found.hash and found.hash != found.ours.get("hash")):
            return None
        start, out, source = told.get("start"), told.get("out"), found.ours.get("source")
        if not all(isinstance(one, int) and not isinstance(one, bool) for one in (start, out, source)):
            return None
        assert isinstance(start, int)
        assert isinstance(out, int)
        first = start + round((found.source - int(source or 0)) / found.source_rate * self.rate)
        if told.get("room") and take.room:
            first += take.room[0]
        return Match(take, first, first + _length(found, self.rate), "our mark")

    def _matched(self, found: Found, source: Source, place: Fraction, how: How) -> Match:
        by_digits = found.digits is not None and found.source_rate.timebase != source.reel.rate.timebase
        start = source.frame(place, self.rate, found.digits if by_digits else None)
        if found.taken is None or source.heard:
            return Match(source.take, start, start + found.frames, how)
        if by_digits:
            out = start + max(1, round(found.taken * self.rate / found.source_rate))
        else:
            scale = Fraction(source.reel.rate) / found.source_rate
            out = max(start + 1, source.frame(place + found.taken * (1 if (
                found.source_rate.timebase == source.reel.rate.timebase) else scale), self.rate))
        return Match(source.take, start, out, how)

    def _why(self, found: Found, named: list[Source], inside: list[Source]) -> str:
        if named:
            source = next((one for one in named if one.counts), named[0])
            reel = source.reel
            counter = Timecode(reel.start, reel.rate, reel.drop)
            return (f"is named like {source.take.id}, but that has {counter} to {counter.plus(reel.frames)} on its "
                    "counter")
        if inside and found.names:
            return f"has a timecode of {inside[0].take.id}, but another name"
        return "could be more than one take by its timecode" if inside else "is no take of the scene"


def _length(found: Found, rate: Rate) -> int:
    if found.taken is None:
        return found.frames
    return max(1, round(found.taken / found.source_rate * rate))


def _how(known: bool, says: int, place: tuple[Fraction, bool] | None, named: bool, counts: bool) -> How | None:
    """What a file is matched by. A name alone counts only where no timecode can speak against it."""
    if place is None:
        return None
    if known:
        return "content hash"
    if says:
        return "timecode and name" if place[1] and counts else "name"
    return "timecode" if not named and place[1] and counts else None


def _names(take: Take, reel: Reel) -> frozenset[str]:
    """What a take's file may be called: its slate, its file, the reel we gave it, and what its own tags say."""
    path = PurePath(reel.original.path)
    tags = dict(reel.original.tags)
    told = (reel.name, path.name, path.stem,
            *(tags.get(key, "") for key in ("reel", "tape", "clip", "clip_name", "file", "title", "reel_name")))
    return frozenset(plain_name(name) for name in told if plain_name(name))
