"""Sync by waveform: the right place to a quarter frame and far below, the drift, and no place where there is none."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sounds import Floats, clocked, heard, pink, room, talk, with_noise

from workprint.film import Rate, Timecode
from workprint.media.ltc import write_ltc
from workprint.media.sync import find_sync

QUARTER_FRAME = 500
"""Samples in a quarter frame at 24 frames a second."""
SECOND = 48_000


@cache
def scene(seconds: int, seed: int) -> Floats:
    return talk(seconds, seed)


@given(st.integers(-20 * SECOND, 20 * SECOND), st.integers(0, 3), st.booleans())
@settings(max_examples=15)
def test_any_offset_is_found_to_a_sample(offset, seed, flipped):
    event = scene(50, seed)
    picture, recording = event[20 * SECOND : 40 * SECOND], event[20 * SECOND + offset :][: 10 * SECOND]
    if offset > 10 * SECOND or offset < -7 * SECOND:
        recording = event[20 * SECOND + offset :][: 25 * SECOND]
    overlap = min(20 * SECOND, offset + len(recording)) - max(0, offset)
    found = find_sync(with_noise(room(picture, seed), 15, 1), -recording if flipped else recording)
    if overlap >= 3 * SECOND:
        assert found is not None
        assert abs(found.offset - offset) <= 2
    elif found is not None:
        assert abs(found.offset - offset) < QUARTER_FRAME


@pytest.mark.parametrize("seconds", [3, 5, 10])
@pytest.mark.parametrize("decibels", [10, 0])
def test_short_overlaps_in_noise_and_room_are_found(seconds, decibels):
    for seed in range(2):
        event, overlap = scene(50, seed), seconds * SECOND
        early, late = event[: 30 * SECOND], event[30 * SECOND - overlap :]
        found = find_sync(with_noise(room(early, seed), decibels, seed), with_noise(late, 30, seed + 9))
        assert found is not None
        assert abs(found.offset - (30 * SECOND - overlap)) < QUARTER_FRAME
        found = find_sync(with_noise(room(late, seed), decibels, seed), with_noise(early, 30, seed + 9))
        assert found is not None
        assert abs(found.offset + 30 * SECOND - overlap) < QUARTER_FRAME


@pytest.mark.parametrize("ppm", [50, -50, 7])
def test_drift_over_minutes_is_known_to_two_parts_per_million(ppm):
    event = np.concatenate([scene(50, seed) for seed in range(3)])
    recording = clocked(event[7 * SECOND :], ppm)
    found = find_sync(with_noise(room(event[: 130 * SECOND], 1), 10, 1), recording)
    assert found is not None
    assert abs(found.offset - 7 * SECOND) <= 5
    assert abs(found.drift_ppb - 1000 * ppm) < 2000


def test_unrelated_talk_is_refused():
    for seed in range(6):
        picture = with_noise(room(scene(20, seed), seed), 10, seed)
        assert find_sync(picture, with_noise(talk(30, 100 + seed), 20, seed + 50)) is None


def _clap(sound: Floats, at: int) -> Floats:
    clap = np.random.default_rng(5).standard_normal(2_400) * np.exp(-np.arange(2_400) / 240)
    loud = sound.copy()
    loud[at : at + 2_400] += np.asarray(clap, np.float32)
    return loud


def test_what_two_takes_have_in_common_is_no_sync():
    one, two = scene(20, 1), scene(20, 2)
    time = np.arange(len(one)) / SECOND
    hum = sum(np.sin(2 * np.pi * 50 * part * time + part) / part for part in range(1, 20)) * 0.05
    tone = 0.1 * np.sin(2 * np.pi * 1000 * time)
    for first, second in [
        (one + hum, two + np.roll(hum, 777)), (one + tone, two + np.roll(tone, 333)), (tone, tone[100:]),
        (with_noise(_clap(one, 48_000), 25, 1), with_noise(_clap(two, 60_000), 25, 2)),
        (write_ltc(Timecode.parse("10:00:00:00", Rate(25)), len(one)),
         write_ltc(Timecode.parse("10:01:13:00", Rate(25)), len(one))),
    ]:
        assert find_sync(np.asarray(first, np.float32), np.asarray(second, np.float32)) is None


def test_a_loop_that_fits_in_many_places_is_refused():
    loop = np.tile(scene(20, 1)[: 2 * SECOND], 10)
    assert find_sync(with_noise(loop, 20, 1), with_noise(loop[SECOND:], 20, 2)) is None


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(1), np.zeros(2 * SECOND), np.ones(2 * SECOND), np.zeros(7)])
def test_nothing_to_hear_is_refused(sound):
    silent = np.asarray(sound, np.float32)
    for first, second in [(silent, scene(20, 1)), (scene(20, 1), silent), (silent, silent)]:
        assert find_sync(first, second) is None


def test_a_span_keeps_the_search_inside():
    event = scene(50, 1)
    picture, recording = with_noise(event[: 30 * SECOND], 10, 1), event[5 * SECOND : 25 * SECOND]
    near = find_sync(picture, recording, span=(4 * SECOND, 6 * SECOND))
    assert near is not None
    assert near.offset == 5 * SECOND
    assert find_sync(picture, recording, span=(10 * SECOND, 12 * SECOND)) is None


def test_real_recordings_lie_where_they_were_published(material: Path):
    folder = material / "takes/audio-offset-finder/tests/audio"
    known = json.loads((material / "takes/TRUTH.json").read_text())["audio-offset-finder"]
    for first, others in known.items():
        for second, truth in others.items() if first.startswith("A=") else ():
            found = find_sync(heard(folder / first[2:]), heard(folder / second))
            assert found is not None
            assert abs(found.offset / SECOND - truth["measured"]) < 0.0005
            assert abs(found.offset / SECOND - truth.get("published", truth["measured"])) < 0.0104


def test_a_real_unrelated_pair_of_one_programme_is_refused(material: Path):
    folder = material / "takes/audio-offset-finder/tests/audio"
    assert find_sync(heard(folder / "r4_excerpt.ogg"), heard(folder / "r4_excerpt2.ogg")) is None


def test_real_voices_in_real_rooms_and_noise(material: Path):
    speech = material / "speech"
    voice = heard(speech / "whisper/tests/jfk.flac")
    noise = heard(speech / "speechbrain/tests/samples/noise/noise1.wav")
    for index in (1, 2, 3, 4):
        answer = heard(speech / f"speechbrain/tests/samples/RIRs/rir{index}.wav")
        answer = answer[np.argmax(np.abs(answer)) :] / np.abs(answer).max()
        wet = np.convolve(voice[: 6 * SECOND], answer[:8_000])[: 6 * SECOND]
        camera = wet + noise[: 6 * SECOND] * np.sqrt(np.mean(wet**2) / np.mean(noise[: 6 * SECOND] ** 2))
        found = find_sync(camera.astype(np.float32), voice[3 * SECOND :] + 1e-4 * pink(len(voice), 1)[3 * SECOND :])
        assert found is not None
        assert abs(found.offset - 3 * SECOND) < QUARTER_FRAME


def test_real_voices_that_are_unrelated_are_refused(material: Path):
    grid = [heard(path) for path in sorted((material / "takes/grid").glob("*.mpg"))]
    pairs = [(one, two) for one in range(len(grid)) for two in range(len(grid)) if one != two]
    assert [pair for pair in pairs if find_sync(grid[pair[0]], grid[pair[1]])] == []
