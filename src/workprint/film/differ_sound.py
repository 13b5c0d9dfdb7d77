"""Differences in what is heard besides the words: sound edits, room tone, silence, and second sounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workprint.film.aligned import Gap
from workprint.film.beside import Difference, Kind, Pair, frames, joined
from workprint.film.cut import Over, Piece
from workprint.film.differ_lines import line_id
from workprint.film.differ_picture import LINED, where
from workprint.film.playing import Played, Seen, place_of

NEAR = 48
"""Frames within which a picture cut belongs to a sound edit. Source: facts/editing 10.3, J and L up to two seconds."""


def of_sounds(pair: Pair, found: Sequence[Difference]) -> list[Difference]:
    """What differs in the sound outside the lines and pauses that are told already."""
    told = []
    for gap in joined(block.gap for block in pair.blocks if not block.sound):
        if gap[1] > gap[0] and gap[3] > gap[2] and not any(_tells(pair, one, gap) for one in found):
            told += list(_told(pair, gap))
    return told


def _tells(pair: Pair, one: Difference, gap: Gap) -> bool:
    """Whether a difference says already what sounds otherwise: words that changed, and the room beside them."""
    meets = one.here[0] <= gap[1] and gap[0] <= one.here[1] and one.there[0] <= gap[3] and gap[2] <= one.there[1]
    if one.kind in LINED or one.kind == "pause":
        return meets
    return meets and [{run.take for run in _runs(each, *span)} for each, span in (
        (pair.a, gap[:2]), (pair.b, gap[2:]))] == [{run.take for run in each.shots if run.at < span[1] and (
            span[0] < run.out)} for each, span in ((pair.a, gap[:2]), (pair.b, gap[2:]))]


def _runs(played: Played, start: int, out: int) -> list[Seen]:
    return [run for run in played.heard if run.at < out and start < run.out]


def _told(pair: Pair, gap: Gap) -> Iterator[Difference]:
    here, there = _runs(pair.a, *gap[:2]), _runs(pair.b, *gap[2:])
    ids = tuple(line_id(line) for line in pair.heard_in(gap[:2]) if not line.startswith("~"))
    old, new = _edit(pair.a, gap[0], gap[1]), _edit(pair.b, gap[2], gap[3])
    if len(here) == 1 == len(there) and old and new and here[0].how == new[1].how and there[0].how == old[0].how:
        yield _moved(pair, gap, ids, gap[1] - gap[0], old[1])
    elif len(here) == 1 == len(there) and old and new and here[0].how == new[0].how and there[0].how == old[1].how:
        yield _moved(pair, gap, ids, gap[0] - gap[1], new[1])
    elif [_called(run) for run in here] != [_called(run) for run in there]:
        yield Difference("sound", ids, gap[:2], gap[2:],
                         f"{_said(there)} {_is(there)} heard instead of {_said(here)} {where(pair, gap)}")
    else:
        yield Difference("sound", ids, gap[:2], gap[2:], f"other sound of {_said(there)} is heard {where(pair, gap)}")


def _edit(played: Played, start: int, out: int) -> tuple[Seen, Seen] | None:
    """The sounds just before and just after a stretch."""
    if start == 0 or out >= played.frames:
        return None
    return played.heard[place_of(played.heard, start - 1)], played.heard[place_of(played.heard, out)]


def _moved(pair: Pair, gap: Gap, ids: tuple[str, ...], later: int, into: Seen) -> Difference:
    """A sound edit at another frame; beside a picture cut that stayed, it makes a split edit or unmakes one."""
    moves = f"{frames(abs(later))} {'later' if later > 0 else 'earlier'}"
    old_edit, new_edit = (gap[0], gap[3]) if later > 0 else (gap[1], gap[2])
    old, new = _lead(pair.a, old_edit, into.take), _lead(pair.b, new_edit, into.take)
    kind: Kind = _split(new) or _split(old) or "edit moved"
    says = f"the sound of {_called(into)} begins {moves} {where(pair, gap)}"
    if new:
        says += f" ({_split(new)}, {frames(abs(new))})"
    elif old:
        says += f": the {_split(old)} is gone"
    return Difference(kind, ids, gap[:2], gap[2:], says)


def _lead(played: Played, edit: int, take: str) -> int:
    """Frames by which the sound changes to a take before the picture does, below 0 after it; else 0."""
    cuts = [shot.at for shot in played.shots[1:] if shot.take == take and abs(shot.at - edit) <= NEAR]
    return min((cut - edit for cut in cuts), key=abs, default=0)


def _split(lead: int) -> Kind | None:
    return "J-cut" if lead > 0 else "L-cut" if lead < 0 else None


def _called(run: Seen) -> str:
    if not run.take:
        return "silence"
    return f"room tone of {run.name}" if isinstance(run.shot, Piece) and run.shot.room else run.name


def _is(runs: Sequence[Seen]) -> str:
    return "are" if len({*map(_called, runs)}) > 1 else "is"


def _said(runs: Sequence[Seen]) -> str:
    return " and ".join(dict.fromkeys(map(_called, runs))) or "nothing"


def of_overs(pair: Pair) -> Iterator[Difference]:
    """Second sounds that came, went or moved."""
    here, there = list(pair.a.cut.over), list(pair.b.cut.over)
    for over in tuple(here):
        other = next((each for each in there if _same(pair, over, each)), None)
        if other:
            here.remove(over)
            there.remove(other)
            yield from _shifted(pair, over, other)
    for over in here:
        span = (over.at, over.at + over.frames)
        yield _second(pair, over, span, _answer(pair, span, 0), "is gone")
    for over in there:
        span = (over.at, over.at + over.frames)
        yield _second(pair, over, _answer(pair, span, 1), span, "is added")


def _answer(pair: Pair, span: tuple[int, int], side: int) -> tuple[int, int]:
    return pair.answer(span[0], side), pair.answer(span[1] - 1, side) + 1


def _same(pair: Pair, one: Over, other: Over) -> bool:
    known = pair.versions.known
    return (known(0, one.take), one.start, one.out) == (known(1, other.take), other.start, other.out)


def _shifted(pair: Pair, over: Over, other: Over) -> Iterator[Difference]:
    by = other.at - pair.answer(over.at, 0)
    here, there = (over.at, over.at + over.frames), (other.at, other.at + other.frames)
    if by and pair.live(here, there):
        yield _second(pair, over, here, there, f"comes {frames(abs(by))} {'later' if by > 0 else 'earlier'}")


def _second(pair: Pair, over: Over, here: tuple[int, int], there: tuple[int, int], what: str) -> Difference:
    ids = tuple(line_id(line) for line in pair.heard_in((here[0], max(here[1], here[0] + 1)))
                if not line.startswith("~"))
    return Difference("second sound", ids, here, there,
                      f"the second sound from {over.take} {what} {where(pair, (*here, *there))}")
