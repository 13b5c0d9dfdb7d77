"""Sounds made for tests: speech-like talk that never repeats, rooms, noises, a clock that runs off."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter

Floats = NDArray[np.float32]
VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410))
"""First three formants (Hz) of five vowels, men's means. Source: Peterson and Barney 1952, table II."""


def vowel(hertz: float | Floats, formants: tuple[int, ...], samples: int) -> Floats:
    """A sung vowel: pulses at a fundamental (one value, or one a sample), through three resonances."""
    phase = np.cumsum(np.broadcast_to(np.asarray(hertz, np.float64), samples)) / 48_000
    wave = np.diff(np.floor(phase), prepend=0.0)
    wave = lfilter([1], [1, -0.97], wave)
    for formant in formants:
        radius = np.exp(-np.pi * 90 / 48_000)
        wave = lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * formant / 48_000), radius**2], wave)
    return np.asarray(wave / max(1e-9, float(np.abs(wave).max())), np.float32)


def talk(seconds: float, seed: int) -> Floats:
    """Talk without words: vowels, hisses and pauses at the pace of speech, RMS 0.05."""
    chance = np.random.default_rng(seed)
    base, parts, length = chance.uniform(90, 230), [], 0
    while length < seconds * 48_000:
        size = int(chance.integers(2_900, 9_600))
        glide = base * np.linspace(chance.uniform(0.8, 1.3), chance.uniform(0.8, 1.3), size)
        formants = tuple(int(each * chance.uniform(0.9, 1.15)) for each in VOWELS[chance.integers(len(VOWELS))])
        fade = np.sin(np.linspace(0, np.pi, size))
        parts.append(vowel(glide, formants, size) * fade * chance.uniform(0.3, 1))
        hiss = chance.standard_normal(int(chance.integers(960, 5_000)))
        parts.append(lfilter([1, -0.9], [1], hiss) * np.hanning(len(hiss)) * 0.03)
        if chance.random() < 0.2:
            parts.append(np.zeros(int(chance.integers(7_200, 38_000))))
        length = sum(map(len, parts))
    sound = np.concatenate(parts)[: int(seconds * 48_000)]
    return np.asarray(sound * 0.05 / np.sqrt(np.mean(sound**2)), np.float32)


def pink(samples: int, seed: int) -> Floats:
    """Pink noise, RMS 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(samples))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    noise = np.fft.irfft(spectrum, samples)
    return np.asarray(noise / noise.std(), np.float32)


def room(sound: Floats, seed: int, seconds: float = 0.4) -> Floats:
    """`sound` as a camera hears it across a room: direct sound, then an exponential tail 3 dB weaker."""
    count = int(seconds * 48_000)
    tail = np.random.default_rng(seed).standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[0], tail[1:] = 1.0, 0.7 * tail[1:] / np.sqrt(np.sum(tail[1:] ** 2))
    return np.asarray(fftconvolve(sound, tail)[: len(sound)], np.float32)


def with_noise(sound: Floats, decibels: float, seed: int) -> Floats:
    """`sound` and pink noise that many dB below it."""
    power = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))
    return sound + pink(len(sound), seed) * np.float32(power * 10 ** (-decibels / 20))


def clocked(sound: Floats, ppm: float) -> Floats:
    """`sound` as a clock that is fast by so many parts per million samples it: that much longer."""
    places = np.arange(int(len(sound) * (1 + ppm * 1e-6))) / (1 + ppm * 1e-6)
    whole = np.clip(places.astype(int), 1, len(sound) - 3)
    part = places - whole
    before, here, after, beyond = (sound[whole + step].astype(np.float64) for step in (-1, 0, 1, 2))
    # Catmull and Rom's cubic: no error that matters below 8 kHz.
    bend = 2 * before - 5 * here + 4 * after - beyond + part * (3 * (here - after) + beyond - before)
    return np.asarray(here + 0.5 * part * (after - before + part * bend), np.float32)


def heard(path: Path) -> Floats:
    """The sound of a file, mono, 48 kHz."""
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000)
        parts = [part.to_ndarray()[0] for frame in file.decode(stream) for part in resampler.resample(frame)]
        parts += [part.to_ndarray()[0] for part in resampler.resample(None)]
    return np.concatenate(parts)
