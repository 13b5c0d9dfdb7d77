"""What differs between two cuts of a scene, said as an editor would say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from workprint.film.aligned import Gap
from workprint.film.beside import Difference, Pair, frames, joined, named_lines
from workprint.film.cut import Cut
from workprint.film.differ_lines import of_lines, together
from workprint.film.differ_picture import LINED, of_pictures, of_splits
from workprint.film.differ_sound import of_overs, of_sounds
from workprint.film.errors import BadValue
from workprint.film.material import Material


def differences(a: Cut, b: Cut, material_a: Material, material_b: Material | None = None) -> tuple[Difference, ...]:
    """What is otherwise in `b` than in `a`, in order of time; nothing where they play the same.

    The two may be of different versions of the material: takes are known by the file behind them, lines by their words.
    What only moves along because something before it is longer or shorter does not differ. Raises `BadValue` for cuts
    of different scenes or rates.
    """
    _check(a, b)
    pair = Pair.of(a, b, material_a, material_b or material_a)
    found = list(of_splits(pair))
    if pair.hunks:
        lines = of_lines(pair)
        pictures = of_pictures(pair, lines)
        heard = of_sounds(pair, [*lines, *pictures])
        found += _covering(pair, [*lines, *pictures, *heard, *of_overs(pair)])
    return tuple(together(pair, found))


def _check(a: Cut, b: Cut) -> None:
    if a.scene != b.scene or a.rate != b.rate:
        raise BadValue(f"a cut of scene {a.scene} at {a.rate} frames a second came with one of scene {b.scene} at "
                       f"{b.rate}", "two cuts of one scene at one rate would do", "choose two of one scene")


def _covering(pair: Pair, found: list[Difference]) -> list[Difference]:
    """The same differences, each with what comes of it: together they hold every frame that does not play the same."""
    for rest in joined(gap for block in pair.blocks if not block.same for gap in _uncovered(block.gap, found)):
        place = _beside(rest, found)
        if place is None:
            found.append(_length(pair, rest))
        else:
            one = found[place]
            found[place] = replace(one, here=_with(one.here, rest[:2]), there=_with(one.there, rest[2:]))
    return _slips(pair, found)


def _uncovered(gap: Gap, found: Sequence[Difference]) -> list[Gap]:
    """What no difference holds of two stretches that answer to each other."""
    a0, a1, b0, b1 = gap
    here, there = _left(gap[:2], [one.here for one in found]), _left(gap[2:], [one.there for one in found])
    if a1 - a0 == b1 - b0:
        # Frame answers to frame: what is left in either cut is left in both.
        return [(a0 + start, a0 + out, b0 + start, b0 + out) for start, out in _either(
            [*((start - a0, out - a0) for start, out in here), *((start - b0, out - b0) for start, out in there)])]
    if not here and not there:
        return []
    return [(*((here[0][0], here[-1][1]) if here else (a0, a0)), *((there[0][0], there[-1][1]) if there else (b0, b0)))]


def _either(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or touch, as one."""
    found: list[tuple[int, int]] = []
    for start, out in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(out, found[-1][1]))
        else:
            found.append((start, out))
    return found


def _left(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a span.

    >>> _left((0, 10), [(2, 4), (8, 12)])
    [(0, 2), (4, 8)]
    """
    found, at = [], span[0]
    for start, out in sorted(taken):
        if start > at and start < span[1]:
            found.append((at, start))
        at = max(at, out) if start < span[1] and out > span[0] else at
    return [*found, (at, span[1])] if at < span[1] else found


def _beside(rest: Gap, found: Sequence[Difference]) -> int | None:
    """The difference that a leftover stretch comes of: one that it touches, a line's before any other."""
    near = []
    for place, one in enumerate(found):
        here, there = _touch(one.here, rest[:2]), _touch(one.there, rest[2:])
        if (here and there) or (one.kind in LINED and (here or there)):
            near.append((not (here and there), one.kind not in LINED, one.kind not in ("pause", "length"), place))
    return min(near)[3] if near else None


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _with(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return (min(one[0], other[0]), max(one[1], other[1]))


def _length(pair: Pair, rest: Gap) -> Difference:
    """A stretch that is longer or shorter without a line or a pause in it."""
    a0, a1, b0, b1 = rest
    more = (b1 - b0) - (a1 - a0)
    played, place = (pair.b, b0) if more > 0 else (pair.a, a0)
    shot = played.shots[played.seen_at(place)]
    name = f"the shot of {shot.name}" if shot.take else "the black"
    lines = pair.heard_in((a0, max(a1, a0 + 1))) or named_lines(pair, shot.shot)
    if not more:
        return Difference("sound", lines, (a0, a1), (b0, b1), f"{name} sounds otherwise for {frames(a1 - a0)}")
    return Difference("length", lines, (a0, a1), (b0, b1),
                      f"{name} is {frames(abs(more))} {'longer' if more > 0 else 'shorter'}")


def _slips(pair: Pair, found: list[Difference]) -> list[Difference]:
    """The same, with one sentence for a shot that loses at one end what it gains at the other."""
    lengths = [one for one in found if one.kind == "length"]
    gone: list[Difference] = []
    for one, two in pairwise(lengths):
        if one in gone or not _slipped(pair, one, two):
            continue
        by = (one.here[1] - one.here[0]) - (one.there[1] - one.there[0])
        shot = pair.a.shots[pair.a.seen_at(max(one.here[0], two.here[0] - 1))]
        gone += [one, two]
        found.append(Difference("slip", one.lines, (one.here[0], two.here[1]), (one.there[0], two.there[1]),
                                f"{shot.name} slips {frames(abs(by))} {'later' if by > 0 else 'earlier'}"))
    return [one for one in found if one not in gone]


def _slipped(pair: Pair, one: Difference, two: Difference) -> bool:
    """Whether a shot of the same place and length shows other frames of its take."""
    shots = [(each.shots[each.seen_at(min(first[1], each.frames - 1) if first[1] > first[0] else first[1])], first[0],
              last[1]) for each, first, last in ((pair.a, one.here, two.here), (pair.b, one.there, two.there))]
    (here, a0, a1), (there, b0, b1) = shots
    return here.how == there.how and (here.at, here.out) == (a0, a1) and (there.at, there.out) == (b0, b1) and (
        a1 - a0 == b1 - b0)
