"""What the screen's tests share: a small film that is cut, its server, and a page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, QUIET, STORE, TIMELINE, Server, until


@pytest.fixture
def server(film: Path) -> Iterator[Server]:
    running = Server(film)
    yield running
    running.kill()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for all tests of a file: each has a window of its own in it."""
    if not CHROMIUM:
        pytest.skip("no Chromium is on this machine; make chromium, or apt-get install chromium, to run this test")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, server: Server) -> Iterator[Any]:
    """The cutting room, open; what goes wrong in it is in `faults`, whom it asks in `asked`."""
    page = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.faults, page.asked = [], set()
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.add(request.url.split("/")[2] if "//" in request.url else ""))
    page.goto(server.address)
    page.get_by_role("list", name="the six cuts on show").wait_for()
    yield page
    page.context.close()


@pytest.fixture
def cut(page):
    """The page with cut 1 circled and stopped."""
    page.keyboard.press("1")
    page.wait_for_function(f"() => {TIMELINE}?.cut")
    page.keyboard.press("k")
    page.keyboard.press("c")
    until(lambda: page.evaluate(f"async () => Boolean({STORE}.state.cut)"))
    page.wait_for_function(f"() => {TIMELINE}.lanes")
    return page
