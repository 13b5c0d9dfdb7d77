"""What a guard says of a grade: a number, the limit that it has to keep, and a sentence a colourist can check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one guard found in one picture, or, after `over`, the worst of it in a whole scene."""

    name: str
    """The guard: ``skin``, ``skin chroma``, ``highlights``, ``shadows``, ``gamut``, ``banding``, ``gradients``,
    ``texture`` or ``flicker``."""
    ok: bool
    """Whether it was judged and keeps its limits. What could not be judged is not ok, and not `broken` either."""
    value: int
    """What was measured, in `unit`; 0 where it could not be judged."""
    limit: int
    """How far `value` may go, in the same unit; of two ends, the nearer one."""
    unit: str
    """What 1 of `value` is: ``1/10 degree``."""
    says: str
    """The same in craft words, one sentence."""
    measured: tuple[tuple[str, int], ...] = ()
    """Everything else that was measured: name with unit, value."""
    strain: int = 0
    """How much of what is allowed is used up, in thousandths: 0 nothing, 1000 at the limit, above that too far. Of
    several limits of one guard, the one that is strained most."""
    judged: bool = True
    """Whether there was anything to judge: without skin in the picture, skin is not judged."""

    @property
    def broken(self) -> bool:
        """Whether it was judged and goes too far."""
        return self.judged and not self.ok

    def number(self, name: str) -> int | None:
        """One of the other numbers, by its name; None where it was not measured."""
        return dict(self.measured).get(name)


def unjudged(name: str, limit: int, unit: str, why: str) -> Verdict:
    """The verdict of a guard that had nothing to judge."""
    return Verdict(name, False, 0, limit, unit, f"Not judged: {why}.", judged=False)


def over(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Of many pictures, the worst verdict of each guard, in the order in which the guards first came.

    A picture that could be judged counts before one that could not; how many could not is said.
    """
    named: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        named.setdefault(verdict.name, []).append(verdict)
    return tuple(_worst(several) for several in named.values())


def _worst(several: list[Verdict]) -> Verdict:
    worst = max(several, key=lambda one: (one.judged, one.strain))
    silent = sum(not one.judged for one in several)
    if len(several) == 1 or not worst.judged:
        return worst
    rest = f" Worst of {len(several)} pictures" + (f"; {silent} could not be judged." if silent else ".")
    return replace(worst, says=worst.says + rest, measured=(*worst.measured, ("pictures", len(several)),
                                                          ("pictures not judged", silent)))
