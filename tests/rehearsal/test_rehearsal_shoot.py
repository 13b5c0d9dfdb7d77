"""A take on disk: picture, sound, clocks and truth agree with each other, read back by other eyes."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import wavinfo
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate

from workprint.exchange import read_fountain
from workprint.film import BadValue, CannotRead, Rate, Timecode
from workprint.media.rehearsal import (
    SMALL_PLAN,
    SMALL_SCENE,
    TakeTruth,
    planned,
    read_plan,
    read_truth,
    shoot,
    voices_installed,
    wrap,
)
from workprint.media.rehearsal.picture import pictures
from workprint.media.rehearsal.recorder import timecode_sound
from workprint.media.rehearsal.timeline import lay
from workprint.media.rehearsal.voice import speak

SIZE = (320, 180)
RATE = Rate.parse("23.976")
(SCENE,) = read_fountain(SMALL_SCENE.read_text("utf-8")).scenes
PLAN = read_plan(SMALL_PLAN)
spoken_only = pytest.mark.skipif(not voices_installed(), reason="voices need the extra 'voice' (workprint[voice])")


@pytest.fixture(scope="module")
def rushes(tmp_path_factory) -> tuple[Path, tuple[TakeTruth, ...]]:
    folder = tmp_path_factory.mktemp("rushes")
    takes = planned(SCENE, PLAN, seed=1)
    truths = tuple(shoot(take, SCENE, PLAN, folder, rate=RATE, seed=1, size=SIZE) for take in takes)
    wrap(truths, folder)
    return folder, truths


def sound_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        parts = [frame.to_ndarray().reshape(-1) for frame in file.decode(audio=0)]
    whole = np.concatenate(parts).astype(np.float64)
    return whole / np.abs(whole).max()


@spoken_only
def test_the_camera_file_is_as_the_truth_says(rushes):
    folder, truths = rushes
    for truth in truths:
        with av.open(str(folder / truth.picture)) as file:
            video, = file.streams.video
            assert video.average_rate == RATE
            assert file.metadata["comment"].startswith("synthetic: Workprint rehearsal")
            assert "rehearsal" in file.metadata["title"]
            assert video.metadata["timecode"] == truth.timecode
            context = video.codec_context
            assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
            assert (video.width, video.height) == SIZE
            assert sum(1 for _ in file.decode(video=0)) == truth.frames
        assert abs(len(sound_of(folder / truth.picture)) - RATE.sample(truth.frames)) <= 1


@spoken_only
def test_the_file_shows_the_frames_that_were_drawn(rushes):
    folder, truths = rushes
    take = planned(SCENE, PLAN, seed=1)[1]
    timeline = lay(take, speak(take.speeches), RATE)
    with av.open(str(folder / truths[1].picture)) as file:
        for shown, drawn in zip(file.decode(video=0), pictures(take, SCENE, PLAN, timeline, size=SIZE, seed=1),
                                strict=True):
            planes = shown.to_ndarray().astype(int)
            assert np.abs(planes[:SIZE[1]] - drawn.luma).mean() < 3
            assert np.abs(planes[SIZE[1]:].reshape(drawn.chroma.shape) - drawn.chroma).mean() < 1.5


@spoken_only
def test_offset_and_drift_are_what_the_sound_says(rushes):
    folder, truths = rushes
    for truth in truths:
        camera, recorder = sound_of(folder / truth.picture), sound_of(folder / truth.sound)
        for near in (0.25, 0.8):
            at = int(len(camera) * near)
            expected = (at - truth.offset) * (1 + truth.drift_ppb / 1e9)
            piece, base = camera[at:at + 72_000], int(expected) - 2_000
            found = base + correlate(recorder[base:base + 76_000], piece, "valid").argmax()
            assert abs(found - expected) <= 3, (truth.slate, near)


@spoken_only
def test_words_are_loud_and_long_pauses_are_room_tone(rushes):
    folder, truths = rushes
    for truth in truths:
        recorder = sound_of(folder / truth.sound)
        said = [word for word in truth.words if word.out > word.start]
        level = {True: [], False: []}
        for word, later in pairwise(said):
            for start, out in ((word.start, word.out), (word.out, later.start)):
                a, b = start - truth.offset, out - truth.offset
                if b - a > 4800:
                    level[start == word.start].append(np.sqrt((recorder[a + 960:b - 960] ** 2).mean()))
        assert min(level[True]) > 3 * np.median(level[False])


@spoken_only
def test_there_is_never_digital_silence(rushes):
    folder, truths = rushes
    for truth in truths:
        for name in (truth.picture, truth.sound):
            sound = sound_of(folder / name)
            blocks = sound[:len(sound) // 960 * 960].reshape(-1, 960)
            assert (np.ptp(blocks, axis=1) > 0).all()


@spoken_only
def test_the_recorders_file_is_a_broadcast_wave(rushes):
    folder, truths = rushes
    for truth in truths:
        info = wavinfo.WavInfoReader(str(folder / truth.sound))
        assert (info.fmt.sample_rate, info.fmt.bits_per_sample) == (48000, 24)
        assert "synthetic" in info.bext.description
        assert info.ixml.scene == truth.slate.split("/")[0]
        assert info.ixml.take == truth.slate.split("/")[1]
        assert [track.name for track in info.ixml.track_list] == ["BOOM"]
        picture = RATE.sample(Timecode.parse(truth.timecode, RATE).frame)
        assert (info.bext.time_reference - picture == truth.offset) == (truth.clock == "jammed")


@spoken_only
def test_the_papers_say_what_was_shot(rushes):
    folder, truths = rushes
    assert read_truth(folder) == truths
    rows = list(csv.DictReader((folder / "camera-report.csv").read_text("utf-8").splitlines()))
    assert list(rows[0]) == ["Name", "Scene", "Take", "Circled", "People", "About", "Angle", "Side", "Note"]
    assert [f"{row['Scene']}/{row['Take']}" for row in rows] == [truth.slate for truth in truths]
    assert rows[0]["People"].startswith("IDA:")
    assert rows[0]["Circled"] == "yes"
    assert sorted(path.suffix for path in folder.iterdir()) == [".WAV"] * 3 + [".csv", ".json"] + [".mov"] * 3
    planted = {truth.slate: [fault.kind for fault in truth.planted] for truth in truths}
    assert planted == {"2A/1": [], "2B/1": ["omit", "ad-lib"], "2C/1": ["fluff"]}
    assert truths[2].planted[0].words == ("sorry", "was", "cold")


@spoken_only
def test_shooting_again_gives_the_same_files(rushes, tmp_path):
    folder, truths = rushes
    take = planned(SCENE, PLAN, seed=1)[0]
    assert shoot(take, SCENE, PLAN, tmp_path, rate=RATE, seed=1, size=SIZE) == truths[0]
    assert (tmp_path / truths[0].sound).read_bytes() == (folder / truths[0].sound).read_bytes()
    assert (tmp_path / truths[0].picture).read_bytes() == (folder / truths[0].picture).read_bytes()


def test_a_mute_take_has_no_sound_and_needs_no_voice(tmp_path):
    plan = replace(PLAN, takes=(replace(PLAN.takes[0], sound_at=None),))
    truth = shoot(planned(SCENE, plan, seed=1)[0], SCENE, plan, tmp_path, rate=Rate(25), seed=1, size=SIZE)
    assert (truth.sound, truth.words, truth.clock) == ("", (), "")
    with av.open(str(tmp_path / truth.picture)) as file:
        assert not file.streams.audio
        assert file.streams.video[0].frames == truth.frames


def test_a_frame_that_cannot_be_is_said(tmp_path):
    with pytest.raises(BadValue, match="came as 33x20; at least 64x64"):
        shoot(planned(SCENE, PLAN, seed=1)[0], SCENE, PLAN, tmp_path, rate=RATE, seed=1, size=(33, 20))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"takes": 3}', '{"takes": [{"slate": 1}]}', "\0", '{"takes": [3]}'])
def test_a_broken_truth_is_said(tmp_path, text):
    (tmp_path / "TRUTH.json").write_text(text, "utf-8")
    with pytest.raises(CannotRead, match="holds no truth of a rehearsal"):
        read_truth(tmp_path)


@given(st.data())
def test_no_damage_to_a_truth_ends_in_a_traceback(tmp_path_factory, data):
    truth = TakeTruth("2A/1", "a.mov", "a.wav", 10, "24", 3)
    folder = tmp_path_factory.mktemp("truth")
    wrap([truth], folder)
    text = (folder / "TRUTH.json").read_text("utf-8")
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.sampled_from(["", "null", "{", '"', "9", "]"]))
    (folder / "TRUTH.json").write_text(text[:at] + put + text[at + data.draw(st.integers(0, 30)):], "utf-8")
    try:
        read_truth(folder)
    except CannotRead as trouble:
        assert str(trouble).count(";") >= 2


def test_truth_is_plain_whole_numbers(tmp_path):
    wrap([TakeTruth("2A/1", "a.mov", "a.wav", 10, "24", 3)], tmp_path)
    text = (tmp_path / "TRUTH.json").read_text("utf-8")
    json.loads(text, parse_float=lambda number: pytest.fail(f"a float is on the record: {number}"))


def decoded(sound: np.ndarray) -> list[tuple[int, str]]:
    """A reader of LTC from the distances between level changes: (sample of the frame's first bit, timecode)."""
    turns = np.flatnonzero(np.diff(np.sign(sound))) + 1
    bits, at, place = "", [], 0
    short = np.diff(turns).min()
    while place + 2 < len(turns):
        one = turns[place + 1] - turns[place] < short * 1.5
        bits, at = bits + "01"[int(one)], [*at, int(turns[place])]
        place += 2 if one else 1
    found, sync = [], bits.find("0011111111111101")
    while sync >= 0:
        if sync >= 64:
            word = bits[sync - 64:sync]
            digit = [int(word[a:a + b][::-1], 2) for a, b in
                     ((56, 2), (48, 4), (40, 3), (32, 4), (24, 3), (16, 4), (8, 2), (0, 4))]
            found.append((at[sync - 64], "{}{}:{}{}:{}{}:{}{}".format(*digit)))
        sync = bits.find("0011111111111101", sync + 1)
    return found


@pytest.mark.parametrize("rate", ["24", "25", "23.976", "30"])
@pytest.mark.parametrize("offset", [-100_003, 0, 7_001])
def test_timecode_as_sound_reads_back(rate, offset):
    first = Timecode.parse("14:19:59:20", Rate.parse(rate))
    found = decoded(timecode_sound(first, offset, 120_000))
    # LTC read without knowing the phase of the first turn can lose its first frame; every other must be there.
    assert len(found) >= 120_000 * float(first.rate) / 48_000 - 3
    for sample, text in found:
        frame = Timecode.parse(text, first.rate).frame - first.frame
        assert abs(first.rate.sample(frame) - offset - sample) <= 2


def test_timecode_as_sound_knows_no_high_rates():
    with pytest.raises(BadValue, match="30 or fewer would do"):
        timecode_sound(Timecode(0, Rate(50)), 0, 100)
