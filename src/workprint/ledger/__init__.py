"""The film's record: append-only, provable, kept for good. `docs/ledger.md` has the format for a stranger."""

from workprint.ledger.nouns import Audit, Draft, Entry, Growth, Head, Proof, check_growth, check_proof
from workprint.ledger.record import Ledger

__all__ = ["Audit", "Draft", "Entry", "Growth", "Head", "Ledger", "Proof", "check_growth", "check_proof"]
