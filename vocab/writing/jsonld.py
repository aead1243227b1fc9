"""Write JSON-LD 1.1: compact, with our context inline, nested descriptions, properties in DCAT's order.

A value has the short form of its key in the context only if that means exactly this value; every other is written in
full. Numbers are never JSON numbers. If an IRI of a graph would be read as a name of the context (``geo:21.0,105.8``),
that graph is written without the context.

Source: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from ..prefixes import PREFIXES, abbreviate
from ..terms import ADMS, DCAT, DCATAP, DCT, DMV, FOAF, ODRL, PROV, RDFS, SKOS, SPDX, VCARD, XSD
from .describing import (
    DEEPEST,
    TYPE,
    About,
    Descriptions,
    PropertyOrder,
    bytes_of_octets,
    describe,
    label,
    octets_of_bytes,
    text_of_octets,
)
from .unwritten import Unwritten

# ---------------------------------------------------------------- context
# The JSON-LD context of written documents: readable keys for DCAT, with DCAT-AP's names, and for our own terms.
#
# Values of a term without coercion are plain texts. Written inline, so that nobody must fetch it.
# Source: https://www.w3.org/TR/json-ld11/


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A key of the context.

    Attributes:
        compact: the property with its prefix.
        coercion: ``@id`` for IRIs, ``@language`` for texts by language, a datatype with its prefix, or "" for plain
            texts.
    """

    compact: str
    coercion: str


def _terms(coercion: NamedNode | str, *properties: NamedNode) -> dict[str, Term]:
    coercion = abbreviate(coercion.value) if isinstance(coercion, NamedNode) else coercion
    names = (abbreviate(term.value) for term in properties)
    return {name.partition(":")[2]: Term(compact=name, coercion=coercion) for name in names}


TERMS: Final = {
    **_terms(
        "@language",
        *(DCT.title, DCT.alternative, DCT.description, DCAT.keyword, ADMS.versionNotes, DMV.purpose),
        *(FOAF.name, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, RDFS.label, RDFS.comment),
        *(VCARD.fn, VCARD["organization-name"]),
    ),
    **_terms(
        "@id",
        *(DCT.accessRights, DCT.accrualPeriodicity, DCT.conformsTo, DCT.creator, DCT.format, DCT.hasPart, DCT.isPartOf),
        *(DCT.isReferencedBy, DCT.isReplacedBy, DCT.language, DCT.license, DCT.provenance, DCT.publisher, DCT.relation),
        *(DCT.replaces, DCT.rights, DCT.rightsHolder, DCT.source, DCT.spatial, DCT.subject, DCT.temporal, DCT.type),
        *(DCAT.accessService, DCAT.accessURL, DCAT.catalog, DCAT.compressFormat, DCAT.contactPoint, DCAT.dataset),
        *(DCAT.distribution, DCAT.downloadURL, DCAT.endpointDescription, DCAT.endpointURL, DCAT.hasCurrentVersion),
        *(DCAT.hasVersion, DCAT.inSeries, DCAT.isVersionOf, DCAT.landingPage, DCAT.mediaType, DCAT.packageFormat),
        *(DCAT.previousVersion, DCAT.qualifiedRelation, DCAT.record, DCAT.servesDataset, DCAT.service, DCAT.theme),
        DCAT.themeTaxonomy,
        *(ADMS.sample, ADMS.status, DCATAP.applicableLegislation, DCATAP.availability, DCATAP.hvdCategory),
        *(FOAF.homepage, FOAF.mbox, FOAF.page, FOAF.primaryTopic, ODRL.hasPolicy, PROV.qualifiedAttribution),
        *(PROV.wasGeneratedBy, SKOS.inScheme, SPDX.algorithm, SPDX.checksum),
        *(DMV.importance, DMV.personalData, DMV.secrecy, DMV.sharingForm, DMV.sharingMethod, DMV.sharingNature),
        *(VCARD.hasAddress, VCARD.hasEmail, VCARD.hasTelephone, VCARD.hasURL),
    ),
    **_terms(XSD.date, DCT.issued, DCT.modified, DCAT.startDate, DCAT.endDate, DMV.plannedPublication, DMV.reviewedOn),
    **_terms(XSD.nonNegativeInteger, DCAT.byteSize),
    **_terms(XSD.decimal, DCAT.spatialResolutionInMeters),
    **_terms(XSD.duration, DCAT.temporalResolution),
    **_terms(XSD.hexBinary, SPDX.checksumValue),
    **_terms("", DCT.identifier, DCAT.version, DMV.completeness, SKOS.notation),
}
"""Key to its meaning."""

