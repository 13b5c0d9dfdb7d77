"""The script as it is shot and cut: scenes, and in them lines that are spoken or acted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script: a speech of one character, or a paragraph of action."""

    id: str
    """Scene number, a stroke, and the place in the scene counted from 1: ``12/3``."""
    kind: Literal["spoken", "action"]
    """Spoken lines are heard; action lines are seen."""
    text: str
    """The words, without emphasis marks or parentheticals."""
    who: str = ""
    """The character as the cue has it, without extension; empty for action."""
    extension: str = ""
    """What follows the cue in brackets: ``V.O.``, ``O.S.``; empty where there is none."""
    aside: str = ""
    """The parenthetical: how it is said."""
    dual: bool = False
    """Whether it is spoken at the same time as the spoken line before it."""

    @property
    def adopted(self) -> bool:
        """Whether it is an ad-lib that a person made a line, as ``12/3+1``: no take owes it."""
        return "+" in self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: a heading and its lines in order."""

    number: str
    """Scene number as printed, or its place in the script counted from 1."""
    heading: str
    """The whole heading: ``INT. KITCHEN - NIGHT``."""
    lines: tuple[Line, ...]
    """Spoken and action lines in order."""
    synopsis: str = ""
    """What the writer noted that the scene is about."""

    @property
    def spoken(self) -> tuple[Line, ...]:
        """The spoken lines only, in order."""
        return tuple(line for line in self.lines if line.kind == "spoken")

    @property
    def cast(self) -> tuple[str, ...]:
        """Who speaks, in order of first line."""
        return tuple(dict.fromkeys(line.who for line in self.spoken))

    def line(self, line_id: str) -> Line | None:
        """The line with this id, or None."""
        return next((line for line in self.lines if line.id == line_id), None)


@dataclass(frozen=True, slots=True)
class Script:
    """A script: title page facts and scenes."""

    title: str
    """From the title page, or the file's name."""
    scenes: tuple[Scene, ...]
    """In the order of the script."""
    author: str = ""
    """Who wrote it, as the title page says."""

    def scene(self, number: str) -> Scene | None:
        """The scene with this number, or None."""
        return next((scene for scene in self.scenes if scene.number == number), None)
