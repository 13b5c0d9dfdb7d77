"""Every constant of the source with what it is and where it comes from. Run it to write docs/numbers.md anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from house import ROOT, Source, sources

PAGE = ROOT / "docs" / "numbers.md"

HEAD = """# Numbers

Every constant in the source, what it is, and where it comes from. `make docs` writes this page from the source;
a test says so when it is out of date, and when a constant names no source. *Measured* is what we
measured, on the material or in the benchmark named there. A reason without a source is a choice of ours.
"""

SOURCE = re.compile(
    r"\bsources?\b|\bfacts?[/ ]|\bafter\b|\bmeasured\b|\bchosen\b|\bchoice\b|\bbench\b|\bversion of\b|"
    r"\bby (?:ear|eye|definition|hand)\b|\bas above\b|\bpaper\b|\bFFmpeg's\b|"
    r"\bdefined\b|\bspecification\b|\bet al\b|\b(?:19|20)\d\d\b|"
    r": \S|\bso that\b|\bbecause\b|"  # of our own choices: the reason
    r"\b(?:SMPTE|EBU|ITU|BT\.|BS\.|RFC|ISO|IEC|IEEE|FIPS|ASC|AES|NIST|Rec)\b", re.I)
"""How a source may be named: a standard, a paper with its year, facts, "measured", or a choice with its reason."""


@dataclass(frozen=True)
class Number:
    """One constant as its line has it."""

    source: Source
    line: int
    name: str
    value: str
    says: str


def numbers(source: Source) -> Iterator[Number]:
    """Module-level constants of a file that hold numbers, single or in a table."""
    body = source.tree.body
    for at, node in enumerate(body):
        name, value = _assigned(node)
        if re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name) and value is not None and _is_number(value):
            after = body[at + 1] if at + 1 < len(body) else None
            yield Number(source, node.lineno, name, ast.unparse(value), _says(source, node, after))


def _assigned(node: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    return "", None


MAKERS = {"Fraction", "Rate", "int", "float", "round", "array", "log", "log10", "sqrt", "exp", "radians", "frozenset"}
MODULES = {"np", "math"}
COMPUTED = (ast.Subscript, ast.Lambda, ast.JoinedStr, ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp)


def _is_number(value: ast.expr) -> bool:
    """Whether an expression is made of numbers: at least one, and nothing that computes from outside."""
    nodes = list(ast.walk(value))
    return any(isinstance(node, ast.Constant) and type(node.value) in (int, float) for node in nodes) \
        and not any(isinstance(node, COMPUTED) or _is_foreign(node) for node in nodes)


def _is_foreign(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) not in MAKERS
    return isinstance(node, ast.Name) and not node.id.isupper() and node.id not in MAKERS | MODULES


def _says(source: Source, node: ast.stmt, after: ast.stmt | None) -> str:
    """What stands with it: the comment above, the comment on its lines, the text below."""
    lines, end = source.lines, node.end_lineno or node.lineno
    above: list[str] = []
    for line in reversed(lines[:node.lineno - 1]):
        if not line.startswith("#"):
            break
        above.insert(0, line.lstrip("# "))
    beside = [comment for line in lines[node.lineno - 1:end] if (comment := _comment(line))]
    return " ".join([*above, *beside, *_text(after)])


def _text(node: ast.stmt | None) -> list[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value.split()
    return []


def _comment(line: str) -> str:
    match = re.search(r"(?:^|\s\s)#\s*(.*)$", line)
    return match.group(1).strip() if match else ""


def every_number() -> tuple[Number, ...]:
    return tuple(number for source in sources() for number in numbers(source))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("``", "`")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def page() -> str:
    """docs/numbers.md as it has to be."""
    parts = [HEAD]
    for name, group in groupby(every_number(), key=lambda number: number.source.name):
        parts.append(f"\n## {name}\n\n| constant | value | what it is, and its source |\n|---|---|---|\n")
        parts += [f"| `{one.name}` | `{_cell(_short(one.value))}` | {_cell(one.says)} |\n" for one in group]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{len(every_number())} numbers in {PAGE.relative_to(ROOT)}")
