"""The loop: a brief goes to a tool, alts come back, an artist marks one, and it is on the record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workprint.desk import bending, graded, kept_alts, laying, leaning, returning, tasting, trial
from workprint.desk.contexts import contexts
from workprint.desk.kept_alts import alt_of, listed
from workprint.desk.kept_alts import alts_of as alts_of
from workprint.desk.results import OnShow, Said, StringOut, Why
from workprint.desk.state import CUTTING, THINGS, Proposal
from workprint.film import (
    Alt,
    BadTool,
    BadValue,
    Brief,
    CannotCut,
    Cut,
    Decision,
    DialledTool,
    MarkName,
    NotAllowed,
    NotOnTheDesk,
    ToolCard,
    content_hash,
    to_plain,
    whole,
)
from workprint.taste import Ranked, Taste, turns, weighed_alts, why_above

if TYPE_CHECKING:
    from workprint.desk.table import Table

AT_ONCE = 6
"""Alternatives shown together. Source: DESIGN law 9 and the keys 1 to 6 of the screen."""

MOST = 20_000
"""Alternatives of one proposal. Source: our choice; twenty times what `explore` asks for, some minutes of work."""


@dataclass(frozen=True, slots=True)
class Still:
    """Dials that are to stay while others are turned."""

    keep: tuple[str, ...]
    """Their names."""
    settle: Callable[[Table, DialledTool, Brief, Mapping[str, int], int, Sequence[str]], Mapping[str, int]]
    """From the settings asked for, with a seed and the names, to all settings with which they do (`dialling.kept`)."""


def brief_for(desk: Table, scene: str, words: str = "", want: int = 300,
              weights: Sequence[tuple[str, int]] = (), references: Sequence[str] = ()) -> Brief:
    """What a tool is asked: the scene's material, and everything that is pinned or vetoed in it."""
    if desk.craft != CUTTING:
        return graded.brief_for(desk, scene, words, want, weights, references)
    if references:
        raise BadValue(f"a cut was to go by {references[0]!r}", "words, weights and dials would do",
                       "a reference is for the colour: workprint propose --tool colour --reference ...")
    film = desk.film
    return Brief(desk.material(scene), words, want, tuple(film.pins.get(scene, {}).values()),
                 tuple(film.vetoes.get(scene, {}).values()), tuple(weights))


def brief_hash(brief: Brief) -> str:
    """Hash of a brief. Where a file lies is no part of it: the same film on another disk is the same brief."""
    originals = tuple(replace(one, path="") for one in brief.material.originals)
    return content_hash(replace(brief, material=replace(brief.material, originals=originals)))


def propose(desk: Table, scene: str, words: str, want: int, seed: int, tool: str,
            weights: Sequence[tuple[str, int]], dials: Mapping[str, int], references: Sequence[str] = (),
            tone: str = "", still: Still | None = None) -> StringOut:
    """Ask a tool, keep every alt, show the first six; see `Desk.propose`."""
    unlocked(desk, scene)
    within(want)
    brief = brief_for(desk, scene, words, want, weights, references)
    if tone:
        dials = leaning.settings(desk, tone, dialled_tool(desk, tool), brief.material) | dict(dials)
        brief = replace(brief, curve=bending.curve_in(leaning.own(desk, tone), brief.material.scene))
    if still:
        dials = still.settle(desk, dialled_tool(desk, tool), brief, dials, seed, still.keep)
    brief = dialled_tool(desk, tool).dialled(brief, dials) if dials else brief
    card = desk.tool(tool).card
    ids = kept_alts.write(desk.folder, desk.tool(tool).propose(brief, seed=seed))
    if not ids:
        raise CannotCut(f"{card.name} found no alternative for scene {scene}", "at least one lined take would do",
                        "see what is there with: workprint status")
    record_alts(desk, brief, card, seed, ids, tone, still.keep if still else ())
    return show(desk, scene, 1)


