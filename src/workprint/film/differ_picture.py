"""Differences in what is seen: cuts that moved, shots that came, went or were replaced, slips, speed and black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from workprint.film.aligned import Block, Gap
from workprint.film.beside import Difference, Kind, Pair, frames, named_lines
from workprint.film.cut import Shot
from workprint.film.differ_lines import line_id, line_name, names, seen_takes, sized
from workprint.film.playing import Played, Seen, goes_on

LINED = ("reading", "line removed", "line added", "order")
"""Kinds of difference in whose stretch the picture goes with the words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where two cuts show different pictures, as far as that goes on without a break."""

    gap: Gap
    before: bool
    """Whether both show the same picture just before."""
    after: bool
    """Whether both show the same picture just after."""


def of_pictures(pair: Pair, lines: Sequence[Difference]) -> list[Difference]:
    """What differs in the picture, the lines that are read otherwise apart: those say so themselves."""
    worded = [one for one in lines if one.kind in LINED]
    told: list[Difference] = []
    for one in (found for stretch in _stretches(pair, worded) for found in _told(pair, stretch, worded)):
        last = told[-1] if told else one
        if one.kind == "speed" and (last.kind, last.says) == (one.kind, one.says) and told:
            # A shot that runs backwards shows its middle frame when it did before.
            one = replace(one, here=(last.here[0], one.here[1]), there=(last.there[0], one.there[1]))
            told.pop()
        told.append(one)
    return told


def _stretches(pair: Pair, worded: Sequence[Difference]) -> Iterator[Stretch]:
    """The stretches of other pictures outside the lines that are read otherwise."""
    held: list[Block] = []
    before = True
    for block in (*pair.blocks, None):
        inside = block is not None and any(_within(block, one) for one in worded)
        if block is not None and not block.picture and not inside:
            held.append(block)
            continue
        same = block is None or block.picture
        if held:
            yield Stretch((held[0].here[0], held[-1].here[1], held[0].there[0], held[-1].there[1]), before, same)
        held, before = [], same


def _within(block: Block, one: Difference) -> bool:
    return (one.here[0] < block.here[1] and block.here[0] < one.here[1]) or (
        one.there[0] < block.there[1] and block.there[0] < one.there[1])


def _told(pair: Pair, stretch: Stretch, worded: Sequence[Difference]) -> Iterator[Difference]:
    a0, a1, b0, b1 = stretch.gap
    one, two = _Side(pair.a, a0, a1, stretch), _Side(pair.b, b0, b1, stretch)
    one.forget_what_goes_on(two)
    if not one.own and not two.own:
        if a1 > a0 and b1 > b0 and stretch.before and stretch.after:
            yield from _edit_moved(pair, stretch.gap, one, two)
    elif one.own and two.own:
        yield from _replaced(pair, stretch.gap, one, two, worded)
    elif stretch.before and stretch.after:
        yield _came(pair, stretch.gap, two.own, "added") if two.own else _came(pair, stretch.gap, one.own, "gone")


class _Side:
    """One cut's shots in a stretch: its own, and those that go on from before or into what follows."""

    def __init__(self, played: Played, start: int, out: int, stretch: Stretch) -> None:
        self.start, self.out = start, out
        self.own = [shot for shot in played.shots if shot.at < out and start < shot.out]
        self.before = played.shots[played.seen_at(start - 1)] if start and stretch.before else None
        self.after = played.shots[played.seen_at(out)] if out < played.frames and stretch.after else None

    def forget_what_goes_on(self, other: _Side) -> None:
        """Leave out what both show before or after: of it only the edit moved."""
        for mine, theirs in ((self.before, other.before), (self.after, other.after)):
            if mine and theirs and mine.how == theirs.how:
                self.own = [shot for shot in self.own if shot != mine]
                other.own = [shot for shot in other.own if shot != theirs]

    @property
    def held(self) -> int:
        """Frames of the stretch in which the shot before it still goes on."""
        return max(0, min(self.out, self.before.out) - self.start) if self.before else 0


def _edit_moved(pair: Pair, gap: Gap, one: _Side, two: _Side) -> Iterator[Difference]:
    later = two.held - one.held
    from_after = later - ((gap[3] - gap[2]) - (gap[1] - gap[0]))
    # Where the pause itself is longer, a cut that keeps its distance to either line has not moved.
    by = min(later, from_after, key=abs)
    if by and one.after and two.after and one.before and two.before:
        yield edit_moved(pair, gap, by, two.after.name or "black", _overlap(pair, pair.a, one.before.out),
                         _overlap(pair, pair.b, two.before.out))


Overlap = tuple[Literal["J-cut", "L-cut"], int, str] | None
"""How a cut lies to the words: before or after the one who speaks has changed, by how many frames, in which line."""


