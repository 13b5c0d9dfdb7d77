"""A small grade of the small cut: for the goldens, the round trips and a look at whole files."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from workprint.film import Cut, Grade, Op, Shot, ShotGrade, content_hash

sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))
from small_cut import CUT as SOUNDED
from small_cut import MATERIAL, START

CUT = Cut(SOUNDED.scene, SOUNDED.rate, (*SOUNDED.shots[:2], Shot("", 0, 12), *SOUNDED.shots[2:]), SOUNDED.pieces)
CLAMPED = Op.of("cdl", slope_r=1_123_456, slope_b=999_999, offset_g=-12_345, offset_b=1, power_r=900_000,
                saturation=1_234_567, clamp=1)
FREE = Op.of("cdl", slope_g=1_050_000, power_b=1_000_001, saturation=0)
REST = Op.of("cdl")
CDLS = (CLAMPED, FREE, REST, REST)

GRADE = Grade(
    CUT.scene, content_hash(CUT), CUT.frames,
    (ShotGrade("1A/1", 100, 160, "ARRI LogC3 (EI800)", (CLAMPED,)),
     ShotGrade("1B/2", 240, 290, "Rec.1886 Rec.709 - Display",
               (Op.of("exposure", stops=-500), Op.of("split", shadow_hue=2400, shadow_amount=120))),
     ShotGrade("", 0, 12, ""), ShotGrade("1C/1", 5, 30, "S-Log3 S-Gamut3")),
    (FREE,))

ERRORS = {0: "mean 0.33, p99 2.3, worst 43 of 255 codes", -1: "mean 0.10, p99 0.8, worst 30 of 255 codes"}


def table(size: int, seed: int = 0) -> np.ndarray:
    """A cube that nothing is regular about: every corner moved by itself."""
    along = np.linspace(0, 1, size, dtype=np.float32)
    grid = np.stack(np.meshgrid(along, along, along, indexing="ij"), -1)
    return (grid + np.random.default_rng(seed).uniform(-0.1, 0.1, grid.shape)).astype(np.float32)


__all__ = ["CDLS", "CLAMPED", "CUT", "ERRORS", "FREE", "GRADE", "MATERIAL", "REST", "START", "table"]
