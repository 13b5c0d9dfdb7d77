"""A small made scene with known truth: synthetic takes and readings, no files behind them."""

from __future__ import annotations

import random
from dataclasses import replace

from workprint.film import (
    Framing,
    Line,
    Material,
    Original,
    Performance,
    Picture,
    Rate,
    Reading,
    Scene,
    Setup,
    Slate,
    Sound,
    Sync,
    Take,
    Word,
)

WORD = 14_400
"""Samples of a made word: 0.3 s, 200 words a minute. Source: ordinary conversation, 150 to 200 words a minute."""
PAUSE = 24_000
"""Shortest samples between two made lines: 0.5 s. Source: our choice, room for a cut with its guards."""


def made_material(*, lines: int = 6, takes: int = 4, seed: int = 1, rate: Rate | None = None) -> Material:
    """Synthetic material of one scene for two people: `takes` takes, each with every one of `lines` lines.

    The first take is wide, the others are singles of one person in turn. Times differ from take to take, by `seed`.
    There are no files: a tool's `conform` cannot be tried on it.
    """
    chance, exact = random.Random(seed), rate or Rate(24)
    scene = Scene("1", "INT. MADE ROOM - DAY", tuple(
        Line(f"1/{n}", "spoken", f"this is line number {n}", who="ANA" if n % 2 else "BEN") for n in range(1,
                                                                                                           lines + 1)))
    made = [_take(scene, place, exact, chance) for place in range(takes)]
    return Material(scene, exact, tuple(take for take, _, _ in made),
                    tuple(reading for _, readings, _ in made for reading in readings),
                    tuple(original for _, _, original in made))


def _take(scene: Scene, place: int, rate: Rate, chance: random.Random) -> tuple[Take, list[Reading], Original]:
    setup = _setup(place)
    slate = Slate("1", setup.name[1:], 1)
    at, readings = PAUSE * 2, []
    for line in scene.lines:
        words = []
        for text in line.text.split():
            length = WORD + chance.randrange(-3000, 6000)
            words.append(Word(text, at, at + length))
            at += length
        readings.append(Reading(str(slate), line.id, tuple(words), performance=_performance(chance)))
        at += PAUSE + chance.randrange(PAUSE)
    frames = rate.frame_of(at) + 48
    content = f"{place:064x}"
    original = Original(content, f"made/{slate.setup or 'A'}.mov", 1, Picture("h264", 1920, 1080, rate, frames),
                        (Sound("pcm_s24le", 48_000, 1, rate.sample(frames)),))
    take = Take(slate, content, frames, rate, content, sync=Sync(0), setup=setup, room=(2, 22))
    return take, readings, original


def _setup(place: int) -> Setup:
    ana, ben = Framing("ANA", 120, 350, 400, "right"), Framing("BEN", 120, 650, 400, "left")
    name = f"1{'ABCDEFGHJKLMNPQRSTUVWXYZ'[place]}"
    if place == 0:
        return Setup(name, (ana, ben), "wide", 90, "near")
    who, look = (ana, "right") if place % 2 else (ben, "left")
    head = 300 + 40 * (place % 5)
    return Setup(name, (replace(who, head=head),), f"single of {who.who}", 40 if look == "right" else 140, "near")


def _performance(chance: random.Random) -> Performance:
    return Performance(-23_000 + chance.randrange(-4000, 4000), -26_000 + chance.randrange(-4000, 4000),
                       160_000 + chance.randrange(80_000), 400 + chance.randrange(600), chance.randrange(1001),
                       150 + chance.randrange(60), chance.randrange(9600))
