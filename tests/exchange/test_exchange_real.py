"""Real scripts, reports and timelines, written by other people's programs."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from workprint.exchange import read_back, read_report, read_script, slate_from_name
from workprint.exchange.fountain import read_elements
from workprint.film import CannotRead, Rate

TOOLS = {"HEADING": "heading", "CHARACTER": "character", "DIALOGUE": "dialogue", "PARENTHETICAL": "parenthetical",
         "TRANSITION": "transition", "SECTION": "section", "SYNOPSIS": "synopsis", "LYRIC": "lyric"}
"""Kinds as screenplay-tools names them; it joins paragraphs of action, so those are not compared."""

AS_EXPECTED = {"Action": 2, "Dialogue": 11, "Formatted": 0, "LineBreaks": 12, "Lyrics": 7, "PageBreak": 2,
               "SceneHeading": 10, "Scratch": 10, "TitlePage": 0, "Transition": 13, "UTF8": 10}
"""Fixtures of screenplay-tools that we read as it does, and how many elements are compared.

Not `Character` (it refuses the cue 3CPO, which has a letter), `Parenthetical` (it takes the second of two in a row
for speech), `Notes` (it joins action to speech across a blank line), `Boneyards` and `Sections` (it takes a first
``CUT TO:`` for a title page or for action), `Tags` (its own addition to Fountain)."""


@pytest.mark.parametrize("name", AS_EXPECTED)
def test_fixtures_of_screenplay_tools_read_as_it_reads_them(material: Path, name: str) -> None:
    folder = material / "scripts" / "screenplay-tools" / "tests"
    told = next(path for path in (folder / f"{name}.txt", folder / f"{name}-Merged.txt") if path.exists())
    rows = re.findall(r'^(\w+):"((?:[^"]|"(?!\s*(?:\(|"|$)))*)"', told.read_text(encoding="utf-8"), re.M)
    expected = [(TOOLS[kind], text.strip()) for kind, text in rows if kind in TOOLS]
    elements = read_elements((folder / f"{name}.fountain").read_text(encoding="utf-8"))
    assert [(one.kind, one.text.strip()) for one in elements if one.kind in TOOLS.values()] == expected
    assert len(expected) == AS_EXPECTED[name]


REFERENCE = {
    "SceneHeaders": ["heading"] * 15 + ["action"] * 3 + ["heading"],
    "SceneNumbers": ["heading"] * 7,
    "SectionHeaders": ["section"] * 7,
    "Sections-Complex": ["section", "synopsis", "heading", "section", "section", "heading"],
    "Synopses": ["section", "synopsis"] * 3,
    "PageBreaks": ["action", "page break"] * 2 + ["action"],
    "MultilineAction": ["action"] * 3,
    "CenteredText": ["centred", "transition", "centred", "centred"],
    "DualDialogue": ["character", "dialogue"] * 2,
    "ForcedElements": ["action", "character", "dialogue", "character", "lyric", "lyric"],
    "Transitions": ["transition", "transition", "action", "transition", "action", "transition", "transition"],
}
"""What the reference implementation's tests expect of its fixtures, element by element. It takes FADE TO BLACK for a
transition; by the syntax, which came later, it is action."""


@pytest.mark.parametrize("name", REFERENCE)
def test_fixtures_of_the_reference_implementation(material: Path, name: str) -> None:
    path = material / "scripts" / "nyousefi-fountain" / "FountainTests" / f"{name}.fountain"
    assert [element.kind for element in read_elements(path.read_text(encoding="utf-8"))] == REFERENCE[name]


def test_scene_numbers_of_the_reference_are_kept_as_printed(material: Path) -> None:
    path = material / "scripts" / "nyousefi-fountain" / "FountainTests" / "SceneNumbers.fountain"
    assert [scene.number for scene in read_script(path).scenes] == ["1", "1A", "1a", "A1", "I-1-A", "1.", "110A"]


def test_whole_scripts_are_read_whole(material: Path) -> None:
    samples = material / "scripts" / "afterwriting" / "samples"
    found = {path.stem: read_script(path) for path in samples.glob("*.fountain")}
    assert {name: (len(script.scenes), sum(len(scene.spoken) for scene in script.scenes))
            for name, script in found.items()} == {
                "brick_and_steel": (8, 20), "my_living_memory": (9, 121), "printing_trouble": (29, 61)}
    assert found["my_living_memory"].title == "My Living Memory"


def test_every_script_in_the_folder_is_read(material: Path) -> None:
    scripts = sorted((material / "scripts").rglob("*.fountain"))
    assert len(scripts) > 40
    for path in scripts:
        assert read_script(path).scenes is not None


def test_log_exchange_of_cameras_and_labs(material: Path) -> None:
    folder = material / "interchange" / "otio-ale" / "tests" / "sample_data"
    rows = {path.stem: read_report(path).rows for path in folder.glob("*.ale")}
    assert {name: len(found) for name, found in rows.items()} == {
        "sample": 4, "sample2": 2, "sample_blanks": 1, "sample_cdl": 4, "sample_no_blanks": 6, "sampleUHD": 1}
    assert [str(row.slate) for row in rows["sample2"]] == ["19A/1", "19A/2"]
    assert rows["sample_cdl"][0].slate is None, "a camera's clip name is no slate"
    assert rows["sampleUHD"][0].timecode == "14:40:02:11"


def test_names_of_real_recordings(material: Path) -> None:
    names = {path.name: slate_from_name(path.name) for path in (material / "takes").rglob("*.*")}
    told = {name: str(slate) for name, slate in names.items() if slate}
    assert told == {
        "PT A101_4.A1.wav": "A101/4", "A101_1.WAV": "A101/1", "A101_2.WAV": "A101/2", "A101_3.WAV": "A101/3",
        "A101_4.WAV": "A101/4", "A101_1_1.WAV": "A101/1", "A101_1_2.WAV": "A101/1",
        "Sr001-001-06_01.WAV": "1/6", "Sr001-2C-01_01.WAV": "2C/1"}


REFUSED = {"dissolve_test_fail.edl", "premiere_example.otio", "screening_example.otio", "premiere_example_filter.xml",
           "fcpx_clips.fcpxml"}
"""A list that is broken on purpose, two files of a schema that OpenTimelineIO 0.18 does not know, and two without a
timeline."""


def test_timelines_of_other_programs_are_read_or_named(material: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    files = [path for folder in ("otio-cmx3600", "otio-core", "otio-fcp7xml", "otio-fcpx", "python-edl")
             for path in sorted((material / "interchange" / folder).rglob("*.*"))
             if path.suffix in (".otio", ".edl", ".xml", ".fcpxml")]
    refused = set()
    for path in files:
        try:
            assert read_back(path).rate > 0
        except CannotRead:
            refused.add(path.name)
    assert len(files) > 50
    assert refused == REFUSED


def test_avid_sequences_are_read(material: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    folder = material / "interchange" / "otio-aaf" / "tests" / "sample_data"
    simple, drop = read_back(folder / "simple.aaf"), read_back(folder / "2997fps-DFTC.aaf")
    assert (simple.rate, simple.start, [len(track.items) for track in simple.tracks]) == (Rate(24), 86400, [5, 5, 5])
    assert (drop.rate, drop.start) == (Rate.parse("29.97"), 539460)


def test_one_edit_list_at_the_rate_it_was_written_for(material: Path) -> None:
    path = material / "interchange" / "python-edl" / "tests" / "test_data" / "test_25.edl"
    guessed, given = read_back(path), read_back(path, rate=Rate(25))
    assert "25 was taken" in guessed.notes[0]
    assert not any("was taken" in note for note in given.notes)
    assert guessed.tracks == given.tracks
