"""What one reading says that the script does not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from workprint.film import Line, Reading, Word
from workprint.media.lining.words import words_of

SURE = 500
"""Confidence from which a word counts as surely heard, of 1000. Source: our choice, the limit of `Reading.flags`."""


def differs(reading: Reading, line: Line) -> tuple[str, ...]:
    """Sentences on what `reading` has otherwise than `line`, in the order of the words; none where it is as written.

    >>> line = Line("1/1", "spoken", "I only came for my coat.", "IDA")
    >>> said = [Word("i", 0, 4), Word("only", 4, 9, "missing"), Word("came", 9, 12), Word("for", 12, 14),
    ...         Word("the", 14, 16, "changed"), Word("coat", 16, 20), Word("sorry", 22, 29, "extra")]
    >>> differs(Reading("1/1", "1/1", tuple(said)), line)
    ("leaves out 'only'", "says 'the' for 'my'", "adds 'sorry' after 'coat'")
    """
    told: list[str] = []
    wanted, before = list(words_of(line.text)), ""
    for kind, found in groupby(reading.words, _kind):
        words = list(found)
        written = [_taken(wanted, word) for word in words]
        told += _told(kind, _text(words), " ".join(filter(None, written)), before)
        before = words[-1].text if kind != "missing" else before
    return tuple(told)


def _kind(word: Word) -> str:
    return "unsure" if word.heard == "scripted" and word.confidence < SURE else word.heard


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _taken(wanted: list[str], word: Word) -> str:
    """The script's word that stands where `word` does, struck off `wanted` with those before it."""
    if word.heard == "extra" or not wanted:
        return ""
    # The lining leaves out words that nobody can pronounce: the place of a word is where its text stands next.
    place = wanted.index(word.text) if word.heard != "changed" and word.text in wanted else 0
    written = wanted[place]
    del wanted[: place + 1]
    return written


def _told(kind: str, said: str, written: str, before: str) -> Iterator[str]:
    if kind == "missing":
        yield f"leaves out {said!r}"
    elif kind == "changed":
        yield f"says {said!r} for {written!r}" if written else f"says {said!r} for what is written"
    elif kind == "extra":
        yield f"adds {said!r} after {before!r}" if before else f"begins with {said!r}"
    elif kind == "unsure":
        yield f"{said!r} is not surely heard"
