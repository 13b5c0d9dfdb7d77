"""The cutting room in a real browser: cuts are played and compared, one is circled, a reading is heard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from once import once
from workprint.desk import Desk
from workprint.desk.state import Marked

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"]

SERVE = """
import sys
from pathlib import Path
from workprint.doors.web import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), on_ready=lambda address: print(address, flush=True))
"""


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


class Server:
    """The desk's server in a process of its own, that can be killed and started again at the same place."""

    def __init__(self, film: Path) -> None:
        self.film, self.port = film, 0
        self.address = self.start()

    def start(self) -> str:
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(self.film), str(self.port)],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        address = self.process.stdout.readline().strip()
        self.port = int(address.split(":")[2].split("/")[0])
        return address

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


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


def circled_in(film: Path) -> Marked | None:
    """The cut of the one scene, as the record tells it."""
    with Desk.open(film) as desk:
        return desk.film.circled(desk.scene_named(""))


def until(true: Callable[[], bool]) -> None:
    """Wait, half a minute at most, for something to become true."""
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true in half a minute")


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
                           ".shadowRoot.querySelector('video').readyState >= 2")
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


def test_two_pages_see_one_another(page, server: Server) -> None:
    other = page.context.new_page()
    other.goto(server.address)
    other.get_by_role("list", name="the six cuts on show").wait_for()
    other.get_by_role("button", name="Record").click()
    page.keyboard.press("3")
    page.keyboard.press("h")
    other.get_by_role("cell", name="decision").first.wait_for()
