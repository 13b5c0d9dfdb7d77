"""What two pictures share: the same things found in both, whatever was done to their colour, as pairs of colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, map_coordinates
from skimage.feature import SIFT, match_descriptors
from skimage.transform import AffineTransform, ProjectiveTransform, SimilarityTransform

from workprint.film.grade import Seen
from workprint.media.colour.chain import to_working
from workprint.media.colour.light import LUMA
from workprint.media.colour.matching_fit import Pairs
from workprint.media.colour.seen import pixels

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

CONTRAST, EDGE = 0.006, 12
"""Least contrast of a point that is worth knowing again, in ACEScct, and how edge-like it may be. Source: our choice;
0.006 is a tenth of a stop."""

RATIO = 0.85
"""How much nearer the best match has to be than the second. Source: D. Lowe, "Distinctive Image Features", 2004, asks
for 0.8; a little more is found at 0.85, and geometry removes the rest."""

ROUGH, NEAR = 3.0, 1.5
"""Pixels by which a point may lie beside where the others say, at first and in the end. Source: our choice."""

TRIALS, APART, LARGEST = 1000, 4.0, 4.0
"""Pairs of points that are tried, how many pixels they lie apart at least, and how many times larger or smaller one
picture may show a thing. Source: our choice; with a tenth of the points right, 1000 pairs hold ten good ones."""

FEWEST = 8
"""Points that have to agree on how the pictures lie before anything is taken to be shared. Source: our choice: two
unrelated photographs were never seen to agree on more than 5."""

KINDS: tuple[tuple[Any, int], ...] = ((ProjectiveTransform, 30), (AffineTransform, 15), (SimilarityTransform, 0))
"""Ways in which one picture may lie in another, and how many points it takes to tell. Source: our choice: about
four points for each number that may bend."""

AROUND, FLAT, FLAT_TRUST = 3.0, 0.01, 0.5
"""Pixels around a place within which shapes are compared; ACEScct code values below which there are none (1/6 stop);
and how far a place without any is trusted. Source: our choice."""

SMALLEST = 16
"""Pixels across or down below which a picture has no points worth knowing again. Source: our choice: a point is told
from about 16 pixels around it."""

SOFT = 1.0
"""Pixels over which colours are averaged before they are compared: half a pixel of misfit no longer matters. Our
choice."""

MOST = 1000
"""Pairs of colours that are kept, spread evenly. Source: our choice; more changes nothing but the time."""

CUT_TRUST = 0.3
"""Weight of a colour that may have been cut off. Measured on the photographs that are not held out: where half a
picture is cut off, what is left of it still says where it belongs."""

ENDS = 0.004
"""Code values from either end within which a colour may have been cut off: one in 8 bits. Our choice."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two pictures share."""

    pairs: Pairs
    """Colours of the same things in both."""
    places: Doubles
    """Where each lies in the shot, rows and columns in pixels (n, 2)."""
    share: int
    """How much of the shot lies inside the reference, in thousandths."""
    points: int
    """Points that agree on how the pictures lie."""


@lru_cache(maxsize=256)
def worked(seen: Seen) -> Floats:
    """A small picture in the working space (rows, columns, 3)."""
    return to_working(pixels(seen), seen.space)


@lru_cache(maxsize=256)
def _points(seen: Seen) -> tuple[Doubles, NDArray[Any]]:
    """Where a picture has points worth knowing again (n, 2), and how each looks around, whatever its colour."""
    if min(seen.width, seen.height) < SMALLEST:
        return np.zeros((0, 2)), np.zeros((0, 128), np.uint8)
    made: Any = SIFT
    finder = made(c_dog=CONTRAST, c_edge=EDGE)
    try:
        finder.detect_and_extract(worked(seen).astype(np.float64) @ LUMA.astype(np.float64))
    except RuntimeError:  # a flat picture has none
        return np.zeros((0, 2)), np.zeros((0, 128), np.uint8)
    return np.asarray(finder.keypoints, np.float64), np.asarray(finder.descriptors)


def shared(shot: Seen, reference: Seen) -> Shared | None:
    """What is in both pictures, or None where nothing is surely the same."""
    laid = _laid(shot, reference)
    return None if laid is None else _paired(shot, reference, *laid)


def _laid(shot: Seen, reference: Seen) -> tuple[Any, int] | None:
    """How the shot's (column, row) turns into the reference's, and how many points agree on it."""
    (here, looks), (there, like) = _points(shot), _points(reference)
    if min(len(here), len(there)) < FEWEST:
        return None
    matched = _matched(looks, like)
    if len(matched) < FEWEST:
        return None
    return _grown(here[matched[:, 0], ::-1], there[matched[:, 1], ::-1])


def _matched(looks: NDArray[Any], like: NDArray[Any]) -> NDArray[np.intp]:
    matcher: Any = match_descriptors
    return np.asarray(matcher(looks, like, cross_check=True, max_ratio=RATIO))


