"""The desk: the one place where artist, tool, taste and ledger meet. Every door says what these verbs say."""

from __future__ import annotations

import getpass
import importlib.metadata
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Literal, Self

from workprint.crew import Done, Job, Progress, here, work
from workprint.desk import bench, hands, loop, overrule, sheet, standing
from workprint.desk import handover as out
from workprint.desk.folder import Folder, Kept, film_folder
from workprint.desk.overrule import reading_with
from workprint.desk.results import (
    Begun,
    HandedOver,
    Ingested,
    LockedCut,
    MadeFile,
    Readings,
    Rebuilt,
    Said,
    SceneLined,
    Standing,
    StringOut,
    Told,
    Verified,
    Why,
    Witnessed,
)
from workprint.desk.said import read_setup, read_weights
from workprint.desk.state import Film, replay
from workprint.film import (
    Alt,
    BadTool,
    Line,
    MarkName,
    Material,
    NotAFilm,
    NotOnTheDesk,
    Pin,
    Rate,
    Scene,
    Slate,
    Take,
    Tool,
    ToolCard,
    to_plain,
)
from workprint.ledger import Entry, Head, Ledger, Proof
from workprint.media.energy import against_each_other
from workprint.taste import Ranked, Taste

SHAPE = (960, 540)
"""Pixels of every proxy. Source: a quarter of 1080p, the offline size editors use ("quarter resolution")."""

OnProgress = Callable[[str, Progress], None]


