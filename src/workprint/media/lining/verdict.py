"""What the path through the net says of a take: readings, what differs from the script, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.film import Reading, Scene, Word
from workprint.media.lining.guess import guess
from workprint.media.lining.hearing import Heard
from workprint.media.lining.net import Scripted
from workprint.media.lining.path import Loop, Step

@dataclass(frozen=True)
class Judge:
    """Turns the path of one take into readings and sentences."""

    scene: Scene
    take: str
    words: tuple[Scripted, ...]
    heard: Heard
    loop: Loop
    steps: tuple[Step, ...]
    sound: NDArray[np.float32]

    def readings(self) -> tuple[Reading, ...]:
        """All readings in order of time."""
        runs: dict[str, int] = {}
        found: list[Reading] = []
        for group in self._groups():
            reading = self._reading(group)
            if reading.line:
                runs[reading.line] = runs.get(reading.line, 0) + 1
            found.append(Reading(reading.take, reading.line, reading.words, reading.confidence,
                                 max(runs.get(reading.line, 1), 1)))
        return tuple(found)

    def _groups(self) -> Iterator[list[Step]]:
        """Steps that belong to one reading each."""
        group: list[Step] = []
        for at, step in enumerate(self.steps):
            if group and not self._goes_on(group, step, self.steps[at + 1 :]):
                yield group
                group = []
            group.append(step)
        if group:
            yield group

    def _goes_on(self, group: Sequence[Step], step: Step, later: Sequence[Step]) -> bool:
        """Whether `step` is of the same reading as `group`."""
        last = next((one.word for one in reversed(group) if one.word >= 0), -1)
        if last < 0:
            return False
        following = step.word if step.word >= 0 else next((one.word for one in later if one.word >= 0), -1)
        return following > last and self.words[following].line == self.words[last].line

    def _reading(self, group: Sequence[Step]) -> Reading:
        first = next((step for step in group if step.word >= 0), None)
        if first is None:
            return Reading(self.take, "", tuple(word for step in group for word in self._other(step)), 300)
        number = self.words[first.word].line
        line = [at for at, word in enumerate(self.words) if word.line == number]
        words = tuple(self._filled(group, line))
        heard = [word.confidence for word in words if word.heard == "scripted"]
        share = sum(heard) // max(1, len([word for word in words if word.heard != "extra"]))
        return Reading(self.take, self.scene.spoken[number].id, words, share)

    def _filled(self, group: Sequence[Step], line: Sequence[int]) -> Iterator[Word]:
        """The words of a reading, missing ones in their places; unscripted speech where words are missing
        takes the place of the first of them."""
        expected = line[0]
        place = self.heard.sample(group[0].start)
        pending: list[Step] = []
        for step in group:
            if step.word < 0:
                pending.append(step)
                continue
            yield from self._between(pending, list(range(expected, step.word)), place)
            pending = []
            yield self._word(step)
            expected, place = step.word + 1, self.heard.sample(step.out)
        yield from self._between(pending, list(range(expected, line[-1] + 1)), place)

    def _between(self, others: Sequence[Step], missing: Sequence[int], place: int) -> Iterator[Word]:
        """What was said between two scripted words, and what should have been."""
        said = [word for step in others for word in self._other(step)]
        wanted = [self.words[at].text for at in missing]
        for word in said:
            if word.text in wanted:
                # The second witness heard the very word: it was said, only unclearly.
                yield from (Word(text, place, place, "missing", 500) for text in wanted[: wanted.index(word.text)])
                wanted = wanted[wanted.index(word.text) + 1 :]
                yield Word(word.text, word.start, word.out, "scripted", 450)
            elif wanted:
                wanted = wanted[1:]
                yield Word(word.text, word.start, word.out, "changed", word.confidence)
            else:
                yield word
            place = word.out
        for text in wanted:
            yield Word(text, place, place, "missing", 700)

    def _other(self, step: Step) -> tuple[Word, ...]:
        return guess(self.sound, self.heard.sample(step.start), self.heard.sample(step.out))

    def _word(self, step: Step) -> Word:
        return Word(self.words[step.word].text, self.heard.sample(step.start), self.heard.sample(step.out),
                    "scripted", self.confidence(step))

    def confidence(self, step: Step) -> int:
        """How surely the word was said, 0 to 1000: its cost against that of the best phones."""
        excess = (step.cost - int(self.loop.cost[step.start : step.out].sum())) / max(1, step.out - step.start)
        return max(0, min(1000, round(1000 - 25 * excess)))

    def belongs(self, readings: Sequence[Reading]) -> int:
        """How surely the take is of the scene: the share of its speech that is in the script."""
        scripted = sum(word.out - word.start for one in readings if one.line for word in one.words
                       if word.heard == "scripted" and word.confidence >= 500)
        whole = sum(word.out - word.start for one in readings for word in one.words)
        return round(1000 * scripted / whole) if whole else 0

    def notes(self, readings: Sequence[Reading]) -> tuple[str, ...]:
        """What a script supervisor would write beside the take."""
        said: list[str] = []
        for one in readings:
            name = one.line or "between the lines"
            for kind in ("missing", "changed", "extra"):
                words = [word.text for word in one.words if word.heard == kind]
                if words:
                    said.append(f"{name}: {kind} {' '.join(words)}")
            if one.run > 1:
                said.append(f"{name}: said again, run {one.run}")
        return tuple(said)
