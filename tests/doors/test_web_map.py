"""The map in a real browser: axes are picked, cuts are walked, looped in; 2,000 of them without a stutter."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from browser import until
from test_web_parts import needs_node, under_node

from workprint.desk import Desk

MAP = ("document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"
       ".querySelector('cut-map')")

PLAYER = MAP.replace("'cut-map'", "'cut-player'")

MADE = """(map, many) => {
    let seed = 7;
    const chance = () => (seed = seed * 16807 % 2147483647) / 2147483647;
    map.map = {scene: map.scene, axes: ['pace', 'closeness', 'whose scene', 'silence'], shown: [],
        dots: Array.from({length: many}, (_, n) => ({id: `made-${n}`, frames: 700 + Math.floor(600 * chance()),
            shots: 5 + Math.floor(30 * chance()), score: Math.floor(50000 * chance()),
            mark: n % 40 ? '' : ['circle', 'hold', 'ng', 'unsure'][n / 40 % 4],
            axes: [0, 0, 0, 0].map(() => Math.floor(500 * (chance() + chance())))}))};
    return map.updateComplete;
}"""


def ground(page: Any) -> Any:
    return page.get_by_role("application", name="map of")


def test_axes_are_picked_and_stay_picked(page: Any) -> None:
    before = page.evaluate(f"() => {MAP}.sight.points.map(one => one.x)")
    page.get_by_label("across", exact=True).select_option("shots")
    page.get_by_label("colour", exact=True).select_option("score")
    page.wait_for_function(f"() => {MAP}.sight.across.name === 'shots'")
    assert page.evaluate(f"() => {MAP}.sight.points.map(one => one.x)") != before
    page.reload()
    page.wait_for_function(f"() => {MAP}?.sight.tone?.name === 'score'")
    assert page.get_by_label("across", exact=True).input_value() == "shots"
    assert page.get_by_label("up", exact=True).input_value() == "closeness"
    assert page.faults == []


def test_a_loop_is_drawn_and_six_of_it_are_shown(page: Any, film: Path) -> None:
    box = ground(page).bounding_box()
    points = page.evaluate(f"() => {MAP}.sight.points")
    xs = sorted(point["x"] for point in points)
    left, right = box["x"] + 2, box["x"] + xs[len(xs) // 2] + 1
    page.mouse.move(right, box["y"] + 2)
    page.mouse.down()
    for x, y in ((right, box["height"] - 2), (left, box["height"] - 2), (left, 2)):
        page.mouse.move(x, box["y"] + y, steps=3)
    page.mouse.up()
    caught = {n for n, point in enumerate(points) if point["x"] < right - box["x"]}
    page.locator(".caught").get_by_text(f"{len(caught)} of {len(points)} cuts in the loop").wait_for()
    page.get_by_role("button", name="show six of them").click()
    page.wait_for_function(f"() => {MAP}.map.shown.length === 6 && {MAP}.sixNow().every(n => {MAP}.held.includes(n))")
    with Desk.open(film) as desk:
        every = [dot.id for dot in desk.map().dots]
        assert {every.index(one) for one in desk.map().shown} <= caught
        assert 6 < len(caught) < len(points)
    page.keyboard.press("Escape")
    page.locator(".caught").wait_for(state="detached")
    assert page.evaluate(f"() => {MAP}.map.shown.length") == 6, "letting go leaves the six where they are"
    assert page.faults == []


def test_arrows_walk_and_enter_plays(page: Any) -> None:
    page.keyboard.press("Shift+T")
    before = page.evaluate(f"() => {MAP}.at")
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowLeft")
    here = page.evaluate(f"() => {MAP}.at")
    assert here not in {before, -1}
    said = page.evaluate(f"() => {MAP}.renderRoot.querySelector('#walked').textContent")
    shots, pace = page.evaluate(f"() => [{MAP}.map.dots[{here}].shots, {MAP}.map.dots[{here}].axes[0]]")
    assert f"{shots} shots, pace {pace}, closeness " in said
    page.wait_for_function(f"() => {MAP}.tip.renderRoot.querySelector('img')?.naturalWidth > 0")
    tip, point = page.evaluate(f"() => [{MAP}.tip.getBoundingClientRect(), {MAP}.sight.points[{here}]]")
    y = ground(page).bounding_box()["y"] + point["y"]
    assert not tip["top"] < y < tip["bottom"], "the note does not cover the cut that it tells of"
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {PLAYER}.alt === {MAP}.map.dots[{here}].id && {PLAYER}.frame > 1")
    assert page.faults == []


def test_shift_enter_flips_to_the_same_moment(page: Any) -> None:
    page.keyboard.press("1")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    page.keyboard.press("k")
    page.keyboard.press("End")
    page.keyboard.press("Shift+T")
    page.keyboard.press("PageDown")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"() => {PLAYER}.alt === {MAP}.map.dots[{MAP}.at].id && {PLAYER}.frame > 24")
    page.keyboard.press(" ")
    page.get_by_text("stopped").wait_for(state="detached")
    assert page.faults == []


def test_keys_put_a_box_around_cuts(page: Any) -> None:
    page.keyboard.press("Shift+T")
    page.keyboard.press("Shift+L")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("Shift+L")
    page.get_by_role("button", name="show six of them").wait_for()
    held, at = page.evaluate(f"() => [{MAP}.held, {MAP}.at]")
    assert at in held
    assert len(held) >= 2
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => !{MAP}.held.length")


def test_the_wheel_and_keys_zoom_and_the_place_stays(page: Any) -> None:
    box = ground(page).bounding_box()
    place = page.evaluate(f"() => {MAP}.sight.points[5]")
    page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    page.mouse.wheel(0, -400)
    page.wait_for_function(f"() => {MAP}.sight.view.right - {MAP}.sight.view.left < .8")
    after = page.evaluate(f"() => {MAP}.sight.points[5]")
    assert abs(after["x"] - place["x"]) < 1
    assert abs(after["y"] - place["y"]) < 1
    ground(page).focus()
    wide = page.evaluate(f"() => {MAP}.view.right - {MAP}.view.left")
    page.keyboard.press("+")
    page.wait_for_function(f"() => {MAP}.view.right - {MAP}.view.left < {wide}")
    left = page.evaluate(f"() => {MAP}.view.left")
    page.keyboard.press("Shift+ArrowRight")
    until(lambda: page.evaluate(f"() => {MAP}.view.left") != left)
    page.keyboard.press("0")
    page.wait_for_function(f"() => {MAP}.view.right - {MAP}.view.left > 1")


def test_two_thousand_cuts_are_drawn_and_pointed_at(page: Any) -> None:
    page.evaluate(f"() => {{ {MAP}.getRootNode().host.requestUpdate = () => undefined; }}")  # it would bring its own
    page.evaluate(f"() => ({MADE})({MAP}, 2000)")
    page.wait_for_function(f"() => {MAP}.sight.points.length === 2000")
    box = page.locator("cut-map .ground").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(f"() => {MAP}.at >= 0")
    assert page.faults == []


@needs_node
def test_points_at_one_place_are_walked_through() -> None:
    found = under_node("""
        import {nearest} from './hands/near.js';
        const points = [{x: 0, y: 0}, {x: 9, y: 0}, {x: 9, y: 0}, {x: 9, y: 0}, {x: 20, y: 1}];
        const walk = (from, way) => Array.from({length: 5}, () => { from = nearest(points, from, way); return from; });
        console.log(JSON.stringify([walk(0, 'right'), walk(4, 'left')]));""")
    assert found == [[1, 2, 3, 4, 4], [3, 2, 1, 0, 0]]


@needs_node
def test_a_loop_with_a_bay_holds_what_is_in_it() -> None:
    found = under_node("""
        import {caught, corners} from './hands/lasso.js';
        const bay = [{x: 0, y: 0}, {x: 10, y: 0}, {x: 10, y: 10}, {x: 5, y: 3}, {x: 0, y: 10}];
        const points = [{x: 5, y: 1}, {x: 5, y: 8}, {x: 1, y: 7}, {x: 9, y: 7}, {x: 20, y: 5}];
        console.log(JSON.stringify([caught(points, bay), caught(points, bay.slice(0, 2)),
            caught(points, corners(points[3], points[1], 1))]));""")
    assert found == [[0, 2, 3], [], [1, 3]]


@needs_node
def test_an_axis_keeps_the_order_and_draws_a_crowd_apart() -> None:
    found = under_node("""
        import {measures, share, valueAt, standsOut} from './hands/measures.js';
        const values = [0, 900, 905, 910, 915, 920, 925, 930, 935, 1000];
        const dots = values.map((value, n) => (
            {id: `${n}`, frames: 24 * (10 + n), shots: 5, score: 0, mark: '', axes: [value]}));
        const [pace, length, shots] = measures({axes: ['pace'], dots}, '24');
        const back = [3, 450, 905, 911, 999].map(value => Math.round(valueAt(pace, share(pace, value))));
        const same = {axes: ['pace'], dots: dots.map(dot => ({...dot, axes: [5]}))};
        console.log(JSON.stringify([pace.shares, back, shots.shares[3], length.says(12.5),
            standsOut([pace], 0, [1, 2, 3]), standsOut([pace], 2, [1, 2, 3]), standsOut([pace], 9, [0, 1]),
            measures(same, '24')[0].shares[0]]));""")
    shares, back, shots, says, low, one_of_six, high, same = found  # type: ignore[misc]
    assert shares == sorted(set(shares))
    assert (shares[0], shares[-1]) == (0, 1)
    assert shares[8] - shares[1] > 0.35, "eight of ten cuts have a third of the axis"
    assert back == [3, 450, 905, 911, 999]
    assert (shots, same, says) == (0.5, 0.5, "12.5 s")
    assert (low, one_of_six, high) == (["slower"], [], ["faster"])


@needs_node
def test_the_map_never_leaves_itself_and_its_numbers_are_round() -> None:
    found = under_node("""
        import {ALL, zoomed, panned, ticks, holding} from './hands/view.js';
        const near = zoomed(ALL, 4, .25, .5);
        console.log(JSON.stringify([ALL, zoomed(near, .01), panned(near, 9, 9), near, ticks(244, 606, 4),
            ticks(40.7, 56.3, 4), holding(near, .9, .5)]));""")
    whole, out, corner, near, hundreds, fives, held = found  # type: ignore[misc]
    assert all(abs(out[key] - whole[key]) < 1e-9 for key in whole)
    assert abs(corner["right"] - whole["right"]) < 1e-9
    assert abs(corner["top"] - whole["top"]) < 1e-9
    assert abs((near["left"] + 0.25 * (near["right"] - near["left"])) - 0.225) < 1e-9, "what was pointed at stays"
    assert (hundreds, fives) == ([300, 400, 500, 600], [45, 50, 55])
    assert held["left"] < 0.9 < held["right"]


@needs_node
def test_the_ramp_is_even_and_reads_on_the_wall() -> None:
    """Lightness in OKLCH rises evenly, so that it reads without hue; the darkest step has 3 to 1 on the wall (WCAG)."""
    steps = under_node("""
        import {STEPS, tone, stepOf} from './hands/ramp.js';
        console.log(JSON.stringify([Array.from({length: STEPS}, (_, n) => tone(n)), [0, .5, 1, 2].map(stepOf)]));""")
    tones, where = steps  # type: ignore[misc]
    rises = [after["light"] - before["light"] for before, after in pairwise(tones)]
    assert max(rises) - min(rises) < 1e-9
    assert min(rises) > 0.04
    wall = (0x16 / 255 / 1.055 + 0.055 / 1.055) ** 2.4
    assert (tones[0]["light"] ** 3 + 0.05) / (wall + 0.05) > 3
    assert where == [0, 4, 7, 7]
