"""A breath before a line is heard, whatever is around it, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_sounds import VOWELS, Floats, pink, vowel
from scipy.signal import butter, sosfilt

from workprint.film import SAMPLE_RATE, Word
from workprint.media.breath import AFTER, breath, room_level
from workprint.media.performance import perform
from workprint.media.recording import read_sound

WORD = 4 * SAMPLE_RATE
"""Sample at which the word begins in every made take."""
SAID = 0.1
"""Level of the word: RMS, -20 dBFS."""


def noise(seconds: float, level: float, seed: int, low: float = 300, high: float = 5000) -> Floats:
    """Noise through a throat: a band, swelling and falling. `level` is its RMS in dBFS."""
    samples = int(seconds * SAMPLE_RATE)
    white = np.random.default_rng(seed).standard_normal(samples + 4800)
    throat = sosfilt(butter(2, (low, high), "bandpass", fs=SAMPLE_RATE, output="sos"), white)[4800:]
    throat = throat * np.sin(np.linspace(0.15 * np.pi, 0.85 * np.pi, samples)) ** 0.5
    return np.asarray(throat / np.sqrt(np.mean(throat**2)) * 10 ** (level / 20), np.float32)


def take(*laid: tuple[float, Floats], room: float = -75, seed: int = 1, word: float = SAID) -> Floats:
    """Six seconds of a take: a room, a word after four seconds, and sounds at so many seconds before that word."""
    sound = pink(6 * SAMPLE_RATE, seed) * np.float32(10 ** (room / 20))
    said = vowel(140.0, VOWELS[0], SAMPLE_RATE // 2)
    sound[WORD:WORD + len(said)] += said * np.float32(word / np.sqrt(np.mean(said**2)))
    for seconds, other in laid:
        at = WORD - int(seconds * SAMPLE_RATE)
        sound[at:at + len(other)] += other
    return sound


def heard(sound: Floats, before: float | None = None) -> int:
    """Length in ms; `before` is where speech ended, in seconds before the word."""
    return breath(sound, WORD, WORD - int(before * SAMPLE_RATE) if before is not None else 0, room_level(sound))


@given(st.integers(160, 700), st.integers(-58, -38), st.integers(0, 200), st.integers(0, 99))
@settings(max_examples=30)
def test_a_breath_is_told_with_its_length(length: int, level: int, gap: int, seed: int) -> None:
    sound = take(((length + gap) / 1000, noise(length / 1000, level, seed)), seed=seed)
    assert heard(sound) == pytest.approx(length, abs=60)


@pytest.mark.parametrize("hertz", [50, 60, 100, 150])
def test_hum_hides_no_breath_and_is_none(hertz: int) -> None:
    at = np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE
    hum = (0.02 * np.sin(2 * np.pi * hertz * at) + 0.006 * np.sin(6 * np.pi * hertz * at)).astype(np.float32)
    assert heard(take() + hum) == 0
    assert heard(take((0.5, noise(0.4, -45, 3))) + hum) == pytest.approx(400, abs=60)


def test_silence_and_room_are_no_breath() -> None:
    for room in (-90, -75, -60, -50):
        assert heard(take(room=room)) == 0
    dead = take()
    dead[:WORD] = 0
    assert heard(dead) == 0
    dead[WORD - 24_000:WORD - 4_800] = noise(0.4, -50, 5)
    assert heard(dead) == pytest.approx(400, abs=60)
    assert room_level(np.zeros(48_000, np.float32)) == -120
    assert breath(np.zeros(0, np.float32), 0, 0, -120.0) == 0
    assert breath(take(), 6 * SAMPLE_RATE, 0, -80.0) == 0


def test_the_tail_of_the_word_before_is_no_breath() -> None:
    ring = noise(0.6, -30, 4) * np.exp(-np.arange(int(0.6 * SAMPLE_RATE)) / (0.12 * SAMPLE_RATE)).astype(np.float32)
    sound = take((0.6, ring))
    assert heard(sound, before=0.6) == 0
    both = take((0.9, ring), (0.35, noise(0.3, -42, 6)))
    assert heard(both, before=0.9) == pytest.approx(300, abs=80)


def test_a_breath_straight_after_a_word_is_one() -> None:
    for before in (0.45, 0.5, 0.43):
        assert heard(take((0.45, noise(0.4, -42, 7))), before) == pytest.approx(400, abs=80)


def test_other_things_before_a_word_are_no_breath() -> None:
    hiss = noise(0.09, -34, 8, 3500, 9000)
    assert heard(take((0.09, hiss))) == 0, "the word's own s"
    hummed = vowel(180.0, VOWELS[1], int(0.4 * SAMPLE_RATE)) * np.float32(0.02)
    assert heard(take((0.5, hummed))) == 0, "somebody who hums"
    knock = noise(0.3, -60, 9)
    knock[2000:2480] += noise(0.01, -30, 9)
    assert heard(take((0.4, knock))) == 0, "a knock that rings"
    assert heard(take(((600 + 300) / 1000, noise(0.6, -45, 10)))) == 0, "a sigh that ended too long before"
    assert AFTER < 0.3 * SAMPLE_RATE
    assert heard(take((0.5, noise(0.4, -24, 11)))) == 0, "as loud as the word: a wave, a truck"


def test_a_reading_has_its_breath_in_its_performance() -> None:
    sound = take((0.5, noise(0.4, -45, 12)))
    word = Word("ah", WORD, WORD + SAMPLE_RATE // 2)
    assert perform(sound, [word]).breath == pytest.approx(400, abs=60)
    assert perform(sound, [word], before=WORD - 4800).breath == 0
    assert perform(sound, []).breath == 0


def test_breaths_of_a_real_speaker_are_heard(material: Path) -> None:
    """An interview recorded across a room. Words and breaths as they were marked by eye on its spectrogram.

    At 9.82 s the marks have none, though a faint noise is there.
    """
    (path,) = (material / "takes").rglob("timbl_1.mp3")
    sound = read_sound(path)
    room = room_level(sound)
    drawn = [(3.37, 2.98, 190), (6.32, 5.76, 370), (12.43, 11.95, 280), (18.03, 17.60, 340), (23.66, 23.12, 430),
             (33.62, 33.20, 270), (35.32, 34.95, 180), (42.78, 42.39, 260)]
    none = [(0.41, 0), (2.26, 2.02), (4.49, 4.22), (6.91, 6.62), (8.26, 7.95), (9.82, 9.22), (15.78, 15.38),
            (17.23, 17.03), (24.83, 23.95), (36.60, 36.38), (37.33, 36.95), (43.34, 43.12), (44.22, 43.97),
            (46.82, 46.73), (47.54, 47.45)]

    def told(word: float, before: float) -> int:
        return breath(sound, round(word * SAMPLE_RATE), round(before * SAMPLE_RATE), room)

    assert [told(word, before) for word, before, _ in drawn] == [pytest.approx(one, abs=110) for _, _, one in drawn]
    assert [word for word, before in none if told(word, before)] in ([], [9.82])
