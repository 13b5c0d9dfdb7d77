"""A grade: what is done to the colour of every shot of a cut, as a short list of named, readable operations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workprint.film.cut import Cut
from workprint.film.material import Material
from workprint.film.plain import LATER


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of an operation: what it is called, its unit, and how far it goes."""

    name: str
    """As a person types it: ``stops``."""
    unit: str
    """What one whole unit of the number is: ``1/1000 stop``."""
    least: int
    """Lowest value."""
    most: int
    """Highest value."""
    rest: int
    """The value that changes nothing."""
    less: str
    """What a lower value does, in craft words: ``darker``."""
    more: str
    """What a higher value does: ``brighter``."""


@dataclass(frozen=True, slots=True)
class OpKind:
    """A kind of operation, with its knobs in the order of an operation's values."""

    name: str
    """As a person types it: ``exposure``."""
    about: str
    """What it does, one sentence."""
    knobs: tuple[Knob, ...]
    """Its numbers."""


def _three(name: str, unit: str, least: int, most: int, rest: int, less: str, more: str) -> tuple[Knob, ...]:
    return tuple(Knob(f"{name}.{channel}", unit, least, most, rest, f"{less} {word} {name}",
                      f"{more} {word} {name}")
                 for channel, word in (("r", "red"), ("g", "green"), ("b", "blue")))


OPS: tuple[OpKind, ...] = (
    OpKind("exposure", "Gains scene light, as the aperture would.",
           (Knob("stops", "1/1000 stop", -6000, 6000, 0, "darker", "brighter"),)),
    OpKind("balance", "Turns the white that the picture was lit by into another one (von Kries, in scene light).",
           (Knob("mired", "1/10 mired", -2000, 2000, 0, "colder", "warmer"),
            Knob("tint", "1/100000 of CIE 1960 uv", -3000, 3000, 0, "greener", "more magenta"))),
    OpKind("cdl", "The ASC colour decision list, in ACEScct: slope, offset, power, then saturation.",
           (*_three("slope", "1/1000000", 0, 4_000_000, 1_000_000, "lower", "higher"),
            *_three("offset", "1/1000000", -1_000_000, 1_000_000, 0, "lower", "higher"),
            *_three("power", "1/1000000", 100_000, 4_000_000, 1_000_000, "lower", "higher"),
            Knob("saturation", "1/1000000", 0, 4_000_000, 1_000_000, "paler", "more colourful"),
            Knob("clamp", "1 clamps to 0..1 as ASC v1.2 asks, 0 does not", 0, 1, 0, "unclamped", "clamped"))),
    OpKind("contrast", "Spreads or gathers tones about a pivot, in stops.",
           (Knob("amount", "1/1000", 300, 3000, 1000, "flatter", "more contrast"),
            Knob("pivot", "1/1000 stop from mid grey", -4000, 4000, 0, "pivot lower", "pivot higher"))),
    OpKind("curve", "Lifts or lowers five zones of tones, smoothly and never turning around.",
           tuple(Knob(zone, "1/1000 stop", -2000, 2000, 0, f"darker {zone}", f"brighter {zone}")
                 for zone in ("blacks", "shadows", "mids", "lights", "whites"))),
    OpKind("density", "Lets colours grow darker as they grow stronger, as dyes in film do.",
           (Knob("amount", "1/1000", -1000, 1000, 0, "lighter colours", "denser colours"),)),
    OpKind("saturation", "How far colours stand from grey.",
           (Knob("amount", "1/1000", 0, 3000, 1000, "paler", "more colourful"),)),
    OpKind("split", "One hue into the shadows, another into the lights; greys in between stay.",
           (Knob("shadow hue", "1/10 degree of OKLab hue", 0, 3600, 0, "", ""),
            Knob("shadow amount", "1/1000", 0, 1000, 0, "neutral shadows", "coloured shadows"),
            Knob("light hue", "1/10 degree of OKLab hue", 0, 3600, 0, "", ""),
            Knob("light amount", "1/1000", 0, 1000, 0, "neutral lights", "coloured lights"))),
    OpKind("print", "The softness of a film print: a long shoulder and toe, and blacks that never quite close.",
           (Knob("softness", "1/1000", 0, 1000, 0, "crisp", "soft"),)),
)
"""Every kind of operation, in the order in which a grade has them unless a person says otherwise. Sources: facts/colour
(what colourists expect); ASC CDL v1.2; CIE 1960 UCS for tint; B. Ottosson, OKLab (2020) for hue. The ends are
our choice."""

_KINDS = {kind.name: kind for kind in OPS}
_ORDER = {kind.name: place for place, kind in enumerate(OPS)}


