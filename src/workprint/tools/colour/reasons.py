"""Why a grade is offered, in craft words; the points add up to its score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from skimage.color import deltaE_ciede2000

from workprint.film import Brief, Grade, Reason
from workprint.media.colour import Verdict
from workprint.tools.colour.balance import greys
from workprint.tools.colour.check import where
from workprint.tools.colour.dials import off
from workprint.tools.colour.kept import Kept
from workprint.tools.colour.plans import Asked, Plan
from workprint.tools.colour.spread import far
from workprint.tools.colour.variables import PLACE, SKIN, VARIABLES, Values
from workprint.tools.colour.words import near, toward

ANSWERED = 600
"""Points where everything that was asked for is there. Source: our choice; more than all else together can take away
from a plain grade."""

TOGETHER = 100
"""Points for each CIEDE2000 by which greys differ less across cuts, to `MOST`. Source: our choice."""

MOST = 300
"""The most points that one cause but what is asked has. Source: our choice."""

AWAY = 8
"""Points off for each CIEDE2000 from how it was shot. Source: our choice; it settles ties, and no more."""

TURNED = 30
"""Points off for each degree that skin is turned. Source: our choice."""

BROKEN = 200
"""Points off for a guard that is broken. Source: our choice, so that it comes after what keeps them all."""

SOFTENED = 100
"""Points off for a look of which nothing is left. Source: our choice; what is missing of what was asked counts beside
it."""

GREY = 60.0
"""L* at which greys of two shots are compared. Source: our choice, a grey card's light side."""

NEAR = 0.2
"""Part of a step that counts as there. Source: our choice, below what is seen."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A grade with all that is measured of it."""

    grade: Grade
    """The grade."""
    lab: Values
    """(pixels, 3): the scene with it, in CIELAB."""
    moved: Values
    """(variables + 5,): steps from the balanced scene, then what `Ground.moved` tells of faces and of the ends."""
    verdicts: tuple[Verdict, ...]
    """What the guards say."""
    share: float = 1.0
    """How much of the look is left where guards held it back."""
    firm: bool = False
    """Whether it was solved again with the colour of faces held."""


def reasons(of: Judged, asked: Asked, plan: Plan | None, kept: Kept, brief: Brief) -> tuple[Reason, ...]:
    """Every cause of one grade; `plan` is None for one that was made by hand."""
    return (*_asked(of, _wanted(asked, plan, kept), kept, frozenset(asked.wishes),
                     "skin" not in off(brief) and bool(kept.sight.skin)), *_named(of, plan, asked),
            *_together(of, plan, kept), *_skin(of, asked), *_away(of, kept), *_guards(of), *_stays(brief),
            *_words(asked), *_unseen(kept), *_shares(asked, kept))


def _wanted(asked: Asked, plan: Plan | None, kept: Kept) -> Mapping[str, float]:
    """What is wanted of the scene on the mean: where a tone has a curve, as much of it as its shots have."""
    whole, rest = (plan.wishes, plan.rest) if plan else (asked.wishes, asked.wish.wishes)
    mean = float(np.dot(asked.shares, kept.sight.marks.length)) if asked.shares else 1.0
    return {name: rest.get(name, 0.0) * (1 - mean) + steps * mean for name, steps in whole.items()}


def _shares(asked: Asked, kept: Kept) -> Iterator[Reason]:
    for at, (share, shot) in enumerate(zip(asked.shares, kept.sight.cut.shots, strict=bool(asked.shares))):
        if shot.take:
            yield Reason("tone", 0, f"shot {at + 1} has {share:.0%} of the tone, by its curve", at)


def _asked(of: Judged, wishes: Mapping[str, float], kept: Kept, words: frozenset[str],
           guarded: bool) -> Iterator[Reason]:
    """What moved, as it was asked, as the character has it, or as the still is."""
    why = ", as far as faces keep their colour; switch off guard:skin to have all of it" if guarded else ""
    for name, by, whose in ((sorted(words & wishes.keys()), ANSWERED, "as you asked"),
                            (sorted(wishes.keys() - words), 0, "in this version")):
        if name:
            missed = [max(0.0, abs(of.moved[PLACE[one]] - wishes[one]) - NEAR) / max(1.0, abs(wishes[one]))
                      for one in name]
            points = round(by * (1 - min(1.0, sum(missed) / len(missed))))
            told = [_moved(one, of.moved[PLACE[one]], wishes[one], kept.ground.steps)
                    for one in sorted(name, key=lambda one: -abs(wishes[one]))
                    if max(abs(wishes[one]), abs(of.moved[PLACE[one]])) > 2 * NEAR]
            yield Reason("asked" if by else "character", points,
                         f"{'; '.join(told) or 'hardly anything is moved'}, {whose}{why if by and sum(missed) else ''}")


