"""What a cut, any cut, says and shows: its readings and words where they are heard, frame by frame.

This reads the cut and the material only. The solver is not asked, so that its cuts can be judged from outside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workprint.film.cut import Cut, Over, Piece, Shot
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
    """A shot, a piece or a second sound, and the frame of the cut at which it begins."""

    at: int
    shot: Shot | Piece | Over

    @property
    def out(self) -> int:
        """First frame of the cut after it."""
        return self.at + self.shot.frames

    @property
    def ahead(self) -> int:
        """Frames by which the take's count is ahead of the cut's, at its first frame."""
        return self.shot.start - self.at

    @property
    def retimed(self) -> bool:
        """Whether its speed or direction was changed."""
        return isinstance(self.shot, Shot) and self.shot.retimed

    def place(self, frame: int) -> int:
        """The frame of the cut at which a frame of the take is shown or heard, as if it went on for ever.

        >>> [Laid(100, Shot("1/1", 10, 14, lasts=8)).place(frame) for frame in (10, 11, 14)]
        [100, 102, 108]
        """
        if not self.retimed:
            return frame - self.ahead
        along = self.shot.out - frame if getattr(self.shot, "backwards", False) else frame - self.shot.start
        return self.at + along * self.shot.frames // max(1, self.shot.out - self.shot.start)

    def taken(self, start: int, out: int) -> tuple[int, int]:
        """The frames of the take that fill `start` to `out` of the cut; of a changed speed, all of its frames."""
        return (self.shot.start, self.shot.out) if self.retimed else (start + self.ahead, out + self.ahead)


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
        return tuple(sorted((Spoken(reading, start - run.ahead, out - run.ahead) for run in runs(cut)
                             for start, out, reading in self._within(run.shot)), key=lambda each: each.start))

    def _within(self, piece: Shot | Piece | Over) -> Iterator[tuple[int, int, Reading]]:
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
    """The sound of a cut in unbroken runs of one take, second sounds among them, by the frame they begin at.

    Room tone and silence are no runs. A second sound that goes on where a piece of the same take ended is one with it.

    >>> cut = Cut("1", Rate(24), (), (Piece("1/1", 5, 9), Piece("1/1", 9, 12), Piece("1/2", 0, 6)),
    ...           (Over(6, "1/1", 11, 20),))
    >>> [(run.at, run.shot.take, run.shot.start, run.shot.out) for run in runs(cut)]
    [(0, '1/1', 5, 20), (7, '1/2', 0, 6)]
    """
    sounds = [each for each in laid(cut.pieces) if each.shot.take and not getattr(each.shot, "room", False)]
    sounds += [Laid(over.at, over) for over in cut.over if over.take]
    joined: list[Laid] = []
    for each in sorted(sounds, key=lambda each: (each.shot.take, each.ahead, each.at)):
        last = joined[-1] if joined else None
        if last and (last.shot.take, last.ahead) == (each.shot.take, each.ahead) and each.at <= last.out:
            out = max(last.shot.out, each.shot.out)
            joined[-1] = Laid(last.at, Piece(each.shot.take, last.shot.start, out))
        else:
            joined.append(Laid(each.at, Piece(each.shot.take, each.shot.start, each.shot.out)))
    yield from sorted(joined, key=lambda each: each.at)


def unsplit(cut: Cut) -> tuple[Cut, tuple[int, ...]]:
    """The cut with shots that show what one shot would as one, and for each of them its first shot of the cut.

    >>> cut = Cut("1", Rate(24), (Shot("1/1", 5, 9, ("1/1",)), Shot("1/1", 9, 12, ("1/2",)), Shot("", 0, 3)), ())
    >>> whole, first = unsplit(cut)
    >>> [(shot.start, shot.out, shot.lines) for shot in whole.shots], first
    ([(5, 12, ('1/1', '1/2')), (0, 3, ())], (0, 2))
    """
    shots: list[Shot] = []
    first: list[int] = []
    for n, shot in enumerate(cut.shots):
        if shots and _goes_on(shots[-1], shot):
            lines = tuple(dict.fromkeys((*shots[-1].lines, *shot.lines)))
            out = shots[-1].start + shots[-1].frames + shot.frames
            shots[-1] = replace(shots[-1], out=out, lines=lines, lasts=0)
        else:
            shots.append(shot)
            first.append(n)
    return (cut if len(shots) == len(cut.shots) else replace(cut, shots=tuple(shots))), tuple(first)


def _goes_on(one: Shot, two: Shot) -> bool:
    """Whether the second shot shows what the first would if it went on; black always does."""
    return one.take == two.take and (not one.take or (one.out == two.start and not one.retimed and not two.retimed))
