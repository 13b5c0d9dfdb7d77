"""The formats of other software, in and out."""

from workprint.exchange.fountain import read_fountain, read_script
from workprint.exchange.handover import (
    Brought,
    CutBack,
    Handover,
    Matched,
    ReadBack,
    ReadItem,
    ReadTrack,
    bring_back,
    cut_from_otio,
    read_back,
    read_cut,
    write_cut,
    write_handover,
)
from workprint.exchange.reports import Report, ReportRow, read_report
from workprint.exchange.slates import camera_from_name, slate_from_name

__all__ = ["Brought", "CutBack", "Handover", "Matched", "ReadBack", "ReadItem", "ReadTrack", "Report", "ReportRow",
           "bring_back", "camera_from_name", "cut_from_otio", "read_back", "read_cut", "read_fountain", "read_report",
           "read_script", "slate_from_name", "write_cut", "write_handover"]
