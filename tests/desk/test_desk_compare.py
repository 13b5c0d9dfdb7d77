"""Comparing two cuts through the desk: names, differences, moments to watch, and what watching costs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from workprint.desk import Desk
from workprint.desk.compare import cut_named, renamed
from workprint.film import BadValue, NotOnTheDesk, Slate, content_hash, to_plain


def test_two_cuts_are_compared_by_their_numbers_on_show(desk: Desk) -> None:
    desk.propose(want=30)
    answer = desk.compare("1", "2")
    assert answer.differences
    assert answer.moments == sum(part.out - part.start for part in answer.passages) + 6 * (len(answer.passages) - 1)
    assert [part.which for part in answer.passages] == [0, 1] * (len(answer.passages) // 2)
    assert answer.file == ""
    assert answer.note.endswith("make it again with: workprint ingest RUSHES")
    assert desk.compare("1", "1").differences == ()


def test_versions_locks_ids_and_the_circle_are_names_too(desk: Desk) -> None:
    shown = desk.propose(want=30).shown
    desk.circle("1")
    desk.name("the first")
    desk.lock(name="lock-a")
    desk.unlock(why="another thought")
    desk.circle("3")
    for name, alt in (("circled", 3), ("the first", 1), ("v1", 1), ("v2", 3), ("lock-a", 1), (shown[2].id[:10], 3),
                      ("2", 2)):
        assert content_hash(cut_named(desk, "1", name).cut) == shown[alt - 1].id
    assert desk.compare("lock-a", "the first").differences == ()
    assert desk.compare("lock-a", "circled").differences == desk.compare("1", "3").differences
    with pytest.raises(NotOnTheDesk, match="alt 'the lost one' is not on the desk"):
        desk.compare("1", "the lost one")


def test_a_cut_from_before_a_take_was_renamed_is_compared_with_one_from_after(desk: Desk) -> None:
    shown = desk.propose(want=30).shown
    desk.circle("1")
    before = cut_named(desk, "1", "circled")
    take = before.material.take(before.cut.shots[0].take)
    assert take
    desk.record("slate", {"hash": take.original, "slate": to_plain(Slate("1", "X", 9))})
    after = cut_named(desk, "1", shown[0].id[:10])
    assert after.material.take(take.id)
    assert {shot.take for shot in renamed(after, desk.material("1")).shots} <= {
        one.id for one in desk.material("1").takes}
    desk.propose(want=30)
    new = next(name for name in map(str, range(1, 7)) if "1X/9" in {
        shot.take for shot in cut_named(desk, "1", name).cut.shots})
    same = replace(cut_named(desk, "1", new), cut=renamed(before, desk.material("1")))
    told = desk.compare(shown[0].id[:10], new)
    assert all("1X/9" not in one.says or take.id not in one.says for one in told.differences)
    assert len(same.cut.shots) == len(before.cut.shots)


def test_what_was_given_to_watch_stands_behind_the_choice(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr("workprint.desk.handover.reels", lambda *_: {})
    monkeypatch.setattr("workprint.desk.handover.audition", lambda cut, reels, out: out.write_bytes(b"film"))
    desk.propose(want=30)
    assert desk.status().scenes[0].watched == 0
    lengths = [cut_named(desk, "1", "1").cut.frames, desk.compare("2", "3").moments]
    desk.audition("1")
    told = desk.taste
    spent = sum(round(Fraction(1000 * length, 24)) for length in lengths)
    assert desk.status().scenes[0].watched == spent
    desk.circle("1")
    desk.audition("4")
    assert desk.status().scenes[0].watched == spent, "what is watched afterwards stands behind no earlier choice"
    assert told.lessons == 0
    (said,) = [one.says for one in desk.told() if one.kind == "decision"]
    assert said.endswith(f"the first of 6 on show: circled, after {spent / 60_000:.1f} min of watching")


def test_the_moments_are_written_where_they_are_wanted(desk: Desk, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr("workprint.desk.handover.reels", lambda *_: {})
    monkeypatch.setattr("workprint.desk.handover.audition", lambda cut, reels, out: out.write_bytes(b"film"))
    desk.propose(want=30)
    assert desk.compare("1", "2", to=tmp_path / "moments.mp4").file == str(tmp_path / "moments.mp4")
    assert (tmp_path / "moments.mp4").read_bytes() == b"film"


def test_a_screen_tells_how_long_was_played(desk: Desk) -> None:
    desk.propose(want=12)
    desk.watched(62_500)
    desk.hold("2")
    assert desk.status().scenes[0].watched == 62_500
    assert desk.told(1)[0].says.endswith("the second of 6 on show: held, after 1.0 min of watching")
    with pytest.raises(BadValue, match="-5 thousandths of a second were watched; 0 to 86400000 would do"):
        desk.watched(-5)
