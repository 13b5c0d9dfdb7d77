"""Words into wishes: what an artist's sentence asks of the craft variables, what it holds, and what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from workprint.film import BadValue
from workprint.tools.colour.lexicon import (
    FAINT,
    HOLDS,
    KEEPERS,
    LESSENERS,
    NEGATIVES,
    NOUNS,
    PASSED,
    STRONG,
    WORDS,
)
from workprint.tools.colour.variables import PLACE, VARIABLES

MUCH = 1.75
"""What a strong word makes of a wish. Source: our choice, so that "much colder" is seen beside "colder"."""

BIT = 0.5
"""What a faint word makes of a wish. Source: our choice, as above."""

LEAN = -0.5
"""How far "not green" goes the other way, of a step. Source: our choice; it forbids first, and leans only a little."""

LIMIT = 0.5
"""How far "not too green" lets a wish go, of a step. Source: our choice."""

LONGEST = 4
"""Words in the longest phrase of the lexicon: ``rolled off highlights`` and one to spare. Source: the lexicon."""

FAINTLY, STRONGLY = 0.55, 1.5
"""Steps up to which a wish is told as a bit, and from which as much. Source: our choice, as above."""

ENDINGS = (("", ""), ("s", ""), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ier", "y"), ("iest", "y"),
           ("ly", ""), ("ness", ""), ("iness", "y"), ("ish", ""), ("y", ""), ("ed", ""))
"""Endings of a word that leave its direction, and what takes their place. Source: English grammar."""


@dataclass(frozen=True, slots=True)
class Told:
    """A word that was understood, and what it was taken for."""

    word: str
    """As it was said, with what strengthens or turns it: ``much colder``."""
    wishes: tuple[tuple[str, float], ...]
    """Variables and how many steps it moves them."""
    source: str
    """Where these directions come from."""

    @property
    def says(self) -> str:
        """What it was taken for, in craft words: ``bleak: colder, paler, a bit darker``."""
        return f"{self.word}: {said(dict(self.wishes)) or 'nothing is moved'}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sentence asks for."""

    wishes: Mapping[str, float] = field(default_factory=dict)
    """Steps by variable; those that are not named are nobody's wish."""
    holds: frozenset[str] = frozenset()
    """Variables that stay, and ``skin``."""
    told: tuple[Told, ...] = ()
    """Every word that was understood."""
    unknown: tuple[str, ...] = ()
    """Every word that was not."""

    def strengthened(self, by: float) -> dict[str, float]:
        """The same wishes, stronger or weaker."""
        return {name: steps * by for name, steps in self.wishes.items()}


