"""The player: the right picture at once, held to the frame through steps and flips, and no more kept than it needs."""

from __future__ import annotations

import io
import os
from pathlib import Path

import av
import numpy as np
import pytest
from browser import Server
from fastapi.testclient import TestClient
from PIL import Image
from test_web_parts import needs_node, under_node

from workprint.desk import Desk
from workprint.doors.web.app import web_app

PLAYER = ("document.querySelector('cutting-room').shadowRoot.querySelector('cutting-page').shadowRoot"
          ".querySelector('cut-player')")

GREY = """(player) => { const from = player.lit.movie, to = document.createElement('canvas');
  [to.width, to.height] = [120, 68]; const ink = to.getContext('2d'); ink.drawImage(from, 0, 0, 120, 68);
  return [...ink.getImageData(0, 0, 120, 68).data].filter((_, n) => n % 4 !== 3); }"""


def seen(page) -> np.ndarray:
    """The picture that is on, small (68, 120, 3)."""
    return np.array(page.evaluate(f"() => ({GREY})({PLAYER})"), np.float32).reshape(68, 120, 3)


def wanted(film: Path, alt: str, frame: int) -> np.ndarray:
    """The picture of a frame of a cut, as an audition of it has it."""
    with Desk.open(film) as desk, av.open(desk.audition(alt).path) as movie:
        picture = next(one for n, one in enumerate(movie.decode(video=0)) if n == frame)
        small = Image.fromarray(picture.to_ndarray(format="rgb24")).resize((120, 68), Image.Resampling.BILINEAR)
    return np.asarray(small, np.float32)


def at_rest(page, frame: int) -> None:
    page.wait_for_function(f"frame => {PLAYER}.lit === {PLAYER}.reel && {PLAYER}.reel.shown === frame", arg=frame)


def test_the_first_picture_and_every_step_are_the_right_frame(page, film: Path) -> None:
    page.keyboard.press("2")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    alt = page.evaluate(f"() => {PLAYER}.alt")
    assert page.evaluate(f"() => {PLAYER}.reel.whole") is False, "it plays in fragments"
    last = page.evaluate(f"() => {PLAYER}.length - 1")
    with Desk.open(film) as desk:
        splice = desk.timeline(alt).shots[-1][0]
    apart = np.abs(wanted(film, alt, splice) - wanted(film, alt, splice - 1)).mean()
    assert apart > 8, "one frame beside it is another picture"
    # The head; over a splice that was not fetched yet; one back over it; the last picture.
    for go, frame in (("seek(0)", 0), (f"seek({splice})", splice), ("step(-1)", splice - 1),
                      (f"seek({last + 9})", last)):
        page.evaluate(f"() => {{ {PLAYER}.stop(); {PLAYER}.{go}; }}")
        at_rest(page, frame)
        assert np.abs(seen(page) - wanted(film, alt, frame)).mean() < 4, go
    page.evaluate(f"() => {PLAYER}.playRange(40, 52)")
    page.wait_for_function(f"() => {PLAYER}.frame > 42")
    page.wait_for_function(f"() => {PLAYER}.speed === 0")
    at_rest(page, 51)
    assert page.evaluate(f"() => [{PLAYER}.frame, {PLAYER}.speed]") == [51, 0]
    assert page.faults == []


def test_a_flip_holds_the_frame_and_is_never_black(page) -> None:
    page.keyboard.press("1")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    page.keyboard.press("k")
    one = page.evaluate(f"() => {PLAYER}.alt")
    other = page.evaluate(f"one => [...{PLAYER}.reels.all.keys()].find(alt => alt !== one)", one)
    page.evaluate(f"""() => {{ window.dark = 0; const look = () => {{
        const on = {PLAYER}.renderRoot.querySelectorAll('video.on');
        if (on.length !== 1 || on[0].readyState < 2 && !on[0].seeking) window.dark += 1;
        requestAnimationFrame(look); }}; look(); }}""")
    for alt in (other, one, other, one):
        page.evaluate(f"alt => {PLAYER}.show(alt, 77, false)", alt)
        at_rest(page, 77)
        assert page.evaluate(f"() => [{PLAYER}.alt, {PLAYER}.frame]") == [alt, 77]
    assert page.evaluate("() => window.dark") == 0


def test_what_is_kept_and_asked_for_stays_small(page) -> None:
    page.keyboard.press("1")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    length = page.evaluate(f"() => {PLAYER}.length")
    for n in range(14):
        page.evaluate(f"frame => {PLAYER}.seek(frame)", n * 191 % length)
        page.wait_for_function(f"() => !{PLAYER}.movie.seeking")
    page.keyboard.press("k")
    ids = page.evaluate("""async () => (await (await fetch('/verbs/map', {method: 'POST', body: '{}',
        headers: {'content-type': 'application/json'}})).json()).dots.map(dot => dot.id)""")
    for alt in ids[10:24]:
        page.evaluate(f"alt => {PLAYER}.show(alt, 30, false)", alt)
    kept = page.evaluate(f"""() => [...{PLAYER}.reels.all.values()].map(reel =>
        reel.ranges.reduce((sum, [start, out]) => sum + out - start, 0))""")
    assert len(kept) <= 8
    assert max(kept) <= 20, "seconds of a cut"
    assert page.evaluate(f"() => {PLAYER}.reels.most") <= 4
    assert page.faults == []


