"""The documents beside a schema, which it may name by relative addresses; nothing outside of the folder is read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag

_MOST: Final = 2_000
"""Documents of a folder in which an address is looked for."""
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")


_SKIPPED: Final = re.compile(r"\.|~\$")


def is_skipped(name: str) -> bool:
    """Whether a file or folder of a folder is not read, by its name: it is hidden, or the lock of a program."""
    return _SKIPPED.match(name) is not None


class HeldFolder:
    """A folder whose documents may be read by relative addresses.

    Attributes:
        root: of the folder, links resolved.
        is_whole: whether it was named itself, so that each of its documents is read.
    """

    def __init__(self, root: Path, shown: str, limit: int, *, is_whole: bool = False) -> None:
        """Hold the documents of a folder.

        Args:
            shown: the folder as findings name it; "" for that of the program.
            limit: bytes of the largest document that is read.
            is_whole: look for addresses in its folders, too: it was named itself, and is not the folder of a file.
        """
        self.root = root.resolve()
        self._shown = shown
        self._limit = limit
        self.is_whole = is_whole
        self._pattern = "**/*" if is_whole else "*"
        self._addresses: dict[str, dict[str, Path | None]] = {}

    def path(self, address: str, beside: str = "") -> Path | None:
        """The file of a relative address; None if it is not relative, or leads out of the folder, or to no file.

        Args:
            beside: path within the folder of the document that names it.
        """
        bare = unquote(urldefrag(address)[0])
        if not bare or _ABSOLUTE.match(bare) or "\0" in bare or "?" in bare:
            return None
        try:
            found = (self.root / beside).parent.joinpath(bare) if beside else self.root / bare
            found = found.resolve()
            is_file = stat.S_ISREG(found.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return None
        return found if is_file and found.is_relative_to(self.root) else None

    def find_by_address(
        self, address: str, ending: str, own_address: Callable[[bytes, str], str | None]
    ) -> Path | None:
        """The document in the folder that gives itself an address; of several none, since nobody can tell which.

        Args:
            ending: of the names of documents that are looked at.
            own_address: finds the address in the bytes of a document with a name.
        """
        if ending not in self._addresses:
            found: dict[str, Path | None] = {}
            for path in sorted(self.root.glob(f"{self._pattern}{ending}"))[:_MOST]:
                held = self.path(path.relative_to(self.root).as_posix())
                data = None if held is None else self.read(held)
                own = None if data is None else own_address(data, path.name)
                if own is not None:
                    found[own] = None if own in found else held
            self._addresses[ending] = found
        return self._addresses[ending].get(address)

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file; None if it cannot be read, or is too large."""
        try:
            if path.stat().st_size > self._limit:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def name(self, path: Path) -> str:
        """The name of a file as findings have it, as text that can be stored."""
        inner = self.inner(path)
        return f"{self._shown.rstrip('/')}/{inner}" if self._shown else inner

    def inner(self, path: Path) -> str:
        """The path of a file within the folder, as text that can be stored."""
        return os.fsencode(path.relative_to(self.root).as_posix()).decode(errors="backslashreplace")
