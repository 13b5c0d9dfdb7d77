"""How a word sounds in southern British speech, in the phones of a model that speaks US English."""

from __future__ import annotations

from workprint.media.lining.saying import Phones

_VOWELS = frozenset(
    ("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW"))
_GLIDES = {"OW": ("AH", "UH"), "ER": ("AH",)}
"""Vowels that the model has no phone for, by its nearest ones. Source: Wells, Accents of English (goat, nurse)."""
_BEFORE_R = {"IH": ("IH", "AH"), "EH": ("EH",), "UH": ("AO",), "AO": ("AO",), "AA": ("AA",)}
"""What a vowel and a silent r become. Source: the same (near, square, cure, force, start)."""


def british(word: str, phones: Phones) -> Phones:
    """The phones of `word` as a British speaker may say it; the same ones where nothing differs.

    >>> british("more", ("M", "AO", "R")), british("told", ("T", "OW", "L", "D")), british("not", ("N", "AA", "T"))
    (('M', 'AO'), ('T', 'AH', 'UH', 'L', 'D'), ('N', 'AO', 'T'))
    >>> british("very", ("V", "EH", "R", "IY"))
    ('V', 'EH', 'R', 'IY')
    """
    said: list[str] = []
    for at, phone in enumerate(phones):
        following = phones[at + 1] if at + 1 < len(phones) else ""
        silent = following == "R" and (at + 2 >= len(phones) or phones[at + 2] not in _VOWELS)
        if phone == "R" and at and phones[at - 1] in _BEFORE_R and following not in _VOWELS:
            continue
        if silent and phone in _BEFORE_R:
            said += _BEFORE_R[phone]
        elif phone == "AA" and ("o" in word or word.startswith(("wa", "wha"))):
            said.append("AO")
        else:
            said += _GLIDES.get(phone, (phone,))
    return tuple(said)
