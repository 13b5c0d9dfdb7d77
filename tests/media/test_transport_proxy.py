"""Proxies: upright, square, boxed in one shape, of one kind, whole or not there at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from workprint.film import CannotRead, Original, Rate
from workprint.media import Shape, contact_sheet, filmstrip, make_proxy, probe, still
from workprint.media.fitting import Fitting
from workprint.media.made_film import code_picture, make_take, read_code, unboxed

FILM, SHAPE = Rate(24), Shape(320, 180)


def rgb(proxy: Path, frame: int = 0) -> np.ndarray:
    with av.open(str(proxy)) as container:
        for number, picture in enumerate(container.decode(video=0)):
            if number == frame:
                return picture.to_ndarray(format="rgb24")
    raise AssertionError(f"no frame {frame}")


@pytest.mark.parametrize(("kind", "inner"), [
    ({}, (320, 180)),
    ({"rotation": 90}, (102, 180)), ({"rotation": 180}, (320, 180)), ({"rotation": 270}, (102, 180)),
    ({"width": 240, "height": 180}, (240, 180)), ({"width": 480, "height": 200}, (320, 134)),
    ({"width": 720, "height": 576, "pixel_aspect": Fraction(64, 45)}, (320, 180)),
    ({"width": 320, "height": 360, "pixel_aspect": Fraction(2)}, (320, 180)),
    ({"width": 241, "height": 135, "codec": "ffv1", "pixels": "yuv444p"}, (320, 180)),
    ({"width": 180, "height": 321, "codec": "ffv1", "pixels": "yuv444p", "rotation": 90}, (320, 180)),
], ids=str)
def test_every_picture_stands_upright_square_and_centred(tmp_path: Path, kind: dict[str, Any],
                                                         inner: tuple[int, int]) -> None:
    name = "a.mkv" if kind.get("codec") == "ffv1" else "a.mov"
    original = probe(make_take(tmp_path / name, 5, frames=4, sound=False, **kind))
    make_proxy(original, tmp_path / "p.mp4", rate=FILM, shape=SHAPE)
    picture = rgb(tmp_path / "p.mp4", 3)
    assert picture.shape == (180, 320, 3)
    filled = np.argwhere(picture.max(axis=2) > 20)
    (top, left), (below, right) = filled.min(axis=0), filled.max(axis=0) + 1
    assert abs((right - left) - inner[0]) <= 4
    assert abs((below - top) - inner[1]) <= 4
    assert abs((320 - right) - left) <= 4
    assert abs((180 - below) - top) <= 4
    assert read_code(unboxed(picture, *inner)) == (5, 3)
    assert picture[:, :max(0, left - 4)].max(initial=0) <= 4


@pytest.mark.parametrize(("matrix", "full"), [("bt709", False), ("bt709", True), ("smpte170m", False),
                                              ("smpte170m", True), ("bt2020nc", False), ("", False)])
def test_colours_come_out_as_they_went_in(tmp_path: Path, matrix: str, full: bool) -> None:
    colours = np.array([(200, 40, 40), (40, 180, 60), (50, 60, 200), (235, 235, 235), (20, 20, 20), (180, 160, 40)])
    picture = np.repeat(np.repeat(colours[None].astype(np.uint8), 180, 0), 60, 1)
    path = tmp_path / "c.mov"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=24, options={"crf": "4"})
        stream.width, stream.height, stream.pix_fmt = 360, 180, "yuv420p"
        codes = {"bt709": 1, "smpte170m": 6, "bt2020nc": 9, "": 2}
        if matrix:
            stream.codec_context.colorspace, stream.codec_context.color_range = codes[matrix], 2 if full else 1
        frame = av.VideoFrame.from_ndarray(picture, "rgb24")
        # An untagged picture of this size is taken for Rec. 601, as players do.
        frame = frame.reformat(format="yuv420p", dst_colorspace=codes[matrix or "smpte170m"],
                               dst_color_range=2 if full else 1)
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    original = probe(path)
    assert original.picture is not None
    assert (original.picture.matrix, original.picture.full_range) == (matrix, full)
    small: list[np.ndarray] = []
    make_proxy(original, tmp_path / "p.mp4", rate=FILM, shape=Shape(360, 180),
               watch=lambda _, picture: small.append(picture))
    with av.open(str(tmp_path / "p.mp4")) as proxy:
        frame = next(proxy.decode(video=0))
        assert (int(frame.colorspace), int(frame.color_range)) == (1, 1)
        shown = frame.reformat(format="rgb24", src_colorspace=1, src_color_range=1, dst_color_range=2).to_ndarray()
    for place, colour in enumerate(colours):
        assert np.abs(shown[90, 30 + 60 * place].astype(int) - colour).max() <= 6
        assert np.abs(small[0][60, 20 + 40 * place].astype(int) - colour).max() <= 8


def test_every_proxy_picture_stands_alone_and_all_are_of_one_kind(tmp_path: Path) -> None:
    heads = set()
    for take, size in ((1, (320, 180)), (2, (192, 108)), (3, (200, 320))):
        original = probe(make_take(tmp_path / f"{take}.mov", take, frames=30, sound=False, width=size[0],
                                   height=size[1]))
        make_proxy(original, tmp_path / f"{take}.mp4", rate=FILM, shape=SHAPE)
        with av.open(str(tmp_path / f"{take}.mp4")) as proxy:
            stream = proxy.streams.video[0]
            packets = [packet for packet in proxy.demux(stream) if packet.size]
            assert len(packets) == 30
            assert all(packet.is_keyframe and packet.pts == packet.dts for packet in packets)
            assert (stream.average_rate, stream.width, stream.height, stream.pix_fmt) == (24, 320, 180, "yuv420p")
            # NAL unit type 5 is an IDR picture; 7 and 8, parameter sets, must stand in the head only.
            kinds = {kind for packet in packets for kind in nal_kinds(bytes(packet))}
            assert kinds <= {5, 6, 9}
            assert 5 in kinds
            heads.add(bytes(stream.codec_context.extradata or b""))
    assert len(heads) == 1


def nal_kinds(data: bytes) -> list[int]:
    kinds, at = [], 0
    while at + 5 <= len(data):
        kinds.append(data[at + 4] & 31)
        at += 4 + int.from_bytes(data[at:at + 4], "big")
    return kinds


def test_the_watcher_sees_every_frame_small(tmp_path: Path) -> None:
    original = probe(make_take(tmp_path / "a.mov", 6, frames=30, rate=Fraction(30), sound=False, width=640, height=360))
    seen: list[tuple[int, tuple[int, int] | None]] = []
    shapes = set()

    def watch(frame: int, picture: np.ndarray) -> None:
        shapes.add((picture.shape, picture.dtype.name))
        code = read_code(picture)
        seen.append((frame, code))
    facts = make_proxy(original, tmp_path / "p.mp4", rate=FILM, shape=Shape(640, 360), watch=watch)
    assert shapes == {((135, 240, 3), "uint8")}
    assert facts.frames == 24
    assert seen == [(frame, (6, frame * 30 // 24)) for frame in range(24)]


def test_a_proxy_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = probe(make_take(tmp_path / "a.mov", 6, frames=30, sound=False))

    def stop(frame: int, picture: np.ndarray) -> None:
        if frame == 12:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        make_proxy(original, tmp_path / "p.mp4", rate=FILM, shape=SHAPE, watch=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mov"]


def test_damaged_pictures_are_counted_and_the_rest_is_there(tmp_path: Path) -> None:
    path = make_take(tmp_path / "a.mov", 6, frames=40, sound=False, codec="prores_ks", pixels="yuv422p10le")
    with av.open(str(path)) as container:
        places = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    data = bytearray(path.read_bytes())
    for number in (10, 11, 12):
        at, size = places[number]
        data[at:at + size] = bytes(size)
    path.write_bytes(data)
    facts = make_proxy(probe(path), tmp_path / "p.mp4", rate=FILM, shape=SHAPE)
    assert facts.decode_errors == 3
    assert facts.frames == 40
    assert facts.repeated == 3
    assert read_code(rgb(tmp_path / "p.mp4", 11)) == (6, 9)
    assert read_code(rgb(tmp_path / "p.mp4", 13)) == (6, 13)


def test_a_damaged_colour_tag_costs_no_picture(tmp_path: Path) -> None:
    path = make_take(tmp_path / "a.mov", 6, frames=8, sound=False, codec="prores_ks", pixels="yuv422p10le")
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    data = bytearray(path.read_bytes())
    # Byte 16 of a ProRes frame header, which begins at byte 8, names the matrix. Source: SMPTE RDD 36, table 5.1.
    data[packets[3].pos + 8 + 16] = 14
    path.write_bytes(data)
    facts = make_proxy(probe(path), tmp_path / "p.mp4", rate=FILM, shape=SHAPE)
    assert (facts.frames, facts.decode_errors) == (8, 0)
    assert read_code(rgb(tmp_path / "p.mp4", 3)) == (6, 3)


def test_a_sound_file_makes_no_proxy(tmp_path: Path) -> None:
    original = Original("0" * 64, str(tmp_path / "only sound.wav"), 1)
    with pytest.raises(CannotRead, match=r"only sound\.wav cannot be read: it has no picture"):
        make_proxy(original, tmp_path / "p.mp4", rate=FILM, shape=SHAPE)


def test_strips_and_sheets_show_the_frames_they_should(tmp_path: Path) -> None:
    original = probe(make_take(tmp_path / "a.mov", 6, frames=48, sound=False))
    proxy = tmp_path / "p.mp4"
    make_proxy(original, proxy, rate=FILM, shape=SHAPE)
    strip = loaded(filmstrip(proxy, tmp_path / "s.png", count=6, height=180))
    assert strip.shape == (180, 6 * 320, 3)
    assert [read_code(strip[:, at:at + 320]) for at in range(0, 1920, 320)] == [(6, n) for n in range(4, 48, 8)]
    assert loaded(filmstrip(proxy, tmp_path / "s.jpg")).shape == (90, 12 * 160, 3)
    assert loaded(contact_sheet([proxy] * 5, tmp_path / "c.png", columns=2, height=90, gap=4)).shape == (286, 332, 3)
    assert read_code(np.asarray(still(proxy, 31, height=180))) == (6, 31)
    with pytest.raises(CannotRead, match="has no frame 48"):
        still(proxy, 48)


def loaded(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_inside_its_shape_a_picture_keeps_its_proportions(rotation: int) -> None:
    width, height = Fitting(Shape(960, 540), rotation, Fraction(1)).inner(1998, 1080)
    expected = Fraction(1998, 1080) if rotation % 180 == 0 else Fraction(1080, 1998)
    assert abs(Fraction(width, height) - expected) < Fraction(2, 100)
    assert width == 960 or height == 540


def test_a_coded_picture_reads_back() -> None:
    assert read_code(code_picture(255, 65_535)) == (255, 65_535)
    assert read_code(np.zeros((180, 320, 3), np.uint8)) is None
