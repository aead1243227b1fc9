"""A short record that meets a rule and one that breaks it, for the pages of the rules.

The generators of tests/shapes make them and the validator judges them. This module chooses the two that show a rule
best and makes them readable: it drops what the verdict does not need, and replaces generated names and texts by natural
ones.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.shapes import Context, Profile, Rule, Validator
from danhmuc.shapes.engine import index_nquads, read_shapes
from danhmuc.vocab.canonical import CanonicalGraph, canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import FOAF, RDF, SPDX, XSD
from danhmuc.vocab.writing import write_text

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "shapes"))

from generating.records import records_beside, records_of, targets_of
from generating.terms import DAY
from generating.texts import MALFORMED

__all__ = ["DAY", "NAMESPACE", "Example", "RuleExamples", "findings_in", "is_broken", "is_met"]

NAMESPACE: Final = "https://example.vn/"
"""Namespace of the names in the examples; its prefix is ``ex``."""

Term: TypeAlias = NamedNode | BlankNode | Literal
Graph: TypeAlias = frozenset[Quad]
_T = TypeVar("_T")

_TAG: Final = "tag"
_TAGGED: Final = re.compile(rf"{_TAG}-\d+-\d+")
"""The mark that the generators put into names and texts to tell records apart."""
_NUMBERED: Final = re.compile(rf"{_TAG}-\d+(-\d+)?")
_GENERATED: Final = "https://e.vn/"
_GENERATED_FORMS: Final = frozenset({"7", "7.5", MALFORMED})
_GENERATED_IRI: Final = re.compile(rf"{_TAGGED.pattern}|^(?!https?:|mailto:|tel:)|/0/?$")
_THING: Final = NamedNode("https://e.vn/def#Thing")
_OTHER_CLASS: Final = FOAF.Document
"""A class that no rule asks for."""
_PREFIX: Final = re.compile(r"@prefix (\w+): <([^>]+)> \.\n")
_HAS_VALUE: Final = "hasValue"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "http://www.iana.org/assignments/media-types/"
_OURS: Final = "https://w3id.org/danhmuc/concept/"

_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Danh sách trường học", "List of schools"),
    "description": ("Tên, địa chỉ, số học sinh của từng trường.", "Name, address and pupils of each school."),
    "keyword": ("trường học", "school"),
    "name": ("Sở Giáo dục và Đào tạo", "Department of Education and Training"),
    "prefLabel": ("Giáo dục", "Education"),
    "fn": ("Nguyễn Văn An", "Nguyen Van An"),
    "role": ("Chuyên viên", "Officer"),
    "hasEmail": ("truong-hoc@example.vn", "truong-hoc@example.vn"),
    "hasTelephone": ("0234 3822 000", "0234 3822 000"),
}
"""Vietnamese and English texts by local name of the property; any other has the name of the field."""
_CODE_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "bbox": ("POLYGON ((107 16, 108 16, 108 17, 107 16))", "POLYGON ((107 15, 108 15, 108 16, 107 15))"),
    "centroid": ("POINT (107.6 16.5)", "POINT (107.5 16.4)"),
    "identifier": ("TH-01", "H57", "TH-02"),
    "notation": ("46", "HUE"),
    "version": ("1.0", "1.1"),
}
"""Texts without language."""
_DATE: Final = ("date", "2026-08-15", "2026-08-16", "15/8/2026")
_TYPED: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "available": _DATE,
    "byteSize": ("nonNegativeInteger", "2048", "4096", "2 KB"),
    "checksumValue": ("hexBinary", "9f86d081", "2c26b46b", "sha256"),
    "date": _DATE,
    "endDate": _DATE,
    "issued": _DATE,
    "modified": _DATE,
    "spatialResolutionInMeters": ("decimal", "10.0", "30.0", "10 m"),
    "startDate": _DATE,
    "temporalResolution": ("duration", "P1D", "P1M", "1 D"),
}
"""Datatype, two forms of it and a text that is none, by local name of the property."""
_CODES: Final[Mapping[str, Sequence[str]]] = {
    "accessRights": (f"{_EU}access-right/PUBLIC", f"{_EU}access-right/RESTRICTED"),
    "accrualPeriodicity": (f"{_EU}frequency/ANNUAL", f"{_EU}frequency/MONTHLY"),
    "algorithm": (SPDX.checksumAlgorithm_sha256.value, SPDX.checksumAlgorithm_sha512.value),
    "availability": (
        f"{_EU}planned-availability/STABLE",
        f"{_EU}planned-availability/AVAILABLE",
        "http://data.europa.eu/r5r/availability/stable",
    ),
    "compressFormat": (f"{_IANA}application/gzip", f"{_IANA}application/zip"),
    "format": (f"{_EU}file-type/CSV", f"{_EU}file-type/JSON"),
    "hasEmail": ("mailto:truong-hoc@example.vn",),
    "hasTelephone": ("tel:+842343822000",),
    "hvdCategory": ("http://data.europa.eu/bna/c_a9135398",),
    "importance": (f"{_OURS}importance/KHAC", f"{_OURS}importance/QUAN_TRONG"),
    "language": (f"{_EU}language/VIE", f"{_EU}language/ENG"),
    "license": (
        f"{_EU}licence/CC_BY_4_0",
        f"{_EU}licence/CC0",
        "http://creativecommons.org/licenses/by/4.0/",
        "http://creativecommons.org/licenses/by-nc/4.0/",
    ),
    "mediaType": (f"{_IANA}text/csv", f"{_IANA}application/json"),
    "packageFormat": (f"{_IANA}application/zip", f"{_IANA}application/gzip"),
    "personalData": (f"{_OURS}personal-data/KHONG", f"{_OURS}personal-data/CO_BAN"),
    "sharingForm": (f"{_OURS}sharing-form/MAC_DINH", f"{_OURS}sharing-form/DAC_THU"),
    "sharingNature": (f"{_OURS}sharing-nature/DUNG_CHUNG", f"{_OURS}sharing-nature/MO"),
    "status": (
        f"{_EU}dataset-status/COMPLETED",
        f"{_EU}distribution-status/COMPLETED",
        "http://purl.org/adms/status/Completed",
    ),
    "theme": (f"{_EU}data-theme/EDUC", f"{_EU}data-theme/GOVE", f"{_EU}data-theme/SCHOOL"),
}
"""IRIs by local name of the property."""
_AUTHORITIES: Final[Mapping[str, Sequence[str]]] = {
    "creator": (f"{_EU}corporate-body/COM",),
    "publisher": (f"{_EU}corporate-body/COM",),
    "spatial": (f"{_EU}continent/ASIA", f"{_OURS}province/46"),
    "type": (
        f"{_EU}dataset-type/STATISTICAL",
        "http://purl.org/adms/publishertype/LocalAuthority",
        "http://purl.org/adms/licencetype/Attribution",
    ),
}
"""IRIs that stand in for generated ones of code lists alone."""


@dataclass(frozen=True, slots=True)
class Example:
    """A record as Turtle.

    Attributes:
        text: without the lines of its prefixes.
        prefixes: namespaces by prefix.
    """

    text: str
    prefixes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Described:
    """A record as the validator takes it."""

    iri: str
    canonical: CanonicalGraph


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A generated record.

    Attributes:
        others: how many findings other rules have on the field: violations, and all.
    """

    focus: NamedNode
    graph: Graph
    others: tuple[int, int]

    @property
    def statements(self) -> Counter[tuple[NamedNode, type]]:
        """Number of statements by property and kind of value."""
        return Counter((quad.predicate, type(quad.object)) for quad in self.graph if quad.object != _THING)

    def beside(self, path: str | None) -> Counter[tuple[NamedNode, Term | type]]:
        """Statements about the record except on a field, and those that name it; generated values by their kind."""
        return Counter(
            (quad.predicate, type(quad.object) if _TAGGED.search(str(quad.object)) else quad.object)
            for quad in self.graph
            if self.focus in (quad.subject, quad.object) and quad.predicate.value != path
        )

    @property
    def empty_nodes(self) -> int:
        """Number of blank nodes without a statement."""
        subjects = {quad.subject for quad in self.graph}
        return sum(isinstance(quad.object, BlankNode) and quad.object not in subjects for quad in self.graph)


