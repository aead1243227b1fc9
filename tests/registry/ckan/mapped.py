"""Map one package as a portal would answer it."""

from __future__ import annotations

import json

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.registry.ckan.package_mapping import MappedPackage, map_package
from danhmuc.registry.json_records.stream import JsonNumber, JsonObject
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading import Subject

from .portal import PORTAL

ID = "4f1c"
IRI = f"{PORTAL}dataset/{ID}"


def decoded(value: object) -> JsonObject:
    """The value as the reader of answers decodes it."""
    decoder = json.JSONDecoder(object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber)
    found = decoder.decode(value if isinstance(value, str) else json.dumps(value))
    assert isinstance(found, JsonObject)
    return found


def mapped(**fields: object) -> MappedPackage:
    """A package with an id and these fields; ``extras`` may be a dict."""
    return map_package(decoded({"id": ID, **fields}), PORTAL)


def extras(**values: object) -> list[dict[str, object]]:
    """Extras as CKAN answers them."""
    return [{"key": key, "value": value} for key, value in values.items()]


def triples(found: MappedPackage, subject: Subject | None = None) -> list[str]:
    """What is said of a subject, of the package if none is given: property and value, nodes without IRI in brackets."""
    lines = []
    for prop, value in found.descriptions[found.root if subject is None else subject]:
        if isinstance(value, BlankNode):
            text = "[" + " ; ".join(triples(found, value)) + "]"
        elif isinstance(value, NamedNode):
            text = abbreviate(value.value)
        else:
            assert isinstance(value, Literal)
            text = str(value)
        lines.append(f"{abbreviate(prop.value)} {text}")
    return lines


def codes(found: MappedPackage) -> dict[str, str]:
    """The findings: codes and JSON pointers."""
    return {one.code: (one.document or "").partition("#")[2] for one in found.findings}
