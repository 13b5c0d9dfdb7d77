"""A head in three dimensions: skull, face, hair; drawn from any side with light from one side.

Head coordinates: x to the person's left, y up, z out of the face; the head is 1 high, its middle between the ears.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter

from workprint.media.rehearsal.camera import Camera, Points
from workprint.media.rehearsal.ink import INK, Line, Sheet, Sprite, curve, hull
from workprint.media.rehearsal.plan import Player

Field = NDArray[np.float64]

_ROWS, _ROUND = 44, 56  # rows from crown to chin, points around: fine enough that no corner shows in a close-up

# y, half width, front, back: a drawn head, broader and with larger features than life. Source: our own drawing.
_SKULL = np.array([
    (.500, .01, .02, .05), (.487, .12, .13, .19), (.44, .215, .24, .34), (.36, .29, .335, .44), (.26, .335, .385, .5),
    (.14, .352, .41, .52), (.07, .352, .418, .52), (.01, .342, .392, .5), (-.08, .338, .395, .47),
    (-.16, .325, .395, .40), (-.24, .296, .392, .29), (-.32, .258, .395, .18), (-.39, .212, .382, .1),
    (-.45, .15, .375, .03), (-.485, .085, .345, -.04), (-.5, .02, .28, -.1)])

# Hair: y, half width, front, back, and from which azimuth (degrees from the nose) it grows on the left and the right.
_HAIR = {
    "bob": np.array([
        (.575, .03, .05, .08, 0, 0), (.55, .17, .18, .26, 0, 0), (.47, .295, .33, .44, 0, 0),
        (.36, .36, .42, .53, 0, 0), (.30, .382, .445, .56, 6, 10), (.22, .395, .45, .585, 12, 46),
        (.10, .405, .45, .6, 38, 62), (-.04, .41, .445, .6, 62, 70), (-.18, .415, .43, .59, 68, 72),
        (-.32, .42, .40, .57, 66, 70), (-.44, .40, .37, .53, 62, 66), (-.50, .36, .33, .47, 62, 66)]),
    "bun": np.array([
        (.56, .03, .05, .08, 0, 0), (.535, .16, .17, .25, 0, 0), (.46, .27, .31, .42, 0, 0),
        (.36, .335, .395, .51, 0, 0), (.29, .362, .425, .55, 22, 22), (.20, .375, .43, .565, 52, 52),
        (.08, .378, .42, .56, 74, 74), (-.05, .37, .42, .53, 84, 84), (-.18, .34, .40, .46, 104, 104),
        (-.30, .25, .36, .34, 128, 128)]),
    "short": np.array([
        (.59, .05, .16, .06, 0, 0), (.57, .19, .29, .22, 0, 0), (.505, .28, .40, .40, 0, 0),
        (.43, .322, .43, .48, 0, 0), (.365, .346, .435, .525, 14, 26), (.325, .354, .43, .54, 50, 46),
        (.25, .362, .43, .55, 64, 58), (.14, .364, .425, .555, 70, 68), (.02, .362, .42, .54, 76, 76),
        (-.07, .357, .42, .52, 82, 82), (-.13, .345, .41, .48, 112, 112), (-.22, .30, .39, .42, 126, 126),
        (-.28, .24, .37, .36, 138, 138)]),
    "bald": np.array([
        (.12, .360, .43, .53, 96, 96), (.04, .362, .43, .525, 88, 88), (-.06, .355, .42, .51, 92, 92),
        (-.16, .335, .40, .45, 106, 106), (-.25, .26, .37, .36, 126, 126)]),
}


@dataclass(frozen=True, slots=True)
class Face:
    """What a face does. All in whole steps, so that the same face is drawn once and kept."""

    yaw: int = 0
    """Degrees to the person's left, from where the body is turned."""
    pitch: int = 0
    """Degrees down."""
    roll: int = 0
    """Degrees, crown to the person's left."""
    gaze: tuple[int, int] = (0, 0)
    """Where the eyes look: thousandths of an eye's width to the person's left, and up."""
    lids: int = 100
    """Percent that the eyes are open."""
    brow: int = 0
    """-100 (drawn down) to 100 (raised)."""
    worry: int = 0
    """-100 (inner ends down: anger) to 100 (inner ends up: sorrow)."""
    mouth: str = "rest"
    """One of `MOUTHS`."""
    smile: int = 0
    """-100 (corners down) to 100 (up)."""
    boil: int = 0
    """Which of the drawings: the line lives a little where something moves."""


