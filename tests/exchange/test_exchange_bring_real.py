"""Timelines of other programs, brought back as cuts of takes made up from what OpenTimelineIO finds in them."""

from __future__ import annotations

import contextlib
import io
import logging
from pathlib import Path
from typing import Any

import made_up
import opentimelineio as otio
import pytest

from workprint.exchange import bring_back
from workprint.film import CannotRead, Rate

ADAPTERS = {".otio": "otio_json", ".edl": "cmx_3600", ".xml": "fcp_xml", ".aaf": "AAF", ".fcpxml": "fcpx_xml"}

FILES = {
    "otio-cmx3600/25fps.edl": (4, 496), "otio-cmx3600/avid_example.edl": (2, 81),
    "otio-cmx3600/dissolve_test_4.edl": (6, 374), "otio-cmx3600/gap_test.edl": (3, 72),
    "otio-cmx3600/multi_audio.edl": (3, 0), "otio-cmx3600/no_spaces_test.edl": (9, 1049),
    "otio-cmx3600/premiere_example.edl": (2, 81), "otio-cmx3600/speed_effects.edl": (548, 30330),
    "otio-cmx3600/wipe_test.edl": (3, 8), "otio-core/multitrack.otio": (5, 2558),
    "otio-core/nested_example.otio": (7, 572), "otio-core/transition_test.otio": (3, 117),
    "otio-core/effects.otio": (17, 1125), "otio-fcp7xml/premiere_example.xml": (22, 813),
    "otio-fcp7xml/premiere_enable_property.xml": (11, 220), "otio-fcpx/fcpx_project.fcpxml": (23, 2237),
    "otio-aaf/linear_speed_effects.aaf": (20, 50), "otio-aaf/2997fps-DFTC.aaf": (7, 2989)}
"""Events that are matched, and frames of picture that OpenTimelineIO's reader says something of."""

REFUSED = {
    "otio-fcpx/fcpx_clips.fcpxml": "holds no project with a sequence",
    "otio-fcp7xml/premiere_example_filter.xml": "holds no sequence",
    "otio-fcp7xml/sample_just_track.xml": "runs at 30 frames a second and the film at 24",
    "otio-core/premiere_example.otio": "unsupported schema version",
    "otio-core/generator_reference_test.otio": "is made by the other program and has no medium",
    "python-edl/test_24.edl": "holds a time that is none"}
"""Files that hold no cut of anybody's takes, and what is said of them; the last has frame 24 at 24 a second."""


def in_folder(material: Path, name: str) -> Path:
    folder, file = name.split("/")
    return next((material / "interchange" / folder).rglob(file))


def read(path: Path) -> Any:
    """The timeline as OpenTimelineIO's own adapter reads it."""
    logging.getLogger("otio_aaf_adapter").setLevel(logging.ERROR)
    how: dict[str, Any] = {"rate": 25.0 if "25" in path.name else 24.0} if path.suffix == ".edl" else {}
    with contextlib.redirect_stdout(io.StringIO()):
        found = otio.adapters.read_from_file(str(path), adapter_name=ADAPTERS[path.suffix], **how)
    if isinstance(found, otio.schema.Timeline):
        return found
    return next(iter(found.find_children(descended_from_type=otio.schema.Timeline)))


@pytest.mark.parametrize("name", FILES)
def test_a_real_timeline_comes_in_as_another_reader_has_it(material: Path, name: str) -> None:
    path = in_folder(material, name)
    made = read(path)
    takes = made_up.material_of(made, made_up.rate_of(made))
    brought = bring_back(path, takes)
    assert brought.unmatched == ()
    matched, compared = FILES[name]
    assert (len(brought.matched), made_up.differing(made, brought.cut, takes)) == (matched, (0, compared))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_cut_is_said_to_be_none(material: Path, name: str) -> None:
    nothing = made_up.material_of(otio.schema.Timeline(), Rate(24))
    with pytest.raises(CannotRead, match=REFUSED[name]) as caught:
        bring_back(in_folder(material, name), nothing)
    assert str(caught.value).count(";") >= 2


def test_backwards_in_a_real_edit_list_runs_backwards(material: Path) -> None:
    path = in_folder(material, "python-edl/test_25.edl")
    made = otio.adapters.read_from_file(str(path), adapter_name="cmx_3600", rate=25.0, ignore_timecode_mismatch=True)
    takes = made_up.material_of(made, Rate(25))
    brought = bring_back(path, takes)
    # OpenTimelineIO tells no speed where source and record are equally long: exactly these frames differ.
    backwards = [shot for shot in brought.cut.shots if shot.backwards]
    assert [(shot.frames, shot.retimed) for shot in backwards] == [(751, True)]
    assert made_up.differing(made, brought.cut, takes)[0] == 750
