"""The values that a source consists of: records, node records, membership and the rest, with their terms.

Values that a source consists of: records, node records, membership and the rest.

Nothing here knows where they come from or where they are stored.
Source of the rules: docs/decisions/0002-what-a-record-is.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, overload
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize
from danhmuc.vocab.place import place_text
from danhmuc.vocab.terms import RDF

from .spools import let_spill

if TYPE_CHECKING:
    import rdflib

    from danhmuc.shapes.engine import Index
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.messages import Message

    from .source_bytes import SourceBytes

# ---------------------------------------------------------------- graph terms
# The terms of a record's own graph: made once, by whoever needs them first, for all that is asked of them.

UsedTerms: TypeAlias = tuple[frozenset[NamedNode], frozenset[NamedNode]]
"""Properties, and classes."""


def _index(nquads: bytes) -> Index:
    from danhmuc.shapes.engine import index_nquads  # loads code lists, which the classes of records do without

    return index_nquads(nquads)


class GraphTerms(Sequence[Quad]):
    """The quads of canonical N-Quads in their order; they are parsed when they are first needed.

    Args:
        nquads: the graph.
        index: its terms by subject and property, if they are known; else they are parsed.
        used: its properties and classes, if they are known without parsing it.
    """

    __slots__ = ("_index", "_quads", "_used", "nquads")

    def __init__(self, nquads: bytes, index: Index | None = None, used: UsedTerms | None = None) -> None:
        self.nquads = nquads
        self._index = index
        self._quads: tuple[Quad, ...] | None = None
        self._used = used

    @property
    def are_made(self) -> bool:
        """Whether there are terms by now; if not, a question that few lines answer is quicker asked of the text."""
        return self._index is not None

    def make(self) -> None:
        """Parse the terms unless there are any."""
        if self._index is None:
            self._index = _index(self.nquads)

    @property
    def by_subject(self) -> Index:
        """The values by subject and property, in order; it must not be changed."""
        found = self._index
        if found is None:
            found = self._index = _index(self.nquads)
        return found

    @property
    def used(self) -> UsedTerms:
        """The properties, and the classes."""
        found = self._used
        if found is None:
            index = self.by_subject
            properties: set[NamedNode] = set()
            classes: set[NamedNode] = set()
            for own in index.values():
                # A set takes the hashes of a dictionary, which are slow to compute again.
                properties.update(own)
                listed = own.get(_TYPE)
                if listed is not None:
                    classes.update([one for one in listed if type(one) is NamedNode])
            found = self._used = (frozenset(properties), frozenset(classes))
        return found

    def written_values(self, predicate: NamedNode) -> list[str]:
        """The values of a property in any node, as N-Quads have them; among them parts of texts that quote such."""
        if self._index is None:
            pieces = self.nquads.split(f" {predicate} ".encode())[1:]
            return [piece[: piece.find(b" .\n")].decode() for piece in pieces]
        return [str(value) for own in self._index.values() for value in own.get(predicate, ())]

    def _all(self) -> tuple[Quad, ...]:
        found = self._quads
        if found is None:
            found = self._quads = tuple(
                [
                    Quad(subject, predicate, value)
                    for subject, properties in self.by_subject.items()
                    for predicate, values in properties.items()
                    for value in values
                ]
            )
        return found

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._all())

    @overload
    def __getitem__(self, at: int) -> Quad: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quad]: ...
    def __getitem__(self, at: int | slice) -> Quad | Sequence[Quad]:
        return self._all()[at]

    def __reduce__(self) -> tuple[type[GraphTerms], tuple[bytes]]:
        """Pass text to another process: some IRIs that the parser accepts would be refused there as terms."""
        return GraphTerms, (self.nquads,)


_TYPE: Final = RDF.type
NO_TERMS: Final = GraphTerms(b"not given")
"""In place of terms that are not given; no graph has these bytes."""


# ---------------------------------------------------------------- record

DEFAULT_BASE = "https://w3id.org/danhmuc/id/"
"""Beginning of minted IRIs unless a registry was created with another base."""
LOCAL: Final = "local"
"""The source that `Registry.put` writes to."""

MAX_IRI_BYTES = 2_000
"""Longest IRI of a record: an index row of PostgreSQL holds 2,704 bytes."""

Role = Literal["record", "node", "element", "catalog-record"]
"""A record is an asset, a catalog record is about one; an element is a part of a data dictionary, or a table schema; a
node is anything else the source describes."""

CELL_CODES: Final = "workbook:"
"""Begins the codes of what readers of workbooks find."""
NODE_ROLES: Final = frozenset({"node", "element"})
"""The roles of what leaves only where something that leaves reaches it, and is context of the validation of records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IriSpace:
    """IRIs that the documents of a source leave open: minted ones and the base of relative ones.

    Attributes:
        only_document: name that the one document of a source had when the source was registered, which is its address
            if it was on the web; None if it has that still. Relative IRIs are joined to it, so that they stay the same
            where the document is moved. Of several pages on the web, it is that of the first.
    """

    source: str
    base: str = DEFAULT_BASE
    only_document: str | None = None

    def minted_iri(self, key_digest: str) -> str:
        """The IRI for a resource without one; `key_digest` is hexadecimal, its first 16 digits are used."""
        return f"{self.base}{quote(self.source, safe='')}/{key_digest[:16]}"

    def document(self, place: str) -> str:
        """The base of a document that declares none: its address on the web, or one that can never be reached."""
        if "://" in place:
            return place
        return f"http://source.invalid/{quote(self.source, safe='')}/{quote(place)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One record of a source: a record, a node record or a catalog record.

    Attributes:
        iri: the resource it describes; minted if the source gives none.
        role: see `Role`.
        types: IRIs of its classes, sorted.
        canonical: its own graph in canonical form, with the digest.
        places: the documents that describe it, in order of reading.
        topic: for a catalog record, the IRI of the record it is about.
        findings: of the reader.
        quads: the same triples as terms; made from the canonical form if they are not given.
        terms: the same by subject and property, with the names that blank nodes have in the canonical form.
        original: its graph as the source gave it, if that was corrected.
        source_bytes: what the source gave of it, if that was no RDF.
        activity_at: when the source made it so, as the newest activity that it comes from says: UTC, ISO 8601 to the
            microsecond, so that texts compare as times; None if the source has no activities.
    """

    iri: str
    role: Role
    types: tuple[str, ...]
    canonical: CanonicalGraph
    places: tuple[str, ...] = ()
    topic: str | None = None
    findings: tuple[Finding, ...] = ()
    quads: Sequence[Quad] = field(default=(), repr=False, compare=False)
    original: CanonicalGraph | None = None
    source_bytes: SourceBytes | None = field(default=None, repr=False, compare=False)
    activity_at: str | None = None
    terms: GraphTerms = field(default=NO_TERMS, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Let the terms be made if they are not given: without them there is no title, and no mark of secrecy."""
        if self.terms.nquads is not self.canonical.nquads:
            # They are not given, or are those of another graph.
            object.__setattr__(self, "terms", GraphTerms(self.canonical.nquads))
        if self.quads == ():
            object.__setattr__(self, "quads", self.terms)

    @classmethod
    def of(
        cls,
        iri: str,
        quads: Sequence[Quad],
        *,
        role: Role = "record",
        types: tuple[str, ...] = (),
        places: tuple[str, ...] = (),
        topic: str | None = None,
        findings: tuple[Finding, ...] = (),
        source_bytes: SourceBytes | None = None,
        activity_at: str | None = None,
    ) -> SourceRecord:
        """A record from its own graph."""
        return cls(
            iri=iri,
            role=role,
            types=types,
            canonical=canonicalize(quads),
            places=places,
            topic=topic,
            findings=findings,
            quads=quads,
            source_bytes=source_bytes,
            activity_at=activity_at,
        )

    @property
    def digest(self) -> str:
        """The digest of its own graph."""
        return self.canonical.digest

    @property
    def source_digest(self) -> str:
        """The digest of its graph as the source gave it."""
        return self.digest if self.original is None else self.original.digest

    @property
    def cell_violations(self) -> tuple[Finding, ...]:
        """The findings of the reader that keep it from being accepted, as violations of its profile do."""
        return tuple(filter(is_cell_violation, self.findings)) if self.findings else ()

    @property
    def graph(self) -> rdflib.Graph:
        """Its own graph, fresh on every call, literals as they were written."""
        from danhmuc.vocab.rdflib_graphs import graph_of

        return graph_of(self.canonical.nquads)


