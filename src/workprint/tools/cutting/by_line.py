"""What a cut is on some of its lines against the others: closer on the lead's, slower on the strong ones, and so on.

A director's wish often depends on the line. What the axes say of a whole cut cannot tell "wide, and close when it
hurts" from "half close throughout"; these can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from workprint.film import Cut, Material, on_lines
from workprint.film.placed import Spoken
from workprint.tools.cutting.parts import whole_line

BUSY = 3
"""Seconds of mean shot length that count as a pace of 500. Source: facts/editing 8, contemporary films about 4 s."""


def pace(mean: int) -> int:
    """How busy shots of this mean length (thousandths of a second) are: 500 at three seconds, more when shorter.

    >>> pace(3000), pace(1000)
    (500, 750)
    """
    return BUSY * 1_000_000 // (BUSY * 1000 + mean)


LEADS, STRONG, LATE = "the lead's lines", "strong lines", "late lines"
"""Lines that are told apart: whose they are, their emotion and their place in the scene. Source: issue 6. Roles, not
names, so that what is learned in one scene speaks of the next; strong ones have more voice energy, on the mean of their
readings, than the middle line of the scene; late ones are its second half."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a cut, from its first word to that of the next; all in frames."""

    line: str
    frames: int
    quiet: int
    """In which nobody speaks after it."""
    talk: int
    """Of the line itself."""
    listens: int
    """Of them, over faces of which none is the speaker's."""
    sized: int
    """Of a picture whose size is known."""
    size: int
    """Sum of that size (thousandths) over those frames."""
    cuts: int
    """Pictures that begin in it (a number of them, not frames)."""


def told_apart(material: Material, lead: str) -> dict[str, frozenset[str]]:
    """The scene's spoken lines of each kind; a kind that is none of them or all is left out."""
    spoken = [line.id for line in material.scene.spoken]
    loud: dict[str, list[int]] = {}
    for reading in material.readings:
        if reading.performance:
            loud.setdefault(whole_line(reading.line), []).append(reading.performance.energy)
    energy = {line: sum(loud[line]) // len(loud[line]) for line in spoken if line in loud}
    middle = median(energy.values()) if energy else 0
    kinds = {LEADS: [line.id for line in material.scene.spoken if line.who == lead],
             STRONG: [line for line, value in energy.items() if value > middle],
             LATE: spoken[(len(spoken) + 1) // 2:]}
    return {kind: frozenset(lines) for kind, lines in kinds.items() if 0 < len(lines) < len(spoken)}


def against_others(kinds: Mapping[str, frozenset[str]], stretches: Sequence[Stretch], rate: int
                   ) -> tuple[tuple[str, int], ...]:
    """Every axis of every kind of line: 500, and half of what it is higher there than on the other lines.

    `rate` is thousandths of a frame in a second. Where a cut leaves out all lines of a kind, there is no difference.
    """
    found = []
    for kind, lines in kinds.items():
        both = [[one for one in stretches if (one.line in lines) is there] for there in (True, False)]
        here, there = (_axes(each, rate) for each in both) if all(both) else ({}, {})
        found += [(on_lines(axis, kind), 500 + (here.get(axis, 0) - there.get(axis, 0)) // 2) for axis in AXES]
    return tuple(found)


AXES = ("pace", "closeness", "silence", "listening")
"""What is told by line. Source: issue 6 names the axes of a cut; these are the ones that a cut may change from line to
line (whose scene it is follows from listening, overlap from where pictures change)."""


def _axes(some: Sequence[Stretch], rate: int) -> dict[str, int]:
    """The axes over some stretches, as `measure_cut` has them over a whole cut."""
    frames, talk, sized = (sum(getattr(one, name) for one in some) for name in ("frames", "talk", "sized"))
    mean = frames * 1_000_000 // (max(1, sum(one.cuts for one in some)) * rate)
    return {"pace": pace(mean),
            "closeness": sum(one.size for one in some) // sized if sized else 500,
            "silence": 1000 * sum(one.quiet for one in some) // max(1, frames),
            "listening": 1000 * sum(one.listens for one in some) // max(1, talk)}


def stretched(cut: Cut, heard: Sequence[Spoken], listens: Sequence[int], size: Mapping[str, int]) -> Iterator[Stretch]:
    """The stretches of a cut; `listens` are frames of listening under each of `heard`, `size` those of its takes."""
    starts, shots = cut.starts, cut.shots
    ends = [each.start for each in heard[1:]] + [cut.frames]
    for each, end, over in zip(heard, ends, listens, strict=True):
        out = max(end, each.start + 1)
        first = max(0, bisect_right(starts, each.start) - 1)
        seen = [(min(out, starts[n] + shots[n].frames) - max(each.start, starts[n]), size.get(shots[n].take, -1))
                for n in range(first, bisect_left(starts, out))]
        known = [(frames, one) for frames, one in seen if one >= 0]
        yield Stretch(whole_line(each.reading.line), out - each.start, max(0, out - each.out), each.out - each.start,
                      over, sum(frames for frames, _ in known), sum(frames * one for frames, one in known),
                      bisect_left(starts, out) - bisect_left(starts, each.start))
