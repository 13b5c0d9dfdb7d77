"""The loop: a brief goes to a tool, alts come back, an artist marks one, and it is on the record."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workprint.desk.results import OnShow, Said, StringOut, Why
from workprint.desk.state import Marked, Proposal
from workprint.film import (
    Alt,
    Brief,
    CannotCut,
    Cut,
    Decision,
    MarkName,
    NotAllowed,
    NotOnTheDesk,
    content_hash,
    from_plain,
    to_plain,
)
from workprint.taste import Lesson, Ranked, Taste, learn, string_out

if TYPE_CHECKING:
    from workprint.desk.table import Table

AT_ONCE = 6
"""Alternatives shown together. Source: DESIGN law 9 and the keys 1 to 6 of the screen."""


def brief_for(desk: Table, scene: str, words: str = "", want: int = 300,
              weights: Sequence[tuple[str, int]] = ()) -> Brief:
    """What a tool is asked: the scene's material, and everything that is pinned or vetoed in it."""
    film = desk.film
    return Brief(desk.material(scene), words, want, tuple(film.pins.get(scene, {}).values()),
                 tuple(film.vetoes.get(scene, {}).values()), tuple(weights))


def brief_hash(brief: Brief) -> str:
    """Hash of a brief. Where a file lies is no part of it: the same film on another disk is the same brief."""
    originals = tuple(replace(one, path="") for one in brief.material.originals)
    return content_hash(replace(brief, material=replace(brief.material, originals=originals)))


def propose(desk: Table, scene: str, words: str, want: int, seed: int, tool: str,
            weights: Sequence[tuple[str, int]]) -> StringOut:
    """Ask a tool, keep every alt, show the first six; see `Desk.propose`."""
    if scene in desk.film.locked:
        raise NotAllowed(f"scene {scene} is locked as {desk.film.locked[scene].name}", "an unlocked scene would do",
                         f"unlock it with: workprint unlock --scene {scene} --why '...'")
    brief = brief_for(desk, scene, words, want, weights)
    card = desk.tool(tool).card
    alts = tuple(desk.tool(tool).propose(brief, seed=seed))
    if not alts:
        raise CannotCut(f"{card.name} found no alternative for scene {scene}", "at least one lined take would do",
                        "see what is there with: workprint status")
    entry = desk.record("alts", {
        "scene": scene, "tool": card.name, "version": card.version, "seed": seed, "brief": brief_hash(brief),
        "want": want, "words": words, "weights": [[name, weight] for name, weight in weights],
        "pins": to_plain(brief.pins), "vetoes": to_plain(brief.vetoes), "ids": [alt.id for alt in alts],
    }, author=f"tool:{card.name}", role="tool")
    _keep(desk, entry.index, alts)
    return show(desk, scene, 1)


def _keep(desk: Table, proposal: int, alts: Sequence[Alt]) -> None:
    desk.loaded_alts[proposal] = tuple(alts)
    place = desk.folder.kept("alts.json.gz", *(alt.id for alt in alts))
    fresh = place.with_suffix(".part")
    with gzip.GzipFile(fresh, "wb", compresslevel=3, mtime=0) as file:
        file.write(json.dumps([to_plain(alt) for alt in alts], separators=(",", ":")).encode())
    fresh.replace(place)


def alts_of(desk: Table, proposal: Proposal) -> tuple[Alt, ...]:
    """The alts of a proposal: from media/, or made again from the record if that is gone."""
    if proposal.index in desk.loaded_alts:
        return desk.loaded_alts[proposal.index]
    place = desk.folder.kept("alts.json.gz", *proposal.ids)
    if place.exists():
        alts = tuple(alt_from(data) for data in json.loads(gzip.decompress(place.read_bytes())))
    else:
        alts = _again(desk, proposal)
    desk.loaded_alts[proposal.index] = alts
    return alts


def alt_from(data: Any) -> Alt:
    """The alt that `to_plain` made `data` from (of a cut)."""
    return replace(from_plain(Alt, data), content=from_plain(Cut, data["content"]))


def _again(desk: Table, proposal: Proposal) -> tuple[Alt, ...]:
    brief = brief_for(desk, proposal.scene, proposal.words, proposal.want, proposal.weights)
    alts = tuple(desk.tool(proposal.tool).propose(brief, seed=proposal.seed))
    if tuple(alt.id for alt in alts) != proposal.ids:
        raise NotOnTheDesk("those alts are no longer in media/, and the scene has changed since they were made",
                           "a proposal of the scene as it is now would do",
                           f"propose again: workprint propose --scene {proposal.scene}")
    return alts


def latest(desk: Table, scene: str) -> Proposal:
    """The latest proposal for `scene`. Raises `NotOnTheDesk` where there is none."""
    found = next((one for one in reversed(desk.film.proposals) if one.scene == scene), None)
    if found is None:
        raise NotOnTheDesk(f"nothing is proposed for scene {scene} yet", "a proposal would do",
                           f"propose first: workprint propose --scene {scene}")
    return found


def taste_of(desk: Table) -> Taste:
    """The taste that the decisions in the record make."""
    return learn([_lesson(mark) for mark in desk.film.marks])


