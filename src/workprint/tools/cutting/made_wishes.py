"""Random pins, vetoes, locks and hand edits, for trying whether a tool respects them. Synthetic, like `made_scene`."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from workprint.film import Line, Material, Pin, Take, Veto
from workprint.tools.cutting.halves import halves

Made = Callable[[Random, Material, Line, Take], Pin | Veto]


def made_wishes(seed: int, material: Material) -> tuple[tuple[Pin, ...], tuple[Veto, ...]]:
    """One to three random wishes of any kind, the same for the same seed; they may well exclude each other."""
    chance = Random(seed)
    wishes = [chance.choice(KINDS)(chance, material, chance.choice(material.scene.lines), chance.choice(material.takes))
              for _ in range(chance.choice((1, 1, 2, 3)))]
    return (tuple(wish for wish in wishes if isinstance(wish, Pin)),
            tuple(wish for wish in wishes if isinstance(wish, Veto)))


def _pin(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, take.id)


def _sound(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, sound=take.id)


def _swap(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, take.id, sound=chance.choice(material.takes).id, by_hand="swap")


def _lock(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin("", take.id)


def _remove(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, removed=True, by_hand="remove")


def _slip(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, take.id, slip=chance.choice((-3, -1, 2, 5)), by_hand="slip")


def _trim(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    own = next((r for r in material.readings if (r.line, r.take) == (line.id, take.id)), None)
    if own is None:
        return Pin(line.id, take.id)
    start, out = material.rate.frame_of(own.start), material.rate.frame_of(own.out) + 1
    ends = chance.choice(((True, False), (False, True), (True, True)))
    return Pin(line.id, take.id, start=start + chance.randrange(-10, 8) if ends[0] else None,
               out=out + chance.randrange(-8, 10) if ends[1] else None, by_hand="trim")


def _react(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    return Pin(line.id, reaction=take.id, reaction_at=chance.choice((None, chance.randrange(2, 40))),
               reaction_frames=chance.choice((None, chance.randrange(6, 30))), by_hand="react")


def _veto(chance: Random, material: Material, line: Line, take: Take) -> Veto:
    return Veto(take.id, chance.choice(("", line.id)))


def _part(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    """A pin on half of a line, if any line of the scene has parts."""
    split = halves(material)
    parts = [part for line_id in split.at for part in split.parts(line_id)]
    name = chance.choice(parts) if parts else line.id
    return chance.choice((Pin(name, take.id), Pin(name, sound=take.id), Pin(name, removed=True, by_hand="remove"),
                          Pin(name, take.id, slip=chance.choice((-2, 3)), by_hand="slip")))


def _part_veto(chance: Random, material: Material, line: Line, take: Take) -> Veto:
    pin = _part(chance, material, line, take)
    return Veto(take.id, pin.line)


def _time(chance: Random, material: Material, line: Line, take: Take) -> Pin:
    """Which time a line is to be heard in its take: any of those it is said, if a take says one twice."""
    again = [reading for reading in material.readings if reading.line and reading.run > 1]
    if not again:
        return Pin(line.id, sound=take.id, run=1)
    reading = chance.choice(again)
    return Pin(reading.line, sound=chance.choice(("", reading.take)), run=chance.choice((1, reading.run)))


KINDS: tuple[Made, ...] = (_pin, _sound, _swap, _lock, _remove, _slip, _trim, _react, _veto, _part, _part_veto, _time)
"""Every kind of wish."""
