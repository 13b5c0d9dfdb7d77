"""What the microphones hear of a take: the recorder's boom close by, the camera's own far off in the room."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter, oaconvolve

from workprint.film import SAMPLE_RATE
from workprint.media.rehearsal.timeline import Timeline
from workprint.media.rehearsal.voice import Samples

_SPEECH = 10 ** (-21 / 20)  # RMS of a usual speech: -21 dBFS, a location mixer's usual reference for dialogue
_BOOM_TONE = 10 ** (-63 / 20)  # RMS of the room on the boom: a quiet interior, 40 dB under the speech
_CAMERA_TONE = 10 ** (-51 / 20)  # RMS of the room on the camera's microphone: its preamplifier included
_CAMERA = 0.22  # level of the voices at the camera against the boom (a choice)
_DECAY = 0.32  # seconds until the room's sound has fallen by 60 dB: a furnished kitchen
_LEAD = 4 * SAMPLE_RATE  # sound kept before the picture: a recorder may start earlier
_BREATH = 0.045  # level of a breath against the speech (a choice)


def chance(seed: int, *names: str) -> np.random.Generator:
    """A source of chance that belongs to these names: one more draw elsewhere changes nothing here."""
    text = "/".join((str(seed), *names))
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")))


def stage(timeline: Timeline, seed: int, lead: int, out: int) -> Samples:
    """The dry sound of the take from `lead` samples before the picture's head to `out` samples after it."""
    sound = np.zeros(lead + out, np.float32)
    for number, said in enumerate(timeline.said):
        if len(said.spoken.sound):
            level = _SPEECH * 10 ** (said.speech.level / 2000)
            _add(sound, lead + said.at, said.spoken.sound * np.float32(level / _rms(said.spoken.sound)))
            _breathe(sound, lead + said.at, said.speech.wait, level, chance(seed, "breath", str(number)))
    _add(sound, lead + timeline.rate.sample(timeline.clap), _clap(chance(seed, "clap")))
    return sound


def _add(sound: Samples, at: int, part: Samples) -> None:
    end = min(len(sound), at + len(part))
    sound[at:end] += part[:end - at]


def _rms(sound: Samples) -> float:
    """Root mean square of the voiced part: hops under a tenth of the loudest are left out."""
    hops = sound[:len(sound) // 480 * 480].reshape(-1, 480)
    power = (hops * hops).mean(1)
    return float(np.sqrt(power[power >= power.max() * 0.01].mean())) + 1e-9


def _breathe(sound: Samples, at: int, wait: int, level: float, luck: np.random.Generator) -> None:
    """A breath before a speech that was waited for, more often than not."""
    length = int(luck.integers(SAMPLE_RATE // 6, SAMPLE_RATE // 3))
    if wait < length + SAMPLE_RATE // 10 or luck.integers(100) >= 65:
        return
    noise = luck.standard_normal(length, np.float32)
    soft = lfilter([0.35, 0, -0.35], [1, -1.15, 0.45], noise) * np.hanning(length) ** 1.5
    _add(sound, at - length - SAMPLE_RATE // 25, (soft * _BREATH * level).astype(np.float32))


def _clap(luck: np.random.Generator) -> Samples:
    """Two sticks: a burst of noise that is gone after a few hundredths of a second."""
    length = SAMPLE_RATE // 12
    fall = np.exp(-np.arange(length) / (SAMPLE_RATE * 0.006))
    return (luck.standard_normal(length) * fall * 0.35).clip(-0.85, 0.85).astype(np.float32)


def boom(dry: Samples, seed: int) -> Samples:
    """What the recorder hears: close, with a little of the room, never digital silence."""
    return _mixed(dry, _room(dry, seed, "boom"), 1.0, 0.10, _tone(len(dry), seed, "boom", _BOOM_TONE))


def scratch(dry: Samples, seed: int) -> Samples:
    """What the camera hears: far away, most of it room."""
    return _mixed(dry, _room(dry, seed, "camera"), _CAMERA, 0.75 * _CAMERA,
                  _tone(len(dry), seed, "camera", _CAMERA_TONE))


def _mixed(dry: Samples, wet: Samples, near: float, far: float, tone: Samples) -> Samples:
    return (dry * np.float32(near) + wet * np.float32(far) + tone).clip(-0.98, 0.98)


def _room(dry: Samples, seed: int, where: str) -> Samples:
    """The sound of `dry` coming back from the walls, at about its own level."""
    length = int(_DECAY * SAMPLE_RATE)
    fall = 10 ** (-3 * np.arange(length) / length)
    answer = chance(seed, "room", where).standard_normal(length) * fall
    answer = lfilter([0.45], [1, -0.55], answer)
    answer[:SAMPLE_RATE // 150] = 0  # nothing comes back before 2.3 m of way
    answer /= np.sqrt((answer ** 2).sum())
    wet: Samples = oaconvolve(dry, answer.astype(np.float32))[:len(dry)].astype(np.float32)
    return wet


def _tone(length: int, seed: int, where: str, level: float) -> Samples:
    """Room tone: brownish noise and a trace of mains hum."""
    noise = lfilter([0.12], [1, -0.88], chance(seed, "tone", where).standard_normal(length, np.float32))
    hum = np.resize(0.25 * np.sin(2 * np.pi * np.arange(480) / 480), length)  # 100 Hz: 480 samples round
    tone: Samples = ((noise / noise.std() + hum) * level).astype(np.float32)
    return tone


def recorded(sound: Samples, lead: int, offset: int, drift_ppb: int) -> Samples:
    """`sound` (whose picture head is at `lead`) as a recorder that started at `offset` and drifts has it."""
    piece = sound[lead + offset:]
    if not drift_ppb:
        return piece
    length = len(piece) * (10**9 + drift_ppb) // 10**9 - 4
    place = np.arange(length, dtype=np.float64) / (1 + drift_ppb / 1e9)
    return _between(np.pad(piece, (1, 3)), place + 1)


def _between(sound: Samples, place: NDArray[np.float64]) -> Samples:
    """Values between samples, by the cubic through the four around them (Lagrange)."""
    whole = place.astype(np.int64)
    part = (place - whole).astype(np.float32)
    a, b, c, d = (sound[whole + step] for step in (-1, 0, 1, 2))
    return (b + part * ((c - a / 3 - b / 2 - d / 6) + part * ((a + c) / 2 - b + part * ((d - a) / 6 + (b - c) / 2)))
            ).astype(np.float32)


def lead_for(offset: int) -> int:
    """Samples of sound needed before the picture for a recorder that started at `offset`."""
    return max(_LEAD, -offset)
