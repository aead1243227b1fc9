"""Read one data.json into the spool of records.

One entry at a time is mapped, split as any RDF, and put on disk. Source of the rules: docs/decisions/0038-data-json.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.terms import DCAT, FOAF

from ..json_records.record_spool import RecordSpool, SpooledRecord, findings_about, split_mapped, with_marks_of
from ..json_records.stream import JsonObject, json_text, type_name
from ..messages.sources import DcatUsText
from ..record.contents import ReadDocument
from ..record.record import IriSpace, Link, Membership, SourceRecord, quads_of
from .catalogue import CatalogueEnd, DataJsonFile, Entry, find_version, walk
from .entry_draft import EntryOrigin, problem_finding
from .field_table import ARRAYS
from .mapping import Mapped, map_object

_UNSURE: Final = frozenset({"landing page", "download", "title", "content"})
"""Sources of minted IRIs by which two different records may have the same one."""


def _go_on() -> None:
    return None


@dataclass(slots=True)
class DocumentReading:
    """One document on its way into the spool.

    Attributes:
        place: its name.
        base: of relative IRIs.
        catalog_key: tells its catalogue from those of other documents, if it names no IRI.
        each: called before each entry is read; may raise TimeoutError.
        unread: number of entries that are no objects, and the pointer of the first.
    """

    spool: RecordSpool
    space: IriSpace
    place: str
    base: str
    catalog_key: str = ""
    each: Callable[[], None] = _go_on
    unread: int = 0
    first_unread: str = ""
    triples: int = 0
    _origin: EntryOrigin = field(init=False)
    _notes: Notes = field(init=False)

    def read(self, file: DataJsonFile, notes: Notes) -> ReadDocument:
        """Read it whole.

        Raises:
            DocumentError: it cannot be read; nothing of it is kept.
            OSError: likewise, or the time is over.
        """
        self._notes = notes
        named = find_version(file.text())
        version = named or "1.1"
        text = file.text()
        self._origin = EntryOrigin(document=self.place, base=self.base, space=self.space, version=version)
        with self.spool.document():
            for one in walk(text, notes):
                if isinstance(one, Entry):
                    self.each()
                    self._take_entry(one)
                else:
                    self._take_catalogue(one)
            if named is None:
                self._note("version", DcatUsText.VERSION_UNKNOWN(version=version), "", 1)
        return ReadDocument(
            place=self.place,
            digest=file.digest,
            triples=self.triples,
            findings=tuple(notes.findings),
            size=file.size,
            body=file.body(),
        )

    @property
    def incomplete(self) -> Message | None:
        """Why not all entries could be read."""
        return DcatUsText.ENTRIES_UNREAD(count=self.unread, pointer=self.first_unread) if self.unread else None

    def _take_entry(self, entry: Entry) -> None:
        if entry.value is None:
            self._note("entry", DcatUsText.ENTRY_EMPTY(), entry.pointer, entry.line)
            return
        if not isinstance(entry.value, JsonObject):
            message = DcatUsText.ENTRY_NO_OBJECT(found=type_name(entry.value))
            self._note("entry", message, entry.pointer, entry.line)
            self.first_unread = self.first_unread or f"{self.place} {entry.pointer}"
            self.unread += 1
            return
        name, prop = ARRAYS[entry.array]
        mapped = map_object(name, entry.value, entry.pointer, entry.line, self._origin)
        if entry.has_lost_letters:
            self._add_lost_letters(mapped, entry.pointer, entry.line)
        iri = self._spool(mapped, entry.pointer, entry.line, entry.text)
        self.spool.add_listed(entry.catalog, prop.value, iri)

    def _take_catalogue(self, end: CatalogueEnd) -> None:
        iri = None
        if end.parent is None:
            key = f"catalog\n{self.catalog_key}"
            iri = self.space.minted_iri(hashlib.sha256(key.encode()).hexdigest())
        mapped = map_object("Catalog", end.value, end.pointer, end.line, self._origin, iri)
        if iri is not None and mapped.root == NamedNode(iri):
            self._add(mapped, "catalog", DcatUsText.CATALOG_UNNAMED(), end.pointer, end.line)
        if end.has_lost_letters:
            self._add_lost_letters(mapped, end.pointer, end.line)
        named = self._spool(mapped, end.pointer, end.line, json_text(end.value))
        self.spool.close_catalog(end.number, named)
        if end.parent is not None:
            self.spool.add_listed(end.parent, DCAT.catalog.value, named)

    def _add_lost_letters(self, mapped: Mapped, pointer: str, line: int) -> None:
        self._add(mapped, "letters", DcatUsText.LETTERS_LOST(), pointer, line)

    def _add(self, mapped: Mapped, problem: str, message: Message, pointer: str, line: int) -> None:
        found = problem_finding(problem, message, self.place, pointer, line)
        mapped.findings.setdefault(mapped.root, []).append(found)

    def _note(self, problem: str, message: Message, pointer: str, line: int) -> None:
        self._notes.findings.append(problem_finding(problem, message, self.place, pointer, line))

    def _spool(self, mapped: Mapped, pointer: str, line: int, text: str, *, is_inner: bool = False) -> str:
        """Keep the records of a mapped entry, and those within it; returns the IRI of the entry itself."""
        found = split_mapped(mapped.root, mapped.descriptions, mapped.findings, text, self.place, self.space)
        named = found.iri
        self.spool.add_members(found.memberships)
        for part in found.parts:
            record, root = part.record, part.root
            self.triples += record.canonical.nquads.count(b"\n")
            if record.role == "record":
                spooled = part.to_spool(f"{self.place}#{pointer}", is_inner=is_inner or root != mapped.root)
                kept = self._keep(spooled, may_rename=isinstance(root, BlankNode) and _is_unsure(record))
                if root == mapped.root:
                    named = kept
            else:
                self.spool.put_node(_with_topic(record), part.links, is_refused=part.is_refused)
        for one in mapped.inner:
            inner = map_object(one.name, one.value, one.pointer, line, self._origin)
            self._spool(inner, one.pointer, line, json_text(one.value), is_inner=True)
        return named

    def _keep(self, new: SpooledRecord, *, may_rename: bool) -> str:
        """Keep a record beside those that are kept already; returns its IRI."""
        iri = new.record.iri
        old = self.spool.get(iri)
        if old is None:
            self.spool.put(new)
            return iri
        if old.record.digest == new.record.digest:
            if old.is_inner and not new.is_inner:
                self.spool.put(new)
            elif not (old.is_inner or new.is_inner):
                message = DcatUsText.DESCRIBED_AGAIN_ALIKE(pointer=new.place)
                self.spool.amend(old, [_repetition_finding("repeated-record-alike", message, new)])
            return iri
        if may_rename and not (old.is_inner or new.is_inner):
            return self._keep_apart(old, new)
        first, second = (new, old) if old.is_inner and not new.is_inner else (old, new)
        if first is new:
            self.spool.put(new)
        message = DcatUsText.DESCRIBED_AGAIN(pointer=second.place, first=first.place)
        self.spool.amend(with_marks_of(first, second), [_repetition_finding("repeated-record", message, second)])
        return iri

    def _keep_apart(self, old: SpooledRecord, new: SpooledRecord) -> str:
        """Keep two records without identifier that share a name; the lower digest has the IRI made from it."""
        iri = old.record.iri
        if new.record.digest > old.record.digest:
            renamed = self._with_content_iri(new)
            return self._keep(renamed, may_rename=False)
        self.spool.rename(iri, self._with_content_iri(old))
        self.spool.put(new)
        return iri

    def _with_content_iri(self, spooled: SpooledRecord) -> SpooledRecord:
        """The record under an IRI made from its content."""
        record = spooled.record
        key = f"record\ncontent\n{record.digest}"
        iri = self.space.minted_iri(hashlib.sha256(key.encode()).hexdigest())
        old, new = NamedNode(record.iri), NamedNode(iri)
        quads = [
            Quad(new if one.subject == old else one.subject, one.predicate, new if one.object == old else one.object)
            for one in quads_of(record.canonical.nquads)
        ]
        finding = replace(_repetition_finding("repeated-record", DcatUsText.IRI_TAKEN(), spooled), focus=iri)
        renamed = SourceRecord.of(
            iri,
            quads,
            types=record.types,
            places=record.places,
            findings=(*findings_about(record.findings, iri), finding),
        )
        links = tuple(
            replace(one, catalog=iri) if isinstance(one, Membership) else Link(iri, one.property, one.target)
            for one in spooled.links
        )
        return replace(spooled, record=replace(renamed, source_bytes=record.source_bytes), links=links)


def _repetition_finding(problem: str, message: Message, second: SpooledRecord) -> Finding:
    """A finding about a record that another description repeats, at the place of that."""
    return replace(problem_finding(problem, message, second.place, "", None), focus=second.record.iri)


def _is_unsure(record: SourceRecord) -> bool:
    """Whether the IRI of a record was not made from an identifier."""
    return any(one.code == "split:minted-iri" and one.value in _UNSURE for one in record.findings)


def _with_topic(record: SourceRecord) -> SourceRecord:
    if DCAT.CatalogRecord.value not in record.types:
        return record
    subject = NamedNode(record.iri)
    topics = [
        one.object.value
        for one in record.quads
        if one.subject == subject and one.predicate == FOAF.primaryTopic and isinstance(one.object, NamedNode)
    ]
    return replace(record, topic=topics[0]) if len(topics) == 1 else record
