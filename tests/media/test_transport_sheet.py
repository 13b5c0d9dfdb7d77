"""A string-out as a picture shows each shot as long as it lasts, black included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from workprint.film import Shot
from workprint.media.sheet import EDGE, GROUND, PANEL, STRIP, WIDTH, Cell, Map, Strip, draw_sheet, label


def test_black_is_drawn_black_and_as_long_as_it_lasts(tmp_path: Path) -> None:
    red = np.full((54, 96, 3), (200, 0, 0), np.uint8)
    shots = (Shot("1A/1", 0, 24), Shot("", 0, 48), Shot("1A/1", 24, 36, lasts=24))
    cells = tuple(Cell(red if shot.take else None, shot.frames, label(shot)) for shot in shots)
    drawn = draw_sheet("t", [Strip("1", "", cells)], Map(("pace", (1, 2)), ("closeness", (1, 2)), (0,)),
                       tmp_path / "s.png")
    picture = np.asarray(Image.open(drawn).convert("RGB"))
    row = picture[EDGE + 46 + 24 + 10, EDGE:WIDTH - EDGE]
    quarter = len(row) // 4
    assert [row[at].tolist() for at in (0, quarter, 2 * quarter, 3 * quarter, 3 * quarter + 9)] == [
        [200, 0, 0], list(PANEL), [0, 0, 0], [200, 0, 0], [200, 0, 0]]
    assert (row == GROUND).all(axis=1).sum() == 3, "a line of the ground parts the shots"
    assert (row == 0).all(axis=1).sum() == quarter - 1 + quarter - 2
    assert picture[EDGE + 46 + 24 + STRIP, EDGE + quarter + 5].tolist() == list(GROUND)


def test_a_shot_is_labelled_with_its_speed() -> None:
    assert [label(shot) for shot in (
        Shot("", 0, 12), Shot("1A/1", 0, 24), Shot("1A/1", 0, 24, lasts=12), Shot("1A/1", 0, 24, lasts=48),
        Shot("1A/1", 0, 24, backwards=True), Shot("1A/1", 4, 5, lasts=30), Shot("1A/1", 4, 5))] == [
        "black", "1A/1", "1A/1 200 %", "1A/1 50 %", "1A/1 -100 %", "1A/1 still", "1A/1"]
