"""Pairing: LTC before waveform before clocks, each conflict said, each file without a partner named."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
from made_sounds import Floats, heard, room, talk, with_noise

from workprint.film import Original, Picture, Rate, Sound, Timecode
from workprint.media.ltc import Ltc, read_ltc, write_ltc
from workprint.media.pairing import Pairing, pair

SECOND = 48_000
RATE = Rate(24)


def picture(name: str, seconds: int = 12, *, clock: str = "", mute: bool = False) -> Original:
    sound = () if mute else (Sound("pcm_s16le", SECOND, 1, seconds * SECOND),)
    seen = Picture("h264", 1920, 1080, RATE, seconds * 24)
    code = Timecode.parse(clock, RATE) if clock else None
    return Original(name, f"A001/{name}", 1, seen, sound, code, "container" if clock else "")


def recording(name: str, seconds: int = 20, *, clock: str = "", tags: tuple[tuple[str, str], ...] = ()) -> Original:
    code = Timecode.parse(clock, RATE) if clock else None
    return Original(name, f"SOUND/{name}", 1, None, (Sound("pcm_s24le", SECOND, 1, seconds * SECOND),), code,
                    "bwf" if clock else "", tags)


def event(seed: int) -> tuple[Floats, Floats]:
    """What camera and recorder heard: the recorder 20 s, the camera from its fourth second 12 s."""
    whole = talk(20, seed)
    return with_noise(room(whole, seed)[4 * SECOND : 16 * SECOND], 12, 100 + seed), with_noise(whole, 30, 200 + seed)


def paired(pictures: list[Original], recordings: list[Original], sounds: Mapping[str, Floats],
           ltc: Mapping[str, Ltc] | None = None) -> Pairing:
    return pair(pictures, recordings, lambda file: sounds[file.hash], rate=RATE, ltc=ltc or {})


def test_each_picture_finds_its_sound_and_the_rest_are_named():
    one, two = event(1), event(2)
    found = paired([picture("1A-1.mov"), picture("1A-2.mov"), picture("1A-3.mov")],
                   [recording("T002.wav"), recording("T001.wav"), recording("T009.wav")],
                   {"1A-1.mov": one[0], "T001.wav": one[1], "1A-2.mov": two[0], "T002.wav": two[1],
                    "1A-3.mov": event(3)[0], "T009.wav": talk(20, 77)})
    assert [(one.picture, one.recording, abs(one.sync.offset + 4 * SECOND) < 50) for one in found.pairs] == [
        ("1A-1.mov", "T001.wav", True), ("1A-2.mov", "T002.wav", True)]
    assert dict(found.alone) == {
        "1A-3.mov": "no recording goes with 1A-3.mov: the camera's own sound is used",
        "T009.wav": "no picture goes with T009.wav: it stays a wild track"}
    assert found.conflicts == ()


def test_one_recording_serves_two_cameras():
    camera, recorder = event(4)
    found = paired([picture("A.mov"), picture("B.mov", 10)], [recording("T001.wav")],
                   {"A.mov": camera, "B.mov": camera[2 * SECOND :], "T001.wav": recorder})
    assert [(one.recording, round(one.sync.offset / SECOND)) for one in found.pairs] == [
        ("T001.wav", -4), ("T001.wav", -6)]
    assert found.alone == ()


def test_the_same_slate_is_tried_first_and_said():
    camera, recorder = event(5)
    tags = (("scene", "33B"), ("take", "2"))
    found = paired([picture("33B_T02.mov")], [recording("X1.wav"), recording("X2.wav", tags=tags)],
                   {"33B_T02.mov": camera, "X2.wav": recorder})  # X1 is not even read.
    assert found.pairs[0].recording == "X2.wav"
    assert found.pairs[0].says == "the sound of 33B_T02.mov is heard in X2.wav and the slate 33B/2 is the same"


def test_clocks_that_agree_are_measured_by_the_sound():
    camera, recorder = event(6)
    found = paired([picture("A.mov", clock="10:00:04:00")], [recording("T1.wav", clock="10:00:00:00")],
                   {"A.mov": camera, "T1.wav": recorder})
    assert abs(found.pairs[0].sync.offset + 4 * SECOND) < 50
    assert found.pairs[0].says == "the clocks of A.mov and T1.wav say so, and their sound agrees to 0 ms"
    assert found.conflicts == ()


def test_clocks_that_are_off_are_overruled_and_said():
    camera, recorder = event(7)
    sounds = {"A.mov": camera, "T1.wav": recorder}
    near = paired([picture("A.mov", clock="10:00:05:00")], [recording("T1.wav", clock="10:00:00:00")], sounds)
    far = paired([picture("A.mov", clock="15:00:04:00")], [recording("T1.wav", clock="10:00:00:00")], sounds)
    for found in (near, far):
        assert abs(found.pairs[0].sync.offset + 4 * SECOND) < 50
    assert near.conflicts == ("the clocks of A.mov and T1.wav are 1.000 s apart by their sound; the sound was "
                              "followed",)
    assert far.conflicts == ("the clocks of A.mov and T1.wav disagree by 5 h 0 min 0 s with their sound; the sound was "
                             "followed",)


def test_clocks_alone_do_for_a_mute_picture_over_midnight():
    found = paired([picture("A.mov", clock="00:00:01:00", mute=True)], [recording("T1.wav", clock="23:59:58:00")], {})
    assert found.pairs[0].sync.offset == -3 * SECOND
    assert (found.pairs[0].sync.how, found.pairs[0].sync.confidence) == ("timecode", 600)
    assert "has no sound to prove it" in found.pairs[0].says


def test_a_mute_picture_with_only_a_slate_is_told_what_is_missing():
    found = paired([picture("12A-3.mov", mute=True)], [recording("12A-3.wav")], {})
    assert found.pairs == ()
    assert found.alone[0] == ("12A-3.mov", "12A-3.mov is mute and 12A-3.wav has its slate 12A/3, but nothing tells "
                                           "where it begins: give the offset by hand")


def test_ltc_beats_the_recorders_clock_for_all_tracks_of_its_run():
    code = {"A.mov": write_ltc(Timecode.parse("18:34:20:00", RATE), 96_000),
            "R_Tr1.wav": write_ltc(Timecode.parse("18:34:17:02", RATE), 96_000)}
    ltc = {name: reading for name, sound in code.items() if (reading := read_ltc(sound))}
    run = [recording(name, clock="13:34:21:00") for name in ("R_Tr1.wav", "R_LR.wav")]
    found = paired([picture("A.mov", mute=True)], run, {}, ltc)
    # The run's other track has no LTC of its own, and is the one with something to hear.
    assert [(one.recording, one.sync.how) for one in found.pairs] == [("R_LR.wav", "ltc")]
    assert abs(found.pairs[0].sync.offset + round(Fraction(70, 24) * SECOND)) <= 2
    assert found.alone == ()
    assert found.conflicts == ("R_Tr1.wav: its clock says 13:34:21:00 and its LTC 18:34:17:02 for its first sample, "
                               "4 h 59 min 56 s apart; the LTC was followed",)


def test_the_real_five_hour_trap_is_said(material: Path):
    samples = material / "takes/ltcsync/samples"
    clock = Timecode.parse("13:34:21:00", RATE)
    recordings = [Original(name, str(samples / name), 1, None, (Sound("pcm_s24le", SECOND, 1, 633_664),), clock, "bwf")
                  for name in ("ZOOM0004_Tr1.WAV", "ZOOM0004_LR.WAV")]
    recordings.append(Original("ltc.wav", str(samples / "ltc.wav"), 1, None, (Sound("pcm_s16le", SECOND, 1, 288_000),)))
    with av.open(str(samples / "counter24+ltc.mp4")) as file:
        frames = file.streams.video[0].frames
    film = Original("counter.mp4", str(samples / "counter24+ltc.mp4"), 1, Picture("h264", 640, 480, RATE, frames),
                    (Sound("aac", SECOND, 1, 256_000),))
    sounds = {file.hash: heard(Path(file.path)) for file in [*recordings, film]}
    ltc = {name: reading for name, sound in sounds.items() if (reading := read_ltc(sound))}
    found = paired([film], recordings, sounds, ltc)
    assert [(one.recording, one.sync.how) for one in found.pairs] == [("ltc.wav", "ltc")]
    assert abs(found.pairs[0].sync.offset) <= 2
    assert any("4 h 59 min 56 s apart; the LTC was followed" in sentence for sentence in found.conflicts)
    assert {name for name, _ in found.alone} == {"ZOOM0004_Tr1.WAV", "ZOOM0004_LR.WAV"}
