"""The timeline: what lies under the pointer, how far an edit goes, presses collected; and cutting in a real browser."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from browser import STORE, TIMELINE, circled_in, edits_of, until
from node import needs_node, under_node

from workprint.desk import Desk
from workprint.desk.looking import timeline_of
from workprint.desk.state import Marked
from workprint.doors.plain import plain
from workprint.film import CannotCut, Cut, Piece, Rate, Shot
from workprint.film import edits as hands
from workprint.film.joint import joint
from workprint.testing import made_material

TRANSPORT = "(await import('/static/transport.js'))"

CUT = """
    const shot = (take, start, out) => ({take, start, out, lines: [], role: 'speaker', lasts: 0, backwards: false});
    const piece = (take, start, out, room = false) => ({take, start, out, room});
    const cut = {id: 'x', rate: '24', frames: 120, over: [], lines: [],
        shots: [[0, shot('A/1', 10, 50)], [40, shot('B/1', 15, 55)], [80, shot('A/1', 60, 100)]],
        pieces: [[0, piece('A/1', 10, 42)], [32, piece('B/1', 7, 63)], [88, piece('A/1', 0, 10, true)],
            [98, piece('A/1', 78, 100)]]};
    const takes = new Map([['A/1', {frames: 110, head: 4}], ['B/1', {frames: 70, head: 0}]]);
