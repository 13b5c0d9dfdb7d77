"""The readings in a real browser: heard by keyboard alone, put right, pinned, circled, and taken into the script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Server, until

from workprint.desk import Desk
from workprint.desk.board import Never, Stays

PAGE = "document.querySelector('cutting-room').shadowRoot.querySelector('readings-page')"


@pytest.fixture
def readings(page) -> Iterator[object]:
    """The page of readings, its grid in focus."""
    page.keyboard.press("Alt+2")
    page.wait_for_function(f"() => {PAGE}?.shadowRoot.activeElement?.localName === 'line-grid'")
    yield page
    assert page.faults == []


def on(page, javascript: str) -> None:
    """Wait until something is true of the page, `page` in `javascript`."""
    page.wait_for_function(f"() => {{ const page = {PAGE}; return {javascript}; }}")


def stand(page, key: str) -> None:
    """Walk to a reading with the arrow keys; fails where they do not lead there."""
    for press in ("Control+Home", *["ArrowDown"] * 8):
        page.keyboard.press(press)
        page.keyboard.press("Home")
        for _ in range(4):
            if page.evaluate(f"() => {PAGE}.chosen?.key.trim()") == key:
                return
            page.keyboard.press("ArrowRight")
    raise AssertionError(f"the arrow keys do not lead to {key}")


def test_every_reading_of_a_line_is_found_and_heard_by_keyboard_alone(readings, film: Path) -> None:
    stand(readings, "2B/1 2/2 1")
    on(readings, "page.hearing.on.key.trim() === '2B/1 2/2 1' && page.player.movie.currentTime > .2")
    readings.keyboard.press("r")
    for nth, take in enumerate(("2A/1", "2B/1", "2C/1")):
        on(readings, f"page.hearing.nth === {nth} && page.chosen.take === '{take}' && "
                     f"page.grid.shadowRoot.querySelector('.playing').dataset.key.startsWith('{take} 2/2')")
    readings.keyboard.press("k")
    on(readings, "page.player.movie.paused")
    readings.keyboard.press("p")
    readings.get_by_role("button", name="2C/1 line 2/2, pinned").wait_for()
    assert [(pin.take, pin.line) for pin in pins(film)] == [("2C/1", "2/2")]
    readings.keyboard.press("p")
    until(lambda: not pins(film))
    readings.keyboard.press("u")
    until(lambda: [pin.take for pin in pins(film)] == ["2C/1"])
    readings.keyboard.press("v")
    readings.get_by_role("button", name="2C/1 line 2/2, pinned, never on this line").wait_for()


def test_a_boundary_is_dragged_heard_and_taken_back(readings, film: Path) -> None:
    before = words(film)
    stand(readings, "2A/1 2/2 1")
    edge = readings.get_by_role("slider", name="between “you” and “ordered”")
    box = edge.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    readings.mouse.move(x, y)
    readings.mouse.down()
    readings.mouse.move(x + 20, y, steps=4)
    readings.get_by_text("ms", exact=False).first.wait_for()
    assert words(film) == before, "nothing is put right until it is let go"
    readings.mouse.up()
    until(lambda: words(film) != before)
    until(lambda: words(film)[0][2] == words(film)[1][1] > before[1][1])
    on(readings, "!page.player.movie.paused")
    readings.keyboard.press("u")
    until(lambda: words(film) == before)


def test_a_quick_hand_takes_back_what_it_did_last_before_the_desk_has_answered(readings, film: Path) -> None:
    before = words(film)
    stand(readings, "2A/1 2/2 1")
    for press in ("c", "u"):
        readings.keyboard.press(press)
    until(lambda: undone(film) == ["overruled"])
    for press in ("b", "ArrowRight", "g", "u"):
        readings.keyboard.press(press)
    until(lambda: undone(film) == ["overruled", "correction"])
    assert (circled(film), words(film)) == ({"2A/1"}, before)


def test_a_boundary_is_moved_by_keys_in_steps_of_ten_milliseconds(readings, film: Path) -> None:
    before = words(film)
    stand(readings, "2A/1 2/2 1")
    readings.keyboard.press("b")
    for press in ("ArrowRight", "ArrowRight", "Shift+ArrowLeft", "Enter"):
        readings.keyboard.press(press)
    until(lambda: words(film)[0][1] == before[0][1] - 8 * 480)
    readings.keyboard.press("ArrowLeft")
    readings.keyboard.press("Escape")
    readings.keyboard.press("Escape")
    on(readings, "page.shadowRoot.activeElement?.localName === 'line-grid'")
    assert words(film)[0][1] == before[0][1] - 8 * 480, "what was not let go is as it was"


def test_an_action_is_heard_and_its_place_is_set_by_hand(readings, film: Path) -> None:
    stand(readings, "2A/1 2/6 1")
    readings.keyboard.press("b")
    for press in ("ArrowDown", "Shift+ArrowRight", "Enter"):
        readings.keyboard.press(press)
    readings.get_by_role("button", name="2A/1 line 2/6, set by hand").wait_for()
    with Desk.open(film) as desk:
        assert [(one.start, one.out) for one in desk.film.moments("2A/1") if one.by_hand] == [(192, 204)]


def test_a_take_is_circled_by_key_and_at_the_head_of_its_column(readings, film: Path) -> None:
    stand(readings, "2B/1 2/2 1")
    readings.keyboard.press("c")
    until(lambda: circled(film) == {"2A/1", "2B/1"})
    readings.get_by_role("button", name="take 2A/1, circled").click()
    readings.get_by_role("status").get_by_text("2A/1 is not circled any more").wait_for()
    until(lambda: circled(film) == {"2B/1"})
    readings.keyboard.press("u")
    until(lambda: circled(film) == {"2A/1", "2B/1"})


def test_an_ad_lib_is_heard_and_taken_into_the_script(readings, film: Path) -> None:
    readings.get_by_role("button", name="2B/1 line besides 1").click()
    readings.get_by_label("as you hear it").fill("Look at that.")
    readings.get_by_label("who says it").select_option("LEO")
    readings.get_by_role("button", name="take it into the script").press("Enter")
    readings.get_by_role("button", name="2B/1 line 2/5+1").wait_for()
    with Desk.open(film) as desk:
        adopted = desk.film.adopted[-1].line
    assert (adopted.who, adopted.text) == ("LEO", "Look at that.")
    on(readings, "page.chosen?.line === '2/5+1'")


def test_flags_are_said_in_words(readings) -> None:
    readings.get_by_role("button", name="2C/1 line 2/7, leaves out “was cold”, adds “elites salary”").wait_for()
    readings.get_by_role("button", name="2C/1 line 2/7, said again, time 2").wait_for()


def test_a_page_without_readings_says_the_next_step(page, tmp_path: Path) -> None:
    with Desk.new(tmp_path / "empty", title="Nothing Yet", person="Edna"):
        pass
    running = Server(tmp_path / "empty")
    try:
        page.goto(running.address + "#readings")
        page.get_by_text("There is no script for this scene yet.").wait_for()
        page.get_by_role("button", name="go to Set-up").click()
        page.wait_for_function("() => location.hash === '#setup'")
    finally:
        running.kill()


def test_the_board_says_what_stays_what_never_comes_and_when_actions_are_played(film: Path) -> None:
    with Desk.open(film) as desk:
        pinned, never = desk.pin("2/2", "2B/1"), desk.veto("2C/1", line="2/3")
        board = desk.board()
        assert board.pins == (Stays(pinned.entry, "2/2", "2B/1", ""),)
        assert board.vetoes == (Never(never.entry, "2/3", "2C/1"),)
        assert {one.line for one in board.moments} == {"2/1", "2/6"}
        desk.undo(pinned.entry)
        assert desk.board().pins == ()
        heard = next(one for one in board.readings if (one.take, one.line, one.run) == ("2C/1", "2/7", 1))
        assert [word[3] for word in heard.words] == ["", "extra", "extra", "", "missing", "missing"]


def test_a_take_with_an_ad_lib_is_circled_and_the_scene_is_still_there(film: Path) -> None:
    with Desk.open(film) as desk:
        desk.overrule("2B/1", "circled", "1")
        assert {str(take.slate) for take in desk.board().takes if take.circled} == {"2A/1", "2B/1"}


def pins(film: Path) -> list[object]:
    with Desk.open(film) as desk:
        return list(desk.film.pins.get("2", {}).values())


def undone(film: Path) -> list[str]:
    """Kinds of what was taken back, in the order in which it was."""
    with Desk.open(film) as desk:
        entries = {entry.index: entry for entry in desk.ledger.entries()}
        return [entries[entry.body["of"]].kind for entry in entries.values() if entry.kind == "undo"]


def words(film: Path) -> list[tuple[str, int, int]]:
    """The words of the first reading as the record tells them."""
    with Desk.open(film) as desk:
        return [(word.text, word.start, word.out) for word in desk.film.readings["2A/1"][0].words]


def circled(film: Path) -> set[str]:
    with Desk.open(film) as desk:
        return {take.id for take in desk.film.takes.values() if take.circled}
