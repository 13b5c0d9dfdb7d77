"""Photographs and frames to measure colour with: none of them twice, and a part of them that nothing is tuned on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from workprint.media.colour import read_still

Bytes = NDArray[np.uint8]

MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"
ACROSS = 480
"""Pixels across of every picture. Source: facts/colour 8."""
STEEL = "cuts/mdn-shared-assets/videos/tears-of-steel-battle-clip-medium.webm"
BUNNY, MEADOW = "cuts/bunny/bunny_75_82.mp4", "cuts/moviepy/media/big_buck_bunny_0_30.webm"
CAMERA = "takes/pose2sim/Pose2Sim/Demo_Batch/Trial_1/videos/cam0{}.mp4"
GRID = "takes/grid/{}.mpg"

OPEN: tuple[tuple[str, int], ...] = (
    *((STEEL, at) for at in (26, 87, 140, 189, 265, 512, 886)), *((BUNNY, at) for at in (13, 109, 250)),
    *((GRID.format(name), 10) for name in ("bbaf2n", "lbax4n")), *((CAMERA.format(at), 10) for at in (1, 2)))
"""Frames that matching was tuned on: the first half of Tears of Steel and others, one a set-up."""

HELD: tuple[tuple[str, int], ...] = (
    *((STEEL, at) for at in (1057, 1180, 1218, 1404, 1451, 1498, 1548, 1594, 1669)),
    *((MEADOW, at) for at in (141, 329, 463, 635)),
    *((GRID.format(name), 10) for name in ("brbk7n", "lrwp9a", "sbwe5n", "id2_vcd_swwp2s")),
    *((CAMERA.format(at), 10) for at in (3, 4)))
"""Frames that nothing was tuned on."""


STILLS = (("interchange/aces-looks/img/ARRI_ALF2_1.jpg", False), ("interchange/aces-looks/img/RED_IPP2_1.jpg", True),
          ("stills/openexr/Chromaticities/Rec709.exr", True))
"""Stills, and whether nothing was tuned on them."""


class Photo(NamedTuple):
    """One picture: its name, 8-bit sRGB codes, and whether nothing was ever tuned on it."""

    name: str
    codes: Bytes
    held: bool


@cache
def photographs() -> tuple[Photo, ...]:
    """All that are on this machine: five of scikit-image's, and those of the material where it is there."""
    draw: Any = data
    own = (("astronaut", draw.astronaut(), False), ("coffee", draw.coffee(), False), ("rocket", draw.rocket(), False),
           ("chelsea", draw.chelsea(), True), ("motorcycle", draw.stereo_motorcycle()[0], True))
    found = [Photo(name, small(codes), held) for name, codes, held in own]
    found += [Photo(Path(name).stem, small(_still(MATERIAL / name)), held)
              for name, held in STILLS if (MATERIAL / name).exists()]
    for listed, held in ((OPEN, False), (HELD, True)):
        found += [Photo(f"{Path(name).stem} {at}", codes, held) for name, at, codes in _listed(listed)]
    return tuple(found)


def _listed(listed: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, Bytes]]:
    for name in dict.fromkeys(name for name, _ in listed):
        for at, codes in frames(name, [at for film, at in listed if film == name]).items():
            yield name, at, codes


def frames(name: str, wanted: Sequence[int]) -> dict[int, Bytes]:
    """Some frames of a film of the material, small; none where it is not there."""
    found: dict[int, Bytes] = {}
    if not (MATERIAL / name).exists():
        return found
    with av.open(str(MATERIAL / name)) as film:
        for at, frame in enumerate(film.decode(video=0)):
            if at in wanted:
                found[at] = small(frame.to_ndarray(format="rgb24"))
            if at >= max(wanted):
                break
    return found


def _still(path: Path) -> Bytes:
    """A still as sRGB codes; light above white is cut off."""
    if path.suffix != ".exr":
        return np.asarray(Image.open(path).convert("RGB"))
    light = np.clip(read_still(path)[0], 0, 1)
    return np.asarray(np.rint(255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)),
                      np.uint8)


def small(codes: NDArray[Any]) -> Bytes:
    """A picture `ACROSS` pixels wide."""
    whole = Image.fromarray(np.ascontiguousarray(codes[..., :3]))
    way = Image.Resampling.BOX if whole.width >= 2 * ACROSS else Image.Resampling.LANCZOS
    return np.asarray(whole.resize((ACROSS, round(whole.height * ACROSS / whole.width)), way))


def damaged(codes: Bytes, chance: np.random.Generator) -> Bytes:
    """A picture as another camera, light or hand might have left it, in 8 bits. Source: facts/colour 8."""
    slope = 2 ** chance.uniform(-0.35, 0.35) * np.exp(chance.uniform(-0.12, 0.12, 3))
    offset, power, saturation = chance.uniform(-0.03, 0.03, 3), chance.uniform(0.88, 1.12), chance.uniform(0.8, 1.2)
    graded = np.clip(codes / 255 * slope + offset, 0, 1) ** power
    luma = (graded @ np.array([0.2126, 0.7152, 0.0722]))[..., None]
    return np.asarray(np.rint(255 * np.clip(luma + saturation * (graded - luma), 0, 1)), np.uint8)


def parted(codes: Bytes, overlap: int) -> tuple[Bytes, Bytes]:
    """The left of a picture as a reference and the right of it as a shot: `overlap` percent of it are in both."""
    kept = round(codes.shape[1] * (50 + overlap / 2) / 100)
    return codes[:, :kept], codes[:, codes.shape[1] - kept:]
