"""A string-out as one picture: every cut on show as a strip, and all alternatives as points on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from workprint.film import Shot

WIDTH = 1600
"""Pixels across. Source: our choice, sharp on a page and on a slide."""
STRIP = 92
"""Pixels that the pictures of one strip are high. Source: our choice; a face in a medium shot stays readable."""
MAP = 300
"""Pixels that the map is high. Source: our choice."""
EDGE = 28
"""Pixels of margin. Source: our choice."""
GROUND, PANEL, INK, DIM, ACCENT = (24, 24, 25), (36, 36, 38), (225, 225, 222), (140, 140, 138), (236, 169, 62)
"""Dark neutral greys and one accent. Source: DESIGN, the screen looks like a cutting room at night."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One shot of a strip."""

    picture: np.ndarray | None
    """Its picture: uint8 RGB, height x width x 3; None of black."""
    frames: int
    """Its length, which is its width on the strip."""
    label: str
    """Take id, with its speed where that was changed, or ``black``."""
    centre: int = 500
    """What a narrow place shows the middle of: thousandths from the left edge of the picture."""


def label(shot: Shot) -> str:
    """What a shot shows, and its speed where that was changed.

    >>> label(Shot("1A/1", 0, 24, lasts=48)), label(Shot("", 0, 12)), label(Shot("1A/1", 0, 24, backwards=True))
    ('1A/1 50 %', 'black', '1A/1 -100 %')
    >>> label(Shot("1A/1", 7, 8, lasts=48)), label(Shot("1A/1", 0, 24))
    ('1A/1 still', '1A/1')
    """
    if not shot.take or not shot.retimed:
        return shot.take or "black"
    if shot.out - shot.start == 1:
        return f"{shot.take} still"
    speed = round(100 * (shot.out - shot.start) / shot.frames) * (-1 if shot.backwards else 1)
    return f"{shot.take} {speed} %"


@dataclass(frozen=True, slots=True)
class Strip:
    """One cut."""

    title: str
    """What stands at its head."""
    about: str
    """Its figures, in small print."""
    cells: tuple[Cell, ...]
    """Its shots in order."""


@dataclass(frozen=True, slots=True)
class Map:
    """All alternatives on two axes."""

    across: tuple[str, tuple[int, ...]]
    """Name and values of the axis across, one for each alternative."""
    up: tuple[str, tuple[int, ...]]
    """Name and values of the axis upwards."""
    shown: tuple[int, ...]
    """Places of the alternatives that have a strip, in their order."""


def draw_sheet(title: str, strips: Sequence[Strip], over: Map, out: Path, things: str = "cuts") -> Path:
    """A PNG of the strips, one below the other on one time scale, and under them the map of all `things`."""
    row = STRIP + 44
    sheet = Image.new("RGB", (WIDTH, EDGE * 3 + 40 + row * len(strips) + MAP), GROUND)
    draw = ImageDraw.Draw(sheet)
    draw.text((EDGE, EDGE - 6), title, INK, _font(26))
    longest = max(sum(cell.frames for cell in strip.cells) for strip in strips)
    for place, strip in enumerate(strips):
        _strip(sheet, draw, strip, EDGE + 46 + place * row, (WIDTH - 2 * EDGE) / longest)
    _map(draw, over, EDGE * 2 + 46 + row * len(strips), things)
    sheet.save(out, optimize=True)
    return out


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _strip(sheet: Image.Image, draw: ImageDraw.ImageDraw, strip: Strip, top: int, scale: float) -> None:
    draw.text((EDGE, top), strip.title, ACCENT, _font(17))
    draw.text((EDGE + 110, top + 2), strip.about, DIM, _font(15))
    at = 0
    for cell in strip.cells:
        left, right = EDGE + round(at * scale), EDGE + round((at + cell.frames) * scale) - 1
        at += cell.frames
        if right > left:
            sheet.paste(_seen(cell, right - left), (left, top + 24))
            if right - left > 34:
                draw.text((left + 3, top + 24 + STRIP - 15), cell.label, INK, _font(11), stroke_width=2,
                          stroke_fill=GROUND)


def _seen(cell: Cell, width: int) -> Image.Image:
    """A cell's picture as it is drawn; black is framed, so that it is seen on the dark ground."""
    if cell.picture is not None:
        return _cropped(cell.picture, cell.centre, width)
    black = Image.new("RGB", (width, STRIP))
    ImageDraw.Draw(black).rectangle((0, 0, width - 1, STRIP - 1), outline=PANEL)
    return black


def _cropped(picture: np.ndarray, centre: int, width: int) -> Image.Image:
    """What matters of a picture, STRIP pixels high and `width` across; a long shot is seen through a slot."""
    high, wide = picture.shape[:2]
    scale = max(STRIP / high, width / wide)
    size = max(width, round(wide * scale)), max(STRIP, round(high * scale))
    whole = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)
    left = max(0, min(size[0] - width, size[0] * centre // 1000 - width // 2))
    top = (size[1] - STRIP) // 3  # heads are in the upper third
    return whole.crop((left, top, left + width, top + STRIP))


def _map(draw: ImageDraw.ImageDraw, over: Map, top: int, things: str) -> None:
    left, right, low = EDGE, WIDTH - EDGE, top + MAP - EDGE
    draw.rectangle((left, top, right, low), PANEL)
    across, up = _scaled(over.across[1], left + 24, right - 24), _scaled(over.up[1], low - 20, top + 20)
    for x, y in zip(across, up, strict=True):
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), DIM)
    for number, place in enumerate(over.shown, 1):
        x, y = across[place], up[place]
        draw.ellipse((x - 11, y - 11, x + 11, y + 11), ACCENT)
        draw.text((x, y), str(number), GROUND, _font(15), anchor="mm")
    draw.text((right, low + 6), f"{over.across[0]} >", DIM, _font(14), anchor="ra")
    draw.text((left, low + 6), f"^ {over.up[0]}     {len(across)} {things}, each a point", DIM, _font(14))


def _scaled(values: Sequence[int], low: int, high: int) -> list[int]:
    least, most = min(values), max(values)
    return [low + round((value - least) * (high - low) / max(1, most - least)) for value in values]