def is_cell_violation(finding: Finding) -> bool:
    """Whether a finding is a violation that a reader found in a cell of a workbook."""
    is_in_cell = finding.column is not None and finding.code.startswith(CELL_CODES)
    return is_in_cell and finding.severity == "violation"


@dataclass(frozen=True, slots=True)
class Membership:
    """A catalogue lists something by ``dcat:dataset``, ``service``, ``catalog`` or ``record``; all are IRIs."""

    catalog: str
    property: str
    target: str


class Link(NamedTuple):
    """A record names an IRI by one of the properties that rules follow backwards.

    Attributes:
        subject: IRI of the record whose graph has the link.
    """

    subject: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class Rest:
    """The triples of one document that belong to no record: paging, streams, blank trees that nothing reaches."""

    place: str
    canonical: CanonicalGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A document that could not be read, kept as found.

    Attributes:
        document: its name in the source.
        reason: why it could not be read.
        line, column: 1-based position of the fault, if known.
        digest: of the raw bytes, ``sha256:`` and hexadecimal; empty if they could not be read.
        body: the raw bytes, zlib; None if they must not be stored.
        names_mark: whether the name of the mark of secrecy occurs in it, or may, since not all of it could be
            searched; then it may mark anything.
    """

    document: str
    code: str
    reason: Message
    line: int | None = None
    column: int | None = None
    digest: str = ""
    body: bytes | None = field(default=None, repr=False)
    names_mark: bool = False

    @property
    def place(self) -> str:
        """The document, with line and column if known: ``a.ttl:12:5``."""
        return place_text(self.document, self.line, self.column)


let_spill(Quarantined, "body")


def is_base(base: str) -> bool:
    """Whether IRIs can be minted under it: an absolute IRI that ends in ``/`` or ``#``."""
    try:
        return "://" in NamedNode(base).value and base.endswith(("/", "#"))
    except ValueError:
        return False


def quads_of(nquads: bytes) -> Iterator[Quad]:
    """The quads of canonical N-Quads, in their order."""
    return parse(nquads, format=RdfFormat.N_QUADS, lenient=True)
