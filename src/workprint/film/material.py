"""What was shot and recorded: original files, takes, setups, and how sound goes with picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from workprint.film.plain import LATER
from workprint.film.script import Scene
from workprint.film.slate import Slate
from workprint.film.time import Rate, Timecode

ShotSize = Literal["ECU", "BCU", "CU", "MCU", "MS", "MCS", "FS", "LS", "VLS", "ELS"]
"""From extreme close-up to extreme long shot, by head height over frame height (docs/numbers.md)."""

SIZES: tuple[tuple[ShotSize, int], ...] = (
    ("ECU", 1000), ("BCU", 750), ("CU", 500), ("MCU", 340), ("MS", 240), ("MCS", 165), ("FS", 105), ("LS", 60),
    ("VLS", 30), ("ELS", 0))
"""Smallest head height, in thousandths of the frame height, that each size still has. Source: facts/boards 4.5."""


def shot_size(head: int) -> ShotSize:
    """The size of a shot in which a head is `head` thousandths of the frame height tall.

    >>> shot_size(300), shot_size(80)
    ('MS', 'LS')
    """
    return next(size for size, least in SIZES if head >= least)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a file's picture is, as its container and first frames tell."""

    codec: str
    """FFmpeg's name: ``h264``, ``prores``."""
    width: int
    """Stored pixels across."""
    height: int
    """Stored pixels down."""
    rate: Rate
    """Frames per second, exact (of a variable-rate file: the rate it is nearest to)."""
    frames: int
    """Number of pictures, counted."""
    rotation: int = 0
    """Degrees clockwise to turn it upright: 0, 90, 180 or 270."""
    pixel_aspect: Fraction = Fraction(1)
    """Width of a pixel over its height."""
    variable: bool = False
    """Whether the pictures are not evenly spaced in time."""
    primaries: str = ""
    """Colour primaries as tagged, ``bt709``; empty where untagged."""
    transfer: str = ""
    """Transfer characteristics as tagged."""
    matrix: str = ""
    """Matrix coefficients as tagged."""
    full_range: bool = False
    """Whether code values use the whole range (0-255 at eight bits)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound stream of a file."""

    codec: str
    """FFmpeg's name: ``pcm_s24le``."""
    rate: int
    """Samples per second."""
    channels: int
    """Number of channels."""
    samples: int
    """Length in samples at `rate`."""
    names: tuple[str, ...] = ()
    """Track names where the recorder wrote them (iXML), in channel order."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file somebody shot or recorded. It stays where it is, is never written to, and is known by its hash."""

    hash: str
    """SHA-256 of the whole content, hexadecimal."""
    path: str
    """Where it was last seen; for an image sequence its first file."""
    bytes: int
    """Size of the content."""
    picture: Picture | None = None
    """None for a sound file."""
    sound: tuple[Sound, ...] = ()
    """Its sound streams, in order."""
    timecode: Timecode | None = None
    """At its first frame or sample; None where it has none."""
    timecode_from: str = ""
    """Where that came from: ``container``, ``bwf``, ``ltc``."""
    tags: tuple[tuple[str, str], ...] = ()
    """Scene, take, reel, note and the like as the file carries them, lower-case keys, sorted."""
    warnings: tuple[str, ...] = ()
    """What an assistant editor should know: variable rate, clocks that disagree, a gap."""


@dataclass(frozen=True, slots=True)
class Sync:
    """How a separate sound recording lies against the camera's picture."""

    offset: int
    """Samples (48 kHz) from the head of the picture to the head of the recording; negative if it began before."""
    drift_ppb: int = 0
    """How much longer the recording is than the picture, in parts per thousand million."""
    how: Literal["embedded", "timecode", "ltc", "waveform", "hand"] = "embedded"
    """What it was told by; ``embedded`` is the sound in the camera file itself."""
    confidence: int = 1000
    """0 to 1000."""


@dataclass(frozen=True, slots=True)
class Framing:
    """How one person is seen in a take."""

    who: str
    """Character name as in the script."""
    head: int
    """Head height in thousandths of the frame height (chin to crown)."""
    x: int = 500
    """Centre of the head across the frame, 0 (left edge) to 1000."""
    y: int = 333
    """Centre of the head down the frame, 0 (top) to 1000."""
    look: Literal["left", "right", "camera", "away", ""] = ""
    """Where the person looks on screen; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Setup:
    """One camera position, as a camera report or setup list gives it."""

    name: str
    """Scene and letters: ``1B``."""
    people: tuple[Framing, ...] = ()
    """Who is seen, from left to right; nobody in an insert or where it is not known."""
    about: str = ""
    """In words: ``over Ana's shoulder to Ben``."""
    angle: int | None = None
    """Degrees clockwise from the line of action, seen from above; None where not known."""
    side: Literal["near", "far", ""] = ""
    """The side of the line of action the camera is on; empty where not known."""

    @property
    def size(self) -> ShotSize | None:
        """Size by the largest head; None where nobody is seen."""
        return shot_size(max(person.head for person in self.people)) if self.people else None


