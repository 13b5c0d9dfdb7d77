"""Figures of the tone, all of them simulated: whether a dial moves what it says, what else it moves, how far a tone
found on one scene goes on another, and whether a curve keeps to its side of the bend.

Scenes are made, and so is everybody who wants something of them; the colour is measured on real frames where the
material is there. What these figures do not say: that anybody feels anything. Alone: ``python -m bench tone``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import mean
from typing import Any

import numpy as np
from numpy.random import Generator, default_rng
from scipy.stats import spearmanr

from bench._artists import Artist, World, artist
from bench._colour_tool_scenes import scene as colour_scene
from bench._taste_pools import Pool, pools, scene
from workprint.desk.leaning import fitted, leant
from workprint.desk.state import Marked
from workprint.desk.steady import steadied
from workprint.film import Alt, Bend, Brief, Decision, DialledTool, Grade, content_hash
from workprint.taste import ask
from workprint.tools.colour import ColourTool
from workprint.tools.cutting import CuttingTool, made_scene
from workprint.tools.cutting.lexicon import WORDS
from workprint.tools.cutting.made_scene import EVERYTHING

SETTINGS = (-1000, -700, -400, 0, 400, 700, 1000)
"""Where every dial is put, one at a time. Source: our choice, evenly to either side."""

SCENES = range(8101, 8107)
"""Made scenes whose dials are turned. Source: our choice; none was looked at before."""

MET = range(7001, 7007)
"""Made scenes on which a tone is found, and those where it is tried, each on the next one. Source: our choice."""

DIRECTORS, PICKS, PAIRS = 40, 10, 400
"""Simulated directors, what each marks before the tone is carried on, and pairs it is tried on. Source: our choice, and
issue 6 for the picks."""

CLEAR = 20
"""Thousandths of an axis below which a dial moved nothing, so that nothing can be said of what else it moved. Source:
our choice, a fiftieth of an axis."""


@dataclass(frozen=True)
class Turned:
    """One dial of one scene at every setting: what every variable was."""

    craft: str
    dial: str
    rows: tuple[dict[str, int], ...]

    @property
    def rank(self) -> float:
        """Rank correlation of where it stood with how much of its variable there was."""
        found = float(spearmanr(SETTINGS, [row[self.dial] for row in self.rows]).statistic)
        return 0.0 if np.isnan(found) else found

    @property
    def moved(self) -> float:
        """How far its variable goes from one end of the dial to the other, in thousandths."""
        return self.rows[-1][self.dial] - self.rows[0][self.dial]

    def leaks(self, ranges: Mapping[str, float]) -> list[float]:
        """What moves of every other variable, in parts of what moves of its own, each against its own dial's range."""
        rest = self.rows[SETTINGS.index(0)]
        return [leak for row in (self.rows[0], self.rows[-1]) for leak in leaked(self.dial, row, rest, ranges)]


def leaked(dial: str, row: Mapping[str, int], rest: Mapping[str, int], ranges: Mapping[str, float]) -> list[float]:
    """What moved beside a dial that was turned; nothing where it moved nothing itself."""
    own = abs(row[dial] - rest[dial])
    return [abs(row[name] - rest[name]) / ranges[name] / (own / ranges[dial]) for name in beside(dial, ranges)
            ] if own >= CLEAR else []


def beside(dial: str, names: Iterable[str]) -> list[str]:
    """The dials that can stay while one is turned: in a scene of two, more of one is less of the other, and no leak."""
    return [name for name in names if name != dial and not (_person(name) and _person(dial))]


def _person(dial: str) -> bool:
    return dial.startswith("more of ")


@dataclass(frozen=True)
class Kept:
    """One dial turned fully, with all others kept."""

    craft: str
    own: float
    """How far it moved its own variable, in parts of how far it does with nothing kept."""
    leaks: tuple[float, ...]


def _measured(tool: DialledTool, brief: Brief) -> dict[str, int]:
    """What the first six have of everything that dials turn, on the mean."""
    rows = [dict(tool.measured(alt, brief)) for alt in tool.propose(brief, seed=1)]
    return {name: round(mean(row[name] for row in rows)) for name in rows[0]}


def _turned(tool: DialledTool, brief: Brief) -> list[Turned]:
    return [Turned(tool.card.craft, dial.name, tuple(
        _measured(tool, tool.dialled(brief, {dial.name: setting})) for setting in SETTINGS))
        for dial in tool.dials(brief.material)]


