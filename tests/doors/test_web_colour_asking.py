"""A or B in the colour room, in a real browser: two grades of the same frames, answered once, by a key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser import until
from test_web_access import faults
from test_web_colour import PICTURE, cut, drawn, entries, film, graded_film, knows, room, seen, six

from workprint.desk import Desk
from workprint.doors.cli.app import run

__all__ = ["cut", "film", "graded_film", "room", "six"]


def asked(page: Any) -> dict[str, Any] | None:
    """The two that are asked about, with what was on before."""
    found: dict[str, Any] | None = knows(page, "colour.asked")
    return found


def both(page: Any) -> None:
    """Wait until the two that are asked about are in the picture."""
    page.wait_for_function(f"() => !{PICTURE}.waiting")
    drawn(page)


def halves(page: Any) -> list[np.ndarray]:
    """The two pictures of a split, as they are drawn: every fourth pixel of every fourth row of the middle half."""
    wide, values = page.evaluate(f"""() => {{ const {{canvas}} = {PICTURE}, wide = canvas.width >> 3, found = [];
      const high = canvas.height >> 2, {{data}} = canvas.getContext('2d').getImageData(0, high, canvas.width, 2 * high);
      for (let y = 0; y < 2 * high; y += 4) for (let x = 0; x < 8 * wide; x += 4) {{
        const at = 4 * (y * canvas.width + x); found.push(data[at], data[at + 1], data[at + 2]); }}
      return [2 * wide, found]; }}""")
    pixels = np.array(values, np.float32).reshape(-1, wide, 3)
    return [pixels[:, :wide // 2], pixels[:, wide // 2:]]


def test_two_grades_of_the_same_frames_are_asked_about_and_answered_by_a_key(six: Any, film: Path) -> None:
    six.keyboard.press("2")
    second = knows(six, "shownNow()[1].id")
    until(lambda: knows(six, "colour.on") == second)
    against = knows(six, "colour.against")
    six.keyboard.press("Shift+Y")
    bar = six.get_by_role("group", name="A or B?")
    bar.get_by_text("Which is nearer to what you want?").wait_for()
    both(six)
    first = asked(six)
    assert first is not None
    assert [entries(film, "paired")[-1][name] for name in ("ids", "craft")] == [[first["a"], first["b"]], "colour"]
    labels = six.locator("grade-picture").get_by_role("button").all_inner_texts()
    assert [label[0] for label in labels] == ["A", "B"], "A is on the left"
    left, right = halves(six)
    assert np.abs(left - right).mean() > 0.2, "both are there, and they differ"
    six.get_by_role("status").get_by_text("< A, > B, = can’t say, Esc enough").wait_for()
    assert faults(six) == []
    six.keyboard.press(">")
    bar.get_by_text("1 answered").wait_for()
    both(six)
    bar.get_by_role("button", name="A is").click()
    bar.get_by_text("2 answered").wait_for()
    six.keyboard.press("=")
    bar.get_by_text("3 answered").wait_for()
    six.keyboard.press("Escape")
    bar.wait_for(state="detached")
    six.get_by_role("status").get_by_text("3 answered, nothing circled").wait_for()
    assert knows(six, "[colour.on, colour.against, colour.mode]") == [second, against, ""], "what was on is on again"
    with Desk.open(film) as desk:
        own = desk.film.of("colour")
        assert [one.which for one in own.preferred] == ["B", "A", "unsure"]
        assert [name for name, _ in own.preferred[0].axes] == [first["a"], first["b"]]
        assert not own.marks, "it circles nothing"
        assert desk.taste_show(craft="colour").lessons == 2
        assert desk.taste.lessons == 1, "the taste in the cut knows nothing of it: only of the circled cut"
    assert six.faults == []


def test_a_stays_a_however_the_two_are_compared(six: Any) -> None:
    six.keyboard.press("Shift+Y")
    six.get_by_role("group", name="A or B?").wait_for()
    both(six)
    split = halves(six)
    six.keyboard.press("f")
    until(lambda: knows(six, "colour.on === colour.asked.b"))
    both(six)
    assert all(np.abs(was - now).mean() < 0.5 for was, now in zip(split, halves(six), strict=True)), "A is on the left"
    assert [text[0] for text in six.locator("grade-picture").get_by_role("button").all_inner_texts()] == ["A", "B"]
    shown = knows(six, "shownNow().map(one => one.id)")
    two = asked(six)
    assert two is not None
    for alt, letter in ((two["a"], "A"), (two["b"], "B")):
        if alt in shown:
            six.get_by_role("button", name=f"put on grade {shown.index(alt) + 1}, {letter}", exact=True).wait_for()
    six.keyboard.press("s")
    six.locator("grade-picture").get_by_role("button").first.wait_for(state="detached")
    assert six.locator("grade-picture .name").first.inner_text()[0] == "B", "flipped, B is on whole"
    six.keyboard.press("w")
    six.get_by_role("slider", name="wipe").wait_for()
    both(six)
    wiped = seen(six)
    six.keyboard.press("<")
    six.get_by_role("group", name="A or B?").get_by_text("1 answered").wait_for()
    both(six)
    assert six.get_by_role("slider", name="wipe").count() == 1, "who wipes goes on wiping"
    assert knows(six, "colour.on === colour.asked.a")
    assert np.abs(seen(six) - wiped).mean() > 0.01
    assert six.faults == []


def test_an_answer_is_taken_back_and_asked_again(six: Any, film: Path) -> None:
    six.keyboard.press("Shift+Y")
    bar = six.get_by_role("group", name="A or B?")
    bar.wait_for()
    both(six)
    first = asked(six)
    six.keyboard.press("<")
    bar.get_by_text("1 answered").wait_for()
    both(six)
    six.keyboard.press("u")
    six.get_by_role("status").get_by_text("your answer is taken back").wait_for()
    bar.get_by_text("it circles nothing").wait_for()
    assert first is not None
    assert knows(six, "[colour.asked.a, colour.asked.b]") == [first["a"], first["b"]], "the same two, again"
    both(six)
    six.keyboard.press("Shift+u")
    six.get_by_role("status").get_by_text("your answer counts again").wait_for()
    bar.get_by_text("1 answered").wait_for()
    both(six)
    six.keyboard.press("u")
    six.get_by_role("status").get_by_text("your answer is taken back").wait_for()
    assert knows(six, "[colour.asked.a, colour.asked.b]") == [first["a"], first["b"]]
    both(six)
    six.keyboard.press(">")
    bar.get_by_text("1 answered").wait_for()
    with Desk.open(film) as desk:
        assert [one.which for one in desk.film.of("colour").preferred] == ["B"]
    assert six.faults == []


def test_a_hand_that_is_too_quick_answers_nothing_that_it_did_not_see(six: Any, film: Path) -> None:
    six.evaluate(f"() => {{ {PICTURE}.draw = () => false; }}")  # no grade comes into the picture any more
    six.keyboard.press("Shift+Y")
    six.get_by_role("group", name="A or B?").wait_for()
    six.keyboard.press("<")
    six.get_by_role("status").get_by_text("A and B are on their way into the picture").wait_for()
    assert entries(film, "preferred") == []
    six.keyboard.press("=")
    until(lambda: len(entries(film, "preferred")) == 1)
    assert entries(film, "preferred")[0]["which"] == "unsure"


def test_where_no_grades_are_proposed_it_says_what_would_do(room: Any, film: Path) -> None:
    room.keyboard.press("Shift+Y")
    room.get_by_role("status").get_by_text("no grades are proposed yet, so there are no two to choose").wait_for()
    assert room.get_by_role("group", name="A or B?").count() == 0
    assert entries(film, "paired") == []


def test_words_and_a_new_proposal_end_the_question_and_no_key_means_two_things(six: Any) -> None:
    bar = six.get_by_role("group", name="A or B?")
    six.keyboard.press("Shift+Y")
    bar.wait_for()
    told = six.evaluate("async () => (await import('/static/commands.js')).offered().filter("
                        "one => one.when?.() ?? true).flatMap(one => one.keys.map(key => [key, one.id]))")
    meant: dict[str, set[str]] = {}
    for key, command in told:
        meant.setdefault(key, set()).add(command)
    assert {key: ids for key, ids in meant.items() if len(ids) > 1} == {}
    assert {key: meant[key] for key in "<>="} == {"<": {"a-nearer"}, ">": {"b-nearer"}, "=": {"neither"}}
    six.keyboard.press("?")
    six.get_by_role("dialog", name="keys").get_by_text("be asked: A or B? two grades of the same frames").wait_for()
    six.keyboard.press("Escape")
    six.keyboard.press("Shift+Q")
    bar.wait_for(state="detached")
    six.keyboard.type("warmer")
    six.keyboard.press("Enter")
    six.get_by_role("status").get_by_text("all different; the first six are on show").wait_for(timeout=60_000)
    six.get_by_role("button", name="put on grade 2", exact=False).first.focus()
    six.keyboard.press("Shift+Y")
    bar.wait_for()
    six.keyboard.press("q")
    bar.wait_for(state="detached", timeout=60_000)
    until(lambda: knows(six, "colour.on === shownNow()[0].id"))
    assert six.faults == []


def test_the_command_line_says_how_two_grades_are_looked_at(
        capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, film: Path) -> None:
    with Desk.open(film) as desk:
        desk.circle("1")
        desk.propose(tool="colour", words="darker", want=6)
    monkeypatch.chdir(film)
    capsys.readouterr()
    assert run(["prefer", "A", "--craft", "colour"]) == 5
    assert "a pair would do; workprint pair --craft colour" in " ".join(capsys.readouterr().err.split())
    assert run(["pair", "--craft", "colour"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ": in the same frames" in said
    assert "workprint prefer A --craft colour" in said
    assert "workprint compare" not in said
    assert run(["prefer", "A", "--craft", "colour"]) == 0
    assert "rather than B" in capsys.readouterr().out
    assert run(["prefer", "B", "--craft", "colour"]) == 6
    assert "or undo to answer again; workprint pair --craft colour" in " ".join(capsys.readouterr().err.split())
