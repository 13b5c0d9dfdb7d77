"""Rehearsal takes as material with known truth, heard but not drawn: for comparing ways to cut, not ways to analyse.

The words are the true ones, so that no peer suffers from another's lining; the sound is the boom's, spoken by this
machine (synthetic voices). Pictures are not needed: what is seen follows from the floor plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from workprint.exchange import read_fountain
from workprint.film import Material, Rate, Reading, Scene, Slate, Sync, Take, Word
from workprint.media.clap import after_slate
from workprint.media.energy import against_each_other
from workprint.media.performance import perform
from workprint.media.rehearsal import Plan, PlannedTake, framed, planned, read_plan
from workprint.media.rehearsal.microphones import boom, lead_for, stage
from workprint.media.rehearsal.timeline import lay, true_words
from workprint.media.rehearsal.voice import speak
from workprint.media.room import room_tone

RATE, SIZE, SEED = Rate(24), (960, 540), 1

Sounds = dict[str, Any]
"""Laid sound (float32 mono, 48 kHz) of every take by its id."""


@dataclass(frozen=True)
class Rehearsed:
    """A scene ready to be cut, and all that is heard in it."""

    name: str
    material: Material
    sounds: Sounds

    @property
    def takes(self) -> dict[str, Take]:
        """Every take by its id."""
        return {take.id: take for take in self.material.takes}


def rehearsed(name: str, scene_file: Path, plan_file: Path, *, cameras: bool) -> Rehearsed:
    """The takes of a floor plan; with `cameras`, one performance without faults, seen from every setup at once."""
    scene, plan = read_fountain(scene_file.read_text(encoding="utf-8")).scenes[0], read_plan(plan_file)
    shot = _cameras(scene, plan) if cameras else [one for one in planned(scene, plan, seed=SEED) if one.speeches]
    found = [_take(one, scene, plan) for one in shot]
    who = {line.id: line.who for line in scene.spoken}
    readings = against_each_other(tuple(reading for _, some, _ in found for reading in some), who)
    material = Material(scene, RATE, tuple(take for take, _, _ in found), tuple(readings))
    return Rehearsed(name, material, {take.id: sound for take, _, sound in found})


def _cameras(scene: Scene, plan: Plan) -> list[PlannedTake]:
    """The first whole take, played once and seen by a camera in every setup that frames somebody."""
    clean = replace(plan, takes=(replace(plan.takes[0], plants=(), first="", last="", circled=False),))
    one = planned(scene, clean, seed=SEED)[0]
    return [replace(one, slate=Slate(scene.number, view.letter, 1), order=replace(one.order, setup=view.letter))
            for view in plan.setups if view.on]


def _take(planned_take: PlannedTake, scene: Scene, plan: Plan) -> tuple[Take, tuple[Reading, ...], np.ndarray]:
    timeline = lay(planned_take, speak(planned_take.speeches), RATE)
    lead, seed = lead_for(0), SEED * 1000 + planned_take.index
    heard = boom(stage(timeline, seed, lead, timeline.samples), seed)[lead:lead + timeline.samples]
    setup = framed(plan.setup(planned_take.order.setup), plan, SIZE)
    readings = tuple(_readings(str(planned_take.slate), true_words(timeline), heard))
    words = [word for reading in readings for word in reading.said]
    take = Take(planned_take.slate, f"made{planned_take.slate}", timeline.frames, RATE, f"made{planned_take.slate}",
                sync=Sync(0), setup=setup, circled=planned_take.order.circled,
                head=after_slate(heard, min(word.start for word in words), RATE),
                room=room_tone(heard, words, RATE))
    return take, readings, heard


def _readings(take: str, words: Sequence[Any], heard: np.ndarray) -> list[Reading]:
    found = []
    for (line, run), group in groupby(words, key=lambda word: (word.line, word.run)):
        said = tuple(Word(word.text, word.start, word.out, word.heard) for word in group)
        reading = Reading(take, line, said, run=run)
        found.append(replace(reading, performance=perform(heard, reading.said)) if reading.said else reading)
    return found
