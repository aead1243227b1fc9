"""Profiles: Turtle files of shapes, found by token, layered by ``prof:isProfileOf``.

The shapes are the profile: codes, field names, messages and severities all come from the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.errors import DocumentError, ShapesError, UnknownNameError
from danhmuc.vocab.findings import Layer, Severity
from danhmuc.vocab.reading import Descriptions, Document, Subject, read_document
from danhmuc.vocab.terms import RDF_TYPE

__all__ = ["NO_PROFILE", "Profile", "Rule", "load_profile", "profile_tokens"]

NO_PROFILE: Final = "none"
"""The token of not judging at all."""

_SH = "http://www.w3.org/ns/shacl#"
_PROFILE = NamedNode("http://www.w3.org/ns/dx/prof/Profile")
_TOKEN = NamedNode("http://www.w3.org/ns/dx/prof/hasToken")
_PARENT = NamedNode("http://www.w3.org/ns/dx/prof/isProfileOf")
_TITLE = NamedNode("http://purl.org/dc/terms/title")
_SEVERITIES: Final[dict[str, Severity]] = {
    _SH + "Violation": "violation",
    _SH + "Warning": "warning",
    _SH + "Info": "info",
}
_LAYERS: Final[dict[str, Layer]] = {"dcat-ap": "spec", "vn": "national"}
"""Whose word the rules of a profile are; those of a user's own profile are the house's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One shape, as its findings speak of it.

    Attributes:
        code: token of its profile, a colon, its local name: ``dcat-ap:Dataset-title``.
        iri: the shape's IRI.
        path: IRI of the property; None for a node shape or a longer path.
        name, message: text by language.
    """

    code: str
    iri: str
    severity: Severity
    layer: Layer
    path: str | None
    name: Mapping[str, str]
    message: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile with all it builds on.

    Attributes:
        tokens: its own token first, then those of the profiles below it.
        digest: of the texts of all its files.
        nquads: all shapes as N-Quads.
        rules: by IRI of the shape.
    """

    token: str
    title: Mapping[str, str]
    tokens: tuple[str, ...]
    digest: str
    nquads: bytes
    rules: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class _Layer:
    token: str
    title: Mapping[str, str]
    parents: tuple[str, ...]
    digest: str
    document: Document


def profile_tokens() -> tuple[str, ...]:
    """Tokens of the profiles that danhmuc brings, sorted."""
    return tuple(sorted(layer.token for layer in _bundled().values()))


def load_profile(name: str | Path) -> Profile:
    """The profile of that token, or of the Turtle file at that path.

    Raises:
        UnknownNameError: neither a known token nor a file that is there.
        ShapesError: the file is not a profile, or builds on one that is not at hand.
    """
    layers = list(_layers(name))
    seen: dict[tuple[Subject, NamedNode, object], Quad] = {}
    rules: dict[str, Rule] = {}
    for layer in reversed(layers):
        for subject, pairs in layer.document.descriptions.items():
            for predicate, value in pairs:
                seen[subject, predicate, value] = Quad(subject, predicate, value)
        rules.update(_rules(layer))
    top = layers[0]
    return Profile(
        token=top.token,
        title=top.title,
        tokens=tuple(layer.token for layer in layers),
        digest=hashlib.sha256("".join(layer.digest for layer in layers).encode()).hexdigest(),
        nquads=b"".join(serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in seen.values()),
        rules=rules,
    )


def _layers(name: str | Path) -> Iterator[_Layer]:
    """The profile asked for, then those below it, nearest first, each once."""
    bundled = _bundled()
    by_token = {layer.token: layer for layer in bundled.values()}
    if isinstance(name, str) and name in by_token:
        first = by_token[name]
    else:
        path = Path(name)
        if not path.is_file():
            raise UnknownNameError("profile", str(name), (*by_token, NO_PROFILE))
        _, first = _read(path.read_bytes(), str(path))
    yield first
    todo = list(first.parents)
    done: set[str] = set()
    while todo:
        iri = todo.pop(0)
        if iri in done:
            continue
        done.add(iri)
        layer = bundled.get(iri)
        if layer is None:
            raise ShapesError(
                f"profile {first.token!r} builds on {iri}, which is not at hand; known: {sorted(by_token)}"
            )
        yield layer
        todo.extend(layer.parents)


@cache
def _bundled() -> dict[str, _Layer]:
    """The profiles in this folder, by IRI."""
    found = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".ttl"):
            iri, layer = _read(entry.read_bytes(), entry.name)
            found[iri] = layer
    return found


def _read(data: bytes, name: str) -> tuple[str, _Layer]:
    try:
        document = read_document(data, place=name, base="http://source.invalid/profile")
    except DocumentError as error:
        raise ShapesError(f"profile {error}") from error
    about = document.descriptions
    profiles = [subject for subject, pairs in about.items() if (RDF_TYPE, _PROFILE) in pairs]
    tokens = [value.value for value in _values(about, profiles[0], _TOKEN)] if len(profiles) == 1 else []
    if len(tokens) != 1:
        found = f"{len(profiles)} profiles with {len(tokens)} tokens"
        raise ShapesError(f"profile {name}: needs exactly one prof:Profile with one prof:hasToken, found {found}")
    (subject,) = profiles
    parents = tuple(value.value for value in _values(about, subject, _PARENT))
    layer = _Layer(tokens[0], _texts(about, subject, _TITLE), parents, document.raw_digest, document)
    return subject.value, layer


def _values(about: Descriptions, subject: Subject, predicate: NamedNode) -> list[Literal | NamedNode]:
    return [
        value
        for given, value in about.get(subject, ())
        if given == predicate and isinstance(value, Literal | NamedNode)
    ]


def _texts(about: Descriptions, subject: Subject, predicate: NamedNode) -> dict[str, str]:
    """Text by language; a text without language counts as English."""
    return {
        value.language or "en": value.value
        for value in _values(about, subject, predicate)
        if isinstance(value, Literal)
    }


def _rules(layer: _Layer) -> Iterator[tuple[str, Rule]]:
    about = layer.document.descriptions
    said_by = _LAYERS.get(layer.token, "house")
    for subject in about:
        severities = _values(about, subject, NamedNode(_SH + "severity"))
        messages = _texts(about, subject, NamedNode(_SH + "message"))
        if not isinstance(subject, NamedNode) or not (severities or messages):
            continue
        paths = _values(about, subject, NamedNode(_SH + "path"))
        local = subject.value.rpartition("#")[2] or subject.value
        yield (
            subject.value,
            Rule(
                code=f"{layer.token}:{local}",
                iri=subject.value,
                severity=_SEVERITIES.get(severities[0].value, "violation") if severities else "violation",
                layer=said_by,
                path=paths[0].value if paths and isinstance(paths[0], NamedNode) else None,
                name=_texts(about, subject, NamedNode(_SH + "name")),
                message=messages,
            ),
        )
