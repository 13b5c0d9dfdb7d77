"""A film with the grade burnt in: the codes that come out are those that the exact chain gives, within the codec."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from made_patches import colours, make_patches, make_ramp, middles, planes_of, unlimited

from workprint.film import (
    BadValue,
    CannotCut,
    Cut,
    Material,
    Original,
    Picture,
    Piece,
    Rate,
    Scene,
    Shot,
    Slate,
    Take,
)
from workprint.film.grade import Grade, Op, ShotGrade
from workprint.media import Shape, conform, probe
from workprint.media.colour import graded, original_picture, space_told
from workprint.media.colour.originals import Codes

REC709, LOGC3 = "Rec.1886 Rec.709 - Display", "ARRI LogC3 (EI800)"
OPS = (Op.of("exposure", stops=300), Op.of("balance", mired=150), Op.of("contrast", amount=1080))
LOOK = (Op.of("saturation", amount=900),)
KINDS = {"ten.mkv": ("yuv422p10le", "ffv1"), "eight.mkv": ("yuv420p", "ffv1")}


@pytest.fixture(scope="module")
def patches(tmp_path_factory):
    """Two lossless takes of 16 patches, the codes in them, and a cut with black in between."""
    folder = tmp_path_factory.mktemp("patches")
    truth, takes, originals = {}, [], []
    for number, (name, (pixels, coder)) in enumerate(KINDS.items(), 1):
        truth[f"1A/{number}"] = make_patches(folder / name, colours(16, number, apart=0.1 * number),
                                             pixels=pixels, coder=coder)
        original = probe(folder / name)
        originals.append(original)
        takes.append(Take(Slate("1", "A", number), original.hash, 3, Rate(24)))
    material = Material(Scene("1", "INT. LAB", ()), Rate(24), tuple(takes), (), tuple(originals))
    shots = (Shot("1A/1", 0, 2), Shot("", 0, 1), Shot("1A/2", 1, 3))
    return truth, material, Cut("1", Rate(24), shots, (Piece("", 0, 5),))


def grade_of(cut: Cut, **changes) -> Grade:
    spaces = {"1A/1": LOGC3, "1A/2": REC709, "": ""}
    shots = tuple(ShotGrade(shot.take, shot.start, shot.out, spaces[shot.take], OPS) for shot in cut.shots)
    return replace(Grade("1", "cut", cut.frames, shots, LOOK), **changes)


def shown_codes(path: Path, at: int) -> np.ndarray:
    """Display codes (16, 3) of the middles of the patches, as they are stored in the film."""
    planes, bits = planes_of(path, at)
    return unlimited(middles(np.stack(planes, -1)), bits)


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize(("name", "codec", "tolerance"), [("film.mov", "prores", 1.0), ("film.mp4", "h264", 2.5)])
def test_the_codes_of_a_graded_film_are_those_of_the_exact_chain(patches, tmp_path, name, codec, tolerance, exact):
    truth, material, cut = patches
    grade = grade_of(cut)
    made = conform(cut, material, tmp_path / name, codec=codec, grade=grade, exact=exact)
    for at, shot in ((0, 0), (4, 2)):
        one = grade.shots[shot]
        wanted = np.clip(graded(truth[one.take], one.space, grade.ops(shot)), 0, 1)
        off = 255 * np.abs(shown_codes(made.path, at) - wanted)
        assert off.mean() < tolerance / 2
        assert off.max() < tolerance, off.max()
    told = probe(made.path).picture
    assert (told.primaries, told.transfer, told.matrix) == ("bt709", "bt709", "bt709")
    assert "graded, seen through Rec.1886 Rec.709 - Display, ACES 2.0 - SDR 100 nits (Rec.709)" in " ".join(made.notes)
    assert ("whole chain" if exact else "tables of 65 points: at most 0.") in " ".join(made.notes)


def test_black_and_the_box_around_a_picture_stay_black_whatever_the_grade(patches, tmp_path):
    _, material, cut = patches
    lifted = grade_of(cut, look=(Op.of("print", softness=1000), Op.of("split", shadow_hue=2500, shadow_amount=1000)))
    made = conform(cut, material, tmp_path / "film.mov", codec="prores", grade=lifted, size=Shape(256, 128))
    planes, bits = planes_of(made.path, 0)
    assert bits == 10
    assert planes[0][:, :48].max() <= 66
    assert np.abs(planes[1][:, :48].astype(int) - 512).max() <= 2
    assert planes[0][:, 80:170].min() > 100
    assert planes_of(made.path, 2)[0][0].max() <= 66


def test_an_ungraded_grade_of_what_was_delivered_changes_nothing(patches, tmp_path):
    truth, material, cut = patches
    shots = tuple(replace(one, space=one.space and REC709, ops=()) for one in grade_of(cut).shots)
    made = conform(cut, material, tmp_path / "film.mov", codec="prores", grade=grade_of(cut, shots=shots, look=()))
    assert 255 * np.abs(shown_codes(made.path, 0) - truth["1A/1"]).max() < 1


def test_a_pull_has_the_grade_of_its_shots_too(patches, tmp_path):
    truth, material, cut = patches
    made = conform(cut, material, tmp_path / "film.mov", codec="prores", grade=grade_of(cut), handles=1)
    wanted = np.clip(graded(truth["1A/2"], REC709, (*OPS, *LOOK)), 0, 1)
    assert 255 * np.abs(shown_codes(made.path, made.frames - 1) - wanted).max() < 1


@pytest.mark.parametrize(("changes", "error", "says"), [
    ({"config": "aces_1.0.3"}, BadValue, "the grade was made with 'aces_1.0.3'; studio-config"),
    ({"view": "Moon/ACES 2.0 - SDR 100 nits (Rec.709)"}, BadValue, "the film was to be made for 'Moon'; Rec.1886"),
    ({"shots": ()}, CannotCut, "the grade has 0 shots of another cut; a grade of this cut would do"),
    ({"shots": "unnamed"}, BadValue, r"shot 1 \(1A/1\) has no colour space; the space of its camera would do"),
    ({"shots": "unknown"}, BadValue, "'Kodachrome' is not in the colour configuration"),
])
def test_a_grade_that_cannot_be_burnt_in_is_refused_before_anything_is_made(patches, tmp_path, changes, error, says):
    _, material, cut = patches
    if isinstance(changes.get("shots"), str):
        space = {"unnamed": "", "unknown": "Kodachrome"}[changes["shots"]]
        changes = {"shots": tuple(replace(one, space=space) for one in grade_of(cut).shots)}
    with pytest.raises(error, match=says):
        conform(cut, material, tmp_path / "film.mov", grade=grade_of(cut, **changes))
    assert not list(tmp_path.iterdir())


def test_a_dark_ramp_in_eight_bits_shows_no_bands(tmp_path):
    """Without dither the luma of a column is one whole number; with it, its mean follows the ramp between them."""
    ramp = np.linspace(0.05, 0.08, 512)
    path, rate = tmp_path / "ramp.mkv", Rate(24)
    make_ramp(path, ramp, frames=6)
    original = probe(path)
    take = Take(Slate("1", "A", 1), original.hash, 6, rate)
    material = Material(Scene("1", "INT. LAB", ()), rate, (take,), (), (original,))
    cut = Cut("1", rate, (Shot("1A/1", 0, 6),), (Piece("", 0, 6),))
    grade = Grade("1", "cut", 6, (ShotGrade("1A/1", 0, 6, REC709, ()),))
    luma = planes_of(conform(cut, material, tmp_path / "film.mp4", grade=grade).path, 4)[0][0].astype(float)
    wanted = 16 + 219 * ramp
    rounded = np.abs(np.rint(wanted) - wanted).mean()
    assert np.abs(luma.mean(0) - wanted).mean() < 0.6 * rounded
    assert luma.std(0).mean() > 0.3


def test_a_picture_of_an_original_comes_with_every_bit_it_has(patches):
    truth, material, _ = patches
    for at, original in enumerate(material.originals):
        picture = original_picture(original, Fraction(1, 24))
        assert picture.shape == (128, 128, 3)
        assert 255 * np.abs(middles(picture) - truth[f"1A/{at + 1}"]).max() < 0.15
        assert space_told(original).space == REC709


@pytest.mark.parametrize(("pixels", "code", "value", "full"), [
    ("rgb24", 200, 200 / 255, True), ("rgb48le", 40_000, 40_000 / 65535, True),
    ("gray16le", 40_000, 40_000 / 65535, True),
    ("gbrp10le", 700, 700 / 1023, True), ("gbrp12le", 3000, 3000 / 4095, True),
    ("yuv420p", 200, 184 / 219, False), ("yuv420p", 200, 200 / 255, True), ("yuv422p10le", 700, 636 / 876, False),
    ("yuv422p10le", 700, 700 / 1023, True), ("yuv444p12le", 3000, 3000 / 4095, True)])
def test_every_kind_of_picture_is_read_to_its_last_bit(pixels, code, value, full):
    frame = av.VideoFrame(64, 64, pixels)
    kind = np.dtype("u1" if frame.format.components[0].bits == 8 else "<u2")
    middle = 1 << frame.format.components[0].bits - 1
    for at, plane in enumerate(frame.planes):
        held = middle if at and pixels.startswith("yuv") else code
        plane.update(np.full(plane.buffer_size // kind.itemsize, held, kind).tobytes())
    frame.colorspace, frame.color_range = 1, 2 if full else 1
    original = Original("", "a.mov", 1, Picture("rawvideo", 64, 64, Rate(24), 1))
    assert 255 * np.abs(Codes(original).of(frame) - value).max() < 0.01
