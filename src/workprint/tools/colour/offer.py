"""From plans to alternatives: looks are solved, kept within their guards, chosen to differ, and told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from workprint.film import Alt, Brief, Grade, Op, ShotGrade, ToolCard
from workprint.media.colour import GUARDS, Verdict, apply_ops
from workprint.tools.colour import dials
from workprint.tools.colour.along import put_into
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.kept import Kept
from workprint.tools.colour.look import TURNS
from workprint.tools.colour.plans import Asked, Plan, plans
from workprint.tools.colour.reasons import Judged, reasons
from workprint.tools.colour.sight import measured
from workprint.tools.colour.solve import Solved, aim
from workprint.tools.colour.spread import APART, SIX, far, six
from workprint.tools.colour.variables import COUNT, PLACE, SKIN, Values, axes

CARD = ToolCard("colour", "1", "colour",
                "Proposes whole grades of a cut, by words, by reference and by dials, each with its reasons.",
                "nothing: measurement, mathematics and a list of words", "fully")

SHARES = (1.0, 0.6, 0.35, 0.2, 0.1)
"""Shares of a look that are tried until its guards are kept. Source: our choice; finer is not seen."""

FACES = frozenset({"skin", "skin chroma"})
"""Guards of faces, which decide where all cannot be kept. Source: facts/colour 1: do not make a shot match by
destroying the face."""

ANSWER = 0.4
"""Part of what the plainest grade has of what is asked for most that a character has to have. Source: our choice: less
is not what was asked."""

BATCH = 16
"""Looks that are solved at once. Source: our choice: as many as six that differ most often need."""

LEAST = 0.6
"""Least share of a character that is still offered under its name. Source: our choice: less is another one."""

HALVINGS = 4
"""Times that the room between two shares is halved for what was asked. Source: our choice: a fortieth of it is left."""

ENOUGH = 0.2
"""Least share of a look for which every guard is kept; of what is asked, faces may leave less. Source: our choice: what
a fifth of a look still breaks, softening does not mend."""

TIERS: tuple[tuple[Collection[str], float], ...] = (
    (GUARDS, ENOUGH), (FACES | {"gradients"}, ENOUGH), (FACES, SHARES[-1]))
"""Guards that are kept, and the least share for it, from what is best. Source: our choice: after faces, shading that
turns around is seen first; what is lost at an end of a channel may be what was asked for, and is said."""

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
    firm: bool = False
    """Whether it was solved again, with the colour of faces held, as they kept their guards in little of it else."""
    bend: Values | None = None
    """Turns that lie in the shots by their shares, and not in the look; None where the whole scene has one look."""

    @property
    def good(self) -> bool:
        """Whether it is offered.

        What was asked always is; a part or another strength of it where faces keep their guards in enough of it; a
        character where all guards are kept in most of it.
        """
        if not self.plan.plain:
            return self.share >= LEAST and not _broken(self.verdicts, self.plan)
        return not self.plan.other or (self.share >= ENOUGH and not _broken(self.verdicts, self.plan, FACES))


def offered(of: Asked, kept: Kept, brief: Brief, seed: int) -> Iterator[Alt]:
    """Up to as many alternatives as are wanted: six that differ plainly, then the others by score."""
    made = _chosen(of, kept, brief, seed) if brief.want > 0 else []
    graded = [each for each in made if each.plan.balanced] or made
    first = [graded[at] for at in six([each.found.lab for each in graded], kept.sight.marks.weight)]
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
    choice = _Choice(of, kept, brief.want)
    for each in _made(of, kept, brief, seed):
        # Where there are enough, guards would only bring one that stands near to the others nearer still.
        if not choice.enough or choice.stands_apart(each):
            choice.take(_guarded(each, of, kept, dials.off(brief)))
        if choice.enough and len(choice.apart) >= min(SIX, brief.want):
            return choice.good
    return [*choice.good, *choice.spare]


class _Choice:
    """Grades as they come: those that are good, those that hardly answer, and the first that stand apart."""

    def __init__(self, of: Asked, kept: Kept, want: int) -> None:
        self._of, self._kept, self._want = of, kept, want
        self._seen: set[tuple[Shots, tuple[Op, ...]]] = set()
        self._least: float | None = None
        self.good: list[Made] = []
        self.spare: list[Made] = []
        """Characters that guards left little of what was asked: they come where six do not differ without them."""
        self.apart: list[Made] = []

    @property
    def enough(self) -> bool:
        """Whether there are as many as are wanted, and one to spare."""
        return len(self.good) > self._want

    def take(self, made: Made) -> None:
        """One more, where it is offered at all and not there yet."""
        answered = _answered(made, self._of)
        if made.plan.solved and self._least is None:
            self._least = ANSWER * min(1.0, answered)  # the first is what was asked and no more
        if not made.good or (made.shots, made.found.ops) in self._seen or (answered < -ANSWER and not made.plan.plain):
            return
        self._seen.add((made.shots, made.found.ops))
        if not made.plan.plain and self._least is not None and answered < self._least:
            self.spare.append(made)
            return
        self.good.append(made)
        if len(self.apart) < SIX and made.plan.balanced and self.stands_apart(made):
            self.apart.append(made)

    def stands_apart(self, one: Made) -> bool:
        """Whether it differs plainly from all that do so far."""
        weight = self._kept.sight.marks.weight
        return all(far(one.found.lab, other.found.lab, weight) >= APART for other in self.apart)


def _answered(made: Made, of: Asked) -> float:
    """What part of what was asked for most is there; 1 where nothing was asked."""
    most = max(of.wishes, key=lambda name: (abs(of.wishes[name]), name), default="")
    return round(float(made.found.moved[PLACE[most]]) / of.wishes[most], 3) if most else 1.0


def _broken(verdicts: Sequence[Verdict], plan: Plan, names: Collection[str] = GUARDS) -> bool:
    """Whether one of these guards is broken that the plan has to keep."""
    loosed = {guard for name, guard in LOOSED.items() if plan.wishes.get(name, 0.0) < 0 and SKIN not in plan.holds}
    return any(one.broken and one.name in names and one.name not in loosed for one in verdicts)


def _made(of: Asked, kept: Kept, brief: Brief, seed: int) -> Iterator[Made]:
    """Every plan as a grade; looks are solved many at once, and no more of them than are asked for."""
    guarded, waiting = "skin" not in dials.off(brief), plans(of, seed)
    batch = max(BATCH, brief.want)
    while planned := list(islice(waiting, batch)):
        yield from _solved(planned, of, kept, guarded)


def _solved(planned: Sequence[Plan], of: Asked, kept: Kept, guarded: bool) -> Iterator[Made]:
    aims = [aim(kept.ground, plan.start, plan.wishes, plan.holds, skin=guarded, plain=plan.plain)
            for plan in planned if plan.solved]
    looks = iter(kept.solver.solve(aims))
    rests = _rests(planned, kept, guarded) if of.shares else {}
    for plan in planned:
        shots = kept.balanced if plan.balanced else kept.as_shot
        made = Made(plan, shots, next(looks) if plan.solved else _as_it_is(kept, shots, plan.start.ops))
        yield _bent(made, rests.get(id(plan)), of, kept) if of.shares and plan.solved else made


def _firm(made: Made, of: Asked, kept: Kept) -> Made:
    """The same plan solved with the colour of faces held before all that is asked."""
    (held,) = _solved([replace(made.plan, holds=made.plan.holds | {SKIN})], of, kept, guarded=True)
    return replace(held, plan=made.plan, firm=True)


def _rests(planned: Sequence[Plan], kept: Kept, guarded: bool) -> dict[int, Values]:
    """Turns of the look that every shot has, whatever its share of the tone, by plan."""
    more = [plan for plan in planned if plan.solved and plan.rest]
    found = kept.solver.solve([aim(kept.ground, plan.start, plan.rest, plan.holds, skin=guarded, plain=plan.plain)
                               for plan in more])
    return {id(plan): one.turns for plan, one in zip(more, found, strict=True)}


def _bent(made: Made, rest: Values | None, of: Asked, kept: Kept) -> Made:
    """A look of which the tone's part lies in the shots, by their shares."""
    common = np.zeros(len(TURNS)) if rest is None else rest
    by = made.found.turns - common
    shots = put_into(made.shots, by, of.shares, kept.keeps)
    found = _as_it_is(kept, shots, made.plan.start.turned(common))
    return replace(made, shots=shots, found=replace(found, turns=common), bend=by)