# Mouth shapes: how far open, how wide against rest, lips rounded, teeth seen (percent). Source: our own drawing.
MOUTHS: dict[str, tuple[int, int, int, int]] = {
    "rest": (0, 100, 0, 0), "shut": (0, 90, 0, 0), "small": (26, 96, 0, 0), "wide": (45, 116, 0, 60),
    "open": (72, 104, 0, 45), "large": (100, 100, 10, 30), "round": (62, 66, 60, 0), "purse": (30, 50, 90, 0),
    "teeth": (24, 108, 0, 90)}


@dataclass(frozen=True, eq=False)
class Shape:
    """A player's head, once and for all."""

    skull: Points
    """(rows, round, 3), crown to chin, azimuth from -180 to 180 degrees."""
    skull_out: Points
    """Normals of the same shape."""
    azimuth: Field
    """(round,) degrees."""
    y: Field
    """(rows,)."""
    hair: tuple[tuple[Points, Points], ...]
    """Left and right half: points and normals, from the hairline to the nape."""
    width: PchipInterpolator
    front: PchipInterpolator


@lru_cache(64)
def shape(player: Player) -> Shape:
    """The head that a player's look asks for."""
    y = np.linspace(0.5, -0.5, _ROWS)
    y = 0.5 * np.sign(y) * (2 * np.abs(y)) ** 0.85  # rows lie closer together at crown and chin, where it curves most
    jaw = 1 + (player.build - 100) / 100 * np.clip(0.5 - 2 * y, 0, 1)
    width, front, back = (PchipInterpolator(_SKULL[::-1, 0], _SKULL[::-1, column]) for column in (1, 2, 3))
    azimuth = np.linspace(-180, 180, _ROUND)
    rings = _rings(y, width(y) * jaw, front(y), back(y), np.broadcast_to(azimuth, (_ROWS, _ROUND)))
    smooth = gaussian_filter(_normals(rings), (2.5, 1.5, 0), mode="nearest")  # a drawn shadow has no crumbs
    return Shape(rings, smooth, azimuth, y, _hair(player.hair), width, front)


def _rings(y: Field, width: Field, front: Field, back: Field, azimuth: Field) -> Points:
    """Points (rows, round, 3) on the rings of a head; a ring is an ellipse, a little squared."""
    turn = np.radians(azimuth)
    side, ahead = np.sin(turn), np.cos(turn)
    square = 0.88
    x = np.sign(side) * np.abs(side) ** square * width[:, None]
    z = np.where(ahead > 0, np.abs(ahead) ** square * front[:, None], -np.abs(ahead) ** square * back[:, None])
    return np.stack([x, np.broadcast_to(y[:, None], x.shape), z], -1)


def _normals(rings: Points) -> Points:
    """Outward normals of a grid of rings."""
    out = np.cross(np.gradient(rings, axis=1), np.gradient(rings, axis=0))
    out /= np.linalg.norm(out, axis=2, keepdims=True) + 1e-9
    middle = rings.mean((0, 1))
    if ((rings - middle) * out).sum() < 0:
        out = -out
    return out


def _hair(kind: str) -> tuple[tuple[Points, Points], ...]:
    table = _HAIR[kind][::-1]
    y = np.linspace(table[-1, 0], table[0, 0], 34)
    width, front, back, left, right = (PchipInterpolator(table[:, 0], table[:, column])(y) for column in range(1, 6))
    halves = []
    for line, sign in ((left, 1), (right, -1)):
        share = np.linspace(0, 1, 26)[None, :]
        azimuth = sign * (line[:, None] * (1 - share) + 180 * share)
        rings = _rings(y, width, front, back, azimuth)
        halves.append((rings, _normals(rings) if sign > 0 else _normals(rings[:, ::-1])[:, ::-1]))
    return tuple(halves)


