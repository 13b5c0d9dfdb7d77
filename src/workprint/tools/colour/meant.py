"""What the colour makes of a person's words: first guesses for its dials, and what it knows nothing of."""

from __future__ import annotations

from workprint.film import BadValue, Lean, Material, Meant
from workprint.tools.colour.dials import DIALS, FULL, STEPS
from workprint.tools.colour.words import read


def meant(words: str, material: Material) -> Meant:
    """First guesses for the dials, each with its word and source; words that are not known by themselves."""
    people = frozenset(part.lower() for line in material.scene.spoken for part in line.who.split())
    try:
        wish = read(words, people)
    except BadValue:  # not one of them is known for colour
        return Meant((), tuple(dict.fromkeys(words.lower().replace(",", " ").split())))
    names = {dial.name for dial in DIALS}
    said = {name: "; ".join(f"{one.word}: {one.source}" for one in wish.told if name in dict(one.wishes))
            for name in wish.wishes}
    leans = tuple(Lean("colour", name, max(-FULL, min(FULL, round(steps / STEPS * FULL))), "words", said[name])
                  for name, steps in sorted(wish.wishes.items()) if name in names)
    return Meant(leans, wish.unknown)
