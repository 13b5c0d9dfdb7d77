"""Small rushes with a known truth: speech of the rehearsal's voices under pictures that carry their frame number."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from workprint.desk import Desk
from workprint.film import SAMPLE_RATE, Line, Rate, Scene, Slate, Timecode, to_plain
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


def action_file(path: Path, bursts: list[tuple[int, int]], frames: int, *, knocks: bool = True) -> Path:
    """A camera's file in which a dark square moves, and something knocks, from each start to each out (frames)."""
    chance = np.random.Generator(np.random.PCG64(3))
    wall = np.kron(chance.integers(60, 200, (18, 32)), np.ones((10, 10))).astype(np.uint8)
    busy = np.zeros(frames, bool)
    for start, out in bursts:
        busy[start:out] = True
    at = np.cumsum(np.where(busy, 5, 0)) % 240
    sound = chance.normal(0, 1e-3, RATE.sample(frames))
    if knocks:
        sound += np.repeat(busy, SAMPLE_RATE // 24)[:len(sound)] * chance.normal(0, 0.05, len(sound))

    def picture(frame: int) -> NDArray[np.uint8]:
        shown = wall.copy()
        shown[50:130, at[frame]:at[frame] + 80] = wall[50:130, :80] // 3
        return shown

    write_camera_file(path, (picture(frame) for frame in range(frames)), sound.astype(np.float32), rate=RATE,
                      size=(320, 180), timecode=Timecode.parse("10:00:00:00", RATE), title="made")
    return path


def small(desk: Desk) -> Desk:
    """The film with proxies of a third of the usual size: a test of sound and frames need not wait for pixels."""
    film = desk.film
    desk.record("film", {"title": film.title, "rate": to_plain(film.rate), "width": 320, "height": 180, "schema": 1})
    return desk
