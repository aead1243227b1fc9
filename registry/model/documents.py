"""From documents to objects: one thing of a class, or all records of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import RDF
from danhmuc.vocab.text import first_of

from ..messages.model import (
    CLASS_ABSENT,
    CLASS_SEVERAL,
    GRAPH_IRI_UNWRITABLE,
    GRAPH_UNWRITABLE,
    IRI_EXPECTED,
    IRI_NOT_IN_DOCUMENT,
    IRI_NOT_IN_GRAPH,
    TAKES_RDFLIB_GRAPH,
    TAKES_TEXT_BYTES_OR_PATH,
    TAKES_TEXT_OR_BYTES,
)
from ..splitting.parse import document_of
from ..splitting.survey import survey
from .naming import alternatives, shown, wrong_type
from .nouns import NOUNS, TELLING, noun_named
from .resource import Resource
from .statements import SELF, Statements, Views

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.findings import Finding

    from .catalog import CatalogedResource

__all__ = ["bytes_of", "of_graph", "parse_one", "records", "restored", "typed"]

R = TypeVar("R", bound=Resource)
_FEW: Final = 5
_UNWRITABLE: Final = re.compile(r"[\n\r>\\]")
"""What would end an IRI on a line of N-Quads, or its line."""


def records(data: str | bytes | Path, *, name: str | None = None) -> list[CatalogedResource]:
    """All records of an RDF document as typed objects, in order of reading.

    Each carries what its record reaches: nested things, agents, contact points, places and the like, but no other
    record. A record without IRI stays without; a registry gives it one.

    Args:
        data: a document as text or bytes, or the `Path` of a file; a text is never taken for a path.
        name: what to call the document; its ending may tell the format.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        DocumentError: it cannot be read.
        UsageError: the text is the name of a file.
    """
    if isinstance(data, Path):
        name = data.name if name is None else name
        data = bytes_of(data)
    if not isinstance(data, str | bytes):
        raise wrong_type("records", TAKES_TEXT_BYTES_OR_PATH(), data)
    document = document_of(data, name or "text", call="records", instead="records(Path({}))")
    descriptions = document.descriptions
    found: list[CatalogedResource] = []
    views: Views = defaultdict(dict)
    for node, classes in _records(descriptions).items():
        # What was noticed belongs to the document; a record has what names it.
        findings = tuple(one for one in document.findings if one.focus == node.value)
        seen = Statements(descriptions, node, is_whole=False, views=views)
        found.append(_record_noun(classes)._seen(seen, findings))
    return found


def _records(descriptions: Descriptions) -> Mapping[Subject, list[NamedNode]]:
    """The records with their classes, in order of reading."""
    found: dict[Subject, list[NamedNode]] = {}
    for node, pairs in descriptions.items():
        classes = [value for predicate, value in pairs if predicate == RDF.type and type(value) is NamedNode]
        if not RECORD_CLASSES.isdisjoint(classes):
            found[node] = classes
    if BlankNode in set(map(type, found)):
        # Only what names a blank node tells a record from a part of one.
        roots = survey(descriptions).roots
        return {node: classes for node, classes in found.items() if roots.get(node) == "record"}
    return found


def parse_one(noun: type[R], data: str | bytes, *, iri: str | None, name: str) -> R:
    """As `Resource.parse`."""
    if not isinstance(data, str | bytes):
        raise wrong_type(f"{noun.__name__}.parse", TAKES_TEXT_OR_BYTES(), data)
    call = f"{noun.__name__}.parse"
    document = document_of(data, name, call=call, instead=noun.__name__ + ".read({})")
    descriptions = document.descriptions
    if iri is not None:
        node: Subject = _named(iri)
        if node not in descriptions:
            raise UsageError(IRI_NOT_IN_DOCUMENT(iri=iri, name=name))
    else:
        node = _only(noun, descriptions, name)
    return noun._seen(Statements(descriptions, node, is_whole=True), document.findings)


def typed(statements: Statements) -> Resource:
    """The object of a node as the noun that its classes say."""
    said = statements.said.get(RDF.type.value, ())
    classes = [one for one in said if isinstance(one, NamedNode)]
    if not RECORD_CLASSES.isdisjoint(classes):
        return _record_noun(classes)._seen(statements)
    named = {one.value for one in classes}
    for name in NOUNS:
        noun = noun_named(name)
        if noun is not Resource and not named.isdisjoint((noun.rdf_class, *noun.other_classes)):
            return noun._seen(statements)
    return Resource._seen(statements)


def bytes_of(path: str | Path) -> bytes:
    """What is in a file.

    Raises:
        SourceUnavailableError: it cannot be opened.
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error
    except ValueError as error:  # a name that no file can have
        raise SourceUnavailableError(repr(str(path)), FOREIGN_WORDS(words=str(error))) from error


