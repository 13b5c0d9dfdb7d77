"""From a folder of rushes to takes on the desk: read, named, paired, prepared, each on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workprint.crew import Job
from workprint.desk.grouping import Sounded
from workprint.desk.prepare import Prepared, prepare_picture, prepare_sound
from workprint.desk.results import Ingested
from workprint.desk.slating import Sheet, group_cameras, is_pickup, letter_of, name_of, row_of, stem_of, tell_slates
from workprint.exchange import Report, read_report
from workprint.film import CannotRead, Original, Setup, Slate, Take, setup_name, to_plain
from workprint.media import embedded_sync, find_rushes, probe, read_sound
from workprint.media.ltc import Ltc, read_ltc
from workprint.media.pairing import Pair, pair

if TYPE_CHECKING:
    from workprint.desk.table import Table

REPORTS = {".csv", ".tsv", ".ale"}
LTC_LOOK = 30 * 48_000
"""Samples at the head of a track in which LTC is looked for. Source: our choice, 30 s; one word takes 0.04 s."""


def ingest(desk: Table, places: Sequence[Path], reports: Sequence[Path], scene: str, again: bool) -> Ingested:
    """Everything readable under `places`, as takes on the desk; see `Desk.ingest`."""
    sheet = Sheet()
    _read_reports(sheet, places, reports)
    _probe(desk, sheet, _files(places), again)
    _setups(desk, sheet)
    slates = tell_slates(desk, sheet, scene)
    pairs = _pairs(desk, sheet, slates)
    group_cameras(desk, sheet, slates, pairs)
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


def _read_reports(sheet: Sheet, places: Sequence[Path], reports: Sequence[Path]) -> None:
    beside = [path for place in places if place.is_dir() for path in sorted(place.rglob("*"))
              if path.suffix.lower() in REPORTS]
    for path in dict.fromkeys([*beside, *reports]):
        try:
            report: Report = read_report(path)
        except CannotRead as wrong:
            sheet.refused.append(str(wrong))
            continue
        sheet.warnings += report.warnings
        sheet.rows.update({stem_of(row.name): row for row in report.rows})


def _probe(desk: Table, sheet: Sheet, files: Iterable[Path], again: bool) -> None:
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


def _keep(desk: Table, sheet: Sheet, original: Original) -> None:
    twin = sheet.originals.get(original.hash) or desk.film.originals.get(original.hash)
    if twin and twin.path != original.path and Path(twin.path).exists():
        sheet.warnings.append(f"{Path(original.path).name} has the same content as {Path(twin.path).name}: kept once")
        sheet.originals[original.hash] = twin
        return
    sheet.originals[original.hash] = original
    sheet.warnings += [f"{Path(original.path).name}: {warning}" for warning in original.warnings]
    if desk.film.originals.get(original.hash) != original:
        desk.record("original", to_plain(original))


def _setups(desk: Table, sheet: Sheet) -> None:
    known: dict[str, Setup] = dict(desk.film.setups)
    for row in sheet.rows.values():
        if row.setup and row.setup.people and known.get(row.setup.name) is None:
            known[row.setup.name] = row.setup
            desk.record("setup", to_plain(row.setup))


def _pairs(desk: Table, sheet: Sheet, slates: dict[str, Slate]) -> dict[str, Sounded]:
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


def _say_alone(desk: Table, sheet: Sheet, content: str, why: str) -> None:
    sheet.alone.append(f"{name_of(desk, sheet, content)}: {why}")
    if desk.film.alone.get(content) != why:
        desk.record("alone", {"hash": content, "why": why})


def _says(sheet: Sheet, match: Pair, slates: dict[str, Slate]) -> str:
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


def _prepare(desk: Table, sheet: Sheet, slates: dict[str, Slate], sounded: dict[str, Sounded]) -> None:
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
        letter = letter_of(desk, original.hash)
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
    known = desk.film.setups.get(setup_name(slate, letter_of(desk, original.hash)))
    assert original.picture
    cost = original.picture.frames
    return Job(original.path, prepare_picture, (original, kept, desk.film.rate, desk.film.shape, known is None), cost)


def _take(desk: Table, sheet: Sheet, original: Original, slate: Slate, sounded: Sounded | None,
          prepared: Prepared) -> Take:
    row, letter = row_of(sheet, original), letter_of(desk, original.hash)
    setup = desk.film.setups.get(setup_name(slate, letter))
    if setup is None and prepared.people:
        setup = Setup(setup_name(slate, letter), prepared.people, about="faces found in the picture")
    take = Take(slate, original.hash, prepared.frames, desk.film.rate, setup=setup,
                circled=bool(row and row.circled), note=row.note if row else "", camera=letter,
                pickup=is_pickup(desk, sheet, original, slate))
    if sounded:
        return replace(take, sound=sounded.original.hash, channel=sounded.channel, sync=sounded.sync)
    return replace(take, sound=original.hash, sync=embedded_sync(Path(original.path))) if original.sound else take


def _lay(desk: Table, sheet: Sheet, takes: Sequence[tuple[Take, Prepared]]) -> None:
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
