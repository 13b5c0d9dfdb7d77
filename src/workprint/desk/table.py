"""What every verb of the desk stands on: the folder, the record, the film as it tells it, the crew and the tools."""

from __future__ import annotations

import getpass
import importlib.metadata
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from workprint.crew import Done, Job, Progress, here, work
from workprint.desk.folder import Folder, Kept, film_folder
from workprint.desk.kept_alts import ListedAlt
from workprint.desk.kept_up import KeptUp, kept_up
from workprint.desk.overrule import reading_with
from workprint.desk.results import Begun
from workprint.desk.state import CUTTING, Film
from workprint.film import (
    CONTENTS,
    Alt,
    BadTool,
    BadValue,
    Line,
    Material,
    NotAFilm,
    NotAllowed,
    NotOnTheDesk,
    Rate,
    Scene,
    Take,
    Tool,
    ToolCard,
    read_take,
    to_plain,
    whole,
)
from workprint.ledger import Entry, Ledger
from workprint.media.energy import against_each_other
from workprint.media.motion import motion_of

SHAPE = (960, 540)
"""Pixels of every proxy. Source: a quarter of 1080p, the offline size editors use ("quarter resolution")."""

PASSAGES = 32
"""Passages of takes and of cuts beside each other that can be played again. Source: our choice; a few kilobytes."""

OnProgress = Callable[[str, Progress], None]