TERM_OF: Final = {term.compact: key for key, term in TERMS.items()}
"""Property with its prefix to its key."""


def context(prefixes: Set[str], keys: Set[str]) -> str:
    """The context with these prefixes and keys, one a line, as JSON."""
    lines = [_entry(prefix, PREFIXES[prefix]) for prefix in sorted(prefixes)]
    lines += [_entry(key, _definition(term)) for key, term in sorted(TERMS.items()) if key in keys]
    return ("{\n" + ",\n".join(lines) + "\n  }") if lines else "{}"


def _entry(key: str, value: object) -> str:
    return f"    {json.dumps(key)}: {json.dumps(value)}"


def _definition(term: Term) -> object:
    match term.coercion:
        case "":
            return term.compact
        case "@language":
            return {"@id": term.compact, "@container": "@language"}
        case coercion:
            return {"@id": term.compact, "@type": coercion}


# ---------------------------------------------------------------- jsonld

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
_NAMES: Final = frozenset({*PREFIXES, *TERMS})
_STEP: Final = "  "
_MOST_CACHED: Final = 1 << 16


_SUFFIXES: Final = {
    "": '"',
    **{
        term.coercion: f'"^^<{PREFIXES[term.coercion.partition(":")[0]]}{term.coercion.partition(":")[2]}>'
        for term in TERMS.values()
        if term.coercion[:1] not in ("", "@")
    },
}
"""The ends of literals that are plain strings under keys of a coercion."""
_NEVER: Final = "\n"


class JsonLdWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: triples that JSON-LD could not express: those with an IRI without scheme.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()
        self._compact = _Style(is_bare=False)
        self._bare = _Style(is_bare=True)
        self._begun = False

    def head(self, *, used: bool) -> bytes:
        """The context, all of it or the used part, and the beginning of the graph."""
        style = self._compact.names
        inside = context(style.prefixes, style.keys) if used else context(PREFIXES.keys(), TERMS.keys())
        return f'{{\n  "@context": {inside},\n  "@graph": ['.encode()

    def graph(self, nquads: bytes) -> bytes:
        """An object for each subject that is not nested."""
        text = octets_of_bytes(nquads)
        try:
            objects = self._write_objects(text)
        except _UnwritableError:
            objects = self._write_objects("".join(self._filter_writable(text)))
        if not objects:
            return b""
        before = ",\n    " if self._begun else "\n    "
        self._begun = True
        return bytes_of_octets(before + ",\n    ".join(objects))

    def tail(self) -> bytes:
        """The end of the graph."""
        return b"\n  ]\n}\n"

    def _write_objects(self, text: str) -> list[str]:
        try:
            return _Graph(self._compact, describe(text)).objects()
        except _MisreadError:
            return _Graph(self._bare, describe(text)).objects()

    def _filter_writable(self, text: str) -> Iterator[str]:
        """The lines that JSON-LD can express; the others are counted."""
        seen: set[str] = set()
        for line in text.split(" .\n"):
            if not line or line in seen:
                continue
            seen.add(line)
            subject, predicate, value = line.split(" ", 2)
            iris = [term for term in (subject, predicate, value) if term[0] == "<"]
            if value[0] == '"' and value[-1] == ">":
                iris.append(value[value.rindex('"') + 3 :])
            if all(_SCHEME.match(iri, 1) for iri in iris):
                yield line + " .\n"
            else:
                self.unwritten.add(text_of_octets(line))


class _UnwritableError(Exception):
    """JSON-LD cannot express a triple; caught in this module, which then leaves it out."""


class _MisreadError(Exception):
    """The context would change an IRI; caught in this module, which then writes the graph without the context."""


class _Key(NamedTuple):
    """The key of a property.

    Attributes:
        name: its key, with quotation marks and colon.
        coercion: of plain strings there, as in `Term`.
        suffix: the end of a literal that may be a plain string there, with its last quotation mark.
        other: the key without coercion; differs from the name for texts by language.
    """

    predicate: str
    name: str
    coercion: str
    suffix: str
    other: str


