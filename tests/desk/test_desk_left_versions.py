"""A version that was left can still be looked at, and two cuts are compared without a movie."""

from __future__ import annotations

from workprint.desk import Desk


def test_a_version_left_by_undo_is_laid_out_and_compared_without_going_there(desk: Desk) -> None:
    desk.propose(want=8)
    desk.circle("1")
    desk.trim("s2", tail=-2)
    left = desk.versions().rows[-1].alt
    desk.undo()
    laid = desk.timeline(left)
    assert laid.id == left
    assert laid.frames == desk.versions().rows[-1].frames
    assert desk.versions().rows[0].here
    assert desk.compare("circled", left, movie=False).differences


def test_comparing_without_a_movie_makes_none_and_leaves_the_record_as_it_is(desk: Desk) -> None:
    desk.propose(want=30)
    size = len(desk.ledger)
    answer = desk.compare("1", "2", movie=False)
    assert (answer.file, answer.note) == ("", "")
    assert answer.passages
    assert len(desk.ledger) == size
