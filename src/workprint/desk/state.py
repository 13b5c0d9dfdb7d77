"""What the record says: the film as it stands, rebuilt by reading the ledger from its first entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workprint.desk import branches
from workprint.desk.adopt import Adopted, readings_with, script_with
from workprint.desk.avowal import Avowal
from workprint.desk.cameras import Camera, beside, moved_by, others
from workprint.desk.doubting import Place, with_doubts
from workprint.desk.laid import Laid, read_laid
from workprint.desk.overheard import Overheard, scripted
from workprint.desk.overrule import Overruled, take_with, with_hand
from workprint.desk.preferred import Preferred, preferred_from
from workprint.desk.proposed import Proposal as Proposal
from workprint.desk.proposed import proposal_from
from workprint.desk.trial import Trialled, trial_from
from workprint.exchange import read_fountain
from workprint.film import (
    CONTENTS,
    Alt,
    Cut,
    Decision,
    Framing,
    Keep,
    Material,
    Moment,
    Op,
    Original,
    Pin,
    Rate,
    Reading,
    Scene,
    Script,
    Setup,
    Slate,
    Take,
    Tone,
    Veto,
    from_plain,
    setup_name,
)
from workprint.ledger import Entry


@dataclass(frozen=True, slots=True)
class Marked:
    """One decision and where it stands in the record."""

    index: int
    """Its ledger entry."""
    scene: str
    """Scene number."""
    decision: Decision
    """What was said of what."""
    alt: Alt
    """The marked alt."""
    axes: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """Axes of every alt that was on show, by id."""
    edit: int | None = None
    """Entry of the hand edit that made the alt; None where a tool offered it."""
    author: str = ""
    """Key of who marked it."""
    tags: tuple[str, ...] = ()
    """What it may depend on: what held of the scene then."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked cut."""

    index: int
    """Its ledger entry."""
    scene: str
    """Scene number."""
    name: str
    """File name in cuts/, without ending."""
    cut: Cut
    """The cut itself."""
    alt: str
    """Id of the alt it was."""


@dataclass(frozen=True, slots=True)
class Grabbed:
    """A still in the gallery: a frame of a take, and how it was graded when it was grabbed."""

    index: int
    """Its ledger entry."""
    name: str
    """What it is called."""
    scene: str
    """Scene number."""
    take: str
    """Take id."""
    frame: int
    """Frame of the take."""
    space: str
    """What the camera's code values mean, as the record had it then."""
    ops: tuple[Op, ...]
    """Everything that was done to the shot, in order."""
    look: int
    """How many of them, from the end, were the scene's look."""


CUTTING = "cutting"
"""The craft whose decisions stand in the film itself. Source: DESIGN, the crafts of `tools/`."""

THINGS = {CUTTING: "cut", "colour": "grade"}
"""What a craft makes, in a word. Source: DESIGN, the words."""

SHARED = frozenset({"space", "grabbed"})
"""Kinds of entries that every craft sees, whichever wrote them. Source: what a camera wrote is so for everybody."""

DECIDED = ("pins", "vetoes", "branches", "edits", "proposals", "shown", "laid", "marks", "locked", "watched", "keeps",
           "avowals", "paired", "preferred")
"""Fields of a film that each craft has for itself. Source: what `loop` and `versions` write."""


