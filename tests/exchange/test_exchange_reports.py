"""Camera and sound reports: whatever the columns are called, row by row, with every doubt said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.exchange import Report, read_report
from workprint.film import CannotRead, Framing, Setup, Trouble

OURS = """Name,Scene,Take,Circled,People,About,Angle,Side,Note
A001C001.mov,1B,1,,"ANA:300:400:333:right; BEN:120",over Ana,30,near,"hello, you"
A001C002.mov,1B,2,x,,,,,nice
A001C003.mov,1C,1,no,INSERT,,,,
"""


def report(tmp_path: Path, text: str | bytes, name: str = "report.csv") -> Report:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_report(path)


def test_our_own_report_is_read_whole(tmp_path: Path) -> None:
    read = report(tmp_path, OURS)
    first, second, third = read.rows
    assert [str(row.slate) for row in read.rows] == ["1B/1", "1B/2", "1C/1"]
    assert [row.circled for row in read.rows] == [False, True, False]
    assert first.note == "hello, you"
    assert first.setup == Setup("1B", (Framing("ANA", 300, 400, 333, "right"), Framing("BEN", 120)), "over Ana", 30,
                                "near")
    assert second.setup == first.setup, "a setup that was described once is known for all its takes"
    assert third.setup == Setup("1C")
    assert read.warnings == ("row 3 frames 'INSERT', which is not NAME:head:x:y:look in thousandths",)


SHAPES = {
    "tabs": "Clip Name\tScene\tTake\tCircle\nx.mov\t1B\t2\ty",
    "semicolons": "File Name;Sc;Tk;Circled Take\nx.wav;1B;2;TRUE",
    "bars": "name|scene|take|good\nx|1B|2|ok",
    "a preamble": "Project:,The Kettle\nDate:,2026-01-01\n\nFile Name,Scene,Take,Notes,Circled\nx.wav,1B,2,,1",
    "a byte order mark": "\ufeffScene,Take,Circled\n1B,2,yes",
    "a slate column": "Slate,Take,Circled\n1B,2,*",
    "a setup column": "Scene,Setup,Take,Circled\n1,B,2,*",
    "a setup column that repeats the scene": "Scene,Shot,Take,Circled\n1,1B,2,*",
    "a whole slate in one cell": "Name,Slate,Circled\nx.mov,1B/2,*",
    "zeros in front": "Scene,Take,Circled\n001B,002,x",
    "a take in brackets": "Scene,Take\n1B,(2)",
    "a take with a star": "Scene,Take\n1B,2*",
    "the name alone": "Name,Circled\nA001C003_1B_T2.mov,x",
    "carriage returns": "Scene,Take,Circled\r\n1B,2,x\r\n",
    "quotes": '"Scene","Take","Circled"\n"1B","2","x"',
    "ale": "Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tScene\tTake\tcircleTake\n\nData\nx\t1B\t2\ttrue",
    "ale with blank lines": "Heading\n\nColumn\n\nName\tScene\tTake\tGood\n\nData\n\nx\t1B\t2\t1\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_tells_the_same_circled_take(tmp_path: Path, shape: str) -> None:
    read = report(tmp_path, SHAPES[shape])
    assert [(str(row.slate), row.circled) for row in read.rows] == [("1B/2", True)]
    assert read.warnings == ()


def test_what_cannot_be_told_is_said_and_not_guessed(tmp_path: Path) -> None:
    read = report(tmp_path, "Name,Scene,Take,Start TC,Lens\n469C-4-1,469C-4,1,01:00:00:99,32\nx,1B,,,\nfree,,,,")
    assert [row.slate for row in read.rows] == [None, None, None]
    assert read.rows[0].timecode == "01:00:00:99", "a timecode is kept as written, whatever it is worth"
    assert read.rows[0].tags == (("scene", "469C-4"), ("take", "1"), ("lens", "32"))
    assert read.warnings == tuple(
        f"row {row} tells no slate" for row in ("1 (469C-4-1)", "2 (x)", "3 (free)"))


def test_odd_framing_is_named(tmp_path: Path) -> None:
    read = report(tmp_path, "Scene,Take,People,Angle,Side\n1B,1,ANA:3x,north,left\n1B,2,ANA:300:1:2:up,,")
    assert read.warnings == (
        "row 1 frames 'ANA:3x', which is not NAME:head:x:y:look in thousandths",
        "row 1 has the angle 'north', which is not whole degrees",
        "row 1 has the side 'left', which is neither near nor far",
        "row 2 frames 'ANA:300:1:2:up', which is not NAME:head:x:y:look in thousandths")


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "without a header"), (b"hello\nworld\n", "without a header"), (b"a,b\n1,2\n", "without a header"),
    (b"\x00\x01\x02", "other than text"), (b"Take,Notes\n1,x\n", "without a header"),
    (b"Heading\nColumn\nName\tScene\n", "without a header")])
def test_what_is_no_report_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        report(tmp_path, content)


def test_a_report_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"could not be opened \(No such file"):
        read_report(tmp_path / "none.csv")


CELLS = st.sampled_from(["Name", "Scene", "Take", "Circled", "People", "1B", "2", "ANA:300", "\t", ",", ";", '"', "\n",
                         "\r\n", "Heading", "Column", "Data", "x.mov", "é", "\ufeff", " ", ":"])


@given(st.binary(max_size=300) | st.lists(CELLS, max_size=60).map(lambda cells: "".join(cells).encode()))
def test_any_file_is_a_report_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(content)
    try:
        assert isinstance(read_report(path), Report)
    except Trouble as trouble:
        assert str(trouble).count(";") >= 2