def _lesson(mark: Marked) -> Lesson:
    beside = tuple(dict(axes) for one, axes in mark.axes if one != mark.decision.alt)
    return Lesson(mark.decision.mark, dict(mark.alt.axes), beside)


def show(desk: Table, scene: str, first: int) -> StringOut:
    """Six alts from place `first` on; what is shown goes on the record, because a choice is only as wide as that."""
    proposal = latest(desk, scene)
    taste = taste_of(desk)
    ranked = string_out(alts_of(desk, proposal), taste)
    if not 1 <= first <= len(ranked):
        raise NotOnTheDesk(f"place {first} was asked for", f"1 to {len(ranked)} would do", "workprint show --first 1")
    page = ranked[first - 1:first - 1 + AT_ONCE]
    desk.record("shown", {"scene": scene, "proposal": proposal.index, "first": first,
                          "ids": [one.alt.id for one in page]}, author="tool:desk", role="tool")
    desk.ranked[scene] = {one.alt.id: one for one in ranked}
    rows = tuple(_row(desk, scene, number, one) for number, one in enumerate(page, first))
    return StringOut(scene, len(ranked), rows, taste.lessons, str(desk.film.rate))


def _row(desk: Table, scene: str, number: int, one: Ranked) -> OnShow:
    cut = one.alt.content
    said = next((mark.decision.mark for mark in reversed(desk.film.marks)
                 if mark.scene == scene and mark.decision.alt == one.alt.id), "")
    file = desk.audition_file(one.alt.id)
    return OnShow(number, one.alt.id, one.alt.score, cut.frames, len(cut.shots), one.alt.axes, one.alt.reasons,
                  one.outside, said, str(file) if file.exists() else "")


def why(desk: Table, scene: str, name: str) -> Why:
    """Every reason of an alt; see `Desk.why`."""
    alt = find_alt(desk, scene, name)
    ranked = desk.ranked.get(scene, {}).get(alt.id)
    alt = ranked.alt if ranked else next((one.alt for one in string_out(alts_of(desk, latest(desk, scene)),
                                                                        taste_of(desk))
                                          if one.alt.id == alt.id), alt)
    cut = alt.content
    return Why(alt.id, alt.score, str(cut.rate), tuple(zip(cut.starts, cut.shots, strict=True)), alt.reasons,
               desk.tool(alt.tool).card.explains)


def find_alt(desk: Table, scene: str, name: str) -> Alt:
    """The alt that a person means by a number on show, an id or the beginning of one, or ``circled``."""
    marked = desk.film.circled(scene)
    if name == "circled" and marked:
        return marked.alt
    shown, first = desk.film.shown.get(scene, ((), 1))
    if name.isdigit() and first <= int(name) < first + len(shown):
        name = shown[int(name) - first]
    alts = {alt.id: alt for proposal in desk.film.proposals if proposal.scene == scene
            for alt in (alts_of(desk, proposal) if any(one.startswith(name) for one in proposal.ids) else ())}
    alts |= {mark.alt.id: mark.alt for mark in desk.film.marks if mark.scene == scene}
    fits = [alt for alt in alts.values() if len(name) >= 4 and alt.id.startswith(name)]
    if len(fits) != 1:
        raise NotOnTheDesk(f"alt {name!r} is not on the desk" if not fits else f"{len(fits)} alts begin with {name!r}",
                           f"on the desk: {_on_desk(shown, first)}",
                           "look with: workprint show" if shown else "propose first")
    return fits[0]


def _on_desk(shown: Sequence[str], first: int) -> str:
    numbered = (f"{number} ({one[:8]})" for number, one in enumerate(shown, first))
    return ", ".join(numbered) or "nothing yet"


def mark(desk: Table, scene: str, name: str, said: MarkName, note: str) -> Said:
    """Circle, hold or ng; see `Desk.decide`."""
    alt = find_alt(desk, scene, name)
    shown, _ = desk.film.shown.get(scene, ((), 1))
    entry = put_mark(desk, scene, alt, said, shown, note)
    words = {"circle": "circled: it is the scene's cut now", "hold": "held", "ng": "no good"}[said]
    return Said(entry, f"{alt.id[:8]} is {words}", alt.id if said == "circle" else "")


def put_mark(desk: Table, scene: str, alt: Alt, said: MarkName, shown: Sequence[str], note: str, *,
             edit: int | None = None) -> int:
    """Put a decision on the record, with everything that was on show; `edit` is the hand edit that made the alt."""
    # Record first: a lesson without a record could never be taken back. The taste is read from the record.
    known = {one.id: one for proposal in desk.film.proposals if proposal.scene == scene and set(proposal.ids) & {*shown}
             for one in alts_of(desk, proposal)}
    axes = [[one, to_plain(known[one].axes)] for one in shown if one in known]
    decision = Decision(said, alt.id, tuple(shown))
    body = {"scene": scene, "decision": to_plain(decision), "alt": to_plain(alt), "axes": axes, "edit": edit}
    if said == "circle":
        tree = desk.film.branches.get(scene)
        body["parent"] = tree.here if tree else None
    return desk.record("decision", body, {"note": note} if note else None).index