def _as_it_is(kept: Kept, shots: Shots, look: tuple[Op, ...]) -> Solved:
    found, seen = measured(apply_ops(kept.sight.graded(shots), look), kept.sight.marks)
    return Solved(look, kept.ground.moved(found), seen, np.zeros(len(TURNS)))


def _guarded(made: Made, of: Asked, kept: Kept, off: Collection[str]) -> Made:
    """As much of a look as its guards allow; what nobody solved stays as it is."""
    if not made.plan.balanced and not made.found.ops:
        return made  # as it was shot: there is nothing that a grade could have broken
    tried = list(_tried(made, of, kept, off))
    held = _fuller(_best(tried), made, of, kept, off)
    if SKIN in made.plan.holds or "skin" in off or not _held_by_faces(held, tried):
        return _seen_again(held, kept)
    firm = _best(list(_tried(_firm(made, of, kept), of, kept, off)))
    return min((_seen_again(held, kept), _seen_again(firm, kept)),
               key=lambda one: (_broken(one.verdicts, one.plan, FACES), _missed(one)))


def _best(tried: Sequence[Made]) -> Made:
    """The share of a look that keeps its guards, or where none that is enough does, as many as matter most."""
    return next((one for guards, least in TIERS for one in tried
                 if one.share >= least and not _broken(one.verdicts, one.plan, guards)), tried[-1])


