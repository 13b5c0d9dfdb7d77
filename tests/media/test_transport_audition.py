"""Auditions and conforms show exactly the frames and sound exactly the samples that the cut names."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from workprint.film import (
    BadValue,
    CannotCut,
    CannotRead,
    Cut,
    Material,
    Piece,
    Rate,
    Scene,
    Shot,
    Slate,
    Sync,
    Take,
    Timecode,
)
from workprint.media import (
    Reel,
    Shape,
    audition,
    conform,
    laid_part,
    lay_sound,
    make_proxy,
    mixdown,
    probe,
    read_sound,
    stream,
)
from workprint.media.made_film import make_take, read_code, unboxed

SHAPE = Shape(192, 108)
RATES = [Rate.parse(text) for text in ("23.976", "24", "25", "29.97", "30")]
SIXTEEN_BITS = 0.51 / 32768


@dataclass(frozen=True)
class Rushes:
    """Takes on disk, ready to be cut."""

    rate: Rate
    reels: Mapping[str, Reel]
    material: Material

    def mix(self, cut: Cut) -> np.ndarray:
        takes = {name: reel.take for name, reel in self.reels.items()}
        return mixdown(cut, takes, lambda name, start, out: laid_part(self.reels[name].sound or Path(), start, out))


def shoot(folder: Path, rate: Rate, kinds: list[dict[str, Any]]) -> Rushes:
    reels, takes, originals = {}, [], []
    for number, kind in enumerate(kinds, 1):
        name = kind.pop("name", f"{number}.mov")
        original = probe(make_take(folder / name, number, rate=kind.pop("own", rate), **({"width": 192, "height": 108}
                                                                                     | kind)))
        facts = make_proxy(original, folder / f"{number}.proxy.mp4", rate=rate, shape=SHAPE)
        take = Take(Slate("1", "A", number), original.hash, facts.frames, rate, sound=original.hash, sync=Sync(0))
        lay_sound(original, take, folder / f"{number}.laid.wav")
        reels[take.id] = Reel(folder / f"{number}.proxy.mp4", folder / f"{number}.laid.wav", take)
        takes.append(take)
        originals.append(original)
    return Rushes(rate, reels, Material(Scene("1", "INT. TEST", ()), rate, tuple(takes), (), tuple(originals)))


@pytest.fixture(scope="module", params=RATES, ids=str)
def rushes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rushes:
    folder = tmp_path_factory.mktemp("rushes")
    return shoot(folder, request.param, [{"frames": 72}, {"frames": 60, "codec": "prores_ks", "pixels": "yuv422p10le"},
                                         {"frames": 50, "name": "3.mkv"}])


def chance_cut(rushes: Rushes, shots: int, seed: int) -> Cut:
    """A cut with `shots` shots; its sound runs over the picture's edits and has other takes."""
    chance = random.Random(seed)
    seen, heard = (run(chance, rushes, shots), run(chance, rushes, shots * 2))
    frames = min(sum(out - start for _, start, out in part) for part in (seen, heard))
    return Cut("1", rushes.rate, tuple(Shot(*part) for part in shortened(seen, frames)),
               tuple(Piece(*part) for part in shortened(heard, frames)))


def run(chance: random.Random, rushes: Rushes, count: int) -> list[tuple[str, int, int]]:
    parts = []
    for _ in range(count):
        take = chance.choice(rushes.material.takes)
        start = chance.randrange(take.frames)
        parts.append((take.id, start, chance.randint(start + 1, min(take.frames, start + 20))))
    return parts


def shortened(parts: list[tuple[str, int, int]], frames: int) -> list[tuple[str, int, int]]:
    kept = []
    for name, start, out in parts:
        length = min(out - start, frames)
        if length:
            kept.append((name, start, start + length))
        frames -= length
    return kept


def wanted(cut: Cut) -> list[tuple[int, int]]:
    """(take, frame) of every frame of a cut."""
    return [(int(shot.take[-1]), frame) for shot in cut.shots for frame in range(shot.start, shot.out)]


def shown(path: Path, inner: tuple[int, int] | None = None) -> list[tuple[int, int] | None]:
    with av.open(str(path)) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return [read_code(unboxed(picture, *inner) if inner else picture) for picture in pictures]


def timing(path: Path) -> tuple[list[Fraction], Fraction, Fraction | None]:
    """Times of all pictures, the first sound's, and the rate."""
    with av.open(str(path)) as container:
        base = container.streams.video[0].time_base or Fraction(1)
        times = [(frame.pts or 0) * base for frame in container.decode(video=0)]
        rate = container.streams.video[0].average_rate
    with av.open(str(path)) as container:
        first = next(container.decode(audio=0))
        return times, (first.pts or 0) * (first.time_base or Fraction(1)), rate


