"""A person's taste on the desk: told in sentences, changed by their word, carried, lent, withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workprint.desk import returning, trial
from workprint.desk.contexts import travels
from workprint.desk.leaning import choice
from workprint.desk.preferred import Preferred
from workprint.desk.reached import reached, writable
from workprint.desk.results import MadeFile, Said
from workprint.film import ON, BadValue, CannotRead, MarkName, NotAllowed, NotOnTheDesk, Plain
from workprint.taste import Again, Answer, Belief, Lesson, Taste, Told, behind, honest, learn, pooled
from workprint.taste.words import amount, likes, way

if TYPE_CHECKING:
    from workprint.desk.avowal import Avowal
    from workprint.desk.state import Marked
    from workprint.desk.table import Table

FORM = "workprint taste 1"
"""First line of a taste that goes to another film, so that a stranger knows what it is. Source: our choice."""

LARGEST = 16 << 20
"""Bytes of a taste that is read. Source: our choice; twenty thousand answers."""

MOST = 50_000
"""Answers in a taste that is read. Source: our choice; ten a day for a working life."""


@dataclass(frozen=True, slots=True)
class TasteTold:
    """What is believed of one person in one craft."""

    who: str
    """Whose taste it is."""
    craft: str
    """``cutting`` or ``colour``."""
    on: bool
    """Whether it ranks what is shown."""
    lessons: int
    """Answers behind it."""
    beliefs: tuple[Belief, ...]
    """Everything that is believed, the surest first; `believe` and `forget` speak of them by their axis."""
    honest: str
    """How good it is, beside how often the person repeats their own answer."""
    changed: str
    """A change that was noticed; empty for none."""
    start: str
    """Whose tastes it began with; empty for nobody's."""
    ends: tuple[tuple[str, str, str], ...] = ()
    """Every axis that was answered on, with the craft words for less and for more of it."""


def answers(desk: Table, who: str) -> tuple[Answer, ...]:
    """Everything that a person's record says of their taste, in order, since they last withdrew it."""
    return tuple(one for _, one in heard(desk, who))


def withdrawn(desk: Table, who: str) -> int:
    """The entry by which a person withdrew their taste last; -1 for none."""
    return max((one.index for one in desk.film.avowals if one.author == who and one.does == "withdraw"), default=-1)


def heard(desk: Table, who: str) -> list[tuple[int, Answer]]:
    """The same, each with the entry that it comes from."""
    film, since = desk.film, withdrawn(desk, who)
    mine = [one for one in film.avowals if one.author == who]
    again = dict(returning.verdicts(film, who, since).values())
    known = {mark.alt.id: mark.alt.variables for mark in film.marks}
    told: list[tuple[int, list[Answer]]] = [(mark.index, [_lesson(mark, known, again.get(mark.index, ""))])
                                            for mark in film.marks
                                            if mark.author in ("", who) and mark.index > since]
    told += [(one.index, _told(one)) for one in mine if one.index > since]
    told += [(one.index, [_rather(one)]) for one in film.preferred if one.author == who and one.index > since]
    return [(index, answer) for index, several in sorted(told, key=lambda each: each[0]) for answer in several]


def _lesson(mark: Marked, known: dict[str, dict[str, int]], again: Again) -> Lesson:
    decision = mark.decision
    if mark.edit is not None:
        before = [known[one] for one in decision.shown if one != decision.alt and one in known]
        return Lesson(decision.mark, mark.alt.variables, tuple(before), tags=mark.tags, kind="edit")
    return replace(choice(mark), tags=mark.tags, again=again)


def _rather(one: Preferred) -> Lesson:
    """A rather than B, or B rather than A."""
    took = 0 if one.which != "B" else 1
    both = [dict(axes) for _, axes in one.axes]
    said: MarkName = "unsure" if one.which == "unsure" else "circle"
    return Lesson(said, both[took], (both[1 - took],), took, one.tags, "pair")


def _told(one: Avowal) -> list[Answer]:
    if one.does in ("set", "forget", "freeze"):
        return [Told(one.body["axis"], one.body["does"], one.body.get("kind", "more"), one.body.get("value", 1000))]
    return [_answer(row) for row in one.body["answers"]] if one.does == "import" and not one.body["lent"] else []


def _answer(row: dict[str, Any]) -> Answer:
    if "does" in row:
        return Told(**row)
    beside = tuple(dict(each) for each in row["beside"])
    return Lesson(row["mark"], dict(row["axes"]), beside, row.get("place"), tuple(row.get("tags", ())),
                  row.get("kind", "shown"), row.get("again", ""))


def lent(desk: Table, who: str) -> tuple[Avowal, ...]:
    """Tastes of others that a person began with, as those people allowed."""
    since = withdrawn(desk, who)
    return tuple(one for one in desk.film.avowals
                 if one.author == who and one.does == "import" and one.body["lent"] and one.index > since)


