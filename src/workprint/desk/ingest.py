"""From a folder of rushes to takes on the desk: read, named, paired, prepared, each on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.crew import Job
from workprint.desk.cameras import Camera
from workprint.desk.grouping import Sounded, find_cameras, shared_sound, slate_of
from workprint.desk.prepare import Prepared, prepare_picture, prepare_sound
from workprint.desk.results import Ingested
from workprint.exchange import Report, ReportRow, camera_from_name, read_report, slate_from_name
from workprint.film import BadValue, CannotRead, Original, Setup, Slate, Take, read_pickup, setup_name, to_plain
from workprint.media import embedded_sync, find_rushes, probe, read_sound
from workprint.media.ltc import Ltc, read_ltc
from workprint.media.pairing import Pair, pair

if TYPE_CHECKING:
    from workprint.desk.table import Table

REPORTS = {".csv", ".tsv", ".ale"}
LTC_LOOK = 30 * 48_000
"""Samples at the head of a track in which LTC is looked for. Source: our choice, 30 s; one word takes 0.04 s."""


@dataclass
class _Sheet:
    """What this ingest has found so far."""

    originals: dict[str, Original] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unslated: list[str] = field(default_factory=list)
    synced: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    rows: dict[str, ReportRow] = field(default_factory=dict)
    footage: int = 0
    beside: dict[str, str] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)


def ingest(desk: Table, places: Sequence[Path], reports: Sequence[Path], scene: str, again: bool) -> Ingested:
    """Everything readable under `places`, as takes on the desk; see `Desk.ingest`."""
    sheet = _Sheet()
    _read_reports(sheet, places, reports)
    _probe(desk, sheet, _files(places), again)
    _setups(desk, sheet)
    slates = _slates(desk, sheet, scene)
    pairs = _pairs(desk, sheet, slates)
    _group(desk, sheet, slates, pairs)
    _prepare(desk, sheet, slates, pairs)
    film = desk.film
    return Ingested(tuple(sorted(film.takes, key=lambda name: (film.takes[name].slate, name))), tuple(sheet.added),
                    tuple(sheet.synced), tuple(sheet.alone), tuple(sheet.unslated), tuple(sheet.refused),
                    tuple(sheet.warnings), sheet.footage, tuple(sheet.groups))


def _files(places: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise CannotRead(f"{place} is not there", "a folder of rushes or a file would do", "give its path again")
        inside = find_rushes(place) if place.is_dir() else (place,)
        if not inside:
            raise CannotRead(f"{place} holds no picture and no sound", "a folder of rushes or a file would do",
                             "look whether the card was copied, and give its path again")
        found += inside
    return list(dict.fromkeys(path.resolve() for path in found))


def _read_reports(sheet: _Sheet, places: Sequence[Path], reports: Sequence[Path]) -> None:
    beside = [path for place in places if place.is_dir() for path in sorted(place.rglob("*"))
              if path.suffix.lower() in REPORTS]
    for path in dict.fromkeys([*beside, *reports]):
        try:
            report: Report = read_report(path)
        except CannotRead as wrong:
            sheet.refused.append(str(wrong))
            continue
        sheet.warnings += report.warnings
        sheet.rows.update({_stem(row.name): row for row in report.rows})


def _stem(name: str) -> str:
    return Path(name).stem.lower()


def _probe(desk: Table, sheet: _Sheet, files: Iterable[Path], again: bool) -> None:
    known = {(one.path, one.bytes): one for one in desk.film.originals.values()}
    jobs = []
    for path in files:
        seen = None if again else known.get((str(path), path.stat().st_size if path.exists() else -1))
        if seen:
            sheet.originals[seen.hash] = seen
        else:
            jobs.append(Job(str(path), probe, (path,), 1))
    for done in desk.work("reading files", jobs):
        if done.trouble:
            sheet.refused.append(str(done.trouble))
            desk.record("refused", {"path": done.name, "why": str(done.trouble)})
        else:
            _keep(desk, sheet, done.value)


def _keep(desk: Table, sheet: _Sheet, original: Original) -> None:
    twin = sheet.originals.get(original.hash) or desk.film.originals.get(original.hash)
    if twin and twin.path != original.path and Path(twin.path).exists():
        sheet.warnings.append(f"{Path(original.path).name} has the same content as {Path(twin.path).name}: kept once")
        sheet.originals[original.hash] = twin
        return
    sheet.originals[original.hash] = original
    sheet.warnings += [f"{Path(original.path).name}: {warning}" for warning in original.warnings]
    if desk.film.originals.get(original.hash) != original:
        desk.record("original", to_plain(original))


def _row(sheet: _Sheet, original: Original) -> ReportRow | None:
    return sheet.rows.get(_stem(original.path))


def _setups(desk: Table, sheet: _Sheet) -> None:
    known: dict[str, Setup] = dict(desk.film.setups)
    for row in sheet.rows.values():
        if row.setup and row.setup.people and known.get(row.setup.name) is None:
            known[row.setup.name] = row.setup
            desk.record("setup", to_plain(row.setup))


def _slates(desk: Table, sheet: _Sheet, scene: str) -> dict[str, Slate]:
    """A slate for every picture that has one: from a person, the report, the file's tags, or its name."""
    found: dict[str, Slate] = {}
    used = {(take.slate, take.camera): take.original for take in desk.film.takes.values()}
    pictures = {one.hash: one for one in sorted(sheet.originals.values(), key=lambda one: one.path) if one.picture}
    told = {content: _known(desk, sheet, content) for content in pictures}
    for content in sorted(pictures, key=lambda content: (told[content] is None, _camera_named(pictures[content]))):
        slate = told[content] or _next(scene, used)
        if slate is None:
            sheet.unslated.append(_ask(pictures[content], "its slate could not be told"))
            continue
        found[content] = slate
        letter = _letter(desk, content)
        if letter or used.setdefault((slate, ""), content) != content:
            sheet.beside[content] = used.get((slate, ""), content)
    return found


