"""A film on the desk without any file behind it: made takes and readings, put on a real record."""

from __future__ import annotations

from workprint.desk import Desk
from workprint.film import Material, to_plain


def put_on_record(desk: Desk, material: Material) -> None:
    """Record `material` as ingest and lining would have done."""
    text = f"{material.scene.heading} #{material.scene.number}#\n\n"
    text += "\n\n".join(f"{line.who}\n{line.text}" for line in material.scene.lines)
    desk.record("script", {"name": "made", "text": text})
    for original in material.originals:
        desk.record("original", to_plain(original))
    for take in material.takes:
        desk.record("take", to_plain(take))
        readings = [reading for reading in material.readings if reading.take == take.id]
        desk.record("lined", {"take": take.id, "of": "made", "belongs": 1000, "readings": to_plain(readings),
                              "notes": [], "room": to_plain(take.room), "head": take.head, "people": []})
