"""Every constant names its source, and docs/numbers.md is what the source says."""

import ast

import pytest
from house_numbers import PAGE, SOURCE, every_number, numbers, page

from house import Source, rooms, sources


@pytest.mark.parametrize("room", rooms())
def test_every_constant_names_its_source(room):
    silent = [f"{one.source.name}:{one.line} {one.name} = {one.value[:40]} says {one.says!r}"
              for one in every_number() if one.source.room == room and not SOURCE.search(one.says)]
    assert not silent, "say in its line, or in the text below it, where it comes from (or: a choice, and why)"


def test_the_page_of_numbers_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make docs"


def test_the_scan_finds_numbers_and_only_them():
    text = ('LEVEL = -23  # EBU R 128\n_TABLE = (("CU", 500), ("MS", 240))\n"""Source: a choice."""\n'
            'HALF: float = LEVEL / 2\nNAME = "text"\nlower = 3\nFORM = re.compile("1")\nSTEPS = {1: first}\n'
            '# above it\nABOVE = Fraction(1, 3)\nFLAG = True\n')
    found = list(numbers(Source(sources()[0].path, text, ast.parse(text))))
    assert [(one.name, one.says) for one in found] == [
        ("LEVEL", "EBU R 128"), ("_TABLE", "Source: a choice."), ("HALF", ""), ("ABOVE", "above it")]


def test_there_are_numbers_to_speak_of():
    assert "SAMPLE_RATE" in {one.name for one in every_number()}
