"""Grades as other programs read them, and what such files say: lists, tables, edit lists, logs, timelines, sheets."""

from workprint.exchange.colour.corrections import Correction, Style
from workprint.exchange.colour.read import READS, ReadGrade, read_grade_file
from workprint.exchange.colour.sheet import said
from workprint.exchange.colour.suiting import Suited, Suiting, matched, shot_id
from workprint.exchange.colour.write import GradeFiles, write_grade

__all__ = ["READS", "Correction", "GradeFiles", "ReadGrade", "Style", "Suited", "Suiting", "matched",
           "read_grade_file", "said", "shot_id", "write_grade"]
