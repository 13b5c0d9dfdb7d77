"""The order to show alternatives in: by score and taste, one of six from outside, and any two of six different."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workprint.film import Alt, Cut
from workprint.film.cut import lines_apart
from workprint.taste.taste import Taste

DIFFERENT = 250
"""Lines (thousandths) in which any two alts of one set of six differ. Source: facts/editing section 10, target 5."""

SHOWN_AT_ONCE = 6
"""Alternatives shown together. Source: DESIGN law 9; facts/editing section 7 (sets of six win per pick)."""

For = Literal["worth keeping", "to learn", "outside"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An alt in its place, with everything that put it there."""

    alt: Alt
    """The alt; its reasons now include the taste's."""
    outside: bool = False
    """Whether it is the one that comes from outside what the taste has learned."""
    shown_for: For = "worth keeping"
    """Why it is shown: it may be worth keeping, its answer would teach most, or it comes from outside."""


def string_out(alts: Sequence[Alt], taste: Taste, only: Collection[str] | None = None,
               tags: Sequence[str] = ()) -> tuple[Ranked, ...]:
    """The alts in the order to show them: by score and taste, and in every six one from outside the taste.

    Without lessons nothing has been learned yet, so the tool's own order stands and nothing is outside. The sixth
    of every six is the alt still to come that the taste speaks most against, so that it can be shown to be wrong.
    `only` leaves out all but some, by id; their points are those that they have among all. `tags` say what the taste
    may depend on here.
    """
    weighed = [alt for alt in weighed_alts(alts, taste, tags) if only is None or alt.id in only]
    return _with_outsiders(weighed) if taste.mean else tuple(Ranked(alt) for alt in weighed)


def weighed_alts(alts: Sequence[Alt], taste: Taste, tags: Sequence[str] = ()) -> list[Alt]:
    """Every alt with what the taste says for and against it among its reasons, in the order in which they came."""
    if not taste.mean:
        return list(alts)
    reasons = taste.reasons(alts, taste.points(alts, tags), tags)
    return [replace(alt, reasons=alt.reasons + told) for alt, told in zip(alts, reasons, strict=True)]


def _with_outsiders(weighed: list[Alt]) -> tuple[Ranked, ...]:
    inside = deque(sorted(weighed, key=lambda alt: (-alt.score, alt.id)))
    outside = deque(sorted(weighed, key=lambda alt: (taste_points(alt), alt.id)))
    order: list[Ranked] = []
    taken: set[str] = set()
    seen: dict[str, Lines] = {}
    while len(order) < len(weighed):
        turn = len(order) % SHOWN_AT_ONCE == SHOWN_AT_ONCE - 1
        together = [one.alt for one in order[len(order) - len(order) % SHOWN_AT_ONCE:]]
        alt = _unlike(outside if turn else inside, taken, together, seen)
        taken.add(alt.id)
        order.append(Ranked(alt, turn, "outside" if turn else "worth keeping"))
    return tuple(order)


Lines = Mapping[str, tuple[str, ...]]


def _unlike(left: deque[Alt], taken: set[str], together: Sequence[Alt], seen: dict[str, Lines]) -> Alt:
    """The first alt left that is unlike all already shown in this set of six; else simply the first."""
    while left[0].id in taken:
        left.popleft()
    return next((alt for alt in left if alt.id not in taken and all(differ(alt, one, seen) for one in together)),
                left[0])


def differ(one: Alt, other: Alt, seen: dict[str, Lines]) -> bool:
    """Whether two alts may stand in one six; `seen` keeps what was worked out of each cut."""
    if isinstance(one.content, Cut) and isinstance(other.content, Cut):
        for alt in (one, other):  # what is seen on every line is worked out once for each cut, not for each pair
            if alt.id not in seen:
                seen[alt.id] = alt.content.by_line
        return lines_apart(seen[one.id], seen[other.id]) >= DIFFERENT
    return one.id != other.id


def taste_points(alt: Alt) -> int:
    """What the taste gave to a weighed alt."""
    return sum(reason.points for reason in alt.reasons if reason.name.startswith("taste:"))
