"""Puts the browser's files and the compiled translations into the wheel: the repository holds neither."""

# ruff: noqa: INP001  # a build script, in no package

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HOME = "tiltrekk/node_modules"  # inside the wheel; the settings look there first


class BrowserFiles(BuildHookInterface[BuilderConfig]):
    """An installed package has no checkout beside it, so it carries what the pages need."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; an editable install reads them where npm put them."""
        if version == "editable":
            return
        modules = Path(self.root).parent / "node_modules"
        if not modules.is_dir():
            raise FileNotFoundError(f"{modules} is missing: run `make setup` in the checkout first")
        table = runpy.run_path(str(Path(self.root) / "src/tiltrekk/ui/vendor_files.py"))
        for name in [*table["FILES"].values(), table["ICONS"]]:
            build_data["force_include"][str(modules / name)] = f"{HOME}/{name}"
