"""The web door: the cutting room in a browser on this machine."""

from workprint.doors.web.app import web_app
from workprint.doors.web.serve import serve

__all__ = ["serve", "web_app"]
