"""One record, or several, from a text or bytes at hand."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.reading import read_document

from .source_records import IriSpace, Membership, SourceRecord
from .splitting import Split, assemble, split

__all__ = ["parse_record", "parse_records", "records_of"]


def parse_records(data: str | bytes, *, name: str = "text") -> list[SourceRecord]:
    """All descriptions in an RDF document: node records, catalog records, records, in that order.

    A catalogue has what it lists in its graph; only a harvest keeps that apart.

    Args:
        name: what to call the document in findings; its ending may tell the format.

    Raises:
        DocumentError: it cannot be read.
    """
    given = data.encode() if isinstance(data, str) else data
    space = IriSpace(source=name)
    document = read_document(given, place=name, base=space.document(name))
    return records_of(split(assemble([document]), space))


def records_of(parts: Split) -> list[SourceRecord]:
    """The descriptions that a split found, in its order, each catalogue with what it lists in its graph."""
    records = [pending.make() for pending in parts.records()]
    listed: dict[str, list[Membership]] = {}
    for member in parts.memberships():
        listed.setdefault(member.catalog, []).append(member)
    return [_with_members(record, listed[record.iri]) if record.iri in listed else record for record in records]


def parse_record(data: str | bytes, *, name: str = "text") -> SourceRecord:
    """The one record in an RDF document; node records beside it are left aside.

    Raises:
        DocumentError: it cannot be read.
        UsageError: it holds no record, or several.
    """
    records = [record for record in parse_records(data, name=name) if record.role == "record"]
    if len(records) != 1:
        found = f"{len(records)} records" if records else "no record"
        raise UsageError(f"asked for one record in {name}, found {found}; parse_records() takes any number")
    return records[0]


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
