"""The room behind the figures: walls and what hangs on them, the lamp's pool of light, the hatching in its shadow."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from workprint.media.rehearsal.camera import Camera, Points, by, metres
from workprint.media.rehearsal.ink import Sheet
from workprint.media.rehearsal.paint import CODES, pair, rgb, within
from workprint.media.rehearsal.plan import Plan
from workprint.media.rehearsal.props import draw_piece
from workprint.media.rehearsal.sprite import Sprite

Field = NDArray[np.float64]
"""A number for every pixel, (height, width)."""

BEHIND = ("floor", "wall", "window", "door", "shelf", "picture", "hook", "counter")
"""Pieces that nobody can stand behind: they are painted into the background."""


def background(plan: Plan, camera: Camera, bright: Field, grain: Field) -> tuple[Field, Field]:
    """Walls and what hangs on them, with the lamp's pool of light and the grain of the paper: tones (0 to 255), and
    Cb and Cr in codes at half the size."""
    width, height = camera.size
    sheet = Sheet((0, 0, width, height), 0.5, 3)
    behind = [piece for piece in plan.pieces if piece.kind in BEHIND]
    walls = sorted((piece for piece in behind if piece.kind in ("floor", "wall")),
                   key=lambda piece: -camera.depth(metres(piece.at) + metres(piece.size) / 2))
    hung = sorted((piece for piece in behind if piece.kind not in ("floor", "wall")),
                  key=lambda piece: -camera.depth(metres(piece.at)))
    for piece in (*walls, *hung):
        draw_piece(sheet, piece, camera)
    drawn = sheet.done()
    tone = (drawn.tone + (70 * drawn.keep >> 8)).astype(np.float64)
    return (tone * bright + grain).clip(0, 255), under_lamp(plan, drawn, bright, tone)


def under_lamp(plan: Plan, drawn: Sprite, bright: Field, tone: Field) -> Field:
    """Cb and Cr of what was drawn, in the light that falls there: the lamp's where it is bright, dusk elsewhere."""
    here, light = _half(bright), _half(tone * bright) / 255
    share = np.clip((here - _DIM) / (_BRIGHT - _DIM), 0, 1)
    if not plan.lamp or not plan.dusk:
        return drawn.chroma * here
    lamp, dusk = (pair(rgb(colour))[:, None, None] for colour in (plan.lamp, plan.dusk))
    cast = (lamp * share + dusk * (1 - share)) * _CAST + _mottling((tone.shape[1], tone.shape[0]))
    return within(np.minimum(light, 1), drawn.chroma / CODES * here + cast * light) * CODES


def _half(field: Field) -> Field:
    mean: Field = (field[0::2, 0::2] + field[1::2, 0::2] + field[0::2, 1::2] + field[1::2, 1::2]) / 4
    return mean


_DIM, _BRIGHT = 0.62, 1.18  # of `lamplight`: where it is dusk, and where the lamp alone is seen
_CAST = 0.26  # how much of the light's colour an eye still sees once it has got used to it (a choice)


@lru_cache(8)
def _mottling(size: tuple[int, int]) -> Field:
    """What watercolour leaves on a wall: nowhere quite as warm as beside it, by a code or less; over luma."""
    chance = np.random.Generator(np.random.PCG64(11)).standard_normal((size[1] // 2, size[0] // 2))
    soft = gaussian_filter(chance, size[1] / 30)
    mottled: Field = np.multiply.outer((-0.006, 0.004), soft / soft.std())
    return mottled


def lamplight(camera: Camera, light: Points, seed: int) -> tuple[Field, Field]:
    """How bright the set is at every pixel (1 is as drawn), and the grain of the paper in tones."""
    width, height = camera.size
    y, x = np.mgrid[0:height, 0:width]
    pools = [camera.project(place[None])[0] for place in (light - by(0, 0, 0.2), light * (1, 1, 0.44))
             if camera.depth(place) > 0.3] or [np.array([width / 2, 0.0])]
    middle = min(pools, key=lambda pool: float(np.abs(pool - (width / 2, height / 2)).sum()))
    away = ((x - middle[0]) / (0.6 * width)) ** 2 + ((y - middle[1]) / (0.8 * height)) ** 2
    edge = ((x - width / 2) / (0.75 * width)) ** 2 + ((y - height / 2) / (0.75 * height)) ** 2
    dark = (away * 0.7 + edge * 0.3 - 0.40).clip(0, 1) * 0.15 * hatching(camera.size)
    grain = np.random.Generator(np.random.PCG64(seed)).standard_normal((height, width))
    return (0.70 + 0.56 * np.exp(-away)) * (1.05 - 0.36 * edge) * (1 - dark), grain * 1.6


@lru_cache(8)
def hatching(size: tuple[int, int]) -> Field:
    """Slanting pencil strokes all over a frame: 1 on a stroke, 0 between. Where they show is up to the light."""
    width, height = size
    sheet = Sheet((0, 0, width, height))
    chance = np.random.Generator(np.random.PCG64(7))
    apart = height / 46
    for number in range(int((width + height) / apart)):
        at = -height * 0.6
        while at < height:
            long = height * float(chance.uniform(0.12, 0.34))
            jolt = chance.uniform(-0.25, 0.25, 4) * apart
            start = np.array([number * apart - at * 0.6 + jolt[0], at + jolt[1]])
            end = start + np.array([jolt[2] - long * 0.6, jolt[3] + long])
            sheet.stroke(np.linspace(start, end, 4), apart * 0.30, 255, 0.3, 0.3)
            at += long * 1.04
    return sheet.done().tone / 255.0
