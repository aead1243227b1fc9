"""Read documents into objects: one thing of a class, or all records of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.files import read_file
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import RDF
from danhmuc.vocab.text import first_of
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.model import ModelText
from ..splitting.assembly import survey
from ..splitting.parse import document_of
from .naming import alternatives, value_text, wrong_type
from .nouns import NOUNS, RECORD_NOUNS, noun_by_name
from .resource import Resource
from .statements import SELF, Statements, Views

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.findings import Finding

    from .catalog import CatalogedResource


R = TypeVar("R", bound=Resource)
_FEW: Final = 5
_UNWRITABLE: Final = re.compile(r"[\n\r>\\]")
"""Characters that would end an IRI on a line of N-Quads, or the line."""


def records(data: str | bytes | Path, *, name: str | None = None) -> list[CatalogedResource]:
    """All records of an RDF document as typed objects, in document order.

    Each carries what its record links to: nested things, agents, contact points, places and the like, but no other
    record. A record without IRI stays without; a registry gives it one.

    Args:
        data: a document as text or bytes, or the `Path` of a file; a text is never treated as a path.
        name: of the document; its ending may determine the format.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        DocumentError: it cannot be read.
        UsageError: the text is the name of a file.
    """
    if isinstance(data, Path):
        name = data.name if name is None else name
        data = read_bytes(data)
    if not isinstance(data, str | bytes):
        raise wrong_type("records", ModelText.TAKES_TEXT_BYTES_OR_PATH(), data)
    document = document_of(data, name or "text", call="records", instead="records(Path({}))")
    descriptions = document.descriptions
    found: list[CatalogedResource] = []
    views: Views = defaultdict(dict)
    for node, classes in _records(descriptions).items():
        # Findings belong to the document; a record has those about itself.
        findings = tuple(finding for finding in document.findings if finding.focus == node.value)
        statements = Statements(descriptions, node, is_whole=False, views=views)
        found.append(_record_noun(classes)._view(statements, findings))
    return found


def _records(descriptions: Descriptions) -> Mapping[Subject, list[NamedNode]]:
    """The records with their classes, in document order."""
    found: dict[Subject, list[NamedNode]] = {}
    for node, pairs in descriptions.items():
        classes = [value for predicate, value in pairs if predicate == RDF.type and type(value) is NamedNode]
        if not RECORD_CLASSES.isdisjoint(classes):
            found[node] = classes
    if BlankNode in set(map(type, found)):
        # Only the links to a blank node tell a record from a part of one.
        roots = survey(descriptions).roots
        return {node: classes for node, classes in found.items() if roots.get(node) == "record"}
    return found


def parse_one(noun: type[R], data: str | bytes, *, iri: str | None, name: str) -> R:
    """Parse a document into one object; see `Resource.parse`."""
    if not isinstance(data, str | bytes):
        raise wrong_type(f"{noun.__name__}.parse", ModelText.TAKES_TEXT_OR_BYTES(), data)
    call = f"{noun.__name__}.parse"
    document = document_of(data, name, call=call, instead=noun.__name__ + ".read({})")
    descriptions = document.descriptions
    if iri is not None:
        node: Subject = _subject_at(iri)
        if node not in descriptions:
            # The reader has repaired an invalid IRI; whoever asks has it from the text.
            node = _subject_at(valid_or_same(node.value))
        if node not in descriptions:
            raise UsageError(ModelText.IRI_NOT_IN_DOCUMENT(iri=iri, name=name))
    else:
        node = _only_thing(noun, descriptions, name)
    return noun._view(Statements(descriptions, node, is_whole=True), document.findings)


def make_object(statements: Statements) -> Resource:
    """Make the object of a node, as the noun of its classes."""
    values = statements.root_values.get(RDF.type.value, ())
    classes = [value for value in values if isinstance(value, NamedNode)]
    if not RECORD_CLASSES.isdisjoint(classes):
        return _record_noun(classes)._view(statements)
    named = {node.value for node in classes}
    for name in NOUNS:
        noun = noun_by_name(name)
        if noun is not Resource and not named.isdisjoint((noun.rdf_class, *noun.other_classes)):
            return noun._view(statements)
    return Resource._view(statements)


def read_bytes(path: str | Path) -> bytes:
    """Read a file.

    Raises:
        SourceUnavailableError: it cannot be opened.
    """
    try:
        return read_file(path)
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error
    except ValueError as error:  # a name that no file can have
        raise SourceUnavailableError(repr(str(path)), FOREIGN_WORDS(words=str(error))) from error


def view_graph(noun: type[R], graph: rdflib.Graph, iri: str) -> R:
    """View a whole graph from one of its IRIs; see `Resource.from_graph`."""
    import rdflib

    if not isinstance(graph, rdflib.Graph):
        raise wrong_type(f"{noun.__name__}.from_graph", ModelText.TAKES_RDFLIB_GRAPH(), graph)
    descriptions = _read_nquads(_nquads(graph))
    node = _subject_at(iri)
    if node not in descriptions:
        raise UsageError(ModelText.IRI_NOT_IN_GRAPH(iri=iri, count=len(graph)))
    return noun._view(Statements(descriptions, node, is_whole=True))


def restore(noun: type[R], root: str, nquads: bytes, findings: tuple[Finding, ...]) -> R:
    """Restore an object from its copy; blank nodes get new names, since processes forked from one give equal names."""
    marked = f"{SELF} {SELF} {root} .\n".encode() + nquads
    descriptions = _read_nquads(marked)
    mark = next(iter(descriptions))
    _, node = descriptions[mark].pop(0)
    if not descriptions[mark]:
        del descriptions[mark]
    assert not isinstance(node, Literal), "the mark names a subject"
    return noun._view(Statements(descriptions, node, is_whole=True), findings)


def _nquads(graph: rdflib.Graph) -> bytes:
    """The triples of a graph; of a dataset, those of all its graphs, whose names only say where triples are from.

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
        raise UsageError(ModelText.GRAPH_UNWRITABLE(reason=FOREIGN_WORDS(words=str(error)))) from error
    if b"\\u00" in nquads:
        for term in {term for triple in graph for term in triple}:
            iri = term.datatype if isinstance(term, rdflib.Literal) else term
            if isinstance(iri, rdflib.URIRef) and _UNWRITABLE.search(iri):
                raise UsageError(ModelText.GRAPH_IRI_UNWRITABLE(iri=str(iri)))
    return nquads


