"""The likeliest way through a scene's net: what was said, in which order, and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.media.lining.hearing import Heard
from workprint.media.lining.model import senones
from workprint.media.lining.net import Ints, Net

FAR = 1 << 28
"""Farther than any path: a cost that is never chosen."""


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
    phone: int = 60
    """For each phone of speech that is in no script."""


@dataclass(frozen=True)
class Step:
    """A stretch of the path: a word (`word` >= 0), or speech that is in no word of the script (-1)."""

    word: int
    way: int
    """Which pronunciation."""
    start: int
    """First frame heard."""
    out: int
    """First frame after it."""
    cost: int = 0
    """What its frames cost as this word."""


@dataclass(frozen=True)
class Loop:
    """The sound heard as phones in any order: what a word of the script is measured against."""

    cost: Ints
    """Of each frame, on the best path of phones."""
    phones: tuple[tuple[str, int, int], ...]
    """The phones of that path: name, first frame, first frame after. Silence is ``SIL``."""
    rest: Ints
    """Of each frame, as silence or a noise."""


def loop_of(heard: Heard, phone: int = Costs.phone) -> Loop:
    """The best path of phones through `heard`, each new phone at the cost `phone`."""
    model = senones()
    names = (*model.speech, *model.fillers)
    table = np.asarray([model.plain[name] for name in names])
    scores = heard.of(table.ravel()).astype(np.int32).reshape(heard.frames, -1, 3)
    came, entered = _loop_forward(scores, phone)
    return _loop_back(scores, came, entered, names)


def _loop_forward(scores: Ints, phone: int) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    frames, count, _ = scores.shape
    came = np.zeros((frames, count, 3), bool)
    entered = np.zeros(frames, np.int16)
    value = np.full((count, 3), FAR, np.int64)
    best = 0
    for at in range(frames):
        advance = np.concatenate([np.full((count, 1), best + phone), value[:, :2]], axis=1)
        came[at] = advance < value
        value = np.minimum(advance, value) + scores[at]
        entered[at] = value[:, 2].argmin()
        best = int(value[entered[at], 2])
    return came, entered


def _loop_back(scores: Ints, came: NDArray[np.bool_], entered: NDArray[np.int16], names: tuple[str, ...]) -> Loop:
    frames = len(scores)
    cost = np.zeros(frames, np.int32)
    phones: list[tuple[str, int, int]] = []
    at, out = frames - 1, frames
    while at >= 0:
        name, state = int(entered[at]), 2
        while at >= 0:
            cost[at] = scores[at, name, state]
            stepped = came[at, name, state]
            at -= 1
            if stepped and state == 0:
                break
            state -= int(stepped)
        phones.append((names[name], at + 1, out))
        out = at + 1
    rest = scores[:, [i for i, name in enumerate(names) if not name.isalpha() or name == "SIL"]].min(axis=(1, 2))
    return Loop(cost, tuple(reversed(phones)), rest)


class Search:
    """One pass over the frames, keeping for each word the cheapest way to have come to it."""

    def __init__(self, net: Net, heard: Heard, loop: Loop, costs: Costs = Costs()) -> None:  # noqa: B008  # frozen
        self.net, self.costs, self.loop = net, costs, loop
        self.scores, self.frames = heard.of(net.senones), heard.frames
        self.other = loop.cost + costs.other_frame
        words = net.words
        self.count = len(words)
        self.line = np.asarray([word.line for word in words])
        self.heads = np.asarray([word.place == 0 for word in words])
        self.head_places = np.flatnonzero(self.heads)
        self.line_ends = np.append(self.head_places[1:], self.count)
        self.last = np.asarray([word.last for word in words])
        skips = np.asarray([costs.skip + costs.skip_phone * len(word.ways[0]) for word in words], np.int64)
        self.starts_of_words = np.flatnonzero(np.diff(net.word, prepend=-1))
        # Leaving out words costs more with each; a line's words never follow another line's, which lie a cost apart
        # that no path has.
        self.slope = np.cumsum(skips) - skips + self.line * (FAR << 8)
        self.leave = np.minimum(costs.leave, self._rest_of_line(skips))

    def _rest_of_line(self, skips: Ints) -> Ints:
        """What it costs to leave out all later words of each word's line."""
        rest = np.zeros(self.count, np.int64)
        for at in range(self.count - 2, -1, -1):
            rest[at] = 0 if self.last[at] else rest[at + 1] + skips[at + 1]
        return rest

    def run(self) -> list[Step]:
        """The cheapest path as steps in order."""
        self._forward()
        return self._back()

    def _forward(self) -> None:
        net, count, frames = self.net, self.count, self.frames
        ways = len(net.first)
        self.came = np.zeros((frames, -(-len(net.senones) // 8)), np.uint8)
        self.source = np.full((frames, count), -2, np.int16)     # word exited before, -1 = the beginning
        self.tail = np.zeros((frames, count + 1), np.int8)       # exit: 0 word, 1 rest, 2 other
        self.rest_from = np.zeros((frames, count + 1), np.int8)
        self.other_from = np.zeros((frames, count + 1), np.int8)
        self.which = np.zeros((frames, count), np.int16)
        value = np.full(len(net.senones), FAR, np.int64)
        # Boundary 0 is before everything; boundary w + 1 is after word w.
        rest = np.full(count + 1, FAR, np.int64)
        other = np.full(count + 1, FAR, np.int64)
        exits = np.full(count + 1, FAR, np.int64)
        exits[0] = 0
        ends = np.full(count + 1, FAR, np.int64)
        ends[0] = 0
        owner = net.word
        for at in range(frames):
            entry, source = self._entries(exits)
            self.source[at] = source
            advance = np.empty_like(value)
            advance[1:] = value[:-1]
            advance[net.first] = entry[owner]
            came = advance < value
            self.came[at] = np.packbits(came)
            value = np.where(came, advance, value) + self.scores[at]
            # Rest and other speech after each word.
            choice = np.stack([ends, rest, other])
            pick = choice.argmin(axis=0)
            new_rest = choice[pick, np.arange(count + 1)] + int(self.loop.rest[at])
            self.rest_from[at] = pick
            choice = np.stack([ends + self.costs.other, rest + self.costs.other, other])
            pick = choice.argmin(axis=0)
            new_other = choice[pick, np.arange(count + 1)] + int(self.other[at])
            self.other_from[at] = pick
            rest, other = new_rest, new_other
            finals = value[net.final]
            ends = np.empty(count + 1, np.int64)
            ends[0] = FAR
            ends[1:] = np.minimum.reduceat(finals, self.starts_of_words)
            if ways > count:
                self.which[at] = self._chosen(finals, ends[1:])
            choice = np.stack([ends, rest, other])
            pick = choice.argmin(axis=0)
            self.tail[at] = pick
            exits = choice[pick, np.arange(count + 1)]
        self.exits = exits

    def _chosen(self, finals: Ints, ends: Ints) -> Ints:
        match = np.flatnonzero(finals == ends[self.net.word])
        chosen = np.zeros(self.count, np.int16)
        chosen[self.net.word[match[::-1]]] = match[::-1]
        return chosen

    def _entries(self, exits: Ints) -> tuple[Ints, Ints]:
        """The cheapest cost to begin each word now, and the boundary (0 the beginning) it comes from."""
        costs = self.costs
        leaving = exits + np.concatenate([[0], self.leave])
        hub_from = int(leaving.argmin())
        hub = int(leaving[hub_from])
        # In a line a word follows the one before it; a head follows the line before, or comes from anywhere.
        direct, source = exits[:-1] + np.where(self.heads, costs.next_line, 0), np.arange(self.count)
        jump = self.heads & (hub + costs.any_line < direct)
        direct, source = np.where(jump, hub + costs.any_line, direct), np.where(jump, hub_from, source)
        again = np.minimum.reduceat(exits[1:], self.head_places) + costs.again
        better = again < direct[self.head_places]
        for line in np.flatnonzero(better):
            head, out = self.head_places[line], self.line_ends[line]
            direct[head] = again[line]
            source[head] = head + 1 + int(exits[head + 1 : out + 1].argmin())
        shifted = direct - self.slope
        least = np.minimum.accumulate(shifted)
        where = np.maximum.accumulate(np.where(shifted == least, np.arange(self.count), 0))
        entry = least + self.slope
        middle = hub + costs.any_word < entry
        return np.where(middle, hub + costs.any_word, entry), np.where(middle, hub_from, source[where])

    def _back(self) -> list[Step]:
        steps: list[Step] = []
        if not self.frames:
            return steps
        boundary = int((self.exits + np.concatenate([[0], self.leave])).argmin())
        at = self.frames - 1
        while at >= 0:
            kind = int(self.tail[at, boundary])
            while kind and at >= 0:
                start = at
                table = self.rest_from if kind == 1 else self.other_from
                while at >= 0 and table[at, boundary] == kind:
                    at -= 1
                before = int(table[at, boundary]) if at >= 0 else 0
                if kind == 2:
                    steps.append(Step(-1, 0, max(at, 0), start + 1))
                at -= 1
                kind = before
            if at < 0 or boundary == 0:
                break
            at, boundary = self._word_back(boundary - 1, at, steps)
        return steps[::-1]

    def _word_back(self, word: int, at: int, steps: list[Step]) -> tuple[int, int]:
        way = int(self.which[at, word]) if len(self.net.first) > self.count else word
        state, out, cost = int(self.net.final[way]), at + 1, 0
        while True:
            cost += int(self.scores[at, state])
            stepped = self.came[at, state >> 3] >> (7 - (state & 7)) & 1
            if stepped and state == self.net.first[way]:
                break
            state -= int(stepped)
            at -= 1
        steps.append(Step(word, way - int(self.starts_of_words[word]), at, out, cost))
        return at - 1, int(self.source[at, word])
