"""A film on the desk without any file behind it: made takes and readings, put on a real record."""

from __future__ import annotations

from dataclasses import replace

from workprint.desk import Desk
from workprint.film import Material, Scene, to_plain


def put_on_record(desk: Desk, material: Material, *, also_at_night: bool = False) -> None:
    """Record `material` as ingest and lining would have done; if asked, the same again as scene 2, at night."""
    night = moved(material, "2", material.scene.heading.replace("DAY", "NIGHT")) if also_at_night else None
    several = [material, night] if night else [material]
    desk.record("script", {"name": "made", "text": "\n\n".join(_fountain(one.scene) for one in several)})
    for one in several:
        _shot(desk, one)


def moved(material: Material, number: str, heading: str) -> Material:
    """The same takes of another scene."""
    def named(name: str) -> str:
        return number + name.removeprefix(material.scene.number)

    lines = tuple(replace(line, id=named(line.id)) for line in material.scene.lines)
    takes = tuple(replace(take, slate=replace(take.slate, scene=number),
                          setup=replace(take.setup, name=named(take.setup.name)) if take.setup else None)
                  for take in material.takes)
    readings = tuple(replace(one, take=named(one.take), line=named(one.line) if one.line else "")
                     for one in material.readings)
    return replace(material, scene=replace(material.scene, number=number, heading=heading, lines=lines), takes=takes,
                   readings=readings)


def _fountain(scene: Scene) -> str:
    return f"{scene.heading} #{scene.number}#\n\n" + "\n\n".join(f"{line.who}\n{line.text}" for line in scene.lines)


def _shot(desk: Desk, material: Material) -> None:
    for original in material.originals:
        desk.record("original", to_plain(original))
    for take in material.takes:
        desk.record("take", to_plain(take))
        readings = [reading for reading in material.readings if reading.take == take.id]
        desk.record("lined", {"take": take.id, "of": "made", "belongs": 1000, "readings": to_plain(readings),
                              "notes": [], "room": to_plain(take.room), "head": take.head, "people": []})
