"""Where measured processes find their files and leave their registries."""

from __future__ import annotations

import json
from pathlib import Path

from catalogues import Catalogue, write
from entries import entries
from syntaxes import ENDINGS

__all__ = ["Workshop"]


class Workshop:
    """A folder that goes away at the end, and the catalogues in it, each written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def catalogue(self, size: int, syntax: str = "turtle", *, clean: bool = False) -> Path:
        """The file of a catalogue of so many datasets; `clean` plants no faults."""
        path = self.folder / f"{'clean' if clean else 'catalogue'}-{size}{ENDINGS[syntax]}"
        return path if path.exists() else write(Catalogue(size, clean=clean), syntax, path)

    def entries(self, size: int) -> Path:
        """The file of so many datasets as plain values in a JSON array."""
        path = self.folder / f"entries-{size}.json"
        if not path.exists():
            path.write_text(json.dumps([*entries(Catalogue(size, clean=True))]), encoding="utf-8")
        return path

    def registry(self, name: str) -> str:
        """The URL of a registry that does not exist yet."""
        for path in self.folder.glob(f"{name}.db*"):
            path.unlink()
        return f"sqlite:///{self.folder / name}.db"
