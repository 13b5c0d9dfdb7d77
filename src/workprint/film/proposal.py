"""The loop's nouns: brief, alt, reason, mark, decision, pin, veto; and what a tool promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from workprint.film.cut import Cut
from workprint.film.grade import Grade, Keep, Reference, Seen
from workprint.film.material import Material
from workprint.film.plain import LATER, content_hash
from workprint.film.tone import Bend, Meant

MarkName = Literal["circle", "hold", "ng", "unsure"]
MARKS: tuple[MarkName, ...] = ("circle", "hold", "ng", "unsure")
CONTENTS: Mapping[str, type] = {"cutting": Cut, "colour": Grade}
"""What the alts of a craft are, by the name of the craft."""


@dataclass(frozen=True, slots=True)
class Pin:
    """This stays. Only the fields that are set bind; every later alt respects them."""

    line: str = ""
    """Line id; empty binds every line that `take` covers (a locked take)."""
    take: str = ""
    """Take that is seen on the line (and heard, unless `sound` says otherwise); empty leaves it open."""
    sound: str = ""
    """Take that is heard on the line; empty follows `take`."""
    start: int | None = None
    """Exact first frame of `take` for the line (a trim of its head)."""
    out: int | None = None
    """Exact out frame of `take` for the line (a trim of its tail)."""
    slip: int = 0
    """Frames by which the picture is taken later than its sound would have it."""
    reaction: str = ""
    """Take whose listener is seen inside the line."""
    reaction_at: int | None = None
    """Frames after the line's first frame at which the reaction begins; None lets the tool find a pause."""
    reaction_start: int | None = None
    """First frame of that take in which the listener is seen; None keeps it in step with the line."""
    reaction_frames: int | None = None
    """Length of the reaction in frames; None lets the tool choose."""
    removed: bool = False
    """Whether the line is left out of the cut."""
    by_hand: str = ""
    """The hand edit it came from: ``swap``, ``trim``, ``slip``, ``react``, ``remove``; empty for a plain pin."""
    run: int = field(default=0, metadata=LATER)
    """Which time the line is said in the take that is heard, from 1; 0 leaves it open."""


@dataclass(frozen=True, slots=True)
class Veto:
    """Never this: a take on a line, a take anywhere, or whatever is on a line in one take's sound."""

    take: str
    """Take id."""
    line: str = ""
    """Line id; empty for the whole scene."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What an artist asks a tool for."""

    material: Material
    """The scene and all that was shot of it."""
    words: str = ""
    """The wish in the artist's own words."""
    want: int = 300
    """How many alternatives would do."""
    pins: tuple[Pin, ...] = ()
    """What stays."""
    vetoes: tuple[Veto, ...] = ()
    """What never comes."""
    weights: tuple[tuple[str, int], ...] = ()
    """Weights that differ from the tool's defaults, by name, in its own units; 0 switches off."""
    cut: Cut | None = field(default=None, metadata=LATER)
    """The cut that is worked on, for every craft but cutting itself."""
    seen: tuple[Seen, ...] = field(default=(), metadata=LATER)
    """Small pictures of its shots, where the craft looks at them; one or more a shot."""
    references: tuple[Reference, ...] = field(default=(), metadata=LATER)
    """What the artist points at."""
    keeps: tuple[Keep, ...] = field(default=(), metadata=LATER)
    """Parts of a grade that stay."""
    curve: tuple[Bend, ...] = field(default=(), metadata=LATER)
    """How much of what dials turn each line has: the curve of the tone that it is asked in; none is all of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A named cause with a weight that the artist can read."""

    name: str
    """The idiom or taste behind it: ``reaction``."""
    points: int
    """What it adds to the alt's score (thousandths of a point; negative speaks against)."""
    says: str
    """In craft words, one sentence."""
    at: int | None = None
    """Index of the shot it speaks of; None for the whole."""


ON = " on "
"""Between an axis and the lines that it is told of. Source: our choice; no axis of its own has it in its name
(`check_tool` holds that)."""


def on_lines(axis: str, lines: str) -> str:
    """What an axis is called where it is told of some lines against the others.

    >>> on_lines("closeness", "strong lines")
    'closeness on strong lines'
    """
    return f"{axis}{ON}{lines}"


