"""RDF in files: one document, or a folder of documents that together are one source.

Turtle, RDF/XML, JSON-LD, N-Triples, N-Quads and TriG, each also gzipped. Knows files and the guarded reader.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import RDF_ENDINGS

from ..document_reading import Deadline, DocumentReader, LocalDocuments, are_unmoved, check_documents, find_documents
from ..messages.harvest import HarvestText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.locations import local_path, plain_name, readable_path
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings


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
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read every document once."""
        try:
            found = self._find_documents()
        except OSError as error:
            reason = ErrorsText.CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        if not found.files and not found.unopened:
            reason = HarvestText.NO_RDF_FILE(location=self.location)
            if found.passed_over:
                reason = HarvestText.NO_RDF_FILE_OTHERS(location=self.location, count=found.passed_over)
            return SourceContents(records=iter(()), failed=reason, passed_over=found.passed_over)
        places = [self._place(path) for path in found.files]
        files = dict(zip(places, found.files, strict=True))
        if not found.unopened and len(files) == len(places) and are_unmoved(files, visit.known):
            return SourceContents(records=iter(()), passed_over=found.passed_over, unmoved=True)
        deadline = Deadline(visit.deadline)
        reader = DocumentReader(
            space,
            expected=len(found.files),
            deadline=deadline,
            keeps_bodies=visit.keeps_bodies,
            workers=visit.workers,
        )
        reader.skip(found.unopened)
        try:
            for number, (place, path) in enumerate(zip(places, found.files, strict=True)):
                if deadline.is_over:
                    reader.skip_late(places[number:])
                    break
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
        return check_documents(
            SourceCheck(location=self.location, kind=self.kind),
            self._root,
            self._find_documents,
            self._place,
            lambda _: HarvestText.NO_RDF_FILE(location=self.location),
        )

    def _find_documents(self) -> LocalDocuments:
        """Find the files to read.

        Raises:
            OSError: the location itself cannot be opened.
        """
        pattern = self._path.relative_to(self._root).parts
        return find_documents(
            self._root,
            self._place,
            lambda path: _ending(path.name) in RDF_ENDINGS,
            lambda path: not pattern or _matches(path.relative_to(self._root).parts, pattern),
        )

    def _place(self, path: Path) -> str:
        """The name of a document."""
        return readable_path(path.name if path == self._path else path.relative_to(self._root).as_posix())


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
