"""A film of made scenes on a desk's record: no files, nobody filmed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workprint.desk import Desk
from workprint.film import Material, Take, to_plain
from workprint.tools.cutting import made_scene


def film_of(folder: Path, scenes: int, lines: int, takes: int) -> Desk:
    """A film of so many made scenes, each different, as ingest and lining would have recorded them."""
    desk = Desk.new(folder, title="Made", person="bench")
    made = [numbered(made_scene(n, lines - 3 + n % 7, takes - 1 + n % 3, people=2 + n % 2), n)
            for n in range(1, scenes + 1)]
    desk.record("script", {"name": "made", "text": "\n\n".join(map(_page, made))})
    for material in made:
        for take in material.takes:
            desk.record("take", to_plain(take))
            desk.record("lined", {
                "take": take.id, "of": "made", "belongs": 1000, "notes": [], "room": to_plain(take.room),
                "head": take.head, "people": [],
                "readings": [to_plain(one) for one in material.readings if one.take == take.id]})
    return desk


def _page(material: Material) -> str:
    """The scene as a script has it."""
    return f"{material.scene.heading} #{material.scene.number}#\n\n" + "\n\n".join(
        f"{line.who}\n{line.text}" if line.who else line.text for line in material.scene.lines)


def numbered(material: Material, number: int) -> Material:
    """A made scene under another number."""
    old = len(material.scene.number)
    return replace(material, scene=replace(material.scene, number=str(number), lines=tuple(
        replace(line, id=f"{number}{line.id[old:]}") for line in material.scene.lines)),
        takes=tuple(_take(take, number, old) for take in material.takes),
        readings=tuple(replace(one, take=f"{number}{one.take[old:]}", line=one.line and f"{number}{one.line[old:]}")
                       for one in material.readings))


def _take(take: Take, number: int, old: int) -> Take:
    setup = replace(take.setup, name=f"{number}{take.setup.name[old:]}") if take.setup else None
    return replace(take, slate=replace(take.slate, scene=str(number)), original=f"{number}{take.original}", setup=setup)
