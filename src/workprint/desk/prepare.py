"""Work on one take that can run in any process: proxy, sound laid on picture, measures, lining."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workprint.desk.folder import Kept
from workprint.film import Framing, Original, Rate, Reading, Scene, Take, canonical, from_plain
from workprint.media import Shape, filmstrip, laid, lay_sound, make_proxy, peaks
from workprint.media.breath import room_level
from workprint.media.clap import after_slate
from workprint.media.faces import faces, frame_people
from workprint.media.lining import Lined, line_take
from workprint.media.look import Meter
from workprint.media.performance import perform
from workprint.media.room import room_tone
from workprint.media.speaking import mouth_motion, name_faces
from workprint.media.stills import read_pictures

FACE_LOOKS = 5
"""Pictures of a take in which faces are looked for. Source: our choice; dlib needs about 0.1 s a picture."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found while a take was prepared."""

    frames: int
    """Length in frames of the film's rate."""
    people: tuple[Framing, ...]
    """Faces seen, without names."""
    notes: tuple[str, ...]
    """What an assistant should know."""


def prepare_picture(original: Original, kept: Kept, rate: Rate, shape: tuple[int, int], find_faces: bool) -> Prepared:
    """Proxy, measures and strip of one picture file, in one decoding. What is whole already is not made again."""
    if kept.whole:
        return from_plain(Prepared, json.loads(kept.facts.read_text()))
    meter = Meter()
    facts = make_proxy(original, kept.proxy, rate=rate, shape=Shape(*shape), watch=meter.add)
    meter.look().save(kept.look)
    filmstrip(kept.proxy, kept.strip)
    notes = [f"{facts.decode_errors} pictures could not be decoded"] if facts.decode_errors else []
    if facts.repeated or facts.dropped:
        notes.append(f"{facts.repeated} pictures repeated and {facts.dropped} left out to reach {rate} a second")
    found = Prepared(facts.frames, _people(kept.proxy, facts.frames) if find_faces else (), tuple(notes))
    kept.facts.write_bytes(canonical(found))
    return found


def _people(proxy: Path, frames: int) -> tuple[Framing, ...]:
    looks = sorted({frames * (2 * turn + 1) // (2 * FACE_LOOKS) for turn in range(FACE_LOOKS)})
    return frame_people([faces(picture) for picture in read_pictures(proxy, looks)])


def prepare_sound(original: Original, take: Take, kept: Kept) -> None:
    """The take's sound, laid on its picture, and its peaks."""
    lay_sound(original, take, kept.sound)
    np.save(kept.peaks, peaks(laid(kept.sound)))


@dataclass(frozen=True, slots=True)
class LinedTake:
    """A lined take, with how each reading sounds and where its room tone is."""

    lined: Lined
    """Readings, and how surely the take belongs to the scene."""
    room: tuple[int, int] | None
    """Start and out in frames of its quiet stretch."""
    head: int
    """First frame after the slate."""
    people: tuple[Framing, ...] = ()
    """Faces of the picture, now with names where their mouths tell them."""


def line(scene: Scene, take: Take, kept: Kept) -> LinedTake:
    """Line one take against its scene, measure every reading, and name the faces that nobody has named."""
    heard = laid(kept.sound)
    lined = line_take(scene, take.id, heard, pickup=take.pickup)
    words = [word for reading in lined.readings for word in reading.said]
    first = min((word.start for word in words), default=None)
    return LinedTake(replace(lined, readings=_measured(lined.readings, heard)), room_tone(heard, words, take.rate),
                     after_slate(heard, first, take.rate), _named(scene, take, lined.readings, kept.proxy))


def line_beside(scene: Scene, take: Take, kept: Kept, lined: Lined) -> LinedTake:
    """Another camera of a lined take: its readings are placed already (`lined`); room tone, slate and faces are its
    own, for they are of its own picture and sound."""
    heard = laid(kept.sound) if take.sound else np.zeros(0, np.float32)
    words = [word for reading in lined.readings for word in reading.said]
    first = min((word.start for word in words), default=None)
    return LinedTake(lined, room_tone(heard, words, take.rate), after_slate(heard, first, take.rate),
                     _named(scene, take, lined.readings, kept.proxy))


def _named(scene: Scene, take: Take, readings: Sequence[Reading], proxy: Path) -> tuple[Framing, ...]:
    people = take.setup.people if take.setup else ()
    if all(one.who for one in people) or not proxy.exists():
        return ()
    spoken: dict[str, list[tuple[int, int]]] = {}
    who = {line.id: line.who for line in scene.spoken}
    for reading in readings:
        if reading.said and reading.line in who:
            span = (take.rate.frame_of(reading.start), take.rate.frame_of(reading.out))
            spoken.setdefault(who[reading.line], []).append(span)
    return name_faces(people, mouth_motion(proxy, people), spoken)


def _measured(readings: Sequence[Reading], heard: np.ndarray) -> tuple[Reading, ...]:
    room, outs = room_level(heard), sorted(word.out for reading in readings for word in reading.said)
    return tuple(replace(reading, performance=perform(heard, reading.said, before=_ended(outs, reading), room=room))
                 if reading.said else reading for reading in readings)


def _ended(outs: Sequence[int], reading: Reading) -> int:
    """Where the speech before a reading ended: the last of `outs` (rising) that is not after its first word's head."""
    place = bisect_right(outs, reading.start)
    return outs[place - 1] if place else 0
