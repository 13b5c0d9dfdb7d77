"""What the guards say of a grade, on a few small pictures of the scene that stand for all of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from workprint.film import Op, Seen
from workprint.media.colour import Verdict, apply_ops, pixels, to_view, to_working, watch
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.sight import Floats, Sight

PICTURES = 6
"""Pictures that are guarded, laid out as one. Source: our choice, so that six grades are judged in a twentieth of a
second."""

WIDE, HIGH = 32, 18
"""Pixels across and down of each. Source: our choice, as above; of another shape, it is stretched."""

ACROSS = 2
"""Pictures beside each other. Source: our choice: with three rows about as wide as a frame."""

UNFIT = frozenset({"banding", "texture"})
"""Guards that a small picture cannot tell: they are judged on whole frames. Source: what an area average leaves."""


EDGES = 2000
"""Thousandths of its limit that the guard of gradients may use on small pictures, where every step is an edge between
two things rather than shading. Source: measured on the Tears of Steel scene: what is above breaks it on whole frames
as well, what is below does not."""


class Guarded:
    """A scene's pictures as the guards see them, side by side: those with faces first, the others over the cut."""

    def __init__(self, sight: Sight, shots: Shots) -> None:
        chosen = _chosen(sight)
        self.shot = [each.shot for each in chosen]
        self.work = [_small(to_working(pixels(each), each.space)) for each in chosen]
        faces = [_laid(box, at, len(chosen)) for at, each in enumerate(chosen) for box in each.faces]
        self._laid: dict[Shots, Floats] = {}
        self._watch = watch(to_view(self._balanced(shots)), faces=faces)

    def _balanced(self, shots: Shots) -> Floats:
        """All pictures as one, in ACEScct, with each shot's own operations; what is left empty has the last one again.

        Kept, as a hundred looks may be tried on it.
        """
        if shots not in self._laid:
            done = [apply_ops(work, shots[at]) for work, at in zip(self.work, self.shot, strict=True)]
            across = _across(len(done))
            done += [done[-1]] * (-len(done) % across)
            rows = [np.concatenate(done[at:at + across], 1) for at in range(0, len(done), across)]
            self._laid = {shots: np.concatenate(rows)}
        return self._laid[shots]

    def verdicts(self, shots: Shots, look: tuple[Op, ...], off: Collection[str]) -> tuple[Verdict, ...]:
        """What each guard found, measured from the balanced shots."""
        found = self._watch.judge(to_view(apply_ops(self._balanced(shots), look)), off=frozenset(off) | UNFIT)
        return tuple(replace(one, ok=True) if one.name == "gradients" and one.broken and one.strain <= EDGES else one
                     for one in found)


def _across(pictures: int) -> int:
    return min(ACROSS, pictures)


def _laid(box: tuple[int, int, int, int], at: int, pictures: int) -> tuple[int, int, int, int]:
    """A face's box in the picture of all pictures, in thousandths of that."""
    across = _across(pictures)
    down = -(-pictures // across)
    row, column = divmod(at, across)
    left, top, right, bottom = box
    return ((1000 * column + left) // across, (1000 * row + top) // down,
            (1000 * column + right) // across, (1000 * row + bottom) // down)


def _chosen(sight: Sight) -> list[Seen]:
    """Faces first, then spread over the cut; one picture a shot."""
    first = {each.shot: each for each in reversed(sight.seen)}
    ordered = [first[at] for at in sorted(first)]
    spread = [ordered[at] for at in np.linspace(0, len(ordered) - 1, min(PICTURES, len(ordered))).astype(int)]
    faces = [each for each in ordered if each.faces]
    return list({each.shot: each for each in [*faces, *spread]}.values())[:PICTURES]


def _small(work: Floats) -> Floats:
    """The picture at the size that is guarded: every second pixel or so, averaged with its neighbours."""
    rows, columns = (np.minimum((np.arange(2 * size) + 0.5) * length / (2 * size), length - 1).astype(np.int64)
                     for size, length in ((HIGH, work.shape[0]), (WIDE, work.shape[1])))
    return np.ascontiguousarray(work[rows][:, columns].reshape(HIGH, 2, WIDE, 2, 3).mean((1, 3)), np.float32)
