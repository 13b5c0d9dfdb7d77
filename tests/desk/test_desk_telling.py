"""The record in plain words: every entry is a sentence, and a decision tells what was on show."""

from __future__ import annotations

from workprint.desk import Desk
from workprint.desk.telling import _SAYS


def test_every_entry_is_a_sentence_and_no_hash(desk: Desk) -> None:
    desk.propose(want=12, words="let her listen")
    desk.circle("2", note="she looks up")
    desk.hold("3")
    desk.split("30")
    desk.pin("2", "1A/1")
    desk.veto("1B/1", line="3")
    desk.note("10", "20", "slow")
    desk.resolve(1)
    desk.name("quiet")
    desk.stage("rough cut")
    desk.undo()
    desk.lock(name="fine")
    desk.unlock(why="one more look")
    told = desk.told(100)
    assert {one.kind for one in told} <= set(_SAYS)
    assert all(one.says and not any(len(word) > 24 for word in one.says.split()) for one in told)
    said = {one.kind: one.says for one in told}
    assert said["alts"] == "12 cuts of scene 1 were proposed by cutting 2, wished: 'let her listen'"
    assert said["shown"] == "cuts 1 to 6 of scene 1 were on show"
    assert said["note"] == "a note of scene 1 on 00:00:00:10 to 00:00:00:20: slow"
    assert said["pin"] == "1A/1 stays on line 2" or said["pin"] == "1A/1 stays on line 1/2"
    assert said["unlock"] == "fine was unlocked: one more look"


def test_a_decision_tells_what_was_on_show_and_which_was_meant(desk: Desk) -> None:
    six = desk.propose(want=12).shown
    desk.circle("2", note="she looks up")
    last = desk.told(1)[0]
    assert last.alt == six[1].id
    assert last.shown == tuple(one.id for one in six)
    assert last.says.endswith("the second of 6 on show: circled: she looks up")


def test_what_was_erased_is_told_as_erased(desk: Desk) -> None:
    desk.propose(want=6)
    desk.circle("1", note="for Ana")
    entry = desk.ledger.entry(desk.told(1)[0].index)
    desk.erase(entry.private[0][1])
    assert next(one for one in desk.told(5) if one.kind == "decision").says.endswith("circled: (erased)")
