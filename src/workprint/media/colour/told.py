"""What a file tells of its own colours: the camera's word first, then its tags; nothing is guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from workprint.film import Original, Picture
from workprint.media.colour.spaces import SPACES

SIDECAR_BYTES = 1 << 20
"""Bytes read of the file that a Sony camera writes beside a picture. Source: our choice; they hold a few thousand."""


class SpaceTold(NamedTuple):
    """A space, and by what it is told."""

    space: str
    """The configuration's own name; empty where nobody can tell."""
    how: str
    """One sentence: what says so, or why nothing does."""


GAMMAS: Mapping[str, str] = {
    "logc": "logc3", "logc3": "logc3", "logc4": "logc4", "slog3cine": "slog3cine", "slog3sgamut3cine": "slog3cine",
    "slog3sgamut3": "slog3", "vlog": "vlog", "vlogvgamut": "vlog", "log3g10": "log3g10", "canonlog2": "canonlog2",
    "clog2": "canonlog2", "canonlog3": "canonlog3", "clog3": "canonlog3", "dlog": "dlog", "applelog": "applelog",
    "rec709": "rec709", "itu709": "rec709",
}
"""What cameras call their curves (small letters and digits alone), and the space's short name. Sources: ARRI and DJI
write ``ColorGammaSxS``; Sony's XML has ``CaptureGammaEquation``."""

TRANSFERS: Mapping[str, str] = {
    "bt709": "Rec.1886 Rec.709 - Display", "smpte170m": "Rec.1886 Rec.709 - Display",
    "bt470bg": "Rec.1886 Rec.709 - Display", "iec61966-2-1": "sRGB - Display",
    "gamma22": "Gamma 2.2 Rec.709 - Display", "linear": "Linear Rec.709 (sRGB)"}
"""What a tag of transfer means of a picture with Rec. 709 primaries. Source: ITU-T H.273, table 3; ITU-R BT.1886."""

NEAR_709 = ("", "bt709", "smpte170m", "bt470bg", "smpte240m")
"""Primaries that are read as Rec. 709: itself, and standard definition's. Source: ITU-T H.273, table 2."""

WIDE: Mapping[str, str] = {"smpte2084": "PQ", "arib-std-b67": "HLG"}
"""Transfers of high dynamic range by their short names. Source: ITU-R BT.2100."""


def space_told(original: Original) -> SpaceTold:
    """The space of a file's code values and how that is told; an empty space, and why, where nothing tells.

    >>> space_told(Original("", "a.mov", 0))
    SpaceTold(space='', how='it has no picture')
    """
    picture = original.picture
    if picture is None:
        return SpaceTold("", "it has no picture")
    return _by_camera(original) or _by_tags(picture)


def _by_camera(original: Original) -> SpaceTold | None:
    said, who = dict(original.tags).get("gamma", ""), "its camera wrote"
    if not said:
        said, who = _sony(Path(original.path)), "the camera's file beside it says"
    if not said:
        return None
    short = GAMMAS.get(re.sub(r"[^a-z0-9]", "", said.lower()))
    if short is None:
        return SpaceTold("", f"{who} {said[:40]!r}, which is no space that is known here; name one that is like it")
    exposure = " (taken as EI 800)" if short == "logc3" else ""
    return SpaceTold(SPACES[short], f"{who} {said[:40]!r}{exposure}")


def _sony(path: Path) -> str:
    """Curve and primaries in the XML that Sony's cameras write beside ``C0001.MP4``; empty where there is none."""
    for beside in (path.with_name(f"{path.stem}M01.XML"), path.with_name(f"{path.stem}M01.xml")):
        try:
            with beside.open("rb") as file:
                text = file.read(SIDECAR_BYTES).decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
        told = dict(re.findall(r'<Item\s+name="(Capture\w{5,30})"\s+value="([^"]{1,60})"', text))
        gamma, primaries = told.get("CaptureGammaEquation", ""), told.get("CaptureColorPrimaries", "")
        return f"{gamma} {primaries}".strip() if gamma.lower() == "s-log3" else gamma
    return ""


def _by_tags(picture: Picture) -> SpaceTold:
    transfer, primaries = picture.transfer, picture.primaries
    if transfer in WIDE:
        display = f"Rec.2100-{WIDE[transfer]} - Display"
        return SpaceTold("", f"it is tagged as high dynamic range ({WIDE[transfer]}), and no tag says for how bright a "
                             f"screen; name {display!r} if it was mastered at 1000 nits")
    if not transfer:
        return SpaceTold("", "it has no tag of its transfer, so that log and Rec. 709 look alike; name its space")
    space = TRANSFERS.get(transfer, "") if primaries in NEAR_709 else ""
    if not space:
        return SpaceTold("", f"its tags ({transfer}, {primaries or 'no primaries'}) name no space that is known here; "
                             "name one")
    return SpaceTold(space, f"it is tagged {transfer} with {primaries or 'no'} primaries"
                            + ("; some cameras tag log so, so look at it once" if transfer == "bt709" else ""))
