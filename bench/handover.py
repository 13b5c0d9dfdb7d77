"""How exact a handover is: ten minutes, 200 shots, several sound tracks, every rate and format, read back.

    python -m bench.handover
"""

from __future__ import annotations

import itertools
import random
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

from workprint.exchange import ReadBack, read_back, write_handover
from workprint.film import (
    SAMPLE_RATE,
    Cut,
    Line,
    Material,
    Original,
    Picture,
    Piece,
    Rate,
    Scene,
    Shot,
    Slate,
    Sound,
    Sync,
    Take,
    Timecode,
)

RATES = (("23.976", False), ("24", False), ("25", False), ("29.97", False), ("29.97", True), ("30", False))
"""Rates, and whether numbers are dropped. Source: issue 2, section 8."""
FORMATS = ("otio", "edl", "xml", "fcpxml", "aaf")
SHOTS, SECONDS, TAKES = 200, 600, 16
ROOM = (100, 130)
"""Start and out of every take's room tone, in frames: shorter than most gaps, so that it has to be repeated."""

Place = tuple[int, int, int]
"""Record frame, length, source frame."""


def long_scene(rate: Rate, *, drop: bool = False, shots: int = SHOTS, seconds: int = SECONDS,
               seed: int = 1) -> tuple[Cut, Material]:
    """A long cut of takes with separate, unevenly synchronised sound, and the material it is made of."""
    chance = random.Random(seed)
    length = rate.frames_in(seconds * 6 // 5)
    originals, takes = [], []
    for number in range(TAKES):
        picture, sound = _files(number, rate, drop, length)
        sync = Sync(-rate.sample(30) + chance.randrange(-900, 900), chance.randrange(-9000, 9000), "timecode")
        takes.append(Take(Slate("1", "ABCDEFGH"[number % 8], number + 1), picture.hash, length, rate, sound.hash, 0,
                          sync, room=ROOM))
        originals += [picture, sound]
    lines = tuple(Line(f"1/{place}", "spoken", f"This is line {place}.", "ANA") for place in range(1, 28))
    total = rate.frames_in(seconds)
    seen = tuple(Shot(take, start, out, (lines[place * 27 // shots].id,))
                 for place, (take, start, out) in enumerate(_runs(chance, takes, total, shots)))
    heard = tuple(Piece(take, 0, out - start, True) if place % 11 == 5 else Piece(take, start, out)
                  for place, (take, start, out) in enumerate(_runs(chance, takes, total, shots)))
    return Cut("1", rate, seen, heard), Material(Scene("1", "INT. HOUSE - DAY", lines), rate, tuple(takes), (),
                                                 tuple(originals))


def _files(number: int, rate: Rate, drop: bool, length: int) -> tuple[Original, Original]:
    """A camera file, and a recording that began thirty frames before it."""
    counter = Timecode.parse(f"{number + 1:02}:17:3{number % 10}:1{number % 4}", rate, drop=drop)
    picture = Original(f"{number:064x}", f"/rushes/A001C{number:03}_260101_R1AB.mov", 1,
                       Picture("prores", 1920, 1080, rate, length), (), counter, "container")
    samples = rate.sample(length + 60)
    sound = Original(f"{number + 256:064x}", f"/rushes/1{'ABCDEFGH'[number % 8]}-T{number + 1:02}.wav", 1, None,
                     (Sound("pcm_s24le", SAMPLE_RATE, 2, samples),), counter.plus(-30), "bwf")
    return picture, sound


def _runs(chance: random.Random, takes: list[Take], total: int, count: int) -> Iterable[tuple[str, int, int]]:
    """Stretches of takes that fill `total` frames together, each with a second of handle on both sides."""
    edges = [0, *sorted(chance.sample(range(1, total), count - 1)), total]
    for start, out in itertools.pairwise(edges):
        take = takes[chance.randrange(len(takes))]
        first = chance.randrange(30, take.frames - (out - start) - 30)
        yield take.id, first, first + out - start


def truth(cut: Cut, material: Material) -> tuple[list[Place], list[Place], list[Place]]:
    """Where everything belongs on V1, A1 and A2, worked out here and from the nouns alone."""
    counters = {file.hash: file.timecode.frame for file in material.originals if file.timecode}
    takes = {take.id: take for take in material.takes}
    picture, sound, at = list[Place](), (list[Place](), list[Place]()), 0
    for shot in cut.shots:
        picture.append((at, shot.frames, counters[takes[shot.take].original] + shot.start))
        at += shot.frames
    at = 0
    for number, piece in enumerate(cut.pieces):
        take = takes[piece.take]
        start, out = ROOM if piece.room else (piece.start, piece.out)
        source = counters[take.sound] + _heard_at(start, take)
        for done in range(0, piece.frames, out - start):
            sound[number % 2].append((at + done, min(out - start, piece.frames - done), source))
        at += piece.frames
    return picture, *sound


def _heard_at(frame: int, take: Take) -> int:
    """The recording's frame nearest to the sound of a take's `frame`."""
    sync = take.sync or Sync(0)
    sample = take.rate.sample(frame) - sync.offset
    sample += sample * sync.drift_ppb // 1_000_000_000
    return round(Fraction(sample, SAMPLE_RATE) * take.rate)


def errors(read: ReadBack, expected: tuple[list[Place], ...]) -> int:
    """Frames by which what was read differs from the truth: places, lengths, sources; a lost clip counts its length."""
    tracks = [track for track in read.tracks if track.enabled]
    wrong = 0
    for place, lane in enumerate(expected):
        items = tracks[place].items if place < len(tracks) else ()
        found = [(item.record, item.frames, item.source) for item in items]
        wrong += sum(abs(one - other) for here, there in zip(lane, found, strict=False)
                     for one, other in zip(here, there, strict=True))
        wrong += sum(length for _, length, _ in lane[len(found):]) + sum(length for _, length, _ in found[len(lane):])
    return wrong


def by_format() -> dict[tuple[str, str], int]:
    """Frame errors for every rate and format; a format that could not be written counts every frame of the cut."""
    found = {}
    for text, drop in RATES:
        rate = Rate.parse(text)
        cut, material = long_scene(rate, drop=drop)
        expected = truth(cut, material)
        start = Timecode.parse("01:00:00:00", rate, drop=drop)
        with tempfile.TemporaryDirectory() as folder:
            made = write_handover(cut, material, Path(folder), name="lock", record_start=start)
            written = {path.suffix[1:]: path for path in made.files}
            for kind in FORMATS:
                found[f"{text}{' drop' if drop else ''}", kind] = (
                    errors(read_back(written[kind]), expected) if kind in written else cut.frames)
    return found


def in_seconds() -> int:
    """The same cuts kept as seconds to the millisecond at 23.976 and 29.97 as decimals: what is often done."""
    wrong = 0
    for text, drop in RATES:
        rate = Rate.parse(text)
        cut, material = long_scene(rate, drop=drop)
        for lane in truth(cut, material):
            for place in lane:
                wrong += sum(abs(int(round(float(frame / rate), 3) * float(text)) - frame) for frame in place)
    return wrong


def figures() -> list[dict[str, Any]]:
    """`handover.frame_errors`: all formats, all rates, every place, length and source read back."""
    value = sum(by_format().values())
    return [{"name": "handover.frame_errors", "value": value, "unit": "frames", "aim": 0, "better": "lower",
             "met": value <= 0, "peers": {"decimal seconds, same cuts": in_seconds()}, "command": "make bench"}]


def main() -> None:
    """A table by rate and format."""
    found = by_format()
    print("rate".ljust(14), *(kind.rjust(8) for kind in FORMATS))
    for text, drop in RATES:
        name = f"{text}{' drop' if drop else ''}"
        print(name.ljust(14), *(str(found[name, kind]).rjust(8) for kind in FORMATS))
    print("errors in frames, all together:", sum(found.values()), "| decimal seconds:", in_seconds())


if __name__ == "__main__":
    main()
