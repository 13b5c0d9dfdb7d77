"""The floor plan of a rehearsal: who plays, where they sit, where the camera stands, and which takes are shot.

`read_plan` reads it from TOML (``docs/rehearsal.md``); here it is kept in whole millimetres and micrometres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from workprint.film import BadValue, ShotSize

Place = tuple[int, int, int]
"""A point in millimetres: x to the right, y away from the camera side, z up from the floor."""

Fault = Literal["fluff", "twice", "ad-lib", "omit", "change", "swap", "silence"]
FAULTS: tuple[Fault, ...] = ("fluff", "twice", "ad-lib", "omit", "change", "swap", "silence")


KINDS = ("floor", "wall", "window", "door", "shelf", "picture", "hook", "counter", "table", "chair", "chairback",
         "lamp", "cup", "key", "box")
"""What a set can be made of."""
MOODS = ("guarded", "tender", "angry", "tired", "wry")
"""Directions that faces and voices know."""


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast: how the figure looks, where it is, and how it sounds."""

    name: str
    """Character name as in the script."""
    mark: Place
    """Where the head is: the point between the ears."""
    faces: str
    """Who or what the body is turned to: another player's name."""
    stance: Literal["sit", "stand"] = "sit"
    """Seated figures rest their arms on the table."""
    head: int = 250
    """Chin to crown, millimetres."""
    hair: str = "short"
    """``bob``, ``short``, ``bun``, ``bald``."""
    hair_tone: int = 40
    """0 (black) to 255 (white)."""
    skin: int = 232
    """0 to 255."""
    coat: int = 120
    """Tone of the clothes, 0 to 255."""
    wears: str = "jumper"
    """``jumper``, ``jacket`` or ``shirt``."""
    beard: bool = False
    """Whether the jaw is bearded."""
    glasses: bool = False
    """Whether there are glasses."""
    build: int = 100
    """Breadth of shoulders and jaw in percent of the usual."""
    skin_colour: str = ""
    """``#rrggbb`` in the light; a second one, after a space, in the shade. Tone stays `skin`; empty is grey."""
    hair_colour: str = ""
    """As `skin_colour`."""
    coat_colour: str = ""
    """As `skin_colour`."""
    eyes_colour: str = ""
    """As `skin_colour`."""
    voice: str = "en-us"
    """eSpeak NG voice with its variant: ``en-us+f4``."""
    rate: int = 170
    """Words a minute at the usual tempo."""
    pitch: int = 50
    """eSpeak NG's 0 to 99."""
    range: int = 50
    """eSpeak NG's 0 to 99: how far the pitch moves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of the set."""

    kind: str
    """One of `KINDS`."""
    at: Place
    """Its near left lower corner, or its middle on the table, in millimetres."""
    size: Place = (0, 0, 0)
    """Extent along x, y and z in millimetres."""
    tone: int = 128
    """0 to 255."""
    colour: str = ""
    """``#rrggbb`` in the light; a second one, after a space, in the shade. Empty is grey."""


@dataclass(frozen=True, slots=True)
class View:
    """A setup: where the camera stands and what it frames."""

    letter: str
    """Setup letters; empty for a plain master."""
    at: Place
    """The camera's place (its entrance pupil)."""
    lens: int
    """Focal length in micrometres: 50 mm is 50000."""
    sensor: tuple[int, int]
    """Width and height of the used sensor in micrometres."""
    on: tuple[str, ...]
    """Who is framed; nobody in an insert."""
    size: ShotSize | None
    """The size that was asked for."""
    place: tuple[int, int] = (500, 400)
    """Where the middle of the framed heads (or of the thing) lies in the frame, in thousandths."""
    thing: str = ""
    """Kind of the set piece that an insert shows."""
    about: str = ""
    """In words."""
    mired: int = 0
    """By how much its white balance is off, 1/10 mired; above 0 the picture is warmer."""
    stops: int = 0
    """By how much its exposure is off, 1/1000 stop; above 0 it is brighter."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A fault that is put into a take on purpose, so that finding it can be measured."""

    fault: Fault
    line: str
    """Line id; of an ad-lib or a silence the line that it follows."""
    word: int = 0
    """Which word of the line, from 1: the first that is changed, or the last before a fluff."""
    say: str = ""
    """What is said instead, or besides."""
    who: str = ""
    """Who says an ad-lib."""
    length: int = 0
    """Of a silence: milliseconds."""


@dataclass(frozen=True, slots=True)
class Order:
    """One take as the plan asks for it."""

    setup: str
    """Letters of the setup."""
    number: int
    """Take number, from 1."""
    mood: str = "guarded"
    """``guarded``, ``tender``, ``angry``, ``tired``, ``wry``."""
    tempo: int = 100
    """Percent of the players' usual rate."""
    loud: int = 0
    """Hundredths of a decibel."""
    melody: int = 100
    """Percent of the players' usual pitch range."""
    sound_at: int | None = -96_000
    """Sample (48 kHz) of the picture at which the recorder started; None for a mute take."""
    drift_ppb: int = 0
    """How much longer the recording is than the picture, in parts per thousand million."""
    clock: Literal["jammed", "free"] = "free"
    """Whether the recorder's clock was set to the camera's."""
    ltc: bool = False
    """Whether the recorder's second track carries the camera's timecode as sound."""
    first: str = ""
    """Id of the first line that is played; empty for the head of the scene."""
    last: str = ""
    """Id of the last line that is played; empty for the end."""
    circled: bool = False
    """Whether the camera report circles it."""
    note: str = ""
    """What the report says."""
    plants: tuple[Plant, ...] = ()
    """What goes wrong on purpose."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole floor plan."""

    scene: str
    """Scene number."""
    title: str
    """Of the film, for the slate."""
    light: Place
    """Where the light is."""
    cast: tuple[Player, ...]
    """The first two are the ends of the line of action."""
    pieces: tuple[Piece, ...]
    """The set."""
    setups: tuple[View, ...]
    """In the order they are shot."""
    takes: tuple[Order, ...]
    """In the order they are shot."""
    beats: tuple[tuple[str, int], ...] = ()
    """Pauses that belong to the scene: line id and milliseconds of silence after it."""
    lamp: str = ""
    """``#rrggbb`` of the light where it falls; empty is white."""
    dusk: str = ""
    """``#rrggbb`` of the light where the lamp does not reach; empty is white."""

    def player(self, name: str) -> Player:
        """The player of this character. Raises `BadValue`."""
        return _named(name, {player.name: player for player in self.cast}, "player")

    def setup(self, letter: str) -> View:
        """The setup with these letters. Raises `BadValue`."""
        return _named(letter, {view.letter: view for view in self.setups}, "setup")


_Noun = TypeVar("_Noun")


def _named(name: str, known: Mapping[str, _Noun], what: str) -> _Noun:
    if name not in known:
        raise BadValue(f"the floor plan names {what} {name!r}", f"one of {', '.join(known) or 'none yet'} would do",
                       f"add the {what} or correct the name")
    return known[name]
