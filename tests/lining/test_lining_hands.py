"""What a person corrects, and what a Whisper model may say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import BadTool, BadValue, NotOnTheDesk, Reading, ToolCard, Word
from workprint.media.lining import WhisperWords, correct

READINGS = (
    Reading("1/1", "1/1", (Word("is", 100, 200), Word("this", 250, 400, confidence=300),
                           Word("late", 400, 400, "missing"), Word("one", 500, 700))),
    Reading("1/1", "", (Word("(speech)", 900, 1000, "extra", 300),)),
    Reading("1/1", "1/1", (Word("is", 2000, 2100),), run=2))


@given(st.integers(200, 499), st.integers(201, 500))
def test_a_correction_moves_one_word_and_nothing_else(start: int, out: int) -> None:
    if out <= start:
        start, out = out - 1, start + 1
    done = correct(READINGS, "1/1", 1, 2, start, out)
    assert done[0].words[1] == Word("this", start, out, "scripted", 1000)
    assert done[0].words[:1] + done[0].words[2:] == READINGS[0].words[:1] + READINGS[0].words[2:]
    assert done[1:] == READINGS[1:]


def test_a_missing_word_that_a_person_hears_is_scripted() -> None:
    assert correct(READINGS, "1/1", 1, 3, 410, 480)[0].words[2] == Word("late", 410, 480, "scripted", 1000)


def test_the_second_run_and_an_ad_lib_can_be_corrected() -> None:
    assert correct(READINGS, "1/1", 2, 1, 1990, 2110)[2].start == 1990
    assert correct(READINGS, "", 1, 1, 910, 990)[1].words[0] == Word("(speech)", 910, 990, "extra", 1000)


@pytest.mark.parametrize(("args", "trouble", "says"), [
    (("1/9", 1, 1, 0, 9), NotOnTheDesk, r"reading 1 of line 1/9 was named; a reading of 1/1, \(no line\) would do"),
    (("1/1", 3, 1, 0, 9), NotOnTheDesk, "reading 3 of line 1/1 was named"),
    (("1/1", 1, 5, 0, 9), NotOnTheDesk, "word 5 of reading 1 of line 1/1 was named; a word from 1 to 4 would do"),
    (("1/1", 1, 2, 300, 300), BadValue, "the edges came as 300 and 300; a start from 0 and an out after it"),
    (("1/1", 1, 2, -5, 300), BadValue, "the edges came as -5 and 300"),
    (("1/1", 1, 2, 150, 300), BadValue, "edges between 200 and 500 would do"),
    (("1/1", 1, 2, 300, 600), BadValue, "correct the neighbour first"),
])
def test_a_correction_that_cannot_be_is_a_sentence(args: tuple[str, int, int, int, int], trouble: type[Exception],
                                                   says: str) -> None:
    with pytest.raises(trouble, match=says):
        correct(READINGS, *args)


@dataclass
class Part:
    t0: int
    t1: int
    text: str


class Fake:
    """A recogniser that hears two segments in anything."""

    def transcribe(self, media: np.ndarray, **settings: object) -> list[Part]:
        self.samples = len(media)
        return [Part(10, 30, " Is this"), Part(40, 60, " 21!")]


CARD = ToolCard("whisper-words", "0", "breakdown", "hears words", "not known", "not")


def test_whisper_s_words_have_places_in_the_take() -> None:
    fake = Fake()
    words = WhisperWords(CARD, fake).words(np.zeros(48_000, np.float32))
    assert fake.samples == 16_000
    assert [word.text for word in words] == ["is", "this", "twenty", "one"]
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert (words[0].start, words[-1].out) == (4800, 28_800)


def test_whisper_witnesses_against_the_script() -> None:
    reading = Reading("1/1", "1/1", (Word("is", 20_000, 22_000), Word("this", 22_000, 24_000),
                                     Word("late", 24_000, 28_000)))
    heard = WhisperWords(CARD, Fake()).witness(reading, np.zeros(96_000, np.float32))
    assert [(word.text, word.heard) for word in heard] == [
        ("is", "scripted"), ("this", "scripted"), ("twenty", "changed"), ("one", "extra")]
    assert heard[0].start == 20_000 - 9600 + 4800


def test_a_missing_model_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadTool, match=r"no Whisper model is at ggml-base\.bin; a ggml model file .*downloads nothing"):
        WhisperWords.load(tmp_path / "ggml-base.bin")


def test_a_file_of_another_kind_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "song.bin").write_bytes(b"RIFF0000")
    with pytest.raises(BadTool, match=r"song\.bin is no Whisper model of the ggml kind"):
        WhisperWords.load(tmp_path / "song.bin")


def test_a_missing_extra_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ggml.bin").write_bytes(b"lmgg")

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("workprint.media.lining.whisper.importlib.import_module", absent)
    with pytest.raises(BadTool, match=r"pywhispercpp is not installed.*pip install 'workprint\[whisper\]'"):
        WhisperWords.load(tmp_path / "ggml.bin")
