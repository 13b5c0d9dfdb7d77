"""Every cut of a small scene, one at a time: slow, plain, and the proof that the solver misses nothing.

Here nothing is an array: each idiom is asked about single numbers, each treatment is tried by plain arithmetic, and
every row of ways is added up. It shares the ways and the idioms with the solver, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import product

from workprint.tools.cutting.along import Along, Weights
from workprint.tools.cutting.beats import STEP
from workprint.tools.cutting.facts import Before, Fact, Joint, Motion, Place
from workprint.tools.cutting.grammar import Idiom
from workprint.tools.cutting.motion import STILL, window
from workprint.tools.cutting.reactions import NOT
from workprint.tools.cutting.splices import HELD, KINDS, LAPPED, NATURAL, TREATMENTS
from workprint.tools.cutting.stage import LEAD, Stage


def best_of_all(stage: Stage, idioms: Sequence[Idiom], weights: Weights,
                shares: tuple[int, ...] = ()) -> int | None:
    """The highest score of any cut on an unpinned stage, by trying them all; None where there is no cut."""
    judge = _Judge(stage, idioms, Along(weights, shares))
    rows = [[judge.alone(n, way) for way in range(len(played.ways))] for n, played in enumerate(stage.played)]
    pairs = [[[judge.joint(n, one, two) for two in range(len(stage.played[n + 1].ways))]
              for one in range(len(played.ways))] for n, played in enumerate(stage.played[:-1])]
    best: int | None = None
    for path in product(*(range(len(row)) for row in rows)):
        parts = [rows[n][way] for n, way in enumerate(path)]
        parts += [pairs[n][path[n]][path[n + 1]] for n in range(len(path) - 1)]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and (best is None or sum(known) > best):
            best = sum(known)
    return best


@dataclass(frozen=True)
class _Way:
    """One way to play a beat, as single numbers; see `Ways`."""

    said: int
    take: int
    view: int
    start: int
    frames: int
    shift: int
    synced: int
    head: int
    tail: int
    enter_least: int
    enter_most: int
    exit_least: int
    exit_most: int
    tight: int
    order: int
    after: int
    room: int
    pause_in: int
    pause_out: int
    strict_in: int
    strict_out: int
    trim_in: int
    trim_out: int


def _single(fact: Fact, index: int) -> Fact:
    return type(fact)(*(int(getattr(fact, field.name)[index]) for field in fields(fact)))


class _Judge:
    """Judges one place at a time."""

    def __init__(self, stage: Stage, idioms: Sequence[Idiom], along: Along) -> None:
        self.stage, self.idioms, self.along = stage, idioms, along
        self.ways = [[_Way(*(int(getattr(played.ways, field.name)[at]) for field in fields(_Way)))
                      for at in range(len(played.ways))] for played in stage.played]
        self.views = [_single(stage.ground.view, at) for at in range(len(stage.ground.takes))]
        self.beats = [stage.ground.beats[at] for at in stage.at]
        self.voices = [[_single(beat.voice, at) for at in range(len(beat.said))] for beat in self.beats]
        self.pictures: dict[tuple[int, int, int, int], int] = {}

    def points(self, n: int, place: Place, *kinds: str) -> int:
        """Points of all idioms of some kinds at a place of beat n of the stage."""
        weighed = ((idiom, self.along.weight(idiom, self.stage.at[n])) for idiom in self.idioms if idiom.kind in kinds)
        return sum(int(idiom.measure(place)) * weight // 100 for idiom, weight in weighed if weight)

    def alone(self, n: int, at: int) -> int | None:
        """Points of one way with its best reaction; None where the scene cannot begin or end so."""
        way, beat = self.ways[n][at], self.beats[n]
        rate = self.stage.ground.material.rate
        lead = LEAD * rate.numerator // (100 * rate.denominator)
        kinds, squeezed = ["beat"], 0
        if n == 0:
            kinds.append("first")
            squeezed += way.tight & 1
            if way.enter_least > way.enter_most or max(min(lead, way.head, way.enter_most), way.enter_least) > way.head:
                return None
        place = Place(beat.fact, self.views[way.view], self.voices[n][way.said])
        total = self.points(n, place, *kinds) + self.points(
            n, Place(beat.fact, joint=Joint(0, 0, 0, 0, squeezed)), "squeeze")
        if n == len(self.ways) - 1:
            if way.exit_least > way.exit_most or max(min(lead, way.tail, way.exit_most), way.exit_least) > way.tail:
                return None
            total += self.points(n, place, "last") + self.points(
                n, Place(beat.fact, joint=Joint(0, 0, 0, 0, way.tight // 2)), "squeeze")
        return total + self.reaction(n, way)

    def reaction(self, n: int, way: _Way) -> int:
        """Points of the best reaction inside a way; 0 for none."""
        shift = self.stage.played[n].reactions.shift
        takes = [take for take in range(len(self.views)) if shift[way.said, take] != NOT and take != way.view]
        return max([0, *(self.points(n, Place(self.beats[n].fact, voice=self.voices[n][way.said],
                                              reaction=self.views[take]), "reaction") for take in takes if way.synced)])

    def joint(self, n: int, one: int, two: int) -> int | None:
        """Points of the best treatment between two ways; None where none is possible."""
        before, behind = self.ways[n][one], self.ways[n + 1][two]
        unbroken = _unbroken(before, behind)
        squeezed = 0 if unbroken else before.tight // 2 + (behind.tight & 1)
        beat, was = self.beats[n + 1].fact, Before(self.beats[n].fact)
        voices = Place(beat, voice=self.voices[n + 1][behind.said],
                       was=Before(was.beat, voice=self.voices[n][before.said]))
        found = [self.points(n + 1, Place(beat, joint=joint, was=was), "joint") + self.picture(n, before, behind, joint)
                 + self.motion(n, before, behind, joint) for joint in self.possible(n, before, behind)]
        extra = self.points(n + 1, voices, "voice") + self.points(
            n + 1, Place(beat, joint=Joint(0, 0, 0, 0, squeezed)), "squeeze")
        return max(found) + extra if found else None

    def picture(self, n: int, before: _Way, behind: _Way, joint: Joint) -> int:
        """Points of going from one picture to another, or of staying."""
        key = (n, before.view, behind.view, int(joint.cut))
        if key not in self.pictures:
            self.pictures[key] = self.points(
                n + 1, Place(self.beats[n + 1].fact, self.views[behind.view], joint=Joint(joint.cut, 0, 0, 0),
                      was=Before(self.beats[n].fact, self.views[before.view])), "picture")
        return self.pictures[key]

    def motion(self, n: int, before: _Way, behind: _Way, joint: Joint) -> int:
        """Points of what moves where one picture is left and the other entered."""
        natural = self.stage.ground.pauses(self.stage.at[n], self.stage.at[n + 1]).frames[NATURAL]
        left = before.start + before.shift + before.frames + natural * 9 // 10
        entered = behind.start + behind.shift - (natural - natural * 9 // 10)
        frames = window(self.stage.ground.material.rate)
        place = Place(self.beats[n + 1].fact, joint=Joint(joint.cut, 0, 0, 0),
                      motion=Motion(self.moved(behind.view, entered, entered, entered + frames), -1),
                      was=Before(self.beats[n].fact,
                                 motion=Motion(-1, self.moved(before.view, left - 1, left - frames, left))))
        return self.points(n + 1, place, "motion")

    def moved(self, take: int, shown: int, start: int, out: int) -> int:
        """How much moves in a take from `start` to `out`, against the rest of it; -1 unknown or not there."""
        motion = self.stage.ground.takes[take].take.motion
        if max(motion, default=0) < STILL or not 0 <= shown < len(motion):
            return -1
        part = motion[max(0, start):out]
        mean = sum(part) // len(part)
        return 0 if mean < STILL else 1000 * sum(each < mean for each in motion) // len(motion)

    def possible(self, n: int, before: _Way, behind: _Way) -> list[Joint]:
        """Every treatment between two ways."""
        pauses = self.stage.ground.pauses(self.stage.at[n], self.stage.at[n + 1])
        unbroken, gap = _unbroken(before, behind), behind.start - before.start - before.frames
        in_before = unbroken and before.view == before.take and before.shift == 0
        in_behind = unbroken and behind.view == behind.take and behind.shift == 0
        seen = gap + behind.shift - before.shift
        silent = (in_before or before.tail >= seen) and (in_behind or behind.head >= seen)
        if before.view == behind.view and silent and (
                seen == gap if unbroken else 0 <= seen <= pauses.frames[HELD] + pauses.most
                and _over(before, behind, seen) is not None):
            return [Joint(0, int(pauses.named(seen)), 0, 0)]
        if unbroken and (gap < 0 or before.pause_out != behind.pause_in):
            return []
        gaps = [gap] * 4 if unbroken else [*pauses.frames, -pauses.lap]
        return [Joint(1, pause, *KINDS[kind]) for pause, kind in TREATMENTS
                if self._fits(n, before, behind, unbroken, gaps[pause], pause, kind, in_before, in_behind)]

    def _fits(self, n: int, before: _Way, behind: _Way, unbroken: bool, gap: int, pause: int, kind: int,
              in_before: bool, in_behind: bool) -> bool:
        ground = self.stage.ground
        pauses = ground.pauses(self.stage.at[n], self.stage.at[n + 1])
        if pause == LAPPED:
            return not unbroken and self._laps(n, before, behind, pauses.lap)
        over = (gap, 0) if unbroken else _over(before, behind, gap)
        if over is None or int(pauses.named(gap)) != pause:
            return False
        early, late = (pauses.overlap[part] for part in KINDS[kind])
        tail, head = (1 << 30 if in_before else before.tail), (1 << 30 if in_behind else behind.head)
        if early:
            hidden = not ground.takes[before.view].mouths & self.beats[n + 1].fact.speakers
            last, most = over
            enter = 0 if unbroken else gap - last if most else behind.enter_most
            return (gap + early <= tail and -early <= head and (hidden or in_before) and 2 * early < behind.frames
                    and early + enter <= pauses.most)
        if late:
            hidden = not ground.takes[behind.view].mouths & self.beats[n].fact.speakers
            leave = 0 if unbroken else max(before.exit_least, gap - behind.enter_most) if over[1] else before.exit_most
            return (gap + late <= head and -late <= tail and (hidden or in_behind) and 2 * late < before.frames
                    and late + leave <= pauses.most)
        return any(cut <= tail and gap - cut <= head for cut in range(gap + 1))

    def _laps(self, n: int, before: _Way, behind: _Way, lap: int) -> bool:
        """Whether voices may overlap by `lap` frames: less than a third of either line, over a face that is silent."""
        hidden = not self.stage.ground.takes[behind.view].mouths & self.beats[n].fact.speakers
        heard = before.exit_least <= before.exit_most and behind.enter_least <= behind.enter_most
        fits = (3 * lap < min(before.frames, behind.frames) and before.exit_least + lap < behind.frames
                and behind.enter_least + lap < before.frames)
        return lap > 0 and hidden and heard and fits and before.tail >= 0 and behind.head >= 0


def _unbroken(before: _Way, behind: _Way) -> bool:
    if before.take != behind.take:
        return False
    action = behind.order % STEP
    return behind.order == (before.after + 1 if action else (before.after // STEP + 1) * STEP)


def _over(before: _Way, behind: _Way, gap: int) -> tuple[int, int] | None:
    """Most frames of the sound before that can fill a gap, and whether the sounds meet (1) or need room tone (0)."""
    leaves = [leave for leave in range(before.exit_least, before.exit_most + 1)
              if behind.enter_least <= gap - leave <= behind.enter_most]
    if leaves:
        return max(leaves), 1
    if before.exit_least > before.exit_most or behind.enter_least > behind.enter_most:
        return None
    short = before.exit_most + behind.enter_most < gap
    return (before.exit_most, 0) if short and (before.room or behind.room) else None
