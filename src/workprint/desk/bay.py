"""The desk as one craft sees it: the same film, folder and record, and that craft's own alts, marks and versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workprint.desk.table import Table
from workprint.film import Material, Tool

if TYPE_CHECKING:
    from workprint.crew import Progress
    from workprint.desk.kept_up import KeptUp
    from workprint.desk.state import Film
    from workprint.ledger import Entry


class Bay(Table):
    """A corner of a desk where another craft than cutting works. It owns nothing but what it keeps at hand."""

    def __init__(self, desk: Table, craft: str) -> None:
        super().__init__(desk.folder, desk.ledger)
        self.desk, self.craft = desk, craft
        self._tools, self._materials, self._motions = desk._tools, desk._materials, desk._motions

    @property
    def film(self) -> Film:
        """The film, with this craft's decisions."""
        return self._kept_up().film.of(self.craft)

    @property
    def is_trying(self) -> bool:
        """Whether an edit is only tried."""
        return self.desk.is_trying

    @is_trying.setter
    def is_trying(self, now: bool) -> None:
        """The same for the whole desk; where a bay begins, it changes nothing."""
        if now:
            self.desk.is_trying = now

    def _kept_up(self) -> KeptUp:
        return self.desk._kept_up()

    def record(self, kind: str, body: Any, private: Mapping[str, str] | None = None, *, author: str = "",
               role: str = "") -> Entry:
        """Append one entry in the name of this craft."""
        return self.desk.record(kind, {**body, "craft": self.craft}, private, author=author, role=role)

    def author_here(self) -> str:
        """Key of whoever sits at the desk."""
        return self.desk.author_here()

    def tool(self, name: str) -> Tool:
        """The tool of this name. Raises `BadTool`."""
        return self.desk.tool(name)

    def material(self, scene: str) -> Material:
        """All of one scene. Raises `NotOnTheDesk`."""
        return self.desk.material(scene)

    def _tell(self, what: str, progress: Progress) -> None:
        self.desk._tell(what, progress)
