"""Whether skin keeps its hue and shading its way in every grade that is offered, beside what others make of the same.

Made faces of the ten tones of the Monk scale, each a scene of its own, and three of them in one scene; real faces from
scikit-image and, where the material is there, from GRID and Tears of Steel. Each is graded by words and by stills that
have nothing to do with it. The tool sees pictures 64 wide; what it offers is measured on pictures twice as wide, with
OpenColorIO's exact path, against the balanced shot. Run alone: ``python -m bench.colour_guards``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from numpy.typing import NDArray
from skimage import data
from skimage.transform import resize

from bench._colour_peers import PEERS
from bench._colour_people import FACE, person
from workprint.film import Brief, Cut, Grade, Rate, Reference, Seen, Shot
from workprint.media.colour import GUARDS, apply_ops, guards, seen_of, to_view, to_working, watch
from workprint.media.faces import faces
from workprint.testing import made_material
from workprint.tools.colour import ColourTool

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

SPACE = "Rec.1886 Rec.709 - Display"
WORDS = ("colder, but keep her skin", "warm", "dark and moody", "bleak", "vivid", "teal and orange", "golden hour",
         "moonlight", "pastel", "bleach bypass", "uneasy, but tender", "green and sickly")
"""Wishes, a dozen unlike each other, some that pull hard at skin."""
STILLS = ("coffee", "rocket", "chelsea")
"""References of scikit-image that have no face in them."""
WIDTH = 128
"""Pixels across at which the offered grades are measured."""
MATERIAL = Path(__file__).resolve().parents[2] / "shared" / "material"
GRID = ("bbaf2n.mpg", "lbax4n.mpg", "lrwp9a.mpg", "sbwe5n.mpg")
STEEL = MATERIAL / "cuts" / "mdn-shared-assets" / "videos" / "tears-of-steel-battle-clip-medium.webm"
STEEL_FRAMES = (144, 600)
"""Frames of Tears of Steel in which a face is seen."""


class People(NamedTuple):
    """A scene of one shot or more, each with the faces in it."""

    name: str
    shots: list[tuple[Floats, tuple[Box, ...]]]


class Row(NamedTuple):
    """What was measured of one grade of one shot."""

    mean: float
    p95: float
    flips: float
    texture: float
    told: frozenset[str] = frozenset()
    """Names of the reasons it came with: ``guard:skin`` where it says that it breaks that guard."""


def scenes() -> list[People]:
    """Everybody."""
    made = [People(f"tone {at + 1}", [(person(at, width=WIDTH)[0], (FACE,))]) for at in range(10)]
    three = People("three tones", [(person(at, width=WIDTH)[0], (FACE,)) for at in (1, 5, 8)])
    return [*made, three, *real()]


def real() -> Iterator[People]:
    """Real faces: always the astronaut, the others where they are."""
    yield from _person("astronaut", _of_skimage("astronaut"))
    for name in GRID:
        if (path := MATERIAL / "takes" / "grid" / name).exists():
            yield from _person(name, _frames(path, (10,), (720, 576))[0])
    if STEEL.exists():
        for at, frame in zip(STEEL_FRAMES, _frames(STEEL, STEEL_FRAMES, None), strict=True):
            yield from _person(f"Tears of Steel {at}", frame)


def _frames(path: Path, wanted: tuple[int, ...], size: tuple[int, int] | None) -> list[NDArray[np.uint8]]:
    found = []
    with av.open(str(path)) as file:
        for at, frame in enumerate(file.decode(video=0)):
            if at in wanted:
                width, height = size or (frame.width, frame.height)
                found.append(np.asarray(frame.to_ndarray(format="rgb24", width=width, height=height), np.uint8))
            if len(found) == len(wanted):
                break
    return found


def _person(name: str, rgb: NDArray[np.uint8]) -> Iterator[People]:
    boxes = tuple((face.x - face.head * rgb.shape[0] // rgb.shape[1] * 3 // 8, face.y - face.head // 2,
                   face.x + face.head * rgb.shape[0] // rgb.shape[1] * 3 // 8, face.y + face.head // 2)
                  for face in faces(rgb))
    if boxes:
        yield People(name, [(_small(rgb), boxes)])


def _of_skimage(name: str) -> NDArray[np.uint8]:
    return np.asarray(getattr(data, name)(), np.uint8)


def _small(rgb: NDArray[np.uint8]) -> Floats:
    shape = (round(WIDTH * rgb.shape[0] / rgb.shape[1]), WIDTH)
    shrink: Any = resize
    return np.asarray(shrink(rgb / 255, shape, anti_aliasing=True), np.float32)


def _seen(picture: Floats, boxes: tuple[Box, ...], shot: int) -> Seen:
    return seen_of(picture, shot=shot, take=f"1/{shot + 1}" if shot >= 0 else "", frame=0, space=SPACE, faces=boxes)


def brief(people: People, words: str, reference: Reference | None) -> Brief:
    """What the tool is asked for: six grades of that scene."""
    shots = tuple(Shot(f"1/{at + 1}", 0, 24) for at in range(len(people.shots)))
    seen = tuple(_seen(picture, boxes, at) for at, (picture, boxes) in enumerate(people.shots))
    return Brief(made_material(), words, 6, cut=Cut("1", Rate.parse("24"), shots, ()), seen=seen,
                 references=(reference,) if reference else ())


def offered(everybody: list[People], stills: dict[str, Floats]) -> Iterator[Row]:
    """Every grade that the tool offers, with every guard on, of everybody."""
    tool = ColourTool()
    asked: list[tuple[str, Reference | None]] = [(words, None) for words in WORDS]
    asked += [("", Reference(name, "still", (_seen(picture, (), -1),))) for name, picture in stills.items()]
    for people in everybody:
        working = [to_working(picture, SPACE) for picture, _ in people.shots]
        for words, reference in asked:
            for alt in tool.propose(brief(people, words, reference), seed=1):
                grade = alt.content
                assert isinstance(grade, Grade)
                told = frozenset(why.name for why in alt.reasons)
                for at, (_, boxes) in enumerate(people.shots):
                    before = to_view(apply_ops(working[at], grade.shots[at].ops))
                    yield measured(before, to_view(apply_ops(working[at], grade.ops(at))), boxes)._replace(told=told)


def peers(everybody: list[People], stills: dict[str, Floats]) -> dict[str, list[Row]]:
    """The same people brought to the same stills by others."""
    return {name: [measured(picture, peer(picture, still), boxes) for people in everybody
                   for picture, boxes in people.shots for still in stills.values()] for name, peer in PEERS.items()}


def measured(before: Floats, after: Floats, boxes: tuple[Box, ...]) -> Row:
    """What the guards measure, whether or not they are kept."""
    said = {one.name: one for one in guards(before, after, faces=boxes, off=("banding", "gamut"))}
    mean, p95 = ((said["skin"].number(f"{name}, 1/10 degree") or 0) / 10 for name in ("mean", "p95"))
    return Row(mean, p95, said["gradients"].value / 100, said["texture"].value / 1000)


def quick() -> float:
    """Milliseconds of all guards on a picture of 256 by 144 that is known; the best of many."""
    before, _ = person(6)
    known, after, best = watch(before), before ** np.float32(1.1), 1e9
    for _ in range(150):
        start = time.perf_counter()
        known.judge(after)
        best = min(best, 1000 * (time.perf_counter() - start))
    return best


def found_alike() -> float:
    """How surely the five deep tones are found by colour alone, over how surely the five light ones are."""
    sure = [watch(person(at)[0]).skin.sure for at in range(10)]
    return sum(sure[5:]) / max(1, sum(sure[:5]))


def figure(name: str, value: float, unit: str, aim: float, better: str, beside: dict[str, float]) -> dict[str, Any]:
    value = round(value, 3)
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": better, "met": met,
            "peers": {peer: round(each, 2) for peer, each in beside.items()}, "command": "make bench"}


def figures() -> list[dict[str, Any]]:
    """The figures of the guards: of every grade that is offered, the worst."""
    everybody = scenes()
    stills = {name: _small(_of_skimage(name)) for name in STILLS}
    ours, others = list(offered(everybody, stills)), peers(everybody, stills)
    unit = f"worst of {len(ours)} offered grades of {len(everybody)} scenes, with {len(GUARDS)} guards on"

    def worst(name: str, field: str, aim: float, what: str, guard: str) -> dict[str, Any]:
        beside = {peer: max(getattr(row, field) for row in rows) for peer, rows in others.items()}
        over = [row for row in ours if getattr(row, field) > aim]
        silent = sum(f"guard:{guard}" not in row.told for row in over)
        beside |= {"offered, on average": float(np.mean([getattr(row, field) for row in ours])),
                   "offered, % over the aim": 100 * len(over) / len(ours),
                   "offered, % over it that do not say so": 100 * silent / len(ours)}
        return figure(name, max(getattr(row, field) for row in ours), f"{what}, {unit}", aim, "lower", beside)

    return [worst("colour.skin_mean_deg", "mean", 3, "degrees", "skin"),
            worst("colour.skin_p95_deg", "p95", 5, "degrees", "skin"),
            worst("colour.gradient_flips", "flips", 0.5, "%", "gradients"),
            worst("colour.texture_gain", "texture", 1.15, "times", "texture"),
            figure("colour.deep_skin_found", found_alike(), "sureness of deep tones over light ones", 0.95, "higher",
                   {"alike": 1.0}),
            figure("colour.guards_ms", quick(), "ms, 256 x 144, all guards", 15, "lower", {})]


if __name__ == "__main__":
    for row in figures():
        print(f"{row['name']:<24} {row['value']:>8} {row['unit']:<70} aim {row['aim']:<5} "
              f"{'met' if row['met'] else 'NOT met'}   peers {row['peers']}")
