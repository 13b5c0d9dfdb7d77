"""Scene light and its code values: ACEScct to linear ACEScg and back, by OpenColorIO."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import PyOpenColorIO as ocio  # noqa: N813
from numpy.typing import NDArray

from workprint.media.colour.spaces import WORKING, config

Floats = NDArray[np.float32]

LIGHT = "ACEScg"
"""Scene light with the primaries of the working space. Source: AMPAS S-2014-004."""

GREY = 0.18
"""Light of mid grey. Source: AMPAS S-2014-004: a reflectance of 18 % is 0.18."""

LUMA = np.array([0.2722287168, 0.6740817658, 0.0536895174], np.float32)
"""Luminance of ACEScg's red, green and blue. Source: AMPAS S-2014-004, AP1 primaries."""

BRIGHTEST = 6.0
"""Code value above which light is held: 2**95, so that the next gains stay finite in 32 bits. Source: our choice; a
sun is at 1.3."""


def decoded(codes: Floats) -> Floats:
    """ACEScct as scene light; what is below black stays below."""
    light = np.array(np.minimum(codes, BRIGHTEST), np.float32, order="C")
    if light.size:
        _curve_of(WORKING, LIGHT).applyRGB(light)
    return light


def encoded(light: Floats) -> Floats:
    """Scene light as ACEScct."""
    codes = np.array(light, np.float32, order="C")
    if codes.size:
        _curve_of(LIGHT, WORKING).applyRGB(codes)
    return codes


def codes_of_stops(stops: NDArray[Any]) -> NDArray[np.float64]:
    """Code values of greys so many stops above mid grey, any shape."""
    light = np.asarray(GREY * 2.0 ** np.asarray(stops, np.float64), np.float32)
    return encoded(np.repeat(light[..., None], 3, -1))[..., 0].astype(np.float64)


def extremes(rgb: Floats) -> tuple[Floats, Floats]:
    """Least and most of the three channels (...): NumPy is ten times slower along a short axis."""
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    return np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)


@cache
def _curve_of(source: str, target: str) -> ocio.CPUProcessor:
    return config().getProcessor(source, target).getDefaultCPUProcessor()