"""
"""Three shots of 40 frames: a J-cut by 8 at the first edit, at the second an L-cut by 8 and then room tone."""

MATERIAL = made_material(lines=8, takes=5, seed=3)

GRIPS = [("ripple", "head"), ("ripple", "tail"), ("roll", "head"), ("slip", "")]


def made_cuts(count: int) -> Iterator[Cut]:
    """Cuts by chance, each with J- and L-cuts, pauses of room tone, black and changed speeds."""
    chance, takes = random.Random(7), [take.id for take in MATERIAL.takes]
    for _ in range(count):
        shots, pieces, at, begun = [], [], 0, 0
        for last in (False,) * chance.randint(2, 6) + (True,):
            frames, start, take = chance.randint(32, 60), chance.randint(50, 200), chance.choice(takes)
            shot = chance.choice([Shot(take, start, start + frames), Shot(take, start, start + frames),
                                  Shot("", 0, frames), Shot(take, start, start + frames, lasts=2 * frames)])
            ends = at + shot.frames + (0 if last else chance.choice([0, -9, -4, 7]))
            ahead = shot.start - at
            pieces.append(Piece(take, begun + ahead, ends + ahead) if shot.take and not shot.retimed
                          else Piece("", 0, ends - begun))
            pause = 0 if last else chance.choice([0, 0, 12])
            pieces += [Piece(takes[0], 0, pause, room=True)] if pause else []
            shots.append(shot)
            at, begun = at + shot.frames, ends + pause
        yield Cut("1", Rate(24), tuple(shots), tuple(pieces))


def done(cut: Cut, kind: str, end: str, shot: int, frames: int) -> bool:
    """Whether the desk makes that edit."""
    try:
        if kind == "ripple":
            hands.ripple(cut, MATERIAL, shot, **{end: frames})
        elif kind == "roll":
            hands.roll(cut, MATERIAL, shot, frames)
        else:
            hands.slip(cut, MATERIAL, shot, frames)
    except CannotCut:
        return False
    return True


@needs_node
def test_a_hand_goes_just_as_far_as_the_desk_would_let_it() -> None:
    cuts = list(made_cuts(40))
    told = json.dumps([plain(timeline_of("x", cut, MATERIAL)) for cut in cuts])
    takes = json.dumps([[take.id, {"frames": take.frames, "head": take.head}] for take in MATERIAL.takes])
    found = under_node(f"""
        import {{joint, limits}} from './hands/joints.js';
        const takes = new Map({takes});
        console.log(JSON.stringify({told}.map(cut => [cut.shots.map((_, n) => joint(cut, n)), cut.shots.map((_, shot) =>
            {json.dumps(GRIPS)}.map(([kind, end]) => limits(cut, takes, {{kind, end, shot}})))])));""")
    assert isinstance(found, list)
    tried = 0
    for cut, (joints, shots) in zip(cuts, found, strict=True):
        for n, edit in enumerate(joints):
            known = joint(cut, n)
            assert (edit["at"], edit["sound"], edit["lead"], edit["quiet"]) == (
                known.at, known.sound, known.lead, known.quiet)
        for n, grips in enumerate(shots):
            for (kind, end), (least, most) in zip(GRIPS, grips, strict=True):
                for limit, beyond in ((least, -1), (most, 1)):
                    tried += limit is not None
                    assert not limit or done(cut, kind, end, n, limit), (cut, kind, end, n, limit)
                    assert limit is None or not done(cut, kind, end, n, limit + beyond), (cut, kind, end, n, limit)
    assert tried > 500


@needs_node
def test_where_sound_is_taken_hold_of_is_told_as_the_desk_calls_it() -> None:
    found = under_node(f"""
        import {{joints, soundEdges, limits}} from './hands/joints.js'; {CUT}
        const edges = soundEdges(cut, joints(cut));
        console.log(JSON.stringify(edges.map(({{at, shot, whose}}) =>
            [at, shot, whose, ...limits(cut, takes, {{kind: 'sound', shot, end: 'head', whose}})])));""")
    assert found == [[32, 1, "", -7, 55], [88, 2, "", -55, 7], [98, 2, "after", -10, 21]]


@needs_node
def test_what_is_under_the_pointer_and_the_verb_it_comes_to() -> None:
    found = under_node(f"""
        import {{rows, under, whole, zoomed, placed, snapped}} from './hands/lanes.js';
        import {{joints, soundEdges}} from './hands/joints.js';
        import {{gripped, order}} from './hands/grip.js'; {CUT}
        const view = whole(600, 120), lanes = rows(140, 13);
        const spans = cut.shots.map(([at], n) => ({{n, at, out: at + 40}}));
        const none = {{shiftKey: false, altKey: false, ctrlKey: false, metaKey: false}};
        const at = (x, lane, keys = {{}}, rolling = false) => {{
            const hit = under(x, lanes[lane].top + 5, view, lanes, spans, soundEdges(cut, joints(cut)));
            const grip = gripped(hit, {{...none, ...keys}}, rolling);
            return grip ? [order(cut, grip, 3).name, order(cut, grip, 3).given] : hit.frame;
        }};
        console.log(JSON.stringify([at(197, 'picture'), at(204, 'picture'), at(204, 'picture', {{shiftKey: true}}),
            at(197, 'picture', {{}}, true), at(197, 'picture', {{ctrlKey: true}}), at(163, 'sound'), at(489, 'sound'),
            at(300, 'picture'), at(300, 'picture', {{altKey: true}}), at(300, 'picture', {{ctrlKey: true}}),
            at(303, 'ruler')]));""")
    roll = ["roll", {"shot": "s2", "frames": 3}]
    assert found == [["trim", {"shot": "s1", "tail": 3}], ["trim", {"shot": "s2", "head": 3}], roll, roll,
                     ["drag", {"shot": "s2", "frames": 3, "picture": True}], ["drag", {"shot": "s2", "frames": 3}],
                     ["drag", {"shot": "s3", "frames": 3, "whose": "after"}], 60,
                     ["slip", {"shot": "s2", "frames": 3}], ["slide", {"shot": "s2", "frames": 3}], 60]


@needs_node
def test_presses_are_one_edit_until_another_edge_is_pressed() -> None:
    found = under_node("""
        import {Nudge} from './hands/nudge.js';
        const sent = [], timers = [];
        const clock = {set: back => timers.push(back), clear: () => { timers.length = 0; }};
        const nudge = new Nudge((grip, frames) => sent.push([grip.shot, frames]), () => {}, clock);
        const wait = () => timers.splice(0).forEach(back => back());
        nudge.press({shot: 1}, 1); nudge.press({shot: 1}, 10); nudge.press({shot: 2}, -1); wait();
        nudge.press({shot: 3}, 1); nudge.press({shot: 3}, -1); wait();
        nudge.press({shot: 4}, 1); nudge.drop(); wait();
        console.log(JSON.stringify(sent));""")
    assert found == [[1, 11], [2, -1]]


@needs_node
def test_the_timeline_turns_over_like_a_page_and_zooms_about_the_pointer() -> None:
    found = under_node("""
        import {paged, kept, scrolled, near, snapped, zoomed, placed} from './hands/lanes.js';
        const view = {from: 100, per: 2, width: 400};
        const close = zoomed(view, 4, 150, 1000);
        console.log(JSON.stringify([paged(view, 200, 1000).from, paged(view, 301, 1000).from,
            paged(view, 999, 1000).from, scrolled(view, -900, 1000).from, kept({...view, per: .1}, 1000).per,
            near(400, 500, 510, 1000).from, close.per, placed(close, 175), snapped(61, [58, 63], 2),
            snapped(61, [58, 64], 2)]));""")
    assert found == [100, 291, 800, 0, 0.4, 495, 8, 150, 63, 61]


def test_a_shot_is_a_strip_of_its_own_moments() -> None:
    assert under_node("""
        import {moments} from './hands/lanes.js';
        const shot = {take: 'A/1', start: 100, out: 200};
        console.log(JSON.stringify([moments(shot, 200, 80), moments(shot, 20, 80), moments(shot, 88, 80),
                                    moments({...shot, backwards: true}, 160, 80), moments({...shot, out: 101}, 160, 80)]
            .map(each => each.map(one => [Math.round(one.at), Math.round(one.out), one.frame]))));""") == [
        [[0, 80, 120], [80, 160, 160], [160, 200, 190]], [[0, 20, 150]], [[0, 88, 150]],
        [[0, 80, 175], [80, 160, 125]], [[0, 80, 100], [80, 160, 100]]]


def now(film: Path) -> Marked:
    """The circled cut."""
    found = circled_in(film)
    assert found
    return found


def made_and_circled(film: Path) -> int:
    """How many edits there are once the latest is the circled cut; before that none."""
    found = edits_of(film)
    return len(found) if found and now(film).alt.id == found[-1]["to"] else 0


def test_two_presses_are_one_trim_that_is_kept(cut, film: Path) -> None:
    shot = cut.evaluate(f"() => {TIMELINE}.edits.find(one => one.sound !== null && one.lead === 0)?.shot"
                        f" ?? {TIMELINE}.edits.find(one => one.sound !== null || one.quiet !== null).shot")
    cut.keyboard.press("r")
    cut.keyboard.press("Home")
    for _ in range(shot):
        cut.keyboard.press("ArrowDown")
    assert cut.evaluate(f"async () => {STORE}.state.picked") == {"shot": shot, "end": "head"}
    before = now(film)
    cut.keyboard.press(".")
    cut.keyboard.press(".")
    until(lambda: made_and_circled(film) == 1)
    made = edits_of(film)[0]
    assert (made["verb"], made["given"]["head"]) == ("trim", 2)
    assert made["pins"], "a trim is held in later proposals"
    after = now(film)
    assert after.alt.content.frames == before.alt.content.frames - 2
    cut.wait_for_function(f"() => {TIMELINE}.cut.id === '{after.alt.id}'")
    cut.keyboard.press("u")
    until(lambda: now(film).alt.id == before.alt.id)
    cut.keyboard.press("Shift+u")
    until(lambda: now(film).alt.id == after.alt.id)
    trimmed = after.alt.content.shots[shot]
    with Desk.open(film) as desk:
        again = desk.propose(want=6)
        kept = [desk.timeline(one.id) for one in again.shown]
    assert all(any(one.take == trimmed.take and one.start == trimmed.start for _, one in each.shots) for each in kept)
    assert cut.faults == []


def test_an_edge_is_dragged_a_shot_split_and_taken_out(cut, film: Path) -> None:
    shot, x, y, per = cut.evaluate(f"""() => {{
        const timeline = {TIMELINE}, one = timeline.edits.find(each => each.shot > 0);
        const box = timeline.shadowRoot.querySelector('canvas').getBoundingClientRect();
        const {{from, per}} = timeline.view;
        return [one.shot, box.x + (one.at - from) * per, box.y + timeline.lanes.picture.top + 12, per]; }}""")
    before = now(film)
    cut.mouse.move(x + 1, y)
    cut.mouse.down()
    cut.keyboard.down("Alt")  # not caught by lines near by
    cut.mouse.move(x + 1 + 6 * per, y, steps=3)
    cut.mouse.up()
    cut.keyboard.up("Alt")
    until(lambda: made_and_circled(film) == 1)
    made = edits_of(film)[0]
    assert made["verb"] == "roll"
    assert abs(made["given"]["frames"] - 6) <= 1
    after = now(film)
    assert after.alt.content.frames == before.alt.content.frames
    assert after.alt.content.starts[shot] == before.alt.content.starts[shot] + made["given"]["frames"]

    cut.wait_for_function(f"() => {TIMELINE}.cut.id === '{after.alt.id}'")
    cut.keyboard.press("k")
    at = after.alt.content.starts[shot] - 9
    cut.evaluate(f"async () => {TRANSPORT}.transport.seek({at})")
    cut.keyboard.press("s")
    until(lambda: made_and_circled(film) == 2)
    split = now(film)
    assert at in split.alt.content.starts
    cut.wait_for_function(f"() => {TIMELINE}.cut.id === '{split.alt.id}'")
    until(lambda: cut.evaluate(f"async () => {STORE}.state.picked?.shot === {shot}"))
    cut.keyboard.press("Delete")
    until(lambda: made_and_circled(film) == 3)
    assert now(film).alt.content.frames == split.alt.content.frames - 9
    assert cut.faults == []


def test_another_take_is_chosen_by_ear(cut, film: Path) -> None:
    line = cut.evaluate(f"() => {TIMELINE}.cut.lines[1]")
    cut.evaluate(f"async () => {TRANSPORT}.transport.seek({line['start'] + 2})")
    cut.keyboard.press("w")
    cut.get_by_role("listbox", name="readings").wait_for()
    picked = f"{TIMELINE}.shadowRoot.querySelector('take-picker')"
    chosen = cut.evaluate(f"() => [{picked}.chosen, {picked}.found.length, {picked}.line]")
    assert chosen[1] > 1
    cut.keyboard.press("ArrowUp" if chosen[0] else "ArrowDown")
    cut.wait_for_function(f"() => {picked}.shadowRoot.querySelector('reading-player').movie.readyState >= 2")
    take = cut.evaluate(f"() => {picked}.found[{picked}.chosen].take")
    before = now(film)
    cut.keyboard.press("Enter")
    until(lambda: now(film).alt.id != before.alt.id)
    assert take in now(film).alt.content.by_line[chosen[2]]
    assert cut.faults == []


def test_an_edit_over_an_older_cut_is_refused_and_the_new_one_is_shown(cut, film: Path) -> None:
    cut.route("**/news", lambda route: route.abort())
    cut.reload()
    cut.get_by_role("list", name="the six cuts on show").wait_for()
    older = now(film)  # the circled cut is on when the room opens
    cut.wait_for_function(f"() => {TIMELINE}?.cut?.id === '{older.alt.id}'")
    with Desk.open(film) as desk:
        newer = desk.split(str(older.alt.content.starts[1] + 7)).alt
    cut.keyboard.press("ArrowDown")
    cut.keyboard.press(".")
    cut.get_by_role("status").get_by_text("somebody changed this cut").wait_for()
    until(lambda: cut.evaluate(f"async () => {STORE}.state.on") == newer)
    cut.wait_for_function(f"() => {TIMELINE}.cut.id === '{newer}'")
    assert len(edits_of(film)) == 1
