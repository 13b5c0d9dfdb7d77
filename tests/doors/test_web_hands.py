"""Hands on the timeline in a real browser: by key, by pointer, by the palette, and with the desk killed under them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import STORE, TIMELINE, Server, circled_in, edits_of, until

from workprint.desk import Desk
from workprint.desk.board import Board
from workprint.film import Cut

SEEK = "async frame => (await import('/static/transport.js')).transport.seek(frame)"

FREE = f"""async ([kind, least]) => {{
    const {{limits}} = await import('/static/hands/joints.js');
    const {{cut, takes, sounds}} = {TIMELINE};
    const grips = kind === 'sound' ? sounds.map(one => ({{...one, kind, end: 'head'}}))
        : cut.shots.map(([at], shot) => ({{kind, shot, end: 'head', at}})).slice(1, -1);
    const goes = ([low, high]) => low <= -least && high >= least;
    return grips.find(grip => goes(limits(cut, takes, grip))) ?? null; }}"""
"""A grip of a kind that can go so many frames both ways."""

PLACE = f"""([frame, lane]) => {{
    const timeline = {TIMELINE}, box = timeline.shadowRoot.querySelector('canvas').getBoundingClientRect();
    const {{view, lanes}} = timeline;
    return [box.x + (frame - view.from) * view.per, box.y + lanes[lane].top + lanes[lane].high / 2, view.per]; }}"""


RUNNING = f"{TIMELINE}.edits.find(one => one.sound === null && one.quiet === null)"


def now(film: Path) -> Cut:
    found = circled_in(film)
    assert found
    return found.alt.content


def told(film: Path) -> str:
    with Desk.open(film) as desk:
        return "\n".join(str(one) for one in desk.told(last=12))


@contextmanager
def one_edit(page: Any, film: Path) -> Iterator[dict[str, Any]]:
    """What the hand does here is one edit; afterwards it is in what was yielded, and on the page."""
    before, made = len(edits_of(film)), dict[str, Any]()
    yield made
    until(lambda: len(edits_of(film)) > before and circled_in(film).alt.id == edits_of(film)[-1]["to"])
    page.wait_for_function(f"() => {TIMELINE}.cut?.id === '{circled_in(film).alt.id}'")
    page.keyboard.press("k")
    found = edits_of(film)
    assert len(found) == before + 1
    made.update(found[-1])


def drag(page: Any, place: tuple[int, str, int], key: str = "", *, frames: int) -> None:
    """From a frame of a lane, some pixels beside it, over some frames; the button is still down."""
    x, y, per = page.evaluate(PLACE, [place[0], place[1]])
    x += place[2]
    page.mouse.move(x, y)
    if key:
        page.keyboard.down(key)
    page.mouse.down()
    page.mouse.move(x + frames * per, y, steps=3)


def let_go(page: Any, key: str = "") -> None:
    page.mouse.up()
    if key:
        page.keyboard.up(key)


def free(page: Any, kind: str, least: int) -> dict[str, Any]:
    found = page.evaluate(FREE, [kind, least])
    assert found, f"no {kind} can go {least} frames both ways in this cut"
    return dict(found)


def test_shots_slip_and_slide_and_sound_is_dragged_into_a_lap(cut, film: Path) -> None:
    slip, before = free(cut, "slip", 6), now(film)
    with one_edit(cut, film) as made:
        drag(cut, (slip["at"], "picture", 24), "Alt", frames=5)
        let_go(cut, "Alt")
    by = made["given"]["frames"]
    assert made["verb"] == "slip"
    assert 4 <= by <= 6
    assert now(film).shots[slip["shot"]].start == before.shots[slip["shot"]].start + by
    assert now(film).starts == before.starts

    with one_edit(cut, film) as made:
        cut.keyboard.press("Alt+,")
        cut.keyboard.press("Alt+,")
    assert (made["verb"], made["given"]["frames"]) == ("slip", -2)

    slide, before = free(cut, "slide", 4), now(film)
    with one_edit(cut, film) as made:
        drag(cut, (slide["at"], "picture", 24), "Control", frames=3)
        let_go(cut, "Control")
    assert made["verb"] == "slide"
    assert now(film).starts[slide["shot"]] == before.starts[slide["shot"]] + made["given"]["frames"]
    assert now(film).frames == before.frames

    sound = free(cut, "sound", 8)
    lap = cut.evaluate(f"() => {TIMELINE}.edits.find(one => one.shot === {sound['shot']}).lead")
    with one_edit(cut, film) as made:
        drag(cut, (sound["at"], "sound", 1), "Alt", frames=-6)
        let_go(cut, "Alt")
    assert made["verb"] == "drag"
    assert -7 <= made["given"]["frames"] <= -5
    if not sound["whose"]:
        cut.wait_for_function(f"() => {TIMELINE}.edits.find(one => one.shot === {sound['shot']}).lead"
                              f" === {lap + made['given']['frames']}")

    before = now(film)
    drag(cut, (free(cut, "roll", 6)["at"], "picture", 1), frames=5)
    cut.wait_for_function(f"() => {TIMELINE}.shadowRoot.querySelector('trim-tag').says.startsWith('roll')")
    cut.keyboard.press("Escape")
    let_go(cut)
    cut.wait_for_function(f"() => {TIMELINE}.shadowRoot.querySelector('trim-tag').hidden")
    assert now(film) == before
    assert cut.faults == []


def test_undo_takes_back_the_edit_that_a_quick_hand_has_only_just_pressed(cut, film: Path) -> None:
    before = circled_in(film)
    edge = free(cut, "roll", 4)
    cut.evaluate(SEEK, edge["at"] - 1)
    cut.keyboard.press("ArrowDown")
    for press in (".", ".", "u"):
        cut.keyboard.press(press)
    until(lambda: went(film) == ["edit", "undo"])
    assert circled_in(film).alt.id == before.alt.id
    cut.keyboard.press("Shift+u")
    until(lambda: went(film) == ["edit", "undo", "redo"])
    assert (edits_of(film)[-1]["given"]["frames"], edits_of(film)[-1]["to"]) == (2, circled_in(film).alt.id)
    cut.keyboard.press(",")
    cut.keyboard.press("Alt+2")  # who leaves the room loses nothing
    until(lambda: went(film)[-1] == "edit" and circled_in(film).alt.id == edits_of(film)[-1]["to"])
    assert cut.faults == []


def went(film: Path) -> list[str]:
    """Edits and steps between versions, in the order in which they came."""
    with Desk.open(film) as desk:
        return [entry.body.get("how", entry.kind) for entry in desk.ledger.entries() if entry.kind in {"edit", "went"}]


def test_it_rolls_until_ripple_is_chosen_and_where_sound_runs_on_it_says_what_would_do(cut, film: Path) -> None:
    line = cut.evaluate(f"() => {TIMELINE}.cut.lines[1]")
    with Desk.open(film) as desk:  # now one sound runs on under two shots
        desk.split(str((line["start"] + line["out"]) // 2), what="picture")
    cut.wait_for_function(f"() => {RUNNING}")
    running = cut.evaluate(f"() => {RUNNING}.shot")
    cut.keyboard.press("Home")
    for _ in range(running):
        cut.keyboard.press("ArrowDown")
    frames = now(film).frames
    with one_edit(cut, film) as made:
        cut.keyboard.press(".")
    assert (made["verb"], now(film).frames) == ("roll", frames)

    cut.keyboard.press("r")
    cut.keyboard.press(",")
    cut.get_by_role("status").get_by_text("sound runs on under this edit").wait_for()
    assert "press R" in cut.get_by_role("status").first.inner_text()
    assert len(edits_of(film)) == 2, "the split and the roll"
    cut.reload()
    cut.wait_for_function(f"() => {TIMELINE}?.rolling === false")  # the choice is remembered


def test_keys_ten_frames_extend_split_sound_lift_and_extract(cut, film: Path) -> None:
    edge = free(cut, "roll", 12)
    cut.evaluate(SEEK, edge["at"] - 1)
    cut.keyboard.press("ArrowDown")
    assert cut.evaluate(f"async () => {STORE}.state.picked") == {"shot": edge["shot"], "end": "head"}
    with one_edit(cut, film) as made:
        cut.keyboard.press("Shift+>")
    assert (made["verb"], made["given"]["frames"]) == ("roll", 10)
    with one_edit(cut, film) as made:
        cut.keyboard.press("Shift+<")
        cut.keyboard.press(",")
    assert made["given"]["frames"] == -11

    cut.evaluate(SEEK, edge["at"] + 5)
    with one_edit(cut, film) as made:
        cut.keyboard.press("e")
    assert now(film).starts[edge["shot"]] == edge["at"] + 5

    sounds = cut.evaluate(f"() => {TIMELINE}.cut.pieces.map(([at]) => at)")
    at = next(frame for frame in range(sounds[1] + 6, sounds[1] + 200) if all(abs(frame - one) > 5 for one in sounds))
    cut.evaluate(SEEK, at)
    with one_edit(cut, film) as made:
        cut.keyboard.press("Shift+s")
    assert (made["verb"], made["given"]["what"]) == ("split", "sound")
    assert cut.evaluate(f"() => {TIMELINE}.cut.pieces.some(([each]) => each === {at})")

    cut.evaluate(SEEK, edge["at"] - 10)
    cut.keyboard.press("[")
    before, shot = now(film), cut.evaluate(f"async () => {STORE}.state.picked.shot")
    with one_edit(cut, film) as made:
        cut.keyboard.press("Shift+Delete")
    assert made["verb"] == "lift"
    assert now(film).frames == before.frames
    assert now(film).shots[shot].take == ""

    before = now(film)
    cut.evaluate(SEEK, 20)
    cut.keyboard.press("i")
    cut.evaluate(SEEK, 31)
    cut.keyboard.press("o")  # said after the shot was picked: in and out are what goes
    with one_edit(cut, film) as made:
        cut.keyboard.press("Delete")
    assert (made["verb"], made["given"]) == ("extract", {"start": 20, "out": 32})
    assert now(film).frames == before.frames - 12
    until(lambda: cut.evaluate(f"async () => {STORE}.state.range") == {"start": None, "out": None})
    assert cut.faults == []


def test_a_take_is_pinned_and_vetoed_where_the_playhead_stands_and_the_wheel_zooms(cut, film: Path) -> None:
    line, other = cut.evaluate(f"() => {TIMELINE}.cut.lines.slice(0, 2)")
    cut.evaluate(SEEK, line["start"] + 3)
    take = cut.evaluate(f"() => {TIMELINE}.cut.shots[{TIMELINE}.hands.here][1].take")
    cut.keyboard.press("p")
    cut.get_by_role("status").get_by_text(f"{take} stays on line").wait_for()
    cut.wait_for_function(f"() => {TIMELINE}.stays().size > 0")
    cut.evaluate(SEEK, other["start"] + 3)
    cut.keyboard.press("v")
    cut.get_by_role("status").get_by_text("never comes on line").wait_for()
    said = told(film)
    assert "stays on line" in said or "pin" in said
    with Desk.open(film) as desk:
        assert [len(list(desk.ledger.entries(kind))) for kind in ("pin", "veto")] == [1, 1]

    x, y, per = cut.evaluate(PLACE, [200, "picture"])
    cut.mouse.move(x, y)
    cut.keyboard.down("Control")
    cut.mouse.wheel(0, -60)
    cut.keyboard.up("Control")
    cut.wait_for_function(f"() => {TIMELINE}.view.per > {per * 1.5}")
    assert abs(cut.evaluate(PLACE, [200, "picture"])[0] - x) < 2, "what is under the pointer stays there"
    start = cut.evaluate(f"() => {TIMELINE}.view.from")
    cut.mouse.wheel(0, 120)
    cut.wait_for_function(f"() => {TIMELINE}.view.from > {start}")
    assert cut.faults == []


def command(page: Any, words: str) -> None:
    """Do a command of the palette by its words."""
    page.keyboard.press("Control+k")
    page.get_by_label("what do you want to do").fill(words)
    page.keyboard.press("Enter")


def test_a_cut_is_trimmed_a_take_pinned_all_cut_anew_and_undone(cut, film: Path) -> None:
    page = cut
    first = now(film)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(".")
    until(lambda: now(film) != first)
    trimmed = now(film)
    with Desk.open(film) as desk:
        page.evaluate(SEEK, desk.timeline().lines[2].start + 3)
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("status").get_by_text("stays on line").wait_for()
    with Desk.open(film) as desk:
        (pin,) = (one for one in desk.board().pins if not one.by_hand)
        before = len(desk.film.proposals)
    page.get_by_role("button", name="1 pin since: cut anew").wait_for()
    page.keyboard.press("q")
    page.get_by_role("status").get_by_text("what is pinned stays").wait_for()
    page.get_by_role("button", name="1 pin since: cut anew").wait_for(state="detached")
    with Desk.open(film) as desk:
        assert len(desk.film.proposals) == before + 1
        heard = [{one.line: one.take for one in desk.timeline(alt).lines} for alt in desk.film.proposals[-1].ids[:40]]
        seen = [{line: shot.take for _, shot in desk.timeline(alt).shots for line in shot.lines}
                for alt in desk.film.proposals[-1].ids[:40]]
    kept = [pin.take in (one.get(pin.line), other.get(pin.line)) for one, other in zip(heard, seen, strict=True)]
    assert all(kept), (pin, heard[kept.index(False)], seen[kept.index(False)])
    assert now(film) == trimmed, "nothing is applied until it is circled"
    page.keyboard.press("u")
    page.get_by_role("status").get_by_text("the pin of entry").wait_for()
    page.keyboard.press("u")
    until(lambda: now(film) == first)
    assert page.faults == []


def test_what_keys_do_to_a_shot_buttons_do(cut, film: Path) -> None:
    page = cut
    page.evaluate(SEEK, 20)
    page.get_by_role("button", name="Split", exact=True).click()
    until(lambda: [one["verb"] for one in edits_of(film)] == ["split"])
    page.get_by_role("button", name="Veto", exact=True).click()
    until(lambda: len(told_board(film).vetoes) == 1)
    page.get_by_role("button", name="Swap", exact=True).click()
    page.get_by_role("listbox", name="readings").wait_for()
    page.get_by_role("button", name="Leave it as it is").click()
    assert page.faults == []


def told_board(film: Path) -> Board:
    with Desk.open(film) as desk:
        return desk.board()


def test_speed_mute_and_a_listener_are_asked_for_by_their_words(cut, film: Path) -> None:
    shot = free(cut, "slip", 2)["shot"]
    before = now(film)
    cut.evaluate(SEEK, before.starts[shot] + 4)
    cut.keyboard.press("[")
    for words, percent, backwards in (("picked shot at 50 %", 50, False), ("speed backwards", 50, True),
                                      ("speed freeze", 0, False), ("speed as it was shot", 100, False)):
        with one_edit(cut, film) as made:
            command(cut, words)
        assert made["verb"] == "speed"
        assert (made["given"]["percent"], made["given"]["backwards"]) == (percent, backwards)
        assert now(film).starts == before.starts
    assert now(film).shots[shot].frames == before.shots[shot].frames
    with one_edit(cut, film) as made:
        command(cut, "mute")
    assert made["verb"] == "mute"
    middle = before.starts[shot] + before.shots[shot].frames // 2
    heard = cut.evaluate(f"() => {TIMELINE}.cut.pieces.findLast(([at]) => at <= {middle})[1]")
    assert heard["room"] or not heard["take"]

    cut.keyboard.press("Escape")
    line = cut.evaluate(f"() => {TIMELINE}.cut.lines.toSorted((a, b) => b.out - b.start - a.out + a.start)[0]")
    cut.evaluate(SEEK, (line["start"] + line["out"]) // 2)
    command(cut, "see a listener")
    cut.get_by_role("listbox", name="readings").wait_for()
    picked = f"{TIMELINE}.shadowRoot.querySelector('take-picker')"
    line, take = cut.evaluate(f"() => [{picked}.line, {picked}.found[0].take]")
    with cut.expect_request("**/verbs/react") as sent:
        cut.get_by_role("button", name="See it inside the line").click()
    assert (sent.value.post_data_json["line"], sent.value.post_data_json["take"]) == (line, take)
    # The lines of the small scene are too short for a listener: what the desk says of it, the page says.
    trouble = sent.value.response().json()["trouble"]
    cut.wait_for_function(f"async told => {STORE}.state.says === told", arg=trouble)
    assert cut.faults == []


ACKNOWLEDGED = """() => {
    window.acknowledged = [];
    const asked = window.fetch;
    window.fetch = async (...given) => {
        const answer = await asked(...given);
        if (String(given[0]).endsWith('/verbs/roll') && answer.ok) {
            const told = await answer.clone().json();
            if (told.entry >= 0) window.acknowledged.push(told.alt);  // one that was only tried is no promise
        }
        return answer;
    }; }"""
"""From here the page notes the cut of every edit that the desk said was made."""


@pytest.fixture
def kept_token(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server that is started again lets the same page in."""
    monkeypatch.setenv("WORKPRINT_TOKEN", server.address.split("token=")[1])


