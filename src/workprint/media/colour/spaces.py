"""What a camera's code values mean: the spaces of OpenColorIO's built-in ACES 2 configuration, by craft name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

import PyOpenColorIO as ocio  # noqa: N813

from workprint.film import BadValue

CONFIG = "studio-config-v5.0.0_aces-v2.1_ocio-v2.6"
"""OpenColorIO's built-in configuration, pinned by its full name. Source: OpenColorIO 2.6."""

WORKING = "ACEScct"
"""Space in which every operation of a grade is done. Source: AMPAS S-2016-001."""

VIEW = "Rec.1886 Rec.709 - Display/ACES 2.0 - SDR 100 nits (Rec.709)"
"""Display and view through which a grade is seen unless it says otherwise. Source: ACES 2.0."""

SPACES: Mapping[str, str] = {
    "logc3": "ARRI LogC3 (EI800)", "logc4": "ARRI LogC4", "slog3": "S-Log3 S-Gamut3",
    "slog3cine": "S-Log3 S-Gamut3.Cine", "slog3venice": "S-Log3 Venice S-Gamut3",
    "slog3venicecine": "S-Log3 Venice S-Gamut3.Cine", "vlog": "V-Log V-Gamut",
    "log3g10": "Log3G10 REDWideGamutRGB", "bmd": "BMDFilm WideGamut Gen5",
    "davinci": "DaVinci Intermediate WideGamut", "canonlog2": "CanonLog2 CinemaGamut D55",
    "canonlog3": "CanonLog3 CinemaGamut D55", "applelog": "Apple Log", "applelog2": "Apple Log 2",
    "dlog": "D-Log D-Gamut", "acescct": "ACEScct", "acescc": "ACEScc", "acescg": "ACEScg", "aces": "ACES2065-1",
    "adx10": "ADX10", "adx16": "ADX16", "linear709": "Linear Rec.709 (sRGB)", "linear2020": "Linear Rec.2020",
    "rec709": "Rec.1886 Rec.709 - Display", "srgb": "sRGB - Display",
}
"""Short craft names of what a camera or a file may be in, and the configuration's own names for them. The last two are
pictures as they are seen: they are taken back through the view."""


@cache
def config() -> ocio.Config:
    """The pinned configuration, read once."""
    return ocio.Config.CreateFromBuiltinConfig(CONFIG)


@cache
def displays() -> frozenset[str]:
    """Names of the spaces that are displays: pictures in them have been through a view."""
    return frozenset(config().getDisplays())


def space_named(text: str) -> str:
    """The configuration's own name for a space, from its short name, full name or an alias, in any case.

    >>> space_named("LogC3"), space_named("s-log3 s-gamut3.cine")
    ('ARRI LogC3 (EI800)', 'S-Log3 S-Gamut3.Cine')

    Raises `BadValue` with the nearest names.
    """
    found = _by_name().get(_plain(text))
    if found is None:
        raise BadValue(f"the colour space {text[:60]!r} came", f"{_near(text)} would do", "name another space")
    return found


@cache
def _by_name() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for space in config().getColorSpaces():
        if space.getName() != "Raw":  # "no colour" is no answer to what the colours are
            names |= {_plain(name): space.getName() for name in (*space.getAliases(), space.getName())}
    return names | {_plain(short): name for short, name in SPACES.items()}


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _near(text: str) -> str:
    near = get_close_matches(_plain(text), [*SPACES, *(_plain(name) for name in SPACES.values())], n=3, cutoff=0.4)
    short = {_plain(name): short for short, name in SPACES.items()}
    names = dict.fromkeys(short.get(name, name) for name in near) or SPACES
    return ", ".join(f"{name} ({SPACES[name]})" for name in names)
