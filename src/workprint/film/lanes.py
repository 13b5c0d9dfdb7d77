"""The two lanes of a cut, picture and sound, as an editor's hands move them: whole frames, nothing made up.

A part of a lane is a `Shot` or a `Piece`. Black, silence and room tone have no frames of their own to run out of: they
are as long as they are asked to be. Every other part stays on frames that its take has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from workprint.film.cut import Piece, Shot
from workprint.film.errors import CannotCut
from workprint.film.material import Material

Part = TypeVar("Part", Shot, Piece)


def elastic(part: Shot | Piece) -> bool:
    """Whether a part is as long as it is asked to be: black, silence, room tone."""
    return not part.take or (isinstance(part, Piece) and part.room)


def places(lane: tuple[Part, ...]) -> tuple[int, ...]:
    """The frame of the cut at which each part begins, and last the one at which the lane ends.

    >>> places((Piece("1/1", 5, 9), Piece("1/2", 0, 3)))
    (0, 4, 7)
    """
    found = [0]
    for part in lane:
        found.append(found[-1] + part.frames)
    return tuple(found)


def handles(part: Shot | Piece, material: Material) -> tuple[int, int] | None:
    """Frames of the film that the take still has before and after a part; None where there is no end to them."""
    if elastic(part):
        return None
    whole = taken(part, material)
    before, behind = part.start, whole - part.out
    if not isinstance(part, Shot) or not part.retimed:
        return before, behind
    if part.backwards:
        before, behind = behind, before
    source = part.out - part.start
    return before * part.frames // source, behind * part.frames // source


def taken(part: Shot | Piece, material: Material) -> int:
    """Length of a part's take. Raises `CannotCut` for a take that is not there."""
    take = material.take(part.take)
    if take is None:
        raise CannotCut(f"take {part.take} is not among the takes of scene {material.scene.number}",
                        "the material the cut was made from would do", "ingest that take again")
    return take.frames


def moved(part: Part, head: int, tail: int, material: Material) -> Part:
    """The part with its head `head` frames later and its tail `tail` frames later, on the frames that the take has.

    An elastic part may end with no frames at all. Raises `CannotCut` with how many frames there are.
    """
    left = part.frames - head + tail
    if left < (0 if elastic(part) else 1):
        raise CannotCut(f"{_what(part)} is {part.frames} frames long, and {part.frames - left} were to go",
                        f"{part.frames - (not elastic(part))} or fewer would do",
                        "ask for fewer, or have all of it gone with: workprint extract")
    if elastic(part):
        return replace(part, start=0, out=left)
    _refuse_beyond(part, head, tail, material)
    if isinstance(part, Shot) and part.retimed:
        return _again(part, head, part.frames + tail, taken(part, material))
    return replace(part, start=part.start + head, out=part.out + tail)


def _refuse_beyond(part: Shot | Piece, head: int, tail: int, material: Material) -> None:
    before, behind = handles(part, material) or (0, 0)
    for asked, has, where in ((-head, before, "before"), (tail, behind, "after")):
        if asked > has:
            raise CannotCut(f"take {part.take} has {has} frames {where} {_what(part)}, and {asked} were asked for",
                            f"{has} or fewer would do", "ask for fewer, or extend it as far as it goes: "
                            "workprint extend")


def _what(part: Shot | Piece) -> str:
    if isinstance(part, Shot):
        return f"this shot of {part.take}" if part.take else "this black"
    return f"this room tone of {part.take}" if part.room else f"this sound of {part.take}" if part.take else (
        "this silence")


def _again(shot: Shot, first: int, out: int, whole: int) -> Shot:
    """Frames `first` to `out` of a shot at a changed speed (beyond its ends, too), as a shot of its own.

    It shows the same frames where whole numbers allow that; else no frame lies more than one beside where it was.
    """
    wanted = [shot.shown(frame) for frame in range(first, out)]
    low, high = min(wanted), max(wanted) + 1
    found = []
    for source in range(high - low, high - low + 2 + (high - low) // len(wanted)):
        start = high - source if shot.backwards else low
        start = max(0, min(start, whole - source))
        tried = replace(shot, start=start, out=start + source, lasts=len(wanted) if len(wanted) != source else 0)
        wrong = sum(tried.shown(frame) != one for frame, one in enumerate(wanted))
        found.append((wrong, source, tried))
    return min(found, key=lambda each: each[:2])[2]


def within(lane: tuple[Part, ...], start: int, out: int, material: Material) -> tuple[Part, ...]:
    """What a lane has from frame `start` of the cut up to `out`."""
    found = []
    for at, part in zip(places(lane), lane, strict=False):
        head, tail = max(0, start - at), min(0, out - at - part.frames)
        if part.frames - head + tail > 0:
            found.append(part if not head and not tail else moved(part, head, tail, material))
    return tuple(found)


def laid_in(lane: tuple[Part, ...], start: int, out: int, new: tuple[Part, ...],
            material: Material) -> tuple[Part, ...]:
    """The lane with `new` in the place of its frames `start` to `out`."""
    return joined(within(lane, 0, start, material), new, within(lane, out, places(lane)[-1], material))


def joined(*runs: tuple[Part, ...]) -> tuple[Part, ...]:
    """Runs of parts as one lane: where black meets black, silence silence, or a room tone its own, they become one."""
    found: list[Part] = []
    for run in runs:
        for n, part in enumerate(run):
            if found and not n and elastic(part) and elastic(found[-1]) and found[-1].take == part.take:
                found[-1] = replace(found[-1], start=0, out=found[-1].frames + part.frames)
            else:
                found.append(part)
    return tuple(found)


def put(lane: tuple[Part, ...], at: int, *parts: Part) -> tuple[Part, ...]:
    """The lane with `parts` in the place of as many from index `at` on; parts without a frame are left out."""
    whole = lane[:at] + parts + lane[at + len(parts):]
    return tuple(part for part in whole if part.frames)


def part_at(lane: tuple[Part, ...], place: int) -> int:
    """Index of the part that has frame `place` of the cut; the last one from the end of the lane on."""
    return max(0, min(len(lane) - 1, next((n - 1 for n, at in enumerate(places(lane)) if at > place), len(lane) - 1)))


def split_at(lane: tuple[Part, ...], place: int, material: Material) -> tuple[Part, ...]:
    """The lane with an edit at frame `place`; as it is where there is one."""
    if place in places(lane):
        return lane
    return within(lane, 0, place, material) + within(lane, place, places(lane)[-1], material)


def quiet(take: str, frames: int, material: Material) -> Piece:
    """Room tone of a take, as long as that; silence where the take has none."""
    found = material.take(take)
    return Piece(take, 0, frames, room=True) if found and found.room and found.sound else Piece("", 0, frames)
