"""An entry of a feed before and after it gets the form in which it is federated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, DMV

from ..record.exported import ExportedRecord

__all__ = ["EntryRecords", "FederatedEntry", "FormChanges", "listing_property"]

_LISTING: Final = frozenset(map(str, MEMBERSHIP))
_DISTRIBUTION: Final = str(DCAT.distribution)
_LISTED_BY: Final = {
    DCAT.Catalog.value: DCAT.catalog.value,
    DCAT.DataService.value: DCAT.service.value,
    # It is no dataset, and DCAT-AP wants datasets as the values of dcat:dataset.
    DMV.Database.value: DCAT.resource.value,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecords:
    """A record on its way into a feed, with the catalogue records about it that its owner has.

    Attributes:
        record: of role record; it has facts.
    """

    record: ExportedRecord
    catalog_records: tuple[ExportedRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChanges:
    """Numbers of what the federated form of an entry changed.

    Attributes:
        identifiers: values of dct:identifier that were added.
        named: blank nodes that got an IRI.
        types: statements that something is a dcat:Dataset which are not made, since it is no entry or is a catalogue,
            series or database.
        nested_catalogs: links from a catalogue to another one of the feed which are not made.
        repaired: triples with an IRI or language tag that was repaired.
        left_out: triples with a term that no repair makes valid.
    """

    identifiers: int = 0
    named: int = 0
    types: int = 0
    nested_catalogs: int = 0
    repaired: int = 0
    left_out: int = 0

    def __add__(self, other: FormChanges) -> FormChanges:
        """The sums."""
        return FormChanges(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class FederatedEntry:
    """An entry in the form in which it is federated: sorted N-Quads lines, with valid IRIs alone.

    Attributes:
        iri: of the record, as its owner has it.
        main_class: the IRI of the class by which a catalogue lists it.
        nquads: the graph of the record.
        local_iri: the IRI of our catalogue record.
        catalog_record: our catalogue record.
        catalog_records: those of its owner, by IRI.
        nodes: the graphs of the node records that any of these reaches, by IRI.
        changes: what the form changed of all that.
    """

    iri: str
    main_class: str | None
    nquads: bytes
    local_iri: str
    catalog_record: bytes
    catalog_records: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    nodes: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    changes: FormChanges = FormChanges()

    @property
    def listed_by(self) -> str:
        """The IRI of the property by which the root catalogue lists it."""
        return listing_property(self.main_class)

    @property
    def graphs(self) -> tuple[bytes, ...]:
        """The graphs that are of this entry alone: the record, our catalogue record, those of its owner by IRI."""
        return (self.nquads, self.catalog_record, *(self.catalog_records[iri] for iri in sorted(self.catalog_records)))

    @property
    def byte_size(self) -> int:
        """Bytes of all its graphs as N-Quads: more than it takes on a page in any syntax, unless texts are full of
        ``&`` and ``<``.
        """
        return sum(map(len, self.graphs)) + sum(map(len, self.nodes.values()))

    def harvested_digest(self) -> str:
        """The digest that danhmuc gives the record when it harvests the feed.

        Parts with an IRI, such as a contact, are node records or records of their own then; distributions stay. Members
        that a catalogue lists are no part of it.
        """
        by_subject: dict[str, list[str]] = {}
        for line in self.nquads.decode().split("\n")[:-1]:
            by_subject.setdefault(line.partition(" ")[0], []).append(line)
        lines: list[str] = []
        todo = [f"<{self.iri}>"]
        while todo:
            for line in by_subject.pop(todo.pop(), ()):
                predicate, value = line.split(" ", 2)[1:]
                if predicate in _LISTING and self.main_class == DCAT.Catalog.value:
                    continue
                lines.append(line)
                if value.startswith("_:") or predicate == _DISTRIBUTION:
                    todo.append(value.removesuffix(" ."))
        return canonicalize_lines(lines).digest


def listing_property(main_class: str | None) -> str:
    """The IRI of the property by which a catalogue lists a record of that class."""
    return _LISTED_BY.get(main_class or "", DCAT.dataset.value)
