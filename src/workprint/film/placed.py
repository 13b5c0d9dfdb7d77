"""What a cut, any cut, says and shows: its readings and words where they are heard, frame by frame.

This reads the cut and the material only. The solver is not asked, so that its cuts can be judged from outside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workprint.film.cut import Cut, Piece, Shot
from workprint.film.material import Material, Reading, Word
from workprint.film.time import Rate


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reading of the script as it is heard in a cut."""

    reading: Reading
    start: int
    """First frame of the cut in which it is heard."""
    out: int
    """First frame in which it is no longer heard."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A shot or a piece, and the frame of the cut at which it begins."""

    at: int
    shot: Shot | Piece

    @property
    def out(self) -> int:
        """First frame of the cut after it."""
        return self.at + self.shot.frames

    @property
    def ahead(self) -> int:
        """Frames by which the take's count is ahead of the cut's."""
        return self.shot.start - self.at


def laid(run: tuple[Shot, ...] | tuple[Piece, ...]) -> tuple[Laid, ...]:
    """Every shot or piece with its place.

    >>> [each.at for each in laid((Shot("1/1", 5, 9), Shot("1/2", 0, 3)))]
    [0, 4]
    """
    places, at = [], 0
    for each in run:
        places.append(Laid(at, each))
        at += each.frames
    return tuple(places)


class Lining:
    """The readings of a scene, ready to be found again in any cut of it."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.takes = {take.id: take for take in material.takes}
        self.readings: dict[str, list[tuple[int, int, Reading]]] = {}
        self.words: dict[str, list[tuple[Word, Reading]]] = {}
        for reading in material.readings:
            said = reading.said
            self.words.setdefault(reading.take, []).extend((word, reading) for word in said)
            if reading.line and said:
                self.readings.setdefault(reading.take, []).append((
                    *framed(min(word.start for word in said), max(word.out for word in said), material.rate), reading))
        for found in self.readings.values():
            found.sort(key=lambda each: each[:2])
        for words in self.words.values():
            words.sort(key=lambda pair: (pair[0].start, pair[0].out))

    def spoken(self, cut: Cut) -> tuple[Spoken, ...]:
        """Every reading that is heard whole, in order of time; pieces that go on in one take are one."""
        return tuple(Spoken(reading, start - run.ahead, out - run.ahead) for run in runs(cut)
                     for start, out, reading in self._within(run.shot))

    def _within(self, piece: Shot | Piece) -> Iterator[tuple[int, int, Reading]]:
        readings = self.readings.get(piece.take, [])
        for index in range(bisect_left(readings, piece.start, key=lambda each: each[0]), len(readings)):
            if readings[index][0] >= piece.out:
                return
            if readings[index][1] <= piece.out:
                yield readings[index]

    def said(self, take: str, start: int, out: int) -> list[tuple[Word, Reading]]:
        """Words of a take that sound between two frames of it, with their readings."""
        words, rate = self.words.get(take, []), self.material.rate
        first, last = rate.sample(start), rate.sample(out)
        end = bisect_right(words, last - 1, key=lambda pair: pair[0].start)
        return [pair for pair in words[:end] if pair[0].out > first]


def framed(start: int, out: int, rate: Rate) -> tuple[int, int]:
    """The frames that samples `start` to `out` touch."""
    last = rate.frame_of(out)
    return rate.frame_of(start), last if rate.sample(last) >= out else last + 1


def runs(cut: Cut) -> Iterator[Laid]:
    """The sound of a cut in unbroken runs of one take, without the room tone."""
    held: Laid | None = None
    for each in laid(cut.pieces):
        piece = each.shot
        assert isinstance(piece, Piece)
        if held and not piece.room and piece.take == held.shot.take and piece.start == held.shot.out:
            held = Laid(held.at, Piece(piece.take, held.shot.start, piece.out))
            continue
        if held:
            yield held
        held = None if piece.room else each
    if held:
        yield held
