"""A finished film, watched: its cuts are found where they are, and not where light flickers or a camera moves."""

from __future__ import annotations

import json
import os
from pathlib import Path

import av
import numpy as np
import pytest

from workprint.film import CannotRead
from workprint.media.watched import cuts, watch_film

MATERIAL = Path(os.environ.get("WORKPRINT_MATERIAL") or Path(__file__).resolve().parents[3] / "shared" / "material")


def film(path: Path, lengths: list[int], *, flash: int = -1, drift: int = 2) -> Path:
    """Made shots of so many frames each, panning; one white frame at `flash`."""
    chance = np.random.Generator(np.random.PCG64(11))
    at = 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=24)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 128, 72, "yuv420p", 4_000_000
        for frames in lengths:
            picture = np.kron(chance.integers(0, 255, (6, 8, 3)), np.ones((12, 16, 1))).astype(np.uint8)
            for n in range(frames):
                shown = np.full_like(picture, 255) if at == flash else np.roll(picture, drift * n, axis=1)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(shown, format="rgb24")))
                at += 1
        container.mux(stream.encode())
    return path


def test_shots_have_the_lengths_that_they_were_cut_to(tmp_path: Path) -> None:
    lengths = [48, 30, 72, 24, 60]
    told = watch_film(film(tmp_path / "made.mp4", lengths))
    assert [round(one * 24 / 1000) for one in told.lengths] == lengths
    assert len(told.pictures) >= 8
    assert told.pictures[0].shape == (36, 64, 3)


def test_a_flash_and_a_moving_camera_are_no_cuts(tmp_path: Path) -> None:
    told = watch_film(film(tmp_path / "flash.mp4", [96], flash=40, drift=1))
    assert len(told.lengths) <= 2
    assert cuts([0.0, *[30.0] * 40]) == []
    assert cuts([0.0, *[2.0] * 20, 60.0, *[2.0] * 20]) == [21]


def test_what_has_no_picture_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "sound.wav"), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=48000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4800), np.int16), format="s16", layout="mono")
        frame.sample_rate = 48000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with pytest.raises(CannotRead, match="no moving picture"):
        watch_film(tmp_path / "sound.wav")
    with pytest.raises(CannotRead, match="it is not there"):
        watch_film(tmp_path / "gone.mp4")


def test_most_cuts_of_real_films_are_found_and_few_are_made_up() -> None:
    truth = MATERIAL / "cuts" / "TRUTH.json"
    if not truth.is_file():
        pytest.skip("films whose cuts a person marked are not at hand; set WORKPRINT_MATERIAL to where they are")
    told = {name: one for name, one in json.loads(truth.read_text()).items() if not name.startswith("_")}
    found = sum(max(0, len(watch_film(MATERIAL / name).lengths) - 1) for name in told)
    true = sum(len(one["cuts"]) for one in told.values())
    assert 0.85 * true <= found <= 1.1 * true
