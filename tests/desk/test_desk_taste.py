"""A person's taste on the desk: theirs alone, readable, changed by their word, carried, lent, withdrawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.desk.tasting import _read
from workprint.film import BadValue, CannotRead, NotAllowed, NotOnTheDesk
from workprint.testing import made_material


def choose(desk: Desk, times: int, most: str = "pace") -> None:
    """Circle, some times, whatever has most of one axis among what is shown."""
    for _ in range(times):
        shown = desk.show().shown
        desk.circle(str(max(shown, key=lambda one: dict(one.axes)[most]).number))


@pytest.fixture
def marked(desk: Desk) -> Desk:
    desk.propose(want=120)
    choose(desk, 8)
    return desk


def test_what_is_believed_is_told_in_sentences_with_the_answers_behind_it(marked: Desk) -> None:
    told = marked.taste_show()
    assert (told.who, told.craft, told.on, told.lessons, told.start) == ("Edna", "cutting", True, 8, "")
    assert marked.taste.chance({"pace": 900}, {"pace": 100}) > 650
    assert all(one.says and 600 <= one.sure <= 1000 and one.lessons for one in told.beliefs)
    assert "few" in told.honest
    assert any(re.match(r"you circled \d+\.\d s a shot where \d", line) for line in marked.taste_why("pace"))
    with pytest.raises(NotOnTheDesk, match="the axis came as 'charm'"):
        marked.taste_why("charm")


def test_a_taste_is_of_one_person_and_nobody_elses(marked: Desk) -> None:
    mine = marked.taste
    with marked.signed("Ben"):
        assert marked.taste.lessons == 0
        marked.circle("1")
        assert marked.taste.lessons == 1
    assert marked.taste == mine


def test_a_withdrawn_taste_is_as_if_it_had_never_been(marked: Desk, tmp_path: Path) -> None:
    marked.taste_withdraw()
    with Desk.new(tmp_path / "never", title="Never", person="Edna") as never:
        put_on_record(never, made_material(lines=8, takes=5, seed=3))
        assert marked.taste == never.taste
    choose(marked, 2)
    assert marked.taste.lessons == 2
    assert marked.verify().ok


def test_a_wish_for_some_lines_is_more_or_less_and_no_amount(marked: Desk) -> None:
    before = len(marked.ledger)
    with pytest.raises(BadValue, match="'pace on late lines' came as about 400; more or less would do"):
        marked.taste_edit("pace on late lines", "about", 400)
    assert len(marked.ledger) == before
    marked.taste_edit("pace on late lines", "less")
    said = next(one for one in marked.taste_show().beliefs if one.axis == "pace on late lines")
    assert said.says == "you said that you like a slower pace on late lines than on others"


def test_what_a_person_says_of_their_taste_is_believed_and_undo_takes_it_back(marked: Desk) -> None:
    before = marked.taste
    marked.taste_edit("pace", "less")
    said = next(one for one in marked.taste_show().beliefs if one.axis == "pace")
    assert (said.kind, said.sure, said.told) == ("less", 1000, "set")
    marked.undo()
    assert marked.taste == before
    marked.taste_forget("pace")
    assert not [one for one in marked.taste_show().beliefs if one.axis == "pace" and one.sure > 900]
    marked.taste_freeze("closeness")
    choose(marked, 3, "closeness")
    assert {one.axis: one.does for one in marked.taste.told}["closeness"] == "freeze"


def test_a_word_that_was_said_again_is_the_latest_that_undo_takes_back(marked: Desk) -> None:
    before = marked.taste
    marked.taste_edit("pace", "less")
    said = marked.taste
    marked.taste_undo()
    marked.taste_redo()
    assert marked.taste == said
    marked.undo()
    assert marked.taste == before


def test_a_taste_that_is_off_ranks_nothing_and_still_learns(marked: Desk) -> None:
    marked.taste_switch(False)
    assert marked.taste.lessons == 0
    six = marked.show()
    assert six.lessons == 0
    assert not any(reason.name.startswith("taste:") for one in six.shown for reason in one.reasons)
    marked.circle("1")
    marked.taste_switch(True)
    assert marked.taste.lessons == 9


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    with Desk.new(tmp_path / "another film", title="Another", person="Edna") as desk:
        put_on_record(desk, made_material(lines=6, takes=4, seed=8))
        yield desk


def test_a_taste_is_carried_to_the_next_film_bit_for_bit(marked: Desk, other: Desk, tmp_path: Path) -> None:
    marked.taste_export(tmp_path / "mine.json")
    other.taste_import(tmp_path / "mine.json")
    assert other.taste == marked.taste
    other.taste_withdraw()
    assert other.taste.lessons == 0


def test_a_taste_is_lent_only_by_its_owner(marked: Desk, other: Desk, tmp_path: Path) -> None:
    marked.taste_export(tmp_path / "mine.json")
    with other.signed("Ben"):
        with pytest.raises(NotAllowed, match=r"mine\.json is the taste of Edna, who has not lent it"):
            other.taste_import(tmp_path / "mine.json")
        marked.taste_export(tmp_path / "lent.json", share=True)
        other.taste_import(tmp_path / "lent.json")
        assert other.taste_show().start == "Edna"
        assert other.taste.lessons == 0
        with pytest.raises(NotAllowed, match="a taste in cutting; one in colour would do"):
            other.taste_import(tmp_path / "lent.json", craft="colour")
    text = (tmp_path / "lent.json").read_text()
    assert "1A" not in text
    with pytest.raises(NotAllowed, match="no answer of yours"):
        other.taste_export(tmp_path / "none.json")


json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8),
                           lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                                      max_size=3), max_leaves=12)


@given(body=json_values, rows=st.lists(json_values, max_size=3), raw=st.binary(max_size=200))
def test_whatever_comes_as_a_taste_is_read_or_refused_with_a_sentence(tmp_path_factory, body, rows, raw) -> None:
    file = tmp_path_factory.mktemp("taste") / "odd.json"
    whole = {"what": "workprint taste 1", "owner": "Edna", "craft": "cutting", "lent": True, "answers": rows}
    for data in (raw, json.dumps(body).encode(), json.dumps(whole).encode()):
        file.write_bytes(data)
        with pytest.raises(CannotRead, match=r"odd\.json came as a taste, and is none"):
            _read(file)


def test_colour_has_a_taste_of_its_own(marked: Desk) -> None:
    assert marked.taste_show(craft="colour").lessons == 0
    with pytest.raises(NotOnTheDesk, match="the axis came as 'warmth'"):
        marked.taste_edit("warmth", "more", craft="colour")
