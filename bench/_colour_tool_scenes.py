"""Cuts with their pictures for the colour tool: real frames where the material is there, made rooms where it is not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from workprint.film import Brief, Cut, Rate, Shot
from workprint.media.colour import pixels, seen_of
from workprint.media.faces import faces
from workprint.testing import made_brief, made_material

MATERIAL = Path(os.environ.get("WORKPRINT_MATERIAL") or Path(__file__).resolve().parents[2] / "shared" / "material")
TEARS = "cuts/mdn-shared-assets/videos/tears-of-steel-battle-clip-medium.webm"
SPACE = "Rec.1886 Rec.709 - Display"

SURE = 500
"""Score of a face from which it is taken. Source: our choice, in thousandths of dlib's."""

WIDE = 64
"""Pixels across, about, of a frame that is measured on. Source: our choice: many more than the tool solves on."""

Picture = NDArray[np.float32]


def scene() -> tuple[str, Brief]:
    """A cut of many shots with a picture of each, and what it is."""
    path = MATERIAL / TEARS
    if not path.is_file():
        return "made room, 20 shots", made_brief("colour", want=24, shots=20)
    truth = json.loads((MATERIAL / "cuts" / "TRUTH.json").read_text())[TEARS]
    ends = [0, *truth["cuts"], truth["frames"]]
    runs = [(one, two) for one, two in pairwise(ends) if two - one > 8][:20]
    wanted = {(one + two) // 2: at for at, (one, two) in enumerate(runs)}
    shots = tuple(Shot(f"1/{at + 1}", 0, two - one) for at, (one, two) in enumerate(runs))
    seen = tuple(seen_of(rgb, shot=wanted[frame], take=f"1/{wanted[frame] + 1}", frame=frame - runs[wanted[frame]][0],
                         space=SPACE) for frame, rgb in _frames(path, wanted))
    return "Tears of Steel, 20 shots", replace(_brief(shots), seen=seen)


def _brief(shots: tuple[Shot, ...]) -> Brief:
    return Brief(made_material(), want=24, cut=Cut("1", Rate(24), shots, ()))


def stills() -> tuple[tuple[str, Brief, Picture], ...]:
    """Every second of the frames that are there, each as a cut of one shot, with the frame (rows, columns, 3)."""
    found = [(name, rgb) for name, rgb in _stills() if rgb is not None][::2]
    if not found:
        room = made_brief("colour").seen
        return tuple((f"made {at}", _one(pixels(one), one.faces), pixels(one)) for at, one in enumerate(room))
    return tuple((name, _one(rgb, _boxes(rgb)), np.asarray(_smaller(rgb) / np.float32(255))) for name, rgb in found)


def _one(rgb: NDArray[Any], boxes: Sequence[tuple[int, int, int, int]]) -> Brief:
    seen = seen_of(rgb, shot=0, take="1/1", frame=0, space=SPACE, faces=boxes)
    return replace(_brief((Shot("1/1", 0, 48),)), seen=(seen,))


def _stills() -> Iterator[tuple[str, NDArray[np.uint8] | None]]:
    for path in sorted((MATERIAL / "takes" / "grid").glob("*.mpg")):
        yield f"GRID {path.stem}", next((rgb for _, rgb in _frames(path, {20: 0})), None)
    for path in sorted((MATERIAL / "takes" / "pose2sim").rglob("Trial_1/videos/*.mp4")):
        yield f"pose2sim {path.stem}", next((rgb for _, rgb in _frames(path, {30: 0})), None)
    for path in sorted((MATERIAL / "interchange" / "aces-looks" / "img").glob("*.jpg")):
        yield path.stem, np.asarray(Image.open(path).convert("RGB"))
    if (MATERIAL / TEARS).is_file():
        yield from ((f"Tears {at}", rgb) for at, rgb in _frames(MATERIAL / TEARS, dict.fromkeys(range(60, 1600, 220))))


def _frames(path: Path, wanted: dict[int, Any]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    with av.open(str(path)) as container:
        for at, frame in enumerate(container.decode(video=0)):
            if at in wanted:
                yield at, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
            if at >= max(wanted):
                return


def _smaller(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    by = max(1, rgb.shape[1] // WIDE)
    return rgb[::by, ::by]


def _boxes(rgb: NDArray[np.uint8]) -> tuple[tuple[int, int, int, int], ...]:
    """Faces as boxes in thousandths, found in a picture that is large enough for dlib."""
    by = max(1, round(1000 / max(rgb.shape[:2])))
    large = np.asarray(Image.fromarray(rgb).resize((rgb.shape[1] * by, rgb.shape[0] * by)))
    found = []
    for face in faces(large):
        if face.score >= SURE:
            wide = face.head * rgb.shape[0] * 3 // (rgb.shape[1] * 8)
            found.append((max(0, face.x - wide), max(0, face.y - face.head // 2),
                          min(1000, face.x + wide), min(1000, face.y + face.head // 2)))
    return tuple(found)
