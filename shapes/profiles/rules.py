"""Rules: shapes as findings and pages show them, with their legal basis and the days they are in force.

Knows the Turtle of a profile, and nothing about validation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isnan
from typing import TYPE_CHECKING, Final, Protocol, Self

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.dates import read_date
from danhmuc.vocab.datatypes.grammar import read_float
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.findings import Layer, Severity
from danhmuc.vocab.messages import Sentence, TextByLanguage
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCT, DMV, ELI, RDF, RDFS, SCHEMA, SH, SKOS, XSD

from ..engine.components import ALL_COMPONENTS
from ..engine.own_components import asks_about_today
from ..engine.rows import Demand
from ..messages.validating import ComponentsText, RulesText

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject

    from ..engine.shape_model import Shape

# ---------------------------------------------------------------- severities
# Severities of SHACL as severities of findings.

_SEVERITIES: Final[Mapping[str, Severity]] = {
    SH.Violation.value: "violation",
    SH.Warning.value: "warning",
    SH.Info.value: "info",
}
_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}


def severity_of(iri: str) -> Severity:
    """The severity of findings for a SHACL severity; a custom one counts as a violation."""
    return _SEVERITIES.get(iri, "violation")


def is_severity(iri: str) -> bool:
    """Whether a severity is one of SHACL's three."""
    return iri in _SEVERITIES


def never_gates(shape: Shape) -> bool:
    """Whether a shape states a violation but is reported as a warning, because it depends on the reference date."""
    if shape.severity is None or shape.is_deactivated or severity_of(shape.severity.value) != "violation":
        return False
    return any(asks_about_today(Demand(shape, _COMPONENTS[one.component], one)) for one in shape.constraints)


# ---------------------------------------------------------------- rules

_SEVERITY: Final = SH.severity
_MESSAGE: Final = SH.message
_PATH: Final = SH.path
_NAME: Final = SH.name
_GROUP: Final = SH.group
_ORDER: Final = SH.order
_DEACTIVATED: Final = SH.deactivated
_LAYER: Final = DMV.layer
_CLAUSE: Final = DMV.clause
_FIELD: Final = DMV.field
_IN_PLACE_OF: Final = DMV.inPlaceOf
_YIELDS_TO: Final = DMV.yieldsTo
_PER_SOURCE: Final = DMV.perSource
_SOURCE: Final = DCT.source
_IDENTIFIER: Final = DCT.identifier
_TITLE: Final = DCT.title
_LISTED_AS: Final = SKOS.exactMatch
_DATE: Final = DCT.date
_REPLACED_BY: Final = DCT.isReplacedBy
_LEGAL_RESOURCE: Final = ELI.LegalResource
_IN_FORCE_FROM: Final = ELI.first_date_entry_in_force
_IN_FORCE_UNTIL: Final = ELI.date_no_longer_in_force
_VALID_FROM: Final = SCHEMA.validFrom
_VALID_THROUGH: Final = SCHEMA.validThrough
_LABEL: Final = RDFS.label
_SEE_ALSO: Final = RDFS.seeAlso