class Table:
    """A film, opened. Its verbs are in the classes above it; a person opens a `Desk`."""

    craft = CUTTING
    """The craft whose decisions `film` shows here; see `bay`."""

    def __init__(self, folder: Folder, ledger: Ledger, *, person: str = "", role: str = "",
                 executor: Executor | None = None, on_progress: OnProgress | None = None) -> None:
        self.folder, self.ledger = folder, ledger
        self._person, self._role = person, role
        self._executor, self._on_progress = executor, on_progress
        self._crew: Executor | None = None
        self._film: KeptUp | None = None
        self._reading = threading.Lock()
        self._materials: dict[str, tuple[int, Material]] = {}
        self._tools: dict[str, Tool] = {}
        self._bays: dict[str, Table] = {}
        self.listings: dict[int, tuple[ListedAlt, ...]] = {}
        self.turned: dict[str, Alt] = {}
        self.passages: dict[str, Alt] = {}
        self.is_trying = False
        self.sixes: dict[Any, Any] = {}
        self._motions: dict[tuple[Path, int], tuple[int, ...]] = {}

    @classmethod
    def new(cls, where: Path | str, *, title: str = "", rate: str = "24", person: str = "", role: str = "editor",
            **how: Any) -> Self:
        """A new film in an empty folder. `rate` is read once: ``23.976`` is 24000/1001.

        Raises `NotAFilm` where something is in the way, `BadValue` for what is no rate.
        """
        root, exact = Path(where).expanduser().resolve(), Rate.parse(rate)
        if (root / "ledger.db").exists():
            raise NotAFilm(f"{root} is a film already", "an empty folder would do", "open it, or give another name")
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise NotAFilm(f"{root} is not empty", "a new or empty folder would do", "give another name")
        folder, who = Folder(root), person or _login()
        folder.lay_out(title or root.name, exact, who, role)
        desk = cls(folder, Ledger.create(folder.ledger), person=who, role=role, **how)
        desk.record("film", {"title": title or root.name, "rate": to_plain(exact), "width": SHAPE[0],
                             "height": SHAPE[1], "schema": 1})
        return desk

    @classmethod
    def open(cls, where: Path | str = ".", **how: Any) -> Self:
        """The film in this folder or above it. Raises `NotAFilm`."""
        folder = film_folder(Path(where))
        for made_again in (folder.media, folder.cuts, folder.handover):
            made_again.mkdir(exist_ok=True)
        return cls(folder, Ledger.open(folder.ledger), **how)

    def close(self) -> None:
        """Let go of the record and of the crew."""
        if self._crew:
            self._crew.shutdown(cancel_futures=True)
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    @property
    def begun(self) -> Begun:
        """Folder, title and rate."""
        return Begun(str(self.folder.root), self.film.title, str(self.film.rate))

    @property
    def film(self) -> Film:
        """The film as the record tells it now, whoever wrote it there: others may have the same film open."""
        return self._kept_up().film

    @property
    def kept_film(self) -> Film:
        """The film with the cut's own decisions, whatever craft this desk is seen by."""
        return self._kept_up().film

    def _kept_up(self) -> KeptUp:
        with self._reading:
            self._film = kept_up(self.ledger, self._film)
            return self._film

    @contextmanager
    def signed(self, person: str, role: str = "") -> Iterator[Self]:
        """The same desk while somebody else sits at it: what is recorded inside the ``with`` is theirs."""
        before = self._person, self._role
        self._person, self._role = person or self._person, role or self._role
        try:
            yield self
        finally:
            self._person, self._role = before

    @contextmanager
    def trying(self) -> Iterator[Self]:
        """The same desk while a hand edit is only tried: its cut can be played, and nothing goes on the record."""
        self.is_trying = True
        try:
            yield self
        finally:
            self.is_trying = False

    def bay(self, craft: str) -> Table:
        """This desk as a craft sees it. Raises `NotOnTheDesk` for a craft that there is not."""
        if craft == self.craft:
            return self
        if craft not in CONTENTS:
            raise NotOnTheDesk(f"the craft came as {craft!r}", f"{', '.join(CONTENTS)} would do", "name one of them")
        if craft not in self._bays:
            from workprint.desk.bay import Bay

            self._bays[craft] = Bay(self, craft)
        return self._bays[craft]

    def bay_of(self, tool: str) -> Table:
        """This desk as the craft of a tool sees it. Raises `BadTool`."""
        card = getattr(self.tool(tool), "card", None)
        return self.bay(card.craft) if isinstance(card, ToolCard) else self

    def record(self, kind: str, body: Any, private: Mapping[str, str] | None = None, *, author: str = "",
               role: str = "") -> Entry:
        """Append one entry; what the film is, is told by the record. Raises `NotAllowed` while something is tried."""
        if self.is_trying:
            raise NotAllowed("that cannot be tried before it is done", "an edit of the timeline would do",
                             "do it; undo takes it back")
        return self.ledger.append(kind, body, author=author or self._author(), role=role or self._as(),
                                  personal=private)

    def author_here(self) -> str:
        """Key of whoever sits here, as the ledger has it."""
        return self._author()

    def _author(self) -> str:
        return self.ledger.person(self._person or os.environ.get("WORKPRINT_PERSON", "") or self._first()[0]
                                  or _login())

    @property
    def begun_by(self) -> str | None:
        """Who began the film; None where the name was erased."""
        return self.ledger.name_of(next(iter(self.ledger.entries("film"))).author)

    def _as(self) -> str:
        return self._role or self._first()[1] or "editor"

    def _first(self) -> tuple[str, str]:
        people = self.folder.people()
        return people[0] if people else ("", "")

    def head_text(self) -> str:
        """The ledger's head as text: size, colon, root."""
        head = self.ledger.head()
        return f"{head.size}:{head.root}"

    def work(self, what: str, jobs: Sequence[Job]) -> Iterator[Done]:
        """Run jobs through the crew; results as they finish."""
        if not jobs:
            return
        latest: list[Progress] = []

        def tell(progress: Progress) -> None:
            latest[:] = [progress]
            self._tell(what, progress)

        # One crew for the whole session: its processes have read their libraries once.
        self._executor = self._executor or self._own()
        for done in work(jobs, executor=self._executor, on_progress=tell):
            yield done
            tell(latest[0])  # once more, now that it is on the record: who stops the work here loses nothing of it

    def _own(self) -> Executor:
        self._crew = here()
        return self._crew

    def _tell(self, what: str, progress: Progress) -> None:
        if self._on_progress:
            self._on_progress(what, progress)

    def counting(self, what: str) -> Callable[[int, int], None]:
        """A function to call with each frame that is done: it becomes progress."""
        from time import monotonic

        begun = monotonic()

        def count(done: int, of: int) -> None:
            spent = monotonic() - begun
            share = min(1.0, done / max(1, of))
            self._tell(what, Progress(done, of, share, spent, spent / share - spent if share else None, what))

        return count

    def tool(self, name: str) -> Tool:
        """The tool of this name, by its entry point. Raises `BadTool`."""
        if name not in self._tools:
            points = {point.name: point for point in importlib.metadata.entry_points(group="workprint.tools")}
            if name not in points:
                raise BadTool(f"there is no tool {name!r}",
                              f"{', '.join(sorted(points)) or 'none is installed'} would do",
                              "install the package that brings it")
            self._tools[name] = points[name].load()()
        return self._tools[name]

    def material(self, scene: str) -> Material:
        """All of one scene, voices weighed against each other. Raises `NotOnTheDesk`."""
        now = self._kept_up()
        known = self._materials.get(scene)
        if known is None or known[0] != now.shot:
            known = now.shot, self._material(now.film, scene)
            # What is missing in media/ now may be made later in the same session.
            if all(take.motion for take in known[1].takes):
                self._materials[scene] = known
        return known[1]

    def _material(self, film: Film, scene: str) -> Material:
        found = film.material(scene)
        if found is None:
            raise NotOnTheDesk(f"scene {scene!r} is not in the script", f"{self._scenes() or 'a script'} would do",
                               "line a script first: workprint line SCRIPT.fountain")
        who = {line.id: line.who for line in found.scene.spoken}
        heard = against_each_other(found.readings, who)
        said = film.overruled
        return replace(found, takes=tuple(replace(take, motion=self._motion(take)) for take in found.takes),
                       readings=tuple(reading_with(one, said.get(one.take, ())) for one in heard))

    def _motion(self, take: Take) -> tuple[int, ...]:
        """How much moves in every frame of a take, read once; empty where that is not in media/."""
        look = self.kept_picture(take.original).look
        known = self._motions.get((look, take.frames), ()) or motion_of(look, take.frames)
        if known:  # what is missing now may be made later in the same session
            self._motions[look, take.frames] = known
        return known

    def _scenes(self) -> str:
        script = self.film.script
        return ", ".join(scene.number for scene in script.scenes[:20]) if script else ""

    def scene_named(self, scene: str) -> str:
        """The scene that is meant: the one named, or the only one there is."""
        if scene:
            return scene
        script = self.film.script
        numbers = [one.number for one in script.scenes] if script else []
        shot = {take.slate.scene for take in self.film.takes.values()}
        fits = [number for number in numbers if number in shot] or numbers
        if len(fits) != 1:
            raise NotOnTheDesk("no scene was named", f"one of {', '.join(fits) or 'none yet'} would do",
                               "name it with --scene" if fits else "line a script: workprint line SCRIPT.fountain")
        return fits[0]

    def line_named(self, scene: Scene, name: str) -> Line:
        """The line that is meant by ``1/7`` or ``7``; of ``1/7.2`` its second part. Raises `NotOnTheDesk`."""
        found = scene.line(name) or scene.line(f"{scene.number}/{name}")
        line, _, part = name.rpartition(".")
        number = whole(part)
        if found is None and line and number is not None and number > 0:
            all_of_it = self.line_named(scene, line)
            return replace(all_of_it, id=f"{all_of_it.id}.{number}")
        if found is None:
            ids = [line.id for line in scene.lines]
            raise NotOnTheDesk(f"line {name!r} is not in scene {scene.number}",
                               f"{ids[0]} to {ids[-1]} would do" if ids else "it has no lines", "give its id")
        return found

    def take_named(self, name: str, scene: str = "") -> Take:
        """The take that is meant by ``1A/2``, ``1a-t2``, ``1A/2 B``, or ``A/2`` of a known scene.

        Raises `NotOnTheDesk`.
        """
        takes = {take.id: take for take in self.film.takes.values() if scene in ("", take.slate.scene)}
        for text in (name, f"{scene}{name}"):
            if text in takes:
                return takes[text]
            try:
                slate, camera = read_take(text)
            except BadValue:
                continue
            if f"{slate}{camera}" in takes:
                return takes[f"{slate}{camera}"]
        raise NotOnTheDesk(f"take {name!r} is not on the desk", f"{', '.join(sorted(takes)) or 'none yet'} would do",
                           "look with: workprint status")

    def kept(self, take: Take) -> Kept:
        """Where everything made of a take is kept."""
        laid = self.folder.kept("laid.wav", take.original, take.sound, take.channel, to_plain(take.sync), take.frames)
        return replace(self.kept_picture(take.original), sound=laid, peaks=laid.with_suffix(".npy"))

    def kept_picture(self, original: str) -> Kept:
        """Where everything made of a picture is kept."""
        film = self.film  # asked for once: every asking looks whether the record grew
        key = (original, film.rate, film.shape)
        made = [self.folder.kept(kind, *key) for kind in ("proxy.mp4", "look.npz", "strip.jpg", "facts.json")]
        return Kept(made[0], Path(), made[1], made[2], made[3], Path())

    def passage(self, alt: Alt) -> Alt:
        """Keep a passage that the desk made at hand, so that it can be played by its id."""
        self.passages.pop(alt.id, None)
        self.passages[alt.id] = alt
        for old in list(self.passages)[:-PASSAGES]:
            self.passages.pop(old, None)
        return alt

    def audition_file(self, alt: str) -> Path:
        """Where an alt's audition is kept."""
        return self.folder.media / f"audition-{alt[:16]}.mp4"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
