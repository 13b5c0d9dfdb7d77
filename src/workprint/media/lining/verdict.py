"""What is said of each line: readings with every word that is as scripted, changed, extra or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from workprint.film import SAMPLE_RATE, Heard, Reading, Scene, Word
from workprint.media.lining.net import Scripted

_UNCLEAR = 450
"""Confidence in a scripted word that only the second witness heard: below what counts as sure (500)."""
_GONE = 700
"""Confidence that a word is missing. Source: trials, docs/lining.md (seven of ten such flags were right)."""
_AD_LIB = 300
"""Confidence in words that are guessed. Source: our own choice, well below what counts as sure (500)."""

_NEAR = SAMPLE_RATE * 35 // 100
"""Pause under which words go with the line beside them: 0.35 s, above the 0.2 s between speakers (Stivers 2009)."""

Guess = Callable[[int, int], tuple[Word, ...]]
"""The likeliest words between two samples, as extra words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A word of the scene that was heard (`word` >= 0), or speech that is in no script (-1), at its place."""

    word: int
    start: int
    """First sample (48 kHz)."""
    out: int
    """First sample after it."""
    confidence: int = _AD_LIB
    """0 to 1000."""


@dataclass(frozen=True)
class Judge:
    """Turns what was heard in a take into readings."""

    scene: Scene
    take: str
    words: tuple[Scripted, ...]
    guess: Guess

    def readings(self, heard: Sequence[Stretch]) -> tuple[Reading, ...]:
        """All readings in order of time; speech in no line stands between them with an empty line."""
        readings = [self._reading(group) for group in self._groups(heard)]
        return self._counted(self._claimed(readings))

    def _groups(self, heard: Sequence[Stretch]) -> Iterator[list[Stretch]]:
        """Stretches that belong to one reading each."""
        group: list[Stretch] = []
        for at, stretch in enumerate(heard):
            if group and not self._goes_on(group, heard[at:]):
                yield group
                group = []
            group.append(stretch)
        if group:
            yield group

    def _goes_on(self, group: Sequence[Stretch], later: Sequence[Stretch]) -> bool:
        """Whether the next stretch is of the same reading as `group`: a later word of the line is still to come, or
        other words stand close by where the line lacks its end or its beginning."""
        last, near = max(stretch.word for stretch in group), later[0].start - group[-1].out < _NEAR
        following = next((stretch.word for stretch in later if stretch.word >= 0), -1)
        if following > last >= 0 and self.words[following].line == self.words[last].line:
            return True
        if last >= 0:
            return near and later[0].word < 0 and not self.words[last].last
        return near and (later[0].word < 0 or self.words[later[0].word].place > 0)

    def _reading(self, group: Sequence[Stretch]) -> Reading:
        first = max(stretch.word for stretch in group)
        if first < 0:
            words = tuple(word for one in group for word in self.guess(one.start, one.out))
            return Reading(self.take, "", words, _AD_LIB)
        line = self.words[first].line
        words = tuple(self._words(group, [at for at, word in enumerate(self.words) if word.line == line]))
        return Reading(self.take, self.scene.spoken[line].id, words, _sureness(words))

    def _words(self, group: Sequence[Stretch], line: Sequence[int]) -> Iterator[Word]:
        """The words of a line as they were said, missing ones in their places."""
        expected, place = line[0], group[0].start
        unknown: list[Word] = []
        for stretch in group:
            if stretch.word < 0:
                unknown += self.guess(stretch.start, stretch.out)
                continue
            yield from compared(self._texts(range(expected, stretch.word)), unknown, place)
            yield Word(self.words[stretch.word].text, stretch.start, stretch.out, "scripted", stretch.confidence)
            expected, place, unknown = stretch.word + 1, stretch.out, []
        yield from compared(self._texts(range(expected, line[-1] + 1)), unknown, place)

    def _texts(self, places: range) -> list[str]:
        return [self.words[at].text for at in places]

    def _claimed(self, readings: Sequence[Reading]) -> list[Reading]:
        """Unscripted speech that stands where a line should, and shares half of its words, is that line, changed."""
        claimed = list(readings)
        for at, reading in enumerate(readings):
            expected = "" if reading.line else self._expected(readings, at)
            texts = [word.text for word in self.words if self.scene.spoken[word.line].id == expected]
            words = tuple(compared(texts, reading.words, reading.start)) if texts else ()
            if texts and sum(word.heard == "scripted" for word in words) * 2 >= len(texts):
                claimed[at] = Reading(self.take, expected, words, _AD_LIB)
        return claimed

    def _expected(self, readings: Sequence[Reading], at: int) -> str:
        """The line that nobody says elsewhere and that would follow the reading before, or else precede the next."""
        order = [line.id for line in self.scene.spoken]
        before = next((order.index(one.line) for one in reversed(readings[:at]) if one.line), None)
        after = next((order.index(one.line) for one in readings[at:] if one.line), None)
        place = before + 1 if before is not None else after - 1 if after is not None else -1
        unheard = 0 <= place < len(order) and all(one.line != order[place] for one in readings)
        return order[place] if unheard else ""

    def _counted(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """Readings with the number of times that their line was said until then."""
        runs: dict[str, int] = {}
        counted = []
        for reading in readings:
            runs[reading.line] = runs.get(reading.line, 0) + 1
            counted.append(replace(reading, run=runs[reading.line] if reading.line else 1))
        return tuple(counted)


def compared(wanted: Sequence[str], said: Sequence[Word], place: int) -> Iterator[Word]:
    """What was said against what the script wants there: scripted, changed and extra words, and missing ones.

    `place` is where a missing word stands if nothing was said before it.

    >>> said = [Word("seven", 0, 9), Word("years", 9, 20)]
    >>> [(word.text, word.heard) for word in compared(["eleven", "years"], said, 0)]
    [('seven', 'changed'), ('years', 'scripted')]
    """
    texts = [word.text for word in said]
    for kind, first, out, from_word, to_word in SequenceMatcher(None, list(wanted), texts, False).get_opcodes():
        there = said[from_word:to_word]
        changed = min(out - first, len(there)) if kind == "replace" else 0
        for at, word in enumerate(there):
            heard: Heard = "scripted" if kind == "equal" else "changed" if at < changed else "extra"
            yield Word(word.text, word.start, word.out, heard, _UNCLEAR if kind == "equal" else word.confidence)
        place = there[-1].out if there else place
        if kind in ("delete", "replace"):
            yield from (Word(text, place, place, "missing", _GONE) for text in wanted[first + changed : out])


def _sureness(words: Sequence[Word]) -> int:
    """Mean confidence of the words that were heard as scripted."""
    scripted = [word.confidence for word in words if word.heard == "scripted"]
    return sum(scripted) // len(scripted)
