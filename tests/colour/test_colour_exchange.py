"""A grade's files: what is written is what was graded, other programs' readers say the same, and it comes back."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import opentimelineio as otio
import PyOpenColorIO as ocio  # noqa: N813
import pytest
import small_grade as small
from hypothesis import given, settings
from hypothesis import strategies as st

from workprint.exchange import cut_from_otio
from workprint.exchange.colour import GradeFiles, matched, read_grade_file, said, shot_id, write_grade
from workprint.exchange.colour import write as writing
from workprint.film import OPS, BadValue, Op, Rate, Shot, ShotGrade

GOLDEN = Path(__file__).parent / "golden"
LISTS = ("kettle.edl", "kettle.ale", "kettle.otio", "kettle.ccc", "kettle.cdl")


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> GradeFiles:
    """The small grade, written."""
    return write(tmp_path_factory.mktemp("grade"))


def write(folder: Path, grade=small.GRADE, cut=small.CUT, cdls=small.CDLS, **wishes) -> GradeFiles:
    luts = {0: small.table(3), 1: small.table(3, 1), -1: small.table(3, 2)}
    return write_grade(grade, cut, small.MATERIAL, folder, name="kettle", cdls=cdls,
                       record_start=small.START, head="ab" * 32, notes={"for": "the grading house"},
                       **{"luts": luts, "errors": small.ERRORS, **wishes})


def named(handed: GradeFiles, name: str) -> Path:
    return next(path for path in handed.files if path.name == name)


def values(path: Path) -> list[float]:
    """What OpenColorIO itself makes of some colours with a file, no reader of ours in between."""
    processor = ocio.Config.CreateRaw().getProcessor(ocio.FileTransform(str(path))).getDefaultCPUProcessor()
    return [channel for grey in (0.1, 0.4, 0.9) for channel in processor.applyRGB([grey, grey * 0.8, grey * 0.5])]


def test_every_file_is_written_once_and_nothing_fails(handed):
    folder = handed.files[0].parent
    assert [path.relative_to(folder).as_posix() for path in handed.files] == [
        *(f"kettle.{kind}" for kind in ("edl", "ale", "otio", "ccc", "cdl", "cube", "clf", "txt")),
        *(f"kettle-shots/001_1A-1.{kind}" for kind in ("cc", "cube", "clf")),
        *(f"kettle-shots/002_1B-2.{kind}" for kind in ("cc", "cube", "clf")),
        *(f"kettle-shots/004_1C-1.{kind}" for kind in ("cc", "clf"))]
    assert handed.failed == ()
    assert handed.notes == (
        "some lists clamp and some do not; each says which in its description",
        "a list is only near the grade for 002_1B-2; the tables carry the rest")


@pytest.mark.parametrize("name", ["kettle.edl", "kettle.ale", "kettle.ccc", "kettle.cdl", "kettle.cube", "kettle.txt",
                                  "001_1A-1.cc", "001_1A-1.clf", "002_1B-2.clf", "kettle.clf"])
def test_the_text_is_what_was_approved(handed, name):
    text = named(handed, name).read_text(encoding="utf-8")
    text = "".join(line for line in text.splitlines(keepends=True) if "urn:uuid" not in line)
    golden = GOLDEN / name
    if os.environ.get("WORKPRINT_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "look at the difference; WORKPRINT_GOLDEN=write approves it"


@pytest.mark.parametrize("name", LISTS)
def test_lists_come_back_to_the_millionth_with_their_style(handed, name):
    read = read_grade_file(named(handed, name))
    assert [one.op for one in read.corrections] == [small.CLAMPED, small.FREE, small.REST]
    assert [one.style for one in read.corrections] == ["clamped", "no clamp", "no clamp"]
    assert [one.id for one in read.corrections] == ["001_1A-1", "002_1B-2", "004_1C-1"]
    assert read.notes == ()
    found = matched(read, small.CUT, small.MATERIAL)
    assert [(one.shot, one.correction.op, one.by) for one in found.suited] == [
        (at, small.CDLS[at], "our number") for at in (0, 1, 3)]
    assert found.unmatched == ()


def test_a_timeline_brings_back_the_whole_grade_and_the_cut(handed):
    path = named(handed, "kettle.otio")
    assert read_grade_file(path).grade == small.GRADE
    assert cut_from_otio(path, small.MATERIAL) == small.CUT


@pytest.mark.parametrize(("ours", "theirs", "why"), [
    ('"frames": 147', '"frames": "147"', "a Grade came in which frames is '147'"),
    ('"kind": "split"', '"kind": "glow"', "no operation is called 'glow'"),
    ('"kind": "split"', '"kind": "print"', "print has 4 numbers, not 1"),
    ("-500", "-7000", "exposure has stops at -7000, which goes from -6000 to 6000"),
    ("S-Log3 S-Gamut3", "S-Log9", "no space is called 'S-Log9'"),
    ("100 nits (Rec.709)", "1 nit", "no view is called 'Rec.1886 Rec.709 - Display/ACES 2.0 - SDR 1 nit'"),
    ("studio-config-v5", "studio-config-v9", "the grade was made under the configuration 'studio-config-v9"),
])
def test_what_somebody_damaged_on_a_timeline_is_said(handed, tmp_path, ours, theirs, why):
    text = named(handed, "kettle.otio").read_text(encoding="utf-8")
    assert ours in text
    (tmp_path / "a.otio").write_text(text.replace(ours, theirs), encoding="utf-8")
    read = read_grade_file(tmp_path / "a.otio")
    assert read.grade is None
    assert f"the grade that Workprint wrote into it is damaged ({why}" in read.notes[0]
    assert len(read.corrections) == 3


def test_opentimelineio_reads_the_same_lists(handed):
    edl = otio.adapters.read_from_file(str(named(handed, "kettle.edl")), rate=24)
    ale = otio.adapters.read_from_file(str(named(handed, "kettle.ale")))
    for found in (edl.find_clips(), ale):
        told = [clip.metadata["cdl"] for clip in found if "cdl" in clip.metadata]
        assert [[*one["asc_sop"]["slope"], *one["asc_sop"]["offset"], *one["asc_sop"]["power"], one["asc_sat"]]
                for one in told] == [[value / 1e6 for value in small.CDLS[at].values[:10]] for at in (0, 1, 3)]


def test_opencolorio_reads_the_same_lists(handed):
    found = ocio.CDLTransform.CreateGroupFromFile(str(named(handed, "kettle.ccc")))
    assert [[*one.getSlope(), *one.getOffset(), *one.getPower(), one.getSat()] for one in found] == [
        [value / 1e6 for value in small.CDLS[at].values[:10]] for at in (0, 1, 3)]
    by_id = ocio.FileTransform(str(named(handed, "kettle.ccc")), cccId="002_1B-2")
    grey = ocio.Config.CreateRaw().getProcessor(by_id).getDefaultCPUProcessor().applyRGB([0.5, 0.5, 0.5])
    assert grey == pytest.approx([0.2126 * 0.5 + 0.7152 * 0.525 + 0.0722 * 0.5] * 3, abs=1e-5)


CDL = st.tuples(*(st.integers(0, 4_000_000) for _ in range(3)), *(st.integers(-1_000_000, 1_000_000) for _ in range(3)),
                *(st.integers(100_000, 4_000_000) for _ in range(3)), st.integers(0, 4_000_000), st.integers(0, 1))


@settings(max_examples=12)
@given(st.tuples(CDL, CDL, CDL, CDL))
def test_any_list_comes_back_exactly_from_every_kind_of_file(tmp_path_factory, numbers):
    cdls = tuple(Op("cdl", one) for one in numbers)
    done = write(tmp_path_factory.mktemp("any"), cdls=cdls, luts={})
    assert done.failed == ()
    for name in (*LISTS, "001_1A-1.cc"):
        read = read_grade_file(named(done, name))
        wanted = [cdls[0]] if name.endswith(".cc") else [cdls[0], cdls[1], cdls[3]]
        assert [one.op for one in read.corrections] == wanted, name


@pytest.mark.parametrize("size", [2, 17, 33])
def test_a_table_comes_back_within_its_six_decimals(tmp_path, size):
    table = small.table(size)
    done = write(tmp_path, luts={0: table, 1: table})
    for name in ("001_1A-1.cube", "002_1B-2.clf"):
        read = read_grade_file(named(done, name))
        assert read.lut.dtype == np.float32
        assert np.abs(read.lut - table).max() <= 5.1e-7
        assert read.notes == ()


def test_a_table_does_in_opencolorio_what_its_corners_say(handed):
    corner = small.table(3)[2, 0, 1]
    processor = ocio.Config.CreateRaw().getProcessor(
        ocio.FileTransform(str(named(handed, "001_1A-1.cube")))).getDefaultCPUProcessor()
    assert processor.applyRGB([1.0, 0.0, 0.5]) == pytest.approx(corner.tolist(), abs=1e-6)


def test_a_clf_of_lists_does_what_the_chain_does(tmp_path):
    """Its steps are exact; only the view is a table, so its error falls with the corners."""
    config = ocio.Config.CreateFromBuiltinConfig(small.GRADE.config)
    display, _, view = small.GRADE.view.partition("/")
    chain = ocio.GroupTransform([ocio.ColorSpaceTransform(src="ARRI LogC3 (EI800)", dst="ACEScct"),
                                 *map(in_ocio, (small.CLAMPED, small.FREE)),
                                 ocio.DisplayViewTransform(src="ACEScct", display=display, view=view)])
    exact = config.getProcessor(chain).getDefaultCPUProcessor()
    colours = np.random.default_rng(1).uniform(0.2, 0.7, (500, 3)).astype(np.float32)
    wanted, errors = colours.copy(), []
    exact.applyRGB(wanted)
    for size in (9, 65):
        done = write(tmp_path / str(size), luts={0: small.table(size)})
        got = colours.copy()
        clf = ocio.FileTransform(str(named(done, "001_1A-1.clf")))
        ocio.Config.CreateRaw().getProcessor(clf).getDefaultCPUProcessor().applyRGB(got)
        errors.append(np.abs(got - wanted).mean() * 255)
    assert errors[1] < 0.2 < errors[0]


def in_ocio(op):
    made = ocio.CDLTransform()
    numbers = [value / 1e6 for value in op.values[:10]]
    made.setSOP(numbers[:9])
    made.setSat(numbers[9])
    made.setStyle(ocio.CDL_ASC if op.value("clamp") else ocio.CDL_NO_CLAMP)
    return made


def test_a_clf_tells_the_style_of_its_lists(handed):
    read = read_grade_file(named(handed, "001_1A-1.clf"))
    assert [(one.op, one.style) for one in read.corrections] == [(small.CLAMPED, "clamped"), (small.FREE, "no clamp")]
    assert values(named(handed, "kettle.clf"))[0] == pytest.approx(values(named(handed, "002_1B-2.cc"))[0], abs=1e-6)


def test_a_file_of_others_without_a_style_is_taken_as_asked_and_says_so(tmp_path):
    path = tmp_path / "a.cc"
    path.write_text('<ColorCorrection id="x"><SOPNode><Slope>1 1 1</Slope><Offset>0 0 0</Offset>'
                    "<Power>1 1 1</Power></SOPNode></ColorCorrection>")
    free, clamped = read_grade_file(path), read_grade_file(path, clamp=True)
    assert [one.corrections[0].op.value("clamp") for one in (free, clamped)] == [0, 1]
    assert free.style == clamped.style == ""
    assert free.notes == ("the file does not say whether its lists clamp; they were taken as not clamped, "
                          "as OpenColorIO and ACES have it",)


def test_an_edit_list_of_others_finds_its_shots_by_name_and_timecode(tmp_path):
    # Two shots of one take: the source timecode tells which; a slate and a file name tell the others.
    shots = (Shot("1A/1", 0, 50), Shot("1B/2", 240, 290), Shot("1A/1", 100, 160))
    cut = replace(small.CUT, shots=shots)
    path = tmp_path / "a.edl"
    path.write_text("TITLE: x\n\n"
                    "001  A001C001 V     C        01:00:14:04 01:00:16:16 00:00:00:00 00:00:02:12\n"
                    "*ASC_SOP (1.1 1 1) (0 0 0) (1 1 1)\n*ASC_SAT 0.9\n"
                    "002  AX       V     C        00:00:00:00 00:00:02:02 00:00:02:12 00:00:04:14\n"
                    "* FROM CLIP NAME: 1B-T2\n* ASC_SAT: 0.5\n"
                    "003  NOBODY   V     C        00:00:00:00 00:00:02:02 00:00:04:14 00:00:06:16\n"
                    "* ASC_SAT: 0.5\n")
    found = matched(read_grade_file(path), cut, small.MATERIAL)
    assert [(one.shot, one.correction.op.value("saturation"), one.by) for one in found.suited] == [
        (1, 500_000, "name"), (2, 900_000, "name and timecode")]
    assert found.unmatched == (
        "correction 003, NOBODY is for no shot of the cut: none of its names is a take, reel or file of the scene",
        "shot 1 (1A/1) has no correction in the file")


def test_a_log_of_takes_is_for_every_shot_of_its_take(tmp_path):
    cut = replace(small.CUT, shots=(Shot("1A/1", 0, 50), Shot("1B/2", 240, 290), Shot("1A/1", 100, 160)))
    path = tmp_path / "a.ale"
    path.write_text("Heading\nFIELD_DELIM\tTABS\nFPS\t23.976\n\nColumn\nName\tTape\tStart\tEnd\tASC_SOP\tASC_SAT\n\nData\n"
                    "A001C001_260101_R1AB\tA001\t01:00:10:00\t01:01:10:00\t(1 1 1)(0.1 0 0)(1 1 1)\t0.9\n")
    found = matched(read_grade_file(path), cut, small.MATERIAL)
    assert [(one.shot, one.by) for one in found.suited] == [(0, "name and timecode"), (2, "name and timecode")]


def test_what_does_not_go_together_is_refused(tmp_path):
    with pytest.raises(BadValue, match="the grade was made for another cut; a grade with the cut's own shots would do"):
        write(tmp_path, cut=replace(small.CUT, shots=small.CUT.shots[:2]))
    with pytest.raises(BadValue, match="2 lists came for 4 shots; one cdl operation a shot would do; make one"):
        write(tmp_path, cdls=small.CDLS[:2])
    broken = small.table(3)
    broken[0, 0, 0, 0] = np.nan
    for table in (broken, np.zeros((2, 3, 2, 3), np.float32), np.zeros((200, 3), np.float32)):
        with pytest.raises(BadValue, match=r"a table of the shape .* came for a LUT; \(n, n, n, 3\) of finite numbers"):
            write(tmp_path, luts={0: table})


def test_one_file_that_fails_leaves_the_others_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "log", lambda *given: 1 / 0)
    grade = replace(small.GRADE, config="studio-config-v9")
    done = write(tmp_path, grade=grade)
    assert done.failed == (
        ("kettle.ale", "kettle.ale could not be written (ZeroDivisionError: division by zero); the other files carry "
         "the same grade; use one of those"),
        ("kettle-shots/004_1C-1.clf", "004_1C-1.clf could not be written (the grade was made under the configuration "
         "'studio-config-v9'; one that is built into OpenColorIO would do; install the version it came with); the "
         "other files carry the same grade; use one of those"))
    assert not (tmp_path / "kettle.ale").exists()
    assert len(done.files) == 14


@pytest.mark.parametrize("text", ["24", "25", "29.97", "30", "47.952", "59.94"])
def test_a_log_is_exact_at_every_rate(tmp_path, text):
    rate = Rate.parse(text)
    takes = tuple(replace(take, rate=rate) for take in small.MATERIAL.takes)
    material = replace(small.MATERIAL, rate=rate, takes=takes)
    done = write_grade(small.GRADE, replace(small.CUT, rate=rate), material, tmp_path, name="k", cdls=small.CDLS,
                       luts={})
    clips = otio.adapters.read_from_file(str(tmp_path / "k.ale"))
    assert [clip.source_range.duration.value for clip in clips] == [60, 50, 25]
    assert done.failed == ()


def test_every_kind_of_operation_can_be_said():
    for kind in OPS:
        op = Op(kind.name, tuple(knob.least if knob.least != knob.rest else knob.most for knob in kind.knobs))
        assert said(op).startswith(f"{kind.name}: ")
        assert not said(op).endswith(("at rest", ": "))
    assert said(Op.of("exposure")) == "exposure: at rest"
    assert said(Op.of("balance", mired=125)) == "balance: mired 12.5 mired (warmer)"


def test_ids_are_names_for_files_too():
    assert [shot_id(at, take) for at, take in enumerate(["33B/2", "", "../x y"])] == [
        "001_33B-2", "002_black", "003_x-y"]


def test_black_alone_is_a_grade_too(tmp_path):
    cut = replace(small.CUT, shots=(Shot("", 0, 12),), pieces=())
    grade = replace(small.GRADE, shots=(ShotGrade("", 0, 12, ""),))
    done = write_grade(grade, cut, small.MATERIAL, tmp_path, name="k", cdls=[small.REST], luts={})
    assert done.failed == ()
    assert [path.suffix for path in done.files] == [".edl", ".ale", ".otio", ".clf", ".txt"]
    assert "001_black: black, 12 frames; nothing is done to it" in (tmp_path / "k.txt").read_text()
