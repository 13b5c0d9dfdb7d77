"""The source as the house's own tests read it: every file once, as a tree."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "workprint"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One file below src/workprint."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """As a person names it: ``film/time.py``."""
        return self.path.relative_to(SRC).as_posix()

    @property
    def room(self) -> str:
        """The room it lives in; empty for what lies in the hall, as ``__init__.py`` does."""
        return self.path.relative_to(SRC).parts[0] if self.path.parent != SRC else ""

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def module(self) -> str:
        parts = self.path.relative_to(SRC.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package, in order of name."""
    return tuple(Source(path, text := path.read_text(encoding="utf-8"), ast.parse(text, str(path)))
                 for path in sorted(SRC.rglob("*.py")))


def rooms() -> tuple[str, ...]:
    """The rooms that are there."""
    return tuple(sorted({source.room for source in sources()} - {""}))


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Line and full name of every module or name that a file imports, relative and late imports too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            yield from ((node.lineno, f"{base}.{alias.name}" if base else alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__", "run_module"):
            yield from ((node.lineno, arg.value) for arg in node.args[:1]
                        if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".") if source.path.stem == "__init__" else source.module.split(".")[:-1]
    base = package[:len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def length(function: Function) -> int:
    """Lines of code of a function: what it says of itself, blank lines and comments are not counted."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    if not body:
        return 1
    header = body[0].lineno - function.lineno if function.body is body else (
        function.body[0].lineno - function.lineno)
    return header + len({line for node in body for line in _code_lines(node)})


def _code_lines(node: ast.AST) -> set[int]:
    found: set[int] = set()
    for inner in ast.walk(node):
        if isinstance(inner, (ast.stmt, ast.expr)):
            found |= {inner.lineno, inner.end_lineno or inner.lineno}
            if isinstance(inner, ast.Constant):
                found |= set(range(inner.lineno, (inner.end_lineno or inner.lineno) + 1))
    return found


def public(node: ast.AST) -> bool:
    return not getattr(node, "name", "_").startswith("_")


def public_things(tree: ast.Module) -> Iterator[tuple[str, ast.ClassDef | Function]]:
    """Public classes and functions of a module and the public methods of those classes, by full name."""
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, *Function.__args__)) and public(node):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                yield from ((f"{node.name}.{inner.name}", inner) for inner in node.body
                            if isinstance(inner, Function) and public(inner))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository, those about to be added too."""
    asked = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                           capture_output=True, text=True)
    if asked.returncode == 0:
        paths = (ROOT / name for name in asked.stdout.split("\0") if name)
    else:  # unpacked from an archive: whatever is there but what gets made
        made = re.compile(r"(^|/)(\.venv|build|dist|demo|__pycache__|\.[a-z]+_cache|\.hypothesis)(/|$)")
        paths = (path for path in ROOT.rglob("*") if not made.search(path.relative_to(ROOT).as_posix()))
    return tuple(sorted(path for path in paths if path.is_file()))


def pages() -> tuple[Path, ...]:
    """Every page that a person reads: README, CONTRIBUTING and docs."""
    return tuple(path for path in tracked() if path.suffix == ".md")
