"""Shoulders, arms and hands: rounded limbs in three dimensions, drawn in their own order with light from one side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workprint.media.rehearsal.camera import Camera, Points, by
from workprint.media.rehearsal.ink import INK, Sheet, hull
from workprint.media.rehearsal.palette import LINEN
from workprint.media.rehearsal.plan import Player
from workprint.media.rehearsal.sprite import Sprite

_TABLE = 0.75  # metres: height on which the arms of a seated figure rest


@dataclass(frozen=True, slots=True)
class Body:
    """What a body does."""

    lean: int = 0
    """Centimetres that the shoulders come forward."""
    rise: int = 0
    """Millimetres that the shoulders rise: a breath, a shrug."""
    left: str = "rest"
    """One of `GESTURES`."""
    right: str = "rest"
    """As `left`."""
    boil: int = 0
    """Which of the drawings."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A body's own axes in the world: where its shoulders are, and which way it is turned."""

    base: Points
    """Between the collar bones, metres."""
    left: Points
    ahead: Points
    size: float
    """1 for a head of 250 mm."""
    broad: float
    """Breadth against the usual."""

    def at(self, left: float, up: float, ahead: float) -> Points:
        """A point of the body in the world."""
        step: Points = self.left * left * self.broad + self.ahead * ahead + by(0, 0, up)
        return self.base + step * self.size


def frame(player: Player, body: Body, middle: Points, ahead: Points) -> Frame:
    """The axes of a player's body under a head at `middle`."""
    size = player.head / 250
    left = np.cross((0.0, 0.0, 1.0), ahead)
    base = middle + np.array([0, 0, (-0.205 + body.rise / 1000) * size]) - ahead * 0.02 * size
    return Frame(base, left, ahead, size, player.build / 100)


_TURN = np.linspace(0, 2 * np.pi, 20, endpoint=False)
_BALL = np.concatenate([
    np.stack([np.cos(_TURN) * np.cos(tilt), np.sin(_TURN) * np.cos(tilt), np.full_like(_TURN, np.sin(tilt))], -1)
    for tilt in (-1.1, -0.55, 0.0, 0.55, 1.1)])


def limb(points: list[tuple[Points, float]]) -> tuple[Points, Points]:
    """Points and normals of the skin around a run of balls (place, radius)."""
    return (np.concatenate([place + _BALL * radius for place, radius in points]),
            np.concatenate([_BALL] * len(points)))


