"""Small rushes with a known truth: speech of the rehearsal's voices under pictures that carry their frame number."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Line, Rate, Scene, Slate, Timecode
from workprint.media.made_film import code_picture
from workprint.media.rehearsal import SMALL_PLAN, TrueWord, planned, read_plan, voices_installed
from workprint.media.rehearsal.film_out import write_camera_file
from workprint.media.rehearsal.microphones import boom, stage
from workprint.media.rehearsal.recorder import write_wave
from workprint.media.rehearsal.timeline import lay, true_words
from workprint.media.rehearsal.voice import speak

RATE = Rate(24)
SAID = (("IDA", "You ordered for me."), ("LEO", "You were late."), ("IDA", "I was outside."),
        ("LEO", "The whole time?"), ("IDA", "Until it was cold."))
FOUNTAIN = "INT. CAFE - DAY #2#\n\n" + "\n\n".join(f"{who}\n{text}" for who, text in SAID) + "\n"
Sound = NDArray[np.float32]


@cache
def spoken(mood: str = "guarded", tempo: int = 100, first: str = "",
           last: str = "") -> tuple[Sound, tuple[TrueWord, ...]]:
    """The small scene, said by its two voices: sound (48 kHz) and the true place of every word."""
    if not voices_installed():
        pytest.skip("the rehearsal's voices need the extra 'voice'; install workprint[voice] to run this test")
    plan = read_plan(SMALL_PLAN)
    scene = Scene("2", "INT. CAFE - DAY", tuple(
        Line(f"2/{number}", "spoken", text, who) for number, (who, text) in enumerate(SAID, 1)))
    order = replace(plan.takes[0], plants=(), mood=mood, tempo=tempo, first=first, last=last, sound_at=0)
    (take,) = planned(scene, replace(plan, takes=(order,), beats=()), seed=1)
    timeline = lay(take, speak(take.speeches), RATE)
    return boom(stage(timeline, 1, 0, timeline.samples), 1), true_words(timeline)


def camera_file(path: Path, sound: Sound | None, *, begins: int = 0, frames: int = 0, clock: str = "01:00:00:00",
                level: float = 0.3) -> Path:
    """A camera's file that began `begins` samples into `sound` and has it from afar; mute where that is None.

    Its picture says the frame of the event that it shows, its timecode begins at `clock`.
    """
    heard = None if sound is None else sound[begins:]
    count = frames or RATE.frame_of(len(heard if heard is not None else np.zeros(5 * SAMPLE_RATE)))
    if heard is not None:
        heard = heard[:RATE.sample(count)]
        hiss = np.random.Generator(np.random.PCG64(sum(path.name.encode()))).normal(0, 1e-3, len(heard))
        heard = (heard * level + hiss).astype(np.float32)
    pictures = (code_picture(1, (number + RATE.frame_of(begins)) % 65536, 320, 180).mean(axis=2).astype(np.uint8)
                for number in range(count))
    write_camera_file(path, pictures, heard, rate=RATE, size=(320, 180), timecode=Timecode.parse(clock, RATE),
                      title="made")
    return path


def recorder_file(path: Path, sound: Sound, *, lead: int = 0, at: str = "01:00:00:00") -> Path:
    """A recorder's file that began `lead` samples before the event, its clock at `at` where the event begins."""
    head = np.random.Generator(np.random.PCG64(7)).normal(0, 1e-4, lead).astype(np.float32)
    write_wave(path, [("BOOM", np.concatenate([head, sound]))], slate=Slate("2", "A", 1),
               at=RATE.sample(Timecode.parse(at, RATE).frame) - lead, rate=RATE, circled=False, note="")
    return path
