"""Map one object as a document of data.json would have it."""

from __future__ import annotations

import json

from pyoxigraph import NamedNode

from danhmuc.registry.dcat_us.entry_draft import EntryOrigin, InnerRecord
from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.registry.dcat_us.mapping import Mapped, map_object
from danhmuc.registry.json_records.stream import JsonNumber, JsonObject
from danhmuc.registry.record.record import IriSpace
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.prefixes import expand

SPACE = IriSpace(source="agency")


def decoded(value: object) -> JsonObject:
    """The value as the reader of documents decodes it."""
    decoder = json.JSONDecoder(object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber)
    found = decoder.decode(value if isinstance(value, str) else json.dumps(value))
    assert isinstance(found, JsonObject)
    return found


def mapped(value: object, version: Version = "1.1", name: str = "Dataset", pointer: str = "/dataset/0") -> Mapped:
    return map_object(name, decoded(value), pointer, 1, origin(version))


def origin(version: Version) -> EntryOrigin:
    return EntryOrigin(
        document="data.json", base="http://source.invalid/agency/data.json", space=SPACE, version=version
    )


def findings(given: Mapped) -> list[Finding]:
    """All findings, also those of the records within it."""
    own = [one for found in given.findings.values() for one in found]
    return own + [one for inner in given.inner for one in findings(_mapped_inner(inner))]


def _mapped_inner(inner: InnerRecord) -> Mapped:
    return map_object(inner.name, inner.value, inner.pointer, 1, origin("3.0"))


def codes(given: Mapped, severity: str = "warning") -> list[str]:
    return sorted({one.code.removeprefix("data-json:") for one in findings(given) if one.severity == severity})


def values(given: Mapped, prop: str) -> list[str]:
    """The values of a property of the root, as N-Triples writes them; of a blank node what it says itself."""
    term = NamedNode(expand(prop))
    return [_shown(given, one) for name, one in given.descriptions[given.root] if name == term]


def _shown(given: Mapped, term: object) -> str:
    pairs = given.descriptions.get(term)  # type: ignore[call-overload]
    if pairs is None or isinstance(term, NamedNode):
        return str(term)
    return (
        "["
        + " ; ".join(sorted(f"{name.value.split('#')[-1].split('/')[-1]} {_shown(given, one)}" for name, one in pairs))
        + "]"
    )
