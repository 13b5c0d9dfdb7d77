"""The craft variables of colour: what can be asked of a grade, each with its unit, measured from the graded picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

WARM = (0.134, 0.991)
"""Where a grey goes in a* and b* as its light grows warmer: D65 to D50. Source: CIE 15, the two illuminants."""

GREY = 4.0
"""Chroma C*ab up to which a colour of a shot counts as grey at least. Source: our choice; about four just noticeable
differences, so that a cast does not hide a wall."""

PARTS = {"darkest": (0.0, 0.06), "shadows": (0.12, 0.36), "lights": (0.64, 0.88), "brightest": (0.94, 1.0)}
"""Which part of a shot's pixels, from the darkest up. Source: our choice; the ends are wide enough to hold pixels of a
small picture, the quarters leave the ends out."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that can be asked of a grade and read off it."""

    name: str
    """As a person types it: ``warmth``."""
    less: str
    """What little of it is called: ``colder``."""
    more: str
    """What much of it is called: ``warmer``."""
    unit: str
    """What one whole unit of it is."""
    low: float
    """Where its axis begins."""
    high: float
    """Where its axis ends."""
    step: float
    """What one clear step is, in its unit."""
    about: str
    """What it is, one sentence."""
    share: float = 0.0
    """Where steps grow with what is there: the part of it that is a step; 0 where they do not."""

    def steps(self, there: float) -> float:
        """One clear step of a picture that has `there` of it, in the variable's unit."""
        return max(self.step, self.share * there)

    def axis(self, value: float) -> int:
        """A value as thousandths of the way along the axis."""
        return int(max(0, min(1000, round(1000 * (value - self.low) / (self.high - self.low)))))


VARIABLES: tuple[Variable, ...] = (
    Variable("brightness", "darker", "brighter", "L* (CIELAB)", 0, 100, 6, "How bright the picture is on the whole."),
    Variable("contrast", "flatter", "harder", "L* (CIELAB)", 0, 40, 2, "How far lights stand from darks in a shot.",
             .15),
    Variable("warmth", "colder", "warmer", "b* (CIELAB), along daylight", -50, 50, 6, "Which way the greys lean: the "
             "blue of a cold light or the orange of a warm one."),
    Variable("tint", "greener", "more magenta", "a* (CIELAB), across daylight", -50, 50, 5,
             "Which way the greys lean across that: to green or to magenta."),
    Variable("saturation", "paler", "more colourful", "C*ab (CIELAB)", 0, 60, 2, "How far colours stand from the "
             "greys.", .25),
    Variable("density", "lighter", "denser", "L* (CIELAB)", -30, 30, 1.5, "How much darker strong colours are than "
             "the whole, as dyes in film are."),
    Variable("split", "warm shadows", "cold shadows", "b* (CIELAB), along daylight", -50, 50, 6,
             "How much warmer the lights lean than the shadows."),
    Variable("softness", "crisper", "softer", "1/100", 20, 80, 2.5, "How much of the tones' way the middle takes: a "
             "soft toe and shoulder leave it nearly all."),
    Variable("blacks", "deeper blacks", "lifted blacks", "L* (CIELAB)", 0, 40, 3, "How bright the darkest parts are."),
    Variable("highlights", "rolled-off highlights", "brighter highlights", "L* (CIELAB)", 40, 100, 3,
             "How bright the brightest parts are."),
)
"""What a grade is asked in and measured by, in CIELAB of the display. Units: CIE 15. Saturation is the spread of
Hasler and Suesstrunk (2003), about the greys. Source of the steps and the ends of the axes: our choice, a first guess;
a step is two to three times what is just noticed."""

NAMES = tuple(one.name for one in VARIABLES)
COUNT = len(VARIABLES)
"""How many variables there are. Source: `VARIABLES`."""

PLACE = {name: at for at, name in enumerate(NAMES)}
SKIN = "skin"
"""The name by which the colour of faces is held: it is a lock, and nothing that a word moves."""

_L_MARKS = ("whole", "darkest", "shadows", "lights", "brightest", "colours")
_AB_MARKS = ("greys", "grey shadows", "grey lights")


@dataclass(frozen=True, slots=True)
class Marks:
    """Which pixels of some pictures count for what: found once, from the pictures before they are graded."""

    weight: Values
    """(pixels,): what each counts; sums to 1. Faces that were added beside the rest count 0."""
    tones: Values
    """(pixels, 6): weights for the whole, the four parts of the tones, and the colours."""
    greys: Values
    """(pixels, 3): weights for the greys, those in the shadows, and those in the lights."""
    shots: Values
    """(pixels, shots): weights within each shot, each column sums to 1."""
    length: Values
    """(shots,): what each shot counts; sums to 1."""
    skin: Values
    """(pixels, 2): weights of faces, of the deeper half of their pixels and of the lighter; each sums to 1, or all are
    0 where no face is seen."""


