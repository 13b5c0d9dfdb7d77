"""Which recording belongs to which picture, and what an assistant editor should know about it.

What is believed, in this order: linear time code that both heard; the waveform; the clocks of camera and recorder,
which may be hours apart. A clock that the others contradict is a conflict, and it is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, BadValue, Original, Rate, Slate, Sync, Timecode
from workprint.media.ltc import Ltc
from workprint.media.sync import SURE, Place, find_sync, refine, search, thin

Floats = NDArray[np.float32]
Load = Callable[[Original], Floats]

AROUND = 2 * SAMPLE_RATE
"""Samples either side of what the clocks say in which the waveform is looked for first (a choice)."""
UNPROVEN = 600
"""Confidence in clocks that no waveform confirms (a choice: below what any found waveform has)."""
_FILE_SLATE = re.compile(
    r"(?<![A-Z0-9])(?:SC(?:ENE)?[ _-]?)?(\d+[A-Z]{0,3}[ _-]+(?:T|TK|TAKE)?[ _-]?\d+)(?![0-9])", re.I)


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture and the recording that goes with it."""

    picture: str
    """Content hash of the picture's file."""
    recording: str
    """Content hash of the recording's file."""
    sync: Sync
    """How it lies."""
    says: str
    """Why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What was found in a folder of pictures and recordings."""

    pairs: tuple[Pair, ...]
    """One for each picture that has a recording, in the order of the pictures. A recording may serve many."""
    alone: tuple[tuple[str, str], ...]
    """Hash and sentence for each file without a partner."""
    conflicts: tuple[str, ...]
    """Where clocks, time code and waveforms disagree, one sentence each."""


class _Instant(NamedTuple):
    """When a file's first sample was, by some clock."""

    seconds: Fraction
    """Seconds since the zero of the clock."""
    day: Fraction
    """Seconds after which the clock is at zero again."""


@dataclass
class _Bench:
    """What pairing works with: the files, their LTC, and sounds that were already thinned."""

    recordings: Sequence[Original]
    ltc: Mapping[str, Ltc]
    load: Load
    rate: Rate
    conflicts: dict[str, None] = field(default_factory=dict)
    thinned: dict[str, Floats] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def thin(self, file: Original) -> Floats:
        """The file's sound at 8 kHz, read once."""
        if file.hash not in self.thinned:
            self.thinned[file.hash] = thin(self.load(file))
        return self.thinned[file.hash]


def pair(pictures: Sequence[Original], recordings: Sequence[Original], load: Load, *, rate: Rate,
         ltc: Mapping[str, Ltc] = {}) -> Pairing:
    """The recording that belongs to each picture.

    `load` gives the mono 48 kHz sound of a file, `rate` is the film's, `ltc` what was read from files by content hash;
    tracks that a recorder wrote as files of their own share the LTC that one of them carries. Tried in this order: LTC,
    clocks (held against the waveform where both have sound), the same scene and take in tags or names, all others.
    """
    shared = _share(recordings, ltc)
    # The track that carries the LTC is nobody's sound, as long as the run has another.
    bench = _Bench(sorted((file for file in recordings if file.sound), key=lambda file: file.hash in ltc),
                   {**shared, **ltc}, load, rate)
    for file in (*pictures, *recordings):
        _own_clock(bench, file, ltc.get(file.hash))
    pairs = tuple(_pairs(bench, pictures))
    return Pairing(pairs, _alone(pictures, recordings, pairs), tuple(bench.conflicts))


def _pairs(bench: _Bench, pictures: Sequence[Original]) -> Iterator[Pair]:
    for picture in pictures:
        found = _by_ltc(bench, picture) or _by_clock(bench, picture) or _by_waveform(bench, picture)
        if found:
            bench.taken.add(found.recording)
            yield found


def _by_ltc(bench: _Bench, picture: Original) -> Pair | None:
    """The recording that heard the same LTC at the same time, the longest overlap first."""
    own = bench.ltc.get(picture.hash)
    if own is None:
        return None
    heard = [file for file in bench.recordings if file.hash in bench.ltc]
    best = _widest(picture, heard, lambda file: _apart(_zero(own), _zero(bench.ltc[file.hash])))
    if best is None:
        return None
    file, offset = best
    return Pair(picture.hash, file.hash, Sync(offset, 0, "ltc", 1000),
                f"{_name(picture)} and {_name(file)} heard the same LTC ({own.timecode} at the picture's "
                f"sample {own.at_sample})")


