"""When everything in a take happens, in samples of the picture: the clap, every word, every sound of the mouth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workprint.film import SAMPLE_RATE, Rate
from workprint.media.rehearsal.acting import PlannedTake, Speech, words_of
from workprint.media.rehearsal.truth import Planted, TrueWord
from workprint.media.rehearsal.voice import Spoken

_CLAP = 3 * SAMPLE_RATE // 2  # the slate is held for 1.5 s: as an assistant camera would
_ACTION = 3 * SAMPLE_RATE  # "action": the first speech waits for at least this long
_TAIL = 3 * SAMPLE_RATE // 2  # 1.5 s: nobody calls cut on the last word
_MUTE = 9 * SAMPLE_RATE  # length of a take in which nobody speaks (a choice)


@dataclass(frozen=True, eq=False)
class Said:
    """A speech at its place in the take."""

    speech: Speech
    spoken: Spoken
    at: int
    """Sample of the picture at which its sound begins."""

    @property
    def out(self) -> int:
        """First sample after its sound."""
        return self.at + len(self.spoken.sound)


@dataclass(frozen=True, eq=False)
class Timeline:
    """A take in time."""

    rate: Rate
    frames: int
    """Length of the picture."""
    clap: int
    """Frame at which the clapper closes."""
    said: tuple[Said, ...]
    """Speeches in order, those without words included."""

    @property
    def samples(self) -> int:
        """Length of the picture in samples."""
        return self.rate.sample(self.frames)


def lay(take: PlannedTake, spoken: Sequence[Spoken], rate: Rate) -> Timeline:
    """The take's speeches one after the other, after the slate."""
    at, said = _ACTION, []
    for speech, sound in zip(take.speeches, spoken, strict=True):
        at += speech.wait if speech.text else 0
        said.append(Said(speech, sound, at))
        at += len(sound.sound)
    last = at + _TAIL if said else _MUTE
    return Timeline(rate, rate.frame_of(last) + 1, rate.frame_of(_CLAP), tuple(said))


def true_words(timeline: Timeline) -> tuple[TrueWord, ...]:
    """Every word of the take at its true place."""
    return tuple(word for said in timeline.said for word in _words(said))


def _words(said: Said) -> list[TrueWord]:
    times, words, at = iter(said.spoken.words), [], said.at
    for token in said.speech.tokens:
        start, out = next(times) if token.say else (at - said.at, at - said.at)
        words.append(TrueWord(said.speech.line, token.word, said.at + start, said.at + out, token.heard,
                              said.speech.run, said.speech.who))
        at = said.at + out
    return words


def planted(take: PlannedTake) -> tuple[Planted, ...]:
    """The take's faults, with the words they touch."""
    return tuple(Planted(plant.fault, plant.line, _touched(take, plant.fault, plant.line, plant.say))
                 for plant in take.order.plants)


def _touched(take: PlannedTake, fault: str, line: str, say: str) -> tuple[str, ...]:
    if fault == "ad-lib":
        return tuple(token.word for token in words_of(say))
    heard = {"fluff": ("extra", "missing"), "omit": ("missing",), "change": ("changed", "extra"),
             "swap": ("changed",)}.get(fault, ())
    return tuple(token.word for speech in take.speeches if speech.line == line
                 for token in speech.tokens if token.heard in heard)
