"""Real files from many makers are told right; what is known of them is in the material's own notes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import av
import pytest

from workprint.film import CannotRead, Original, Rate
from workprint.media import Shape, embedded_sync, find_rushes, make_proxy, probe, read_sound


def files(folder: Path) -> tuple[Path, ...]:
    found = find_rushes(folder)
    if not found:
        pytest.skip(f"{folder.name} is not among the real material on this machine")
    return found


def told(folder: Path) -> dict[str, Original]:
    return {path.name: probe(path) for path in files(folder) if path.suffix}


def test_field_recorders_tell_scene_take_tracks_and_time(material: Path) -> None:
    found = told(material / "takes" / "wavinfo")
    takes = {name: dict(original.tags) for name, original in found.items()}
    assert {name: tags["take"] for name, tags in takes.items() if name.startswith("A101_") and len(name) == 10} == {
        "A101_1.WAV": "1", "A101_2.WAV": "2", "A101_3.WAV": "3", "A101_4.WAV": "4"}
    assert takes["Sr001-2C-01_01.WAV"]["note"].endswith("Tail Slate Cloth noise")
    zoom = found["Scene_1_2AG-T001_Tr1.WAV"]
    assert zoom.sound[0].names == ("BOOM",)
    assert zoom.timecode is not None
    assert (str(zoom.timecode), zoom.timecode.rate, zoom.timecode_from) == ("22:40:10:00", 25, "bwf")
    first = found["A101_1.WAV"].timecode
    assert first is not None
    assert first.rate == Rate.parse("23.976")


def test_a_recorder_without_ixml_counts_at_the_films_rate(material: Path) -> None:
    (path,) = [path for path in files(material / "takes" / "ltcsync") if path.name == "ZOOM0004_Tr1.WAV"]
    for rate in (Rate(24), Rate(25)):
        timecode = probe(path, rate=rate).timecode
        assert timecode is not None
        assert (str(timecode), timecode.rate) == ("13:34:21:00", rate)


def test_cameras_are_counted_to_the_picture(material: Path) -> None:
    for original in told(material / "takes" / "pose2sim").values():
        assert original.picture is not None
        assert (original.picture.frames, original.picture.rate, original.picture.variable) == (100, 60, False)
    for path in files(material / "takes" / "grid"):
        picture = probe(path).picture if path.suffix == ".mpg" else None
        assert picture is None or (picture.frames, picture.rate) == (75, 25)


def test_clips_have_the_pictures_that_people_counted(material: Path) -> None:
    known = {"tears-of-steel-battle-clip-medium.webm": 1691, "bunny_75_82.mp4": 384, "big_buck_bunny_0_30.webm": 720}
    found = told(material / "cuts")
    assert {name: found[name].picture.frames for name in known if found[name].picture} == known  # type: ignore[union-attr]


def test_whatever_is_no_film_is_named_and_the_rest_goes_on(material: Path) -> None:
    outcome: Counter[str] = Counter()
    for folder in ("takes", "cuts", "speech"):
        for path in files(material / folder):
            try:
                probe(path)
                outcome["read"] += 1
            except CannotRead as trouble:
                assert str(trouble).startswith(f"{path.name} cannot be read: ")
                outcome["refused"] += 1
    assert outcome["read"] >= 45
    assert outcome["refused"] <= 5


def test_a_real_clip_becomes_a_proxy_of_as_many_frames(material: Path, tmp_path: Path) -> None:
    (path,) = [path for path in files(material / "takes" / "grid") if path.name == "bbaf2n.mpg"]
    original = probe(path)
    facts = make_proxy(original, tmp_path / "p.mp4", rate=Rate(25), shape=Shape(480, 270))
    assert (facts.frames, facts.repeated, facts.dropped, facts.decode_errors) == (75, 0, 0, 0)
    with av.open(str(tmp_path / "p.mp4")) as proxy:
        assert sum(1 for _ in proxy.decode(video=0)) == 75
    assert embedded_sync(path).offset == 0
    assert abs(len(read_sound(path)) - 75 * 1920) < 1500
