"""Several cameras on one slate: one performance, one sound, one lining, and lips that agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from desk_scenes import FOUNTAIN, RATE, camera_file, recorder_file, small, spoken

from workprint.desk import Desk
from workprint.film import NotOnTheDesk
from workprint.media import laid

LATER = 31_234
"""Samples by which camera B began after camera A: 15 frames and 1,234 samples."""


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory):
    """Two cameras with sound of their own, a mute third that is known by its clock, and one recording."""
    rushes = tmp_path_factory.mktemp("group")
    sound, words = spoken()
    camera_file(rushes / "A001C001_2A_T1.mov", sound, clock="01:00:00:00")
    camera_file(rushes / "B001C001_2A_T1.mov", sound, begins=LATER, clock="01:00:00:15", level=0.1)
    camera_file(rushes / "C001C001_2A_T1.mov", None, frames=120, clock="01:00:01:00")
    recorder_file(rushes / "2A-T1.WAV", sound, lead=20_000)
    (rushes / "scene.fountain").write_text(FOUNTAIN)
    with Desk.new(tmp_path_factory.mktemp("cameras") / "film", person="Edna") as desk:
        yield desk, small(desk).ingest([rushes]), words, rushes


def test_cameras_on_one_slate_are_takes_of_one_performance(group) -> None:
    desk, took, _, _ = group
    assert took.takes == ("2A/1", "2A/1B", "2A/1C")
    assert not took.unslated
    assert any("2A/1B: B001C001_2A_T1.mov ran with A001C001_2A_T1.mov; camera B began 0.651 s later" in one
               for one in took.groups), took.groups
    assert any("camera C began 1.000 s later, told by their clocks alone" in one for one in took.groups), took.groups
    recordings = {take.sound for take in desk.film.takes.values()}
    assert len(recordings) == 1
    one, two = desk.film.takes["2A/1"], desk.film.takes["2A/1B"]
    assert abs(one.sync.offset - two.sync.offset - LATER) <= 24


def test_their_sound_is_the_same_at_its_own_place(group) -> None:
    desk, _, _, _ = group
    first, second = (laid(desk.kept(desk.film.takes[name]).sound) for name in ("2A/1", "2A/1B"))
    length = min(len(first) - LATER, len(second))
    assert np.corrcoef(first[LATER:LATER + length], second[:length])[0, 1] > 0.95


def test_they_are_lined_once_and_lips_agree(group) -> None:
    desk, _, words, rushes = group
    desk.line(rushes / "scene.fountain")
    readings = {name: {one.line: one for one in desk.film.readings[name] if one.line} for name in desk.film.takes}
    for line, reading in readings["2A/1B"].items():
        first = readings["2A/1"][line]
        assert [word.text for word in first.said] == [word.text for word in reading.said]
        assert all(one.start - two.start == LATER or abs(one.start - two.start - LATER) <= 24
                   for one, two in zip(first.said, reading.said, strict=True))
        assert reading.performance == first.performance
    truth = [word for word in words if word.line == "2/4"]
    off = abs(readings["2A/1B"]["2/4"].start + LATER - truth[0].start)
    assert RATE.frame_of(off) <= 2
    assert any("the words are those of 2A/1" in note for note in desk.film.lining_notes["2A/1C"])
    assert {one.take for one in desk.line().takes} == {"2A/1", "2A/1B", "2A/1C"}


def test_a_correction_on_one_camera_counts_for_all(group) -> None:
    desk, _, _, _ = group
    before = next(one for one in desk.film.readings["2A/1B"] if one.line == "2/4")
    word = before.said[0]
    said = desk.correct("2A/1B", "4", 1, word.start - 480, word.out)
    first = next(one for one in desk.film.readings["2A/1"] if one.line == "2/4")
    by = desk.film.takes["2A/1"].sync.offset - desk.film.takes["2A/1B"].sync.offset
    assert abs(first.said[0].start - (word.start - 480 + by)) <= 24
    desk.overrule("2A/1", "energy", "911", line="4")
    energy = {one.take: one.performance.energy for one in desk.material("2").readings if one.line == "2/4"}
    assert set(energy.values()) == {911}
    desk.undo(said.entry)
    again = next(one for one in desk.film.readings["2A/1B"] if one.line == "2/4")
    assert again == before


def test_ingest_again_changes_nothing(group) -> None:
    desk, took, _, rushes = group
    entries = len(list(desk.ledger.entries("camera")))
    again = desk.ingest([rushes])
    assert again.added == ()
    assert again.groups == took.groups
    assert len(list(desk.ledger.entries("camera"))) == entries


def test_a_second_camera_has_a_setup_of_its_own_and_can_be_pinned(group) -> None:
    desk, _, _, _ = group
    desk.setup("2A camB", "IDA:320:400:330:right")
    takes = {take.id: take for take in desk.material("2").takes}
    assert takes["2A/1B"].who == ("IDA",)
    assert takes["2A/1"].who == ()
    assert desk.pin("4", "2A/1B").says == "2A/1B stays on line 2/4"


def test_what_disagrees_is_said_and_a_person_can_say_otherwise(tmp_path: Path) -> None:
    sound, _ = spoken()
    other = np.ascontiguousarray(sound[::-1])
    camera_file(tmp_path / "A001C001_2A_T1.mov", sound[150_000:342_000], clock="01:00:00:00")
    camera_file(tmp_path / "B001C001_2A_T1.mov", other[150_000:342_000], clock="01:00:00:00")
    with Desk.new(tmp_path / "film", person="Edna") as desk:
        took = small(desk).ingest([tmp_path / "A001C001_2A_T1.mov", tmp_path / "B001C001_2A_T1.mov"])
        assert took.takes == ("2A/1",)
        assert any("their clocks say that they ran together, but their sounds are not the same" in one
                   and "workprint group" in one for one in took.unslated), took.unslated
        with pytest.raises(NotOnTheDesk, match="their sounds are not the same; an offset in frames would do"):
            desk.group(["A001C001_2A_T1.mov", "B001C001_2A_T1.mov"])
        said = desk.group(["A001C001_2A_T1.mov", "B001C001_2A_T1.mov"], offset=12)
        assert "camera B began 0.500 s later, told by a person" in said.says
        assert desk.ingest([tmp_path / "A001C001_2A_T1.mov", tmp_path / "B001C001_2A_T1.mov"]).added == ("2A/1B",)


def test_a_camera_without_a_slate_is_said_to_have_run_with_another(tmp_path: Path) -> None:
    sound, _ = spoken()
    files = [camera_file(tmp_path / "A001C001_2A_T1.mov", sound[150_000:390_000]),
             camera_file(tmp_path / "B001C001.mov", sound[150_000:390_000], begins=LATER, clock="05:00:00:00"),
             recorder_file(tmp_path / "2A-T1.WAV", sound[150_000:], lead=20_000)]
    with Desk.new(tmp_path / "film", person="Edna") as desk:
        took = small(desk).ingest(files)
        assert any("it ran with A001C001_2A_T1.mov (2A/1), as both are heard in one recording" in one
                   for one in took.unslated), took.unslated
        assert "camera B began 0.651 s later" in desk.group(["A001C001_2A_T1.mov", "B001C001.mov"]).says
        again = desk.ingest(files)
        assert again.takes == ("2A/1", "2A/1B")
        assert not again.unslated


def test_mute_cameras_are_grouped_by_a_person(material: Path, tmp_path: Path) -> None:
    folder = material / "takes" / "pose2sim" / "Pose2Sim" / "Demo_Batch" / "Trial_1" / "videos"
    files = [folder / name for name in ("cam01.mp4", "cam03.mp4")]
    with Desk.new(tmp_path / "film", person="Edna", rate="60") as desk:
        assert small(desk).ingest(files, scene="1").takes == ("1/1", "1/2")
        desk.group(["cam01.mp4", "cam03.mp4"], offset=0)
        assert set(desk.film.takes) == {"1/1", "1/1B"}
        again = desk.ingest(files, scene="1")
        assert (again.takes, again.added) == (("1/1", "1/1B"), ())
        assert again.groups == desk.ingest(files, scene="1").groups != ()
