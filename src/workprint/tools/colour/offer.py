"""From plans to alternatives: looks are solved, kept within their guards, chosen to differ, and told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from workprint.film import Alt, Brief, Grade, Op, ShotGrade, ToolCard
from workprint.media.colour import Verdict, apply_ops
from workprint.tools.colour import dials
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.kept import Kept
from workprint.tools.colour.look import TURNS
from workprint.tools.colour.plans import Asked, Plan, plans
from workprint.tools.colour.reasons import Judged, reasons
from workprint.tools.colour.sight import measured
from workprint.tools.colour.solve import Solved, aim
from workprint.tools.colour.spread import APART, SIX, far
from workprint.tools.colour.variables import COUNT, SKIN, Values, axes

CARD = ToolCard("colour", "1", "colour",
                "Proposes whole grades of a cut, by words, by reference and by dials, each with its reasons.",
                "nothing: measurement, mathematics and a list of words", "fully")

SHARES = (1.0, 0.75, 0.5, 0.25)
"""Shares of a look that are tried until its guards are kept. Source: our choice; finer is not seen."""

BATCH = 16
"""Looks that are solved at once. Source: our choice: as many as six that differ most often need."""

LEAST = 0.5
"""Least share of a character that is still offered under its name. Source: our choice: less is another one."""

LOOSED = {"saturation": "skin chroma", "brightness": "shadows"}
"""Guards that speak of what a look is for, and do not hold it back where it asks for less of that: paler is paler skin
too, and they say so. Source: what they measure."""


@dataclass(frozen=True, eq=False)
class Made:
    """A plan as a grade."""

    plan: Plan
    shots: Shots
    found: Solved
    share: float = 1.0
    """How much of the look is left where guards held it back."""
    verdicts: tuple[Verdict, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it is offered: a character that breaks a guard is not, nor one of which too little is left."""
        return self.plan.plain or (self.share >= LEAST and not _broken(self.verdicts, self.plan))


def offered(of: Asked, kept: Kept, brief: Brief, seed: int) -> Iterator[Alt]:
    """Up to as many alternatives as are wanted: six that differ plainly, then the others by score."""
    made = _chosen(of, kept, brief, seed) if brief.want > 0 else []
    graded = [each for each in made if each.plan.balanced] or made
    first = _six(graded, kept.sight.marks.weight)
    alts = {id(each): _alt(each, of, kept, brief) for each in made}
    rest = sorted((each for each in made if each not in first),  # what has no look comes next, whatever its score
                  key=lambda each: (not each.plan.neutral, -alts[id(each)].score, alts[id(each)].id))
    yield from [alts[id(each)] for each in (*first, *rest)][:brief.want]


def judged(grade: Grade, of: Asked, kept: Kept, brief: Brief) -> Alt:
    """A grade that was made by hand or elsewhere, as an alternative."""
    shots = tuple(shot.ops for shot in grade.shots)
    return _told(grade, None, _as_it_is(kept, shots, grade.look), kept.guarded.verdicts(
        shots, grade.look, dials.off(brief)), of, kept, brief)


def _chosen(of: Asked, kept: Kept, brief: Brief, seed: int) -> list[Made]:
    """Grades within their guards, in the order of their plans, until there are as many as are wanted and six differ."""
    off, seen = dials.off(brief), set()
    good: list[Made] = []
    apart: list[Values] = []
    for each in _made(of, kept, brief, seed):
        if len(good) > brief.want and not _stands_apart(each, apart, kept):
            continue  # there are enough, and guards would only bring it nearer to the others
        held = _guarded(each, kept, off)
        if not held.good or (held.shots, held.found.ops) in seen:
            continue
        seen.add((held.shots, held.found.ops))
        good.append(held)
        if len(apart) < SIX and each.plan.balanced and _stands_apart(held, apart, kept):
            apart.append(held.found.lab)
        if len(good) > brief.want and len(apart) >= min(SIX, brief.want):
            break
    return good


def _stands_apart(one: Made, others: Sequence[Values], kept: Kept) -> bool:
    return all(far(one.found.lab, other, kept.sight.marks.weight) >= APART for other in others)