class RuleExamples:
    """Makes the examples for the rules of a profile."""

    def __init__(self, profile: Profile) -> None:
        shapes = read_shapes(index_nquads(profile.nquads)).shapes
        self._rules = profile.rules
        self._shapes = {node.value: shape for node, shape in shapes.items() if isinstance(node, NamedNode)}
        self._targets = targets_of(shapes.values())
        self._validator = Validator(profile, today=DAY)
        self._names = {rule.path: rule.name for rule in reversed(self._rules.values()) if rule.path is not None}

    def of(self, rule: Rule) -> tuple[Example, Example]:
        """A record that meets the rule, and one that breaks it."""
        good, bad = self._candidates(rule)
        best = min(product(good, bad), key=lambda pair: _rank(rule, *pair))
        met, broken = (
            _Polishing(self._verdict_check(rule, one, is_good=is_good), one, self._names)
            for one, is_good in zip(best, (True, False), strict=True)
        )
        broken.shorten({NamedNode(rule.path): len(broken.graph)} if rule.path is not None else {})
        met.shorten(Counter(quad.predicate for quad in broken.graph))
        return met.example(), broken.example()

    def _candidates(self, rule: Rule) -> tuple[list[_Candidate], list[_Candidate]]:
        """Records that meet the rule, and records that break it; one of those that differ by names alone."""
        shape, targets = self._shapes[rule.iri], self._targets[rule.iri]
        beside = [
            self._shapes[other.iri]
            for other in self._rules.values()
            if (other.path, other.is_deactivated) == (rule.path, False)
            and (other.severity == "violation" or other.iri in rule.yields_to)
            and other.iri != rule.iri
            and not set(targets).isdisjoint(self._targets.get(other.iri, ()))
        ]
        records = (
            *records_beside(rule.code, shape, beside, targets, _TAG),
            *records_of(rule.code, shape, targets, _TAG),
        )
        unlike = {(record.is_good, _NUMBERED.sub("", str(record.nquads))): record for record in reversed(records)}
        good: list[_Candidate] = []
        bad: list[_Candidate] = []
        for record in unlike.values():
            graph = frozenset(parse(record.nquads or b"", format=RdfFormat.N_QUADS, lenient=True))
            found = findings_in(graph, self._validator)
            if is_met(rule.code, found) if record.is_good else is_broken(rule.code, found):
                (good if record.is_good else bad).append(_Candidate(record.focus, graph, _others(rule, found)))
        return good, bad

    def _verdict_check(self, rule: Rule, candidate: _Candidate, *, is_good: bool) -> Callable[[Graph], bool]:
        """A test whether a graph has the verdict of a candidate and no more findings of other rules on the field."""

        def holds(graph: Graph) -> bool:
            found = findings_in(graph, self._validator)
            is_as_said = is_met(rule.code, found) if is_good else is_broken(rule.code, found)
            return is_as_said and _others(rule, found) <= candidate.others

        return holds


