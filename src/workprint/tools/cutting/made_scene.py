"""Synthetic scenes with known truth, for tests and benchmarks. Nothing here was ever filmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from workprint.film import (
    SAMPLE_RATE,
    Framing,
    Line,
    Material,
    Performance,
    Rate,
    Reading,
    Scene,
    Setup,
    Slate,
    Take,
    Word,
)
from workprint.tools.cutting.made_more import with_more

WORDS = (
    "you", "never", "told", "me", "that", "he", "had", "left", "the", "house", "and", "waited", "for", "hours",
    "by", "door", "with", "lamp", "still", "burning", "because", "nobody", "said", "a", "thing", "about", "it", "until",
    "now")
"""Words of the made lines."""

CAST = ("ANA", "BEN", "CLEO", "DAN")
"""People of the made scenes."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How often, in a hundred, something happens in a made scene."""

    missing: int = 3
    """A line that a take lacks."""
    changed: int = 4
    """A line with a word changed, missing or extra."""
    again: int = 3
    """A line said twice."""
    ad_lib: int = 4
    """An ad-lib after a line."""
    quick: int = 6
    """A pause too short to cut in."""
    action: int = 12
    """A line of the script that is action."""
    room: int = 85
    """A take that has room tone."""
    cameras: int = 0
    """A take that is the second camera of the one before it."""
    breath: int = 0
    """A reading before which a breath is drawn."""
    noted: int = 0
    """A take with a note from set."""
    moving: int = 0
    """A take of which the motion is known."""


EVERYTHING = Odds(cameras=25, breath=40, noted=40, moving=85)
"""Of scenes that have all that an idiom may read; otherwise as usual."""