def _overlap(pair: Pair, played: Played, edit: int) -> Overlap:
    """Whether an edit lies over the end of a line (L-cut) or over the beginning of one (J-cut)."""
    line = next((line for line in played.lines if line.at < edit < line.out), None)
    if line is None:
        return None
    before, after = played.shots[played.seen_at(edit - 1)], played.shots[played.seen_at(edit)]
    ends, begins = after.out > line.out, before.at < line.at
    if ends and (not begins or line.out - edit <= edit - line.at):
        return ("L-cut", line.out - edit, line_name(pair, line.line))
    return ("J-cut", edit - line.at, line_name(pair, line.line)) if begins else None


def edit_moved(pair: Pair, gap: Gap, by: int, into: str, old: Overlap, new: Overlap) -> Difference:
    """A cut that comes at another frame, in the words of split edits where it is one."""
    moves = f"{frames(abs(by))} {'later' if by > 0 else 'earlier'}"
    kind: Kind = "edit moved"
    if old and new and old[0] == new[0] and old[2] == new[2]:
        kind, more = new[0], new[1] - old[1]
        says = (f"the {kind} into {into} is {frames(abs(more))} {'longer' if more > 0 else 'shorter'}, "
                f"{frames(new[1])} {_under(new)}" if more else f"the {kind} into {into} comes {moves}")
    elif new:
        kind = new[0]
        says = f"the cut into {into} comes {moves}, {_under(new)} ({kind})"
    elif old:
        kind = old[0]
        says = f"the {kind} into {into} is gone: the cut comes {moves}"
    else:
        says = f"the cut into {into} comes {moves}"
    return Difference(kind, _ids(pair, gap), gap[:2], gap[2:], says)


def _under(overlap: tuple[str, int, str]) -> str:
    return f"under the end of {overlap[2]}" if overlap[0] == "L-cut" else f"over the beginning of {overlap[2]}"


def _ids(pair: Pair, gap: Gap) -> tuple[str, ...]:
    """The lines of a stretch; of one between two lines, the one that follows."""
    found = pair.heard_in((gap[0], max(gap[1], gap[0] + 1)))
    found = found or tuple(line.line for line in pair.a.lines if line.at >= gap[0])[:1]
    shot = pair.a.shots[pair.a.seen_at(gap[0])].shot
    return tuple(line_id(line) for line in found if not line.startswith("~")) or named_lines(pair, shot)


def where(pair: Pair, gap: Gap) -> str:
    """A stretch in words: ``on line 5``, ``on lines 5 to 7``, ``before line 6``."""
    inside = [line for line in pair.heard_in(gap[:2]) if not line.startswith("~")] or _acted(pair, gap)
    if inside:
        told = [line_name(pair, line) for line in (inside[0], inside[-1])]
        return f"on {told[0]}" if len(inside) == 1 else f"on {told[0].replace('line', 'lines')} to {told[1][5:]}"
    next_one = next((line for line in pair.a.lines if line.at >= gap[0]), None)
    if next_one:
        return f"before {line_name(pair, next_one.line)}"
    return f"after {line_name(pair, pair.a.lines[-1].line)}" if pair.a.lines else "there"


def _acted(pair: Pair, gap: Gap) -> list[str]:
    """The lines of action that the shots of a stretch are there for."""
    action = {line.id for line in pair.versions.material[0].scene.lines if line.kind == "action"}
    cut = pair.a.cut
    return list(dict.fromkeys(line for at, shot in zip(cut.starts, cut.shots, strict=True)
                              if at < max(gap[1], gap[0] + 1) and gap[0] < at + shot.frames
                              for line in shot.lines if line in action))


def _came(pair: Pair, gap: Gap, shots: Sequence[Seen], way: str) -> Difference:
    """Shots that only one of the cuts has, where the other goes on with what is on both sides."""
    length = sum(shot.out - shot.at for shot in shots)
    called = names(list(dict.fromkeys((shot.take, shot.name) for shot in shots)))
    role = shots[0].shot.role if isinstance(shots[0].shot, Shot) else "speaker"
    kind: Kind = "picture"
    if not any(shot.take for shot in shots):
        kind, what = "black", f"{frames(length)} of black"
    elif role == "listener":
        kind, what = "reaction added" if way == "added" else "reaction gone", f"the reaction on {called}"
    else:
        what = f"the {'insert' if role == 'insert' else 'shot'} of {called}"
    verb = f"{'are' if kind == 'black' and length > 1 else 'is'} {way}"
    return Difference(kind, _ids(pair, gap), gap[:2], gap[2:], f"{what} {verb} {where(pair, gap)}"
                      + ("" if kind == "black" else f", {frames(length)}"))


