"""A tone by pointing at something: measured by every craft, told where it comes from, refused with a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import av
import numpy as np
import pytest

from workprint.desk import Desk
from workprint.film import CannotRead, Trouble
from workprint.media.watched import watch_film

SHOTS = ((200, 40, 40), (30, 160, 60), (60, 60, 200), (210, 210, 60), (40, 190, 190), (180, 60, 190))
"""A colour for each shot of a made film."""


def film_of(path: Path, frames: int) -> Path:
    """A film of plain shots, `frames` pictures each at 24 a second."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 128, 72, "yuv420p"
        for colour in SHOTS:
            picture = np.broadcast_to(np.array(colour, np.uint8), (72, 128, 3)).copy()
            for _ in range(frames):
                out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode())
    return path


def paces(desk: Desk, name: str) -> int:
    return next((one.setting for one in desk.tone(name).leans if one.dial == "pace"), 0)


@pytest.mark.parametrize("frames", [12, 40, 72])
def test_a_film_is_seen_to_have_the_shots_that_it_was_made_of(tmp_path: Path, frames: int) -> None:
    seen = watch_film(film_of(tmp_path / "made.mp4", frames))
    assert len(seen.lengths) == len(SHOTS)
    assert all(abs(one - 1000 * frames / 24) <= 1 for one in seen.lengths)


def test_a_slower_film_makes_a_slower_tone_and_says_what_was_measured_and_what_was_not(
        desk: Desk, tmp_path: Path) -> None:
    file = film_of(tmp_path / "theirs.mp4", 200)
    told = desk.tone("like that", like=str(file))
    (pace,) = [one for one in told.leans if one.dial == "pace"]
    assert pace.setting < 0
    assert "measured from theirs.mp4: 8.4 s a shot, yours" in pace.says
    assert "theirs.mp4 says nothing of closeness: of a film only the cuts are told" in told.silent
    (entry,) = desk.ledger.entries("tone")
    assert entry.body["like"] == {"name": "theirs.mp4", "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def test_a_film_that_no_cut_of_the_scene_comes_near_moves_nothing_and_says_so(desk: Desk, tmp_path: Path) -> None:
    told = desk.tone("like that", like=str(film_of(tmp_path / "theirs.mp4", 10)))
    assert told.leans == ()
    assert any(one.startswith("pace stays: theirs.mp4 has 0.4 s a shot") for one in told.silent)


def test_a_cut_of_the_scene_is_a_reference_and_the_history_tells_it(desk: Desk) -> None:
    shown = desk.propose(want=60).shown
    quick = max(shown, key=lambda one: dict(one.axes)["pace"])
    slow = min(shown, key=lambda one: dict(one.axes)["pace"])
    desk.tone("one", like=quick.id)
    desk.tone("other", like=slow.id)
    assert paces(desk, "one") > paces(desk, "other")
    desk.tone("one", dial=["silence=-200"])
    rows = desk.tone("one", history=True).history
    assert [one.who for one in rows] == ["Edna", "Edna"]
    assert rows[0].says.startswith(f"like cut {quick.id[:8]}: ")
    assert "cutting silence -200 (set by hand)" in rows[1].says
    desk.undo()
    assert len(desk.tone("one", history=True).history) == 1


@pytest.mark.parametrize("name", ["nothing here", "s99", "scene 44", "x" * 5000, "\0"])
def test_what_is_not_there_is_answered_with_a_sentence_and_no_tone_is_made(desk: Desk, name: str) -> None:
    with pytest.raises(Trouble) as caught:
        desk.tone("like nothing", like=name)
    assert str(caught.value).count(";") >= 2
    assert desk.tones() == ()


@pytest.mark.parametrize("suffix", [".mp4", ".otio", ".edl", ".png", ".fcpxml", ".aaf"])
def test_a_file_that_is_none_is_answered_with_a_sentence(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(b"\x00\x01 this is no such file \xff" * 40)
    with pytest.raises(CannotRead) as caught:
        desk.tone("like nothing", like=str(path))
    assert str(caught.value).count(";") >= 2
    assert desk.tones() == ()