def taste_of(desk: Table) -> Taste:
    """The taste of whoever sits here, in this desk's craft; an empty one where they have switched it off."""
    who = desk.author_here()
    return Taste() if not is_on(desk, who) else learned(desk, who)


def learned(desk: Table, who: str) -> Taste:
    """The taste that a person's record makes; learned once for the same answers."""
    told = answers(desk, who)
    key = ("taste", who, hashlib.sha256(repr(told).encode()).hexdigest(), tuple(one.index for one in lent(desk, who)))
    if key not in desk.sixes:
        others = [learn([_answer(row) for row in one.body["answers"]]) for one in lent(desk, who)]
        desk.sixes = {**dict(list(desk.sixes.items())[-64:]), key: learn(told, pooled(others) if others else None)}
    found: Taste = desk.sixes[key]
    return found


def is_on(desk: Table, who: str) -> bool:
    """Whether a person's taste ranks what is shown: it does until they switch it off; in a trial, as its code says."""
    now = trial.running(desk.film, who)
    if now:
        return trial.is_with(now.code, now.body["period"])
    said = [one.body["on"] for one in desk.film.avowals if one.author == who and one.does == "switch"]
    return said[-1] if said else True


def taste_told(desk: Table) -> TasteTold:
    """What is believed of whoever sits here; see `Desk.taste_show`."""
    who = desk.author_here()
    taste, told, others = learned(desk, who), answers(desk, who), lent(desk, who)
    changed = getattr(taste.changed, "says", "") if taste.changed else ""
    began = ", ".join(one.name or "(name erased)" for one in others)
    return TasteTold(desk.ledger.name_of(who) or "(name erased)", desk.craft, is_on(desk, who), taste.lessons,
                     taste.beliefs, honest(told).says, changed, began,
                     tuple((one.name, way(one.name, False), way(one.name, True)) for one in taste.axes))


def say(desk: Table, does: str, axis: str, kind: Literal["more", "less", "about"] = "more", value: int = 1000) -> Said:
    """Say something of one's own taste: set, forget or freeze what is believed on an axis."""
    known = {name for answer in answers(desk, desk.author_here()) if isinstance(answer, Lesson) for name in answer.axes}
    if axis not in known:
        raise NotOnTheDesk(f"the axis came as {axis!r}", f"{', '.join(sorted(known)) or 'one that you have marked on'} "
                           "would do", "see what is believed with: workprint taste show")
    if kind == "about" and ON in axis:
        raise BadValue(f"{axis!r} came as about {value}", "more or less would do: it sets some lines against others",
                       f"say it so: workprint taste edit {axis!r} more")
    if not 0 <= value <= 1000:
        raise BadValue(f"the value came as {value}", "0 to 1000 would do", "give it again")
    body: dict[str, Plain] = {"does": does, "axis": axis}
    entry = desk.record("avowed", body | ({"kind": kind, "value": value} if does == "set" else {}))
    words = {"set": f"you like {likes(axis, kind, value)}",
             "forget": f"{axis} is forgotten", "freeze": f"{axis} stays as it is believed now"}[does]
    return Said(entry.index, f"your taste: {words}; undo takes it back")


def switch(desk: Table, on: bool) -> Said:
    """Let one's taste rank what is shown, or not; see `Desk.taste_switch`."""
    entry = desk.record("avowed", {"does": "switch", "on": on})
    off = "your taste is off: what is shown stands in the tool's own order; your marks go on the record all the same"
    return Said(entry.index, "your taste ranks what is shown" if on else off)


def withdraw(desk: Table) -> Said:
    """Take every answer back from the taste; see `Desk.taste_withdraw`."""
    count = len(answers(desk, desk.author_here()))
    entry = desk.record("avowed", {"does": "withdraw"})
    return Said(entry.index, f"{count} answers are withdrawn: your taste is as if you had never given them; the record "
                             "keeps that you decided, and nothing learns from it")


def export(desk: Table, to: Path, share: bool) -> MadeFile:
    """Write one's taste as a file; see `Desk.taste_export`."""
    who = desk.author_here()
    told = answers(desk, who)
    if not told:
        raise NotAllowed("there is no answer of yours to take along", "a mark or two would do",
                         "mark some alternatives")
    out = writable(to, ".json")
    body = {"what": FORM, "owner": desk.ledger.name_of(who) or "", "craft": desk.craft, "lent": share,
            "answers": [_plain(one) for one in told]}
    out.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    desk.record("avowed", {"does": "export", "name": out.name, "share": share})
    lends = "others may begin with it" if share else "it is yours alone: others are refused"
    says = f"{len(told)} answers in {desk.craft}; no pictures, words or names of takes; {lends}"
    return MadeFile(str(out), 0, (says,))


