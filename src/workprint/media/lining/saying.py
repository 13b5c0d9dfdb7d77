"""How a word is said: from the dictionary, from its parts, or from its letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from workprint.film import BadValue
from workprint.media.lining.letters import spell
from workprint.media.lining.model import DICTIONARY, senones

Phones = tuple[str, ...]
_MOST = 4
"""Pronunciations tried for one word. Source: the dictionary has more for one word in ten thousand."""
_ENDINGS: tuple[tuple[str, Phones], ...] = (
    ("'s", ("Z",)), ("s'", ("Z",)), ("'ll", ("AH", "L")), ("'d", ("D",)), ("'ve", ("V",)), ("'re", ("ER",)),
    ("n't", ("AH", "N", "T")), ("in'", ("IH", "N")), ("ing", ("IH", "NG")), ("ness", ("N", "AH", "S")),
    ("less", ("L", "AH", "S")), ("ly", ("L", "IY")), ("ers", ("ER", "Z")), ("er", ("ER",)), ("ish", ("IH", "SH")),
    ("es", ("IH", "Z")), ("ed", ("D",)), ("s", ("Z",)), ("y", ("IY",)))
"""Endings that a known word may carry, longest first of each kind. Source: English grammar."""


@cache
def _dictionary() -> Mapping[str, tuple[Phones, ...]]:
    """CMUdict as pocketsphinx's wheel carries it, by word, pronunciations in its order."""
    words: dict[str, list[Phones]] = {}
    for row in DICTIONARY.read_text(encoding="utf-8").splitlines():
        name, *phones = row.split()
        words.setdefault(name.partition("(")[0] or name, []).append(tuple(phones))
    return {name: tuple(ways) for name, ways in words.items()}


def say(word: str, own: Mapping[str, str] | None = None) -> tuple[Phones, ...]:
    """The ways to say `word`, likeliest first; `own` is the film's dictionary: phones by word, as CMUdict writes them.

    >>> say("tomato")
    (('T', 'AH', 'M', 'EY', 'T', 'OW'), ('T', 'AH', 'M', 'AA', 'T', 'OW'))
    >>> say("Nadja", {"nadja": "N AA D Y AH"})
    (('N', 'AA', 'D', 'Y', 'AH'),)
    """
    if own and (given := own.get(word) or own.get(word.lower())):
        return (_checked(word, given),)
    plain = _plain(word)
    known = _dictionary().get(plain) or _dictionary().get(plain.strip("'"))
    return known[:_MOST] if known else _by_parts(plain) or _by_letters(plain)


def in_dictionary(word: str) -> bool:
    """Whether the dictionary has the word, so that no rule had to guess."""
    return _plain(word) in _dictionary()


def _plain(word: str) -> str:
    """The word as a dictionary would have it: lower case, no accents."""
    apart = unicodedata.normalize("NFKD", word.lower().replace("’", "'").replace("ß", "ss").replace("ø", "o"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _checked(word: str, given: str) -> Phones:
    phones = tuple(re.sub(r"\d", "", phone) for phone in given.upper().split())
    unknown = [phone for phone in phones if phone not in senones().speech]
    if unknown or not phones:
        raise BadValue(f"the pronunciation of {word!r} came as {given!r}",
                       f"phones of {' '.join(senones().speech)} would do", "put it right in the film's dictionary")
    return phones


def _by_parts(plain: str) -> tuple[Phones, ...]:
    """A known word with an ending, or two known words in one."""
    for ending, tail in _ENDINGS:
        stem = plain.removesuffix(ending)
        for known in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem, stem[:-1] + "y"):
            if stem != plain and len(stem) > 2 and (ways := _dictionary().get(known)):
                return tuple(_joined(way, tail) for way in ways[:_MOST])
    return _compound(plain)


def _joined(stem: Phones, tail: Phones) -> Phones:
    """English endings follow the sound before them: cats, dogs, horses; walked, begged, waited."""
    last = stem[-1]
    if tail == ("Z",):
        hiss = last in ("S", "Z", "SH", "ZH", "CH", "JH")
        return (*stem, "IH", "Z") if hiss else (*stem, "S" if last in ("P", "T", "K", "F", "TH") else "Z")
    if tail == ("D",):
        if last in ("T", "D"):
            return (*stem, "IH", "D")
        return (*stem, "T" if last in ("P", "K", "F", "S", "SH", "CH", "TH") else "D")
    return stem + tail


def _compound(plain: str) -> tuple[Phones, ...]:
    for split in range(len(plain) - 3, 2, -1):
        first, second = _dictionary().get(plain[:split]), _dictionary().get(plain[split:])
        if first and second:
            return (first[0] + second[0],)
    return ()


def _by_letters(plain: str) -> tuple[Phones, ...]:
    phones = spell(plain)
    return (phones,) if phones else ()