def findings_in(graph: Iterable[Quad], validator: Validator) -> Sequence[Finding]:
    """All findings on a graph, validated as one record to which no other refers."""
    return validator.validate(_Described(NAMESPACE, canonicalize(graph)), Context(knows_links=True)).findings


def is_met(code: str, findings: Iterable[Finding]) -> bool:
    """Whether a rule has no finding."""
    return all(one.code != code for one in findings)


def is_broken(code: str, findings: Iterable[Finding]) -> bool:
    """Whether a rule has a finding that is more than *cannot verify*."""
    return any(one.code == code and one.reported_severity != "cannot-verify" for one in findings)


def _others(rule: Rule, findings: Iterable[Finding]) -> tuple[int, int]:
    found = [one.reported_severity for one in findings if one.path == rule.path and one.code != rule.code]
    return found.count("violation"), len(found)


def _rank(rule: Rule, met: _Candidate, broken: _Candidate) -> tuple[object, ...]:
    """A sort key, best first: nothing else is wrong, the two differ only in the field, they are short."""
    faults = [sum(counts) for counts in zip(met.others, broken.others, strict=True)]
    beside = _apart(met.beside(rule.path), broken.beside(rule.path))
    empty = met.empty_nodes + broken.empty_nodes
    size = len(met.graph) + len(broken.graph)
    return faults, beside, _apart(met.statements, broken.statements), empty, size, met.focus.value, broken.focus.value


