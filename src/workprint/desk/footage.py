"""Verbs of the log: every file and what became of it, what lies on a card, who is framed where."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from workprint.desk.arriving import REPORTS, SCRIPTS
from workprint.desk.reached import reached
from workprint.desk.table import Table
from workprint.film import Framing, NotOnTheDesk, Original, Slate, Take, setup_name
from workprint.media import Shape, find_rushes
from workprint.media.glance import glance
from workprint.media.kinds import why_not

Told = Literal["said", "measured", ""]
"""Who is framed, by a person or a report; by the picture; by nobody."""

MEASURED = "faces found in the picture"
"""What a setup is said to show that nobody described. Source: `ingest`."""


@dataclass(frozen=True, slots=True)
class Rush:
    """One file of the rushes, and what became of it."""

    hash: str
    """Content hash, by which `slate` and `frame` know it."""
    name: str
    """File name."""
    path: str
    """Where it was last seen."""
    there: bool
    """Whether it is there now."""
    picture: bool
    """Whether it has a picture; otherwise it is a sound."""
    lasts: int
    """Thousandths of a second."""
    takes: tuple[str, ...]
    """Takes that it is the picture or the sound of."""
    slate: str
    """What a person said that its slate is, until it is read again; empty where nobody did."""
    suggest: str
    """Of a picture without a slate: the next free take after the picture before it."""
    alone: str
    """Why it has no partner; empty where it has one, or needs none."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A setup, and who is seen in it."""

    name: str
    """Scene and letters."""
    takes: tuple[str, ...]
    """Its takes."""
    take: str
    """The take to look at."""
    original: str
    """Content hash of its picture."""
    frame: int
    """A frame of it, after the slate."""
    people: tuple[Framing, ...]
    """Who is seen; a name is empty where the picture alone could not tell it."""
    told: Told
    """What that comes from."""
    cast: tuple[str, ...]
    """Who speaks in the scene."""
    about: str
    """What it shows, in words."""
    angle: int | None
    """Degrees clockwise from the line of action."""
    side: str
    """Side of the line of action."""


@dataclass(frozen=True, slots=True)
class Log:
    """Everything an assistant has to put right before the cut begins."""

    files: tuple[Rush, ...]
    """In the order of their paths."""
    refused: tuple[tuple[str, str], ...]
    """Path and reason of every file that could not be read."""
    setups: tuple[Framed, ...]
    """In the order of their names."""
    script: str
    """Title of the script; empty where there is none."""
    written: bool
    """Whether a person wrote it; otherwise it was made of what was said."""
    places: tuple[str, ...]
    """Folders in which the files lie, those that are there: to be read again after a slate was said."""
    arrivals: str
    """Folder to which files come that are handed to the desk."""


@dataclass(frozen=True, slots=True)
class Card:
    """What lies in a folder of rushes, before anything is read."""

    files: tuple[tuple[str, int], ...]
    """Path and bytes of every file that will be read."""
    reports: tuple[str, ...]
    """Camera and sound reports beside them."""
    scripts: tuple[str, ...]
    """Scripts beside them."""
    left_out: tuple[tuple[str, str], ...]
    """Path and reason of every file that will not be read."""
    bytes: int
    """Size of all that will be read."""


class Footage(Table):
    """What was shot, as an assistant looks at it. Nothing goes on the record."""

    def log(self) -> Log:
        """Every file and what became of it, every setup and who is seen in it."""
        return log_of(self)

    def card(self, rushes: Annotated[list[Path], "folders or files of rushes"]) -> Card:
        """What lies in folders of rushes, before anything is read: what will be, and what is left out and why."""
        return card_of([reached(one) for one in rushes])

    def frame(self, file: Annotated[str, "content hash of the picture"], *,
              at: Annotated[int, "thousandths of the way through it"] = 500,
              height: Annotated[int, "pixels"] = 360) -> Path:
        """One picture of an original that is no take yet, as a JPEG in media/."""
        found = self.film.originals.get(file)
        if found is None or not 0 <= at <= 1000 or not 16 <= height <= 1080:
            raise NotOnTheDesk(f"the place {at} of 1000 in file {file[:12]!r}, {height} pixels high, is not on the "
                               "desk", "a picture that was ingested would do", "look with: workprint status")
        out = self.folder.kept("frame.jpg", file, at, height)
        if not out.exists():
            width = round(height * self.film.shape[0] / self.film.shape[1])
            glance(found, at, Shape(width - width % 2, height - height % 2)).save(out, quality=85)
        return out


