"""Versions of a cut: a tree in which nothing is lost, the same after every replay."""

from __future__ import annotations

import pytest

from workprint.desk import Desk
from workprint.film import Cut, NotAllowed, NotOnTheDesk


def _cut(desk: Desk) -> Cut:
    return desk.film.circled("1").alt.content


def _rows(desk: Desk) -> list[tuple[int, int, bool]]:
    return sorted((one.number, one.parent, one.here) for one in desk.versions().rows)


@pytest.fixture
def cut(desk: Desk) -> Desk:
    desk.propose(want=8)
    desk.circle("1")
    return desk


def test_undo_goes_to_the_parent_and_redo_to_the_child_it_came_from(cut: Desk) -> None:
    first = _cut(cut)
    cut.circle("2")
    second = _cut(cut)
    assert "scene 1 is at version 1 again, circled; version 2 stays in the tree" in cut.undo().says
    assert _cut(cut) == first
    cut.circle("3")
    third = _cut(cut)
    assert _rows(cut) == [(1, 0, False), (2, 1, False), (3, 1, True)]
    cut.undo()
    cut.redo()
    assert _cut(cut) == third
    cut.go("2")
    assert _cut(cut) == second
    cut.undo()
    assert _cut(cut) == first
    cut.redo()
    assert _cut(cut) == second
    with pytest.raises(NotAllowed, match="there is nothing to redo in scene 1"):
        cut.redo()


def test_undo_of_everything_leaves_nothing_circled_and_redo_brings_it_back(cut: Desk) -> None:
    kept = _cut(cut)
    cut.undo()
    assert cut.film.circled("1") is None
    assert cut.taste.lessons == 0
    cut.redo()
    assert _cut(cut) == kept
    assert cut.taste.lessons == 1


def test_undo_takes_back_whatever_was_done_last(cut: Desk) -> None:
    cut.pin("2", "1B/1")
    cut.circle("2")
    assert "version 1 again" in cut.undo().says
    assert "the pin of entry" in cut.undo().says
    assert not cut.film.pins["1"]
    cut.undo()
    assert cut.film.circled("1") is None


def test_a_version_is_found_by_its_name_and_the_pins_stand_that_stood_there(cut: Desk) -> None:
    cut.name("the quiet one")
    cut.remove("5")
    cut.swap("4", next(take.id for take in cut.material("1").takes if take.id not in _cut(cut).by_line["1/4"]))
    assert {pin.line for pin in cut.film.pins["1"].values()} == {"1/4", "1/5"}
    cut.go("2")
    assert {pin.line for pin in cut.film.pins["1"].values()} == {"1/5"}
    cut.go("The quiet one")
    assert not cut.film.pins["1"]
    assert [one.name for one in cut.versions().rows] == ["the quiet one", "", ""]
    with pytest.raises(NotOnTheDesk, match="version '9' is not in scene 1; 1 to 3, the quiet one would do"):
        cut.go("9")
    with pytest.raises(NotAllowed, match="version 1 is called 'The Quiet one' already"):
        cut.name("The Quiet one", version="2")


def test_two_edits_of_one_line_hold_as_the_later_one_says(cut: Desk) -> None:
    takes = [take.id for take in cut.material("1").takes if take.id not in _cut(cut).by_line["1/4"]]
    cut.pin("4", takes[0])
    cut.swap("4", takes[1])
    cut.swap("4", takes[0])
    assert takes[0] in _cut(cut).by_line["1/4"]
    cut.swap("4", takes[1])
    cut.propose(want=5)
    assert cut.film.pins["1"]


def test_replay_gives_the_same_tree(cut: Desk) -> None:
    cut.circle("2")
    cut.undo()
    cut.circle("3")
    cut.stage("rough cut")
    cut.name("third")
    cut.go("2")
    before = cut.versions()
    root = cut.folder.root
    cut.close()
    with Desk.open(root) as again:
        assert again.versions() == before
        assert [one.stage for one in before.rows if one.number == 3] == ["rough cut"]


def test_an_entry_of_a_version_in_the_middle_can_still_be_taken_back(cut: Desk) -> None:
    said = cut.circle("2")
    cut.circle("3")
    here = _cut(cut)
    cut.undo(said.entry)
    assert _cut(cut) == here
    assert cut.taste.lessons == 2
    assert _rows(cut) == [(1, 0, False), (2, 1, False), (3, 2, True)]


def test_stages_go_forward_and_back_with_a_reason(cut: Desk) -> None:
    assert cut.versions().stage == "assembly"
    cut.stage("fine")
    with pytest.raises(NotAllowed, match="going back from fine cut to rough cut came without a reason"):
        cut.stage("rough cut")
    cut.stage("rough cut", why="scene 4 changed")
    with pytest.raises(NotAllowed, match="the lock itself would do"):
        cut.stage("picture lock")
    cut.lock()
    assert cut.versions().stage == "picture lock"
    with pytest.raises(NotAllowed, match="scene 1 is locked as"):
        cut.go("1")
    cut.unlock(why="a new line 7")
    assert cut.versions().stage == "rough cut"
    with pytest.raises(NotOnTheDesk, match="the stage came as 'final'; assembly, rough cut"):
        cut.stage("final")


def test_a_scene_without_a_cut_says_so(desk: Desk) -> None:
    assert desk.versions().rows == ()
    with pytest.raises(NotOnTheDesk, match="version '1' is not in scene 1; a circled cut would do"):
        desk.go("1")
    with pytest.raises(NotAllowed, match="nothing is circled in scene 1"):
        desk.stage("rough cut")