def _read_nquads(nquads: bytes) -> Descriptions:
    """The description of each subject; blank nodes get new names, since those of two graphs may be equal."""
    found: Descriptions = {}
    for subject, predicate, value, _ in parse(nquads, format=RdfFormat.N_QUADS, lenient=True, rename_blank_nodes=True):
        found.setdefault(subject, []).append((predicate, value))
    return found


def _subject_at(iri: str) -> NamedNode:
    # A term as lenient parsing makes it: its constructor refuses IRIs that documents hold.
    line = f"<{iri}> <x:p> <x:o> ." if isinstance(iri, str) else ""
    try:
        for subject, *_ in parse(line.encode(), format=RdfFormat.N_QUADS, lenient=True):
            if isinstance(subject, NamedNode):
                return subject
    except (SyntaxError, UnicodeEncodeError):
        pass
    raise UsageError(ModelText.IRI_EXPECTED(found=value_text(iri)))


def _record_noun(classes: Iterable[NamedNode]) -> type[CatalogedResource]:
    """The noun of a record: of several, the one lowest in the standard's hierarchy."""
    named = {node.value for node in classes}
    for name in RECORD_NOUNS:
        noun = noun_by_name(name)
        if noun.rdf_class in named:
            return cast("type[CatalogedResource]", noun)
    return cast("type[CatalogedResource]", noun_by_name("CatalogedResource"))


def _only_thing(noun: type[Resource], descriptions: Descriptions, name: str) -> Subject:
    """The only thing of a class."""
    nodes = list(_things(noun, descriptions))
    if not nodes:
        classes = [abbreviate(iri) for iri in _classes(noun)]
        raise UsageError(ModelText.CLASS_ABSENT(noun=noun.__name__, name=name, classes=alternatives(classes)))
    if len(nodes) > 1:
        found = tuple(first_of((node.value for node in nodes), _FEW))
        raise UsageError(ModelText.CLASS_SEVERAL(noun=noun.__name__, name=name, number=len(nodes), found=found))
    return nodes[0]


def _classes(noun: type[Resource]) -> Iterator[str]:
    """IRIs of all classes whose things are this noun, including those of its subclasses."""
    if noun.__name__ == "CatalogedResource":
        yield from sorted(node.value for node in RECORD_CLASSES)
        return
    yield from (noun.rdf_class, *noun.other_classes)
    if noun.has_kinds:
        nouns = map(noun_by_name, NOUNS)
        yield from (below.rdf_class for below in nouns if issubclass(below, noun) and below is not noun)


def _things(noun: type[Resource], descriptions: Descriptions) -> Iterator[Subject]:
    if noun is Resource:
        yield from descriptions
        return
    surveyed = survey(descriptions)
    classes = set(_classes(noun))
    is_record = issubclass(noun, noun_by_name("CatalogedResource"))
    for node, types in surveyed.types.items():
        if any(type_.value in classes for type_ in types) and not (is_record and surveyed.roots.get(node) != "record"):
            yield node
