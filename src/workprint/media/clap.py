"""The clap of a slate: where a take's usable part begins."""

from __future__ import annotations

import numpy as np

from workprint.film import SAMPLE_RATE, Rate

BLOCK = SAMPLE_RATE // 100
"""Samples of one look: 10 ms. Source: our choice; the attack of a clap fits into one or two."""
ATTACK = 8.0
"""How many times louder than the fifth of a second before it a clap is. Source: our choice, 18 dB."""
FADE = 4.0
"""How many times softer it is a tenth of a second later. Source: our choice, 12 dB: a word lasts longer."""
LEAST = 0.02
"""Peak (full scale is 1) below which nothing is a clap. Source: our choice, -34 dBFS."""
CLEAR = 5
"""Blocks kept free before the first word. Source: our choice, 50 ms, so that a plosive is no clap."""
AWAY = SAMPLE_RATE // 2
"""Samples after the clap in which the board leaves the picture. Source: our choice, half a second."""


def find_clap(sound: np.ndarray, first_word: int | None) -> int | None:
    """The sample of the last clap before `first_word` (48 kHz mono, float), or None where none is heard.

    A clap is a peak that stands far over what is around it and is gone at once; speech is not.
    """
    head = sound[:first_word or 0]
    loud = np.abs(head[:len(head) // BLOCK * BLOCK].reshape(-1, BLOCK)).max(axis=1, initial=0)
    claps = (place for place in range(len(loud) - CLEAR, 1, -1) if _clap(loud, place))
    return next((place * BLOCK for place in claps), None)


def _clap(loud: np.ndarray, place: int) -> bool:
    before, after = loud[max(0, place - 20):place - 1], loud[place + 10:place + 20]
    if not len(before) or not len(after) or loud[place] < LEAST:
        return False
    highest = loud[place] == loud[max(0, place - 10):place + 10].max()
    return bool(highest and loud[place] > ATTACK * np.median(before) and loud[place] > FADE * np.median(after))


def after_slate(sound: np.ndarray, first_word: int | None, rate: Rate) -> int:
    """First frame that may be used: half a second after the clap, never later than just before the first word.

    0 where no clap is heard.
    """
    clap = find_clap(sound, first_word)
    if clap is None or first_word is None:
        return 0
    return min(rate.frame_of(clap + AWAY), rate.frame_of(max(0, first_word - 2 * BLOCK * CLEAR)))
