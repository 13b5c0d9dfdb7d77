"""What the figures do while they speak and listen: heads, eyes, mouths and hands, drawing by drawing.

Drawings last two frames ("on twos"), as in hand-drawn animation; what does not move is held.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workprint.film import SAMPLE_RATE, Rate
from workprint.media.rehearsal.figure import Body
from workprint.media.rehearsal.plan import Player
from workprint.media.rehearsal.skull import Face
from workprint.media.rehearsal.timeline import Said, Timeline

TWOS = 2
"""Frames that a drawing lasts. Source: the usual practice of limited animation at 24."""

# Which mouth goes with a phoneme of eSpeak NG, by the first letter of its name.
_SHAPES = {"a": "large", "A": "large", "0": "large", "V": "open", "3": "open", "@": "small", "e": "wide", "E": "open",
           "i": "wide", "I": "small", "o": "round", "O": "round", "u": "purse", "U": "round", "w": "purse", "m": "shut",
           "b": "shut", "p": "shut", "f": "teeth", "v": "teeth", "r": "round", "l": "small", "D": "teeth", "T": "teeth",
           "s": "teeth", "z": "teeth", "S": "purse", "Z": "purse", "t": "small", "d": "small", "n": "small",
           "k": "small", "g": "small", "N": "small", "j": "wide", "h": "small", "_": "rest"}

# Brow, worry, smile, lids (percent): how a face rests under a direction. Source: our own drawing.
_MOODS = {"guarded": (-5, 5, -12, 88), "tender": (10, 34, 12, 86), "angry": (-22, -42, -32, 96),
          "tired": (0, 30, -25, 66), "wry": (22, -10, 38, 82)}


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure in one drawing."""

    face: Face
    body: Body


