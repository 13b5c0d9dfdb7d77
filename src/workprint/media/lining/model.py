"""The acoustic model that pocketsphinx carries: which senones a phone among its neighbours is made of.

The model's files are read from the installed wheel. Only the model definition is read here; the mathematics of the
mixtures stays with pocketsphinx (see `hearing`).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pocketsphinx

from workprint.film import CannotRead

_FOLDER = Path(pocketsphinx.__file__).parent / "model" / "en-us"
MODEL = _FOLDER / "en-us"
"""Folder of the acoustic model (US English, phonetically tied mixtures, BSD licence, in pocketsphinx's wheel)."""
DICTIONARY = _FOLDER / "cmudict-en-us.dict"
"""The pronouncing dictionary beside it (CMUdict, BSD licence)."""

SILENCE = "SIL"
_INSIDE, _BEGIN, _END, _SINGLE = range(4)
"""Places of a phone in its word, in the order of the model definition's code. Source: sphinxbase bin_mdef.h."""
_PHONE = np.dtype([("sseq", "<i4"), ("tmat", "<i4"), ("place", "u1"), ("context", "u1", 3)])
"""One phone of the model definition. Source: sphinxbase bin_mdef.h, mdef_entry_t."""


@dataclass(frozen=True)
class Senones:
    """Which three senones (states' distributions) each phone is made of."""

    count: int
    """Number of senones of the model."""
    plain: Mapping[str, tuple[int, int, int]]
    """Senones of each phone without regard to its neighbours; fillers such as ``+NSN+`` included."""
    among: Mapping[tuple[str, str, str, int], tuple[int, int, int]]
    """By phone, left neighbour, right neighbour, place in the word."""

    @property
    def speech(self) -> tuple[str, ...]:
        """The phones of speech, without silence and fillers."""
        return tuple(sorted(name for name in self.plain if name.isalpha() and name != SILENCE))

    @property
    def fillers(self) -> tuple[str, ...]:
        """Silence, and the noises that the model knows."""
        return tuple(sorted(name for name in self.plain if name == SILENCE or name == "+NSN+"))

    def of_word(self, phones: tuple[str, ...], left: str = SILENCE, right: str = SILENCE) -> tuple[int, ...]:
        """The states of a word, three senones a phone, between the phones `left` and `right` of its neighbours."""
        around = (left, *phones, right)
        states: list[int] = []
        for at, phone in enumerate(phones):
            states += self._best(phone, around[at], around[at + 2], _place(at, len(phones)))
        return tuple(states)

    def _best(self, phone: str, left: str, right: str, place: int) -> tuple[int, int, int]:
        for there in (place, _INSIDE, _BEGIN, _END, _SINGLE):
            found = self.among.get((phone, left, right, there))
            if found:
                return found
        return self.plain[phone]


def _place(at: int, length: int) -> int:
    if length == 1:
        return _SINGLE
    return _BEGIN if at == 0 else _END if at == length - 1 else _INSIDE


@cache
def senones() -> Senones:
    """The model's senones, read once a process.

    >>> model = senones()
    >>> model.count, len(model.speech)
    (5126, 39)
    """
    return _parse((MODEL / "mdef").read_bytes())


def _parse(data: bytes) -> Senones:
    """Read a binary model definition (little-endian). Source of the layout: sphinxbase bin_mdef.c."""
    if data[:4] != b"BMDF":
        raise CannotRead("the acoustic model's definition is not of the binary kind",
                         "the model in pocketsphinx 5's wheel would do", "install pocketsphinx again")
    at = 12 + struct.unpack_from("<i", data, 8)[0]
    counts = struct.unpack_from("<10i", data, at)
    ci_count, phone_count, states, _, senone_count, _, sequences, _, tree, _ = counts
    at += 40
    names: list[str] = []
    start = at
    for _name in range(ci_count):
        end = data.index(b"\0", at)
        names.append(data[at:end].decode("ascii"))
        at = end + 1
    at = start + -(-(at - start) // 4) * 4 + tree * 8
    phones = np.frombuffer(data, _PHONE, phone_count, at)
    at += phone_count * _PHONE.itemsize + 4
    table = np.frombuffer(data, "<i2", sequences * states, at).reshape(sequences, states)
    return _named(names, phones, table, senone_count)


def _named(names: list[str], phones: np.ndarray, table: np.ndarray, count: int) -> Senones:
    triples = [tuple(row) for row in table[phones["sseq"]].tolist()]
    plain = dict(zip(names, triples, strict=False))
    context, places = phones["context"].tolist(), phones["place"].tolist()
    among = {(names[c[0]], names[c[1]], names[c[2]], place): triple
             for c, place, triple in zip(context[len(names):], places[len(names):], triples[len(names):], strict=True)}
    return Senones(count, plain, among)
