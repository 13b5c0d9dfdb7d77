"""What a cut plays, frame by frame, and which lines are heard in it: two cuts in one language, so that they compare.

Takes are known by the file behind them and lines by their words, so that a take that was renamed, or a script that
has a line more, is no difference in itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from workprint.film.cut import Cut, Piece, Shot
from workprint.film.material import Material, ShotSize, Take
from workprint.film.placed import framed
from workprint.film.script import Line

Placed = tuple[int, int, str, int, int]
"""A word: first frame and out frame in its take, line id, which time the line is said, and the word's place in it."""

NOTHING = -1
"""The key of a frame that is black, or of one without sound. Source: our choice; takes are counted from 0."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A run of a cut in which one take goes on, in the picture or in the sound."""

    at: int
    """First frame of the cut."""
    out: int
    """First frame of the cut after it."""
    take: str
    """What the take is known by in both versions; empty for black or no sound."""
    name: str
    """What the take is called in this version."""
    shot: Shot | Piece
    """What the cut says."""

    @property
    def how(self) -> tuple[object, ...]:
        """Take and speed: two runs that are alike here and show the same frame once go on alike."""
        shot = self.shot
        if isinstance(shot, Piece):
            return (self.take, shot.room)
        return (self.take, shot.out - shot.start, shot.frames, shot.backwards) if shot.retimed else (self.take,)


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A line as it is heard in a cut."""

    line: str
    """Line id in the first version; of what is in no line of the script, the take and a number."""
    parts: tuple[tuple[str, int, int, int], ...]
    """Take, which time, first word and out word of every part, in order."""
    at: int
    """First frame of the cut in which it is heard."""
    out: int
    """First frame in which it is no longer heard."""

    @property
    def takes(self) -> tuple[str, ...]:
        """The takes it is heard from, in order."""
        return tuple(dict.fromkeys(part[0] for part in self.parts))


class Versions:
    """Two versions of a scene's material in one language; often the same one twice."""

    def __init__(self, first: Material, second: Material) -> None:
        self.material = (first, second)
        self._numbers: dict[object, int] = {}
        self._lines = _lines_matched(first.scene.lines, second.scene.lines)
        self.takes: tuple[dict[str, Take], ...] = ({}, {})
        self._known: tuple[dict[str, str], ...] = ({}, {})
        single = [{name for name, count in Counter(take.original for take in each.takes).items() if count == 1}
                  for each in self.material]
        for side, each in enumerate(self.material):
            for take in each.takes:
                alone = take.original in single[0] and take.original in single[1]
                self.takes[side][take.id] = take
                self._known[side][take.id] = take.original if alone else take.id
        self._words: dict[str, list[Placed]] = {}

    def known(self, side: int, take: str) -> str:
        """What a take is known by in both versions."""
        return self._known[side].get(take, take)

    def line(self, side: int, line: str) -> str:
        """A line's id in the first version; of a line that only the second has, its own with a mark."""
        return self._lines.get(line, f"+{line}") if side else line

    def number(self, key: object) -> int:
        """A small number for `key`: frames of pictures and sounds are counted from it."""
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def size(self, side: int, take: str) -> ShotSize | None:
        """The shot size of a take of one version; None where it is not known."""
        found = self.takes[side].get(take)
        return found.setup.size if found and found.setup else None

    def spoken(self, side: int, take: str) -> list[Placed]:
        """The words of a take in order of time, as the later version that has it reads them."""
        known = self.known(side, take)
        if known not in self._words:
            self._words[known] = next((words for other in (1, 0) if (words := self._read(other, known))), [])
        return self._words[known]

    def _read(self, side: int, known: str) -> list[Placed]:
        material, found = self.material[side], []
        for reading in material.readings:
            if self.known(side, reading.take) == known:
                line = self.line(side, reading.line) if reading.line else f"~{known}~{reading.start}"
                found += [(*framed(word.start, max(word.start + 1, word.out), material.rate), line, reading.run, at)
                          for at, word in enumerate(reading.said)]
        return sorted(found)


def _lines_matched(first: Sequence[Line], second: Sequence[Line]) -> dict[str, str]:
    """For each line of the second script, the line of the first that it is."""
    here, there = ([(line.who, line.text.casefold()) for line in lines] for lines in (first, second))
    if here == there:
        return {two.id: one.id for one, two in zip(first, second, strict=True)}
    found: dict[str, str] = {}
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and a1 - a0 == b1 - b0):
            found |= {two.id: one.id for one, two in zip(first[a0:a1], second[b0:b1], strict=True)
                      if kind == "equal" or one.who == two.who}
    return found


