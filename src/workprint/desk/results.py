"""What the desk's verbs answer with: frozen values that every door shows in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from workprint.film import Moment, Reading, Reason, Shot, ToolCard
from workprint.taste import Above, Turn


@dataclass(frozen=True, slots=True)
class Begun:
    """A film folder that was just made."""

    folder: str
    """Where it is."""
    title: str
    """Its title."""
    rate: str
    """Frames per second, exact."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a folder of rushes. Nothing that was found is left out of these lists."""

    takes: tuple[str, ...]
    """Ids of the takes that are now on the desk, this time's and earlier ones."""
    added: tuple[str, ...]
    """Those that are new."""
    synced: tuple[str, ...]
    """A sentence for every take with separate sound: how it was synchronised, offset and drift."""
    alone: tuple[str, ...]
    """A sentence for every file without a partner."""
    unslated: tuple[str, ...]
    """A sentence for every picture whose slate could not be told, with the line that says it."""
    refused: tuple[str, ...]
    """A sentence for every file that could not be read."""
    warnings: tuple[str, ...]
    """Clocks that disagree, variable rates, reports that name what is not there."""
    footage: int
    """Thousandths of a second of picture that were read this time."""
    groups: tuple[str, ...] = ()
    """A sentence for every second camera on a slate: how it lies against the first, and how surely."""


@dataclass(frozen=True, slots=True)
class TakeLined:
    """How one take went against its scene."""

    take: str
    """Take id."""
    belongs: int
    """0 to 1000: how surely it is a take of this scene."""
    found: int
    """Spoken lines of the scene that were found."""
    of: int
    """Spoken lines of the scene."""
    flags: tuple[str, ...]
    """A sentence for everything missing, changed, extra or said again."""


@dataclass(frozen=True, slots=True)
class SceneLined:
    """What came of lining."""

    takes: tuple[TakeLined, ...]
    """In the order of their slates."""
    refused: tuple[str, ...] = ()
    """A sentence for every take that could not be lined."""


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One line of a script that was made from what was said."""

    line: str
    """Line id."""
    who: str
    """Whose voice: ``VOICE 1``."""
    text: str
    """What was said, or ``said 3`` where nobody knows the words."""
    start: int
    """First sample (48 kHz) in the take that was listened to."""
    out: int
    """First sample after it."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A script that was made from what was said in a take, and how the other takes went against it."""

    scene: str
    """Scene number."""
    take: str
    """The take that was listened to."""
    lines: tuple[LineSaid, ...]
    """In order of time."""
    voices: int
    """How many voices could be told apart by their pitch: 1 or 2."""
    words: bool
    """Whether a model heard words; otherwise the other takes are lined by their sound alone."""
    lined: SceneLined
    """How each take went."""


@dataclass(frozen=True, slots=True)
class OnShow:
    """One alt as it is shown."""

    number: int
    """Its place in the string-out, from 1: what `circle 3` speaks of."""
    id: str
    """Its id."""
    score: int
    """Sum of all reasons, taste included, in thousandths of a point."""
    frames: int
    """Length in frames."""
    shots: int
    """Number of shots."""
    axes: tuple[tuple[str, int], ...]
    """Craft variables, in thousandths."""
    reasons: tuple[Reason, ...]
    """Why: they add up to the score."""
    outside: bool = False
    """Whether it comes from outside what the taste has learned."""
    mark: str = ""
    """The mark it has, if any."""
    file: str = ""
    """Where it can be played, once auditioned."""
    shown_for: str = ""
    """Why it is shown: ``worth keeping``, ``to learn`` or ``outside``; empty while nothing has been learned."""
    again: str = ""
    """That it had been answered before, and whether the same was said; empty until it is answered again."""


@dataclass(frozen=True, slots=True)
class StringOut:
    """Alts laid out for viewing."""

    scene: str
    """Scene number."""
    total: int
    """How many alts there are to look through."""
    shown: tuple[OnShow, ...]
    """Those on show now, in order."""
    lessons: int
    """Decisions behind the taste that ranked them; 0 means the tool's own order."""
    rate: str
    """Frames per second, exact."""
    craft: str = "cutting"
    """The craft whose alts they are."""
    blind: bool = False
    """Whether a trial runs: then nothing tells whether the taste ranked them, or why each is shown."""


@dataclass(frozen=True, slots=True)
class Why:
    """Every reason of one alt, shot by shot."""

    id: str
    """The alt's id."""
    score: int
    """What all reasons add up to, in thousandths of a point."""
    rate: str
    """Frames per second, exact."""
    shots: tuple[tuple[int, Shot], ...]
    """Each shot and the frame of the cut at which it begins."""
    reasons: tuple[Reason, ...]
    """All reasons; `at` is the place of the shot, None for the whole."""
    explains: str
    """How far the tool says it can explain itself: fully, partly, not."""
    above: str = ""
    """The alt that it was set against; empty for none."""
    apart: tuple[Above, ...] = ()
    """Why it stands above that one, the weightiest cause first; their points add up to the whole distance."""
    turns: tuple[Turn, ...] = ()
    """How little it would take for it to fall below that one, on one axis each."""


