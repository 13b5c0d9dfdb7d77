"""A or B: asked for what it teaches a minute, answered by its letters, learned from, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.film import NotAllowed, NotOnTheDesk
from workprint.testing import made_material


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A made scene on the desk, proposed once."""
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=6, seed=4))
        desk.propose(want=60)
        yield desk


def test_two_are_asked_about_by_what_differs_and_the_answer_is_on_the_record(desk: Desk) -> None:
    asked = desk.pair()
    assert asked.a != asked.b
    assert asked.differs
    compared = desk.compare(asked.a, asked.b, movie=False)
    assert asked.thousandths == round(1000 * compared.moments / desk.film.rate)
    said = desk.prefer("B")
    assert said.says == f"B ({asked.b[:8]}) rather than A ({asked.a[:8]})"
    assert [one.says for one in desk.told(2)] == ["two cuts of scene 1 were asked about: A or B",
                                                  "A or B of scene 1: B is preferred"]
    assert desk.film.circled("1") is None, "an answer circles nothing"


def test_asking_again_before_an_answer_asks_the_same_and_records_nothing(desk: Desk) -> None:
    first = desk.pair()
    size = len(desk.ledger)
    assert desk.pair() == first
    assert len(desk.ledger) == size


def test_who_always_prefers_the_quicker_cut_is_understood_and_asked_about_others(desk: Desk) -> None:
    seen = set[str]()
    for _ in range(8):
        asked = desk.pair()
        assert not {asked.a, asked.b} & seen, "nobody is asked about one cut twice while others are left"
        seen |= {asked.a, asked.b}
        desk.prefer("A" if pace_of(desk, asked.a) > pace_of(desk, asked.b) else "B")
    assert desk.taste.lessons == 8
    assert desk.taste.chance({"pace": 800}, {"pace": 300}) > 650


def pace_of(desk: Desk, alt: str) -> int:
    told = desk.map()
    return next(one for one in told.dots if one.id == alt).axes[told.axes.index("pace")]


def test_who_cannot_say_teaches_nothing_and_an_answer_can_be_taken_back(desk: Desk) -> None:
    desk.pair()
    desk.prefer("unsure")
    assert desk.taste.lessons == 0
    desk.pair()
    desk.prefer("A")
    assert desk.taste.lessons == 1
    desk.undo()
    assert desk.taste.lessons == 0


def test_an_answer_belongs_to_who_was_asked(desk: Desk) -> None:
    desk.pair()
    with desk.signed("Ben"):
        with pytest.raises(NotOnTheDesk, match="no A and B were asked about; a pair would do; workprint pair"):
            desk.prefer("A")
        desk.pair()
        desk.prefer("A")
        assert desk.taste.lessons == 1
    assert desk.taste.lessons == 0


def test_an_answer_travels_with_the_taste(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        desk.pair()
        desk.prefer("A")
    file = Path(desk.taste_export(tmp_path / "mine.json").path)
    with Desk.new(tmp_path / "next", title="Next", person="Edna") as other:
        put_on_record(other, made_material(lines=8, takes=6, seed=5))
        other.propose(want=12)
        other.taste_import(file)
        assert other.taste.mean == desk.taste.mean


def test_a_pair_is_answered_once_and_again_only_after_undo(desk: Desk) -> None:
    desk.pair()
    desk.prefer("A")
    with pytest.raises(NotAllowed, match="these two were answered; another pair would do"):
        desk.prefer("A")
    desk.undo()
    desk.prefer("B")
    assert [one.which for one in desk.film.preferred] == ["B"]
