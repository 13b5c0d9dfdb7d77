"""What a reading says that the script does not, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import Heard, Line, Reading, Word
from workprint.media.lining import differs, words_of

LINE = Line("1/2", "spoken", "Is it the 7:05 to Lewes?", "ANA")


def reading(*words: tuple[str, Heard]) -> Reading:
    return Reading("1/1", "1/2", tuple(
        Word(text, at * 100, at * 100 + (0 if heard == "missing" else 90), heard)
        for at, (text, heard) in enumerate(words)))


def as_written(*, but: Sequence[tuple[int, tuple[str, Heard]]] = ()) -> list[tuple[str, Heard]]:
    words: list[tuple[str, Heard]] = [(text, "scripted") for text in words_of(LINE.text)]
    for place, other in but:
        words[place] = other
    return words


def test_a_reading_as_written_differs_in_nothing() -> None:
    assert differs(reading(*as_written()), LINE) == ()


@pytest.mark.parametrize(("words", "says"), [
    (as_written(but=[(6, ("to", "missing"))]), ("leaves out 'to'",)),
    (as_written(but=[(2, ("a", "changed")), (6, ("for", "changed"))]), ("says 'a' for 'the'", "says 'for' for 'to'")),
    (as_written(but=[(0, ("it", "changed")), (1, ("is", "changed"))]), ("says 'it is' for 'is it'",)),
    ([("well", "extra"), *as_written()], ("begins with 'well'",)),
    ([*as_written(), ("please", "extra"), ("dear", "extra")], ("adds 'please dear' after 'lewes'",)),
    (as_written(but=[(3, ("seven", "missing")), (4, ("oh", "missing")), (5, ("five", "missing"))]),
     ("leaves out 'seven oh five'",)),
])
def test_what_differs_is_told_in_order(words: list[tuple[str, Heard]], says: tuple[str, ...]) -> None:
    assert differs(reading(*words), LINE) == says


def test_a_word_that_is_not_surely_heard_is_told() -> None:
    words = (Word("is", 0, 9), Word("it", 9, 12, "scripted", 400))
    assert differs(Reading("1/1", "1/2", words), LINE) == ("'it' is not surely heard",)


@given(st.lists(st.tuples(st.sampled_from(["is", "it", "the", "no", ""]),
                          st.sampled_from(["scripted", "changed", "extra", "missing"])), max_size=9))
def test_any_reading_can_be_told(words: list[tuple[str, Heard]]) -> None:
    told = differs(reading(*words), LINE)
    assert len(told) <= len(words)
    assert bool(told) == any(heard != "scripted" for _, heard in words)
