"""Differences in what is said: readings, pauses, lines that are gone or added, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workprint.film.beside import Difference, Pair, frames
from workprint.film.material import SIZES
from workprint.film.playing import HeardLine, Played

QUIETLY = 3
"""Frames by which the pause beside a line that is read otherwise may differ without a word.
Source: our choice; readings end on words, pauses on frames, and an eighth of a second is a guard, not a decision."""


LONG = 10
"""Seconds that a sentence about several lines spans at the most. Source: facts/editing 7, moments of 2 to 10 s."""


def of_lines(pair: Pair) -> list[Difference]:
    """What differs in the words, in order of the lines."""
    moved = {line.line for line in pair.a.lines} & {line.line for line in pair.b.lines} - {
        here.line for here, _ in pair.lines}
    found = [*_readings(pair), *_moved(pair, moved), *_gone(pair, moved), *_added(pair, moved)]
    return [*found, *_pauses(pair, {line for one in found for line in one.lines if one.kind == "reading"})]


def _readings(pair: Pair) -> Iterator[Difference]:
    for here, there in pair.lines:
        if here.parts != there.parts:
            yield Difference("reading", _ids(here), (here.at, here.out), (there.at, there.out),
                             f"{line_name(pair, here.line)}{_read_otherwise(pair, here, there)}")


def together(pair: Pair, found: Sequence[Difference]) -> list[Difference]:
    """The same in order of time, with one sentence for lines in a row that are read otherwise in the same way.

    Pauses may lie between them, nothing else.
    """
    order = [line_id(here.line) for here, _ in pair.lines]
    ahead = {line: order[place - 1] for place, line in enumerate(order) if place}
    told: list[Difference] = []
    for one in sorted(found, key=lambda one: (one.here, one.there, one.kind, one.says)):
        place = next((n for n in range(len(told) - 1, -1, -1) if told[n].kind != "pause"), None)
        last = told[place] if place is not None else None
        if place is not None and last and one.kind == last.kind == "reading" and one.lines and last.lines and (
                _short(pair, last, one)) and (ahead.get(one.lines[0]) == last.lines[-1] and _way(last) == _way(one)):
            first, again = last.lines[0].rpartition("/")[2], one.lines[0].rpartition("/")[2]
            way = _way(one).replace(" is ", " are ", 1)
            told[place] = Difference("reading", last.lines + one.lines, (last.here[0], one.here[1]),
                                  (last.there[0], one.there[1]), f"lines {first} to {again}{way}")
        else:
            told.append(one)
    return told


def _way(one: Difference) -> str:
    """A sentence without the lines it speaks of; what is not about takes is never the same twice."""
    way = re.sub(r"^(?:new )?lines? [^\s:]+(?: to [^\s:]+)?", "", one.says).replace(" are ", " is ", 1)
    return way if " instead of " in way or " for " in way else one.says


def _short(pair: Pair, one: Difference, other: Difference) -> bool:
    """Whether two spans together stay short enough to point at something."""
    length = max(other.here[1] - one.here[0], other.there[1] - one.there[0])
    return length <= pair.a.cut.rate.frames_in(LONG)


def _read_otherwise(pair: Pair, here: HeardLine, there: HeardLine) -> str:
    old, new = _from(pair.a, here), _from(pair.b, there)
    if here.takes == there.takes and old == new:
        return _words(pair, here, there)
    seen, shown = seen_takes(pair.a, here.at, here.out), seen_takes(pair.b, there.at, there.out)
    if [take for take, _ in seen] == [take for take, _ in shown]:
        return f" is heard from {new} instead of {old}"
    plain = [take for take, _ in seen] == list(here.takes) and [take for take, _ in shown] == list(there.takes)
    seen, shown = without_shared(seen, shown)
    if plain:
        return f": {new} for {old}{sized(pair, seen, shown)}"
    return f" is heard from {new} instead of {old}, and {_shown_otherwise(pair, seen, shown)}"


def _shown_otherwise(pair: Pair, seen: Takes, shown: Takes) -> str:
    if not seen or not shown:
        return f"seen in {names(shown)} too" if shown else f"no longer seen in {names(seen)}"
    return f"seen in {names(shown)} instead of {names(seen)}{sized(pair, seen, shown)}"


def _from(played: Played, line: HeardLine) -> str:
    """The takes a line is heard from, as its own version calls them."""
    called = {seen.take: seen.name for seen in played.heard}
    told = dict.fromkeys((take, run) for take, run, _, _ in line.parts)
    return " and ".join(called[take] + (f" (said the {_nth(run)} time)" if run > 1 else "") for take, run in told)


def _nth(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


def _words(pair: Pair, here: HeardLine, there: HeardLine) -> str:
    """The same reading with more or fewer of its words, or joined at another place."""
    one, two = (sum(out - first for _, _, first, out in line.parts) for line in (here, there))
    if one == two:
        return " is joined from its takes at another word" if len(here.parts) > 1 else " has other words of its reading"
    return f" is heard with {abs(two - one)} word{'s' * (abs(two - one) > 1)} {'more' if two > one else 'fewer'}"


def _moved(pair: Pair, moved: set[str]) -> Iterator[Difference]:
    there = {line.line: line for line in pair.b.lines}
    order = [here.line for here, _ in pair.lines]
    for here in pair.a.lines:
        if here.line in moved:
            other = there[here.line]
            after = next((line.line for line in pair.b.lines if line.at > other.at and line.line in order), None)
            before = next((line.line for line in reversed(pair.b.lines) if line.at < other.at and line.line in order),
                          None)
            was_before = {line.line for line in pair.a.lines if line.at < here.at}
            says = (f"{line_name(pair, here.line)} comes before {line_name(pair, after)}" if after in was_before
                    else f"{line_name(pair, here.line)} comes after {line_name(pair, before or order[-1])}")
            if here.parts != other.parts:
                says += f", from {_from(pair.b, other)}"
            yield Difference("order", _ids(here), (here.at, here.out), (other.at, other.out), says)


def _gone(pair: Pair, moved: set[str]) -> Iterator[Difference]:
    kept = {here.line for here, _ in pair.lines} | moved
    for line in pair.a.lines:
        if line.line not in kept:
            at = pair.answer(line.at, 0)
            says = (f"{_from(pair.a, line)}'s ad-lib is left out" if line.line.startswith("~")
                    else f"{line_name(pair, line.line)} is left out")
            yield Difference("line removed", _ids(line), (line.at, line.out), (at, at), says)


def _added(pair: Pair, moved: set[str]) -> Iterator[Difference]:
    kept = {here.line for here, _ in pair.lines} | moved
    for line in pair.b.lines:
        if line.line not in kept:
            at = pair.answer(line.at, 1)
            says = (f"an ad-lib of {_from(pair.b, line)} is added" if line.line.startswith("~")
                    else f"{line_name(pair, line.line)} is added, from {_from(pair.b, line)}")
            yield Difference("line added", _ids(line), (at, at), (line.at, line.out), says)


def _ids(line: HeardLine) -> tuple[str, ...]:
    return () if line.line.startswith("~") else (line_id(line.line),)


def _pauses(pair: Pair, read: set[str]) -> Iterator[Difference]:
    """Pauses between lines that follow each other in both cuts, and the heads and tails of the cuts."""
    nth = [{line.line: place for place, line in enumerate(each.lines)} for each in (pair.a, pair.b)]
    for (one, other), (two, second) in pairwise(pair.lines):
        if nth[0][two.line] - nth[0][one.line] == 1 == nth[1][second.line] - nth[1][other.line]:
            beside = bool({line_id(one.line), line_id(two.line)} & read)
            yield from _pause(pair, (one.out, two.at), (other.out, second.at), _ids(two), beside,
                              f"before {line_name(pair, two.line)}")
    if pair.a.lines and pair.b.lines and pair.lines:
        one, other = pair.lines[0]
        if nth[0][one.line] == 0 == nth[1][other.line]:
            yield from _pause(pair, (0, one.at), (0, other.at), _ids(one), line_id(one.line) in read,
                              f"before {line_name(pair, one.line)}")
        one, other = pair.lines[-1]
        if (one, other) == (pair.a.lines[-1], pair.b.lines[-1]):
            yield from _pause(pair, (one.out, pair.a.frames), (other.out, pair.b.frames), _ids(one),
                              line_id(one.line) in read, f"after {line_name(pair, one.line)}")


def _pause(pair: Pair, here: tuple[int, int], there: tuple[int, int], lines: tuple[str, ...], beside: bool,
           where: str) -> Iterator[Difference]:
    more = (there[1] - there[0]) - (here[1] - here[0])
    if not more or (beside and abs(more) < QUIETLY) or not pair.live(_sorted(here), _sorted(there)):
        return
    if there[1] < there[0] <= there[1] + more:
        says = f"the line begins {frames(there[0] - there[1])} over the end of the one {where}"
    else:
        says = f"the pause {where} is {frames(abs(more))} {'longer' if more > 0 else 'shorter'}"
    yield Difference("pause", lines, _sorted(here), _sorted(there), says)


def _sorted(span: tuple[int, int]) -> tuple[int, int]:
    return (min(span), max(span))


def line_id(line: str) -> str:
    """A line's id as its own script has it."""
    return line.lstrip("+")


