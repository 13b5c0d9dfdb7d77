"""The likeliest way through a scene's net: what was said, in which order, and when.

A boundary is a place between words: 0 before everything, `w + 1` after word `w`. At a boundary a speaker may rest, or
say something that is in no script. From there the next word follows, or a later word of the line, or a line's head,
or, dearly, any word. One pass over the frames keeps the cheapest way to have come everywhere; then it is walked back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.media.lining.hearing import Heard
from workprint.media.lining.loop import FAR, Costs64, Loop
from workprint.media.lining.net import Net

_APART = 1 << 40
"""Between the words of one line and of the next, so that no word is left out across lines."""
_WORD, _REST, _OTHER = range(3)
"""How a boundary was reached: straight from its word, from rest, from speech in no script."""


@dataclass(frozen=True)
class Costs:
    """What it costs to leave the script, in score units (about 0.1 nat each). Source: trials, docs/lining.md."""

    skip: int = 120
    """To leave out a word,"""
    skip_phone: int = 60
    """and for each of its phones: long words are seldom lost."""
    next_line: int = 30
    """To go from the end of a line to the next one."""
    again: int = 450
    """To begin the same line again, wherever it was left."""
    any_line: int = 500
    """To go to the beginning of any line."""
    any_word: int = 700
    """To begin a line in its middle."""
    leave: int = 400
    """To leave a line before its end."""
    other: int = 130
    """To begin to say something that is not in the script."""
    other_frame: int = 32
    """For each frame of it, on top of what the best phones cost."""


COSTS = Costs()
"""The costs found best in trials."""


@dataclass(frozen=True)
class Step:
    """A stretch of the path: a word (`word` >= 0), or speech that is in no word of the script (-1)."""

    word: int
    start: int
    """First frame heard."""
    out: int
    """First frame after it."""
    cost: int = 0
    """What its frames cost as this word."""


@dataclass
class _Trail:
    """How every place was come to, frame by frame."""

    came: NDArray[np.uint8]
    """Whether each state was stepped into (a bit each), or stayed in."""
    source: NDArray[np.int32]
    """The boundary that each word would have been begun from."""
    way: NDArray[np.int32]
    """The cheapest way to say each word that might end here."""
    exit: NDArray[np.int8]
    """How each boundary is left: from its word, from rest, from other speech."""
    into: NDArray[np.int8]
    """How rest (first) and other speech (second) at each boundary were come to."""

    @classmethod
    def empty(cls, frames: int, net: Net) -> _Trail:
        """Room for `frames`."""
        count = len(net.words)
        return cls(np.zeros((frames, -(-len(net.senones) // 8)), np.uint8), np.zeros((frames, count), np.int32),
                   np.zeros((frames, count), np.int32), np.zeros((frames, count + 1), np.int8),
                   np.zeros((frames, 2, count + 1), np.int8))


class Search:
    """One pass over the frames, keeping for each word the cheapest way to have come to it."""

    def __init__(self, net: Net, heard: Heard, loop: Loop, costs: Costs = COSTS) -> None:
        self.net, self.costs, self.loop = net, costs, loop
        self.scores, self.frames, self.count = heard.of(net.senones), heard.frames, len(net.words)
        self.heads = np.asarray([word.place == 0 for word in net.words])
        self.head_places = np.flatnonzero(self.heads)
        self.line_outs = np.append(self.head_places[1:], self.count)
        self.first_ways = np.flatnonzero(np.diff(net.word, prepend=-1))
        self.past = self._past_adopted()
        skips = np.asarray([costs.skip + costs.skip_phone * len(word.ways[0]) for word in net.words], np.int64)
        # Leaving out words costs more with each; lines lie a cost apart that no path has.
        self.slope = np.cumsum(skips) - skips + np.asarray([word.line for word in net.words]) * _APART
        self.leave = np.concatenate([[0], np.minimum(costs.leave, self._rest_of_line(skips))])
        self.trail = _Trail.empty(self.frames, net)

    def _past_adopted(self) -> list[tuple[int, int]]:
        """Heads of lines that follow adopted ones, and the boundary before those: most takes go past them."""
        past = []
        for line in range(1, len(self.head_places)):
            before = line
            while before and self.net.words[self.head_places[before - 1]].adopted:
                before -= 1
            if before < line:
                past.append((int(self.head_places[line]), int(self.head_places[before])))
        return past

    def _rest_of_line(self, skips: Costs64) -> Costs64:
        """What it costs to leave out all later words of each word's line."""
        rest = np.zeros(self.count, np.int64)
        for at in range(self.count - 2, -1, -1):
            rest[at] = 0 if self.heads[at + 1] else rest[at + 1] + skips[at + 1]
        return rest

    def run(self) -> list[Step]:
        """The cheapest path, as steps in order."""
        value = np.full(len(self.net.senones), FAR, np.int64)
        gaps = np.full((3, self.count + 1), FAR, np.int64)   # cost after the word, in rest, in other speech
        gaps[_WORD, 0] = 0
        exits = gaps[_WORD]
        for at in range(self.frames):
            value = self._say(at, value, exits)
            gaps = self._pause(at, gaps)
            gaps[_WORD, 1:] = self._ended(at, value)
            self.trail.exit[at] = pick = gaps.argmin(axis=0)
            exits = np.take_along_axis(gaps, pick[None], axis=0)[0]
        return self._back(int((exits + self.leave).argmin()))

    def _say(self, at: int, value: Costs64, exits: Costs64) -> Costs64:
        """Every state after one more frame."""
        entry, self.trail.source[at] = self._entries(exits)
        advance = np.empty_like(value)
        advance[1:] = value[:-1]
        advance[self.net.first] = entry[self.net.word]
        self.trail.came[at] = np.packbits(advance < value)
        return np.asarray(np.minimum(advance, value) + self.scores[at])

    def _pause(self, at: int, gaps: Costs64) -> Costs64:
        """Rest and other speech at every boundary after one more frame."""
        talking = gaps + np.asarray([[self.costs.other], [self.costs.other], [0]])
        into_rest, into_other = gaps.argmin(axis=0), talking.argmin(axis=0)
        self.trail.into[at] = into_rest, into_other
        after = np.full_like(gaps, FAR)
        after[_REST] = gaps.min(axis=0) + self.loop.rest[at]
        after[_OTHER] = talking.min(axis=0) + self.loop.cost[at] + self.costs.other_frame
        return after

    def _ended(self, at: int, value: Costs64) -> Costs64:
        """The cost of having said each word, in the cheapest of its ways."""
        finals = value[self.net.final]
        ends = np.minimum.reduceat(finals, self.first_ways)
        cheapest = np.flatnonzero(finals == ends[self.net.word])[::-1]
        self.trail.way[at, self.net.word[cheapest]] = cheapest
        return np.asarray(ends)

    def _entries(self, exits: Costs64) -> tuple[Costs64, NDArray[np.int64]]:
        """The cheapest cost to begin each word now, and the boundary it comes from."""
        leaving = exits + self.leave
        hub_from = int(leaving.argmin())
        hub = int(leaving[hub_from])
        direct, source = self._direct(exits, hub, hub_from)
        # From there on, words may be left out one after the other.
        shifted = direct - self.slope
        least = np.minimum.accumulate(shifted)
        where = np.maximum.accumulate(np.where(shifted == least, np.arange(self.count), 0))
        entry = least + self.slope
        middle = hub + self.costs.any_word < entry
        return np.where(middle, hub + self.costs.any_word, entry), np.where(middle, hub_from, source[where])

    def _direct(self, exits: Costs64, hub: int, hub_from: int) -> tuple[Costs64, NDArray[np.int64]]:
        """The same without words left out: a word follows the one before it; a head follows the line before, or its
        own line's beginning, or comes from anywhere."""
        costs = self.costs
        direct, source = exits[:-1] + np.where(self.heads, costs.next_line, 0), np.arange(self.count)
        for head, boundary in self.past:
            if exits[boundary] + costs.next_line < direct[head]:
                direct[head], source[head] = exits[boundary] + costs.next_line, boundary
        jump = self.heads & (hub + costs.any_line < direct)
        direct, source = np.where(jump, hub + costs.any_line, direct), np.where(jump, hub_from, source)
        again = np.minimum.reduceat(exits[1:], self.head_places) + costs.again
        for line in np.flatnonzero(again < direct[self.head_places]):
            head, out = int(self.head_places[line]), int(self.line_outs[line])
            direct[head], source[head] = again[line], head + 1 + int(exits[head + 1 : out + 1].argmin())
        return direct, source

    def _back(self, boundary: int) -> list[Step]:
        """The path, walked back from `boundary` at the last frame."""
        steps: list[Step] = []
        at = self.frames - 1
        while at >= 0:
            at = self._gap_back(boundary, at, steps)
            if at >= 0 and boundary:
                at, boundary = self._word_back(boundary - 1, at, steps)
        return steps[::-1]

    def _gap_back(self, boundary: int, at: int, steps: list[Step]) -> int:
        """Walk back over rest and other speech to the frame in which the boundary's word ended."""
        kind = int(self.trail.exit[at, boundary])
        while at >= 0 and kind != _WORD:
            out, same = at + 1, kind
            while at >= 0 and kind == same:
                kind = int(self.trail.into[at, same - 1, boundary])
                at -= 1
            if same == _OTHER:
                steps.append(Step(-1, at + 1, out))
        return at

    def _word_back(self, word: int, at: int, steps: list[Step]) -> tuple[int, int]:
        """Walk back over a word; the frame before it and the boundary that it was begun from."""
        way = int(self.trail.way[at, word])
        first, state, out, cost = int(self.net.first[way]), int(self.net.final[way]), at + 1, 0
        while True:
            cost += int(self.scores[at, state])
            stepped = int(self.trail.came[at, state >> 3]) >> (7 - (state & 7)) & 1
            if stepped and state == first:
                break
            state -= stepped
            at -= 1
        steps.append(Step(word, at, out, cost))
        return at - 1, int(self.trail.source[at, word])
