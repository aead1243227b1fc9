"""Event streams in files: LDES on TREE, such as a copy of a DCAT-AP Feed.

Knows files; pages and activities are in `registry/event_streams/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import RDF_ENDINGS

from ..document_reading import LocalDocuments, check_documents, find_documents
from ..event_streams import FilePages, read_stream
from ..messages.harvest import HarvestText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.locations import local_path, plain_name, readable_path
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings


class LdesSource:
    """A file with one page, or the RDF files of a folder and its sub-folders, each a page."""

    kind = "ldes"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:  # noqa: ARG002 - of the contract
        # Not resolved: a link that is turned to another folder every night is one location.
        self._path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self.location = readable_path(str(self._path))
        self.name = plain_name(self._path, {*RDF_ENDINGS, ".gz"})

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: nothing could be opened, or it is no stream.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read every page once."""
        try:
            found = self._find_pages()
        except OSError as error:
            reason = ErrorsText.CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        if not found.files and not found.unopened:
            reason = HarvestText.NO_RDF_FILE(location=self.location)
            return SourceContents(records=iter(()), failed=reason, passed_over=found.passed_over)
        files = {self._place(path): path for path in found.files}
        pages = FilePages(self.location, files, found, space, visit, progress)
        return read_stream(pages, space, visit, progress)

    def check(self) -> SourceCheck:
        """Look for the pages and open each, but read none."""
        return check_documents(
            SourceCheck(location=self.location, kind=self.kind),
            self._path,
            self._find_pages,
            self._place,
            lambda _: HarvestText.NO_RDF_FILE(location=self.location),
        )

    def _find_pages(self) -> LocalDocuments:
        """Find the files to read.

        Raises:
            OSError: the location itself cannot be opened.
        """
        return find_documents(
            self._path, self._place, lambda path: path.name.lower().removesuffix(".gz").endswith(tuple(RDF_ENDINGS))
        )

    def _place(self, path: Path) -> str:
        """The name of a page."""
        return readable_path(path.name if path == self._path else path.relative_to(self._path).as_posix())
