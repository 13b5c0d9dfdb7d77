"""A small cut with everything in it that a handover meets: for the goldens, and for a look at a whole file."""

from __future__ import annotations

from fractions import Fraction

from workprint.film import (
    Cut,
    Line,
    Material,
    Original,
    Picture,
    Piece,
    Rate,
    Scene,
    Shot,
    Slate,
    Sound,
    Sync,
    Take,
    Timecode,
)

FILM = Rate.parse("23.976")
PAL = Rate(25)
WAV = (Sound("pcm_s24le", 48_000, 2, 48_000 * 60, ("Boom", "Ana")),)


def _file(number: int, path: str, rate: Rate | None, at: str, tags: tuple[tuple[str, str], ...] = ()) -> Original:
    picture = Picture("prores", 1920, 1080, rate, rate.frames_in(60)) if rate else None
    counter = Timecode.parse(at, rate or FILM) if at else None
    return Original(f"{number:02}" * 32, f"/rushes/{path}", 10, picture, () if rate else WAV, counter, "bwf", tags)


FILES = (
    _file(1, "A001C001_260101_R1AB.mov", FILM, "01:00:10:00"),
    _file(2, "a long name with spaces & an ampersand.mov", PAL, "02:00:00:13"),
    _file(3, "a long name with other words.mov", FILM, ""),
    _file(4, "1A-T1.wav", None, "01:00:08:00", (("note", "synthetic: made for a test"),)),
)
WIDE = Take(Slate("1", "A", 1), FILES[0].hash, FILM.frames_in(60), FILM, FILES[3].hash, 1,
            Sync(-FILM.sample(48) + 500), circled=True, note="<good>", room=(10, 20))
SINGLE = Take(Slate("1", "B", 2), FILES[1].hash, FILM.frames_in(60), FILM, FILES[3].hash, 0, Sync(0))
MUTE = Take(Slate("1", "C", 1), FILES[2].hash, FILM.frames_in(60), FILM)

LINES = (Line("1/1", "action", "The kettle screams."), Line("1/2", "spoken", "Tea? “Now” & <here>.", "ANA"),
         Line("1/3", "spoken", "Coffee.", "BO"))
MATERIAL = Material(Scene("1", "INT. KITCHEN - NIGHT", LINES), FILM, (WIDE, SINGLE, MUTE), (), FILES)

CUT = Cut(
    "1", FILM,
    (Shot("1A/1", 100, 160, ("1/1",), "wide"), Shot("1B/2", 240, 290, ("1/2", "1/3")), Shot("1C/1", 5, 30, ("1/3",))),
    (Piece("1A/1", 100, 150), Piece("1A/1", 0, 25, True), Piece("1B/2", 230, 280), Piece("1C/1", 5, 15)))
OTHER = Cut("1", FILM, (Shot("1A/1", 100, 235, ("1/1", "1/2", "1/3"), "wide"),), (Piece("1A/1", 100, 235),))
START = Timecode.parse("01:00:00:00", FILM)


def shown(frame: int, own: Rate) -> int:
    """The frame of a source of another rate that is on screen at a frame of the film."""
    return int(Fraction(frame) / FILM * own)