@dataclass(frozen=True, slots=True)
class Op:
    """One operation of a grade.

    >>> Op.of("exposure", stops=-500).values
    (-500,)
    """

    kind: str
    """Name of its `OpKind`."""
    values: tuple[int, ...]
    """One number for each knob, in their order and units."""

    @classmethod
    def of(cls, kind: str, /, **values: int) -> Op:
        """An operation with some knobs set and the others at rest; ``shadow_hue`` is the knob ``shadow hue``."""
        given = {name.replace("_", " "): value for name, value in values.items()}
        return cls(kind, tuple(given.get(knob.name, given.get(knob.name.replace(".", " "), knob.rest))
                               for knob in _KINDS[kind].knobs))

    @property
    def about(self) -> OpKind:
        """What kind of operation it is."""
        return _KINDS[self.kind]

    def value(self, knob: str) -> int:
        """The number of one knob, by its name."""
        return self.values[[one.name for one in self.about.knobs].index(knob)]

    def turned(self, knob: str, value: int) -> Op:
        """The same with one knob at `value`, kept within its ends."""
        place = [one.name for one in self.about.knobs].index(knob)
        known = self.about.knobs[place]
        held = max(known.least, min(known.most, value))
        return replace(self, values=(*self.values[:place], held, *self.values[place + 1:]))

    @property
    def says(self) -> str:
        """What it does, in craft words.

        >>> Op.of("balance", mired=-350, tint=120).says
        'colder by 35 mired, more magenta by 0.0012 of CIE 1960 uv'
        """
        told = [_turn(knob, value) for knob, value in zip(self.about.knobs, self.values, strict=True)
                if value != knob.rest and (knob.more or value)]
        return ", ".join(told) or f"{self.kind} at rest"

    @property
    def at_rest(self) -> bool:
        """Whether it changes nothing."""
        if self.kind == "split":  # a hue without an amount is nothing
            return not self.value("shadow amount") and not self.value("light amount")
        if self.kind == "contrast":
            return self.value("amount") == 1000
        return all(value == knob.rest for value, knob in zip(self.values, self.about.knobs, strict=True))


def _turn(knob: Knob, value: int) -> str:
    """One turned knob in words."""
    per, _, unit = knob.unit.partition(" ")
    if not per.startswith("1/"):
        return knob.more if value > knob.rest else knob.less
    number = f"{(value if not knob.more else abs(value - knob.rest)) / int(per[2:]):.6g}"
    word = f"{knob.more if value > knob.rest else knob.less} by" if knob.more else knob.name
    return f"{word} {number} {unit}".rstrip()


def op_kind(name: str) -> OpKind | None:
    """The kind of operation of this name, or None."""
    return _KINDS.get(name)


def in_order(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Operations in the usual order, without those that change nothing."""
    return tuple(sorted((op for op in ops if not op.at_rest), key=lambda op: _ORDER[op.kind]))


@dataclass(frozen=True, slots=True)
class ShotGrade:
    """What is done to one shot of a cut."""

    take: str
    """Take id; empty for black."""
    start: int
    """First frame of the take that is seen."""
    out: int
    """First frame of it no longer seen."""
    space: str
    """What its camera's code values mean, as OpenColorIO's pinned configuration names it: ``ARRI LogC3 (EI800)``."""
    ops: tuple[Op, ...] = ()
    """Its own operations, before those of the whole scene: what makes it sit with its neighbours."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One whole way to grade a cut: each shot's own operations, then a look over all of them, then the view."""

    scene: str
    """Scene number."""
    cut: str
    """Hash of the cut that it was made for."""
    frames: int
    """Length of that cut in frames."""
    shots: tuple[ShotGrade, ...]
    """One for each shot of the cut, in order."""
    look: tuple[Op, ...] = ()
    """Operations over the whole scene, after each shot's own."""
    config: str = "studio-config-v5.0.0_aces-v2.1_ocio-v2.6"
    """OpenColorIO's built-in configuration, by its full name."""
    view: str = "Rec.1886 Rec.709 - Display/ACES 2.0 - SDR 100 nits (Rec.709)"
    """Display and view, as that configuration names them."""

    def ops(self, shot: int) -> tuple[Op, ...]:
        """Everything that is done to a shot, in order."""
        return (*self.shots[shot].ops, *self.look)


@dataclass(frozen=True, slots=True)
class Seen:
    """One small picture of a shot, as a tool measures it: its camera's code values, averaged over areas."""

    shot: int
    """Index of the shot in the cut; -1 for a reference."""
    take: str
    """Take id; empty for a reference that is no take."""
    frame: int
    """Frame of the take."""
    space: str
    """What the code values mean, as in `ShotGrade.space`."""
    width: int
    """Pixels across."""
    height: int
    """Pixels down."""
    codes: str
    """Hexadecimal: red, green, blue of every pixel, row by row, 16 bits each, the highest byte first; 65535 is 1.0."""
    faces: tuple[tuple[int, int, int, int], ...] = ()
    """Left, top, right, bottom of every face, in thousandths of the picture's width and height."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an artist points at: a still, a shot of the cut, or a grade that is known."""

    name: str
    """As the artist calls it: ``lighthouse.png``, ``s3``, ``scene 12``."""
    kind: str
    """``still`` (match it), ``hero`` (bring the other shots to this shot of the cut), or ``grade`` (do as there).
    What a tone is measured from may also be a ``shot``, a ``cut``, a ``timeline`` or a ``film``."""
    seen: tuple[Seen, ...] = ()
    """Pictures of it; a still's are in the space that it is in."""
    ops: tuple[Op, ...] = ()
    """Of a grade: its look; of a shot that is graded: everything that is done to it."""
    cut: Cut | None = field(default=None, metadata=LATER)
    """Of a cut, or of a shot (then it has only that)."""
    material: Material | None = field(default=None, metadata=LATER)
    """What that cut was made of."""
    lengths: tuple[int, ...] = field(default=(), metadata=LATER)
    """Of a timeline or a film: how long its shots are, in thousandths of a second."""


@dataclass(frozen=True, slots=True)
class Keep:
    """This part of a grade stays: one operation, of one shot or of the look."""

    op: Op
    """The operation as it stays."""
    shot: int = -1
    """Index of the shot; -1 for the look over all of them."""
