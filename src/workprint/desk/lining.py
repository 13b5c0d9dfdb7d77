"""Lining: every take against its scene, and what a person corrects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.crew import Job
from workprint.desk.actions import find_moments
from workprint.desk.cameras import group, lead, others, placed
from workprint.desk.doubting import doubt
from workprint.desk.doubting import notes as doubt_notes
from workprint.desk.prepare import LinedTake, line, line_beside
from workprint.desk.results import Said, SceneLined, TakeLined, Witnessed
from workprint.desk.transcript import follow_take
from workprint.exchange import read_script
from workprint.exchange.fountain.source import decode
from workprint.film import CannotRead, NotOnTheDesk, Scene, Take, Word, content_hash, to_plain
from workprint.media import laid
from workprint.media.lining import Lined, WhisperWords, correct

if TYPE_CHECKING:
    from workprint.desk.table import Table


def read(desk: Table, script: Path) -> None:
    """Put a script on the record, once for each content."""
    found = read_script(script)
    if not any(scene.lines and (scene.heading or scene.spoken) for scene in found.scenes):
        raise CannotRead(f"the script {script.name!r} has no scene heading and no spoken line", "Fountain would do",
                         "look at docs/fountain.md; the script that is on the desk stays")
    if desk.film.given != found:
        desk.record("script", {"name": script.stem, "text": _text(script)})


def _text(path: Path) -> str:
    """The script as it was read, so that the record tells the same lines. Raises `CannotRead`."""
    text = decode(path.read_bytes())
    if "\0" in text:
        raise CannotRead(f"the script {path.name!r} came with NULs between its letters", "plain text would do",
                         "export the script again, as UTF-8; the script that is on the desk stays")
    return text


def line_takes(desk: Table, scene: str, again: bool) -> SceneLined:
    """Line every take that is not lined yet; see `Desk.line`."""
    film = desk.film
    if film.script is None:
        raise NotOnTheDesk("there is no script on the desk", "a Fountain file would do",
                           "give it with: workprint line SCRIPT.fountain, or make one of what was said: "
                           "workprint transcript")
    refused: list[str] = []
    jobs = []
    for take in sorted(film.takes.values(), key=lambda one: one.slate):
        found = film.script.scene(take.slate.scene)
        if scene and take.slate.scene != scene:
            continue
        if found is None:
            refused.append(f"{take.id}: the script has no scene {take.slate.scene}; "
                           f"it has {', '.join(one.number for one in film.script.scenes[:12])}")
        elif take.id != _lead(desk, take).id:
            continue
        elif take.sound and (again or film.lined_with.get(take.id) != _of(take, found)):
            jobs.append(_job(desk, found, take))
    for done in desk.work("lining takes", jobs):
        if done.trouble:
            refused.append(f"{done.name}: {done.trouble}")
        else:
            _keep(desk, film.takes[done.name], done.value)
    refused += _line_beside(desk, scene, again)
    doubt(desk, [film.takes[job.name].slate.scene for job in jobs])
    find_moments(desk, scene, again)
    return SceneLined(_rows(desk, scene), tuple(refused))


def _job(desk: Table, scene: Scene, take: Take) -> Job:
    """Line a take against the words of its scene; where nobody knows them, against the sound of the take that its
    made script comes from."""
    origin = desk.film.overheard.get(scene.number)
    if origin and not origin.words and origin.take in desk.film.takes:
        reference = desk.kept(desk.film.takes[origin.take])
        return Job(take.id, follow_take, (scene, take, desk.kept(take), origin, reference), take.frames)
    return Job(take.id, line, (scene, take, desk.kept(take)), take.frames)


def _lead(desk: Table, take: Take) -> Take:
    """The take that is lined for every camera that ran with `take`; mostly itself."""
    return lead(group(desk.film.cameras, desk.film.takes.values(), take))


def _line_beside(desk: Table, scene: str, again: bool) -> list[str]:
    """Place the readings of each lined take on the other cameras that ran with it; sentences where that failed."""
    film, jobs = desk.film, []
    for take in sorted(film.takes.values(), key=lambda one: (one.slate, one.camera)):
        first = _lead(desk, take)
        found = film.script.scene(take.slate.scene) if film.script else None
        if take.id == first.id or found is None or first.id not in film.lined_with or scene not in ("", found.number):
            continue
        if again or film.lined_with.get(take.id) != _of_camera(desk, take, first):
            jobs.append(Job(take.id, line_beside, (found, take, desk.kept(take), _beside(desk, take, first)), 1))
    refused = []
    for done in desk.work("placing lines on other cameras", jobs):
        if done.trouble:
            refused.append(f"{done.name}: {done.trouble}")
        else:
            _keep(desk, film.takes[done.name], done.value)
    return refused


def _later(desk: Table, take: Take, first: Take) -> int:
    """Samples by which a camera began after the one that is lined for it."""
    return next(by for other, by in others(desk.film.cameras, desk.film.takes.values(), first) if other == take.id)


def _of_camera(desk: Table, take: Take, first: Take) -> str:
    """What the lining of a second camera was made of: the first one's, and how they lie."""
    return content_hash([desk.film.lined_with[first.id], _later(desk, take, first), take.sound])[:20]


