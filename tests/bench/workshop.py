"""Where measured processes find their files and leave their registries."""

from __future__ import annotations

from pathlib import Path

from catalogues import Catalogue, write
from syntaxes import ENDINGS

__all__ = ["Workshop"]


class Workshop:
    """A folder that goes away at the end, and the catalogues in it, each written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def catalogue(self, size: int, syntax: str = "turtle") -> Path:
        """The file of a catalogue of so many datasets."""
        path = self.folder / f"catalogue-{size}{ENDINGS[syntax]}"
        return path if path.exists() else write(Catalogue(size), syntax, path)

    def registry(self, name: str) -> str:
        """The URL of a registry that does not exist yet."""
        for path in self.folder.glob(f"{name}.db*"):
            path.unlink()
        return f"sqlite:///{self.folder / name}.db"
