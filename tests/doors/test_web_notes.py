"""Notes in a real browser: a marker, a note that is drawn, found again, dealt with; and the pure hands under node."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from browser import Server, until
from test_web_parts import needs_node, under_node

from workprint.desk import Desk
from workprint.desk.drawn import POINTS, STROKES, strokes
from workprint.desk.notes import NoteRow

PAGE = "document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"
PLAYER = f"{PAGE}.querySelector('cut-player')"
OVER = f"{PAGE}.querySelector('draw-over').shadowRoot"
CIRCLE = "accent 6 400,400 500,380 600,400 500,520 400,400"


def _notes(film: Path) -> tuple[NoteRow, ...]:
    with Desk.open(film) as desk:
        return desk.notes().rows


@pytest.fixture
def film(film: Path) -> Path:
    """The small film with its first cut circled."""
    with Desk.open(film) as desk:
        desk.circle("1")
    return film


def _on_the_circled_cut(page, frame: int) -> None:
    """The circled cut is on, stopped at a frame."""
    page.keyboard.press("1")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    page.keyboard.press("k")
    page.evaluate(f"() => {PLAYER}.seek({frame})")
    page.wait_for_function(f"() => {PLAYER}.frame === {frame}")


def _draw(page, *points: tuple[float, float]) -> None:
    box = page.locator("svg.pen").bounding_box()
    for n, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        if n == 0:
            page.mouse.down()
    page.mouse.up()


def test_a_marker_is_dropped_at_once_and_gone_to_by_key(page, film: Path) -> None:
    _on_the_circled_cut(page, 30)
    page.keyboard.press("a")
    page.get_by_role("status").get_by_text("marker 1 is on 00:00:01:06").wait_for()
    page.get_by_role("tab", name="Notes").click()
    page.get_by_role("button", name="resolve marker 1").wait_for()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_function(f"() => {PLAYER}.frame === 30")
    page.get_by_role("status").get_by_text("marker 1 at 00:00:01:06: no words").wait_for()
    assert [(row.start, row.out, row.marker) for row in _notes(film)] == [(30, 31, True)]
    pressed = page.evaluate(f"() => {{ const box = {PLAYER}.getBoundingClientRect(); "
                            f"return {PAGE}.elementFromPoint(box.x + box.width / 2, box.y + 99).localName }}")
    assert pressed != "draw-over", "where nobody draws, the picture is pressed"
    assert page.faults == []


def test_a_note_is_drawn_on_the_picture_from_in_to_out_and_dealt_with(page, film: Path) -> None:
    _on_the_circled_cut(page, 20)
    page.keyboard.press("i")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("o")
    page.keyboard.press("Shift+A")
    page.get_by_role("textbox", name="note on 00:00:00:20 to 00:00:01:01").wait_for()
    page.keyboard.type("circle her hand")
    _draw(page, (0.4, 0.4), (0.5, 0.3), (0.6, 0.4))
    page.get_by_role("button", name="pen: white").click()
    _draw(page, (0.1, 0.9), (0.3, 0.7))
    _draw(page, (0.8, 0.8), (0.9, 0.9))
    page.get_by_role("button", name="undo stroke").click()
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("with a drawing").wait_for()
    (row,) = _notes(film)
    assert (row.start, row.out, row.text) == (20, 25, "circle her hand")
    amber, white = row.drawing
    x, y = map(int, amber.split()[2].split(","))
    assert amber.startswith("accent ")
    assert (x, y) == (pytest.approx(400, abs=3), pytest.approx(400, abs=3)), "places are thousandths of the picture"
    assert white.startswith("white ")
    page.wait_for_function(f"() => {OVER}.querySelector('.note.on polyline.accent')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {PLAYER}.frame === 25 && !{OVER}.querySelector('.note.on')")
    page.get_by_role("button", name="resolve note 1").click()
    page.get_by_text("Every note is dealt with").wait_for()
    page.get_by_role("button", name="1 resolved").click()
    page.get_by_role("button", name="reopen note 1").click()
    page.get_by_role("button", name="1 open").click()
    page.get_by_role("button", name="circle her hand").click()
    page.wait_for_function(f"() => {PLAYER}.frame === 20")
    assert page.faults == []


def test_a_note_that_is_put_off_outlives_a_reload(page, film: Path) -> None:
    _on_the_circled_cut(page, 20)
    page.keyboard.press("Shift+A")
    page.get_by_role("textbox", name=re.compile("note on")).wait_for()
    page.keyboard.type("half a thou")
    _draw(page, (0.2, 0.2), (0.3, 0.3))
    page.keyboard.press("Escape")
    page.get_by_role("status").get_by_text("the note is kept").wait_for()
    assert _notes(film) == ()
    page.reload()
    page.get_by_role("list", name="the six cuts on show").wait_for()
    _on_the_circled_cut(page, 5)
    page.keyboard.press("Shift+A")
    words = page.get_by_role("textbox", name="note on 00:00:00:20")
    words.wait_for()
    assert words.input_value() == "half a thou"
    page.keyboard.press("Control+Enter")
    until(lambda: [(row.start, row.text, len(row.drawing)) for row in _notes(film)] == [(20, "half a thou", 1)])


def test_notes_of_others_come_in_and_a_cut_that_is_not_circled_takes_none(page, film: Path) -> None:
    page.get_by_role("tab", name="Notes").click()
    page.get_by_text("No notes yet").wait_for()
    with Desk.open(film) as desk:
        desk.note("20", "30", "from the director", drawing=[CIRCLE])
    page.get_by_role("button", name="from the director").wait_for()
    page.keyboard.press("2")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.get_by_role("status").get_by_text("this is not the circled cut").wait_for()
    page.keyboard.press("Shift+A")
    assert page.locator("svg.pen").count() == 0
    assert len(_notes(film)) == 1


def test_a_note_on_a_cut_that_somebody_changed_meanwhile_is_not_lost(page, film: Path, server: Server) -> None:
    _on_the_circled_cut(page, 20)
    page.keyboard.press("Shift+A")
    page.get_by_role("textbox", name=re.compile("note on")).wait_for()
    page.keyboard.type("too long")
    with Desk.open(film) as desk:
        desk.insert("0", "black", frames=12)
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("somebody changed this cut").wait_for()
    assert _notes(film) == ()
    assert page.get_by_role("textbox", name=re.compile("note on")).input_value() == "too long"
    assert os.path.exists(server.film)


@needs_node
def test_strokes_are_written_as_the_desk_reads_them() -> None:
    found = under_node("""
        import {told, read, thin, tooMuch, widthOf, placed, STROKES, POINTS} from './hands/strokes.js';
        const long = {colour: 'white', width: 6, points: Array.from({length: 2500},
            (_, n) => [n % 1001, (n * 7) % 1001])};
        const box = {left: 10, top: 20, width: 200, height: 100};
        const dot = {colour: 'accent', width: 3, points: [[0, 1000]]};
        console.log(JSON.stringify({long: told(long), dot: told(dot), again: read(told(dot)[0]),
            thinned: thin([[0, 0], [100, 0], [200, 1], [300, 0], [300, 500]]), limits: [STROKES, POINTS],
            much: [tooMuch([long]), tooMuch(Array(9).fill(long))],
            widths: [widthOf([0]), widthOf([.5]), widthOf([1, 1])],
            placed: [placed(110, 30, box), placed(-5, 900, box)]}));
        """)
    assert isinstance(found, dict)
    assert strokes(found["long"] + found["dot"]), "the desk takes what the page writes"
    assert [one.split()[-1] for one in found["long"][:-1]] == [one.split()[2] for one in found["long"][1:]]
    assert found["again"] == {"colour": "accent", "width": 3, "points": [[0, 1000]]}
    assert found["thinned"] == [[0, 0], [300, 0], [300, 500]]
    assert found["limits"] == [STROKES, POINTS]
    assert found["much"] == [False, True]
    assert found["widths"] == [6, 6, 10]
    assert found["placed"] == [[500, 100], [0, 1000]]


@needs_node
def test_next_and_previous_notes_go_round_the_cut() -> None:
    found = under_node("""
        import {nextNote, inOrder, isOn} from './hands/strokes.js';
        const row = (number, start, out, found = 'there') => ({number, start, out, found, drawing: []});
        const rows = [row(1, 50, 60), row(2, 10, 11), row(3, 50, 51), row(4, 0, 5, 'gone')];
        const go = (frame, picked, way) => nextNote(rows, frame, picked, way)?.number;
        console.log(JSON.stringify([go(0, 0, 1), go(10, 2, 1), go(50, 1, 1), go(50, 3, 1), go(50, 3, -1), go(10, 2, -1),
            go(30, 0, -1), inOrder(rows).map(one => one.number), [9, 10, 11].map(at => isOn(rows[1], at)),
            isOn(rows[3], 2), nextNote([], 0, 0, 1) ?? null]));""")
    assert found == [2, 1, 3, 2, 1, 3, 2, [2, 1, 3, 4], [False, True, False], False, None]
