"""How far neutral and skin jump across the cuts of a scene, before and after its shots are brought to its hero.

Every shot but the hero is damaged in its own way. What is neutral and what is skin is told from the undamaged picture,
so the same pixels are compared: a jump is how far their mean strays from the truth in one shot, against the next one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000

from bench._colour_peers import PEERS
from bench._colour_photos import BUNNY, CAMERA, STEEL, Bytes, damaged, frames
from workprint.film.grade import Op
from workprint.media.colour import MATCH_WIDTH, balance, graded, lab, seen_of
from workprint.media.colour.skin import find_skin

Doubles = NDArray[np.float64]

SPACE = "sRGB - Display"
SCENES = ((BUNNY, (109, 250, 325, 355, 375)), (STEEL, (1180, 1198, 1300, 1320, 1218, 1230)),
          (STEEL, (740, 760, 901, 1000, 1057, 1100)))
"""Shots of three scenes that come back to their set-ups, as film and frames: shot and reverse shot, a dark machine room
and the man above it, and a hall from two sides."""
CAMERAS, MOMENTS = (1, 2, 3), (10, 60)
"""Cameras on one action and frames of them, cut from one to the next."""
NEUTRAL, SEEN = 8.0, (15.0, 85.0)
"""Chroma up to which a pixel is taken for neutral, and L* between which. Source: our choice."""
FEWEST = 50
"""Pixels of neutral or skin below which a shot is left out. Source: our choice."""

Measure = tuple[str, float, str, float, dict[str, float]]


class Shown(NamedTuple):
    """A shot as it should look, as it came, and with what the tool and a plain gain make of it: CIELAB."""

    truth: Doubles
    ways: dict[str, Doubles]


def jumps() -> list[Measure]:
    """Mean jump of neutral and of skin across cuts with the tool, and by others; none without the films."""
    scenes = [scene for pictures in _scenes() if (scene := _shown(pictures))]
    measures: list[Measure] = []
    for name, mask in (("neutral", _neutral), ("skin", _skin)):
        found = [jump for scene in scenes for jump in _across(scene, mask)]
        if found:
            mean = {way: round(float(np.mean([jump[way] for jump in found])), 2) for way in found[0]}
            ours = mean.pop("this tool")
            measures.append((f"colour.scene_{name}", ours, f"mean ΔE00 of {name} across {len(found)} cuts", 3.0, mean))
    return measures


def _scenes() -> list[list[Bytes]]:
    """The scenes' shots, in order."""
    scenes = [[found[at] for at in wanted] for name, wanted in SCENES if (found := frames(name, wanted))]
    cameras = [frames(CAMERA.format(at), MOMENTS) for at in CAMERAS]
    return [*scenes, [camera[at] for at in MOMENTS for camera in cameras]] if all(cameras) else scenes


def _shown(pictures: list[Bytes]) -> list[Shown]:
    came = [codes if at == 0 else damaged(codes, np.random.default_rng(500 + at)) for at, codes in enumerate(pictures)]
    seen = [seen_of(codes, shot=at, take="", frame=0, space=SPACE, width=MATCH_WIDTH) for at, codes in enumerate(came)]
    found = balance(seen, 0)
    hero = _thin(came[0])
    return [Shown(_lab(_thin(truth)), {
        "this tool": _lab(_thin(codes), way.ops), "do nothing": _lab(_thin(codes)),
        "gain": _lab(PEERS["gain"](_thin(codes), hero)), "MKL": _lab(PEERS["MKL"](_thin(codes), hero))})
        for truth, codes, way in zip(pictures, came, found, strict=True)]


def _thin(codes: Bytes) -> NDArray[np.float32]:
    return np.asarray(codes[::3, ::3] / 255, np.float32)


def _lab(codes: NDArray[np.float32], ops: tuple[Op, ...] = ()) -> Doubles:
    return lab(graded(codes, SPACE, ops))


def _neutral(truth: Doubles) -> NDArray[np.bool_]:
    return np.asarray((np.hypot(truth[..., 1], truth[..., 2]) < NEUTRAL) & (truth[..., 0] > SEEN[0])
                      & (truth[..., 0] < SEEN[1]))


def _skin(truth: Doubles) -> NDArray[np.bool_]:
    found = find_skin(truth.astype(np.float32))
    return found.everyone if found.people else np.zeros(truth.shape[:2], bool)


def _across(scene: list[Shown], told: Any) -> list[dict[str, float]]:
    """For every cut between two shots that have such pixels: the jump by each way."""
    masks = [told(shot.truth) for shot in scene]
    kept = [at for at, mask in enumerate(masks) if mask.sum() >= FEWEST]
    return [{way: _jump(scene, masks, one, other, way) for way in scene[0].ways} for one, other in pairwise(kept)]


def _jump(scene: list[Shown], masks: list[Any], one: int, other: int, way: str) -> float:
    """How differently two shots stray, about the mean colour that both should have."""
    middle = np.mean([scene[at].truth[masks[at]].mean(0) for at in (one, other)], axis=0)
    ends = [middle + (scene[at].ways[way] - scene[at].truth)[masks[at]].mean(0) for at in (one, other)]
    return float(deltaE_ciede2000(*ends))  # type: ignore[no-untyped-call]
