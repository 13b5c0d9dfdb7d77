"""What the tool sees of a cut: its small pictures in the working space, a few pixels of each that stand for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workprint.film import Brief, CannotCut, Cut, Op, Seen
from workprint.media.colour import apply_ops, lab, pixels, to_view, to_working
from workprint.media.colour.skin import find_skin
from workprint.tools.colour.variables import Marks, Values, marks, measure, skin_of

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

SAMPLED = 1000
"""Pixels that stand for a whole scene while a look is solved. Source: our choice; measured on the Tears of Steel scene,
1000 and 10 000 pixels differ by less than a tenth of a step."""

LEAST, MOST = 24, 160
"""Pixels that stand for one shot. Source: our choice, as above."""

FACE = 12
"""Pixels that stand for the faces of one shot. Source: our choice: a face is a dozen pixels wide."""

END = 0.04
"""Display codes next to an end of a channel in which a colour is about to be lost. Source: our choice, ten 8-bit
codes."""

SPREAD = (0.7548776662, 0.5698402910)
"""Steps of a sequence that covers a plane evenly. Source: M. Roberts, "The unreasonable effectiveness of quasirandom
sequences" (2018), R2."""


@dataclass(frozen=True, eq=False)
class Sight:
    """The pictures of a cut's shots, once and for all its grades."""

    cut: Cut
    """The cut."""
    asked: tuple[Seen, ...]
    """All pictures that the brief came with."""
    seen: tuple[Seen, ...]
    """Those of its shots."""
    work: Floats
    """(pixels, 3): sampled pixels in ACEScct, as shot; those of faces come after the others."""
    shot: Places
    """(pixels,): the shot of each."""
    marks: Marks
    """What each counts for."""
    skin: str
    """What told where faces are, in words; empty where none is seen."""

    @cached_property
    def spaces(self) -> dict[str, str]:
        """What each take's code values mean."""
        return {each.take: each.space for each in reversed(self.seen)}

    @cached_property
    def unseen(self) -> tuple[int, ...]:
        """Shots of which there is no picture; black is none of them."""
        known = {each.shot for each in self.seen}
        return tuple(at for at, shot in enumerate(self.cut.shots) if shot.take and at not in known)

    def space(self, shot: int) -> str:
        """What the code values of a shot mean; empty for black and where no picture tells."""
        take = self.cut.shots[shot].take
        return self.spaces.get(take, "") if take else ""

    def graded(self, shots: Sequence[tuple[Op, ...]]) -> Floats:
        """The sampled pixels in ACEScct with each shot's own operations done."""
        done = np.array(self.work)
        for at, ops in enumerate(shots):
            if any(not op.at_rest for op in ops):
                mine = self.shot == at
                done[mine] = apply_ops(self.work[mine], ops)
        return done


def sight(brief: Brief) -> Sight:
    """The pictures of a brief's cut. Raises `CannotCut` where there is no cut, or nothing was seen of it."""
    cut = brief.cut
    if cut is None:
        raise CannotCut("a grade was asked for without a cut", "the cut that is to be graded would do",
                        "circle or lock a cut of the scene first")
    seen = tuple(each for each in brief.seen if 0 <= each.shot < len(cut.shots) and cut.shots[each.shot].take)
    if not seen:
        raise CannotCut("a grade was asked for, and no picture of the cut was seen",
                        "one small picture of each shot would do", "bring the takes' files back, and ask again")
    each = [_sampled(picture, _count(cut, seen, picture)) for picture in seen]
    work = np.concatenate([part for part, _, _ in each] + [faces for _, faces, _ in each])
    shot = np.concatenate([np.full(len(each[at][part]), picture.shot, np.int64) for part in (0, 1)
                           for at, picture in enumerate(seen)])
    face = np.arange(len(work)) >= sum(len(part) for part, _, _ in each)
    length = np.array([shot.frames for shot in cut.shots], np.float64)
    by = marks(shown(work), shot, length, face)
    return Sight(cut, brief.seen, seen, work, shot, by, next((how for _, _, how in each if how), ""))


def shown(acescct: Floats) -> Values:
    """Working-space pixels (..., 3) as CIELAB of the display."""
    return lab(to_view(acescct))


def measured(acescct: Floats, by: Marks) -> tuple[Values, Values]:
    """Graded pixels (..., pixels, 3) in ACEScct as (..., variables + 5) and as CIELAB of the display.

    After the variables come a* and b* of faces (`skin_of`), and how much of the picture lies at the ends of a channel,
    in percent.
    """
    codes = to_view(acescct)
    seen = lab(codes)
    return np.concatenate([measure(seen, by), skin_of(seen, by), _at_ends(codes, by)], -1), seen


def _at_ends(codes: Floats, by: Marks) -> Values:
    """Percent of the picture at the ends of a channel; what is near an end counts in part, so that it tells in time."""
    over = np.clip((codes.max(-1) - (1 - END)) / END, 0, 1)
    under = np.clip((END / 2 - codes.min(-1)) / (END / 2), 0, 1)
    return np.asarray(100 * ((over**2 + under**2) @ by.weight))[..., None]


def _count(cut: Cut, seen: tuple[Seen, ...], picture: Seen) -> int:
    """How many pixels stand for one picture of a shot."""
    shots = sum(1 for shot in cut.shots if shot.take)
    share = max(LEAST, min(MOST, SAMPLED // max(1, shots)))
    return max(1, share // sum(each.shot == picture.shot for each in seen))


def _sampled(picture: Seen, count: int) -> tuple[Floats, Floats, str]:
    """Some of a picture's pixels in the working space, some of its faces', and what told where they are."""
    work = to_working(pixels(picture), picture.space)
    codes = to_view(work)
    skin = find_skin(lab(codes).astype(np.float32), picture.faces)
    there = np.argwhere(skin.everyone) if skin.people else np.zeros((0, 2), np.int64)
    chosen = there[np.linspace(0, len(there) - 1, min(FACE, len(there))).astype(np.int64)] if len(there) else there
    return even(work, count), work[chosen[:, 0], chosen[:, 1]], skin.how if len(there) else ""


def even(work: Floats, count: int) -> Floats:
    """Pixels spread evenly over a picture."""
    at = np.arange(1, count + 1)[:, None] * np.array(SPREAD) % 1
    rows, columns = (at * work.shape[:2]).astype(np.int64).T
    return np.ascontiguousarray(work[rows, columns])
