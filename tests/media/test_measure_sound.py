"""Loudness, level, pitch, performances and room tone, against sounds whose measures are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sounds import VOWELS, Floats, heard, pink, talk, vowel

from workprint.film import Performance, Rate, Reading, Word
from workprint.media.energy import against_each_other
from workprint.media.loudness import FLOOR, QUIETEST, level, loudness
from workprint.media.performance import perform
from workprint.media.room import room_tone
from workprint.media.voice import pitch

SECOND = 48_000


def tone(seconds: float, decibels: float, hertz: float = 1000) -> Floats:
    wave = np.sin(np.arange(int(seconds * SECOND)) * (2 * np.pi * hertz / SECOND))
    return np.asarray(wave * 10 ** (decibels / 20), np.float32)


@pytest.mark.parametrize(("parts", "expected"), [
    ([(20, -23)], -23), ([(20, -33)], -33), ([(10, -36), (60, -23), (10, -36)], -23),
    ([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23), ([(20, -26), (20.1, -20), (20, -26)], -23)])
def test_loudness_of_the_ebu_tones(parts, expected):
    """Cases 1 to 5 of EBU Tech 3341 (stereo 1 kHz tones), to its tolerance of 0.1 LU."""
    mono = np.concatenate([tone(seconds, decibels) for seconds, decibels in parts])
    assert abs(loudness(np.column_stack([mono, mono])) - 1000 * expected) <= 100


@given(st.integers(2, 19_199), st.integers(-60, -10))
@settings(max_examples=15)
def test_short_sounds_have_a_loudness_too(samples, decibels):
    found = loudness(tone(samples / SECOND, decibels))
    assert found >= QUIETEST
    if samples > 4_800:
        assert abs(found - 1000 * (decibels - 3)) < 300


def test_silence_is_the_floor_and_not_an_error():
    for silent in (np.zeros(0), np.zeros(1), np.zeros(SECOND), 1e-6 * tone(1, 0)):
        assert loudness(np.asarray(silent, np.float32)) == QUIETEST
    assert level(np.zeros(9, np.float32)) == level(np.zeros(0, np.float32)) == FLOOR
    assert level(tone(1, 0)) == pytest.approx(-3010, abs=2)


@pytest.mark.parametrize("hertz", [65, 82.4, 110, 175, 220, 311.1, 440, 490])
def test_pitch_of_tones_is_known_to_a_few_cents(hertz):
    found = pitch(tone(1, -20, hertz))
    assert (found[5:-5] > 0).all()
    assert np.abs(1200 * np.log2(found[5:-5] / hertz)).max() < 8


@pytest.mark.parametrize("formants", VOWELS, ids=str)
@pytest.mark.parametrize("hertz", [90, 140, 220, 330])
def test_pitch_of_vowels_is_their_fundamental(formants, hertz):
    found = pitch(vowel(hertz, formants, SECOND) * 0.3 + 0.002 * pink(SECOND, 1))[5:-5]
    assert (found > 0).mean() > 0.95
    assert np.abs(1200 * np.log2(found[found > 0] / hertz)).max() < 30


def test_pitch_follows_a_glide():
    hertz = np.geomspace(100, 300, 2 * SECOND)
    found = pitch(vowel(hertz, VOWELS[0], 2 * SECOND))
    middle = hertz[240::480][: len(found)]
    assert np.percentile(np.abs(1200 * np.log2(found[5:-5] / middle[5:-5])), 95) < 40


def test_noise_and_silence_have_no_pitch():
    assert (pitch(0.1 * pink(2 * SECOND, 3)) > 0).mean() < 0.05
    assert not pitch(np.zeros(SECOND, np.float32)).any()
    assert len(pitch(np.zeros(100, np.float32))) == 0
    assert len(pitch(np.zeros(4_810, np.float32))) == 10


def test_pitch_of_real_voices_lies_where_their_pictures_say(material: Path):
    for name, woman in {"bbaf2n": False, "brbk7n": True, "lbax4n": False, "lrwp9a": True, "sbwe5n": False}.items():
        found = pitch(heard(material / f"takes/grid/{name}.mpg"))
        assert (np.median(found[found > 0]) > 150) == woman


def words(*places: tuple[float, float]) -> tuple[Word, ...]:
    return tuple(Word("word", round(start * SECOND), round(out * SECOND)) for start, out in places)


def test_a_performance_tells_pace_pause_and_pitch():
    sound = np.concatenate([np.zeros(SECOND), vowel(200, VOWELS[0], SECOND), np.zeros(SECOND),
                            vowel(200, VOWELS[1], SECOND)]).astype(np.float32) * np.float32(0.2)
    found = perform(sound, words((1, 1.5), (1.5, 2), (3, 4)))
    assert (found.pace, found.pause, found.energy) == (90, SECOND, 500)
    assert abs(found.pitch - 200_000) < 1000
    assert found.pitch_range < 30
    assert perform(sound, ()) == Performance(QUIETEST, FLOOR, 0, 0, 500, 0, 0)
    missing = (Word("gone", 5, 5, "missing"),)
    assert perform(sound, missing) == perform(sound, ())


def reading(take: str, line: str, loud: int, hertz: int = 150_000, reach: int = 600) -> Reading:
    return Reading(take, line, words((0, 1)), performance=Performance(loud, loud, hertz, reach, 500, 150, 0))


def energies(readings: list[Reading], who: dict[str, str]) -> list[int]:
    return [one.performance.energy if one.performance else -1 for one in against_each_other(readings, who)]


def test_energy_is_told_within_one_speaker():
    who = {"1/1": "ANA", "1/2": "BEN"}
    found = energies([reading("1/1", "1/1", -30_000), reading("1/2", "1/1", -24_000, 190_000, 900),
                      reading("1/3", "1/1", -27_000), reading("1/1", "1/2", -10_000), reading("1/1", "", -5_000)], who)
    assert found[0] < found[2] < found[1]
    assert found[3:] == [500, 500]


def test_alike_readings_have_alike_energy():
    who = {"1/1": "ANA"}
    first, second = energies([reading("1/1", "1/1", -20_000), reading("1/2", "1/1", -19_800)], who)
    assert 0 < second - first < 40


@given(st.lists(st.integers(-60_000, -5_000), min_size=1, max_size=9), st.randoms())
def test_energy_keeps_the_order_of_loudness_and_not_that_of_the_list(loud, chance):
    who = {"1/1": "ANA"}
    readings = [reading(f"1/{place}", "1/1", value) for place, value in enumerate(loud)]
    found = dict(zip([one.take for one in readings], energies(readings, who), strict=True))
    assert all(0 <= value <= 1000 for value in found.values())
    ranked = [found[one.take] for one in sorted(readings, key=lambda one: one.performance.loudness)]  # type: ignore[union-attr]
    assert ranked == sorted(ranked)
    chance.shuffle(readings)
    assert dict(zip([one.take for one in readings], energies(readings, who), strict=True)) == found


def take_with(bumps: tuple[float, ...] = (), dead: tuple[float, float] | None = None) -> Floats:
    sound = 0.001 * pink(10 * SECOND, 1)
    sound[2 * SECOND : 5 * SECOND] += talk(3, 1)
    for place in bumps:
        sound[int(place * SECOND) :][:480] += 0.05
    if dead:
        sound[int(dead[0] * SECOND) : int(dead[1] * SECOND)] = 0
    return np.asarray(sound, np.float32)


def test_room_tone_keeps_clear_of_words_bumps_and_dead_sound():
    rate = Rate.parse("23.976")
    spoken = words((2, 5))
    assert room_tone(take_with(), spoken, rate) == (rate.frame_of(round(5.12 * SECOND)) + 1, 239)
    start, out = room_tone(take_with((7.0, 9.5)), spoken, rate) or (0, 0)
    assert (rate.sample(start) > 7 * SECOND, rate.sample(out) <= 9.5 * SECOND, out - start > 50) == (True, True, True)
    start, out = room_tone(take_with((), (5.0, 9.9)), spoken, rate) or (0, 0)
    assert (start, out - start > 40, rate.sample(out) <= 2 * SECOND - 5_760) == (0, True, True)


def test_room_tone_without_word_times_keeps_clear_of_talk():
    rate = Rate(25)
    start, out = room_tone(take_with(), (), rate) or (0, 0)
    assert rate.sample(start) >= 4.9 * SECOND
    assert out - start > 100


def test_no_room_tone_is_said_as_none():
    for sound in (np.zeros(0), np.zeros(SECOND), np.zeros(10)):
        assert room_tone(np.asarray(sound, np.float32), (), Rate(24)) is None
    assert room_tone(take_with(), words((0, 10)), Rate(24)) is None
