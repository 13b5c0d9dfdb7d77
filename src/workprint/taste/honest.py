"""How good the taste is, told honestly: beside how often the person themselves says the same again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workprint.film import ON, Alt
from workprint.taste.learning import learn
from workprint.taste.lessons import Answer, Lesson, Told
from workprint.taste.taste import Taste

EVERY = 6
"""Answers after which an early one comes back, as one of six. Source: our choice; one place of 36, and facts/editing 7
asks for three at two lags."""

LAG = 4
"""Answers that must lie between one and its return. Source: our choice; some two dozen alternatives are seen between,
more than people keep in mind, and one scene still has room for it."""

ENOUGH, REPEATS = 10, 4
"""Answers, and early ones that came back, before a share is told. Source: our choice; with fewer it is chance."""

FOLDS, NEWEST = 5, 120
"""Parts into which answers are cut to be foretold by the others, and how many of the newest. Source: our choice."""

Question = tuple[tuple[tuple[str, int], ...], ...]
"""What stood together, in whatever order: the axes of each."""


@dataclass(frozen=True, slots=True)
class Honest:
    """What can be said of how good a taste is."""

    answers: int
    """Choices among what was shown."""
    right: int
    """How often the taste, learned from other answers, tells an alt that was taken from one that was not; in
    thousandths, both kinds counted alike."""
    chance: int
    """How often a blind guess would: 500."""
    again: int
    """Early answers that came back, as many that took an alt as that did not."""
    same: int
    """How many of them were given again."""
    refused: int
    """Questions in which something refused before stood again."""
    taken: int
    """How many of them it won."""

    @property
    def share(self) -> int | None:
        """`right` as a share of how often the person repeats their own answer, in thousandths; None for too little."""
        if self.answers < ENOUGH or self.again < REPEATS or not self.same:
            return None
        return self.right * self.again // self.same

    @property
    def says(self) -> str:
        """In a sentence."""
        if self.answers < ENOUGH:
            few = "1 answer is" if self.answers == 1 else f"{self.answers} answers are"
            return f"{few} too few to say how well your taste is known; about {ENOUGH} would do"
        known = f"foretells {self.right // 10} of 100 times whether you take one (a blind guess: {self.chance // 10})"
        if self.share is None:
            return f"{known}; {self.again} early answers came back, {REPEATS} would tell how often you repeat one"
        return (f"{known}; you yourself said the same of {self.same} of {self.again} that came back: that is "
                f"{self.share // 10} % of your own repeat rate")


def honest(answers: Sequence[Answer], start: Taste | None = None) -> Honest:
    """How good a taste these answers make. It learns several times: some tenths of a second."""
    asked = [(at, one) for at, one in enumerate(answers) if isinstance(one, Lesson) and _is_question(one)][-NEWEST:]
    said = [one.again for one in answers if isinstance(one, Lesson) and one.again]
    refused = _stood_again(answers)
    hits = _foretold(answers, asked, start)
    return Honest(len(asked), _thousandths(hits), 500, len(said), said.count("same"), len(refused), sum(refused))


def _thousandths(shares: Sequence[float]) -> int:
    return round(1000 * sum(shares) / len(shares)) if shares else 0


def _is_question(one: Lesson) -> bool:
    return one.mark == "circle" and one.kind == "shown" and bool(one.beside)


def question(one: Lesson) -> Question:
    """What was asked, in whatever order it stood: the axes of all that was shown."""
    return tuple(sorted(_row(axes) for axes in (one.axes, *one.beside)))


def _row(axes: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    # Not what is told of some lines: answers of before it was measured are known again, too.
    return tuple(sorted((name, value) for name, value in axes.items() if ON not in name))


def _foretold(answers: Sequence[Answer], asked: Sequence[tuple[int, Lesson]], start: Taste | None) -> list[float]:
    """For each question how well the taste of the other parts tells what was taken; a question stays in one part."""
    parts = {which: at % FOLDS for at, which in enumerate(dict.fromkeys(question(one) for _, one in asked))}
    hits: list[float] = []
    for part in sorted(set(parts.values())):
        held = {at for at, one in asked if parts[question(one)] == part}
        taste = learn([one for at, one in enumerate(answers) if at not in held], start)
        hits += [_hit(taste, one) for at, one in asked if at in held]
    return hits


def _hit(taste: Taste, one: Lesson) -> float:
    """How often it tells rightly whether an alt was taken: of the one that was and of those that were not, alike."""
    worth = taste.worth([one.axes, *one.beside], one.tags)
    best = worth >= worth.max() - 1e-12
    took = float(best[0] / np.count_nonzero(best))
    return (took + 1 - (1 - took) / len(one.beside)) / 2


def _stood_again(answers: Sequence[Answer]) -> list[bool]:
    """For each question in which something stood that had been refused: whether it was taken."""
    refused: set[tuple[tuple[str, int], ...]] = set()
    found: list[bool] = []
    for one in answers:
        if isinstance(one, Told):
            continue
        if _is_question(one) and any(_row(axes) in refused for axes in (one.axes, *one.beside)):
            found.append(_row(one.axes) in refused)
        if one.mark == "ng":
            refused.add(_row(one.axes))
    return found


def aged(answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers that lie far enough behind to be asked for again."""
    asked = _asked(answers)
    return answers[:asked[-LAG]] if len(asked) >= LAG else ()


def _asked(answers: Sequence[Answer]) -> list[int]:
    return [at for at, one in enumerate(answers) if isinstance(one, Lesson) and _is_question(one)]


def retest(answers: Sequence[Answer], able: Sequence[int], back: int = 0) -> int | None:
    """Which early question to ask of again now, as its place among the answers; None where none is due.

    `able` are the places of those that could be asked of, `back` is how many have come back. By turns, two and two, the
    oldest and the newest that lies far enough behind: what changes slowly and what is chance come apart.
    """
    if len(_asked(answers)) < EVERY * (back + 1):
        return None
    old = [at for at in _asked(aged(answers)) if at in able]
    return None if not old else old[-1] if back // 2 % 2 else old[0]


def against_refusal(alts: Sequence[Alt], answers: Sequence[Answer], taste: Taste, tags: Sequence[str] = ()
                    ) -> tuple[Alt, Alt] | None:
    """The taste's favourite and an alt that was refused before, to be asked as an unframed pair; None where none was.

    Choosing raises value: a taste that the tool has made would never let the refused one win. Of all refused ones it is
    that of which the taste thinks best.
    """
    refused = {_row(one.axes) for one in answers if isinstance(one, Lesson) and one.mark == "ng"}
    worth = taste.worth([alt.variables for alt in alts], tags)
    again = [at for at, alt in enumerate(alts) if _row(dict(alt.axes)) in refused]
    best = [int(at) for at in np.argsort(-worth, kind="stable") if int(at) not in again]
    if not again or not best:
        return None
    return alts[best[0]], alts[max(again, key=lambda at: (worth[at], -at))]
