"""Rushes with no script: lines from pauses, found again in other takes by their sound, or from a model's words."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from desk_scenes import FOUNTAIN, camera_file, small, spoken

from workprint.desk import Desk
from workprint.film import NotAllowed, NotOnTheDesk, ToolCard
from workprint.media import read_sound
from workprint.media.following import follow, sounds
from workprint.media.lining import WhisperWords
from workprint.media.speech import lines_said, speech

MOODS = {"2A/1": ("guarded", 100), "2B/1": ("tired", 85), "2C/1": ("angry", 115)}


def _truth(name: str) -> dict[str, tuple[int, int]]:
    words = spoken(*MOODS[name])[1]
    lines = dict.fromkeys(word.line for word in words)
    return {line: (min(word.start for word in words if word.line == line),
                   max(word.out for word in words if word.line == line)) for line in lines}


@pytest.fixture(scope="module")
def rushes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("no script")
    for number, (name, how) in enumerate(MOODS.items(), 1):
        camera_file(folder / f"A001C00{number}_{name.replace('/', '_T')}.mov", spoken(*how)[0],
                    clock=f"01:0{number}:00:00")
    return folder


@pytest.fixture(scope="module")
def ingested(rushes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ingested") / "film"
    with Desk.new(folder, person="Edna") as desk:
        small(desk).ingest([rushes])
    return folder


@pytest.fixture
def desk(ingested: Path, tmp_path: Path):
    shutil.copytree(ingested, tmp_path / "film")
    with Desk.open(tmp_path / "film") as desk:
        yield desk


def test_lines_are_made_of_what_was_said_and_found_in_every_take(desk, rushes: Path) -> None:
    made = desk.transcript()
    assert (made.scene, made.take, made.voices, made.words) == ("2", "2B/1", 2, False)
    assert [one.who for one in made.lines] == ["VOICE 1", "VOICE 2"] * 2 + ["VOICE 1"]
    assert [one.text for one in made.lines] == [f"said {number}" for number in range(1, 6)]
    off = []
    for name in MOODS:
        readings = {one.line: one for one in desk.film.readings[name] if one.line}
        assert list(readings) == list(_truth(name))
        off += [abs(edge - true) / 48 for line, span in _truth(name).items()
                for edge, true in zip((readings[line].start, readings[line].out), span, strict=True)]
    assert np.mean(off) < 60, off
    assert {word.text for one in desk.film.readings["2C/1"] for word in one.said} == {"…"}
    entry = next(desk.ledger.entries("script"))
    assert (entry.role, entry.body["origin"]["take"]) == ("tool", "2B/1")
    desk.propose(want=4)
    (rushes / "scene.fountain").write_text(FOUNTAIN)
    desk.line(rushes / "scene.fountain")
    assert [line.text for line in desk.material("2").scene.spoken][1] == "You were late."
    assert desk.film.readings["2C/1"][0].said[0].text == "you"
    with pytest.raises(NotAllowed, match="scene 2 is in the script already"):
        desk.transcript(scene="2")


def test_with_a_model_lines_have_words_and_takes_are_lined_by_them(desk, tmp_path: Path, monkeypatch) -> None:
    class Part:
        def __init__(self, word) -> None:
            self.t0, self.t1, self.text = word.start // 480, word.out // 480, word.text

    class Listening:
        """Stands in for a Whisper model: it hears what was said in 2B/1."""

        def transcribe(self, media, **settings):
            return [Part(word) for word in spoken(*MOODS["2B/1"])[1]]

    card = ToolCard("whisper-words", "1", "breakdown", "hears words", "nobody knows", "not", "MIT", "0" * 64)
    monkeypatch.setattr(WhisperWords, "load", classmethod(lambda cls, path, **about: cls(card, Listening())))
    made = desk.transcript(model=tmp_path / "model.bin", take="2B/1")
    assert [one.text for one in made.lines][:2] == ["You ordered for me.", "You were late."]
    assert desk.film.overheard["2"].model == "0" * 64
    assert {word.text for one in desk.film.readings["2C/1"] for word in one.said} >= {"ordered", "outside", "cold"}


def test_what_is_not_there_is_said(desk, tmp_path: Path) -> None:
    with pytest.raises(NotOnTheDesk, match="no take of scene 9 is on the desk; 2 would do"):
        desk.transcript(scene="9")
    with pytest.raises(NotOnTheDesk, match="take '9Z/1' is no take of scene 2 with sound; 2A/1, 2B/1, 2C/1 would do"):
        desk.transcript(take="9Z/1")


def test_a_line_that_is_left_out_or_said_by_nobody_is_not_claimed() -> None:
    sound, _ = spoken()
    spans = list({line: _truth("2A/1")[line] for line in _truth("2A/1")}.values())
    known = sounds(sound)
    lines = [known.part(*span) for span in spans]
    other, _ = spoken("tired", 85)
    gone = _truth("2B/1")["2/3"]
    without = np.concatenate([other[:gone[0] - 2400], other[gone[1] + 2400:]])
    assert [one.line for one in follow(lines, sounds(without))] == [0, 1, 3, 4]
    assert follow(lines, sounds(np.zeros(96_000, np.float32))) == ()
    assert not follow(lines, sounds(np.ascontiguousarray(other[::-1])))


def test_speech_is_told_from_hum_claps_and_noise(material: Path) -> None:
    sound, _ = spoken()
    at = np.arange(len(sound)) / 48_000
    hum = sum(0.02 / part * np.sin(2 * np.pi * 50 * part * at) for part in range(1, 12))
    assert len(lines_said((sound + hum).astype(np.float32))) == 5
    for noise in (material / "speech" / "speechbrain" / "tests" / "samples" / "noise").iterdir():
        assert speech(read_sound(noise)) == ()
    said = speech(read_sound(material / "speech" / "whisper" / "tests" / "jfk.flac"))
    assert 6 < sum(out - start for start, out in said) / 48_000 < 8


def test_a_real_speech_is_followed_at_another_pace(material: Path) -> None:
    from scipy.signal import resample_poly

    sound = read_sound(material / "speech" / "whisper" / "tests" / "jfk.flac")
    lines, known = lines_said(sound), sounds(sound)
    slower = resample_poly(sound, 108, 100).astype(np.float32)
    found = follow([known.part(one.start, one.out) for one in lines], sounds(slower))
    assert [one.line for one in found] == list(range(len(lines)))
    assert all(abs(one.start - lines[one.line].start * 1.08) < 4800 for one in found)
