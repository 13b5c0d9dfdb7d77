"""A first, plain taste: on every named axis, which way the artist leans.

It is linear on purpose: each lesson says how far the marked cut lies from the others that were on show with
it, so every point it gives can be read as one sentence. All arithmetic is in whole numbers, so that a
replay gives the same taste on every machine.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from workprint.film import Alt, Cut, MarkName, Reason
from workprint.film.cut import lines_apart

WEIGHT: dict[MarkName, int] = {"circle": 2, "hold": 1, "ng": -1, "unsure": 0}
"""How strongly a mark speaks. Source: our choice; a circle is a decision, a hold and an ng are opinions. Who cannot say
has said nothing that could be learned."""
WAYS = {"pace": ("a slower pace", "a faster pace"), "closeness": ("wider pictures", "closer pictures"),
        "whose scene": ("less of the lead", "more of the lead"), "energy": ("quieter voices", "stronger voices"),
        "listening": ("fewer listeners", "more listeners"), "overlap": ("straight cuts", "cuts under speech"),
        "brightness": ("darker pictures", "brighter pictures"), "contrast": ("flatter pictures", "harder pictures"),
        "warmth": ("colder light", "warmer light"), "tint": ("greener light", "more magenta light"),
        "saturation": ("paler colours", "stronger colours"), "density": ("lighter colours", "denser colours"),
        "split": ("warm shadows", "cold shadows"), "softness": ("a crisp print", "a soft print"),
        "blacks": ("deeper blacks", "lifted blacks"), "highlights": ("rolled-off highlights", "brighter highlights")}
"""Both ways along an axis, in craft words; another axis is called by its name."""
FULL = 2_000
"""Most points (thousandths) that one axis may add or take. Source: our choice: one strong idiom of the cutting tool."""
PRIOR = 3
"""Lessons' worth of doubt before a lean counts in full. Source: our choice, as a shrinkage prior."""
DIFFERENT = 250
"""Lines (thousandths) in which any two alts of one set of six differ. Source: facts/editing section 10, target 5."""
SHOWN_AT_ONCE = 6
"""Alternatives shown together. Source: DESIGN law 9; facts/editing section 7 (sets of six win per pick)."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision: the axes of the alt that was marked, and of all that was shown beside it."""

    mark: MarkName
    """Circle, hold, ng or unsure."""
    axes: Mapping[str, int]
    """Axes of the marked alt, in thousandths."""
    beside: tuple[Mapping[str, int], ...]
    """Axes of the others on show."""