def _known(desk: Table, sheet: _Sheet, content: str) -> Slate | None:
    """What a person, a report, a tag, a name or the desk says that the slate of a picture is."""
    camera = desk.film.cameras.get(content)
    content = camera.of if camera else content
    original = sheet.originals.get(content) or desk.film.originals[content]
    return desk.film.slates.get(content) or _told(sheet, original) or slate_of(desk, content)


def _camera_named(original: Original) -> str:
    return camera_from_name(Path(original.path).name)


def _letter(desk: Table, content: str) -> str:
    """The camera's letter as far as the desk knows it."""
    camera = desk.film.cameras.get(content)
    return camera.letter if camera else desk.film.letters.get(content, "")


def _group(desk: Table, sheet: _Sheet, slates: dict[str, Slate], pairs: dict[str, Sounded]) -> None:
    """Pictures with the slate of another become second cameras where sound or clocks say so; see `grouping`."""
    files = {**desk.film.originals, **sheet.originals}
    new = {content: of for content, of in sheet.beside.items() if content not in desk.film.cameras and of != content}
    found = find_cameras(desk, files, new, pairs)
    sheet.warnings += found.conflicts
    for content, why in found.unsure.items():
        slate, one = slates[content], _name(desk, sheet, new[content])
        if _letter(desk, content):
            sheet.warnings.append(f"{_name(desk, sheet, content)} is a camera of {slate}, but nothing tells how it "
                                  f"lies against {one}: {why}; {_group_line(desk, sheet, one, content)}")
        else:
            sheet.unslated.append(_ask(files[content], f"{slate} is already {one}, and {why}")
                                  + f"; where both ran together, {_group_line(desk, sheet, one, content)}")
            del slates[content]
    for camera in found.cameras.values():
        desk.record("camera", to_plain(camera))
    for content, camera in desk.film.cameras.items():
        if content in slates:
            sheet.groups.append(f"{slates[content]}{camera.letter}: {_name(desk, sheet, content)} ran with "
                                f"{_name(desk, sheet, camera.of)}; {camera.says}")
            _share_sound(desk, sheet, camera, pairs)


def _group_line(desk: Table, sheet: _Sheet, first: str, content: str) -> str:
    return f"say it with: workprint group {first} {_name(desk, sheet, content)} --offset FRAMES"


