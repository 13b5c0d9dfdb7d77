"""A tone: a named direction in craft variables, owned by the person who found it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

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
class Meant:
    """What a tool makes of somebody's words."""

    leans: tuple[Lean, ...] = ()
    """First guesses, each with its source."""
    unknown: tuple[str, ...] = ()
    """Words that it knows nothing of: they are asked about, never guessed."""


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

    def leaning(self, *leans: Lean) -> Tone:
        """The same with some leans put in, in place of what stood at those dials; one of 0 takes it away."""
        named = {(one.craft, one.dial): one for one in (*self.leans, *leans)}
        return replace(self, leans=tuple(one for one in named.values() if one.setting))

    def settings(self, craft: str) -> dict[str, int]:
        """How one craft's dials stand.

        >>> Tone("cold", "", (Lean("colour", "warmth", -400, "words", "it says so"),)).settings("colour")
        {'warmth': -400}
        """
        return {one.dial: max(-FULL, min(FULL, one.setting)) for one in self.leans if one.craft == craft}
