"""Second thoughts on the path through the net: which of its words were not really said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workprint.media.lining.hearing import Heard
from workprint.media.lining.loop import Loop
from workprint.media.lining.net import Scripted
from workprint.media.lining.path import Step

WRONG = 50
"""Excess cost a frame above which a word was not said. Source: trials, docs/lining.md (the highest of 2,266 words that
were said was 53, nine of ten lay under 22)."""
BESIDE = 28
"""The same for a word that touches speech which is in no script. Source: the same trials."""
_WORTH = 6
"""Frames under which a word's cost says nothing: three for each of two phones."""
_TOUCHING = 5
"""Frames between stretches that belong together: a stop's closure is no pause."""
_LEAST_OTHER = 12
"""Frames of unscripted speech below which it is a breath or an edge: 0.12 s is shorter than any word alone."""


@dataclass(frozen=True)
class Doubt:
    """What the doubts are founded on."""

    words: tuple[Scripted, ...]
    heard: Heard
    loop: Loop
    ease: int = 0
    """What to add to the limits; below 0 for a voice that the model knows well."""

    def settled(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """The steps with every word that was not said turned into speech of unknown words."""
        kept = self._without_wrong(self._without_strays(self._begun_again(steps)))
        return tuple(step for step in _merged(kept) if step.word >= 0 or self._is_speech(step))

    def excess(self, step: Step) -> float:
        """What the step's frames cost more than the best phones, a frame."""
        return (step.cost - int(self.loop.cost[step.start : step.out].sum())) / max(1, step.out - step.start)

    def _is_speech(self, step: Step) -> bool:
        return int(self.heard.loud[step.start : step.out].sum()) >= _LEAST_OTHER

    def _begun_again(self, steps: Sequence[Step]) -> list[Step]:
        """A few words that begin the line that follows are a start of it, whatever other line has them too."""
        runs, changed = self._runs(steps), list(steps)
        for at, (run, after) in enumerate(pairwise(runs)):
            line, following = self._line(steps[run[0]]), self._line(steps[after[0]])
            ends = self.words[steps[run[-1]].word].last
            in_order = ends and at > 0 and self._line(steps[runs[at - 1][0]]) == line - 1
            head, said = self._head(following), [self.words[steps[place].word].text for place in run]
            same = said == [word.text for word in self.words[head : head + len(said)]]
            if same and line != following and not in_order and not self._whole(steps, run):
                for count, place in enumerate(run):
                    changed[place] = replace(steps[place], word=head + count)
        return changed

    def _head(self, line: int) -> int:
        """The first word of a line."""
        return next(at for at, word in enumerate(self.words) if word.line == line)

    def _whole(self, steps: Sequence[Step], run: Sequence[int]) -> bool:
        """Whether a run says all words of its line."""
        return len(run) == sum(word.line == self._line(steps[run[0]]) for word in self.words)

    def _without_strays(self, steps: Sequence[Step]) -> list[Step]:
        """One or two words out of a line that nobody was saying are somebody else's words that sound alike."""
        runs = self._runs(steps)
        stray: set[int] = set()
        for at, run in enumerate(runs):
            before = runs[at - 1] if at else None
            after = runs[at + 1] if at + 1 < len(runs) else None
            if self._is_stray([steps[place] for place in run], *(
                    self._line(steps[other[0]]) if other else None for other in (before, after))):
                stray.update(run)
        return [_unknown(step) if at in stray else step for at, step in enumerate(steps)]

    def _runs(self, steps: Sequence[Step]) -> list[list[int]]:
        """Places in `steps` of words that follow each other in one line."""
        runs: list[list[int]] = []
        last = -1
        for at, step in enumerate(steps):
            if step.word < 0:
                continue
            if runs and step.word > last and self.words[step.word].line == self.words[last].line:
                runs[-1].append(at)
            else:
                runs.append([at])
            last = step.word
        return runs

    def _is_stray(self, run: Sequence[Step], before: int | None, after: int | None) -> bool:
        line = self._line(run[0])
        length = sum(word.line == line for word in self.words)
        frames = sum(step.out - step.start for step in run)
        if len(run) > 2 or len(run) * 2 > length:
            return len(run) <= 2 and sum(self.excess(step) * (step.out - step.start) for step in run) > 30 * frames
        begins = self.words[run[0].word].place == 0
        expected = (before, after, before + 1 if before is not None else None)
        return not (begins and line in expected)

    def _line(self, step: Step) -> int:
        return self.words[step.word].line

    def _without_wrong(self, steps: Sequence[Step]) -> list[Step]:
        """Words that fit badly, or rather badly beside speech that is in no script."""
        kept = []
        for at, step in enumerate(steps):
            beside = any(other.word < 0 and other.out - other.start >= _TOUCHING
                         and max(other.start - step.out, step.start - other.out) < _TOUCHING
                         for other in steps[max(0, at - 1) : at + 2])
            limit = (BESIDE if beside else WRONG) + self.ease
            doubtful = step.word >= 0 and step.out - step.start >= _WORTH and self.excess(step) > limit
            kept.append(_unknown(step) if doubtful else step)
        return kept


def _unknown(step: Step) -> Step:
    return Step(-1, step.start, step.out)


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Stretches of unknown words that touch as one."""
    merged: list[Step] = []
    for step in steps:
        if step.word < 0 and merged and merged[-1].word < 0 and step.start - merged[-1].out < _TOUCHING:
            merged[-1] = Step(-1, merged[-1].start, step.out)
        else:
            merged.append(step)
    return merged
