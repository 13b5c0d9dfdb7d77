"""The camera against a pin-hole reference of its own, and sizes against similar triangles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workprint.film import shot_size
from workprint.media.rehearsal import SMALL_PLAN, framed, read_plan, stand
from workprint.media.rehearsal.camera import head_ends, metres

PLAN = read_plan(SMALL_PLAN)


def pin_hole(point, at, pan, tilt, lens, sensor, size):
    """Where a ray through the hole meets the film: rotations about two axes, then the intercept theorem."""
    x, y, z = np.array(point) - at
    x, y = x * np.cos(pan) - y * np.sin(pan), x * np.sin(pan) + y * np.cos(pan)  # now y is ahead, x to the right
    y, z = y * np.cos(tilt) + z * np.sin(tilt), z * np.cos(tilt) - y * np.sin(tilt)
    on_film = np.array([x / y * lens, -z / y * lens])  # millimetres from the film's middle
    return on_film / sensor[1] * size[1] + np.array(size) / 2


places = st.tuples(st.floats(-3, 3), st.floats(-5, -1.5), st.floats(0.4, 2.4))


@given(at=places, lens=st.floats(16, 90), point=st.tuples(st.floats(-1, 1), st.floats(-0.6, 1.5), st.floats(0, 2)))
def test_landmarks_lie_where_a_pin_hole_puts_them(at, lens, point):
    view = replace(PLAN.setup("A"), at=tuple(round(part * 1000) for part in at), lens=round(lens * 1000), size=None)
    camera = stand(view, PLAN, (960, 540))
    way = camera.turn[2]
    reference = pin_hole(point, metres(view.at), np.arctan2(way[0], way[1]), np.arcsin(way[2]), view.lens / 1000,
                         (view.sensor[0] / 1000, view.sensor[1] / 1000), (960, 540))
    if np.abs(reference).max() < 4000 and camera.depth(np.array(point)) > 0.3:
        assert np.abs(camera.project(np.array(point))[0] - reference).max() <= 0.5


@given(at=places, place=st.tuples(st.integers(200, 800), st.integers(250, 600)))
def test_what_is_framed_lies_where_the_setup_wants_it(at, place):
    view = replace(PLAN.setup("B"), at=tuple(round(part * 1000) for part in at), place=place, size=None)
    camera = stand(view, PLAN, (960, 540))
    seen = camera.project(metres(PLAN.player("LEO").mark))[0]
    assert np.abs(seen - np.array(place) / 1000 * (960, 540)).max() <= 0.5


@given(far=st.floats(0.5, 5), lens=st.floats(18, 100))
def test_a_head_is_as_large_as_similar_triangles_say(far, lens):
    mark = metres(PLAN.player("LEO").mark)
    at = (mark[0] - far, mark[1], mark[2])
    view = replace(PLAN.setup("B"), at=tuple(round(part * 1000) for part in at), lens=round(lens * 1000), size=None,
                   place=(500, 500))
    head = PLAN.player("LEO").head / 1000 * view.lens / (metres(view.at) - mark)[0].__abs__() / view.sensor[1] * 1000
    (person,) = framed(view, PLAN, (960, 540)).people
    assert abs(person.head - head) <= max(2, head * 0.03)  # the chin is a little farther away than the eyes
    assert framed(view, PLAN, (960, 540)).size == shot_size(person.head)


def test_crown_is_above_chin_and_left_is_left():
    setup = framed(PLAN.setup("A"), PLAN, (960, 540))
    assert [person.who for person in setup.people] == ["IDA", "LEO"]
    assert [person.look for person in setup.people] == ["right", "left"]
    assert (setup.angle, setup.side) == (90, "near")
    crown, chin = head_ends(PLAN.player("IDA"), stand(PLAN.setup("A"), PLAN, (960, 540)))
    assert crown[1] < chin[1]


def test_the_far_side_of_the_line_is_said():
    view = replace(PLAN.setup("A"), at=(0, 3200, 1300), size=None)
    setup = framed(view, PLAN, (960, 540))
    assert (setup.angle, setup.side) == (270, "far")
    assert [person.who for person in setup.people] == ["LEO", "IDA"]
