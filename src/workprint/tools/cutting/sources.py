"""Where the sound of a shot comes from, wherever it is not the take that is seen: no points, only the truth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from workprint.film import Rate, Reason
from workprint.tools.cutting.beats import Lined, Said
from workprint.tools.cutting.ground import Ground
from workprint.tools.cutting.parts import whole_line
from workprint.tools.cutting.ways import LIPS

JOINED = "whole line"
"""The idiom whose reason tells which readings were joined."""


class Source(NamedTuple):
    """A beat as it is seen and heard in a cut."""

    beat: int
    """Place in the scene."""
    said: int
    """Which of the ways to hear it."""
    view: int
    """Take that is seen; one behind the last for black."""
    shift: int
    """Frames by which the seen take's count is ahead of the heard take's."""
    shot: int
    """The shot it is mostly seen in."""


class Sources:
    """Tells where sounds come from in many cuts of one scene; the same few sentences come again and again."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._told: dict[tuple[int, int, int, int], str] = {}

    def told(self, reasons: Sequence[Reason], found: Sequence[Source], inside: Sequence[Source]) -> tuple[Reason, ...]:
        """The reasons of a cut, with one for every shot under which another take is heard, and joins by name.

        `found` has its beats in order, `inside` the reactions in them.
        """
        joins = {each.shot: says for one, each in pairwise(found)
                 if (says := self._join(one, each))}
        known = [Reason(JOINED, each.points, joins[each.at], each.at)
                 if each.name == JOINED and each.at in joins else each for each in reasons]
        told = {each.at for each in known if each.name == JOINED}
        known += [Reason(JOINED, 0, says, shot) for shot, says in joins.items() if shot not in told]
        sounds = {(each.shot, says): None for each in (*found, *inside) if (says := self._sound(each))}
        known += [Reason("sound", 0, says, shot) for shot, says in sounds]
        spoken = {each.at for each in known if each.name in (JOINED, "sound")}
        # A shot of which something is said now needs no word to say that nothing is.
        return tuple(each for each in known if each.at not in spoken or each.points or each.name != "shot")

    def _join(self, one: Source, two: Source) -> str:
        """Which readings are joined between two beats; nothing where they are not parts of one line."""
        before, behind = (self.ground.beats[each.beat] for each in (one, two))
        if not behind.fact.half or whole_line(before.lines[0].id) != whole_line(behind.lines[0].id):
            return ""
        first, second = before.said[one.said].readings[0], behind.said[two.said].readings[0]
        slates = [str(self.ground.takes[lined.said[each.said].take].take.slate)
                  for lined, each in ((before, one), (behind, two))]
        if slates[0] == slates[1] and first.run == second.run:
            return ""
        again = f", said again ({second.run}),"
        return f"joins {first.take} and {second.take}{again if first.take == second.take else ''} at a pause"

    def _sound(self, each: Source) -> str:
        key = each[:4]
        if key not in self._told:
            self._told[key] = self._other(self.ground.beats[each.beat], each)
        return self._told[key]

    def _other(self, beat: Lined, each: Source) -> str:
        """What is said of a beat's sound where it is another take's."""
        said = beat.said[each.said]
        if said.take == each.view or each.view >= len(self.ground.takes) or not beat.spoken:
            return ""
        heard, seen = self.ground.takes[said.take].take.id, self.ground.takes[each.view]
        if not seen.mouths & beat.fact.speakers:
            whose = " and ".join(dict.fromkeys(line.who for line in beat.lines))
            return f"sound of {heard} under {seen.take.id}: {whose}'s mouth is not seen"
        apart = differing(said, [own for own in beat.said if own.take == each.view], each.shift,
                          self.ground.material.rate)
        if apart is None or apart > LIPS:
            return f"sound of {heard} under {seen.take.id}: laid there by hand"
        agree = "to the frame" if apart == 0 else f"to {apart} frame{'s' if apart > 1 else ''}"
        return f"sound of {heard} under {seen.take.id}: lips agree {agree}"


def differing(heard: Said, seen: Sequence[Said], shift: int, rate: Rate) -> int | None:
    """The most frames by which lips and words differ, over all words; None where other words are seen."""
    found = [apart for each in seen if (apart := _apart(heard, each, shift, rate)) is not None]
    return min(found, default=None)


def _apart(heard: Said, seen: Said, shift: int, rate: Rate) -> int | None:
    pairs = list(zip(heard.readings, seen.readings, strict=True))
    if any(len(one.said) != len(two.said) for one, two in pairs):
        return None
    edges = [abs(rate.frame_of(b) - rate.frame_of(a) - shift) for one, two in pairs
             for x, y in zip(one.said, two.said, strict=True) for a, b in ((x.start, y.start), (x.out, y.out))]
    return max(edges, default=0)
