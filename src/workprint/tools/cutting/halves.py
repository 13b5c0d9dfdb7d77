"""Long lines in parts, so that half of a line may come from one take and half from another, joined at a pause.

The tool works on a view of the material in which some lines are several: ``9/3.1`` and ``9/3.2``. Which lines have
parts, and where, follows from the material alone. To the film they stay whole: a cut names the whole line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from workprint.film import SAMPLE_RATE, CannotCut, Cut, Line, Material, Pin, Reading, Veto, Word
from workprint.film.placed import Lining
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.reactions import PAUSE

LONG, MOST = 5 * SAMPLE_RATE // 2, 6 * SAMPLE_RATE
"""Samples from which a line has parts (2.5 s), and above which a part is parted again (6 s). Source: our choice."""

LEAST = SAMPLE_RATE
"""Fewest samples of a part (1 s). Source: our choice; facts/editing 4 has no shot under half a second."""

READINGS = 2
"""Readings that must pause at the same place. Source: our choice; fewer leave nothing to join."""

@dataclass(frozen=True)
class Halves:
    """The lines of a scene that have parts."""

    material: Material
    """As it is, with whole lines."""
    at: dict[str, tuple[int, ...]]
    """For each line with parts, the places among its words at which a part begins: first 0, last how many they are."""
    worth: frozenset[str]
    """Those that are always opened: longer than six seconds, or right here in one take and there in another."""

    def opened(self, pins: Iterable[Pin], vetoes: Iterable[Veto] = ()) -> frozenset[str]:
        """The lines in parts for these wishes: those worth it, and those of which a part is named."""
        asked = [*(pin.line for pin in pins), *(veto.line for veto in vetoes)]
        named = [whole for line in asked if (whole := whole_line(line)) != line]
        return self.worth | (frozenset(named) & self.at.keys())

    @cached_property
    def whole(self) -> Lining:
        """Readings of whole lines."""
        return Lining(self.material)

    @cached_property
    def parted(self) -> Lining:
        """Readings with every line in parts that has them."""
        return Lining(self.view(frozenset(self.at)))

    def joined(self, cut: Cut) -> frozenset[str]:
        """The lines of which a cut has parts only, be it all of them."""
        if not self.at:
            return frozenset()
        whole = {each.reading.line for each in self.whole.spoken(cut)}
        if not self.at.keys() - whole:
            return frozenset()
        parts = {whole_line(each.reading.line) for each in self.parted.spoken(cut)}
        return frozenset(parts & self.at.keys() - whole)

    def view(self, opened: frozenset[str]) -> Material:
        """The material with `opened` lines in parts."""
        if not opened:
            return self.material
        lines = tuple(part for line in self.material.scene.lines for part in self._lines(line, opened))
        readings = tuple(part for each in self.material.readings for part in self._readings(each, opened))
        return replace(self.material, scene=replace(self.material.scene, lines=lines), readings=readings)

    def parts(self, line: str) -> tuple[str, ...]:
        """Ids of the parts of a line."""
        return tuple(f"{line}.{n}" for n in range(1, len(self.at[line])))

    def _lines(self, line: Line, opened: frozenset[str]) -> Iterator[Line]:
        if line.id not in opened:
            yield line
            return
        words, places = line.text.split(), self.at[line.id]
        for n, (first, end) in enumerate(pairwise(places)):
            last = end if end < places[-1] else len(words)
            yield replace(line, id=f"{line.id}.{n + 1}", text=" ".join(words[first:last]),
                          aside=line.aside if n == 0 else "")

    def _readings(self, reading: Reading, opened: frozenset[str]) -> Iterator[Reading]:
        if reading.line not in opened:
            yield reading
            return
        for part, words in zip(self.parts(reading.line), parted(reading, self.at[reading.line]), strict=True):
            if any(word.heard != "missing" for word in words):
                yield replace(reading, line=part, words=words)

    def bound(self, pins: Iterable[Pin], opened: frozenset[str]) -> tuple[Pin, ...]:
        """The pins with each one of an opened line as pins of its parts. Raises `CannotCut`."""
        pins = tuple(pins)
        removed = frozenset(pin.line for pin in pins if pin.removed)
        return tuple(part for pin in pins for part in (self._pins(pin, removed) if pin.line in opened else (pin,)))

    def vetoed(self, vetoes: Iterable[Veto], opened: frozenset[str]) -> tuple[Veto, ...]:
        """The vetoes with each one of an opened line as vetoes of its parts."""
        return tuple(replace(veto, line=part) for veto in vetoes
                     for part in (self.parts(veto.line) if veto.line in opened else (veto.line,)))

    def _pins(self, pin: Pin, removed: frozenset[str]) -> Iterator[Pin]:
        parts = self.parts(pin.line)
        place, at = self._reacting(pin, removed) if pin.reaction else (-1, None)
        if place >= 0 and parts[place] in removed:
            raise CannotCut(f"a reaction is pinned in the part {parts[place]} of line {pin.line}, which is removed",
                            "a reaction in a part that stays would do", "take one of the two pins away")
        bare = replace(pin, reaction="", reaction_at=None, reaction_start=None, reaction_frames=None)
        left = [part for part in parts if part not in removed] or parts
        for n, part in enumerate(parts):
            seen = replace(pin, reaction_at=at) if n == place else bare
            yield replace(seen, line=part, start=pin.start if part == left[0] else None,
                          out=pin.out if part == left[-1] else None)

    def _reacting(self, pin: Pin, removed: frozenset[str]) -> tuple[int, int | None]:
        """The part in which a reaction lies, and the frame of that part at which it begins."""
        own = [each for each in self.material.readings if each.line == pin.line and each.said
               and each.take == (pin.sound or pin.take or each.take) and each.run == (pin.run or each.run)]
        spans = [_spans(each, self.at[pin.line]) for each in own]
        if pin.reaction_at is None or not spans:
            lengths = [[span[1] - span[0] for span in row] for row in spans]
            left = [n for n, part in enumerate(self.parts(pin.line)) if part not in removed] or [0]
            return max(left, key=lambda n: sum(row[n] for row in lengths)), pin.reaction_at
        rate = self.material.rate
        found = set()
        for row in spans:
            starts = [rate.frame_of(start) - rate.frame_of(row[0][0]) for start, _ in row]
            place = max(n for n, start in enumerate(starts) if start <= max(0, pin.reaction_at))
            found.add((place, pin.reaction_at - starts[place]))
        if len(found) > 1:
            raise CannotCut(f"the reaction on line {pin.line} is pinned to frame {pin.reaction_at} of the line, "
                            "which may be joined from several takes", "the take that is heard would do",
                            "pin the line's take as well, or the reaction to one of its parts")
        return found.pop()


def halves(material: Material) -> Halves:
    """The lines of a scene that have parts."""
    by_line: dict[str, list[Reading]] = {}
    for reading in material.readings:
        if reading.line and reading.said:
            by_line.setdefault(reading.line, []).append(reading)
    lines = material.scene.lines
    at = {}
    for line, behind in zip(lines, (*lines[1:], None), strict=True):
        alone = line.kind == "spoken" and not line.dual and not (behind and behind.dual)
        places = parting(line, by_line.get(line.id, [])) if alone else ()
        if places:
            at[line.id] = places
    worth = frozenset(line for line, places in at.items() if _gains(by_line[line], places))
    return Halves(material, at, worth)


def in_parts(material: Material) -> Material:
    """The material with every line in parts that has them."""
    return halves(material).parted.material


def parting(line: Line, readings: list[Reading]) -> tuple[int, ...]:
    """Where among its words a line is parted; nothing where it is not."""
    counts = {sum(word.heard != "extra" for word in reading.words) for reading in readings}
    if len(counts) != 1 or len(readings) < READINGS or _usual(readings) < LONG:
        return ()
    count = counts.pop()
    rests = {place: pauses for place in range(1, count) if (pauses := _pauses(line, readings, place)) >= READINGS}
    places = [0, count]
    while True:
        found = _next(readings, rests, places)
        if found is None:
            return tuple(places) if len(places) > 2 else ()
        places = sorted([*places, found])


def _next(readings: list[Reading], rests: dict[int, int], places: list[int]) -> int | None:
    """The best place to part a line once more: where most readings pause, near the middle of a part too long."""
    for first, end in pairwise(places):
        if len(places) > 2 and _length(readings, first, end) <= MOST:
            continue
        fits = [place for place in rests if first < place < end and _length(readings, first, place) >= LEAST
                and _length(readings, place, end) >= LEAST]
        if fits:
            return max(fits, key=lambda place: (rests[place], -abs(2 * place - first - end), -place))
    return None


def _usual(readings: list[Reading]) -> int:
    return median_low(reading.out - reading.start for reading in readings)


def _length(readings: list[Reading], first: int, end: int) -> int:
    """Median length of the words from one place to another, where they are said."""
    spans = [_span(part) for reading in readings for part in (slots(reading)[first:end],) if _said(part)]
    return median_low(out - start for start, out in spans) if spans else 0


def _pauses(line: Line, readings: list[Reading], place: int) -> int:
    """How many readings pause, or end a sentence, before a word of the line by its place."""
    written = line.text.split()
    ends = place < len(written) and written[place - 1].rstrip("\"')”")[-1:] in (".", "?", "!", "…")
    gaps = [behind[0] - before[1] for reading in readings
            if (before := _edge(reading, 0, place)) and (behind := _edge(reading, place, None))]
    return sum(gap >= PAUSE or (ends and gap >= 0) for gap in gaps)


def _edge(reading: Reading, first: int, end: int | None) -> tuple[int, int] | None:
    part = slots(reading)[first:end]
    return _span(part) if _said(part) else None


def slots(reading: Reading) -> list[list[Word]]:
    """The words of a reading by their place in the line; what is extra stands with the word before it.

    >>> reading = Reading("1/1", "1/2", (Word("i", 0, 9), Word("er", 10, 12, "extra"), Word("came", 12, 20)))
    >>> [[word.text for word in slot] for slot in slots(reading)]
    [['i', 'er'], ['came']]
    """
    found: list[list[Word]] = []
    ahead: list[Word] = []
    for word in reading.words:
        if word.heard != "extra":
            found.append([*ahead, word])
            ahead = []
        elif found:
            found[-1].append(word)
        else:
            ahead.append(word)
    return found


def parted(reading: Reading, places: tuple[int, ...]) -> list[tuple[Word, ...]]:
    """The words of a reading in parts."""
    rows = slots(reading)
    return [tuple(word for slot in rows[first:end] for word in slot) for first, end in pairwise(places)]


def _said(part: list[list[Word]]) -> list[Word]:
    return [word for slot in part for word in slot if word.heard != "missing"]


def _span(part: list[list[Word]]) -> tuple[int, int]:
    words = _said(part)
    return min(word.start for word in words), max(word.out for word in words)


def _spans(reading: Reading, places: tuple[int, ...]) -> list[tuple[int, int]]:
    """Start and out (samples) of every part; of one that is not said, where the one before it ended."""
    spans: list[tuple[int, int]] = []
    for words in parted(reading, places):
        said = [word for word in words if word.heard != "missing"]
        last = spans[-1][1] if spans else reading.start
        spans.append((min(word.start for word in said), max(word.out for word in said)) if said else (last, last))
    return spans


def _gains(readings: list[Reading], places: tuple[int, ...]) -> bool:
    """Whether a join may be worth it: the line is very long, or a reading is flawed in one part and not in another."""
    if _usual(readings) >= MOST:
        return True
    faults = [[sum(word.heard != "scripted" for word in part) for part in parted(reading, places)]
              for reading in readings]
    clean = [any(not row[n] for row in faults) for n in range(len(places) - 1)]
    return all(clean) and any(any(row) and not all(row) for row in faults)