def read(text: str, names: frozenset[str] = frozenset()) -> Wish:
    """What a sentence asks for. `names` are people of the scene, who are no wish.

    >>> wish = read("much colder, but keep her skin")
    >>> dict(wish.wishes), sorted(wish.holds)
    ({'warmth': -1.75}, ['skin'])

    Raises `BadValue` where it has words and none of them is known.
    """
    reader = _Reader(names)
    for clause in re.split(r"[,.;:!?()]|\bbut\b|\band\b(?! orange| teal)", text.lower()):
        reader.clause(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", clause.replace("’", "'")))
    wish = reader.wish()
    if wish.unknown and not wish.told and not wish.holds:
        raise BadValue(f"the words came as {text.strip()[:80]!r}, and none of them is known for colour",
                       f"{near(wish.unknown)} would do", "say it in other words, or turn a dial")
    return wish


def near(unknown: tuple[str, ...]) -> str:
    """Known words that look like those that are not; the commonest ones where none does."""
    found = dict.fromkeys(like for word in unknown for like in get_close_matches(word, WORDS, 2, 0.6))
    return ", ".join(found) or "colder, warmer, darker, brighter, paler, bleak, tender, dusk or noir"


def said(wishes: Mapping[str, float]) -> str:
    """Wishes in craft words: ``colder, much paler, a bit darker``."""
    strongest = sorted(wishes.items(), key=lambda one: (-abs(one[1]), one[0]))
    return ", ".join(f"{_strength(abs(steps))}{toward(name, steps)}" for name, steps in strongest if steps)


def toward(name: str, steps: float) -> str:
    """The craft word for more or less of a variable."""
    one = VARIABLES[PLACE[name]]
    return one.more if steps > 0 else one.less


def _strength(steps: float) -> str:
    return "a bit " if steps <= FAINTLY else "much " if steps >= STRONGLY else ""


class _Reader:
    """Goes through a sentence, clause by clause."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.told: list[Told] = []
        self.holds: set[str] = set()
        self.unknown: list[str] = []
        self.limits: list[tuple[str, float, float]] = []

    def clause(self, words: list[str]) -> None:
        """One part of a sentence: what strengthens, turns or keeps reaches as far as it does."""
        keeps = any(word in KEEPERS for word in words) or bool(_negated_holds(words))
        said: list[str] = []
        for phrase in _phrases(words):
            if phrase in KEEPERS | NEGATIVES | LESSENERS | FAINT | STRONG or phrase == "too":
                said.append(phrase)
            elif keeps and phrase in HOLDS:
                self.holds.update(HOLDS[phrase])
            elif found := _found(phrase):
                self._wished(phrase, found, said)
                said = [word for word in said if word in NEGATIVES]
            elif phrase in HOLDS:
                self.told.append(Told(phrase, (), "it can be kept, and nothing moves it alone"))
            elif not self._passed(phrase):
                self.unknown.append(phrase)

    def _passed(self, word: str) -> bool:
        return word in PASSED or word in self.names or word.removesuffix("'s") in self.names | PASSED

    def _wished(self, word: str, known: str, said: list[str]) -> None:
        directions, source = WORDS[known]
        strength = (BIT if FAINT & set(said) else MUCH if STRONG & set(said) else 1.0) * (
            BIT if word.endswith("ish") and known != word else 1.0)
        turned = bool(NEGATIVES & set(said))
        if "too" in said and not turned:
            strength = -strength  # "it is too dark" wants it brighter
        strength *= -1 if LESSENERS & set(said) else 1
        if turned:
            limit = LIMIT if {"too", "so", *STRONG} & set(said) else 0.0
            self.limits += [(name, 1.0 if tenths > 0 else -1.0, limit) for name, tenths in directions.items()]
            strength = 0.0 if limit else LEAN
        wishes = tuple((name, round(tenths / 10 * strength, 3)) for name, tenths in directions.items() if strength)
        self.told.append(Told(" ".join([*said, word]), wishes, source))

    def wish(self) -> Wish:
        """All of it together. What is held is not moved, whatever else asks for it."""
        total: dict[str, float] = {}
        for each in self.told:
            for name, steps in each.wishes:
                total[name] = round(total.get(name, 0.0) + steps, 3)
        for name, sign, limit in self.limits:
            if name in total and total[name] * sign > limit:
                total[name] = sign * limit
        kept = {name: steps for name, steps in total.items() if steps and name not in self.holds}
        return Wish(kept, frozenset(self.holds), tuple(self.told), tuple(dict.fromkeys(self.unknown)))


def _negated_holds(words: list[str]) -> list[str]:
    """``not her skin``: what can only be kept, after a word that forbids."""
    return [word for word in words if word in HOLDS and not _found(word)] if NEGATIVES & set(words) else []


def _phrases(words: list[str]) -> Iterator[str]:
    """Words one by one, and those that belong together as one."""
    at = 0
    while at < len(words):
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at:at + count])
            if count == 1 or phrase in WORDS or phrase in HOLDS:
                yield phrase
                at += count
                break


def _found(word: str) -> str:
    """The word of the lexicon that it is a form of; empty for none."""
    if word in NOUNS:
        return NOUNS[word]
    for ending, instead in ENDINGS:
        stem = word.removesuffix(ending) + instead if word.endswith(ending) else ""
        for form in (stem, stem[:-1] if ending[:1] in "e" and stem[-1:] == stem[-2:-1] else ""):
            if form in WORDS and (not ending or len(form) > 2):
                return form
    return ""
