"""The dials of the colour tool: each asks for more or less of one craft variable, in every alternative alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from workprint.film import BadValue, Brief, Dial
from workprint.media.colour.guards import GUARDS
from workprint.tools.colour.variables import VARIABLES

FULL = 1000
"""A dial turned as far as it goes, either way. Source: our choice, thousandths as everywhere."""

STEPS = 2.5
"""Steps of its variable that a fully turned dial asks for. Source: our choice; more than any word does."""

DIALS = tuple(Dial(one.name, one.less, one.more, one.about) for one in VARIABLES[:8])
"""Every dial; the two ends of the tones are turned by words and by hand."""

SWITCHES = tuple(f"guard:{name}" for name in GUARDS)
"""Guards that can be switched off: 0 is off, 1 is on."""


def dialled(brief: Brief, settings: Mapping[str, int]) -> Brief:
    """The brief with its dials set; a dial that is not named stays. Raises `BadValue`."""
    known, weights = {dial.name for dial in DIALS}, dict(brief.weights)
    for name, setting in settings.items():
        if name not in known or abs(setting) > FULL:
            raise BadValue(f"the dial came as {name!r} {setting}",
                           f"{get_close_matches(name, known, 1, 0)[0]!r} and a number within {FULL} would do",
                           "see all dials with: workprint dials --tool colour")
        weights.pop(name, None)
        if setting:
            weights[name] = setting
    return replace(brief, weights=tuple(sorted(weights.items())))


def settings(brief: Brief) -> tuple[tuple[str, int], ...]:
    """Where every dial stands in a brief, -1000 to 1000."""
    weights = dict(brief.weights)
    return tuple((dial.name, max(-FULL, min(FULL, weights.get(dial.name, 0)))) for dial in DIALS)


def turned(brief: Brief) -> dict[str, float]:
    """What the dials of a brief ask for, in steps by variable. Raises `BadValue` for a weight that is no dial."""
    names = [dial.name for dial in DIALS]
    for name, weight in brief.weights:
        if name not in (*names, *SWITCHES) or abs(weight) > (FULL if name in names else 1):
            raise BadValue(f"the weight came as {name!r} {weight}",
                           f"{get_close_matches(name, (*names, *SWITCHES), 1, 0)[0]!r} would do: a dial within {FULL}, "
                           "or a guard with 0 or 1", "see all dials with: workprint dials --tool colour")
    return {name: STEPS * weight / FULL for name, weight in brief.weights if name in names and weight}


def off(brief: Brief) -> frozenset[str]:
    """Guards that a brief switches off."""
    return frozenset(name.removeprefix("guard:") for name, weight in brief.weights
                     if name in SWITCHES and not weight)
