"""Action lines on the desk: when each is played in each take, measured once and set right by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workprint.crew import Job
from workprint.desk.cameras import beside, group, lead, others
from workprint.desk.moments import Acted, act
from workprint.desk.results import Said
from workprint.film import BadValue, Moment, Scene, Take, Timecode, content_hash, to_plain, whole

if TYPE_CHECKING:
    from workprint.desk.table import Table


def find_moments(desk: Table, scene: str, again: bool) -> None:
    """When each action line is played, in every take for which that is not known yet. Goes on the record."""
    jobs = []
    for take in sorted(desk.film.takes.values(), key=lambda one: (one.slate, one.camera)):
        found = desk.film.script.scene(take.slate.scene) if desk.film.script else None
        if found is None or scene not in ("", found.number) or all(line.kind == "spoken" for line in found.lines):
            continue
        if take.id == _first(desk, take).id and (again or desk.film.acted_with.get(take.id) != _of(desk, take, found)):
            jobs.append(Job(take.id, act, (found, take, desk.kept(take), desk.film.readings.get(take.id, ())), 1))
    for done in desk.work("finding the action", jobs):
        if not done.trouble:
            _keep(desk, done.name, done.value)


def _first(desk: Table, take: Take) -> Take:
    return lead(group(desk.film.cameras, desk.film.takes.values(), take))


def _of(desk: Table, take: Take, scene: Scene) -> str:
    """What a take's moments were told from: they are told again when the script, the files or the lining change."""
    lined = [(one.line, one.start, one.out) for one in desk.film.readings.get(take.id, ())]
    return content_hash([to_plain(scene), take.original, take.sound, take.head, lined])[:20]


def _keep(desk: Table, name: str, found: Acted) -> None:
    """Put the moments of one take on the record, and of every other camera that ran with it."""
    take = desk.film.takes[name]
    scene = desk.film.script.scene(take.slate.scene) if desk.film.script else None
    assert scene
    of, takes = _of(desk, take, scene), desk.film.takes
    every = {take.id: found.moments}
    for other, by in others(desk.film.cameras, takes.values(), take):
        every[other] = tuple(there for one in found.moments if (there := beside(one, takes[other], by)))
    for one, moments in every.items():
        desk.record("moments", {"take": one, "of": of, "moments": to_plain(moments), "notes": list(found.notes)})


def action(desk: Table, take: str, line: str, start: str, out: str) -> Said:
    """One action line's place in a take, set by hand; see `Desk.action`."""
    known = desk.take_named(take)
    found = desk.line_named(desk.material(known.slate.scene).scene, line)
    if found.kind == "spoken":
        raise BadValue(f"line {found.id} is spoken", "an action line would do",
                       "a spoken line is put right with: workprint correct")
    first, last = _frame(desk, known, start), _frame(desk, known, out)
    if not 0 <= first < last <= known.frames:
        raise BadValue(f"the action came as frames {first} to {last}", f"frames between 0 and {known.frames} would do, "
                       "the first before the last", "give frames of the take, or its timecode")
    entry = desk.record("action", to_plain(Moment(known.id, found.id, first, last, by_hand=True)))
    return Said(entry.index, f"line {found.id} is played in {known.id} from frame {first} to {last}")


def _frame(desk: Table, take: Take, text: str) -> int:
    """A frame of the take from a number, or from a timecode: the file's own, or counted from the take's head."""
    number = whole(text)
    if number is not None:
        return number
    original = desk.film.originals.get(take.original)
    clock = original.timecode if original else None
    rate = clock.rate if clock else take.rate
    given = Timecode.parse(text, rate)
    zero = clock.seconds if clock and given.seconds >= clock.seconds else 0
    return take.rate.frames_in(given.seconds - zero)
