"""Dials on the page: the six answer while one is turned, letting go proposes; what records nothing is no news."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from browser import until
from test_web_parts import needs_node, under_node

from put_on_record import put_on_record
from workprint.desk import Desk
from workprint.doors.web.room import Room
from workprint.testing import made_material

LATEST = "import {latest} from './hands/latest.js';"


@needs_node
def test_of_many_settings_the_newest_is_asked_for_and_one_at_a_time() -> None:
    found = under_node(LATEST + """
        const open = [], sent = [], came = [];
        let together = 0, most = 0;
        const hand = latest(value => {
          sent.push(value); most = Math.max(most, ++together);
          return new Promise(done => open.push(() => { together--; done(value * 10); }));
        }, answer => came.push(answer));
        const all = [1, 2, 3, 4].map(value => hand.ask(value));
        const busy = [hand.busy];
        open.shift()(); await new Promise(setImmediate);
        all.push(hand.ask(5), hand.ask(6));
        while (open.length) { open.shift()(); await new Promise(setImmediate); }
        await Promise.all(all);
        busy.push(hand.busy);
        console.log(JSON.stringify({sent, came, most, busy}));""")
    assert found == {"sent": [1, 4, 6], "came": [10, 40, 60], "most": 1, "busy": [True, False]}


@needs_node
def test_what_was_dropped_is_not_heard_of_again() -> None:
    found = under_node(LATEST + """
        const open = [], came = [], failed = [];
        const send = value => new Promise((done, fail) => open.push(() => value < 0 ? fail(Error('no')) : done(value)));
        const hand = latest(send, answer => came.push(answer), trouble => failed.push(trouble.message));
        const busy = [];
        void hand.ask(1); void hand.ask(2); hand.drop(); busy.push(hand.busy);
        const last = hand.ask(3); busy.push(hand.busy);
        open.shift()(); await new Promise(setImmediate); open.shift()(); await last;
        void hand.ask(-1); const after = hand.ask(4);  // a trouble that something newer follows is nobody's trouble
        open.shift()(); await new Promise(setImmediate); open.shift()(); await after;
        const alone = hand.ask(-2); open.shift()(); await alone;
        console.log(JSON.stringify({came, failed, busy}));""")
    assert found == {"came": [3, 4], "failed": ["no"], "busy": [False, True]}


def test_a_verb_that_records_nothing_is_no_news(tmp_path: Path) -> None:
    with Desk.new(tmp_path / "film", title="Made", person="Edna") as desk:
        put_on_record(desk, made_material(lines=8, takes=5, seed=3))
        desk.propose(want=12)

    async def told() -> list[str]:
        room = Room(tmp_path / "film")
        room.loop = asyncio.get_running_loop()
        listening = aiter(room.news())
        heard = [await anext(listening)]
        for verb, given in (("dial", {"dials": ["closeness=400"]}), ("status", {}), ("unsure", {"alt": "1"})):
            await asyncio.to_thread(room.do, verb, given)
        heard.append(await asyncio.wait_for(anext(listening), 5))
        room.close()
        return [news["verb"] for news in heard]

    with ThreadPoolExecutor(1) as apart:  # a browser that is open has a loop of its own in this thread
        assert apart.submit(asyncio.run, told()).result() == ["", "unsure"]


def entries(film: Path) -> list[str]:
    with Desk.open(film) as desk:
        return [entry.kind for entry in desk.ledger.entries()]


def ids(page) -> list[str]:
    return page.evaluate("() => document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page')"
                         ".shadowRoot.querySelector('alt-tray').six.shown.map(one => one.id)")


def rows(page) -> list[list[float]]:
    """Where the words and the reasons of each of the six begin: left and top."""
    return page.evaluate(
        "() => [...document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"
        ".querySelector('alt-tray').shadowRoot.querySelectorAll('.number, .what, .because')].map(one =>"
        " (({left, top}) => [left, top])(one.getBoundingClientRect()))")


def hand_is_on(page) -> str:
    """What is focused, by its label."""
    return page.evaluate("() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement)"
                         " at = at.shadowRoot.activeElement; return at?.getAttribute('aria-label'); }")


@pytest.fixture
def dial(page):
    """The dial of closeness, and where to take hold of it."""
    page.get_by_role("tab", name="Dials").click()
    slider = page.get_by_role("slider", name="closeness")
    slider.wait_for()
    return slider


def test_the_six_answer_while_a_dial_is_turned_and_letting_go_proposes(page, film: Path, dial) -> None:
    before, six, places = entries(film), ids(page), rows(page)
    box = dial.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=3)
    page.mouse.move(box["x"] + 2, middle, steps=3)
    page.get_by_text("while you turn").wait_for()
    until(lambda: ids(page) != six)
    assert entries(film) == before, "a hand that still moves decides nothing"
    assert all(abs(one - was) <= 1 for row, then in zip(rows(page), places, strict=True)
               for one, was in zip(row, then, strict=True)), "nothing jumps under a hand that turns"
    page.mouse.up()
    until(lambda: entries(film)[len(before):].count("alts") == 1)
    page.get_by_text("while you turn").wait_for(state="detached")
    with Desk.open(film) as desk:
        assert dict(desk.film.proposals[-1].weights)["closer"] < -3000
    assert dial.input_value() == "-10"
    assert "wider, 10 of 10; the six have" in dial.get_attribute("aria-valuetext")
    assert page.faults == []


def test_dials_are_turned_by_keys_alone_and_set_back(page, film: Path, dial) -> None:
    before = entries(film)
    page.keyboard.press("g")
    until(lambda: hand_is_on(page) == "closeness")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.get_by_text("while you turn").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("while you turn").wait_for(state="detached")
    assert dial.input_value() == "0"
    assert entries(film) == before
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    until(lambda: entries(film)[len(before):].count("alts") == 1)
    page.keyboard.press("Backspace")
    until(lambda: entries(film)[len(before):].count("alts") == 2)
    with Desk.open(film) as desk:
        assert desk.film.proposals[-1].weights == ()
    assert page.get_by_role("button", name="all at rest").is_disabled()
    assert page.faults == []


def test_a_dial_is_kept_while_another_is_turned(page, film: Path, dial) -> None:
    page.get_by_role("slider", name="pace").hover()
    page.get_by_role("button", name="keep pace").click()
    page.get_by_role("button", name="keep pace", pressed=True).wait_for()
    dial.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    until(lambda: entries(film).count("alts") >= 2)
    with Desk.open(film) as desk:
        assert desk.film.proposals[-1].keep == ("pace",)
        assert "keeping pace as it was" in desk.asked().says
    page.reload()
    page.get_by_role("tab", name="Dials").click()
    page.get_by_role("button", name="keep pace", pressed=True).wait_for()
    page.get_by_role("slider", name="pace").focus()
    page.keyboard.press("k")
    page.get_by_role("button", name="keep pace", pressed=False).wait_for()
    assert page.faults == []
