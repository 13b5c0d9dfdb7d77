"""A cut's grade in the pictures themselves: from an original's codes, through the chain, to what an encoder takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue, CannotCut, Cut, Original
from workprint.film.grade import Grade, Op, ShotGrade
from workprint.media.colour.bake import bake, bake_error
from workprint.media.colour.chain import graded
from workprint.media.colour.dither import noise
from workprint.media.colour.originals import EXACT, VIDEO_WHITE, Codes
from workprint.media.colour.preview import Preview
from workprint.media.colour.spaces import CONFIG
from workprint.media.colours import REC709, Colours
from workprint.media.fitting import Shape

Floats = NDArray[np.float32]

TABLE = 65
"""Corners a side of the table that a finished film goes through. Source: facts/colour, section 14: 65 for finishing."""

TAGS: Mapping[str, Colours] = {
    "Rec.1886 Rec.709 - Display": REC709, "sRGB - Display": Colours(transfer="iec61966-2-1"),
    "Display P3 - Display": Colours("smpte432", "iec61966-2-1")}
"""Displays that a film can be made for, and the tags that it gets. Source: ITU-T H.273."""

LUMA_STEP = 1 / 219
"""One step of 8-bit luma in limited range, of 0 to 1. Source: ITU-R BT.709."""


class BurnIn:
    """A grade, ready to go into the pictures of the cut that it was made for.

    `exact` goes through the whole chain for every pixel, which takes several times as long; without it every shot goes
    through a table of 65 corners a side, whose error is in the notes. Raises `CannotCut` for another cut, `BadValue`
    for a configuration, space or view that is not known.
    """

    def __init__(self, grade: Grade, cut: Cut, *, exact: bool = False) -> None:
        if grade.config != CONFIG:
            raise BadValue(f"the grade was made with {grade.config[:80]!r}", f"{CONFIG} would do", "propose again")
        self._grade, self._exact = grade, exact
        self._shots = _shots_of(grade, cut)
        self.colours = _tags(grade.view)
        self._made: dict[tuple[str, tuple[Op, ...]], Callable[[Floats], Floats]] = {}
        self._errors: list[tuple[float, float, str]] = []
        for one in self._shots:
            if one.take:
                self._chain(one)

    def fitting(self, shot: int, original: Original, shape: Shape, pixels: str) -> Burnt:
        """How the pictures of a shot (its index in the cut) become what the encoder takes."""
        return Burnt(original, shape, pixels, self._chain(self._shots[shot]), self.colours)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person should know: the view, and how exact the grade is in this film."""
        seen = f"graded, seen through {self._grade.view.replace('/', ', ')}"
        if self._exact:
            return (f"{seen}; every pixel went through the whole chain",)
        mean, p99, warning = max(self._errors, key=lambda error: error[1], default=(0.0, 0.0, ""))
        told = (f"{seen}, by tables of {TABLE} points: at most {mean:.2f} codes of 8 bits off on average, {p99:.2f} "
                "for one colour in a hundred")
        return (told, *((warning,) if warning else ()))

    def _chain(self, one: ShotGrade) -> Callable[[Floats], Floats]:
        ops, view = (*one.ops, *self._grade.look), self._grade.view
        if (one.space, ops) not in self._made:
            self._made[one.space, ops] = (
                (lambda rgb: graded(rgb, one.space, ops, view=view)) if self._exact else self._table(one.space, ops))
        return self._made[one.space, ops]

    def _table(self, space: str, ops: tuple[Op, ...]) -> Callable[[Floats], Floats]:
        lut = bake(space, ops, size=TABLE, view=self._grade.view)
        off = bake_error(lut, space, ops, self._grade.view)
        self._errors.append((off.mean, off.p99, off.warning))
        return Preview(lut).picture


def _shots_of(grade: Grade, cut: Cut) -> tuple[ShotGrade, ...]:
    """The grade's shots, one for each of the cut; a pull has left out the black ones."""
    shots = grade.shots
    if len(shots) != len(cut.shots):
        shots = tuple(one for one in shots if one.take)
    if [one.take for one in shots] != [shot.take for shot in cut.shots]:
        raise CannotCut(f"the grade has {len(grade.shots)} shots of another cut", "a grade of this cut would do",
                        "grade this cut")
    for at, one in enumerate(shots):
        if one.take and not one.space:
            raise BadValue(f"shot {at + 1} ({one.take}) has no colour space", "the space of its camera would do",
                           "name it first")
    return shots


def _tags(view: str) -> Colours:
    display = view.partition("/")[0]
    if display not in TAGS:
        raise BadValue(f"the film was to be made for {display[:80]!r}", f"{', '.join(TAGS)} would do",
                       "choose another view")
    return TAGS[display]


class Burnt:
    """The pictures of one shot with the grade in them, boxed in one shape."""

    def __init__(self, original: Original, shape: Shape, pixels: str, chain: Callable[[Floats], Floats],
                 colours: Colours) -> None:
        self.shape = shape
        self._original, self._pixels, self._chain, self._colours = original, pixels, chain, colours
        self._codes: Codes | None = None
        self._inside: Shape | None = None
        self._graph: av.filter.Graph | None = None

    def fit(self, frame: av.VideoFrame) -> av.VideoFrame:
        """`frame` graded, in the shape and kind that the encoder takes. Eight bits are dithered."""
        if self._codes is None:
            self._codes = Codes(self._original, Codes(self._original, self.shape).inside(frame))
        shown = np.clip(self._chain(self._codes.of(frame)), 0, 1)
        if self._pixels == "yuv420p":
            # Still noise: an encoder keeps what stays from picture to picture, and smooths away what does not.
            shown = shown + noise(shown, LUMA_STEP)
        return self._packed(np.rint(shown * VIDEO_WHITE).astype(np.uint16))

    def _packed(self, rgb: NDArray[np.uint16]) -> av.VideoFrame:
        """As the encoder takes it. The box around the picture is added last, so that no look lifts its black."""
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb48le")
        if self._graph is None:
            self._graph = self._built(picture)
        picture.pts = None
        self._graph.push(picture)
        packed = self._graph.pull()
        assert isinstance(packed, av.VideoFrame)
        self._colours.tag(packed)
        return packed

    def _built(self, picture: av.VideoFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        graph.threads = 1
        at: av.filter.context.FilterContext = graph.add_buffer(
            width=picture.width, height=picture.height, format=picture.format, time_base=Fraction(1, 1000))
        wide, high = self.shape.width, self.shape.height
        for name, told in (("scale", f"flags={EXACT}:out_color_matrix={self._colours.matrix}:out_range=tv"),
                           ("format", self._pixels), ("pad", f"{wide}:{high}:(ow-iw)/2:(oh-ih)/2"), ("setsar", "1"),
                           ("buffersink", "")):
            following = graph.add(name, told) if told else graph.add(name)
            at.link_to(following)
            at = following
        graph.configure()
        return graph
