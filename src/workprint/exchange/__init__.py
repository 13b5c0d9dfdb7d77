"""The formats of other software, in and out."""

from workprint.exchange.fountain import read_fountain, read_script
from workprint.exchange.reports import Report, ReportRow, read_report
from workprint.exchange.slates import slate_from_name

__all__ = ["Report", "ReportRow", "read_fountain", "read_report", "read_script", "slate_from_name"]
