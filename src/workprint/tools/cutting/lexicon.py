"""Words of a film's tone, as first guesses for the dials of the cut; an artist's choices overwrite them."""

from __future__ import annotations

from collections.abc import Mapping

SCALE = 100
"""Thousandths of a dial for each point in the tables below. Source: our choice; 4 is plainly felt, 10 is all."""

PACE = """
fast, quick, frantic, urgent, breathless, hectic: pace 6 silence -4
slow, unhurried, patient, lingering: pace -6 silence 4
restless, nervous, anxious: pace 4
uneasy: pace 2 silence 3 hidden cuts -4
tense, suspenseful: closeness 4 silence 4
violent, brutal, harsh: pace 6 energy 5 hidden cuts -6
jagged, abrupt: hidden cuts -7 pace 4
seamless, flowing, fluid, smooth: hidden cuts 7
calm, serene, peaceful, meditative: pace -6 silence 5 energy -3
"""
"""Sources: Hanjalic and Xu 2005 (cut density and motion go with arousal); Balzarotti 2021 (faster editing, faster
time); Smith and Henderson 2008 (cuts on motion are not seen); facts/editing section 8. The sizes are our guess."""

CLOSE = """
intimate, close, confiding: closeness 7 energy -3
tender, gentle, loving: closeness 4 pace -4 energy -4
lonely, isolated, alone, distant, cold, remote: closeness -6 silence 4
claustrophobic, trapped: closeness 8
detached, observing, clinical: closeness -5 energy -2
grand, epic: closeness -6
"""
"""Source: Balint and Rooney 2018-2020 (closer pictures, more talk of minds, up to a point), facts/editing section 8."""

VOICE = """
angry, furious: energy 8 pace 3
loud, fierce: energy 8
quiet, hushed, whispered: energy -7 silence 4
sad, sorrowful, mournful, melancholy, melancholic, grieving: energy -5 pace -4 silence 4
joyful, happy, lively, playful: energy 5 pace 4
weary, tired: energy -6 pace -4
awkward, embarrassed: silence 7 pace -2
"""
"""Source: Kamiloglu 2020, Banziger 2015 (voice carries arousal), facts/editing section 8."""

SMALL = """
a an and as at be being but by feel feels for from in into is it its like look looks make makes me mood of on scene she
he her his him they so than that the their then this to tone until want wants we with you
"""
PASSED = frozenset(SMALL.split())
"""Words that carry no direction of their own. Source: English grammar."""

TURNS: Mapping[str, int] = {"not": -500, "never": -500, "less": -1000, "bit": 500, "slightly": 500, "little": 500,
                            "very": 1500, "much": 1500, "more": 1000, "too": -1000}
"""What a word before another makes of it, in thousandths. Source: our choice; "too fast" wants it slower."""


def _read(table: str, source: str) -> dict[str, tuple[dict[str, int], str]]:
    found: dict[str, tuple[dict[str, int], str]] = {}
    for line in filter(None, map(str.strip, table.splitlines())):
        words, _, told = line.partition(":")
        parts = told.split()
        dials: dict[str, int] = {}
        name: list[str] = []
        for part in parts:
            if part.lstrip("-").isdigit():
                dials[" ".join(name)], name = int(part) * SCALE, []
            else:
                name.append(part)
        found |= {word.strip(): (dials, source) for word in words.split(",")}
    return found


WORDS: Mapping[str, tuple[dict[str, int], str]] = (
    _read(PACE, "a first guess, after Hanjalic and Xu 2005 and Smith and Henderson 2008")
    | _read(CLOSE, "a first guess, after Balint and Rooney 2018-2020")
    | _read(VOICE, "a first guess, after Kamiloglu 2020"))
"""Word, its dials in thousandths, and its source."""
