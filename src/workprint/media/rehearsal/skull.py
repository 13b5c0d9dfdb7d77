"""A head in three dimensions: its shape, its pose before a camera, and outlines taken from it.

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
from workprint.media.rehearsal.ink import Line, Sheet
from workprint.media.rehearsal.plan import Player

Field = NDArray[np.float64]

_TABLE_Y = np.linspace(-0.5, 0.5, 201)  # heights at which the face's width and depth are looked up

ROWS, ROUND = 44, 56  # rows from crown to chin, points around: fine enough that no corner shows in a close-up

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
        (-.07, .357, .42, .52, 82, 82), (-.13, .345, .41, .48, 112, 112), (-.22, .31, .39, .43, 122, 122),
        (-.30, .25, .37, .37, 130, 130), (-.37, .19, .35, .32, 142, 142)]),
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
    "rest": (0, 100, 0, 0), "shut": (0, 90, 0, 0), "small": (26, 96, 0, 0), "wide": (38, 116, 0, 70),
    "open": (54, 104, 0, 60), "large": (76, 100, 10, 60), "round": (50, 66, 60, 0), "purse": (28, 50, 90, 0),
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
    width: Field
    """Half width at the heights of `_TABLE_Y`."""
    front: Field
    """Depth of the face there."""


@lru_cache(64)
def shape(player: Player) -> Shape:
    """The head that a player's look asks for."""
    y = np.linspace(0.5, -0.5, ROWS)
    y = 0.5 * np.sign(y) * (2 * np.abs(y)) ** 0.85  # rows lie closer together at crown and chin, where it curves most
    jaw = 1 + (player.build - 100) / 100 * np.clip(0.5 - 2 * y, 0, 1)
    width, front, back = (PchipInterpolator(_SKULL[::-1, 0], _SKULL[::-1, column]) for column in (1, 2, 3))
    azimuth = np.linspace(-180, 180, ROUND)
    rings = _rings(y, width(y) * jaw, front(y), back(y), np.broadcast_to(azimuth, (ROWS, ROUND)))
    smooth = gaussian_filter(_normals(rings), (2.5, 1.5, 0), mode="nearest")  # a drawn shadow has no crumbs
    return Shape(rings, smooth, azimuth, y, _hair(player.hair), width(_TABLE_Y), front(_TABLE_Y))


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


def box(posed: Pose, middle: tuple[float, float, float] = (0, -0.08, 0), reach: float = 0.88
        ) -> tuple[int, int, int, int]:
    """The part of the frame that a head (or a part of it about `middle`) can need, as far as it is in the frame."""
    x, y = posed.flat(np.array([middle]))[0]
    far, (width, height) = posed.scale * reach, posed.camera.size
    left, top = min(max(0, int(x - far)), width - 1), min(max(0, int(y - far)), height - 1)
    return left, top, max(left + 1, min(width, int(x + far))), max(top + 1, min(height, int(y + far)))


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


def surface(made: Shape, x: Field, y: Field, lift: float = 0.0) -> Points:
    """Points on the face above (x, y)."""
    width, front = np.interp(y, _TABLE_Y, made.width), np.interp(y, _TABLE_Y, made.front)
    share = np.clip(np.abs(x) / width, 0, 0.999)
    ahead = (1 - share ** (2 / 0.88)) ** (0.88 / 2)
    points = np.empty((len(x), 3))
    points[:, 0], points[:, 1], points[:, 2] = x, y, ahead * front + lift
    return points


@lru_cache(256)
def normal_at(made: Shape, x: float, y: float) -> Points:
    """Unit vector out of the face at (x, y)."""
    step = 0.02
    here, right, above = (surface(made, np.array([a]), np.array([b]))[0]
                          for a, b in ((x, y), (x + step, y), (x, y + step)))
    out = np.cross(right - here, above - here)
    normal: Points = out / np.linalg.norm(out)
    return normal


def weight(posed: Pose) -> float:
    """Width of the line in pixels: heavier the nearer the head."""
    return float(np.clip(posed.scale / 95, 0.8, 4.0))


def dark(tone: int) -> int:
    """The tone where the light does not reach."""
    return tone * 66 // 100


def rugged(player: Player) -> bool:
    """Whether the face is drawn with a lower brow, narrower eyes and a larger nose."""
    return player.beard or player.build > 104


def sheet_for(posed: Pose, seed: int, boil: int, part: tuple[int, int, int, int]) -> Sheet:
    """Clear film over a part of a head, for a hand whose tremor grows with the head."""
    return Sheet(part, wobble=min(0.55, posed.scale / 300), seed=seed * 31 + boil)


def face_seen(posed: Pose) -> bool:
    """Whether enough of the face is turned to the camera to have features."""
    return bool(posed.view[2] > -0.25)


def nose_points(made: Shape, large: bool) -> Points:
    """Bridge, its middle, tip, under the tip, and both wings."""
    y = np.array([0.02, -0.07, -0.165, -0.215, -0.195, -0.195])
    x = np.array([0.0, 0, 0, 0, 0.066, -0.066])
    points = surface(made, x, y)
    points[:, 2] += (0.005, 0.05, 0.118, 0.035, 0.01, 0.01)
    if large:
        points += np.array([(0, 0, 0.012), (0, 0, 0.028), (0, -0.012, 0.03), (0, -0.012, 0.006), (0.012, -0.008, 0),
                            (-0.012, -0.008, 0)])
    return points