def _fuller(held: Made, made: Made, of: Asked, kept: Kept, off: Collection[str]) -> Made:
    """As much of what was asked as keeps the same guards, not only a step of it: more asked for is never less."""
    kept_guards = next((guards for guards, least in TIERS if held.share >= least
                        and not _broken(held.verdicts, held.plan, guards)), None)
    if held.share == 1 or kept_guards is None or not held.plan.plain:
        return held
    low, high = held.share, SHARES[SHARES.index(held.share) - 1]
    for _ in range(HALVINGS):
        one = _at((low + high) / 2, made, of, kept, off)
        if _broken(one.verdicts, one.plan, kept_guards):
            high = one.share
        else:
            held, low = one, one.share
    return held


def _seen_again(made: Made, kept: Kept) -> Made:
    """The same, with what is left of it measured."""
    return made if made.share == 1 else replace(made, found=_as_it_is(kept, made.shots, made.found.ops))


def _held_by_faces(held: Made, tried: Sequence[Made]) -> bool:
    """Whether faces leave so little of what was asked that it is solved again for them."""
    return held.plan.plain and held.share < LEAST and _broken(tried[1].verdicts, held.plan, FACES)


def _missed(made: Made) -> float:
    """How much of what is asked is not there, as a part of each."""
    return round(sum(abs(float(made.found.moved[PLACE[name]]) - steps) / max(1.0, abs(steps))
                     for name, steps in made.plan.wishes.items()), 3)


def _tried(made: Made, of: Asked, kept: Kept, off: Collection[str]) -> Iterator[Made]:
    """A look in all its shares, until one keeps its guards; a character in no less than is offered of it."""
    for share in SHARES if made.plan.solved else SHARES[:1]:
        one = _at(share, made, of, kept, off)
        yield one
        if not _broken(one.verdicts, made.plan) or (share <= LEAST and not made.plan.plain):
            return


def _at(share: float, made: Made, of: Asked, kept: Kept, off: Collection[str]) -> Made:
    """A share of a look, with what its guards say."""
    ops = made.plan.start.turned(made.found.turns * share) if share < 1 else made.found.ops
    shots = made.shots
    if share < 1 and made.bend is not None:
        shots = put_into(kept.balanced, made.bend * share, of.shares, kept.keeps)
    verdicts = kept.guarded.verdicts(shots, ops, off)
    return replace(made, shots=shots, found=replace(made.found, ops=ops), share=share, verdicts=verdicts)


def _alt(made: Made, of: Asked, kept: Kept, brief: Brief) -> Alt:
    cut = kept.sight.cut
    rows = tuple(ShotGrade(shot.take, shot.start, shot.out, kept.sight.space(at), ops)
                 for at, (shot, ops) in enumerate(zip(cut.shots, made.shots, strict=True)))
    grade = Grade(cut.scene, kept.cut, cut.frames, rows, made.found.ops)
    return _told(grade, made, made.found, made.verdicts, of, kept, brief)


def _told(grade: Grade, made: Made | None, found: Solved, verdicts: tuple[Verdict, ...], of: Asked, kept: Kept,
          brief: Brief) -> Alt:
    """A grade with its reasons and axes."""
    share, firm = (made.share, made.firm) if made else (1.0, False)
    why = reasons(Judged(grade, found.lab, found.moved, verdicts, share, firm), of, made.plan if made else None, kept,
                  brief)
    return Alt(CARD.name, grade, why, axes(kept.ground.there[:COUNT] + found.moved[:COUNT] * kept.ground.steps))
