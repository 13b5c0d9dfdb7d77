"""From a folder of rushes to takes on the desk: read, named, paired, prepared, each on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.crew import Job
from workprint.desk.prepare import Prepared, prepare_picture, prepare_sound
from workprint.desk.results import Ingested
from workprint.exchange import Report, ReportRow, read_report, slate_from_name
from workprint.film import BadValue, CannotRead, Original, Setup, Slate, Sync, Take, to_plain
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


def ingest(desk: Table, places: Sequence[Path], reports: Sequence[Path], scene: str, again: bool) -> Ingested:
    """Everything readable under `places`, as takes on the desk; see `Desk.ingest`."""
    sheet = _Sheet()
    _read_reports(sheet, places, reports)
    _probe(desk, sheet, _files(places), again)
    _setups(desk, sheet)
    slates = _slates(desk, sheet, scene)
    pairs = _pairs(desk, sheet, slates)
    _prepare(desk, sheet, slates, pairs)
    film = desk.film
    return Ingested(tuple(sorted(film.takes, key=lambda name: film.takes[name].slate)), tuple(sheet.added),
                    tuple(sheet.synced), tuple(sheet.alone), tuple(sheet.unslated), tuple(sheet.refused),
                    tuple(sheet.warnings), sheet.footage)


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
    used = {take.slate: take.original for take in desk.film.takes.values()}
    pictures = sorted((one for one in sheet.originals.values() if one.picture), key=lambda one: one.path)
    for original in pictures:
        slate = desk.film.slates.get(original.hash) or _told(sheet, original) or _next(scene, used)
        if slate is None:
            sheet.unslated.append(_ask(original, "its slate could not be told"))
        elif used.setdefault(slate, original.hash) != original.hash:
            sheet.unslated.append(_ask(original, f"{slate} is already {_name(desk, sheet, used[slate])}"))
        else:
            found[original.hash] = slate
    return found


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


def _next(scene: str, used: dict[Slate, str]) -> Slate | None:
    if not scene:
        return None
    return Slate(scene, "", max((one.take for one in used if one.scene == scene and not one.setup), default=0) + 1)


@dataclass(frozen=True, slots=True)
class _Sounded:
    """Which sound goes with a picture."""

    original: Original
    sync: Sync
    channel: int


def _pairs(desk: Table, sheet: _Sheet, slates: dict[str, Slate]) -> dict[str, _Sounded]:
    ready = {take.original for take in desk.film.takes.values() if take.sound and take.sound != take.original}
    files = sorted(sheet.originals.values(), key=lambda one: one.path)  # in shooting order, as far as names tell
    pictures = [one for one in files if one.picture and one.hash not in ready]
    recordings = [one for one in files if not one.picture and one.sound]
    ltc = _timecodes(desk, [*pictures, *recordings]) if pictures and recordings else {}
    found = pair(pictures, recordings, _heard, rate=desk.film.rate, ltc={name: code for name, (code, _) in ltc.items()})
    sheet.warnings += found.conflicts
    for content, why in found.alone:
        _say_alone(desk, sheet, content, why)
    sounded: dict[str, _Sounded] = {}
    for match in found.pairs:
        recording = sheet.originals[match.recording]
        sounded[match.picture] = _Sounded(recording, match.sync, _channel(recording, ltc))
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


def _prepare(desk: Table, sheet: _Sheet, slates: dict[str, Slate], sounded: dict[str, _Sounded]) -> None:
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
        take = (replace(old, slate=slates[original.hash]) if old and original.hash not in sounded else
                _take(desk, sheet, original, slates[original.hash], sounded.get(original.hash), done.value))
        takes.append((take, done.value))
        sheet.footage += int(take.frames * 1000 / take.rate)
    _lay(desk, sheet, takes)


def _due(desk: Table, before: Take | None, sounded: dict[str, _Sounded]) -> bool:
    """Whether a picture is still to be prepared: new, its proxy or sound gone, or its own recording only now found."""
    if before is None or not desk.kept(before).whole or (before.sound and not desk.kept(before).sound.exists()):
        return True
    return before.original in sounded and before.sound == before.original


def _picture_job(desk: Table, original: Original, slate: Slate) -> Job:
    kept = desk.kept_picture(original.hash)
    known = desk.film.setups.get(f"{slate.scene}{slate.setup}")
    assert original.picture
    cost = original.picture.frames
    return Job(original.path, prepare_picture, (original, kept, desk.film.rate, desk.film.shape, known is None), cost)


def _take(desk: Table, sheet: _Sheet, original: Original, slate: Slate, sounded: _Sounded | None,
          prepared: Prepared) -> Take:
    row = _row(sheet, original)
    setup = desk.film.setups.get(f"{slate.scene}{slate.setup}")
    if setup is None and prepared.people:
        setup = Setup(f"{slate.scene}{slate.setup}", prepared.people, about="faces found in the picture")
    take = Take(slate, original.hash, prepared.frames, desk.film.rate, setup=setup,
                circled=bool(row and row.circled), note=row.note if row else "")
    if sounded:
        return replace(take, sound=sounded.original.hash, channel=sounded.channel, sync=sounded.sync)
    return replace(take, sound=original.hash, sync=embedded_sync(Path(original.path))) if original.sound else take


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
    for take, prepared in sorted(ready.values(), key=lambda one: one[0].slate):
        sheet.warnings += [f"{take.id}: {note}" for note in prepared.notes]
        if desk.film.takes.get(take.id) != take:
            sheet.added.append(take.id)
            desk.record("take", to_plain(replace(take, note="")), {"note": take.note} if take.note else None)
