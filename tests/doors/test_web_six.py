"""The six in a real browser: marked, compared, only what differs played; versions walked; a cut locked, handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Server, circled_in, until

from workprint.desk import Desk

PAGE = "document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page')"


def _cut_on(page, place: int) -> None:
    """Play a cut of the six, and stop."""
    page.keyboard.press(str(place))
    page.wait_for_function(f"() => {PAGE}.shadowRoot.querySelector('alt-tray').on ==="
                           f" {PAGE}.shadowRoot.querySelector('alt-tray').six.shown[{place - 1}].id")
    page.keyboard.press("k")


def test_six_rows_fit_a_laptop_and_are_marked_by_key_and_button(page, film: Path) -> None:
    row = page.get_by_role("list", name="the six cuts on show").get_by_role("listitem")
    assert row.count() == 6
    tray = page.evaluate(f"() => {{ const six = {PAGE}.shadowRoot.querySelector('.six');"
                         " return [six.scrollHeight - six.clientHeight, six.querySelector('alt-tray').offsetHeight] }")
    assert tray[0] <= 0
    assert tray[1] <= 375, "beside the dials' 65 pixels and the panel"
    _cut_on(page, 2)
    page.keyboard.press("y")
    page.get_by_role("button", name="can’t say: cut 2", pressed=True).wait_for()
    page.get_by_role("button", name="hold: cut 4").click()
    page.get_by_role("button", name="hold: cut 4", pressed=True).wait_for()
    with Desk.open(film) as desk:
        assert [mark.decision.mark for mark in desk.film.marks] == ["unsure", "hold"]
    page.get_by_role("button", name="next six").click()
    page.get_by_text("7 to 12 of").wait_for()
    page.get_by_role("button", name="back to the first six").click()
    page.get_by_text("1 to 6 of").wait_for()
    assert page.faults == []


def test_the_next_six_say_why_they_are_shown_and_a_reload_shows_them_as_they_stood(page, film: Path) -> None:
    _cut_on(page, 2)
    page.keyboard.press("c")
    page.get_by_role("button", name="circle, cut 2", pressed=True).or_(
        page.get_by_role("button", name="circle: cut 2", pressed=True)).wait_for()
    page.get_by_role("button", name="next six").click()
    page.get_by_text("7 to 12 of").wait_for()
    rows = page.get_by_role("list", name="the six cuts on show").get_by_role("listitem")
    assert rows.filter(has_text="to learn from").count() == 3
    assert rows.filter(has_text="worth keeping").count() == 2
    assert rows.filter(has_text="from outside your taste").count() == 1
    with Desk.open(film) as desk:
        shown = list(desk.map().shown)
    page.reload()
    page.get_by_text("7 to 12 of").wait_for()
    seen = page.evaluate(f"() => {PAGE}.shadowRoot.querySelector('alt-tray').six.shown.map(one => one.id)")
    assert seen == shown
    assert page.faults == []


def test_a_and_b_are_lit_and_only_what_differs_is_played_from_both(page) -> None:
    _cut_on(page, 1)
    _cut_on(page, 3)
    page.get_by_role("button", name="play cut 1, A").wait_for()
    page.get_by_role("button", name="play cut 3, B").wait_for()
    page.keyboard.press("d")
    said = page.locator("only-differs p")
    said.get_by_text("1 of", exact=False).wait_for()
    assert said.inner_text().startswith("A")
    assert "cut 1" in said.inner_text()
    page.wait_for_function(f"() => {PAGE}.shadowRoot.querySelector('cut-player').speed > 0")
    page.evaluate(f"() => {{ const at = {PAGE}.shadowRoot;"
                  " at.querySelector('cut-player').seek(at.querySelector('only-differs').span.out - 8) }")
    page.wait_for_function(f"() => {PAGE}.shadowRoot.querySelector('only-differs').span?.letter === 'B'")
    page.get_by_role("button", name="play cut 3, B").wait_for()
    assert page.evaluate(f"() => {{ const at = {PAGE}.shadowRoot; return at.querySelector('cut-player').alt ==="
                         " at.querySelector('only-differs').span.alt }")
    page.keyboard.press("k")
    said.wait_for(state="detached")
    assert page.evaluate(f"() => {PAGE}.shadowRoot.querySelector('cut-player').speed") == 0
    assert page.faults == []


def test_every_reason_of_a_cut_is_read_and_adds_up(page) -> None:
    _cut_on(page, 1)
    page.keyboard.press("b")
    box = page.get_by_role("dialog", name="why cut 1 is as it is")
    box.get_by_text("The tool explains every point.").wait_for()
    shots = [_number(each) for each in box.locator(".shot b").all_inner_texts()]
    whole = sum(_number(each.split(",")[1]) for each in box.locator("p.dim").all_inner_texts())
    total = _number(box.locator(".sum .points").inner_text())
    assert len(shots) > 2
    assert sum(shots) + whole == pytest.approx(total, abs=0.01 * (len(shots) + 1))
    page.keyboard.press("Escape")
    box.wait_for(state="detached")


def _number(text: str) -> float:
    return float(text.strip().replace("−", "-"))


def test_versions_are_a_tree_to_walk_name_and_lay_side_by_side(page, film: Path) -> None:
    for place in (1, 2):
        _cut_on(page, place)
        page.keyboard.press("c")
        until(lambda: circled_in(film) is not None)
        page.get_by_role("button", name=f"circle: cut {place}", pressed=True).wait_for()
    page.get_by_role("tab", name="Versions").click()
    rows = page.get_by_role("list", name="versions of the cut").get_by_role("listitem")
    page.wait_for_function(f"() => {PAGE}.shadowRoot.querySelector('version-tree')?.rows.length === 2")
    first = rows.nth(0).locator(".go")
    first.click()
    page.get_by_role("status").get_by_text("is at version 1 again").wait_for()
    first.press("F2")
    page.get_by_label("name of version 1").fill("the quiet one")
    page.get_by_label("name of version 1").press("Enter")
    rows.get_by_text("the quiet one").wait_for()
    for box in page.get_by_role("checkbox", name="tick to lay it beside another").all():
        box.check()
    page.get_by_role("button", name="side by side").click()
    found = page.get_by_role("list", name="what differs").get_by_role("button")
    found.first.wait_for()
    page.keyboard.press("ArrowDown")
    said = page.locator("only-differs p")
    said.get_by_text("the quiet one").wait_for()
    assert page.locator("side-by-side .lit.at").count() == 4
    page.keyboard.press("Escape")
    page.locator("side-by-side").wait_for(state="detached")
    page.locator("cut-timeline").wait_for()
    with Desk.open(film) as desk:
        assert [(one.number, one.name, one.here) for one in desk.versions().rows] == [
            (1, "the quiet one", True), (2, "", False)]
    assert page.faults == []


def test_the_cut_is_locked_handed_over_and_unlocked_for_a_reason(page, server: Server, film: Path) -> None:
    _cut_on(page, 1)
    page.keyboard.press("c")
    page.get_by_role("tab", name="Versions").click()
    page.get_by_role("list", name="versions of the cut").wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="what do you want to do").fill("lock the cut")
    page.keyboard.press("Enter")
    page.get_by_label("name of the lock").fill("fine-cut-1")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Lock the cut").get_by_text("locked as fine-cut-1").wait_for()
    assert (film / "cuts" / "fine-cut-1.otio").exists()
    page.get_by_role("button", name="back to work").click()
    page.get_by_role("button", name="hand over …").click()
    page.get_by_label("finished movie").select_option("none")
    page.get_by_role("button", name="hand it over").click()
    box = page.get_by_role("dialog", name="Hand the cut over")
    box.get_by_text("handed over as fine-cut-1").wait_for(timeout=60_000)
    file = box.get_by_role("link", name="fine-cut-1.edl").get_attribute("href")
    assert "TITLE" in page.request.get(server.address.split("/?")[0] + str(file)).text()
    page.get_by_role("button", name="back to work").click()
    page.get_by_role("button", name="unlock …").click()
    page.get_by_role("textbox", name="why").fill("the producer wants line 2 back")
    page.get_by_role("button", name="unlock it").click()
    page.get_by_role("combobox", name="how far the cut has come").wait_for()
    with Desk.open(film) as desk:
        assert not desk.film.locked
    assert page.faults == []


def test_a_or_b_is_asked_by_what_differs_and_answered_by_a_key(page, film: Path) -> None:
    page.keyboard.press("Shift+Y")
    asked = page.get_by_role("group", name="A or B?")
    asked.get_by_text("Which is nearer to what you want?").wait_for()
    page.get_by_role("list", name="what differs").wait_for()
    page.keyboard.press(">")
    asked.get_by_text("1 answered").wait_for()
    asked.get_by_role("button", name="A is").click()
    asked.get_by_text("2 answered").wait_for()
    page.keyboard.press("=")
    asked.get_by_text("3 answered").wait_for()
    page.keyboard.press("Escape")
    asked.wait_for(state="detached")
    with Desk.open(film) as desk:
        assert [one.which for one in desk.film.preferred] == ["B", "A", "unsure"]
        assert not desk.film.marks, "it circles nothing"
        assert desk.taste.lessons == 2
    assert page.faults == []
