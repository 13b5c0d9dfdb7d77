"""Sync by waveform: how near, how sure, and how well the drift is known; beside plain correlation and doing nothing.

All sound is made here (talk-like, never repeating, in a made room under pink noise), so that it can be made again.
Run alone: ``python -m bench.sync``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.signal import correlate, fftconvolve, lfilter

from workprint.media.sync import find_sync

Floats = NDArray[np.float32]

SECOND = 48_000
QUARTER_FRAME = SECOND // 24 // 4
"""What features are synced to: a quarter frame at 24 frames a second, 10.4 ms. Source: facts/sound, section 3."""
PAIRS = 60
"""Pairs of 15 s that overlap by 3 s, at either end, under noise as loud as the talk."""
STRANGERS = 60
"""Pairs of unrelated talk."""
CLOCKS = (50, -50, -3)
"""Parts per million by which recorders run off, over three minutes."""


class Case(NamedTuple):
    """What camera and recorder heard, and where the recording lies in truth (None: nowhere)."""

    picture: Floats
    recording: Floats
    offset: int | None


def talk(seconds: int, seed: int) -> Floats:
    """Voiced pulses and hisses through changing resonances with pauses, RMS 1."""
    chance = np.random.default_rng(seed)
    count = seconds * SECOND
    pitch = chance.uniform(90, 220) * np.repeat(chance.uniform(0.8, 1.3, count // 4_800 + 1), 4_800)[:count]
    pulses = np.diff(np.floor(np.cumsum(pitch) / SECOND), prepend=0.0)
    source = lfilter([1], [1, -0.97], pulses) + 0.05 * chance.standard_normal(count)
    sound = np.zeros(count)
    for begin in range(0, count, 6_000):
        part = source[begin : begin + 6_000]
        for formant in chance.uniform((250, 900, 2_200), (800, 2_200, 3_200)):
            radius = 0.988
            part = lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * formant / SECOND), radius**2], part)
        fade = np.sin(np.linspace(0, np.pi, len(part)))
        sound[begin : begin + 6_000] = part * fade * chance.choice((0, 0.3, 0.6, 1), p=(0.15, 0.25, 0.3, 0.3))
    return np.asarray(sound / np.sqrt(np.mean(sound**2)), np.float32)


def pink(count: int, seed: int) -> Floats:
    """Pink noise, RMS 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(len(spectrum)))), count)
    return np.asarray(noise / noise.std(), np.float32)


def camera(sound: Floats, seed: int, decibels: float) -> Floats:
    """As a camera hears it: across a room of 0.5 s, under noise so many dB below the talk."""
    tail = np.random.default_rng(seed).standard_normal(24_000) * 10 ** (-3 * np.arange(24_000) / 24_000)
    tail[0] = 0.7 * np.sqrt(np.sum(tail[1:] ** 2))
    wet = fftconvolve(sound, tail)[: len(sound)]
    return np.asarray(wet / wet.std() + pink(len(sound), seed + 1) * 10 ** (-decibels / 20), np.float32)


def recorder(sound: Floats, seed: int) -> Floats:
    """As a recorder hears it: close, with hiss 30 dB below."""
    return np.asarray(sound + pink(len(sound), seed + 2) * 10**-1.5, np.float32)


def overlapping(seed: int) -> Case:
    """Two runs of 15 s that share 3 s at one end of each."""
    whole = talk(27, seed)
    early, late, away = whole[: 15 * SECOND], whole[12 * SECOND :], 12 * SECOND
    if seed % 2:
        return Case(camera(early, 10 * seed, 0), recorder(late, 10 * seed), away)
    return Case(camera(late, 10 * seed, 0), recorder(early, 10 * seed), -away)


def strangers(seed: int) -> Case:
    """Two runs that share nothing."""
    here, there = talk(15, 5_000 + seed), talk(20, 9_000 + seed)
    return Case(camera(here, 10 * seed + 7, 10), recorder(there, 10 * seed + 9), None)


def clocked(sound: Floats, ppm: float) -> Floats:
    """`sound` as a clock that is so fast samples it (cubic interpolation)."""
    places = np.arange(int(len(sound) * (1 + ppm * 1e-6))) / (1 + ppm * 1e-6)
    whole = np.clip(places.astype(int), 1, len(sound) - 3)
    part = places - whole
    before, here, after, beyond = (sound[whole + step].astype(np.float64) for step in (-1, 0, 1, 2))
    bend = 2 * before - 5 * here + 4 * after - beyond + part * (3 * (here - after) + beyond - before)
    return np.asarray(here + 0.5 * part * (after - before + part * bend), np.float32)


def plain_correlation(case: Case) -> int:
    """The peer: the highest point of the cross-correlation, which always finds something."""
    match = np.abs(correlate(case.picture[::6], case.recording[::6], "full", "fft"))
    return 6 * (int(np.argmax(match)) - len(case.recording[::6]) + 1)


def nearness() -> tuple[float, dict[str, float]]:
    """Share (percent) of overlapping pairs within a quarter frame: ours, and the peers'."""
    ours = plain = 0
    for seed in range(PAIRS):
        case = overlapping(seed)
        assert case.offset is not None
        found = find_sync(case.picture, case.recording)
        ours += found is not None and abs(found.offset - case.offset) <= QUARTER_FRAME
        plain += abs(plain_correlation(case) - case.offset) <= QUARTER_FRAME
    return 100 * ours / PAIRS, {"plain correlation": round(100 * plain / PAIRS, 1), "both started together": 0.0}


def mistakes() -> tuple[float, dict[str, float]]:
    """Share (percent) of unrelated pairs that are matched all the same."""
    found = sum(find_sync(case.picture, case.recording) is not None for case in map(strangers, range(STRANGERS)))
    return 100 * found / STRANGERS, {"plain correlation (never abstains)": 100.0}


def drift() -> tuple[float, dict[str, float]]:
    """Largest error (ppm) of the drift over three minutes in room and noise of 10 dB."""
    whole = np.concatenate([talk(60, 77 + part) for part in range(3)])
    heard = camera(whole, 3, 10)
    errors = []
    for ppm in CLOCKS:
        found = find_sync(heard, recorder(clocked(whole[5 * SECOND :], ppm), 4))
        errors.append(abs(found.drift_ppb / 1000 - ppm) if found else 1000.0)
    return max(errors), {"no drift assumed": float(max(map(abs, CLOCKS)))}


def figure(name: str, value: float, unit: str, aim: float, better: str, peers: dict[str, float]) -> dict[str, Any]:
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": round(value, 3), "unit": unit, "aim": aim, "better": better, "met": met,
            "peers": peers, "command": "make bench"}


def figures() -> list[dict[str, Any]]:
    """The figures of sync."""
    near, near_peers = nearness()
    wrong, wrong_peers = mistakes()
    off, off_peers = drift()
    return [
        figure("sync.within_quarter_frame", near, "% of pairs with 3 s overlap at 0 dB", 99, "higher", near_peers),
        figure("sync.false_matches", wrong, "% of unrelated pairs", 1, "lower", wrong_peers),
        figure("sync.drift_error_ppm", off, "ppm", 2, "lower", off_peers),
    ]


if __name__ == "__main__":
    for row in figures():
        print(f"{row['name']:<28} {row['value']:>8} {row['unit']:<38} aim {row['aim']:<4} "
              f"{'met' if row['met'] else 'NOT met'}   peers {row['peers']}")
