"""When action lines are played, where that is known: spans of a take in which nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workprint.film import Material, Moment, Rate
from workprint.tools.cutting.takes import Sheet


def played(material: Material, sheet: Sheet, lines: Sequence[str]) -> dict[str, Moment]:
    """When some neighbouring action lines are played in a take; nothing where they are not played one after the other.

    A line that is played while somebody speaks has no time of its own: it is seen with what is said.
    """
    own = {moment.line: moment for moment in material.moments
           if moment.take == sheet.take.id and moment.start < moment.out <= sheet.take.frames}
    found = {line: own[line] for line in lines if line in own and silent(sheet, own[line], material.rate)}
    return found if all(one.out <= two.start for one, two in pairwise(found.values())) else {}


def silent(sheet: Sheet, moment: Moment, rate: Rate) -> bool:
    """Whether nobody speaks in a take while an action is played."""
    start, out = rate.sample(moment.start), rate.sample(moment.out)
    return not any(first < out and start < last for first, last in zip(*sheet.speech, strict=True))


def quiet(sheet: Sheet, moment: Moment, rate: Rate) -> tuple[int | None, int | None]:
    """The pause (samples) in which a silent action is played; None for the head or the tail of the take."""
    start, out = rate.sample(moment.start), rate.sample(moment.out)
    before = max((int(last) for last in sheet.speech[1] if last <= start), default=None)
    return before, min((int(first) for first in sheet.speech[0] if first >= out), default=None)
