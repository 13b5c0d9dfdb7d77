"""When action lines are played in a take, as motion and sound tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workprint.desk.folder import Kept
from workprint.film import Line, Moment, Rate, Reading, Scene, Take
from workprint.media import laid
from workprint.media.action import liveliness, played
from workprint.media.look import Look


@dataclass(frozen=True, slots=True)
class Acted:
    """What was found of a take's action lines."""

    moments: tuple[Moment, ...]
    """When each is played, in the order of the script; lines that the take does not cover are not there."""
    notes: tuple[str, ...]
    """A sentence for every stretch in which motion and sound did not tell one action from the next."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Action lines that stand together, and the frames of the take in which they must be played."""

    lines: tuple[Line, ...]
    start: int
    out: int


def act(scene: Scene, take: Take, kept: Kept, readings: Sequence[Reading]) -> Acted:
    """When each action line of `scene` is played in a take: between the spoken lines around it, from motion and sound.

    Runs in any process. A take without a proxy has no moments.
    """
    if not kept.look.exists():
        return Acted((), ())
    sound = laid(kept.sound) if take.sound and kept.sound.exists() else np.zeros(0, np.float32)
    lively = liveliness(Look.load(kept.look).stir, sound, take.rate)
    moments, notes = [], []
    for gap in _gaps(scene, take, readings):
        found = played(lively[gap.start:gap.out], [len(line.text.split()) for line in gap.lines])
        bounds = [gap.start + at for at in found.bounds]
        moments += [Moment(take.id, line.id, start, out)
                    for line, (start, out) in zip(gap.lines, pairwise(bounds), strict=False)]
        if bounds and not found.seen and len(gap.lines) > 1:
            notes.append(f"motion and sound do not tell action lines {gap.lines[0].id} to {gap.lines[-1].id} apart: "
                         "some stand where the length of their text puts them; set one with workprint action")
    return Acted(tuple(moments), tuple(notes))


def _gaps(scene: Scene, take: Take, readings: Sequence[Reading]) -> Iterator[_Gap]:
    """Every run of action lines of which the take plays what stands before or after it."""
    spoken = _spoken(readings, take.rate)
    for first, out in _runs(scene):
        before = [spoken[line.id] for line in scene.lines[:first] if line.id in spoken]
        after = [spoken[line.id] for line in scene.lines[out:] if line.id in spoken]
        if scene.spoken and not _covers(scene, first, out, spoken, bool(before and after)):
            continue
        start = max((end for _, end in before), default=take.head)
        end = min((begin for begin, _ in after if begin >= start), default=take.frames)
        yield _Gap(scene.lines[first:out], start, max(start, end))


def _spoken(readings: Sequence[Reading], rate: Rate) -> dict[str, tuple[int, int]]:
    """Frames of each spoken line in the take; of a line said again its last time."""
    said = (one for one in readings if one.line and one.said)
    return {one.line: (rate.frame_of(one.start), rate.frame_of(one.out) + 1) for one in said}


def _runs(scene: Scene) -> Iterator[tuple[int, int]]:
    """Start and out, in places of the scene, of each run of action lines."""
    start = 0
    for place, line in enumerate((*scene.lines, None)):
        if line is None or line.kind == "spoken":
            if place > start:
                yield start, place
            start = place + 1


def _covers(scene: Scene, first: int, out: int, spoken: Mapping[str, tuple[int, int]], between: bool) -> bool:
    """Whether a take plays a run of action lines: it has what is said right before or after, or something on both
    sides."""
    beside = (scene.lines[place].id for place in (first - 1, out) if 0 <= place < len(scene.lines))
    return between or any(line in spoken for line in beside)