@dataclass(frozen=True, eq=False)
class Pose:
    """A head somewhere in the world, as a camera sees it under a light."""

    camera: Camera
    middle: Points
    axes: Points
    """Rows: the head's x, y, z in the world, times its height in metres."""
    light: Points
    """Unit vector towards the light, in head coordinates."""
    view: Points
    """Unit vector towards the camera, in head coordinates."""
    scale: float
    """Pixels that the head is high."""

    def flat(self, points: Points) -> Line:
        """Pixels of points in head coordinates, any shape (..., 3) to (..., 2)."""
        world = points.reshape(-1, 3) @ self.axes + self.middle
        return self.camera.project(world).reshape(*points.shape[:-1], 2)

    @property
    def across(self) -> Line:
        """Unit vector on screen that lies across the head."""
        ends = self.flat(np.array([(0, -0.4, 0.0), (0, 0.4, 0.0)]))
        up = (ends[1] - ends[0]) / (np.linalg.norm(ends[1] - ends[0]) + 1e-9)
        return np.array([-up[1], up[0]])


def pose(player: Player, face: Face, camera: Camera, middle: Points, ahead: Points, light: Points) -> Pose:
    """The head of `player` at `middle` (metres), its body turned to `ahead` (unit vector)."""
    up = np.array([0.0, 0.0, 1.0])
    base = np.stack([np.cross(up, ahead), up, ahead])
    axes = _turned(face) @ base
    height = player.head / 1000
    to_light, to_view = light - middle, camera.at - middle
    return Pose(camera, middle, axes * height, axes @ to_light / np.linalg.norm(to_light),
                axes @ to_view / np.linalg.norm(to_view), height / camera.depth(middle) * camera.focal)


