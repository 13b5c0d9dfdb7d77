"""The feel of the code: short functions, short files, names from the cutting room, and a word for everything public."""

import ast
import re
from collections.abc import Iterator
from statistics import median

import pytest

from house import Function, imports, length, public_things, rooms, sources

MEDIAN, NINE_OF_TEN, FILE, NO_FILE = 8, 25, 250, 600
"""Lines. The first three: DESIGN.md, "Style, by example"; the last: a choice."""

NO_ROOM_FOR = re.compile(r"(?:^|_)(?:utils?|helpers?|managers?|services?|misc)(?:$|_)|"
                         r"(?:Manager|Service|Util|Utils|Helper|Impl|Abstract\w*)$")


def test_functions_are_short():
    lengths = sorted(length(function) for source in sources() for function in source.functions())
    assert median(lengths) <= MEDIAN
    assert lengths[int(len(lengths) * 0.9)] < NINE_OF_TEN


def test_files_are_mostly_short():
    long = {source.name: len(source.lines) for source in sources() if len(source.lines) >= FILE}
    assert len(long) <= len(sources()) / 6, f"more than one file of six: {long}"
    assert not {name: lines for name, lines in long.items() if lines > NO_FILE}


def test_no_drawer_for_odds_and_ends():
    names = [(source.name, name) for source in sources()
             for name in (source.path.stem, *(node.name for node in ast.walk(source.tree)
                                              if isinstance(node, (ast.ClassDef, *Function.__args__))))]
    assert not [f"{where}: {name}" for where, name in names if NO_ROOM_FOR.search(name)]


@pytest.mark.parametrize("room", rooms())
def test_everything_public_says_what_it_is(room):
    here = [source for source in sources() if source.room == room]
    assert not [f"{source.name}: {name}" for source in here for name, node in public_things(source.tree)
                if not ast.get_docstring(node)]
    assert not [source.name for source in here if source.tree.body and not ast.get_docstring(source.tree)]


@pytest.mark.parametrize("room", rooms())
def test_every_field_of_a_noun_tells_its_unit(room):
    """Nouns that others see: those on the face of a room."""
    silent = []
    here = [source for source in sources() if source.room == room]
    face = {name.rsplit(".", 1)[1] for source in here if source.name == f"{room}/__init__.py"
            for _, name in imports(source)}
    for source in here:
        for noun in (node for node in source.tree.body if isinstance(node, ast.ClassDef) and _is_noun(node)):
            if noun.name in face:
                silent += [f"{source.name}: {noun.name}.{field}" for field in _silent_fields(noun)]
    assert not silent


def _silent_fields(noun: ast.ClassDef) -> Iterator[str]:
    for field, after in zip(noun.body, [*noun.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and not _is_text(after):
            yield ast.unparse(field.target)


def _is_noun(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def _is_text(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def test_nouns_are_frozen():
    thawed = [f"{source.name}: {node.name}" for source in sources() if source.room == "film"
              for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef) and _is_noun(node)
              and "frozen=True" not in "".join(map(ast.unparse, node.decorator_list))]
    assert not thawed


def test_nothing_is_left_for_later():
    """No stubs and no notes to ourselves: what falls short is said to people, in the docs."""
    mark = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    assert not [f"{source.name}:{at}" for source in sources() for at, line in enumerate(source.lines, 1)
                if mark.search(line)]


def test_lengths_are_counted_as_people_count_them():
    text = ('def f(a,\n      b):\n    """Says.\n\n    More.\n    """\n    # why\n    x = [a,\n         b]\n'
            '\n    return x\ndef g():\n    return 1\n')
    first, second = ast.parse(text).body
    assert (length(first), length(second)) == (5, 2)
