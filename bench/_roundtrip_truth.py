"""What a cut shows and sounds, frame by frame and from the nouns alone: what every round trip is measured against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from workprint.film import SAMPLE_RATE, Cut, Material, Original, Rate, Take, Timecode

Seen = tuple[str, int]
"""Content hash of a file, and a place in it."""

Place = tuple[int, int, int]
"""Record frame, length, source frame."""


class Truth:
    """One material, asked for what its cuts show and sound.

    Where a counter has fewer numbers a second than the film has frames, two frames of the film share a number, and no
    program could tell which was meant: there the number itself is compared, at the head of each shot and sound.
    `one_rate` is for formats that write every counter at the film's rate.
    """

    def __init__(self, material: Material, *, one_rate: bool) -> None:
        self.material, self.rate, self.one_rate = material, material.rate, one_rate
        self.files = {file.hash: file for file in material.originals}
        self.takes = {take.id: take for take in material.takes}

    def frames(self, cut: Cut) -> list[set[Seen]]:
        """For each frame of the film, what is seen and heard: the file, and the frame of the film's grid in it."""
        found: list[set[Seen]] = [set() for _ in range(cut.frames)]
        for at, length, file, frames, exact in self._all(cut):
            coarse = self._coarse(file, sound=frames[0] < 0)
            for frame in range(length):
                if at + frame >= len(found):
                    break
                if not coarse:
                    found[at + frame].add((file.hash, frames[frame]))
                elif frame == 0:
                    found[at].add((file.hash, self.number(exact, file)))
                else:
                    found[at + frame].add((file.hash, -1))
        return found

    def _all(self, cut: Cut) -> Iterator[tuple[int, int, Original, list[int], Fraction]]:
        """Record frame, length, file, the film's frame in it for each frame, and the exact place on its counter."""
        for shot, at in zip(cut.shots, cut.starts, strict=True):
            if shot.take:
                file = self.files[self.takes[shot.take].original]
                assert file.picture
                yield (at, shot.frames, file, [shot.shown(frame) for frame in range(shot.frames)],
                       self._start(file) + Fraction(shot.start) / self.rate * file.picture.rate)
        for at, take, start, out in self.sounds(cut):
            file = self.files[take.sound]
            # A picture and a sound of one file are told apart by the sign.
            yield at, out - start, file, [-1 - frame for frame in range(start, out)], self.heard(start, take)

    def sounds(self, cut: Cut) -> Iterator[tuple[int, Take, int, int]]:
        """Record frame, take, first frame and out of every sound; room tone as often as it is repeated."""
        at = 0
        for piece in cut.pieces:
            take = self.takes.get(piece.take)
            if take and take.sound:
                start, out = take.room if piece.room and take.room else (piece.start, piece.out)
                for done in range(0, piece.frames, out - start):
                    yield at + done, take, start, start + min(out - start, piece.frames - done)
            at += piece.frames
        for over in cut.over:
            yield over.at, self.takes[over.take], over.start, over.out

    def _start(self, file: Original) -> int:
        return file.timecode.frame if file.timecode else 0

    def _own(self, file: Original) -> Rate:
        return file.picture.rate if file.picture else self.rate

    def heard(self, frame: int, take: Take) -> Fraction:
        """The frame of a recording's counter that is nearest to the sound of a take's frame."""
        file = self.files[take.sound]
        sample = take.rate.sample(frame)
        if take.sync:
            sample -= take.sync.offset
            sample += sample * take.sync.drift_ppb // 1_000_000_000
        return Fraction(self._start(file) + round(Fraction(sample, SAMPLE_RATE) * self._own(file)))

    def _coarse(self, file: Original, *, sound: bool) -> bool:
        """Whether two frames of the film may share a number. A sound's place is rounded to its own counter first."""
        own = self._own(file)
        digits = Fraction(own) * self.rate.timebase / own.timebase if self.one_rate else own
        return digits < self.rate or (sound and own < self.rate)

    def number(self, exact: Fraction, file: Original) -> int:
        """What a file says for a place on a counter: its own frame; in a format of one rate, what its digits count."""
        whole = exact.numerator // exact.denominator
        own, drop = self._own(file), bool(file.timecode and file.timecode.drop)
        if not self.one_rate or own == self.rate:
            return whole
        day = Timecode.parse(f"23:59:59:{own.timebase - 1}", own, drop=drop).frame + 1
        days, rest = divmod(whole, day)
        hours, minutes, seconds, frames = map(int, re.split("[:;]", str(Timecode(rest, own, drop))))
        count = ((days * 24 + hours) * 3600 + minutes * 60 + seconds) * own.timebase + frames
        scaled = (count + exact - whole) * self.rate.timebase / own.timebase
        return scaled.numerator // scaled.denominator

    def places(self, cut: Cut) -> tuple[Counter[Place], Counter[Place]]:
        """Record, length and source number of all that is seen and of all that is heard."""
        shots = sum(bool(shot.take) for shot in cut.shots)
        found = [(at, length, self.number(exact, file)) for at, length, file, _, exact in self._all(cut)]
        return Counter(found[:shots]), Counter(found[shots:])
