"""Builds the front end into the wheel, with the Node.js that the build requirements bring along."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("labextension/src", "labextension/style", "labextension/schema", "package.json")


def newest_change(paths: list[Path]) -> float:
    """Return the latest modification time among the files at or below ``paths``."""
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    return max((file.stat().st_mtime for file in files if file.is_file()), default=0.0)


class BuildFrontEnd(BuildHookInterface[Any]):
    """Runs ``npm ci`` and a production build unless the built front end is newer than its sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's signature)
        """Build if need be, before the files of the wheel are collected."""
        root = Path(self.root)
        built = root / "labextension/dist/package.json"
        if not (root / "labextension/src").exists() or (
            built.exists()
            and built.stat().st_mtime >= newest_change([root / source for source in SOURCES])
        ):
            return
        if not (root / "node_modules/.package-lock.json").exists():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=root, check=True)
        subprocess.run(["npm", "run", "build:prod"], cwd=root, check=True)
