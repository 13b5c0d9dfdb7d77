"""A trial with real people: what it needs on the record, with their consent, and what of it leaves the film.

Whoever takes part has a code instead of a name. Whether their taste ranks what they see follows from the code and the
period, so that nobody has to be told; while a trial runs, no card says why it is shown (docs/trial.md).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workprint.desk.contexts import contexts
from workprint.desk.reached import writable
from workprint.desk.results import MadeFile, Said
from workprint.film import BadValue, NotAllowed
from workprint.ledger import Entry
from workprint.taste import string_out

if TYPE_CHECKING:
    from workprint.desk.state import Film
    from workprint.desk.table import Table

CODE = re.compile(r"P(\d{1,4})")
"""What a code looks like. Source: our choice; no name and no initials are one."""

PERIODS = (1, 2)
"""Periods of the trial: one scene with the taste and one without it. Source: docs/trial.md, a 2 by 2 crossover."""

SCALES: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("mental", "physical", "temporal", "performance", "effort", "frustration"), (0, 100)),
    **dict.fromkeys(("exploration", "expressiveness", "immersion", "enjoyment", "worth"), (0, 20)),
    "mine": (1, 7), "control": (1, 7), "pair": (1, 2)}
"""Questions and the ends of their scales. Source: NASA-TLX without its weights (Hart 2006), 0 to 100; the five factors
of the Creativity Support Index that hold for one person alone (Cherry & Latulipe 2014), two items of 0 to 10 each;
``mine`` and ``control``, seven steps as in facts/editing 10; ``pair``, which of two they would rather keep, exported as
1 where that was the taste's and 0 where not."""


@dataclass(frozen=True, slots=True)
class Trialled:
    """One thing that the record tells of a trial."""

    index: int
    """Its ledger entry."""
    author: str
    """Key of whoever sat there."""
    does: str
    """``begin``, ``end``, ``answer``, ``pair`` or ``withdraw``."""
    code: str
    """Who takes part."""
    body: dict[str, Any]
    """Everything else."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pick, or one answer, as it leaves the film: no name, no picture, no word, and no id that leads to one."""

    code: str
    """Who took part."""
    period: int
    """First or second."""
    taste: int
    """1 where their taste ranked what they saw, 0 where it was off."""
    what: str
    """A mark, ``edit`` for a change by hand, or the question that was answered."""
    value: int
    """The answer; of a mark, the place at which the alternative stood, from 1, or 0 for none of those on show."""
    shown: int
    """How many were on show."""
    shown_for: str
    """Why it was shown; empty where nothing had been learned."""
    again: str
    """Whether it said the same as an earlier answer that came back; empty where none did."""
    seconds: int
    """Seconds since the period began."""
    watched: int
    """Seconds that were given to watch since it began."""


def trial_from(index: int, author: str, body: dict[str, Any]) -> Trialled:
    """What an entry tells of a trial."""
    return Trialled(index, author, body["does"], body["code"], body)


def running(film: Film, who: str) -> Trialled | None:
    """The period that a person is in; None outside a trial."""
    mine = [one for one in film.trials if one.author == who and one.does in ("begin", "end", "withdraw")]
    return mine[-1] if mine and mine[-1].does == "begin" else None


def is_with(code: str, period: int) -> bool:
    """Whether the taste ranks what is seen: half of the codes begin with it, the other half without.

    >>> [(is_with(code, 1), is_with(code, 2)) for code in ("P1", "P2")]
    [(True, False), (False, True)]
    """
    return bool((_number(code) + period + 1) % 2)


def _number(code: str) -> int:
    found = CODE.fullmatch(code)
    if not found:
        raise BadValue(f"the code came as {code!r}", "P and a number would do: P07; no name and no initials",
                       "give each person the next number")
    return int(found[1])


