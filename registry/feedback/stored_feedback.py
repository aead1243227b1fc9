"""Read feedback, requests and agreements from the graphs that a registry keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as RdfLiteral

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.concepts import scheme_at
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, OA, ODRL, RDF

from ..record.record import quads_of
from ..record.summary import (
    ANNOTATION_CLASSES,
    FEEDBACK_APPROVED,
    FEEDBACK_CLASSES,
    FEEDBACK_KINDS,
    FEEDBACK_STATES,
    REQUEST_STATES,
)
from ..store.annotation_rows import AnnotationRow, NamedThing, annotation_rows, annotations_with_graphs, find_named
from ..store.database import Connection
from ..store.view import View

# ---------------------------------------------------------------- feedback statements
# Feedback, requests and agreements as lists and reports show them. None of them has a sender.


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDataset:
    """A statement or agreement about a dataset, as one source describes it.

    Attributes:
        presence: present or missing.
        dataset: IRI of the dataset; None if it is about none, such as a new demand.
        title: of the dataset, if the registry has it and no source marks it as a state secret.
        agency: IRI of the agency that is to answer: the publisher of the dataset, else who received it.
        agency_name: its name, if a source has it.
        day: when it was received or signed, as written.
        status: code of its state; None if none is stated, or one that is no code.
    """

    iri: str
    source: str
    presence: str
    dataset: str | None = None
    title: str | None = None
    agency: str | None = None
    agency_name: str | None = None
    day: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(AboutDataset):
    """Feedback on a dataset.

    Attributes:
        kind: code of what it is about; None if none is stated, or one that is no code.
        body: what was said.
        answer: what the agency answered.
        is_approved: whether all sources that describe it say that it is approved for publication.
    """

    kind: str | None = None
    body: str | None = None
    answer: str | None = None
    is_approved: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered, approved or rejected it yet; what is in no known state is open."""
        return self.status not in ("DA_TRA_LOI", "DUYET_CONG_BO", "TU_CHOI")

    def as_dict(self) -> dict[str, object]:
        """The feedback as JSON has it."""
        names = ("iri", "source", "presence", "dataset", "title", "agency", "agency_name", "day", "kind", "status")
        return {
            **json_members(self, (*names, "body", "answer")),
            "approved": self.is_approved,
            "open": self.is_open,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingArrangement(AboutDataset):
    """A data request or a sharing agreement.

    Attributes:
        kind: which of the two.
        number: of an agreement.
        consumer: IRI of the agency that asks for the data, or its name if it has no code.
        purpose: what the data is used for.
        until: last day of an agreement, as written.
    """

    kind: Literal["request", "agreement"]
    number: str | None = None
    consumer: str | None = None
    purpose: str | None = None
    until: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The request or agreement as JSON has it."""
        names = ("iri", "source", "presence", "kind", "dataset", "title", "agency", "agency_name", "day", "status")
        return json_members(self, (*names, "number", "consumer", "purpose", "until"))


# ---------------------------------------------------------------- stored feedback

_SHOWN: Final = ("present", "missing")
_CONCEPT: Final = "https://w3id.org/danhmuc/concept/"
_LANGUAGES: Final = ("vi", "en", "")
_Term = NamedNode | BlankNode | RdfLiteral
_About = TypeVar("_About", Feedback, SharingArrangement)


@dataclass(frozen=True, slots=True)
class _Described:
    """One description: the values of each node by property."""

    row: AnnotationRow
    values: Mapping[str, Mapping[NamedNode, list[_Term]]]

    def of(self, prop: NamedNode, node: _Term | None = None) -> list[_Term]:
        """The values of a property of a node, else of the thing itself."""
        key = self.row.iri if node is None else str(node) if isinstance(node, BlankNode) else node.value
        return sorted(self.values.get(key, {}).get(prop, ()), key=str)

    def iri(self, prop: NamedNode) -> str | None:
        """The first IRI of a property."""
        return next((one.value for one in self.of(prop) if isinstance(one, NamedNode)), None)

    def text(self, *props: NamedNode) -> str | None:
        """The best text of the first property that has one, Vietnamese first."""
        return next((found for prop in props if (found := _best_text(self.of(prop))) is not None), None)

    def code(self, prop: NamedNode, token: str) -> str | None:
        """The code of the one value of a property, if it is one of a list."""
        values = self.of(prop)
        listed = scheme_at(_CONCEPT + token)
        if len(values) != 1 or listed is None or not isinstance(values[0], NamedNode):
            return None
        found = listed.at(values[0].value)
        return None if found is None else found.code


def read_feedback(connection: Connection, *, dataset: str | None = None) -> list[Feedback]:
    """All feedback that is present or missing, on one dataset or on any, by day, IRI and age of the source.

    That of one IRI by several sources is there once for each.
    """
    groups: dict[str, list[_Described]] = {}
    for one in _describe_all(connection, annotation_rows(connection)):
        groups.setdefault(one.row.iri, []).append(one)
    found = []
    for group in groups.values():
        is_approved = all(one.of(ADMS.status) == [FEEDBACK_APPROVED] for one in group)
        typed = [one for one in group if _classes(one) and _classes(one) <= FEEDBACK_CLASSES]
        found += [
            _feedback(one, is_approved=is_approved and len(typed) == len(group), target=target)
            for one in typed
            for target in _targets(one, OA.hasTarget)
        ]
    return _with_names(connection, [one for one in found if dataset in (None, one.dataset)])


def read_arrangements(connection: Connection, *, dataset: str | None = None) -> list[SharingArrangement]:
    """All data requests and sharing agreements, present or missing, as `read_feedback`."""
    found = []
    for one in _describe_all(connection, annotation_rows(connection)):
        classes = _classes(one)
        if classes - FEEDBACK_CLASSES:
            found += [_arrangement(one, target=target) for target in _targets(one, ODRL.target)]
    return _with_names(connection, [one for one in found if dataset in (None, one.dataset)])


def annotation_graphs(connection: Connection, datasets: Collection[str], agencies: Collection[str]) -> dict[str, bytes]:
    """The graphs of what is said and agreed about some datasets, or was received by some agencies, by IRI.

    Of an IRI that several sources describe, that of the oldest one that does.
    """
    wanted, received = {f"<{iri}>" for iri in datasets}, {f"<{iri}>" for iri in agencies}
    found: dict[str, bytes] = {}
    rows = [row for row in annotation_rows(connection) if row.state == "present" and row.is_typed]
    for row, nquads in annotations_with_graphs(connection, rows):
        if row.iri in found:
            continue
        for quad in quads_of(nquads):
            is_target = quad.predicate in (OA.hasTarget, ODRL.target) and str(quad.object) in wanted
            if is_target or (quad.predicate == DMV.receivedBy and str(quad.object) in received):
                found[row.iri] = nquads
                break
    return found


def _describe_all(connection: Connection, rows: Iterable[AnnotationRow]) -> Iterator[_Described]:
    for row, nquads in annotations_with_graphs(connection, [row for row in rows if row.state in _SHOWN]):
        values: dict[str, dict[NamedNode, list[_Term]]] = {}
        for quad in quads_of(nquads):
            key = str(quad.subject) if isinstance(quad.subject, BlankNode) else quad.subject.value  # type: ignore[union-attr]
            values.setdefault(key, {}).setdefault(quad.predicate, []).append(quad.object)  # type: ignore[arg-type]
        yield _Described(row, values)


def _classes(one: _Described) -> set[NamedNode]:
    return {value for value in one.of(RDF.type) if isinstance(value, NamedNode)} & ANNOTATION_CLASSES


def _targets(one: _Described, prop: NamedNode) -> Sequence[str | None]:
    """The IRIs that a description is about; None alone if it is about none."""
    return [value.value for value in one.of(prop) if isinstance(value, NamedNode)] or [None]


def _feedback(one: _Described, *, is_approved: bool, target: str | None) -> Feedback:
    bodies = [text for body in one.of(OA.hasBody) for text in one.of(RDF.value, body)]
    bodies += [body for body in one.of(OA.hasBody) if isinstance(body, RdfLiteral)]
    return Feedback(
        iri=one.row.iri,
        source=one.row.source,
        presence=one.row.state,
        dataset=target,
        agency=one.iri(DMV.receivedBy),
        day=one.text(DCT.issued),
        status=one.code(ADMS.status, FEEDBACK_STATES),
        kind=one.code(OA.motivatedBy, FEEDBACK_KINDS),
        body=_best_text(bodies) or one.text(OA.bodyValue, DCT.description),
        answer=one.text(DMV.answer),
        is_approved=is_approved,
    )


def _arrangement(one: _Described, *, target: str | None) -> SharingArrangement:
    parties = one.of(ODRL.assignee)
    names = [text for party in parties if (text := _best_text(one.of(FOAF.name, party))) is not None]
    periods = one.of(DCT.temporal)
    ends = [text for period in periods if (text := _best_text(one.of(DCAT.endDate, period))) is not None]
    return SharingArrangement(
        iri=one.row.iri,
        source=one.row.source,
        presence=one.row.state,
        dataset=target,
        agency=one.iri(ODRL.assigner) or one.iri(DMV.receivedBy),
        day=one.text(DCT.issued),
        status=one.code(ADMS.status, REQUEST_STATES),
        kind="request" if DMV.DataRequest in _classes(one) else "agreement",
        number=one.text(DCT.identifier),
        consumer=one.iri(ODRL.assignee) or next(iter(names), None),
        purpose=one.text(DMV.purpose),
        until=next(iter(ends), None),
    )


def _best_text(values: Iterable[_Term]) -> str | None:
    texts = [one for one in values if isinstance(one, RdfLiteral)]

    def rank(text: RdfLiteral) -> tuple[int, str]:
        language = (text.language or "").partition("-")[0]
        return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), text.value)

    return min(texts, key=rank).value if texts else None


def _with_names(connection: Connection, found: Sequence[_About]) -> list[_About]:
    """The same with titles of datasets and names of agencies, sorted."""
    datasets = find_named(connection, {one.dataset for one in found if one.dataset is not None})
    publishers = {iri: named.publisher for iri, named in datasets.items()}
    agencies = {publishers.get(one.dataset or "") or one.agency for one in found}
    names = find_named(connection, {iri for iri in agencies if iri is not None})
    named = [_with_name(one, datasets, names) for one in found]
    return sorted(named, key=lambda one: (one.day or "", one.iri, one.source, one.dataset or ""))


def _with_name(one: _About, datasets: Mapping[str, NamedThing], names: Mapping[str, NamedThing]) -> _About:
    dataset = datasets.get(one.dataset or "")
    agency = one.agency if dataset is None or dataset.publisher is None else dataset.publisher
    name = names.get(agency or "")
    return replace(
        one,
        title=None if dataset is None else dataset.title,
        agency=agency,
        agency_name=None if name is None else name.title,
    )


# ---------------------------------------------------------------- annotations
# AnnotationsView: what citizens say of records, and requests and agreements to share them.


@refuse_wrong_types
class AnnotationsView:
    """The annotations in a registry, of now or as of an earlier moment; to be had from `Registry.annotations`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def feedback(self, *, dataset: str | None = None) -> list[Feedback]:
        """All feedback on one dataset or on any, approved or not, by day; that of several sources once for each."""
        with self._view.reading() as connection:
            return read_feedback(connection, dataset=dataset)

    def arrangements(self, *, dataset: str | None = None) -> list[SharingArrangement]:
        """All data requests and sharing agreements about one dataset or any, by day, as `feedback`."""
        with self._view.reading() as connection:
            return read_arrangements(connection, dataset=dataset)

    def graphs(self, datasets: Collection[str], agencies: Collection[str]) -> Mapping[str, bytes]:
        """Canonical N-Quads of feedback, requests and agreements about datasets or received by agencies, by IRI."""
        with self._view.reading() as connection:
            return annotation_graphs(connection, datasets, agencies)