def _agreed(here: Doubles, there: Doubles) -> NDArray[np.bool_]:
    """Which points follow the shift, turn and size that most of them follow."""
    one, two = (ends @ np.array([1, 1j]) for ends in (here, there))
    first, second = np.random.default_rng(0).integers(0, len(one), (2, TRIALS))
    apart = one[second] - one[first]
    apart, first, second = (each[np.abs(apart) > APART] for each in (apart, first, second))
    size = (two[second] - two[first]) / apart
    missed = np.abs(size[:, None] * (one - one[first, None]) + two[first, None] - two)
    agreed = (missed < ROUGH) & (np.abs(np.log(np.abs(size) + 1e-9)) < np.log(LARGEST))[:, None]
    return np.asarray(agreed[agreed.sum(1).argmax()]) if len(agreed) else np.zeros(len(one), bool)


def _grown(here: Doubles, there: Doubles) -> tuple[Any, int] | None:
    """From the points that agree roughly to the stretch and perspective that most follow closely.

    The more may bend, the more points it takes: few of them in a corner say little of the rest of the picture.
    """
    inside, found = _agreed(here, there), None
    for within in (ROUGH, ROUGH, NEAR):
        if inside.sum() < FEWEST:
            return None
        laid = next(kind for kind, least in KINDS if inside.sum() >= least).from_estimate(here[inside], there[inside])
        if not laid or not _sane(laid):
            break
        found, inside = laid, np.hypot(*(laid(here) - there).T) < within
    return (found, int(inside.sum())) if found is not None and inside.sum() >= FEWEST else None


def _sane(laid: Any) -> bool:
    """Whether it enlarges by no more than 4 either way and never mirrors."""
    corners = laid(np.array([[0.0, 0.0], [60.0, 0.0], [0.0, 60.0], [60.0, 60.0]]))
    sides = np.diff(corners[[0, 1, 3, 2, 0]], axis=0)
    areas = sides[:, 0] * np.roll(sides, -1, 0)[:, 1] - sides[:, 1] * np.roll(sides, -1, 0)[:, 0]
    return bool(np.all(areas > 3600 / 16) and np.all(areas < 3600 * 16))


def _paired(shot: Seen, reference: Seen, laid: Any, points: int) -> Shared | None:
    rows, columns = np.mgrid[:shot.height, :shot.width].reshape(2, -1)
    across, down = laid(np.stack([columns, rows], 1).astype(np.float64)).T
    inside = (across >= 0) & (across <= reference.width - 1) & (down >= 0) & (down <= reference.height - 1)
    kept = np.flatnonzero(inside)
    if len(kept) < 4 * FEWEST:
        return None
    before, after = _soft(worked(shot)), _soft(worked(reference))
    there = np.stack([down, across])
    alike = _alike(before @ LUMA, _at(after, there).reshape(before.shape) @ LUMA, inside.reshape(before.shape[:2]))
    kept = kept[np.linspace(0, len(kept) - 1, min(MOST, len(kept))).astype(int)]
    here, there = np.stack([rows, columns])[:, kept].astype(np.float64), there[:, kept]
    trust = _trust(shot, here) * _trust(reference, there) * alike.ravel()[kept]
    pairs = Pairs(_at(before, here), _at(after, there), trust)
    return Shared(pairs, here.T, round(1000 * float(inside.mean())), points)


def _alike(one: Floats, other: Floats, inside: NDArray[np.bool_]) -> Doubles:
    """How far two pictures have the same shapes around each place, whatever their light: 0 where something moved.

    A normalised correlation; where both are flat it cannot tell, and says `FLAT_TRUST`.
    """
    share = gaussian_filter(inside.astype(np.float64), AROUND) + 1e-9

    def mean(values: NDArray[Any]) -> Doubles:
        return np.asarray(gaussian_filter(np.where(inside, values, 0.0).astype(np.float64), AROUND) / share)

    flat = FLAT**2
    own, its = (np.maximum(mean(each**2) - mean(each) ** 2, 0) for each in (one, other))
    both = mean(one * other) - mean(one) * mean(other)
    return np.asarray(np.clip((both + FLAT_TRUST * flat) / (np.sqrt(own * its) + abs(own - its) / 4 + flat), 0, 1))


def _soft(codes: Floats) -> Floats:
    return np.stack([gaussian_filter(codes[..., channel], SOFT, mode="nearest") for channel in range(3)], -1)


def _at(picture: Floats, places: Doubles) -> Floats:
    return np.stack([map_coordinates(picture[..., channel], places, order=1, mode="nearest") for channel in range(3)],
                    -1).astype(np.float32)


def _trust(seen: Seen, places: Doubles) -> Doubles:
    """Less where colours change quickly, as a small misfit shows there, and where codes are cut off."""
    luma = _soft(worked(seen)) @ LUMA
    slope = np.hypot(*np.gradient(luma)) if min(luma.shape) > 1 else np.zeros_like(luma)
    codes = pixels(seen)
    cut = ((codes <= ENDS) | (codes >= 1 - ENDS)).any(-1)
    trust = np.where(cut, CUT_TRUST, 1.0) / (1 + (slope / 0.02) ** 2)
    return np.asarray(map_coordinates(trust, places, order=1, mode="nearest"), np.float64)
