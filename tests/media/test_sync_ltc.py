"""LTC: what is written is read, at every rate, through noise and damage; what is no LTC is not taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sounds import heard, pink, talk, with_noise
from scipy.signal import resample_poly

from workprint.film import BadValue, Rate, Timecode
from workprint.media.ltc import RATES, Ltc, read_ltc, write_ltc

COUNTERS = [(rate, False) for rate in RATES] + [(RATES[3], True)]


def same_line(found: Ltc | None, start: Timecode) -> bool:
    """Whether a reading lies on the counter that began with `start` at sample 0, to two samples."""
    if found is None or (found.rate, found.drop) != (start.rate, start.drop):
        return False
    return abs(start.rate.sample(found.timecode.frame - start.frame) - found.at_sample) <= 2


@given(st.sampled_from(COUNTERS), st.integers(0, 23 * 3600 * 23), st.integers(20_000, 70_000), st.integers(0, 9_000))
def test_what_is_written_is_read_at_every_rate(counter, frame, samples, cut):
    start = Timecode(frame, *counter)
    sound = write_ltc(start, samples)[cut:]
    found = read_ltc(sound)
    assert found is not None
    assert same_line(Ltc(found.timecode, found.at_sample + cut, found.rate, found.drop, 3), start)


@pytest.mark.parametrize(("rate", "drop"), COUNTERS, ids=str)
@pytest.mark.parametrize("decibels", [20, 10, 5])
def test_level_polarity_and_noise_do_not_matter(rate, drop, decibels):
    start = Timecode.parse("09:59:58:10", rate, drop=drop)
    noisy = write_ltc(start, 150_000)
    noisy = noisy + np.random.default_rng(decibels).standard_normal(len(noisy)) * 0.5 * 10 ** (-decibels / 20)
    for gain in (1.0, -0.01):
        assert same_line(read_ltc((noisy * gain).astype(np.float32)), start)


def test_eight_bits_and_a_coarse_sampling_do_not_matter():
    start = Timecode.parse("01:02:03:04", Rate(25))
    coarse = np.round(resample_poly(write_ltc(start, 96_000), 147, 320) * 100) / 128
    assert same_line(read_ltc(resample_poly(coarse, 320, 147).astype(np.float32)), start)


@pytest.mark.parametrize("speed", [0.9, 0.99, 1.01, 1.1])
def test_a_tape_that_runs_off_speed_still_tells_the_frames(speed):
    wave = write_ltc(Timecode.parse("10:00:00:05", Rate(25)), 144_000)
    played = np.interp(np.arange(0, len(wave) - 1, speed), np.arange(len(wave)), wave).astype(np.float32)
    found = read_ltc(played, rate_hint=Rate(25))
    assert found is not None
    assert found.rate == 25
    later = found.timecode.frame - Timecode.parse("10:00:00:05", Rate(25)).frame
    assert abs(found.at_sample - later * 1920 / speed) <= 2


def test_a_hint_decides_only_where_the_speed_does_not():
    slow = Rate.parse("23.976")
    wave = write_ltc(Timecode.parse("10:00:00:00", Rate(24)), 96_000)
    between = np.interp(np.arange(0, len(wave) - 1, 1 / 1.0005), np.arange(len(wave)), wave).astype(np.float32)
    readings = read_ltc(between, rate_hint=slow), read_ltc(wave, rate_hint=slow)
    assert [found and found.rate for found in readings] == [slow, Rate(24)]


def test_damage_loses_frames_and_no_more():
    start = Timecode.parse("10:00:00:00", Rate(24))
    wave = write_ltc(start, 240_000)
    for at in range(10_000, 240_000, 30_000):
        wave[at : at + 1_500] = 0
    found = read_ltc(wave)
    assert same_line(found, start)
    assert found is not None
    assert 80 < found.frames_read < 119


def test_time_code_that_begins_late_is_placed_where_it_begins():
    late = np.concatenate([0.2 * pink(1_200_000, 3).clip(-3, 3), write_ltc(Timecode.parse("12:00:00:00", Rate(25)),
                                                                            96_000)]).astype(np.float32)
    found = read_ltc(late)
    assert found is not None
    assert abs(found.at_sample - 1_200_000 - 1920 * (found.timecode.frame - 12 * 3600 * 25)) <= 2


@pytest.mark.parametrize("sound", [
    np.zeros(48_000), np.zeros(0), np.ones(5), np.full(96_000, 0.3), talk(8, 1), with_noise(talk(8, 2), 0, 2),
    pink(240_000, 4) * 0.1, np.sin(np.arange(240_000) * 0.26), np.sign(np.sin(np.arange(240_000) * 0.2618)),
    np.sign(np.sin(np.arange(240_000) * 0.1309))], ids=range(10))
def test_what_is_no_time_code_is_not_taken_for_it(sound):
    assert read_ltc(np.asarray(sound, np.float32)) is None


def test_above_thirty_frames_there_is_no_ltc():
    with pytest.raises(BadValue, match="30 or fewer would do; count every second picture"):
        write_ltc(Timecode(0, Rate(50)), 100)


def test_real_time_code_reads_as_known(material: Path):
    folder, truth = material / "takes", json.loads((material / "takes" / "TRUTH.json").read_text())["ltcsync"]
    for name in ("ZOOM0004_Tr1.WAV", "ltc.wav"):
        found, known = read_ltc(heard(folder / "ltcsync/samples" / name)), truth[name]
        assert found is not None
        assert (str(found.timecode), found.rate) == (known["first"], known["fps"])
        assert abs(found.at_sample - known["at_sample"]) <= 1
    assert read_ltc(heard(folder / "ltcsync/samples/ZOOM0004_LR.WAV")) is None


def test_real_drop_frame_and_real_video_read_as_known(material: Path):
    samples = material / "takes/ltcsync/samples"
    drop = read_ltc(heard(samples / "LTC_00_58_00_00__1mins_2997_df.wav"))
    # The minute begins with ;02, which begins at sample 0, so its first whole edge-to-edge frame is ;03.
    assert drop is not None
    assert (str(drop.timecode), drop.drop, abs(drop.at_sample - 1600) <= 2) == ("00:58:00;03", True, True)
    video = read_ltc(heard(samples / "counter24+ltc.mp4"))
    assert video is not None
    assert (str(video.timecode), video.rate) == ("04:49:33:12", 24)


def test_a_real_eight_bit_tape_reads_as_its_listing(material: Path):
    folder = material / "takes/libltc/tests"
    raw = (np.fromfile(folder / "timecode.raw", np.uint8).astype(np.float32) - 128) / 128
    found = read_ltc(resample_poly(raw, 320, 147).astype(np.float32))  # It was sampled at 22.05 kHz.
    first = (folder / "timecode.txt").read_text().splitlines()[0]
    assert found is not None
    assert str(found.timecode) in first
    assert abs(found.at_sample - 626 * 320 / 147) <= 6
    assert found.frames_read >= 46
