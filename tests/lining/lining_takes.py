"""Takes of a small scene, spoken by the rehearsal's voices but not filmed, with the true place of every word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from workprint.film import Line, Rate, Scene
from workprint.media.rehearsal import SMALL_PLAN, TrueWord, planned, read_plan
from workprint.media.rehearsal.microphones import boom, stage
from workprint.media.rehearsal.plan import Plant
from workprint.media.rehearsal.timeline import lay, true_words
from workprint.media.rehearsal.voice import speak

_SAID = (("IDA", "You ordered for me."), ("LEO", "You were late."), ("IDA", "I was outside."),
         ("LEO", "The whole time?"), ("IDA", "Until it was cold."), ("LEO", "You could still drink it, you know."),
         ("IDA", "I only came for my coat."))
SCENE = Scene("2", "INT. CAFE - DAY", tuple(
    Line(f"2/{number}", "spoken", text, who) for number, (who, text) in enumerate(_SAID, start=1)))
"""Spoken lines alone, so that a line's place is its number."""


@dataclass(frozen=True, eq=False)
class Spoken:
    """A take that was said, and what is true of it."""

    sound: NDArray[np.float32]
    words: tuple[TrueWord, ...]


@cache
def spoken(*plants: Plant, first: str = "", last: str = "") -> Spoken:
    """A take of the scene with these faults, from line `first` to line `last`."""
    plan = read_plan(SMALL_PLAN)
    order = replace(plan.takes[0], plants=plants, first=first, last=last, sound_at=0)
    (take,) = planned(SCENE, replace(plan, takes=(order,), beats=()), seed=1)
    timeline = lay(take, speak(take.speeches), Rate(24))
    return Spoken(boom(stage(timeline, 1, 0, timeline.samples), 1), true_words(timeline))
