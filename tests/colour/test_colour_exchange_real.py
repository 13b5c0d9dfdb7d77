"""Grades out of other people's programs: every file is read or refused with a sentence, and tables do what they did."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import opentimelineio as otio
import PyOpenColorIO as ocio  # noqa: N813
import pytest

from workprint.exchange.colour import READS, ReadGrade, read_grade_file
from workprint.film import CannotRead, Op

TABLES = ("cube", "clf", "3dl", "csp", "spi1d", "spi3d")
FAR = {"ACES_Proxy_10_to_ACES.cube", "ACES_Proxy_10_to_ACES.csp", "cpf.spi1d", "lut1d_5.spi1d"}
"""Curves into scene light, far beyond 1: a cube over 0..1 cannot follow them, and a note says by how much."""
REFUSED = {"Explicit_Domain.csp": "nonuniform cube sizes", "Exception_Raising.spi1d": "Invalid 'From' Tag",
           "error_truncated_file.3dl": "Cannot infer 3D LUT size"}
BEYOND = ("cdl_test1.cc", "cdl_test_ASC_SAT.cc", "cdl_test_SATNode.cc")
"""Offsets of 2.1: an operation goes to 1."""


@pytest.fixture(scope="module")
def read(material: Path) -> dict[Path, ReadGrade | str]:
    """Every file of these endings in the folder, as read, or the sentence it got."""
    found: dict[Path, ReadGrade | str] = {}
    for path in sorted((material / "interchange").rglob("*.*")):
        if path.suffix[1:].lower() in READS:
            try:
                found[path] = read_grade_file(path)
            except CannotRead as told:
                found[path] = str(told)
    return found


def test_every_file_is_read_or_refused_with_a_sentence(read):
    refused = {path: told for path, told in read.items() if isinstance(told, str)}
    counts = (len(read), len(read) - len(refused))
    assert counts == (135, 81), f"{counts} files and read ones"
    assert all(told.count(";") >= 2 and "\n" not in told for told in refused.values())
    # Of the files that are grades and nothing else, only these could not be taken.
    grades = {path.name: told for path, told in refused.items() if path.suffix[1:] in (*TABLES, "cc", "ccc", "cdl")}
    assert set(grades) == {*REFUSED, *BEYOND}
    assert all(words in grades[name] for name, words in REFUSED.items())
    assert all("offset.r is 2.1; -1 to 1 can be graded here" in grades[name] for name in BEYOND)


def test_tables_do_what_opencolorio_does_with_the_file(read):
    colours = np.random.default_rng(3).random((2000, 3), dtype=np.float32)
    seen = 0
    for path, found in read.items():
        if isinstance(found, str) or found.lut is None:
            continue
        near = applied(lattice(found.lut), colours)
        try:
            exact = applied(ocio.FileTransform(str(path), interpolation=ocio.INTERP_BEST), colours)
        except ocio.Exception:  # its reader of Resolve's cubes with shapers refuses a title, which we take off
            assert path.name in {"Demo.cube", "LogC_Video.cube", "eotf_sRGB_3D.cube",
                                 "Three_Dimensional_Table_With_Shaper.cube"}
            continue
        off = np.abs(near - exact)
        plain = not any("sampled at 65 corners" in note for note in found.notes)
        if path.name not in FAR:
            assert off.mean() <= (1e-6 if plain else 0.002), path.name
        assert off.max() <= (1e-5 if plain else 0.05) or path.name in FAR, path.name
        seen += 1
    assert seen == 54


def lattice(table: np.ndarray) -> ocio.Lut3DTransform:
    made = ocio.Lut3DTransform(table.shape[0])
    made.setInterpolation(ocio.INTERP_TETRAHEDRAL)
    made.setData(np.ascontiguousarray(table).ravel())
    return made


def applied(transform: ocio.Transform, colours: np.ndarray) -> np.ndarray:
    out = colours.copy()
    ocio.Config.CreateRaw().getProcessor(transform).getDefaultCPUProcessor().applyRGB(out)
    return out


def test_lists_are_what_opencolorio_reads(read):
    for path, found in read.items():
        if path.suffix in (".cc", ".ccc", ".cdl") and not isinstance(found, str):
            theirs = [[*one.getSOP(), one.getSat()] for one in ocio.CDLTransform.CreateGroupFromFile(str(path))]
            ours = [[value / 1e6 for value in one.op.values[:10]] for one in found.corrections]
            assert all(one in theirs for one in ours), path.name
            assert len(ours) + sum("was left out" in note for note in found.notes) == len(theirs)


def test_a_collection_tells_who_it_is_for(read):
    found = next(told for path, told in read.items() if path.name == "cdl_test1.ccc")
    assert [one.id for one in found.corrections] == ["cc0001", "cc0002", "cc0003", "5"]
    assert found.corrections[0].op == Op.of("cdl", slope_b=900_000, offset_r=-30_000, offset_g=-20_000,
                                            power_r=1_250_000, saturation=1_700_000)
    assert found.corrections[0].says.startswith("CC-level description 1a / CC-level description 1b / ")
    assert found.notes[0] == "correction 4 was left out: slope.g is 5; 0 to 4 can be graded here"
    decisions = next(told for path, told in read.items() if path.name == "cdl_test1.cdl")
    assert decisions.corrections[0].names == ("some/Project/image.dpx",)


def test_logs_are_what_opentimelineio_reads(read):
    path, found = next((path, told) for path, told in read.items() if path.name == "sample_cdl.ale")
    clips = otio.adapters.read_from_file(str(path))  # its metadata live no longer than it does
    theirs = [clip.metadata["cdl"] for clip in clips]
    assert len(theirs) == len(found.corrections) == 4
    for one, other in zip(found.corrections, theirs, strict=True):
        numbers = [*other["asc_sop"]["slope"], *other["asc_sop"]["offset"], *other["asc_sop"]["power"]]
        assert one.op.values[:10] == tuple(round(number * 1e6) for number in (*numbers, other["asc_sat"]))
    assert found.corrections[0].names == ("A005_C010_0501J0",)


def test_an_edit_list_with_a_power_of_nothing_is_refused_and_its_like_is_read(material, read, tmp_path):
    path, told = next((path, told) for path, told in read.items() if path.name == "cdl.edl")
    assert "correction 001 was left out: power.g is 0; ASC asks for" in told
    right = path.read_text().replace("(1.0 0.0 1.0)", "(1.0 1.5 1.0)")
    (tmp_path / "a.edl").write_text(right)
    found = read_grade_file(tmp_path / "a.edl")
    wanted = Op.of("cdl", slope_r=100_000, slope_g=200_000, slope_b=300_000, offset_r=1_000_000, offset_g=-12_200,
                   offset_b=30_500, power_g=1_500_000, saturation=900_000)
    assert [one.op for one in found.corrections] == [wanted, wanted]  # the two events spell it differently
    assert found.corrections[0].names == ("AX", "ZZ100_501 (LAY3)", "ZZ100_501.LAY3.01")


def test_aces_metadata_tells_its_transforms_and_lists(read):
    amf = {path.name: told for path, told in read.items() if path.suffix == ".amf"}
    assert len(amf) == 14
    assert all(not isinstance(told, str) and told.transforms for told in amf.values())
    assert sorted(name for name, told in amf.items() if told.corrections) == [
        "REDlog3G10-Rec.709100nitsdim.amf", "example2.amf", "sRGB-Rec.709100nitsdim.amf"]
