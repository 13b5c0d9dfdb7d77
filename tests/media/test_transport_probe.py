"""A file tells what it is, or is named with the reason why it cannot; nothing hangs and nothing else is raised."""

from __future__ import annotations

import hashlib
import os
import random
import wave
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from workprint.film import CannotRead, Original, Rate, Timecode
from workprint.media import find_rushes, make_proxy, probe, read_sound
from workprint.media.fitting import Shape
from workprint.media.made_film import code_picture, make_take, read_code


@pytest.fixture(scope="module")
def rush(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One ordinary camera file."""
    folder = tmp_path_factory.mktemp("rushes")
    return make_take(folder / "33B_T2.mov", 3, frames=30, channels=2, metadata={"timecode": "01:02:03:04"})


def test_a_folder_gives_what_is_worth_probing(tmp_path: Path) -> None:
    for name in ("b.mov", "A.WAV", ".hidden.mov", "report.csv", "x.ale", "note.TXT", "s.fountain", "s.pdf", "d.json",
                 "d.xml", "day 1/c.mxf", ".Trash/old.mov", "seq/f.0010.png", "seq/f.0011.png", "seq/f.0012.png",
                 "two/g1.png", "two/g2.png", "still.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [str(path.relative_to(tmp_path)) for path in find_rushes(tmp_path)] == [
        "A.WAV", "b.mov", "day 1/c.mxf", "seq/f.0010.png", "still.jpg", "two/g1.png", "two/g2.png"]


def test_a_camera_file_tells_all_of_itself(rush: Path) -> None:
    original = probe(rush)
    assert original.hash == hashlib.sha256(rush.read_bytes()).hexdigest()
    assert original.bytes == rush.stat().st_size
    assert original.path == str(rush)
    picture, (sound,) = original.picture, original.sound
    assert picture is not None
    assert (picture.codec, picture.width, picture.height, picture.rate, picture.frames) == ("h264", 320, 180, 24, 30)
    assert (sound.codec, sound.rate, sound.channels, sound.samples) == ("pcm_s16le", 48_000, 2, 60_000)
    assert original.timecode == Timecode.parse("01:02:03:04", Rate(24))
    assert original.timecode_from == "container"
    assert original.warnings == ()


def test_drop_frame_timecode_is_read_as_such(tmp_path: Path) -> None:
    path = make_take(tmp_path / "d.mov", 1, frames=4, rate=Fraction(30000, 1001), metadata={"timecode": "00:59:59;28"})
    timecode = probe(path).timecode
    assert timecode is not None
    assert str(timecode) == "00:59:59;28"
    assert timecode.drop


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotation_is_told_clockwise(tmp_path: Path, turn: int) -> None:
    picture = probe(make_take(tmp_path / "r.mp4", 1, frames=3, sound=False, rotation=turn)).picture
    assert picture is not None
    assert picture.rotation == turn


def test_colour_and_pixel_shape_are_told(tmp_path: Path) -> None:
    path = make_take(tmp_path / "c.mp4", 1, frames=3, sound=False, pixel_aspect=Fraction(4, 3),
                     coder={"x264-params": "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:fullrange=on"})
    picture = probe(path).picture
    assert picture is not None
    assert (picture.primaries, picture.transfer, picture.matrix) == ("bt2020", "arib-std-b67", "bt2020nc")
    assert picture.full_range
    assert picture.pixel_aspect == Fraction(4, 3)


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), [
    ("a.wav", "pcm_s24le", 48_000, 1), ("b.wav", "pcm_s16le", 44_100, 2), ("c.flac", "flac", 48_000, 4),
    ("d.m4a", "aac", 48_000, 2), ("e.mp3", "libmp3lame", 44_100, 2), ("f.ogg", "libopus", 48_000, 2),
    ("g.opus", "libopus", 48_000, 1), ("h.aif", "pcm_s16be", 48_000, 2)])
def test_sound_files_of_all_kinds_tell_their_length(tmp_path: Path, name: str, codec: str, rate: int,
                                                    channels: int) -> None:
    path = sound_file(tmp_path / name, codec, rate, channels, rate * 3 // 2)
    original = probe(path)
    assert original.picture is None
    (sound,) = original.sound
    assert (sound.rate, sound.channels) == (rate, channels)
    lossy = codec in ("aac", "libmp3lame", "libvorbis", "libopus")
    assert abs(sound.samples - rate * 3 // 2) <= (2400 if lossy else 0)
    assert abs(len(read_sound(path)) * rate // 48_000 - sound.samples) <= (1200 if lossy else 1)


def sound_file(path: Path, codec: str, rate: int, channels: int, samples: int) -> Path:
    tone = (np.sin(np.arange(samples) * 2 * np.pi * 440 / rate) * 16_000).astype(np.int16)
    with av.open(str(path), "w") as container:
        track: Any = container.add_stream(codec, rate=rate)
        track.layout = {1: "mono", 2: "stereo", 4: "quad"}[channels]
        spread = np.repeat(tone[:, None], channels, 1).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(spread, "s16", track.layout.name)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        fifo = av.AudioFifo()
        fifo.write(frame)
        while (part := fifo.read(track.codec_context.frame_size or 4096, partial=True)) is not None:
            container.mux(track.encode(part))
        container.mux(track.encode(None))
    return path


def test_an_image_sequence_is_one_original(tmp_path: Path) -> None:
    for number in (7, 8, 9, 12):
        Image.fromarray(code_picture(2, number)).save(tmp_path / f"f_{number:04}.png")
    first = tmp_path / "f_0007.png"
    original = probe(first, rate=Rate(25))
    assert original.picture is not None
    assert (original.picture.frames, original.picture.rate) == (4, 25)
    assert "2 of the numbered pictures are missing" in original.warnings[0]
    whole = b"".join((tmp_path / f"f_{number:04}.png").read_bytes() for number in (7, 8, 9, 12))
    assert original.hash == hashlib.sha256(whole).hexdigest()
    facts = make_proxy(original, tmp_path / "p.mp4", rate=Rate(25), shape=Shape(320, 180))
    with av.open(str(tmp_path / "p.mp4")) as proxy:
        seen = [read_code(frame.to_ndarray(format="rgb24")) for frame in proxy.decode(video=0)]
    assert [code[1] for code in seen if code] == [7, 8, 9, 9, 9, 12]
    assert facts.frames == 6


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "tif", "tga", "webp", "jp2", "dpx", "exr"])
def test_stills_of_all_kinds_make_a_sequence(tmp_path: Path, kind: str) -> None:
    for number in (1, 2, 3):
        path = tmp_path / f"s%d_{number:02}.{kind}"
        if kind in ("dpx", "exr"):
            write_still(path, kind, code_picture(9, number))
        else:
            Image.fromarray(code_picture(9, number)).save(path)
    original = probe(tmp_path / f"s%d_01.{kind}")
    make_proxy(original, tmp_path / "p.mp4", rate=Rate(24), shape=Shape(320, 180))
    with av.open(str(tmp_path / "p.mp4")) as proxy:
        seen = [read_code(frame.to_ndarray(format="rgb24")) for frame in proxy.decode(video=0)]
    assert seen == [(9, 1), (9, 2), (9, 3)]


def write_still(path: Path, codec: str, picture: np.ndarray) -> None:
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream: Any = container.add_stream(codec, rate=24)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "rgb24" if codec == "dpx" else "gbrpf32le"
        frame = av.VideoFrame.from_ndarray(picture, "rgb24")
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def test_a_name_with_a_pattern_or_colon_in_it_is_only_a_name(tmp_path: Path) -> None:
    for name in ("take%03d.mov", "concat:a.mov", "b'\"c d.mov"):
        path = make_take(tmp_path / name, 1, frames=3, sound=False)
        picture = probe(path).picture
        assert picture is not None
        assert picture.frames == 3


def broken(tmp_path: Path, rush: Path) -> dict[str, tuple[Path, str]]:
    whole = rush.read_bytes()
    cases = {"empty.mov": (b"", "it is empty"), "cut off.mov": (whole[:-2000], "damaged or cut off"),
             "text.mov": (b"Dear editor, the card was full.\n" * 50, "no picture or sound|no film"),
             "zeros.wav": (bytes(5000), "no picture or sound|no film"),
             "huge head.mov": (b"\x00\x00\x00\x01mdat\x7f" + b"\xff" * 15 + whole[:300], "damaged|cut off|ends before"),
             "huge chunk.wav": (b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff" + bytes(40), "damaged|FFmpeg|memory")}
    found = {}
    for name, (data, why) in cases.items():
        (tmp_path / name).write_bytes(data)
        found[name] = (tmp_path / name, why)
    Image.new("RGB", (64, 64)).save(tmp_path / "picture.jpg")
    os.rename(tmp_path / "picture.jpg", tmp_path / "wrong name.mov")
    found["wrong name.mov"] = (tmp_path / "wrong name.mov", "called .mov but holds a still picture")
    with wave.open(str(tmp_path / "no length.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
    found["no length.wav"] = (tmp_path / "no length.wav", "no length|ends before|none of its sound")
    found["gone.mov"] = (tmp_path / "gone.mov", "it is not there")
    (tmp_path / "folder.mov").mkdir()
    found["folder.mov"] = (tmp_path / "folder.mov", "it is no file")
    os.mkfifo(tmp_path / "pipe.mov")
    found["pipe.mov"] = (tmp_path / "pipe.mov", "it is no file")
    return found


def test_a_broken_file_is_named_with_its_reason(tmp_path: Path, rush: Path) -> None:
    for name, (path, why) in broken(tmp_path, rush).items():
        with pytest.raises(CannotRead, match=f"^{name} cannot be read: .*({why})"):
            probe(path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, rush: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CannotRead, match="permission denied"):
        probe(rush)


def test_a_playlist_opens_no_other_file(tmp_path: Path, rush: Path) -> None:
    lists = {"a.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\n{rush}\n#EXT-X-ENDLIST\n",
             "b.ffconcat": f"ffconcat version 1.0\nfile '{rush}'\n"}
    for name, text in lists.items():
        (tmp_path / name).write_text(text)
        with pytest.raises(CannotRead, match=name):
            probe(tmp_path / name)


def test_a_file_cut_off_behind_its_head_tells_how_much_is_there(tmp_path: Path) -> None:
    path = make_take(tmp_path / "whole.mov", 1, frames=100, sound=False, options={"movflags": "faststart"})
    path.write_bytes(path.read_bytes()[:-path.stat().st_size // 3])
    original = probe(path)
    assert original.picture is not None
    assert 30 < original.picture.frames < 100
    assert any("ends early" in warning for warning in original.warnings)
    facts = make_proxy(original, tmp_path / "p.mp4", rate=Rate(24), shape=Shape(320, 180))
    assert abs(facts.frames - original.picture.frames) <= 4


def outcome(path: Path, folder: Path) -> Original | CannotRead:
    try:
        original = probe(path)
        if original.picture:
            # A mutated header may claim any rate or size; the film's own are what a proxy has.
            make_proxy(replace(original, picture=replace(original.picture)), folder / "p.mp4", rate=Rate(24),
                       shape=Shape(64, 36))
        if original.sound:
            read_sound(path, out=48_000)
    except CannotRead as trouble:
        return trouble
    return original


@pytest.mark.parametrize("kind", ["a.mov", "a.mkv", "a.ts", "a.wav", "a.mp4"])
def test_mutated_files_are_read_or_refused_and_nothing_else(tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    path = tmp_path / kind
    if kind == "a.wav":
        sound_file(path, "pcm_s16le", 48_000, 2, 4000)
    else:
        make_take(path, 1, frames=8, width=64, height=36, sound_codec="aac" if kind != "a.mov" else "pcm_s16le")
    whole = path.read_bytes()
    refused = 0
    for _ in range(60):
        data = bytearray(whole)
        if chance.random() < 0.3:
            del data[chance.randrange(1, len(data)):]
        for _ in range(chance.choice((1, 3, 30))):
            # Heads are small and matter most, so that they are hit more often than chance would.
            data[chance.randrange(len(data)) if chance.random() < 0.5 else -1 - chance.randrange(min(900, len(data)))] \
                = chance.choice((0, 255, 127, chance.randrange(256)))
        path.write_bytes(data)
        refused += isinstance(outcome(path, tmp_path), CannotRead)
    assert 0 < refused < 60