class Played:
    """One cut, laid open: the key of every frame's picture and sound, its shots, its sounds and its lines."""

    def __init__(self, cut: Cut, versions: Versions, side: int) -> None:
        self.cut, self.versions, self.side = cut, versions, side
        self.frames = cut.frames

    @cached_property
    def pictures(self) -> list[int]:
        """A number for the picture of every frame; the same picture has the same number in both cuts."""
        found: list[int] = []
        for shot in self.cut.shots:
            if not shot.take:
                found += [NOTHING] * shot.frames
                continue
            base = self.versions.number(("picture", self.versions.known(self.side, shot.take))) << 32
            found += ([base + shot.shown(frame) for frame in range(shot.frames)] if shot.retimed
                      else range(base + shot.start, base + shot.out))
        return found

    @cached_property
    def sounds(self) -> list[int]:
        """A number for the sound of every frame. Room tone of one take is the same wherever it begins."""
        found: list[int] = []
        for piece in self.cut.pieces:
            base = self.versions.number(("sound", piece.room, self._recording(piece.take))) << 32
            found += ([NOTHING] * piece.frames if not piece.take else [base] * piece.frames if piece.room
                      else range(base + piece.start, base + piece.out))
        return (found + [NOTHING] * (self.frames - len(found)))[:self.frames]

    def _recording(self, take: str) -> object:
        """What is heard of a take: where its sound was laid anew, the same frame sounds otherwise."""
        found = self.versions.takes[self.side].get(take)
        return (self.versions.known(self.side, take), found and (found.sound, found.channel, found.sync))

    @cached_property
    def overs(self) -> list[int]:
        """A number for the second sounds of every frame; 0 where there are none."""
        found: list[int] = [0] * self.frames
        for over in self.cut.over:
            known = self._recording(over.take)
            for frame in range(max(0, over.at), min(self.frames, over.at + over.frames)):
                found[frame] = self.versions.number((found[frame], known, over.start + frame - over.at))
        return found

    @cached_property
    def shots(self) -> tuple[Seen, ...]:
        """What is seen; a shot that is cut in two without anything changing is one."""
        return self._runs(self.cut.shots)

    @cached_property
    def heard(self) -> tuple[Seen, ...]:
        """What is heard, in unbroken runs."""
        return self._runs(self.cut.pieces)

    def _runs(self, run: tuple[Shot, ...] | tuple[Piece, ...]) -> tuple[Seen, ...]:
        found: list[Seen] = []
        at = 0
        for each in run:
            last = found[-1] if found else None
            out = at + each.frames
            if last and goes_on(last.shot, each):
                found[-1] = Seen(last.at, out, last.take, last.name, _to_length(last.shot, out - last.at))
            else:
                known = self.versions.known(self.side, each.take) if each.take else ""
                found.append(Seen(at, out, known, each.take, each))
            at = out
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[HeardLine, ...]:
        """The lines that are heard, in order; one whose parts come from several takes is one line."""
        found: list[HeardLine] = []
        for run in self.heard:
            if not run.take or (isinstance(run.shot, Piece) and run.shot.room):
                continue
            for new in self._within(run):
                place = next((n for n in range(len(found) - 1, max(-1, len(found) - 3), -1)
                              if found[n].line == new.line and found[n].parts[-1] != new.parts[0]), None)
                if place is None:
                    found.append(new)
                else:
                    old = found[place]
                    found[place] = HeardLine(old.line, old.parts + new.parts, old.at, max(old.out, new.out))
        return tuple(found)

    def _within(self, run: Seen) -> list[HeardLine]:
        """The lines of one unbroken run of sound. A word belongs where its middle is heard."""
        ahead, parts = run.shot.start - run.at, dict[tuple[str, int], list[Placed]]()
        for word in self.versions.spoken(self.side, run.name):
            if run.at <= (word[0] + word[1]) // 2 - ahead < run.out:
                parts.setdefault(word[2:4], []).append(word)
        return [HeardLine(line, ((run.take, time, min(word[4] for word in words), max(word[4] for word in words) + 1),),
                          max(run.at, words[0][0] - ahead),
                          min(run.out, max(word[1] for word in words) - ahead))
                for (line, time), words in parts.items()]

    def seen_at(self, frame: int) -> int:
        """The place of the shot that is seen at `frame`."""
        return place_of(self.shots, frame)


def goes_on(one: Shot | Piece, two: Shot | Piece) -> bool:
    """Whether nothing changes between two neighbours: the edit between them is neither seen nor heard."""
    if isinstance(one, Piece) and isinstance(two, Piece):
        return one.take == two.take and one.room == two.room and (one.room or not one.take or one.out == two.start)
    if isinstance(one, Shot) and isinstance(two, Shot):
        plain = not one.retimed and not two.retimed
        return one.take == two.take and plain and (not one.take or one.out == two.start)
    return False


def _to_length(shot: Shot | Piece, frames: int) -> Shot | Piece:
    """The first of several that go on as one, as long as all of them."""
    if isinstance(shot, Piece):
        return Piece(shot.take, shot.start, shot.start + frames, shot.room)
    return Shot(shot.take, shot.start, shot.start + frames, shot.lines, shot.role)


def place_of(runs: Sequence[Seen], frame: int) -> int:
    """The place of the run that holds `frame`; the last one for what is behind the end.

    >>> shots = [Seen(0, 5, "a", "a", Shot("a", 0, 5)), Seen(5, 9, "b", "b", Shot("b", 0, 4))]
    >>> [place_of(shots, frame) for frame in (0, 4, 5, 9)]
    [0, 0, 1, 1]
    """
    low, high = 0, len(runs) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if frame < runs[middle].out else (middle + 1, high)
    return low
