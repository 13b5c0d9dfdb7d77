"""Fountain in: the script a writer typed as elements, and as the film's scenes and lines."""

from workprint.exchange.fountain.elements import Element, Kind, read_elements
from workprint.exchange.fountain.emphasis import unmarked
from workprint.exchange.fountain.screenplay import read_fountain, read_script

__all__ = ["Element", "Kind", "read_elements", "read_fountain", "read_script", "unmarked"]
