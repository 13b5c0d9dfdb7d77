"""The set: walls, windows, a table, a lamp and the few things that a scene turns on, in perspective."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from workprint.media.rehearsal.camera import Camera, Points, by, metres
from workprint.media.rehearsal.ink import INK, Sheet, curve, hull
from workprint.media.rehearsal.plan import Piece

TRIM, METAL, FRAME = "#cfcabb", "#8a8066", "#5c4c40"
"""Painted wood about a window, a brass knob gone dark, a picture's frame. Source: our own choice."""
BULB, SHADOW = "#ffe3ad", "#7a6854"
"""A bulb's light, and the shadow that something throws on wood. Source: our own painting."""
JARS = ((200, "#c6cbbb"), (168, "#b0a08c"), (222, "#e4ddcb"), (150, "#a67c6a"), (186, "#adb7bb"))
"""What stands on a shelf, tone and colour: glass, stoneware, cream, clay, tin. Source: our own choice."""

_AHEAD = 0.12  # metres: edges are cut off here in front of the lens


def draw_piece(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """One piece of the set."""
    sheet.dip(piece.colour, piece.tone)
    _DRAW[piece.kind](sheet, piece, camera)


def face(sheet: Sheet, camera: Camera, corners: Points, tone: int, line: float) -> None:
    """A flat face, cut off in front of the lens where it reaches behind it."""
    kept = _in_front(corners, camera)
    if len(kept) > 2:
        sheet.fill(camera.project(kept), tone, line)


def _in_front(corners: Points, camera: Camera) -> Points:
    depth = camera.seen(corners)[:, 2] - _AHEAD
    kept = []
    for place, here in enumerate(corners):
        after = (place + 1) % len(corners)
        if depth[place] > 0:
            kept.append(here)
        if (depth[place] > 0) != (depth[after] > 0):
            kept.append(here + (corners[after] - here) * depth[place] / (depth[place] - depth[after]))
    return np.array(kept).reshape(-1, 3)


def edge(sheet: Sheet, camera: Camera, points: Points, width: float, tone: int = INK) -> None:
    """A line in space that a hand drew."""
    if camera.seen(points)[:, 2].min() > _AHEAD:
        sheet.stroke(camera.project(points), width, tone, 0.5, 0.5)


def weight(camera: Camera, piece: Piece) -> float:
    """Width of a line on a piece: by its depth, finer than the figures'."""
    depth = max(camera.depth(metres(piece.at) + metres(piece.size) / 2), 0.3)
    return float(np.clip(camera.focal * 0.0019 / depth, 0.7, 3.2))


def _panel(piece: Piece, left: float = 0, right: float = 1, low: float = 0, high: float = 1, out: float = 0.0
           ) -> Points:
    """A rectangle on an upright piece, in shares of its width and height, lifted off it by `out` metres."""
    at, size = metres(piece.at), metres(piece.size)
    way = np.array([size[0], 0, 0]) if size[0] else np.array([0, size[1], 0])
    lift = np.array([0, -out, 0]) if size[0] else np.array([-out * np.sign(at[0]), 0, 0])
    up = np.array([0, 0, size[2]])
    return np.array([at + way * a + up * b + lift for a, b in ((left, low), (right, low), (right, high), (left, high))])


def _floor(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    at, size = metres(piece.at), metres(piece.size)
    face(sheet, camera, np.array([at, at + by(size[0], 0, 0), at + by(size[0], size[1], 0), at + by(0, size[1], 0)]),
         piece.tone, 0)
    for share in np.linspace(0, 1, 15):
        line = np.array([at + by(size[0] * share, 0, 0), at + by(size[0] * share, size[1], 0)])
        kept = _in_front(line, camera)
        if len(kept) > 1:
            sheet.line(camera.project(kept[:2]), 0.8, piece.tone * 70 // 100)


def _wall(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    face(sheet, camera, _panel(piece), piece.tone, 1.4)
    face(sheet, camera, _panel(piece, high=0.045, out=0.01), piece.tone * 84 // 100, 1.0)


def _window(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line = weight(camera, piece)
    frame = TRIM if piece.colour else ""
    sheet.dip(frame, 206)
    face(sheet, camera, _panel(piece, -0.07, 1.07, -0.06, 1.07, 0.01), 206, line)
    sheet.dip(piece.colour, piece.tone)
    face(sheet, camera, _panel(piece, out=0.005), piece.tone, line)
    if piece.tone < 90:
        _night(sheet, piece, camera)
    sheet.dip(frame, 206)
    for left, right, low, high in ((0.485, 0.515, 0, 1), (0, 1, 0.49, 0.515)):
        face(sheet, camera, _panel(piece, left, right, low, high, 0.012), 206, line * 0.7)
    face(sheet, camera, _panel(piece, -0.12, 1.12, -0.12, -0.06, 0.05), 216, line)


def _night(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """Roofs against a night sky, and one lit window far away."""
    roofs = [(0, 0), (0, 0.3), (0.12, 0.38), (0.24, 0.3), (0.24, 0.2), (0.4, 0.2), (0.4, 0.46), (0.55, 0.46),
             (0.55, 0.26), (0.75, 0.34), (0.9, 0.24), (1, 0.24), (1, 0)]
    corner, right, _, up = _panel(piece, out=0.006)
    points = np.array([corner + (right - corner) * a + (up - corner) * b for a, b in roofs])
    face(sheet, camera, points, max(0, piece.tone - 22), 0)
    sheet.dip(BULB if piece.colour else "", 190)
    face(sheet, camera, _panel(piece, 0.445, 0.485, 0.33, 0.38, 0.007), 190, 0)


def _door(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line = weight(camera, piece)
    face(sheet, camera, _panel(piece, -0.09, 1.09, 0, 1.045, 0.01), min(255, piece.tone + 24), line)
    face(sheet, camera, _panel(piece, out=0.012), piece.tone, line)
    for low, high in ((0.08, 0.42), (0.52, 0.92)):
        for left, right in ((0.13, 0.45), (0.55, 0.87)):
            face(sheet, camera, _panel(piece, left, right, low, high, 0.014), piece.tone * 93 // 100, line * 0.7)
    sheet.dip(METAL if piece.colour else "", 60)
    face(sheet, camera, _panel(piece, 0.90, 0.955, 0.47, 0.50, 0.05), 60, line * 0.7)


def _slab(sheet: Sheet, camera: Camera, at: Points, size: Points, tone: int, line: float) -> None:
    """A box of three visible faces; the top is lightest."""
    low, high = at, at + size
    x = low[0] if camera.at[0] < (low + high)[0] / 2 else high[0]
    y = low[1] if camera.at[1] < (low + high)[1] / 2 else high[1]
    z = high[2] if camera.at[2] > high[2] else low[2]
    face(sheet, camera, np.array([(x, low[1], low[2]), (x, high[1], low[2]), (x, high[1], high[2]),
                                  (x, low[1], high[2])]), tone * 74 // 100, line)
    face(sheet, camera, np.array([(low[0], y, low[2]), (high[0], y, low[2]), (high[0], y, high[2]),
                                  (low[0], y, high[2])]), tone * 86 // 100, line)
    if not low[2] < camera.at[2] < high[2]:
        face(sheet, camera, np.array([(low[0], low[1], z), (high[0], low[1], z), (high[0], high[1], z),
                                      (low[0], high[1], z)]), tone, line)


def _box(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line, at, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    _slab(sheet, camera, at, size, piece.tone, line)
    front = at + by(0, -0.001, 0)
    tape = np.array([front + by(size[0] * 0.42, 0, size[2] * 0.6), front + by(size[0] * 0.58, 0, size[2] * 0.6),
                     front + by(size[0] * 0.58, 0, size[2]), front + by(size[0] * 0.42, 0, size[2])])
    face(sheet, camera, tape, min(255, piece.tone + 14), line * 0.6)


def _shelf(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line, at, size = weight(camera, piece), metres(piece.at) - by(0, piece.size[1] / 1000, 0), metres(piece.size)
    for level in (0.0, size[2]):
        board = at + by(0, 0, level)
        _slab(sheet, camera, board, np.array([size[0], size[1], 0.03]), piece.tone, line)
        for number, share in enumerate((0.1, 0.24, 0.62, 0.76) if level else (0.08, 0.22, 0.36, 0.5, 0.86)):
            tall = (0.12, 0.17, 0.10, 0.2, 0.14)[(number + (2 if level else 0)) % 5]
            tone, colour = JARS[number % 5]
            sheet.dip(colour if piece.colour else "", tone)
            _round(sheet, camera, board + by(size[0] * share, size[1] / 2, 0.03), 0.05, tall, tone, line * 0.8)
        sheet.dip(piece.colour, piece.tone)


def _round(sheet: Sheet, camera: Camera, foot: Points, radius: float, tall: float, tone: int, line: float) -> None:
    """An upright jar: outline, its shaded half, its rim."""
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1) * radius
    if camera.depth(foot) < _AHEAD * 2:
        return
    low, high = camera.project(foot + ring), camera.project(foot + ring + by(0, 0, tall))
    sheet.fill(hull(np.concatenate([low, high])), tone, line)
    shade = np.concatenate([low, high])
    middle, reach = shade[:, 0].mean(), np.ptp(shade[:, 0]) / 2
    dark = shade.copy()
    dark[:, 0] = np.maximum(dark[:, 0], middle + reach * 0.25)
    sheet.fill(hull(dark), tone * 76 // 100)
    sheet.fill(hull(high), tone * 62 // 100, line)


def _picture(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line = weight(camera, piece)
    sheet.dip(FRAME if piece.colour else "", 74)
    face(sheet, camera, _panel(piece, out=0.02), 74, line)
    sheet.dip(piece.colour, piece.tone)
    face(sheet, camera, _panel(piece, 0.1, 0.9, 0.08, 0.92, 0.022), piece.tone, line * 0.6)
    face(sheet, camera, _panel(piece, 0.1, 0.9, 0.08, 0.38, 0.023), piece.tone * 70 // 100, 0)
    sheet.dip(FRAME if piece.colour else "", 90)
    face(sheet, camera, _panel(piece, 0.42, 0.58, 0.3, 0.56, 0.024), 90, line * 0.5)


def _hook(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """A board with hooks, and nothing on it any more."""
    line = weight(camera, piece)
    face(sheet, camera, _panel(piece, out=0.015), piece.tone, line)
    sheet.dip()
    for share in (0.14, 0.38, 0.62, 0.86):
        top, low = _panel(piece, share, share, 0.55, 0.55, 0.05)[0], _panel(piece, share, share, 0.1, 0.1, 0.05)[0]
        edge(sheet, camera, np.array([top, (top + low) / 2, low]), line * 2, 226)


def _table(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line, middle, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    half = np.array([size[0] / 2, size[1] / 2, 0])
    for x in (-0.9, 0.9):
        for y in (0.85, -0.85):
            foot = middle + by(half[0] * x - 0.025, half[1] * y - 0.025, -middle[2])
            _slab(sheet, camera, foot, np.array([0.05, 0.05, middle[2] - 0.04]), piece.tone * 72 // 100, line * 0.8)
    _slab(sheet, camera, middle - half - by(0, 0, 0.04), 2 * half + by(0, 0, 0.04), piece.tone, line * 1.2)
    corner = middle - half
    for share in (0.22, 0.47, 0.71, 0.88):
        grain = np.array([corner + by(2 * half[0] * t, 2 * half[1] * share + 0.012 * np.sin(t * 9 + share * 20), 0.001)
                          for t in np.linspace(0.05, 0.95, 9)])
        edge(sheet, camera, grain, line * 0.55, piece.tone * 80 // 100)


def _chair(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """Seat and legs; its middle is `at`, its height that of the seat."""
    line, at, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    low = at - by(size[0] / 2, size[1] / 2, 0)
    for x in (0.03, 0.9):
        for y in (0.9, 0.03):
            _slab(sheet, camera, low + by(size[0] * x, size[1] * y, 0), np.array([0.035, 0.035, size[2] - 0.03]),
                  piece.tone * 80 // 100, line * 0.7)
    _slab(sheet, camera, low + by(0, 0, size[2] - 0.03), np.array([size[0], size[1], 0.03]), piece.tone, line)


def _chairback(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """Two posts and two rails, along y."""
    line, at, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    for share in (0.22, 0.74):
        rail = np.array([0.02, size[1] - 0.04, size[2] * 0.2])
        _slab(sheet, camera, at + by(0, 0.02, size[2] * share), rail, piece.tone, line * 0.8)
    for y in (size[1] - 0.035, 0.0):
        _slab(sheet, camera, at + by(0, y, 0), np.array([0.035, 0.035, size[2]]), piece.tone, line * 0.8)


def _counter(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """Kitchen cupboards with a worktop, along x."""
    line, at, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    _slab(sheet, camera, at, size - by(0, 0, 0.04), piece.tone, line)
    doors = max(1, round(size[0] / 0.5))
    for number in range(doors):
        left, right = at[0] + size[0] * (number + 0.06) / doors, at[0] + size[0] * (number + 0.94) / doors
        y, low, high = at[1] - 0.002, at[2] + 0.12, at[2] + size[2] - 0.1
        face(sheet, camera, np.array([(left, y, low), (right, y, low), (right, y, high), (left, y, high)]),
             piece.tone * 92 // 100, line * 0.6)
        edge(sheet, camera, np.array([(right - 0.05, y, high - 0.12), (right - 0.05, y, high - 0.2)]), line * 2)
    _slab(sheet, camera, at + by(-0.02, -0.03, size[2] - 0.04), size * (1, 1, 0) + by(0.04, 0.03, 0.04),
          min(255, piece.tone + 30), line)


def _lamp(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """A shade on a cord."""
    line, foot, size = weight(camera, piece), metres(piece.at), metres(piece.size)
    if camera.depth(foot) < 0.3:
        return
    turn = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1)
    low, high = ring * size[0] / 2 + foot, ring * size[0] / 6 + foot + by(0, 0, size[2])
    edge(sheet, camera, np.stack([foot + by(0, 0, size[2]), foot + by(0, 0, 0.9)]), line * 1.4)
    sheet.fill(hull(camera.project(np.concatenate([low, high]))), 58, line * 1.4)
    sheet.dip(BULB if piece.colour else "", 252)
    sheet.fill(hull(camera.project(low)), 252 if camera.at[2] < foot[2] else 58, line)


def _cup(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    line, foot = weight(camera, piece), metres(piece.at)
    radius, tall = piece.size[0] / 2000, piece.size[2] / 1000
    turn = np.linspace(-1.9, 1.9, 9)
    handle = np.stack([radius + 0.026 * np.cos(turn), 0 * turn, tall / 2 + tall * 0.3 * np.sin(turn)], -1) + foot
    edge(sheet, camera, handle, line * 2.2)
    sheet.dip(SHADOW if piece.colour else "", 100)
    _shadow(sheet, camera, foot, radius * 1.2)
    sheet.dip(piece.colour, piece.tone)
    _round(sheet, camera, foot, radius, tall, piece.tone, line)


def _shadow(sheet: Sheet, camera: Camera, foot: Points, radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    ring = np.stack([np.cos(turn) * radius * 1.4 + radius * 0.3, np.sin(turn) * radius - radius * 0.5, 0 * turn], -1)
    sheet.fill(camera.project(foot + ring), 100)


def _key(sheet: Sheet, piece: Piece, camera: Camera) -> None:
    """A door key, lying: bow, shank and bit."""
    line, at, long = max(weight(camera, piece), 1.0), metres(piece.at), piece.size[0] / 1000
    turn = np.linspace(0, 2 * np.pi, 26, endpoint=False)
    tilt = np.radians(24)
    along, across = np.array([np.cos(tilt), np.sin(tilt), 0]), np.array([-np.sin(tilt), np.cos(tilt), 0])

    def flat(points: list[tuple[float, float]], lift: float) -> Points:
        return camera.project(np.array([at + (along * a + across * b) * long + by(0, 0, lift) for a, b in points]))

    bow = [(-0.32 + 0.19 * float(np.cos(t)), 0.17 * float(np.sin(t))) for t in turn]
    hole = [(-0.34 + 0.085 * float(np.cos(t)), 0.085 * float(np.sin(t))) for t in turn]
    shank = [(-0.16, 0.04), (0.5, 0.04), (0.53, 0.0), (0.5, -0.04), (0.46, -0.04), (0.46, -0.15), (0.40, -0.15),
             (0.40, -0.10), (0.35, -0.10), (0.35, -0.17), (0.28, -0.17), (0.28, -0.04), (-0.16, -0.04)]
    sheet.dip(SHADOW if piece.colour else "", 88)
    for shape in (bow, shank):
        sheet.fill(flat([(a + 0.03, b - 0.05) for a, b in shape], 0.0), 88)
    sheet.dip(piece.colour, piece.tone)
    for shape in (bow, shank):
        sheet.fill(flat(shape, 0.004), INK, line * 2)
    for shape in (bow, shank):
        sheet.fill(flat(shape, 0.004), piece.tone)
    sheet.fill(flat(hole, 0.004), 120, line)
    sheet.stroke(curve(flat([(-0.12, 0.012), (0.2, 0.012), (0.48, 0.012)], 0.004)), line * 0.7, 150)


_DRAW: dict[str, Callable[[Sheet, Piece, Camera], None]] = {
    "floor": _floor, "wall": _wall, "window": _window, "door": _door, "table": _table, "chair": _chair,
    "chairback": _chairback, "counter": _counter, "lamp": _lamp,
    "shelf": _shelf, "picture": _picture, "hook": _hook, "cup": _cup, "key": _key, "box": _box}
