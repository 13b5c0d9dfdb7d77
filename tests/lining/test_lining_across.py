"""Takes held against each other: a word that one of them lacks or has otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lining_takes import SCENE, spoken

from workprint.film import Line, Reading, Scene, Word
from workprint.media.lining import Doubted, doubts, line_take, voice_of
from workprint.media.lining.accents import british
from workprint.media.lining.across import compared
from workprint.media.lining.notes import notes_on
from workprint.media.lining.voice import HOP, Voice, warped
from workprint.media.rehearsal import voices_installed
from workprint.media.rehearsal.plan import Plant

needs_voices = pytest.mark.skipif(
    not voices_installed(), reason="the rehearsal's voices need the extra 'voice'; install workprint[voice]")
WORDS = ["bring", "the", "water", "to", "him", "and", "go", "home", "now", "please"]
LONG = 10
"""Frames of each made word."""


def sounds(words: list[str], luck: np.random.Generator) -> Voice:
    """A made voice: every word is a walk through sounds of its own, said a little otherwise each time."""
    parts = []
    for word in words:
        own = np.random.Generator(np.random.PCG64(sum(map(ord, word))))
        parts.append(own.normal(0, 1, (LONG, 26)) + luck.normal(0, 0.25, (LONG, 26)))
    return np.concatenate(parts).astype(np.float32)


def reading(take: str, said: int, line: str = "1/1") -> Reading:
    """What a lining made of it that heard every word, the last of them pressed into what was said."""
    edges = [min(at * LONG, (said - 1) * LONG + at) for at in range(len(WORDS) + 1)]
    return Reading(take, line, tuple(Word(text, edges[at] * HOP, edges[at + 1] * HOP, "scripted", 800)
                                     for at, text in enumerate(WORDS)))


@pytest.mark.parametrize("seed", range(4))
def test_a_word_that_one_take_has_otherwise_is_doubted_there_and_nowhere_else(seed: int) -> None:
    luck = np.random.Generator(np.random.PCG64(seed))
    takes = [((reading(f"1/{at}", len(WORDS)),), sounds(WORDS, luck)) for at in range(1, 5)]
    other = [*WORDS[:3], "from", *WORDS[4:]]
    takes[2] = (takes[2][0], sounds(other, luck))
    assert doubts(takes) == (Doubted("1/3", "1/1", 1, 3),)


@pytest.mark.parametrize("gone", [2, 3, 5])
def test_a_word_that_one_take_lacks_gains_nothing(gone: int) -> None:
    luck = np.random.Generator(np.random.PCG64(gone))
    takes = [((reading(f"1/{at}", len(WORDS)),), sounds(WORDS, luck)) for at in range(1, 5)]
    without = sounds([word for at, word in enumerate(WORDS) if at != gone], luck)
    # The aligner found three frames for it at the end of the word before.
    edges = [at * LONG for at in range(gone)] + [gone * LONG - 3] + [at * LONG for at in range(gone, len(WORDS))]
    pressed = tuple(Word(text, start * HOP, out * HOP) for text, start, out in zip(
        WORDS, edges, edges[1:], strict=False))
    takes[1] = ((Reading("1/2", "1/1", pressed),), without)
    assert gone in {one.word for one in doubts(takes) if one.take == "1/2"}
    assert {one.take for one in doubts(takes)} == {"1/2"}


def test_takes_that_agree_are_not_doubted_and_too_few_words_say_nothing() -> None:
    luck = np.random.Generator(np.random.PCG64(9))
    takes = [((reading(f"1/{at}", len(WORDS)),), sounds(WORDS, luck)) for at in range(1, 4)]
    assert doubts(takes) == ()
    assert len(list(compared(takes))) == 3 * len(WORDS)
    assert doubts(takes[:1]) == ()
    assert doubts([]) == ()


def test_extra_and_missing_words_do_not_move_the_count() -> None:
    luck = np.random.Generator(np.random.PCG64(5))
    takes = [((reading(f"1/{at}", len(WORDS)),), sounds(WORDS, luck)) for at in range(1, 4)]
    words = takes[0][0][0].words
    extra = replace(words[0], text="well", heard="extra", out=words[0].start + HOP)
    gone = replace(words[4], out=words[4].start, heard="missing")
    takes[0] = ((replace(takes[0][0][0], words=(extra, *words[:4], gone, *words[5:])),), takes[0][1])
    # Word 5 is told already, and its neighbours have another company here than elsewhere.
    assert {one.word.word for one in compared(takes) if one.word.take == "1/1"} == set(range(1, 11)) - {4, 5, 6}
    assert doubts(takes) == ()


@settings(max_examples=30)
@given(st.integers(1, 12), st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(0, 99))
def test_any_two_voices_warp_and_a_voice_lies_nowhere_from_itself(frames: int, lengths: list[int], seed: int) -> None:
    luck = np.random.Generator(np.random.PCG64(seed))
    one = luck.normal(0, 1, (frames, 26)).astype(np.float32)
    others = [luck.normal(0, 1, (length, 26)).astype(np.float32) for length in lengths]
    along = warped(one, [one, *others])
    assert along.shape == (len(others) + 1, frames)
    assert np.abs(along[0]).max() < 1e-3
    assert np.isfinite(along).all()
    assert (along[1:] < 1e3).all()


@needs_voices
def test_a_left_out_to_is_doubted_in_the_take_that_lacks_it() -> None:
    faulty, clean = spoken(Plant("omit", "2/7", word=5)), spoken()
    lined = [line_take(SCENE, f"2/{at}", take.sound).readings for at, take in enumerate((clean, faulty, clean), 1)]
    told = [word for one in lined[1] if one.line == "2/7" for word in one.words if word.heard != "scripted"]
    found = doubts([(one, voice_of(take.sound, one)) for one, take in zip(lined, (clean, faulty, clean), strict=True)])
    assert told or {(one.take, one.line) for one in found} == {("2/2", "2/7")}
    assert {one.take for one in found} <= {"2/2"}


def test_british_vowels_are_another_way_to_say_a_word() -> None:
    assert british("car", ("K", "AA", "R")) == ("K", "AA")
    assert british("here", ("HH", "IH", "R")) == ("HH", "IH", "AH")
    assert british("was", ("W", "AA", "Z")) == ("W", "AO", "Z")
    assert british("far", ("F", "AA", "R")) == ("F", "AA")
    assert british("red", ("R", "EH", "D")) == ("R", "EH", "D")


def test_no_take_owes_a_line_that_was_adopted() -> None:
    scene = Scene("1", "INT. HUT - DAY", (
        Line("1/1", "spoken", "Bring water"), Line("1/1+1", "spoken", "hurry"), Line("1/2", "spoken", "Nobody goes"),
        Line("1/2+1", "spoken", "never")))
    said = (Reading("1/1", "1/1", (Word("bring", 0, 9), Word("water", 9, 20))),
            Reading("1/1", "1/2", (Word("nobody", 30, 40), Word("goes", 40, 50))))
    assert notes_on(scene, said) == ()
    assert notes_on(scene, said[1:]) == ("the take begins with line 1/2",)
