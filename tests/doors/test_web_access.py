"""Every room can be used by everybody: axe-core finds nothing serious, the keyboard reaches all, motion can be off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import TIMELINE

AXE = Path(__file__).resolve().parents[2] / "src/workprint/doors/web/node_modules/axe-core/axe.min.js"

ROOMS = ("Cut", "Readings", "Taste", "Record", "Set-up")

SERIOUS = ("serious", "critical")


def faults(page: Any) -> list[str]:
    """What axe-core calls serious or critical, one sentence each."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; npm ci in doors/web brings it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['help']} at {node['target']}" for one in found if one["impact"] in SERIOUS
            for node in one["nodes"]]


def test_no_room_shuts_anybody_out(page: Any) -> None:
    for room in ROOMS:
        page.get_by_role("button", name=room, exact=True).click()
        if room == "Cut":
            page.keyboard.press("1")
        page.wait_for_timeout(300)
        assert faults(page) == [], room


def test_no_dialog_shuts_anybody_out(page: Any) -> None:
    for key, name in (("?", "keys"), ("Control+k", "commands")):
        page.keyboard.press(key)
        page.get_by_role("dialog", name=name).wait_for()
        assert faults(page) == [], name
        page.keyboard.press("Escape")
        page.get_by_role("dialog", name=name).wait_for(state="detached")


def test_every_command_is_found_by_its_words(page: Any) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="what do you want to do").fill("room record")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="verify the whole record").wait_for()


def test_the_key_sheet_lists_what_works_here(page: Any) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="keys")
    sheet.get_by_text("flip to the cut before, at the same moment").wait_for()
    assert sheet.evaluate("one => [one.scrollTop, one.scrollWidth - one.clientWidth]") == [0, 0]
    assert sheet.get_by_role("button", name="back to work").bounding_box()["y"] < 200, "it begins at its top"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Record", exact=True).click()
    page.keyboard.press("?")
    sheet.wait_for()
    assert not sheet.get_by_text("flip to the cut before, at the same moment").is_visible()


def test_behind_an_open_box_no_key_is_heard_and_escape_closes_it(page: Any) -> None:
    page.keyboard.press("1")
    page.wait_for_function(f"() => {TIMELINE}?.cut")
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => {TIMELINE}.hands.picked")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="keys")
    sheet.get_by_text("flip to the cut before").click()
    page.keyboard.press("h")
    page.keyboard.press("Escape")
    sheet.wait_for(state="detached")
    assert page.get_by_role("button", name="hold: cut 1", pressed=True).count() == 0
    assert page.evaluate(f"() => Boolean({TIMELINE}.hands.picked)")


def test_the_record_is_read_in_plain_words_and_verifies(page: Any) -> None:
    page.keyboard.press("2")
    page.keyboard.press("h")
    page.get_by_role("status").get_by_text("held").wait_for()
    page.keyboard.press("Alt+3")
    page.get_by_text("entries are as they were written").wait_for()
    decision = page.locator("td[data-kind=decision]").first
    decision.get_by_text("the second of 6 on show: held").click()
    decision.get_by_role("img", name="the one that was marked").wait_for()
    page.get_by_label("with the words").fill("no such thing")
    page.get_by_text("Nothing like that is among the latest entries.").wait_for()


def test_no_key_means_two_things(page: Any) -> None:
    for room in ROOMS:
        page.get_by_role("button", name=room, exact=True).click()
        page.wait_for_timeout(200)
        told = page.evaluate("async () => (await import('/static/commands.js')).offered().filter("
                             "one => one.when?.() ?? true).flatMap(one => one.keys.map(key => [key, one.id]))")
        meant: dict[str, set[str]] = {}
        for key, command in told:
            meant.setdefault(key, set()).add(command)
        assert {key: ids for key, ids in meant.items() if len(ids) > 1} == {}, room
