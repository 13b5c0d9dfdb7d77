"""Hand edits: exact, on the record, undone exactly, and respected by every later proposal."""

from __future__ import annotations

from pathlib import Path

import pytest

from workprint.desk import Desk
from workprint.desk.loop import alts_of, latest
from workprint.film import BadValue, CannotCut, Cut, NotAllowed, NotOnTheDesk


def _cut(desk: Desk) -> Cut:
    return desk.film.circled("1").alt.content


@pytest.fixture
def cut(desk: Desk) -> Desk:
    desk.propose(want=30)
    desk.circle("1")
    return desk


def test_a_swap_changes_its_line_and_nothing_else(cut: Desk) -> None:
    before = _cut(cut)
    other = next(take.id for take in cut.material("1").takes if take.id not in before.by_line["1/4"])
    cut.swap("4", other)
    after = _cut(cut)
    assert other in after.by_line["1/4"]
    beside = {"1/3", "1/4", "1/5"}  # a J- or L-cut may reach into the lines beside it
    assert {line: takes for line, takes in after.by_line.items() if line not in beside} == {
        line: takes for line, takes in before.by_line.items() if line not in beside}
    cut.propose(want=20)
    assert all(other in alt.content.by_line["1/4"] for alt in alts_of(cut, latest(cut, "1")))


def test_a_trim_is_frame_exact_and_undo_brings_the_cut_back(cut: Desk) -> None:
    before = _cut(cut)
    cut.trim("4", tail=-1)
    assert _cut(cut).frames == before.frames - 1
    assert cut.film.pins["1"]
    cut.undo()
    assert _cut(cut) == before
    assert not cut.film.pins.get("1")


def test_a_removed_line_is_neither_seen_nor_heard(cut: Desk) -> None:
    cut.remove("5")
    assert "1/5" not in _cut(cut).by_line


def test_undoing_an_undo_brings_it_back(cut: Desk) -> None:
    said = cut.pin("2", "1B/1")
    undone = cut.undo(said.entry)
    assert not any(pin.take == "1B/1" for pin in cut.film.pins.get("1", {}).values())
    cut.undo(undone.entry)
    assert any(pin.take == "1B/1" for pin in cut.film.pins.get("1", {}).values())


def test_redo_does_again_whatever_undo_took_back_last_until_something_new_is_done(cut: Desk) -> None:
    def pins() -> set[str]:
        return {pin.take for pin in cut.film.pins.get("1", {}).values() if not pin.by_hand}

    first = cut.film.circled("1").alt
    cut.split("30")
    split = cut.film.circled("1").alt
    cut.pin("2", "1B/1")
    cut.hold("3")
    cut.undo()
    assert pins() == {"1B/1"}
    cut.undo()
    cut.undo()
    assert (cut.film.circled("1").alt, pins()) == (first, set())
    cut.redo()
    assert (cut.film.circled("1").alt, pins()) == (split, set())
    assert cut.redo().says.startswith("the pin of entry")
    assert pins() == {"1B/1"}
    assert cut.redo().says.startswith("the mark of entry")
    with pytest.raises(NotAllowed, match="there is nothing to redo in scene 1"):
        cut.redo()
    cut.undo()
    cut.undo()
    assert not pins()
    cut.veto("1C/1")
    with pytest.raises(NotAllowed, match="there is nothing to redo in scene 1"):
        cut.redo()


def test_redo_follows_undos_of_undos_as_another_page_makes_them(cut: Desk) -> None:
    entry = cut.pin("2", "1B/1").entry
    for _ in range(3):
        entry = cut.undo(entry).entry
    assert not cut.film.pins.get("1")
    assert cut.redo().says.startswith("the pin of entry")
    assert cut.film.pins.get("1")


def test_a_locked_scene_is_protected_until_it_is_unlocked_for_a_reason(cut: Desk) -> None:
    cut.lock(name="fine cut 1")
    with pytest.raises(NotAllowed, match="scene 1 is locked as fine-cut-1"):
        cut.swap("4", "1A/1")
    with pytest.raises(NotAllowed, match="scene 1 is locked as fine-cut-1"):
        cut.propose()
    with pytest.raises(NotAllowed, match="without a reason"):
        cut.unlock(why=" ")
    cut.unlock(why="the producer wants line 7 back")
    cut.propose(want=10)


def test_what_is_not_there_is_said(cut: Desk) -> None:
    with pytest.raises(NotOnTheDesk, match="take '9Z/9' is not on the desk; 1A/1, 1B/1"):
        cut.pin("4", "9Z/9")
    with pytest.raises(NotOnTheDesk, match="line '99' is not in scene 1; 1/1 to 1/8 would do"):
        cut.swap("99", "1A/1")


def test_a_person_overrules_a_measurement_and_can_take_it_back(desk: Desk) -> None:
    def energy() -> int:
        return next(one.performance.energy for one in desk.material("1").readings
                    if (one.take, one.line) == ("1B/1", "1/4"))

    before = energy()
    said = desk.overrule("1B/1", "energy", "987", line="4")
    assert energy() == 987
    desk.overrule("1B/1", "head", "30")
    assert desk.film.takes["1B/1"].head == 30
    desk.overrule("1B/1", "room", "40:70")
    assert desk.film.takes["1B/1"].room == (40, 70)
    desk.undo(said.entry)
    assert energy() == before
    with pytest.raises(BadValue, match="'charm' came as what to overrule of a take; head, room"):
        desk.overrule("1B/1", "charm", "1")
    with pytest.raises(BadValue, match="the value of room came as '40'; start:out in frames would do"):
        desk.overrule("1B/1", "room", "40")


def test_the_slate_is_never_in_a_cut(desk: Desk) -> None:
    for take in desk.material("1").takes:
        desk.overrule(take.id, "head", "12")
    desk.propose(want=30)
    for alt in alts_of(desk, latest(desk, "1")):
        assert all(shot.start >= 12 for shot in alt.content.shots)
        assert all(piece.start >= 12 for piece in alt.content.pieces if not piece.room)


def test_a_wish_after_hand_edits_says_what_of_them_it_could_not_keep(cut: Desk) -> None:
    cut.insert("0", "black", frames=12)
    by_hand = _cut(cut)
    other = next(take.id for take in cut.material("1").takes if take.id not in by_hand.by_line["1/4"])
    said = cut.swap("4", other)
    assert "not kept: 1 black shot, which the version before has: workprint undo" in said.says
    assert cut.versions().rows[-1].what == f"swap on line 1/4, {other}"
    cut.undo()
    assert _cut(cut) == by_hand


def test_a_swap_may_ask_for_a_reading_by_number(cut: Desk) -> None:
    take = _cut(cut).by_line["1/4"][0]
    assert cut.swap("4", take, run=1).says.startswith(f"line 4 now shows {take}, said for time 1")
    with pytest.raises(CannotCut, match="line 1/4"):
        cut.swap("4", take, run=2)


def test_a_locked_cut_is_never_written_over(cut: Desk) -> None:
    first = Path(cut.lock(name="fine").path)
    before = first.read_bytes()
    cut.unlock(why="one more look")
    with pytest.raises(NotAllowed, match=r"a cut was locked as fine before, and its \.otio stays as it was; another"):
        cut.lock(name="fine")
    assert first.read_bytes() == before
    assert Path(cut.lock(name="fine-2").path) != first
