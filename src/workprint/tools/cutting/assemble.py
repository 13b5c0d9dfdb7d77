"""From chosen ways to whole cuts: where every picture and every sound begins and ends, in frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from workprint.film import Cut, Over, Piece, Shot
from workprint.tools.cutting.facts import Joint
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.pauses import Whole
from workprint.tools.cutting.reactions import NOT
from workprint.tools.cutting.solve import Worth
from workprint.tools.cutting.splices import (
    HELD,
    KINDS,
    LAPPED,
    LEAKE_CUT,
    NATURAL,
    TIGHT,
    TREATMENTS,
    bridge,
    cuts,
    gaps,
    picture_gap,
    sides,
    sound,
)
from workprint.tools.cutting.stage import Stage, ending, opening


@dataclass(frozen=True, slots=True)
class Joined:
    """What happens between two beats in each of many cuts, as arrays over the cuts."""

    gap: Whole
    """Frames between the two beats."""
    cut: Whole
    """Frames after the first at which the picture changes."""
    leave: Whole
    """Frames of the sound before that are heard after its beat."""
    room: Whole
    """Frames of room tone."""
    enter: Whole
    """Frames of the next sound that are heard before its beat."""
    fact: Joint


def joints(stage: Stage, paths: Whole, chosen: Whole) -> tuple[Joined, ...]:
    """What happens between all neighbouring beats in every cut of `paths` (cuts by beats) with its treatments."""
    return tuple(_joint(stage, n, paths[:, n], paths[:, n + 1], chosen[:, n]) for n in range(len(stage.splices)))


def _joint(stage: Stage, n: int, one: Whole, two: Whole, chosen: Whole) -> Joined:
    first, second = stage.played[n], stage.played[n + 1]
    before, behind = stage.at[n], stage.at[n + 1]
    pauses = stage.ground.pauses(before, behind)
    at = sides(first.ways.at(one), second.ways.at(two), stage.ground.eyes(before, behind, stage.wishes.never), pauses)
    runs = chosen >= len(TREATMENTS)
    pause, kind = np.array((*TREATMENTS, (TIGHT, 0), (NATURAL, 0), (HELD, 0)), np.int64)[chosen].T
    overlaps = np.array(KINDS, np.int64)[kind]
    early, late = overlaps[:, 0], overlaps[:, 1]
    overlap = np.array(pauses.overlap, np.int64)
    gap: Whole = np.where(runs, picture_gap(at), gaps(at, pause, pauses))
    laps = ~runs & (pause == LAPPED)
    cut = np.where(laps, gap, cuts(at, gap, overlap[early], overlap[late]))
    leave, room, enter = sound(at, bridge(at, gap), np.where(runs, gap * LEAKE_CUT // 10, cut))
    leave, enter = np.where(laps, at.before.exit_least, leave), np.where(laps, at.behind.enter_least, enter)
    room = np.where(laps, 0, room)
    squeezed = ~at.unbroken * ((at.before.tight & 2) // 2 + (at.behind.tight & 1))
    return Joined(gap, cut, leave, room, enter, Joint((~runs).astype(np.int64), pause, early, late, squeezed))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cut, and in which of its shots each beat, reaction and joint is seen."""

    cut: Cut
    main: tuple[int, ...]
    """Shot of every beat."""
    inside: tuple[int, ...]
    """Shot of the reaction in every beat; -1 for none."""


def assemble(stage: Stage, worth: Worth, paths: Whole, found: tuple[Joined, ...]) -> list[Drawn]:
    """Every cut of `paths`, whole."""
    first, last = stage.played[0].ways.at(paths[:, 0]), stage.played[-1].ways.at(paths[:, -1])
    opens, closes = opening(first, stage), ending(last, stage)
    columns = [np.stack([getattr(each, name) for each in found], 1) if found else np.zeros((len(paths), 0), np.int64)
               for name in ("gap", "cut", "leave", "room", "enter")]
    facts = np.stack([each.fact.cut for each in found], 1) if found else np.zeros((len(paths), 0), np.int64)
    chosen = [played.ways.at(paths[:, n]) for n, played in enumerate(stage.played)]
    rows = {name: np.stack([getattr(each, name) for each in chosen], 1).tolist()
            for name in ("said", "take", "view", "start", "frames", "shift", "room", "order", "after")}
    reacting = np.stack([worth.reaction[n][paths[:, n]] for n in range(len(stage.at))], 1).tolist()
    tables = [column.tolist() for column in (*columns, facts)]
    ends = [part.tolist() for part in (*opens, *closes)]
    return [_Draft(stage, {name: rows[name][c] for name in rows}, reacting[c], [table[c] for table in tables],
                   [part[c] for part in ends]).drawn() for c in range(len(paths))]


