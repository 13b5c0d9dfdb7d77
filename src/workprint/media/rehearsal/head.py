"""A head from any side, with light from one side: neck, skull, ears, beard and hair."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from workprint.media.rehearsal.camera import Points, by
from workprint.media.rehearsal.ink import INK, Sheet, hull
from workprint.media.rehearsal.palette import lips
from workprint.media.rehearsal.plan import Player
from workprint.media.rehearsal.skull import (
    ROUND,
    ROWS,
    Face,
    Field,
    Pose,
    Shape,
    box,
    dark,
    face_seen,
    normal_at,
    nose_points,
    region,
    rugged,
    shape,
    sheet_for,
    surface,
    weight,
)
from workprint.media.rehearsal.sprite import Sprite


def draw_head(player: Player, face: Face, posed: Pose, seed: int) -> Sprite:
    """Neck, skull, ears, beard and hair, without the features that move by themselves."""
    sheet, made, line = sheet_for(posed, seed, face.boil, box(posed)), shape(player), weight(posed)
    facing = made.skull_out @ posed.view
    _back_hair(sheet, player, made, posed, line)
    _neck(sheet, player, posed, line)
    for points, out in made.hair:
        sheet.fill(region(posed, points, out @ posed.view), INK, line * 2)
    outline = region(posed, made.skull, facing)
    cap = hull(posed.flat(made.skull[:ROWS // 2]).reshape(-1, 2))
    sheet.dip(player.skin_colour, player.skin)
    nose = (hull(posed.flat(nose_points(made, rugged(player)))),) if face_seen(posed) else ()
    for part in (outline, cap, *nose):
        sheet.fill(part, INK, line * 2)
    for part in (outline, cap):
        sheet.fill(part, player.skin)
    _shade(sheet, player, made, posed, facing)
    _blush(sheet, player, made, posed)
    _ears(sheet, player, posed, line)
    if player.beard:
        _beard(sheet, player, made, posed, facing)
    _front_hair(sheet, player, made, posed, line)
    return sheet.done()


def _shade(sheet: Sheet, player: Player, made: Shape, posed: Pose, facing: Field) -> None:
    unlit = 0.12 - made.skull_out @ posed.light
    sheet.fill(region(posed, made.skull, np.minimum(facing, unlit)), dark(player.skin))


def _blush(sheet: Sheet, player: Player, made: Shape, posed: Pose) -> None:
    """A breath of blood in the cheeks."""
    if not face_seen(posed) or not player.skin_colour:
        return
    sheet.dip(lips(player), player.skin)
    turn = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    for sign in (1, -1):
        if normal_at(made, sign * 0.2, -0.13) @ posed.view > 0.1:
            for reach in (1.0, 0.72, 0.45):  # three thin washes, one in the other: an edge that nobody sees
                x, y = sign * 0.2 + 0.115 * reach * np.cos(turn), -0.135 + 0.085 * reach * np.sin(turn)
                sheet.wash(posed.flat(surface(made, x, y)), player.skin * 88 // 100, 40)


def _back_hair(sheet: Sheet, player: Player, made: Shape, posed: Pose, line: float) -> None:
    sheet.dip(player.hair_colour, player.hair_tone)
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
    sheet.dip(player.skin_colour, player.skin)
    top, height = posed.middle, player.head / 1000
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn), 0 * turn], -1) * height * 0.19 * (player.build / 100)
    back = posed.axes[2] * -0.08
    upper = ring + top + back + by(0, 0, -0.18 * height)
    lower = ring * 1.1 + top + back * 1.4 + by(0, 0, -0.70 * height)
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, lower]))), INK, line * 1.8)
    # The fill runs on below the line, so that the neck goes into the collar without an edge.
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, lower - by(0, 0, 0.022)]))), player.skin * 84 // 100)
    chin = ring * 1.0 + top + back + by(0, 0, -0.50 * height) + posed.axes[2] * 0.04
    sheet.fill(hull(posed.camera.project(np.concatenate([upper, chin]))), dark(player.skin))


def _ears(sheet: Sheet, player: Player, posed: Pose, line: float) -> None:
    if player.hair == "bob":
        return
    sheet.dip(player.skin_colour, player.skin)
    turn = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    for sign in (1, -1):
        out = np.array([sign * 0.94, 0.0, -0.34])
        if out @ posed.view < 0.12:
            continue
        y, z = -0.06 + 0.105 * np.sin(turn) * (1 + 0.12 * np.sin(turn)), -0.05 + 0.062 * np.cos(turn)
        points = np.stack([np.full_like(y, sign * 0.352) + sign * 0.02 * np.cos(turn + 3), y, z], -1)
        tone = player.skin if out @ posed.light > 0 else dark(player.skin)
        sheet.fill(posed.flat(points), tone, line)
        sheet.stroke(posed.flat(points[2:10] * (1, 0.62, 1) + by(0, -0.02, 0.012)), line * 0.7, dark(tone))


def _beard(sheet: Sheet, player: Player, made: Shape, posed: Pose, facing: Field) -> None:
    """Jaw and chin from the ears down, with the mouth left free."""
    sheet.dip(player.hair_colour, player.hair_tone)
    y = made.y[:, None]
    side = np.abs(made.azimuth)[None, :]
    edge = _BEARD(np.minimum(side, 96))
    field = np.minimum(np.minimum(facing, (edge - y) * 6), (96 - side) / 30)
    unlit = np.minimum(field, 0.12 - made.skull_out @ posed.light)
    # Lip and cheeks apart: between moustache and whiskers a row of the face is bare, and a region has no holes.
    for share, bare in ((field, (35, 42)), (unlit, (24, 30))):
        tone = (player.hair_tone * bare[0] + player.skin * bare[1]) // 100
        for part in ((38 - side) / 30, (made.azimuth - 34)[None, :] / 30, (-34 - made.azimuth)[None, :] / 30):
            sheet.fill(region(posed, made.skull, np.minimum(share, part)), tone)
    flat = posed.flat(made.skull)
    for column, reach in _STUBBLE:
        rows = np.flatnonzero(field[:, column] > 0.05)
        if len(rows) > 3:
            first = rows[0]
            sheet.stroke(flat[first:first + reach, column], posed.scale / 130, player.hair_tone, 0.2, 0.5)


_STUBBLE = tuple((column, 2 + column * 7 % 3) for column in range(ROUND) if column * 5 % 8 in (0, 3, 5))
"""Where single hairs are drawn: columns of the skull, and how many rows long."""

_BEARD = PchipInterpolator([0, 14, 24, 36, 50, 64, 78, 90, 97],
                           [-0.232, -0.236, -0.262, -0.318, -0.285, -0.20, -0.08, 0.04, 0.09])
"""Upper edge of a beard: azimuth in degrees from the nose to height. Source: our own drawing."""


def _front_hair(sheet: Sheet, player: Player, made: Shape, posed: Pose, line: float) -> None:
    tone = player.hair_tone
    sheet.dip(player.hair_colour, tone)
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
