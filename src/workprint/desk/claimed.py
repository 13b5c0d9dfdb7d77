"""Whose a slate is: no take is ever put over another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workprint.film import NotAllowed, Slate

if TYPE_CHECKING:
    from workprint.desk.state import Film
    from workprint.desk.table import Table


def check_free(desk: Table, content: str, slate: Slate, letter: str) -> None:
    """Raise `NotAllowed` where a slate said of a picture would put its take, or one that ran with it, over another.

    A picture that is no take yet may be given one that is taken: reading it again makes it a second camera, or asks.
    """
    film = desk.film
    letters = {content: letter, **{one.hash: one.letter for one in film.cameras.values() if one.of == content}}
    takes = {take.original for take in film.takes.values()}
    for mine, camera in letters.items():
        holder = _holder(film, f"{slate}{camera}", lettered=bool(camera))
        if holder and holder not in letters and (camera or mine in takes):
            other, name = _name(film, holder), _name(film, mine)
            raise NotAllowed(f"{slate}{camera} is {other} already",
                             f"{_free(film, slate)}{camera} is free and would do",
                             f"rename {other} first, or where both ran together: workprint group {other} {name}")


def _holder(film: Film, name: str, *, lettered: bool) -> str:
    """The file that is the take of this name; of a second camera also one that was only called so. Empty for none."""
    if name in film.takes:
        return film.takes[name].original
    called = {f"{slate}{film.letters.get(content, '')}": content for content, slate in film.slates.items()}
    return called.get(name, "") if lettered else ""


def _free(film: Film, slate: Slate) -> Slate:
    """The next take of this setup that nobody has."""
    used = [one.slate.take for one in film.takes.values()
            if (one.slate.scene, one.slate.setup) == (slate.scene, slate.setup)]
    return Slate(slate.scene, slate.setup, max(used, default=0) + 1)


def _name(film: Film, content: str) -> str:
    return Path(film.originals[content].path).name if content in film.originals else content[:12]
