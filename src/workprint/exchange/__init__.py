"""The formats of other software, in and out."""

from workprint.exchange.fountain import read_fountain, read_script

__all__ = ["read_fountain", "read_script"]
