"""A best guess at words that are in no script, by the general English language model in pocketsphinx's wheel."""

from __future__ import annotations

from functools import cache

import numpy as np
import pocketsphinx
from numpy.typing import NDArray

from workprint.film import SAMPLE_RATE, Word
from workprint.media.lining.hearing import HOP, MODEL_RATE, narrow

_AROUND = SAMPLE_RATE // 5
"""Sound on either side that is heard too, so that the guess does not begin inside a word: 0.2 s."""
_LONGEST = 20 * SAMPLE_RATE
"""Longest stretch that is guessed at. A choice: longer speech is of another scene, or no concern of the script."""
UNKNOWN = "(speech)"
"""What stands for words that cannot be told."""


@cache
def _recogniser() -> pocketsphinx.Decoder:
    # One pass and few states: the second pass costs twice the time for hardly a better guess (docs/lining.md).
    return pocketsphinx.Decoder(samprate=MODEL_RATE, fwdflat=False, maxhmmpf=4000, loglevel="FATAL")


def guess(sound: NDArray[np.float32], start: int, out: int) -> tuple[Word, ...]:
    """The likeliest words in `sound` (48 kHz) between two samples, as extra words; one ``(speech)`` if none is told.

    It is a guess: about half of the words are right (docs/lining.md), so their confidence is low.
    """
    words = _words(sound, start, out) if out - start <= _LONGEST else []
    return tuple(words) or (Word(UNKNOWN, start, out, "extra", 300),)


def _words(sound: NDArray[np.float32], start: int, out: int) -> list[Word]:
    head = max(0, start - _AROUND)
    decoder = _recogniser()
    decoder.start_utt()
    decoder.process_raw(narrow(sound[head : out + _AROUND]).tobytes(), full_utt=True)
    decoder.end_utt()
    found = []
    for part in decoder.seg() or ():
        first, after = head + part.start_frame * HOP, head + (part.end_frame + 1) * HOP
        inside = min(after, out) - max(first, start)
        if part.word[0] not in "<[+" and inside * 2 > after - first:
            found.append(Word(part.word.partition("(")[0], max(first, start), min(after, out), "extra", 300))
    return found
