"""Read one RDF document with the names of its graphs, where these say more than where a triple came from.

In an event stream the description of a thing stands in a graph that is named after the activity that brought it, and
one document may have several descriptions of a thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ..findings import Finding
from ..messages.reading import ReadingText
from .descriptions import Descriptions, Subject
from .documents import guarded_text, repair_tags
from .iris import IriCheck
from .limits import MAX_BYTES
from .notes import Notes
from .parsing import paused_collection, quads_of, refuse_dense, refuse_long_terms, refusing

_COUNTED: Final = 1_000_000
"""The number of triples after which their density is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDocument:
    """The content of one document, by graph.

    Attributes:
        place, format, triples, findings, raw_digest: as those of `Document`.
        default: what stands in no named graph.
        named: what stands in each named graph, in document order; a blank node is the same in all of them.
    """

    place: str
    format: str
    default: Descriptions
    named: Mapping[Subject, Descriptions]
    triples: int
    findings: tuple[Finding, ...]
    raw_digest: str


def read_graphs(
    data: bytes, *, place: str, base: str, max_bytes: int = MAX_BYTES, canonical: bool = False
) -> GraphDocument:
    """Read a whole document as `read_document` does, graph by graph.

    Raises:
        DocumentError: it cannot be read, with one of DOCUMENT_CODES; nothing of it may be used.
        UsageError: `base` is not an absolute IRI.
    """
    notes = Notes(place)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    found, text = guarded_text(data, notes, base=base, max_bytes=max_bytes)
    with paused_collection():
        default, named = _describe(text, found, base, notes)
        repair_tags((default, *named.values()), found, text, notes)
        check = IriCheck(base=base, json_keys=found == "json-ld", canonical=canonical)
        default = check.repair(default)
        repaired = {check.repair_name(name): check.repair(graph) for name, graph in named.items()}
        check.report(notes)
    return GraphDocument(
        place=place,
        format=found,
        default=default,
        named=repaired,
        triples=sum(len(pairs) for graph in (default, *repaired.values()) for pairs in graph.values()),
        findings=tuple(notes.findings),
        raw_digest=digest,
    )


def _describe(data: bytes, format: str, base: str, notes: Notes) -> tuple[Descriptions, dict[Subject, Descriptions]]:  # noqa: A002
    """Parse a document into the descriptions of its graphs; see `describe`."""
    default: Descriptions = {}
    named: dict[Subject, Descriptions] = {}
    quads = cast("Iterable[Quad]", quads_of(data, format, base, notes))
    predicates: dict[NamedNode, NamedNode] = {}
    triples = 0
    with refusing(default, format, notes):
        for subject, predicate, value, graph in quads:
            triples += 1
            if triples % _COUNTED == 0:
                refuse_dense(triples, len(data), notes)
            if isinstance(value, Triple) or isinstance(subject, Triple):
                raise notes.refusal("read:triple-term", ReadingText.TRIPLE_TERM())
            within = named.setdefault(graph, {}) if isinstance(graph, NamedNode | BlankNode) else default
            within.setdefault(subject, []).append((predicates.setdefault(predicate, predicate), value))
    refuse_dense(triples, len(data), notes)
    for descriptions in (default, *named.values()):
        if descriptions:
            refuse_long_terms(descriptions, notes)
    return default, named
