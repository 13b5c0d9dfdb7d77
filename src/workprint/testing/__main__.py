"""``python -m workprint.testing NAME``: try an installed tool against the contract."""

from __future__ import annotations

import importlib.metadata
import sys

from workprint.film import Trouble
from workprint.testing.contract import check_tool


def main() -> int:
    """0 where the tool keeps the contract; otherwise the trouble's exit code, with its sentence."""
    points = {point.name: point for point in importlib.metadata.entry_points(group="workprint.tools")}
    if len(sys.argv) != 2 or sys.argv[1] not in points:
        print(f"name one installed tool: {', '.join(sorted(points))}", file=sys.stderr)
        return 2
    try:
        told = check_tool(points[sys.argv[1]].load()())
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return trouble.exit_code
    print(f"{sys.argv[1]} keeps the contract:", *(f"  {one}" for one in told), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
