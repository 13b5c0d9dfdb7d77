"""The taste in a real browser: what is believed is read, changed, pinned, forgotten, carried and withdrawn by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browser import until
from test_web_access import faults
from test_web_parts import needs_node, under_node

from workprint.desk import Desk


@pytest.fixture
def film(film: Path) -> Path:
    """The small film after twelve circles of somebody who likes it slow."""
    with Desk.open(film) as desk:
        for n in range(12):
            slow = min(desk.show(first=1 + 6 * (n % 3)).shown, key=lambda one: dict(one.axes)["pace"])
            desk.circle(str(slow.number))
    return film


def told(film: Path) -> Any:
    """What the record makes of it now."""
    with Desk.open(film) as desk:
        return desk.taste_show()


def last(film: Path) -> dict[str, Any]:
    """What was said of the taste last."""
    with Desk.open(film) as desk:
        return [{"does": "", "axis": ""}, *(dict(entry.body) for entry in desk.ledger.entries("avowed"))][-1]


def picked(page: Any) -> str:
    """The axis that the hand is on."""
    return str(page.evaluate("() => document.querySelector('cutting-room').shadowRoot.querySelector('taste-page')"
                             ".picked"))


def test_what_is_believed_is_read_and_changed_by_key(page: Any, film: Path) -> None:
    page.keyboard.press("Alt+6")
    page.get_by_role("list", name="what is believed").wait_for()
    page.get_by_role("heading", name="What I believe about Edna").wait_for()
    believed = told(film).beliefs[0]
    assert page.get_by_text(believed.says).count() == 1
    page.keyboard.press("ArrowDown")
    until(lambda: picked(page) == believed.axis)
    page.keyboard.press("b")
    page.get_by_role("list", name=f"answers behind {believed.axis}").get_by_text("you circled").first.wait_for()
    page.keyboard.press("p")
    until(lambda: (last(film)["does"], last(film)["axis"]) == ("freeze", believed.axis))
    page.get_by_role("button", name=f"pin {believed.axis}", pressed=True).wait_for()
    page.keyboard.press("ArrowRight")
    until(lambda: last(film)["does"] == "set")
    assert last(film)["axis"] == believed.axis
    page.get_by_text("you said so").wait_for()
    page.keyboard.press("a")
    until(lambda: last(film)["kind"] == "about")
    page.keyboard.press("Delete")
    until(lambda: last(film)["does"] == "forget")
    for says in ("set", "set", "freeze"):
        page.keyboard.press("u")
        page.get_by_role("status").get_by_text("is taken back").wait_for()
        until(lambda wanted=says: [one.told for one in told(film).beliefs if one.axis == believed.axis] == [wanted])
    page.keyboard.press("Shift+U")
    until(lambda: [one.told for one in told(film).beliefs if one.axis == believed.axis] == ["set"])
    assert faults(page) == []
    assert page.faults == []


def hand_on_the_first(page: Any, film: Path) -> str:
    """The room of the taste, the hand on what is believed surest: its axis."""
    page.keyboard.press("Alt+6")
    page.get_by_role("list", name="what is believed").wait_for()
    axis = told(film).beliefs[0].axis
    page.keyboard.press("ArrowDown")
    until(lambda: picked(page) == axis)
    return axis


def test_undo_takes_back_the_word_that_a_quick_hand_has_only_just_pressed(page: Any, film: Path) -> None:
    axis = hand_on_the_first(page, film)
    for press in ("ArrowRight", "ArrowRight", "u"):
        page.keyboard.press(press)
    page.get_by_role("status").get_by_text(f"what you said of {axis} is taken back").wait_for()
    with Desk.open(film) as desk:
        assert [entry.kind for entry in desk.ledger.entries()][-2:] == ["avowed", "undo"]


def test_after_a_reload_the_last_word_is_still_taken_back_and_said_again(page: Any, film: Path) -> None:
    axis = hand_on_the_first(page, film)
    page.keyboard.press("ArrowRight")
    until(lambda: last(film)["does"] == "set")
    page.keyboard.press("o")
    until(lambda: not told(film).on)
    for _ in range(2):
        page.reload()
        page.get_by_role("list", name="what is believed").wait_for()
        page.keyboard.press("u")
        page.get_by_role("status").get_by_text("is taken back").wait_for()
    until(lambda: told(film).on and [one.told for one in told(film).beliefs if one.axis == axis] == [""])
    page.keyboard.press("u")
    page.get_by_role("status").get_by_text("nothing that you said of your taste in cutting can be").wait_for()
    with Desk.open(film) as desk:
        assert len(desk.film.marks) == 12, "marks are taken back where they were made"
    page.reload()
    page.get_by_role("list", name="what is believed").wait_for()
    page.keyboard.press("Shift+U")
    page.get_by_role("status").get_by_text(f"what you said of {axis} holds again").wait_for()
    page.keyboard.press("Shift+U")
    page.get_by_role("status").get_by_text("that your taste was switched off holds again").wait_for()
    until(lambda: not told(film).on and [one.told for one in told(film).beliefs if one.axis == axis] == ["set"])
    assert page.faults == []


def test_it_is_switched_off_carried_lent_brought_and_withdrawn(page: Any, film: Path, tmp_path: Path) -> None:
    page.keyboard.press("Alt+6")
    page.get_by_role("list", name="what is believed").wait_for()
    page.keyboard.press("o")
    until(lambda: not told(film).on)
    page.get_by_text("Alternatives come in the tool’s own order").wait_for()
    page.get_by_role("textbox", name="name of the file").fill("Edna's eye")
    page.get_by_role("checkbox", name="lend it").press(" ")
    page.get_by_role("button", name="Write it into handover/").press("Enter")
    page.get_by_role("status").get_by_text("Edna's eye.json is in handover/").wait_for()
    lent = json.loads((film / "handover" / "Edna's eye.json").read_text())
    assert (lent["lent"], lent["craft"], len(lent["answers"])) == (True, "cutting", 12)
    page.get_by_role("button", name="Withdraw …").press("Enter")
    page.get_by_role("dialog", name="withdraw your taste").get_by_text("12 answers are taken out of it").wait_for()
    assert faults(page) == []
    page.keyboard.press("Enter")
    assert told(film).lessons == 12, "the first button keeps it"
    page.get_by_role("button", name="Withdraw …").press("Enter")
    page.get_by_role("button", name="Withdraw it").press("Enter")
    page.get_by_text("Nothing is believed of you in the cut yet.").wait_for()
    assert told(film).lessons == 0
    none = tmp_path / "none.json"
    none.write_text("{}")
    page.get_by_label("a taste that was exported").set_input_files(none)
    page.get_by_role("status").get_by_text("none.json came as a taste, and is none").wait_for()
    page.get_by_label("a taste that was exported").set_input_files(film / "handover" / "Edna's eye.json")
    page.get_by_role("status").get_by_text("a taste of 12 answers is yours again").wait_for()
    until(lambda: told(film).lessons == 12)
    page.get_by_role("list", name="what is believed").wait_for()
    page.keyboard.press("t")
    page.get_by_text("Nothing is believed of you in the colour yet.").wait_for()
    assert page.faults == []


def test_a_wish_for_some_lines_is_said_below_the_whole_axis_and_stays(page: Any, film: Path) -> None:
    page.keyboard.press("Alt+6")
    page.get_by_role("list", name="what is believed").wait_for()
    late = "closeness on late lines"
    page.get_by_label("say something of some lines").select_option(late)
    page.get_by_text(f"Of {late} nothing is believed yet: say it yourself").wait_for()
    until(lambda: picked(page) == late)
    page.keyboard.press("a")
    page.keyboard.press("ArrowRight")
    until(lambda: (last(film)["does"], last(film)["axis"], last(film).get("kind")) == ("set", late, "more"))
    said = "you said that you like closer pictures on late lines than on others"
    page.get_by_text(said).wait_for()
    page.reload()
    page.get_by_text(said).wait_for()
    rows = page.evaluate("() => [...document.querySelector('cutting-room').shadowRoot.querySelector('taste-page')"
                         ".shadowRoot.querySelectorAll('belief-row')].map(one => one.row.axis)")
    assert rows.index(late) == 1 + rows.index("closeness")
    assert rows.count(late) == 1
    assert faults(page) == []
    page.keyboard.press("u")
    page.get_by_text(said).wait_for(state="detached")


@needs_node
def test_a_row_says_what_the_desk_believes_and_what_the_hand_says() -> None:
    found = under_node("""
        import {filled, howSure, rowsOf, saidOf, spoken, standOf} from './hands/beliefs.js';
        const belief = (axis, kind, value, sure, told = '') => (
            {axis, kind, value, sure, says: '', lessons: 8, tag: '', told});
        const ends = [['pace', 'a slower pace', 'a faster pace'], ['silence', 'less silence', 'more silence']];
        const rows = rowsOf([belief('silence', 'about', 420, 910), belief('pace', 'less', -1400, 960)], ends, ['pace']);
        const stands = rows.map(standOf);
        const sures = [[960], [1000, 'set'], [610]].map(one => belief('pace', 'less', 0, ...one));
        console.log(JSON.stringify([rows.map(one => one.axis), stands,
            rows.map((row, n) => saidOf(row.axis, stands[n])), saidOf('pace', {about: false, at: 0}),
            rows.map((row, n) => spoken(row, stands[n])), sures.map(howSure),
            [500, 750, 1000].map(sure => filled({sure}))]));""")
    assert found == [
        ["pace", "silence"], [{"about": False, "at": -1000}, {"about": True, "at": 420}],
        [{"axis": "pace", "kind": "less", "value": 1000}, {"axis": "silence", "kind": "about", "value": 420}], None,
        ["the further towards a slower pace the better, 10 of 10",
         "about 42 of the way from less silence to more silence"],
        ["nearly certain, from 8 answers", "you said so; from 8 answers too",
         "little more than a guess, from 8 answers"],
        [0, 0.5, 1]]
