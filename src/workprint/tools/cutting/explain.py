"""Reasons for any cut, also one that no solver made: after a hand edit, or back from another program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from workprint.film import Bend, Cut, Material, Reason
from workprint.film.placed import Laid, Lining, Spoken, laid, runs, unsplit
from workprint.tools.cutting.along import Along, shares_of
from workprint.tools.cutting.beats import Lined, Said, follows
from workprint.tools.cutting.craft import idioms
from workprint.tools.cutting.facts import NO_VIEW, Joint, View
from workprint.tools.cutting.ground import Ground, ground
from workprint.tools.cutting.halves import halves
from workprint.tools.cutting.reasons import explained, facts
from workprint.tools.cutting.sources import Source, Sources
from workprint.tools.cutting.splices import LAPPED


def explain(cut: Cut, material: Material, weights: Iterable[tuple[str, int]] = (),
            curve: Iterable[Bend] = ()) -> tuple[Reason, ...]:
    """Why a cut is good or not, shot by shot, as if it had been proposed; `weights` and `curve` as in a brief.

    Lines of which no reading is heard whole have no reasons. A cut that the tool made gets the reasons it came with.
    """
    split = halves(material)
    on = ground(split.view(split.worth | split.joined(cut)))
    return Explainer(on).reasons(cut, Along(dict(weights), shares_of(curve, on.material, on.beats)))


@dataclass(frozen=True, slots=True)
class Found:
    """A beat as it is in a cut."""

    beat: int
    """Place in the scene."""
    said: int
    """Which of the ways to hear it."""
    start: int
    """First frame of the cut in which it is heard."""
    out: int
    main: int
    """The shot it is mostly seen in."""
    inside: int
    """The shot of a reaction within it; -1 for none."""


class Explainer:
    """Explains many cuts of one scene."""

    def __init__(self, prepared: Ground, sources: Sources | None = None) -> None:
        self.ground = replace(prepared, view=_with_nothing(prepared.view))
        self.sources = sources or Sources(prepared)
        self.lining = Lining(self.ground.material)  # readings are told apart by identity
        self.places = {sheet.take.id: at for at, sheet in enumerate(self.ground.takes)}

    def reasons(self, cut: Cut, along: Along) -> tuple[Reason, ...]:
        """The reasons of one cut."""
        whole, first = unsplit(cut)
        found = self.beats(whole)
        if not found:
            return ()
        said = [self.ground.beats[each.beat].said[each.said] for each in found]
        shots = laid(whole.shots)
        main, inside = (self._sources(found, said, shots, which) for which in ("main", "inside"))
        ends = np.array([[int(said[0].head.tight), int(said[-1].tail.tight)]], np.int64)
        gathered = facts(self.ground, [each.beat for each in found], np.array([[each.said for each in found]]),
                         np.array([[each.view for each in main]]), np.array([[each.shift for each in main]]),
                         np.array([[each.view for each in inside]]), self._joints(found, said, shots), ends)
        told = explained(idioms(self.ground.material), along, [each.beat for each in found], gathered,
                         np.array([[each.main for each in found]]), np.array([[each.inside for each in found]]),
                         [len(whole.shots)])[0]
        told = self.sources.told(told, main, [each for each in inside if each.view >= 0])
        return told if whole is cut else _split(told, first, len(cut.shots))

    def _sources(self, found: list[Found], said: list[Said], shots: tuple[Laid, ...],
                 which: Literal["main", "inside"]) -> list[Source]:
        """Every beat with the take of its main shot or of the reaction in it; -1 for no reaction."""
        rows = [(each, getattr(each, which), heard) for each, heard in zip(found, said, strict=True)]
        # The view behind the last is that of black, and of takes that are not known.
        return [Source(each.beat, each.said, self.places.get(shots[shot].shot.take, len(self.places)),
                       shots[shot].ahead + each.start - heard.start, shot) if shot >= 0
                else Source(each.beat, each.said, -1, 0, -1) for each, shot, heard in rows]

    def beats(self, cut: Cut) -> list[Found]:
        """Every beat that the cut has, in the order in which it is heard."""
        heard = {id(each.reading): each for each in self.lining.spoken(cut)}
        shots, sounds = laid(cut.shots), tuple(runs(cut))
        if not shots:
            return []
        found: list[Found] = []
        for at, beat in enumerate(self.ground.beats):
            spans = _spans(beat, heard) if beat.spoken else self._action(
                beat, shots, sounds, found[-1].out if found else 0)
            if spans:
                n, start, out = spans[0]
                heard_in = self.ground.takes[beat.said[n].take].take.id
                found.append(Found(at, n, start, out, *seen(shots, start, out, heard_in)))
        found.sort(key=lambda each: (each.start, each.beat))
        return [self._told(found, n, shots) for n in range(len(found))]

    def _told(self, found: list[Found], n: int, shots: tuple[Laid, ...]) -> Found:
        """A beat as it was meant: one picture between two pieces of another is a cutaway or a reaction.

        It is the beat's own picture where it begins and ends as a J-cut and an L-cut do, to the frame; no reaction of
        the tool's comes so near to the ends of a line.
        """
        each = found[n]
        if each.inside < 0 or not 0 < n < len(found) - 1:
            return each
        early, late = shots[each.inside].at - each.start, each.out - shots[each.inside].out
        led = early in self.ground.pauses(found[n - 1].beat, each.beat).overlap[1:]
        lagged = late in self.ground.pauses(each.beat, found[n + 1].beat).overlap[1:]
        return replace(each, main=each.inside, inside=-1) if led and lagged else each

    def _action(self, beat: Lined, shots: tuple[Laid, ...], sounds: tuple[Laid, ...],
                after: int) -> list[tuple[int, int, int]]:
        """Where an action may be: in sound that has its time, under a picture that is there for it."""
        spans = [(n, said.start - run.ahead, said.out - run.ahead) for n, said in enumerate(beat.said)
                 for run in sounds if self.places.get(run.shot.take) == said.take
                 and run.shot.start <= said.start and said.out <= run.shot.out]
        told = [(n, start, out) for n, start, out in spans if start >= after and any(
            shot.at <= start < shot.out and beat.lines[0].id in getattr(shot.shot, "lines", ()) for shot in shots)]
        return sorted(told, key=lambda span: (span[1] - span[2], span[1]))

    def _joints(self, found: list[Found], said: list[Said], shots: tuple[Laid, ...]) -> Joint:
        """The joints between the beats, as arrays of one cut."""
        rows = [self._joint(found[n], found[n + 1], said[n], said[n + 1], shots) for n in range(len(found) - 1)]
        return Joint(*np.array(rows, np.int64).reshape(-1, 5).T[:, None, :])

    def _joint(self, one: Found, two: Found, before: Said, behind: Said,
               shots: tuple[Laid, ...]) -> tuple[int, int, int, int, int]:
        pauses = self.ground.pauses(one.beat, two.beat)
        gap = two.start - one.out
        leaves = max(one.main, one.inside + 1 if one.inside >= 0 else 0)
        cut = shots[two.main].at - one.out
        changes = int(two.main > leaves)
        unbroken = follows(before, behind) and gap == behind.start - before.out
        squeezed = 0 if unbroken else int(before.tail.tight) + int(behind.head.tight)
        laps = changes and gap < 0 and not unbroken
        early, late = (int(pauses.length(np.int64(max(0, part)))) for part in (cut - gap, (gap if laps else 0) - cut))
        pause = LAPPED if laps else int(pauses.named(np.int64(gap)))
        return changes, pause, early * changes, late * changes, squeezed


def _with_nothing(view: View) -> View:
    """The same views, and behind them that of black: nobody is known to be in it, and nobody counts its people."""
    nothing = replace(NO_VIEW, take=len(view.take), number=-1, size=-1, x=500, angle=-1)
    return View(*(np.append(getattr(view, name), getattr(nothing, name)) for name in View.__slots__))


def _split(told: tuple[Reason, ...], first: tuple[int, ...], shots: int) -> tuple[Reason, ...]:
    """Reasons of a cut whose shots were joined, for its own shots."""
    kept = set(first)
    return (*(reason if reason.at is None else replace(reason, at=first[reason.at]) for reason in told),
            *(Reason("shot", 0, "goes on as the shot before", at) for at in range(shots) if at not in kept))


def _spans(beat: Lined, heard: dict[int, Spoken]) -> list[tuple[int, int, int]]:
    """Every way to hear a beat of which all readings are heard, with its first and last frame in the cut."""
    whole = [(n, [heard[id(r)] for r in said.readings if id(r) in heard], len(said.readings))
             for n, said in enumerate(beat.said)]
    return [(n, min(each.start for each in found), max(each.out for each in found))
            for n, found, count in whole if found and len(found) == count]


def seen(shots: tuple[Laid, ...], start: int, out: int, heard: str) -> tuple[int, int]:
    """The shot in which a beat is mostly seen, and the shot of a reaction inside it (-1 for none).

    An overlap takes less than half of a line, so its middle is in its own picture or in the reaction. A reaction lies
    between two shots that are one take running on; it is not the take that is `heard`.
    """
    middle = (start + out) // 2
    # What is heard after the last picture or before the first is counted with that picture.
    core = next((n for n, shot in enumerate(shots) if middle < shot.out), max(0, len(shots) - 1))
    on = [n for n, shot in enumerate(shots) if shot.at < max(out, start + 1) and start < shot.out]
    time = {n: min(out, shots[n].out) - max(start, shots[n].at) for n in on}
    inside = [n for n in on[1:-1] if shots[n - 1].shot.take == shots[n + 1].shot.take != shots[n].shot.take
              and shots[n - 1].ahead == shots[n + 1].ahead and shots[n].shot.take != heard and abs(n - core) < 2]
    if inside:
        found = max(inside, key=lambda n: (time[n - 1] + time[n + 1], -n))
        return found - 1, found
    return core, -1