_TRUE: Final = Literal("true", datatype=XSD.boolean)
"""The exact term that engines read; any other spelling has no effect and is named in a warning."""
_LAYERS: Final[Mapping[str, Layer]] = {
    "spec": "spec",
    "recommended": "recommended",
    "vocabulary": "vocabulary",
    "national": "national",
    "house": "house",
}
"""The layers of rules; other layers describe the origin of a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of rules.

    Attributes:
        label: text by language.
        order: of the group among the others; None if the profile gives none.
    """

    iri: str
    label: Mapping[str, str]
    order: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAct:
    """A law, decree, decision or circular that rules rest on.

    Attributes:
        identifier: its number, such as ``47/2020/NĐ-CP``; None if the profile gives none.
        title: text by language.
        issued: the day it was issued.
        in_force_from, in_force_until: the first and the last day that the profile states; None if it states none.
            Its status is that of the list of legal acts.
        see_also: pages to read.
        listed_as: IRI of the act in the list of legal acts, if its number does not tell.
    """

    iri: str
    identifier: str | None
    title: Mapping[str, str]
    issued: date | None
    in_force_from: date | None
    in_force_until: date | None
    see_also: tuple[str, ...]
    listed_as: str | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the act is in force on a day, by the days that its profile states."""
        return _is_within(day, self.in_force_from, self.in_force_until)


class HasSentence(Protocol):
    """A result of an engine, as far as its message is concerned."""

    @property
    def sentence(self) -> Sentence:
        """The requirement of the constraint."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One shape, as its findings show it.

    Attributes:
        code: token of the profile that declares it, a colon, its local name: ``dcat-ap:Dataset-title``.
        iri: the shape's IRI.
        path: IRI of the property; of a node shape or a longer path the field to fix (dmv:field), or None.
        is_of_node: whether it validates the record as a whole, so that its value is the record itself.
        name, message: text by language.
        source: the clause as text by language; empty if the rule has none, or is based on an act.
        basis: the act it is based on.
        clause: the place in that act, by language.
        valid_from, valid_through: the first and the last day on which the rule itself is in force.
        see_also: pages to read.
        replaced_by: what to use instead, for a rule on a term or IRI that is no longer used.
        in_place_of: IRI of the rule below that this one replaces, because it says more about the same fault.
        yields_to: IRIs of rules that say more about the same fault; where one of them fails, too, this one is silent.
        per_source: what it is about, if reports state once for a source that it cannot be verified.
        order: among the rules of its group.
        is_deactivated: whether a profile above has deactivated it; it then has no findings.
    """

    code: str
    iri: str
    severity: Severity
    layer: Layer
    path: str | None
    is_of_node: bool = False
    name: Mapping[str, str]
    message: Mapping[str, str]
    source: Mapping[str, str] = field(default_factory=dict)
    basis: LegalAct | None = None
    clause: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_through: date | None = None
    see_also: tuple[str, ...] = ()
    replaced_by: str | None = None
    in_place_of: str | None = None
    yields_to: tuple[str, ...] = ()
    per_source: str | None = None
    order: float | None = None
    group: Group | None = None
    is_deactivated: bool = False

    @classmethod
    def without_iri(cls, token: str, component: str, path: str | None = None) -> Self:
        """Make a rule for a shape without an IRI, from its component and property."""
        return cls(
            code=f"{token}:{component.rpartition('#')[2]}",
            iri="",
            severity="violation",
            layer="house",
            path=path,
            name={},
            message={},
        )

    def message_for(self, result: HasSentence) -> Sentence:
        """The message of a finding: the rule's own, else the requirement of the constraint after the rule's name.

        Args:
            result: source of the finding; its message is used only if the rule has none.
        """
        if self.message:
            return TextByLanguage(self.message)
        term = None if self.path is None or self.is_of_node else abbreviate(self.path)
        name = TextByLanguage(self.name) if self.name else None
        if name is not None and term is not None:
            return ComponentsText.OF_NAMED_PROPERTY(name=name, property=term, sentence=result.sentence)
        if name is not None:
            return ComponentsText.OF_NAMED(name=name, sentence=result.sentence)
        return result.sentence if term is None else ComponentsText.OF_PROPERTY(property=term, sentence=result.sentence)

    @property
    def is_dated(self) -> bool:
        """Whether there are days on which the rule is not in force."""
        return self.valid_from is not None or self.valid_through is not None

    def is_in_force(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return _is_within(day, self.valid_from, self.valid_through)


def read_rule(
    about: Descriptions, subject: Subject, *, token: str, layer: Layer, place: str, is_active: bool = False
) -> Rule | None:
    """Read the rule of a node; None if it has no IRI, or is not active and has neither severity nor message.

    Args:
        about: descriptions in the profile and those below it.
        token: of the profile that declares it.
        layer: default if the profile states none.
        place: the file, for errors.
        is_active: whether it is an active shape.

    Raises:
        ShapesError: a layer or a day is not valid.
    """
    severities = values_of(about, subject, _SEVERITY)
    message = texts_of(about, subject, _MESSAGE)
    if not isinstance(subject, NamedNode) or not (severities or message or is_active):
        return None
    code = f"{token}:{re.split('[/#]', subject.value)[-1] or subject.value}"
    reader = _Reader(about, place, code)
    path = reader.first(subject, _PATH)
    is_of_node = not any(given == _PATH for given, _ in about.get(subject, ()))
    if not isinstance(path, NamedNode):
        path = reader.first(subject, _FIELD)
    group = reader.first(subject, _GROUP)
    replaced_by = reader.first(subject, _REPLACED_BY)
    in_place_of = reader.first(subject, _IN_PLACE_OF)
    per_source = reader.first(subject, _PER_SOURCE)
    return Rule(
        code=code,
        iri=subject.value,
        severity=severity_of(severities[0].value) if severities else "violation",
        layer=reader.layer(subject) or layer,
        path=path.value if isinstance(path, NamedNode) else None,
        is_of_node=is_of_node,
        name=texts_of(about, subject, _NAME),
        message=message,
        source=texts_of(about, subject, _SOURCE),
        basis=reader.basis(subject),
        clause=texts_of(about, subject, _CLAUSE),
        valid_from=reader.day(subject, _VALID_FROM),
        valid_through=reader.day(subject, _VALID_THROUGH),
        see_also=reader.pages(subject),
        replaced_by=replaced_by.value if replaced_by is not None else None,
        in_place_of=in_place_of.value if in_place_of is not None else None,
        yields_to=tuple(value.value for value in values_of(about, subject, _YIELDS_TO)),
        per_source=None if per_source is None else per_source.value,
        order=reader.number(subject),
        group=reader.group(group) if isinstance(group, NamedNode) else None,
        is_deactivated=_TRUE in values_of(about, subject, _DEACTIVATED),
    )


def values_of(about: Descriptions, subject: Subject, predicate: NamedNode) -> list[Literal | NamedNode]:
    """Values of a property that are not blank nodes."""
    return [
        value
        for given, value in about.get(subject, ())
        if given == predicate and isinstance(value, Literal | NamedNode)
    ]


def texts_of(about: Descriptions, subject: Subject, predicate: NamedNode) -> dict[str, str]:
    """Text by language; a text without language counts as English."""
    return {
        value.language or "en": value.value
        for value in values_of(about, subject, predicate)
        if isinstance(value, Literal)
    }


class _Reader:
    """Reader of single annotations; place and code of the rule are for errors."""

    def __init__(self, about: Descriptions, place: str, code: str) -> None:
        self._about = about
        self._place = place
        self._code = code

    def first(self, subject: Subject, predicate: NamedNode) -> Literal | NamedNode | None:
        return next(iter(values_of(self._about, subject, predicate)), None)

    def layer(self, subject: Subject) -> Layer | None:
        word = self.first(subject, _LAYER)
        if word is None:
            return None
        if word.value not in _LAYERS:
            raise ShapesError(
                RulesText.RULE_LAYER_UNKNOWN(place=self._place, code=self._code, layer=word.value, known=tuple(_LAYERS))
            )
        return _LAYERS[word.value]

    def day(self, subject: Subject, predicate: NamedNode) -> date | None:
        value = self.first(subject, predicate)
        if value is None:
            return None
        day = read_date(value.value)
        if day is None:
            name = predicate.value.rpartition("/")[2].rpartition("#")[2]
            raise ShapesError(
                RulesText.RULE_DAY_WRONG(place=self._place, code=self._code, property=name, found=value.value)
            )
        return day

    def number(self, subject: Subject) -> float | None:
        value = self.first(subject, _ORDER)
        if value is None:
            return None
        number = read_float(value.value)
        # NaN has no place in a sort order.
        if number is None or isnan(number):
            raise ShapesError(RulesText.RULE_ORDER_WRONG(place=self._place, code=self._code, found=value.value))
        return number

    def pages(self, subject: Subject) -> tuple[str, ...]:
        return tuple(value.value for value in values_of(self._about, subject, _SEE_ALSO))

    def group(self, node: NamedNode) -> Group:
        return Group(iri=node.value, label=texts_of(self._about, node, _LABEL), order=self.number(node))

    def basis(self, subject: Subject) -> LegalAct | None:
        """The first source that is a legal act described in the profile."""
        for node in values_of(self._about, subject, _SOURCE):
            if isinstance(node, NamedNode) and _LEGAL_RESOURCE in values_of(self._about, node, RDF.type):
                identifier, listed_as = self.first(node, _IDENTIFIER), self.first(node, _LISTED_AS)
                return LegalAct(
                    iri=node.value,
                    identifier=None if identifier is None else identifier.value,
                    title=texts_of(self._about, node, _TITLE),
                    issued=self.day(node, _DATE),
                    in_force_from=self.day(node, _IN_FORCE_FROM),
                    in_force_until=self.day(node, _IN_FORCE_UNTIL),
                    see_also=self.pages(node),
                    listed_as=None if listed_as is None else listed_as.value,
                )
        return None


def _is_within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
