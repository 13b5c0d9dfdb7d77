"""What the guards say of a grade, on a few small pictures of the scene that stand for all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workprint.film import Op, Seen
from workprint.media.colour import GUARDS, Verdict, apply_ops, pixels, to_view, to_working
from workprint.media.colour.complexion import skin_verdicts
from workprint.media.colour.detail import detail_verdicts, gamut_verdict
from workprint.media.colour.gradients import shading_verdict
from workprint.media.colour.pair import Pair, in_lab
from workprint.media.colour.skin import FACE_SURE, Skin, find_skin
from workprint.tools.colour.balance import Shots
from workprint.tools.colour.sight import Floats, Sight

PICTURES = 6
"""Pictures that are guarded, laid out as one. Source: our choice, so that six grades are judged in a twentieth of a
second."""

WIDE, HIGH = 32, 18
"""Pixels across and down of each. Source: our choice, as above; of another shape, it is stretched."""

FEW = 2
"""Pictures up to which each is guarded at twice that size. Source: our choice: as many pixels as six small ones, and
shading that turns around is seen more surely."""

ACROSS = 2
"""Pictures beside each other. Source: our choice: with three rows about as wide as a frame."""

UNFIT = frozenset({"banding", "texture"})
"""Guards that a small picture cannot tell: they are judged on whole frames. Source: what an area average leaves."""

FACE_PIXELS = 1200
"""Pixels of all faces together that are guarded. Source: our choice: a third of what the pictures have."""

LEAST = 24
"""Pixels of each face that are guarded, where it has them. Source: our choice: one of them is what the p95 leaves."""

BITS = 8
"""Bits a channel by which the guards judge. Source: what most displays show."""

ROOM: Mapping[str, int] = {"skin": 850, "gradients": 450}
"""Thousandths of its limit that a guard may use here, as whole frames show more. Source: measured on the 5534 looks of
single shots that `bench.colour_guards` tries, beside pictures twice as wide: of 1142 that turn skin too far 10 pass, of
234 that turn shading around 5; of the others one in twenty is held back. On the Tears of Steel scene 1 of 35 passes
that turns the shading of some shot around."""


P95 = 25
"""Tenths of a degree of the p95 where every face has fewer pixels than `LEAST`. Source: half of the guard's: on Tears
of Steel the shaded side of one, which so few pixels have averaged away, turns up to twice as far."""


class Guarded:
    """A scene's pictures as the guards see them, side by side: those with faces first, the others over the cut.

    The faces of every shot are seen apart, as large as they came; shading is seen in each picture alone.
    """

    def __init__(self, sight: Sight, shots: Shots) -> None:
        chosen = _chosen(sight)
        size = (2 * HIGH, 2 * WIDE) if len(chosen) <= FEW else (HIGH, WIDE)
        self.shot = [each.shot for each in chosen]
        self.work = [_small(to_working(pixels(each), each.space), *size) for each in chosen]
        faces = list(_faces(sight, shots))
        self._faces = [(shot, work) for shot, work in faces if len(work)]
        self._few = max((len(work) for _, work in self._faces), default=LEAST) < LEAST
        self._across = min(ACROSS, len(chosen))
        self._shape = (-(-len(chosen) // self._across) * size[0], self._across * size[1], 3)
        self._size = size
        self._laid: dict[Shots, Floats] = {}
        self._before = np.asarray(to_view(self._balanced(shots)), np.float32)
        self._lab = in_lab(self._before)
        self._skin = (_people([len(work) for _, work in self._faces]) if self._faces
                      else find_skin(self._lab[:self._pixels].reshape(self._shape)))

    @property
    def _pixels(self) -> int:
        return self._shape[0] * self._shape[1]

    def _balanced(self, shots: Shots) -> Floats:
        """(pixels, 3): all pictures side by side, then the faces, in ACEScct, with each shot's own operations done.

        What is left empty has the last picture again. Kept, as a hundred looks may be tried on it.
        """
        if shots not in self._laid:
            done = [apply_ops(work, shots[at]) for work, at in zip(self.work, self.shot, strict=True)]
            done += [done[-1]] * (-len(done) % self._across)
            rows = [np.concatenate(done[at:at + self._across], 1) for at in range(0, len(done), self._across)]
            faces = [apply_ops(work, shots[at]) for at, work in self._faces]
            self._laid = {shots: np.concatenate([*(row.reshape(-1, 3) for row in rows), *faces])}
        return self._laid[shots]

    def verdicts(self, shots: Shots, look: tuple[Op, ...], off: Collection[str]) -> tuple[Verdict, ...]:
        """What each guard found, measured from the balanced shots."""
        after = np.asarray(to_view(apply_ops(self._balanced(shots), look)), np.float32)
        four = (self._before, after, self._lab, in_lab(after))
        sheet = Pair(*(one[:self._pixels].reshape(self._shape) for one in four))
        faces = Pair(*(one[self._pixels:] for one in four)) if self._faces else sheet
        found = (*skin_verdicts(faces, self._skin), *detail_verdicts(sheet, BITS), gamut_verdict(sheet, BITS),
                 shading_verdict(Pair(*(self._apart(one[:self._pixels]) for one in four))))
        return tuple(_near(one, self._few) for one in sorted(found, key=lambda one: GUARDS.index(one.name))
                     if one.name not in off and one.name not in UNFIT)

    def _apart(self, sheet: Floats) -> Floats:
        """(pictures, high, wide, 3): the pictures as they came."""
        high, wide = self._size
        rows = sheet.reshape(-1, high, self._across, wide, 3).swapaxes(1, 2)
        return rows.reshape(-1, high, wide, 3)[:len(self.work)]


def _near(one: Verdict, few: bool) -> Verdict:
    """A verdict that is too near its limit for a small picture counts as broken, and says so."""
    shaded = few and one.name == "skin" and (one.number("p95, 1/10 degree") or 0) > P95
    if not one.ok or (one.strain <= ROOM.get(one.name, one.strain) and not shaded):
        return one
    return replace(one, ok=False, says=f"{one.says.rstrip('.')}; whole frames may show more than its limit.")


def _faces(sight: Sight, shots: Shots) -> Iterator[tuple[int, Floats]]:
    """Pixels of each face in the working space, as it was shot, and in which shot it is."""
    found: list[tuple[int, Floats, NDArray[np.bool_]]] = []
    for each in sight.seen:
        if each.faces:
            work = to_working(pixels(each), each.space)
            skin = find_skin(in_lab(to_view(apply_ops(work, shots[each.shot]))), each.faces)
            found += [(each.shot, work, mask) for mask in skin.people if skin.sure == FACE_SURE]
    for shot, work, mask in found:
        mine = work[mask]
        count = min(len(mine), max(LEAST, FACE_PIXELS // len(found)))
        yield shot, mine[np.linspace(0, len(mine) - 1, count).astype(np.int64)]


def _people(pixels_of: list[int]) -> Skin:
    """The faces as they are laid out one after another."""
    ends = np.cumsum([0, *pixels_of])
    at = np.arange(ends[-1])
    return Skin(tuple((at >= one) & (at < two) for one, two in pairwise(ends)),
                f"{len(pixels_of)} face{'s' if len(pixels_of) > 1 else ''}", FACE_SURE)


def _chosen(sight: Sight) -> list[Seen]:
    """Faces first, then spread over the cut; one picture a shot."""
    first = {each.shot: each for each in reversed(sight.seen)}
    ordered = [first[at] for at in sorted(first)]
    spread = [ordered[at] for at in np.linspace(0, len(ordered) - 1, min(PICTURES, len(ordered))).astype(int)]
    faces = [each for each in ordered if each.faces]
    return list({each.shot: each for each in [*faces, *spread]}.values())[:PICTURES]


def _small(work: Floats, high: int, wide: int) -> Floats:
    """The picture at the size that is guarded: every second pixel or so, averaged with its neighbours."""
    rows, columns = (np.minimum((np.arange(2 * size) + 0.5) * length / (2 * size), length - 1).astype(np.int64)
                     for size, length in ((high, work.shape[0]), (wide, work.shape[1])))
    return np.ascontiguousarray(work[rows][:, columns].reshape(high, 2, wide, 2, 3).mean((1, 3)), np.float32)
