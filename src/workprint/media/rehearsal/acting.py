"""From a scene and a floor plan to what is said in each take: every word, every fault, every pause.

Nothing is spoken or drawn yet; all chance comes from the seed and the slate.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from workprint.film import SAMPLE_RATE, BadValue, Heard, Line, Scene, Slate
from workprint.media.rehearsal.plan import Order, Plan, Plant, Player

_MILLI = SAMPLE_RATE // 1000  # samples in a millisecond, by definition


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a speech."""

    say: str
    """As it is handed to the voice, with its punctuation; empty for a missing word."""
    word: str
    """Lower case, without punctuation."""
    heard: Heard = "scripted"
    """How it stands to the script."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A line as it is said in one take."""

    who: str
    """Character name."""
    line: str
    """Line id; empty for an ad-lib."""
    tokens: tuple[Token, ...]
    """Its words in order, missing ones included."""
    run: int = 1
    """1 for the first time the line is said in the take, 2 for the second."""
    wait: int = 0
    """Samples (48 kHz) of silence before it."""
    voice: str = "en-us"
    """eSpeak NG voice."""
    rate: int = 170
    """Words a minute."""
    pitch: int = 50
    """0 to 99."""
    range: int = 50
    """0 to 99."""
    level: int = 0
    """Hundredths of a decibel against the usual level."""

    @property
    def text(self) -> str:
        """What the voice says."""
        return " ".join(token.say for token in self.tokens if token.say)


@dataclass(frozen=True, slots=True)
class PlannedTake:
    """A take before it is shot."""

    slate: Slate
    """Scene, setup and take."""
    order: Order
    """What the plan asks for."""
    index: int
    """Its place in the shooting order, from 0; the camera's clock and clip number come from it."""
    speeches: tuple[Speech, ...]
    """What is said, in order."""


_MOOD_PITCH = {"guarded": -2, "tender": -4, "angry": 8, "tired": -7, "wry": 3}
"""Steps of eSpeak's pitch scale added to a voice. Source: our own choice, by ear of the meter (docs/rehearsal.md)."""
_MOOD_PAUSE = {"guarded": 330, "tender": 430, "angry": 190, "tired": 480, "wry": 290}
"""Usual milliseconds between two speeches. Source: our own choice, around the 200 ms mode of talk (Stivers 2009)."""


def words_of(text: str) -> tuple[Token, ...]:
    """The words of a line as tokens; dashes and dots that stand alone are no words.

    >>> [token.word for token in words_of("It fits -- I'm sure.")]
    ['it', 'fits', "i'm", 'sure']
    """
    tokens = (Token(part, re.sub(r"[^\w']+", "", part.replace("’", "'")).strip("'").lower()) for part in text.split())
    return tuple(token for token in tokens if token.word)


def planned(scene: Scene, plan: Plan, *, seed: int) -> tuple[PlannedTake, ...]:
    """The takes of `plan`, in shooting order. Raises `BadValue` where plan and scene do not fit each other."""
    _same_scene(scene, plan)
    return tuple(
        PlannedTake(Slate(scene.number, order.setup, order.number), order, index,
                    () if order.sound_at is None else _speeches(scene, plan, order, seed))
        for index, order in enumerate(plan.takes))


def _same_scene(scene: Scene, plan: Plan) -> None:
    if scene.number != plan.scene:
        raise BadValue(f"the floor plan is for scene {plan.scene!r} but the script's is {scene.number!r}",
                       "the plan of the same scene would do", "correct 'scene' in the plan")
    for name in scene.cast:
        plan.player(name)
    named = [plant.line for order in plan.takes for plant in order.plants] + [line for line, _ in plan.beats]
    for line in named + [place for order in plan.takes for place in (order.first, order.last) if place]:
        if scene.line(line) is None:
            raise BadValue(f"the floor plan names line {line!r}", f"a line of scene {scene.number} would do, such as "
                           f"{scene.lines[0].id if scene.lines else 'none yet'}", "correct the line in the plan")


def _speeches(scene: Scene, plan: Plan, order: Order, seed: int) -> tuple[Speech, ...]:
    chance = random.Random(f"{seed}/{scene.number}{order.setup}/{order.number}")
    said: list[Speech] = []
    pause = 0
    for line in _played(scene, order):
        pause += dict(plan.beats).get(line.id, 0) if line.kind == "action" else 0
        if line.kind == "action":
            continue
        for speech in _with_faults(line, order):
            wait = pause + _MOOD_PAUSE[order.mood] * chance.randint(60, 170) * 100 // order.tempo // 100
            said.append(_directed(replace(speech, wait=wait * _MILLI), plan.player(speech.who), order, chance))
            pause = 0 if speech.text else pause
        pause += dict(plan.beats).get(line.id, 0)
        pause += sum(plant.length for plant in order.plants if plant.fault == "silence" and plant.line == line.id)
    return tuple(said)


