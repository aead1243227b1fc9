"""Write a catalogue as Turtle, RDF/XML, JSON-LD or N-Triples, each the way portals do, as a stream of text.

All four say the same triples; `tests/test_generated_catalogues.py` holds them to it.
"""

from __future__ import annotations

import itertools
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from resources import NAMESPACES, Iri, Property, Resource, Text, Value, expand

__all__ = ["ENDINGS", "WRITERS", "Written"]

ENDINGS = {"turtle": ".ttl", "xml": ".rdf", "json-ld": ".jsonld", "nt": ".nt"}
"""Name of each syntax, as `danhmuc` and rdflib know it, to the ending of its files."""


class Written(Protocol):
    """What a writer asks of a catalogue; each is asked for once, in this order."""

    def catalog(self) -> Resource:
        """The catalogue itself, without what it lists."""
        ...

    def dataset_iris(self) -> Iterable[str]:
        """What it lists."""
        ...

    def datasets(self) -> Iterable[Resource]:
        """The same, described."""
        ...

    def shared(self) -> Iterable[Resource]:
        """What the datasets name: agents and terms."""
        ...


# ---------------------------------------------------------------- N-Triples


def ntriples(catalogue: Written) -> Iterator[str]:
    """A line a triple."""
    lines = _NTriples()
    catalog = catalogue.catalog()
    yield from lines.of(catalog)
    for iri in catalogue.dataset_iris():
        yield f"<{catalog.iri}> <{expand('dcat:dataset')}> <{iri}> .\n"
    for resource in itertools.chain(catalogue.datasets(), catalogue.shared()):
        yield from lines.of(resource)


class _NTriples:
    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def of(self, resource: Resource) -> Iterator[str]:
        return self._lines(self._name(resource), resource)

    def _name(self, resource: Resource) -> str:
        return f"_:b{next(self._numbers)}" if resource.iri is None else f"<{resource.iri}>"

    def _lines(self, name: str, resource: Resource) -> Iterator[str]:
        for listed in resource.types:
            yield f"{name} <{expand('rdf:type')}> <{expand(listed)}> .\n"
        for property_, value in resource.properties:
            if isinstance(value, Resource):
                inner = self._name(value)
                yield f"{name} <{expand(property_)}> {inner} .\n"
                yield from self._lines(inner, value)
            else:
                yield f"{name} <{expand(property_)}> {self._term(value)} .\n"

    def _term(self, value: Iri | Text) -> str:
        if isinstance(value, Iri):
            return f"<{value.iri}>"
        datatype = f"^^<{expand(value.datatype)}>" if value.datatype else ""
        return _quoted(value.text) + (f"@{value.language}" if value.language else datatype)


# ---------------------------------------------------------------- Turtle


def turtle(catalogue: Written) -> Iterator[str]:
    """Prefixed names, blank nodes in brackets, a paragraph for each IRI."""
    yield from (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())
    catalog = catalogue.catalog()
    yield from _paragraphs(catalog)
    before = f"\n<{catalog.iri}> dcat:dataset "
    for iri in catalogue.dataset_iris():
        yield f"{before}<{iri}>"
        before = ",\n    "
    yield " .\n" if before.startswith(",") else ""
    for resource in itertools.chain(catalogue.datasets(), catalogue.shared()):
        yield from _paragraphs(resource)


def _paragraphs(resource: Resource) -> Iterator[str]:
    """The resource, then those with an IRI that it describes on the spot."""
    todo = deque([resource])
    while todo:
        current = todo.popleft()
        yield f"\n<{current.iri}> {_predicates(current, '    ', todo)} .\n"


def _predicates(resource: Resource, indent: str, todo: deque[Resource]) -> str:
    parts = ["a " + ", ".join(resource.types)]
    last = None
    for property_, value in resource.properties:
        written = _turtle_term(value, indent, todo)
        if property_ == last:
            parts[-1] += f", {written}"
        else:
            parts.append(f"{property_} {written}")
        last = property_
    return f" ;\n{indent}".join(parts)


