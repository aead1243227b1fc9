"""Read one RDF document: decode, guard, parse, repair, and report findings.

The order matters: the guards come before any parser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from ..errors import UnknownNameError
from ..findings import Finding
from ..messages.errors import ErrorsText
from ..messages.reading import ReadingText
from .contexts import BUNDLED, ContextDocument
from .decoding import RDF_ENDINGS, RDF_FORMATS, decode, gunzip, refuse_binary, refuse_empty, refuse_html, sniff
from .iris import IriCheck, check_iris, repair_literals
from .json_guard import guard_json, refuse_ckan_page
from .notes import MAX_BYTES, Descriptions, Notes, Subject
from .parsing import describe, paused_collection, quads_of, refuse_dense, refuse_long_terms, refusing
from .turtle_guard import guard_turtle
from .xml_guard import guard_xml

# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The content of one document.

    Attributes:
        place: its name in its source, such as ``page-1.trig``.
        format: one of RDF_FORMATS.
        descriptions: predicates and values by subject, in its own order.
        triples: the number of triples in `descriptions`, including repetitions.
        findings: repairs and notices; those with a line first, then those about IRIs.
        raw_digest: ``sha256:`` and the digest of the bytes as given, before any unpacking.
    """

    place: str
    format: str
    descriptions: Descriptions
    triples: int
    findings: tuple[Finding, ...]
    raw_digest: str


def read_document(
    data: bytes,
    *,
    place: str,
    base: str,
    format: str | None = None,  # noqa: A002
    max_bytes: int = MAX_BYTES,
    contexts: Mapping[str, ContextDocument] = BUNDLED,
    canonical: bool = False,
) -> Document:
    """Read a whole document.

    Blank nodes get new names, so that those of two documents never clash. A document without triples is accepted; the
    caller decides whether it is useful.

    Args:
        data: the bytes of the document, in any of our formats and encodings, gzipped or not.
        place: name of the document; its ending may determine the format.
        base: absolute IRI against which relative ones are resolved, unless the document declares its own.
        format: one of RDF_FORMATS; None detects it.
        max_bytes: the largest size after unpacking.
        contexts: available JSON-LD contexts, by IRI; nothing is fetched.
        canonical: whether to correct IRIs of well-known vocabularies, with findings.

    Raises:
        DocumentError: it cannot be read, with one of DOCUMENT_CODES; nothing of it may be used.
        UsageError: `base` is not an absolute IRI, or `format` is unknown.
    """
    if format is not None and format not in RDF_FORMATS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, RDF_FORMATS)
    notes = Notes(place)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    found, text = guarded_text(data, notes, base=base, format=format, max_bytes=max_bytes, contexts=contexts)
    with paused_collection():
        descriptions = describe(text, found, base, notes)
        repair_tags((descriptions,), found, text, notes)
        del text
        descriptions = check_iris(
            descriptions, base=base, notes=notes, json_keys=found == "json-ld", canonical=canonical
        )
    return Document(
        place=place,
        format=found,
        descriptions=descriptions,
        triples=sum(map(len, descriptions.values())),
        findings=tuple(notes.findings),
        raw_digest=digest,
    )


def guarded_text(
    data: bytes,
    notes: Notes,
    *,
    base: str,
    format: str | None = None,  # noqa: A002
    max_bytes: int = MAX_BYTES,
    contexts: Mapping[str, ContextDocument] = BUNDLED,
) -> tuple[str, bytes]:
    """The format of a document, and its text as it may be given to a parser; see `read_document`.

    Raises:
        DocumentError: it cannot be read.
    """
    text = _plain_text(data, notes, max_bytes)
    found = format or _format(text, notes)
    if found == "json-ld":
        text = guard_json(text, notes, base=base, contexts=contexts)
    elif found == "xml":
        text = guard_xml(text, notes)
    else:
        text = guard_turtle(text, notes)
    return found, text


def _plain_text(data: bytes, notes: Notes, max_bytes: int) -> bytes:
    """The document as plain UTF-8; anything that is not text is refused."""
    unpacked = gunzip(data, notes, max_bytes=max_bytes)
    refuse_binary(unpacked, notes)
    text = decode(unpacked, notes)
    refuse_empty(text, notes)
    refuse_ckan_page(text, notes)
    refuse_html(text, notes)
    return text


def _format(text: bytes, notes: Notes) -> str:
    found = sniff(text, notes.document)
    if found is None:
        endings = tuple(sorted(ending for ending in RDF_ENDINGS if not ending.endswith(".gz")))
        raise notes.refusal(
            "read:unknown-format", ReadingText.DOCUMENT_FORMAT_UNKNOWN(known=RDF_FORMATS, endings=endings)
        )
    return found


def repair_tags(graphs: Iterable[Descriptions], found: str, text: bytes, notes: Notes) -> None:
    """Repair language tags that the parser accepts; Turtle's are repaired before, XML's are reported before."""
    if found not in ("xml", "json-ld"):
        return
    repairs: dict[str, str] = {}
    for descriptions in graphs:
        repairs.update(repair_literals(descriptions))
    for tag, fix in repairs.items():
        if found == "json-ld":
            at = text.find(f'"{tag}"'.encode())
            line = None if at < 0 else text.count(b"\n", 0, at) + 1
            notes.add("read:language-tag", value=tag, fix=fix or None, line=line)


# ---------------------------------------------------------------- graphs
# Read one RDF document with the names of its graphs, where these say more than where a triple came from.
#
# In an event stream the description of a thing stands in a graph that is named after the activity that brought it, and
# one document may have several descriptions of a thing.

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
