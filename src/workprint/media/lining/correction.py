"""A person's correction of a word's edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workprint.film import BadValue, NotOnTheDesk, Reading, Word


def correct(readings: Sequence[Reading], line: str, run: int, word: int, start: int, out: int) -> tuple[Reading, ...]:
    """The readings with one word's edges put right, surely heard from now on.

    `line` and `run` name the reading (an empty line: the `run`-th stretch that is in no line), `word` its place in
    the reading from 1, missing words counted, `start` and `out` the samples (48 kHz) it takes from the head of the
    take. A missing word that is given a length counts as scripted: a person heard it. Everything else stays.

    Raises `NotOnTheDesk` for a reading or word that is not there, `BadValue` for edges that overlap a neighbour.

    >>> said = (Reading("1/1", "1/1", (Word("key", 480, 960, confidence=300),)),)
    >>> correct(said, "1/1", 1, 1, 500, 1000)[0].words
    (Word(text='key', start=500, out=1000, heard='scripted', confidence=1000),)
    """
    at = _place_of(readings, line, run)
    words = readings[at].words
    if not 1 <= word <= len(words):
        raise NotOnTheDesk(f"word {word} of {_name(line, run)} was named", f"a word from 1 to {len(words)} would do",
                           "look at the reading again")
    _check(words, word - 1, start, out)
    old = words[word - 1]
    put = replace(old, start=start, out=out, confidence=1000, heard="scripted" if old.heard == "missing" else old.heard)
    mended = replace(readings[at], words=(*words[: word - 1], put, *words[word:]))
    return (*readings[:at], mended, *readings[at + 1 :])


def _place_of(readings: Sequence[Reading], line: str, run: int) -> int:
    """Where the `run`-th reading of `line` stands among the readings."""
    places = [at for at, reading in enumerate(readings) if reading.line == line]
    if not 1 <= run <= len(places):
        known = ", ".join(dict.fromkeys(reading.line or "(no line)" for reading in readings)) or "nothing yet"
        raise NotOnTheDesk(f"{_name(line, run)} was named", f"a reading of {known} would do", "line the take first")
    return places[run - 1]


def _name(line: str, run: int) -> str:
    return f"reading {run} of line {line}" if line else f"stretch {run} that is in no line"


def _check(words: Sequence[Word], at: int, start: int, out: int) -> None:
    """Raise `BadValue` unless a word may take these samples between its neighbours."""
    if not 0 <= start < out:
        raise BadValue(f"the edges came as {start} and {out}", "a start from 0 and an out after it would do",
                       "give them again in samples at 48 kHz")
    least = max((word.out for word in words[:at] if word.out > word.start), default=0)
    most = min((word.start for word in words[at + 1 :] if word.out > word.start), default=out)
    if start < least or out > most:
        raise BadValue(f"the edges came as {start} and {out}", f"edges between {least} and {most} would do, "
                       "where the words beside it end and begin", "correct the neighbour first")