def line_name(pair: Pair, line: str | None) -> str:
    """A line as an editor names it.

    >>> line_name(None, "12/7")
    'line 7'
    """
    name = line_id(line or "").rpartition("/")[2]
    return f"new line {name}" if (line or "").startswith("+") else "an ad-lib" if name.startswith("~") else (
        f"line {name}")


def seen_takes(played: Played, start: int, out: int) -> list[tuple[str, str]]:
    """What is seen from `start` to `out`: each take once, known and called, in order."""
    return list(dict.fromkeys((shot.take, shot.name) for shot in played.shots if shot.at < out and start < shot.out))


Takes = list[tuple[str, str]]
"""Takes, as both versions know them and as one calls them."""


def without_shared(seen: Takes, shown: Takes) -> tuple[Takes, Takes]:
    """Both without the takes that are in both; as they are where only their order differs."""
    known = {take for take, _ in seen} & {take for take, _ in shown}
    left = [take for take in seen if take[0] not in known], [take for take in shown if take[0] not in known]
    return left if left[0] or left[1] else (seen, shown)


def names(takes: Sequence[tuple[str, str]]) -> str:
    """Takes in words: ``1A/1, 1B/2 and black``."""
    told = [name or "black" for _, name in takes]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def sized(pair: Pair, seen: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]]) -> str:
    """How the shot size changes, where one take stands for one: ``, closer (CU for MS)``."""
    if len(seen) != 1 or len(shown) != 1:
        return ""
    old, new = pair.versions.size(0, seen[0][1]), pair.versions.size(1, shown[0][1])
    order = [size for size, _ in SIZES]
    if old is None or new is None or old == new:
        return ""
    return f", {'closer' if order.index(new) < order.index(old) else 'wider'} ({new} for {old})"
