"""White as light has it: along the Planckian locus in mired, and across it from green to magenta; hues for tints."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from workprint.media.colour.light import LIGHT, LUMA
from workprint.media.colour.spaces import config

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

ACES_WHITE = (0.32168, 0.33767)
"""Chromaticity (CIE x, y) of equal red, green and blue in the working space. Source: AMPAS S-2014-004, TB-2018-001."""

ACES_MIRED = 1e6 / 6000
"""Correlated colour temperature of that white in mired. Source: AMPAS TB-2018-001, about 6000 K."""

KRYSTEK_U = ((0.860117757, 1.54118254e-4, 1.28641212e-7), (1.0, 8.42420235e-4, 7.08145163e-7))
"""Planckian locus, CIE 1960 u by temperature: a quotient of two polynomials, 1000 to 15000 K. Source: M. Krystek, Color
Research & Application 10 (1), 1985."""

KRYSTEK_V = ((0.317398726, 4.22806245e-5, 4.20481691e-8), (1.0, -2.89741816e-5, 1.61456053e-7))
"""The same for v. Source: M. Krystek, 1985."""

XYZ_AP1 = np.array([[1.6410233797, -0.3248032942, -0.2364246952], [-0.6636628587, 1.6153315917, 0.0167563477],
                    [0.0117218943, -0.0082844420, 0.9883948585]])
"""CIE XYZ to linear ACEScg. Source: AMPAS S-2014-004."""

OKLAB_LMS = np.array([[1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728],
                      [1.0, -0.0894841775, -1.2914855480]])
"""OKLab to the cube roots of cone responses. Source: B. Ottosson, "A perceptual color space", 2020."""

LMS_709 = np.array([[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965],
                    [-0.0041960863, -0.7034186147, 1.7076147010]])
"""Cone responses to linear Rec. 709. Source: B. Ottosson, 2020."""

TINT_LIGHTNESS, TINT_CHROMA = 0.7, 0.08
"""OKLab lightness and chroma of a split tone of full amount. Source: our choice, by eye: a teal or an orange that is
plainly seen and still within Rec. 709 at every hue."""


@lru_cache(maxsize=256)
def white_gains(mired: float, tint: float) -> Floats:
    """Gains of red, green and blue light (3,) that turn the white of the picture into another one.

    `mired` above 0 makes the picture as warm as a white so many mired from ACES's; below 0 it takes away the warmth of
    such a white, so that one undoes the other. `tint` does the same in CIE 1960 uv, towards magenta above 0. The
    luminance of greys stays. The gains are those of the working space's own primaries, which lie about where von
    Kries's rule holds best (G. Finlayson et al., "Spectral sharpening", JOSA A 11 (5), 1994): a matrix over cones
    would throw strong colours below zero.
    """
    gains = _light_of(max(mired, 0), max(tint, 0)) / _light_of(max(-mired, 0), max(-tint, 0))
    return np.asarray(gains / (LUMA @ gains), np.float32)


def _light_of(mired: float, tint: float) -> Doubles:
    """Red, green and blue light of the white that lies so far from ACES's."""
    x, y = white_at(mired, tint)
    return np.asarray(XYZ_AP1 @ np.array([x / y, 1, (1 - x - y) / y]))


def white_at(mired: float, tint: float = 0.0) -> tuple[float, float]:
    """CIE x, y of the white so many mired from ACES's along the locus and `tint` (uv) across it, towards magenta.

    ACES's white lies a little above the locus, as daylight does; the others keep that distance.

    >>> [round(value, 5) for value in white_at(0)]
    [0.32168, 0.33767]
    """
    x, y = ACES_WHITE
    white = np.array([4 * x, 6 * y]) / (-2 * x + 12 * y + 3)
    here = _planckian(ACES_MIRED + mired)
    along = _planckian(ACES_MIRED + mired + 0.5) - _planckian(ACES_MIRED + mired - 0.5)
    across = np.array([along[1], -along[0]]) / np.hypot(*along)
    u, v = here + (white - _planckian(ACES_MIRED)) + tint * across * np.sign(-across[1])
    return float(3 * u / (2 * u - 8 * v + 4)), float(2 * v / (2 * u - 8 * v + 4))


def _planckian(mired: float) -> Doubles:
    kelvin = 1e6 / mired
    powers = kelvin ** np.arange(3)
    return np.array([np.dot(above, powers) / np.dot(below, powers) for above, below in (KRYSTEK_U, KRYSTEK_V)])


@lru_cache(maxsize=512)
def tint_of_hue(degrees: float) -> Floats:
    """How many stops red, green and blue stand apart in a tint of this OKLab hue (3,); their luma is none."""
    turn = np.radians(degrees)
    lab = np.array([TINT_LIGHTNESS, TINT_CHROMA * np.cos(turn), TINT_CHROMA * np.sin(turn)])
    light = np.asarray(LMS_709 @ (OKLAB_LMS @ lab) ** 3, np.float32)
    config().getProcessor("Linear Rec.709 (sRGB)", LIGHT).getDefaultCPUProcessor().applyRGB(light)
    stops = np.log2(light)
    return np.asarray(stops - LUMA @ stops, np.float32)
