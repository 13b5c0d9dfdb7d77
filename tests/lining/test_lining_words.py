"""The words of a line as they are spoken, and how they are pronounced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.media.lining import words_of
from workprint.media.lining.model import senones
from workprint.media.lining.saying import say


@pytest.mark.parametrize(("text", "spoken"), [
    ("It’s *not* — I mean… _no_.", "it's not i mean no"),
    ("Twenty-one—no, 22!", "twenty one no twenty two"),
    ("Born in 1999, not 1905 or 2012.", "born in nineteen ninety nine not nineteen oh five or twenty twelve"),
    ("The '90s, the 1980s.", "the nineties the nineteen eighties"),
    ("Meet me at 7:05, or 10:30, or 3:00.", "meet me at seven oh five or ten thirty or three o'clock"),
    ("5pm or 10 a.m.?", "five p m or ten a m"),
    ("$3.50, £1, $5 million, 50%", "three dollars fifty one pound five million dollars fifty percent"),
    ("the 21st, the 3rd, the 12th", "the twenty first the third the twelfth"),
    ("2.5km and 1/2 and 3/4", "two point five kilometers and one half and three quarters"),
    ("1,200 of 10,000,000", "one thousand two hundred of ten million"),
    ("Dr. Lee & Mrs. O'Brien's", "doctor lee and missus o'brien's"),
    ("U.S.A. R2D2 007", "u s a r two d two zero zero seven"),
    ("rock 'n' roll, goin' with 'em", "rock 'n roll goin' with 'em"),
    ("'Hello there,' he said.", "hello there he said"),
    ("(quietly) Yes. [a pause] No.", "yes no"),
    ("No. 5? No, 6.", "number five no six"),
    ("-5 degrees, 72°", "minus five degrees seventy two degrees"),
    ("naïve café", "naïve café"), ("…", ""), ("", ""),
])
def test_a_line_is_read_aloud(text: str, spoken: str) -> None:
    assert " ".join(words_of(text)) == spoken


@given(st.text(max_size=80))
def test_words_are_lower_case_without_marks_whatever_comes(text: str) -> None:
    for word in words_of(text):
        assert word
        assert not set(word) & set(' *_."“”?!,;:()[]{}—…')
        assert word == word.lower()
        assert not any("0" <= letter <= "9" for letter in word)


@given(st.lists(st.sampled_from(["you", "it's", "don't", "twenty", "o'clock", "goin'", "'em", "late"]), max_size=8))
def test_words_that_are_spoken_already_stay(words: list[str]) -> None:
    assert words_of(" ".join(words)) == tuple(words)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'éøß", min_size=1, max_size=16))
def test_every_latin_word_can_be_said_in_phones_of_the_model(word: str) -> None:
    ways = say(word)
    assert bool(ways) == bool(set(word) - {"'"}) or word.strip("'") in {"h", "w", "gh"}
    assert all(phone in senones().speech for way in ways for phone in way)


def test_endings_and_compounds_follow_the_words_they_are_made_of() -> None:
    assert say("selfies") == (("S", "EH", "L", "F", "IY", "Z"),)
    assert say("workprint") == (("W", "ER", "K", "P", "R", "IH", "N", "T"),)
    assert say("привет") == ()


def test_the_model_knows_a_phone_by_its_neighbours() -> None:
    model = senones()
    assert len(model.of_word(("K", "IY"))) == 6
    assert model.of_word(("K", "IY"), "S", "T") != model.of_word(("K", "IY"))
    assert model.of_word(("AA",)) != model.plain["AA"]
