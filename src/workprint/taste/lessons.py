"""What a taste is learned from: every choice that a person made, and every word they said of their taste itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workprint.film import MarkName

Kind = Literal["shown", "edit", "wish", "pair"]
Again = Literal["", "same", "otherwise"]

SPEAKS: dict[MarkName, float] = {"circle": 0.8, "hold": 0.4, "ng": 0.4, "unsure": 0.0}
"""How strongly a mark speaks, as a share of a whole choice. Source: a circle is a decision, a hold and an ng are
opinions that may fall several times on one six (our choice). A circle is less than a whole because what no axis
measures is the same again and again: with 1.0 the simulated artists of development were thought better known than they
were. Who cannot say has said nothing that could be learned."""

COUNTS: dict[Kind, float] = {"shown": 1.0, "edit": 0.7, "wish": 0.3, "pair": 1.0}
"""How strongly a choice speaks by where it was made. Source: our choice; a hand edit also serves reasons that no axis
measures, a pin or a veto speaks of one take rather than of the whole."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision: the axes of the alt that was marked, and of all that was shown beside it."""

    mark: MarkName
    """Circle, hold, ng or unsure."""
    axes: Mapping[str, int]
    """Axes of the marked alt, in thousandths."""
    beside: tuple[Mapping[str, int], ...]
    """Axes of the others on show, in the order in which they stood; of a hand edit, what it replaced."""
    place: int | None = None
    """Where the marked alt stood among them, from 0; None where nobody noted it or there was no order."""
    tags: tuple[str, ...] = ()
    """What the choice may depend on, in words: ``a night scene``, ``a scene of EVE's``."""
    kind: Kind = "shown"
    """Marked on a string-out, made by hand against what it replaced, wished by a pin or a veto, or one of A and B."""
    again: Again = ""
    """Whether it says the same of an alt as an earlier answer, where that came back; it teaches nothing of its own."""

    @property
    def weight(self) -> float:
        """How strongly it speaks; 0 where it teaches nothing."""
        return SPEAKS[self.mark] * COUNTS[self.kind] if self.beside else 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said of their own taste. It stands in the stream of lessons, so that a replay hears it, too."""

    axis: str
    """The axis that it speaks of."""
    does: Literal["set", "forget", "freeze"]
    """``set``: believe this from now on; ``forget``: what came before says nothing of this axis; ``freeze``: as it was
    learned up to here, and no answer moves it."""
    kind: Literal["more", "less", "about"] = "more"
    """What to believe, where it is set."""
    value: int = 1000
    """For ``about``, the right amount on the axis, in thousandths; else how strongly, 1000 being one whole taste."""


Answer = Lesson | Told
"""One entry of the stream that a taste is rebuilt from."""
