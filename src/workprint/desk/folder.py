"""The film folder: what lies where, and the few files that people read without us."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from workprint.film import NotAFilm, Rate, content_hash

README = """This folder is a film made with Workprint.

film.toml    title, frame rate and the people, in plain text
ledger.db    the record: who proposed and decided what, and when (SQLite; docs/ledger.md tells the format)
media/       proxies, sound laid on picture, strips: all of it can be made again from the original files
cuts/        every locked cut, as OpenTimelineIO (.otio), which Resolve, Premiere, Avid and others read
handover/    what went to other people: OTIO, EDL, XML and finished movies
rushes/      original camera and sound files, where they were dropped into the cutting room: keep them
scripts/     scripts that were dropped there
stills/      pictures that a grade went by: keep them

Other original camera and sound files are not here. They stay where they are. Originals, here or elsewhere, are never
written to; ledger.db knows each by the SHA-256 hash of its content.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything of one film lies."""

    root: Path
    """The film folder itself."""

    @property
    def ledger(self) -> Path:
        """The record."""
        return self.root / "ledger.db"

    @property
    def toml(self) -> Path:
        """Title, rate, people."""
        return self.root / "film.toml"

    @property
    def media(self) -> Path:
        """What can be made again."""
        return self.root / "media"

    @property
    def cuts(self) -> Path:
        """Locked cuts."""
        return self.root / "cuts"

    @property
    def handover(self) -> Path:
        """What goes to others."""
        return self.root / "handover"

    @property
    def rushes(self) -> Path:
        """Rushes that were handed over file by file; not there until some were. Originals: never written to again."""
        return self.root / "rushes"

    @property
    def scripts(self) -> Path:
        """Scripts that were handed over; not there until one was."""
        return self.root / "scripts"

    @property
    def stills(self) -> Path:
        """Pictures that grades went by; not there until one was."""
        return self.root / "stills"

    def kept(self, kind: str, *key: object) -> Path:
        """The place in media/ of something made from `key`: the same key is always the same place."""
        return self.media / f"{content_hash([str(part) for part in key])[:20]}.{kind}"

    def lay_out(self, title: str, rate: Rate, person: str, role: str) -> None:
        """Make the folders, film.toml and README.txt of a new film."""
        for folder in (self.root, self.media, self.cuts, self.handover):
            folder.mkdir(parents=True, exist_ok=True)
        self.toml.write_text(
            f"title = {_toml(title)}\nrate = {_toml(str(rate))}\n\n"
            f"[[people]]\nname = {_toml(person)}\nrole = {_toml(role)}\n", encoding="utf-8")
        (self.root / "README.txt").write_text(README, encoding="utf-8")

    def people(self) -> tuple[tuple[str, str], ...]:
        """Names and roles in film.toml, in order. Raises `NotAFilm` with a sentence where it cannot be read."""
        if not self.toml.exists():
            return ()
        try:
            read = tomllib.loads(self.toml.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise NotAFilm(f"{self.toml} cannot be read ({wrong})", "plain TOML would do",
                           "mend it in a text editor, or delete it: the ledger has title and rate") from None
        return tuple((str(one.get("name", "")), str(one.get("role", ""))) for one in read.get("people", ()))


@dataclass(frozen=True, slots=True)
class Kept:
    """Where what is made of one take is kept."""

    proxy: Path
    """All-intra picture."""
    sound: Path
    """Sound laid on the picture."""
    look: Path
    """Measures a frame."""
    strip: Path
    """A row of pictures."""
    facts: Path
    """What was found while they were made; written last, so that where it is, all is."""
    peaks: Path
    """Waveform peaks."""

    @property
    def whole(self) -> bool:
        """Whether everything has been made already."""
        return all(path.exists() for path in (self.proxy, self.look, self.strip, self.facts))


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def film_folder(where: Path) -> Folder:
    """The film folder at `where`, or above it. Raises `NotAFilm` where there is none."""
    here = where.expanduser().resolve()
    for root in (here, *here.parents):
        if (root / "ledger.db").is_file():
            return Folder(root)
    raise NotAFilm(f"{where} holds no film", "a folder with a ledger.db would do",
                   f"begin one with: workprint new {where}")
