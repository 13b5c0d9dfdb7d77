"""A film on a server of its own and its page in a headless browser: what figures of the screen are measured with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workprint.film import NotOnTheDesk

SERVE = ("import sys; from pathlib import Path; from workprint.doors.web import serve; "
         "serve(Path(sys.argv[1]), on_ready=lambda address: print(address, flush=True))")

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
         "--enable-precise-memory-info", "--js-flags=--expose-gc"]
"""A browser that asks nobody else for anything, and tells its memory exactly."""

HANDS = Path(__file__).with_name("_screen.js")
"""What presses keys in the page and tells how long the answer took."""


def chromium() -> str:
    """Where Chromium is. Raises `NotOnTheDesk`."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise NotOnTheDesk("there is no Chromium for the figures of the screen", "Debian's would do",
                           "make chromium, then make bench BENCH=room")
    return found


@contextmanager
def served(film: Path) -> Iterator[str]:
    """The address of the film's page, for as long as it is served."""
    with subprocess.Popen([sys.executable, "-c", SERVE, str(film)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@contextmanager
def browser() -> Iterator[Any]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield running
        running.close()


def opened(running: Any, address: str, asked: set[str]) -> Any:
    """The cutting room in a page of its own, with hands; every host that it asks goes into `asked`."""
    page = running.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
    page.goto(address)
    page.get_by_role("list", name="the six cuts on show").wait_for()
    page.evaluate(HANDS.read_text(encoding="utf-8"))
    page.evaluate("() => hands.until(hands.shown)")
    return page


def resident_mib() -> float:
    """MiB that all processes of the browser hold for themselves: RSS without files and what is shared."""
    born, held = dict[int, list[int]](), dict[int, float]()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            facts = dict(re.findall(r"(?m)^(\w+):\s+(\S+)", (folder / "status").read_text(encoding="utf-8")))
            is_browser = b"chrom" in (folder / "cmdline").read_bytes().split(b"\0")[0]
        except OSError:
            continue  # a process that has just ended
        born.setdefault(int(facts["PPid"]), []).append(int(folder.name))
        held[int(folder.name)] = int(facts.get("RssAnon", 0)) / 1024 if is_browser else 0.0
    return round(sum(held[pid] for pid in _below(os.getpid(), born)), 1)


def _below(pid: int, born: dict[int, list[int]]) -> Iterator[int]:
    for child in born.get(pid, []):
        yield child
        yield from _below(child, born)
