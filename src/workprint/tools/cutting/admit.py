"""What an idiom has to be before it is let in, tried on facts drawn at random from all that they may ever be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from random import Random
from typing import Any, get_args

import numpy as np

from workprint.film import BadTool
from workprint.tools.cutting.facts import Beat, Before, Fact, Joint, Motion, Place, View, Voice, pick
from workprint.tools.cutting.grammar import HEAVIEST, Idiom, Kind

FLAG = (0, 1)
"""Range of a fact that says yes or no, and of any that is not in `RANGES`."""

PEOPLE = (0, 15)
"""Range of a mask of people: four are enough to try."""

RANK = (-100, 100)
"""Range of ranks and notes. Source: facts.py, where each is described."""

RANGES: dict[type, dict[str, tuple[int, int]]] = {
    View: {"take": (0, 40), "people": PEOPLE, "faces": PEOPLE, "number": (0, 4), "size": (-1, 9), "x": (0, 1000),
           "look": (-1, 1), "side": (-1, 1), "angle": (-1, 359), "noted": RANK},
    Voice: {"take": (0, 40), "frames": (0, 4000), "slowness": RANK, "loudness": RANK, "energy": (0, 1000),
            "changed": (0, 60), "sure": (0, 1000), "breath": (0, 2000), "strength": RANK, "performance": (0, 40),
            "noted": RANK, "run": (0, 3)},
    Beat: {"speakers": PEOPLE, "frames": (0, 4000), "second": (24, 60), "energy": (0, 1000), "place": (0, 1000)},
    Joint: {"pause": (0, 3), "early": (0, 2), "late": (0, 2), "squeezed": (0, 2)},
    Motion: {"enters": (-1, 1000), "leaves": (-1, 1000)},
}
"""Least and most of every fact that is not yes or no. Source: the docstrings in `facts.py`; lengths up to three minutes
at 24 frames, and counts, are our choice of far more than any scene has."""

PROMISED: dict[str, frozenset[str]] = {
    "first": frozenset({"beat", "view", "voice"}), "last": frozenset({"beat", "view", "voice"}),
    "beat": frozenset({"beat", "view", "voice"}), "reaction": frozenset({"beat", "voice", "reaction"}),
    "picture": frozenset({"beat", "view", "was beat", "was view", "cut"}),
    "voice": frozenset({"beat", "voice", "was beat", "was voice"}),
    "joint": frozenset({"beat", "was beat", "cut", "pause", "early", "late"}),
    "squeeze": frozenset({"squeezed"}),
    "motion": frozenset({"beat", "motion", "was beat", "was motion", "cut"}),
}
"""What each kind may read: facts of the place, of the one before it (``was``), and single facts of the joint."""

TRIED = 200
"""Places tried. Source: our choice; every fact is at its least and at its most in a quarter of them each."""


def admitted(idiom: Any, package: str) -> Idiom:
    """`idiom`, if it keeps what an idiom promises. Raises `BadTool` naming the idiom and the package it came with.

    It has a name, a known kind, a whole weight, a source, a docstring and a sentence. Its measure answers with whole
    numbers from -100 to 100, the same for arrays as for single numbers, and reads nothing that its kind does not have.
    """
    if not isinstance(idiom, Idiom):
        raise _refused(package, type(idiom).__name__, "came as an idiom", "an Idiom, or a function that returns some,")
    _filled(idiom, package)
    asked, others, singles = places(idiom.kind)
    whole = _measured(idiom, package, asked)
    for at, place in enumerate(singles):
        single = _measured(idiom, package, place)
        if int(single) != int(whole[at]):
            raise _refused(package, idiom.name, f"answers {int(whole[at])} in an array and {int(single)} for one place",
                           "the same answer both ways (no if, and, or, max; np.where and np.maximum instead)")
    if not np.array_equal(whole, _measured(idiom, package, others)):
        raise _refused(package, idiom.name, f"reads facts that the kind {idiom.kind!r} does not have",
                       f"only {', '.join(sorted(PROMISED[idiom.kind]))}")
    return idiom


def _refused(package: str, name: str, came: str, would_do: str) -> BadTool:
    return BadTool(f"the idiom {name!r} of the package {package} {came}", f"{would_do} would do",
                   f"mend it (docs/write-a-tool.md) or uninstall {package}")


def _filled(idiom: Idiom, package: str) -> None:
    if idiom.kind not in get_args(Kind):
        raise _refused(package, idiom.name, f"is of the kind {idiom.kind!r}", ", ".join(get_args(Kind)))
    if not idiom.name.strip() or "=" in idiom.name:
        raise _refused(package, idiom.name, "has no name that can be typed", "a few plain words")
    if type(idiom.weight) is not int or abs(idiom.weight) > HEAVIEST:
        raise _refused(package, idiom.name, f"weighs {idiom.weight!r}", f"a whole number within {HEAVIEST}")
    for what, said in (("source", idiom.source), ("docstring", idiom.measure.__doc__ or ""),
                       ("sentence for where it holds or breaks", idiom.holds or idiom.breaks)):
        if not said.strip():
            raise _refused(package, idiom.name, f"has no {what}", "one plain sentence")


def _measured(idiom: Idiom, package: str, place: Place) -> Any:
    """What an idiom answers, checked: whole numbers within range, one for each place."""
    try:
        with np.errstate(divide="raise", invalid="raise"):
            told = np.asarray(idiom.measure(place))
            whole = np.broadcast_to(told, np.shape(place.beat.place))
    except Exception as error:  # whatever somebody else's code raises, a person gets one sentence
        raise _refused(package, idiom.name, f"fails with {type(error).__name__}: {error}",
                       "an answer for every place") from error
    if told.dtype.kind not in "iub":
        raise _refused(package, idiom.name, f"answers with {told.dtype} such as {told.ravel()[0]}",
                       "whole numbers (// instead of /)")
    if told.size and not -100 <= int(told.min()) <= int(told.max()) <= 100:
        worst = int(told.min()) if told.min() < -100 else int(told.max())
        raise _refused(package, idiom.name, f"answers {worst}", "whole numbers from -100 to 100")
    return whole


@cache
def places(kind: str) -> tuple[Place, Place, tuple[Place, ...]]:
    """Places with what a kind has, drawn at random; the same with all else drawn, too; and the first one by one."""
    chance = Random(1)
    kinds: tuple[tuple[str, type[Any]], ...] = (
        ("beat", Beat), ("view", View), ("voice", Voice), ("reaction", View), ("motion", Motion), ("joint", Joint),
        ("was beat", Beat), ("was view", View), ("was voice", Voice), ("was motion", Motion))
    drawn = {name: _drawn(fact, chance) for name, fact in kinds}
    asked = _place(drawn, PROMISED[kind])
    return asked, _place(drawn, frozenset({*drawn, *Joint.__slots__})), tuple(_one(asked, at) for at in range(TRIED))


def _drawn(kind: type[Any], chance: Random) -> Any:
    def column(least: int, most: int) -> Any:
        return np.array([chance.choice((least, most, *(chance.randint(least, most) for _ in range(2))))
                         for _ in range(TRIED)], np.int64)
    return kind(*(column(*RANGES[kind].get(field.name, FLAG)) for field in fields(kind)))


def _place(drawn: dict[str, Any], kept: frozenset[str]) -> Place:
    def fact(name: str) -> Any:
        whole = drawn[name]
        return whole if name in kept else type(whole)(*(0 * getattr(whole, slot) for slot in whole.__slots__))
    joint = Joint(*((1 if name in kept else 0) * getattr(drawn["joint"], name) for name in Joint.__slots__))
    return Place(fact("beat"), fact("view"), fact("voice"), fact("reaction"), joint,
                 Before(fact("was beat"), fact("was view"), fact("was voice"), fact("was motion")), fact("motion"))


def _one(place: Place, at: int) -> Place:
    """One of many places, as single numbers."""
    def single(fact: Fact) -> Fact:
        return type(fact)(*(int(value) for value in _values(pick(fact, at))))
    was = Before(single(place.was.beat), single(place.was.view), single(place.was.voice), single(place.was.motion))
    return Place(single(place.beat), single(place.view), single(place.voice), single(place.reaction),
                 single(place.joint), was, single(place.motion))


def _values(fact: Any) -> Iterator[Any]:
    return (getattr(fact, name) for name in fact.__slots__)
