"""A trial with real people: consent first, nobody told which half it is, and rows that lead to nobody."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workprint.desk import Desk
from workprint.doors.cli.app import app
from workprint.film import BadValue, NotAllowed


def cut(desk: Desk, times: int, first: int = 1) -> None:
    """Circle in some sixes, one after the other."""
    for at in range(first, first + 6 * times, 6):
        shown = desk.show(first=at).shown
        desk.circle(str(max(shown, key=lambda one: dict(one.axes)["pace"]).number))


@pytest.fixture
def learned(desk: Desk) -> Desk:
    desk.propose(want=90)
    cut(desk, 3)
    return desk


def test_nothing_of_a_trial_begins_without_consent_or_with_a_name(learned: Desk) -> None:
    size = len(learned.ledger)
    with pytest.raises(NotAllowed, match="nobody said that P1 agrees to be recorded; their signed consent would do"):
        learned.trial_begin("P1")
    with pytest.raises(BadValue, match="the code came as 'Edna'; P and a number would do"):
        learned.trial_begin("Edna", consent=True)
    with pytest.raises(BadValue, match="the period came as 3; 1 or 2 would do"):
        learned.trial_begin("P1", period=3, consent=True)
    for verb in (learned.trial_end, lambda: learned.trial_answer("mine", 6)):
        with pytest.raises(NotAllowed, match="no period of a trial is running"):
            verb()
    with pytest.raises(NotAllowed, match="no pick of a trial is on the record"):
        learned.trial_export(learned.folder.root / "none.csv")
    assert len(learned.ledger) == size


def test_the_taste_is_on_in_one_half_and_nobody_is_told_in_which(learned: Desk) -> None:
    every = [dot.id for dot in learned.map().dots]
    seen = {}
    for period in (1, 2):
        learned.trial_begin("P1", period=period, consent=True)
        six = learned.show(first=19)
        seen[period] = [one.id for one in six.shown]
        assert six.blind
        assert six.lessons == 0
        assert {(one.outside, one.shown_for, one.again) for one in six.shown} == {(False, "", "")}
        for one in six.shown:
            assert not any(reason.name.startswith("taste:") for reason in one.reasons)
            assert one.score == sum(reason.points for reason in one.reasons)
        told = learned.why("19", above="20")
        assert not any(each.name.startswith("taste:") for each in (*told.reasons, *told.apart))
        assert not told.turns, "what a taste would turn tells of a taste"
        learned.trial_end()
    assert seen[2] == every[18:24], "P1 has the tool's own order in the second half"
    assert seen[1] != every[18:24]
    assert not learned.show().blind
    with learned.signed("Ben"):
        assert not learned.show().blind


def test_one_row_a_pick_leaves_the_film_and_leads_to_nobody(learned: Desk, tmp_path: Path) -> None:
    learned.circle("14", note="a secret")
    learned.trial_begin("P1", consent=True)
    six = learned.show(first=19)
    learned.watched(12_000)
    learned.ng("20")
    learned.circle("22")
    learned.trim("s2", tail=-2, roll=True)
    learned.trial_end()
    learned.trial_answer("mine", 6)
    learned.circle("21")
    made = learned.trial_export(tmp_path / "picks.json")
    assert made.says[0].startswith("4 rows of 1 people")
    rows = json.loads((tmp_path / "picks.json").read_text())
    assert [(row["what"], row["value"], row["shown"]) for row in rows] == [
        ("ng", 2, 6), ("circle", 4, 6), ("edit", 0, 0), ("mine", 6, 0)]
    assert {row["shown_for"] for row in rows[:2]} <= {"worth keeping", "to learn", "outside"} - {""}
    assert {(row["code"], row["period"], row["taste"], row["watched"]) for row in rows} == {("P1", 1, 1, 12)}
    learned.trial_export(tmp_path / "picks.csv")
    text = (tmp_path / "picks.csv").read_text()
    assert [row["what"] for row in csv.DictReader(text.splitlines())] == [row["what"] for row in rows]
    for secret in ("Edna", "secret", "ANA", "1A", "person:", *(one.id[:8] for one in six.shown)):
        assert secret not in text + (tmp_path / "picks.json").read_text()


def test_who_withdraws_is_in_no_export_and_an_undone_pick_neither(learned: Desk, tmp_path: Path) -> None:
    for code in ("P1", "P2"):
        learned.trial_begin(code, consent=True)
        cut(learned, 1, 19)
        learned.trial_end()
    learned.trial_withdraw("P1")
    learned.trial_export(tmp_path / "left.json")
    assert {row["code"] for row in json.loads((tmp_path / "left.json").read_text())} == {"P2"}
    with pytest.raises(BadValue, match="nobody with the code 'P9' took part; P1, P2 did"):
        learned.trial_withdraw("P9")
    assert learned.verify().ok


def test_held_out_pairs_set_the_tastes_first_against_the_tools_and_say_not_which(learned: Desk, tmp_path: Path) -> None:
    learned.trial_begin("P1", consent=True)
    learned.trial_end()
    bodies = []
    for taken in (1, 2):
        said = learned.trial_pair()
        bodies.append(learned.ledger.entry(said.entry).body)
        assert "taste" not in said.says
        learned.trial_answer("pair", taken)
    assert len({one for body in bodies for one in body["ids"]}) == 4
    assert {body["taste"] for body in bodies} == {1, 2}, "A and B by turns"
    learned.trial_export(tmp_path / "pairs.json")
    rows = json.loads((tmp_path / "pairs.json").read_text())
    assert [row["value"] for row in rows] == [int(body["taste"] == taken)
                                              for body, taken in zip(bodies, (1, 2), strict=True)]
    with pytest.raises(BadValue, match="mine was answered with 9; 1 to 7 would do"):
        learned.trial_answer("mine", 9)


def test_the_command_line_runs_a_period(learned: Desk, tmp_path: Path) -> None:
    film = ["--film", str(learned.folder.root), "--as", "Edna"]
    for words in (["begin", "P2", "--consent"], ["end"], ["answer", "control", "5"], ["export",
                                                                                    str(tmp_path / "out.csv")]):
        ran = CliRunner().invoke(app, ["trial", *words, *film])
        assert ran.exit_code == 0, ran.output
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("P2,1,0,control,5,")


def test_the_protocol_says_the_numbers_that_its_power_comes_from() -> None:
    from bench import _trial_power as power

    text = (Path(__file__).resolve().parents[2] / "docs" / "trial.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (0\.\d+)[^|]* \| (\d+) \|$", text, flags=re.M)
    assert len(rows) == 6
    assert [power.people(float(effect)) for effect, _ in rows] == [int(count) for _, count in rows]
    assert f"{power.pairs(0.6)} alone and {power.several(power.pairs(0.6), 8, 0.1)} where" in text
    assert power.exact(0.5, power.people(0.5)) >= power.POWER > power.exact(0.5, power.people(0.5) - 1)
