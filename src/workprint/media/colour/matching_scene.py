"""A scene's shots brought to one of them, so that cuts between them do not jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from workprint.film import BadValue
from workprint.film.grade import Seen
from workprint.media.colour.matching import APART_SURE, Match, brought, by_palette, thinned, usual
from workprint.media.colour.matching_fit import Pairs
from workprint.media.colour.matching_shared import MOST, Shared, shared, worked
from workprint.media.colour.ops import apply_ops

PICTURES = 2
"""Pictures of one take that are compared with another take's, the first and the last. Source: our choice: a pan shows
other things at its end."""

Links = dict[tuple[int, int], Shared]


@dataclass(slots=True)
class _Scene:
    """The takes of a scene: which shots are of which, what any two of them share, and what is done to each so far."""

    takes: list[list[int]]
    links: Links
    done: dict[int, Match]


def balance(shots: Sequence[Seen], hero: int) -> tuple[Match, ...]:
    """For every shot what brings it to `shots[hero]`: shots of one take get the same.

    A shot that shares nothing with the hero is reached through others that do. What cannot be reached is drawn a little
    towards the levels and the cast of those that were, with little confidence, and says so. Best with pictures
    `MATCH_WIDTH` wide, one a shot. Raises `BadValue` for a hero that there is not.
    """
    if not 0 <= hero < len(shots):
        raise BadValue(f"shot {hero} came as the hero of {len(shots)} shots",
                       f"0 to {len(shots) - 1} would do", "choose one of them")
    takes = _takes(shots)
    first = next(at for at, members in enumerate(takes) if hero in members)
    scene = _Scene(takes, _links(shots, takes), {first: _left(f"shot {hero + 1}, the hero, and its take stay.", 1000)})
    while len(scene.done) < len(takes):
        reached = _next(scene)
        if reached is None:
            lost = _lost(scene)
            scene.done[lost] = _drawn(shots, scene, lost)
        else:
            scene.done[reached] = _joined(shots, scene, reached)
    of = {shot: at for at, members in enumerate(takes) for shot in members}
    return tuple(scene.done[of[shot]] for shot in range(len(shots)))


def _takes(shots: Sequence[Seen]) -> list[list[int]]:
    """Shots by the take they are of; one without a take stands alone."""
    known: dict[tuple[str, str, int], list[int]] = {}
    for at, shot in enumerate(shots):
        known.setdefault((shot.take, shot.space, -1 if shot.take else at), []).append(at)
    return list(known.values())


def _links(shots: Sequence[Seen], takes: list[list[int]]) -> Links:
    """What each take shares with each other one, seen from the first of the two."""
    links: Links = {}
    for one, members in enumerate(takes):
        for other, others in enumerate(takes):
            if one != other and (best := _best(shots, _ends(members), _ends(others))):
                links[one, other] = best
    return links


def _ends(members: list[int]) -> list[int]:
    return sorted({members[0], members[-1]})[:PICTURES]


def _best(shots: Sequence[Seen], members: list[int], others: list[int]) -> Shared | None:
    found = [both for one in members for other in others if (both := shared(shots[one], shots[other])) is not None]
    return max(found, key=lambda both: both.points, default=None)


def _next(scene: _Scene) -> int | None:
    """The take that shares most points with those that are done; None when none is left to be reached."""
    waiting = [(both.points, -one) for (one, other), both in scene.links.items()
               if other in scene.done and one not in scene.done]
    return -max(waiting)[1] if waiting else None


def _joined(shots: Sequence[Seen], scene: _Scene, take: int) -> Match:
    """What brings a take to all takes that are done already, as they look by then."""
    known = [(other, both) for (one, other), both in scene.links.items() if one == take and other in scene.done]
    pairs = [replace(both.pairs, after=apply_ops(both.pairs.after, scene.done[other].ops)) for other, both in known]
    whole = Pairs(*(np.concatenate([getattr(each, name) for each in pairs]) for name in ("before", "after", "weights")))
    some = np.linspace(0, len(whole.weights) - 1, min(MOST, len(whole.weights))).astype(int)
    places = np.concatenate([both.places for _, both in known])[some]
    together = Shared(whole.some(some), places, max(both.share for _, both in known),
                      sum(both.points for _, both in known))
    best = brought(shots[scene.takes[take][0]], together)[0]
    through = sorted(min(scene.takes[other]) + 1 for other, _ in known)
    told = f"Brought to shot{'s' if len(through) > 1 else ''} {', '.join(map(str, through))}, as they look by then."
    sure = min(best.confidence, max(scene.done[other].confidence for other, _ in known))
    return replace(best, confidence=sure, says=(told, *best.says))


def _lost(scene: _Scene) -> int:
    """Of the takes that cannot be reached, the one that shares most with the others among them."""
    waiting = [take for take in range(len(scene.takes)) if take not in scene.done]
    points = {take: sum(both.points for (one, _), both in scene.links.items() if one == take) for take in waiting}
    return max(waiting, key=lambda take: (points[take], -take))


def _drawn(shots: Sequence[Seen], scene: _Scene, take: int) -> Match:
    """What draws a take a little towards all that are surely done."""
    sure = [(scene.takes[other][0], way) for other, way in scene.done.items() if way.confidence > APART_SURE]
    aims = [apply_ops(thinned(worked(shots[at])), way.ops) for at, way in sure]
    one, other = by_palette(shots[scene.takes[take][0]], aims), usual("tone", shots[scene.takes[take][0]], aims)
    way = max(one, other, key=lambda way: way.confidence)
    why = "Nothing in this take is surely in the hero or in any take brought to it, so little is done, unsurely."
    return replace(way, says=(why, *way.says))


def _left(why: str, sure: int) -> Match:
    return Match((), sure, "nothing", (why[0].upper() + why[1:],), 0, 0)
