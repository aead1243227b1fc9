"""The documents of a source in files: which there are, whether they can be opened, and which have not moved.

The documents of a source in files: which there are, and whether they can be opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from danhmuc.vocab.files import open_file
from danhmuc.vocab.messages import IS_STREAM, Message, system_reason

from ..record.door import KnownDocument, SourceCheck
from ..record.record import Quarantined
from .reader import unopened_document

# ---------------------------------------------------------------- unmoved files
# Whether files are those that are known, byte by byte.


def are_unmoved(files: Mapping[str, Path], known: Mapping[str, KnownDocument]) -> bool:
    """Whether these files, by place, are the known documents and no others; False if one cannot be read.

    Sizes are compared first, since that opens nothing; the digests of all bytes decide.
    """
    if not known or files.keys() != known.keys():
        return False
    try:
        for place, path in files.items():
            status = path.stat()
            if not S_ISREG(status.st_mode) or status.st_size != known[place].size:
                return False
        return all(_digest(path) == known[place].digest for place, path in files.items())
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


# ---------------------------------------------------------------- local documents


@dataclass(slots=True)
class LocalDocuments:
    """The files of a source, in order of their names.

    Attributes:
        unopened: folders that could not be opened.
        passed_over: number of files that are no documents of the source, and of links to folders.
    """

    files: list[Path] = field(default_factory=list)
    unopened: list[Quarantined] = field(default_factory=list)
    passed_over: int = 0


def find_documents(
    root: Path,
    place: Callable[[Path], str],
    is_document: Callable[[Path], bool],
    is_wanted: Callable[[Path], bool] = lambda _: True,
) -> LocalDocuments:
    """Find the files to read: a file itself, or those of a folder and its sub-folders, but for hidden ones.

    Args:
        place: returns the name of a document, or of a folder.
        is_document: tells documents by their names; pipes and devices are none.
        is_wanted: tells the files that are looked at at all; others are not even counted.

    Raises:
        OSError: the location itself cannot be opened.
    """
    mode = root.stat().st_mode
    if not S_ISDIR(mode):
        if S_ISREG(mode):  # anything else can be read only once
            root.open("rb").close()
        return LocalDocuments(files=[root])
    os.scandir(root).close()
    found = LocalDocuments()

    def add_unopened(error: OSError) -> None:
        found.unopened.append(unopened_document(place(Path(error.filename)), error))

    for folder, folders, names in os.walk(root, onerror=add_unopened):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.passed_over += sum(Path(folder, name).is_symlink() for name in folders)
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            if not is_wanted(path):
                continue
            if is_document(path) and not _is_device(path):
                found.files.append(path)
            else:
                found.passed_over += 1
    found.files.sort()
    return found


def check_documents(
    seen: SourceCheck,
    root: Path,
    find: Callable[[], LocalDocuments],
    place: Callable[[Path], str],
    why_none: Callable[[LocalDocuments], Message],
) -> SourceCheck:
    """Look for the documents and open each, but read none.

    Args:
        seen: location and kind.
        root: as `find_documents` had it.
        why_none: says that there is no document.
    """
    try:
        found = find()
    except OSError as error:
        return replace(seen, documents=0, why=system_reason(error), is_open=False)
    if found.files == [root] and not root.is_file():
        return replace(seen, documents=0, why=IS_STREAM(), is_open=False)
    unopened = [document.document for document in found.unopened]
    for path in found.files:
        try:
            open_file(path).close()
        except OSError:
            unopened.append(place(path))
    return replace(
        seen,
        documents=len(found.files) + len(found.unopened) - len(unopened),
        passed_over=found.passed_over,
        unopened=tuple(unopened),
        why=None if found.files or unopened else why_none(found),
    )


def _is_device(path: Path) -> bool:
    """Whether it exists and is no file: reading a pipe could wait forever. A dangling link does not exist."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except OSError:
        return False