def _turned(face: Face) -> Points:
    yaw, pitch, roll = np.radians([face.yaw, face.pitch, face.roll])
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    tilt = np.array([[np.cos(roll), np.sin(roll), 0], [-np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    turned: Points = (turn @ nod @ tilt).T
    return turned


def box(posed: Pose) -> tuple[int, int, int, int]:
    """The part of the frame that a head can need, hair and neck included."""
    x, y = posed.flat(np.zeros((1, 3)))[0]
    reach, (width, height) = posed.scale, posed.camera.size
    return (max(0, int(x - reach * 0.78)), max(0, int(y - reach * 0.78)), min(width, int(x + reach * 0.78)),
            min(height, int(y + reach * 0.95)))


def region(posed: Pose, points: Points, field: Field) -> Line:
    """The outline of that part of a grid of rings where `field` is above nought; smooth at its edges."""
    flat = posed.flat(points)
    across = flat @ posed.across
    inside = field > 0
    low, high = np.where(inside, across, np.inf), np.where(inside, across, -np.inf)
    one, two = field[:, :-1], field[:, 1:]
    change = (one > 0) != (two > 0)
    share = np.where(change, one / np.where(change, one - two, 1), 0)
    edge = flat[:, :-1] + (flat[:, 1:] - flat[:, :-1]) * share[..., None]
    place = edge @ posed.across
    flat = np.concatenate([flat, edge], 1)
    low = np.concatenate([low, np.where(change, place, np.inf)], 1)
    high = np.concatenate([high, np.where(change, place, -np.inf)], 1)
    rows = np.flatnonzero(np.isfinite(low.min(1)))
    if len(rows) < 2:
        return np.zeros((0, 2))
    return np.concatenate([flat[rows, low[rows].argmin(1)], flat[rows, high[rows].argmax(1)][::-1]])


def draw_head(player: Player, face: Face, posed: Pose, seed: int) -> Sprite:
    """The whole head as a sprite."""
    sheet = Sheet(box(posed), wobble=min(0.55, posed.scale / 300), seed=seed * 31 + face.boil)
    made, line = shape(player), _weight(posed)
    facing = made.skull_out @ posed.view
    _back_hair(sheet, player, made, posed, line)
    _neck(sheet, player, posed, line)
    outline = region(posed, made.skull, facing)
    cap = hull(posed.flat(made.skull[:_ROWS // 2]).reshape(-1, 2))
    nose = _nose_points(made, _rugged(player))
    nose_shape = hull(posed.flat(nose))
    seen = posed.view[2] > -0.25
    for part in (outline, cap, *((nose_shape,) if seen else ())):
        sheet.fill(part, INK, line * 2)
    for part in (outline, cap):
        sheet.fill(part, player.skin)
    _shade(sheet, player, made, posed, facing)
    _ears(sheet, player, posed, line)
    if player.beard:
        _beard(sheet, player, made, posed, facing)
    if seen:
        _features(sheet, player, face, made, posed, line, nose, nose_shape)
    _front_hair(sheet, player, made, posed, line)
    return sheet.done()


def _weight(posed: Pose) -> float:
    """Width of the line in pixels: heavier the nearer the head."""
    return float(np.clip(posed.scale / 95, 0.8, 4.0))


def _dark(tone: int) -> int:
    return tone * 66 // 100


def _shade(sheet: Sheet, player: Player, made: Shape, posed: Pose, facing: Field) -> None:
    unlit = 0.12 - made.skull_out @ posed.light
    sheet.fill(region(posed, made.skull, np.minimum(facing, unlit)), _dark(player.skin))


def _surface(made: Shape, x: Field, y: Field, lift: float = 0.0) -> Points:
    """Points on the face above (x, y)."""
    width, front = made.width(y), made.front(y)
    share = np.clip(np.abs(x) / width, 0, 0.999)
    ahead = (1 - share ** (2 / 0.88)) ** (0.88 / 2)
    return np.stack([x, y, ahead * front + lift], -1)


def _back_hair(sheet: Sheet, player: Player, made: Shape, posed: Pose, line: float) -> None:
    if player.hair in ("bob", "bun"):
        points = np.concatenate([half[0].reshape(-1, 3) for half in made.hair])
        outline = hull(posed.flat(points))
        sheet.fill(outline, player.hair_tone * 7 // 10, line * 2)
    if player.hair == "bun":
        knot = posed.flat(_ball(np.array([0, 0.22, -0.66]), 0.17))
        sheet.fill(hull(knot), player.hair_tone, line * 1.6)


def _ball(middle: Points, radius: float) -> Points:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1)
    rings = [ring, ring[:, [0, 2, 1]], ring[:, [2, 0, 1]]]
    return np.concatenate(rings) * radius + middle


def _neck(sheet: Sheet, player: Player, posed: Pose, line: float) -> None:
    """From under the jaw straight down, whichever way the head is turned; the chin's shadow falls on it."""
    top, height = posed.middle, player.head / 1000
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1) * height * 0.19 * (player.build / 100)
    back = posed.axes[2] * -0.08
    upper = ring + top + back + (0, 0, -0.18 * height)
    lower = ring * 1.1 + top + back * 1.4 + (0, 0, -0.70 * height)
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, lower]))), INK, line * 1.8)
    # The fill runs on below the line, so that the neck goes into the collar without an edge.
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, lower - (0, 0, 0.022)]))), player.skin * 84 // 100)
    chin = ring * 1.0 + top + back + (0, 0, -0.50 * height) + posed.axes[2] * 0.04
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, chin]))), _dark(player.skin))


def _ears(sheet: Sheet, player: Player, posed: Pose, line: float) -> None:
    if player.hair == "bob":
        return
    turn = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    for sign in (1, -1):
        out = np.array([sign * 0.94, 0.0, -0.34])
        if out @ posed.view < 0.12:
            continue
        y, z = -0.06 + 0.105 * np.sin(turn) * (1 + 0.12 * np.sin(turn)), -0.05 + 0.062 * np.cos(turn)
        points = np.stack([np.full_like(y, sign * 0.352) + sign * 0.02 * np.cos(turn + 3), y, z], -1)
        tone = player.skin if out @ posed.light > 0 else _dark(player.skin)
        sheet.fill(posed.flat(points), tone, line)
        sheet.stroke(posed.flat(points[2:10] * (1, 0.62, 1) + (0, -0.02, 0.012)), line * 0.7, _dark(tone))