def _turtle_term(value: Value, indent: str, todo: deque[Resource]) -> str:
    if isinstance(value, Iri):
        return f"<{value.iri}>"
    if isinstance(value, Text):
        datatype = f"^^{value.datatype}" if value.datatype else ""
        return _quoted(value.text) + (f"@{value.language}" if value.language else datatype)
    if value.iri is None:
        return f"[ {_predicates(value, indent + '    ', todo)} ]"
    todo.append(value)
    return f"<{value.iri}>"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


# ---------------------------------------------------------------- RDF/XML


def xml(catalogue: Written) -> Iterator[str]:
    """Datasets nested in their catalogue, distributions in their dataset."""
    names = "\n  ".join(f"xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in NAMESPACES.items() if prefix != "xsd")
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF {names}>\n'
    catalog = catalogue.catalog()
    yield f"  <dcat:Catalog rdf:about={quoteattr(str(catalog.iri))}>\n"
    yield from _elements(catalog.properties, "    ")
    for dataset in catalogue.datasets():
        yield from _elements([("dcat:dataset", dataset)], "    ")
    yield "  </dcat:Catalog>\n"
    for resource in catalogue.shared():
        yield from _element(resource, "  ")
    yield "</rdf:RDF>\n"


def _element(resource: Resource, indent: str) -> Iterator[str]:
    name, *further = resource.types
    about = f" rdf:about={quoteattr(resource.iri)}" if resource.iri is not None else ""
    yield f"{indent}<{name}{about}>\n"
    for listed in further:
        yield f"{indent}  <rdf:type rdf:resource={quoteattr(expand(listed))}/>\n"
    yield from _elements(resource.properties, indent + "  ")
    yield f"{indent}</{name}>\n"


def _elements(properties: Iterable[Property], indent: str) -> Iterator[str]:
    for property_, value in properties:
        if isinstance(value, Iri):
            yield f"{indent}<{property_} rdf:resource={quoteattr(value.iri)}/>\n"
        elif isinstance(value, Text):
            datatype = f" rdf:datatype={quoteattr(expand(value.datatype))}" if value.datatype else ""
            attribute = f' xml:lang="{value.language}"' if value.language else datatype
            yield f"{indent}<{property_}{attribute}>{escape(value.text)}</{property_}>\n"
        else:
            yield f"{indent}<{property_}>\n"
            yield from _element(value, indent + "  ")
            yield f"{indent}</{property_}>\n"


# ---------------------------------------------------------------- JSON-LD


def json_ld(catalogue: Written) -> Iterator[str]:
    """One ``@graph`` under an inline context of prefixes."""
    yield '{"@context": ' + _json(NAMESPACES) + ',\n"@graph": [\n'
    yield _json(_object(catalogue.catalog()))[:-1] + ', "dcat:dataset": ['
    before = "\n"
    for iri in catalogue.dataset_iris():
        yield before + _json({"@id": iri})
        before = ",\n"
    yield "]}"
    for resource in itertools.chain(catalogue.datasets(), catalogue.shared()):
        yield ",\n" + _json(_object(resource))
    yield "\n]}\n"


def _object(resource: Resource) -> dict[str, object]:
    described: dict[str, object] = {} if resource.iri is None else {"@id": resource.iri}
    described["@type"] = list(resource.types)
    for property_, values in itertools.groupby(resource.properties, lambda pair: pair[0]):
        listed = [_json_value(value) for _, value in values]
        described[property_] = listed if len(listed) > 1 else listed[0]
    return described


def _json_value(value: Value) -> object:
    if isinstance(value, Resource):
        return _object(value)
    if isinstance(value, Iri):
        return {"@id": value.iri}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    return {"@value": value.text, "@type": value.datatype} if value.datatype else value.text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


WRITERS: dict[str, Callable[[Written], Iterator[str]]] = {
    "turtle": turtle,
    "xml": xml,
    "json-ld": json_ld,
    "nt": ntriples,
}
