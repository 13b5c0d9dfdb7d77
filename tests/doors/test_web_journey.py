"""The cutting room in a real browser: cuts are played and compared, one is circled, a reading is heard."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from browser import Server, circled_in, until


def test_a_cut_is_played_compared_and_circled(page, film: Path) -> None:
    page.keyboard.press("1")
    page.wait_for_function("() => document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page')"
                           ".shadowRoot.querySelector('cut-player').frame > 8")
    page.keyboard.press("2")
    page.keyboard.press("k")
    page.keyboard.press("f")
    page.get_by_text("stopped").wait_for()
    page.keyboard.press("c")
    page.get_by_role("status").get_by_text("circled: it is the scene's cut now").wait_for()
    circled = circled_in(film)
    assert circled is not None
    assert circled.alt.id in circled.decision.shown
    page.keyboard.press("u")
    until(lambda: circled_in(film) is None)
    assert page.faults == []
    assert page.asked == {page.url.split("/")[2]}, "the page asks its own desk and nobody else"


def test_frames_are_stepped_one_by_one(page) -> None:
    player = ("document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"
              ".querySelector('cut-player')")
    page.keyboard.press("1")
    page.wait_for_function(f"() => {player}.frame > 2")
    page.keyboard.press("k")
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(f"() => {player}.frame") == 5
    page.wait_for_function(f"() => Math.floor({player}.movie.currentTime * 24 + 1e-3) === 5")


def test_a_reading_is_heard_and_pinned(page) -> None:
    page.get_by_role("button", name="Readings").click()
    page.get_by_role("button", name="2A/1 line 2/2").click()
    page.wait_for_function("() => document.querySelector('cutting-room').shadowRoot.querySelector('readings-page')"
                           ".player.movie.readyState >= 2")
    page.get_by_role("button", name="pin it on this line").click()
    page.get_by_role("status").get_by_text("2A/1 stays on line 2/2").wait_for()
    assert page.faults == []


def test_a_desk_that_goes_away_is_said_and_found_again(page, server: Server) -> None:
    server.kill()
    page.get_by_role("status").get_by_text("the desk does not answer").wait_for(timeout=15_000)
    os.environ["WORKPRINT_TOKEN"] = server.address.split("token=")[1]
    try:
        server.start()
        page.get_by_role("status").get_by_text("the desk is back").wait_for(timeout=30_000)
    finally:
        del os.environ["WORKPRINT_TOKEN"]


def test_a_desk_that_was_started_anew_is_found_by_a_page_that_is_still_open(page, server: Server) -> None:
    server.kill()
    page.get_by_role("status").get_by_text("the desk does not answer").wait_for(timeout=15_000)
    address = server.start()
    page.get_by_role("status").get_by_text("started anew; open the address").wait_for(timeout=30_000)
    page.context.new_page().goto(address)
    page.get_by_role("status").get_by_text("the desk is back").wait_for(timeout=30_000)
    page.keyboard.press("2")
    page.keyboard.press("h")
    page.get_by_role("status").get_by_text("held").wait_for()


def test_two_films_are_open_in_one_browser(page, film: Path, tmp_path: Path) -> None:
    other = Server(shutil.copytree(film, tmp_path / "other"))
    try:
        page.context.new_page().goto(other.address)
        page.keyboard.press("3")
        page.keyboard.press("h")
        page.get_by_role("status").get_by_text("held").wait_for()
    finally:
        other.kill()


def test_two_pages_see_one_another(page, server: Server) -> None:
    other = page.context.new_page()
    other.goto(server.address)
    other.get_by_role("list", name="the six cuts on show").wait_for()
    other.get_by_role("button", name="Record").click()
    page.keyboard.press("3")
    page.keyboard.press("h")
    other.locator("td[data-kind=decision]").first.wait_for()
