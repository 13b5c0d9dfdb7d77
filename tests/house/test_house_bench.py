"""The figures: one form for all, a failure is said, and what was promised is measured."""

import json
import sys
from types import ModuleType

import bench
import pytest
from bench import __main__ as collector

from house import ROOT
from workprint.crew import Done
from workprint.film import BadValue, Trouble

GOOD = {"name": "cut.alts", "value": 300, "unit": "cuts", "aim": 300, "better": "higher", "met": True,
        "peers": {"do nothing": 1}, "command": "make bench"}

PROMISED = {
    "cut.alts", "cut.seconds", "cut.resolve_p95_ms", "cut.brute_force_mismatches", "cut.pins_broken", "cut.inside_word",
    "cut.clicks", "cut.digital_silence_ms", "line.found", "line.boundary_mean_ms", "line.boundary_p95_ms",
    "line.flagged", "ingest.realtime", "audition.first_byte_ms", "audition.frame_errors", "handover.frame_errors",
    "ledger.proof_ms", "ledger.audit_s", "ledger.tampers_missed", "ledger.lost_after_kill", "demo.seconds",
    "room.first_frame_p95_ms", "room.flip_p95_ms", "room.dial_p95_ms", "room.map_ms", "room.load_ms", "room.memory_mib",
    "room.axe_serious", "room.outside_requests",
    "colour.match_mean", "colour.match_p90", "colour.best_of_six", "colour.worse_than_nothing", "colour.skin_mean_deg",
    "colour.skin_p95_deg", "colour.gradient_flips", "colour.cdl_error", "colour.preview_fps", "colour.tone_rank",
    "colour.tone_leak",
    "taste.linear_gap_10", "taste.linear_gap_20", "taste.ideal_gap_10", "taste.ideal_gap_20", "taste.unseen_gap_10",
    "taste.new_scene_share", "taste.calibration", "taste.minutes_vs_random", "taste.minutes_vs_gp", "taste.drift_found",
    "taste.drift_false", "taste.learn_ms", "taste.by_line_share", "tone.rank", "tone.leak", "tone.transfer"}


@pytest.fixture
def measures(monkeypatch):
    """Makes a module of the bench that gives the figures it is told to give."""
    def make(*figures):
        module = ModuleType("bench.made_up")
        module.figures = lambda: list(figures)
        monkeypatch.setitem(sys.modules, "bench.made_up", module)
        return bench.measure("made_up")
    return make


def test_figures_in_the_form_are_taken(measures):
    assert measures(GOOD) == [GOOD]


@pytest.mark.parametrize(("change", "says"), [
    ({"unit": None}, "exactly name, value, unit, aim, better, met, peers, command would do; mend the module"),
    ({"extra": 1}, "exactly name, value, unit, aim, better, met, peers, command would do"),
    ({"better": "more"}, "cut.alts came with better='more'; higher or lower would do"),
    ({"met": False}, "cut.alts came with met=False at 300 for 300; met=True would do"),
    ({"value": 299}, "cut.alts came with met=True at 299 for 300; met=False would do"),
])
def test_figures_out_of_form_are_refused(measures, change, says):
    with pytest.raises(BadValue) as error:
        measures({**GOOD, **change})
    assert says in str(error.value)


def test_a_report_tells_what_is_missed_and_what_failed_and_writes_the_rest(tmp_path, capsys):
    missed = {**GOOD, "name": "cut.seconds", "value": 2.5, "aim": 2, "better": "lower", "met": False}
    out = tmp_path / "build" / "figures.json"
    code = collector._report([Done("bench.cut", [GOOD, missed]),
                              Done("bench.ledger", trouble=Trouble("bench.ledger stopped", "this", "that"))], out)
    said = capsys.readouterr().out
    assert code == 1
    assert json.loads(out.read_text()) == [GOOD, missed]
    assert "2 figures, 1 met, 1 missed: cut.seconds" in said
    assert "FAILED bench.ledger stopped; this; that" in said
    assert "MISSED" in said


def test_a_missed_aim_is_a_result_and_no_failure(tmp_path, capsys):
    assert collector._report([Done("bench.cut", [{**GOOD, "value": 1, "met": False}])], None) == 0


def test_unknown_names_are_said(capsys):
    assert collector.main(["catering"]) == 2
    assert capsys.readouterr().err.startswith("catering came; any of ")


def test_the_list_names_every_module(capsys):
    assert collector.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == list(bench.modules())


def test_every_promised_figure_is_measured_somewhere():
    texts = "".join(path.read_text() for path in (ROOT / "bench").glob("*.py"))
    assert {name for name in PROMISED if f'"{name}"' not in texts} == set()
