"""Takes without a camera, and the demo: the whole way from a script to a handover, on rehearsal takes."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

from workprint.crew import Job, here, work
from workprint.desk.desk import Desk, OnProgress
from workprint.desk.results import StringOut
from workprint.exchange import read_script
from workprint.film import NotAFilm, NotOnTheDesk, Rate, Trouble

WISH = "warmer, faded"
"""What the demo asks of the colour. Source: our choice; two plain words, which every grade can show."""


def rehearse(script: Path, plan: Path, to: Path, *, scene: str = "", rate: str = "24", seed: int = 1,
             executor: Executor | None = None, on_progress: OnProgress | None = None) -> tuple[str, ...]:
    """Render rehearsal takes of one scene into `to`: pictures, sound, a camera report and TRUTH.json.

    The takes are synthetic and say so on every frame and in their metadata. Returns the names of the files.
    Raises `NotOnTheDesk` for a scene that is not there, `BadValue` for a bad plan, `BadTool` without voices.
    """
    from workprint.media.rehearsal import TakeTruth, planned, read_plan, shoot, wrap  # drawing loads a good deal

    script, plan, to = Path(script), Path(plan), Path(to)
    read = read_script(script)
    found = read.scene(scene) if scene else (read.scenes[0] if read.scenes else None)
    if found is None:
        raise NotOnTheDesk(f"scene {scene or '1'} is not in {script.name}",
                           f"{', '.join(one.number for one in read.scenes) or 'a scene'} would do",
                           "name it with --scene")
    layout, exact = read_plan(plan), Rate.parse(rate)
    to.mkdir(parents=True, exist_ok=True)
    jobs = [Job(str(take.slate), partial(shoot, rate=exact, seed=seed), (take, found, layout, to))
            for take in planned(found, layout, seed=seed)]
    told = on_progress or (lambda _what, _progress: None)
    truths: list[TakeTruth] = []
    for done in work(jobs, executor=executor, on_progress=lambda progress: told("shooting the rehearsal", progress)):
        if done.trouble:
            raise done.trouble
        truths.append(done.value)
    truths.sort(key=lambda truth: truth.slate)
    wrap(truths, to)
    return tuple(name for truth in truths for name in (truth.picture, truth.sound) if name)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demo."""

    verb: str
    """The line that would do it by hand."""
    says: tuple[str, ...]
    """What came of it."""
    seconds: float
    """How long it took."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo did."""

    folder: str
    """The film folder."""
    steps: tuple[Step, ...]
    """In order."""
    seconds: float
    """Altogether."""


def demo(where: Path, *, on_step: Callable[[Step], None] = lambda _: None,
         on_progress: OnProgress | None = None) -> Demo:
    """The whole way in a new film folder: rehearse, ingest, line, propose, audition, circle, lock, hand over.

    The circle here is made by this program, and the record says so; in a real film only a person circles.
    """
    where = where.expanduser().resolve()
    _clear_old(where)
    begun = monotonic()
    steps: list[Step] = []
    last = [begun]

    def step(verb: str, *says: str) -> None:
        now = monotonic()
        steps.append(Step(verb, says, now - last[0]))
        last[0] = now
        on_step(steps[-1])

    with here() as executor, Desk.new(where, title="Rehearsal", person="Demo (a program)", role="demo",
                                      executor=executor, on_progress=on_progress) as desk:
        _play(desk, executor, on_progress, step)
    return Demo(str(where), tuple(steps), monotonic() - begun)


def _clear_old(where: Path) -> None:
    """Make room for a new demo: an old demo may go, anything else may not."""
    if not where.exists() or not any(where.iterdir()):
        return
    try:
        with Desk.open(where) as old:
            ours = old.folder.root == where and old.begun_by == "Demo (a program)"
    except Trouble:
        ours = False
    if not ours:
        raise NotAFilm(f"{where} is not empty and no demo", "an empty or new folder would do",
                       "give another: make demo DEMO=other")
    shutil.rmtree(where)


def _play(desk: Desk, executor: Executor, on_progress: OnProgress | None, step: Callable[..., None]) -> None:
    from workprint.media.rehearsal import DEMO_PLAN, DEMO_SCENE

    rushes = desk.folder.root / "rushes"
    names = rehearse(DEMO_SCENE, DEMO_PLAN, rushes, rate=str(desk.film.rate), executor=executor,
                     on_progress=on_progress)
    script = Path(shutil.copy(DEMO_SCENE, desk.folder.root / DEMO_SCENE.name))
    step("workprint rehearse", f"{len(names)} files of picture and sound in rushes/, drawn and spoken by this machine")
    took = desk.ingest([rushes])
    step("workprint ingest rushes", f"{len(took.added)} takes, {len(took.synced)} with separate sound, "
         f"{took.footage / 1000:.0f} s of picture", *took.synced, *took.alone, *took.unslated, *took.refused)
    lined = desk.line(script)
    step(f"workprint line {script.name}", *(f"{one.take}: {one.found} of {one.of} lines"
         + (f"; {'; '.join(one.flags)}" if one.flags else "") for one in lined.takes), *lined.refused)
    shown = desk.propose()
    step("workprint propose", f"{shown.total} whole cuts, all different", *_six(shown))
    drawn = desk.sheet(to=desk.folder.root / "string-out.png")
    step("workprint sheet --to string-out.png", f"the six and a map of all of them: {Path(drawn.path).name}")
    files = [desk.audition(str(one.number)) for one in shown.shown]
    step("workprint audition 1 … 6", *(str(Path(one.path).relative_to(desk.folder.root)) for one in files))
    desk.hold("2")
    desk.circle("1", note="the demo circles the first; a person would look at all six")
    step("workprint circle 1", "circled by the demo, held 2; on the record as a program's choice")
    locked = desk.lock(name="rehearsal")
    step("workprint lock", f"{locked.shots} shots, {locked.frames} frames, head {locked.head[:16]}…")
    graded = desk.propose(tool="colour", words=WISH)
    step(f"workprint propose --tool colour --words '{WISH}'", f"{graded.total} grades of the whole scene",
         *_six(graded))
    drawn = desk.sheet(to=desk.folder.root / "grades.png", craft="colour")
    step("workprint sheet --craft colour --to grades.png", "the six, shot by shot, and a map: grades.png")
    desk.circle("1", craft="colour", note="the demo circles the first; a person would look at all six")
    grade = desk.grading()
    step("workprint circle 1 --craft colour", *(grade.says or ("nothing over all",)),
         *(one.says for one in grade.guards if one.broken))
    handed = desk.handover()
    step("workprint handover", *_by_folder(desk.folder.root, handed.files), *handed.failed, *handed.notes)
    found = desk.verify()
    step("workprint ledger verify",
         f"{found.size} entries, {'all as written' if found.ok else '; '.join(found.faults)}, "
         f"compared with {found.heads} heads in cuts and handovers")


def _by_folder(root: Path, files: Sequence[str]) -> list[str]:
    """The files by name; of a folder with one file a shot, how many of each kind."""
    paths = [Path(one).relative_to(root) for one in files]
    many = Counter((one.parent, one.suffix) for one in paths if one.parent.name.endswith("-shots"))
    return [str(one) for one in paths if (one.parent, one.suffix) not in many] + [
        f"{folder}: {count} {suffix}" for (folder, suffix), count in many.items()]


def _six(shown: StringOut) -> list[str]:
    rate = Rate.parse(shown.rate)
    return [f"{one.number}  {one.id[:8]}  {one.shots:3} shots  {float(one.frames / rate):5.1f} s  "
            + "  ".join(f"{name} {value}" for name, value in one.axes) for one in shown.shown]