def test_it_plays_on_after_the_desk_was_away(page, server: Server) -> None:
    page.keyboard.press("3")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    server.kill()
    page.evaluate(f"() => {PLAYER}.seek({PLAYER}.length - 60)")
    os.environ["WORKPRINT_TOKEN"] = server.address.split("token=")[1]
    try:
        server.start()
        page.wait_for_function(f"() => {PLAYER}.reel.shown > {PLAYER}.length - 50 && {PLAYER}.speed === 1")
    finally:
        del os.environ["WORKPRINT_TOKEN"]


def test_the_overlay_lies_on_the_picture_alone(page) -> None:
    page.keyboard.press("1")
    page.wait_for_function(f"() => {PLAYER}.frame > 2")
    over, stage = page.evaluate(f"""() => ['.over', '.stage'].map(name => {{
        const {{width, height, left, top}} = {PLAYER}.renderRoot.querySelector(name).getBoundingClientRect();
        return {{width, height, left, top}}; }})""")
    assert over["width"] / over["height"] == pytest.approx(16 / 9, rel=0.01)
    fills = [over[side] == pytest.approx(stage[side], abs=1) for side in ("width", "height")]
    assert any(fills)


def test_fragments_are_the_audition_and_leave_nothing_in_media(film: Path) -> None:
    with TestClient(web_app(film, token="t"), base_url="http://127.0.0.1",
                    headers={"authorization": "Bearer t"}) as client:
        alt = client.post("/verbs/map", json={}).json()["dots"][7]["id"]
        before = sorted(path.name for path in (film / "media").iterdir())
        told = client.get(f"/fragments/{alt}").json()
        of = {"of": told["of"]}
        head = client.get(f"/fragments/{alt}/head", params=of)
        parts = [client.get(f"/fragments/{alt}/{n}", params=of) for n in range(told["count"])]
        assert {one.headers["cache-control"] for one in (head, *parts)} == {"private, max-age=31536000, immutable"}
        assert sorted(path.name for path in (film / "media").iterdir()) == before
        begun = client.get(f"/fragments/{alt}/begin", params={"frame": told["each"]})
        assert begun.content == head.content + parts[1].content
        assert client.get(f"/fragments/{alt}/{told['count']}", params=of).status_code == 404
        take = client.post("/verbs/board", json={}).json()["takes"][0]
        passage = client.post("/verbs/listen", json={"take": str(_id(take)), "start": 4, "out": 40}).json()["alt"]
        assert client.get(f"/fragments/{passage}").json()["frames"] == 36
        whole = client.get(f"/play/{alt}").content
    assert heard(head.content + b"".join(one.content for one in parts)) == heard(whole)


def _id(take: dict) -> str:
    slate = take["slate"]
    return f"{slate['scene']}{slate['setup']}/{slate['take']}{take['camera']}"


def heard(movie: bytes) -> tuple[bytes, int]:
    """All samples and the number of pictures."""
    with av.open(io.BytesIO(movie)) as container:
        sound = b"".join(frame.to_ndarray().tobytes() for frame in container.decode(audio=0))
    with av.open(io.BytesIO(movie)) as container:
        return sound, sum(1 for packet in container.demux(video=0) if packet.size)


@needs_node
def test_what_is_fetched_and_dropped_follows_the_place() -> None:
    found = under_node("""
        import {held, wanted, dropped, around} from './hands/buffer.js';
        import {fitted} from './hands/fit.js';
        const laid = {each: 24, count: 50, frames: 1190, rate: '24000/1001'};
        const s = 24 * 1001 / 24000, h = new Set([0, 1, 2]);
        const whole = spans => spans.map(each => each.map(x => Math.round(x / s)));
        console.log(JSON.stringify([
            [...held([[0, 3 * s - 1e-6], [5.2 * s, 7 * s], [49 * s, 1190 * 1001 / 24000]], laid)],
            wanted(h, laid, 30, 1), wanted(h, laid, 30, 0).slice(0, 3), wanted(new Set(), laid, 1189, -1).slice(0, 3),
            around(laid, 600, 8).length, around(laid, 0, 0),
            whole(dropped([[0, 40 * s]], laid, 480, 1)),
            dropped([[14 * s, 30 * s]], laid, 480, 1), whole(dropped([[0, 40 * s]], laid, 480, -1)),
            fitted({width: 400, height: 100}, 16, 9), fitted({width: 4, height: 3}, 0, 0)]));""")
    assert found == [
        [0, 1, 2, 6, 49], [3, 4, 5, 6, 7, 8, 9], [3, 4, 5], [49, 48, 47], 22, [0, 1, 2, 3, 4, 5, 6, 7, 8],
        [[0, 16], [29, 40]], [], [[0, 12], [25, 40]],
        {"left": pytest.approx(111.11, abs=0.01), "top": 0, "width": pytest.approx(177.78, abs=0.01), "height": 100},
        {"left": 0, "top": 0, "width": 4, "height": 3}]
