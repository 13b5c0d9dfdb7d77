"""The voices: in a process of their own, and their words where the sound says they are."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import workprint
from workprint.exchange import read_fountain
from workprint.film import BadTool
from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE, planned, read_plan, voice, voices_installed
from workprint.media.rehearsal.voice import speak

spoken_only = pytest.mark.skipif(not voices_installed(), reason="voices need the extra 'voice' (workprint[voice])")
SOURCE = Path(workprint.__file__).parent


def demo_takes():
    (scene,) = read_fountain(DEMO_SCENE.read_text("utf-8")).scenes
    return planned(scene, read_plan(DEMO_PLAN), seed=1)


@pytest.fixture(scope="module")
def performance():
    speeches = demo_takes()[0].speeches + demo_takes()[6].speeches
    return speeches, speak(speeches)


def test_only_the_worker_touches_espeak_and_nobody_imports_the_worker():
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else (
                [f"{node.module}.{alias.name}" for alias in node.names] if isinstance(node, ast.ImportFrom) else [])
            assert not any("rehearsal.speak" in name for name in names), path
            assert path.name == "speak.py" or not any("espeakng" in name for name in names), path


def test_importing_workprint_never_loads_espeak():
    rooms = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in
             sorted((SOURCE / "media" / "rehearsal").glob("*.py")) if path.name not in ("speak.py", "__init__.py")]
    code = f"import sys, {', '.join(rooms)}; print([n for n in sys.modules if 'espeak' in n or n.endswith('.speak')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadTool, match=r"install it with: pip install 'workprint\[voice\]'"):
        speak(demo_takes()[0].speeches)


def test_nothing_to_say_needs_no_voice(monkeypatch):
    monkeypatch.setattr(voice.importlib.util, "find_spec", lambda name: None)
    assert speak(()) == ()


@spoken_only
def test_every_word_said_has_a_place_in_order(performance):
    for speech, said in zip(*performance, strict=True):
        assert len(said.words) == sum(1 for token in speech.tokens if token.say)
        edges = [edge for word in said.words for edge in word]
        assert edges == sorted(edges)
        assert all(out - start >= 48 * 25 for start, out in said.words), (speech.text, said.words)
        assert not said.words or edges[-1] <= len(said.sound)


@spoken_only
def test_speech_begins_and_ends_where_it_is_heard(performance):
    """An independent look at the waveform: first and last sample over 1 % of the loudest."""
    misses = []
    for _, said in zip(*performance, strict=True):
        if said.words:
            loud = np.flatnonzero(np.abs(said.sound) > 0.01 * np.abs(said.sound).max())
            misses += [abs(int(loud[0]) - said.words[0][0]), abs(int(loud[-1]) - said.words[-1][1])]
    assert np.mean(misses) < 48 * 5, "within 5 ms on the mean"
    assert max(misses) < 48 * 25


@spoken_only
def test_pauses_between_words_are_silent_and_words_are_not(performance):
    for speech, said in zip(*performance, strict=True):
        for (start, out), later in zip(said.words, [*(word[0] for word in said.words[1:]), None], strict=True):
            loudest = np.abs(said.sound).max()
            assert np.abs(said.sound[start:out]).max() > 0.05 * loudest, (speech.text, start)
            if later is not None and later - out > 480:
                assert np.abs(said.sound[out + 240:later - 240]).max(initial=0) < 0.02 * loudest, (speech.text, out)


@spoken_only
def test_the_same_speech_sounds_the_same(performance):
    speeches, said = performance
    again = speak(speeches[:3])
    assert all(np.array_equal(one.sound, two.sound) and one.words == two.words
               for one, two in zip(said, again, strict=False))


@spoken_only
def test_two_characters_are_two_voices(performance):
    speeches, said = performance
    heights: dict[str, list[float]] = {}
    for speech, one in zip(speeches, said, strict=True):
        if one.words:
            heights.setdefault(speech.who, []).append(fundamental(one.sound))
    low, high = sorted(float(np.median(values)) for values in heights.values())
    assert high > low * 1.4


def fundamental(sound: np.ndarray) -> float:
    """Median pitch in Hz by autocorrelation of 50 ms windows, 60 to 400 Hz."""
    found = []
    for at in range(0, len(sound) - 2400, 2400):
        spectrum = np.fft.rfft(sound[at:at + 2400] * np.hanning(2400), 8192)
        echo = np.fft.irfft(np.abs(spectrum) ** 2)
        lag = 120 + int(echo[120:800].argmax())
        if echo[lag] > 0.4 * echo[0] > 0.01:
            found.append(48_000 / lag)
    return float(np.median(found))


@spoken_only
def test_an_unknown_voice_is_said():
    from dataclasses import replace

    with pytest.raises(BadTool, match="has no voice 'xx-nobody'"):
        speak([replace(demo_takes()[0].speeches[0], voice="xx-nobody")])
