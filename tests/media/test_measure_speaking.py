"""Faces are named by the mouth that moves, on made film with known truth."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from workprint.film import Framing
from workprint.media.speaking import mouth_motion, name_faces

PEOPLE = (Framing("", 400, 250, 450), Framing("", 400, 750, 450))
SPOKEN = {"ANA": [(10, 30), (60, 75)], "BEN": [(35, 55), (80, 100)]}


def _film(path: Path, mouths: tuple[str, str], *, nod: bool = False) -> Path:
    """Two grey faces; the mouth of each flickers in the lines of one character."""
    chance = np.random.default_rng(5)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=24, options={"qp": "4"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(110):
            picture = np.full((180, 320, 3), 110, np.uint8)
            for one, who in zip(PEOPLE, mouths, strict=True):
                x, y = one.x * 320 // 1000, one.y * 180 // 1000
                up = int(4 * np.sin(number)) if nod else 0
                picture[y - 36 + up:y + 36 + up, x - 25:x + 25] = 190
                if any(start <= number < out for start, out in SPOKEN.get(who, ())):
                    picture[y + 14 + up:y + 24 + up, x - 10:x + 10] = chance.integers(30, 200)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path


@pytest.mark.parametrize("mouths", [("ANA", "BEN"), ("BEN", "ANA"), ("", "ANA"), ("", "")])
@pytest.mark.parametrize("nod", [False, True])
def test_a_face_is_named_by_whose_lines_move_its_mouth(tmp_path: Path, mouths: tuple[str, str], nod: bool) -> None:
    film = _film(tmp_path / "faces.mp4", mouths, nod=nod)
    named = name_faces(PEOPLE, mouth_motion(film, PEOPLE), SPOKEN)
    assert tuple(one.who for one in named) == mouths


def test_nobody_is_named_where_nothing_is_heard(tmp_path: Path) -> None:
    film = _film(tmp_path / "faces.mp4", ("ANA", "BEN"))
    assert name_faces(PEOPLE, mouth_motion(film, PEOPLE), {}) == PEOPLE


def test_a_voice_of_the_only_character_names_a_real_speaker(material: Path, tmp_path: Path) -> None:
    from workprint.film import Rate
    from workprint.media import Shape, make_proxy, probe
    from workprint.media.faces import faces, frame_people
    from workprint.media.stills import read_pictures

    make_proxy(probe(material / "takes" / "grid" / "bbaf2n.mpg"), tmp_path / "proxy.mp4", rate=Rate(25), shape=Shape())
    people = frame_people([faces(picture) for picture in read_pictures(tmp_path / "proxy.mp4", [15, 40])])
    spoken = {"SPEAKER": [(14, 56)]}  # GRID sentences lie in the middle two thirds of three seconds
    named = name_faces(people, mouth_motion(tmp_path / "proxy.mp4", people), spoken)
    assert [one.who for one in named] == ["SPEAKER"]
