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
from workprint.media.colour.pair import Floats, Pair, in_lab, pair, picture
from workprint.media.colour.skin import Box, Skin, find_skin
from workprint.media.colour.verdict import Verdict

GUARDS = ("skin", "skin chroma", "highlights", "shadows", "gamut", "banding", "gradients", "texture")
"""The guards of one picture, by name, in the order in which they speak."""


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """One frame as it was shot or balanced, with the skin in it: ready to judge any number of grades of it."""

    before: Floats
    """Display codes (height, width, 3), 0 to 1."""
    lab_before: Floats
    """The same in CIELAB."""
    skin: Skin
    """Where skin is, and how sure that is."""

    def judge(self, after: Floats, *, bits: int = 8, off: Collection[str] = ()) -> tuple[Verdict, ...]:
        """What every guard says of the graded frame, as `guards` does."""
        if unknown := sorted(set(off) - {*GUARDS, "flicker"}):
            raise BadValue(f"the guard {unknown[0]!r} came", f"any of {', '.join(GUARDS)} or flicker would do",
                           "switch off one of these")
        if not 1 <= bits <= 16:
            raise BadValue(f"{bits} bits came", "1 to 16 would do", "say how many a channel has in the file")
        both = pair(self.before, after, self.lab_before)
        said = [one for names, judge in _JUDGES.items() if set(names) - set(off) for one in judge(self, both, bits)]
        return tuple(verdict for verdict in said if verdict.name not in off)


def watch(before: Floats, *, faces: Sequence[Box] = (), skin: Floats | Box | None = None) -> Watch:
    """Look at a frame once, so that many grades of it can be judged quickly. As `guards`, which does both."""
    codes = picture(before, "ungraded")
    seen = in_lab(codes)
    return Watch(codes, seen, find_skin(seen, tuple(faces), skin))


def guards(before: Floats, after: Floats, *, faces: Sequence[Box] = (), skin: Floats | Box | None = None,
           bits: int = 8, off: Collection[str] = ()) -> tuple[Verdict, ...]:
    """What every guard says of a grade, in the order of `GUARDS`.

    `before` and `after` are display codes (height, width, 3), 0 to 1, of one frame: as shot or balanced, and graded.
    `faces` are boxes (left, top, right, bottom) in thousandths; `skin` is an artist's own sample, such a box or display
    codes (…, 3), and comes first. `bits` is what a channel has in the file. What is `off` is neither judged nor told.
    Raises `BadValue` for pictures that are not of one frame and for a guard that there is not.

    >>> import numpy as np
    >>> grey = np.full((72, 128, 3), 0.5, np.float32)
    >>> [one.name for one in guards(grey, grey) if one.broken]
    []
    >>> guards(grey, grey)[0].says
    'Not judged: no skin was found; mark a face or pick a sample if there is any.'
    """
    return watch(before, faces=faces, skin=skin).judge(after, bits=bits, off=off)


_JUDGES: Mapping[tuple[str, ...], Callable[[Watch, Pair, int], tuple[Verdict, ...]]] = {
    ("skin", "skin chroma"): lambda known, both, bits: skin_verdicts(both, known.skin),
    ("highlights", "shadows"): lambda known, both, bits: detail_verdicts(both, bits),
    ("gamut",): lambda known, both, bits: (gamut_verdict(both, bits),),
    ("banding",): lambda known, both, bits: (banding_verdict(both, bits),),
    ("gradients", "texture"): lambda known, both, bits: gradient_verdicts(both),
}
"""Who judges what."""
