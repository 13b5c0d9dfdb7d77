"""Lining of real voices: the GRID recordings and a speech of 1961."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from workprint.film import Line, Scene
from workprint.media.lining import line_take
from workprint.media.recording import read_sound

CLIPS = {"bbaf2n": "bin blue at F two now", "brbk7n": "bin red by K seven now",
         "id2_vcd_swwp2s": "set white with P two soon", "lbax4n": "lay blue at X four now",
         "lrwp9a": "lay red with P nine again", "sbwe5n": "set blue with E five now"}
"""The sentence of each clip, as its name spells it (GRID: command, colour, preposition, letter, digit, adverb)."""
GRID = Scene("1", "INT. STUDIO - DAY", tuple(
    Line(f"1/{number}", "spoken", text) for number, text in enumerate(CLIPS.values(), start=1)))
SPEECH = ("And so, my fellow Americans,", "ask not what your country can do for you.",
          "Ask what you can do for your country.")


def test_each_grid_clip_is_lined_to_its_own_line(material: Path) -> None:
    for number, name in enumerate(CLIPS, start=1):
        sound = read_sound(material / "takes" / "grid" / f"{name}.mpg")
        lines = [reading.line for reading in line_take(GRID, name, sound).readings if reading.line]
        assert lines == [f"1/{number}"]


def test_grid_word_edges_are_near_those_that_people_set(material: Path) -> None:
    folder = material / "takes" / "grid"
    marks = [line.split() for line in (folder / "swwp2s.align").read_text().splitlines()]
    true = [(int(start) * 48 // 25, int(out) * 48 // 25) for start, out, text in marks if text != "sil"]
    (reading,) = line_take(GRID, "3", read_sound(folder / "id2_vcd_swwp2s.mpg")).readings
    errors = [abs(one - other) for word, edges in zip(reading.words, true, strict=True)
              for one, other in zip((word.start, word.out), edges, strict=True)]
    assert np.mean(errors) / 48 < 45


def test_every_word_of_an_old_speech_is_found(material: Path) -> None:
    scene = Scene("2", "EXT. CAPITOL - DAY", tuple(
        Line(f"2/{number}", "spoken", text) for number, text in enumerate(SPEECH, start=1)))
    done = line_take(scene, "2/1", read_sound(material / "speech" / "whisper" / "tests" / "jfk.flac"))
    assert [reading.line for reading in done.readings] == ["2/1", "2/2", "2/3"]
    assert {word.heard for reading in done.readings for word in reading.words} == {"scripted"}


def test_a_word_that_the_speaker_did_not_say_is_changed(material: Path) -> None:
    scene = Scene("2", "EXT. CAPITOL - DAY", (
        Line("2/1", "spoken", SPEECH[0]), Line("2/2", "spoken", "ask not what your mother can do for you."),
        Line("2/3", "spoken", SPEECH[2])))
    done = line_take(scene, "2/1", read_sound(material / "speech" / "whisper" / "tests" / "jfk.flac"))
    changed = [(reading.line, word.text) for reading in done.readings for word in reading.words
               if word.heard == "changed"]
    assert changed == [("2/2", "country")]