def _by_clock(bench: _Bench, picture: Original) -> Pair | None:
    """The recording that ran at the same time by the clocks, where the waveform does not contradict it."""
    own = _clock(bench, picture)
    if own is None:
        return None
    timed = {file.hash: clock for file in bench.recordings if (clock := _clock(bench, file))}
    best = _widest(picture, [file for file in bench.recordings if file.hash in timed],
                   lambda file: _apart(own, timed[file.hash]))
    if best is None:
        return None
    file, offset = best
    if not picture.sound:
        return Pair(picture.hash, file.hash, Sync(offset, 0, "timecode", UNPROVEN),
                    f"the clocks of {_name(picture)} and {_name(file)} say so; the picture has no sound to prove it")
    return _proven(bench, picture, file, offset) or _by_waveform(bench, picture) or Pair(
        picture.hash, file.hash, Sync(offset, 0, "timecode", UNPROVEN),
        f"the clocks of {_name(picture)} and {_name(file)} say so; their sounds neither confirm nor contradict it")


def _proven(bench: _Bench, picture: Original, file: Original, offset: int) -> Pair | None:
    """The pair that the clocks give, measured by the waveform close to where they say."""
    sync = find_sync(bench.load(picture), bench.load(file), span=(offset - AROUND, offset + AROUND))
    if sync is None:
        return None
    off = sync.offset - offset
    if abs(off) > bench.rate.sample(1):
        _conflict(bench, f"the clocks of {_name(picture)} and {_name(file)} are {_seconds(off)} apart by their sound; "
                         "the sound was followed")
    return Pair(picture.hash, file.hash, sync,
                f"the clocks of {_name(picture)} and {_name(file)} say so, and their sound agrees to {_seconds(off)}")


def _by_waveform(bench: _Bench, picture: Original) -> Pair | None:
    """The recording whose sound is the picture's own: those of the same slate first, then all."""
    if not picture.sound:
        return None
    alike = [file for file in bench.recordings if _slate(file) and _slate(file) == _slate(picture)]
    others = [file for file in bench.recordings if file not in alike]
    found = _heard_in(bench, picture, alike) or _heard_in(bench, picture, others)
    if found is None:
        return None
    file, sync = found
    _clocks_against(bench, picture, file, sync)
    same = f" and the slate {_slate(file)} is the same" if file in alike else ""
    return Pair(picture.hash, file.hash, sync, f"the sound of {_name(picture)} is heard in {_name(file)}{same}")


def _heard_in(bench: _Bench, picture: Original, files: Sequence[Original]) -> tuple[Original, Sync] | None:
    """The file in which the picture's sound stands out most, or the first in which it is past doubt, and its place.

    Those that no picture has yet come first: in the order of shooting, the next recording is mostly the next take's.
    """
    places: list[tuple[Place, Original]] = []
    for file in sorted(files, key=lambda file: file.hash in bench.taken):
        place = search(bench.thin(picture), bench.thin(file))
        places += [(place, file)] if place else []
        if place and place.height > SURE:
            break
    for place, file in sorted(places, key=lambda found: -found[0].height):
        sync = refine(bench.load(picture), bench.load(file), place)
        if sync:
            return file, sync
    return None


def _clocks_against(bench: _Bench, picture: Original, file: Original, sync: Sync) -> None:
    """Say so where the clocks of both would have put the recording elsewhere."""
    one, two = _clock(bench, picture), _clock(bench, file)
    if one is None or two is None:
        return
    off = sync.offset - _apart(one, two)
    if abs(off) > bench.rate.sample(1):
        _conflict(bench, f"the clocks of {_name(picture)} and {_name(file)} disagree by {_seconds(off)} with "
                         "their sound; the sound was followed")


def _own_clock(bench: _Bench, file: Original, heard: Ltc | None) -> None:
    """Say so where a file's LTC and its recorder's clock disagree by more than a frame."""
    if heard is None or file.timecode is None or file.timecode_from == "ltc":
        return
    off = _apart(_head(file.timecode, 0), _zero(heard))
    if abs(off) > bench.rate.sample(1):
        _conflict(bench, f"{_name(file)}: its clock says {file.timecode} and its LTC {_at_head(heard)} for its first "
                         f"sample, {_seconds(off)} apart; the LTC was followed")


def _share(recordings: Sequence[Original], ltc: Mapping[str, Ltc]) -> dict[str, Ltc]:
    """LTC of one track for the others that the same recorder wrote in the same run."""
    runs = {_run(file): ltc[file.hash] for file in recordings if file.hash in ltc}
    return {file.hash: runs[_run(file)] for file in recordings if _run(file) in runs}


