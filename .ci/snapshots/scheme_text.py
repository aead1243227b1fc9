"""Write a concept scheme as the Turtle that stands in vocab/schemes: the same input, the same bytes.

Knows the order of lines and how to break them, and nothing of any list. Only the standard library, so that
a snapshot can be made anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["EU_RIGHTS", "Concept", "Label", "Scheme", "written"]

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
WIDTH = 120
EU_RIGHTS = "© European Union, Publications Office; reuse with acknowledgement, Decision 2011/833/EU"

_LOCAL = re.compile(r"[0-9A-Za-z_]+\Z")
_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}


@dataclass(frozen=True, slots=True)
class Label:
    """A text and its language; no language for what is the same in all of them."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One code of a list. Matches, ``broader`` and ``replaced_by`` are IRIs, dates ``YYYY-MM-DD``."""

    iri: str
    code: str
    labels: tuple[Label, ...]
    alt_labels: tuple[Label, ...] = ()
    hidden_labels: tuple[Label, ...] = ()
    notes: tuple[Label, ...] = ()
    change_notes: tuple[Label, ...] = ()
    definitions: tuple[Label, ...] = ()
    kind: str = ""
    exact_matches: tuple[str, ...] = ()
    close_matches: tuple[str, ...] = ()
    broad_matches: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    source: str = ""
    valid_from: str = ""
    valid_through: str = ""
    status: str = ""
    replaced_by: tuple[str, ...] = ()
    issuers: tuple[Label, ...] = ()
    issued: str = ""
    grade: str = ""
    seen_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A list and what must be said of it. ``source`` is an IRI or a text; ``completeness`` complete or snapshot."""

    iri: str = field(kw_only=False)
    token: str = field(kw_only=False)
    titles: tuple[Label, ...]
    source: str
    rights: str
    modified: str
    completeness: str
    concepts: tuple[Concept, ...]
    comment: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Shorter names for the IRIs of a long list."""


def written(scheme: Scheme) -> str:
    """The file's text, NFC."""
    blocks = [_block(scheme, scheme.iri, "skos:ConceptScheme", _scheme_lines(scheme))]
    blocks += [
        _block(scheme, concept.iri, "skos:Concept", _concept_lines(scheme, concept)) for concept in scheme.concepts
    ]
    body = "\n".join(blocks)
    known = {**PREFIXES, **scheme.prefixes}
    used = {prefix for prefix in known if re.search(rf"(?<![\w:/]){prefix}:", _without_texts(body))}
    head = "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in sorted(used))
    comment = "".join(f"# {line}".rstrip() + "\n" for line in scheme.comment.strip().splitlines())
    return unicodedata.normalize("NFC", f"{comment}\n{head}\n{body}")


def _without_texts(turtle: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", turtle)


def _block(scheme: Scheme, iri: str, kind: str, lines: Iterable[tuple[str, list[str]]]) -> str:
    """A subject with its lines; what does not fit on one line has an object a line."""
    text = f"{_name(scheme, iri)} a {kind}"
    for predicate, objects in lines:
        line = f"    {predicate} {' , '.join(objects)}"
        if len(line) > WIDTH - 2 and len(objects) > 1:
            line = f"    {predicate} " + " ,\n        ".join(objects)
        text += f" ;\n{line}"
    return f"{text} .\n"


def _scheme_lines(scheme: Scheme) -> Iterator[tuple[str, list[str]]]:
    yield "dct:identifier", [_text(Label(scheme.token))]
    yield "dct:title", [_text(title) for title in scheme.titles]
    is_iri = re.match(r"https?://\S+\Z", scheme.source)
    yield "dct:source", [f"<{scheme.source}>" if is_iri else _text(Label(scheme.source, "en"))]
    yield "dct:rights", [_text(Label(scheme.rights, "en"))]
    yield "dct:modified", [_date(scheme.modified)]
    yield "dmv:completeness", [_text(Label(scheme.completeness))]


def _concept_lines(scheme: Scheme, concept: Concept) -> Iterator[tuple[str, list[str]]]:
    yield "skos:inScheme", [f"<{scheme.iri}>"]
    yield "skos:notation", [_text(Label(concept.code))]
    for predicate, labels in (
        ("skos:prefLabel", concept.labels),
        ("skos:altLabel", concept.alt_labels),
        ("skos:hiddenLabel", concept.hidden_labels),
        ("skos:scopeNote", concept.notes),
        ("skos:changeNote", concept.change_notes),
        ("skos:definition", concept.definitions),
    ):
        if labels:
            yield predicate, [_text(label) for label in labels]
    for predicate, iris in (
        ("skos:exactMatch", concept.exact_matches),
        ("skos:closeMatch", concept.close_matches),
        ("skos:broadMatch", concept.broad_matches),
        ("skos:broader", concept.broader),
    ):
        if iris:
            yield predicate, [_name(scheme, iri) for iri in iris]
    if concept.kind:
        yield "dct:type", [_text(Label(concept.kind))]
    yield from _act_lines(concept)
    if concept.source:
        yield "dct:source", [_text(Label(concept.source, "en"))]
    if concept.valid_from:
        yield "schema:validFrom", [_date(concept.valid_from)]
    if concept.valid_through:
        yield "schema:validThrough", [_date(concept.valid_through)]
    if concept.status:
        yield "adms:status", [_text(Label(concept.status))]
    if concept.replaced_by:
        yield "dct:isReplacedBy", [_name(scheme, iri) for iri in concept.replaced_by]


def _act_lines(concept: Concept) -> Iterator[tuple[str, list[str]]]:
    if concept.issuers:
        yield "dct:publisher", [_text(label) for label in concept.issuers]
    if concept.issued:
        yield "dct:date", [_date(concept.issued)]
    if concept.grade:
        yield "dmv:evidenceGrade", [_text(Label(concept.grade))]
    if concept.seen_on:
        yield "dmv:seenOn", [_date(concept.seen_on)]


def _name(scheme: Scheme, iri: str) -> str:
    for prefix, namespace in scheme.prefixes.items():
        if iri.startswith(namespace) and _LOCAL.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _text(label: Label) -> str:
    return f'"{label.text.translate(_ESCAPES)}"' + (f"@{label.language}" if label.language else "")


def _date(day: str) -> str:
    return f'"{day}"^^xsd:date'
