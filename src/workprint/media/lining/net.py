"""A scene's spoken lines as a net of states: everything that may be said, and what it costs to leave the script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workprint.film import Scene
from workprint.media.lining.accents import british
from workprint.media.lining.model import SILENCE, senones
from workprint.media.lining.saying import Phones, say
from workprint.media.lining.words import words_of

Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Scripted:
    """One word of a spoken line."""

    line: int
    """Which of the scene's spoken lines, from 0."""
    place: int
    """Which word of the line, from 0."""
    text: str
    """As spoken."""
    ways: tuple[Phones, ...]
    """How it may be said."""
    last: bool
    """Whether it ends its line."""
    adopted: bool = False
    """Whether its line is an ad-lib that somebody adopted: a take may go past it at no cost."""


@dataclass(frozen=True)
class Net:
    """States of all ways to say all words, one after the other."""

    words: tuple[Scripted, ...]
    """All words of all spoken lines, in order."""
    senones: Ints
    """The senone of each state."""
    first: Ints
    """First state of each way."""
    final: Ints
    """Last state of each way."""
    word: Ints
    """Word of each way."""


def scripted(scene: Scene, dictionary: Mapping[str, str] | None = None) -> tuple[Scripted, ...]:
    """The words of the scene's spoken lines with their pronunciations; a word nobody can pronounce is left out."""
    words: list[Scripted] = []
    for number, line in enumerate(scene.spoken):
        said = [(text, _accented(text, ways)) for text in words_of(line.text) if (ways := say(text, dictionary))]
        words += [Scripted(number, place, text, ways, place == len(said) - 1, line.adopted)
                  for place, (text, ways) in enumerate(said)]
    return tuple(words)


def _accented(text: str, ways: tuple[Phones, ...]) -> tuple[Phones, ...]:
    """The ways to say a word, and its British one where that differs."""
    return tuple(dict.fromkeys((*ways, british(text, ways[0]))))


def net_of(words: tuple[Scripted, ...]) -> Net:
    """The net of `words`: each way to say each, in the company of its neighbours."""
    states: list[int] = []
    first, final, owner = [], [], []
    for at, word in enumerate(words):
        left = words[at - 1].ways[0][-1] if word.place else SILENCE
        right = SILENCE if word.last else words[at + 1].ways[0][0]
        for way in word.ways:
            first.append(len(states))
            states += senones().of_word(way, left, right)
            final.append(len(states) - 1)
            owner.append(at)
    return Net(words, *(np.asarray(column, np.int32) for column in (states, first, final, owner)))
