"""A whole chain as one table, with how far it is from the exact way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue
from workprint.film.grade import Op
from workprint.media.colour.chain import between, own_view, processed, to_view, to_working
from workprint.media.colour.difference import delta_e
from workprint.media.colour.lut import Lut
from workprint.media.colour.ops import apply_ops
from workprint.media.colour.preview import Preview
from workprint.media.colour.spaces import VIEW, WORKING, displays

Floats = NDArray[np.float32]

SIZES = (2, 129)
"""Smallest and largest table. Source: OpenColorIO 2.6 reads none above 129."""

LIMITS = ((65, 1.0), (33, 2.5))
"""By corners a side, the 99th percentile of a table's error, in 8-bit codes, that needs no warning. Source:
facts/colour, section 14."""

COLOURS = 20_000
"""Made colours that an error is measured on. Source: our choice: the 99th percentile stands on two hundred of them."""

SCENE_STOPS = (-6.0, 5.0)
"""Stops of light on those colours. Source: facts/colour, section 4."""


@dataclass(frozen=True, slots=True)
class BakeError:
    """How far a table is from the exact chain, on plausible scene colours as a display shows them."""

    mean: float
    """8-bit codes, over all channels."""
    p99: float
    """8-bit codes: 99 of 100 are nearer."""
    worst: float
    """8-bit codes."""
    de_mean: float
    """CIEDE2000."""
    de_p99: float
    """CIEDE2000."""
    de_max: float
    """CIEDE2000."""
    warning: str = ""
    """One sentence where it is more than the size of the table promises; else empty."""


def bake(space: str, ops: Sequence[Op], *, size: int = 33, view: str = VIEW) -> Lut:
    """The chain from a camera's codes to a display's, as a table of `size` corners a side."""
    if not SIZES[0] <= size <= SIZES[1]:
        raise BadValue(f"a table of {size} corners a side was asked for",
                       f"{SIZES[0]} to {SIZES[1]} would do", "ask for 33 or 65")
    return Lut(size, to_view(apply_ops(_lattice(space, size), ops), view).reshape(size, size, size, 3))


@lru_cache(maxsize=8)
def _lattice(space: str, size: int) -> Floats:
    """The corners in the working space: the same for every grade, so done once."""
    side = np.linspace(0, 1, size, dtype=np.float32)
    corners = to_working(np.stack(np.meshgrid(side, side, side, indexing="ij"), -1).reshape(-1, 3), space)
    corners.flags.writeable = False
    return corners


def bake_error(lut: Lut, space: str, ops: Sequence[Op], view: str = VIEW) -> BakeError:
    """How far `lut` is from the exact chain."""
    codes = scene_colours(space)
    exact = np.clip(to_view(apply_ops(to_working(codes, space), ops), view), 0, 1)
    baked = np.clip(Preview(lut).picture(codes[None])[0], 0, 1)
    return _error(baked, exact, lut.size)


def _error(made: Floats, exact: Floats, size: int) -> BakeError:
    codes, seen = np.abs(made - exact) * 255, delta_e(made, exact)
    p99 = float(np.percentile(codes, 99))
    limit = next((most for corners, most in LIMITS if size >= corners), LIMITS[-1][1])
    warning = "" if p99 <= limit else (
        f"one colour in a hundred is {p99:.1f} codes or more off in the {size}-point table; "
        f"{limit} would do; {'bake 65 points' if size < 65 else 'take the exact way for stills and the finished film'}")
    return BakeError(float(codes.mean()), p99, float(codes.max()), float(seen.mean()),
                     float(np.percentile(seen, 99)), float(seen.max()), warning)


@lru_cache(maxsize=16)
def scene_colours(space: str) -> Floats:
    """Codes (n, 3) of made reflectances under -6 to +5 stops of light, as far as they fit into 0 to 1 of `space`."""
    chance = np.random.default_rng(5)
    surface = 0.03 * 30 ** chance.uniform(0, 1, (COLOURS, 1))
    colour = surface * (1 + chance.uniform(0, 1, (COLOURS, 1)) * chance.uniform(-1, 1, (COLOURS, 3)))
    lit = np.asarray(colour * 2 ** chance.uniform(*SCENE_STOPS, (COLOURS, 1)), np.float32)
    working = processed(between("Linear Rec.709 (sRGB)", WORKING), lit)
    codes = to_view(working, f"{space}/{own_view(space)}") if space in displays() else (
        processed(between(WORKING, space), working))
    kept = codes[((codes >= 0) & (codes <= 1)).all(1)]
    kept.flags.writeable = False
    return kept
