"""Out and back: cuts with everything in them, written in five formats, stripped of our marks, and read again.

    python -m bench.roundtrip            the figures by rate and format
"""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import opentimelineio as otio

from bench._roundtrip_scene import made_cut, made_material
from bench._roundtrip_truth import Truth
from workprint.exchange import bring_back, read_back, write_handover
from workprint.film import Cut, Material, Rate, Timecode

RATES = (("23.976", False), ("24", False), ("25", False), ("29.97", False), ("29.97", True), ("30", False))
"""Rates, and whether numbers are dropped. Source: issue 3, out and back."""
FORMATS = ("otio", "edl", "xml", "fcpxml", "aaf")
ONE_RATE = (".edl", ".aaf")
"""Formats that write every counter at the film's rate. Source: CMX 3600; OpenTimelineIO's AAF adapter."""
SHOTS, SECONDS = 200, 600
OTHER_READER = ("otio", "edl", "xml", "aaf")
"""Formats that OpenTimelineIO's own adapters can read at every rate: its FCPXML adapter counts 23.976 as 23."""


def strip(path: Path) -> Path:
    """The file as a program that knows nothing of us would have left it: no comment, no hash, no mark of ours."""
    {"otio": _strip_otio, "edl": _strip_edl, "xml": _strip_xml, "fcpxml": _strip_xml}.get(
        path.suffix[1:], lambda _: None)(path)
    return path


def _strip_otio(path: Path) -> None:
    made = otio.adapters.read_from_file(str(path))
    for thing in (made, made.tracks, *made.tracks, *made.find_children()):
        thing.metadata.clear()
        if isinstance(thing, otio.schema.Clip):
            thing.media_reference.metadata.clear()
    otio.adapters.write_to_file(made, str(path))


def _strip_edl(path: Path) -> None:
    kept = [line for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("*") or line.startswith(("* FROM CLIP NAME", "* * FREEZE"))]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _strip_xml(path: Path) -> None:
    tree = ET.parse(path)
    for parent in tree.iter():
        parent.attrib.pop("uid", None)
        for child in [one for one in parent if one.tag in ("logginginfo", "comments", "uuid", "marker", "note")]:
            parent.remove(child)
    tree.write(path, encoding="utf-8", xml_declaration=True)


def frame_errors(cut: Cut, back: Cut, truth: Truth) -> int:
    """Frames of the film in which something else is seen or heard; frames too many or too few count as well."""
    pairs = zip(truth.frames(cut), truth.frames(back), strict=False)
    return abs(cut.frames - back.frames) + sum(one != other for one, other in pairs)


def other_reader_errors(path: Path, cut: Cut, material: Material) -> int:
    """Frames of clips that OpenTimelineIO's own adapter finds elsewhere than they belong."""
    expected = Truth(material, one_rate=path.suffix in ONE_RATE).places(cut)
    day = 24 * 3600 * material.rate.timebase
    wrong = 0
    for kind, truth in zip(("picture", "sound"), expected, strict=True):
        # A counter shows midnight as zero in an edit list; where it went on is the same place.
        found = Counter((item.record, item.frames, item.source) for track in read_back(path, rate=material.rate).tracks
                        for item in track.items if track.enabled and track.kind == kind)
        wrong += sum(length * count for (record, length, source), count in (truth - found).items()
                     if not any((record, length, source - gone) in found for gone in _days(day, material.rate)))
    return wrong


def _days(day: int, rate: Rate) -> tuple[int, ...]:
    dropped = rate.timebase // 15 * 54 * 24 if rate.denominator == 1001 and rate.timebase % 30 == 0 else 0
    return day, day - dropped


def trips(shots: int = SHOTS, seconds: int = SECONDS) -> Iterator[tuple[str, bool, str, int, int, int]]:
    """Rate, whether rates are mixed, format, errors by our reader, unmatched events, errors by another reader."""
    for number, (text, drop) in enumerate(RATES):
        for mixed in (False, True):
            rate = Rate.parse(text)
            material = made_material(rate, drop=drop, mixed=mixed, seconds=seconds * 6 // 5, seed=number)
            cut = made_cut(material, shots=shots, seconds=seconds, seed=number)
            name = f"{text}{' drop' if drop else ''}"
            with tempfile.TemporaryDirectory() as folder:
                made = write_handover(cut, material, Path(folder), name="lock",
                                      record_start=Timecode.parse("01:00:00:00", rate, drop=drop))
                written = {path.suffix[1:]: path for path in made.files}
                for kind in FORMATS:
                    yield name, mixed, kind, *_trip(written.get(kind), cut, material)


def _trip(path: Path | None, cut: Cut, material: Material) -> tuple[int, int, int]:
    if path is None:
        return cut.frames, 0, cut.frames
    other = other_reader_errors(path, cut, material) if path.suffix[1:] in OTHER_READER else 0
    back = bring_back(strip(path), material)
    truth = Truth(material, one_rate=path.suffix in ONE_RATE)
    return frame_errors(cut, back.cut, truth), len(back.unmatched), other


def figures() -> list[dict[str, Any]]:
    """`roundtrip.frame_errors` and `roundtrip.unmatched`: all rates and formats, rates alone and mixed, marks off."""
    found = list(trips())
    errors, lost = sum(one[3] + one[5] for one in found), sum(one[4] for one in found)
    command = "make bench"
    return [{"name": "roundtrip.frame_errors", "value": errors, "unit": "frames", "aim": 0, "better": "lower",
             "met": errors <= 0, "peers": {}, "command": command},
            {"name": "roundtrip.unmatched", "value": lost, "unit": "events", "aim": 0, "better": "lower",
             "met": lost <= 0, "peers": {}, "command": command}]


def main() -> None:
    """A table by rate and format: errors by our reader, unmatched, errors by another reader."""
    shots, seconds = (int(one) for one in sys.argv[1:3]) if len(sys.argv) > 2 else (SHOTS, SECONDS)
    print("rate".ljust(12), "cameras".ljust(9), *(kind.rjust(14) for kind in FORMATS))
    rows: dict[tuple[str, bool], list[str]] = {}
    for name, mixed, kind, ours, lost, other in trips(shots, seconds):
        told = f"{ours}/{lost}/{other if kind in OTHER_READER else '-'}"
        rows.setdefault((name, mixed), []).append(told.rjust(14))
        if kind == FORMATS[-1]:
            print(name.ljust(12), ("mixed" if mixed else "one rate").ljust(9), *rows[name, mixed], flush=True)
    print("frames by our reader / events unmatched / frames by another reader")


if __name__ == "__main__":
    main()
