"""What the colour room looks at, and what it hands over: cubes, strips, exact stills, and a picture to go by."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from test_web_colour import graded_film as graded_film

from workprint.desk import Desk
from workprint.doors.web.app import web_app
from workprint.doors.web.colouring import WIDEST, in_bytes, keep_reference
from workprint.film import BadValue, CannotRead, Trouble


@pytest.fixture(scope="module")
def client(graded_film: Path) -> Iterator[TestClient]:
    with TestClient(web_app(graded_film, token="t"), base_url="http://127.0.0.1",
                    headers={"authorization": "Bearer t"}) as client:
        yield client


@pytest.fixture(scope="module")
def alt(client: TestClient) -> str:
    return str(client.post("/verbs/show", json={"craft": "colour"}).json()["shown"][0]["id"])


def png(picture: np.ndarray) -> bytes:
    made = io.BytesIO()
    Image.fromarray(picture).save(made, "PNG")
    return made.getvalue()


def test_a_table_is_sent_red_slowest_blue_fastest_and_held_within_its_ends() -> None:
    table = np.zeros((2, 2, 2, 3), np.float32)
    table[1, 0, 0], table[0, 0, 1] = (0.25, -3, 7), (0, 0.5, 1)
    sent = np.frombuffer(in_bytes(table), "<u2").reshape(-1, 3)
    assert sent[4].tolist() == [16384, 0, 65535]
    assert sent[1].tolist() == [0, 32768, 65535]


@pytest.mark.parametrize("size", [17, 33])
def test_the_cube_of_a_shot_is_the_desk_s(client: TestClient, alt: str, graded_film: Path, size: int) -> None:
    answer = client.get(f"/lut/{alt}", params={"shot": 2, "size": size})
    assert answer.headers["cache-control"].endswith("immutable")
    sent = np.frombuffer(answer.content, "<u2").reshape(size, size, size, 3) / 65535
    with Desk.open(graded_film) as desk:
        wanted = desk.lut(alt, scene="2", shot=2, size=size)
    assert np.abs(sent - np.clip(wanted, 0, 1)).max() <= 1 / 65535
    assert client.get("/lut/ungraded").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("asked", ["/lut/ungraded?shot=99", "/lut/ungraded?size=1000", "/lut/nothing",
                                   "/gradestrip/nothing", "/gradestill/nothing", "/gallerystill?name=nothing"])
def test_what_is_not_there_is_told_in_a_sentence(client: TestClient, asked: str) -> None:
    answer = client.get(asked)
    assert answer.status_code in (404, 409, 422)
    assert "; " in answer.json()["trouble"]


def test_a_strip_has_a_picture_of_every_shot(client: TestClient, alt: str) -> None:
    shots = len(client.post("/verbs/grading", json={"alt": alt}).json()["shots"])
    with Image.open(io.BytesIO(client.get(f"/gradestrip/{alt}").content)) as strip:
        assert strip.format == "JPEG"
        assert strip.width / strip.height == pytest.approx(shots * 16 / 9, rel=0.02)


def test_an_exact_still_is_a_png_of_the_original_s_size(client: TestClient, alt: str) -> None:
    with Image.open(io.BytesIO(client.get(f"/gradestill/{alt}", params={"shot": 1}).content)) as still:
        assert (still.format, still.size) == ("PNG", (960, 540))


def test_a_still_of_the_gallery_is_as_small_as_it_was_asked_for(client: TestClient) -> None:
    assert client.post("/verbs/grab", json={"name": "kitchen/night ?", "shot": 1, "alt": "1"}).status_code == 200
    answer = client.get("/gallerystill", params={"name": "kitchen/night ?", "height": 90})
    with Image.open(io.BytesIO(answer.content)) as still:
        assert still.size == (160, 90)


def test_a_picture_to_go_by_is_kept_once_and_a_proposal_finds_it(client: TestClient, graded_film: Path) -> None:
    picture = png(np.full((30, 40, 3), (200, 120, 60), np.uint8))
    first, again = (client.put("/reference/harbour", content=picture).json()["reference"] for _ in range(2))
    assert first == again
    assert Path(first).parent == graded_film / "stills"
    assert sorted(path.suffix for path in (graded_film / "stills").iterdir()) == [".png"]


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 80, b"<svg/>", b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_refused_with_a_sentence(client: TestClient, content: bytes) -> None:
    answer = client.put("/reference/harbour", content=content)
    assert answer.status_code == 422
    assert "is no picture that can be read" in answer.json()["trouble"]


@pytest.mark.parametrize("name", ["..", "a/b", "a\\b", "", "CON", "a\nb", "x" * 300])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    picture = png(np.zeros((4, 4, 3), np.uint8))
    try:
        kept = keep_reference(tmp_path / "stills", name, picture)
    except Trouble:
        assert not list(tmp_path.rglob("*.png"))
    else:
        assert kept.parent == tmp_path / "stills"
        assert kept.resolve().is_relative_to(tmp_path.resolve())


def test_a_huge_picture_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = png(np.zeros((1, WIDEST + 1, 3), np.uint8))
    with pytest.raises(BadValue, match="up to 4096 would do"):
        keep_reference(tmp_path / "stills", "huge", huge)
    with pytest.raises(CannotRead):
        keep_reference(tmp_path / "stills", "cut short", png(np.zeros((90, 90, 3), np.uint8))[:60])