class Desk:
    """A film on the desk. Open one with `Desk.open`, begin one with `Desk.new`; use it in a ``with``."""

    def __init__(self, folder: Folder, ledger: Ledger, *, person: str = "", role: str = "",
                 executor: Executor | None = None, on_progress: OnProgress | None = None) -> None:
        self.folder, self.ledger = folder, ledger
        self._person, self._role = person, role
        self._executor, self._on_progress = executor, on_progress
        self._crew: Executor | None = None
        self._film: Film | None = None
        self._tools: dict[str, Tool] = {}
        self.loaded_alts: dict[int, tuple[Alt, ...]] = {}
        self.ranked: dict[str, dict[str, Ranked]] = {}

    # Opening and closing

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

    # The artist's verbs

    def ingest(self, rushes: Annotated[list[Path], "folders or files of rushes"], *,
               report: Annotated[list[Path] | None,
                                 "camera or sound reports (CSV, ALE); those beside the rushes are found"] = None,
               scene: Annotated[str, "scene of pictures that have no slate: they become its takes in order"] = "",
               again: Annotated[bool, "read files again that are known already"] = False) -> Ingested:
        """Rushes become takes: read, named, paired with their sound, measured. Originals are never touched.

        What is done already is not done again, so an interrupted ingest goes on where it stopped.
        """
        from workprint.desk import ingest  # what measures loads SciPy, a second that other verbs need not wait for

        return ingest.ingest(self, [Path(one) for one in rushes], [Path(one) for one in report or []], scene, again)

    def slate(self, file: Annotated[str, "name of the picture file"],
              slate: Annotated[str, "scene, setup and take: 33B/2"]) -> Said:
        """Say the slate of a picture that could not be told; ingest again to have it on the desk."""
        fits = [one for one in self.film.originals.values() if Path(one.path).name == Path(file).name]
        if not fits:
            raise NotOnTheDesk(f"file {file!r} is not on the desk", "a picture that was ingested would do",
                               "ingest its folder first")
        entry = self.record("slate", {"hash": fits[-1].hash, "slate": to_plain(Slate.parse(slate))})
        return Said(entry.index, f"{Path(file).name} is {Slate.parse(slate)}")

    def setup(self, name: Annotated[str, "scene and letters: 1B"],
              people: Annotated[str, "who is seen, as NAME:head:x:y:look; NAME:... in thousandths of the frame"], *,
              about: Annotated[str, "what it shows, in words"] = "",
              angle: Annotated[int | None, "degrees clockwise from the line of action"] = None,
              side: Annotated[str, "near or far side of the line"] = "") -> Said:
        """Say who is framed in a setup. What a person says counts more than what was measured."""
        found = read_setup(name, people, about, angle, side)
        entry = self.record("setup", to_plain(found))
        return Said(entry.index, f"setup {name} shows {', '.join(one.who for one in found.people) or 'nobody'}")

    def line(self, script: Annotated[Path | None, "the script, in Fountain"] = None, *,
             scene: Annotated[str, "only this scene"] = "",
             again: Annotated[bool, "line takes again that are lined already"] = False) -> SceneLined:
        """Line every take against its scene: word times for every reading, and what was missing, changed or extra."""
        from workprint.desk import lining

        if script is not None:
            lining.read(self, Path(script))
        return lining.line_takes(self, scene, again)

    def readings(self, line: Annotated[str, "line id 1/7, or 7 where there is one scene"], *,
                 scene: Annotated[str, "scene number"] = "") -> Readings:
        """Every reading of one line, side by side, with what was measured of each."""
        from workprint.desk import lining

        return lining.readings(self, self.scene_named(scene), line)

    def correct(self, take: Annotated[str, "take id"], line: Annotated[str, "line id"],
                word: Annotated[int, "which word said, from 1"], start: Annotated[int, "first sample, 48 kHz"],
                out: Annotated[int, "first sample after it"], *,
                run: Annotated[int, "which time the line is said in the take"] = 1) -> Said:
        """Set one word boundary by hand. Every later cut respects it."""
        from workprint.desk import lining

        return lining.correct_word(self, take, line, word, start, out, run)

    def witness(self, take: Annotated[str, "take id"],
                model: Annotated[Path, "a Whisper model of the ggml kind that you have"], *,
                source: Annotated[str, "where the model comes from"] = "a file of the user's",
                licence: Annotated[str, "its licence"] = "MIT") -> Witnessed:
        """Ask a Whisper model of yours what it hears in a take: a second witness. It changes nothing by itself."""
        from workprint.desk import lining

        return lining.witness(self, take, Path(model), source, licence)

    def overrule(self, take: Annotated[str, "take id"],
                 name: Annotated[str, "head, room, sync, circled; with --line: energy, loudness, pace, pitch ..."],
                 value: Annotated[str, "the value, in its unit; room as start:out"], *,
                 line: Annotated[str, "line id, for a value of a reading"] = "",
                 run: Annotated[int, "which time the line is said in the take"] = 1) -> Said:
        """Set a measured value by hand. What a person says counts more than what was measured."""
        return overrule.overrule(self, take, name, value, line, run)

    def propose(self, *, scene: Annotated[str, "scene number"] = "", words: Annotated[str, "what you wish for"] = "",
                want: Annotated[int, "how many alternatives would do"] = 300,
                seed: Annotated[int, "the same seed gives the same alternatives"] = 1,
                tool: Annotated[str, "which tool"] = "cutting",
                weight: Annotated[list[str] | None,
                                  "an idiom's weight: reaction=2000; 0 switches it off"] = None) -> StringOut:
        """Ask for alternatives. All are kept; the first six are shown. Nothing is applied."""
        return loop.propose(self, self.scene_named(scene), words, want, seed, tool, read_weights(weight or []))

    def show(self, *, scene: Annotated[str, "scene number"] = "",
             first: Annotated[int, "place of the first one to show"] = 1) -> StringOut:
        """Show six alternatives of the latest proposal, in the order that your taste gives them."""
        return loop.show(self, self.scene_named(scene), first)

    def why(self, alt: Annotated[str, "its number on show, or its id"] = "1", *,
            scene: Annotated[str, "scene number"] = "") -> Why:
        """Why this alternative: every reason of every shot, adding up to its score."""
        number = self.scene_named(scene)
        return loop.why(self, number, alt)

    def sheet(self, *, scene: Annotated[str, "scene number"] = "",
              first: Annotated[int, "place of the first one to show"] = 1,
              to: Annotated[Path | None, "the PNG to make"] = None) -> MadeFile:
        """Draw the string-out as one picture: six cuts as strips, and all of them on a map of pace and closeness."""
        return sheet.string_out_sheet(self, self.scene_named(scene), first, to)

    def audition(self, alt: Annotated[str, "its number on show, or its id"] = "1", *,
                 scene: Annotated[str, "scene number"] = "") -> MadeFile:
        """Make an alternative playable without applying it."""
        number = self.scene_named(scene)
        return out.audition_alt(self, number, loop.find_alt(self, number, alt))

    def decide(self, alt: Annotated[str, "its number on show, or its id"],
               mark: Annotated[Literal["circle", "hold", "ng"], "your mark"], *,
               scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "") -> Said:
        """Mark an alternative. A circled one becomes the scene's cut."""
        return self._mark(alt, mark, scene, note)

    def circle(self, alt: Annotated[str, "its number on show, or its id"], *,
               scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "") -> Said:
        """This one: it becomes the scene's cut."""
        return self._mark(alt, "circle", scene, note)

    def hold(self, alt: Annotated[str, "its number on show, or its id"], *,
             scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "") -> Said:
        """Keep it in mind: held cuts travel with a handover."""
        return self._mark(alt, "hold", scene, note)

    def ng(self, alt: Annotated[str, "its number on show, or its id"], *,
           scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why, in your words"] = "") -> Said:
        """No good. It is kept all the same: refused alternatives are evidence."""
        return self._mark(alt, "ng", scene, note)

    def _mark(self, alt: str, mark: MarkName, scene: str, note: str) -> Said:
        return loop.mark(self, self.scene_named(scene), alt, mark, note)

    def pin(self, line: Annotated[str, "line id; '' for every line the take covers"],
            take: Annotated[str, "take id"], *, scene: Annotated[str, "scene number"] = "") -> Said:
        """This take stays on this line, in every alternative from now on."""
        return hands.pin(self, self.scene_named(scene), line, take)

    def veto(self, take: Annotated[str, "take id"], *, line: Annotated[str, "only on this line"] = "",
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Never this take."""
        return hands.veto(self, self.scene_named(scene), take, line)

    def swap(self, line: Annotated[str, "line id"], take: Annotated[str, "take id"], *,
             sound: Annotated[str, "take to hear instead of the one that is seen"] = "",
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Put another take on one line of the circled cut."""
        number = self.scene_named(scene)
        return hands.edit(self, number, Pin(line, take, sound=sound, by_hand="swap"), f"line {line} now shows {take}")

    def trim(self, line: Annotated[str, "line id"], *, head: Annotated[int,
                                                                       "frames to begin later (negative: earlier)"] = 0,
             tail: Annotated[int, "frames to end later (negative: earlier)"] = 0,
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Move the edges of one line of the circled cut, in frames."""
        return hands.edit(self, self.scene_named(scene), Pin(line, start=head, out=tail, by_hand="trim"),
                          f"line {line} begins {head:+d} and ends {tail:+d} frames")

    def slip(self, line: Annotated[str, "line id"], frames: Annotated[int, "frames later (negative: earlier)"], *,
             scene: Annotated[str, "scene number"] = "") -> Said:
        """Move the picture of one line against its sound, in frames."""
        return hands.edit(self, self.scene_named(scene), Pin(line, slip=frames, by_hand="slip"),
                          f"the picture of line {line} slips {frames:+d} frames")

    def react(self, line: Annotated[str, "line id"], take: Annotated[str, "take in which the listener is seen"], *,
              at: Annotated[int | None, "frames after the line begins; left out, a pause is found"] = None,
              frames: Annotated[int | None, "length in frames"] = None,
              scene: Annotated[str, "scene number"] = "") -> Said:
        """See a listener inside one line of the circled cut."""
        change = Pin(line, reaction=take, reaction_at=at, reaction_frames=frames, by_hand="react")
        return hands.edit(self, self.scene_named(scene), change, f"{take} listens inside line {line}")

    def remove(self, line: Annotated[str, "line id"], *, scene: Annotated[str, "scene number"] = "") -> Said:
        """Leave one line out of the circled cut."""
        return hands.edit(self, self.scene_named(scene), Pin(line, removed=True, by_hand="remove"),
                          f"line {line} is out")

    def undo(self, entry: Annotated[int | None, "which entry; left out, the latest that can be undone"] = None) -> Said:
        """Take back a mark, pin, veto, edit, correction, slate or lock. Undoing an undo brings it back."""
        return standing.undo(self, entry)

    def lock(self, *, scene: Annotated[str, "scene number"] = "",
             name: Annotated[str, "name of the locked cut"] = "") -> LockedCut:
        """Lock the circled cut: written as OTIO with the ledger's head in it, and protected from then on."""
        return out.lock(self, self.scene_named(scene), name)

    def unlock(self, *, why: Annotated[str, "the reason"], scene: Annotated[str, "scene number"] = "") -> Said:
        """Open a locked scene again, for a reason."""
        return out.unlock(self, self.scene_named(scene), why)

    def conform(self, *, scene: Annotated[str, "scene number"] = "",
                to: Annotated[Path | None, "the file to make"] = None,
                codec: Annotated[Literal["h264", "prores"], "h264, or prores for ProRes 422 HQ"] = "h264",
                handles: Annotated[int, "frames kept beyond the cut on both sides"] = 0) -> MadeFile:
        """Make the finished movie of the circled or locked cut from the original files."""
        return out.conform_cut(self, self.scene_named(scene), to, codec, handles)

    def handover(self, *, scene: Annotated[str, "scene number"] = "", handles: Annotated[int, "frames of handles"] = 24,
                 movie: Annotated[Literal["h264", "prores", "none"],
                                  "the finished movie that goes with it"] = "h264") -> HandedOver:
        """Hand a locked cut over: OTIO, EDL, FCP XML, AAF and FCPXML where possible, and a finished movie."""
        return out.hand_over(self, self.scene_named(scene), handles, movie)

    def verify(self) -> Verified:
        """Audit the whole record, also against every head that was written into a cut or handover."""
        heads = out.heads_written(self)
        audit = self.ledger.audit(*(Head(int(size), root) for size, root in (head.split(":") for head in heads)))
        return Verified(audit.size, audit.root, audit.ok, audit.faults, len(heads))

    def rebuild(self) -> Rebuilt:
        """Make everything again that is missing but the record: media, film.toml, locked cuts. Originals are read."""
        from workprint.desk import rebuild

        return rebuild.rebuild(self)

    def status(self) -> Standing:
        """Where the film stands, scene by scene, and the next step."""
        return standing.standing(self)

    def bench(self, *, scene: Annotated[str, "scene number"] = "") -> tuple[bench.Figure, ...]:
        """Measure how quick the desk is with this film, on this machine. Nothing goes on the record."""
        return bench.figures(self, self.scene_named(scene))

    def told(self, last: int = 20) -> tuple[Told, ...]:
        """The latest `last` entries of the record, in words."""
        return standing.told(self, last)

    def prove(self, entry: int) -> Proof:
        """Proof that one entry is in the record, under its present head."""
        return self.ledger.prove(entry)

    def erase(self, who: str) -> Said:
        """Erase a person's name, or the private text behind a key, for good. The record still verifies."""
        entry = self.ledger.erase(standing.private_key(self, who), author=self._author(), role=self._as())
        self._film = None
        return Said(entry.index, f"{who} is erased; the record still verifies")

    @staticmethod
    def cards() -> tuple[ToolCard, ...]:
        """The cards of all tools that are installed."""
        points = sorted(importlib.metadata.entry_points(group="workprint.tools"), key=lambda point: point.name)
        return tuple(point.load()().card for point in points)

    # What the verbs stand on

    @property
    def film(self) -> Film:
        """The film as the record tells it now."""
        if self._film is None:
            self._film = replay(self.ledger.entries(), self.ledger.personal)
        return self._film

    @property
    def taste(self) -> Taste:
        """What the decisions in the record say."""
        return loop.taste_of(self)

    def record(self, kind: str, body: Any, private: Mapping[str, str] | None = None, *, author: str = "",
               role: str = "") -> Entry:
        """Append one entry; what the film is, is read again from the record."""
        entry = self.ledger.append(kind, body, author=author or self._author(), role=role or self._as(),
                                   personal=private)
        self._film = None
        return entry

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
        if jobs:
            # One crew for the whole session: its processes have read their libraries once.
            self._executor = self._executor or self._own()
            yield from work(jobs, executor=self._executor, on_progress=lambda progress: self._tell(what, progress))

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
        found = self.film.material(scene)
        if found is None:
            raise NotOnTheDesk(f"scene {scene!r} is not in the script", f"{self._scenes() or 'a script'} would do",
                               "line a script first: workprint line SCRIPT.fountain")
        who = {line.id: line.who for line in found.scene.spoken}
        heard = against_each_other(found.readings, who)
        said = self.film.overruled
        return replace(found, readings=tuple(reading_with(one, said.get(one.take, ())) for one in heard))

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
        """The line that is meant by ``1/7`` or ``7``. Raises `NotOnTheDesk`."""
        found = scene.line(name) or scene.line(f"{scene.number}/{name}")
        if found is None:
            ids = [line.id for line in scene.lines]
            raise NotOnTheDesk(f"line {name!r} is not in scene {scene.number}",
                               f"{ids[0]} to {ids[-1]} would do" if ids else "it has no lines", "give its id")
        return found

    def kept(self, take: Take) -> Kept:
        """Where everything made of a take is kept."""
        laid = self.folder.kept("laid.wav", take.original, take.sound, take.channel, to_plain(take.sync), take.frames)
        return replace(self.kept_picture(take.original), sound=laid, peaks=laid.with_suffix(".npy"))

    def kept_picture(self, original: str) -> Kept:
        """Where everything made of a picture is kept."""
        key = (original, self.film.rate, self.film.shape)
        made = [self.folder.kept(kind, *key) for kind in ("proxy.mp4", "look.npz", "strip.jpg", "facts.json")]
        return Kept(made[0], Path(), made[1], made[2], made[3], Path())

    def audition_file(self, alt: str) -> Path:
        """Where an alt's audition is kept."""
        return self.folder.media / f"audition-{alt[:16]}.mp4"


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
