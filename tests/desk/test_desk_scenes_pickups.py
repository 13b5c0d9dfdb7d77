"""Pickups that cover only some lines, and rushes of several scenes in one folder."""

from __future__ import annotations

import numpy as np
import pytest
from desk_scenes import FOUNTAIN, camera_file, small, spoken

from workprint.desk import Desk
from workprint.film import Slate, read_pickup

OTHER = """

INT. CAFE - LATER #3#

IDA
Until it was cold.

LEO
The whole time?
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory):
    """A whole take, a pickup of one line after much talk of the crew, and two takes of another scene."""
    rushes = tmp_path_factory.mktemp("days")
    whole, words = spoken()
    talk = np.tile(np.ascontiguousarray(whole[165_000:470_000][::-1]), 2)  # speech that is in no script
    line = {name: (min(word.start for word in words if word.line == name) - 9_600,
                   max(word.out for word in words if word.line == name) + 9_600) for name in ("2/2", "2/4", "2/5")}
    one, four, five = (whole[slice(*line[name])] for name in ("2/2", "2/4", "2/5"))
    quiet = whole[:72_000] * 0.1
    camera_file(rushes / "A001C001_2A_T1.mov", whole, clock="01:00:00:00")
    camera_file(rushes / "A001C002_2A_T2_PU.mov", np.concatenate([talk, quiet, one, quiet]), clock="01:10:00:00")
    camera_file(rushes / "A001C003_2APU_T1.mov", np.concatenate([quiet, four, five, quiet]), clock="01:20:00:00")
    camera_file(rushes / "A001C004_3_T1.mov", np.concatenate([quiet, five, four, quiet]), clock="02:00:00:00")
    (rushes / "script.fountain").write_text(FOUNTAIN.rstrip() + OTHER)
    with Desk.new(tmp_path_factory.mktemp("pickups") / "film", person="Edna") as desk:
        took = small(desk).ingest([rushes])
        yield desk, took, desk.line(rushes / "script.fountain")


def test_pickups_are_known_by_their_names_and_lined_against_their_own_lines(film) -> None:
    desk, took, lined = film
    assert took.takes == ("2A/1", "2A/2", "2APU/1", "3/1")
    assert [take.pickup for take in (desk.film.takes[name] for name in took.takes)] == [False, True, True, False]
    rows = {one.take: one for one in lined.takes}
    assert (rows["2A/2"].found, rows["2A/2"].of) == (1, 1)
    assert "a pickup of line 2/2" in rows["2A/2"].flags
    assert rows["2A/2"].belongs >= 500
    assert (rows["2APU/1"].found, rows["2APU/1"].of) == (2, 2)
    assert "a pickup of lines 2/4 to 2/5" in rows["2APU/1"].flags
    assert not any("begins with" in flag or "no further" in flag for name in ("2A/2", "2APU/1")
                   for flag in rows[name].flags)


def test_a_folder_with_takes_of_several_scenes_goes_to_its_scenes(film) -> None:
    desk, _, lined = film
    assert {one.take: one.found for one in lined.takes}["3/1"] == 2
    assert [take.id for take in desk.material("3").takes] == ["3/1"]
    standing = desk.status()
    assert [(one.scene, one.takes, one.lined) for one in standing.scenes] == [("2", 3, 3), ("3", 1, 1)]
    assert desk.line(scene="3").takes[0].take == "3/1"
    assert desk.propose(scene="2", want=4).scene == "2"
    assert desk.show(scene="2").scene == "2"


def test_a_person_says_what_is_a_pickup(film) -> None:
    desk, _, _ = film
    said = desk.overrule("2A/2", "pickup", "0")
    assert desk.film.takes["2A/2"].pickup is False
    desk.undo(said.entry)
    assert "2A/2, a pickup" in desk.slate("A001C002_2A_T2_PU.mov", "2A/2 PU").says


def test_slates_of_pickups_read_as_people_write_them() -> None:
    assert Slate.parse("33A BPU/1") == Slate("33A", "BPU", 1)
    assert str(Slate.parse("1apu-2")) == "1APU/2"
    assert Slate.parse("1APU/1").pickup
    assert [read_pickup(text)[1] for text in ("1A/3 PU", "1A/3PU", "Pick up on Leo", "picks up the cup", "puts it")
            ] == [True, True, True, False, False]
