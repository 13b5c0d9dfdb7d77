"""The nine laws of the loop (docs/loop.md), each held through the desk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workprint.desk import Desk
from workprint.desk.loop import alts_of, find_alt, latest
from workprint.film import CannotCut, NotAllowed, NotOnTheDesk, canonical, content_hash


def _alts(desk: Desk):
    return alts_of(desk, latest(desk, "1"))


def test_law_1_the_same_brief_and_seed_give_the_same_alts(desk: Desk) -> None:
    desk.propose(want=60, seed=5)
    first = _alts(desk)
    desk.propose(want=60, seed=5)
    assert canonical(_alts(desk)) == canonical(first)
    desk.propose(want=60, seed=6)
    assert [alt.id for alt in _alts(desk)] != [alt.id for alt in first]


def test_law_2_an_alt_is_a_value_known_by_its_content(desk: Desk) -> None:
    desk.propose(want=30)
    alts = _alts(desk)
    assert all(alt.id == content_hash(alt.content) for alt in alts)
    assert len({alt.id for alt in alts}) == len(alts)


def test_law_3_nothing_is_applied_without_a_circle(desk: Desk) -> None:
    desk.propose(want=30)
    desk.hold("1")
    desk.ng("2")
    assert desk.film.circled("1") is None
    with pytest.raises(NotAllowed, match="nothing is circled in scene 1; a circled cut would do; circle one with"):
        desk.lock()
    desk.circle("3")
    assert desk.film.circled("1").alt.id == find_alt(desk, "1", "3").id


def test_law_4_the_record_comes_before_the_lesson_and_tells_all_that_was_shown(desk: Desk, monkeypatch) -> None:
    desk.propose(want=30)
    shown = [one.id for one in desk.show().shown]
    monkeypatch.setattr("workprint.desk.tasting.learn", lambda lessons, start: 1 / 0)
    said = desk.circle("2", note="she listens")
    body = desk.ledger.entry(said.entry).body
    assert body["decision"]["shown"] == shown
    assert body["decision"]["alt"] == shown[1]
    assert [one for one, _ in body["axes"]] == shown
    with pytest.raises(ZeroDivisionError):
        desk.show()
    assert desk.film.circled("1").alt.id == shown[1]


def test_law_5_taste_is_a_function_of_the_ledger(desk: Desk, tmp_path: Path) -> None:
    desk.propose(want=60)
    desk.circle("2")
    desk.ng("4")
    told, order = desk.taste, [one.id for one in desk.show().shown]
    root = desk.folder.root
    desk.close()
    other = tmp_path / "only-the-ledger"
    other.mkdir()
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm"):
        if (root / name).exists():
            shutil.copy(root / name, other / name)
    with Desk.open(other, person="Edna") as again:
        assert again.taste == told
        assert [one.id for one in again.show().shown] == order


def test_law_6_pins_and_vetoes_hold_in_every_later_alt(desk: Desk) -> None:
    desk.pin("4", "1C/1")
    desk.veto("1D/1")
    desk.veto("1B/1", line="5")
    desk.propose(want=60)
    for alt in _alts(desk):
        assert "1C/1" in alt.content.by_line["1/4"]
        used = {shot.take for shot in alt.content.shots} | {piece.take for piece in alt.content.pieces}
        assert "1D/1" not in used
        assert "1B/1" not in alt.content.by_line["1/5"]


def test_law_6_a_pin_that_no_cut_could_keep_is_told_and_never_lost(film: Path) -> None:
    with Desk.open(film, person="Edna") as desk:
        desk.pin("2/1", "2A/1")
        with pytest.raises(CannotCut, match="line 2/1 is pinned, and no take plays it where a cut could show it"):
            desk.propose(want=12)
        desk.undo()
        assert desk.propose(want=12).total == 12


def test_law_7_reasons_add_up_to_the_score_that_was_shown(desk: Desk) -> None:
    desk.propose(want=30)
    desk.circle("1")
    desk.ng("3")
    for one in desk.show().shown:
        assert one.reasons
        assert one.score == sum(reason.points for reason in one.reasons)
        assert all(reason.says for reason in one.reasons)
    assert any(reason.name.startswith("taste:") for one in desk.show().shown for reason in one.reasons)


def test_law_8_refused_alts_are_kept(desk: Desk) -> None:
    desk.propose(want=30)
    refused = find_alt(desk, "1", "5")
    desk.ng("5")
    desk.propose(want=30, seed=9)
    assert find_alt(desk, "1", refused.id[:12]) == refused


def test_law_9_one_of_every_six_comes_from_outside_the_taste(desk: Desk) -> None:
    desk.propose(want=60)
    desk.circle("1")
    desk.ng("6")
    assert not any(one.outside for one in desk.show().shown), "these were shown before anything was learned"
    for first in (7, 13, 19):
        shown = desk.show(first=first).shown
        against = [sum(reason.points for reason in one.reasons if reason.name.startswith("taste:")) for one in shown]
        (outside,) = [points for points, one in zip(against, shown, strict=True) if one.outside]
        assert outside < 0, "the taste speaks against it"


def test_what_is_not_on_the_desk_is_said_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(NotOnTheDesk, match="alt 'abc' is not on the desk; on the desk: nothing yet; propose first"):
        desk.circle("abc")
