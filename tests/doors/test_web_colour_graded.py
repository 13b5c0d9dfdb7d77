"""A grade in a person's hands, without a browser: shots, knobs, what sets two apart, and how pictures share a frame."""

from __future__ import annotations

import json
from typing import Any

import pytest
from node import WEB, needs_node, under_node

from workprint.doors.plain import plain
from workprint.film import OPS

GRADED = "import * as graded from './hands/graded.js';" + f"const kinds = {json.dumps(plain(OPS))};"

GRADING = """
    const grading = {id: 'a', shots: [
      {at: 0, take: '1A/1', space: 'X', ops: [{kind: 'exposure', values: [350]}], says: ['brighter by 0.35 stop']},
      {at: 40, take: '1B/1', space: 'X', ops: [], says: []}],
      look: [{kind: 'saturation', values: [1200]}], says: ['more colourful by 0.2'], guards: [],
      kept: [['saturation', 0]]};
    const other = {...grading, id: 'b', shots: [grading.shots[0], grading.shots[1]], kept: [],
      look: [{kind: 'exposure', values: [-100]}], says: ['darker by 0.1 stop']};"""


@needs_node
def test_the_shot_under_the_playhead_is_found() -> None:
    found = under_node(GRADED + """
        const shots = [{at: 0}, {at: 40}, {at: 41}, {at: 100}];
        console.log(JSON.stringify([[0, 39, 40, 41, 99, 100, 5000].map(frame => graded.shotAt(shots, frame)),
          graded.shotAt([], 3)]));""")
    assert found == [[0, 0, 1, 2, 2, 3, 3], -1]


@needs_node
def test_where_two_grades_differ_is_found_and_said() -> None:
    found = under_node(GRADED + GRADING + """
        const darker = {...grading, shots: [grading.shots[0], {...grading.shots[1], ops: other.look}]};
        const where = [grading, darker, other].map(one => graded.apartIn(grading, one));
        console.log(JSON.stringify([where, where.map(apart => graded.whereApart(apart, 2)),
          graded.whereApart([0, 2], 9),
          graded.apartIn({...grading, shots: [{...grading.shots[0], take: ''}]}, other)]));""")
    assert found == [[[], [1], [0, 1]], ["they look the same", "they differ in shot 2 alone", ""],
                     "they differ in 2 of 9 shots", []]


@needs_node
def test_operations_stand_as_they_are_set_or_at_rest() -> None:
    found: Any = under_node(GRADED + GRADING + """
        const look = graded.rows(kinds, grading, 0), shot = graded.rows(kinds, grading, 1);
        console.log(JSON.stringify([look.filter(row => row.set).map(row => [row.kind.name, row.says, row.kept]),
          shot.filter(row => row.set).map(row => [row.kind.name, row.values, row.kept]), look.length,
          graded.differences(kinds, grading, other, 0), graded.differences(kinds, grading, other, 1),
          graded.madeOf(grading, 0) === graded.madeOf(other, 0), graded.madeOf(grading, 1) === graded.madeOf(
            {...grading, id: 'c'}, 1)]));""")
    assert found == [
        [["saturation", "more colourful by 0.2", True]], [["exposure", [350], False]], len(OPS),
        [{"kind": "exposure", "here": "at rest", "there": "darker by 0.1 stop", "same": False},
         {"kind": "saturation", "here": "more colourful by 0.2", "there": "at rest", "same": False}], [], False, True]


@needs_node
def test_every_knob_goes_along_its_slider_and_back_within_its_ends() -> None:
    found: Any = under_node(GRADED + """
        const off = [];
        for (const kind of kinds) for (const knob of kind.knobs) {
          const ends = [graded.valueAt(knob, 0), graded.valueAt(knob, 1)];
          if (ends[0] !== knob.least || ends[1] !== knob.most) off.push([kind.name, knob.name, ends]);
          for (let n = 0; n <= 40; n += 1) {
            const value = Math.round(knob.least + n / 40 * (knob.most - knob.least)), at = graded.along(knob, value);
            if (!(at >= 0 && at <= 1) || Math.abs(graded.valueAt(knob, at) - value) > 1) off.push([knob.name, value]);
          }
          const most = graded.pressed(knob, knob.most, 3), one = graded.pressed(knob, knob.rest, 1);
          if (most !== knob.most || one <= knob.rest) off.push([knob.name, most, one]);
          const middle = graded.along(knob, knob.rest);
          if (knob.rest > knob.least && middle !== .5) off.push([knob.name, middle]);
        }
        console.log(JSON.stringify(off));""")
    assert found == []