@dataclass(frozen=True, slots=True)
class Said:
    """A verb that went on the record."""

    entry: int
    """The ledger entry: what `undo` takes back."""
    says: str
    """One sentence of what it did."""
    alt: str = ""
    """The alt that is circled now, where that changed."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made."""

    path: str
    """Where it is."""
    frames: int
    """Length in frames; 0 where it has none."""
    says: tuple[str, ...] = ()
    """What to know of it."""


@dataclass(frozen=True, slots=True)
class LockedCut:
    """A cut that is locked."""

    name: str
    """Its name."""
    path: str
    """The .otio in cuts/."""
    frames: int
    """Length in frames."""
    shots: int
    """Number of shots."""
    head: str
    """Ledger head written into it: size, colon, root."""
    notes: tuple[str, ...] = ()
    """A sentence for every law that a cut made by hand breaks; a cut of a tool breaks none."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A locked cut on its way to others."""

    name: str
    """Name of the locked cut."""
    files: tuple[str, ...]
    """What was written."""
    failed: tuple[str, ...]
    """A sentence for every format that could not be written."""
    notes: tuple[str, ...]
    """What the person who gets it should know: short handles, sound that is missing, alternates left out."""
    head: str
    """Ledger head written into it."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a second witness, a Whisper model of the user's, hears in a take. It changes nothing."""

    take: str
    """Take id."""
    card: ToolCard
    """The model: where it comes from, its licence and its hash."""
    differs: tuple[tuple[str, str, str], ...]
    """Line id, the words as lined, and as the witness hears them, of each reading on which the two disagree."""
    of: int
    """Readings that it listened to."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made again from the record and the originals."""

    made: tuple[str, ...]
    """What was missing and is there now."""
    missing: tuple[str, ...]
    """A sentence for every original that could not be read."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What is to be known of one reading besides its measures; or of one time an action line is played."""

    take: str
    """Take id."""
    run: int
    """Which time the line is said in the take."""
    begins: str
    """Timecode at which it begins in the movie of all readings; empty where it is not in it."""
    differs: str
    """What was left out, changed or added, by name; empty where it is as written."""
    circled: bool
    """Whether the report circles the take."""
    note: str
    """What the report says of the take."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Every reading of one line, side by side."""

    line: str
    """Line id."""
    who: str
    """Who speaks."""
    text: str
    """As scripted."""
    readings: tuple[Reading, ...]
    """In the order that was asked for: that of the slates, or the most of something first."""
    rows: tuple[ReadingRow, ...] = ()
    """What else is to be known of each, in the same order; of an action line, of each of `moments`."""
    file: str = ""
    """A movie of all of them, one after another in this order; empty where none could be made."""
    why: str = ""
    """Why there is no movie."""
    moments: tuple[Moment, ...] = ()
    """When an action line is played, take by take."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What the audit of the record found."""

    size: int
    """Entries."""
    root: str
    """Root hash over all of them."""
    ok: bool
    """Whether everything is as it was written."""
    faults: tuple[str, ...]
    """A sentence for each fault."""
    heads: int
    """Heads in locked cuts and handovers that it was also compared with."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the film stands, and what to do next."""

    title: str
    """The film's title."""
    rate: str
    """Frames per second."""
    scenes: tuple[SceneStanding, ...]
    """One per scene of the script, then those that were shot and are in no script."""
    originals: int
    """Files known."""
    unslated: int
    """Pictures without a slate."""
    refused: int
    """Files that could not be read."""
    entries: int
    """Entries in the record."""
    next: str
    """The next step, as a line to type."""
    groups: tuple[str, ...] = ()
    """A sentence for every second camera on a slate."""
    people: tuple[tuple[str, str], ...] = ()
    """Name and role of the people of the production, as film.toml has them."""


@dataclass(frozen=True, slots=True)
class SceneStanding:
    """Where one scene stands."""

    scene: str
    """Scene number."""
    heading: str
    """As in the script."""
    lines: int
    """Spoken lines."""
    takes: int
    """Takes on the desk."""
    lined: int
    """Takes that are lined."""
    alts: int
    """Alternatives of the latest proposal."""
    stage: str
    """``shot``, ``lined``, ``proposed``, ``circled``, ``locked``, ``handed over``."""
    watched: int = 0
    """Thousandths of a second that were given to watch for the choice: auditions and moments up to the circle."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the record, in words."""

    index: int
    """Its place, from 0."""
    time: str
    """When, in UTC."""
    who: str
    """A person's name, ``(name erased)``, or the tool."""
    role: str
    """As what."""
    kind: str
    """What happened."""
    says: str
    """One sentence of it."""
    scene: str = ""
    """Scene number, where it is of a scene."""
    alt: str = ""
    """The alt that was marked, or that an edit made."""
    shown: tuple[str, ...] = ()
    """The alts that were on show, in their order."""
