"""Held against the truth: what a lining told of what went wrong in a take, and what it told in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workprint.film import SAMPLE_RATE, Reading, Word
from workprint.media.lining import words_of
from workprint.media.rehearsal import Planted, TrueWord
from workprint.media.rehearsal.plan import Plant

REACH = SAMPLE_RATE * 3 // 10
"""How far from a fault a flag may stand and still lead a person to it: 0.3 s. Source: our choice, about a word."""
UNSURE = 500
"""Confidence under which a word counts as not surely heard. Source: `Reading.flags`."""
TOLD, AS_UNSURE, SILENT = "told", "unsure", "silent"


@dataclass
class Count:
    """What was found, over all takes."""

    lines: int = 0
    found: int = 0
    clean: int = 0
    in_vain: int = 0
    unsure_in_vain: int = 0
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By kind of fault and by how it was told."""
    errors: list[float] = field(default_factory=list)
    """Of word edges, in milliseconds."""

    def share(self, *how: str) -> float:
        """Part of the faults that were told in one of these ways."""
        return sum(count for (_, told), count in self.told.items() if told in how) / max(1, self.told.total())


def judge(count: Count, readings: Sequence[Reading], words: Sequence[TrueWord],
          faults: Sequence[tuple[Plant, Planted]]) -> None:
    """Add one take to the count."""
    touched = {fault.line for _, fault in faults if fault.kind not in ("silence", "ad-lib")}
    for line, run in dict.fromkeys((word.line, word.run) for word in words if word.line):
        said = [word for word in words if (word.line, word.run) == (line, run) and word.heard != "missing"]
        if said:
            judge_line(count, readings, said, line not in touched)
    for plant, fault in faults:
        if fault.kind != "silence":
            count.told[kind_of(plant), how_told(plant, fault, readings, words)] += 1


def judge_line(count: Count, readings: Sequence[Reading], said: Sequence[TrueWord], clean: bool) -> None:
    """A line is found where half of its scripted words are, in a reading of that line, at their true places."""
    pairs = [(word, true) for one in readings if one.line == said[0].line for word in one.words for true in said
             if word.heard == true.heard == "scripted" and word.text == true.text and _overlap(word, true)]
    count.lines += 1
    count.found += len(pairs) * 2 >= sum(word.heard == "scripted" for word in said)
    count.errors += [abs(edge) / (SAMPLE_RATE / 1000) for word, true in pairs
                     for edge in (word.start - true.start, word.out - true.out)]
    if clean:
        inside = [word for one in readings for word in one.words
                  if said[0].start <= (word.start + word.out) // 2 <= said[-1].out]
        count.clean += 1
        count.in_vain += any(word.heard != "scripted" for word in inside)
        count.unsure_in_vain += any(_unsure(word) for word in inside) and not any(
            word.heard != "scripted" for word in inside)


def kind_of(plant: Plant) -> str:
    """The kind of a fault in words: a small word and a line are left out for different reasons."""
    if plant.fault == "omit":
        return "word left out" if plant.word else "line left out"
    if plant.fault == "change":
        small = all(len(word) < 5 for word in words_of(plant.say))
        return "word slipped in" if " " in plant.say else "small word changed" if small else "word changed"
    return {"swap": "words swapped", "fluff": "begun again", "twice": "said twice"}.get(plant.fault, plant.fault)


def how_told(plant: Plant, fault: Planted, readings: Sequence[Reading], words: Sequence[TrueWord]) -> str:
    """Whether a person is told of the fault at its place, told that something there is not sure, or nothing."""
    of_line = [one for one in readings if one.line == fault.line and one.said]
    true = [word for word in words if word.line == fault.line]
    if fault.kind == "twice" or (fault.kind == "fluff" and len(of_line) > 1):
        return TOLD if len(of_line) > 1 else SILENT
    if fault.kind == "omit" and not plant.word:
        return SILENT if of_line else TOLD
    if fault.kind == "ad-lib":
        return _told_near(readings, [word for word in words if not word.line], 0)
    return _told_near(readings, [word for word in true if word.heard != "scripted"], REACH)


def _told_near(readings: Sequence[Reading], places: Sequence[TrueWord], reach: int) -> str:
    """What is told of these places: all of them differ, or all are at least not sure."""
    near = [[word for one in readings for word in one.words
             if word.start <= place.out + reach and place.start - reach <= word.out] for place in places]
    if any(any(word.heard != "scripted" for word in words) for words in near):
        return TOLD
    return AS_UNSURE if any(any(_unsure(word) for word in words) for words in near) else SILENT


def _unsure(word: Word) -> bool:
    return word.heard == "scripted" and word.confidence < UNSURE


def _overlap(word: Word, true: TrueWord) -> bool:
    return word.start < true.out and true.start < word.out
