"""Make everything again that is not the record: from the ledger and the original files alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workprint.desk import ingest
from workprint.desk.results import Rebuilt
from workprint.exchange import write_cut

if TYPE_CHECKING:
    from workprint.desk.table import Table


def rebuild(desk: Table) -> Rebuilt:
    """Folders, film.toml, README.txt, proxies, laid sound and locked cuts that are missing; see `Desk.rebuild`."""
    film, made = desk.film, []
    if not desk.folder.toml.exists() or not (desk.folder.root / "README.txt").exists():
        desk.folder.lay_out(film.title, film.rate, desk.begun_by or "somebody", "editor")
        made.append("film.toml and README.txt")
    files = sorted({Path(one.path) for one in film.originals.values()})
    gone = tuple(f"{path} is not there any more: ingest it from where it is now" for path in files if not path.exists())
    before = set(desk.folder.media.iterdir())
    took = ingest.ingest(desk, [path for path in files if path.exists()], [], "", False)
    fresh = len(set(desk.folder.media.iterdir()) - before)
    if fresh:
        made.append(f"{fresh} files in media/")
    for locked in desk.film.locked.values():
        path = desk.folder.cuts / f"{locked.name}.otio"
        if not path.exists():
            write_cut(locked.cut, desk.material(locked.scene), path, head=desk.head_text())
            made.append(f"cuts/{path.name}")
    return Rebuilt(tuple(made), (*gone, *took.refused))
