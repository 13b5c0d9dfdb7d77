"""A tone: a named direction in craft variables, owned by the person who found it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from workprint.film.plain import LATER

FULL = 1000
"""A dial turned as far as it goes, either way. Source: our choice, thousandths as everywhere."""

Found = Literal["words", "reference", "dial", "marks"]


@dataclass(frozen=True, slots=True)
class Lean:
    """One variable of one craft, and how far a tone leans in it."""

    craft: str
    """``cutting``, ``colour``."""
    dial: str
    """Name of that craft's dial: ``pace``, ``warmth``."""
    setting: int
    """-1000 (all of its lower end) to 1000."""
    found: Found
    """By what it was found: a word's first guess, a reference, a hand on a dial, or marks."""
    says: str
    """Where it comes from, one sentence: the word and its source, the reference's name."""
    since: int = 0
    """Entries that the record had when a hand said so: marks before those count no more for it."""


@dataclass(frozen=True, slots=True)
class Bend:
    """One point of a tone's curve over a scene: how much of the tone a line has."""

    line: str
    """Line id; it tells the scene, too."""
    share: int
    """Thousandths of the tone at that line: 0 (none of it) to 1000 (all of it)."""


def shares(curve: Iterable[Bend], lines: Sequence[str]) -> tuple[int, ...]:
    """How much of a tone each of a scene's lines has, in thousandths; `lines` are its ids, in order.

    Between two bends the share changes evenly from line to line; before the first and after the last it stays. A
    scene without a bend has the whole tone everywhere.

    >>> shares((Bend("2/1", 1000), Bend("2/5", 0)), ("2/1", "2/2", "2/3", "2/4", "2/5", "2/6"))
    (1000, 750, 500, 250, 0, 0)
    """
    given = {bend.line: bend.share for bend in curve}
    at = [(place, given[line]) for place, line in enumerate(lines) if line in given]
    if not at:
        return (FULL,) * len(lines)
    ends = [(-1, at[0][1]), *at, (len(lines), at[-1][1])]
    return tuple(_between(ends, place) for place in range(len(lines)))


def _between(ends: Sequence[tuple[int, int]], place: int) -> int:
    """The share at a place between two bends."""
    after = next(n for n, (there, _) in enumerate(ends) if there >= place)
    (left, one), (right, two) = ends[max(0, after - 1)], ends[after]
    return two if right == place else one + (two - one) * (place - left) // (right - left)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a tool makes of somebody's words."""

    leans: tuple[Lean, ...] = ()
    """First guesses, each with its source."""
    unknown: tuple[str, ...] = ()
    """Words that it knows nothing of: they are asked about, never guessed."""
    silent: tuple[str, ...] = ()
    """What a reference says nothing of, or what of it cannot be had here, a sentence each."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What one person means by some words."""

    name: str
    """The words: ``uneasy, but tender``."""
    owner: str
    """Key of the person who found it, as the ledger has it."""
    leans: tuple[Lean, ...] = ()
    """One a dial: what was said last counts."""
    unknown: tuple[str, ...] = ()
    """Words of its name that no tool knows; a dial, a reference or marks may say what they mean."""
    curve: tuple[Bend, ...] = field(default=(), metadata=LATER)
    """How much of it each line has, in the scenes where that changes; elsewhere it is whole."""

    def leaning(self, *leans: Lean) -> Tone:
        """The same with some leans put in, in place of what stood at those dials.

        One of 0 takes it away; where a hand said so (`Lean.since`) it stays, as what marks shall not move either.
        """
        named = {(one.craft, one.dial): one for one in (*self.leans, *leans)}
        return replace(self, leans=tuple(one for one in named.values() if one.setting or one.since))

    def left_alone(self, craft: str) -> frozenset[str]:
        """Dials of a craft that a person took out of it: nothing moves them until a person says otherwise."""
        return frozenset(one.dial for one in self.leans if one.craft == craft and not one.setting)

    def bent(self, *bends: Bend, instead_of: Sequence[str] = ()) -> Tone:
        """The same with some bends put in, in place of what stood at those lines, and without those of `instead_of`."""
        named = {one.line: one for one in (*self.curve, *bends) if one in bends or one.line not in instead_of}
        return replace(self, curve=tuple(named.values()))

    def settings(self, craft: str) -> dict[str, int]:
        """How one craft's dials stand.

        >>> Tone("cold", "", (Lean("colour", "warmth", -400, "words", "it says so"),)).settings("colour")
        {'warmth': -400}
        """
        return {one.dial: max(-FULL, min(FULL, one.setting)) for one in self.leans
                if one.craft == craft and one.setting}
