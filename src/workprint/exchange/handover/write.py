"""A locked cut on its way out: every format that other programs read, and the film's own copy of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import opentimelineio as otio

from workprint.exchange.handover.aaf import write_aaf
from workprint.exchange.handover.edl import edit_list
from workprint.exchange.handover.fcp7 import final_cut_7
from workprint.exchange.handover.fcpx import final_cut_x
from workprint.exchange.handover.layout import Layout, lay_out, short_handles
from workprint.exchange.handover.timeline import timeline
from workprint.film import Alt, CannotRead, Cut, Material, Timecode, Trouble

HANDLES = 24
"""Frames kept beyond each edit: one second, what sound and grading houses ask for. Source: issue 2, section 8."""


@dataclass(frozen=True, slots=True)
class Handover:
    """What was written, and what could not be."""

    files: tuple[Path, ...]
    """Files, in the order of the formats: otio, edl, xml, fcpxml, aaf."""
    failed: tuple[tuple[str, str], ...] = ()
    """Format and sentence for each that could not be written."""
    notes: tuple[str, ...] = ()
    """What whoever opens it should know: where handles are short, where sound is missing."""


def write_handover(cut: Cut, material: Material, folder: Path, *, name: str, record_start: Timecode,
                   handles: int = HANDLES, alternates: tuple[Alt | Cut, ...] = (), head: str = "",
                   notes: Mapping[str, str] | None = None, marks: tuple[tuple[int, str, str], ...] = ()) -> Handover:
    """Write `cut` into `folder` as ``name.otio``, ``.edl``, ``.xml`` (FCP 7), ``.fcpxml`` and ``.aaf``.

    Every media reference offers the whole original, so handles are as long as the original has them; where that is
    fewer than `handles` frames, a note says so. Alternates travel as disabled tracks (OTIO, FCP XML) or comments
    (EDL). `head` is the ledger's head, `notes` go into the files as they are, and
    `marks` (frame of the cut, name, text) as markers beside those of the shots. Raises `CannotRead` where the cut
    uses what `material` does not have.
    """
    layout = replace(lay_out(cut, material), marks=marks)
    others, left_out = _alternates(alternates, material)
    made = timeline(layout, material, name=name, record_start=record_start, head=head, alternates=others, notes=notes)
    folder.mkdir(parents=True, exist_ok=True)

    def text(write: Callable[..., str]) -> Callable[[Path], Any]:
        return lambda path: path.write_text(
            write(layout, material, name=name, record_start=record_start, head=head, alternates=others, notes=notes),
            encoding="utf-8")

    formats: dict[str, Callable[[Path], Any]] = {
        "otio": lambda path: otio.adapters.write_to_file(made, str(path)),
        "edl": text(edit_list), "xml": text(final_cut_7), "fcpxml": text(final_cut_x),
        "aaf": lambda path: write_aaf(made, layout, path, drop=record_start.drop),
    }
    return _written(formats, folder / name, (*layout.notes, *left_out, *short_handles(layout, handles)))


def _alternates(alternates: tuple[Alt | Cut, ...], material: Material) -> tuple[tuple[Layout, ...], tuple[str, ...]]:
    """The alternates laid out, and a note for each that uses what is no longer there: the cut itself still goes."""
    laid, notes = [], []
    for number, other in enumerate(alternates, 1):
        try:
            laid.append(lay_out(other.content if isinstance(other, Alt) else other, material))
        except CannotRead as trouble:
            notes.append(f"alternate {number} was left out: {trouble.came}")
    return tuple(laid), tuple(notes)


def _written(formats: dict[str, Callable[[Path], Any]], base: Path, notes: tuple[str, ...]) -> Handover:
    """Each format in turn: one that fails leaves the others whole and no broken file behind."""
    files: list[Path] = []
    failed: list[tuple[str, str]] = []
    for kind, write in formats.items():
        path = base.with_name(f"{base.name}.{kind}")
        try:
            write(path)
            files.append(path)
        except Exception as error:  # an adapter raises what it likes; the other formats must still be written
            path.unlink(missing_ok=True)
            why = str(error) if isinstance(error, Trouble) else f"{type(error).__name__}: {str(error).splitlines()[:1]}"
            failed.append((kind, f"{path.name} could not be written ({why}); the other formats carry the same cut; "
                                 "use one of those"))
    return Handover(tuple(files), tuple(failed), notes)


def write_cut(cut: Cut, material: Material, path: Path, *, head: str, notes: Mapping[str, str] | None = None) -> Path:
    """Write `cut` as the film's own OTIO file at `path`, from which `cut_from_otio` reads it back without loss."""
    layout = lay_out(cut, material)
    made = timeline(layout, material, name=path.stem, record_start=Timecode(0, cut.rate), head=head, notes=notes)
    path.parent.mkdir(parents=True, exist_ok=True)
    otio.adapters.write_to_file(made, str(path), "otio_json")
    return path
