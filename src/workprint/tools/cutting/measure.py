"""The measured craft variables of a cut: its axes, each a whole number in thousandths."""

from __future__ import annotations

from collections.abc import Iterator

from workprint.film import SIZES, Cut, Material, Reading, Take
from workprint.tools.cutting.takes import leading

BUSY = 3
"""Seconds of mean shot length that count as a pace of 500. Source: facts/editing 8, contemporary films about 4 s."""


def measure_cut(cut: Cut, material: Material) -> tuple[tuple[str, int], ...]:
    """The axes of any cut of the scene, by name, in thousandths (0 to 1000).

    pace: 500 at a mean shot of three seconds, towards 1000 the shorter shots are. closeness: mean shot size, from
    extreme long (0) to extreme close-up (1000), by time. whose scene: share of the time with a face in which the
    lead's is seen. silence: share of the time in which nobody speaks. energy: mean voice energy of what is heard,
    by time. listening: share of speech over a picture without its speaker. overlap: share of picture cuts that
    fall while somebody speaks.
    """
    takes = {take.id: take for take in material.takes}
    frames = max(1, cut.frames)
    heard = tuple(spoken(cut, material))
    talk = sum(out - start for start, out, _ in heard)
    mean = frames * cut.rate.denominator * 1000 // (max(1, len(cut.shots)) * cut.rate.numerator)
    return (("pace", 1000 * BUSY * 1000 // (BUSY * 1000 + mean)),
            ("closeness", _closeness(cut, takes)),
            ("whose scene", _lead(cut, material, takes)),
            ("silence", max(0, 1000 - 1000 * talk // frames)),
            ("energy", sum((out - start) * (r.performance.energy if r.performance else 500)
                           for start, out, r in heard) // max(1, talk)),
            ("listening", 1000 * _listening(cut, material, takes, heard) // max(1, talk)),
            ("overlap", _overlap(cut, heard)))


def spoken(cut: Cut, material: Material) -> Iterator[tuple[int, int, Reading]]:
    """Start and out (frames of the cut) of every reading of the script that is heard, in order."""
    readings: dict[str, list[Reading]] = {}
    for reading in material.readings:
        if reading.line and reading.said:
            readings.setdefault(reading.take, []).append(reading)
    at = 0
    for piece in cut.pieces:
        first, last = cut.rate.sample(piece.start), cut.rate.sample(piece.out)
        for reading in () if piece.room else readings.get(piece.take, ()):
            if first <= reading.start and reading.out <= last:
                yield (at + cut.rate.frame_of(reading.start) - piece.start,
                       at + cut.rate.frame_of(reading.out) + 1 - piece.start, reading)
        at += piece.frames


def _closeness(cut: Cut, takes: dict[str, Take]) -> int:
    sizes = [size for size, _ in reversed(SIZES)]
    known = [(shot.frames, sizes.index(size)) for shot in cut.shots
             if (setup := takes[shot.take].setup) and (size := setup.size)]
    time = sum(frames for frames, _ in known)
    return 1000 * sum(frames * size for frames, size in known) // ((len(sizes) - 1) * time) if time else 500


def _faces(take: Take) -> set[str]:
    return {person.who for person in take.setup.people if person.look != "away"} if take.setup else set()


def _lead(cut: Cut, material: Material, takes: dict[str, Take]) -> int:
    lead = leading(material)
    seen = [(shot.frames, _faces(takes[shot.take])) for shot in cut.shots]
    lone = sum(1000 * frames // len(faces) for frames, faces in seen if lead in faces)
    return lone // max(1, sum(frames for frames, faces in seen if faces))


def _listening(cut: Cut, material: Material, takes: dict[str, Take], heard: tuple[tuple[int, int, Reading], ...]) -> int:
    who = {line.id: line.who for line in material.scene.lines}
    total = 0
    for at, shot in zip(cut.starts, cut.shots, strict=True):
        faces = _faces(takes[shot.take])
        total += sum(max(0, min(out, at + shot.frames) - max(start, at)) for start, out, reading in heard
                     if faces and who.get(reading.line) not in faces)
    return total


def _overlap(cut: Cut, heard: tuple[tuple[int, int, Reading], ...]) -> int:
    cuts = cut.starts[1:]
    inside = sum(any(start < at < out for start, out, _ in heard) for at in cuts)
    return 1000 * inside // max(1, len(cuts))