def _broken(verdicts: Sequence[Verdict], plan: Plan) -> bool:
    """Whether a guard is broken that the plan has to keep."""
    loosed = {guard for name, guard in LOOSED.items() if plan.wishes.get(name, 0.0) < 0 and SKIN not in plan.holds}
    return any(one.broken and one.name not in loosed for one in verdicts)


def _made(of: Asked, kept: Kept, brief: Brief, seed: int) -> Iterator[Made]:
    """Every plan as a grade; looks are solved many at once, and no more of them than are asked for."""
    guarded, waiting = "skin" not in dials.off(brief), plans(of, seed)
    batch = max(BATCH, brief.want)
    while planned := list(islice(waiting, batch)):
        aims = [aim(kept.ground, plan.start, plan.wishes, plan.holds, skin=guarded) for plan in planned if plan.solved]
        looks = iter(kept.solver.solve(aims))
        for plan in planned:
            shots = kept.balanced if plan.balanced else kept.as_shot
            yield Made(plan, shots, next(looks) if plan.solved else _as_it_is(kept, shots, plan.start.ops))


def _as_it_is(kept: Kept, shots: Shots, look: tuple[Op, ...]) -> Solved:
    found, seen = measured(apply_ops(kept.sight.graded(shots), look), kept.sight.marks)
    return Solved(look, kept.ground.moved(found), seen, np.zeros(len(TURNS)))


def _guarded(made: Made, kept: Kept, off: Collection[str]) -> Made:
    """As much of a look as its guards allow; what nobody solved stays as it is."""
    if not made.plan.balanced and not made.found.ops:
        return made  # as it was shot: there is nothing that a grade could have broken
    for share in SHARES if made.plan.solved else SHARES[:1]:
        ops = made.plan.start.turned(made.found.turns * share) if share < 1 else made.found.ops
        verdicts = kept.guarded.verdicts(made.shots, ops, off)
        if not _broken(verdicts, made.plan):
            break
        if share <= LEAST and not made.plan.plain:
            break
    found = made.found if share == 1 else _softer(kept, made, ops, share)
    return replace(made, found=found, share=share, verdicts=verdicts)


def _softer(kept: Kept, made: Made, ops: tuple[Op, ...], share: float) -> Solved:
    return replace(_as_it_is(kept, made.shots, ops), turns=made.found.turns * share)


def _six(made: Sequence[Made], weight: Values) -> list[Made]:
    """Up to six that are all `APART`, in the order they came; where there are none such, those that are farthest."""
    known: dict[tuple[int, int], float] = {}

    def away(one: Made, chosen: Sequence[Made]) -> float:
        keys = [((id(one), id(other)), other) for other in chosen]
        known.update({key: far(one.found.lab, other.found.lab, weight) for key, other in keys if key not in known})
        return min((known[key] for key, _ in keys), default=float("inf"))

    chosen: list[Made] = []
    for each in made:
        if len(chosen) < SIX and away(each, chosen) >= APART:
            chosen.append(each)
    if len(chosen) < min(SIX, len(made)):
        chosen = list(made[:1])
        while len(chosen) < min(SIX, len(made)):
            chosen.append(max((each for each in made if each not in chosen), key=lambda each: away(each, chosen)))
    return chosen


def _alt(made: Made, of: Asked, kept: Kept, brief: Brief) -> Alt:
    cut = kept.sight.cut
    rows = tuple(ShotGrade(shot.take, shot.start, shot.out, kept.sight.space(at), ops)
                 for at, (shot, ops) in enumerate(zip(cut.shots, made.shots, strict=True)))
    grade = Grade(cut.scene, kept.cut, cut.frames, rows, made.found.ops)
    return _told(grade, made, made.found, made.verdicts, of, kept, brief)


def _told(grade: Grade, made: Made | None, found: Solved, verdicts: tuple[Verdict, ...], of: Asked, kept: Kept,
          brief: Brief) -> Alt:
    """A grade with its reasons and axes."""
    why = reasons(Judged(grade, found.lab, found.moved, verdicts, made.share if made else 1.0), of,
                  made.plan if made else None, kept, brief)
    return Alt(CARD.name, grade, why, axes(kept.ground.there[:COUNT] + found.moved[:COUNT] * kept.ground.steps))