def _share_sound(desk: Table, sheet: _Sheet, camera: Camera, pairs: dict[str, Sounded]) -> None:
    """Give a second camera the recording of the first, where it has none of its own that is surer."""
    files = {**desk.film.originals, **sheet.originals}
    of, mine = files[camera.of], files[camera.hash]
    take = next((one for one in desk.film.takes.values() if one.original == camera.of), None)
    first = pairs.get(camera.of)
    if first is None and take and take.sync and take.sound not in ("", take.original):
        first = Sounded(files[take.sound], take.sync, take.channel)
    own = embedded_sync(Path(of.path)).offset if of.sound and first is None else 0
    found = shared_sound(first, of, own, camera, pairs.get(camera.hash), mute=not mine.sound)
    if found:
        pairs[camera.hash] = found
    sheet.alone = [says for says in sheet.alone if not (found and says.startswith(f"{Path(mine.path).name}: "))]


def _name(desk: Table, sheet: _Sheet, content: str) -> str:
    one = sheet.originals.get(content) or desk.film.originals.get(content)
    return Path(one.path).name if one else content[:12]


def _ask(original: Original, why: str) -> str:
    name = Path(original.path).name
    return f"{name}: {why}; say it with: workprint slate {name} 1A/1, or ingest again with --scene 1"


def _told(sheet: _Sheet, original: Original) -> Slate | None:
    row = _row(sheet, original)
    if row and row.slate:
        return row.slate
    return _from_tags(dict(original.tags)) or slate_from_name(Path(original.path).name)


def _from_tags(tags: dict[str, str]) -> Slate | None:
    if not (tags.get("scene") and tags.get("take")):
        return None
    try:
        return Slate.parse(f"{tags['scene'].strip()}/{tags['take'].strip().lstrip('Tt').lstrip('0') or '0'}")
    except BadValue:
        return None


def _next(scene: str, used: dict[tuple[Slate, str], str]) -> Slate | None:
    if not scene:
        return None
    return Slate(scene, "", max((one.take for one, _ in used if one.scene == scene and not one.setup), default=0) + 1)


def _pairs(desk: Table, sheet: _Sheet, slates: dict[str, Slate]) -> dict[str, Sounded]:
    ready = {take.original for take in desk.film.takes.values() if take.sound and take.sound != take.original}
    files = sorted(sheet.originals.values(), key=lambda one: one.path)  # in shooting order, as far as names tell
    pictures = [one for one in files if one.picture and one.hash not in ready]
    recordings = [one for one in files if not one.picture and one.sound]
    ltc = _timecodes(desk, [*pictures, *recordings]) if pictures and recordings else {}
    found = pair(pictures, recordings, _heard, rate=desk.film.rate, ltc={name: code for name, (code, _) in ltc.items()})
    sheet.warnings += found.conflicts
    for content, why in found.alone:
        _say_alone(desk, sheet, content, why)
    sounded: dict[str, Sounded] = {}
    for match in found.pairs:
        recording = sheet.originals[match.recording]
        sounded[match.picture] = Sounded(recording, match.sync, _channel(recording, ltc))
        sheet.synced.append(_says(sheet, match, slates))
    return sounded


def _say_alone(desk: Table, sheet: _Sheet, content: str, why: str) -> None:
    sheet.alone.append(f"{_name(desk, sheet, content)}: {why}")
    if desk.film.alone.get(content) != why:
        desk.record("alone", {"hash": content, "why": why})


def _says(sheet: _Sheet, match: Pair, slates: dict[str, Slate]) -> str:
    name = slates.get(match.picture) or Path(sheet.originals[match.picture].path).name
    return f"{name}: {match.says}"


def _heard(original: Original) -> np.ndarray:
    return read_sound(Path(original.path))


def _timecodes(desk: Table, files: Sequence[Original]) -> dict[str, tuple[Ltc, int]]:
    jobs = [Job(one.path, look_for_ltc, (one,), 1) for one in files if one.sound]
    hashes = {one.path: one.hash for one in files}
    return {hashes[done.name]: done.value for done in desk.work("listening for timecode", jobs) if done.value}


def look_for_ltc(original: Original) -> tuple[Ltc, int] | None:
    """Linear timecode on one of the file's tracks and which channel has it, or None."""
    for channel in range(original.sound[0].channels):
        found = read_ltc(read_sound(Path(original.path), channel=channel, out=LTC_LOOK))
        if found:
            return found, channel
    return None