@pytest.mark.parametrize("way", ["audition", "stream"])
def test_an_audition_is_exact_to_the_frame_and_the_sample(rushes: Rushes, tmp_path: Path, way: str) -> None:
    cut = chance_cut(rushes, 25, seed=1)
    out = tmp_path / "a.mp4"
    if way == "audition":
        assert audition(cut, rushes.reels, out) == out
    else:
        out.write_bytes(b"".join(stream(cut, rushes.reels)))
    assert shown(out) == wanted(cut)
    times, first, rate = timing(out)
    assert times == [frame / rushes.rate for frame in range(cut.frames)]
    assert (first, rate) == (0, rushes.rate)
    sound, mixed = read_sound(out), rushes.mix(cut)
    assert len(sound) == len(mixed) == rushes.rate.sample(cut.frames)
    assert np.abs(sound - mixed).max() <= SIXTEEN_BITS
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("codec", ["h264", "prores"])
def test_a_conform_is_exact_to_the_frame_and_the_sample(rushes: Rushes, tmp_path: Path, codec: Any) -> None:
    cut = chance_cut(rushes, 12, seed=2)
    heard: list[tuple[int, int]] = []
    made = conform(cut, rushes.material, tmp_path / "film.mov", codec=codec,
                   on_frame=lambda done, total: heard.append((done, total)))
    assert (made.path, made.frames) == (tmp_path / "film.mov", cut.frames)
    assert heard == [(frame + 1, cut.frames) for frame in range(cut.frames)]
    assert shown(made.path) == wanted(cut)
    times, first, rate = timing(made.path)
    assert times == [frame / rushes.rate for frame in range(cut.frames)]
    assert (first, rate) == (0, rushes.rate)
    sound, mixed = read_sound(made.path), rushes.mix(cut)
    assert len(sound) == len(mixed)
    assert np.abs(sound - mixed).max() <= SIXTEEN_BITS
    told = probe(made.path)
    assert told.timecode == Timecode(3600 * rushes.rate.timebase, rushes.rate)
    assert told.picture is not None
    assert (told.picture.width, told.picture.height) == (192, 108)
    assert told.picture.codec == {"h264": "h264", "prores": "prores"}[codec]
    assert told.picture.primaries == told.picture.transfer == told.picture.matrix == "bt709"


def test_a_conform_mixes_sources_of_every_rate_and_size(tmp_path: Path) -> None:
    rate = Rate(24)
    rushes = shoot(tmp_path, rate, [{"frames": 50}, {"frames": 60, "own": Fraction(60)},
                                    {"frames": 40, "own": Fraction(25), "width": 108, "height": 192, "name": "3.mp4",
                                     "sound_codec": "aac"},
                                    {"frames": 45, "rotation": 90, "sound_rate": 44_100}])
    parts = (("1A/1", 5, 15), ("1A/2", 3, 20), ("1A/3", 10, 22), ("1A/4", 30, 44), ("1A/1", 40, 50))
    cut = Cut("1", rate, tuple(Shot(*part) for part in parts), tuple(Piece(*part) for part in parts))
    made = conform(cut, rushes.material, tmp_path / "film.mov", size=Shape(384, 216))
    expected = {1: lambda n: n, 2: lambda n: n * 60 // 24, 3: lambda n: n * 25 // 24, 4: lambda n: n}
    inner = {1: (384, 216), 2: (384, 216), 3: (122, 216), 4: (122, 216)}
    codes = wanted(cut)
    at = 0
    for take, part in groupby(codes, key=lambda code: code[0]):
        frames = [frame for _, frame in part]
        seen = shown(made.path, inner[take])[at:at + len(frames)]
        assert seen == [(take, expected[take](frame)) for frame in frames]
        at += len(frames)
    # AAC overshoots full scale by a little, where sixteen bits have one step less.
    assert np.abs(read_sound(made.path) - rushes.mix(cut)).max() <= 2 * SIXTEEN_BITS
    assert "1A/3, 1A/4" in " ".join(made.notes)


def test_a_film_for_every_player_has_aac_in_sync(rushes: Rushes, tmp_path: Path) -> None:
    cut = chance_cut(rushes, 12, seed=4)
    made = conform(cut, rushes.material, tmp_path / "film.mp4")
    assert shown(made.path) == wanted(cut)
    told, mixed = probe(made.path), rushes.mix(cut)
    assert told.sound[0].codec == "aac"
    assert abs(told.sound[0].samples - len(mixed)) <= 48
    heard = read_sound(made.path, out=len(mixed))
    likeness = np.fft.irfft(np.fft.rfft(heard, 1 << 20) * np.conj(np.fft.rfft(mixed, 1 << 20)))
    assert np.argmax(likeness) == 0
    with pytest.raises(BadValue, match=r"film\.mp4 in prores; a name that ends in \.mov would do"):
        conform(cut, rushes.material, tmp_path / "film.mp4", codec="prores")


def test_handles_are_added_as_far_as_a_take_reaches(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 48}])
    cut = Cut("1", Rate(24), (Shot("1A/1", 4, 10), Shot("1A/1", 30, 44)), (Piece("1A/1", 0, 20),))
    made = conform(cut, rushes.material, tmp_path / "pull.mov", handles=8)
    assert [code[1] for code in shown(made.path) if code] == [*range(18), *range(22, 48)]
    assert made.frames == 44
    assert "8 frames of handles" in " ".join(made.notes)


