"""The page's own code: types as strict as Python's, and pure hands tried under node."""

from __future__ import annotations

import subprocess

import pytest
from node import NODE, WEB, needs_node, under_node


@needs_node
def test_types_are_strict() -> None:
    compiler = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    if not compiler.exists():
        pytest.skip("the page's tools are not installed; npm ci in doors/web brings them")
    ran = subprocess.run([str(NODE), str(compiler), "-p", str(WEB)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@needs_node
@pytest.mark.parametrize(("frame", "there"), [(0, 10), (10, 20), (20, 40), (29, 58), (35, 65), (99, 79)])
def test_the_same_moment_is_found_in_another_cut(frame: int, there: int) -> None:
    found = under_node(f"""
        import {{sameMoment}} from './hands/moment.js';
        const here = {{frames: 100, lines: [{{line: 'a', start: 10, out: 30}}, {{line: 'b', start: 50, out: 60}}]}};
        const there = {{frames: 80, lines: [{{line: 'a', start: 20, out: 60}}]}};
        console.log(JSON.stringify(sameMoment({frame}, here, there)));""")
    assert found == there


@needs_node
def test_arrow_keys_walk_to_the_nearest_point_that_way() -> None:
    found = under_node("""
        import {nearest, under} from './hands/near.js';
        const points = [{x: 50, y: 50}, {x: 60, y: 52}, {x: 90, y: 50}, {x: 50, y: 20}, {x: 49, y: 90}];
        console.log(JSON.stringify(['right', 'up', 'down', 'left'].map(way => nearest(points, 0, way))
            .concat(under(points, 61, 51, 5), under(points, 200, 200, 5))));""")
    assert found == [1, 3, 4, 0, 1, -1]


@needs_node
def test_time_is_written_as_frames_of_the_film_s_rate() -> None:
    found = under_node("""
        import {timecode, length, frameAt, middleOf} from './hands/time.js';
        const rate = '24000/1001';
        console.log(JSON.stringify([timecode(1451, rate), length(1200, '24'), length(2400, '24'),
            [0, 1, 7, 1000].map(frame => frameAt(middleOf(frame, rate), rate))]));""")
    assert found == ["00:01:00:11", "50.0 s", "1:40.0", [0, 1, 7, 1000]]
