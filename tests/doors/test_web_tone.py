"""A tone in a real browser: found by its words, turned, bent over the scene, proposed in, in the cut and the colour."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from browser import ROOM, until
from test_web_access import faults
from test_web_parts import needs_node, under_node

from workprint.desk import Desk
from workprint.film import Bend, shares

WORDS = "a tone, in your words"


def tone(film: Path, name: str) -> Any:
    """The tone as the record has it; None for none."""
    with Desk.open(film) as desk:
        return next((one for one in desk.film.tones.values() if one.name == name), None)


def asked(film: Path) -> list[tuple[str, str]]:
    """Tool and tone of every proposal, the latest last."""
    with Desk.open(film) as desk:
        return [(entry.body["tool"], entry.body.get("tone", "")) for entry in desk.ledger.entries("alts")]


def leans(film: Path, name: str) -> dict[str, int]:
    found = tone(film, name)
    return {f"{one.craft}.{one.dial}": one.setting for one in found.leans if one.setting} if found else {}


def find(page: Any, words: str, key: str = "Enter") -> None:
    """Say a tone by key alone."""
    page.keyboard.press("Shift+E")
    page.get_by_role("combobox", name=WORDS).wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press(key)


def test_a_tone_is_found_turned_proposed_in_and_marked_by_key(page: Any, film: Path) -> None:
    find(page, "gloopy, but tender")
    page.get_by_text("Nobody here knows “gloopy”: turn a dial to say what you mean by it").wait_for()
    until(lambda: bool(leans(film, "gloopy, but tender")))
    assert leans(film, "gloopy, but tender")["cutting.pace"] < 0
    page.get_by_role("button", name="forget pace in this tone").press("Enter")
    until(lambda: "cutting.pace" not in leans(film, "gloopy, but tender"))
    page.get_by_role("combobox", name="turn another dial").select_option("cutting.pace")
    page.get_by_role("slider", name="pace of the tone").wait_for()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    until(lambda: leans(film, "gloopy, but tender").get("cutting.pace") == 400)
    page.get_by_text("set by hand").locator("visible=true").first.wait_for()
    assert faults(page) == []
    page.keyboard.press("Shift+E")
    page.keyboard.press("Control+Enter")
    until(lambda: asked(film)[-1] == ("cutting", "gloopy, but tender"))
    page.get_by_text(re.compile("in the tone 'gloopy, but tender'; .*faster by 40 %")).wait_for()
    page.get_by_role("button", name="circle: cut 2").press("Enter")
    page.get_by_text("1 mark made in it").wait_for()
    proposals = len(asked(film))
    page.keyboard.press("q")
    until(lambda: len(asked(film)) == proposals + 1)
    assert asked(film)[-1] == ("cutting", "gloopy, but tender"), "what is cut anew stays in the tone that is on"
    page.get_by_role("button", name="leave it").press("Enter")
    page.get_by_role("status").get_by_text("no tone is on").wait_for()
    page.get_by_role("list", name="tones of this film").get_by_role("button", name="forget the tone").press("Enter")
    until(lambda: tone(film, "gloopy, but tender") is None)
    page.keyboard.press("u")
    until(lambda: tone(film, "gloopy, but tender") is not None)
    assert page.faults == []


def test_a_tone_is_bent_over_the_scene_by_key_and_by_pointer(page: Any, film: Path) -> None:
    find(page, "tender")
    field = page.get_by_role("slider", name="how much of the tone line")
    field.wait_for()
    with Desk.open(film) as desk:
        lines = [line.id for line in desk.film.script.scenes[0].lines]
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+B")
    until(lambda: page.evaluate(f"() => {ROOM}.querySelector('tone-curve').field.matches(':focus')"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    local = {Bend(lines[1], 1000), Bend(lines[2], 0), Bend(lines[3], 1000)}
    until(lambda: set(tone(film, "tender").curve) == local)  # the lines beside it stay as they are
    until(lambda: "none of it, a bend of yours" in field.get_attribute("aria-valuetext"))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: {one.line: one.share for one in tone(film, "tender").curve}.get(lines[0]) == 900)
    page.keyboard.press("Delete")
    until(lambda: set(tone(film, "tender").curve) == local)
    box = field.bounding_box()
    x = box["x"] + box["width"] * (len(lines) - 0.5) / len(lines)
    page.mouse.move(x, box["y"] + box["height"] - 2)
    page.mouse.down()
    page.mouse.move(x, box["y"] + box["height"] / 2, steps=3)
    page.mouse.up()
    until(lambda: {one.line: one.share for one in tone(film, "tender").curve}.get(lines[-1]) == 500)
    assert faults(page) == []
    page.get_by_role("button", name="flat").press("Enter")
    until(lambda: tone(film, "tender").curve == ())
    page.keyboard.press("u")
    until(lambda: len(tone(film, "tender").curve) == 4)
    assert page.faults == []


def test_a_tone_is_made_like_a_cut_that_is_named_and_its_story_is_told(page: Any, film: Path) -> None:
    with Desk.open(film) as desk:
        pace = {one.number: dict(one.axes)["pace"] for one in desk.show().shown}
    quick = max(pace, key=lambda number: pace[number])
    find(page, "ours")
    page.get_by_text("no mark made in it yet").wait_for()
    page.get_by_role("textbox", name="what it is to be like").fill("nothing of the kind")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("would do").wait_for()
    page.get_by_role("textbox", name="what it is to be like").fill(str(quick))
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text(f"like {quick}: ours: in the cut").wait_for()
    assert leans(film, "ours")
    page.get_by_text("How it came to mean that").click()
    page.get_by_role("list", name="history of the tone").get_by_text("like cut").wait_for()
    assert page.faults == []


def test_the_same_tone_steers_the_colour_and_belongs_to_who_found_it(page: Any, film: Path) -> None:
    with Desk.open(film) as desk:
        desk.circle("1")
        with desk.signed("Ben"):
            desk.tone("harsh")
    page.keyboard.press("Alt+5")
    page.wait_for_function("() => document.querySelector('cutting-room').shadowRoot.querySelector('colour-page')"
                           ".shadowRoot.querySelector('grade-picture')?.drawn > 0")
    page.keyboard.press("Shift+E")
    theirs = page.get_by_role("list", name="tones of this film").get_by_role("button", name="harsh")
    theirs.wait_for()
    assert theirs.is_disabled()
    page.keyboard.type("cold")
    page.keyboard.press("Control+Enter")
    until(lambda: asked(film)[-1] == ("colour", "cold"))
    page.get_by_role("list", name="the six grades on show").wait_for(timeout=60_000)
    page.get_by_text("in the tone 'cold'", exact=False).first.wait_for()
    assert {name.split(".")[0] for name in leans(film, "cold")} >= {"colour"}
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("u")
    until(lambda: tone(film, "cold") is None)
    assert page.faults == []


@needs_node
def test_the_page_bends_a_curve_as_the_film_does() -> None:
    lines = tuple(f"2/{n}" for n in range(1, 9))
    curves = ((), (("2/3", 0),), (("2/2", 1000), ("2/7", 0)), (("2/1", 300), ("2/4", 900), ("2/8", 100)))
    found = under_node(f"""
        import {{alongOf, howMuch, pathOf, shareAt}} from './hands/tones.js';
        const lines = {list(lines)!r}.map(line => ({{line, who: '', words: '', share: 0}}));
        const curves = {[[{"line": line, "share": share} for line, share in curve] for curve in curves]!r};
        console.log(JSON.stringify([curves.map(curve => alongOf(curve, lines).map(one => one.share)),
            [1000, 0, 500, 260].map(howMuch), [0, 50, 97, 100, 200].map(y => shareAt(y, 100)),
            pathOf(alongOf(curves[1], lines).slice(0, 2), 100, 10)]));""")
    assert found == [[list(shares([Bend(*one) for one in curve], lines)) for curve in curves],
                     ["all of it", "none of it", "half of it", "3 tenths of it"], [1000, 500, 50, 0, 0],
                     "M0 10 L25 10 L75 10 L100 10"]


@needs_node
def test_leans_stand_under_their_crafts_with_both_ends_and_whence() -> None:
    found = under_node("""
        import {asksAbout, borne, byCraft, restOf, spoken} from './hands/tones.js';
        const dials = [{craft: 'colour', name: 'warmth', less: 'colder', more: 'warmer', about: 'w'},
            {craft: 'cutting', name: 'pace', less: 'slower', more: 'faster', about: 'p'},
            {craft: 'cutting', name: 'silence', less: 'less', more: 'more', about: 's'}];
        const leans = [{craft: 'colour', dial: 'warmth', setting: -300, sure: 500,
            says: 'colder by 30 % (a guess (1998); set by hand)'},
            {craft: 'cutting', dial: 'more of ANA', setting: 200, sure: 0, says: 'more ANA by 20 % (set by hand)'}];
        const all = byCraft(leans, dials, ['cutting.pace'], 'cutting');
        const rows = all.flatMap(one => one.rows);
        const told = row => [row.dial, row.setting, row.whence, row.here];
        console.log(JSON.stringify([all.map(one => [one.craft, ...one.rows.map(told)]),
            restOf(rows, dials).map(one => one.name), spoken(rows[2], -300), borne(0),
            asksAbout([]), asksAbout(['a', 'b'])]));""")
    assert found == [
        [["cutting", ["more of ANA", 200, "set by hand", False], ["pace", 0, "", True]],
         ["colour", ["warmth", -300, "a guess (1998); set by hand", True]]],
        ["silence"], "colder, 3 of 10; borne out by your marks", "", "",
        "Nobody here knows “a” and “b”: turn a dial to say what you mean by it, or mark what fits."]
