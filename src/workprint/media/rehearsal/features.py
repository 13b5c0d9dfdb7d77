"""Eyes, brows, nose and mouth: what moves in a face by itself, drawn on the head's surface."""

from __future__ import annotations

import numpy as np

from workprint.media.rehearsal.camera import Points
from workprint.media.rehearsal.ink import INK, Sheet, curve, hull
from workprint.media.rehearsal.palette import lips
from workprint.media.rehearsal.plan import Player
from workprint.media.rehearsal.skull import (
    MOUTHS,
    Face,
    Field,
    Pose,
    Shape,
    box,
    dark,
    face_seen,
    normal_at,
    nose_points,
    rugged,
    shape,
    sheet_for,
    surface,
    weight,
)
from workprint.media.rehearsal.sprite import Sprite


def draw_mouth(player: Player, face: Face, posed: Pose, seed: int) -> Sprite:
    """The mouth alone: it changes most often."""
    sheet = sheet_for(posed, seed, face.boil, box(posed, (0, -0.33, 0.4), 0.24))
    if face_seen(posed):
        _mouth(sheet, player, face, shape(player), posed, weight(posed))
    return sheet.done()


def draw_eyes(player: Player, face: Face, posed: Pose, seed: int) -> Sprite:
    """Eyes, nose and brows."""
    sheet = sheet_for(posed, seed, face.boil, box(posed, (0, -0.01, 0.4), 0.62 if player.glasses else 0.4))
    made, line = shape(player), weight(posed)
    if face_seen(posed):
        for sign in (1, -1):
            if normal_at(made, sign * 0.16, 0.0) @ posed.view > 0.08:
                _eye(sheet, player, face, made, posed, line, sign)
        _nose(sheet, player, posed, line, nose_points(made, rugged(player)))
        for sign in (1, -1):
            if normal_at(made, sign * 0.16, 0.1) @ posed.view > 0.05:
                _brow(sheet, player, face, made, posed, line, sign)
        if player.glasses:
            _glasses(sheet, made, posed, line)
    return sheet.done()


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


def _eye(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float, sign: int) -> None:
    x, upper, lower = _lids(face, sign, 0.82 if rugged(player) else 1.0)
    upper_line, lower_line = (posed.flat(surface(made, x, y, 0.004)) for y in (upper, lower))
    unlit = normal_at(made, sign * _EYE_X, 0.0) @ posed.light < 0.1
    if face.lids > 15:
        sheet.dip()
        sheet.fill(np.concatenate([upper_line, lower_line[::-1]]), 190 if unlit else 250)
        _iris(sheet, player, face, made, posed, sign, x, upper, lower)
    sheet.dip(player.skin_colour, player.skin)
    sheet.stroke(upper_line, line * 2.1, INK, 0.35, 0.55)
    sheet.stroke(lower_line[4:-1], line * 0.75, dark(player.skin) - 30, 0.1, 0.4)
    if face.lids > 40:
        crease = posed.flat(surface(made, x[2:-1], upper[2:-1] + 0.03))
        sheet.stroke(crease, line * 0.7, dark(player.skin) - 20)


def _iris(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, sign: int, x: Field, upper: Field,
          lower: Field) -> None:
    sheet.dip(player.eyes_colour, 52)
    middle = sign * _EYE_X + face.gaze[0] / 1000 * _EYE_HALF * 2
    height = _EYE_Y + 0.008 + face.gaze[1] / 1000 * _EYE_HALF * 2
    order = np.argsort(x)
    turn = np.linspace(0, 2 * np.pi, 22, endpoint=False)
    for radius, tone in ((0.054, 52), (0.030, 12)):
        across, down = middle + radius * np.cos(turn), height + radius * np.sin(turn)
        across = np.clip(across, x.min() + 0.004, x.max() - 0.004)
        down = np.clip(down, np.interp(across, x[order], lower[order]), np.interp(across, x[order], upper[order]))
        sheet.fill(posed.flat(surface(made, across, down, 0.006)), tone)
    shine = middle + 0.02 * np.sign(posed.light[0]), height + 0.02
    if posed.scale > 60 and face.lids > 60:
        sheet.dip()
        spot = posed.flat(surface(made, shine[0] + 0.012 * np.cos(turn), shine[1] + 0.012 * np.sin(turn), 0.008))
        sheet.fill(spot, 250)


