"""The pictures of one shot from its original: at the speed and in the direction in which they are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

import av

from workprint.film import CannotCut, Original, Rate, Shot
from workprint.media.fitting import Shape
from workprint.media.grid import on_grid
from workprint.media.pictures import pictures

HELD_BYTES = 256 << 20
"""Bytes of pictures held at once while a shot runs backwards. Source: our choice: thirty of HD, eight of UHD, in ten
bits 4:2:2; each such bundle costs one seek."""


class Fits(Protocol):
    """What makes an original's pictures ready for an encoder: `Fitting`, or a grade that is burnt in."""

    @property
    def shape(self) -> Shape:
        """The size that comes out."""
        ...

    def fit(self, frame: av.VideoFrame) -> av.VideoFrame:
        """`frame` as it goes to the encoder."""
        ...


def shot_frames(shot: Shot, original: Original, rate: Rate, fitting: Fits) -> Iterator[av.VideoFrame]:
    """Every frame of `shot` in the order it is seen, fitted. A frame that is shown twice is decoded and fitted once.

    Raises `CannotCut` where the original ends before the shot does.
    """
    frames = [shot.shown(frame) for frame in range(shot.frames)]
    if not shot.backwards:
        for _, fitted in _rising(shot, frames, original, rate, fitting):
            yield fitted
        return
    shape = fitting.shape
    bundle = max(1, HELD_BYTES // (shape.width * shape.height * 4))
    for first in range(0, len(frames), bundle):
        part = frames[first:first + bundle]
        held = dict(_rising(shot, part[::-1], original, rate, fitting))
        yield from (held[frame] for frame in part)


def _rising(shot: Shot, frames: Sequence[int], original: Original, rate: Rate, fitting: Fits,
            ) -> Iterator[tuple[int, av.VideoFrame]]:
    """Frames of the take in rising order, each as often as it is in `frames`, decoded once."""
    times, reached, held, fitted = Counter(frames), frames[0], None, None
    run = pictures(original, start=Fraction(frames[0]) / rate, threads=True)
    for frame, shown in on_grid(run, rate, start=frames[0], out=frames[-1] + 1):
        reached = frame + 1
        if times[frame] and (fitted is None or held is not shown.frame):
            held, fitted = shown.frame, fitting.fit(shown.frame)
        for _ in range(times[frame]):
            assert fitted is not None
            yield frame, fitted
    if reached <= frames[-1]:
        raise CannotCut(f"take {shot.take} ends at frame {reached}, before the shot does",
                        f"an out of {reached} would do", "trim the shot")
