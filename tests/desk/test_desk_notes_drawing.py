"""Notes that are drawn on the picture, and markers: what is kept, what is refused, where they go."""

from __future__ import annotations

import pytest

from workprint.desk import Desk
from workprint.desk.drawn import POINTS, STROKES
from workprint.doors.cli.say_cut import SAY_CUT
from workprint.film import BadValue, Cut, NotAllowed, NotOnTheDesk

CIRCLE = "accent 6 400,400 500,380 600,400 500,520 400,400"
ARROW = "white 12 100,900 400,500"


@pytest.fixture
def cut(desk: Desk) -> Desk:
    """The small scene, with its first cut circled."""
    desk.propose(want=6)
    desk.circle("1")
    return desk


def _now(desk: Desk) -> Cut:
    circled = desk.film.circled("1")
    assert circled is not None
    return circled.alt.content


def test_a_drawing_is_kept_with_its_note_and_found_with_its_frames(cut: Desk) -> None:
    said = cut.note("20", "30", "her hand", drawing=[CIRCLE, ARROW])
    assert said.says.endswith("with a drawing")
    row = cut.notes().rows[0]
    assert (row.drawing, row.text, row.start, row.out) == ((CIRCLE, ARROW), "her hand", 20, 30)
    assert (row.take, row.frame) == (_now(cut).shots[0].take, _now(cut).shots[0].start + 20)
    cut.insert("0", "black", frames=12)
    assert (cut.notes().rows[0].start, cut.notes().rows[0].found) == (32, "there")


def test_a_drawing_needs_no_words_and_a_range_or_a_shot_is_where_it_is(cut: Desk) -> None:
    cut.note("20", "30", drawing=[CIRCLE])
    cut.note("s2", drawing=[CIRCLE], to="")
    cut.note("s2", "too near", drawing=[ARROW])
    ranged, shot, worded = cut.notes().rows
    second = _now(cut).starts[1]
    assert (ranged.start, ranged.out, ranged.text) == (20, 30, "")
    assert (shot.start, shot.text) == (second, "")
    assert (worded.start, worded.text) == (second, "too near")
    with pytest.raises(BadValue, match="the note came without words; a sentence would do"):
        cut.note("s2", " ", drawing=[])


@pytest.mark.parametrize(("drawing", "says"), [
    (["<svg onload=alert(1)>"], "stroke 1 of the drawing came as '<svg onload"),
    ([CIRCLE, "red 6 1,1"], "stroke 2 of the drawing came as 'red 6 1,1'"),
    (["white 6 1001,5"], "points from 0,0 to 1000,1000 would do"),
    (["white 0 1,5"], "a width from 1 to 100"),
    (["white 6"], "stroke 1"),
    (["white 6 1,2\n3,4"], "stroke 1"),
    (["white 6 ١,٢"], "stroke 1"),
    ([ARROW] * (STROKES + 1), f"a drawing of {STROKES + 1} strokes and {2 * STROKES + 2} points came"),
    (["white 6" + " 1,1" * (POINTS + 1)], f"up to {STROKES} strokes and {POINTS} points would do"),
])
def test_what_is_no_drawing_is_refused_and_nothing_is_recorded(cut: Desk, drawing: list[str], says: str) -> None:
    size = len(cut.ledger)
    with pytest.raises(BadValue, match=says):
        cut.note("20", "30", "see", drawing=drawing)
    assert len(cut.ledger) == size


def test_what_is_drawn_is_private_and_can_be_erased(cut: Desk) -> None:
    said = cut.note("20", "30", "her scar", drawing=[CIRCLE])
    entry = cut.ledger.entry(said.entry)
    assert "400,400" not in entry.text
    cut.erase(dict(entry.private)["drawing"])
    row = cut.notes().rows[0]
    assert (row.drawing, row.text) == ((), "her scar")
    assert cut.verify().ok


def test_a_marker_is_on_one_frame_with_or_without_words_and_goes_along_with_it(cut: Desk) -> None:
    assert cut.marker("20").says.startswith("marker 1 is on 00:00:00:20")
    cut.marker("s2", "she turns")
    second = _now(cut).starts[1]
    bare, named = cut.notes().rows
    assert (bare.marker, bare.start, bare.out, bare.text) == (True, 20, 21, "")
    assert (named.start, named.text) == (second, "she turns")
    cut.insert("0", "black", frames=12)
    assert [row.start for row in cut.notes().rows] == [32, second + 12]
    cut.resolve(1)
    assert cut.notes().open == 1
    cut.undo()
    cut.undo()
    assert [row.start for row in cut.notes().rows] == [20, second]


def test_a_marker_stands_on_a_frame_of_the_circled_cut(cut: Desk, desk: Desk) -> None:
    frames = _now(cut).frames
    with pytest.raises(NotOnTheDesk, match=f"the cut ends before it; 0 to {frames - 1} would do"):
        cut.marker(str(frames))
    cut.undo()
    with pytest.raises(NotAllowed, match="nothing is circled in scene 1"):
        cut.marker("20")


def test_markers_and_drawings_go_into_a_handover(cut: Desk) -> None:
    cut.marker("20")
    cut.marker("30", "the door")
    cut.note("40", "50", drawing=[CIRCLE])
    cut.note("50", "60", "his tie", drawing=[ARROW])
    cut.lock(name="marked")
    handed = cut.handover(movie="none")
    with open(next(path for path in handed.files if path.endswith(".edl")), encoding="utf-8") as file:
        told = file.read()
    for words in ("Marker 1", "the door", "drawn on the picture", "his tie; drawn on the picture"):
        assert words in told


def test_notes_say_on_a_terminal_what_is_drawn(cut: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    cut.note("20", "30", "her hand", drawing=[CIRCLE])
    cut.note("20", "30", drawing=[CIRCLE])
    cut.marker("40", "the door")
    SAY_CUT["notes"](cut.notes())
    told = " ".join(capsys.readouterr().out.split())
    assert "her hand, with a drawing" in told
    assert "a drawing" in told
    assert "marker: the door" in told
