"""What a script supervisor's or camera assistant's note says of a take: good or bad, of the picture or the sound."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS: dict[str, tuple[int, int]] = {
    "best": (100, 100), "perfect": (100, 100), "great": (100, 100), "favourite": (100, 100), "favorite": (100, 100),
    "director's choice": (100, 100), "hero": (100, 100), "use": (80, 80), "print": (80, 80), "good": (60, 60),
    "nice": (60, 60), "lovely": (60, 60), "better": (40, 40), "ok": (20, 20), "okay": (20, 20), "safety": (20, 20),
    "ng": (-100, -100), "no good": (-100, -100), "false start": (-100, -100), "fs": (-100, -100),
    "incomplete": (-60, -60), "cut early": (-60, -60), "aborted": (-100, -100), "tail slate": (0, 0),
    "soft": (-100, 0), "out of focus": (-100, 0), "focus": (-60, 0), "buzz": (-60, 0), "boom": (-100, 0),
    "shadow": (-60, 0), "flare": (-40, 0), "bump": (-60, 0), "shaky": (-60, 0), "eyeline": (-60, 0), "hair": (-40, 0),
    "continuity": (-60, 0), "looks at camera": (-100, 0), "look into lens": (-100, 0),
    "mic": (0, -100), "rustle": (0, -60), "plane": (0, -60), "siren": (0, -60), "noise": (0, -60), "hum": (0, -60),
    "off mic": (0, -100), "mic bump": (0, -100), "overlap": (0, -40), "overlaps": (0, -40), "distortion": (0, -100),
    "line flub": (0, -60), "flub": (0, -60), "flubbed": (0, -60), "fluff": (0, -60), "fluffed": (0, -60),
    "boom noise": (0, -60), "wrong line": (0, -60), "missed line": (0, -60), "drops line": (0, -60),
    "stumble": (0, -40),
}
"""What is usual on reports, and how it speaks of picture and sound, -100 to 100. Source: our choice of the usual
words of script supervisors' and camera reports (``NG``, ``FS``, ``soft``, ``boom in``); the figures are ours."""

ONLY = {"sound": 1, "audio": 1, "voice": 1, "picture": 0, "camera": 0, "cam": 0, "image": 0, "focus": 0}
"""Words that say which of the two, picture (0) or sound (1), a part of a note is about.
Source: our choice, from continuity reports."""

NOT = {"no", "not", "never", "without", "don't", "dont", "isn't", "wasn't", "hardly", "less"}
"""Words that turn what comes within the next three words: a fault that is not there says nothing, praise turns."""

MENDED = {"fixed", "gone", "cleared", "corrected"}
"""Words that say that a fault of the same part of a note is no more."""

REACH = 3
"""How many words on such a word still holds. Source: our choice; ``not the very best``."""

_PARTS = re.compile(r"[,;:/()\n+]|\.(?:\s|$)|\s-+\s|–|—|\bbut\b|\band\b|&")
_TOKENS = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def noted(note: str) -> tuple[int, int]:
    """What a note says of picture and sound, each from -100 (no good) to 100 (the best).

    >>> noted("Best. Boom dips in at the end"), noted("no boom, not good"), noted("good sound, soft")
    ((0, 100), (-60, -60), (-100, 60))
    """
    text = re.sub(r"\bn\s?[./]\s?g\b\.?", "ng", note.lower().replace("’", "'"))
    found = [one for part in _PARTS.split(text) for one in _part(part)]
    return (max(-100, min(100, sum(picture for picture, _ in found))),
            max(-100, min(100, sum(sound for _, sound in found))))


def _part(text: str) -> Iterator[tuple[int, int]]:
    """What every known word of one part of a note says."""
    tokens = _TOKENS.findall(text)
    only = {ONLY[token] for token in tokens if token in ONLY}
    n, turned = 0, -1
    while n < len(tokens):
        length = next((size for size in (3, 2, 1) if " ".join(tokens[n:n + size]) in WORDS), 0)
        if length:
            said = WORDS[" ".join(tokens[n:n + length])]
            yield _meant(said, n <= turned or (not MENDED.isdisjoint(tokens) and min(said) < 0), only)
        elif tokens[n] in NOT:
            turned = n + REACH
        n += length or 1


def _meant(said: tuple[int, int], turned: bool, only: set[int]) -> tuple[int, int]:
    if turned:
        said = min(0, -said[0]), min(0, -said[1])
    of_one = len(only) == 1 and said[0] == said[1]  # "good sound" says nothing of the picture
    return (0 if of_one and 1 in only else said[0]), (0 if of_one and 0 in only else said[1])
