"""What the bundled lists say, read without danhmuc's own engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

import pyoxigraph
import pytest

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A scheme or a concept: its IRI, and the objects of each property by prefixed name."""

    iri: str
    said: dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]

    def values(self, name: str) -> list[str]:
        """IRIs and texts without their language, in the order of the file."""
        return [value.value for value in self.said.get(name, ())]

    def texts(self, name: str) -> list[tuple[str, str]]:
        """Texts with their language, empty for none."""
        return [
            (value.value, value.language or "")
            for value in self.said.get(name, ())
            if isinstance(value, pyoxigraph.Literal)
        ]

    def label(self, language: str) -> str:
        (label,) = (text for text, tag in self.texts("skos:prefLabel") if tag == language)
        return label

    @property
    def code(self) -> str:
        (code,) = self.values("skos:notation")
        return code


@dataclass(frozen=True, slots=True)
class BundledList:
    """A file of vocab/schemes."""

    token: str
    text: str
    scheme: Described
    concepts: tuple[Described, ...]

    @property
    def codes(self) -> list[str]:
        return [concept.code for concept in self.concepts]

    def __getitem__(self, code: str) -> Described:
        (concept,) = (concept for concept in self.concepts if concept.code == code)
        return concept


def read_list(token: str, data: bytes) -> BundledList:
    """The list in a file: strictly parsed, first the scheme and then its concepts."""
    described: dict[str, Described] = {}
    for triple in pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE):
        assert isinstance(triple.subject, pyoxigraph.NamedNode), "a blank node"
        assert isinstance(triple.object, pyoxigraph.NamedNode | pyoxigraph.Literal), "a blank node"
        about = described.setdefault(triple.subject.value, Described(triple.subject.value, {}))
        about.said.setdefault(_prefixed(triple.predicate.value), []).append(triple.object)
    scheme, *concepts = described.values()
    return BundledList(token, data.decode(), scheme, tuple(concepts))


def _prefixed(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@pytest.fixture(scope="session")
def lists() -> dict[str, BundledList]:
    """Every bundled list by token, as installed."""
    folder = files("danhmuc.vocab") / "schemes"
    found = {file.name.removesuffix(".ttl"): file for file in folder.iterdir() if file.name.endswith(".ttl")}
    return {token: read_list(token, file.read_bytes()) for token, file in sorted(found.items())}


@pytest.fixture(scope="session")
def read() -> Callable[[str, bytes], BundledList]:
    """Reads a file as `lists` does."""
    return read_list
