"""Parse one record, or several, from text or bytes."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from danhmuc.vocab.errors import DocumentError, UsageError
from danhmuc.vocab.reading import RDF_ENDINGS, Document, read_document

from ..messages.store import RequestsText
from ..record.record import IriSpace, Membership, SourceRecord
from . import Split, assemble, split


def parse_records(data: str | bytes, *, name: str = "text") -> list[SourceRecord]:
    """All records in an RDF document: node records, catalog records, records, in that order.

    A catalogue has what it lists in its graph; only a harvest stores that separately.

    Args:
        data: the document itself, not the name of a file.
        name: name of the document in findings; its ending may give the format.

    Raises:
        DocumentError: it cannot be read.
        UsageError: it is the name of a file.
    """
    return _parse(data, name, "parse_records")


def records_of(parts: Split) -> list[SourceRecord]:
    """The records of a split, in its order, each catalogue with what it lists in its graph."""
    records = [pending.make() for pending in parts.records()]
    listed: dict[str, list[Membership]] = {}
    for member in parts.memberships():
        listed.setdefault(member.catalog, []).append(member)
    return [_with_members(record, listed[record.iri]) if record.iri in listed else record for record in records]


def parse_record(data: str | bytes, *, name: str = "text") -> SourceRecord:
    """The one record in an RDF document; node records beside it are ignored.

    Raises:
        DocumentError: it cannot be read.
        UsageError: it has no record, or several; or it is the name of a file.
    """
    records = [record for record in _parse(data, name, "parse_record") if record.role == "record"]
    if not records:
        raise UsageError(RequestsText.RECORD_ABSENT(name=name))
    if len(records) > 1:
        raise UsageError(RequestsText.RECORDS_SEVERAL(name=name, count=len(records)))
    return records[0]


def document_of(data: str | bytes, name: str, *, call: str, instead: str) -> Document:
    """The document given as text or bytes.

    Args:
        call: the function that was called, and
        instead: the call that reads a file, with ``{}`` for the name, for callers who gave one.

    Raises:
        DocumentError: it cannot be read.
        UsageError: it is the name of a file.
    """
    # Half a character is no UTF-8, which the reader reports.
    given = data.encode(errors="surrogatepass") if isinstance(data, str) else data
    try:
        return read_document(given, place=name, base=IriSpace(source=name).document(name))
    except DocumentError as error:
        if isinstance(data, str) and _is_file_name(data):
            raise UsageError(RequestsText.FILE_NAME_GIVEN(call=call, instead=instead.format(repr(data)))) from error
        raise


def _is_file_name(text: str) -> bool:
    """Whether text that cannot be read as a document looks like the name of one."""
    return "\n" not in text and text.lower().endswith(tuple(RDF_ENDINGS))


def _parse(data: str | bytes, name: str, call: str) -> list[SourceRecord]:
    document = document_of(data, name, call=call, instead=call + "(Path({}).read_bytes())")
    return records_of(split(assemble([document]), IriSpace(source=name)))


def _with_members(catalog: SourceRecord, listed: list[Membership]) -> SourceRecord:
    links = [Quad(NamedNode(link.catalog), NamedNode(link.property), NamedNode(link.target)) for link in listed]
    return SourceRecord.of(
        catalog.iri,
        [*catalog.quads, *links],
        role=catalog.role,
        types=catalog.types,
        places=catalog.places,
        topic=catalog.topic,
        findings=catalog.findings,
    )
