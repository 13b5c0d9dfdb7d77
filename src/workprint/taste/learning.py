"""From answers to a taste: a few hypotheses of what a taste is like, each fitted, counted by what it foretold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from workprint.taste.drift import change
from workprint.taste.fit import Choices, Fit, Prior, blended, fits
from workprint.taste.lessons import Answer, Told
from workprint.taste.sheet import ROOT2, Array, Sheet, sheet
from workprint.taste.start import moved
from workprint.taste.taste import Axis, Taste, kept

STRENGTHS = (0.35, 0.7, 1.4)
"""How much one spread of an axis may be worth, in logits: what is thought possible before any answer. Source: a person
who repeats 76 % of random pairs (facts/editing 7) has a worth of 1.6 logits of spread; over seven axes 0.6 each."""

BENDS = ((0.1, 0.0), (0.35, 0.15), (0.5, 0.8))
"""How much a taste bends: spread and mean of the bend, in strengths; the first is straight, the last has a right amount
on most axes. Source: tuned on the simulated artists of development (bench/taste.py), not on those reported."""

DEPENDS, PLACE = 0.5, 0.3
"""Spread of what a tag changes (in strengths), and of how much the first place tempts (in logits). Source: our choice;
a person is thought to be much the same everywhere, and position bias in choices from short lists is small."""

BY_LINE = (0.02, 0.5)
"""Spread of what is liked on some lines against the others, in strengths: a taste hardly depends on the line, or it
does. Source: tuned as `BENDS`."""

FROM_OTHERS = 0.5
"""How far a newcomer is thought to be like those whose tastes they start from. Source: our choice; DesignPref 2025
found an agreement of .25 between designers, so it must not be more (facts/editing 6)."""

LEAN = STRENGTHS[1]
"""Logits for each spread of an axis that a full first guess says. Source: our choice; what is plain without being all.
"""

RECENT = 120
"""Newest choices that tell which hypothesis holds; with more the likeliest one alone is fitted to all. Source: our
choice; that many settle it, and learning stays within a tenth of a second at 2,000."""

SURE, FIXED = 0.15, 1e-4
"""Spread of an axis that a person has set, and of one that is frozen, in logits. Source: our choice; what is set gives
way after some tens of contrary answers, what is frozen never."""


def learn(answers: Sequence[Answer], start: Taste | None = None, leans: Mapping[str, int] | None = None) -> Taste:
    """The taste that these answers make. It depends on nothing else: the same answers, the same taste.

    The order of the answers is their order in time; it only matters where the taste has changed, and for what a person
    told of it. `start` is what others' tastes say together, for people who allowed it; without it nobody else counts.
    `leans` are first guesses of a tone by axis, from -1000 (plainly less) to 1000: answers begin from there, and say
    which way it goes: a tone is a direction of the whole, so nothing of it bends or depends on the line.

    >>> from workprint.taste import Lesson
    >>> fast, slow = {"pace": 900}, {"pace": 100}
    >>> learn([Lesson("circle", fast, (slow,))] * 3).chance(fast, slow) > 600
    True
    """
    told = sheet(answers)
    if not told.names:
        return Taste()
    choices = Choices(told.features(), told.here, told.weight)
    priors = [with_told(one, told, answers, start) for one in hypotheses(told, start, leans)]
    bends = len(_bends(leans))
    noticed = change(choices, told.when, priors[bends:2 * bends])
    faded = replace(choices, weight=choices.weight * noticed.weights(told.when)) if noticed else choices
    return kept(_axes(told), told.tags, _settled(faded, told, priors), len(told.weight), noticed,
                tuple(one for _, one in _last_words(answers).values() if one.does != "forget"))


def hypotheses(told: Sheet, start: Taste | None, leans: Mapping[str, int] | None = None) -> list[Prior]:
    """Every way a taste may be: faint to strong, straight to bent."""
    leaning = np.zeros(len(told.names) + told.wide)
    if start:
        leaning += FROM_OTHERS * moved(start, told.names, told.middle, told.spread)
    leaning[:len(told.names)] += [LEAN * (leans or {}).get(name, 0) / 1000 for name in told.names]
    lines = BY_LINE if leans is None and len(told.names) > told.wide else BY_LINE[:1]
    return [_prior(told, leaning, strength, by_line, *bend)
            for by_line, strength, bend in product(lines, STRENGTHS, _bends(leans))]


def _bends(leans: Mapping[str, int] | None) -> tuple[tuple[float, float], ...]:
    """How much what is learned may bend: a tone only goes one way or the other."""
    return BENDS if leans is None else BENDS[:1]


def _prior(told: Sheet, leaning: Array, strength: float, by_line: float, width: float, bend: float) -> Prior:
    wide, axes, tags = told.wide, len(told.names), told.wide * len(told.tags)
    mean = np.zeros(axes + wide + tags + 1)
    mean[axes:axes + wide] = -bend * strength
    mean[:axes + wide] += leaning
    each = [strength, strength * by_line, strength * width, strength * DEPENDS, PLACE]
    return Prior(mean, np.repeat(each, [wide, axes - wide, wide, tags, 1])**-2.0)


def with_told(prior: Prior, told: Sheet, answers: Sequence[Answer], start: Taste | None) -> Prior:
    """The prior, where a person's own words stand above it."""
    mean, precision = prior.mean.copy(), prior.precision.copy()
    for axis, (at, said) in _last_words(answers).items():
        place = told.names.index(axis)
        both = [place, place + len(told.names)] if place < told.wide else [place]
        if said.does == "set":
            mean[both], precision[both] = _as_set(said, told, place)[:len(both)], SURE**-2.0
        elif said.does == "freeze":
            before = learn(answers[:at], start)
            mean[both] = moved(before, told.names, told.middle, told.spread)[both]
            precision[both] = FIXED**-2.0
    return Prior(mean, precision)


def _last_words(answers: Sequence[Answer]) -> dict[str, tuple[int, Told]]:
    """The last that was told of each axis, and where it stands among the answers."""
    return {one.axis: (at, one) for at, one in enumerate(answers) if isinstance(one, Told)}


def _as_set(said: Told, told: Sheet, place: int) -> tuple[float, float]:
    """Slope and bend of what a person set."""
    if said.kind == "about":
        best = (said.value - told.middle[place]) / told.spread[place]
        return ROOT2 * best * STRENGTHS[1], -STRENGTHS[1]
    return (1 if said.kind == "more" else -1) * STRENGTHS[-1] * said.value / 1000, 0.0


def _settled(choices: Choices, told: Sheet, priors: Sequence[Prior]) -> Fit:
    newest = np.argsort(-told.when)[:RECENT]
    few = choices.of(np.isin(np.arange(len(told.when)), newest))
    found = fits(few, priors)
    if len(told.when) <= RECENT:
        return blended(found)
    best = max(range(len(found)), key=lambda at: found[at].evidence)
    return fits(choices, [priors[best]], start=found[best].mean)[0]


def _axes(told: Sheet) -> tuple[Axis, ...]:
    heard = told.speaks.sum(axis=0)
    return tuple(Axis(name, round(middle), max(1, round(spread)), int(count)) for name, middle, spread, count
                 in zip(told.names, told.middle, told.spread, heard, strict=True))
