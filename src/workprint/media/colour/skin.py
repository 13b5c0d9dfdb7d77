"""Where skin is in a picture, and how sure that is.

Colours are compared by a*/(L*+16) and b*/(L*+16), which more or less light on the same skin leaves as they are: so deep
skin, and skin in shadow, is found as light skin is. (Boxes in YCbCr are not: facts/colour, 16.3.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from workprint.film import BadValue
from workprint.media.colour.difference import lab
from workprint.media.colour.pair import Floats, Mask

Box = tuple[int, int, int, int]

COLOUR_ALONE = 600
"""The most that colour alone can be sure of, in thousandths (a choice: a wooden door has the colour of a face)."""
FACE_SURE = 950
"""How sure a face in a box is of being one, in thousandths (a choice: boxes are found, and now and then not a face)."""
HUES = (20.0, 98.0)
"""Degrees of CIELAB hue in which skin lies. Source: the ten tones of the Monk scale lie at 49 to 89, faces on film at
55 to 70 (measured on GRID, Tears of Steel and scikit-image's astronaut); widened for make-up, sunburn and casts."""
STRENGTHS = (0.045, 0.8)
"""Chroma over (L* + 16) of skin. Source: as above; the palest tone has 0.051, the strongest face 0.73."""
DARKEST = 3.0
"""L* below which no colour can be told (a choice: 8-bit codes are too few there)."""
SPREAD = 0.06
"""Distance in a*/(L*+16), b*/(L*+16) within which a face is of one skin (a choice: lips, eyes and hair lie beyond)."""
SMALLEST = 0.002
"""Share of the picture that a patch of skin must have to be told by colour alone (a choice: a face in a full shot)."""
LARGEST = 0.5
"""Share of the picture beyond which a patch is a wall, a desert or a cast rather than a person (a choice)."""
OUTLINE = (0.035, 5.0)
"""Steps of a*/(L*+16), b*/(L*+16) and of L* between neighbours that part one thing from another (a choice)."""
APART = 0.1
"""Distance of a patch from what is around it, in a*/(L*+16), b*/(L*+16), at which it stands out fully (a choice)."""
WIDTH = 100
"""Pixels across, about, at which patches are looked for (a choice, for speed: a face in a full shot still has six)."""
WARM_SET = 0.5
"""Share of the picture in the colours of skin from which nothing is told by colour alone. Measured on frames of Tears
of Steel, Big Buck Bunny and scikit-image's pictures: walls, fur and smoke were taken for faces without it."""
PATCHES = 8
"""The most patches that are looked at, largest first (a choice, for speed)."""


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """Where skin was found."""

    people: tuple[Mask, ...]
    """A mask (height, width) for each face, patch or sample."""
    how: str
    """What told it, in words: ``two faces``."""
    sure: int
    """How sure it is, in thousandths."""
    why: str = ""
    """Where none was found: why, in words."""

    @property
    def everyone(self) -> Mask:
        """All of it in one mask."""
        everyone: Mask = np.logical_or.reduce(self.people)
        return everyone


def find_skin(seen: Floats, faces: tuple[Box, ...] = (), sample: Floats | Box | None = None) -> Skin:
    """Skin in a picture: by the artist's sample where there is one, by faces where they were found, else by colour.

    `seen` is the picture in CIELAB (height, width, 3); faces and a sampled box are in thousandths of it.
    """
    tint = _tint(seen)
    if sample is not None:
        return _by_sample(tint, seen, sample)
    found = [mask for box in faces if (mask := _in_face(tint, box)).any()]
    if found:
        return Skin(tuple(found), f"{len(found)} face{'s' if len(found) > 1 else ''}", FACE_SURE)
    return _by_colour(tint, seen)


def _tint(seen: Floats) -> Floats:
    """a* and b* over L* + 16, (height, width, 2)."""
    return np.asarray(seen[..., 1:] / np.maximum(seen[..., :1] + 16, 4), np.float32)


def _within(shape: tuple[int, ...], box: Box, inner: tuple[float, float, float, float] = (0, 0, 1, 1)) -> Mask:
    """The pixels of a box, or of an inner part of it: one at least where it lies in the picture, else none."""
    height, width = shape[:2]
    left, top, right, bottom = (value / 1000 for value in box)
    x0, x1 = ((left + (right - left) * at) * width for at in inner[::2])
    y0, y1 = ((top + (bottom - top) * at) * height for at in inner[1::2])
    mask = np.zeros((height, width), bool)
    across = slice(max(0, int(x0)), max(0, int(x0) + 1, round(x1)))
    mask[max(0, int(y0)) : max(0, int(y0) + 1, round(y1)), across] = True
    return mask


FACE_PART = (0.2, 0.3, 0.8, 0.9)
"""The part of a face box in which skin is looked for, left, top, right, bottom, of the box (a choice: from brows to
chin, between the ears)."""


def _in_face(tint: Floats, box: Box) -> Mask:
    """The skin of a face: what is of the same colour as most of its middle, whatever colour that is."""
    mask = _within(tint.shape, box, FACE_PART)
    if not mask.any():
        return mask
    own = np.median(tint[mask], axis=0)
    return np.asarray(mask & (np.hypot(*np.moveaxis(tint - own, -1, 0)) <= SPREAD), bool)


def _by_sample(tint: Floats, seen: Floats, sample: Floats | Box) -> Skin:
    if isinstance(sample, tuple):
        mask = _within(tint.shape, sample)
        if not mask.any():
            return Skin((), "the artist's own sample", 0, "the sample of skin lies outside of the picture")
        return Skin((mask,), "the artist's own sample", 1000)
    codes = np.asarray(sample, np.float32)
    if codes.ndim < 1 or codes.shape[-1] != 3 or not codes.size:
        raise BadValue(f"a sample of skin of shape {codes.shape} came", "display codes (…, 3) or a box would do",
                       "pick it again")
    own = _tint(np.asarray(lab(codes.reshape(1, -1, 3)), np.float32))[0]
    middle = np.median(own, axis=0)
    reach = max(SPREAD, float(np.quantile(np.hypot(*(own - middle).T), 0.9)))
    mask = (np.hypot(*np.moveaxis(tint - middle, -1, 0)) <= reach) & (seen[..., 0] >= DARKEST)
    if not mask.any():
        return Skin((), "the artist's own sample", 0, "nothing in the picture is like the sample of skin")
    return Skin((mask,), "the artist's own sample", 1000)


NONE = "no skin was found; mark a face or pick a sample if there is any"
"""What is said where there is none."""
WARM = "the whole set has the colours of skin; mark a face or pick a sample"
"""What is said where too much is like it."""


def _by_colour(tint: Floats, seen: Floats) -> Skin:
    """Patches of skin colour that stand out from what is around them; looked for in a smaller picture."""
    step = max(1, seen.shape[1] // WIDTH)
    found = _patches_told(np.ascontiguousarray(tint[::step, ::step]), np.ascontiguousarray(seen[::step, ::step]))
    if not found:
        return Skin((), "colour alone", 0, WARM if _like_skin(tint, seen).mean() >= WARM_SET else NONE)
    best = max(sure for _, sure in found)
    # What stands out half as much as the best may be a hand or a second person: kept, so that nobody is left out.
    people = tuple(mask.repeat(step, 0).repeat(step, 1)[: seen.shape[0], : seen.shape[1]]
                   for mask, sure in found if 2 * sure >= best)
    return Skin(people, f"colour alone, {len(people)} patch{'es' if len(people) > 1 else ''}", best)


def _patches_told(tint: Floats, seen: Floats) -> list[tuple[Mask, int]]:
    """Each patch of skin colour with how surely it stands out."""
    like = _like_skin(tint, seen)
    # Where much of the set has the colour of skin, no patch of it can be told from a face.
    apart = max(0.0, 1 - float(like.mean()) / WARM_SET)
    patches = _patches(like & ~_outlines(tint, seen)) if apart else []
    return [(mask, sure) for mask in patches if (sure := round(apart * _stands_out(mask, tint))) > 0]


def _like_skin(tint: Floats, seen: Floats) -> Mask:
    """What has the hue and the strength of skin, of whatever tone."""
    hue = np.degrees(np.arctan2(tint[..., 1], tint[..., 0]))
    strength = np.hypot(tint[..., 0], tint[..., 1])
    return np.asarray((hue >= HUES[0]) & (hue <= HUES[1]) & (strength >= STRENGTHS[0]) & (strength <= STRENGTHS[1])
                      & (seen[..., 0] >= DARKEST), bool)


def _outlines(tint: Floats, seen: Floats) -> Mask:
    """Where one thing ends and another begins."""
    edge = np.zeros(tint.shape[:2], bool)
    for axis in (0, 1):
        step = np.abs(np.diff(tint, axis=axis)).max(axis=-1) > OUTLINE[0]
        step |= np.abs(np.diff(seen[..., 0], axis=axis)) > OUTLINE[1]
        edge[(slice(1, None), slice(None)) if axis == 0 else (slice(None), slice(1, None))] |= step
    return edge


def _patches(mask: Mask) -> list[Mask]:
    """The largest connected parts of a mask, largest first."""
    labels, _ = ndimage.label(mask)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    order = np.argsort(-sizes, kind="stable")[:PATCHES]
    least, most = max(4, SMALLEST * mask.size), LARGEST * mask.size
    return [labels == at for at in order if least <= sizes[at] <= most]


def _stands_out(mask: Mask, tint: Floats) -> float:
    """How surely a patch is a thing of its own: far in colour from its surroundings, and not along the picture's edge.

    In thousandths, never above what colour alone can tell. Nothing asks what tone it has.
    """
    (rows, columns), reach = np.nonzero(mask), max(2, mask.shape[1] // 40)
    part = (slice(max(0, rows.min() - reach), rows.max() + reach + 1),
            slice(max(0, columns.min() - reach), columns.max() + reach + 1))
    inside, near = mask[part], tint[part]
    around = ndimage.uniform_filter(inside.astype(np.float32), 2 * reach - 1) > 0.02
    ring = around & ~ndimage.binary_dilation(inside, iterations=2)
    if not ring.any():
        return 0
    own = np.median(near[inside], axis=0)
    away = np.median(np.hypot(*np.moveaxis(near[ring] - own, -1, 0)))
    edge = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean()
    return COLOUR_ALONE * min(1.0, float(away) / APART) * max(0.0, 1 - 2 * float(edge))