def marks(lab: NDArray[Any], shot: NDArray[np.int64], length: Values, skin: NDArray[np.bool_]) -> Marks:
    """What each pixel counts. `lab` (pixels, 3); `shot` says whose each is; `skin` marks faces, added beside the rest.

    `length` is what each shot counts, in any unit.
    """
    length = np.asarray(length, np.float64) / max(1e-9, float(np.sum(length)))
    tones, greys = np.zeros((len(lab), len(_L_MARKS))), np.zeros((len(lab), len(_AB_MARKS)))
    shots = np.zeros((len(lab), len(length)))
    for at, counts in enumerate(length):
        mine = np.flatnonzero((shot == at) & ~skin)
        if len(mine):
            shots[mine, at] = 1 / len(mine)
            tones[mine] = counts * _tones(lab[mine])
            greys[mine] = counts * _greys(lab[mine])
    faces = _halves(lab[:, 0], skin)
    there = shots.sum(0) * length
    scale = 1 / max(1e-9, float(there.sum()))
    return Marks(tones[:, 0] * scale, tones * scale, greys * scale, shots, there * scale, faces)


def _halves(tone: NDArray[Any], skin: NDArray[np.bool_]) -> Values:
    """Faces by how light they are, so that nobody's skin is paid for with somebody else's."""
    faces = np.zeros((len(tone), 2))
    order = np.flatnonzero(skin)[np.argsort(np.round(tone[skin], 3), kind="stable")]
    middle = (len(order) + 1) // 2
    for at, half in enumerate((order[:middle], order[len(order) - middle:])):
        faces[half, at] = 1 / max(1, len(half))
    return faces


def _tones(lab: NDArray[Any]) -> Values:
    chroma = np.hypot(lab[:, 1], lab[:, 2]) + 0.5
    columns = [np.ones(len(lab)), *(_part(lab[:, 0], *ends) for ends in PARTS.values()), chroma**2]
    return np.stack([column / column.sum() for column in columns], 1)


def _greys(lab: NDArray[Any]) -> Values:
    """Weights of what is nearest to the shot's greys; they never are all nothing, however strong its cast is."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    near = np.exp(-chroma / max(GREY, float(np.quantile(chroma, 0.25))))
    rank = _rank(lab[:, 0])
    columns = [near, near * np.clip(1.5 - 2 * rank, 0, 1) ** 2, near * np.clip(2 * rank - 0.5, 0, 1) ** 2]
    return np.stack([column / column.sum() for column in columns], 1)


def _rank(tone: NDArray[Any]) -> Values:
    order = np.argsort(np.round(tone, 3), kind="stable")
    rank = np.empty(len(tone))
    rank[order] = (np.arange(len(tone)) + 0.5) / len(tone)
    return rank


def _part(tone: NDArray[Any], low: float, high: float) -> Values:
    rank = _rank(tone)
    found = ((rank >= low) & (rank <= high)).astype(np.float64)
    return found if found.any() else (rank == (rank.min() if low < 0.5 else rank.max())).astype(np.float64)


def measure(lab: NDArray[Any], by: Marks) -> Values:
    """Every variable of graded pictures (..., pixels, 3) in CIELAB, as (..., variables) in their units."""
    tone = lab[..., 0].astype(np.float64)
    whole, dark, low, high, bright, colours = np.moveaxis(tone @ by.tones, -1, 0)
    a, b = (np.moveaxis(lab[..., at].astype(np.float64) @ by.greys, -1, 0) for at in (1, 2))
    apart = tone - (tone @ (by.shots * (by.length > 0))) @ _back(by)
    contrast = np.sqrt(apart**2 @ by.weight)
    spread = np.sqrt(((lab[..., 1] - a[0][..., None]) ** 2 + (lab[..., 2] - b[0][..., None]) ** 2) @ by.weight)
    warm = a * WARM[0] + b * WARM[1]
    tint = a[0] * WARM[1] - b[0] * WARM[0]
    soft = 100 * (high - low) / np.maximum(bright - dark, 1.0)
    return np.stack([whole, contrast, warm[0], tint, spread, whole - colours, warm[2] - warm[1], soft, dark, bright],
                    -1)


def _back(by: Marks) -> Values:
    """(shots, pixels): a shot's mean at each of its pixels."""
    return np.asarray((by.shots > 0).T, np.float64)


def skin_of(lab: NDArray[Any], by: Marks) -> Values:
    """a* and b* of faces of pictures (..., pixels, 3) in CIELAB: a* of both halves, then b* (..., 4)."""
    return np.concatenate([lab[..., at].astype(np.float64) @ by.skin for at in (1, 2)], -1)


def steps(there: Values) -> Values:
    """One clear step of every variable, in its unit, for pictures that measure `there`."""
    return np.array([one.steps(float(value)) for one, value in zip(VARIABLES, there, strict=True)])


def axes(values: Values) -> tuple[tuple[str, int], ...]:
    """Measured values by name, in thousandths of the way along each axis."""
    return tuple((one.name, one.axis(float(value))) for one, value in zip(VARIABLES, values, strict=True))