@dataclass(frozen=True, slots=True)
class Taste:
    """Which way the artist leans on every axis."""

    leans: tuple[tuple[str, int], ...] = ()
    """Axis and lean, -1000 (always less) to 1000 (always more)."""
    lessons: int = 0
    """Number of decisions behind it; one that could not be made is none."""

    def reasons(self, alt: Alt, among: Mapping[str, tuple[int, int]]) -> tuple[Reason, ...]:
        """What this taste adds to `alt`, axis by axis; `among` gives each axis' middle and half-width in the set."""
        axes = dict(alt.axes)
        found = []
        for name, lean in self.leans:
            if name in axes and name in among:
                points = FULL * lean * _place(axes[name], among[name]) // 1_000_000
                if points:
                    found.append(Reason(f"taste:{name}", points, _says(name, lean, points)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An alt in its place, with everything that put it there."""

    alt: Alt
    """The alt; its reasons now include the taste's."""
    outside: bool = False
    """Whether it is the one that comes from outside what the taste has learned."""


def learn(lessons: Sequence[Lesson]) -> Taste:
    """The taste that these lessons make, in whatever order they came.

    >>> fast, slow = {"pace": 900}, {"pace": 100}
    >>> learn([Lesson("circle", fast, (slow,))] * 3).leans
    (('pace', 500),)
    """
    lessons = [lesson for lesson in lessons if WEIGHT[lesson.mark]]
    names = sorted({name for lesson in lessons for name in lesson.axes})
    leans = ((name, _lean(name, lessons)) for name in names)
    return Taste(tuple((name, lean) for name, lean in leans if lean), len(lessons))


def string_out(alts: Sequence[Alt], taste: Taste, only: Collection[str] | None = None) -> tuple[Ranked, ...]:
    """The alts in the order to show them: by score and taste, and in every six one from outside the taste.

    Without lessons nothing has been learned yet, so the tool's own order stands and nothing is outside. The sixth
    of every six is the alt still to come that the taste speaks most against, so that it can be shown to be wrong.
    `only` leaves out all but some, by id; their points are those that they have among all.
    """
    among = _among(alts)
    weighed = [replace(alt, reasons=alt.reasons + taste.reasons(alt, among)) for alt in alts
               if only is None or alt.id in only]
    return _with_outsiders(weighed) if taste.leans else tuple(Ranked(alt) for alt in weighed)


def _with_outsiders(weighed: list[Alt]) -> tuple[Ranked, ...]:
    inside = deque(sorted(weighed, key=lambda alt: (-alt.score, alt.id)))
    outside = deque(sorted(weighed, key=lambda alt: (_taste_points(alt), alt.id)))
    order: list[Ranked] = []
    taken: set[str] = set()
    seen: dict[str, Lines] = {}
    while len(order) < len(weighed):
        turn = len(order) % SHOWN_AT_ONCE == SHOWN_AT_ONCE - 1
        together = [one.alt for one in order[len(order) - len(order) % SHOWN_AT_ONCE:]]
        alt = _unlike(outside if turn else inside, taken, together, seen)
        taken.add(alt.id)
        order.append(Ranked(alt, outside=turn))
    return tuple(order)


Lines = Mapping[str, tuple[str, ...]]


def _unlike(left: deque[Alt], taken: set[str], together: Sequence[Alt], seen: dict[str, Lines]) -> Alt:
    """The first alt left that is unlike all already shown in this set of six; else simply the first."""
    while left[0].id in taken:
        left.popleft()
    return next((alt for alt in left if alt.id not in taken and all(_differ(alt, one, seen) for one in together)),
                left[0])


def _differ(one: Alt, other: Alt, seen: dict[str, Lines]) -> bool:
    if isinstance(one.content, Cut) and isinstance(other.content, Cut):
        for alt in (one, other):  # what is seen on every line is worked out once for each cut, not for each pair
            if alt.id not in seen:
                seen[alt.id] = alt.content.by_line
        return lines_apart(seen[one.id], seen[other.id]) >= DIFFERENT
    return one.id != other.id


def _taste_points(alt: Alt) -> int:
    return sum(reason.points for reason in alt.reasons if reason.name.startswith("taste:"))


def _among(alts: Sequence[Alt]) -> dict[str, tuple[int, int]]:
    values: dict[str, list[int]] = {}
    for alt in alts:
        for name, value in alt.axes:
            values.setdefault(name, []).append(value)
    return {name: ((min(seen) + max(seen)) // 2, max(1, (max(seen) - min(seen)) // 2)) for name, seen in values.items()}


def _place(value: int, among: tuple[int, int]) -> int:
    middle, half = among
    return max(-1000, min(1000, (value - middle) * 1000 // half))


def _lean(name: str, lessons: Sequence[Lesson]) -> int:
    told = weight = 0
    for lesson in lessons:
        beside = [axes[name] for axes in lesson.beside if name in axes]
        if name in lesson.axes and beside:
            seen = [*beside, lesson.axes[name]]
            half = max(1, (max(seen) - min(seen)) // 2)
            away = lesson.axes[name] - sum(beside) // len(beside)
            told += WEIGHT[lesson.mark] * max(-1000, min(1000, away * 1000 // half))
            weight += abs(WEIGHT[lesson.mark])
    return told // (weight + PRIOR * 2) if told >= 0 else -(-told // (weight + PRIOR * 2))


def _says(name: str, lean: int, points: int) -> str:
    less, more = WAYS.get(name, (f"less {name}", f"more {name}"))
    fits = "and this one has it" if points > 0 else "and this one goes the other way"
    return f"you have leaned to {more if lean > 0 else less}, {fits}"