def of_graph(noun: type[R], graph: rdflib.Graph, iri: str) -> R:
    """As `Resource.from_graph`."""
    import rdflib

    if not isinstance(graph, rdflib.Graph):
        raise wrong_type(f"{noun.__name__}.from_graph", TAKES_RDFLIB_GRAPH(), graph)
    descriptions = _described(_nquads(graph))
    node = _named(iri)
    if node not in descriptions:
        raise UsageError(IRI_NOT_IN_GRAPH(iri=iri, count=len(graph)))
    return noun._seen(Statements(descriptions, node, is_whole=True))


def restored(noun: type[R], root: str, nquads: bytes, findings: tuple[Finding, ...]) -> R:
    """An object out of its copy; blank nodes get new names, since processes forked from one give the same ones."""
    marked = f"{SELF} {SELF} {root} .\n".encode() + nquads
    descriptions = _described(marked)
    mark = next(iter(descriptions))
    _, node = descriptions[mark].pop(0)
    if not descriptions[mark]:
        del descriptions[mark]
    assert not isinstance(node, Literal), "the mark names a subject"
    return noun._seen(Statements(descriptions, node, is_whole=True), findings)


def _nquads(graph: rdflib.Graph) -> bytes:
    """The triples of a graph; of a dataset those of all its graphs, whose names say no more than where they are from.

    Raises:
        UsageError: a line of N-Quads cannot hold one of them.
    """
    import rdflib

    from danhmuc.vocab.rdflib_graphs import nquads_of

    if isinstance(graph, rdflib.Dataset):
        dataset, graph = graph, rdflib.Graph()
        for subject, predicate, value, _ in dataset.quads():
            graph.add((subject, predicate, value))
    try:
        nquads = nquads_of(graph)
    except (TypeError, UnicodeEncodeError) as error:
        raise UsageError(GRAPH_UNWRITABLE(reason=FOREIGN_WORDS(words=str(error)))) from error
    if b"\\u00" in nquads:
        for term in {term for triple in graph for term in triple}:
            iri = term.datatype if isinstance(term, rdflib.Literal) else term
            if isinstance(iri, rdflib.URIRef) and _UNWRITABLE.search(iri):
                raise UsageError(GRAPH_IRI_UNWRITABLE(iri=str(iri)))
    return nquads


def _described(nquads: bytes) -> Descriptions:
    """What is said of each subject; blank nodes of two graphs may bear the same names, so they get new ones."""
    found: Descriptions = {}
    for subject, predicate, value, _ in parse(nquads, format=RdfFormat.N_QUADS, lenient=True, rename_blank_nodes=True):
        found.setdefault(subject, []).append((predicate, value))
    return found


def _named(iri: str) -> NamedNode:
    # A term as lenient parsing makes it: its constructor refuses IRIs that documents hold.
    line = f"<{iri}> <x:p> <x:o> ." if isinstance(iri, str) else ""
    try:
        for subject, *_ in parse(line.encode(), format=RdfFormat.N_QUADS, lenient=True):
            if isinstance(subject, NamedNode):
                return subject
    except (SyntaxError, UnicodeEncodeError):
        pass
    raise UsageError(IRI_EXPECTED(found=shown(iri)))


def _record_noun(classes: Iterable[NamedNode]) -> type[CatalogedResource]:
    """The noun of a record; of several the one that comes last in the standard's hierarchy is the most telling."""
    named = {one.value for one in classes}
    for name in TELLING:
        noun = noun_named(name)
        if noun.rdf_class in named:
            return cast("type[CatalogedResource]", noun)
    return cast("type[CatalogedResource]", noun_named("CatalogedResource"))


def _only(noun: type[Resource], descriptions: Descriptions, name: str) -> Subject:
    """The one thing of a class."""
    nodes = list(_things(noun, descriptions))
    if not nodes:
        classes = [abbreviate(one) for one in _classes(noun)]
        raise UsageError(CLASS_ABSENT(noun=noun.__name__, name=name, classes=alternatives(classes)))
    if len(nodes) > 1:
        found = tuple(first_of((node.value for node in nodes), _FEW))
        raise UsageError(CLASS_SEVERAL(noun=noun.__name__, name=name, number=len(nodes), found=found))
    return nodes[0]


def _classes(noun: type[Resource]) -> Iterator[str]:
    """IRIs of all classes whose things are this noun, those of the nouns below it too."""
    if noun.__name__ == "CatalogedResource":
        yield from sorted(one.value for one in RECORD_CLASSES)
        return
    yield from (noun.rdf_class, *noun.other_classes)
    if noun.has_kinds:
        nouns = map(noun_named, NOUNS)
        yield from (below.rdf_class for below in nouns if issubclass(below, noun) and below is not noun)


def _things(noun: type[Resource], descriptions: Descriptions) -> Iterator[Subject]:
    if noun is Resource:
        yield from descriptions
        return
    seen = survey(descriptions)
    classes = set(_classes(noun))
    is_record = issubclass(noun, noun_named("CatalogedResource"))
    for node, types in seen.types.items():
        if any(one.value in classes for one in types) and not (is_record and seen.roots.get(node) != "record"):
            yield node