@dataclass(frozen=True, slots=True)
class Take:
    """One run of the camera (or of the recorder alone), on the film's own frame grid.

    Frame and sample 0 of a take are the head of its picture. Frame n of the take is the picture that the
    original shows at n / rate seconds after its first.
    """

    slate: Slate
    """Scene, setup and take."""
    original: str
    """Content hash of the picture's file (of the sound file where there is no picture)."""
    frames: int
    """Length in frames of the film's rate."""
    rate: Rate
    """The film's rate, exact."""
    sound: str = ""
    """Content hash of the sound's file; empty for a mute take."""
    channel: int = -1
    """Channel of that file that the cut uses, from 0; -1 mixes them all."""
    sync: Sync | None = None
    """How that sound lies against the picture; None for a mute take."""
    setup: Setup | None = None
    """What is framed, where it is known."""
    circled: bool = False
    """Whether the camera report circles it."""
    note: str = ""
    """What the report says of it."""
    head: int = 0
    """First frame after the slate: nothing before it belongs in a cut."""
    room: tuple[int, int] | None = None
    """Start and out (frames) of the longest quiet stretch, for room tone; None where there is none."""
    camera: str = field(default="", metadata=LATER)
    """Letter of the camera where several ran on one slate; empty for the first of them."""
    pickup: bool = field(default=False, metadata=LATER)
    """Whether it was shot to cover only some of the scene's lines."""
    motion: tuple[int, ...] = field(default=(), metadata=LATER)
    """How far the picture moves since the frame before, on average over the frame, in thousandths of the full range (a
    twentieth of its width); empty if not measured."""

    @property
    def id(self) -> str:
        """The slate as text, ``33B/2``, and the letter of a second camera, ``33B/2B``."""
        return f"{self.slate}{self.camera}"

    @property
    def who(self) -> tuple[str, ...]:
        """Who is seen, left to right."""
        return tuple(person.who for person in self.setup.people) if self.setup else ()


Heard = Literal["scripted", "changed", "extra", "missing"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was said."""

    text: str
    """What was said (of a missing word: what should have been), lower case, without punctuation."""
    start: int
    """First sample (48 kHz) from the head of the take."""
    out: int
    """First sample after it. Equal to `start` for a missing word."""
    heard: Heard = "scripted"
    """As scripted, changed, extra (not in the script), or missing (in the script, not said)."""
    confidence: int = 1000
    """0 to 1000."""


@dataclass(frozen=True, slots=True)
class Performance:
    """How a reading sounds. Whole numbers, so that every machine has the same."""

    loudness: int
    """Integrated loudness in thousandths of LUFS (ITU-R BS.1770-4)."""
    level: int
    """RMS level in thousandths of dBFS."""
    pitch: int
    """Median fundamental in thousandths of Hz; 0 where nothing is voiced."""
    pitch_range: int
    """5th to 95th percentile of the fundamental in hundredths of a semitone (cents)."""
    energy: int
    """Voice energy, 0 to 1000: loudness, pitch and its range against the same speaker's other readings."""
    pace: int
    """Words a minute, over the speech without its pauses."""
    pause: int
    """Longest pause inside, in samples (48 kHz)."""
    breath: int = field(default=0, metadata=LATER)
    """Length of the breath drawn before the first word, in thousandths of a second; 0 where none is heard."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One take's performance of one line."""

    take: str
    """Take id."""
    line: str
    """Line id; empty for speech that is in no line of the script (an ad-lib)."""
    words: tuple[Word, ...]
    """In order of time; missing words stand where they should have been."""
    confidence: int = 1000
    """0 to 1000."""
    run: int = 1
    """1 for the first time the line is said in the take, 2 for the second."""
    performance: Performance | None = None
    """None until measured."""

    @property
    def said(self) -> tuple[Word, ...]:
        """The words that are heard."""
        return tuple(word for word in self.words if word.heard != "missing")

    @property
    def start(self) -> int:
        """First sample of the first word said (of a reading that says nothing: where it should be)."""
        return min((word.start for word in self.said), default=self.words[0].start if self.words else 0)

    @property
    def out(self) -> int:
        """First sample after the last word said."""
        return max((word.out for word in self.said), default=self.start)

    @property
    def flags(self) -> tuple[str, ...]:
        """What differs from the script: ``missing``, ``changed``, ``extra``, ``again``, ``unsure``."""
        found = {word.heard for word in self.words} - {"scripted"}
        if self.run > 1:
            found.add("again")  # type: ignore[arg-type]
        if self.confidence < 500 or any(word.heard == "scripted" and word.confidence < 500 for word in self.words):
            found.add("unsure")  # type: ignore[arg-type]
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Moment:
    """When an action line is played in a take."""

    take: str
    """Take id."""
    line: str
    """Line id."""
    start: int
    """First frame of it in the take."""
    out: int
    """First frame after it."""
    by_hand: bool = False
    """Whether a person said so; otherwise motion and sound did."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that a tool may know of one scene: its script, its takes, what was said in them, and where the files are."""

    scene: Scene
    """The scene as scripted."""
    rate: Rate
    """The film's rate."""
    takes: tuple[Take, ...] = ()
    """In the order of their slates."""
    readings: tuple[Reading, ...] = ()
    """Of every line in every take, ad-libs included."""
    originals: tuple[Original, ...] = ()
    """The files behind the takes."""
    moments: tuple[Moment, ...] = field(default=(), metadata=LATER)
    """When the action lines are played, where that is known."""

    def take(self, take_id: str) -> Take | None:
        """The take with this id, or None."""
        return next((take for take in self.takes if take.id == take_id), None)

    def original(self, content: str) -> Original | None:
        """The file with this content hash, or None."""
        return next((file for file in self.originals if file.hash == content), None)
