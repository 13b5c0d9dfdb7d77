"""Slates: scene, setup and take as the clapper shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from workprint.film.errors import BadValue

_SETUP = r"[A-HJ-NP-Z]"
"""A letter of a setup: I and O are left out, because they read as 1 and 0 on a clapper."""

_SLATE = re.compile(
    rf"\s*(?P<scene>[A-Z]{{0,2}}\d{{1,6}}(?:\.\d{{1,4}})?"
    rf"(?:[A-Z](?=\s+(?!TK?\s){_SETUP}{{1,2}}(?:PU)?\s*[/\-_ ]))?)"  # 33A B/2: the scene's letters stand apart
    rf"(?:\s+(?!TK?\s))?(?P<setup>{_SETUP}{{0,2}}(?:PU)?)\s*[/\-_ ]"
    rf"\s*(?:TAKE|TK|T)?\s*0*(?P<take>\d{{1,6}})\s*", re.I | re.A)


@dataclass(frozen=True, slots=True, order=True)
class Slate:
    """Scene 33, setup B, take 2 is ``33B/2``. A setup may be empty: the master is often plain ``33/1``.

    >>> Slate.parse("33B/2")
    Slate(scene='33', setup='B', take=2)
    >>> str(Slate("33", "B", 2))
    '33B/2'
    """

    scene: str
    """Scene number as the script has it."""
    setup: str
    """Setup letters, upper case; empty for the first."""
    take: int
    """Take number, from 1."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``33B/2``, ``33B-2``, ``33B_T2`` or ``33B take 2``. Raises `BadValue`.

        Letters after the scene's number are the setup (``33AB/1`` is setup AB of scene 33), unless a space
        says otherwise (``33A B/1`` is setup B of scene 33A).
        """
        match = _SLATE.fullmatch(text)
        if not match or int(match["take"]) < 1:
            raise BadValue(f"the slate came as {text!r}", "scene, setup, take as in 33B/2 would do", "give it again")
        return cls(match["scene"].upper(), match["setup"].upper(), int(match["take"]))

    @property
    def pickup(self) -> bool:
        """Whether the slate itself says that it is a pickup: ``33BPU/1``."""
        return self.setup.endswith("PU")

    def __str__(self) -> str:
        apart = " " if self.setup and self.scene[-1:].isalpha() else ""
        return f"{self.scene}{apart}{self.setup}/{self.take}"


_PICKUP = re.compile(r"(?<![A-Z])[ _-]*\bP(?:U|/U|ICK[ -]?UPS?)\b|(?<=\d)[ _-]*PU\b", re.I)
_CAMERA = re.compile(r"(?P<slate>.*\d)[ _-]*(?P<camera>[A-Z])\s*", re.I | re.S)
_SETUP_CAMERA = re.compile(r"(?P<setup>.+?)[ _/-]*cam(?:era)?[ _-]*(?P<camera>[A-Z])\s*", re.I)


def read_take(text: str) -> tuple[Slate, str]:
    """Slate and camera letter of a take as people type it: ``1A/1B`` is camera B on slate 1A/1. Raises `BadValue`.

    The letter of the first camera is empty.

    >>> read_take("1a/01 b")
    (Slate(scene='1', setup='A', take=1), 'B')
    """
    match = _CAMERA.fullmatch(text)
    if match and _SLATE.fullmatch(match["slate"]):
        return Slate.parse(match["slate"]), match["camera"].upper()
    return Slate.parse(text), ""


def read_pickup(text: str) -> tuple[str, bool]:
    """A text without the words that name a pickup, and whether it had them: ``PU``, ``P/U``, ``pick-up``.

    >>> read_pickup("1A/3 PU"), read_pickup("pick up from line 4"), read_pickup("she puts it down")
    (('1A/3', True), (' from line 4', True), ('she puts it down', False))
    """
    bare, count = _PICKUP.subn("", text)
    return bare, bool(count)


def setup_name(slate: Slate, camera: str = "") -> str:
    """What the setup of a take is called: each camera on a slate has a setup of its own, a pickup has its setup's.

    >>> setup_name(Slate("1", "A", 3)), setup_name(Slate("1", "A", 3), "B"), setup_name(Slate("1", "APU", 1))
    ('1A', '1A cam B', '1A')
    """
    return f"{slate.scene}{slate.setup.removesuffix('PU')}" + (f" cam {camera}" if camera else "")


def read_setup_name(text: str) -> str:
    """A setup's name as people type it: ``1a camB`` is ``1A cam B``.

    >>> read_setup_name("1A cam-b"), read_setup_name("1B")
    ('1A cam B', '1B')
    """
    match = _SETUP_CAMERA.fullmatch(text.strip())
    return f"{match['setup'].upper()} cam {match['camera'].upper()}" if match else text.strip()
