"""One record, or several, from a text or bytes at hand."""

from __future__ import annotations

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.reading import read_document

from .records import IriSpace, SourceRecord
from .splitting import assemble, split

__all__ = ["parse_record", "parse_records"]


def parse_records(data: str | bytes, *, name: str = "text") -> list[SourceRecord]:
    """All descriptions in an RDF document: node records, catalog records, records, in that order.

    Args:
        name: what to call the document in findings; its ending may tell the format.

    Raises:
        DocumentError: it cannot be read.
    """
    given = data.encode() if isinstance(data, str) else data
    space = IriSpace(source=name)
    document = read_document(given, place=name, base=space.document(name))
    return [pending.make() for pending in split(assemble([document]), space).records()]


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
