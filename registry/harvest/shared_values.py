"""Identifiers and downloads that more than one record of a source has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from hashlib import blake2b

from danhmuc.vocab.findings import Finding

from ..record.identity_findings import shared_downloads_finding, shared_identifiers_finding
from ..record.likeness import downloads_of, identifiers_of
from ..record.record import SourceRecord


class SharedValues:
    """The identifiers and downloads of the records of one reading; of those that one record has, a digest is held."""

    def __init__(self) -> None:
        self._identifiers = _Shared()
        self._downloads = _Shared()

    def add(self, record: SourceRecord) -> None:
        """Add a record."""
        nquads = record.canonical.nquads
        self._identifiers.add(record.iri, identifiers_of(record.iri, nquads))
        self._downloads.add(record.iri, downloads_of(nquads))

    def is_shared(self, identifier: str) -> bool:
        """Whether more than one record has this identifier."""
        return identifier in self._identifiers.first

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """One finding for all identifiers that are shared, and one for all downloads; not of records refused."""
        without = set(refused)
        for shared, make in (
            (self._identifiers, shared_identifiers_finding),
            (self._downloads, shared_downloads_finding),
        ):
            values = [value for value in sorted(shared.first) if len(shared.holders[value] - without) > 1]
            if values:
                yield make(values, min(shared.holders[values[0]] - without))


class _Shared:
    """Values, and those of them that several records have.

    Attributes:
        first: the values that several records have.
        holders: two of these records each, and the first of all.
    """

    def __init__(self) -> None:
        self.first: set[str] = set()
        self.holders: dict[str, set[str]] = {}
        self._seen: dict[bytes, str] = {}

    def add(self, iri: str, values: Collection[str]) -> None:
        for value in values:
            key = blake2b(value.encode(), digest_size=12).digest()
            other = self._seen.setdefault(key, iri)
            if other != iri:
                self.first.add(value)
                self.holders.setdefault(value, {other}).add(iri)