def _plain(one: Answer) -> dict[str, Any]:
    if isinstance(one, Told):
        return asdict(one)
    return {"mark": one.mark, "axes": dict(one.axes), "beside": [dict(each) for each in one.beside], "place": one.place,
            "tags": [tag for tag in one.tags if travels(tag)], "kind": one.kind, "again": one.again}


def bring(desk: Table, file: Path) -> Said:
    """Take in a taste: one's own from another film, or one that somebody lends; see `Desk.taste_import`."""
    body = _read(reached(file, would_do="a taste that was exported would do"))
    mine = body["owner"] == (desk.ledger.name_of(desk.author_here()) or "")
    if not mine and not body["lent"]:
        raise NotAllowed(f"{file.name} is the taste of {body['owner'] or 'somebody'}, who has not lent it",
                         "your own, or one that is lent would do", "ask them: workprint taste export --share")
    if body["craft"] != desk.craft:
        raise NotAllowed(f"{file.name} is a taste in {body['craft']}", f"one in {desk.craft} would do",
                         f"say the craft: workprint taste import {file.name} --craft {body['craft']}")
    entry = desk.record("avowed", {"does": "import", "lent": not mine, "answers": body["answers"]},
                        {"name": body["owner"]} if body["owner"] else None)
    how = "is yours again" if mine else f"of {body['owner']} is where yours begins, as they allowed"
    return Said(entry.index, f"a taste of {len(body['answers'])} answers {how}; undo or withdraw takes it back")


def _read(path: Path) -> dict[str, Any]:
    """A taste file. Raises `CannotRead` for what is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("too large")
        body = json.loads(path.read_text(encoding="utf-8"))
        answers = body["answers"]
        right = (body["what"] == FORM and isinstance(body["owner"], str) and isinstance(body["lent"], bool)
                 and isinstance(body["craft"], str) and 0 < len(answers) <= MOST)
        if not right or not all(_sound(row) for row in answers):
            raise ValueError("not as it was written")
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        raise CannotRead(f"{path.name} came as a taste, and is none", f"a file whose first line says {FORM!r} would do",
                         "export it again: workprint taste export") from None
    return {name: body[name] for name in ("owner", "craft", "lent", "answers")}


def _sound(row: dict[str, Any]) -> bool:
    """Whether an answer of a file is one: names and whole numbers, and nothing else."""
    if "does" in row:
        return (set(row) == {"axis", "does", "kind", "value"} and row["does"] in ("set", "forget", "freeze")
                and row["kind"] in ("more", "less", "about") and isinstance(row["axis"], str) and _whole(row["value"]))
    return (set(row) - {"again"} == {"mark", "axes", "beside", "place", "tags", "kind"}
            and row.get("again", "") in ("", "same", "otherwise")
            and row["mark"] in ("circle", "hold", "ng", "unsure") and row["kind"] in ("shown", "edit", "wish", "pair")
            and (row["place"] is None or _whole(row["place"])) and len(row["beside"]) <= 64
            and all(isinstance(tag, str) for tag in row["tags"]) and all(map(_axes, (row["axes"], *row["beside"]))))


def _axes(axes: dict[str, int]) -> bool:
    return len(axes) <= 64 and all(isinstance(name, str) and _whole(value) for name, value in axes.items())


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 1_000_000


def why(desk: Table, axis: str) -> tuple[str, ...]:
    """Why something is believed: the answers that say most of it, as sentences; see `Desk.taste_why`."""
    who = desk.author_here()
    told, taste = answers(desk, who), learned(desk, who)
    if axis not in {one.name for one in taste.axes}:
        raise NotOnTheDesk(f"the axis came as {axis!r}",
                           f"{', '.join(one.name for one in taste.axes) or 'one that you have marked on'} would do",
                           "see what is believed with: workprint taste show")
    says = Counter(_behind(told[one.index], axis, one.speaks) for one in behind(told, taste, axis))
    return tuple(f"{one}{f', {count} times' if count > 1 else ''}" for one, count in says.items())


def _behind(one: Answer, axis: str, speaks: int) -> str:
    assert isinstance(one, Lesson)
    others = [each[axis] for each in one.beside if axis in each]
    least, most = (amount(axis, end(others, default=0)) for end in (min, max))
    beside = f"where {least} stood beside it" if least == most else f"where {least} to {most} stood beside it"
    did = {"circle": "circled", "hold": "held", "ng": "refused", "unsure": "could not judge"}[one.mark]
    how = {"edit": "made by hand", "pair": "preferred"}.get(one.kind, did)
    said = next(word for least_said, word in SPEAKS if abs(speaks) >= least_said)
    return (f"you {how} {amount(axis, one.axes[axis])} {beside if others else 'alone'}: "
            f"that speaks {said}{'for' if speaks > 0 else 'against'} it")


SPEAKS = ((500, "plainly "), (100, ""), (0, "a little "))
"""Thousandths of a logit from which an answer is said to speak so. Source: our choice; half a logit is three to two."""