@dataclass(frozen=True)
class Alt:
    """One alternative that a tool offers. A value: its id is the hash of its content."""

    tool: str
    """Name of the tool, as on its card."""
    content: Cut | Any
    """The proposed thing itself: a cut, a grade, a mix, a board."""
    reasons: tuple[Reason, ...] = ()
    """Why; their points add up to `score`."""
    axes: tuple[tuple[str, int], ...] = ()
    """Measured craft variables by name, in thousandths: pace, closeness and so on."""
    on_lines: tuple[tuple[str, int], ...] = field(default=(), metadata=LATER)
    """What they are on some lines against the others, by name (``closeness on strong lines``; see `on_lines`): 500 is
    no difference, and each thousandth above it stands for two that the axis is higher there."""

    @property
    def variables(self) -> dict[str, int]:
        """Everything that is measured of it, on the whole and on some lines."""
        return dict(self.axes + self.on_lines)

    @cached_property
    def id(self) -> str:
        """Hash of the content: the same thing proposed twice is one alt."""
        return content_hash(self.content)

    @property
    def score(self) -> int:
        """Sum of the reasons' points."""
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an artist said of an alt, and all that was on show when it was said."""

    mark: MarkName
    """Circle, hold or ng; or unsure, where a person cannot say."""
    alt: str
    """Id of the alt that was marked."""
    shown: tuple[str, ...]
    """Ids of all alts on show, in the order they were shown."""
    content: Any = None
    """The marked thing itself, plain, so that it outlives every cache."""


@dataclass(frozen=True, slots=True)
class ToolCard:
    """What a tool says of itself, before anybody uses it."""

    name: str
    """Unique, lower case: ``cutting``."""
    version: str
    """Changes whenever the same brief and seed would give other alts."""
    craft: str
    """``cutting``, ``colour``, ``sound``, ``boards``, ``effects``, ``breakdown``."""
    does: str
    """One sentence."""
    learned_from: str
    """What material it was trained on and who allowed it; ``nothing`` for rules and mathematics."""
    explains: Literal["fully", "partly", "not"]
    """How far it can say why: every point of every alt, some of it, or nothing."""
    licence: str = "Apache-2.0"
    """SPDX name of the licence of code and weights."""
    model: str = ""
    """SHA-256 of the weights file it loads; empty where it loads none."""


@dataclass(frozen=True, slots=True)
class Made:
    """A circled thing, made from the source media."""

    path: Path
    """The file."""
    frames: int = 0
    """Length in frames; 0 for things without one."""
    notes: tuple[str, ...] = ()
    """What the person should know of how it was made."""


@runtime_checkable
class Tool(Protocol):
    """What every tool promises, ours and everybody's. `workprint.testing.check_tool` holds it to that."""

    card: ToolCard

    def propose(self, brief: Brief, *, seed: int) -> Iterator[Alt]:
        """Alternatives, best first. The same brief and seed give the same alts, on every machine."""
        ...

    def conform(self, alt: Alt, material: Material, out: Path) -> Made:
        """Make the circled thing from the originals, at `out`. Raises `CannotRead` where a file is gone."""
        ...


@runtime_checkable
class JudgingTool(Tool, Protocol):
    """A tool that can also say what it thinks of what hands made."""

    def judge(self, content: Any, brief: Brief) -> Alt:
        """What was made by hand or elsewhere, as an alt of this tool: with its reasons and axes."""
        ...

    def check(self, alt: Alt, brief: Brief) -> tuple[str, ...]:
        """A sentence for every law that `alt` breaks; empty when it may be locked."""
        ...


@runtime_checkable
class HandTool(JudgingTool, Protocol):
    """A tool whose alts a person can also change by hand, line by line."""

    def hold(self, alt: Alt, brief: Brief) -> tuple[Pin, ...]:
        """Pins that keep every part of `alt` as it is, one or more a line: what a hand edit leaves alone."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One idiom of a tool, as it tells it."""

    name: str
    """As a brief names it: ``speaker visible``."""
    where: str
    """What it looks at, in plain words: ``every line``."""
    rewards: str
    """What it rewards, one sentence."""
    weight: int
    """What it weighs by default, in thousandths of a point; 0 is off."""
    source: str
    """Where it comes from."""
    package: str = "workprint"
    """The package that brings it."""


@runtime_checkable
class RuledTool(Tool, Protocol):
    """A tool that lists the idioms that it weighs, and takes others from other packages."""

    def rules(self, material: Material | None = None) -> tuple[Rule, ...]:
        """Every idiom; with a scene's material also those that name its people."""
        ...

    def admits(self, rule: Any) -> tuple[str, ...]:
        """Sentences about what was tried of somebody's idiom and held. Raises `BadTool` where something does not."""
        ...


@dataclass(frozen=True, slots=True)
class Dial:
    """One thing that a person may turn either way, while the tool answers."""

    name: str
    """As a person types it: ``closeness``."""
    less: str
    """Its lower end in a craft word: ``wider``."""
    more: str
    """Its upper end: ``closer``."""
    about: str
    """What it turns, one sentence."""


@runtime_checkable
class DialledTool(Tool, Protocol):
    """A tool with dials: what they turn is its own; a door knows no more of them than their names and ends."""

    def dials(self, material: Material) -> tuple[Dial, ...]:
        """The dials that can move anything in this scene."""
        ...

    def dialled(self, brief: Brief, settings: Mapping[str, int]) -> Brief:
        """The brief with dials set, -1000 (`less`) to 1000 (`more`), 0 at rest; others stay as they stand in it.

        What is set goes into the brief's weights, and so on the record. Raises `BadValue` for a dial there is not.
        """
        ...

    def settings(self, brief: Brief) -> tuple[tuple[str, int], ...]:
        """Every dial with where it stands in a brief: what `dialled` was given."""
        ...

    def measured(self, alt: Alt, brief: Brief) -> tuple[tuple[str, int], ...]:
        """Every dial with how much an alt has of what it turns, in thousandths: whether a turned dial is answered."""
        ...


@runtime_checkable
class TonedTool(DialledTool, Protocol):
    """A tool with dials that also knows words of tone and measures references: a tone steers every craft with one."""

    def hears(self, words: str, material: Material) -> Meant:
        """First guesses for its dials, each with its source, and the words that it knows nothing of."""
        ...

    def likens(self, reference: Reference, brief: Brief) -> Meant:
        """Leans that bring the brief's scene near to a reference, each with what was measured of both.

        What the reference says nothing of is told, and not guessed.
        """
        ...
