"""Verbs of delivery: lock a cut, make it from the originals, hand it over, and audit the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from workprint.desk import bring as back
from workprint.desk import grade_files
from workprint.desk import handover as out
from workprint.desk.bring import BroughtIn
from workprint.desk.reached import reached
from workprint.desk.results import HandedOver, LockedCut, MadeFile, Rebuilt, Said, Verified
from workprint.desk.table import Table
from workprint.ledger import Head


class Delivering(Table):
    """From the circled cut to what other people open."""

    def lock(self, *, scene: Annotated[str, "scene number"] = "",
             name: Annotated[str, "name of the locked cut"] = "") -> LockedCut:
        """Lock the circled cut: written as OTIO with the ledger's head in it, and protected from then on."""
        return out.lock(self, self.scene_named(scene), name)

    def unlock(self, *, why: Annotated[str, "the reason"], scene: Annotated[str, "scene number"] = "") -> Said:
        """Open a locked scene again, for a reason."""
        return out.unlock(self, self.scene_named(scene), why)

    def conform(self, *, scene: Annotated[str, "scene number"] = "",
                to: Annotated[Path | None, "the file to make"] = None,
                codec: Annotated[Literal["h264", "prores"], "h264, or prores for ProRes 422 HQ"] = "h264",
                handles: Annotated[int, "frames kept beyond the cut on both sides"] = 0,
                graded: Annotated[bool, "with the circled grade burnt in"] = False) -> MadeFile:
        """Make the finished movie of the circled or locked cut from the original files."""
        return out.conform_cut(self, self.scene_named(scene), to, codec, handles, burnt=graded)

    def handover(self, *, scene: Annotated[str, "scene number"] = "", handles: Annotated[int, "frames of handles"] = 24,
                 movie: Annotated[Literal["h264", "prores", "none"],
                                  "the finished movie that goes with it"] = "h264",
                 grade: Annotated[Literal["files", "burnt", "none"],
                                  "where a grade is circled: lists and tables beside, or burnt into the movie, too"]
                 = "files") -> HandedOver:
        """Hand a locked cut over: OTIO, EDL, FCP XML, AAF and FCPXML where possible, a finished movie, its grade."""
        return out.hand_over(self, self.scene_named(scene), handles, movie, grade)

    def bring(self, file: Annotated[Path, "an OTIO, EDL, FCP XML, FCPXML or AAF from another program; for colour "
                                          "also .ccc, .cdl, .cc, ALE"], *,
              scene: Annotated[str, "scene number"] = "", note: Annotated[str, "why"] = "",
              craft: Annotated[str, "cutting, or colour to take the corrections in an EDL or OTIO"] = "cutting"
              ) -> BroughtIn:
        """Bring back a timeline or a grade that was changed elsewhere: matched to the takes, and circled as yours."""
        found = reached(file, would_do="a timeline would do")
        if craft == self.craft and found.suffix[1:].lower() not in grade_files.COLOUR_ONLY:
            return back.bring(self, self.scene_named(scene), found, note)
        return grade_files.bring(self.bay("colour"), self.scene_named(scene), found, note)

    def verify(self) -> Verified:
        """Audit the whole record, also against every head that was written into a cut or handover."""
        heads = out.heads_written(self)
        audit = self.ledger.audit(*(Head(int(size), root) for size, root in (head.split(":") for head in heads)))
        return Verified(audit.size, audit.root, audit.ok, audit.faults, len(heads))

    def rebuild(self) -> Rebuilt:
        """Make everything again that is missing but the record: media, film.toml, locked cuts. Originals are read."""
        from workprint.desk import rebuild

        return rebuild.rebuild(self)
