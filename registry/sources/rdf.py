"""RDF in files: one document, or a folder of documents that together are one source.

Turtle, RDF/XML, JSON-LD, N-Triples, N-Quads and TriG, each also gzipped. Knows files and the guarded reader.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import CANNOT_OPEN
from danhmuc.vocab.reading import RDF_ENDINGS

from ..document_reading import DocumentReader, are_unmoved, unopened_document
from ..messages.harvest import LOCATION_STREAM, NO_RDF_FILE, NO_RDF_FILE_OTHERS
from ..record.contents import Progress, SourceContents
from ..record.local_location import local_path, plain_name, readable_path
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit

__all__ = ["RdfSource"]


class RdfSource:
    """A file, or the RDF files of a folder and its sub-folders in order of their names, or those that match a pattern.

    A location with ``*`` or ``?`` of which there is no file is a pattern, as a shell has it; ``**`` stands for
    any folders.
    """

    kind = "rdf"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:  # noqa: ARG002 - of the contract
        # Not resolved: a link that is turned to another folder every night is one location.
        self._path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self.location = readable_path(str(self._path))
        self._root = _root_of(self._path)
        self.name = plain_name(self._root, {*RDF_ENDINGS, ".gz"})

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: nothing could be opened, or nothing in it is DCAT.
        """
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        try:
            for pending in contents.records:
                yield pending.make()
        finally:
            contents.close()

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read every document once."""
        try:
            found = self._find_documents()
        except OSError as error:
            reason = CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        if not found.files and not found.unopened:
            reason = NO_RDF_FILE(location=self.location)
            if found.passed_over:
                reason = NO_RDF_FILE_OTHERS(location=self.location, count=found.passed_over)
            return SourceContents(records=iter(()), failed=reason, passed_over=found.passed_over)
        places = [self._place(path) for path in found.files]
        files = dict(zip(places, found.files, strict=True))
        if not found.unopened and len(files) == len(places) and are_unmoved(files, visit.known):
            return SourceContents(records=iter(()), passed_over=found.passed_over, unmoved=True)
        reader = DocumentReader(space, expected=len(found.files))
        reader.skip(found.unopened)
        try:
            for number, (place, path) in enumerate(zip(places, found.files, strict=True)):
                if progress is not None:
                    progress("read", number, len(found.files))
                base = place if path != self._path else space.only_document or place
                reader.read_file(path, place, space.document(base), progress if len(places) == 1 else None)
            return reader.contents(passed_over=found.passed_over, progress=progress)
        except BaseException:
            reader.close()
            raise

    def check(self) -> SourceCheck:
        """Look for the documents and open each, but read none."""
        seen = SourceCheck(location=self.location, kind=self.kind)
        try:
            found = self._find_documents()
        except OSError as error:
            return replace(seen, documents=0, why=system_reason(error), is_open=False)
        if found.files == [self._path] and not self._path.is_file():
            return replace(seen, documents=0, why=LOCATION_STREAM(), is_open=False)
        unopened = [document.document for document in found.unopened]
        for path in found.files:
            try:
                path.open("rb").close()
            except OSError:
                unopened.append(self._place(path))
        empty = not found.files and not unopened
        return replace(
            seen,
            documents=len(found.files) + len(found.unopened) - len(unopened),
            passed_over=found.passed_over,
            unopened=tuple(unopened),
            why=NO_RDF_FILE(location=self.location) if empty else None,
        )

    def _find_documents(self) -> _Documents:
        """Find the files to read.

        Raises:
            OSError: the location itself cannot be opened.
        """
        mode = self._root.stat().st_mode
        if S_ISREG(mode):
            with self._root.open("rb"):
                return _Documents(files=[self._root])
        if not S_ISDIR(mode):
            return _Documents(files=[self._root])  # a pipe can be read only once
        os.scandir(self._root).close()
        found = _Documents()
        pattern = self._path.relative_to(self._root).parts

        def add_unopened(error: OSError) -> None:
            found.unopened.append(unopened_document(self._place(Path(error.filename)), error))

        for folder, folders, names in os.walk(self._root, onerror=add_unopened):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found.passed_over += sum(Path(folder, name).is_symlink() for name in folders)
            for name in (name for name in names if not name.startswith(".")):
                path = Path(folder, name)
                if pattern and not _matches(path.relative_to(self._root).parts, pattern):
                    continue
                if _ending(name) in RDF_ENDINGS and not _is_device(path):
                    found.files.append(path)
                else:
                    found.passed_over += 1
        found.files.sort()
        return found

    def _place(self, path: Path) -> str:
        """The name of a document."""
        return readable_path(path.name if path == self._path else path.relative_to(self._root).as_posix())


@dataclass(slots=True)
class _Documents:
    """The files of a source.

    Attributes:
        unopened: folders that could not be opened.
        passed_over: number of files without an RDF ending, and of links to folders.
    """

    files: list[Path] = field(default_factory=list)
    unopened: list[Quarantined] = field(default_factory=list)
    passed_over: int = 0


def _ending(name: str) -> str:
    plain = name.lower().removesuffix(".gz")
    return "." + plain.rpartition(".")[2] if "." in plain else ""


def _root_of(path: Path) -> Path:
    """The path itself, or of a pattern the folder that its matches are in."""
    if not any(mark in str(path) for mark in "*?") or os.path.lexists(path):
        return path
    return next(one for one in path.parents if not any(mark in str(one) for mark in "*?"))


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path match those of a pattern.

    >>> _matches(("a", "b", "c.ttl"), ("**", "*.ttl")), _matches(("a", "c.ttl"), ("*.ttl",))
    (True, False)
    """
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[at:], pattern[1:]) for at in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _is_device(path: Path) -> bool:
    """Whether it exists and is no file: reading a pipe could wait forever. A dangling link does not exist."""
    try:
        return not S_ISREG(path.stat().st_mode)
    except OSError:
        return False