def _brow(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float, sign: int) -> None:
    lift, slant = face.brow / 100 * 0.045, face.worry / 100 * 0.05
    x = np.array([0.062, 0.13, 0.20, 0.262])
    y = np.array([0.105 + slant, 0.138 + slant * 0.4, 0.142 - slant * 0.2, 0.105 - slant * 0.5]) + lift
    y = y - (0.024 if rugged(player) else 0)
    points = curve(posed.flat(surface(made, sign * x, y, 0.012)))
    sheet.dip(player.hair_colour, player.hair_tone)
    thick = 0.046 if rugged(player) else 0.032
    sheet.stroke(points, max(posed.scale * thick, 1.4), min(player.hair_tone, 70), 0.6, 0.1)


def _nose(sheet: Sheet, player: Player, posed: Pose, line: float, nose: Points) -> None:
    flat = posed.flat(nose)
    bridge, middle, tip, under, left, right = flat
    unlit = left if posed.light[0] < 0 else right
    side = posed.view[0]
    sheet.dip(player.skin_colour, player.skin)
    sheet.fill(hull(flat), player.skin)
    if abs(posed.light[0]) > 0.15:
        sheet.fill(np.stack([bridge, middle, tip, under, unlit]), dark(player.skin))
    if abs(side) > 0.22:
        sheet.stroke(curve(np.stack([bridge, middle, tip, under])), line * 1.15, INK, 0.05, 0.7)
        near = left if side > 0 else right
        above = near + (near - under) * 0.1 + (tip - under) * 0.4
        sheet.stroke(curve(np.stack([above, near, under * 0.4 + near * 0.6])), line)
    else:
        low = curve(np.stack([left, under * 0.75 + left * 0.25 + (under - tip) * 0.12, under,
                              under * 0.75 + right * 0.25 + (under - tip) * 0.12, right]))
        sheet.stroke(low, line * 1.2)
        sheet.stroke(np.linspace(tip * 0.7 + unlit * 0.3, unlit, 5), line * 0.8)


def _mouth(sheet: Sheet, player: Player, face: Face, made: Shape, posed: Pose, line: float) -> None:
    opened, wide, rounded, teeth = MOUTHS[face.mouth]
    half = (0.128 if rugged(player) else 0.115) * wide / 100
    share = np.linspace(-1, 1, 17)
    corner = face.smile / 100 * 0.032
    arch = np.clip(1 - share**2, 0, 1) ** (0.5 if rounded > 30 else 0.75)
    middle = -0.305 + corner * (np.abs(share) ** 1.7)
    drop = opened / 100 * 0.125
    upper = middle + arch * (0.012 + drop * 0.22) - 0.008 * np.exp(-(share * 5) ** 2)
    lower = middle - arch * drop * 0.95
    x = share * half
    bow, lip = (posed.flat(surface(made, x, y, 0.012)) for y in (upper, lower))
    tone = dark(player.skin) - 12
    sheet.dip(lips(player), player.skin)
    if opened:
        sheet.fill(np.concatenate([bow, lip[::-1]]), 34, line * 0.9)
        if teeth:
            sheet.dip()
            edge = np.maximum(upper - 0.034 * teeth / 100, lower)
            sheet.fill(np.concatenate([bow[2:-2], posed.flat(surface(made, x, edge, 0.012))[2:-2][::-1]]), 236)
    sheet.stroke(bow, line * 1.5, INK, 0.3, 0.3)
    under = posed.flat(surface(made, x[5:-5], lower[5:-5] - 0.05, 0.008))
    sheet.dip(lips(player), player.skin)
    sheet.stroke(under, line * 1.1, tone)
    for end, sign in ((0, -1), (-1, 1)) if opened < 20 else ():
        at, high = float(x[end]), float(middle[end])
        tuck = surface(made, np.array([at, at + sign * 0.012]), np.array([high + 0.006, high - 0.016]))
        sheet.stroke(curve(posed.flat(tuck)), line * 0.9, tone)


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
