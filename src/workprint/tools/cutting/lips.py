"""The law about lips, checked from the cut itself: what is seen of a mouth is what is heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from workprint.film import Cut, Line, Material, Shot, Take
from workprint.film.placed import Laid, Lining, framed, laid, runs

LIPS = 2
"""Frames by which lips may differ from what is heard. Source: issue 2 section 7."""


class Told(NamedTuple):
    """A word as it is seen or heard in a cut."""

    line: str
    """Line id; empty where nothing can agree with it: an ad-lib, or a picture that runs backwards."""
    text: str
    first: int
    """First frame of the cut that it touches."""
    last: int
    """First frame after it."""


class Lips:
    """The lips of every take of one scene."""

    def __init__(self, material: Material, lining: Lining) -> None:
        self.material, self.lining = material, lining
        self.lines = {line.id: line for line in material.scene.lines}

    def differing(self, cut: Cut, waived: Callable[[Shot], bool]) -> Iterator[str]:
        """A sentence for every word whose lips are seen without its sound, or heard without lips that are seen."""
        sounds = tuple(runs(cut))
        for seen in laid(cut.shots):
            assert isinstance(seen.shot, Shot)
            if seen.shot.take and not waived(seen.shot):
                yield from self._shot(seen, [each for each in sounds if each.at < seen.out and seen.at < each.out])

    def _shot(self, seen: Laid, sounds: list[Laid]) -> Iterator[str]:
        """One shot, from each change of what is heard to the next."""
        edges = {edge for each in sounds for edge in (each.at, each.out) if seen.at < edge < seen.out}
        places = sorted({seen.at, seen.out, *edges})
        for start, out in pairwise(places):
            yield from self._disagreeing(seen, [each for each in sounds if each.at < out and start < each.out],
                                         start, out)

    def _disagreeing(self, seen: Laid, sounds: list[Laid], start: int, out: int) -> Iterator[str]:
        own = [each for each in sounds if _in_step(seen, each)]
        mouths = self._mouths(self.lining.takes[seen.shot.take])
        moving = self._words(seen, start, out, mouths, True)
        saying = [word for each in sounds if each not in own for word in self._words(each, start, out, mouths, False)]
        for words, others, what in (([] if own else moving, saying, "seen speaking"), (saying, moving, "heard")):
            for word in words:
                agreed = any(_agree(word, other) for other in others)
                # A word too short to be seen is no fault, but it may be what a longer one agrees with.
                if not agreed and min(word.last, out) - max(word.first, start) > LIPS:
                    yield (f"at frame {start} the word {word.text!r} is {what} in take {seen.shot.take}, "
                           f"and its {'sound' if what != 'heard' else 'lips'} differ")

    def _mouths(self, take: Take) -> set[str] | None:
        """Whose mouth may be seen; None for anybody's."""
        setup = take.setup
        if setup is None or not all(take.who) or not (setup.people or re.search(r"insert|cutaway", setup.about, re.I)):
            return None  # a face without a name may be anybody's
        return {person.who for person in setup.people if person.look != "away"}

    def _words(self, each: Laid, start: int, out: int, mouths: set[str] | None, seen: bool) -> list[Told]:
        """The words by those mouths between two frames of the cut."""
        found = []
        reversed_ = getattr(each.shot, "backwards", False)
        for word, reading in self.lining.said(each.shot.take, *each.taken(start, out)):
            first, last = sorted(each.place(frame) for frame in framed(word.start, word.out, self.material.rate))
            if first < out and start < last and _moves(self.lines.get(reading.line), mouths, seen):
                found.append(Told("" if reversed_ else reading.line, word.text, first, last))
        return found


def _in_step(seen: Laid, heard: Laid) -> bool:
    return seen.shot.take == heard.shot.take and seen.ahead == heard.ahead and not seen.retimed


def _agree(one: Told, two: Told) -> bool:
    return one.line == two.line != "" and abs(one.first - two.first) <= LIPS and abs(one.last - two.last) <= LIPS


def _moves(line: Line | None, mouths: set[str] | None, seen: bool) -> bool:
    """Whether a word moves one of the mouths; of an ad-lib nobody knows whose, so any that is seen may."""
    if line is None:
        return seen and (mouths is None or bool(mouths))
    if re.search(r"V\.?\s*O|O\.?\s*S|O\.?\s*C|PHONE|RADIO", line.extension, re.I):
        return False
    return mouths is None or line.who in mouths