@cache
def briefs() -> tuple[tuple[DialledTool, Brief], ...]:
    """The scenes whose dials are turned, each with its tool."""
    cuts = [made_scene(seed, 14, 8, people=2, odds=EVERYTHING) for seed in SCENES]
    _, graded = colour_scene()
    return (*((CuttingTool(), Brief(one, want=6)) for one in cuts),
            (ColourTool(), replace(graded, want=1, weights=(("guard:skin", 0),))))


@cache
def turned() -> tuple[tuple[Turned, ...], ...]:
    """Every dial of both crafts at every setting, scene by scene."""
    return tuple(tuple(_turned(tool, brief)) for tool, brief in briefs())


def ranks() -> dict[str, float]:
    """Mean rank correlation of every dial; people's dials are one."""
    found: dict[str, list[float]] = {}
    for one in (one for dials in turned() for one in dials):
        found.setdefault(f"{one.craft} {one.dial.partition(' of ')[0]}", []).append(one.rank)
    return {name: round(mean(values), 3) for name, values in found.items()}


@cache
def kept() -> tuple[Kept, ...]:
    """Every dial of both crafts turned to both ends while all that can stay are kept, as the desk keeps them."""
    return tuple(one for (tool, brief), dials in zip(briefs(), turned(), strict=True)
                 for one in _kept(tool, brief, dials))


def _kept(tool: DialledTool, brief: Brief, dials: Sequence[Turned]) -> Iterator[Kept]:
    ranges = {one.dial: one.moved for one in dials if one.moved >= CLEAR}
    known: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}

    def measure(settings: Mapping[str, int]) -> dict[str, int]:
        key = tuple(sorted(settings.items()))
        if key not in known:
            known[key] = _measured(tool, tool.dialled(brief, settings))
        return known[key]

    for one in dials:
        rest = one.rows[SETTINGS.index(0)]
        for setting, free in ((SETTINGS[0], one.rows[0]), (SETTINGS[-1], one.rows[-1])):
            if one.dial in ranges and abs(free[one.dial] - rest[one.dial]) >= CLEAR:
                row = measure(steadied(measure, {one.dial: setting}, beside(one.dial, ranges), {}))
                yield Kept(one.craft, abs(row[one.dial] - rest[one.dial]) / abs(free[one.dial] - rest[one.dial]),
                           tuple(leaked(one.dial, row, rest, ranges)))


def leaks(craft: str) -> list[float]:
    """Every leak of a craft, with nothing kept."""
    found: list[float] = []
    for dials in (dials for dials in turned() if dials[0].craft == craft):
        ranges = {one.dial: one.moved for one in dials if one.moved >= CLEAR}
        found += [leak for one in dials if one.dial in ranges for leak in one.leaks(ranges)]
    return found


@dataclass(frozen=True)
class Carried:
    """Pairs of a new scene put in order as a director would, by what is known of them."""

    tone: float
    """By the tone: its words, and the marks made in it."""
    longer: float
    """By the tone after twice as many picks."""
    ranked: float
    """As the desk ranks what is proposed there: the tool's own reasons, with the dials as the tone has them, and the
    taste."""
    marks: float
    """By the marks alone."""
    words: float
    """By the words alone."""
    nothing: float
    """By the tool's own reasons."""


def carried() -> list[Carried]:
    """Every director finds a tone on one scene, and it is tried on the next."""
    world = World(pools(MET))
    return [_carried(artist("linear", 900 + n, world), world, n) for n in range(DIRECTORS)]


def _carried(director: Artist, world: World, n: int) -> Carried:
    at, new = n % len(world.pools), (n + 1) % len(world.pools)
    here, there = world.pools[at], world.pools[new]
    word = max(sorted(WORDS), key=lambda one: _right(director, at, _along(here, WORDS[one][0]), default_rng(n)))
    guess = dict(WORDS[word][0])
    marks = _marked(director, at, here, n)
    axes = [alt.variables for alt in there.alts]
    tone, longer, alone = (fitted(some, said, {}).worth(axes)
                           for some, said in ((marks[:PICKS], guess), (marks, guess), (marks[:PICKS], {})))
    return Carried(*(_right(director, new, worth, default_rng(n)) for worth in (
        tone, longer, _ranked(there, MET[new], marks[:PICKS], guess), alone, _along(there, guess), there.scores)))


def _along(pool: Pool, settings: Mapping[str, int]) -> Any:
    """How far every cut lies along first guesses: its axes against the pool's, by the dials that are axes."""
    spread = np.maximum(pool.axes.std(axis=0), 1e-9)
    by = np.array([settings.get(name, 0) for name in pool.names], float)
    return (pool.axes - pool.axes.mean(axis=0)) / spread @ by


