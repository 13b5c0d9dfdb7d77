"""Slates out of file names, and what must never be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.exchange import slate_from_name
from workprint.film import Slate

SLATES = {
    "A001C003_1B_T2.mov": "1B/2", "A001C003_260101_1B_T2.mov": "1B/2", "A001_C003_1B_T2.mxf": "1B/2",
    "33B-2.wav": "33B/2", "Sc033B_Tk02.mov": "33B/2", "33B take 2": "33B/2", "033B_002.mov": "33B/2",
    "33_B_2.mov": "33B/2", "33-2.mov": "33/2", "SC_033_B_TK_02.mov": "33B/2", "S12A_T03.mov": "12A/3",
    "Scene 12A Take 3.mov": "12A/3", "slate 12A take 3.MP4": "12A/3", "12A_T3_MOS.mov": "12A/3",
    "12A-3_camA.mov": "12A/3", "12A-T3_A-cam.mov": "12A/3", "EP101_SC12_A_T3.mov": "12A/3", "2C-T1.wav": "2C/1",
    "Sr001-2C-01_01.wav": "2C/1", "Sr001-001-06_01.WAV": "1/6", "A101_1.WAV": "A101/1", "A101_1_1.WAV": "A101/1",
    "PT A101_4.A1.wav": "A101/4", "12.5A-3.wav": "12.5A/3", "rehearsal_1A_T2_sound.wav": "1A/2",
    "A001C001_1A_T1_sync.mov": "1A/1", "day 2/cards/A/33B-2.mov": "33B/2", r"D:\rushes\33B-2.mov": "33B/2",
    "33b_tk2.MOV": "33B/2", "1AA-10.wav": "1AA/10", "33B-2_Tr3.wav": "33B/2", "33B-2_LR.wav": "33B/2",
    "My Film 12A Take 3 v2.mov": "12A/3", "Sc5 T1.wav": "5/1", "1_1.wav": "1/1",
}

NONE = [
    "A001C003_260101.mov", "A001C003_260101_R1AB.mov", "A001_C003_0101AB.mov", "A118_C029_1102JR_001.R3D",
    "A_0076C001_230511_184122_h1CTJ.mxf", "A001C003.mov", "GOPR0123.mp4", "GX010023.MP4", "DSC_0012.mov",
    "IMG_1234.MOV", "MVI_0012.MOV", "C0001.mp4", "P1000123.MOV", "100_0012.mov", "20240501_123000.mp4",
    "2024-05-01 12-30-00.mov", "2024-T1.mov", "01-02-03.mov", "ZOOM0004_Tr1.WAV", "ZOOM0004_LR.WAV", "timbl_1.mp3",
    "cam01.mp4", "Trial_1", "take_2.mov", "T2.mov", "v2-3.mov", "ltc.wav", "counter24+ltc.mp4", "bbaf2n.mpg",
    "LTC_00_58_00_00__1mins_2997_df.wav", "Scene_1_2AG", "Scene_1_2AG-T001_Tr3.WAV", "B12_3.mov", "33I-2.mov",
    "33B-0.mov", "r4_excerpt2.ogg", "", ".", "/", "33B.mov", "final_v3.mov", "1080p_24.mov",
]


@pytest.mark.parametrize(("name", "slate"), SLATES.items())
def test_a_slate_is_read_from_the_name(name: str, slate: str) -> None:
    assert str(slate_from_name(name)) == slate


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_slate_is_not_guessed_at(name: str) -> None:
    assert slate_from_name(name) is None


@given(st.from_regex(r"\A[1-9][0-9]{0,2}[A-HJ-NP-Z]{1,2}\Z").filter(lambda one: "TK" not in one),
       st.integers(1, 99),
       st.sampled_from(["-", "_", " ", "-T", "_Tk", " take "]))
def test_every_slate_comes_back_from_its_own_name(scene: str, take: int, between: str) -> None:
    slate = Slate.parse(f"{scene}/{take}")
    for name in (f"{scene}{between}{take}.mov", f"A001C003_{scene}{between}{take:02}.mov"):
        assert slate_from_name(name) == slate


@given(st.text(max_size=80))
def test_any_name_has_a_slate_or_none(name: str) -> None:
    slate = slate_from_name(name)
    assert slate is None or Slate.parse(str(slate)) == slate
