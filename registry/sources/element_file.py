"""Data elements and table schemas: in RDF, or in any schema or dictionary that has a reader.

The source of `danhmuc elements add`. Of RDF nothing is read but elements, and the node records beside them. Of a
database neither user, password nor options are stored, so that one that needs them is not read again by its name.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from danhmuc.vocab.errors import DocumentError, SourceUnavailableError, UnknownNameError, UsageError
from danhmuc.vocab.files import open_file
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, system_reason
from danhmuc.vocab.reading import RDF_ENDINGS

from ..data_elements.descriptors import element_iri, element_record, table_iri, table_record
from ..data_elements.schema_readers import (
    SchemaReading,
    is_database,
    is_schema_file,
    location_text,
    read_tables,
    schema_kinds,
)
from ..data_elements.schema_readers.schema_reading import SchemaDocument, SchemaNotes
from ..messages.elements import ElementsText, SchemaReadingText
from ..messages.harvest import HarvestText
from ..record.contents import (
    Naming,
    PendingRecord,
    Progress,
    ReadDocument,
    SourceContents,
    records_of,
    unread_documents,
)
from ..record.described_elements import ElementDraft, TableDraft
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.locations import is_book_name, local_path, readable_path
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.source_settings import SourceSettings
from .rdf import RdfSource

ELEMENTS_KIND: Final = "elements"
_Draft: TypeAlias = TableDraft | ElementDraft
_STORED_ADDRESS: Final = re.compile(r"postgresql://[^@?]*")
"""The address of a database as it is stored: no user, no password, and no driver, so that nobody connects by it."""
_SQLITE: Final = "sqlite:///"
_RDF_XML: Final = b"rdf:RDF"
_HEAD: Final = 1 << 12
_NAMED: Final = 3


class ElementsSource:
    """The data elements and table schemas at one location.

    Args:
        schema_kind: of the schema or dictionary; None to find it out. It is not stored.
        schema: of a database; one schema is one location.

    Attributes:
        location: absolute path, or the address of a database without user, password and options, and its schema
            behind a number sign.
        refusal: why the last reading ended as a request that nobody can fulfil; None if it did not.

    Raises:
        UnknownNameError: no such kind of schema.
        UsageError: the location is none that is read, or a file, which has no schemas to choose from.
    """

    kind = ELEMENTS_KIND

    def __init__(
        self,
        location: str,
        settings: SourceSettings | None = None,
        *,
        schema_kind: str | None = None,
        schema: str | None = None,
    ) -> None:
        if schema_kind is not None and schema_kind not in schema_kinds():
            raise UnknownNameError(SchemaReadingText.SCHEMA_KIND_UNKNOWN, schema_kind, schema_kinds())
        self._kind, self._schema = schema_kind, schema
        self._rdf: RdfSource | None = None
        self._mixed: Message | None = None
        self._is_stored_address = schema_kind is None and is_stored_address(location)
        self.refusal: UsageError | None = None
        if self._is_stored_address:
            self._given = self.location = location
        elif is_database(location, schema_kind):
            self._given, self.location = location, location_text(location, kind=schema_kind)
            if self.location.startswith(_SQLITE):
                self.location = _SQLITE + os.path.abspath(self.location.removeprefix(_SQLITE))  # noqa: PTH100
                self._given = self.location
                if schema is not None:
                    raise UsageError(ElementsText.ELEMENTS_SCHEMA_OF_FILE(name=schema))
            elif schema is not None:
                self.location = f"{self.location}#{readable_path(schema)}"
        else:
            self._open_path(location, settings)
            return
        self.name = self.location.rstrip("/").rpartition("/")[2].replace("#", ".") or "database"

    def _open_path(self, location: str, settings: SourceSettings | None) -> None:
        location_text(location, kind=self._kind)  # refuses what is on the web
        if self._schema is not None:
            raise UsageError(SchemaReadingText.SCHEMA_IN_FILE(name=self._schema))
        # Not resolved: a link that is turned to another file every night is one location.
        path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self._given = str(path)
        self.location = readable_path(str(path))
        self.name = path.stem or path.name
        if self._kind is None and self._is_rdf(path):
            self._rdf = RdfSource(location, settings)
            self.name = self._rdf.name

    def _is_rdf(self, path: Path) -> bool:
        """Whether a file is RDF by its name, or a folder has RDF and no schema; if it has both, that is noted."""
        if not path.is_dir():
            return _is_rdf_name(path.name)
        rdf, schema = _look_into(path)
        if rdf is not None and schema is not None:
            self._mixed = ElementsText.ELEMENTS_MIXED(location=self.location, rdf=rdf, schema=schema)
        return schema is None

    def records(self) -> Iterator[SourceRecord]:
        """The elements of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: the location cannot be opened, or there are none.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read the location."""
        self.refusal = None
        if self._is_stored_address:
            reason = ElementsText.ELEMENTS_ADDRESS_NEEDED(location=self.location)
            return SourceContents(records=(), failed=reason, unopened=True)
        if self._mixed is not None:
            return SourceContents(records=(), failed=self._mixed)
        if self._rdf is not None:
            return self._of_rdf(self._rdf.contents(space, progress=progress, visit=visit))
        return self._of_schemas(space)

    def check(self) -> SourceCheck:
        """Open the location, but read nothing."""
        seen = SourceCheck(kind=self.kind, location=self.location)
        if self._is_stored_address:
            return replace(
                seen, documents=0, why=ElementsText.ELEMENTS_ADDRESS_NEEDED(location=self.location), is_open=False
            )
        if self._mixed is not None:
            return replace(seen, why=self._mixed)
        if self._rdf is not None:
            return replace(self._rdf.check(), kind=self.kind)
        is_sqlite = self.location.startswith(_SQLITE)
        if "://" in self.location and not is_sqlite:
            return seen
        path = Path(self.location.removeprefix(_SQLITE) if is_sqlite else self._given)
        try:
            if not path.is_dir():
                open_file(path).close()
        except OSError as error:
            return replace(seen, documents=0, why=system_reason(error), is_open=False)
        return seen

    def _of_rdf(self, read: SourceContents) -> SourceContents:
        """The elements of RDF."""
        if read.failed is not None and read.failed.template in (HarvestText.NO_DCAT, HarvestText.NO_DCAT_MORE):
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
            failed=None if has_any else ElementsText.ELEMENTS_NONE(location=self.location),
        )

    def _of_schemas(self, space: IriSpace) -> SourceContents:
        """The records of what a reader finds."""
        documents = _Documents(self._given)
        try:
            read = read_tables(self._given, kind=self._kind, schema=self._schema, watch=documents.add)
        except DocumentError as error:
            place = documents.inner(error.document)
            aside = _put_aside(place, error.code, error.reason, error.line, error.column)
            failed = unread_documents([aside], total=1)
            return SourceContents(records=(), quarantined=(aside,), failed=failed)
        except UsageError as error:
            self.refusal = error
            return SourceContents(records=(), failed=error.message, unopened=True)
        except SourceUnavailableError as error:
            return SourceContents(records=(), failed=error.message, unopened=True)
        # The first of one name counts: what one document refuses, no other one gives.
        tables = (*documents.refused, *read.tables)
        drafts: list[_Draft] = [replace(one, place=documents.inner(one.place)) for one in tables]
        drafts += [replace(one, place=documents.inner(one.place)) for one in read.elements]
        made: dict[str, _Draft] = {}
        others = [(made.setdefault(_iri_of(draft, space), draft), draft) for draft in drafts]
        repeated = [draft for first, draft in others if first is not draft and not _is_one_schema(first, draft)]
        unread = [
            _put_aside(documents.inner(one.document or ""), one.code, _reason_of(one), one.line, one.column)
            for one in read.unread
        ]
        return SourceContents(
            records=[PendingRecord(iri, "element", _maker(draft, space)) for iri, draft in made.items()],
            naming=lambda: Naming(links=(), refused=frozenset()),
            documents=documents.with_findings(read, self.location, map(_repeated_finding, repeated)),
            quarantined=tuple(unread),
            passed_over=read.passed_over,
            incomplete=_why_incomplete(read, unread, documents.number),
            failed=None if made else ElementsText.ELEMENTS_NONE(location=self.location),
        )


def is_stored_address(location: str) -> bool:
    """Whether a location is the address of a database as it is stored, by which nobody can connect."""
    return _STORED_ADDRESS.fullmatch(location) is not None


class _Documents:
    """The documents of one reading; their names are paths within the folder of the location, or within it.

    Attributes:
        refused: tables of which each row was refused unread.
    """

    def __init__(self, location: str) -> None:
        shown = readable_path(location)
        self._root = shown if Path(location).is_dir() else shown.rpartition("/")[0]
        self._read: dict[str, ReadDocument] = {}
        self._is_file = "://" not in location
        self.refused: list[TableDraft] = []

    @property
    def number(self) -> int:
        """The number of those that were read."""
        return len(self._read)

    def inner(self, place: str) -> str:
        """A place as the source names it."""
        return place.removeprefix(f"{self._root}/") if self._is_file else place

    def add(self, document: SchemaDocument, notes: SchemaNotes) -> None:
        """Keep the bytes of a document, unless a row of it was refused unread."""
        place, is_open = self.inner(document.name), not notes.has_secrets
        self.refused += notes.refused
        self._read[place] = ReadDocument(
            place=place,
            digest=f"sha256:{hashlib.sha256(document.data).hexdigest()}" if is_open else "",
            triples=0,
            size=len(document.data) if is_open else None,
            body=zlib.compress(document.data) if is_open else None,
        )

    def with_findings(self, read: SchemaReading, location: str, more: Iterable[Finding]) -> tuple[ReadDocument, ...]:
        """The documents with what there is to say of them; a database is one without bytes."""
        found: dict[str, list[Finding]] = {place: [] for place in self._read}
        first = next(iter(found), None)
        if first is None:
            first = location
            found[first] = []
            self._read[first] = ReadDocument(place=first, digest="", triples=0)
        for finding in (*read.findings, *more):
            if any(finding is one for one in read.unread):
                continue  # told with the document that was put aside
            named = replace(finding, document=self.inner(finding.document or location))
            found[_document_of(named.document or "", found) or first].append(named)
        return tuple(replace(one, findings=tuple(found[place])) for place, one in self._read.items())


def _document_of(place: str, documents: dict[str, list[Finding]]) -> str | None:
    """The document that a place is in, which may have a pointer behind a number sign."""
    return next((one for one in documents if place == one or place.startswith((f"{one}#", f"{one}:"))), None)


def _put_aside(place: str, code: str, reason: Message, line: int | None, column: int | None) -> Quarantined:
    """A document that could not be read; of a workbook nobody can tell what it marks."""
    return Quarantined(
        document=place, code=code, reason=reason, line=line, column=column, names_mark=is_book_name(place)
    )


def _reason_of(finding: Finding) -> Message:
    words = finding.message
    return words if isinstance(words, Message) else FOREIGN_WORDS(words=words.render("en"))


def _is_one_schema(first: _Draft, second: _Draft) -> bool:
    """Whether two tables of one document have one schema; names and texts are those of the tables."""
    if not isinstance(first, TableDraft) or not isinstance(second, TableDraft) or first.iri is None:
        return False
    if first.place.partition("#")[0] != second.place.partition("#")[0]:
        return False
    texts = replace(second, titles=first.titles, descriptions=first.descriptions)
    return replace(texts, name=first.name, place=first.place) == first


def _repeated_finding(draft: _Draft) -> Finding:
    """The finding about one of two drafts that have one IRI, of which the first is taken over."""
    name = draft.name if isinstance(draft, TableDraft) else draft.identifier
    message = (
        SchemaReadingText.SCHEMA_TABLE_REPEATED(name=name)
        if isinstance(draft, TableDraft)
        else SchemaReadingText.SCHEMA_TERM_REPEATED(name=name)
    )
    return Finding(
        code="schema:repeated", severity="violation", layer="house", message=message, value=name, document=draft.place
    )


def _why_incomplete(read: SchemaReading, unread: list[Quarantined], number: int) -> Message | None:
    """The reason why a reading is not the whole source; then nothing counts as missing."""
    reasons: list[Message] = []
    if unread:
        reasons.append(unread_documents(unread, total=len(unread) + number))
    if read.not_held:
        addresses = tuple(dict.fromkeys(one.address for one in read.not_held))
        more = ("…",) if len(addresses) > _NAMED else ()
        reasons.append(ElementsText.ELEMENTS_NOT_HELD(addresses=(*addresses[:_NAMED], *more)))
    if len(reasons) > 1:
        return HarvestText.RUN_REASONS(first=reasons[0], second=reasons[1])
    return next(iter(reasons), None)


def _look_into(folder: Path) -> tuple[str | None, str | None]:
    """The first file of a folder that is RDF, and the first that is a schema."""
    rdf = schema = None
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for path in (Path(at, name) for name in sorted(names) if not name.startswith(".")):
            if is_schema_file(path):
                schema = schema or readable_path(path.relative_to(folder).as_posix())
            elif _is_rdf_file(path):
                rdf = rdf or readable_path(path.relative_to(folder).as_posix())
        if rdf is not None and schema is not None:
            break
    return rdf, schema


def _is_rdf_file(path: Path) -> bool:
    """Whether a file of a folder is RDF; XML may be anything, and JSON is not known to be."""
    if not _is_rdf_name(path.name):
        return False
    if not path.name.lower().endswith(".xml"):
        return True
    try:
        with open_file(path) as file:
            return _RDF_XML in file.read(_HEAD)
    except OSError:
        return True  # reading it will say why


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
