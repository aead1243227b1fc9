"""The description that is exported where several IRIs name one thing.

That of the source that goes first by priority, then of the older source, then the older record; never that of an IRI
which a record had before it was renamed, if there is another.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from danhmuc.vocab.valid_iris import valid_or_same

from ..store.database import Connection
from ..store.redirects import current_iris
from ..store.selecting import Candidate
from .packed_candidates import PackedCandidates

__all__ = ["EqualThings"]


@dataclass(frozen=True, slots=True)
class EqualThings:
    """IRIs that name one thing, in one registry.

    Attributes:
        renamed: the IRI that a record has now by each that it had before.
        equal: by IRI in its valid form, all IRIs that name the same thing, itself included.
    """

    renamed: Mapping[str, str]
    equal: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, connection: Connection, equal: Mapping[str, frozenset[str]]) -> EqualThings:
        """Read from a registry.

        Args:
            equal: by IRI in its valid form, as `Bars` has them.
        """
        return cls(current_iris(connection) if equal else {}, equal)

    def others(self, iri: str) -> frozenset[str]:
        """All IRIs that name what an IRI names."""
        return self.equal.get(valid_or_same(iri), frozenset())

    def spare(self, leaving: PackedCandidates) -> Iterator[tuple[Candidate, Candidate]]:
        """The records that do not leave because another one of the same thing does, each with that one, by IRI."""
        groups: dict[frozenset[str], list[Candidate]] = {}
        if self.equal:
            for iri, one in leaving.items():
                if one.role == "record" and (group := self.others(iri)):
                    groups.setdefault(group, []).append(one)
        for some in groups.values():
            first, *others = sorted(some, key=self._rank)
            for other in others:
                yield other, first

    def _rank(self, one: Candidate) -> tuple[bool, int, int, int]:
        return one.iri in self.renamed, one.priority, one.source_id, one.record_id
