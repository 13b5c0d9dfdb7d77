"""Stills: what goes out comes back, what a file says of its colour is heard, and a hostile one gets a sentence."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import OpenImageIO as oiio  # noqa: N813
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workprint.film import BadValue, CannotRead
from workprint.media.colour import SPACES, read_still, write_still

RGB = np.random.default_rng(4).uniform(0, 1, (24, 40, 3)).astype(np.float32)


@pytest.mark.parametrize(("name", "bits", "off"), [
    ("a.png", 16, 1e-5), ("a.tif", 16, 1e-5), ("a.tiff", 32, 0), ("a.exr", 16, 5e-4), ("a.exr", 32, 0),
    ("a.png", 8, 1.6 / 255), ("a.tif", 8, 1.6 / 255)])
def test_what_is_written_comes_back_with_its_space(tmp_path, name, bits, off):
    write_still(tmp_path / name, RGB, bits=bits, space=SPACES["logc3"])
    rgb, told = read_still(tmp_path / name)
    assert rgb.dtype == np.float32
    assert np.abs(rgb - RGB).max() <= off
    assert told == (SPACES["logc3"], "its description says so")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_exr_keeps_light_beyond_white_and_below_black(tmp_path):
    write_still(tmp_path / "a.exr", RGB * 40 - 3, bits=32)
    assert np.array_equal(read_still(tmp_path / "a.exr")[0], RGB * 40 - 3)


def test_eight_bits_of_a_dark_ramp_show_no_bands(tmp_path):
    """Undithered, a ramp over three codes is four flat steps; dithered, every column's mean is where it should be."""
    ramp = np.repeat(np.repeat(np.linspace(8, 11, 600, dtype=np.float32)[None, :, None] / 255, 400, 0), 3, 2)
    write_still(tmp_path / "a.png", ramp, bits=8)
    means = 255 * read_still(tmp_path / "a.png")[0].mean((0, 2))
    wanted = np.linspace(8, 11, 600)
    assert np.abs(means - wanted).mean() < 0.05
    assert np.abs(np.rint(wanted) - wanted).mean() > 0.2  # what rounding alone would leave


def test_whole_8_bit_codes_are_not_dithered(tmp_path):
    codes = np.random.default_rng(1).integers(0, 256, (20, 20, 3)).astype(np.float32)
    write_still(tmp_path / "a.png", codes / 255, bits=8)
    np.testing.assert_allclose(255 * read_still(tmp_path / "a.png")[0], codes, atol=1e-3)


def saved(path, picture, kind="uint8", names=None, **attributes):
    spec = oiio.ImageSpec(picture.shape[1], picture.shape[0], picture.shape[2], kind)
    if names:
        spec.channelnames = names
    for name, value in attributes.items():
        spec.attribute(name, *value) if isinstance(value, tuple) else spec.attribute(name, value)
    target = oiio.ImageOutput.create(str(path))
    assert target.open(str(path), spec)
    target.write_image(np.ascontiguousarray(picture))
    target.close()
    return path


def test_what_a_format_lays_down_is_said_to_be_that(tmp_path):
    bare = [saved(tmp_path / name, (RGB * 255).astype(np.uint8)) for name in ("a.png", "a.jpg", "a.tif")]
    told = [read_still(path)[1] for path in bare]
    assert [one.space for one in told] == [SPACES["srgb"], SPACES["srgb"], ""]
    assert "has no colour profile, which means sRGB by convention" in told[1].how
    assert told[2].how == "its TIFF has no colour profile; name its space"
    light = read_still(saved(tmp_path / "a.exr", RGB, "half"))[1]
    assert (light.space, "by OpenEXR's own rule" in light.how) == (SPACES["linear709"], True)


def test_primaries_of_an_exr_are_heard(tmp_path):
    ap1 = (0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767)
    path = saved(tmp_path / "a.exr", RGB, "half", chromaticities=("float[8]", ap1))
    assert read_still(path)[1] == (SPACES["acescg"], "its primaries say so")


def test_grey_is_grey_and_transparency_is_left_out(tmp_path):
    grey, _ = read_still(saved(tmp_path / "g.png", (RGB[..., :1] * 255).astype(np.uint8)))
    assert grey.shape == (24, 40, 3)
    assert np.ptp(grey, -1).max() == 0
    clear, _ = read_still(saved(tmp_path / "c.png", np.dstack([RGB, RGB[..., :1] * 0]), "uint16"))
    np.testing.assert_allclose(clear, RGB, atol=1e-4)  # straight, not multiplied away