def _played(scene: Scene, order: Order) -> tuple[Line, ...]:
    """The lines that the take covers."""
    ids = [line.id for line in scene.lines]
    first = ids.index(order.first) if order.first else 0
    last = ids.index(order.last) if order.last else len(ids) - 1
    return scene.lines[first:last + 1]


def _directed(speech: Speech, player: Player, order: Order, chance: random.Random) -> Speech:
    """`speech` in the player's voice, as this take's direction has it, a little different every time."""
    rate = player.rate * order.tempo // 100 * chance.randint(95, 105) // 100
    pitch = player.pitch + _MOOD_PITCH[order.mood] + chance.randint(-3, 3)
    spread = player.range * order.melody // 100 + chance.randint(-6, 6)
    return replace(speech, voice=player.voice, rate=rate, pitch=max(0, min(99, pitch)),
                   range=max(0, min(99, spread)), level=order.loud + chance.randint(-80, 80))


def _with_faults(line: Line, order: Order) -> list[Speech]:
    """The line as it is said in this take, and what is said beside it."""
    speeches = [Speech(line.who, line.id, words_of(line.text))]
    for plant in order.plants:
        if plant.line == line.id:
            speeches = _FAULTS[plant.fault](speeches, plant, line)
    return speeches


def _fluff(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    """Begun, broken off after a word, a word of excuse, and begun again."""
    whole = speeches[-1]
    cut = _checked(plant, whole, last=len(whole.tokens) - 1)
    begun = (*whole.tokens[:cut - 1], replace(whole.tokens[cut - 1], say=whole.tokens[cut - 1].word + ","))
    excuse = tuple(replace(token, heard="extra") for token in words_of(plant.say))
    rest = tuple(Token("", token.word, "missing") for token in whole.tokens[cut:])
    return [*speeches[:-1], replace(whole, tokens=begun + excuse + rest), replace(whole, run=whole.run + 1)]


def _twice(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    return [*speeches, replace(speeches[-1], run=speeches[-1].run + 1)]


def _ad_lib(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    extra = tuple(replace(token, heard="extra") for token in words_of(plant.say))
    return [*speeches, Speech(plant.who or line.who, "", extra)]


def _omit(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    """The whole line left out, or one word of it."""
    last = speeches[-1]
    keep = [number != plant.word and plant.word > 0 for number in range(1, len(last.tokens) + 1)]
    tokens = tuple(token if kept else Token("", token.word, "missing")
                   for token, kept in zip(last.tokens, keep, strict=True))
    return [*speeches[:-1], replace(last, tokens=tokens)]


def _change(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    last = speeches[-1]
    at = _checked(plant, last, last=len(last.tokens)) - 1
    tail = re.sub(r"^.*?(\W*)$", r"\1", last.tokens[at].say)
    said = [replace(token, heard="changed" if place == 0 else "extra")
            for place, token in enumerate(words_of(plant.say + tail))]
    return [*speeches[:-1], replace(last, tokens=(*last.tokens[:at], *said, *last.tokens[at + 1:]))]


def _swap(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    """Two neighbouring words change places."""
    last = speeches[-1]
    at = _checked(plant, last, last=len(last.tokens) - 1) - 1
    one, two = (Token(token.word, token.word, "changed") for token in last.tokens[at:at + 2])
    return [*speeches[:-1], replace(last, tokens=(*last.tokens[:at], two, one, *last.tokens[at + 2:]))]


def _silence(speeches: list[Speech], plant: Plant, line: Line) -> list[Speech]:
    return speeches  # the pause after the line is added where pauses are


_FAULTS = {"fluff": _fluff, "twice": _twice, "ad-lib": _ad_lib, "omit": _omit, "change": _change, "swap": _swap,
           "silence": _silence}


def _checked(plant: Plant, speech: Speech, last: int) -> int:
    """The planted word's number. Raises `BadValue` where the line has no such word."""
    if not 1 <= plant.word <= last:
        raise BadValue(f"a {plant.fault} is planted at word {plant.word} of line {speech.line}",
                       f"a word from 1 to {last} would do", "correct 'word' in the plan")
    return plant.word