def log_of(desk: Table) -> Log:
    """The log; see `Footage.log`."""
    film = desk.film
    rushes = tuple(_rushes(desk))
    folders = dict.fromkeys(str(Path(one.path).parent) for one in rushes)
    script = film.given or film.script
    return Log(rushes, tuple(sorted(film.refused.items())), tuple(_setups(desk)), script.title if script else "",
               film.given is not None, _outermost(tuple(folders)), str(desk.folder.rushes))


def _rushes(desk: Table) -> Iterator[Rush]:
    film = desk.film
    takes: dict[str, list[Take]] = {}
    for take in film.takes.values():
        for content in dict.fromkeys((take.original, take.sound)):
            takes.setdefault(content, []).append(take)
    used = Counter[tuple[str, str]]()
    for take in film.takes.values():
        key = take.slate.scene, take.slate.setup
        used[key] = max(used[key], take.slate.take)
    last = (film.script.scenes[0].number if film.script and film.script.scenes else "1"), ""
    for one in sorted(film.originals.values(), key=lambda file: file.path):
        mine = sorted(takes.get(one.hash, ()), key=lambda take: take.id)
        suggest = ""
        if one.picture and mine:
            last = mine[0].slate.scene, mine[0].slate.setup
        elif one.picture:
            used[last] += 1
            suggest = str(Slate(*last, used[last]))
        yield Rush(one.hash, Path(one.path).name, one.path, Path(one.path).exists(), one.picture is not None,
                   _lasts(one), tuple(take.id for take in mine), _said(desk, one.hash), suggest,
                   "" if mine else film.alone.get(one.hash, ""))


def _said(desk: Table, content: str) -> str:
    slate = desk.film.slates.get(content)
    return f"{slate}{desk.film.letters.get(content, '')}" if slate else ""


def _lasts(one: Original) -> int:
    if one.picture:
        return int(one.picture.frames * 1000 / one.picture.rate)
    return one.sound[0].samples * 1000 // one.sound[0].rate if one.sound else 0


def _outermost(folders: Sequence[str]) -> tuple[str, ...]:
    """Those folders that are there and lie in none of the others."""
    paths = [Path(one) for one in folders if Path(one).is_dir()]
    return tuple(str(one) for one in sorted(paths) if not any(other in one.parents for other in paths))


def _setups(desk: Table) -> Iterator[Framed]:
    film = desk.film
    groups: dict[str, list[Take]] = {}
    for take in sorted(film.takes.values(), key=lambda one: (one.slate, one.camera)):
        groups.setdefault(setup_name(take.slate, take.camera), []).append(take)
    for name, takes in groups.items():
        said = film.setups.get(name)
        take = max(takes, key=lambda one: (_named(one), len(film.readings.get(one.id, ()))))
        setup = said or take.setup
        people = setup.people if setup else ()
        scene = film.script.scene(take.slate.scene) if film.script else None
        told: Told = "" if setup is None else "measured" if not said and setup.about == MEASURED else "said"
        about, angle, side = (setup.about, setup.angle, setup.side) if setup and told == "said" else ("", None, "")
        yield Framed(name, tuple(one.id for one in takes), take.id, take.original,
                     take.head + (take.frames - take.head) // 3, people, told, scene.cast if scene else (), about,
                     angle, side)


def _named(take: Take) -> tuple[int, int]:
    people = take.setup.people if take.setup else ()
    return sum(bool(one.who) for one in people), len(people)


def card_of(places: Sequence[Path]) -> Card:
    """What lies in folders of rushes; see `Footage.card`."""
    files, beside = list[Path](), list[Path]()
    for place in places:
        found = find_rushes(place) if place.is_dir() else (place,)
        files += found
        beside += _beside(place, {path.suffix.lower() for path in found}) if place.is_dir() else []
    sized = [(str(path), path.stat().st_size) for path in dict.fromkeys(files) if path.is_file()]
    papers = [str(path) for path in beside if path.suffix.lower() in REPORTS | SCRIPTS]
    return Card(tuple(sized), tuple(one for one in papers if Path(one).suffix.lower() in REPORTS),
                tuple(one for one in papers if Path(one).suffix.lower() in SCRIPTS),
                tuple((str(path), why_not(path.name)) for path in beside if str(path) not in papers),
                sum(size for _, size in sized))


def _beside(place: Path, read: set[str]) -> Iterator[Path]:
    """What a folder holds besides rushes; not what is in hidden folders."""
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() not in read and why_not(name):
                yield Path(folder, name)
