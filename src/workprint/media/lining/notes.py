"""What a script supervisor would write beside a take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workprint.film import SAMPLE_RATE, Reading, Scene, Word
from workprint.media.lining.differing import SURE

OTHER_SCENE = 250
"""How surely a take has to be of a scene for its readings to count, of 1000. Source: trials, docs/lining.md (takes of
the scene came to 352 at the least, others to 185, but for one of six words alone)."""


def belongs(readings: Sequence[Reading]) -> int:
    """How surely the take is of the scene, 0 to 1000: the part of its speech that is as scripted."""
    whole = sum(word.out - word.start for reading in readings for word in reading.words)
    return sum(_evidence(reading) for reading in readings) // whole if whole else 0


def _evidence(reading: Reading) -> int:
    """Samples of a reading that speak for the scene, in thousandths. A word that fits half as well as it might is no
    evidence, for any speech holds sounds like those of some line; nor are a few words out of a long line."""
    scripted = [word for word in reading.words if word.heard == "scripted"]
    surely = sum((word.out - word.start) * max(0, 2 * word.confidence - 1000) for word in scripted)
    return surely * len(scripted) // len(reading.words)


def notes_on(scene: Scene, readings: Sequence[Reading], *, pickup: bool = False) -> tuple[str, ...]:
    """Sentences on what differs from the script, in order of time, then what is missing altogether."""
    lined = [reading for reading in readings if reading.line]
    if not lined:
        return ("no line of the scene is heard: this may be a take of another scene",)
    said = [note for reading in readings for note in (_ad_lib(reading) if not reading.line else _on_line(reading))]
    extent = _picked_up(scene, lined) if pickup else _extent(scene, lined)
    return (*extent, *said, *_order(scene, lined), *_unheard(scene, lined))


def _ad_lib(reading: Reading) -> list[str]:
    words = " ".join(word.text for word in reading.words)
    return [f"at {_seconds(reading.start)} somebody says {words!r}, which is in no line"]


def _on_line(reading: Reading) -> Iterator[str]:
    name = f"line {reading.line}" + (f", run {reading.run}," if reading.run > 1 else "")
    scripted = [at for at, word in enumerate(reading.words) if word.heard == "scripted"]
    first, last = (scripted[0], scripted[-1]) if scripted else (0, len(reading.words) - 1)
    for kind, says in (("changed", "has {} for what is written"), ("extra", "has {} besides")):
        found = [word for word in reading.words if word.heard == kind]
        if found:
            yield f"{name} {says.format(_quoted(found))} at {_seconds(found[0].start)}"
    parts = (("begins without", reading.words[:first]), ("leaves out", reading.words[first:last]),
             ("breaks off before", reading.words[last:]))
    for says, words in parts:
        missing = [word for word in words if word.heard == "missing"]
        if missing:
            yield f"{name} {says} {_quoted(missing)}"
    unsure = [word for word in reading.words if word.heard == "scripted" and word.confidence < SURE]
    if unsure:
        yield f"{name} may lack or change {_quoted(unsure)}"
    if reading.run > 1:
        yield f"line {reading.line} is said again at {_seconds(reading.start)}"
    if reading.confidence < 500:
        yield f"{name} is not heard surely"


def _extent(scene: Scene, lined: Sequence[Reading]) -> Iterator[str]:
    order = [line.id for line in scene.spoken]
    owed = [line.id for line in scene.spoken if not line.adopted] or order
    if order.index(lined[0].line) > order.index(owed[0]):
        yield f"the take begins with line {lined[0].line}"
    last = max(lined, key=lambda reading: order.index(reading.line))
    if order.index(last.line) < order.index(owed[-1]):
        yield f"the take goes no further than line {last.line}"


def _picked_up(scene: Scene, lined: Sequence[Reading]) -> Iterator[str]:
    """What a pickup covers: it is no fault of a pickup that it begins late and ends early."""
    order = [line.id for line in scene.spoken]
    places = sorted(order.index(reading.line) for reading in lined)
    first, last = order[places[0]], order[places[-1]]
    yield f"a pickup of line {first}" if first == last else f"a pickup of lines {first} to {last}"


def _order(scene: Scene, lined: Sequence[Reading]) -> Iterator[str]:
    order = [line.id for line in scene.spoken]
    for before, reading in pairwise(lined):
        if order.index(reading.line) < order.index(before.line):
            yield f"line {reading.line} comes after line {before.line}, out of the order of the script"


def _unheard(scene: Scene, lined: Sequence[Reading]) -> Iterator[str]:
    order = [line.id for line in scene.spoken]
    heard = {reading.line for reading in lined}
    places = [order.index(line) for line in heard]
    for line in scene.spoken[min(places) : max(places)]:
        if line.id not in heard and not line.adopted:
            yield f"line {line.id} is not heard"


def _quoted(words: Sequence[Word]) -> str:
    return repr(" ".join(word.text for word in words))


def _seconds(sample: int) -> str:
    return f"{sample / SAMPLE_RATE:.1f} s"
