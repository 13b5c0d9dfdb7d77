"""How much moves in a take, on a scale fine enough for a face."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from test_measure_look import measured, view

from workprint.media.look import NAMES, Look
from workprint.media.motion import motion_of


def test_stir_is_motion_on_a_finer_scale(tmp_path: Path) -> None:
    look = measured(*(view(0, step, seed=step) for step in (0, 2, 5, 11, 11)))
    assert look.stir[0] == 0
    assert np.abs(look.stir[1:] - 20 * look.motion[1:].astype(int)).max() <= 10
    assert look.stir[3] == pytest.approx(500, rel=0.15)  # six of the twelve pixels that can be told
    still, nod = view(0, 0), view(0, 0, seed=1)
    nod[40:72, 88:120] = view(1, 0, seed=1)[40:72, 88:120]
    face = measured(still, nod)
    assert face.motion[1] == 0
    assert face.stir[1] >= 2
    assert measured(*(view(0, 0, seed=seed) for seed in range(4))).stir.max() <= 10
    assert not measured(*(view(0, 0, grain=0.5, seed=seed) for seed in range(4))).stir.any()


def test_motion_is_read_for_every_frame_and_missing_where_nothing_is_kept(tmp_path: Path) -> None:
    look = measured(view(0, 0), view(0, 3, seed=1), view(2, 3, seed=2))
    look.save(tmp_path / "look.npz")
    assert motion_of(tmp_path / "look.npz", 3) == tuple(look.stir.tolist())
    assert motion_of(tmp_path / "look.npz", 2) == tuple(look.stir.tolist()[:2])
    assert motion_of(tmp_path / "look.npz", 5) == (*look.stir.tolist(), 0, 0)
    assert motion_of(tmp_path / "none.npz", 3) == ()
    (tmp_path / "broken.npz").write_bytes((tmp_path / "look.npz").read_bytes()[:300])
    assert motion_of(tmp_path / "broken.npz", 3) == ()


def test_a_look_measured_before_there_was_a_finer_scale_still_tells(tmp_path: Path) -> None:
    look = measured(view(0, 0), view(0, 3, seed=1))
    with (tmp_path / "old.npz").open("wb") as file:
        np.savez_compressed(file, **{name: getattr(look, name) for name in NAMES if name != "stir"})
    coarse = tuple(20 * int(value) for value in look.motion)
    assert motion_of(tmp_path / "old.npz", 2) == coarse
    assert tuple(Look.load(tmp_path / "old.npz").stir.tolist()) == coarse
