"""The built widget (``bot/widget/dist``): what is in it and at which address it stays the same for ever."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

BUILT = Path(__file__).resolve().parent.parent / "widget" / "dist"
LOADER = "embed.js"
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
}


@dataclass(frozen=True)
class WidgetFiles:
    """One build. ``release`` names the address of everything but the loader, ``loader`` that of the loader."""

    version: str
    release: str
    loader: str
    integrity: dict[str, str]
    content: dict[str, bytes]

    def address(self, name: str) -> str:
        """Where ``name`` never changes: ``/w/1.0.0-1234abcd/embed.js``."""
        return f"/w/{self.loader if name == LOADER else self.release}/{name}"

    def at(self, release: str, name: str) -> bytes | None:
        """The bytes at that address; None where there is nothing of this build."""
        known = name in self.content and release == (self.loader if name == LOADER else self.release)
        return self.content[name] if known else None


@lru_cache(maxsize=1)
def widget_files(folder: Path = BUILT) -> WidgetFiles:
    """The build, read once. Raises OSError when it is not there."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    names = list(manifest["files"])
    return WidgetFiles(
        manifest["version"], manifest["release"], manifest["loader"],
        {name: manifest["files"][name]["integrity"] for name in names},
        {name: (folder / name).read_bytes() for name in names},
    )  # fmt: skip
