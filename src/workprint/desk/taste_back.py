"""Taking back what a person said of their own taste, and saying it again: the record knows what that was.

It goes by the record alone, so a page that is loaded again, another door or another day takes back the same word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workprint.desk.results import Said
from workprint.desk.state import CUTTING
from workprint.film import NotAllowed

if TYPE_CHECKING:
    from workprint.desk.table import Table
    from workprint.ledger import Entry

WORDS = {"set": "what you said of {axis}", "forget": "that {axis} is forgotten", "freeze": "the pin on {axis}",
         "withdraw": "the withdrawal", "import": "the taste that you brought"}
"""What a word on one's taste is called when it is taken back."""


def undo(desk: Table) -> Said:
    """Take back the last word of whoever sits here; see `Desk.taste_undo`."""
    here = _standing(desk)
    word = next((entry for entry in reversed(_words(desk)) if entry.index in here), None)
    if word is None:
        raise NotAllowed(f"nothing that you said of your taste in {desk.craft} can be taken back",
                         "a belief that you edit, pin or forget would do",
                         "marks are taken back where you made them: workprint undo")
    return Said(_take_back(desk, word), f"{_called(word)} is taken back; it stays on the record")


def redo(desk: Table) -> Said:
    """Say again what was taken back last, where nothing was said since; see `Desk.taste_redo`."""
    here = _standing(desk)
    words = _words(desk)
    last = max((entry.index for entry in words if entry.index in here), default=-1)
    word = next((entry for entry in words if entry.index > last), None)
    if word is None:
        raise NotAllowed(f"there is nothing to redo of your taste in {desk.craft}",
                         "a word of yours that was taken back last would do", "say it again: workprint taste edit AXIS")
    for undone in [entry for entry in desk.ledger.entries("undo") if entry.body["of"] == word.index][::-1]:
        index = _take_back(desk, undone)
        if word.index in _standing(desk):
            break
    return Said(index, f"{_called(word)} holds again")


def _words(desk: Table) -> list[Entry]:
    """What whoever sits here said of their taste in this craft, whether it stands or not. A file that left is none."""
    who = desk.author_here()
    return [entry for entry in desk.ledger.entries("avowed") if entry.author == who and entry.body["does"] != "export"
            and entry.body.get("craft", CUTTING) == desk.craft]


def _standing(desk: Table) -> set[int]:
    """Entries of words that were not taken back, anybody's."""
    return {one.index for one in desk.film.avowals}


def _take_back(desk: Table, entry: Entry) -> int:
    return desk.record("undo", {"of": entry.index, "also": []}).index


def _called(word: Entry) -> str:
    body: dict[str, Any] = word.body
    if body["does"] == "switch":
        return f"that your taste was switched {'on' if body['on'] else 'off'}"
    return WORDS[body["does"]].format(axis=body.get("axis", ""))
