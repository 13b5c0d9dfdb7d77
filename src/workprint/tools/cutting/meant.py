"""What the cut makes of a person's words: first guesses for its dials, and what it knows nothing of."""

from __future__ import annotations

import re

from workprint.film import Lean, Material, Meant
from workprint.tools.cutting.dials import FULL, turns
from workprint.tools.cutting.lexicon import PASSED, TURNS, WORDS


def meant(words: str, material: Material) -> Meant:
    """First guesses for the dials of a scene, each with its word and source; words that are not known by themselves."""
    dials = {turn.dial.name for turn in turns(material)}
    people = {part.lower() for line in material.scene.spoken for part in line.who.split()}
    settings: dict[str, int] = {}
    says: dict[str, list[str]] = {}
    unknown, turn = [], 1000
    for word in re.findall(r"[^\W\d_]+", words.lower()):
        if word in TURNS:  # "not too fast" is "not fast", and not its opposite's opposite
            turn = turn if word == "too" and turn < 0 else turn * TURNS[word] // 1000
            continue
        if word in WORDS:
            for dial, setting in WORDS[word][0].items():
                settings[dial] = settings.get(dial, 0) + setting * turn // 1000
                says.setdefault(dial, []).append(f"{word}: {WORDS[word][1]}")
        elif word not in PASSED | people:
            unknown.append(word)
        turn = 1000
    leans = tuple(Lean("cutting", dial, max(-FULL, min(FULL, setting)), "words", "; ".join(says[dial]))
                  for dial, setting in sorted(settings.items()) if setting and dial in dials)
    return Meant(leans, tuple(dict.fromkeys(unknown)))
