"""Gather every figure: one table for people, `build/figures.json` for programs.

    python -m bench                     all of them
    python -m bench ledger cutting      these alone (printed; written only where --out says)
    python -m bench --list              which there are
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import Figure, measure, modules
from workprint.crew import Done, Job, Progress, here, work
from workprint.film import BadValue, Trouble

OUT = Path("build") / "figures.json"


def gather(names: Sequence[str], console: Console) -> list[Done]:
    """Each module's figures or trouble, in the order of `names`.

    One after another, so that none is slowed by another; each in a process of its own, so that none is warmed.
    """
    return [_alone(at, name, len(names), console) for at, name in enumerate(names, start=1)]


def _alone(at: int, name: str, of: int, console: Console) -> Done:
    def tell(progress: Progress) -> None:
        if console.is_terminal or progress.done:
            console.print(f"\r  {at}/{of} {name} {progress.elapsed_s:.0f} s", end="", markup=False, highlight=False)

    with here(1) as executor:
        (done,) = work([Job(f"bench.{name}", measure, (name,))], executor=executor, on_progress=tell)
    console.print()
    return done


def table(figures: Iterable[Figure]) -> Table:
    """The figures for people: what is missed says so in a word, not only in a colour."""
    shown = Table(box=None, pad_edge=False)
    for heading in ("figure", "value", "unit", "aim", "", "peers"):
        shown.add_column(heading, justify="right" if heading in ("value", "aim") else "left")
    for one in figures:
        sign = "≥" if one["better"] == "higher" else "≤"
        peers = ", ".join(f"{peer} {_short(value)}" for peer, value in one["peers"].items())
        shown.add_row(one["name"], _short(one["value"]), one["unit"], f"{sign} {_short(one['aim'])}",
                      "met" if one["met"] else "[bold red]MISSED[/]", peers)
    return shown


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _write(path: Path, figures: list[Figure]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, print a table, write the figures.")
    parser.add_argument("modules", nargs="*", help="which to measure; all without")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    parser.add_argument("--out", type=Path, help=f"where to write the figures (default of a whole run: {OUT})")
    return parser.parse_args(arguments)


def _chosen(asked: Sequence[str]) -> tuple[str, ...]:
    unknown = sorted(set(asked) - set(modules()))
    if unknown:
        raise BadValue(f"{', '.join(unknown)} came", f"any of {', '.join(modules())} would do", "choose again")
    return tuple(asked) or modules()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it. 0 when everything could be measured (a missed aim is a result, not a failure), 1 otherwise."""
    asked = _asked(arguments)
    if asked.list:
        print("\n".join(modules()))
        return 0
    try:
        chosen = _chosen(asked.modules)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.exit_code
    return _report(gather(chosen, Console(stderr=True)), asked.out or (None if asked.modules else OUT))


def _report(done: Sequence[Done], out: Path | None) -> int:
    figures: list[Figure] = [figure for one in done for figure in one.value or []]
    failed = [one for one in done if one.trouble]
    Console(width=None if sys.stdout.isatty() else 160).print(table(figures))
    missed = [figure["name"] for figure in figures if not figure["met"]]
    print(f"{len(figures)} figures, {len(figures) - len(missed)} met"
          + (f", {len(missed)} missed: {', '.join(missed)}" if missed else ""))
    for one in failed:
        print(f"FAILED {one.trouble}\n{one.trouble.__cause__ or ''}" if one.trouble else "")
    if out:
        _write(out, figures)
        print(f"written to {out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