def begun(cut: Any, frame: int) -> None:
    """Roll the edit after a frame, until the page has asked for it: a cut that comes anew lets the edit go."""
    from playwright.sync_api import TimeoutError as NotYet

    for last in (False, False, False, True):
        cut.evaluate(SEEK, frame)
        cut.keyboard.press("ArrowDown")
        try:
            with cut.expect_request("**/verbs/roll", timeout=5_000):
                cut.keyboard.press(".")
            return
        except NotYet:
            if last:
                raise


@pytest.mark.usefixtures("kept_token")
def test_a_desk_killed_in_the_middle_of_an_edit_loses_nothing_that_it_said_was_done(cut, film: Path,
                                                                                    server: Server) -> None:
    edge = free(cut, "roll", 8)
    cut.evaluate(SEEK, edge["at"] - 1)
    cut.keyboard.press("ArrowDown")
    cut.evaluate(ACKNOWLEDGED)
    with one_edit(cut, film):
        cut.keyboard.press(".")
    for wait in (0, 15, 60):  # before it is read, while it is written, and about when it is answered
        begun(cut, edge["at"] - 1)
        cut.wait_for_timeout(wait)
        server.kill()
        cut.get_by_role("status").get_by_text("the desk does not answer").wait_for(timeout=15_000)
        server.start()
        cut.wait_for_function(f"async () => !{STORE}.state.lost", timeout=15_000)
        with Desk.open(film) as desk:
            assert desk.verify().ok
        kept = {made["to"] for made in edits_of(film)}
        assert set(cut.evaluate("() => window.acknowledged")) <= kept
        # an edit that was on its way may still be done by the desk that is back
        cut.evaluate("async () => { await (await import('/static/hand.js')).hands.idle(); }")
        until(lambda: cut.evaluate(f"() => {TIMELINE}.cut?.id") == circled_in(film).alt.id)
        cut.wait_for_function(f"async () => {STORE}.state.on === {STORE}.state.cut?.id")
    cut.evaluate(SEEK, edge["at"] - 1)
    cut.keyboard.press("ArrowDown")
    with one_edit(cut, film) as made:  # and it goes on
        cut.keyboard.press(",")
    assert made["verb"] == "roll"
