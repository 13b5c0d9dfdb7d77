"""What the screen's tests share: a small film that is cut, its server, and a page in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, QUIET, Server

from once import once
from workprint.desk import Desk


@pytest.fixture(scope="session")
def small_film(small_rushes: Path) -> Path:
    """The small rehearsed scene, ingested, lined and cut. Read only: copy it."""
    folder = small_rushes.with_name("small film")
    with once(folder) as first:
        if first:
            with Desk.new(folder, title="Two Cups", person="Edna") as desk:
                desk.ingest([small_rushes])
                desk.line(next(small_rushes.glob("*.fountain")))
                desk.propose(want=60)
    return folder


@pytest.fixture
def film(small_film: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small_film, tmp_path / "film")


@pytest.fixture
def server(film: Path) -> Iterator[Server]:
    running = Server(film)
    yield running
    running.kill()


@pytest.fixture
def page(server: Server):
    if not CHROMIUM:
        pytest.skip("no Chromium is on this machine; make chromium, or apt-get install chromium, to run this test")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.faults = []  # type: ignore[attr-defined]
        page.asked = set()  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.asked.add(request.url.split("/")[2] if "//" in request.url else ""))
        page.goto(server.address)
        page.get_by_role("list", name="the six cuts on show").wait_for()
        yield page
        browser.close()
