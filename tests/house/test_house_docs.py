"""What the pages show is what happens, and every link of theirs leads somewhere."""

import doctest
import importlib
import re
import shutil
import sys
from pathlib import Path

import pytest
from house_examples import FLAGS, Block, Stage, blocks, commands, differs

from house import ROOT, pages, sources

PAGES = [path.relative_to(ROOT).as_posix() for path in pages()]
WITH_EXAMPLES = [source for source in sources() if ">>>" in source.text]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to stand in, in which an example may also put modules."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.mark.parametrize("page", PAGES)
def test_every_example_in_the_docs_runs(page, folder, request):
    def rushes(path: Path) -> None:
        shutil.copytree(request.getfixturevalue("small_rushes"), path)

    stage = Stage(folder, rushes)
    for block in blocks((ROOT / page).read_text(encoding="utf-8")):
        wrong = stage.play(block)
        assert not wrong, f"{page}:{block.line}\n{wrong}"


@pytest.mark.parametrize("module", [source.module for source in WITH_EXAMPLES])
def test_every_example_in_a_docstring_runs(module, folder):
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module)):
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)
    assert runner.tries, "the examples of this file are where Python does not look for them"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    path = ROOT / page
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.S)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", name):
            continue  # the web is not asked: the tests need no network
        there = (path.parent / name).resolve() if name else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert not broken


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual viewers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_every_page_is_reached_from_the_readme():
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        path = todo.pop()
        if path in reached or not path.exists():
            continue
        reached.add(path)
        todo += [(path.parent / name).resolve() for name in
                 re.findall(r"\]\(([^)#\s:]+\.md)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))]
    assert not [page for page in PAGES if (ROOT / page) not in reached]


PAGE = '''# A page
<!-- beside it: rushes -->
```python
# shout.py
def shout(text): return text.upper()
```
```python
from shout import shout
print(shout("cut"))
```

```text
C...T
```
```python
>>> shout("again")
'AGAIN'
```
```console
$ echo one \\
two
one two
$ ls rushes
take
```
```sh
false
```
'''


def test_the_player_of_examples_plays_all_kinds(folder):
    stage = Stage(folder, lambda path: (path.mkdir(), (path / "take").touch()))
    found = list(blocks(PAGE))
    assert [block.mark for block in found] == ["beside", "python", "python", "python", "console", "sh"]
    assert [stage.play(block) for block in found] == [""] * 6


@pytest.mark.parametrize(("block", "says"), [
    (Block("python", "print('cut')\n", 1, "print\n"), "Expected"),
    (Block("python", "print('cut')\n", 1), "it printed what the page does not show"),
    (Block("python", ">>> 1 + 1\n3\n", 1), "Expected:\n    3"),
    (Block("console", "$ echo cut\nprint\n", 1), "Differences"),
    (Block("console", "$ exit 3\n", 1), "ended with 3"),
    (Block("beside", "dailies", 1), "'beside it: rushes' would do"),
])
def test_the_player_of_examples_notices_what_is_wrong(block, says, folder):
    assert says in stage_without_rushes(folder).play(block).replace("Differences (ndiff with -expected +actual)",
                                                                    "Differences: Expected")


def test_an_example_that_raises_is_not_passed_over(folder):
    with pytest.raises(ZeroDivisionError):
        stage_without_rushes(folder).play(Block("python", "1 / 0\n", 1))


def stage_without_rushes(folder: Path) -> Stage:
    return Stage(folder, lambda path: None)


def test_what_is_printed_is_compared_to_the_letter():
    assert differs("a\nb\n", "a\nb  \n\n") == ""
    assert differs("a\n", "a b\n")
    assert list(commands("$ a \\\n  b\nout\n$ c\n")) == [("a   b", "out\n"), ("c", "")]
