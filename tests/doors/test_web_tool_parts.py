"""A tool that somebody installed brings a part of its own to the page; a broken one is told, and breaks nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Server
from fastapi import FastAPI
from fastapi.testclient import TestClient

from workprint.doors.web import parts
from workprint.doors.web.parts import add_parts

TOOL = '''"""A made tool."""
from workprint.film import ToolCard


class Tool:
    card = ToolCard("{name}", "3", "{craft}", "Counts what is on.", "nothing", "fully")

    def propose(self, brief, *, seed):
        return iter(())
'''

COUNTS = """
import {LitElement, html} from 'lit';
export default class extends LitElement {
  static properties = {scene: {}, state: {attribute: false}, verb: {attribute: false}, says: {state: true}};
  render() {
    const {six, on} = this.state;
    return html`<button @click=${this.ask}>how long is it</button>
      <p>scene ${this.scene}, ${six.shown.length} cuts, cut ${six.shown.findIndex(one => one.id === on) + 1} is on
      ${this.says}</p>`;
  }
  async ask() {
    try { this.state.six.shown.length = 0; this.state.on = 'x'; } catch {}
    const status = await this.verb('status');
    this.says = `the film is ${status.title}`;
  }
}
"""

BREAKS_LATER = """
export default class extends HTMLElement {
  connectedCallback() {
    const button = document.createElement('button');
    button.textContent = 'break';
    button.onclick = () => { throw new Error('it came apart'); };
    this.append(button);
  }
}
"""


def _install(site: Path, package: str, name: str, script: str, *, craft: str = "cutting", tool: str = TOOL) -> None:
    """Put a package into a folder of packages, as pip does."""
    module = name.replace("-", "_")
    site.mkdir(exist_ok=True)
    (site / f"{module}.py").write_text(tool.replace("{name}", name).replace("{craft}", craft))
    (site / f"{module}.js").write_text(script)
    told = site / f"{package.replace('-', '_')}-3.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 3\n")
    (told / "entry_points.txt").write_text(f"[workprint.tools]\n{name} = {module}:Tool\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of packages: one whose part works, two whose parts fail, one for another room, one without a tool."""
    site = tmp_path / "site"
    _install(site, "counting-house", "counts", COUNTS)
    _install(site, "late-trouble", "later", BREAKS_LATER)
    _install(site, "early-trouble", "never", "throw new Error('no such thing')")
    _install(site, "paint-shop", "paints", COUNTS, craft="colour")
    _install(site, "half-done", "halves", COUNTS, tool="raise RuntimeError('not today')")
    return site


@pytest.fixture
def server(film: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]))
    running = Server(film)
    yield running
    running.kill()


def test_an_installed_tool_s_part_appears_in_the_cutting_room_and_works_there(page) -> None:
    tabs = page.get_by_role("tablist", name="beside the cut")
    tabs.get_by_role("tab", name="counts, from the package counting-house").click()
    page.get_by_text("counts 3, from the package counting-house: Counts what is on.").wait_for()
    page.get_by_text("scene 2, 6 cuts").wait_for()
    page.keyboard.press("2")
    page.get_by_text("cut 2 is on").wait_for()
    page.get_by_role("button", name="how long is it").click()
    page.get_by_text("the film is Two Cups").wait_for()
    assert page.get_by_role("list", name="the six cuts on show").get_by_role("listitem").count() == 6, "it has a copy"
    assert tabs.get_by_role("tab", name="paints").count() == 0, "a part for the colour waits for its room"
    assert page.faults == []
    assert page.asked == {page.url.split("/")[2]}


def test_a_part_that_fails_is_told_by_name_and_the_page_goes_on(page) -> None:
    page.get_by_role("tab", name="never, from the package early-trouble").click()
    alert = page.get_by_role("alert")
    alert.get_by_text("the part of the tool never, from the package early-trouble, failed (no such thing)").wait_for()
    page.get_by_role("tab", name="halves, from the package half-done").click()
    alert.get_by_text("the package half-done cannot be loaded (RuntimeError: not today)").wait_for()
    page.get_by_role("tab", name="later, from the package late-trouble").click()
    page.get_by_role("button", name="break").click()
    alert.get_by_text("the part of the tool later, from the package late-trouble, failed (it came apart)").wait_for()
    page.get_by_role("tab", name="Map").click()
    page.keyboard.press("2")
    page.wait_for_function("() => document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page')"
                           ".shadowRoot.querySelector('cut-player').frame > 2")


@pytest.fixture
def served(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The routes of parts alone."""
    monkeypatch.syspath_prepend(str(site))
    parts.brought.cache_clear()
    app = FastAPI()
    add_parts(app)
    yield TestClient(app, raise_server_exceptions=False)
    parts.brought.cache_clear()


def test_only_the_one_file_beside_a_tool_is_served(served: TestClient, site: Path) -> None:
    told = {part["tool"]: part for part in served.get("/parts").json()}
    assert set(told) == {"counts", "later", "never", "paints", "halves"}, "the house's own tool brings no part"
    assert (told["counts"]["src"], told["counts"]["element"], told["counts"]["craft"]) == (
        "/parts/counts.js", "tool-counts", "cutting")
    answer = served.get(told["counts"]["src"])
    assert (answer.text, answer.headers["content-type"].split(";")[0]) == (COUNTS, "text/javascript")
    (site / "secret.js").write_text("no")
    for name in ("secret", "cutting", "..%2Fcounts", "%2e%2e%2fsecret", "counts.js%00"):
        answer = served.get(f"/parts/{name}.js")
        assert answer.status_code in (404, 500), name
        assert answer.text != "no"


def test_two_tools_of_one_name_and_a_name_that_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(site, "zebra", "Counts", "export default 1")
    monkeypatch.syspath_prepend(str(site))
    parts.brought.cache_clear()
    try:
        found = {part.tool: part for part, _ in parts.brought()}
    finally:
        parts.brought.cache_clear()
    assert found["Counts"].trouble.startswith("the tool 'Counts' of the package zebra cannot have a part")
    assert found["Counts"].src == ""
    assert found["counts"].package == "counting-house"
