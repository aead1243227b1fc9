"""What the registry has of a source and its records, as values; knows neither RDF terms nor SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.terms import CATALOG_RECORD

from .record import Link, Membership

__all__ = ["BARRED_STATES", "VALIDATED_STATES", "StoredGraph", "StoredSource", "StoredVersion", "context_class"]

VALIDATED_STATES: Final = ("present", "missing")
"""The states in which a description may leave, so that its verdict counts."""

BARRED_STATES: Final = ("withheld", "held")
"""The states that a description stays in though its source shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """A description as it stands.

    Attributes:
        verdict_key: digests of profile, lists and context of the newest version's verdict, blanks between; empty where
            there is none.
        since, until: the days between which that verdict holds, ISO; None for no limit.
        accepted: that verdict; None where there is none.
        main_class: IRI of its class.
    """

    id: int
    role: str
    state: str
    version_id: int
    digest: str
    verdict_key: str
    accepted: bool | None
    main_class: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSource:
    """What the registry knows of a source.

    Attributes:
        known: descriptions by IRI.
        graphs: the canonical N-Quads of some versions, by their keys.
        places: the documents that a version was read from.
        links: whom the newest versions of what is in some states name.
        memberships: what catalogues list.
    """

    known: Mapping[str, StoredVersion] = field(default_factory=dict)
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]] = lambda _: {}
    places: Callable[[int], Sequence[str]] = lambda _: ()
    links: Callable[[Collection[str]], Iterable[Link]] = lambda _: ()
    memberships: Callable[[], Iterable[Membership]] = lambda: ()

    def graph_of(self, iri: str) -> StoredGraph:
        """The newest graph of a known description."""
        known = self.known[iri]
        return StoredGraph.of(iri, known.digest, self.graphs([known.version_id])[known.version_id])


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """A description as the registry has it, ready to be judged or to surround others."""

    iri: str
    canonical: CanonicalGraph

    @classmethod
    def of(cls, iri: str, digest: str, nquads: bytes) -> StoredGraph:
        """A description from what is stored of it."""
        return cls(iri, CanonicalGraph(digest, nquads, nquads.count(b"\n")))


def context_class(role: str, main_class: str | None) -> str | None:
    """The class by which others see a description; node records are seen with all that they say."""
    if role == "catalog-record":
        return CATALOG_RECORD.value
    return main_class if role == "record" else None
