"""Take a picture of every room of the screen, at three sizes, into build/screens/; those of a laptop go into docs/.

    python tests/house/house_screens.py demo     the folder of a film that is cut: `make demo` makes one
"""

from __future__ import annotations

import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "doors"), str(ROOT / "tests")]

from browser import CHROMIUM, QUIET, ROOM, Server  # noqa: E402
from test_web_colour import drawn  # noqa: E402

from workprint.desk import Desk  # noqa: E402

OUT, DOCS = ROOT / "build" / "screens", ROOT / "docs"

SIZES = {"laptop": (1366, 768), "desk": (1920, 1080), "4k": (3840, 2160)}
"""Screens that it must be good on. Source: issue 4; 1080p is what most edit suites have."""

IN_DOCS = ("laptop", ("cutting", "comparing", "colour", "noting", "readings", "set-up", "tone", "taste"))
"""Which size goes into the docs, and of which rooms."""


def cutting(page: Any) -> None:
    """The circled cut, stopped in the middle of a line, one of its edits picked."""
    page.keyboard.press("1")
    playing(page)
    page.keyboard.press("c")
    page.get_by_role("status").get_by_text("circled").wait_for()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowDown")


def comparing(page: Any) -> None:
    """What differs between two cuts, one above the other."""
    page.keyboard.press("2")
    playing(page)
    page.keyboard.press("Shift+F")


def turning(page: Any) -> None:
    """A dial turned half way, the hand still on it."""
    page.keyboard.press("g")
    page.locator("tone-dials input:focus").wait_for()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {ROOM}.querySelector('alt-tray').turning")


def grading(page: Any) -> None:
    """Six grades of the circled cut, the first wiped against the picture as it was shot."""
    page.keyboard.press("1")
    playing(page)
    page.keyboard.press("c")
    page.get_by_role("status").get_by_text("circled").wait_for()
    page.keyboard.press("Alt+5")
    page.get_by_role("textbox", name="what the grade should be, in your words").fill("colder, more contrast")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("all different").wait_for(timeout=120_000)
    page.get_by_role("tab", name="Grade", exact=True).click()
    page.keyboard.press("0")
    page.keyboard.press("w")
    page.wait_for_timeout(2000)
    drawn(page)
    page.wait_for_timeout(2000)


def noting(page: Any) -> None:
    """A note with a drawing, being written."""
    page.keyboard.press("1")
    playing(page)
    page.keyboard.press("c")
    page.get_by_role("status").get_by_text("circled").wait_for()
    page.keyboard.press("Shift+A")
    page.keyboard.type("Hold on her hands until the door.")
    box = page.locator("draw-over").bounding_box()
    for turn in range(25):
        angle = turn * math.tau / 24
        page.mouse.move(box["x"] + box["width"] * (.38 + .1 * math.cos(angle)),
                        box["y"] + box["height"] * (.82 + .12 * math.sin(angle)))
        if not turn:
            page.mouse.down()
    page.mouse.up()


def reading(page: Any) -> None:
    """One reading chosen, its words over its sound."""
    page.get_by_role("button", name="Readings", exact=True).click()
    page.wait_for_timeout(800)
    page.keyboard.press("g")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_timeout(1500)


def toning(page: Any) -> None:
    """Six cuts in a tone, which is gone once half of the scene is over."""
    page.keyboard.press("Shift+E")
    page.get_by_role("combobox", name="a tone, in your words").fill("uneasy, but tender")
    page.keyboard.press("Control+Enter")
    page.get_by_role("status").get_by_text("the first six are on show").wait_for(timeout=120_000)
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    playing(page)
    page.keyboard.press("Shift+B")
    for key in (*["ArrowRight"] * 7, "ArrowUp", *["ArrowRight"] * 3, "PageDown", "Enter"):
        page.keyboard.press(key)


LIKES_IT_SLOW = """async () => {
  const {verb} = await import('/static/api.js');
  const [{state}, pace] = [await import('/static/store.js'), one => new Map(one.axes).get('pace')];
  for (let n = 0; n < 9; n += 1) {
    const {shown} = await verb('show', {scene: state.scene, first: 1 + 6 * (n % 4)});
    const slow = shown.reduce((one, two) => pace(two) < pace(one) ? two : one);
    await verb('decide', {scene: state.scene, alt: slow.id, mark: 'circle'});
  }
}"""


SAID = "you said that you like closer pictures on strong lines than on others"


def tasting(page: Any) -> None:
    """What is believed of somebody who circled nine slow cuts, a word of theirs on strong lines; answers behind one."""
    page.evaluate(LIKES_IT_SLOW)
    page.keyboard.press("Alt+6")
    page.get_by_role("list", name="what is believed").wait_for()
    if not page.get_by_text(SAID).count():  # said at the size before
        page.get_by_label("say something of some lines").select_option("closeness on strong lines")
        page.keyboard.press("ArrowRight")
        page.get_by_text(SAID).wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("b")


def room(name: str) -> Callable[[Any], None]:
    """Go to a room and do nothing there."""
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


SHOTS: Mapping[str, Callable[[Any], None]] = {
    "cutting": cutting, "comparing": comparing, "noting": noting, "readings": reading,
    "colour": grading, "record": room("Record"), "set-up": room("Set-up"),
    "keys": lambda page: page.keyboard.press("?"), "palette": lambda page: page.keyboard.press("Control+k"),
    "turning": turning, "tone": toning, "taste": tasting,
}


def playing(page: Any) -> None:
    """Wait until a cut has played a second, and stop it."""
    page.wait_for_timeout(1500)
    page.keyboard.press("k")
    page.wait_for_timeout(400)


@contextmanager
def served(film: Path) -> Iterator[str]:
    """A copy of the film, unlocked, on a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(film, Path(folder) / "film", ignore=shutil.ignore_patterns("rushes"))
        with Desk.open(copy) as desk:
            if desk.film.locked:
                desk.unlock(why="pictures are taken of the rooms")
        server = Server(copy)
        try:
            yield server.address
        finally:
            server.kill()


def take(film: Path) -> tuple[str, ...]:
    """Every room at every size; the files written."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    made: list[str] = []
    with sync_playwright() as playwright, served(film) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for size, (width, height) in SIZES.items():
            for name, does in SHOTS.items():
                page = browser.new_context(viewport={"width": width, "height": height},
                                           reduced_motion="reduce").new_page()
                page.goto(address)
                page.get_by_role("list", name="the six cuts on show").wait_for()
                page.wait_for_timeout(800)
                does(page)
                page.wait_for_timeout(800)
                to = OUT / f"{name}-{size}.png"
                page.screenshot(path=to)
                made.append(to.name)
                if size == IN_DOCS[0] and name in IN_DOCS[1]:
                    page.screenshot(path=DOCS / f"screen-{name}.jpg", type="jpeg", quality=88)
                page.context.close()
        browser.close()
    return tuple(made)


if __name__ == "__main__":
    if not CHROMIUM:
        sys.exit("there is no Chromium; make chromium brings it; then make docs takes the pictures")
    print("\n".join(take(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))))
