"""Just what differs between two cuts, one after the other, so that comparing costs seconds of watching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workprint.film.beside import Difference, Pair
from workprint.film.cut import Cut, Over, Piece, Shot
from workprint.film.material import Material
from workprint.film.playing import Played

AROUND = Fraction(1)
"""Seconds shown before and after a difference. Source: our choice: a cut is judged from what it leaves, and a reaction
to a new picture takes a third of a second (facts/editing 7 asks for moments of 2 to 10 s)."""

LONGER = Fraction(3, 4)
"""Seconds by which a passage may begin earlier or end later so that no word is halved.
Source: our choice, two words."""

LONG = 10
"""Seconds of differences that one passage shows at the most, so that the other is still remembered.
Source: facts/editing 7, moments of 2 to 10 s."""

BLACK = Fraction(1, 4)
"""Seconds of black between two passages. Source: our choice; long enough to be seen as a gap, too short to wait for."""


Group = list[tuple[int, Difference]]
"""Differences that one passage shows, each with its place in the list."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of the moments."""

    at: int
    """Frame of the moments at which it begins."""
    which: int
    """0 for the first cut, 1 for the second."""
    start: int
    """First frame of that cut."""
    out: int
    """First frame of that cut after it."""
    differs: tuple[tuple[int, int], ...]
    """Frame of the moments at which each difference begins, and its place in the list of differences."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What differs between two cuts, assembled: each passage of the first cut, black, the same of the second."""

    cut: Cut
    """To be played, never to be locked: the passages with black between them; no shot where nothing differs."""
    passages: tuple[Passage, ...]
    """In order."""


def moments(a: Cut, b: Cut, found: Sequence[Difference], material_a: Material,
            material_b: Material | None = None) -> Moments:
    """The passages in which two cuts differ, with about a second around; `found` is what `differences` gave.

    Both have to be of material in which the takes have the same names, as far as one cut can show takes of both.
    """
    rate = a.rate
    around, black = rate.frames_in(AROUND), rate.frames_in(BLACK)
    pair = Pair.of(a, b, material_a, material_b or material_a)
    shots, pieces, overs = list[Shot](), list[Piece](), list[Over]()
    passages: list[Passage] = []
    at = 0
    groups = _groups(found, 2 * around + black, rate.frames_in(LONG))
    for place, group in enumerate(groups):
        spans = [_around(each, groups, place, side, around) for side, each in enumerate((pair.a, pair.b))]
        for side, (start, out) in enumerate(spans):
            if passages:
                shots, pieces, at = [*shots, Shot("", 0, black)], [*pieces, Piece("", 0, black)], at + black
            taken = passage((a, b)[side], start, out)
            shots, pieces = [*shots, *taken.shots], [*pieces, *taken.pieces]
            overs += [Over(over.at + at, over.take, over.start, over.out) for over in taken.over]
            differs = tuple((at + max(0, (one.here, one.there)[side][0] - start), number) for number, one in group)
            passages.append(Passage(at, side, start, out, differs))
            at += out - start
    return Moments(Cut(a.scene, rate, tuple(shots), tuple(pieces), tuple(overs)), tuple(passages))


def _groups(found: Sequence[Difference], near: int, most: int) -> list[Group]:
    """Differences that lie so near each other that one passage shows them, each with its place."""
    groups: list[Group] = []
    for place, one in sorted(enumerate(found), key=lambda pair: (pair[1].here, pair[1].there)):
        last = groups[-1] if groups else []
        if last and (one.here[1] - last[0][1].here[0] <= most and one.there[1] - last[0][1].there[0] <= most) and (
                one.here[0] - max(other.here[1] for _, other in last) <= near
                or one.there[0] - max(other.there[1] for _, other in last) <= near):
            last.append((place, one))
        else:
            groups.append([(place, one)])
    return groups


def _span(group: Group, side: int) -> tuple[int, int]:
    """Start and out of a group in one of the cuts."""
    spans = [(one.here, one.there)[side] for _, one in group]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _around(played: Played, groups: Sequence[Group], place: int, side: int, around: int) -> tuple[int, int]:
    """A passage that holds a group and about `around` frames on both sides, and halves no word if it can.

    Between two groups that lie near each other each takes half: nothing is shown twice.
    """
    first, last = _span(groups[place], side)
    before = _span(groups[place - 1], side)[1] if place else -2 * around
    after = _span(groups[place + 1], side)[0] if place + 1 < len(groups) else played.frames + 2 * around
    start = max(0, first - min(around, max(0, first - before) // 2))
    out = min(played.frames, last + min(around, max(0, after - last) // 2))
    most = played.cut.rate.frames_in(LONGER)
    for begin, end in words(played):
        start = begin if begin < start < end and start - begin <= most and begin >= before else start
        out = end if begin < out < end and end - out <= most and end <= after else out
    return start, out


def words(played: Played) -> list[tuple[int, int]]:
    """First and out frame in the cut of every word that is heard."""
    found = []
    for run in played.heard:
        if run.take and not getattr(run.shot, "room", False):
            ahead = run.shot.start - run.at
            found += [(word[0] - ahead, word[1] - ahead) for word in played.versions.spoken(played.side, run.name)
                      if word[0] - ahead < run.out and run.at < word[1] - ahead]
    return found


def passage(cut: Cut, start: int, out: int) -> Cut:
    """A part of a cut as a cut: frames `start` up to `out`.

    >>> from workprint.film.time import Rate
    >>> whole = Cut("1", Rate(24), (Shot("1/1", 5, 9), Shot("1/2", 0, 6)), (Piece("1/1", 5, 15),))
    >>> part = passage(whole, 2, 6)
    >>> [(shot.take, shot.start, shot.out) for shot in part.shots], part.pieces[0].start
    ([('1/1', 7, 9), ('1/2', 0, 2)], 7)
    """
    shots = [_shot_part(shot, max(0, start - at), min(shot.frames, out - at))
             for at, shot in zip(cut.starts, cut.shots, strict=True) if at < out and start < at + shot.frames]
    pieces, at = [], 0
    for piece in cut.pieces:
        if at < out and start < at + piece.frames:
            first, last = max(0, start - at), min(piece.frames, out - at)
            # Room tone tells only a length; it begins at 0 wherever it is taken from.
            begin = 0 if piece.room or not piece.take else piece.start + first
            pieces.append(Piece(piece.take, begin, begin + last - first, piece.room))
        at += piece.frames
    overs = [Over(max(over.at, start) - start, over.take, over.start + max(0, start - over.at),
                  min(over.out, over.start + out - over.at))
             for over in cut.over if over.at < out and start < over.at + over.frames]
    return Cut(cut.scene, cut.rate, tuple(part for shot in shots for part in shot), tuple(pieces), tuple(overs))


def _shot_part(shot: Shot, first: int, last: int) -> list[Shot]:
    """Frames `first` up to `last` of a shot; one whose speed was changed, in as few shots as show the same frames."""
    if not shot.take:
        return [Shot("", 0, last - first, shot.lines, shot.role)]
    if not shot.retimed:
        return [Shot(shot.take, shot.start + first, shot.start + last, shot.lines, shot.role)]
    if (first, last) == (0, shot.frames):
        return [shot]
    found: list[Shot] = []
    for frame in map(shot.shown, range(first, last)):
        old = found[-1] if found else None
        if old and old.start == frame:
            found[-1] = Shot(old.take, frame, frame + 1, old.lines, old.role, old.frames + 1)
        else:
            found.append(Shot(shot.take, frame, frame + 1, shot.lines, shot.role))
    return found
