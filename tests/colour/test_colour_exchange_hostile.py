"""Files that are broken, or made to hurt: each gets a sentence, in little time and little room."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_files import CC, CORNERS, CUBE, FILES

from workprint.exchange.colour import READS, ReadGrade, read_grade_file
from workprint.film import CannotRead, Op

SAME = Op.of("cdl", slope_r=1_100_000, slope_b=900_000, offset_r=100_000, offset_b=-100_000, power_g=1_200_000,
             saturation=800_000)


def read(folder: Path, kind: str, data: str | bytes) -> ReadGrade:
    path = folder / f"a.{kind}"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_grade_file(path)


@pytest.mark.parametrize("kind", READS)
def test_the_small_files_are_read(tmp_path, kind):
    found = read(tmp_path, kind, FILES[kind])
    if found.lut is None:
        assert [one.op for one in found.corrections] == [SAME]
    else:
        assert np.isfinite(found.lut).all()
        assert found.lut[0, 0, 0] == pytest.approx([0, 0, 0], abs=1e-6)
        assert found.lut[-1, -1, -1] == pytest.approx([1, 1, 1], abs=1e-6)


def test_names_of_others_come_with_their_corrections(tmp_path):
    assert read(tmp_path, "cdl", FILES["cdl"]).corrections[0].names == ("1A-T1.mov",)
    assert read(tmp_path, "amf", FILES["amf"]).transforms == ("inputTransform: urn:x:IDT",)
    assert read(tmp_path, "edl", FILES["edl"]).corrections[0].names == ("A001C001", "1A/1")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DEEP = "<x>" * 100 + "</x>" * 100
REFUSED = {
    "nothing": ("cube", "", "'a.cube' is empty; a whole file would do; export it again"),
    "white": ("cc", " \n\n", "'a.cc' is empty"),
    "zero bytes": ("cube", b"LUT_3D_SIZE 2\0\0\0", "'a.cube' is not plain text .it has bytes of zero in it"),
    "utf-16": ("cc", CC.encode("utf-16"), "'a.cc' is not plain text .*; a file saved as UTF-8 would do"),
    "a picture": ("cube", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 4, "'a.cube' does not begin as a .cube file"),
    "entities": ("ccc", BOMB + FILES["ccc"], "'a.ccc' is no XML .*defines its own document type, as no grading"),
    "entities in a clf": ("clf", BOMB + FILES["clf"], "'a.clf' is no XML .*defines its own document type"),
    "entities in an amf": ("amf", BOMB + FILES["amf"], "'a.amf' is no XML .*defines its own document type"),
    "entities under another name": ("cube", f"{BOMB}<x>\nLUT_3D_SIZE 2\n</x>", "'a.cube' is no XML .*document type"),
    "deep": ("cdl", DEEP, "'a.cdl' is no XML that can be read .its elements lie too deep"),
    "many": ("cdl", f"<x>{'<y/>' * 200_001}</x>", "'a.cdl' is no XML that can be read .it has too many"),
    "other files": ("clf", FILES["clf"].replace("<LUT3D", '<Reference path="/etc/passwd"/><LUT3D', 1), "other files"),
    "a prefix of nothing": ("amf", FILES["amf"].replace("xmlns:aces", "mlns:aces"), "'a.amf' is no XML .*unbound"),
    "half an xml": ("ccc", FILES["ccc"][:150], "'a.ccc' is no XML that can be read"),
    "another xml": ("cc", "<html/>", "'a.cc' (could not be read|holds no correction)"),
    "negative slope": ("cc", CC.replace("1.1 1 0.9", "-1 1 1"), "'a.cc' could not be read .*'slope' -1 should be"),
    "negative slope in a list": ("edl", FILES["edl"].replace("1.1 ", "-1 "), "slope.r is -1; ASC asks for a slope and"),
    "power of nothing": ("cc", CC.replace("1 1.2 1", "1 0 1"), "'a.cc' could not be read .*'power' 0 should be"),
    "power of nothing in a log": ("ale", FILES["ale"].replace("1.2", "0.0"), "power.g is 0; ASC asks .* power above 0"),
    "not a number": ("cc", CC.replace("0.8", "nan"), "'a.cc' (could not be read|holds no correction)"),
    "endless": ("edl", FILES["edl"].replace("(1.1 ", "(1e999 "), "slope.r is inf; ASC asks for"),
    "too strong": ("cc", CC.replace("1.1 1 0.9", "9 1 1"), "slope.r is 9; 0 to 4 can be graded here"),
    "two numbers": ("cc", CC.replace("1.1 1 0.9", "1.1 1"), "'a.cc' could not be read"),
    "no numbers": ("edl", FILES["edl"].replace("(1.1 1.0 0.9)", "(warm)"), "ASC_SOP is .* three times three numbers"),
    "no corrections": ("edl", FILES["edl"].split("* ASC")[0], "'a.edl' holds no correction that can be used; an ASC"),
    "no table": ("ale", "hello", "'a.ale' holds no table of takes; an Avid Log Exchange file would do"),
    "nan among keys": ("otio", FILES["otio"].replace("0.8", "NaN"), "'a.otio' (could not be read|holds no correction)"),
    "text among keys": ("otio", FILES["otio"].replace("[1.1, 1.0, 0.9]", '"warm"'), "ASC_SOP is .* would do"),
    "brackets": ("otio", "[" * 500_000, "'a.otio' has brackets more than 200 deep, or more than 1000000"),
    "many brackets": ("otio", f"[{'[],' * 1_000_001}1]", "'a.otio' has brackets more than 200 deep, or more than"),
    "no timeline": ("otio", "[1, 2]", "'a.otio' could not be read"),
    "half a timeline": ("otio", FILES["otio"][:100], "'a.otio' could not be read"),
    "huge cube": ("cube", CUBE.replace("SIZE 2", "SIZE 5000"), "'a.cube' says that its table has a side of 5000; at "
                  "most 129 would do; export it smaller: 33 and 65 are usual"),
    "huge curve": ("cube", "LUT_1D_SIZE 999999999\n0 0 0\n", "has a side of 999999999; at most 65536 would do"),
    "size of no number": ("cube", CUBE.replace("SIZE 2", "SIZE -2"), "does not say how large its table is .-2."),
    "size of many digits": ("cube", CUBE.replace("SIZE 2", f"SIZE {'9' * 5000}"), "does not say how large its table"),
    "huge spi3d": ("spi3d", FILES["spi3d"].replace("2 2 2", "9999 9999 9999", 1), "has a side of 9999; at most 129"),
    "huge spi1d": ("spi1d", FILES["spi1d"].replace("Length 3", "Length 2000000000"), "how large|side of 2000000000"),
    "huge csp": ("csp", FILES["csp"].replace("2 2 2", "4000 4000 4000", 1), "has a side of 4000; at most 129"),
    "huge shaper": ("csp", FILES["csp"].replace("\n2\n", "\n99999999\n", 1), "has a side of 99999999; at most 65536"),
    "huge mesh": ("3dl", "3DMESH\nMesh 30 12\n0 0 0\n", "has a side of 30; at most"),
    "huge clf": ("clf", FILES["clf"].replace("2 2 2 3", "2000 2000 2000 3"), "has a side of 2000; at most 129"),
    "metadata without end": ("csp", FILES["csp"].replace("END META", "END NETA"), "metadata without an end"),
    "the same in a cube": ("cube", FILES["csp"].replace("END META", "END NETA") + CUBE, "metadata without an end"),
    "another table inside": ("cube", f"{CUBE}grid_size 9999 9999 9999\n", "has a side of 9999; at most 129"),
    "cut off": ("cube", CUBE[:-20], "'a.cube' could not be read .*; a whole .cube file would do; export it again"),
    "nan in a cube": ("cube", CUBE.replace("1 1 1", "nan nan nan"), "'a.cube' (could not be read|holds numbers that)"),
    "inf in a cube": ("cube", CUBE.replace("1 1 1", "inf 1 1"), "'a.cube' (could not be read|holds numbers that)"),
    "beyond floats": ("cube", CUBE.replace("1 1 1", "1e99 1 1"), "'a.cube' (could not be read|holds numbers that)"),
    "one long line": ("cube", "LUT_3D_SIZE 2 " + "1 " * 600_000, "'a.cube' has more than 3000000 lines, or one"),
    "many lines": ("cube", "LUT_3D_SIZE 2" + "\n" * 3_000_001, "'a.cube' has more than 3000000 lines, or one of more"),
    "white without end": ("ale", FILES["ale"].replace("0.9)", f"0.9{' ' * 90_000}x"), "ASC_SOP is .* three times"),
    "white in a header": ("cube", f"LUT_3D_SIZE 2\nMesh a{' ' * 500_000}b{' ' * 500_000}c\n", "does not say how large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_gets_a_sentence(tmp_path, case):
    kind, data, sentence = REFUSED[case]
    before = time.process_time()
    with pytest.raises(CannotRead, match=sentence) as told:
        read(tmp_path, kind, data)
    assert time.process_time() - before < 5
    assert str(tmp_path) not in str(told.value)
    assert "/tmp/" not in str(told.value)
    assert re.fullmatch(r"[^\n]+; [^\n]+; [^\n]+", str(told.value))


def test_what_is_no_file_gets_a_sentence(tmp_path):
    with pytest.raises(CannotRead, match=r"'a.cube' is no file; a file with a grade would do; look at its name"):
        read_grade_file(tmp_path / "a.cube")
    (tmp_path / "b.cube").mkdir()
    os.mkfifo(tmp_path / "c.cube")  # opening it would wait for ever
    for name in ("b.cube", "c.cube"):
        with pytest.raises(CannotRead, match="is no file"):
            read_grade_file(tmp_path / name)
    with pytest.raises(CannotRead, match=r"the grade came as 'a.jpg'; one of cdl, cc, ccc, cube, .* would do; export"):
        read_grade_file(tmp_path / "a.jpg")


def test_a_huge_file_is_not_even_read(tmp_path):
    for kind, most in (("cube", 64), ("ccc", 16)):
        with (tmp_path / f"a.{kind}").open("wb") as file:
            file.truncate(200 << 30)  # sparse: it takes no room
        with pytest.raises(CannotRead, match=f"'a.{kind}' has more than {most} MiB; a smaller one would do"):
            read_grade_file(tmp_path / f"a.{kind}")


def test_a_name_is_never_taken_for_a_variable_or_a_place(tmp_path, monkeypatch):
    monkeypatch.setenv("FOLDER", "/etc")
    for name in ("$FOLDER.cube", "%FOLDER%.cube", "ä ö.cube", "a'b.cube", "-.cube"):
        (tmp_path / name).write_text(CUBE)
        assert read_grade_file(tmp_path / name).lut.shape == (2, 2, 2, 3)


def test_a_file_that_changed_is_read_anew(tmp_path):
    first = read(tmp_path, "cube", CUBE).lut
    second = read(tmp_path, "cube", CUBE.replace("1 1 1", "1 1 0.5")).lut
    assert (first[1, 1, 1, 2], second[1, 1, 1, 2]) == (1, 0.5)


def test_a_title_in_a_code_page_is_no_obstacle(tmp_path):
    assert read(tmp_path, "cube", b'TITLE "K\xfcche"\n' + CUBE.encode()).lut.shape == (2, 2, 2, 3)
    assert read(tmp_path, "cube", b"\xef\xbb\xbf" + CUBE.encode()).lut.shape == (2, 2, 2, 3)


def test_one_bad_correction_leaves_the_others(tmp_path):
    two = FILES["ccc"].replace(CC, CC.replace('"a"', '"b"') + CC.replace("1.1 1 0.9", "1 1 5"))
    found = read(tmp_path, "ccc", two)
    assert [(one.id, one.op) for one in found.corrections] == [("b", SAME)]
    assert "correction a was left out: slope.b is 5" in found.notes[0]


ROOM = """
import resource, sys
from pathlib import Path
from workprint.exchange.colour import read_grade_file
from workprint.film import CannotRead
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        read_grade_file(path)
    except CannotRead:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_nothing_of_it_takes_much_room(tmp_path):
    for number, (kind, data, _) in enumerate(REFUSED.values()):
        (tmp_path / f"{number}.{kind}").write_bytes(data.encode() if isinstance(data, str) else data)
    done = subprocess.run([sys.executable, "-c", ROOM, str(tmp_path)], capture_output=True, text=True, check=True,
                          timeout=60, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
    assert int(done.stdout) < 150 << 10, "kilobytes beyond what the libraries take"


NUMBERS = st.sampled_from(["nan", "-inf", "1e999", "-1", "0", "1e-320", "99999999999", "2147483648", "65537", "130",
                           "0x7", "", "1,5", "LUT_3D_SIZE 9999\n", "BEGIN METADATA\n", "<!DOCTYPE a>", "\x00", "é"])


@st.composite
def mutated(draw) -> tuple[str, bytes]:
    """A small file with some of its bytes, numbers or lines changed, doubled, cut off or taken out."""
    kind = draw(st.sampled_from(READS))
    data = FILES[kind].encode()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        to = min(len(data), at + draw(st.integers(0, 60)))
        how = draw(st.sampled_from(["cut", "byte", "out", "twice", "number", "line"]))
        if how == "cut":
            data = data[:at]
        elif how == "byte":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1:]
        elif how == "out":
            data = data[:at] + data[to:]
        elif how == "twice":
            data = data[:to] + data[at:to] * draw(st.integers(1, 20)) + data[to:]
        elif found := list(re.finditer(rb"-?\d[\d.]*" if how == "number" else rb"[^\n]+\n", data)):
            one = found[draw(st.integers(0, len(found) - 1))]
            data = data[:one.start()] + draw(NUMBERS).encode() + data[one.end():]
    return draw(st.sampled_from([kind, kind, kind, *READS])), data


@settings(max_examples=400, deadline=2000)
@given(mutated())
@example(("csp", FILES["csp"].replace("END METADATA", "").encode()))
@example(("cube", b"LUT_3D_SIZE 2\n" + b"9" * 10_000))
@example(("3dl", ("\n".join(CORNERS)).encode()))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path_factory, given_):
    kind, data = given_
    try:
        found = read(tmp_path_factory.mktemp("fuzz"), kind, data)
    except CannotRead as told:
        assert "\n" not in str(told)
        return
    assert found.corrections or found.lut is not None or found.transforms or found.format == "amf"
    for one in found.corrections:
        assert all(knob.least <= value <= knob.most for knob, value in zip(one.op.about.knobs, one.op.values,
                                                                          strict=True))
    if found.lut is not None:
        assert np.isfinite(found.lut).all()
        assert found.lut.shape[0] <= 129


@settings(max_examples=100)
@given(st.sampled_from(READS), st.binary(max_size=400))
def test_bytes_that_mean_nothing_are_refused(tmp_path_factory, kind, data):
    with pytest.raises(CannotRead):
        read(tmp_path_factory.mktemp("fuzz"), kind, data)
