"""The files that an export writes: what they may not replace, how they are replaced, and how rows are written.

A file beside the target takes its place when everything is written. Rows are CSV as Excel reads it, or JSON lines.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.reading import RDF_ENDINGS
from danhmuc.vocab.text import escape_controls, guard_formulas, one_line

from ..messages.export import EXPORT_ONTO_REGISTRY, EXPORT_ONTO_SOURCE, EXPORT_ONTO_SQLITE, EXPORT_UNWRITABLE
from ..store.files import belongs_to, fresh_path, is_of_sqlite, remove_leftovers
from ..store.stored_rows import RegisteredSource

__all__ = ["is_csv", "refuse_target", "replacing", "write_rows"]

_MARK: Final = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""


def refuse_target(target: Path, *, registry: Path | None, sources: Iterable[RegisteredSource]) -> None:
    """See that nothing is replaced that is no export.

    Args:
        registry: the file of the registry, if it is one.

    Raises:
        UsageError: the target is a file of the registry or of any SQLite database, or one that a source is read from,
            or it cannot be examined.
    """
    with _explaining(target):
        path = Path(os.path.realpath(target))
        if path.exists() and not path.is_file():
            return  # a pipe loses nothing, a folder is refused later
        # The registry first: to open and close its file would end the locks that SQLite holds on it in this process.
        if registry is not None and belongs_to(registry, path):
            raise UsageError(EXPORT_ONTO_REGISTRY(target=str(target)))
        if is_of_sqlite(path):
            raise UsageError(EXPORT_ONTO_SQLITE(target=str(target)))
        source = _source_of(path, sources)
        if source is not None:
            raise UsageError(EXPORT_ONTO_SOURCE(target=str(target), name=source.name))


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that replaces it if nothing fails; a target that is no file is written directly.

    Raises:
        UsageError: it cannot be written.
    """
    with _explaining(target):
        path = Path(os.path.realpath(target))
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as out:
                yield out
            return
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        remove_leftovers(path)
        fresh = fresh_path(path)
        out = fresh.open("xb")
        try:
            with out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if path.exists():
                shutil.copymode(path, fresh)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def _explaining(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(EXPORT_UNWRITABLE(target=str(target), reason=system_reason(error))) from error


# ---------------------------------------------------------------- sources


def _source_of(path: Path, sources: Iterable[RegisteredSource]) -> RegisteredSource | None:
    """The source that is read from a path, under any name: its location, a document in its folder, or its profile."""
    for source in sources:
        location = Path(os.path.realpath(source.location))
        if path == location or _is_same(path, location) or _is_same(path, Path(source.profile)):
            return source
        # A new file beside the documents would be read, too, but destroys nothing.
        if path.exists() and location.is_dir() and _is_document(path, location):
            return source
    return None


def _is_document(path: Path, folder: Path) -> bool:
    """Whether a file is one of the folder's documents, also through links."""
    if folder in path.parents and _has_rdf_ending(path.name):
        return True
    is_linked = path.stat().st_nlink > 1
    for inner, _, names in os.walk(folder):
        for name in filter(_has_rdf_ending, names):
            document = Path(inner, name)
            if (is_linked or document.is_symlink()) and _is_same(path, document):
                return True
    return False


def _is_same(path: Path, other: Path) -> bool:
    """Whether both names are of one file."""
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False  # one of them is not there


def _has_rdf_ending(name: str) -> bool:
    return Path(name.lower().removesuffix(".gz")).suffix in RDF_ENDINGS


def is_csv(path: Path) -> bool:
    """Whether a file is written as CSV, by its name; else it has JSON lines."""
    return path.suffix.casefold() == ".csv"


def write_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str], out: BinaryIO, *, as_csv: bool) -> None:
    """Write rows in their order; in CSV, lists are joined by commas."""
    if as_csv:
        out.write(_MARK)
        out.write(_csv_line(columns))
    for row in rows:
        if as_csv:
            out.write(_csv_line([guard_formulas(one_line(_cell(row[name]))) for name in columns]))
        else:
            line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
            out.write(f"{escape_controls(line)}\n".encode("utf-8", "backslashreplace"))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")