def begin(desk: Table, code: str, period: int, consent: bool) -> Said:
    """Begin a period; see `Desk.trial_begin`."""
    _number(code)
    if period not in PERIODS:
        raise BadValue(f"the period came as {period}", "1 or 2 would do", "say which of the two scenes it is")
    if not consent:
        raise NotAllowed(f"nobody said that {code} agrees to be recorded", "their signed consent would do",
                         "read them the consent of docs/trial.md, then add --consent")
    if (now := running(desk.film, desk.author_here())) is not None:
        raise NotAllowed(f"period {now.body['period']} of {now.code} is still running", "one at a time would do",
                         "end it: workprint trial end")
    entry = desk.record("trial", {"does": "begin", "code": code, "period": period})
    return Said(entry.index, f"period {period} of {code} begins; no card says why it is shown until it ends")


def end(desk: Table) -> Said:
    """End the period; see `Desk.trial_end`."""
    now = _now(desk)
    entry = desk.record("trial", {"does": "end", "code": now.code})
    return Said(entry.index, f"period {now.body['period']} of {now.code} has ended")


def answer(desk: Table, question: str, value: int) -> Said:
    """Answer a question; see `Desk.trial_answer`."""
    now = _last(desk)
    if question not in SCALES:
        raise BadValue(f"the question came as {question!r}", f"{', '.join(SCALES)} would do", "as on the run sheet")
    low, high = SCALES[question]
    if not low <= value <= high:
        raise BadValue(f"{question} was answered with {value}", f"{low} to {high} would do", "ask again")
    entry = desk.record("trial", {"does": "answer", "code": now.code, "question": question, "value": value})
    return Said(entry.index, f"{now.code} answered {question} with {value}")


def pair(desk: Table, scene: str) -> Said:
    """Two cuts to be told apart; see `Desk.trial_pair`."""
    from workprint.desk.kept_alts import listed
    from workprint.desk.loop import latest
    from workprint.desk.tasting import learned

    now, who, proposal = _last(desk), desk.author_here(), latest(desk, scene)
    alts = listed(desk, proposal)
    asked = [one for one in desk.film.trials
             if one.does == "pair" and (one.code, one.body["scene"]) == (now.code, scene)]
    gone = {name for one in asked for name in one.body["ids"]}
    taste = learned(desk, who)
    if not taste.mean:
        raise NotAllowed(f"nothing is learned of {now.code} yet", "some marks would do", "let them choose first")
    ranked = [one.alt.id for one in string_out(alts, taste, tags=contexts(desk, scene)) if one.alt.id not in gone]
    first = next((alt.id for alt in alts if alt.id not in gone | {*ranked[:1]}), "")
    if not first:
        raise NotAllowed(f"no pair of scene {scene} is left", "another scene would do", "name it with --scene")
    swapped = (_number(now.code) + len(asked)) % 2 == 1
    ids = (first, ranked[0]) if swapped else (ranked[0], first)
    entry = desk.record("trial", {"does": "pair", "code": now.code, "scene": scene, "ids": [*ids],
                                  "taste": 2 if swapped else 1})
    return Said(entry.index, f"A is {ids[0][:8]}, B is {ids[1][:8]}: play both (workprint audition), then: workprint "
                             "trial answer pair 1, or 2")


def withdraw(desk: Table, code: str) -> Said:
    """Leave somebody out from now on; see `Desk.trial_withdraw`."""
    if not any(one.code == code for one in desk.film.trials):
        raise BadValue(f"nobody with the code {code!r} took part", f"{', '.join(_codes(desk.film)) or 'nobody'} did",
                       "give the code as it stands on their sheet")
    entry = desk.record("trial", {"does": "withdraw", "code": code})
    return Said(entry.index, f"{code} is withdrawn: nothing of it is exported from now on")


def _codes(film: Film) -> list[str]:
    return sorted({one.code for one in film.trials})


def _now(desk: Table) -> Trialled:
    now = running(desk.film, desk.author_here())
    if now is None:
        raise NotAllowed("no period of a trial is running", "one that began would do",
                         "begin: workprint trial begin P07 --period 1 --consent")
    return now


def _last(desk: Table) -> Trialled:
    """The period that runs, or the one that ended last: questions are asked after it."""
    mine = [one for one in desk.film.trials if one.author == desk.author_here() and one.does == "begin"]
    return mine[-1] if mine else _now(desk)


