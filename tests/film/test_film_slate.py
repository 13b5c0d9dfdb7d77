"""Slates as people and files write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import BadValue, Slate


@pytest.mark.parametrize(("text", "slate"), [
    ("33B/2", ("33", "B", 2)), ("33B-2", ("33", "B", 2)), ("33B_T2", ("33", "B", 2)), ("33B take 2", ("33", "B", 2)),
    ("33b tk02", ("33", "B", 2)), ("33/1", ("33", "", 1)), ("33 B/2", ("33", "B", 2)), ("33AA/12", ("33", "AA", 12)),
    ("A33B/2", ("A33", "B", 2)), (" 1/1 ", ("1", "", 1)), ("1B/010", ("1", "B", 10)), ("12.1A/3", ("12.1", "A", 3)),
    ("33AB/1", ("33", "AB", 1)), ("33A B/1", ("33A", "B", 1)), ("33I B/1", ("33I", "B", 1)), ("33T/2", ("33", "T", 2)),
    ("33 T2", ("33", "", 2)), ("33 TK 2", ("33", "", 2)), ("33 T 2", ("33", "", 2)), ("33A T 2", ("33", "A", 2)),
    ("33A take 2", ("33", "A", 2)), ("33T T2", ("33", "T", 2)),
])
def test_slates_are_read(text, slate):
    assert Slate.parse(text) == Slate(*slate)


@pytest.mark.parametrize("text", ["", "33", "33B", "33B/", "/2", "33B/0", "33I/2", "33O/1", "B/2", "33B/2/3",
                                  "33B/two", "1" * 200, "33B/-2"])
def test_what_is_no_slate_is_said_so(text):
    with pytest.raises(BadValue) as error:
        Slate.parse(text)
    assert str(error.value) == (f"the slate came as {text!r}; scene, setup, take as in 33B/2 would do; give it again")


letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O: they read as 1 and 0 on a clapper


@given(st.integers(1, 9999), st.text(letters, max_size=2), st.integers(1, 999))
def test_a_slate_is_read_back_from_its_own_text(scene, setup, take):
    slate = Slate(str(scene), setup, take)
    assert Slate.parse(str(slate)) == slate


@given(st.integers(1, 9999), st.sampled_from(letters), st.text(letters, min_size=1, max_size=2), st.integers(1, 999))
def test_letters_of_a_scene_and_of_a_setup_are_kept_apart(scene, letter, setup, take):
    slate = Slate(f"{scene}{letter}", setup, take)
    assert Slate.parse(str(slate)) == slate


@given(st.text())
def test_no_text_breaks_the_reader(text):
    try:
        slate = Slate.parse(text)
    except BadValue:
        return
    assert Slate.parse(str(slate)) == slate


def test_slates_sort_as_a_log_does():
    assert sorted([Slate("33", "B", 10), Slate("33", "B", 2), Slate("33", "", 1)]) == [
        Slate("33", "", 1), Slate("33", "B", 2), Slate("33", "B", 10)]
