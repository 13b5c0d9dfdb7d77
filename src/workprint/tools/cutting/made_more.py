"""What a made scene may have besides words: second cameras, breaths, notes from set, and motion. Synthetic, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from workprint.film import Material, Reading, Take

NOTES = ("good", "best", "use this one", "NG", "no good, line flub", "false start", "soft", "boom dips in",
         "camera bump", "mic rustle", "good, no boom", "NG sound", "not the best")
"""Notes as they stand on reports."""


def with_more(material: Material, chance: Random, *, cameras: int, breath: int, noted: int, moving: int) -> Material:
    """The same scene with more that is known of it; each figure is how often, in a hundred."""
    takes, readings = _with_cameras(material, chance, cameras)
    found = tuple(replace(take, note=chance.choice(NOTES) if chance.randrange(100) < noted else take.note,
                          motion=tuple(_motion(chance, take.frames)) if chance.randrange(100) < moving else ())
                  for take in takes)
    return replace(material, takes=found, readings=tuple(_breathing(reading, chance, breath) for reading in readings))


def _with_cameras(material: Material, chance: Random, cameras: int) -> tuple[list[Take], list[Reading]]:
    """Some takes become the second camera of the take before them: another frame, the same performance."""
    takes: list[Take] = []
    readings: list[Reading] = []
    for take in material.takes:
        own = [reading for reading in material.readings if reading.take == take.id]
        first = takes[-1] if takes and not takes[-1].camera else None
        if first and chance.randrange(100) < cameras:
            take = replace(take, slate=first.slate, camera="B", frames=first.frames, circled=first.circled)
            own = [replace(reading, take=take.id) for reading in readings if reading.take == first.id]
        takes.append(take)
        readings += own
    return takes, readings


def _breathing(reading: Reading, chance: Random, breath: int) -> Reading:
    drawn = chance.randrange(150, 500) if chance.randrange(100) < breath else 0
    if not drawn or reading.performance is None:
        return reading
    return replace(reading, performance=replace(reading.performance, breath=drawn))


def _motion(chance: Random, frames: int) -> Iterator[int]:
    """Stillness with noise in it, and now and then a movement of up to two seconds."""
    left = 0
    while left < frames:
        still, moved = chance.randrange(5, 60), chance.randrange(5, 50)
        level = chance.randrange(8, 60)
        yield from (chance.randrange(0, 3) for _ in range(min(still, frames - left)))
        yield from (level + chance.randrange(-4, 5) for _ in range(min(moved, max(0, frames - left - still))))
        left += still + moved