def within(want: int) -> None:
    """Raise `BadValue` for a number of alternatives that nobody could wait for."""
    if not 1 <= want <= MOST:
        raise BadValue(f"{want} alternatives were asked for", f"1 to {MOST} would do", "ask for fewer")


def unlocked(desk: Table, scene: str) -> None:
    """Raise `NotAllowed` where the scene is locked."""
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")


def dialled_tool(desk: Table, name: str) -> DialledTool:
    """The tool of this name, with its dials. Raises `BadTool` where it has none."""
    tool = desk.tool(name)
    if not isinstance(tool, DialledTool):
        raise BadTool(f"the tool {name!r} has no dials", "a tool with dials() would do",
                      "see which tools there are: workprint tools")
    return tool


def record_alts(desk: Table, brief: Brief, card: ToolCard, seed: int, ids: Sequence[str], tone: str = "",
                keep: Sequence[str] = ()) -> None:
    """Put on the record that a tool answered a brief, and with which alts."""
    desk.record("alts", {
        "scene": brief.material.scene.number, "tool": card.name, "version": card.version, "seed": seed,
        "brief": brief_hash(brief), "want": brief.want, "words": brief.words,
        "weights": [[name, weight] for name, weight in brief.weights], "pins": to_plain(brief.pins),
        "vetoes": to_plain(brief.vetoes), "ids": list(ids),
        **({"tone": leaning.own(desk, tone).name} if tone else {}),
        **({"curve": to_plain(brief.curve)} if brief.curve else {}),
        **({"keep": [*keep]} if keep else {}),
        **({"cut": content_hash(brief.cut), "keeps": to_plain(brief.keeps),
            "references": [one.name for one in brief.references]} if brief.cut else {}),
    }, author=f"tool:{card.name}", role="tool")


def again(desk: Table, proposal: Proposal) -> tuple[Alt, ...]:
    """The alts of a proposal, made again from the record. Raises `NotOnTheDesk` where the scene has changed."""
    brief = brief_for(desk, proposal.scene, proposal.words, proposal.want, proposal.weights, proposal.references)
    alts = tuple(desk.tool(proposal.tool).propose(replace(brief, curve=proposal.curve), seed=proposal.seed))
    if tuple(alt.id for alt in alts) != proposal.ids:
        raise NotOnTheDesk("those alts are no longer in media/, and the scene has changed since they were made",
                           "a proposal of the scene as it is now would do",
                           f"propose again: workprint propose --scene {proposal.scene}{of_craft(desk, '--tool')}")
    return alts


def of_craft(desk: Table, option: str) -> str:
    """The option that names the craft where it is none but cutting: `` --craft colour``."""
    return "" if desk.craft == CUTTING else f" {option} {desk.craft}"


def latest(desk: Table, scene: str) -> Proposal:
    """The latest proposal for `scene`. Raises `NotOnTheDesk` where there is none."""
    found = next((one for one in reversed(desk.film.proposals) if one.scene == scene), None)
    if found is None:
        raise NotOnTheDesk(f"nothing is proposed for scene {scene} yet", "a proposal would do",
                           f"propose first: workprint propose --scene {scene}{of_craft(desk, '--tool')}")
    return found


def taste_of(desk: Table) -> Taste:
    """The taste of whoever sits here, in this desk's craft, as the record makes it."""
    return tasting.taste_of(desk)


def show(desk: Table, scene: str, first: int | None, among: Sequence[str] | None = None) -> StringOut:
    """Six alts from place `first` on, or those that are on show; what is shown goes on the record (`laying`).

    With `among`, ids or how they begin, only those take a place; each has the points that it has among all.
    """
    proposal = latest(desk, scene)
    taste = taste_of(desk)
    alts = listed(desk, proposal)
    only = None if among is None else _those(proposal.ids, among)
    six = laying.six_of(desk, proposal, alts, taste, first, only)
    laying.put_on_show(desk, proposal, six, taste, None if only is None else len(only))
    whole = [replace(one, alt=alt_of(desk, proposal, one.alt.id)) for one in six.ranked]
    blind = _blind(desk)
    if not blind:
        whole = [replace(one, alt=with_taste(one.alt, told.alt)) for one, told in zip(whole, six.ranked, strict=True)]
    rows = tuple(_row(desk, scene, number, one, why)
                 for number, (one, why) in enumerate(zip(whole, six.why, strict=True), six.first))
    if blind:
        rows = tuple(replace(one, outside=False, shown_for="", again="") for one in rows)
    return StringOut(scene, six.total, rows, 0 if blind else taste.lessons, str(desk.film.rate), desk.craft, blind)


