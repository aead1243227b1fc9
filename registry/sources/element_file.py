"""Data elements and table schemas: in RDF, or in any schema or dictionary that has a reader.

The source of `danhmuc elements add`. Of RDF nothing is read but elements, and the node records beside them.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.reading import RDF_ENDINGS

from ..data_elements.draft_graphs import element_iri, element_record, table_iri, table_record
from ..data_elements.draft_reading import read_drafts
from ..data_elements.table_draft import ElementDraft, TableDraft
from ..messages.elements import ELEMENTS_NONE
from ..messages.harvest import NO_DCAT, NO_DCAT_MORE
from ..record.contents import Naming, PendingRecord, Progress, ReadDocument, SourceContents, records_of
from ..record.local_location import local_path, readable_path
from ..record.record import IriSpace, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit
from .rdf import RdfSource

__all__ = ["ELEMENTS_KIND", "ElementsSource"]

ELEMENTS_KIND: Final = "elements"
_Draft: TypeAlias = TableDraft | ElementDraft
_Reader: TypeAlias = Callable[[str], Iterator[_Draft]]


class ElementsSource:
    """The data elements and table schemas at one location.

    Attributes:
        location: absolute path, or the address of a database without its password.
    """

    kind = ELEMENTS_KIND

    def __init__(self, location: str, settings: SourceSettings | None = None, *, read: _Reader = read_drafts) -> None:
        self._read = read
        self._given = location
        self._rdf: RdfSource | None = None
        if "://" in location:
            self.location = _without_password(location)
            self.name = self.location.rstrip("/").rpartition("/")[2] or self.location
            return
        # Not resolved: a link that is turned to another file every night is one location.
        path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self._given = self.location = readable_path(str(path))
        self.name = path.stem or path.name
        if path.is_dir() or _is_rdf_name(path.name):
            self._rdf = RdfSource(location, settings)
            self.name = self._rdf.name

    def records(self) -> Iterator[SourceRecord]:
        """The elements of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: the location cannot be opened, or there are none.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read the location."""
        if self._rdf is not None:
            return self._of_rdf(self._rdf.contents(space, progress=progress, visit=visit))
        return self._of_drafts(space)

    def check(self) -> SourceCheck:
        """Open the location, but read nothing."""
        if self._rdf is not None:
            return replace(self._rdf.check(), kind=self.kind)
        return SourceCheck(kind=self.kind, location=self.location)

    def _of_rdf(self, read: SourceContents) -> SourceContents:
        """The elements of RDF."""
        if read.failed is not None and read.failed.template in (NO_DCAT, NO_DCAT_MORE):
            read.failed = None  # a dictionary alone is no DCAT
        if read.failed is not None or read.unmoved:
            return read
        names = read.naming
        records = [pending for pending in read.records if pending.role in ("element", "node")]
        has_any = any(pending.role == "element" for pending in records)
        return replace(
            read,
            records=records,
            naming=lambda: Naming(links=(), refused=frozenset() if names is None else names().refused),
            memberships=iter(()),
            announced=None,
            failed=None if has_any else ELEMENTS_NONE(location=self.location),
        )

    def _of_drafts(self, space: IriSpace) -> SourceContents:
        """The records of what a reader finds."""
        try:
            drafts = list(self._read(self._given))
        except UsageError as error:
            return SourceContents(records=(), failed=error.message, unopened=True)
        except SourceUnavailableError as error:
            return SourceContents(records=(), failed=error.reason, unopened=True)
        made = {_iri_of(draft, space): draft for draft in drafts}
        return SourceContents(
            records=[PendingRecord(iri, "element", _maker(draft, space)) for iri, draft in made.items()],
            naming=lambda: Naming(links=(), refused=frozenset()),
            documents=tuple(_documents(self.location, drafts)),
            failed=None if made else ELEMENTS_NONE(location=self.location),
        )


def _is_rdf_name(name: str) -> bool:
    """Whether a file is RDF by its name; ``.json`` is a schema."""
    ending = Path(name.lower().removesuffix(".gz")).suffix
    return ending in RDF_ENDINGS and ending != ".json"


def _iri_of(draft: _Draft, space: IriSpace) -> str:
    return table_iri(draft, space) if isinstance(draft, TableDraft) else element_iri(draft, space)


def _maker(draft: _Draft, space: IriSpace) -> Callable[[], SourceRecord]:
    def make() -> SourceRecord:
        return table_record(draft, space) if isinstance(draft, TableDraft) else element_record(draft, space)

    return make


def _documents(location: str, drafts: Iterable[_Draft]) -> Iterator[ReadDocument]:
    """The file that drafts were read from; a database has no bytes to keep."""
    if "://" in location:
        return
    path = Path(location)
    if path.is_file():
        data = path.read_bytes()
        place = next((draft.place.partition("#")[0] for draft in drafts), "") or path.name
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        yield ReadDocument(place=place, digest=digest, triples=0, size=len(data), body=zlib.compress(data))


def _without_password(location: str) -> str:
    """An address without its password, which is neither stored nor shown."""
    parts = urlsplit(location)
    user, at, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{name}{at if name else ''}{host}"))