def _beard(sheet: Sheet, player: Player, made: Shape, posed: Pose, facing: Field) -> None:
    """Jaw and chin from the ears down, with the mouth left free."""
    y = made.y[:, None]
    side = np.abs(made.azimuth)[None, :]
    edge = _BEARD(np.minimum(side, 96))
    field = np.minimum(np.minimum(facing, (edge - y) * 6), (96 - side) / 30)
    sheet.fill(region(posed, made.skull, field), (player.hair_tone * 35 + player.skin * 42) // 100)
    unlit = np.minimum(field, 0.12 - made.skull_out @ posed.light)
    sheet.fill(region(posed, made.skull, unlit), (player.hair_tone * 30 + player.skin * 24) // 100)
    flat = posed.flat(made.skull)
    for column in range(0, _ROUND, 1):
        rows = np.flatnonzero(field[:, column] > 0.05)
        if len(rows) > 3:
            first = rows[0]
            sheet.stroke(flat[first - 1:first + 2, column], posed.scale / 110, player.hair_tone, 0.2, 0.8)


_BEARD = PchipInterpolator([0, 14, 24, 36, 50, 64, 78, 90, 97],
                           [-0.232, -0.236, -0.262, -0.318, -0.285, -0.20, -0.08, 0.04, 0.09])
"""Upper edge of a beard: azimuth in degrees from the nose to height. Source: our own drawing."""


def _nose_points(made: Shape, large: bool) -> Points:
    """Bridge, its middle, tip, under the tip, and both wings."""
    y = np.array([0.02, -0.07, -0.165, -0.215, -0.195, -0.195])
    x = np.array([0.0, 0, 0, 0, 0.066, -0.066])
    points = _surface(made, x, y)
    points[:, 2] += (0.005, 0.05, 0.118, 0.035, 0.01, 0.01)
    if large:
        points += np.array([(0, 0, 0.012), (0, 0, 0.028), (0, -0.012, 0.03), (0, -0.012, 0.006), (0.012, -0.008, 0),
                            (-0.012, -0.008, 0)])
    return points


def _features(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float, nose: Points,
              nose_shape: Line) -> None:
    for sign in (1, -1):
        out = _normal_at(made, sign * 0.16, 0.0)
        if out @ posed.view > 0.08:
            _eye(sheet, player, face, made, posed, line, sign)
    _mouth(sheet, player, face, made, posed, line)
    _nose(sheet, player, posed, line, nose, nose_shape)
    for sign in (1, -1):
        if _normal_at(made, sign * 0.16, 0.1) @ posed.view > 0.05:
            _brow(sheet, player, face, made, posed, line, sign)
    if player.glasses:
        _glasses(sheet, made, posed, line)


def _normal_at(made: Shape, x: float, y: float) -> Points:
    step = 0.02
    here, right, above = (_surface(made, np.array([a]), np.array([b]))[0]
                          for a, b in ((x, y), (x + step, y), (x, y + step)))
    out = np.cross(right - here, above - here)
    normal: Points = out / np.linalg.norm(out)
    return normal


_EYE_X, _EYE_Y, _EYE_HALF, _EYE_HIGH = 0.158, 0.0, 0.098, 0.064


def _lids(face: Face, sign: int, high: float) -> tuple[Field, Field, Field]:
    """x, upper lid and lower lid of an eye, from the inner to the outer corner."""
    share = np.linspace(0, 1, 15)
    arch = np.sin(np.pi * share ** 0.9) ** 0.8
    tilt = (share - 0.5) * 0.022
    opening = face.lids / 100
    x = _EYE_X + (share - 0.5) * 2 * _EYE_HALF
    upper = _EYE_Y + tilt + arch * (_EYE_HIGH * high * opening - 0.012 * (1 - opening)) + face.brow * 0.00008
    lower = _EYE_Y + tilt - arch * 0.042 * high
    return sign * x, np.maximum(upper, lower), lower


def _rugged(player: Player) -> bool:
    """Whether the face is drawn with a lower brow, narrower eyes and a larger nose."""
    return player.beard or player.build > 104


def _eye(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float, sign: int) -> None:
    x, upper, lower = _lids(face, sign, 0.82 if _rugged(player) else 1.0)
    upper_line, lower_line = (posed.flat(_surface(made, x, y, 0.004)) for y in (upper, lower))
    unlit = _normal_at(made, sign * _EYE_X, 0.0) @ posed.light < 0.1
    if face.lids > 15:
        sheet.fill(np.concatenate([upper_line, lower_line[::-1]]), 190 if unlit else 250)
        _iris(sheet, face, made, posed, sign, x, upper, lower)
    sheet.stroke(upper_line, line * 2.1, INK, 0.35, 0.55)
    sheet.stroke(lower_line[4:-1], line * 0.75, _dark(player.skin) - 30, 0.1, 0.4)
    if face.lids > 40:
        crease = posed.flat(_surface(made, x[2:-1], upper[2:-1] + 0.03))
        sheet.stroke(crease, line * 0.7, _dark(player.skin) - 20)


def _iris(sheet: Sheet, face: Face, made: Shape, posed: Pose, sign: int, x: Field, upper: Field, lower: Field) -> None:
    middle = sign * _EYE_X + face.gaze[0] / 1000 * _EYE_HALF * 2
    height = _EYE_Y + 0.008 + face.gaze[1] / 1000 * _EYE_HALF * 2
    order = np.argsort(x)
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    for radius, tone in ((0.054, 52), (0.030, 12)):
        across, down = middle + radius * np.cos(turn), height + radius * np.sin(turn)
        across = np.clip(across, x.min() + 0.004, x.max() - 0.004)
        down = np.clip(down, np.interp(across, x[order], lower[order]), np.interp(across, x[order], upper[order]))
        sheet.fill(posed.flat(_surface(made, across, down, 0.006)), tone)
    shine = middle + 0.02 * np.sign(posed.light[0]), height + 0.02
    if posed.scale > 60 and face.lids > 60:
        spot = posed.flat(_surface(made, shine[0] + 0.012 * np.cos(turn), shine[1] + 0.012 * np.sin(turn), 0.008))
        sheet.fill(spot, 250)


def _brow(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float, sign: int) -> None:
    lift, slant = face.brow / 100 * 0.045, face.worry / 100 * 0.05
    x = np.array([0.062, 0.13, 0.20, 0.262])
    y = np.array([0.105 + slant, 0.138 + slant * 0.4, 0.142 - slant * 0.2, 0.105 - slant * 0.5]) + lift
    y = y - (0.024 if _rugged(player) else 0)
    points = curve(posed.flat(_surface(made, sign * x, y, 0.012)))
    thick = 0.046 if _rugged(player) else 0.032
    sheet.stroke(points, max(posed.scale * thick, 1.4), min(player.hair_tone, 70), 0.6, 0.1)


def _nose(sheet: Sheet, player: Player, posed: Pose, line: float, nose: Points, nose_shape: Line) -> None:
    flat = posed.flat(nose)
    bridge, middle, tip, under, left, right = flat
    unlit = left if posed.light[0] < 0 else right
    side = posed.view[0]
    sheet.fill(nose_shape, player.skin)
    if abs(posed.light[0]) > 0.15:
        sheet.fill(np.stack([bridge, middle, tip, under, unlit]), _dark(player.skin))
    if abs(side) > 0.22:
        sheet.stroke(curve(np.stack([bridge, middle, tip, under])), line * 1.15, INK, 0.05, 0.7)
        near = left if side > 0 else right
        sheet.stroke(curve(np.stack([near + (near - under) * 0.1 + (tip - under) * 0.4, near, under * 0.4 + near * 0.6])),
                     line * 1.0)
    else:
        low = curve(np.stack([left, under * 0.75 + left * 0.25 + (under - tip) * 0.12, under,
                              under * 0.75 + right * 0.25 + (under - tip) * 0.12, right]))
        sheet.stroke(low, line * 1.2)
        sheet.stroke(np.linspace(tip * 0.7 + unlit * 0.3, unlit, 5), line * 0.8)


def _mouth(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float) -> None:
    opened, wide, rounded, teeth = MOUTHS[face.mouth]
    half = (0.128 if _rugged(player) else 0.115) * wide / 100
    share = np.linspace(-1, 1, 17)
    corner = face.smile / 100 * 0.032
    arch = np.clip(1 - share**2, 0, 1) ** (0.5 if rounded > 30 else 0.75)
    middle = -0.305 + corner * (np.abs(share) ** 1.7)
    drop = opened / 100 * 0.125
    upper = middle + arch * (0.012 + drop * 0.22) - 0.008 * np.exp(-(share * 5) ** 2)
    lower = middle - arch * drop * 0.95
    x = share * half
    bow, lip = (posed.flat(_surface(made, x, y, 0.012)) for y in (upper, lower))
    lips = _dark(player.skin) - 12
    if opened:
        sheet.fill(np.concatenate([bow, lip[::-1]]), 34, line * 0.9)
        if teeth:
            edge = np.maximum(upper - 0.034 * teeth / 100, lower)
            sheet.fill(np.concatenate([bow[2:-2], posed.flat(_surface(made, x, edge, 0.012))[2:-2][::-1]]), 236)
    sheet.stroke(bow, line * 1.5, INK, 0.3, 0.3)
    under = posed.flat(_surface(made, x[5:-5], lower[5:-5] - 0.05, 0.008))
    sheet.stroke(under, line * 1.1, lips)
    for end, sign in ((0, -1), (-1, 1)) if opened < 20 else ():
        tuck = _surface(made, np.array([x[end], x[end] + sign * 0.012]), np.array([middle[end] + 0.006, middle[end] - 0.016]))
        sheet.stroke(curve(posed.flat(tuck)), line * 0.9, lips)


def _glasses(sheet: Sheet, made: Shape, posed: Pose, line: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 26)
    for sign in (1, -1):
        x = sign * 0.158 + 0.125 * np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.7
        y = -0.012 + 0.095 * np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.7
        rim = np.stack([x, y, np.full_like(x, 0.44) - 0.35 * np.abs(x) ** 1.5], -1)
        sheet.line(posed.flat(rim), line * 1.3)
        arm = np.array([(sign * 0.28, 0.02, 0.39), (sign * 0.345, 0.015, 0.2), (sign * 0.36, 0.0, -0.04)])
        if posed.view[0] * sign > -0.1:
            sheet.line(posed.flat(arm), line * 1.2)
    sheet.line(posed.flat(np.array([(0.035, 0.0, 0.435), (0, 0.012, 0.445), (-0.035, 0.0, 0.435)])), line * 1.3)


def _front_hair(sheet: Sheet, player: Player, made: Shape, posed: Pose, line: float) -> None:
    tone = player.hair_tone
    for points, out in made.hair:
        facing = out @ posed.view
        outline = region(posed, points, facing)
        sheet.fill(outline, tone, 1.0, tone)
    for points, out in made.hair:
        facing = out @ posed.view
        sheen = np.minimum(np.minimum(facing, out @ posed.light - 0.74), (points[..., 1] - 0.16) * 3)
        sheet.fill(region(posed, points, sheen), min(255, tone + 34))
        _strands(sheet, points, facing, posed, tone, line)


def _strands(sheet: Sheet, points: Points, facing: Field, posed: Pose, tone: int, line: float) -> None:
    """A few strokes the way the hair falls, of different length, and the hairline."""
    flat = posed.flat(points)
    ink = INK if tone > 60 else tone + 34
    for column, start, end in ((3, 0.05, 0.8), (7, 0.25, 0.7), (12, 0.1, 0.95), (16, 0.45, 0.9), (21, 0.15, 0.75)):
        seen = np.flatnonzero(facing[:, column] > 0.1)
        seen = seen[int(len(seen) * start):int(len(seen) * end)]
        if len(seen) > 4:
            sheet.stroke(flat[seen, column], line * 0.8, ink)
    seen = np.flatnonzero(facing[:, 0] > 0.05)
    if tone > 60 and len(seen) > 3:
        sheet.stroke(flat[seen, 0], line * 1.2, INK, 0.3, 0.6)
