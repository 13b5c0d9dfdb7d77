"""What a file's name says of it before anybody opens it: picture, sound, or why it is left out."""

from __future__ import annotations

from pathlib import PurePath

from workprint.media.rushes import SIDECARS, STILLS

PICTURES = frozenset({
    ".264", ".265", ".3g2", ".3gp", ".asf", ".avc", ".avi", ".dif", ".dv", ".f4v", ".flv", ".gxf", ".h264", ".h265",
    ".hevc", ".insv", ".ivf", ".lrv", ".m2t", ".m2ts", ".m2v", ".m4v", ".mj2", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg",
    ".mts", ".mxf", ".nut", ".qt", ".ts", ".vob", ".webm", ".wmv", ".y4m"})
"""Endings of moving pictures that can be opened. Source: the demuxers in `opening.CONTAINERS`, FFmpeg 8."""

SOUNDS = frozenset({".aac", ".ac3", ".aif", ".aifc", ".aiff", ".au", ".bwf", ".caf", ".flac", ".m4a", ".mp3", ".oga",
                    ".ogg", ".opus", ".rf64", ".snd", ".w64", ".wav", ".wave", ".wma"})
"""Endings of sound files that can be opened. Source: as above."""

RAW = {".ari": "ARRIRAW", ".arx": "ARRIRAW", ".braw": "Blackmagic RAW", ".crm": "Canon raw", ".dng": "CinemaDNG",
       ".nev": "Nikon raw", ".r3d": "RED raw"}
"""Camera raw that FFmpeg does not decode. Source: its list of decoders, version 8."""


def why_not(name: str) -> str:
    """Why a file of this name is no picture and no sound that can be read; empty where it may be one.

    >>> why_not("A001C003.mov"), why_not("notes.pdf")
    ('', 'it lies beside rushes and is no picture and no sound')
    """
    ending = PurePath(name).suffix.lower()
    if PurePath(name).name.startswith("."):
        return "it is a hidden file"
    if ending in PICTURES | SOUNDS | STILLS:
        return ""
    if ending in RAW:
        return f"it is {RAW[ending]}, which is not decoded here; bring it as ProRes or DNxHR"
    if ending in SIDECARS:
        return "it lies beside rushes and is no picture and no sound"
    return f"{ending} is no kind of picture or sound that is read here" if ending else "its name has no ending"