def _beside(desk: Table, take: Take, first: Take) -> Lined:
    film, by = desk.film, _later(desk, take, first)
    readings = placed(film.readings[first.id], take.id, by, take.rate.sample(take.frames))
    lost = len(film.readings[first.id]) - len(readings)
    note = f"the words are those of {first.id}, which ran with it"
    return Lined(take.id, readings, film.belongs[first.id],
                 (note + (f"; it did not run for {lost} of its readings" if lost else ""),))


def _of(take: Take, scene: Scene) -> str:
    """What a lining was made of: it is made again when the script's lines or the take's sound change."""
    made = [to_plain(scene), take.sound, take.channel, to_plain(take.sync)]
    return content_hash([*made, "pickup"] if take.pickup else made)[:20]


def _keep(desk: Table, take: Take, found: LinedTake) -> None:
    scene = desk.film.script.scene(take.slate.scene) if desk.film.script else None
    assert scene
    first = _lead(desk, take)
    desk.record("lined", {
        "take": take.id, "of": _of(take, scene) if take.id == first.id else _of_camera(desk, take, first),
        "belongs": found.lined.belongs,
        "readings": to_plain(found.lined.readings), "notes": list(found.lined.notes),
        "room": to_plain(found.room), "head": found.head, "people": to_plain(found.people)})


def _rows(desk: Table, scene: str) -> tuple[TakeLined, ...]:
    film = desk.film
    takes = sorted((take for take in film.takes.values() if take.id in film.readings or film.acted.get(take.id)),
                   key=lambda one: (one.slate, one.camera))
    return tuple(_row(desk, take) for take in takes if not scene or take.slate.scene == scene)


def _row(desk: Table, take: Take) -> TakeLined:
    film = desk.film
    scene = film.script.scene(take.slate.scene) if film.script else None
    spoken = {one.id for one in scene.spoken} if scene else set()
    found = {reading.line for reading in film.readings.get(take.id, ()) if reading.said and reading.line in spoken}
    return TakeLined(take.id, film.belongs.get(take.id, 0), len(found), _asked(scene, take, found),
                     (*(film.lining_notes.get(take.id, ()) if spoken else _acted(desk, scene, take)),
                      *film.acted_notes.get(take.id, ()),
                       *doubt_notes(film.readings.get(take.id, ()), take, film.doubts.get(take.slate.scene, ()))))


def _acted(desk: Table, scene: Scene | None, take: Take) -> tuple[str, ...]:
    """How a take of a scene in which nobody speaks went: by its action lines."""
    found = {moment.line for moment in desk.film.moments(take.id)}
    return (f"{len(found)} of {len(scene.lines) if scene else 0} action lines are placed",)


def _asked(scene: Scene | None, take: Take, found: set[str]) -> int:
    """How many spoken lines a take is asked for: all, but of a pickup only those from its first to its last."""
    order = [line.id for line in scene.spoken] if scene else []
    places = [place for place, line in enumerate(order) if line in found]
    return max(places) - min(places) + 1 if take.pickup and places else len(order)


def correct_word(desk: Table, take: str, line_id: str, word: int, start: int, out: int, run: int) -> Said:
    """One boundary set by hand; see `Desk.correct`."""
    film = desk.film
    if take not in film.readings:
        raise NotOnTheDesk(f"take {take} is not lined",
                           f"one of {', '.join(sorted(film.readings)) or 'none yet'} would do",
                           "line it first: workprint line")
    scene = film.takes[take].slate.scene
    found = desk.line_named(desk.material(scene).scene, line_id)
    before = film.readings[take]
    after: Sequence[object] = correct(before, found.id, run, word, start, out)
    changed = [to_plain(new) for new, old in zip(after, before, strict=True) if new != old]
    entry = desk.record("correction", {"take": take, "readings": changed})
    return Said(entry.index, f"word {word} of line {found.id} in {take} now runs from sample {start} to {out}")


def witness(desk: Table, take: str, model: Path, source: str, licence: str) -> Witnessed:
    """What a Whisper model hears where the lining heard something else; see `Desk.witness`."""
    film = desk.film
    if take not in film.readings:
        raise NotOnTheDesk(f"take {take} is not lined",
                           f"one of {', '.join(sorted(film.readings)) or 'none yet'} would do",
                           "line it first: workprint line")
    whisper = WhisperWords.load(model, source=source, licence=licence)
    heard = laid(desk.kept(film.takes[take]).sound)
    told = [(reading, whisper.witness(reading, heard)) for reading in film.readings[take] if reading.said]
    differs = tuple((reading.line, _text_of(reading.said), _text_of(words)) for reading, words in told
                    if _text_of(reading.said) != _text_of(word for word in words if word.heard != "missing"))
    desk.record("witness", {"take": take, "model": whisper.card.model, "licence": licence,
                            "differs": [list(row) for row in differs]}, author="tool:whisper-words", role="tool")
    return Witnessed(take, whisper.card, differs, len(told))


def _text_of(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words if word.heard != "missing")
