"""Slates out of file names, as cameras, recorders and assistants write them on set."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from workprint.film import BadValue, Slate

_CAMERA = re.compile(r"^[A-Z]_?\d{3,4}_?C\d{3}(?:_\d{6}(?:_[A-Z][A-Z0-9]{3,5})?|_\d{4}[A-Z0-9]{2})?(?:[ _-]+|$)", re.I)
"""Reel and clip as cameras name them (``A001C003_260101_R1AB``): never a slate. Source: the ALE samples of Avid,
ARRI and RED footage in OpenTimelineIO's ALE adapter."""

_REEL = re.compile(r"^([A-Z])_?\d{3,4}_?C\d{3}", re.I)
_NAMED = re.compile(r"(?:^|[._ -])(?:CAM(?:ERA)?[ _-]?([A-Z])|([A-Z])[ _-]?CAM)(?=[._ -]|$)|"
                    r"(?<=\d)[_ -]([A-H])$", re.I)
"""Which camera a file name tells: its reel (``B001C003``), a word (``CamB``, ``B-CAM``), or a letter behind the take
(``1A-T1_B``). Source: the same footage, and usual practice."""

_SOUND_ROLL = re.compile(r"^(?:SR|PT)[ _-]?\d*[ _-]+", re.I)
"""``Sr001-`` of Metacorder, ``PT `` of Pro Tools. Source: the test recordings of iluvcapra/wavinfo."""

_EPISODE = re.compile(r"^EP?\d{1,4}[ _-]+(?=S)", re.I)
"""``EP101_SC12_T3``: the episode stands before a labelled scene."""

_TRACK = re.compile(
    r"(?:[._ -](?:TR(?:ACK)?|CH|A)\d{1,2}|[_ -](?:LR|MIX|MOS|PU|SYNC|WILD|SER|CAM[ _-]?[A-Z]|[A-D]CAM))$", re.I)
"""What follows a take: a track, a camera, a word of the slate. Source: the same recordings, and usual practice."""

_SCENE = r"0*(?P<scene>\d{1,3}(?:\.\d)?)[ _-]?(?P<setup>[A-HJ-NP-Z]{0,2}(?:[ _-]?PU)?)"
"""Up to three digits, and letters without I and O, which read as 1 and 0 on a slate. Source: `film.Slate`."""

_TAKE = r"[ _-]*(?:(?:TAKE|TK)[ _-]*|T)0*(?P<take>\d{1,3})"
"""A labelled take; a bare T stands right before its number, or else it is a setup."""

_LABELLED = re.compile(rf"^(?:SCENE|SLATE|SC|S)?[ _-]?{_SCENE}{_TAKE}$", re.I)
_LABELLED_SCENE = re.compile(rf"^(?:SCENE|SLATE|SC|S)[ _-]?{_SCENE}[ _-]+0*(?P<take>\d{{1,3}})$", re.I)
_LETTERED = re.compile(
    r"^0*(?P<scene>\d{1,3}(?:\.\d)?)[ _-]?(?P<setup>[A-HJ-NP-Z]{1,2}(?:[ _-]?PU)?)[ _-]+0*(?P<take>\d{1,3})"
    r"(?:[ _-]\d{1,2})?$", re.I)
_SERIES = re.compile(
    r"^(?P<scene>[A-Z][1-9]\d{2})(?P<setup>[A-HJ-NP-Z]{0,2})[_-]0*(?P<take>\d{1,3})(?:_\d{1,2})?$", re.I)
_NUMBERS = re.compile(r"^(?=\d{1,3}[_-]\d{1,3}$)0*(?P<scene>\d{1,3})[_-](?P<setup>)0*(?P<take>\d{1,2})$")
_AMONG_WORDS = re.compile(
    r"^(?!(?:SCENE|SLATE|SC)[ _-]?\d)(?:.*[ _-])?0*(?P<scene>\d{1,3})(?P<setup>[A-HJ-NP-Z]{1,2}(?:[ _-]?PU)?)"
    rf"{_TAKE}(?:[ _-].*)?$", re.I)
_FORMS = (_LABELLED, _LABELLED_SCENE, _LETTERED, _SERIES, _NUMBERS, _AMONG_WORDS)
"""From the surest to the barest; `_SERIES` is Sound Devices' ``A101_1_1``: scene, take, track. Among other words
only a setup's letter with a labelled take is sure enough, and not behind another scene number (``Scene_1_2AG``)."""


def slate_from_name(name: str) -> Slate | None:
    """The slate that a file name tells, or None where it cannot be told.

    Camera reels (``A001C003``), dates and counters (``DSC_0012``) are not slates.

    >>> str(slate_from_name("A001C003_1B_T2.mov")), slate_from_name("A001C003_260101.mov")
    ('1B/2', None)
    """
    stem, roll = _bare(name)
    for form in _FORMS:
        match = form.match(stem)
        if match:
            return _slate(match["scene"], match["setup"], match["take"])
    rolled = re.match(rf"^{_SCENE}[_-]0*(?P<take>\d{{1,3}})(?:_\d{{1,2}})?$", stem, re.I) if roll else None
    return _slate(rolled["scene"], rolled["setup"], rolled["take"]) if rolled else None


def _slate(scene: str, setup: str, take: str) -> Slate | None:
    try:
        return Slate.parse(f"{scene}{re.sub('[ _-]', '', setup)}/{take}")
    except BadValue:
        return None


def _bare(name: str) -> tuple[str, bool]:
    """The name without folder, ending, reels and tracks; and whether a sound roll stood in front."""
    path = PurePosixPath(name.replace("\\", "/").strip())
    stem = path.stem if re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{1,4}", path.suffix) else path.name
    stem = _EPISODE.sub("", _CAMERA.sub("", stem))
    roll = _SOUND_ROLL.match(stem)
    stem = stem[roll.end():] if roll else stem
    while match := _TRACK.search(stem):
        stem = stem[:match.start()]
    return stem, bool(roll)


def camera_from_name(name: str) -> str:
    """The letter of the camera that a file name tells, upper case; empty where it tells none.

    >>> camera_from_name("B001C003_1A_T1.mov"), camera_from_name("1A_T1_CamC.mov"), camera_from_name("1A-T1.mov")
    ('B', 'C', '')
    """
    path = PurePosixPath(name.replace("\\", "/").strip())
    stem = path.stem if re.fullmatch(r"\.[A-Za-z][A-Za-z0-9]{1,4}", path.suffix) else path.name
    found = _NAMED.search(stem) or _REEL.match(stem)
    return next((letter.upper() for letter in found.groups() if letter), "") if found else ""
