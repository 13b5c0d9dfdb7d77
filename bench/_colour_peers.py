"""How others would bring one picture to the palette of another: small, plain renderings of published methods."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROUNDS = 20
"""Iterations of IDT, with which facts/colour measured it."""


def nothing(picture: Floats, reference: Floats) -> Floats:
    """The picture as it is."""
    return picture


def gain(picture: Floats, reference: Floats) -> Floats:
    """A gain for each channel in linear light, from the means (display codes, power 2.4)."""
    light, wanted = (np.clip(one, 0, 1) ** 2.4 for one in (picture, reference))
    ratio = wanted.mean((0, 1)) / np.maximum(light.mean((0, 1)), 1e-6)
    return _codes((light * ratio) ** (1 / 2.4))


def mkl(picture: Floats, reference: Floats) -> Floats:
    """Monge-Kantorovich's linear transfer of mean and covariance in RGB. Source: Pitié and Kokaram 2007."""
    own, wanted = (one.reshape(-1, 3).astype(np.float64) for one in (picture, reference))
    root, back = _roots(np.cov(own.T) + 1e-8 * np.eye(3))
    inner, _ = _roots(root @ (np.cov(wanted.T) + 1e-8 * np.eye(3)) @ root)
    moved = (own - own.mean(0)) @ (back @ inner @ back) + wanted.mean(0)
    return _codes(moved.reshape(picture.shape))


def idt(picture: Floats, reference: Floats) -> Floats:
    """Iterative distribution transfer: histograms along turning axes. Source: Pitié, Kokaram and Dahyot 2005."""
    chance = np.random.default_rng(2005)
    own, wanted = (one.reshape(-1, 3).astype(np.float64) for one in (picture, reference))
    for _ in range(ROUNDS):
        axes = np.linalg.qr(chance.standard_normal((3, 3)))[0]
        turned, aim = own @ axes, wanted @ axes
        own = np.stack([_as_spread(turned[:, at], aim[:, at]) for at in range(3)], axis=1) @ axes.T
    return _codes(own.reshape(picture.shape))


def reinhard(picture: Floats, reference: Floats) -> Floats:
    """Mean and spread of each channel of CIELAB. Source: Reinhard et al. 2001, in CIELAB as most programs do it."""
    from skimage.color import lab2rgb, rgb2lab

    own, wanted = (rgb2lab(one) for one in (picture, reference))
    scale = wanted.std((0, 1)) / np.maximum(own.std((0, 1)), 1e-6)
    moved = (own - own.mean((0, 1))) * scale + wanted.mean((0, 1))
    with warnings.catch_warnings(action="ignore"):  # It warns of what it clips; so does every program that does this.
        return _codes(lab2rgb(moved))


PEERS: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "do nothing": nothing, "gain": gain, "Reinhard": reinhard, "MKL": mkl, "IDT": idt}
"""Display codes (height, width, 3) of a picture and of its reference in, display codes out."""


def _as_spread(values: NDArray[np.float64], wanted: NDArray[np.float64]) -> Any:
    """`values` moved so that they are spread as `wanted`."""
    places = np.empty(len(values))
    places[np.argsort(values, kind="stable")] = (np.arange(len(values)) + 0.5) / len(values)
    return np.interp(places, (np.arange(len(wanted)) + 0.5) / len(wanted), np.sort(wanted))


def _roots(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The square root of a symmetric matrix, and its inverse."""
    values, vectors = np.linalg.eigh(matrix)
    root = np.sqrt(np.maximum(values, 1e-12))
    return (vectors * root) @ vectors.T, (vectors / root) @ vectors.T


def _codes(picture: Any) -> Floats:
    """As a file would have it: 8 bits."""
    return np.asarray(np.rint(np.clip(picture, 0, 1) * 255) / 255, np.float32)
