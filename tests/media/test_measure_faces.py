"""Faces found in real pictures, none in what is none, and people who stay through a take."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from workprint.film import Framing, shot_size
from workprint.media.faces import Face, faces, frame_people


def test_no_face_is_seen_where_there_is_none():
    chance = np.random.default_rng(1)
    for picture in (np.zeros((270, 480, 3)), chance.integers(0, 256, (270, 480, 3)), np.zeros((10, 900, 3)),
                    np.zeros((1, 1, 3))):
        assert faces(picture.astype(np.uint8)) == ()


HEADS = {"bbaf2n": (54, 242), "brbk7n": (66, 246), "lbax4n": (30, 228), "lrwp9a": (34, 246), "sbwe5n": (40, 224)}
"""Rows of crown and chin in the first picture of each clip (288 high), by eye."""


@pytest.mark.parametrize("name", HEADS)
def test_a_real_face_is_found_and_its_height_known_to_a_sixth(material: Path, name: str):
    with av.open(str(material / f"takes/grid/{name}.mpg")) as file:
        picture = next(file.decode(video=0)).to_ndarray(format="rgb24")
    (face,) = faces(picture)
    crown, chin = HEADS[name]
    assert abs(face.head / 1000 - (chin - crown) / 288) < (chin - crown) / 288 / 6
    assert abs(face.y / 1000 - (chin + crown) / 576) < 0.08
    assert 400 < face.x < 600
    assert shot_size(face.head) in ("CU", "BCU")


def test_people_who_stay_are_framed_from_left_to_right():
    samples = [(Face(300, 400, 250, 1500), Face(700 + place, 380, 200, 1200)) for place in (0, 10, -10, 5)]
    samples.append((Face(302, 398, 252, 900),))
    samples.append((Face(690, 380, 200, 900), Face(310, 402, 250, 1800), Face(500, 900, 90, 210)))
    assert frame_people(samples) == (Framing("", 250, 300, 400), Framing("", 200, 700, 380))


def test_a_walk_across_the_frame_is_one_person():
    walk = [(Face(100 + 60 * step, 400, 300, 1500),) for step in range(12)]
    assert len(frame_people(walk)) == 1


def test_nobody_is_framed_where_faces_flicker_or_are_none():
    assert frame_people([]) == frame_people([()] * 9) == ()
    assert frame_people([(Face(500, 500, 100, 250),)] + [()] * 9) == ()
