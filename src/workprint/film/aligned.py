"""Which frame of one cut answers to which frame of another: a patience diff over frames, so that a shift is no change.

First frames that play wholly alike are found, then those that sound alike, then lines that begin and end, then frames
that look alike; what is left between is of the same place in the scene, and differs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workprint.film.playing import HeardLine, Played

Gap = tuple[int, int, int, int]
"""Start and out in the first cut, start and out in the second."""
Pairing = tuple[int, int, int]
"""Start in the first cut, start in the second, and length of two stretches that answer to each other."""


@dataclass(frozen=True, slots=True)
class Block:
    """Two stretches that answer to each other."""

    here: tuple[int, int]
    """Start and out in the first cut."""
    there: tuple[int, int]
    """Start and out in the second."""
    picture: bool
    """Whether every picture is the same."""
    sound: bool
    """Whether every sound is the same."""
    over: bool
    """Whether every second sound is the same."""

    @property
    def same(self) -> bool:
        """Whether it plays the same way in both."""
        return self.picture and self.sound and self.over

    @property
    def gap(self) -> Gap:
        """Both stretches."""
        return (*self.here, *self.there)


def heaviest(pairs: Iterable[Pairing]) -> list[Pairing]:
    """The chain of pairs that rises in both cuts and has most frames.

    >>> heaviest([(0, 40, 5), (10, 0, 8), (20, 10, 6)])
    [(10, 0, 8), (20, 10, 6)]
    """
    # A staircase of the best chains so far: further on in the second cut only with more frames.
    edges: list[int] = []
    best: list[tuple[int, Chain]] = []
    for pair in sorted(pairs):
        place = bisect_left(edges, pair[1])
        weight, chain = best[place - 1] if place else (0, None)
        weight, link = weight + pair[2], (pair, chain)
        place = bisect_left(edges, pair[1])
        if place < len(edges) and edges[place] == pair[1] and best[place][0] >= weight:
            continue
        until = place
        while until < len(edges) and best[until][0] <= weight:
            until += 1
        edges[place:until], best[place:until] = [pair[1]], [(weight, link)]
    return _unlinked(best[-1][1] if best else None)


Chain = tuple[Pairing, "Chain"] | None


def _unlinked(chain: Chain) -> list[Pairing]:
    found = []
    while chain:
        pair, chain = chain
        found.append(pair)
    return found[::-1]


def _pairs(here: Sequence[object], there: Sequence[object], gap: Gap) -> list[Pairing]:
    """Runs of frames that each occur once in both stretches."""
    a0, a1, b0, b1 = gap
    one, other = Counter(here[a0:a1]), Counter(there[b0:b1])
    where = {key: place for place, key in enumerate(there[b0:b1], b0) if other[key] == 1}
    found: list[Pairing] = []
    for place, key in enumerate(here[a0:a1], a0):
        if one[key] == 1 and key in where:
            first, second, length = found[-1] if found else (-1, -1, 0)
            if first + length == place and second + length == where[key]:
                found[-1] = (first, second, length + 1)
            else:
                found.append((place, where[key], 1))
    return found


def _filled(gap: Gap, here: Sequence[object], there: Sequence[object], stretch: bool) -> tuple[list[Pairing],
                                                                                              list[Gap]]:
    """What answers to each other in a gap by these keys, and the gaps that are left."""
    a, b, a1, b1 = gap[0], gap[2], gap[1], gap[3]
    found, left = [], []
    for first, second, length in [*heaviest(_pairs(here, there, gap)), (a1, b1, 0)]:
        more = _alike(here, there, (a, first, b, second)) if stretch else 0
        back = _alike_back(here, there, (a + more, first, b + more, second)) if stretch else 0
        if more:
            found.append((a, b, more))
        if first - back > a + more or second - back > b + more:
            left.append((a + more, first - back, b + more, second - back))
        if length + back:
            found.append((first - back, second - back, length + back))
        a, b = first + length, second + length
    return found, left


def _alike(here: Sequence[object], there: Sequence[object], gap: Gap) -> int:
    """Frames from the start of a gap that are the same."""
    most = min(gap[1] - gap[0], gap[3] - gap[2])
    return next((n for n in range(most) if here[gap[0] + n] != there[gap[2] + n]), most)


def _alike_back(here: Sequence[object], there: Sequence[object], gap: Gap) -> int:
    """Frames up to the end of a gap that are the same."""
    most = min(gap[1] - gap[0], gap[3] - gap[2])
    return next((n for n in range(most) if here[gap[1] - 1 - n] != there[gap[3] - 1 - n]), most)


def by_sound(one: Played, two: Played) -> list[Pairing]:
    """What answers to each other because it plays or sounds the same."""
    whole = [list(zip(each.pictures, each.sounds, each.overs, strict=True)) for each in (one, two)]
    found, gaps = _through([(0, one.frames, 0, two.frames)], whole[0], whole[1], True)
    return sorted(found + _through(gaps, one.sounds, two.sounds, False)[0])


def _through(gaps: Sequence[Gap], here: Sequence[object], there: Sequence[object],
             stretch: bool) -> tuple[list[Pairing], list[Gap]]:
    """All gaps filled by these keys."""
    filled = [_filled(gap, here, there, stretch) for gap in gaps]
    return [pair for found, _ in filled for pair in found], [gap for _, left in filled for gap in left]


def in_place(one: Played, two: Played, found: Sequence[Pairing]) -> list[tuple[HeardLine, HeardLine]]:
    """The lines of both cuts that keep their order; those that answer to each other by content weigh most."""
    there = {line.line: place for place, line in enumerate(two.lines)}
    pairs = [(place, there[line.line], 1 + _shared(line, two.lines[there[line.line]], found))
             for place, line in enumerate(one.lines) if line.line in there]
    return [(one.lines[place], two.lines[other]) for place, other, _ in heaviest(pairs)]


def _shared(line: HeardLine, other: HeardLine, found: Sequence[Pairing]) -> int:
    return sum(max(0, min(line.out, a + n, other.out + a - b) - max(line.at, a, other.at + a - b)) for a, b, n in found)


def _crosses(pair: Pairing, here: HeardLine, there: HeardLine) -> bool:
    """Whether a stretch lies behind a line in one cut and before it in the other, and is the shorter of the two."""
    a, b, length = pair
    return length < here.out - here.at and (
        (a >= here.out and b + length <= there.at) or (b >= there.out and a + length <= here.at))


def _between(found: Sequence[Pairing], frames: tuple[int, int]) -> list[Gap]:
    """The gaps that these stretches leave in two cuts of so many frames."""
    gaps, a, b = [], 0, 0
    for first, second, length in (*found, (*frames, 0)):
        if first > a or second > b:
            gaps.append((a, first, b, second))
        a, b = first + length, second + length
    return gaps


def blocks(one: Played, two: Played, lines: Sequence[tuple[HeardLine, HeardLine]],
           found: Sequence[Pairing]) -> list[Block]:
    """Both cuts from beginning to end in stretches that answer to each other."""
    # A few frames of a pause may turn up behind a line that they came before; words weigh more.
    found = [pair for pair in found if not any(_crosses(pair, here, there) for here, there in lines)]
    gaps = _between(found, (one.frames, two.frames))
    points = sorted({point for here, there in lines for point in ((here.at, there.at), (here.out, there.out))})
    parts = [part for gap in gaps for part in _anchored(gap, points)]
    seen, left = _through(parts, one.pictures, two.pictures, True)
    made: list[Block] = []
    for a, b, length in (*found, *seen):
        made += _split(one, two, a, b, length)
    for a0, a1, b0, b1 in left:
        made += (_split(one, two, a0, b0, a1 - a0) if a1 - a0 == b1 - b0
                 else [Block((a0, a1), (b0, b1), False, False, False)])
    return sorted(made, key=lambda block: block.gap)


def _anchored(gap: Gap, points: Sequence[tuple[int, int]]) -> list[Gap]:
    """A gap in parts, divided where a line begins or ends in both cuts."""
    a, b, parts = gap[0], gap[2], []
    for here, there in points:
        if a <= here <= gap[1] and b <= there <= gap[3] and (here, there) != (a, b):
            parts.append((a, here, b, there))
            a, b = here, there
    return [*parts, (a, gap[1], b, gap[3])] if (a, b) != (gap[1], gap[3]) else parts


def _split(one: Played, two: Played, a: int, b: int, length: int) -> list[Block]:
    """Two stretches of one length in parts, each of one kind."""
    made: list[Block] = []
    begun, last = 0, None
    tracks = ((one.pictures, two.pictures), (one.sounds, two.sounds), (one.overs, two.overs))
    same = zip(*([x == y for x, y in zip(here[a:a + length], there[b:b + length], strict=True)]
                 for here, there in tracks), strict=True)
    for place, kind in enumerate([*same, None]):
        if kind != last:
            if last:
                made.append(Block((a + begun, a + place), (b + begun, b + place), *last))
            begun, last = place, kind
    return made