def solid(sheet: Sheet, camera: Camera, skin: tuple[Points, Points], light: Points, tone: int, line: float) -> None:
    """A rounded thing: its outline, and the part that the light reaches."""
    points, normals = skin
    flat = camera.project(points)
    if line:
        sheet.fill(hull(flat), INK, line * 2)
    to_light = light - points.mean(0)
    lit = normals @ (to_light / np.linalg.norm(to_light)) > 0.05
    ahead = camera.turn[2] @ to_light < 0
    sheet.fill(hull(flat), tone * 64 // 100 if ahead else tone)
    part = flat[lit if ahead else ~lit]
    if len(part) > 3:
        sheet.fill(hull(part), tone if ahead else tone * 64 // 100)


GESTURES = {"rest": (0.10, 0.33, 0.035), "half": (0.10, 0.40, 0.045), "reach": (0.085, 0.475, 0.04),
            "rise": (0.13, 0.32, 0.09), "lift": (0.16, 0.31, 0.17)}
"""Where a wrist is: metres to its side, ahead of the shoulders, and above the table. Source: our own drawing."""


def _elbow(made: Frame, sign: int, gesture: str) -> Points:
    return made.at(sign * 0.235, -0.275, 0.07 if gesture in ("lift", "rise") else 0.16 if gesture == "reach" else 0.10)


def _wrist(made: Frame, sign: int, gesture: str) -> Points:
    left, ahead, up = GESTURES[gesture]
    wrist = made.at(sign * left, 0, ahead)
    wrist[2] = _TABLE + up
    return wrist


def draw_body(player: Player, body: Body, camera: Camera, middle: Points, ahead: Points, light: Points, seed: int
              ) -> Sprite:
    """Trunk, shoulders and upper arms."""
    made, line = frame(player, body, middle, ahead), _line(camera, middle)
    sheet = Sheet(_box(camera, made), 0.5, seed * 17 + body.boil)
    trunk = limb([(made.at(0, -0.01, -0.015), 0.062), (made.at(0.165, -0.085, 0), 0.068),
                  (made.at(-0.165, -0.085, 0), 0.068), (made.at(0.09, -0.28, 0.04), 0.105),
                  (made.at(-0.09, -0.28, 0.04), 0.105), (made.at(0.08, -0.62, -0.02), 0.125),
                  (made.at(-0.08, -0.62, -0.02), 0.125)])
    arms = {sign: limb([(made.at(sign * 0.19, -0.105, 0.0), 0.068 * made.size),
                        (_elbow(made, sign, body.left if sign > 0 else body.right), 0.052 * made.size)])
            for sign in (1, -1)}
    sheet.dip(player.coat_colour, player.coat)
    near = 1 if camera.depth(made.at(0.2, 0, 0)) < camera.depth(made.at(-0.2, 0, 0)) else -1
    solid(sheet, camera, arms[-near], light, player.coat, line)
    for part in (trunk, arms[near]):  # one outline around both: cloth, not a puppet's joint
        sheet.fill(hull(camera.project(part[0])), INK, line * 2)
    solid(sheet, camera, trunk, light, player.coat, 0)
    if (camera.at - made.base) @ ahead > 0:
        _clothes(sheet, player, made, camera, light, line)
    sheet.dip(player.coat_colour, player.coat)
    solid(sheet, camera, arms[near], light, player.coat, 0)
    _sleeve(sheet, camera, arms[near][0], made.at(near * 0.19, -0.105, 0), line)
    _folds(sheet, player, made, camera, near, body, line)
    return sheet.done()


def _sleeve(sheet: Sheet, camera: Camera, skin: Points, shoulder: Points, line: float) -> None:
    """The edges of an arm that lies on the trunk, from below the shoulder down."""
    outline = hull(camera.project(skin))
    top, high = camera.project(shoulder)[0], np.ptp(outline[:, 1])
    low = np.flatnonzero(outline[:, 1] > top[1] + high * 0.22)
    breaks = np.flatnonzero(np.diff(low) > 1)
    ring = np.concatenate([outline, outline])
    start = int(low[breaks[0] + 1]) if len(breaks) else int(low[0]) if len(low) else 0
    sheet.stroke(ring[start:start + len(low)], line, INK, 0.2, 0.2)


def draw_legs(player: Player, body: Body, camera: Camera, middle: Points, ahead: Points, light: Points, seed: int
              ) -> Sprite:
    """Thighs and shins, under the table."""
    made, line = frame(player, body, middle, ahead), _line(camera, middle)
    sheet = Sheet(_box(camera, made), 0.5, seed * 13)
    if player.stance == "stand":
        return sheet.done()
    tone = max(30, player.coat * 45 // 100)
    sheet.dip(player.coat_colour, tone)
    order = sorted((1, -1), key=lambda sign: -camera.depth(made.at(sign * 0.1, -0.7, 0.2)))
    for sign in order:
        hip, knee, foot = made.at(sign * 0.085, -0.66, 0), made.at(sign * 0.11, 0, 0.43), made.at(sign * 0.11, 0, 0.36)
        knee[2], foot[2] = 0.50, 0.06
        solid(sheet, camera, limb([(knee, 0.062), (foot, 0.045), (foot + made.ahead * 0.12 - by(0, 0, 0.02), 0.035)]),
              light, tone, line * 0.8)
        solid(sheet, camera, limb([(hip, 0.09), (knee, 0.068)]), light, tone, line * 0.8)
    return sheet.done()


def _line(camera: Camera, middle: Points) -> float:
    return float(np.clip(camera.focal * 0.0022 / max(camera.depth(middle), 0.1), 0.8, 4.2))


def _box(camera: Camera, made: Frame) -> tuple[int, int, int, int]:
    corners = np.array([made.at(a, b, c) for a in (-0.36, 0.36) for b in (0.1, -1.15) for c in (-0.2, 0.62)])
    flat = camera.project(corners)
    width, height = camera.size
    low, high = flat.min(0), flat.max(0)
    left, top = max(0, int(min(low[0], width - 2))), max(0, int(min(low[1], height - 2)))
    return left, top, max(left + 1, min(width, int(high[0]) + 1)), max(top + 1, min(height, int(high[1]) + 1))


def _clothes(sheet: Sheet, player: Player, made: Frame, camera: Camera, light: Points, line: float) -> None:
    """Collar, lapels or the edge of a jumper, on the chest."""
    def flat(*points: tuple[float, float, float]) -> Points:
        return camera.project(np.array([made.at(*point) for point in points]))

    skin = player.skin * 84 // 100
    sheet.dip(player.skin_colour, player.skin)
    if player.wears == "jumper":
        sheet.fill(flat((-0.075, 0.03, 0.02), (-0.045, -0.045, 0.075), (0, -0.07, 0.09), (0.045, -0.045, 0.075),
                        (0.075, 0.03, 0.02)), skin, line)
        sheet.stroke(flat((-0.092, 0.03, 0.02), (-0.06, -0.055, 0.08), (0, -0.088, 0.098), (0.06, -0.055, 0.08),
                          (0.092, 0.03, 0.02)), line * 1.3)
        return
    sheet.dip(player.coat_colour and LINEN, 214)
    sheet.fill(flat((-0.07, 0.03, 0.02), (-0.03, -0.10, 0.10), (0, -0.16, 0.125), (0.03, -0.10, 0.10),
                    (0.07, 0.03, 0.02)), 214, line)
    sheet.dip(player.skin_colour, player.skin)
    sheet.fill(flat((-0.05, 0.02, 0.04), (0, -0.06, 0.085), (0.05, 0.02, 0.04)), skin, line * 0.8)
    sheet.dip(player.coat_colour, player.coat)
    for sign in (1, -1):
        sheet.fill(flat((sign * 0.085, 0.035, 0.0), (sign * 0.105, -0.05, 0.075), (sign * 0.075, -0.075, 0.10),
                        (sign * 0.10, -0.085, 0.10), (0, -0.24, 0.15), (sign * 0.045, -0.07, 0.075)),
                   min(255, player.coat + 20), line)
    sheet.stroke(flat((0, -0.24, 0.15), (0.01, -0.36, 0.155), (0.01, -0.5, 0.13)), line)


def _folds(sheet: Sheet, player: Player, made: Frame, camera: Camera, near: int, body: Body, line: float) -> None:
    """Two or three strokes where cloth bends."""
    elbow = _elbow(made, near, body.left if near > 0 else body.right)
    shoulder = made.at(near * 0.19, -0.105, 0.0)
    for share, reach in ((0.72, 0.035), (0.84, 0.045)):
        middle = shoulder * (1 - share) + elbow * share
        points = np.array([middle + made.ahead * reach, middle + np.array([0, 0, -0.012]), middle - made.ahead * 0.01])
        sheet.stroke(camera.project(points), line * 0.9)


def draw_arms(player: Player, body: Body, camera: Camera, middle: Points, ahead: Points, light: Points, seed: int
              ) -> Sprite:
    """Forearms and hands, which lie on the table."""
    made, line = frame(player, body, middle, ahead), _line(camera, middle)
    sheet = Sheet(_box(camera, made), 0.5, seed * 19 + body.boil)
    order = sorted((1, -1), key=lambda sign: -camera.depth(_wrist(made, sign, "rest")))
    for sign in order:
        gesture = body.left if sign > 0 else body.right
        elbow, wrist = _elbow(made, sign, gesture), _wrist(made, sign, gesture)
        _hand(sheet, player, made, camera, light, wrist, sign, gesture, line)
        end = elbow * 0.12 + wrist * 0.88
        sheet.dip(player.coat_colour, player.coat)
        outer = limb([(elbow * 0.82 + end * 0.18, 0.053 * made.size), (end, 0.04 * made.size)])
        sheet.fill(hull(camera.project(outer[0])), INK, line * 2)
        solid(sheet, camera, limb([(elbow, 0.052 * made.size), (end, 0.04 * made.size)]), light, player.coat, 0)
        cuff = elbow * 0.13 + wrist * 0.87
        sheet.stroke(camera.project(np.array([cuff + by(0, 0, 0.04), cuff + made.left * 0.03 * -sign,
                                              cuff - by(0, 0, 0.035)])), line)
    return sheet.done()


def _hand(sheet: Sheet, player: Player, made: Frame, camera: Camera, light: Points, wrist: Points, sign: int,
          gesture: str, line: float) -> None:
    """Palm, four fingers and a thumb."""
    sheet.dip(player.skin_colour, player.skin)
    way = made.ahead * 0.86 - made.left * sign * 0.5
    across = made.ahead * 0.5 + made.left * sign * 0.86
    drop = np.array([0, 0, 0.02 if gesture in ("lift", "rise") else -0.012])
    knuckles = wrist + (way * 0.085 + drop) * made.size
    solid(sheet, camera, limb([(wrist, 0.03), (knuckles + across * 0.018, 0.022), (knuckles - across * 0.022, 0.02)]),
          light, player.skin, line * 0.8)
    for number in range(4):
        root = knuckles + across * (0.026 - 0.017 * number)
        curl = np.array([0, 0, 0.03 if gesture in ("lift", "rise") else -0.016])
        tip = root + (way * (0.062 - 0.006 * abs(number - 1)) + curl) * made.size
        solid(sheet, camera, limb([(root, 0.0115), (tip, 0.0085)]), light, player.skin, line * 0.55)
    thumb = wrist + way * 0.035 - across * 0.028
    solid(sheet, camera, limb([(thumb, 0.012), (thumb + way * 0.05 - across * 0.018, 0.0095)]), light, player.skin,
          line * 0.55)