class _NameStyle:
    """The style of IRIs and keys: with the names of the context, or bare."""

    def __init__(self, *, is_bare: bool) -> None:
        self.is_bare = is_bare
        self.prefixes: set[str] = set()
        self.keys: set[str] = set()
        self.iris = _Iris(is_bare=is_bare)
        self._order = PropertyOrder()
        self._plans: dict[tuple[str, ...], list[_Key]] = {}

    def plan(self, about: About) -> list[_Key]:
        """The keys of predicates in the order in which they are written, cached by the set of predicates."""
        key = tuple(about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _MOST_CACHED:
                self._plans.clear()
            ordered = sorted(about, key=self._order.__getitem__)
            found = self._plans[key] = [self._key(predicate) for predicate in ordered if predicate != TYPE]
        return found

    def name(self, iri: str) -> str:
        """The name of a class, a datatype or a property, without quotation marks."""
        written = self.iris[iri]
        if not self.is_bare:
            end = (iri.rfind("#") + 1) or (iri.rfind("/") + 1)
            prefix = _PREFIX_OF.get(iri[1:end])
            if prefix is not None and _LOCAL.fullmatch(iri, end, len(iri) - 1):
                self.prefixes.add(prefix)
                return f"{prefix}:{iri[end:-1]}"
        return written[1:-1]

    def _key(self, predicate: str) -> _Key:
        compact = self.name(predicate)
        other = f'"{compact}": '
        key = None if self.is_bare else TERM_OF.get(compact)
        if key is None:
            return _Key(predicate, other, "", '"', other)
        coercion = TERMS[key].coercion
        self.keys.add(key)
        if coercion[:1] not in ("", "@"):
            self.prefixes.add(coercion.partition(":")[0])
        return _Key(predicate, f'"{key}": ', coercion, _SUFFIXES.get(coercion, _NEVER), other)


class _Iris(dict[str, str]):
    """IRIs as in N-Quads to JSON strings."""

    def __init__(self, *, is_bare: bool) -> None:
        self._is_bare = is_bare

    def __missing__(self, term: str) -> str:
        """Raise _UnwritableError if it has no scheme, _MisreadError if the scheme is a name of the context."""
        if len(self) > _MOST_CACHED:
            self.clear()
        scheme = _SCHEME.match(term, 1)
        if scheme is None:
            raise _UnwritableError
        if scheme[2] is None and scheme[1] in _NAMES and not self._is_bare:
            raise _MisreadError
        iri = term[1:-1]
        written = self[term] = (
            f'"{iri}"'
            if iri.isprintable() and '"' not in iri and "\\" not in iri
            else json.dumps(iri, ensure_ascii=False)
        )
        return written


class _Classes(dict[str, str]):
    """The entry for the only class of a subject, by the class as in N-Quads."""

    def __init__(self, style: _NameStyle) -> None:
        self._style = style

    def __missing__(self, listed: str) -> str:
        """Raise the errors of `_Iris`."""
        if len(self) > _MOST_CACHED:
            self.clear()
        written = self[listed] = f'"@type": "{self._style.name(listed)}"'
        return written


class _LiteralEnds(dict[str, str]):
    """The end of an object after the text of a literal, by the end of the literal in N-Quads."""

    def __init__(self, style: _NameStyle) -> None:
        self._style = style

    def __missing__(self, rest: str) -> str:
        """Raise the errors of `_Iris`."""
        if len(self) > _MOST_CACHED:
            self.clear()
        if not rest:
            written = "}"
        elif rest[0] == "@":
            written = f', "@language": "{rest[1:]}"}}'
        else:
            written = f', "@type": "{self._style.name(rest[2:])}"}}'
        self[rest] = written
        return written


class _Style:
    """A style of names with the texts made of them.

    None of them refers to it, so that they are gone with the writer, and not when Python looks for circles.
    """

    def __init__(self, *, is_bare: bool) -> None:
        self.names = _NameStyle(is_bare=is_bare)
        self.literal_ends = _LiteralEnds(self.names)
        self.classes = _Classes(self.names)


class _Graph:
    """The writer of one graph."""

    def __init__(self, style: _Style, found: Descriptions) -> None:
        self._style = style.names
        self._plan = style.names.plan
        self._iris = style.names.iris
        self._literal_ends = style.literal_ends
        self._classes = style.classes
        self._found = found
        self._about = found.about
        self._once = found.once

    def objects(self) -> list[str]:
        """All subjects that are not nested."""
        written = [self._object(root, _STEP * 2, 1) for root in self._found.roots]
        while (left := self._found.pop_remaining()) is not None:
            written.append(self._object(left, _STEP * 2, 1))
        return written

    def _object(self, subject: str, indent: str, depth: int) -> str:
        """The object of a subject."""
        about = self._about[subject]
        deeper = indent + _STEP
        entries: list[str] = []
        if self._style.is_bare and depth == 1:
            entries.append('"@context": null')
        if subject[0] != "_":
            entries.append('"@id": ' + self._iris[subject])
        elif depth == 1 and subject in self._found.mentioned:
            entries.append(f'"@id": "_:{label(subject)}"')
        types = about.get(TYPE)
        if types is not None:
            if len(types) == 1 and types[0][0] == "<":
                entries.append(self._classes[types[0]])
            else:
                self._add_classes(types, entries, deeper, depth)
        iris, once = self._iris, self._once
        for key in self._plan(about):
            predicate, name, coercion, suffix, _ = key
            values = about[predicate]
            value = values[0]
            if coercion == "@language":
                self._add_texts(key, values, entries, deeper, depth)
            elif len(values) > 1:
                entries.append(name + self._array(values, coercion, deeper, depth))
            elif value[0] == '"' and value.endswith(suffix):
                entries.append(name + value[: 1 - len(suffix)] if coercion else name + value)
            elif value[0] == "<" and coercion == "@id" and value not in once:
                entries.append(name + iris[value])
            else:
                entries.append(name + self._value(value, coercion, deeper, depth))
        return "{\n" + deeper + f",\n{deeper}".join(entries) + f"\n{indent}}}"

    def _add_classes(self, types: list[str], entries: list[str], indent: str, depth: int) -> None:
        """Add ``@type``; classes that are not IRIs are written as other values are."""
        names = [f'"{self._style.name(listed)}"' for listed in types if listed[0] == "<"]
        if names:
            entries.append(f'"@type": [{", ".join(names)}]' if len(names) > 1 else f'"@type": {names[0]}')
        others = [listed for listed in types if listed[0] != "<"]
        if others:
            entries.append(f'"{self._style.name(TYPE)}": ' + self._array(others, "", indent, depth))

    def _add_texts(self, key: _Key, values: list[str], entries: list[str], indent: str, depth: int) -> None:
        """Add texts by language under the key, all other values under the key without coercion."""
        by_language: dict[str, list[str]] = {}
        others: list[str] = []
        for value in values:
            end = value.rfind('"') + 1
            tag = value[end + 1 :]
            if end and tag and tag[-1] != ">":
                if tag in by_language:
                    by_language[tag].append(value[:end])
                else:
                    by_language[tag] = [value[:end]]
            else:
                others.append(value)
        if by_language:
            deeper = indent + _STEP
            lines = [
                f'"{tag}": {texts[0] if len(texts) == 1 else _inline_or_listed(texts, deeper)}'
                for tag, texts in by_language.items()
            ]
            if len(lines) == 1:
                entries.append(f"{key.name}{{{lines[0]}}}")
            else:
                lines.sort()
                entries.append(f"{key.name}{{\n{deeper}" + f",\n{deeper}".join(lines) + f"\n{indent}}}")
        if others:
            entries.append(key.other + self._array(others, "", indent, depth))

    def _array(self, values: list[str], coercion: str, indent: str, depth: int) -> str:
        """The values, in brackets unless there is only one."""
        if len(values) == 1:
            return self._value(values[0], coercion, indent, depth)
        if coercion == "@id" and values[0][0] == values[-1][0] == "<" and self._once.isdisjoint(values):
            iris = self._iris
            return _inline_or_listed([iris[value] for value in values], indent)
        deeper = indent + _STEP
        written: list[str] = []
        blank: list[str] = []
        for value in values:
            (blank if value[0] == "_" else written).append(self._value(value, coercion, deeper, depth))
        # Sorted by content: the names of blank nodes must not matter.
        return _inline_or_listed(written + sorted(blank), indent)

    def _value(self, value: str, coercion: str, indent: str, depth: int) -> str:
        if value[0] == '"':
            # A text of N-Quads, quotation marks and escapes included, is a string of JSON.
            end = value.rfind('"') + 1
            text, rest = value[:end], value[end:]
            if '"' + rest == _SUFFIXES.get(coercion):
                return text
            return '{"@value": ' + text + self._literal_ends[rest]
        found = self._found
        if value in found.once and depth < DEEPEST:
            found.once.discard(value)
            items = found.lists.get(value)
            if items is None:
                return self._object(value, indent, depth + 1)
            listed = [self._value(item, "@value", indent + _STEP, depth + 1) for item in items]
            return '{"@list": ' + _inline_or_listed(listed, indent) + "}"
        if value[0] == "_":
            return "{}" if found.is_anonymous(value) else f'{{"@id": "_:{label(value)}"}}'
        return self._iris[value] if coercion == "@id" else '{"@id": ' + self._iris[value] + "}"


def _inline_or_listed(values: list[str], indent: str) -> str:
    """An array: in one line if it has only short strings."""
    inline = ", ".join(values)
    if len(inline) < 100 and "{" not in inline:
        return f"[{inline}]"
    deeper = indent + _STEP
    return f"[\n{deeper}" + f",\n{deeper}".join(values) + f"\n{indent}]"