def _moved(name: str, moved: float, wish: float, steps: Values) -> str:
    """``colder by 6.1 of 6 b*``."""
    one, size = VARIABLES[PLACE[name]], steps[PLACE[name]]
    if abs(moved) < NEAR:
        return f"{toward(name, wish)} was wanted, and nothing of it can be had here"
    short = "" if abs(moved - wish) <= max(NEAR, abs(wish) / 3) else f" where {abs(wish) * size:.1f} was wanted"
    return f"{toward(name, moved)} by {abs(moved) * size:.1f} {one.unit.split(' ')[0]}{short}"


def _named(of: Judged, plan: Plan | None, asked: Asked) -> Iterator[Reason]:
    if of.share < 1:
        yield Reason("softened", -round(SOFTENED * (1 - of.share)), f"{of.share:.0%} of the look is left, so that it "
                     "keeps its guards; switch one off to have all of it")
    if of.firm:
        yield Reason("faces held", 0, "faces keep their colour before all that is asked, as little of it could be had "
                     "otherwise; switch off guard:skin to let them go along")
    if plan is None:
        yield Reason("made by hand", 0, "it was made by hand, and is measured as any other")
    else:
        yield Reason("version", 0, f"{plan.name}: one look over the whole scene"
                     if plan.solved or plan.start.ops else f"{plan.name}: no look")
    yield from (Reason("reference", 0, f"{each.name} was measured; what hangs on what it shows is not taken from it")
                for each in asked.pointed if each.there)
    if plan is not None:
        yield from (Reason("reference", 0, _sentence(" ".join(each.says))) for each in asked.pointed
                    if each.says and plan.name.startswith(f"{each.how} {each.name}"))


def _together(of: Judged, plan: Plan | None, kept: Kept) -> Iterator[Reason]:
    """How far greys differ across cuts, beside how it was shot."""
    before, after = (across(greys(kept.sight, lab), kept.sight.marks.length) for lab in (kept.untouched, of.lab))
    if before is not None and after is not None:
        points = max(-MOST, min(MOST, round(TOGETHER * (before - after))))
        how = "sit together" if after <= before else "stand further apart"
        yield Reason("together", points, f"the shots {how}: greys differ by {after:.1f} dE across cuts, "
                     f"as shot {before:.1f}")
    if plan is None or plan.balanced:
        yield from (Reason("matched", 0, _sentence(told), at) for at, told in enumerate(kept.together.told) if told)


def across(leaning: Values, length: Values) -> float | None:
    """Mean CIEDE2000 of greys from shot to shot, to a tenth; None where there is no cut between two that were seen."""
    there = leaning[length > 0]
    if len(there) < 2:
        return None
    grey = np.concatenate([np.full((len(there), 1), GREY), there[:, ::-1]], 1)
    return round(float(np.mean(deltaE_ciede2000(grey[1:], grey[:-1]))), 1)  # type: ignore[no-untyped-call]


def _skin(of: Judged, asked: Asked) -> Iterator[Reason]:
    told = next((verdict for verdict in of.verdicts if verdict.name == "skin" and verdict.judged), None)
    if told is not None:
        turned = (told.number("mean, 1/10 degree") or 0) / 10
        yield Reason("skin", -min(MOST, round(TURNED * turned)), _sentence(told.says))
    elif SKIN in asked.wish.holds:
        yield Reason("skin", 0, "skin was to stay, and no face is seen to hold it by; mark one, or look yourself")


def _sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")


def _away(of: Judged, kept: Kept) -> Iterator[Reason]:
    away = far(of.lab, kept.untouched, kept.sight.marks.weight)
    yield Reason("as it was shot", -round(AWAY * away), f"it is {away:.1f} dE from how it was shot")


def _guards(of: Judged) -> Iterator[Reason]:
    yield from (Reason(f"guard:{verdict.name}", -BROKEN, _sentence(verdict.says)) for verdict in of.verdicts
                if verdict.broken)


def _stays(brief: Brief) -> Iterator[Reason]:
    for keep in brief.keeps:
        yield Reason("kept", 0, f"the {keep.op.kind} of {where(keep)} stays as you keep it",
                     keep.shot if keep.shot >= 0 else None)


def _words(asked: Asked) -> Iterator[Reason]:
    if asked.wish.told:
        yield Reason("words", 0, "; ".join(f"{each.says} ({each.source})" for each in asked.wish.told))
    if asked.wish.unknown:
        yield Reason("words", 0, f"nobody told me what {_listed(asked.wish.unknown)} means for colour, and it moves "
                     f"nothing; {near(asked.wish.unknown)} are known")


def _listed(words: Sequence[str]) -> str:
    return " or ".join(repr(word) for word in words)


def _unseen(kept: Kept) -> Iterator[Reason]:
    for at in kept.sight.unseen:
        yield Reason("not seen", 0, f"shot {at + 1} was not seen, and has the look alone", at)