def _run(file: Original) -> tuple[str, ...]:
    """What the files of one run of a recorder have in common; their own hash where there is no telling."""
    if not file.sound or file.timecode is None:
        return (file.hash,)
    return (str(PurePath(file.path).parent), str(file.timecode.seconds), str(file.sound[0].samples))


def _head(timecode: Timecode, at_sample: int) -> _Instant:
    """The instant of a file's first sample, given the timecode at `at_sample`."""
    hours = Timecode.parse("23:59:59:00", timecode.rate, drop=timecode.drop)
    day = (hours.frame + timecode.rate.timebase) / Fraction(timecode.rate)
    return _Instant(timecode.seconds - Fraction(at_sample, SAMPLE_RATE), day)


def _zero(heard: Ltc) -> _Instant:
    return _head(heard.timecode, heard.at_sample)


def _at_head(heard: Ltc) -> Timecode:
    """What the LTC counter showed (frame begun) at the file's first sample."""
    back = -(-heard.at_sample * heard.rate // SAMPLE_RATE)
    return heard.timecode.plus(-int(back))


def _clock(bench: _Bench, file: Original) -> _Instant | None:
    """When the file began: by its LTC where it has one, else by its container's or recorder's clock."""
    if file.hash in bench.ltc:
        return _zero(bench.ltc[file.hash])
    return _head(file.timecode, 0) if file.timecode else None


def _apart(one: _Instant, two: _Instant) -> int:
    """Samples from `one` to `two`, the shorter way round midnight."""
    seconds = two.seconds - one.seconds
    return round((seconds - one.day * round(seconds / one.day)) * SAMPLE_RATE)


def _widest(picture: Original, files: Sequence[Original],
            offset_of: Callable[[Original], int]) -> tuple[Original, int] | None:
    """The file that ran along with the picture for longest, and its offset; None where none did."""
    length = _length(picture)
    overlaps = [(min(length, offset_of(file) + _length(file)) - max(0, offset_of(file)), file) for file in files]
    together, file = max(overlaps, key=lambda found: found[0], default=(0, None))
    return (file, offset_of(file)) if file and together > 0 else None


def _length(file: Original) -> int:
    """Samples (48 kHz) that the file lasts."""
    if file.picture:
        return file.picture.rate.sample(file.picture.frames)
    return max((sound.samples * SAMPLE_RATE // sound.rate for sound in file.sound), default=0)


def _slate(file: Original) -> Slate | None:
    """Scene, setup and take from the file's tags, else from its name."""
    tags = dict(file.tags)
    named = _FILE_SLATE.search(PurePath(file.path).stem)
    for text in (f"{tags.get('scene', '')}/{tags.get('take', '')}", named.group(1) if named else ""):
        try:
            return Slate.parse(text)
        except BadValue:
            continue
    return None


def _alone(pictures: Sequence[Original], recordings: Sequence[Original],
           pairs: Sequence[Pair]) -> tuple[tuple[str, str], ...]:
    """A sentence for each file without a partner; the other tracks of a paired run are not alone."""
    paired = {found.picture for found in pairs}
    runs = {_run(file) for file in recordings if file.hash in {found.recording for found in pairs}}
    lonely = [(file.hash, _without(file, recordings)) for file in pictures
              if file.hash not in paired and (recordings or not file.sound)]
    wild = [(file.hash, f"no picture goes with {_name(file)}: it stays a wild track") for file in recordings
            if _run(file) not in runs]
    return (*lonely, *wild)


def _without(picture: Original, recordings: Sequence[Original]) -> str:
    """Why a picture has no recording, and what it has."""
    if picture.sound:
        return f"no recording goes with {_name(picture)}: the camera's own sound is used"
    alike = next((file for file in recordings if _slate(file) and _slate(file) == _slate(picture)), None)
    if alike:
        return (f"{_name(picture)} is mute and {_name(alike)} has its slate {_slate(alike)}, but nothing tells where "
                "it begins: give the offset by hand")
    return f"no recording goes with {_name(picture)}: it is mute"


def _conflict(bench: _Bench, sentence: str) -> None:
    bench.conflicts[sentence] = None


def _name(file: Original) -> str:
    return PurePath(file.path).name


def _seconds(samples: int) -> str:
    """A length as a person says it: ``4 h 59 min 56 s``, ``1.250 s``, ``3 ms``."""
    whole, rest = divmod(abs(samples), SAMPLE_RATE)
    if whole >= 60:
        hours, minutes = divmod(whole // 60, 60)
        return (f"{hours} h " if hours else "") + f"{minutes} min {whole % 60} s"
    return f"{whole}.{rest // 48:03} s" if whole else f"{rest // 48} ms"
