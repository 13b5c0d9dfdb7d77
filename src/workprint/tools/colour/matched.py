"""A still that shows some of what a scene shows: the look that brings one to the other, by what is seen in both."""

from __future__ import annotations

import numpy as np

from workprint.film import Reference, Seen
from workprint.media.colour import VIEW, Match, apply_ops, match, pixels, seen_of, to_view, to_working
from workprint.tools.colour.balance import SURE, Shots
from workprint.tools.colour.references import Pointed
from workprint.tools.colour.sight import Sight

CERTAIN = 800
"""Confidence of a match at which no other shot is tried. Source: our choice; a match takes a second."""

TRIED = 4
"""Shots in which a still's things are looked for. Source: our choice: a tenth of a second each."""


def matched(sight: Sight, shots: Shots, still: Reference) -> tuple[Pointed, ...]:
    """The surest look that brings a balanced shot of the scene to a still; none where nothing is surely in both."""
    first = {each.shot: each for each in reversed(sight.seen)}
    order = sorted(first)
    tried = [first[order[at]] for at in np.linspace(0, len(order) - 1, min(TRIED, len(order))).astype(int)]
    best: tuple[Match, int] | None = None
    for seen in tried:
        ways = [way for way in match(_as_balanced(seen, shots), still.seen[0]) if way.ops and way.confidence >= SURE]
        best = max([*([best] if best else []), *((way, seen.shot) for way in ways)],
                   key=lambda one: (one[0].confidence, -one[1]), default=None)
        if best and best[0].confidence >= CERTAIN:
            break
    if best is None:
        return ()
    says = (f"by what shot {best[1] + 1} and it both show.", *best[0].says)
    return (Pointed(still.name, "matched to", ops=best[0].ops, says=says),)


def _as_balanced(seen: Seen, shots: Shots) -> Seen:
    """A shot's picture with its own operations done, as it is seen."""
    codes = to_view(apply_ops(to_working(pixels(seen), seen.space), shots[seen.shot]))
    return seen_of(np.clip(codes, 0, 1), shot=seen.shot, take=seen.take, frame=seen.frame,
                   space=VIEW.partition("/")[0], width=seen.width)