def export(desk: Table, to: Path) -> MadeFile:
    """Write one row for each pick and answer; see `Desk.trial_export`."""
    told = rows(desk.film, desk.ledger.entries())
    if not told:
        raise NotAllowed("no pick of a trial is on the record", "one that somebody agreed to would do",
                         "begin: workprint trial begin P07 --period 1 --consent")
    out = writable(to, ".json", ".csv")
    plain = [asdict(one) for one in told]
    out.write_text(_table(plain) if out.suffix == ".csv" else json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    gone = sorted({one.code for one in desk.film.trials if one.does == "withdraw"})
    says = (f"{len(told)} rows of {len({one.code for one in told})} people; no name, picture, word or id",
            *([f"left out, because they withdrew: {', '.join(gone)}"] if gone else []))
    return MadeFile(str(out), 0, says)


def _table(plain: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(plain[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(plain)
    return out.getvalue()


def rows(film: Film, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Everything that was picked and answered in a trial, in order, without those who withdrew."""
    gone = {one.code for one in film.trials if one.does == "withdraw"}
    return tuple(row for row in _Reader(film).rows(entries) if row.code not in gone)


class _Reader:
    """Reads the record from its first entry, and keeps in mind who is in which period."""

    def __init__(self, film: Film) -> None:
        from workprint.desk.returning import verdicts

        every = {"cutting": film, **film.crafts}
        self.laid = [(craft, one) for craft, each in every.items() for laid in each.laid.values() for one in laid]
        self.again = {index: said for each in every.values() for who in {one.who for _, one in self.laid}
                      for index, said in verdicts(each, who).values()}
        self.trials = {one.index: one for one in film.trials}
        self.marks = {mark.index: (craft, mark) for craft, each in every.items() for mark in each.marks}
        self.at: dict[str, tuple[Trialled, str]] = {}
        """The period that somebody is in, or was last, and when it began."""
        self.open: set[str] = set()
        self.pairs: dict[str, Trialled] = {}
        self.watched: dict[str, int] = {}

    def rows(self, entries: Iterable[Entry]) -> Iterator[Row]:
        for entry in entries:
            if entry.kind == "trial" and entry.index in self.trials:
                yield from self._trial(entry, self.trials[entry.index])
            elif entry.kind == "watched":
                for who in self.open:
                    self.watched[who] += int(str(entry.body["thousandths"]))
            elif entry.kind == "decision" and entry.author in self.open and entry.index in self.marks:
                yield self._mark(entry)

    def _trial(self, entry: Entry, one: Trialled) -> Iterator[Row]:
        if one.does == "begin":
            self.at[entry.author], self.watched[entry.author] = (one, entry.time), 0
            self.open.add(entry.author)
        elif one.does in ("end", "withdraw"):
            self.open -= {who for who in self.open if self.at[who][0].code == one.code}
        elif one.does == "pair":
            self.pairs[entry.author] = one
        elif entry.author in self.at and one.body["question"] != "pair":
            yield self._row(entry, one.body["question"], one.body["value"])
        elif entry.author in self.pairs:
            two = self.pairs.pop(entry.author)
            yield self._row(entry, "pair", int(one.body["value"] == two.body["taste"]))

    def _mark(self, entry: Entry) -> Row:
        craft, mark = self.marks[entry.index]
        if mark.edit is not None:
            return self._row(entry, "edit", 0)
        shown, alt = mark.decision.shown, mark.decision.alt
        place = shown.index(alt) + 1 if alt in shown else 0
        why = next((one.why for where, one in reversed(self.laid) if where == craft and one.ids == shown
                    and one.index < entry.index and one.why), ())
        return self._row(entry, mark.decision.mark, place, len(shown), why[place - 1] if place and why else "",
                         self.again.get(entry.index, ""))

    def _row(self, entry: Entry, what: str, value: int, shown: int = 0, why: str = "", again: str = "") -> Row:
        now, began = self.at[entry.author]
        period = now.body["period"]
        return Row(now.code, period, int(is_with(now.code, period)), what, value, shown, why, again,
                   _seconds(began, entry.time), self.watched[entry.author] // 1000)


def _seconds(begin: str, end: str) -> int:
    return round((datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds())