def _blind(desk: Table) -> bool:
    """Whether whoever sits here is in a trial, and must not see which half of it this is."""
    return trial.running(desk.film, desk.author_here()) is not None


def _those(ids: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """The ids that these names begin. Raises `NotOnTheDesk` for a name that begins none, or several."""
    ordered, found = sorted(ids), []
    for name in names:
        at = bisect_left(ordered, name)
        fits = [one for one in ordered[at:at + 2] if len(name) >= 4 and one.startswith(name)]
        if len(fits) != 1:
            came = f"several cuts of the latest proposal begin with {name!r}" if fits else \
                f"no cut of the latest proposal begins with {name!r}"
            raise NotOnTheDesk(came, "its cuts' ids would do, or at least four signs of each", "workprint show --json")
        found += fits
    return frozenset(found)


def with_taste(alt: Alt, ranked: Alt) -> Alt:
    """An alt with what the taste added to it when it was ranked."""
    return replace(alt, reasons=alt.reasons + tuple(one for one in ranked.reasons if one.name.startswith("taste:")))


def _row(desk: Table, scene: str, number: int, one: Ranked, why: str) -> OnShow:
    cut, laid = one.alt.content, laying.latest_laid(desk, scene)
    said = next((mark.decision.mark for mark in reversed(desk.film.marks)
                 if mark.scene == scene and mark.decision.alt == one.alt.id), "")
    unsaid = one.alt.id == returning.unsaid(desk, scene, laid)  # its earlier mark would give the answer away
    file = desk.audition_file(one.alt.id)
    return OnShow(number, one.alt.id, one.alt.score, cut.frames, len(cut.shots), one.alt.axes, one.alt.reasons,
                  one.outside, "" if unsaid else said, str(file) if file.exists() else "", why,
                  returning.told(desk, laid, one.alt.id))


def weighed(desk: Table, scene: str) -> dict[str, Alt]:
    """Every alt of the latest proposal by its id, as it is listed, with what the taste says of it now."""
    alts = listed(desk, latest(desk, scene))
    return {alt.id: alt for alt in weighed_alts(alts, taste_of(desk), contexts(desk, scene))}


def why(desk: Table, scene: str, name: str, above: str = "") -> Why:
    """Every reason of an alt; see `Desk.why`."""
    alt = find_alt(desk, scene, name)
    known = {} if _blind(desk) else weighed(desk, scene)
    alt = with_taste(alt, known.get(alt.id, alt))
    cut = alt.content if isinstance(alt.content, Cut) else graded.cut_of(desk, scene, alt.content)
    told = Why(alt.id, alt.score, str(cut.rate), tuple(zip(cut.starts, cut.shots, strict=True)), alt.reasons,
               desk.tool(alt.tool).card.explains)
    return _above(desk, scene, told, alt, above, known) if above else told


def _above(desk: Table, scene: str, told: Why, alt: Alt, above: str, known: Mapping[str, Alt]) -> Why:
    """The same, with why it stands above another, and what would turn that."""
    other = find_alt(desk, scene, above)
    other = with_taste(other, known.get(other.id, other))
    if other.id == alt.id:
        raise BadValue(f"{above!r} is the same alternative", "another one would do", "look with: workprint show")
    return replace(told, above=other.id, apart=why_above(alt, other),
                   turns=() if _blind(desk) else turns(alt, other, taste_of(desk), contexts(desk, scene)))


def find_alt(desk: Table, scene: str, name: str) -> Alt:
    """The alt that a person means by a number on show, an id or the beginning of one, or ``circled``."""
    marked = desk.film.circled(scene)
    if name == "circled" and marked:
        return marked.alt
    shown, first = laying.on_show(desk, scene)
    number = whole(name)
    if number is not None and first <= number < first + len(shown):
        name = shown[number - first]
    tree = desk.film.branches.get(scene)
    left = {one.marked.alt.id: one.marked.alt for one in tree.versions.values()} if tree else {}
    marks = left | {mark.alt.id: mark.alt for mark in desk.film.marks if mark.scene == scene}
    held = {one: proposal for proposal in desk.film.proposals if proposal.scene == scene for one in proposal.ids
            if one.startswith(name)}
    turned = desk.turned  # as it is now: a hand may be turning a dial
    fits = sorted({*held, *(one for one in (*marks, *turned) if one.startswith(name))} if len(name) >= 4 else ())
    if len(fits) != 1:
        raise NotOnTheDesk(f"alt {name!r} is not on the desk" if not fits else f"{len(fits)} alts begin with {name!r}",
                           f"on the desk: {_on_desk(shown, first)}",
                           "look with: workprint show" if shown else "propose first")
    one = fits[0]
    return marks[one] if one in marks else alt_of(desk, held[one], one) if one in held else turned[one]


def _on_desk(shown: Sequence[str], first: int) -> str:
    numbered = (f"{number} ({one[:8]})" for number, one in enumerate(shown, first))
    return ", ".join(numbered) or "nothing yet"


def mark(desk: Table, scene: str, name: str, said: MarkName, note: str) -> Said:
    """Circle, hold, ng or unsure; see `Desk.decide`."""
    alt = find_alt(desk, scene, name)
    _offered(desk, scene, alt)
    shown, _ = laying.on_show(desk, scene)
    entry = put_mark(desk, scene, alt, said, shown, note)
    words = {"circle": f"circled: it is the scene's {THINGS.get(desk.craft, desk.craft)} now", "hold": "held",
             "ng": "no good",
             "unsure": "one of which you can't say; that is on the record, and teaches nothing"}[said]
    return Said(entry, f"{alt.id[:8]} is {words}", alt.id if said == "circle" else "")


def _offered(desk: Table, scene: str, alt: Alt) -> None:
    """Raise `NotAllowed` for a cut that was only looked at while a dial was turned: nobody recorded that it was."""
    if alt.id in desk.turned and not any(alt.id in one.ids for one in desk.film.proposals if one.scene == scene) \
            and not any(alt.id == one.alt.id for one in desk.film.marks):
        raise NotAllowed(f"cut {alt.id[:8]} is on show only while a dial is turned", "a proposed cut would do",
                         "let go of the dial, or propose with it: workprint propose --dial closeness=400")


def put_mark(desk: Table, scene: str, alt: Alt, said: MarkName, shown: Sequence[str], note: str, *,
             edit: int | None = None) -> int:
    """Put a decision on the record, with everything that was on show; `edit` is the hand edit that made the alt."""
    # Record first: a lesson without a record could never be taken back. The taste is read from the record.
    known = {one.id: one for proposal in desk.film.proposals if proposal.scene == scene and set(proposal.ids) & {*shown}
             for one in listed(desk, proposal)}
    axes = [[one, to_plain(known[one].axes + known[one].on_lines)] for one in shown if one in known]
    decision = Decision(said, alt.id, tuple(shown))
    body = {"scene": scene, "decision": to_plain(decision), "alt": to_plain(alt), "axes": axes, "edit": edit,
            "tags": [*contexts(desk, scene)]}
    if said == "circle":
        tree = desk.film.branches.get(scene)
        body["parent"] = tree.here if tree else None
    return desk.record("decision", body, {"note": note} if note else None).index
