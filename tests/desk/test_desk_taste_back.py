"""Taking back what one said of one's taste: the last word first, from any door and on any day, and saying it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from workprint.desk import Desk
from workprint.doors.cli.app import run
from workprint.film import NotAllowed


@pytest.fixture
def marked(desk: Desk) -> Desk:
    """A desk whose Edna has marked enough for something to be believed."""
    desk.propose(want=60)
    for _ in range(4):
        desk.circle("1")
    return desk


def told(desk: Desk, axis: str = "pace") -> list[str]:
    """What was said of an axis, as it is believed."""
    return [one.told for one in desk.taste_show().beliefs if one.axis == axis]


def test_words_are_taken_back_one_after_another_and_said_again(marked: Desk) -> None:
    before = marked.taste
    marked.taste_edit("pace", "less")
    one = marked.taste
    marked.taste_switch(False)
    marked.taste_freeze("pace")
    assert marked.taste_undo().says == "the pin on pace is taken back; it stays on the record"
    assert marked.taste_undo().says == "that your taste was switched off is taken back; it stays on the record"
    assert marked.taste == one
    assert marked.taste_undo().says == "what you said of pace is taken back; it stays on the record"
    assert marked.taste == before
    with pytest.raises(NotAllowed, match="nothing that you said of your taste in cutting can be taken back"):
        marked.taste_undo()
    assert marked.taste_redo().says == "what you said of pace holds again"
    assert marked.taste == one
    marked.taste_redo()
    marked.taste_redo()
    assert told(marked) == ["freeze"]
    assert not marked.taste_show().on
    with pytest.raises(NotAllowed, match="there is nothing to redo of your taste in cutting"):
        marked.taste_redo()
    for _ in range(2):
        marked.taste_undo()
    assert told(marked) == ["set"], "what was brought back can be taken back again"
    assert marked.verify().ok


def test_a_mark_or_a_lent_file_is_no_word_and_a_new_word_ends_what_can_be_redone(marked: Desk, tmp_path: Path) -> None:
    marked.taste_forget("pace")
    marked.taste_export(tmp_path / "mine.json")
    marked.hold("2")
    assert marked.taste_undo().says == "that pace is forgotten is taken back; it stays on the record"
    assert marked.film.marks[-1].decision.mark == "hold"
    marked.taste_edit("closeness", "more")
    with pytest.raises(NotAllowed, match="nothing to redo"):
        marked.taste_redo()


def test_the_words_of_others_and_of_other_crafts_stay(marked: Desk) -> None:
    marked.taste_edit("pace", "less")
    with marked.signed("Ben"), pytest.raises(NotAllowed, match="nothing that you said"):
        marked.taste_undo()
    with pytest.raises(NotAllowed, match="your taste in colour"):
        marked.taste_undo(craft="colour")
    assert told(marked) == ["set"]


def test_a_word_that_was_taken_back_twice_is_brought_back_whole(marked: Desk) -> None:
    entry = marked.taste_edit("pace", "less").entry
    marked.undo(entry)
    marked.undo(entry)
    marked.taste_redo()
    assert told(marked) == ["set"]


def test_a_withdrawn_taste_is_given_back(marked: Desk) -> None:
    before = marked.taste
    marked.taste_withdraw()
    assert marked.taste.lessons == 0
    assert marked.taste_undo().says == "the withdrawal is taken back; it stays on the record"
    assert marked.taste == before


def test_the_command_line_takes_back_what_another_door_said(marked: Desk, monkeypatch: pytest.MonkeyPatch,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    marked.taste_edit("pace", "less")
    monkeypatch.chdir(marked.folder.root)
    assert run(["taste", "undo"]) == 0
    assert "what you said of pace is taken back" in capsys.readouterr().out
    assert run(["taste", "redo"]) == 0
    assert "holds again" in capsys.readouterr().out
    assert run(["taste", "redo"]) == 6
