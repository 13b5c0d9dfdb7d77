"""Tone curves in ACEScct that never turn around: contrast about a pivot, five zones, a print's shoulder and toe."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from workprint.media.colour.light import codes_of_stops

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

STOP = 1 / 17.52
"""Code values to a stop, above the toe. Source: AMPAS S-2016-001, ACEScct."""

ZONES = (-6.0, -3.0, 0.0, 2.5, 5.0)
"""Stops from mid grey at which blacks, shadows, mids, lights and whites are moved. Source: our choice: six stops down
is the last texture that a display shows, five up is where a camera's highlights end."""

BEYOND = 3.0
"""Stops outside of the zones from which a curve goes on straight. Source: our choice, as wide as a zone."""

LEAST = 0.125
"""Least part of the distance between two zones that is left to them, so that a curve never turns around. Source: our
choice: an eighth still tells two tones apart."""

SHOULDER, TOE = 7.0, 6.0
"""Stops above and below mid grey that a print of full softness never reaches. Source: our choice, by eye: whites five
stops up come down by one, and black lies a quarter of a stop under the last texture."""


def contrast(codes: Floats, amount: float, pivot: float) -> Floats:
    """Every tone `amount` times as far, in stops, from `pivot` (stops from mid grey)."""
    at = np.float32(codes_of_stops(np.array(pivot)))
    return np.float32(amount) * (codes - at) + at


def curve(codes: Floats, zones: tuple[float, ...]) -> Floats:
    """`codes` with five zones moved by so many stops: smooth, rising everywhere, black stays black."""
    bent, (low, high), (below, above) = _bent(zones)
    held = np.clip(codes, low, high)
    return np.asarray(bent(held) + np.where(codes < low, below, above) * (codes - held), np.float32)


@lru_cache(maxsize=256)
def _bent(zones: tuple[float, ...]) -> tuple[PchipInterpolator, tuple[float, float], tuple[float, float]]:
    """The curve, where it ends, and how steeply it goes on at either end.

    Beyond the zones the outer ones go on: a gain below (so that light zero stays zero), the same stops above. Two
    points there on one line make the monotone interpolation meet it without a kink.
    """
    moved = np.array(ZONES) + _apart(zones)
    low = -codes_of_stops(np.array([ZONES[0], moved[0]])) + 2 * black()
    high = codes_of_stops(np.array([ZONES[-1], moved[-1]]))
    whites = high[:, None] + STOP * np.array([BEYOND, 2 * BEYOND])
    points = np.array([2 * low - black(), low, [black()] * 2, *codes_of_stops(np.array([ZONES, moved])).T, *whites.T])
    bent = PchipInterpolator(points[:, 0], points[:, 1])
    return bent, (points[1, 0], points[-2, 0]), (float(bent(points[1, 0], 1)), float(bent(points[-2, 0], 1)))


@lru_cache(maxsize=1)
def black() -> float:
    """Code value of no light."""
    return float(codes_of_stops(np.array(-np.inf)))


def _apart(zones: tuple[float, ...]) -> Doubles:
    """The zones' shifts, from the mids outward, with those that would meet or cross held apart."""
    places = np.array(ZONES)
    moved = places + np.array(zones)
    middle = len(ZONES) // 2
    for at in range(middle + 1, len(ZONES)):
        moved[at] = max(moved[at], moved[at - 1] + LEAST * (places[at] - places[at - 1]))
    for at in range(middle - 1, -1, -1):
        moved[at] = min(moved[at], moved[at + 1] - LEAST * (places[at + 1] - places[at]))
    return np.asarray(moved - places)


def softened(codes: Floats, softness: float) -> Floats:
    """`codes` bent towards a shoulder and a toe that no tone passes; mid grey and the slope there stay."""
    middle = np.float32(codes_of_stops(np.array(0.0)))
    away = codes - middle
    reach = np.where(away > 0, np.float32(softness / (SHOULDER * STOP)), np.float32(softness / (TOE * STOP)))
    return np.asarray(middle + away / np.sqrt(1 + (away * reach) ** 2), np.float32)
