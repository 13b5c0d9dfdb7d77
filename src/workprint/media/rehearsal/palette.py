"""The colours of people and places: what the plan asks for, and a low-key palette where it asks nothing.

A name always gets the same colours, and no two of a cast wear the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

import numpy as np

from workprint.media.rehearsal.paint import LUMA, Field, lit, named, pair, rgb
from workprint.media.rehearsal.plan import Piece, Plan, Player

SKINS = ("#5f3e2f", "#94674d", "#c4926e", "#e3ba99", "#f9dbc2", "#ffe9d9")
"""Skin from deep to light. Source: our own painting; hue in CIELAB 46 to 67 degrees, where skin of all tones lies."""
UNDERTONES = ((0.000, 0.000), (-0.010, -0.004), (0.008, 0.010), (-0.014, 0.004))
"""What a person's skin adds to chroma over luma (Cb, Cr): neutral, olive, rosy, golden. Source: our own painting."""
BLOOD = 0.75, 0.012
"""How much more colour skin of luma 1 has in the shade (deep skin has less), and how much redder it is there. Source:
our own painting: light that comes through skin is red."""
LIPS = (0.000, 0.080)
"""What lips add to the skin's chroma over luma. Source: our own painting."""

HAIRS = ("#3a2f28", "#5b4434", "#6e4a37", "#7a6650", "#4a4642")
"""Umber, chestnut, auburn, ash, iron grey. Source: our own painting."""
PALE_HAIRS = ("#cdb58a", "#c9c6c0", "#d8cdb8")
"""Straw, silver, flax: for hair lighter than 150. Source: our own painting."""
COATS = ("#7d8a99", "#a98f78", "#899181", "#a58379", "#9d967a", "#8a8090", "#7a9193")
"""Slate, camel, sage, brick, olive, heather, petrol. Source: our own choice, muted as what is bought for a set is."""
LINEN = "#e3dccd"
"""A shirt under a jacket. Source: our own choice."""
EYES = ("#5a4030", "#4f6070", "#5d6650", "#6b5638")
"""Brown, grey-blue, green, hazel. Source: our own painting."""

WALLS = ("#a3a898", "#aca496", "#9ca5a8", "#aea295")
"""Sage, greige, grey-blue, clay, near to grey. Source: our own choice: a wall must not colour the skin before it."""
NIGHT, DAY = "#303f5b", "#dfe7ec"
"""What is seen through a window. Source: our own painting."""
THINGS = {"floor": "#6f645a", "door": "#bdb6a4", "shelf": "#a09079", "picture": "#c4b999", "hook": "#6a5a4a",
          "counter": "#84908f", "table": "#ab9a86", "chair": "#84705c", "chairback": "#84705c", "lamp": "#3d524a",
          "cup": "#e9edec", "key": "#f2e6bf", "box": "#b09e84"}
"""Oak, cream, pine, print, walnut, painted fronts, honey, enamel, china, brass, card. Source: our own choice."""

LAMP, DUSK = "#ffd9b0", "#bcc6da"
"""Colour of the light where it falls and where it does not reach, at night. Source: our own choice: a bulb against a
blue window."""
NOON, AWAY = "#fff1de", "#d3d9e4"
"""The same by day. Source: our own choice."""

Colours = Sequence[str]


def coloured(plan: Plan) -> Plan:
    """The plan with a colour for everything that it leaves open."""
    cast: list[Player] = []
    for player in plan.cast:
        cast.append(_dressed(player, [other.coat_colour for other in (*plan.cast, *cast)]))
    night = any(piece.kind == "window" and piece.tone < 90 for piece in plan.pieces)
    return replace(plan, cast=tuple(cast), pieces=tuple(_painted(piece, plan.title) for piece in plan.pieces),
                   lamp=plan.lamp or (LAMP if night else NOON), dusk=plan.dusk or (DUSK if night else AWAY))


def _dressed(player: Player, worn: Colours) -> Player:
    skin = player.skin_colour or named(lit(_skin(player), player.skin / 255))
    hairs = PALE_HAIRS if player.hair_tone > 150 else HAIRS
    return replace(player, skin_colour=skin if " " in skin else f"{skin} {_shaded(skin)}",
                   hair_colour=player.hair_colour or _pick(hairs, player.name, "hair"),
                   coat_colour=player.coat_colour or _pick(COATS, player.name, "coat", worn),
                   eyes_colour=player.eyes_colour or _pick(EYES, player.name, "eyes"))


def _skin(player: Player) -> Field:
    """Chroma over luma of skin of this tone and of this person's undertone."""
    known = [rgb(skin) for skin in SKINS]
    luma = [float(LUMA @ one) for one in known]
    pairs = np.array([pair(one) for one in known])
    usual = np.array([np.interp(player.skin / 255, luma, pairs[:, place]) for place in (0, 1)])
    return usual + UNDERTONES[_number(player.name, "skin") % len(UNDERTONES)]


def _shaded(skin: str) -> str:
    light = rgb(skin)
    luma, (more, red) = float(LUMA @ light), BLOOD
    return named(lit(pair(light) * (1 + more * luma) + (0, red), luma * 0.66))


@lru_cache(64)
def lips(player: Player) -> str:
    """Colour of lips and cheeks: the skin's, with more blood in it."""
    skin = player.skin_colour[-7:]
    return skin and named(lit(pair(rgb(skin)) + LIPS, player.skin / 255 * 0.5))


def _painted(piece: Piece, title: str) -> Piece:
    usual = {**THINGS, "wall": _pick(WALLS, title, "wall"), "window": NIGHT if piece.tone < 90 else DAY}
    return piece if piece.colour else replace(piece, colour=usual[piece.kind])


def _pick(colours: Colours, name: str, what: str, taken: Colours = ()) -> str:
    """The colour that this name always gets, or the next that nobody has."""
    first = _number(name, what)
    turned = [colours[(first + step) % len(colours)] for step in range(len(colours))]
    return next((one for one in turned if one not in taken), turned[0])


def _number(name: str, what: str) -> int:
    return int.from_bytes(sha256(f"{what} {name}".encode()).digest()[:4], "big")
