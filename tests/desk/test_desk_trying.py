"""An edit that is only tried: its cut can be played, and nothing is on the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workprint.desk import Desk
from workprint.film import NotAllowed

EDITS: dict[str, Callable[[Desk], object]] = {
    "split": lambda desk: desk.split("30"), "roll": lambda desk: desk.roll("s3", 1),
    "slip": lambda desk: desk.slip("s2", 1), "lift": lambda desk: desk.lift("s2"),
    "speed": lambda desk: desk.speed("s2", 50), "mute": lambda desk: desk.mute("30", "40"),
}


@pytest.fixture
def cut(desk: Desk) -> Desk:
    desk.propose(want=12)
    desk.circle("1")
    return desk


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_tried_is_what_is_done(cut: Desk, edit: str) -> None:
    before, circled = len(cut.ledger), cut.film.circled("1")
    with cut.trying():
        tried = EDITS[edit](cut)
    assert len(cut.ledger) == before
    assert cut.film.circled("1") == circled
    done = EDITS[edit](cut)
    assert (tried.alt, tried.frames, tried.entry) == (done.alt, done.frames, -1)
    assert tried.says == f"tried: {done.says}"


@pytest.mark.parametrize("verb", ["hold", "undo", "lock"])
def test_what_cannot_be_tried_is_refused_and_nothing_is_recorded(cut: Desk, verb: str) -> None:
    before = len(cut.ledger)
    with pytest.raises(NotAllowed, match="that cannot be tried before it is done"), cut.trying():
        getattr(cut, verb)(*(["2"] if verb == "hold" else []))
    assert len(cut.ledger) == before
    cut.hold("2")
