"""A made cut and small made pictures of its shots, with known faces, walls, casts and light; no files behind them."""

from __future__ import annotations

import random
from dataclasses import replace

from workprint.film import Brief, Cut, Keep, Op, Piece, Seen, Shot
from workprint.testing.made import made_material

SPACE = "Rec.1886 Rec.709 - Display"
"""What the made code values mean: a picture as it is delivered. Source: ITU-R BT.1886 and BT.709."""

WIDTH, HEIGHT = 48, 27
"""Pixels across and down. Source: our choice: 16 to 9, and a face is a dozen pixels wide."""

FACE = (375, 260, 625, 815)
"""Left, top, right, bottom of the made face, in thousandths. Source: our choice: a close-up."""

SKINS = ((0.80, 0.62, 0.53), (0.36, 0.24, 0.18))
"""Display codes of a light and a deep skin. Source: our choice, near the fourth and the eighth tone of the Monk
scale."""

Colour = tuple[float, float, float]


def made_brief(craft: str = "cutting", *, want: int = 12, shots: int = 6, seed: int = 1) -> Brief:
    """What a tool of this craft is tried on: a made scene; for all crafts but cutting with a cut and its pictures."""
    material = made_material()
    if craft == "cutting":
        return Brief(material, want=want)
    cut = _cut(shots)
    seen = tuple(made_picture(at, shot.take, seed=seed) for at, shot in enumerate(cut.shots))
    return Brief(material, want=want, cut=replace(cut, rate=material.rate), seen=seen)


def made_keeps() -> tuple[Keep, ...]:
    """Parts of a grade that may be kept: of the look, of a shot, and one that says that something is not done."""
    return (Keep(Op.of("balance", mired=-150)), Keep(Op.of("exposure", stops=250), 1), Keep(Op.of("saturation")))


def _cut(shots: int) -> Cut:
    takes = [str(take.slate) for take in made_material().takes]
    rows = tuple(Shot(takes[at % len(takes)], 24 * at, 24 * at + 40 + 8 * (at % 3)) for at in range(shots))
    pieces = tuple(Piece(shot.take, shot.start, shot.out) for shot in rows)
    return Cut("1", made_material().rate, rows, pieces)


def made_picture(shot: int, take: str, *, seed: int = 1) -> Seen:
    """A face before a wall with a lamp, a window, a grey card and a red coat, lit a little otherwise in every shot."""
    chance = random.Random(seed * 1000 + shot)
    light = 2 ** chance.uniform(-0.4, 0.4)
    cast = (1 + chance.uniform(-0.12, 0.12), 1.0, 1 + chance.uniform(-0.12, 0.12))
    skin = SKINS[shot % len(SKINS)]
    codes = [_code(_lit(_at(x / WIDTH, y / HEIGHT, skin), light, cast), chance) for y in range(HEIGHT)
             for x in range(WIDTH)]
    return Seen(shot, take, 24 * shot + 12, SPACE, WIDTH, HEIGHT, "".join(codes), (FACE,))


def _at(x: float, y: float, skin: Colour) -> Colour:
    """What stands where in the made room, in display codes."""
    if ((x - 0.5) / 0.12) ** 2 + ((y - 0.54) / 0.27) ** 2 < 1:
        return skin
    if y > 0.78 and abs(x - 0.5) < 0.3:
        return (0.55, 0.12, 0.10)  # the coat
    if x < 0.12:
        return (0.95, 0.96, 0.98)  # the window
    if x > 0.9 and y < 0.4:
        return (0.98, 0.86, 0.62)  # the lamp
    if x > 0.8 and y > 0.7:
        return (0.45, 0.45, 0.45)  # the card
    if y > 0.9:
        return (0.03, 0.03, 0.035)  # what lies in the dark
    wall = 0.16 + 0.42 * x
    return (0.95 * wall, wall, 1.02 * wall) if y < 0.6 else (0.5 * wall, 0.62 * wall, 0.46 * wall)


def _lit(colour: Colour, light: float, cast: Colour) -> Colour:
    pairs = zip(colour, cast, strict=True)
    red, green, blue = (min(1.0, (value**2.4 * light * tint) ** (1 / 2.4)) for value, tint in pairs)
    return red, green, blue


def _code(colour: Colour, chance: random.Random) -> str:
    """Twelve digits; a little noise, as a camera has."""
    return "".join(f"{max(0, min(65535, round(65535 * value) + chance.randrange(-300, 301))):04x}" for value in colour)
