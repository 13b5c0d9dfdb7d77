"""What the code values of each camera mean: told by the file where it says so, else by a person, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workprint.desk.graded import space_known
from workprint.desk.grading import TakeSpace
from workprint.desk.results import Said
from workprint.film import NotOnTheDesk, Take

if TYPE_CHECKING:
    from workprint.desk.table import Table

ALL = "all"
"""Every take that was shot. Source: our choice of word."""


def spaces(desk: Table, scene: str) -> tuple[TakeSpace, ...]:
    """Every take with a picture, and what its code values mean; see `Desk.spaces`."""
    return tuple(TakeSpace(take.id, *space_known(desk, take)) for take in _takes(desk, scene))


def _takes(desk: Table, scene: str) -> list[Take]:
    film = desk.film
    takes = sorted(film.takes.values(), key=lambda one: (one.slate, one.camera))
    return [take for take in takes if scene in ("", take.slate.scene)
            and (file := film.originals.get(take.original)) and file.picture]


def say_space(desk: Table, take: str, space: str) -> Said:
    """Say what the code values of a take mean, or of all takes; see `Desk.space`."""
    from workprint.media.colour import space_named

    name = space_named(space)
    meant = _takes(desk, "") if take == ALL else [desk.take_named(take)]
    if not meant:
        raise NotOnTheDesk("no take with a picture is on the desk", "rushes would do", "workprint ingest RUSHES")
    entry = desk.record("space", {"originals": sorted({one.original for one in meant}), "space": name})
    whose = "every take" if take == ALL else meant[0].id
    return Said(entry.index, f"the code values of {whose} are {name}")
