"""One picture of an original, before anything has been made of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PIL import Image

from workprint.film import Original
from workprint.media.fitting import Fitting, Shape
from workprint.media.opening import cannot
from workprint.media.pictures import pictures


def glance(original: Original, at: int, shape: Shape) -> Image.Image:
    """The picture of `original` that is on screen `at` thousandths into it, upright, boxed in `shape`, as RGB.

    Raises `CannotRead` where it has no picture or none that decodes.
    """
    facts = original.picture
    if facts is None:
        raise cannot(Path(original.path), "it has no picture", "look at a file with a picture")
    start = Fraction(facts.frames - 1, 1) / Fraction(facts.rate) * at / 1000
    shown = next(pictures(original, start=start), None) or next(pictures(original), None)
    if shown is None:
        raise cannot(Path(original.path), "none of its pictures can be decoded")
    fitted = Fitting.of(original, shape).fit(shown.frame)
    return Image.fromarray(fitted.to_ndarray(format="rgb24"))
