"""A pin-hole camera in true perspective: from a place, a lens and a sensor to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workprint.film import BadValue, Framing, Setup, shot_size
from workprint.media.rehearsal.plan import Place, Plan, Player, View

Points = NDArray[np.float64]
"""Points by rows: three columns in metres, or two in pixels."""

_NEAR = 0.05  # metres: what is nearer to the lens than a hand's breadth is put there, so that nothing divides by zero


@dataclass(frozen=True, eq=False)
class Camera:
    """Where it stands, which way it looks, and what it makes of a point."""

    at: Points
    """Its place in metres."""
    turn: Points
    """3 x 3: rows are its right, its down and its forward."""
    focal: float
    """Focal length in pixels: lens over sensor height times frame height."""
    size: tuple[int, int]
    """Width and height of the frame in pixels."""

    def seen(self, points: Points) -> Points:
        """`points` (n, 3) in the camera's own metres: right, down, forward."""
        return (points - self.at) @ self.turn.T

    def project(self, points: Points) -> Points:
        """Pixels (n, 2) of `points` (n, 3), x to the right and y down from the frame's upper left corner."""
        local = self.seen(np.atleast_2d(points))
        depth = np.maximum(local[:, 2:], _NEAR)
        return local[:, :2] / depth * self.focal + np.array(self.size) / 2

    def depth(self, point: Points) -> float:
        """Metres in front of the camera."""
        return float((point - self.at) @ self.turn[2])


def metres(place: Place) -> Points:
    """A place in millimetres as an array in metres."""
    return np.array(place, np.float64) / 1000


def by(x: float, y: float, z: float) -> Points:
    """A step in the world, in metres."""
    return np.array((x, y, z), np.float64)


def toward(at: Points, target: Points) -> Points:
    """The rows (right, down, forward) of a level camera at `at` that looks at `target`."""
    forward = (target - at) / np.linalg.norm(target - at)
    right = np.cross(forward, (0.0, 0.0, 1.0))
    right /= np.linalg.norm(right)
    return np.stack([right, np.cross(forward, right), forward])


def stand(view: View, plan: Plan, size: tuple[int, int]) -> Camera:
    """The camera of a setup, turned so that what it frames lies where the setup wants it. Raises `BadValue`."""
    at, aim = metres(view.at), subject(view, plan)
    focal = view.lens / view.sensor[1] * size[1]
    if np.linalg.norm((aim - at)[:2]) < 0.1:
        raise BadValue(f"setup {view.letter!r} stands where it looks", "a camera at least 0.1 m away would do",
                       "move 'at'")
    want = np.array(view.place) / 1000 * np.array(size)
    target = aim.copy()
    for _ in range(12):  # each step leaves about a tenth of the error; twelve end far below a pixel
        camera = Camera(at, toward(at, target), focal, size)
        miss = camera.project(aim)[0] - want
        reach = camera.depth(aim) / focal
        target = target + camera.turn[0] * miss[0] * reach + camera.turn[1] * miss[1] * reach
    return Camera(at, toward(at, target), focal, size)


def subject(view: View, plan: Plan) -> Points:
    """The point (metres) that a setup frames: the middle of its heads, or its thing."""
    if view.on:
        middle: Points = np.mean([metres(plan.player(name).mark) for name in view.on], axis=0)
        return middle
    things = [metres(piece.at) for piece in plan.pieces if piece.kind == view.thing]
    if not things:
        raise BadValue(f"setup {view.letter!r} frames nobody and no thing of the set",
                       "a name in 'on' or a set piece in 'thing' would do", "add one")
    return things[0]


def framed(view: View, plan: Plan, size: tuple[int, int]) -> Setup:
    """What a camera report says of a setup, computed from the projection. Raises `BadValue` for a wrong size."""
    camera = stand(view, plan, size)
    people = sorted((_framing(plan.player(name), plan, camera) for name in view.on), key=lambda person: person.x)
    angle, side = _bearing(view, plan)
    setup = Setup(plan.scene + view.letter, tuple(people), view.about, angle, side)
    if view.size and setup.size != view.size:
        raise BadValue(f"setup {setup.name} asks for {view.size} but its lens and place give {setup.size}",
                       f"a head {_least(view)} thousandths of the frame high would do",
                       f"go nearer or take a lens other than {view.lens / 1000:g} mm")
    return setup


def _least(view: View) -> str:
    fitting = [head for head in range(1, 1200) if shot_size(head) == view.size]
    return f"{fitting[0]} to {fitting[-1]}"


def head_ends(player: Player, camera: Camera) -> Points:
    """Pixels (2, 2) of crown and chin."""
    half = np.array([0.0, 0.0, player.head / 2000])
    return camera.project(np.stack([metres(player.mark) + half, metres(player.mark) - half]))


def _framing(player: Player, plan: Plan, camera: Camera) -> Framing:
    crown, chin = head_ends(player, camera)
    middle = (crown + chin) / 2 / np.array(camera.size) * 1000
    return Framing(player.name, round(float(chin[1] - crown[1]) / camera.size[1] * 1000), round(float(middle[0])),
                   round(float(middle[1])), _look(player, plan, camera))


def _look(player: Player, plan: Plan, camera: Camera) -> Literal["left", "right", "camera", "away"]:
    way = metres(plan.player(player.faces).mark) - metres(player.mark)
    right, _, forward = camera.turn @ (way / np.linalg.norm(way))
    if abs(right) < 0.2:  # within about 12 degrees of the lens axis nobody looks left or right
        return "away" if forward > 0 else "camera"
    return "right" if right > 0 else "left"


def _bearing(view: View, plan: Plan) -> tuple[int | None, Literal["near", "far", ""]]:
    """Degrees clockwise, seen from above, from the line of action to the camera; and its side of the line."""
    if len(plan.cast) < 2:
        return None, ""
    first, second = (metres(player.mark)[:2] for player in plan.cast[:2])
    line, way = second - first, metres(view.at)[:2] - subject(view, plan)[:2]
    degrees = np.degrees(np.arctan2(line[1], line[0]) - np.arctan2(way[1], way[0])) % 360
    side = metres(view.at)[:2] - first
    return round(float(degrees)) % 360, "near" if line[0] * side[1] - line[1] * side[0] < 0 else "far"
