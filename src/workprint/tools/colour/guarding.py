"""What the guards say of a grade, on a few small pictures of the scene that stand for all of it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from workprint.film import Op, Seen
from workprint.media.colour import apply_ops, pixels, to_view, to_working
from workprint.media.colour.guards import guards
from workprint.media.colour.verdict import Verdict, over
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.sight import Floats, Sight

PICTURES = 6
"""Pictures that are guarded. Source: our choice, so that six grades are judged in a tenth of a second."""

WIDE = 40
"""Pixels across above which a picture is halved first. Source: our choice, as above."""

UNFIT = frozenset({"banding", "texture"})
"""Guards that a small picture cannot tell: they are judged on whole frames. Source: what an area average leaves."""


class Guarded:
    """A scene's pictures as the guards see them: those with faces first, the others spread over the cut."""

    def __init__(self, sight: Sight, shots: Shots) -> None:
        chosen = _chosen(sight)
        self.faces = [each.faces for each in chosen]
        self.shot = [each.shot for each in chosen]
        self.work = [_small(to_working(pixels(each), each.space)) for each in chosen]
        self.before = [to_view(apply_ops(work, shots[at])) for work, at in zip(self.work, self.shot, strict=True)]

    def verdicts(self, shots: Shots, look: tuple[Op, ...], off: Collection[str]) -> tuple[Verdict, ...]:
        """The worst that each guard found, measured from the balanced shots."""
        rows = zip(self.work, self.shot, self.before, self.faces, strict=True)
        return over(verdict for work, at, before, faces in rows
                    for verdict in guards(before, to_view(apply_ops(work, (*shots[at], *look))), faces=faces,
                                          off=frozenset(off) | UNFIT))


def _chosen(sight: Sight) -> list[Seen]:
    """Faces first, then spread over the cut; one picture a shot."""
    first = {each.shot: each for each in reversed(sight.seen)}
    ordered = [first[at] for at in sorted(first)]
    spread = [ordered[at] for at in np.linspace(0, len(ordered) - 1, min(PICTURES, len(ordered))).astype(int)]
    faces = [each for each in ordered if each.faces]
    return list({each.shot: each for each in [*faces, *spread]}.values())[:PICTURES]


def _small(work: Floats) -> Floats:
    """The picture at half its size where it is large."""
    rows, columns = (length // 2 * 2 for length in work.shape[:2])
    if columns <= WIDE or rows < 4:
        return work
    return np.ascontiguousarray(work[:rows, :columns].reshape(rows // 2, 2, columns // 2, 2, 3).mean((1, 3)))
