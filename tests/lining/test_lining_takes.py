"""Lining, held to takes whose every word is known (synthetic voices)."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from lining_takes import SCENE, Spoken, spoken

from workprint.film import BadValue, Line, Reading, Scene
from workprint.media.lining import Lined, line_take
from workprint.media.rehearsal import voices_installed
from workprint.media.rehearsal.plan import Plant

needs_voices = pytest.mark.skipif(
    not voices_installed(), reason="the rehearsal's voices need the extra 'voice'; install workprint[voice]")


def lined(take: Spoken) -> Lined:
    return line_take(SCENE, "2/1", take.sound)


def heard(readings: tuple[Reading, ...]) -> list[str]:
    return [reading.line for reading in readings]


@needs_voices
def test_every_line_of_a_clean_take_is_found_and_nothing_is_flagged() -> None:
    done = lined(spoken())
    assert heard(done.readings) == [line.id for line in SCENE.spoken]
    assert [reading.flags for reading in done.readings] == [()] * 7
    assert done.notes == ()
    assert done.belongs > 400


@needs_voices
def test_word_edges_lie_within_thirty_milliseconds_on_average() -> None:
    take = spoken()
    found = [word for reading in lined(take).readings for word in reading.words]
    assert [word.text for word in found] == [word.text for word in take.words]
    errors = [abs(one - other) for word, true in zip(found, take.words, strict=True)
              for one, other in ((word.start, true.start), (word.out, true.out))]
    assert np.mean(errors) / 48 < 30
    assert np.percentile(errors, 95) / 48 < 80


@needs_voices
def test_words_are_in_order_and_do_not_overlap() -> None:
    words = [word for reading in lined(spoken()).readings for word in reading.words]
    assert all(0 <= word.start < word.out for word in words)
    assert all(one.out <= other.start for one, other in pairwise(words))


@needs_voices
def test_a_line_left_out_is_noted() -> None:
    done = lined(spoken(Plant("omit", "2/4")))
    assert "2/4" not in heard(done.readings)
    assert "line 2/4 is not heard" in done.notes


@needs_voices
def test_a_word_left_out_is_missing() -> None:
    done = lined(spoken(Plant("omit", "2/6", word=4)))
    (reading,) = (one for one in done.readings if one.line == "2/6")
    assert "missing" in reading.flags
    assert [word.text for word in reading.words if word.heard == "missing"] == ["drink"]
    assert any(note.startswith("line 2/6 leaves out 'drink'") for note in done.notes)


@needs_voices
def test_another_word_is_changed_at_its_place() -> None:
    take = spoken(Plant("change", "2/3", word=3, say="waiting."))
    true = next(word for word in take.words if word.heard == "changed")
    (reading,) = (one for one in lined(take).readings if one.line == "2/3")
    assert any(word.heard in ("changed", "extra") and word.start < true.out and true.start < word.out
               for word in reading.words)


@needs_voices
def test_an_ad_lib_stands_between_the_lines_with_no_line() -> None:
    take = spoken(Plant("ad-lib", "2/5", who="LEO", say="Well, look at that."))
    done = lined(take)
    true = [word for word in take.words if not word.line]
    (reading,) = (one for one in done.readings if not one.line)
    assert reading.start < true[0].out
    assert reading.out > true[-1].start
    assert {word.heard for word in reading.words} == {"extra"}
    assert any("which is in no line" in note for note in done.notes)


@needs_voices
def test_a_line_said_twice_has_two_runs() -> None:
    done = lined(spoken(Plant("twice", "2/4")))
    assert [(one.line, one.run) for one in done.readings if one.line == "2/4"] == [("2/4", 1), ("2/4", 2)]
    assert any(note.startswith("line 2/4 is said again at") for note in done.notes)


@needs_voices
def test_a_line_begun_and_begun_again_is_broken_off_the_first_time() -> None:
    done = lined(spoken(Plant("fluff", "2/6", word=4, say="Sorry.")))
    first, second = (one for one in done.readings if one.line == "2/6")
    assert "missing" in first.flags
    assert second.flags == ("again",)


@needs_voices
def test_a_take_may_begin_and_end_in_the_middle_of_the_scene() -> None:
    done = lined(spoken(first="2/4", last="2/6"))
    assert heard(done.readings) == ["2/4", "2/5", "2/6"]
    assert done.notes[:2] == ("the take begins with line 2/4", "the take goes no further than line 2/6")


@needs_voices
def test_a_long_silence_changes_nothing() -> None:
    clean, paused = lined(spoken()), lined(spoken(Plant("silence", "2/3", length=6000)))
    assert heard(paused.readings) == heard(clean.readings)
    assert all(not reading.flags for reading in paused.readings)


@needs_voices
def test_a_take_of_another_scene_has_no_line_but_all_its_speech() -> None:
    other = Scene("9", "EXT. FIELD - DAY", (
        Line("9/1", "spoken", "Nine hundred sheep crossed the frozen bridge at midnight."),
        Line("9/2", "spoken", "Captain, the enemy batteries have fallen silent.")))
    done = line_take(other, "2/1", spoken().sound)
    assert done.belongs < 250
    assert set(heard(done.readings)) == {""}
    assert done.notes == ("no line of the scene is heard: this may be a take of another scene",)


@needs_voices
def test_the_same_take_is_lined_the_same_twice_and_survives_a_pickle() -> None:
    one, other = lined(spoken()), lined(spoken())
    assert one == other
    assert pickle.loads(pickle.dumps(one)) == one


@needs_voices
def test_a_film_s_own_dictionary_is_heard() -> None:
    strange = replace(SCENE, lines=(Line("2/1", "spoken", "Xqz ordered for me.", "IDA"), *SCENE.lines[1:]))
    done = line_take(strange, "2/1", spoken().sound, dictionary={"xqz": "Y UW"})
    assert [word.text for word in done.readings[0].words] == ["xqz", "ordered", "for", "me"]
    assert done.readings[0].flags == ()


@pytest.mark.parametrize("sound", [np.zeros(48_000, np.float32), np.zeros(0, np.float32), np.zeros(100, np.float32),
                                   np.full(48_000, 1e-5, np.float32)], ids=["silence", "empty", "short", "offset"])
def test_a_take_without_speech_has_no_reading(sound: np.ndarray) -> None:
    done = line_take(SCENE, "2/1", sound)
    assert (done.readings, done.belongs, done.notes) == ((), 0, ("nobody speaks in this take",))


def test_noise_is_no_line() -> None:
    noise = np.random.Generator(np.random.PCG64(3)).normal(0, 0.1, 4 * 48_000).astype(np.float32)
    noise[: 2 * 48_000] *= 0.001
    done = line_take(SCENE, "2/1", noise)
    assert all(not reading.line for reading in done.readings)


def test_a_scene_without_words_says_so() -> None:
    mute = Scene("3", "EXT. SEA - DAWN", (Line("3/1", "action", "Waves."),))
    assert line_take(mute, "3/1", np.zeros(48_000, np.float32)).notes == ("the scene has no spoken line",)


@pytest.mark.parametrize(("sound", "says"), [
    (np.zeros((2, 480), np.float32), "one channel of floating point samples at 48 kHz would do; mix it to mono"),
    (np.zeros(480, np.int16), "one channel of floating point samples"),
    (np.full(480, np.nan, np.float32), "the sound has samples that are not numbers"),
])
def test_a_sound_of_another_shape_is_refused(sound: np.ndarray, says: str) -> None:
    with pytest.raises(BadValue, match=says):
        line_take(SCENE, "2/1", sound)


def test_a_pronunciation_with_unknown_phones_is_refused() -> None:
    with pytest.raises(BadValue, match="the pronunciation of 'late' came as 'L EJ T'; phones of AA AE"):
        line_take(SCENE, "2/1", np.zeros(480, np.float32), dictionary={"late": "L EJ T"})