def _replaced(pair: Pair, gap: Gap, one: _Side, two: _Side, worded: Sequence[Difference]) -> Iterator[Difference]:
    if len(one.own) == len(two.own) == 1 and one.own[0].take == two.own[0].take:
        if not _goes_with(pair, gap, _own(one, gap[:2]), _own(two, gap[2:]), worded):
            yield from _same_take(pair, gap, one, two)
        return
    told: list[tuple[Gap, list[tuple[str, str]], list[tuple[str, str]]]] = []
    for part in _by_line(pair, gap):
        seen, shown = _own(one, part[:2]), _own(two, part[2:])
        if told and (not seen or not shown or [seen, shown] == [*told[-1][1:]]):
            told[-1] = ((told[-1][0][0], part[1], told[-1][0][2], part[3]), *told[-1][1:])
        elif [take for take, _ in seen] != [take for take, _ in shown]:
            told.append((part, seen, shown))
    for part, seen, shown in told:
        if not _goes_with(pair, part, seen, shown, worded):
            yield _instead(pair, part, seen, shown)


def _own(side: _Side, span: tuple[int, int]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((shot.take, shot.name) for shot in side.own if shot.at < span[1] and span[0] < shot.out))


def _by_line(pair: Pair, gap: Gap) -> list[Gap]:
    """A stretch in parts, a line each with the pause after it."""
    parts, a, b = [], gap[0], gap[2]
    for here, there in pair.lines:
        if a < here.at < gap[1] and b < there.at < gap[3]:
            parts.append((a, here.at, b, there.at))
            a, b = here.at, there.at
    return [*parts, (a, gap[1], b, gap[3])]


def _goes_with(pair: Pair, part: Gap, seen: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]],
               worded: Sequence[Difference]) -> bool:
    """Whether a stretch only goes on with what the lines beside it, read otherwise, say already."""
    beside = [one for one in worded if one.here[0] <= part[1] and part[0] <= one.here[1]
              and one.there[0] <= part[3] and part[2] <= one.there[1]]
    return bool(beside) and {*seen} <= {take for one in beside for take in seen_takes(pair.a, *one.here)} and (
        {*shown} <= {take for one in beside for take in seen_takes(pair.b, *one.there)})


def _instead(pair: Pair, part: Gap, seen: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]]) -> Difference:
    kind: Kind = "black" if not all(take for take, _ in (*seen, *shown)) else "picture"
    return Difference(kind, _ids(pair, part), part[:2], part[2:],
                      f"{names(shown)} {'is' if len(shown) == 1 else 'are'} seen instead of {names(seen)} "
                      f"{where(pair, part)}{sized(pair, seen, shown)}")


def _same_take(pair: Pair, gap: Gap, one: _Side, two: _Side) -> Iterator[Difference]:
    """Other frames of one take: another speed, or a slip."""
    here, there = one.own[0], two.own[0]
    assert isinstance(here.shot, Shot)
    assert isinstance(there.shot, Shot)
    if not here.take:
        return
    if here.how != there.how:
        yield Difference("speed", _ids(pair, gap), gap[:2], gap[2:], f"{there.name} runs {_speed(there.shot)} "
                         f"{where(pair, gap)}, not {_speed(here.shot)}")
        return
    by = (there.shot.start - there.at + gap[2]) - (here.shot.start - here.at + gap[0])
    yield Difference("slip", _ids(pair, gap), gap[:2], gap[2:],
                     f"{there.name} slips {frames(abs(by))} {'later' if by > 0 else 'earlier'} {where(pair, gap)}")


def _speed(shot: Shot) -> str:
    """The speed of a shot in words: ``at 50 % of its speed, backwards``."""
    if not shot.retimed:
        return "as it was shot"
    return f"at {100 * (shot.out - shot.start) / shot.frames:.3g} % of its speed" + (
        ", backwards" if shot.backwards else "")


def of_splits(pair: Pair) -> Iterator[Difference]:
    """Shots that only one of the cuts has in two, without anything changing at the edit."""
    here, there = _through(pair.a), _through(pair.b)
    answers = {block.here[0] + n: block.there[0] + n for block in pair.blocks if block.picture
               for n in range(block.here[1] - block.here[0])}
    back = {other: one for one, other in answers.items()}
    for edit, name in here.items():
        if edit in answers and answers[edit] not in there:
            yield Difference("shot split", _ids(pair, (edit, edit, 0, 0)), (edit, edit), (answers[edit],) * 2,
                             f"the shot of {name} is no longer cut in two")
    for edit, name in there.items():
        if edit in back and back[edit] not in here:
            yield Difference("shot split", _ids(pair, (back[edit], back[edit], 0, 0)), (back[edit],) * 2,
                             (edit, edit), f"the shot of {name} is cut in two where nothing changes")


def _through(played: Played) -> dict[int, str]:
    """Edits between two shots that go on as one, and the take."""
    cut = played.cut
    return {at: two.take for at, (one, two) in zip(cut.starts[1:], pairwise(cut.shots), strict=True)
            if goes_on(one, two)}
