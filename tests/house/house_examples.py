"""Run the examples of a page: what it shows is what happens.

On a page, in order, in one empty folder and one Python session:

* a block marked ``python`` runs; a block marked ``text`` right after it is what it prints, to the letter,
  where ``...`` stands for anything; a block of ``>>>`` lines carries its results itself;
* a ``python`` block whose first line is a comment with a file's name (``# my_tool.py``) is saved under that name;
  so is a ``toml`` or ``fountain`` block that begins in the same way;
* a block marked ``console`` runs line by line: what follows a ``$ `` line is what it prints;
* ``<!-- beside it: rushes -->`` puts the small rehearsal into the folder as ``rushes``;
* a block marked ``sh`` is for a person's own machine and does not run, as is a block without a mark.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FLAGS = doctest.ELLIPSIS
_BLOCK = re.compile(r"^```(?P<mark>[\w+-]*)[^\n]*\n(?P<text>.*?)^```[ \t]*$|<!-- beside it: (?P<beside>\w+) -->",
                    re.M | re.S)
_FILE = re.compile(r"\A(?:#|//|/\*|\[\[)\s*(?P<name>[\w/-]+\.(?:py|toml|fountain|csv))\s*(?:\*/|\]\])?\s*\n")


@dataclass(frozen=True)
class Block:
    """One example as the page has it."""

    mark: str
    text: str
    line: int
    prints: str | None = None
    """What the page says that a python block prints; None where it does not say."""


def blocks(page: str) -> Iterator[Block]:
    """The examples of a page in order; a ``text`` block that is the output of the one above it comes with that one."""
    found = list(_BLOCK.finditer(page))
    taken = -1
    for at, match in enumerate(found):
        if at == taken:
            continue
        prints = None
        if match["mark"] == "python" and at + 1 < len(found) and _follows(page, match, found[at + 1]):
            taken, prints = at + 1, found[at + 1]["text"]
        mark = "beside" if match["beside"] else match["mark"]
        yield Block(mark, match["beside"] or match["text"], page.count("\n", 0, match.start()) + 1, prints)


def _follows(page: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second["mark"] == "text" and not page[first.end():second.start()].strip()


@dataclass
class Stage:
    """Where the examples of one page are played: a folder, and a Python session."""

    folder: Path
    rushes: Callable[[Path], None]
    """Puts the small rehearsal at a path."""
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__example__"})

    def play(self, block: Block) -> str:
        """What is wrong with this example; empty where it does what the page says."""
        saved = _FILE.match(block.text)
        if saved and block.mark in ("python", "toml", "fountain", "csv"):
            path = self.folder / saved["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text if block.mark == "python" else block.text[saved.end():], encoding="utf-8")
            return ""
        return {"python": self._python, "console": self._console, "beside": self._beside}.get(
            block.mark, lambda block: "")(block)

    def _beside(self, block: Block) -> str:
        if block.text != "rushes":
            return f"'beside it: {block.text}' came; 'beside it: rushes' would do"
        self.rushes(self.folder / "rushes")
        return ""

    def _python(self, block: Block) -> str:
        if block.text.lstrip().startswith(">>>"):
            return self._session(block)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(block.text, f"example at line {block.line}", "exec"), self.names)
        if block.prints is None:
            return f"it printed what the page does not show:\n{said.getvalue()}" if said.getvalue() else ""
        return differs(block.prints, said.getvalue())

    def _session(self, block: Block) -> str:
        said = io.StringIO()
        test = doctest.DocTestParser().get_doctest(block.text, self.names, f"line {block.line}", None, block.line)
        doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test, out=said.write, clear_globs=False)
        self.names.update(test.globs)
        return said.getvalue()

    def _console(self, block: Block) -> str:
        wrong = []
        for command, shown in commands(block.text):
            done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=_plain_screen(), text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode:
                wrong.append(f"$ {command}\nended with {done.returncode}:\n{done.stdout}")
            elif shown and (difference := differs(shown, done.stdout)):
                wrong.append(f"$ {command}\n{difference}")
        return "\n".join(wrong)


def _plain_screen() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, continued lines joined, and the output that the page shows for it."""
    parts = re.split(r"^\$ ((?:.*\\\n)*.*)\n?", text, flags=re.M)
    return ((command.replace("\\\n", ""), shown) for command, shown in zip(parts[1::2], parts[2::2], strict=True))


def differs(shown: str, got: str) -> str:
    """How what was printed differs from what the page shows; empty where it does not."""
    want, have = (_trimmed(text) for text in (shown, got))
    if doctest.OutputChecker().check_output(want, have, FLAGS):
        return ""
    return doctest.OutputChecker().output_difference(doctest.Example("", want), have, FLAGS | doctest.REPORT_NDIFF)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()) + "\n"