def _channel(original: Original, ltc: dict[str, tuple[Ltc, int]]) -> int:
    """The channel to cut with: all of them mixed, or where one carries timecode, the first that does not."""
    if original.hash not in ltc or original.sound[0].channels < 2:
        return -1
    return 1 if ltc[original.hash][1] == 0 else 0


def _prepare(desk: Table, sheet: _Sheet, slates: dict[str, Slate], sounded: dict[str, Sounded]) -> None:
    before = {take.original: take for take in desk.film.takes.values()}
    due = {sheet.originals[content].path: content for content in slates if _due(desk, before.get(content), sounded)}
    jobs = [_picture_job(desk, sheet.originals[content], slates[content]) for content in due.values()]
    takes = []
    for done in desk.work("making proxies", jobs):
        if done.trouble:
            sheet.refused.append(str(done.trouble))
            continue
        original = sheet.originals[due[done.name]]
        old = before.get(original.hash)
        letter = _letter(desk, original.hash)
        take = (replace(old, slate=slates[original.hash], camera=letter) if old and original.hash not in sounded else
                _take(desk, sheet, original, slates[original.hash], sounded.get(original.hash), done.value))
        takes.append((take, done.value))
        sheet.footage += int(take.frames * 1000 / take.rate)
    _lay(desk, sheet, takes)


def _due(desk: Table, before: Take | None, sounded: dict[str, Sounded]) -> bool:
    """Whether a picture is still to be prepared: new, its proxy or sound gone, or its own recording only now found."""
    if before is None or not desk.kept(before).whole or (before.sound and not desk.kept(before).sound.exists()):
        return True
    return before.original in sounded and before.sound in ("", before.original)


def _picture_job(desk: Table, original: Original, slate: Slate) -> Job:
    kept = desk.kept_picture(original.hash)
    known = desk.film.setups.get(setup_name(slate, _letter(desk, original.hash)))
    assert original.picture
    cost = original.picture.frames
    return Job(original.path, prepare_picture, (original, kept, desk.film.rate, desk.film.shape, known is None), cost)


def _take(desk: Table, sheet: _Sheet, original: Original, slate: Slate, sounded: Sounded | None,
          prepared: Prepared) -> Take:
    row, letter = _row(sheet, original), _letter(desk, original.hash)
    setup = desk.film.setups.get(setup_name(slate, letter))
    if setup is None and prepared.people:
        setup = Setup(setup_name(slate, letter), prepared.people, about="faces found in the picture")
    take = Take(slate, original.hash, prepared.frames, desk.film.rate, setup=setup,
                circled=bool(row and row.circled), note=row.note if row else "", camera=letter,
                pickup=_is_pickup(desk, sheet, original, slate))
    if sounded:
        return replace(take, sound=sounded.original.hash, channel=sounded.channel, sync=sounded.sync)
    return replace(take, sound=original.hash, sync=embedded_sync(Path(original.path))) if original.sound else take


def _is_pickup(desk: Table, sheet: _Sheet, original: Original, slate: Slate) -> bool:
    """Whether a person, the slate, the file's name or tags, or the report call a take a pickup."""
    row = _row(sheet, original)
    told = [Path(original.path).stem, *(value for name, value in original.tags if name in ("scene", "take", "note"))]
    told += [row.note, *(value for _, value in row.tags)] if row else []
    return original.hash in desk.film.pickups or slate.pickup or any(read_pickup(text)[1] for text in told)


def _lay(desk: Table, sheet: _Sheet, takes: Sequence[tuple[Take, Prepared]]) -> None:
    ready = {take.id: (take, prepared) for take, prepared in takes}
    files = {**desk.film.originals, **sheet.originals}
    jobs = [Job(take.id, prepare_sound, (files[take.sound], take, desk.kept(take)), take.frames)
            for take, _ in takes if take.sound]
    for done in desk.work("laying sound on picture", jobs):
        if done.trouble:
            sheet.refused.append(str(done.trouble))
            take, prepared = ready[done.name]
            ready[done.name] = (replace(take, sound="", sync=None), prepared)
    for take, prepared in sorted(ready.values(), key=lambda one: (one[0].slate, one[0].camera)):
        sheet.warnings += [f"{take.id}: {note}" for note in prepared.notes]
        if desk.film.takes.get(take.id) != take:
            sheet.added.append(take.id)
            desk.record("take", to_plain(replace(take, note="")), {"note": take.note} if take.note else None)