def made_scene(seed: int, lines: int = 27, takes: int = 16, *, people: int = 2, rate: Rate | None = None,
               odds: Odds | None = None) -> Material:
    """A made scene: `lines` lines in `takes` takes from up to seven setups, the same for the same seed.

    >>> scene = made_scene(1, lines=5, takes=3)
    >>> len(scene.scene.lines), [take.id for take in scene.takes]
    (5, ['9/1', '9A/1', '9B/1'])
    """
    chance, odds = Random(seed), odds or Odds()
    cast = CAST[:people]
    script = Scene("9", "INT. MADE ROOM - NIGHT", tuple(_lines(chance, lines, cast, odds)))
    setups = _setups(cast)[:max(1, takes)]
    made = [_take(chance, script, setups[n % len(setups)], n // len(setups) + 1, rate or Rate(24), odds, n == 0)
            for n in range(takes)]
    made.sort(key=lambda pair: pair[0].slate)
    scene = Material(script, rate or Rate(24), tuple(take for take, _ in made),
                     tuple(reading for _, readings in made for reading in readings))
    # A chance of its own, so that the words of a scene stay what they are whatever else it has.
    return with_more(scene, Random(f"more {seed}"), cameras=odds.cameras, breath=odds.breath, noted=odds.noted,
                     moving=odds.moving)


def _lines(chance: Random, count: int, cast: tuple[str, ...], odds: Odds) -> Iterator[Line]:
    speaker = 0
    for n in range(1, count + 1):
        if n > 1 and chance.randrange(100) < odds.action:
            yield Line(f"9/{n}", "action", "She turns away and looks at the door.")
            continue
        speaker = (speaker + (chance.randrange(10) > 0)) % len(cast)
        words = chance.choice((2, 4, 7, 12, 20))
        text = " ".join(chance.choice(WORDS) + ("." if chance.randrange(6) == 0 else "") for _ in range(words))
        yield Line(f"9/{n}", "spoken", text.rstrip(".") + chance.choice((".", ".", ".", "?", "...")), cast[speaker])


def _look(n: int) -> Literal["left", "right"]:
    """The first of the cast stands left and looks right, the others look back."""
    return "left" if n else "right"


def _setups(cast: tuple[str, ...]) -> list[Setup]:
    wide = Setup("9", tuple(Framing(who, 70, 200 + 200 * n, 400, _look(n))
                            for n, who in enumerate(cast)), "wide", 0, "near")
    found = [wide]
    for n, who in enumerate(cast):
        look = _look(n)
        other = cast[(n + 1) % len(cast)]
        x = 350 if n == 0 else 650
        found.append(Setup(f"9{'ABCDEFGHI'[len(found) - 1]}", (Framing(who, 520, x, 350, look),), f"single on {who}",
                           60 - 120 * (n > 0), "near"))
        found.append(Setup(f"9{'ABCDEFGHI'[len(found) - 1]}", (
            Framing(who, 250, x, 350, look), Framing(other, 300, 1000 - x, 400, "away")),
            f"over {other} to {who}", 40 - 80 * (n > 0), "near" if n < 2 else "far"))
    return found


def _take(chance: Random, script: Scene, setup: Setup, number: int, rate: Rate, odds: Odds,
          whole: bool) -> tuple[Take, list[Reading]]:
    slate = Slate("9", setup.name[1:], number)
    speed, level = chance.randrange(80, 125), chance.randrange(-30, -16)
    at = SAMPLE_RATE * chance.randrange(30, 50) // 10
    readings: list[Reading] = []
    for line in script.lines:
        if line.kind == "action":
            at += SAMPLE_RATE * chance.randrange(5, 30) // 10
        elif whole or chance.randrange(100) >= odds.missing:
            for run in range(1, 2 + (chance.randrange(100) < odds.again)):
                reading = _reading(chance, str(slate), line, run, at, speed, level, odds)
                readings.append(reading)
                at = reading.out + _pause(chance, odds)
            if chance.randrange(100) < odds.ad_lib:
                extra = _reading(chance, str(slate), replace(line, id="", text="well you know"), 1, at, speed, level,
                                 odds)
                readings.append(extra)
                at = extra.out + _pause(chance, odds)
    frames = rate.frame_of(at + SAMPLE_RATE * chance.randrange(5, 30) // 10)
    room = (10, 40) if chance.randrange(100) < odds.room else None
    return Take(slate, f"made{slate}", frames, rate, f"made{slate}", setup=setup, room=room,
                circled=chance.randrange(4) == 0), readings


def _pause(chance: Random, odds: Odds) -> int:
    thousandths = chance.randrange(0, 150) if chance.randrange(100) < odds.quick else chance.randrange(180, 1100)
    return SAMPLE_RATE * thousandths // 1000


def _reading(chance: Random, take: str, line: Line, run: int, at: int, speed: int, level: int,
             odds: Odds) -> Reading:
    words: list[Word] = []
    begin = at
    wrong = chance.randrange(len(line.text.split())) if chance.randrange(100) < odds.changed else -1
    for n, text in enumerate(line.text.split()):
        length = 0 if n == wrong and n % 2 else SAMPLE_RATE * chance.randrange(120, 420) * 100 // (1000 * speed)
        heard = "scripted" if line.id and n != wrong else "extra" if not line.id else "changed" if length else "missing"
        words.append(Word(text.strip(".?!").lower(), at, at + length, heard))  # type: ignore[arg-type]
        stop = text[-1] in ".?!" and chance.randrange(3)
        at += length + (SAMPLE_RATE * chance.randrange(150, 600) // 1000 if stop else 0)
    if all(word.heard == "missing" for word in words):
        words = [replace(words[0], out=begin + SAMPLE_RATE // 5, heard="changed"), *words[1:]]
    energy = chance.randrange(1001)
    performance = Performance(1000 * level - 3000, 1000 * level + 5 * energy, 120_000 + 100 * energy, 300 + energy,
                              energy, 60 * speed // 25, 0)
    return Reading(take, line.id, tuple(words), chance.choice((1000, 950, 900, 700)), run, performance)
