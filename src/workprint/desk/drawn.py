"""Drawings on the picture: strokes of a pen, in a plain form that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workprint.film import BadValue

STROKES = 200
"""Strokes that one drawing may have. Source: our choice; a circle, an arrow and a word in capitals are 20."""

POINTS = 20_000
"""Points that one drawing may have. Source: our choice; a minute of drawing with a pen that reports 240 times a second,
thinned to what the eye sees, is some thousands."""

_POINT = "(?:1000|[0-9]{1,3}),(?:1000|[0-9]{1,3})"

_STROKE = re.compile(rf"(?:accent|white) (?:100|[1-9][0-9]?) {_POINT}(?: {_POINT})*")


def strokes(drawing: Iterable[str]) -> tuple[str, ...]:
    """The strokes of a drawing, each ``accent 6 120,340 125,352``: the colour (accent or white), the width, and the
    points from the top left corner, all in thousandths of the picture (the width: of its width).

    Raises `BadValue` for anything else, and for more than `STROKES` or `POINTS`.
    """
    told = tuple(drawing)
    if len(told) > STROKES or sum(one.count(",") for one in told) > POINTS:
        raise BadValue(f"a drawing of {len(told)} strokes and {sum(one.count(',') for one in told)} points came",
                       f"up to {STROKES} strokes and {POINTS} points would do", "draw less, or write a second note")
    for number, one in enumerate(told, 1):
        if not _STROKE.fullmatch(one):
            raise BadValue(f"stroke {number} of the drawing came as {one[:40]!r}",
                           "a colour (accent or white), a width from 1 to 100 and points from 0,0 to 1000,1000 would "
                           "do", "write it as: accent 6 120,340 125,352")
    return told
