"""The law about lines, checked from the cut itself: each is heard once, whole and in order, from one take or joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workprint.film import Cut, Line, Material, Reading, Word
from workprint.film.placed import Laid, Lining, framed, runs
from workprint.tools.cutting.halves import slots


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of one reading that are heard in one run of sound."""

    reading: Reading
    start: int
    """First frame of the cut in which they are heard."""
    out: int
    """First frame in which they are no longer heard."""
    ahead: int
    """Frames by which the take's count is ahead of the cut's."""
    words: frozenset[int]
    """Their places in the line."""


class Telling:
    """What every cut of a scene tells of its lines."""

    def __init__(self, material: Material, lining: Lining) -> None:
        self.material, self.lining = material, lining
        self.lines = {line.id: line for line in material.scene.lines}
        self.order = {line: n for n, line in enumerate(self.lines)}

    def heard(self, cut: Cut) -> dict[str, list[Heard]]:
        """For every line of which anything is heard, all that is heard of it, in order of time."""
        found: dict[str, list[Heard]] = {}
        for run in runs(cut):
            for _, _, reading in self.lining.readings.get(run.shot.take, []):
                part = self._part(run, reading)
                if part and reading.line in self.lines:
                    found.setdefault(reading.line, []).append(part)
        return {line: sorted(parts, key=lambda part: part.start) for line, parts in found.items()}

    def _part(self, run: Laid, reading: Reading) -> Heard | None:
        """The words of a reading that are heard in a run, if any."""
        rate = self.material.rate
        first, last = rate.sample(run.shot.start), rate.sample(run.shot.out)
        if reading.out <= first or reading.start >= last:
            return None
        inside = frozenset(place for place, word in said(reading) if first <= word.start and word.out <= last)
        if not inside:
            return None
        words = [word for word in reading.said if first <= word.start and word.out <= last]
        start, out = framed(min(word.start for word in words), max(word.out for word in words), rate)
        return Heard(reading, start - run.ahead, out - run.ahead, run.ahead, inside)

    def faults(self, heard: Mapping[str, Sequence[Heard]],
               removed: Mapping[str, frozenset[int] | None]) -> Iterator[str]:
        """A sentence for every line that is not heard once, whole and in order.

        `removed` has the places of the words that an artist left out of a line; None for the whole line.
        """
        for line in self.material.scene.spoken:
            yield from _line(line, heard.get(line.id, ()), removed.get(line.id, frozenset()))
        events = sorted((part.start, self.order[line], line) for line, parts in heard.items() for part in parts)
        for (_, before, one), (_, behind, two) in pairwise(events):
            if before > behind and not (self.lines[one].dual or self.lines[two].dual):
                yield f"line {two} is heard after line {one}"


def said(reading: Reading) -> list[tuple[int, Word]]:
    """The words of a reading that are in the script and heard, with their places in the line.

    Of a reading that has no such word, whatever is heard stands for the whole line.
    """
    return [(place, word) for place, slot in enumerate(slots(reading)) for word in slot
            if word.heard in ("scripted", "changed")] or [(0, word) for word in reading.said]


def _line(line: Line, parts: Sequence[Heard], removed: frozenset[int] | None) -> Iterator[str]:
    if removed is None or any(part.words & removed for part in parts):
        if parts:
            yield f"line {line.id} is heard, though {'it' if removed is None else 'a part of it'} is removed"
        return
    wanted = [frozenset(place for place, _ in said(part.reading)) - removed for part in parts]
    times = sum(bool(part.words >= want) for part, want in zip(parts, wanted, strict=True))
    if not parts and not _nothing_left(line, removed):
        yield f"line {line.id} is heard 0 times"
    elif times > 1:
        yield f"line {line.id} is heard {times} times"
    elif times == 1 and len(parts) > 1:
        yield f"a part of line {line.id} is heard again"
    elif times == 0 and parts:
        yield from _joined(line, parts, wanted)


def _nothing_left(line: Line, removed: frozenset[int]) -> bool:
    return len(removed) >= len(line.text.split())


def _joined(line: Line, parts: Sequence[Heard], wanted: Sequence[frozenset[int]]) -> Iterator[str]:
    """What is wrong with a line that is joined from several readings."""
    lost = {place for place in wanted[0] if place < min(parts[0].words)}
    lost |= {place for place in wanted[-1] if place > max(parts[-1].words)}
    for (one, first), (two, second) in pairwise(zip(parts, wanted, strict=True)):
        if len(slots(one.reading)) != len(slots(two.reading)) or min(two.words) <= max(one.words):
            yield f"words of line {line.id} are heard again, joined from {one.reading.take} and {two.reading.take}"
        # A word that one of the two lacks is missing as it would be in a whole reading of that take.
        lost |= {place for place in first & second if max(one.words) < place < min(two.words)}
    if lost:
        words = {place: word.text for part in parts for place, word in said(part.reading)}
        yield f"line {line.id} is not heard whole: {' '.join(words[place] for place in sorted(lost))!r} is left out"