def test_channels_are_found_by_name_and_pixels_that_are_no_number_are_none(tmp_path):
    layers = np.dstack([RGB[..., 2], RGB[..., 0] * 0 + 7, RGB[..., 1], RGB[..., 0]])
    layers[0, 0, 3], layers[0, 1, 3] = np.nan, np.inf
    rgb, _ = read_still(saved(tmp_path / "a.exr", layers, "float", names=("B", "Z", "G", "R")))
    assert (rgb[0, 0, 0], rgb[0, 1, 0]) == (0, 65504)
    np.testing.assert_array_equal(rgb[1:], RGB[1:])


@pytest.mark.parametrize(("orientation", "turn"), [
    (1, lambda picture: picture), (2, lambda picture: picture[:, ::-1]), (3, lambda picture: picture[::-1, ::-1]),
    (4, lambda picture: picture[::-1]), (5, lambda picture: picture.swapaxes(0, 1)),
    (6, lambda picture: np.rot90(picture, -1)), (7, lambda picture: np.rot90(picture, 2).swapaxes(0, 1)),
    (8, lambda picture: np.rot90(picture))])
def test_a_photograph_comes_upright(tmp_path, orientation, turn):
    codes = (RGB * 255).astype(np.uint8)
    path = saved(tmp_path / "a.tif", codes, Orientation=orientation)
    np.testing.assert_allclose(255 * read_still(path)[0], turn(codes), atol=1e-3)


def png(width, height, *, kind=2, depth=8, data=b""):
    """A PNG whose head claims what it likes."""
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b""))


@pytest.mark.parametrize(("name", "content", "says"), [
    ("a.png", png(60_000, 60_000), r"a\.png cannot be read: (its head claims 60000 by 60000 pixels|OpenImageIO says)"),
    ("a.png", png(20_000, 4_000), r"claims 20000 by 4000 pixels, and 67 million are the most; .*scale it down"),
    ("a.png", png(0, 5), "a.png cannot be read"), ("a.png", png(40, 40), "a.png cannot be read"),
    ("a.png", b"GIF89a" + bytes(90), "it is no PNG, TIFF, OpenEXR or JPEG; a whole PNG, TIFF, EXR or JPEG would do"),
    ("a.png", b"", "it is empty"), ("a.exr", b"v/1\x01" + bytes(300), "a.exr cannot be read"),
    ("a.tif", b"II*\0" + b"\xff" * 60, "a.tif cannot be read"), ("a.jpg", b"\xff\xd8\xff" + bytes(60), "a.jpg cannot"),
])
def test_a_hostile_still_gets_a_sentence(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotRead, match=says):
        read_still(tmp_path / name)


def test_what_is_not_there_and_what_is_no_colour_get_sentences(tmp_path):
    with pytest.raises(CannotRead, match=r"no\.png cannot be read: it is not there"):
        read_still(tmp_path / "no.png")
    depths = saved(tmp_path / "z.exr", RGB, "float", names=("Z", "U", "V"))
    with pytest.raises(CannotRead, match=r"none of its channels are red, green and blue \(Z, U, V\)"):
        read_still(depths)


@pytest.mark.parametrize(("name", "bits", "shape", "says"), [
    ("a.gif", 8, (4, 4, 3), r"a still was to be a\.gif in 8 bits; 8 or 16 bits as \.png or \.tif, 16 or 32 as \.exr"),
    ("a.png", 12, (4, 4, 3), r"a\.png in 12 bits"), ("a.png", 16, (4, 4), r"a still of shape \(4, 4\) came")])
def test_what_cannot_be_written_is_said(tmp_path, name, bits, shape, says):
    with pytest.raises(BadValue, match=says):
        write_still(tmp_path / name, np.zeros(shape), bits=bits)
    with pytest.raises(CannotRead, match=r"a\.png cannot be written"):
        write_still(tmp_path / "nowhere" / "a.png", RGB)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Small whole files of every kind, as bytes."""
    folder = tmp_path_factory.mktemp("whole")
    small = (RGB[:9, :11] * 255).astype(np.uint8)
    paths = [saved(folder / name, small) for name in ("a.png", "a.tif", "a.jpg")]
    paths += [saved(folder / "a.exr", RGB[:9, :11], "half"), saved(folder / "f.exr", RGB[:9, :11], "float")]
    return {path.name: path.read_bytes() for path in paths}


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_still_is_read_or_gets_a_sentence(whole, tmp_path, data):
    name = data.draw(st.sampled_from(sorted(whole)))
    content = bytearray(whole[name])
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(4, min(len(content) - 1, 400)))
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    kept = bytes(content[:data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content)
    (tmp_path / name).write_bytes(kept)
    try:
        rgb, told = read_still(tmp_path / name)
    except CannotRead as sentence:
        assert str(sentence).startswith(f"{name} cannot be read: ")
        assert "\n" not in str(sentence)
    else:
        assert np.isfinite(rgb).all()
        assert rgb.shape[2] == 3
        assert told.how