def _marked(director: Artist, at: int, pool: Pool, n: int) -> list[Marked]:
    """What a director circles, six after six, each asked for as the desk asks (`taste.ask`)."""
    chance, marks, left = default_rng(n), list[Marked](), list(pool.alts)
    for seed in range(2 * PICKS):
        six = [one.alt for one in ask(left, fitted(marks, {}, {}), 100 * n + seed)]
        picked = six[director.picks(at, [pool.places[one.id] for one in six], chance)]
        marks.append(Marked(0, "", Decision("circle", picked.id, tuple(one.id for one in six)), picked,
                            tuple((one.id, tuple(one.variables.items())) for one in six)))
        shown = {one.id for one in six}  # what was shown keeps its place, and the next six are others
        left = [one for one in left if one.id not in shown]
    return marks


def _ranked(pool: Pool, number: int, marks: Sequence[Marked], guess: Mapping[str, int]) -> Any:
    """Points of a new scene's cuts as the desk gives them."""
    brief, tool = Brief(scene(number), want=6), CuttingTool()
    here = {one.name for one in tool.dials(brief.material)}
    told = {**guess, **leant(fitted(marks, guess, {}))}
    settings = {name: value for name, value in told.items() if name in here}
    dialled = tool.dialled(brief, settings)
    points = np.array([tool.judge(alt.content, dialled).score for alt in pool.alts], float)
    return points + fitted(marks, {}, {}).points(pool.alts).sum(axis=1)


def _right(director: Artist, pool: int, worth: Any, chance: Generator) -> float:
    """Share of pairs put in the order that the director's own worth has them in; a tie is half right."""
    truth = director.worth[pool]
    one, two = chance.integers(0, len(truth), (2, PAIRS))
    differ = truth[one] != truth[two]
    said, true = np.sign(worth[one] - worth[two])[differ], np.sign(truth[one] - truth[two])[differ]
    return float(np.mean((said == true) + 0.5 * (said == 0)))


@dataclass(frozen=True)
class Sides:
    """How far a measured variable moved on both sides of a bend."""

    near: float
    """Where the tone is, with the curve."""
    far: float
    """Where it is not, with the curve."""
    whole: float
    """Where it is, without a curve: as far as it could have moved."""


def cut_sides(dial: str, measure: Callable[[Alt, frozenset[str], CuttingTool, Brief], float]) -> Sides:
    """A cut with all of a tone before the middle of the scene, and nothing behind it."""
    rows = []
    for seed in SCENES:
        material, tool = made_scene(seed, 14, 8, people=2, odds=EVERYTHING), CuttingTool()
        lines = [line.id for line in material.scene.lines]
        half = len(lines) // 2
        sides = frozenset(lines[:half]), frozenset(lines[half:])
        plain = Brief(material, want=12)
        full = tool.dialled(plain, {dial: 800})
        bent = replace(full, curve=(Bend(lines[half - 1], 1000), Bend(lines[half], 0)))
        rest, whole, curved = ([mean(measure(alt, side, tool, brief) for alt in tool.propose(brief, seed=1))
                                for side in sides] for brief in (plain, full, bent))
        rows.append((curved[0] - rest[0], curved[1] - rest[1], whole[0] - rest[0]))
    return Sides(*(mean(column) for column in zip(*rows, strict=True)))


def _cuts(alt: Alt, lines: frozenset[str], _: CuttingTool, __: Brief) -> float:
    return sum(bool(shot.lines) and shot.lines[0] in lines for shot in alt.content.shots)


def _close(alt: Alt, lines: frozenset[str], tool: CuttingTool, brief: Brief) -> float:
    """Mean size of what is seen on some lines, in thousandths, by time."""
    cut = alt.content
    shots = tuple(shot for shot in cut.shots if shot.lines and shot.lines[0] in lines)
    part = replace(cut, shots=shots or cut.shots[:1], pieces=())
    return dict(tool.judge(part, brief).axes)["closeness"] if shots else 500.0


