"""Guards: what a grade did to a picture that nobody asked it to do, each with a number, a limit and a sentence.

They say; they never put anything right by themselves. Each can be switched off by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from workprint.film import BadValue
from workprint.media.colour.banding import banding_verdict
from workprint.media.colour.complexion import skin_verdicts
from workprint.media.colour.detail import detail_verdicts, gamut_verdict
from workprint.media.colour.gradients import gradient_verdicts
from workprint.media.colour.pair import Floats, Pair, pair
from workprint.media.colour.skin import Box, find_skin
from workprint.media.colour.verdict import Verdict

GUARDS = ("skin", "skin chroma", "highlights", "shadows", "gamut", "banding", "gradients", "texture")
"""The guards of one picture, by name, in the order in which they speak."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What the guards are asked about."""

    both: Pair
    faces: tuple[Box, ...]
    sample: Floats | Box | None
    bits: int


def guards(before: Floats, after: Floats, *, faces: Sequence[Box] = (), skin: Floats | Box | None = None,
           bits: int = 8, off: Collection[str] = ()) -> tuple[Verdict, ...]:
    """What every guard says of a grade, in the order of `GUARDS`.

    `before` and `after` are display codes (height, width, 3), 0 to 1, of one frame: as shot or balanced, and graded.
    `faces` are boxes (left, top, right, bottom) in thousandths; `skin` is an artist's own sample, such a box or display
    codes (…, 3), and comes first. `bits` is what a channel has in the file. What is `off` is neither judged nor told.
    Raises `BadValue` for pictures that are not of one frame and for a guard that there is not.
    """
    if unknown := sorted(set(off) - {*GUARDS, "flicker"}):
        raise BadValue(f"the guard {unknown[0]!r} came", f"any of {', '.join(GUARDS)} or flicker would do",
                       "switch off one of these")
    if not 1 <= bits <= 16:
        raise BadValue(f"{bits} bits came", "1 to 16 would do", "say how many a channel has in the file")
    asked = _Asked(pair(before, after), tuple(faces), skin, bits)
    said = [verdict for names, judge in _JUDGES.items() if set(names) - set(off) for verdict in judge(asked)]
    return tuple(verdict for verdict in said if verdict.name not in off)


def _skin(asked: _Asked) -> tuple[Verdict, ...]:
    found = find_skin(asked.both.before, asked.both.lab_before, asked.faces, asked.sample)
    return skin_verdicts(asked.both, found)


_JUDGES: Mapping[tuple[str, ...], Callable[[_Asked], tuple[Verdict, ...]]] = {
    ("skin", "skin chroma"): _skin,
    ("highlights", "shadows"): lambda asked: detail_verdicts(asked.both, asked.bits),
    ("gamut",): lambda asked: (gamut_verdict(asked.both, asked.bits),),
    ("banding",): lambda asked: (banding_verdict(asked.both, asked.bits),),
    ("gradients", "texture"): lambda asked: gradient_verdicts(asked.both),
}
