"""Whose slate a picture has: from a person, the report, tags or its name; and which pictures ran on one slate."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk.cameras import Camera
from workprint.desk.grouping import Sounded, find_cameras, shared_sound, slate_of
from workprint.exchange import ReportRow, camera_from_name, slate_from_name
from workprint.film import BadValue, Original, Slate, read_pickup, to_plain
from workprint.media import embedded_sync

if TYPE_CHECKING:
    from workprint.desk.table import Table


@dataclass
class Sheet:
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


def row_of(sheet: Sheet, original: Original) -> ReportRow | None:
    """What a report says of a file."""
    return sheet.rows.get(stem_of(original.path))


def stem_of(name: str) -> str:
    """A file's name by which reports know it: without folder, ending and case."""
    return Path(name).stem.lower()


def tell_slates(desk: Table, sheet: Sheet, scene: str) -> dict[str, Slate]:
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
        letter = letter_of(desk, content)
        if letter or used.setdefault((slate, ""), content) != content:
            sheet.beside[content] = used.get((slate, ""), content)
    return found


def _known(desk: Table, sheet: Sheet, content: str) -> Slate | None:
    """What a person, a report, a tag, a name or the desk says that the slate of a picture is."""
    camera = desk.film.cameras.get(content)
    content = camera.of if camera else content
    original = sheet.originals.get(content) or desk.film.originals[content]
    return desk.film.slates.get(content) or _told(sheet, original) or slate_of(desk, content)


def _camera_named(original: Original) -> str:
    return camera_from_name(Path(original.path).name)


def letter_of(desk: Table, content: str) -> str:
    """The camera's letter as far as the desk knows it."""
    camera = desk.film.cameras.get(content)
    return camera.letter if camera else desk.film.letters.get(content, "")


def group_cameras(desk: Table, sheet: Sheet, slates: dict[str, Slate], pairs: dict[str, Sounded]) -> None:
    """Pictures with the slate of another become second cameras where sound or clocks say so; see `grouping`."""
    files = {**desk.film.originals, **sheet.originals}
    sheet.unslated = [_with_partner(says, sheet, slates, pairs) for says in sheet.unslated]
    new = {content: of for content, of in sheet.beside.items() if content not in desk.film.cameras and of != content}
    found = find_cameras(desk, files, new, pairs)
    sheet.warnings += found.conflicts
    for content, why in found.unsure.items():
        _say_unsure(desk, sheet, files[content], slates, name_of(desk, sheet, new[content]), why)
    for camera in found.cameras.values():
        desk.record("camera", to_plain(camera))
    for content, camera in desk.film.cameras.items():
        if content in slates:
            sheet.groups.append(f"{slates[content]}{camera.letter}: {name_of(desk, sheet, content)} ran with "
                                f"{name_of(desk, sheet, camera.of)}; {camera.says}")
            _share_sound(desk, sheet, camera, pairs)


def _with_partner(says: str, sheet: Sheet, slates: dict[str, Slate], pairs: dict[str, Sounded]) -> str:
    """The sentence on a picture without a slate; where it ran with one that has a slate, it says so."""
    files = {f"{Path(one.path).name}: ": one for one in sheet.originals.values() if one.picture}
    mine = next((one for start, one in files.items() if says.startswith(start)), None)
    for content, slate in slates.items() if mine else ():
        if mine and content in sheet.originals and _ran_along(mine, sheet.originals[content], pairs):
            first, name = Path(sheet.originals[content].path).name, Path(mine.path).name
            return f"{says}; it ran with {first} ({slate}), as both are heard in one recording at the same time: " \
                   f"workprint group {first} {name} makes it a camera of that slate"
    return says


def _ran_along(mine: Original, other: Original, pairs: dict[str, Sounded]) -> bool:
    """Whether two pictures are heard in one recording at the same time, as sound and not clocks tell."""
    one, two = pairs.get(mine.hash), pairs.get(other.hash)
    if not (one and two and mine.picture and other.picture and one.original.hash == two.original.hash):
        return False
    if "timecode" in (one.sync.how, two.sync.how):
        return False
    later = two.sync.offset - one.sync.offset  # from the head of the other picture to the head of this one
    ran = min(other.picture.rate.sample(other.picture.frames), later + mine.picture.rate.sample(mine.picture.frames))
    return ran - max(0, later) > 0


def _say_unsure(desk: Table, sheet: Sheet, original: Original, slates: dict[str, Slate], first: str,
                why: str) -> None:
    """A picture has the slate of another, and nothing says that both ran together: a person is asked."""
    name, slate = Path(original.path).name, slates[original.hash]
    line = f"say it with: workprint group {first} {name} --offset FRAMES"
    if letter_of(desk, original.hash):  # a person called it a camera: it stays one, with a lining of its own
        sheet.warnings.append(f"{name} is a camera of {slate}, but nothing tells how it lies against {first}: {why}; "
                              + line)
        return
    sheet.unslated.append(_ask(original, f"{slate} is already {first}, and {why}")
                          + f"; where both ran together, {line}")
    del slates[original.hash]


def _share_sound(desk: Table, sheet: Sheet, camera: Camera, pairs: dict[str, Sounded]) -> None:
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


def name_of(desk: Table, sheet: Sheet, content: str) -> str:
    """The name of the file with this content hash."""
    one = sheet.originals.get(content) or desk.film.originals.get(content)
    return Path(one.path).name if one else content[:12]


def _ask(original: Original, why: str) -> str:
    name = Path(original.path).name
    return f"{name}: {why}; say it with: workprint slate {name} 1A/1, or ingest again with --scene 1"


def _told(sheet: Sheet, original: Original) -> Slate | None:
    row = row_of(sheet, original)
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


def is_pickup(desk: Table, sheet: Sheet, original: Original, slate: Slate) -> bool:
    """Whether a person, the slate, the file's name or tags, or the report call a take a pickup."""
    row = row_of(sheet, original)
    told = [Path(original.path).stem, *(value for name, value in original.tags if name in ("scene", "take", "note"))]
    told += [row.note, *(value for _, value in row.tags)] if row else []
    return original.hash in desk.film.pickups or slate.pickup or any(read_pickup(text)[1] for text in told)