def test_hdr_and_wide_colour_keep_their_tags(tmp_path: Path) -> None:
    tags = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    rushes = shoot(tmp_path, Rate(24), [{"frames": 12, "coder": {"x264-params": tags}},
                                        {"frames": 12, "coder": {"x264-params": tags}}, {"frames": 12}])
    one = Cut("1", Rate(24), (Shot("1A/1", 0, 6), Shot("1A/2", 2, 8)), (Piece("1A/1", 0, 12),))
    for codec in ("h264", "prores"):
        told = probe(conform(one, rushes.material, tmp_path / f"{codec}.mov", codec=codec).path).picture
        assert told is not None
        assert (told.primaries, told.transfer, told.matrix) == ("bt2020", "arib-std-b67", "bt2020nc")
    mixed = replace(one, shots=(Shot("1A/1", 0, 6), Shot("1A/3", 2, 8)))
    made = conform(mixed, rushes.material, tmp_path / "mixed.mov")
    told = probe(made.path).picture
    assert told is not None
    assert told.matrix == "bt709"
    assert "not all shots have the same colour tags" in " ".join(made.notes)


def test_an_original_that_is_gone_or_another_is_named(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 12}])
    cut = Cut("1", Rate(24), (Shot("1A/1", 0, 6),), (Piece("1A/1", 0, 6),))
    path = Path(rushes.material.originals[0].path)
    whole = path.read_bytes()
    path.write_bytes(whole + b"x")
    with pytest.raises(CannotRead, match=r"1\.mov cannot be read: it is not the file that was ingested"):
        conform(cut, rushes.material, tmp_path / "film.mov")
    path.unlink()
    with pytest.raises(CannotRead, match=r"1\.mov cannot be read: it is not there"):
        conform(cut, rushes.material, tmp_path / "film.mov")
    assert not (tmp_path / "film.mov").exists()


def test_frames_and_takes_that_are_not_there_are_refused(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 12}])
    beyond = Cut("1", Rate(24), (Shot("1A/1", 0, 13),), (Piece("1A/1", 0, 13),))
    with pytest.raises(CannotCut, match="frame 12 of take 1A/1 is not in its proxy; frames 0 to 11 would do"):
        audition(beyond, rushes.reels, tmp_path / "a.mp4")
    with pytest.raises(CannotCut, match="take 1A/1 ends at frame 12, before the shot does"):
        conform(beyond, rushes.material, tmp_path / "a.mp4")
    strange = Cut("1", Rate(24), (Shot("9Z/9", 0, 5),), (Piece("1A/1", 0, 5),))
    with pytest.raises(CannotCut, match="9Z/9"):
        audition(strange, rushes.reels, tmp_path / "a.mp4")
    with pytest.raises(CannotCut, match="9Z/9"):
        conform(strange, rushes.material, tmp_path / "a.mp4")
    empty = Cut("1", Rate(24), (), ())
    with pytest.raises(CannotCut, match="without a shot"):
        list(stream(empty, rushes.reels))
    with pytest.raises(CannotCut, match="came without a shot"):
        conform(empty, rushes.material, tmp_path / "a.mp4")
    Path(rushes.reels["1A/1"].picture).unlink()
    with pytest.raises(CannotRead, match="the proxy is gone"):
        audition(replace(beyond, shots=(Shot("1A/1", 0, 5),), pieces=(Piece("1A/1", 0, 5),)), rushes.reels,
                 tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


def test_a_mute_scene_still_plays(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 24}])
    reel = rushes.reels["1A/1"]
    mute = {"1A/1": Reel(reel.picture, None, replace(reel.take, sound="", sync=None))}
    cut = Cut("1", Rate(24), (Shot("1A/1", 0, 20),), (Piece("1A/1", 0, 20),))
    assert shown(audition(cut, mute, tmp_path / "a.mp4")) == wanted(cut)
    sound = read_sound(tmp_path / "a.mp4")
    assert len(sound) == 40_000
    assert 0 < np.sqrt(np.mean(sound**2)) < 0.001


def test_an_open_stream_can_be_left_at_any_time(tmp_path: Path) -> None:
    rushes = shoot(tmp_path, Rate(24), [{"frames": 48}])
    parts = tuple(("1A/1", 0, 48) for _ in range(10))
    cut = Cut("1", Rate(24), tuple(Shot(*part) for part in parts), tuple(Piece(*part) for part in parts))
    playing = stream(cut, rushes.reels)
    first = next(playing)
    assert first[4:8] == b"ftyp"
    playing.close()