class _Draft:
    """One cut while it is put together."""

    def __init__(self, stage: Stage, rows: dict[str, list[int]], reacting: list[int], joins: list[list[int]],
                 ends: list[int]) -> None:
        self.stage, self.rows, self.reacting, self.ends = stage, rows, reacting, ends
        self.gap, self.cut, self.leave, self.room, self.enter, self.cuts = joins
        self.ids = [sheet.take.id for sheet in stage.ground.takes]
        self.places = [ends[0]]
        for frames, gap in zip(rows["frames"], self.gap, strict=False):
            self.places.append(self.places[-1] + frames + gap)
        self.outs = [at + frames for at, frames in zip(self.places, rows["frames"], strict=True)]
        self.names = [[whole_line(line.id) for line in stage.ground.beats[at].lines] for at in stage.at]
        self.end = self.places[-1] + rows["frames"][-1] + ends[2]

    def drawn(self) -> Drawn:
        shots, main, inside = self._shots()
        over: list[Over] = []
        pieces = self._pieces(over)
        cut = Cut(self.stage.ground.material.scene.number, self.stage.ground.material.rate, shots, pieces, tuple(over))
        return Drawn(cut, tuple(main), tuple(inside))

    def _shots(self) -> tuple[tuple[Shot, ...], list[int], list[int]]:
        """Runs of picture, each split where a reaction lies inside."""
        shots: list[Shot] = []
        main, inside = [], []
        begin, owner = 0, 0
        for n in range(len(self.places)):
            change = n < len(self.cuts) and self.cuts[n]
            seen = self._reaction(n)
            if seen:
                at, frames, take, head = seen
                main.append(len(shots))
                self._add(shots, begin, at, owner)
                inside.append(len(shots))
                shots.append(Shot(take, head, head + frames, self._lines(at, at + frames), "listener"))
                begin, owner = at + frames, n
            else:
                main.append(len(shots))
                inside.append(-1)
            if change:
                out = self.places[n] + self.rows["frames"][n] + self.cut[n]
                self._add(shots, begin, out, owner)
                begin, owner = out, n + 1
        self._add(shots, begin, self.end, owner)
        return tuple(shots), main, inside

    def _reaction(self, n: int) -> tuple[int, int, str, int] | None:
        """Place in the cut, length, take and first frame of the reaction in a beat."""
        if self.reacting[n] < 0:
            return None
        said, found = self.rows["said"][n], self.stage.played[n].reactions
        at, frames = int(found.at[said]), int(found.frames[said])
        shift = int(found.shift[said, self.reacting[n]])
        assert shift != NOT
        return self.places[n] + at, frames, self.ids[self.reacting[n]], self.rows["start"][n] + at + shift

    def _add(self, shots: list[Shot], begin: int, out: int, owner: int) -> None:
        ahead = self.rows["start"][owner] + self.rows["shift"][owner] - self.places[owner]
        view = self.rows["view"][owner]
        shots.append(Shot(self.ids[view], begin + ahead, out + ahead, self._lines(begin, out),
                          self.stage.role(self._seen_beat(begin, out), view)))

    def _seen_beat(self, begin: int, out: int) -> int:
        """The beat that fills most of a shot."""
        near = self._near(begin, out) or [max(0, bisect_right(self.places, begin) - 1)]
        return max(near, key=lambda n: min(out, self.outs[n]) - max(begin, self.places[n]))

    def _near(self, begin: int, out: int) -> list[int]:
        """The beats that a shot is seen during, in order."""
        end = bisect_left(self.places, out)
        # Two beats may overlap where people interrupt each other, hence the one more to look at.
        start = max(0, bisect_right(self.places, begin) - 2)
        return [n for n in range(start, end) if begin < max(self.outs[n], self.places[n] + 1)]

    def _lines(self, begin: int, out: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line for n in self._near(begin, out) for line in self.names[n]))

    def _pieces(self, over: list[Over]) -> tuple[Piece, ...]:
        """What is heard, in order; what is heard besides, where voices overlap, is added to `over`."""
        rows, pieces = self.rows, []
        begin = rows["start"][0] - (self.ends[0] - self.ends[1])
        if self.ends[1]:
            pieces.append(Piece(self.ids[rows["take"][0]], 0, self.ends[1], room=True))
        for n in range(len(self.gap)):
            if self.leave[n] == self.gap[n] and self.enter[n] == 0 and self._unbroken(n):
                continue
            pieces.append(Piece(self.ids[rows["take"][n]], begin, rows["start"][n] + rows["frames"][n] + self.leave[n]))
            if self.room[n]:
                quiet = n if rows["room"][n] else n + 1
                pieces.append(Piece(self.ids[rows["take"][quiet]], 0, self.room[n], room=True))
            begin = rows["start"][n + 1] - self.enter[n]
            if self.gap[n] < 0:
                # The next voice is laid over the end of this one, and becomes the sound itself when that is over.
                later = rows["start"][n + 1] - self.gap[n] + self.leave[n]
                over.append(Over(self.places[n + 1] - self.enter[n], self.ids[rows["take"][n + 1]], begin, later))
                begin = later
        end = rows["start"][-1] + rows["frames"][-1] + self.ends[2] - self.ends[3]
        pieces.append(Piece(self.ids[rows["take"][-1]], begin, end))
        if self.ends[3]:
            pieces.append(Piece(self.ids[rows["take"][-1]], 0, self.ends[3], room=True))
        return tuple(pieces)

    def _unbroken(self, n: int) -> bool:
        rows = self.rows
        return (rows["take"][n] == rows["take"][n + 1]
                and rows["start"][n + 1] - rows["start"][n] - rows["frames"][n] == self.gap[n])
