"""What a still's file says of its colour, and how we write it there."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import OpenImageIO as oiio  # noqa: N813

from workprint.film import BadValue
from workprint.media.colour.spaces import SPACES, space_named
from workprint.media.colour.told import SpaceTold

SAID = "colour space: "
"""How our own stills begin their description. Source: our choice, so that a person reads it too."""

PROFILES: Mapping[str, str] = {
    "displayp3": "Display P3 - Display", "srgb": "sRGB - Display", "rec709": "Rec.1886 Rec.709 - Display",
    "bt709": "Rec.1886 Rec.709 - Display"}
"""Names of colour profiles, in small letters and digits, and the displays that they describe. Source: the profiles' own
descriptions."""

CHROMATICITIES: Mapping[str, tuple[float, ...]] = {
    "ACES2065-1": (0.7347, 0.2653, 0.0, 1.0, 0.0001, -0.077, 0.32168, 0.33767),
    "ACEScg": (0.713, 0.293, 0.165, 0.83, 0.128, 0.044, 0.32168, 0.33767),
    "Linear Rec.709 (sRGB)": (0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329),
    "Linear Rec.2020": (0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329),
    "Linear P3-D65": (0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329)}
"""CIE x, y of red, green, blue and white of linear pictures. Sources: AMPAS S-2014-004 and ST 2065-1, ITU-R BT.709 and
BT.2020, SMPTE EG 432-1."""


def space_of(spec: oiio.ImageSpec, kind: str) -> SpaceTold:
    """What the file says; where it says nothing, what the format itself lays down, and that it is that."""
    said = spec.get_string_attribute("ImageDescription")
    if said.startswith(SAID):
        return _ours(said.removeprefix(SAID).strip())
    if kind == "openexr":
        return _linear(spec)
    profile = spec.get_string_attribute("ICCProfile:profile_description")
    if profile or spec.getattribute("ICCProfile") is not None:
        return _profile(profile)
    if kind == "tiff":
        return SpaceTold("", "its TIFF has no colour profile; name its space")
    # Untagged, the web's rule holds for PNG and JPEG. Source: W3C CSS Color 4, section 12.
    return SpaceTold("sRGB - Display", f"its {kind.upper()} has no colour profile, which means sRGB by convention; "
                                       "name another space if it is a frame of a film")


def space_tags(space: str, suffix: str) -> tuple[tuple[str, str], ...]:
    """What is written into a still, by OpenImageIO's names."""
    if not space:
        return ()
    return (("ImageDescription", f"{SAID}{space}"), *((("compression", "zip"),) if suffix != ".png" else ()))


def _ours(name: str) -> SpaceTold:
    try:
        return SpaceTold(space_named(name), "its description says so")
    except BadValue as trouble:
        return SpaceTold("", f"its description names a space that is not known here: {trouble.came}")


def _linear(spec: oiio.ImageSpec) -> SpaceTold:
    found = spec.getattribute("chromaticities")
    if spec.get_int_attribute("acesImageContainerFlag"):
        return SpaceTold(SPACES["aces"], "it is an ACES container (SMPTE ST 2065-4)")
    if found is None or len(found) != 8:
        return SpaceTold("Linear Rec.709 (sRGB)",
                         "its EXR names no primaries, which means linear Rec. 709 by OpenEXR's "
                         "own rule; name another space if it came from a camera or ACES")
    for name, known in CHROMATICITIES.items():
        if np.allclose(found, known, atol=1e-3):
            return SpaceTold(name, "its primaries say so")
    return SpaceTold("", "its primaries are none that are known here; name its space")


def _profile(profile: str) -> SpaceTold:
    plain = re.sub(r"[^a-z0-9]", "", profile.lower())
    space = next((space for name, space in PROFILES.items() if name in plain), "")
    if not space:
        return SpaceTold("", f"its colour profile ({profile[:40] or 'without a name'}) is none that is known here; "
                             "name its space")
    return SpaceTold(space, f"its colour profile is {profile[:40]!r}")