@needs_node
def test_numbers_are_written_with_their_unit() -> None:
    found = under_node(GRADED + """
        const knob = (kind, name) => kinds.find(one => one.name === kind).knobs.find(one => one.name === name);
        const say = (kind, name, value) => graded.written(knob(kind, name), value);
        console.log(JSON.stringify([say('exposure', 'stops', 350), say('exposure', 'stops', -50),
          say('balance', 'mired', -350), say('balance', 'tint', 120), say('saturation', 'amount', 1200),
          say('cdl', 'slope.r', 1100000), say('cdl', 'clamp', 1), say('cdl', 'clamp', 0),
          graded.verdict({name: 'skin', value: 201, limit: 30, unit: '1/10 degree of CIELAB hue'}),
          graded.verdict({name: 'levels lost', value: 3, limit: 8, unit: ''})]));""")
    assert found == ["+0.350 stop", "−0.050 stop", "−35.0 mired", "+0.0012 CIE 1960 uv", "1.200", "1.100", "clamped",
                     "unclamped", "skin 20.1, limit 3 degree of CIELAB hue", "levels lost 3, limit 8"]


@needs_node
def test_what_is_on_has_a_name_and_the_next_to_set_it_against_is_found() -> None:
    found = under_node(GRADED + """
        const known = {shown: [{id: 'a'}, {id: 'b'}], circled: 'b', rows: [{alt: 'c', number: 4, name: ''}]};
        const names = ['a', 'b', 'c', 'ungraded', 'still:kitchen', ''].map(on => graded.called(on, known));
        console.log(JSON.stringify([names,
          ['a', 'ungraded', 'still:x', ''].map(graded.isGrade), graded.nextOf(['a', 'b'], 'b', 1),
          graded.nextOf(['a', 'b'], '', -1), graded.nextOf([], 'a', 1), graded.inCraft('more warmth'),
          graded.inCraft('least saturation'), graded.inCraft('more of something')]));""")
    assert found == [["grade 1", "grade 2, circled", "version 4", "ungraded", "the still kitchen", "nothing"],
                     [True, False, False, False], "a", "b", "", "warmer", "palest", "more of something"]


@needs_node
@pytest.mark.parametrize("count", [1, 2, 3, 6, 7])
def test_pictures_share_a_frame_and_none_lies_on_another(count: int) -> None:
    found: Any = under_node(GRADED + f"console.log(JSON.stringify(graded.tiles({count}, 960, 540)));")
    assert len(found) == count
    for n, one in enumerate(found):
        assert one["width"] / one["height"] == pytest.approx(16 / 9)
        assert one["left"] >= -1e-9
        assert one["top"] + one["height"] <= 540 + 1e-9
        for two in found[:n]:
            apart = max(abs(one["left"] - two["left"]) - one["width"], abs(one["top"] - two["top"]) - one["height"])
            assert apart >= -1e-9


@needs_node
def test_shots_are_as_large_as_all_of_them_fit() -> None:
    found: Any = under_node(GRADED + """
        const room = {width: 600, height: 150};
        console.log(JSON.stringify([1, 3, 12, 400].map(count => graded.cell(count, room, 16 / 9, 2, 72))));""")
    assert found == [266, 198, 98, 72]


def test_every_space_that_the_page_offers_is_known_to_the_desk() -> None:
    from workprint.media.colour import SPACES

    page = (WEB / "static" / "parts" / "space-asker.js").read_text(encoding="utf-8")
    offered = page.split("CHOICES = ")[1].split("]]);")[0].split("['")[1:]
    names = [one.split("'")[0] for one in offered]
    assert len(names) > 12
    assert set(names) <= set(SPACES)
