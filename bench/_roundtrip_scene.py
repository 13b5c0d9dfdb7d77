"""Made material and made cuts with everything that goes wrong between programs. Nothing here was ever filmed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from workprint.film import (
    SAMPLE_RATE,
    Cut,
    Line,
    Material,
    Original,
    Over,
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

TAKES = 12
ROOM = (100, 130)
"""Start and out of every take's room tone, in frames: shorter than most gaps, so that it has to be repeated."""
OTHER_RATES = (("25", False), ("29.97", True), ("24", False), ("59.94", False), ("23.976", False), ("50", False))
"""Rates of cameras that do not run at the film's, and whether their counters drop numbers."""


def made_material(rate: Rate, *, drop: bool, mixed: bool, seconds: int, seed: int) -> Material:
    """Takes of a scene: over midnight, without timecode, mute, with sound in the camera; if `mixed`, at other rates."""
    chance = random.Random(seed)
    length = rate.frames_in(seconds)
    pairs = [_take(chance, number, rate, drop, mixed, length) for number in range(TAKES)]
    lines = tuple(Line(f"1/{place}", "spoken", f"This is line {place}.", "ANA") for place in range(1, 9))
    return Material(Scene("1", "INT. HOUSE - DAY", lines), rate, tuple(take for take, _ in pairs), (),
                    tuple(file for _, files in pairs for file in files))


def _take(chance: random.Random, number: int, rate: Rate, drop: bool, mixed: bool,
          length: int) -> tuple[Take, tuple[Original, ...]]:
    own, drops = rate, drop
    if mixed and number % 2:
        text, drops = OTHER_RATES[number // 2 % len(OTHER_RATES)]
        own = Rate.parse(text)
    hour = "23:59:4" if number in (2, 3) else f"{number + 1:02}:17:3"
    counter = None if number == 4 else Timecode.parse(f"{hour}{number % 10}:1{number % 4}", own, drop=drops)
    inside = (Sound("pcm_s24le", SAMPLE_RATE, 2, rate.sample(length)),) if number in (5, 6) else ()
    camera = Original(f"{number:064x}", f"/rushes/A001C{number:03}_260101_R1AB.mov", 1,
                      Picture("prores", 1920, 1080, own, -(-length * own.numerator * rate.denominator
                                                           // (own.denominator * rate.numerator))),
                      inside, counter, "container")
    slate = Slate("1", "ABCDEF"[number % 6], number // 6 + 1)
    if number == 7:
        return Take(slate, camera.hash, length, rate), (camera,)
    if inside:
        return Take(slate, camera.hash, length, rate, camera.hash, 0, Sync(0), room=ROOM), (camera,)
    stamp = Timecode.parse(f"{hour}{number % 10}:1{number % 4}", rate, drop=drop)
    sound = Original(f"{number + 256:064x}", f"/rushes/1{'ABCDEF'[number % 6]}-T{number // 6 + 1:02}.wav", 1, None,
                     (Sound("pcm_s24le", SAMPLE_RATE, 2, rate.sample(length + 60)),), stamp.plus(-30), "bwf")
    sync = Sync(-rate.sample(30) + chance.randrange(-900, 900), chance.randrange(-9000, 9000), "timecode")
    return Take(slate, camera.hash, length, rate, sound.hash, 0, sync, room=ROOM), (camera, sound)


def made_cut(material: Material, *, shots: int, seconds: int, seed: int) -> Cut:
    """A cut of shots and pieces that do not change together, with black, silence, changed speed and second sounds."""
    chance = random.Random(seed)
    total = material.rate.frames_in(seconds)
    seen = tuple(_shot(chance, material, frames) for frames in _lengths(chance, total, shots))
    heard = tuple(_piece(chance, material, frames, place)
                  for place, frames in enumerate(_lengths(chance, total, shots)))
    return Cut("1", material.rate, seen, heard, tuple(_overs(chance, material, total, shots // 4)))


def _lengths(chance: random.Random, total: int, count: int) -> Iterator[int]:
    edges = [0, *sorted(chance.sample(range(1, total), count - 1)), total]
    return (out - start for start, out in itertools.pairwise(edges))


def _start(chance: random.Random, take: Take, frames: int) -> int:
    return chance.randrange(40, take.frames - frames - 40)


def _shot(chance: random.Random, material: Material, frames: int) -> Shot:
    kind = chance.random()
    if kind < 0.05:
        return Shot("", 0, frames)
    take = chance.choice(material.takes)
    if kind > 0.8:
        taken = 1 if kind > 0.96 else chance.choice((max(1, frames // 2), frames * 2, frames, max(1, frames * 3 // 7)))
        start = _start(chance, take, taken)
        lasts = frames if taken != frames else 0
        return Shot(take.id, start, start + taken, lasts=lasts, backwards=taken > 1 and chance.random() < 0.4)
    start = _start(chance, take, frames)
    return Shot(take.id, start, start + frames, (f"1/{chance.randrange(1, 9)}",))


def _piece(chance: random.Random, material: Material, frames: int, place: int) -> Piece:
    if place % 9 == 4:
        return Piece("", 0, frames)
    take = chance.choice([take for take in material.takes if take.sound])
    if place % 11 == 5:
        return Piece(take.id, 0, frames, True)
    start = _start(chance, take, frames)
    return Piece(take.id, start, start + frames)


def _overs(chance: random.Random, material: Material, total: int, count: int) -> Iterator[Over]:
    found = []
    for _ in range(count):
        take, frames = chance.choice([take for take in material.takes if take.sound]), chance.randrange(4, 60)
        at, start = chance.randrange(0, max(1, total - frames)), 0
        start = _start(chance, take, frames)
        found.append(Over(at, take.id, start, start + frames))
    return iter(sorted(found, key=lambda over: (over.at, over.take, over.start)))
