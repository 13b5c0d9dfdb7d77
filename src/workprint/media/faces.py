"""Where faces are, and who stands where in a take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workprint.film import Framing

WEAK = 0.2
"""Lowest score of dlib's detector that is taken for a face (a choice: false hits lie below; facts/media)."""
CROWN = 1530
"""Head height, chin to crown, in thousandths of the side of dlib's box, which spans from brows to chin. Measured by eye
on the six GRID speakers; the detector's own sizes go in steps of a fifth, so one head is known to a tenth."""
RAISE = 320
"""How far above the middle of that box the middle of the head lies, in thousandths of the box's side. As above."""
SAME = 600
"""Two faces further apart than this, in thousandths of the head height, are two people (a choice)."""
OFTEN = 300
"""Thousandths of the samples in which somebody must be seen to count as framed (a choice: profiles are missed)."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face in one picture. Thousandths throughout."""

    x: int
    """Centre of the head across the frame, 0 (left edge) to 1000."""
    y: int
    """Centre of the head down the frame, 0 (top) to 1000."""
    head: int
    """Head height, chin to crown, of the frame height."""
    score: int
    """The detector's score; 0.2 is weak, 2 is sure."""


def faces(rgb: NDArray[np.uint8]) -> tuple[Face, ...]:
    """The faces in a picture (height × width × 3), from left to right.

    dlib's frontal detector (HOG; its wheel carries it): upright faces from about 80 pixels up, no profiles, no
    drawings; 70 ms for 512 × 512. Give the picture as it is meant to be seen, upright and with square pixels.
    """
    height, width = rgb.shape[:2]
    if min(height, width) < 80:
        return ()
    boxes, scores, _ = _detector().run(np.ascontiguousarray(rgb), 0, WEAK)
    found = (_face(box, score, width, height) for box, score in zip(boxes, scores, strict=True))
    return tuple(sorted(found, key=lambda face: (face.x, face.y)))


def frame_people(samples: Sequence[tuple[Face, ...]]) -> tuple[Framing, ...]:
    """The people who are seen through a take, left to right, from the faces of pictures sampled along it.

    A person is a face that stays about where it is, or moves by less than its own height between samples, in at least
    three tenths of them. Names (`who`) are empty: a detector does not know them, the desk does.
    """
    people: list[list[Face]] = []
    for sample in samples:
        free = list(people)
        for face in sorted(sample, key=lambda face: -face.score):
            own = min(free, key=lambda one: _apart(one[-1], face), default=None)
            if own is None or _apart(own[-1], face) > SAME:
                people.append([face])
            else:
                own.append(face)
                free.remove(own)
    stay = (own for own in people if 1000 * len(own) >= OFTEN * len(samples))
    return tuple(sorted((_framing(own) for own in stay), key=lambda person: person.x))


@cache
def _detector() -> Any:
    import dlib  # Here, so that whoever needs no faces need not load it.

    return dlib.get_frontal_face_detector()


def _face(box: Any, score: float, width: int, height: int) -> Face:
    side = box.bottom() - box.top()
    middle = (box.top() + box.bottom()) / 2 - side * RAISE / 1000
    return Face(round(500 * (box.left() + box.right()) / width), round(1000 * middle / height),
                round(side * CROWN / height), round(1000 * score))


def _apart(one: Face, two: Face) -> int:
    """How far two faces lie from each other in place and size, in thousandths of the larger head.

    Across and down are both in thousandths of different lengths; the difference (16:9) does not matter here.
    """
    size = max(one.head, two.head, 1)
    return 1000 * max(abs(one.x - two.x), abs(one.y - two.y), abs(one.head - two.head)) // size


def _framing(own: Sequence[Face]) -> Framing:
    head, x, y = (round(median(getattr(face, name) for face in own)) for name in ("head", "x", "y"))
    return Framing("", head, x, y)