@dataclass
class Film:
    """The film as its ledger tells it. Only `replay` writes here."""

    title: str = ""
    rate: Rate = field(default_factory=lambda: Rate(24))
    shape: tuple[int, int] = (960, 540)
    script: Script | None = None
    written: Script | None = None
    given: Script | None = None
    made: dict[str, Scene] = field(default_factory=dict)
    overheard: dict[str, Overheard] = field(default_factory=dict)
    adopted: list[Adopted] = field(default_factory=list)
    doubts: dict[str, frozenset[Place]] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    alone: dict[str, str] = field(default_factory=dict)
    slates: dict[str, Slate] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    pickups: set[str] = field(default_factory=set)
    cameras: dict[str, Camera] = field(default_factory=dict)
    setups: dict[str, Setup] = field(default_factory=dict)
    takes: dict[str, Take] = field(default_factory=dict)
    readings: dict[str, tuple[Reading, ...]] = field(default_factory=dict)
    belongs: dict[str, int] = field(default_factory=dict)
    overruled: dict[str, list[Overruled]] = field(default_factory=dict)
    corrections: dict[str, dict[tuple[str, int], Reading]] = field(default_factory=dict)
    lining_notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lined_with: dict[str, str] = field(default_factory=dict)
    acted: dict[str, tuple[Moment, ...]] = field(default_factory=dict)
    acted_with: dict[str, str] = field(default_factory=dict)
    acted_notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actions: dict[str, dict[str, Moment]] = field(default_factory=dict)
    pins: dict[str, dict[tuple[int, int], Pin]] = field(default_factory=dict)
    branches: dict[str, branches.Branches] = field(default_factory=dict)
    edits: dict[int, dict[str, Any]] = field(default_factory=dict)
    vetoes: dict[str, dict[int, Veto]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    shown: dict[str, tuple[tuple[str, ...], int]] = field(default_factory=dict)
    laid: dict[str, list[Laid]] = field(default_factory=dict)
    marks: list[Marked] = field(default_factory=list)
    locked: dict[str, Locked] = field(default_factory=dict)
    handovers: list[dict[str, Any]] = field(default_factory=list)
    watched: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    keeps: dict[str, dict[tuple[str, int], Keep]] = field(default_factory=dict)
    avowals: list[Avowal] = field(default_factory=list)
    paired: list[dict[str, Any]] = field(default_factory=list)
    preferred: list[Preferred] = field(default_factory=list)
    trials: list[Trialled] = field(default_factory=list)
    spaces: dict[str, str] = field(default_factory=dict)
    gallery: dict[str, Grabbed] = field(default_factory=dict)
    tones: dict[tuple[str, str], Tone] = field(default_factory=dict)
    toned: list[tuple[int, Tone]] = field(default_factory=list)
    crafts: dict[str, Film] = field(default_factory=dict)

    def of(self, craft: str) -> Film:
        """The same film with the decisions of one craft: what was proposed, shown, marked and circled in it."""
        if craft == CUTTING:
            return self
        own = self.crafts.get(craft, _NOTHING)
        return replace(self, **{name: getattr(own, name) for name in DECIDED})

    def material(self, scene: str) -> Material | None:
        """Everything shot of `scene`, or None where the script has no such scene."""
        found = self.script.scene(scene) if self.script else None
        if found is None:
            return None
        takes = tuple(sorted((take for take in self.takes.values() if take.slate.scene == scene),
                             key=lambda take: (take.slate, take.camera)))
        takes = tuple(replace(take, setup=self.setups.get(_setup_name(take), take.setup)) for take in takes)
        files = {name for take in takes for name in (take.original, take.sound) if name}
        return Material(found, self.rate, takes,
                        tuple(with_doubts(reading, take.slate, self.doubts.get(scene, ()))
                              for take in takes for reading in self.readings.get(take.id, ())),
                        tuple(self.originals[name] for name in sorted(files) if name in self.originals),
                        tuple(moment for take in takes for moment in self.moments(take.id)))

    def moments(self, take: str) -> tuple[Moment, ...]:
        """When action lines are played in a take: as found, and over it as a person says."""
        return with_hand(self.acted.get(take, ()), self.actions.get(take, {}))

    def watching(self, scene: str, until: int | None = None) -> int:
        """Thousandths of a second that were given to watch in `scene`, before the entry `until`."""
        return sum(length for index, length in self.watched.get(scene, ()) if until is None or index < until)

    def circled(self, scene: str) -> Marked | None:
        """The cut of `scene`: the version where it stands, or None."""
        tree = self.branches.get(scene)
        return tree.versions[tree.here].marked if tree and tree.here is not None else None


_NOTHING = Film()


def _setup_name(take: Take) -> str:
    return setup_name(take.slate, take.camera)


Note = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as the replay reads it: its body is known by its kind."""

    index: int
    """Place in the ledger."""
    kind: str
    """What happened."""
    body: dict[str, Any]
    """The facts of that kind."""
    private: tuple[tuple[str, str], ...]
    """Field and key of each private text."""
    author: str = ""
    """Key of who wrote it."""


def recorded(entry: Entry) -> Recorded:
    """An entry as the replay reads it."""
    return Recorded(entry.index, entry.kind, entry.body, entry.private, entry.author)


def replay(entries: Iterable[Entry], private: Note) -> Film:
    """The film that these entries tell. `private` gives the text behind a private key, or None once erased."""
    film = tell_all([recorded(entry) for entry in entries], private)
    branches.settle(film)
    return film


def tell_all(told: list[Recorded], private: Note) -> Film:
    """What these entries tell, in order, without what was taken back; not settled yet."""
    film, undone = Film(), taken_back(told)
    for entry in told:
        if entry.index not in undone:
            tell(film, entry, private)
        elif entry.kind == "decision":
            _decision(_whose(film, entry), entry, private, undone=True)
    return film


def tell(film: Film, entry: Recorded, private: Note) -> None:
    """Let one entry tell `film` what it says."""
    if entry.kind in _TELLS:
        _TELLS[entry.kind](_whose(film, entry), entry, private)


def _whose(film: Film, entry: Recorded) -> Film:
    """Where an entry's decisions stand: in the film itself, or with the craft that it names."""
    craft = entry.body.get("craft", CUTTING)
    return film if craft == CUTTING or entry.kind in SHARED else film.crafts.setdefault(craft, Film())


def taken_back(entries: Sequence[Recorded]) -> set[int]:
    """Which entries are taken back, those that went with them included."""
    # Read backwards: an undo that was itself undone no longer undoes anything.
    found: set[int] = set()
    for entry in reversed(entries):
        if entry.kind == "undo" and entry.index not in found:
            found |= {entry.body["of"], *entry.body.get("also", ())}
    return found


def _film(film: Film, entry: Recorded, _: Note) -> None:
    film.title, film.rate = entry.body["title"], from_plain(Rate, entry.body["rate"])
    film.shape = (entry.body["width"], entry.body["height"])


def _script(film: Film, entry: Recorded, _: Note) -> None:
    read, origin = read_fountain(entry.body["text"], name=entry.body["name"]), entry.body.get("origin")
    if origin:  # a machine's, for a scene that has none; a person's script takes its place
        film.made[origin["scene"]] = read.scenes[0]
        film.overheard[origin["scene"]] = from_plain(Overheard, origin)
    else:
        film.given = read
    for number in [one.number for one in film.given.scenes] if film.given else ():
        film.overheard.pop(number, None)
    film.written = scripted(film.given, film.made)
    film.script = script_with(film.written, film.adopted) if film.written else None


def _adopted(film: Film, entry: Recorded, _: Note) -> None:
    film.adopted.append(from_plain(Adopted, entry.body))
    film.script = script_with(film.written, film.adopted) if film.written else None
    for take in dict.fromkeys(reading.take for reading in film.adopted[-1].readings):
        _adopt(film, take)


def _doubted(film: Film, entry: Recorded, _: Note) -> None:
    film.doubts[entry.body["scene"]] = frozenset(
        (slate, line, run, word, text) for slate, line, run, word, text in entry.body["words"])


def _adopt(film: Film, take: str) -> None:
    """Give a take's readings the lines that a person adopted, now and after every later lining."""
    if take in film.takes:
        number = film.takes[take].slate.scene
        film.readings[take] = readings_with(film.readings.get(take, ()), take, film.script.scene(number)
                                            if film.script else None, film.adopted)


def _original(film: Film, entry: Recorded, _: Note) -> None:
    original = from_plain(Original, entry.body)
    film.originals[original.hash] = original
    film.refused.pop(original.path, None)


def _refused(film: Film, entry: Recorded, _: Note) -> None:
    film.refused[entry.body["path"]] = entry.body["why"]


def _alone(film: Film, entry: Recorded, _: Note) -> None:
    film.alone[entry.body["hash"]] = entry.body["why"]


def _slate(film: Film, entry: Recorded, _: Note) -> None:
    slate = from_plain(Slate, entry.body["slate"])
    content, letter = entry.body["hash"], entry.body.get("camera", "")
    film.slates[content], film.letters[content] = slate, letter
    if entry.body.get("pickup"):
        film.pickups.add(content)
        for take in [take for take in film.takes.values() if take.original == content]:
            film.takes[take.id] = replace(take, pickup=True)
    if not letter:
        film.cameras.pop(content, None)  # a slate of its own: no second camera any more
    letters = {content: letter, **{one.hash: one.letter for one in film.cameras.values() if one.of == content}}
    for take in list(film.takes.values()):
        if take.original in letters:
            _rename(film, take, slate, letters[take.original])


def _camera(film: Film, entry: Recorded, _: Note) -> None:
    camera = from_plain(Camera, entry.body)
    film.cameras[camera.hash] = camera
    known = {take.original: take for take in film.takes.values()}
    if camera.hash in known and camera.of in known:
        _rename(film, known[camera.hash], known[camera.of].slate, camera.letter)
        for take in (take for take in film.takes.values() if take.original in (camera.of, camera.hash)):
            _correct(film, take.id)


def _rename(film: Film, take: Take, slate: Slate, letter: str) -> None:
    renamed = replace(take, slate=slate, camera=letter)
    if renamed.id in film.takes:  # its own name; or another's, as after an undo: no take is put over another
        return
    film.takes[renamed.id] = renamed
    film.readings[renamed.id] = tuple(replace(reading, take=renamed.id) for reading in film.readings.pop(take.id, ()))
    del film.takes[take.id]


def _setup(film: Film, entry: Recorded, _: Note) -> None:
    setup = from_plain(Setup, entry.body)
    film.setups[setup.name] = setup


def _take(film: Film, entry: Recorded, private: Note) -> None:
    note = next((private(key) for name, key in entry.private if name == "note"), None)
    take = replace(from_plain(Take, entry.body), note=note or "")
    film.takes[take.id] = take_with(take, film.overruled.get(take.id, ()))


def _lined(film: Film, entry: Recorded, _: Note) -> None:
    take = entry.body["take"]
    film.readings[take] = tuple(from_plain(Reading, reading) for reading in entry.body["readings"])
    _adopt(film, take)
    _correct(film, take)
    film.belongs[take], film.lining_notes[take] = entry.body["belongs"], tuple(entry.body["notes"])
    film.lined_with[take] = entry.body["of"]
    room = entry.body["room"]
    if take in film.takes:
        found = replace(film.takes[take], room=(room[0], room[1]) if room else None, head=entry.body["head"])
        people = tuple(from_plain(Framing, person) for person in entry.body["people"])
        if people and found.setup:
            found = replace(found, setup=replace(found.setup, people=people))
        film.takes[take] = take_with(found, film.overruled.get(take, ()))


def _overruled(film: Film, entry: Recorded, _: Note) -> None:
    said = from_plain(Overruled, entry.body)
    film.overruled.setdefault(said.take, []).append(said)
    if said.take in film.takes:
        film.takes[said.take] = take_with(film.takes[said.take], [said])
    if said.line:
        for other, _by in _others(film, said.take):
            film.overruled.setdefault(other, []).append(replace(said, take=other))


def _others(film: Film, take: str) -> tuple[tuple[str, int], ...]:
    """The takes of the other cameras that ran with `take`, and how many samples earlier everything is there."""
    known = film.takes.get(take)
    return tuple(others(film.cameras, film.takes.values(), known)) if known else ()


def _moments(film: Film, entry: Recorded, _: Note) -> None:
    take = entry.body["take"]
    film.acted[take] = tuple(from_plain(Moment, moment) for moment in entry.body["moments"])
    film.acted_with[take], film.acted_notes[take] = entry.body["of"], tuple(entry.body["notes"])


def _action(film: Film, entry: Recorded, _: Note) -> None:
    said = from_plain(Moment, entry.body)
    film.actions.setdefault(said.take, {})[said.line] = said
    for other, by in _others(film, said.take):
        there = beside(said, film.takes[other], by)
        if there:
            film.actions.setdefault(other, {})[said.line] = there


def _correction(film: Film, entry: Recorded, _: Note) -> None:
    fixed = film.corrections.setdefault(entry.body["take"], {})
    for body in entry.body["readings"]:
        reading = from_plain(Reading, body)
        fixed[reading.line, reading.run] = reading
    _correct(film, entry.body["take"])
    for other, by in _others(film, entry.body["take"]):
        beside = film.corrections.setdefault(other, {})
        beside |= {key: moved_by(reading, other, by) for key, reading in fixed.items()}
        _correct(film, other)


def _correct(film: Film, take: str) -> None:
    """Put a person's corrections over whatever the aligner said, now and after every later lining."""
    fixed = film.corrections.get(take, {})
    film.readings[take] = tuple(fixed.get((reading.line, reading.run), reading)
                                for reading in film.readings.get(take, ()))


def _pin(film: Film, entry: Recorded, _: Note) -> None:
    film.pins.setdefault(entry.body["scene"], {})[entry.index, 0] = from_plain(Pin, entry.body["pin"])


def _veto(film: Film, entry: Recorded, _: Note) -> None:
    film.vetoes.setdefault(entry.body["scene"], {})[entry.index] = from_plain(Veto, entry.body["veto"])


def _alts(film: Film, entry: Recorded, _: Note) -> None:
    film.proposals.append(proposal_from(entry.index, dict(entry.body)))


def _shown(film: Film, entry: Recorded, _: Note) -> None:
    film.shown[entry.body["scene"]] = (tuple(entry.body["ids"]), entry.body["first"])
    film.laid.setdefault(entry.body["scene"], []).append(read_laid(entry.index, entry.body))


def _decision(film: Film, entry: Recorded, _: Note, *, undone: bool = False) -> None:
    body = entry.body
    decision = from_plain(Decision, body["decision"])
    content = content_from(body["alt"]["content"], body.get("craft", CUTTING))
    alt = replace(from_plain(Alt, body["alt"]), content=content)
    axes = tuple((one, tuple((name, value) for name, value in seen)) for one, seen in body["axes"])
    mark = Marked(entry.index, body["scene"], decision, alt, axes, body.get("edit"), entry.author,
                  tuple(body.get("tags", ())))
    if not undone:
        film.marks.append(mark)
    if decision.mark == "circle":
        branches.add(film, mark, body, undone=undone)


def content_from(data: Any, craft: str) -> Any:
    """The thing itself that a craft's alt holds, from its plain form; of a craft nobody knows here, as it is."""
    return from_plain(CONTENTS[craft], data) if craft in CONTENTS else data


def _keep(film: Film, entry: Recorded, _: Note) -> None:
    keep = from_plain(Keep, entry.body["keep"])
    film.keeps.setdefault(entry.body["scene"], {})[keep.op.kind, keep.shot] = keep


def _release(film: Film, entry: Recorded, _: Note) -> None:
    film.keeps.get(entry.body["scene"], {}).pop((entry.body["kind"], entry.body["shot"]), None)


def _space(film: Film, entry: Recorded, _: Note) -> None:
    film.spaces |= dict.fromkeys(entry.body["originals"], entry.body["space"])


def _grabbed(film: Film, entry: Recorded, _: Note) -> None:
    film.gallery[entry.body["name"]] = from_plain(Grabbed, {**entry.body, "index": entry.index})


def _tone(film: Film, entry: Recorded, _: Note) -> None:
    tone = from_plain(Tone, entry.body["tone"])
    film.tones[tone.owner, tone.name.casefold()] = tone
    film.toned.append((entry.index, tone))


def _avowed(film: Film, entry: Recorded, private: Note) -> None:
    name = next((private(key) for field, key in entry.private if field == "name"), "")
    film.avowals.append(Avowal(entry.index, entry.author, entry.body["does"], entry.body, name or ""))


def _trial(film: Film, entry: Recorded, _: Note) -> None:
    film.trials.append(trial_from(entry.index, entry.author, entry.body))


def _paired(film: Film, entry: Recorded, _: Note) -> None:
    film.paired.append({**entry.body, "index": entry.index})


def _preferred(film: Film, entry: Recorded, _: Note) -> None:
    film.preferred.append(preferred_from(entry.index, entry.author, dict(entry.body)))


def _untone(film: Film, entry: Recorded, _: Note) -> None:
    key = entry.body["owner"], entry.body["name"].casefold()
    film.tones.pop(key, None)
    film.toned = [one for one in film.toned if (one[1].owner, one[1].name.casefold()) != key]


def _lock(film: Film, entry: Recorded, _: Note) -> None:
    body = entry.body
    film.locked[body["scene"]] = Locked(entry.index, body["scene"], body["name"], from_plain(Cut, body["cut"]),
                                        body["alt"])
    branches.lock(film, body["scene"])


def _unlock(film: Film, entry: Recorded, _: Note) -> None:
    film.locked.pop(entry.body["scene"], None)
    branches.unlock(film, entry.body["scene"])


def _handover(film: Film, entry: Recorded, _: Note) -> None:
    film.handovers.append(dict(entry.body))


def _watched(film: Film, entry: Recorded, _: Note) -> None:
    """What somebody was given to watch: the entry, and its length in thousandths of a second."""
    film.watched.setdefault(entry.body["scene"], []).append((entry.index, entry.body["thousandths"]))


_TELLS: dict[str, Callable[[Film, Recorded, Note], None]] = {
    "film": _film, "script": _script, "original": _original, "refused": _refused, "alone": _alone, "slate": _slate,
    "camera": _camera, "setup": _setup, "take": _take, "lined": _lined,
    "adopted": _adopted, "doubted": _doubted, "correction": _correction,
    "moments": _moments, "action": _action,
    "overruled": _overruled, "pin": _pin, "veto": _veto, "alts": _alts,
    "shown": _shown, "watched": _watched, "decision": _decision, "lock": _lock, "unlock": _unlock,
    "handover": _handover, "brought": branches.edit,
    "edit": branches.edit, "went": branches.went, "named": branches.named, "stage": branches.stage,
    "note": branches.note, "resolved": branches.resolved,
    "keep": _keep, "release": _release, "space": _space, "grabbed": _grabbed,
    "tone": _tone, "untone": _untone, "avowed": _avowed, "trial": _trial,
    "paired": _paired, "preferred": _preferred,
}