def perform(player: Player, timeline: Timeline, mood: str, seed: int) -> tuple[Drawing, ...]:
    """What `player` does, one drawing for every two frames."""
    count = -(-timeline.frames // TWOS)
    chance = random.Random(f"{seed}/{player.name}/{mood}")
    heads = _eased(_aims(player, timeline, count, chance), count)
    lids, bodies = _blinks(count, timeline.rate, chance), _gestures(player, timeline, count)
    drawings = []
    for number in range(count):
        at = timeline.rate.sample(number * TWOS) + SAMPLE_RATE // 24
        drawings.append(Drawing(_face(player, timeline, mood, heads, lids, number, at), bodies[number]))
    return tuple(drawings)


def _face(player: Player, timeline: Timeline, mood: str, heads: Sequence[tuple[int, ...]], lids: Sequence[int],
          number: int, at: int) -> Face:
    said = _speaking(timeline, at)
    brow, worry, smile, open_ = _MOODS[mood]
    yaw, pitch, roll, lift = heads[number]
    mine = said is not None and said.speech.who == player.name
    mouth = _mouth(said, at) if said is not None and mine else "rest"
    gaze = (-yaw * 9, 60 if pitch < 6 else -110)
    moving = number > 0 and heads[number - 1] != heads[number]
    opening = min(lids[number], open_ - (14 if pitch > 8 else 0))
    return Face(yaw, pitch, roll, gaze, opening, brow + lift, worry + lift // 3, mouth, smile,
                number % 3 if moving else 0)


def _speaking(timeline: Timeline, at: int) -> Said | None:
    return next((said for said in timeline.said if said.at <= at < said.out), None)


def _mouth(said: Said, at: int) -> str:
    """The mouth for the sound at `at`; a little early, because a mouth is ready before it sounds."""
    place = at - said.at + SAMPLE_RATE // 40
    name = next((name for name, begin in reversed(said.spoken.sounds) if begin <= place), "_")
    return _SHAPES.get(name.lstrip("',")[:1], "small")


def _gestures(player: Player, timeline: Timeline, count: int) -> list[Body]:
    """The hands in every drawing, each on its way for a drawing before it is there."""
    goals = [_goal(player, timeline, timeline.rate.sample(number * TWOS)) for number in range(count)]
    bodies = []
    for number, goal in enumerate(goals):
        near = {goals[max(0, number - 2)], goals[min(count - 1, number + 2)]} - {goal}
        way = {"lift": "rise", "reach": "half"}
        other = min(near, default=goal)
        bodies.append(Body(left=way.get(goal[0], goal[0]) if goal[0] != other[0] else goal[0],
                           right=way.get(goal[1], goal[1]) if goal[1] != other[1] else goal[1]))
    return bodies


def _goal(player: Player, timeline: Timeline, at: int) -> tuple[str, str]:
    """What the left and the right hand are at: one lifts in the middle of a long speech, one goes to the table's
    middle in the long silence before one's own line, and in a take where nobody speaks."""
    if not timeline.said:
        third = timeline.samples // 3
        return ("reach" if third < at < 2 * third and player.stance == "sit" else "rest"), "rest"
    for said in timeline.said:
        words = said.spoken.words
        if said.speech.who != player.name or not words:
            continue
        if len(words) >= 7 and said.at + words[1][0] < at < said.at + words[-2][1]:
            return "rest", "lift"
        if said.speech.wait > SAMPLE_RATE and said.at - said.speech.wait * 2 // 3 < at < said.at:
            return "reach", "rest"
    return "rest", "rest"


_Aim = tuple[int, int, int, int]
"""Yaw, pitch, roll (degrees) and brow lift that a head is on its way to."""


def _aims(player: Player, timeline: Timeline, count: int, chance: random.Random) -> list[tuple[int, _Aim]]:
    """Where the head goes and from which drawing on: to the partner, down to the table, a nod, a tilt."""
    def drawing(sample: int) -> int:
        return max(0, timeline.rate.frame_of(max(sample, 0)) // TWOS)

    aims: list[tuple[int, _Aim]] = [(0, (0, 2, 0, 0))]
    before = 0
    for said in timeline.said:
        if not said.speech.text:
            continue
        if said.at - before > SAMPLE_RATE * 9 // 10:  # in a long pause the eyes fall to the table
            aims.append((drawing(before + SAMPLE_RATE // 3), (chance.randint(-6, 6), 13, chance.randint(-2, 2), -8)))
        mine = said.speech.who == player.name
        aims.extend(_speaks(said, drawing, chance) if mine else _listens(said, drawing, chance))
        before = said.out
    return [(min(number, count - 1), aim) for number, aim in sorted(aims, key=lambda item: item[0])]


def _speaks(said: Said, drawing: Callable[[int], int], chance: random.Random) -> list[tuple[int, _Aim]]:
    tilt = (chance.randint(-7, 5), chance.randint(-3, 4), chance.randint(-4, 4), chance.randint(0, 26))
    aims = [(drawing(said.at - SAMPLE_RATE // 8), tilt)]
    for start, _ in said.spoken.words[2::3]:  # the head goes with the stress
        yaw, pitch, brow = tilt[0] + chance.randint(-3, 3), tilt[1] + chance.randint(-3, 5), chance.randint(-12, 12)
        aims.append((drawing(said.at + start), (yaw, pitch, tilt[2], tilt[3] + brow)))
    return aims


def _listens(said: Said, drawing: Callable[[int], int], chance: random.Random) -> list[tuple[int, _Aim]]:
    still = (chance.randint(-4, 4), chance.randint(0, 4), chance.randint(-3, 3), chance.randint(-6, 10))
    aims = [(drawing(said.at + SAMPLE_RATE // 5), still)]
    if chance.randint(0, 99) < 45:
        nod = drawing(said.out - SAMPLE_RATE // 10)
        aims += [(nod, (still[0], still[1] + 6, still[2], still[3])), (nod + 4, still)]
    return aims


def _eased(aims: Sequence[tuple[int, _Aim]], count: int) -> list[_Aim]:
    """The head in every drawing: it covers half of what is left of its way in each, and then holds still.

    Places are even degrees, so that many drawings serve twice.
    """
    heads, now, goal, after = [], aims[0][1], aims[0][1], 0
    for number in range(count):
        while after < len(aims) and aims[after][0] <= number:
            goal, after = aims[after][1], after + 1
        now = _nearer(now, goal)
        heads.append((now[0] // 2 * 2, now[1] // 2 * 2, now[2] // 2 * 2, now[3] // 4 * 4))
    return heads


def _nearer(now: _Aim, goal: _Aim) -> _Aim:
    yaw, pitch, roll, brow = (goal_part if abs(goal_part - part) < 3 else (part + goal_part) // 2
                              for part, goal_part in zip(now, goal, strict=True))
    return yaw, pitch, roll, brow


def _blinks(count: int, rate: Rate, chance: random.Random) -> list[int]:
    """How far the lids are open (percent) in every drawing: shut for a tenth of a second every few seconds."""
    lids, at = [100] * count, 0
    second = rate.timebase // TWOS
    while True:
        at += chance.randint(second * 2, second * 5)
        if at + 2 >= count:
            return lids
        lids[at], lids[at + 1] = 0, 45