def grade_sides() -> Sides:
    """The warmth of a grade on both sides of a bend in the middle of the cut, in thousandths of its axis."""
    _, graded = colour_scene()
    assert graded.cut is not None
    lines = [line.id for line in graded.material.scene.lines]
    count = len(graded.cut.shots)
    shots = tuple(replace(shot, lines=(lines[at * len(lines) // count],)) for at, shot in enumerate(graded.cut.shots))
    half = len(lines) // 2
    tool = ColourTool()
    plain = replace(graded, want=1, cut=replace(graded.cut, shots=shots), weights=(("guard:skin", 0),))
    full = tool.dialled(plain, {"warmth": 500})
    bent = replace(full, curve=(Bend(lines[half - 1], 1000), Bend(lines[half], 0)))
    sides = [[at for at in range(count) if (at * len(lines) // count < half) == near] for near in (True, False)]
    rest, whole, curved = ([_warmth(plain, alt, side) for side in sides] for alt in (
        next(one for one in tool.propose(replace(plain, want=12), seed=1) if _only_balanced(one)),
        next(iter(tool.propose(full, seed=1))), next(iter(tool.propose(bent, seed=1)))))
    return Sides(curved[0] - rest[0], curved[1] - rest[1], whole[0] - rest[0])


def _only_balanced(alt: Alt) -> bool:
    return isinstance(alt.content, Grade) and not alt.content.look and any(shot.ops for shot in alt.content.shots)


def _warmth(brief: Brief, alt: Alt, side: Sequence[int]) -> float:
    """Warmth of some shots as they are graded, in thousandths."""
    assert brief.cut is not None
    assert isinstance(alt.content, Grade)
    at = {old: new for new, old in enumerate(side)}
    cut = replace(brief.cut, shots=tuple(brief.cut.shots[old] for old in side))
    seen = tuple(replace(one, shot=at[one.shot]) for one in brief.seen if one.shot in at)
    part = replace(brief, cut=cut, seen=seen)
    grade = replace(alt.content, cut=content_hash(cut), frames=cut.frames,
                    shots=tuple(alt.content.shots[old] for old in side))
    return dict(ColourTool().judge(grade, part).axes)["warmth"]


def figures() -> list[dict[str, Any]]:
    """The figures of the tone."""
    by_dial = ranks()
    cutting, colour = leaks("cutting"), leaks("colour")
    both, still = [*cutting, *colour], [leak for one in kept() for leak in one.leaks]
    trips = carried()
    trip = {what: mean(getattr(one, what) for one in trips) for what in Carried.__annotations__}
    sides = {"pace": cut_sides("pace", _cuts), "closeness": cut_sides("closeness", _close), "warmth": grade_sides()}
    over = {name: 100 * abs(one.far) / max(1e-9, abs(one.near)) for name, one in sides.items()}
    worst = min(by_dial, key=by_dial.__getitem__)
    return [
        _figure("tone.rank", by_dial[worst], f"rank correlation of a dial with what it turns, the worst ({worst}), "
                f"{len(SCENES)} made scenes and one of real frames", 0.9, "higher",
                mean_of_all=mean(by_dial.values()), do_nothing=0.0,
                **{name.replace(" ", "_"): value for name, value in by_dial.items()}),
        _figure("tone.leak", 100 * mean(still), "% of a dial's movement in what other dials turn, all of them kept, "
                "mean", 20, "lower", p95=100 * float(np.quantile(still, 0.95)),
                **{f"{craft}": 100 * mean(leak for one in kept() if one.craft == craft for leak in one.leaks)
                   for craft in ("cutting", "colour")},
                nothing_kept=100 * mean(both), nothing_kept_cutting=100 * mean(cutting),
                nothing_kept_colour=100 * mean(colour),
                its_own_movement_left=100 * mean(one.own for one in kept()),
                turns_that_move_nothing=100 * mean(not one.leaks for one in kept())),
        _figure("tone.transfer", trip["tone"], f"share of pairs of a new scene in the order of {DIRECTORS} simulated "
                f"directors, {PICKS} picks on another", 0.7, "higher", twice_the_picks=trip["longer"],
                as_the_desk_ranks=trip["ranked"], marks_alone=trip["marks"], words_alone=trip["words"],
                no_tone=trip["nothing"]),
        _figure("tone.curve", max(over.values()), "% of what moves where the tone is that moves where it is not, the "
                "worst of three", 20, "lower", **{f"{name}_beyond": one for name, one in over.items()},
                **{f"{name}_of_the_whole": 100 * one.near / one.whole for name, one in sides.items()}),
    ]


def _figure(name: str, value: float, unit: str, aim: float, better: str, **peers: float) -> dict[str, Any]:
    value = round(float(value), 3)
    met = value >= aim if better == "higher" else value <= aim
    return {"name": name, "value": value, "unit": unit, "aim": aim, "better": better, "met": met,
            "peers": {peer: round(float(one), 3) for peer, one in peers.items()}, "command": "make bench"}