def _apart(one: Counter[_T], other: Counter[_T]) -> int:
    return (one - other).total() + (other - one).total()


class _Polishing:
    """Makes a generated record short and readable, as far as its verdict allows.

    Args:
        holds: whether a graph keeps the verdict.
        names: of fields by language, by IRI of the property.
    """

    def __init__(
        self, holds: Callable[[Graph], bool], candidate: _Candidate, names: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.graph = candidate.graph
        self._focus = candidate.focus
        self._holds = holds
        self._names = names
        self._drop([quad for quad in self._sorted() if quad.object == _THING])
        self._rename()
        self._reword()

    def example(self) -> Example:
        """The record as Turtle."""
        text = write_text("turtle", [serialize(self.graph, format=RdfFormat.N_QUADS) or b""])
        prefixes = {"ex": NAMESPACE, **dict(_PREFIX.findall(text))}
        short = re.sub(rf"<{NAMESPACE}([A-Za-z0-9-]+)>", r"ex:\1", _PREFIX.sub("", text))
        return Example(short.strip(), prefixes)

    def shorten(self, kept: Mapping[NamedNode, int]) -> None:
        """Drop what the verdict does not need, but keep the class of the record and so many triples of a property."""
        for quad in self._sorted():
            there = sum(one.predicate == quad.predicate for one in self.graph)
            is_class = quad.subject == self._focus and quad.predicate == RDF.type
            if not is_class and quad in self.graph and there > kept.get(quad.predicate, 0):
                self._drop([quad])

    def _sorted(self) -> list[Quad]:
        return sorted(self.graph, key=str)

    def _take(self, graph: Graph) -> bool:
        """Take a graph if it keeps the verdict; whether it was taken."""
        is_taken = graph == self.graph or self._holds(graph)
        if is_taken:
            self.graph = graph
        return is_taken

    def _drop(self, quads: Sequence[Quad]) -> None:
        """Drop all of these triples, or as many as the verdict allows, and what is no longer connected."""
        if quads and not self._take(_connected_part(self.graph - set(quads), self._focus)):
            for quad in quads:
                self._take(_connected_part(self.graph - {quad}, self._focus))

    def _rename(self) -> None:
        used: Counter[str] = Counter()
        for node in _walk(self.graph, self._focus):
            if isinstance(node, NamedNode) and node.value.startswith(_GENERATED):
                name = self._name_of(node)
                used[name] += 1
                new = NamedNode(f"{NAMESPACE}{name}-{used[name]}" if used[name] > 1 else NAMESPACE + name)
                if self._take(_replace_node(self.graph, node, new)) and node == self._focus:
                    self._focus = new
        self._take(_replace_node(self.graph, _THING, _OTHER_CLASS))

    def _name_of(self, node: NamedNode) -> str:
        """A name after the class of the record, or after the property that leads to the node."""
        if node != self._focus:
            for quad in self._sorted():
                if quad.object == node:
                    return _local(quad.predicate)
        named = [quad.object for quad in self._sorted() if quad.subject == node and quad.predicate == RDF.type]
        name = next((_local(one) for one in named if isinstance(one, NamedNode) and one != _THING), "node")
        return name[0].lower() + name[1:]

    def _reword(self) -> None:
        for quad in self._sorted():
            said = {one.object for one in self.graph if (one.subject, one.predicate) == (quad.subject, quad.predicate)}
            for new in self._likely_values(quad):
                if quad not in self.graph or (new not in said and self._take(_replace_value(self.graph, quad, new))):
                    break

    def _likely_values(self, quad: Quad) -> Iterator[Term]:
        """Values to use instead of a generated one, the most natural first."""
        property_ = self._property_of(quad)
        name = _local(property_)
        value = quad.object
        if isinstance(value, Literal):
            yield from self._likely_texts(value, property_, name)
        elif isinstance(value, BlankNode):
            if not any(one.subject == value for one in self.graph):
                yield from map(NamedNode, _CODES.get(name, ()))
        elif quad.predicate != RDF.type:
            yield from map(NamedNode, _likely_iris(value.value, name))

    def _likely_texts(self, value: Literal, property_: NamedNode, name: str) -> Iterator[Literal]:
        is_text = value.language is not None or value.datatype.value == XSD.string.value
        if name in _TYPED and (is_text or value.value in _GENERATED_FORMS):
            form, first, second, none = _TYPED[name]
            yield from (Literal(one, datatype=XSD[form]) for one in (first, second, none))
            yield from (Literal(none), Literal(first))
        if not is_text or (value.value and not _TAGGED.search(value.value)):
            return
        yield from map(Literal, _CODE_TEXTS.get(name, ()))
        in_english = value.language == "en"
        texts = _TEXTS.get(name)
        field = self._names.get(property_.value, {})
        text = texts[in_english] if texts is not None else field.get("en" if in_english else "vi", "Chữ")
        joined = [mark.join((text, f"{text} 2", f"{text} 3")) for mark in ("; ", ", ")] if name == "keyword" else []
        for one in (text, f"{text} 2", *joined) if value.value else ():
            yield Literal(one, language=value.language) if value.language else Literal(one)

    def _property_of(self, quad: Quad) -> NamedNode:
        """The property whose value it is."""
        if _local(quad.predicate) == _HAS_VALUE:
            return next((one.predicate for one in self._sorted() if one.object == quad.subject), quad.predicate)
        return quad.predicate


def _likely_iris(iri: str, name: str) -> Iterator[str]:
    is_placeholder = iri.startswith(NAMESPACE)
    codes = _CODES.get(name, ()) if is_placeholder else (*_CODES.get(name, ()), *_AUTHORITIES.get(name, ()))
    if is_placeholder:
        yield from codes
    elif _GENERATED_IRI.search(iri):
        # Of several lists first the one that the generated IRI is of.
        codes = sorted(codes, key=lambda code: -_alike(code, re.sub("^h?ttps?", "http", iri)))
        yield from codes
        yield from (code.replace("http:", "https:") for code in codes)
        yield from (code.removesuffix("/") for code in codes)
        yield NAMESPACE + name


def _alike(one: str, other: str) -> int:
    """Length of the common beginning of two texts."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))


def _walk(graph: Graph, focus: Term) -> list[Term]:
    """The nodes of a graph that are connected to one, nearest first."""
    found: dict[Term, None] = {focus: None}
    todo = [focus]
    for node in todo:
        for quad in sorted((quad for quad in graph if node in (quad.subject, quad.object)), key=str):
            for end in (quad.subject, quad.object):
                if not isinstance(end, Literal) and end not in found and quad.predicate != RDF.type:
                    found[end] = None
                    todo.append(end)
    return todo


def _connected_part(graph: Graph, focus: Term) -> Graph:
    """The part of a graph that is connected to a node."""
    nodes = set(_walk(graph, focus))
    return frozenset(quad for quad in graph if quad.subject in nodes)


def _replace_node(graph: Graph, old: NamedNode, new: NamedNode) -> Graph:
    return frozenset(
        Quad(new if one.subject == old else one.subject, one.predicate, new if one.object == old else one.object)
        for one in graph
    )


def _replace_value(graph: Graph, quad: Quad, new: Term) -> Graph:
    """A graph with another value; an IRI is replaced wherever it stands."""
    if isinstance(quad.object, NamedNode) and isinstance(new, NamedNode):
        return _replace_node(graph, quad.object, new)
    return (graph - {quad}) | {Quad(quad.subject, quad.predicate, new)}


def _local(node: NamedNode) -> str:
    return re.split("[/#]", node.value)[-1]
