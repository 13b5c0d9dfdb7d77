"""What a choice may depend on besides the alternatives: a few plain facts of the scene, named so that they read well.

They are told of whole cuts and grades, so only what differs from scene to scene helps. Each is noted with the decision,
so that a script that changes later changes no taste.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from workprint.film import Scene, Script

if TYPE_CHECKING:
    from workprint.desk.table import Table

THIRDS = ("an early scene", "a middle scene", "a late scene")
"""Where a scene lies in the film. Source: set-up, complication, resolution; Thompson 1999 finds four parts of about
equal length in most films, and three are enough to tell a beginning from an end."""

SPEAKERS = {0: "a scene without words", 1: "a scene of one", 2: "a scene of two"}
"""What a scene is called by how many speak in it. Source: our choice; coverage is planned by that (a single, a two-shot
and singles, a group)."""

MANY = "a scene of several"
"""What it is called where more speak. Source: as above."""

LEADS = 500
"""Thousandths of the words from which a scene is called somebody's. Source: our choice; half of what is said."""

NIGHT, DAY = re.compile(r"\b(NIGHT|EVENING|DUSK|MIDNIGHT)\b"), re.compile(r"\b(DAY|MORNING|AFTERNOON|NOON|DAWN)\b")
"""Times of day as headings have them. Source: Fountain's syntax and the usual slug lines."""


def contexts(desk: Table, scene: str) -> tuple[str, ...]:
    """What holds of a scene: time of day, place in the film, how many speak, whose scene it is, and its tone."""
    script = desk.film.script
    found = script.scene(scene) if script else None
    if script is None or found is None:
        return ()
    told = (_time(found), _place(script, found), SPEAKERS.get(len(found.cast), MANY), _lead(found), _tone(desk, scene))
    return tuple(one for one in told if one)


def travels(context: str) -> bool:
    """Whether a context may go along to another film: one that names a character or somebody's tone stays here."""
    return context in (*THIRDS, *SPEAKERS.values(), MANY, "a night scene", "a day scene")


def _time(scene: Scene) -> str:
    heading = scene.heading.upper()
    return "a night scene" if NIGHT.search(heading) else "a day scene" if DAY.search(heading) else ""


def _place(script: Script, scene: Scene) -> str:
    if len(script.scenes) < len(THIRDS):
        return ""
    at = [one.number for one in script.scenes].index(scene.number)
    return THIRDS[at * len(THIRDS) // len(script.scenes)]


def _lead(scene: Scene) -> str:
    words: Counter[str] = Counter()
    for line in scene.spoken:
        words[line.who] += len(line.text.split())
    who, count = max(words.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return f"a scene of {who}'s" if len(words) > 1 and 1000 * count > LEADS * words.total() else ""


def _tone(desk: Table, scene: str) -> str:
    asked = next((one.tone for one in reversed(desk.film.proposals) if one.scene == scene), "")
    return f"the tone {asked!r}" if asked else ""
