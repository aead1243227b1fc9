"""The files of a SQLite database: its own, and those that SQLite keeps beside it.

Source: https://sqlite.org/fileformat.html#the_database_header, https://sqlite.org/tempfiles.html
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["belongs_to", "is_of_sqlite"]

_HEADER: Final = b"SQLite format 3\0"
_BESIDE: Final = ("-wal", "-shm", "-journal")


def belongs_to(database: Path, path: Path) -> bool:
    """Whether a path is one of the files of this database, under any name; links are resolved already.

    Raises:
        OSError: a file cannot be examined.
    """
    own = (database, *(database.with_name(database.name + ending) for ending in _BESIDE))
    return any(path == file or (path.exists() and file.exists() and path.samefile(file)) for file in own)


def is_of_sqlite(path: Path) -> bool:
    """Whether a path is a file of any SQLite database: one with its header, or one beside that.

    Raises:
        OSError: a file cannot be read.
    """
    bases = [Path(str(path).removesuffix(ending)) for ending in _BESIDE if path.name.endswith(ending)]
    return any(_has_header(file) for file in (path, *bases))


def _has_header(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER
