"""A script that a machine made from what was said, for rushes that have none: where it comes from, and how it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workprint.film import Scene, Script


@dataclass(frozen=True, slots=True)
class Overheard:
    """Where a scene's made script comes from."""

    scene: str
    """Scene number."""
    take: str
    """The take that was listened to."""
    spans: tuple[tuple[int, int], ...]
    """Where each line is said in it: first sample (48 kHz) and first after."""
    words: bool = False
    """Whether a model of the user's heard words; otherwise lines are known by their sound alone."""
    model: str = ""
    """SHA-256 of that model."""


def scripted(given: Script | None, made: Mapping[str, Scene]) -> Script | None:
    """The script with the scenes that a machine made; a scene that a person gave counts more."""
    own = given.scenes if given else ()
    more = tuple(scene for number, scene in sorted(made.items()) if number not in {one.number for one in own})
    return replace(given or Script("", ()), scenes=(*own, *more)) if given or more else None


def as_fountain(scene: str, take: str, said: Sequence[tuple[str, str]]) -> str:
    """What was said as a scene in Fountain: `said` has a name and a text for each line."""
    head = f".SCENE {scene}, AS SAID IN {take} #{scene}#"
    return "\n\n".join([head, *(f"{who}\n{text}" for who, text in said)]) + "\n"
