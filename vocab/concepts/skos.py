"""Read SKOS, in the variants that are in use, into code lists.

The Publications Office of the EU writes codes, dates and deprecation in vocabularies of its own, beside SKOS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NoReturn, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from ..datatypes.dates import read_day
from ..datatypes.grammar import STRING, TRUE
from ..errors import DocumentError
from ..messages import Message
from ..messages.code_lists import VocabCodeListsText
from ..reading.notes import Descriptions, Term
from ..terms import ADMS, DCT, DMV, ELI, OWL, RDF, RDFS, SCHEMA, SKOS
from .legal_acts import LEGAL_ACTS, ActFacts, read_act_status
from .list_faults import fault_of, token_of
from .schemes import EMPTY, CodeList, Draft, Status

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OTHER_SCHEMA: Final = "https://schema.org/"
_AT: Final = "http://publications.europa.eu/ontology/authority/"
_EUVOC: Final = "http://publications.europa.eu/ontology/euvoc#"

_FIELDS: Final[Mapping[NamedNode, str]] = {
    term: field
    for field, terms in {
        "type": (RDF.type,),
        "scheme": (SKOS.inScheme, SKOS.topConceptOf),
        "top": (SKOS.hasTopConcept,),
        "notation": (SKOS.notation,),
        "identifier": (NamedNode(_DC + "identifier"), DCT.identifier),
        "eu-code": (NamedNode(_AT + "op-code"), NamedNode(_AT + "authority-code"), NamedNode(_AT + "table.id")),
        "label": (SKOS.prefLabel,),
        "plain-label": (RDFS.label,),
        "title": (DCT.title,),
        "alt": (SKOS.altLabel,),
        "hidden": (SKOS.hiddenLabel,),
        "definition": (SKOS.definition,),
        "broader": (SKOS.broader,),
        "narrower": (SKOS.narrower,),
        "exact": (SKOS.exactMatch,),
        "close": (SKOS.closeMatch,),
        "broad": (SKOS.broadMatch,),
        "narrow": (SKOS.narrowMatch,),
        "related": (SKOS.relatedMatch,),
        "from": (
            SCHEMA.validFrom,
            NamedNode(_OTHER_SCHEMA + "validFrom"),
            NamedNode(_AT + "start.use"),
            NamedNode(_EUVOC + "startDate"),
        ),
        "until": (
            SCHEMA.validThrough,
            NamedNode(_OTHER_SCHEMA + "validThrough"),
            NamedNode(_AT + "end.use"),
            NamedNode(_EUVOC + "endDate"),
        ),
        "status": (ADMS.status, NamedNode(_EUVOC + "status")),
        "deprecated": (NamedNode(_AT + "deprecated"), OWL.deprecated),
        "replaced": (DCT.isReplacedBy,),
        "source": (DCT.source,),
        "rights": (DCT.rights, DCT.license),
        "modified": (DCT.modified,),
        "issued": (DCT.issued,),
        "version": (OWL.versionInfo, NamedNode(_AT + "table.version.number")),
        "completeness": (DMV.completeness,),
        "issuer": (DCT.publisher, ELI.passed_by),
        "date": (DCT.date, ELI.date_document),
        "grade": (DMV.evidenceGrade,),
        "seen": (DMV.seenOn,),
    }.items()
    for term in terms
}
_CONCEPT: Final = SKOS.Concept
_SCHEME: Final = SKOS.ConceptScheme
_ACT: Final = ELI.LegalResource
_MATCHES: Final = ("exact", "close", "broad", "narrow", "related")
_STATUSES: Final[Mapping[str, Status]] = {
    "active": "active",
    "current": "active",
    "completed": "active",
    "closed": "closed",
    "retired": "closed",
    "withdrawn": "closed",
    "deprecated": "deprecated",
    "discont": "deprecated",
}
_DAY_AT_START: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
"""A version number of the Publications Office, such as ``20190619-0``."""

_Fields: TypeAlias = dict[str, list[Term]]


def schemes_of(descriptions: Descriptions, place: str) -> list[CodeList]:
    """Make code lists from a document, each with its concepts in the document's order; at least one.

    Raises:
        DocumentError: it has no concept, or one that cannot be used; the message names it and the reason.
    """
    fields = {subject: _read_fields(pairs) for subject, pairs in descriptions.items()}
    heads = {subject.value: what for subject, what in fields.items() if _is_a(subject, what, _SCHEME)}
    concepts: dict[str, _Fields] = {}
    for subject, what in fields.items():
        if _CONCEPT in what.get("type", ()) or ("scheme" in what and subject not in heads):
            if isinstance(subject, BlankNode):
                _refuse(place, _without_iri(what))
            concepts[subject.value] = what
    if not concepts:
        _refuse(place, VocabCodeListsText.CONCEPTS_MISSING())
    members = _members(heads, concepts, place)
    broader = _with_inverse(concepts)
    schemes = []
    for iri, listed in members.items():
        head = heads.get(iri, {})
        is_of_acts = _token(iri, head) == LEGAL_ACTS
        drafts = [
            _draft(concept, concepts[concept], broader.get(concept, ()), place, is_of_acts=is_of_acts)
            for concept in listed
        ]
        fault = fault_of(drafts)
        if fault is not None:
            _refuse(place, fault)
        schemes.append(_scheme(iri, head, drafts))
    return schemes


def _read_fields(pairs: Iterable[tuple[NamedNode, Term]]) -> _Fields:
    """Read the values of one subject, by field."""
    fields: _Fields = {}
    for predicate, value in pairs:
        field = _FIELDS.get(predicate)
        if field is None:
            continue
        if field in fields:
            fields[field].append(value)
        else:
            fields[field] = [value]
    return fields


def _is_a(subject: NamedNode | BlankNode, fields: _Fields, kind: NamedNode) -> bool:
    return isinstance(subject, NamedNode) and kind in fields.get("type", ())


def _members(heads: Mapping[str, _Fields], concepts: Mapping[str, _Fields], place: str) -> dict[str, list[str]]:
    """The concepts of each scheme, in the document's order; every concept is in at least one."""
    tops: dict[str, list[str]] = {}
    for iri, head in heads.items():
        for top in _iris(head, "top"):
            tops.setdefault(top, []).append(iri)
    members: dict[str, list[str]] = {}
    for iri, fields in concepts.items():
        named = dict.fromkeys([*_iris(fields, "scheme"), *tops.get(iri, ())])
        # A thesaurus also assigns its concepts to parts of itself, which it does not describe.
        own = [scheme for scheme in named if scheme in heads] or list(named)
        if not own and len(heads) == 1:
            own = list(heads)
        if not own:
            _refuse(place, VocabCodeListsText.CONCEPT_WITHOUT_SCHEME(iri=iri))
        for scheme in own:
            members.setdefault(scheme, []).append(iri)
    return members


def _with_inverse(concepts: Mapping[str, _Fields]) -> dict[str, tuple[str, ...]]:
    """The broader concepts of each concept, from ``skos:broader`` and ``skos:narrower``."""
    broader = {iri: set(_iris(fields, "broader")) for iri, fields in concepts.items() if "broader" in fields}
    for iri, fields in concepts.items():
        if "narrower" in fields:
            for narrower in _iris(fields, "narrower"):
                broader.setdefault(narrower, set()).add(iri)
    return {iri: tuple(sorted(above)) for iri, above in broader.items()}


def _draft(iri: str, fields: _Fields, broader: tuple[str, ...], place: str, *, is_of_acts: bool) -> Draft:
    code, other_codes = _codes(iri, fields)
    labels, spare = _labels(fields.get("label", fields.get("plain-label", ())))
    alt_labels = _alt_labels(fields.get("alt", ()), spare)
    hidden = {text for value in fields.get("hidden", ()) if (text := _text(value))}
    draft = Draft(
        iri=iri,
        code=code,
        labels=labels,
        alt_labels=alt_labels,
        hidden_labels=tuple(sorted(hidden | other_codes)) if hidden or other_codes else (),
        definitions=_labels(fields["definition"])[0] if "definition" in fields else EMPTY,
        broader_iris=broader,
        matches=MappingProxyType(
            {kind: tuple(sorted(set(_iris(fields, kind)))) for kind in _MATCHES if kind in fields}
        ),
        valid_from=_day_of(fields, "from", iri, place, last=False),
        valid_until=_day_of(fields, "until", iri, place, last=True),
        status=_status(fields),
        replaced_by_iris=tuple(sorted(set(_iris(fields, "replaced")))) if "replaced" in fields else (),
        source=next((text for value in fields["source"] if (text := _iri_or_text(value))), None)
        if "source" in fields
        else None,
    )
    is_act = is_of_acts or _ACT in fields.get("type", ())
    return draft.with_act(_act(fields, iri, place)) if is_act else draft


def _act(fields: _Fields, iri: str, place: str) -> ActFacts:
    """The facts of a legal act; of several statuses none counts."""
    statuses = {read_act_status(_status_word(value)) for value in fields.get("status", ())}
    return ActFacts(
        status=statuses.pop() if len(statuses) == 1 else "unknown",
        issuers=_labels(fields.get("issuer", ()))[0],
        issued=_day_of(fields, "date", iri, place, last=False),
        grade=next((text for value in fields.get("grade", ()) if (text := _text(value))), None),
        seen_on=_day_of(fields, "seen", iri, place, last=True),
    )


def _codes(iri: str, fields: _Fields) -> tuple[str, set[str]]:
    """The code of a concept, and its codes in other systems.

    The one at the end of the IRI is the code of this scheme; notations with a datatype are those of other systems.
    """
    plain: list[str] = []
    foreign: list[str] = []
    for value in fields.get("notation", ()):
        own = isinstance(value, Literal) and value.datatype.value == STRING
        (plain if own else foreign).append(_text(value))
    named = [_text(value) for field in ("identifier", "eu-code") for value in fields.get(field, ())]
    candidates = [code for code in (*plain, *named, *foreign) if code]
    if len(candidates) == 1:
        return candidates[0], set()
    tail = re.split("[/#]", iri.rstrip("/#"))[-1]
    code = tail if tail in candidates or not candidates else candidates[0]
    return code, {other for other in candidates if other != code and not other.startswith(("http:", "https:"))}


def _labels(values: Iterable[Term]) -> tuple[Mapping[str, str], list[tuple[str, str]]]:
    """The first text of each language; and the others with their language."""
    labels: dict[str, str] = {}
    spare = []
    for value in values:
        text = _text(value)
        if text and isinstance(value, Literal):
            tag = (value.language or "").lower()
            if labels.setdefault(tag, text) != text:
                spare.append((tag, text))
    return MappingProxyType(labels), spare


def _alt_labels(values: Iterable[Term], spare: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for tag, text in spare:
        found.setdefault(tag, set()).add(text)
    for value in values:
        text = _text(value)
        if text and isinstance(value, Literal):
            found.setdefault((value.language or "").lower(), set()).add(text)
    return MappingProxyType({tag: tuple(sorted(texts)) for tag, texts in found.items()})


def _status(fields: _Fields) -> Status:
    for value in fields.get("status", ()):
        status = _STATUSES.get(_status_word(value).lower())
        if status is not None and status != "active":
            return status
    if any(_text(value).lower() in TRUE for value in fields.get("deprecated", ())):
        return "deprecated"
    return "active"


def _status_word(value: Term) -> str:
    """The word for a status: a text, or the end of an IRI."""
    return _text(value) if isinstance(value, Literal) else re.split("[/#]", _iri_or_text(value))[-1]


def _day_of(fields: _Fields, field: str, iri: str, place: str, *, last: bool) -> date | None:
    """The first or last day of a concept; of several, the one that makes its validity longer."""
    if field not in fields:
        return None
    days = []
    for value in fields[field]:
        day = read_day(_text(value), last=last)
        if day is None:
            _refuse(place, VocabCodeListsText.CONCEPT_DATE_UNREADABLE(iri=iri, text=_text(value)))
        days.append(day)
    return max(days) if last else min(days)


def _scheme(iri: str, fields: _Fields, drafts: list[Draft]) -> CodeList:
    titles: dict[str, str] = {}
    for field in ("title", "label", "plain-label"):
        for tag, text in _labels(fields.get(field, ()))[0].items():
            titles.setdefault(tag, text)
    version = next((text for value in fields.get("version", ()) if (text := _text(value))), None)
    return CodeList(
        drafts,
        token=_token(iri, fields),
        iri=iri,
        titles=titles,
        source=next((_iri_or_text(value) for value in fields.get("source", ())), None),
        rights=_rights(fields.get("rights", ())),
        snapshot=_snapshot(fields, version),
        stated_version=version,
        is_complete=any(_text(value) == "complete" for value in fields.get("completeness", ())),
    )


def _token(iri: str, fields: _Fields) -> str:
    names = [_text(value) for field in ("identifier", "eu-code") for value in fields.get(field, ())]
    tail = re.split("[/#]", iri.rstrip("/#"))[-1]
    return next((token for name in (*names, tail) if (token := _own_token(name))), "list")


def _own_token(name: str) -> str:
    return "" if ":" in name else token_of(name)


def _snapshot(fields: _Fields, version: str | None) -> date | None:
    for field in ("modified", "issued"):
        days = [day for value in fields.get(field, ()) if (day := read_day(_text(value)[:10])) is not None]
        if days:
            return max(days)
    found = _DAY_AT_START.match(version or "")
    return None if found is None else read_day("-".join(found.groups()))


def _rights(values: Iterable[Term]) -> Mapping[str, str]:
    rights: dict[str, str] = {}
    for value in values:
        tag = (value.language or "").lower() if isinstance(value, Literal) else ""
        rights.setdefault(tag, _iri_or_text(value))
    return rights


def _iris(fields: _Fields, field: str) -> Iterator[str]:
    return (value.value for value in fields.get(field, ()) if isinstance(value, NamedNode))


def _text(value: Term) -> str:
    """The text of a literal in one line, since exports wrap long names; empty for other terms."""
    if not isinstance(value, Literal):
        return ""
    text = value.value
    return " ".join(text.split()) if "\n" in text or text[:1].isspace() or text[-1:].isspace() else text


def _iri_or_text(value: Term) -> str:
    return value.value if isinstance(value, NamedNode) else _text(value)


def _without_iri(fields: _Fields) -> Message:
    """The message for a concept without an IRI, with its code or label if it has one."""
    named = (_text(value) for field in ("notation", "identifier", "label") for value in fields.get(field, ()))
    name = next(filter(None, named), None)
    return (
        VocabCodeListsText.CONCEPT_WITHOUT_IRI_OR_NAME()
        if name is None
        else VocabCodeListsText.CONCEPT_WITHOUT_IRI(name=name)
    )


def _refuse(place: str, reason: Message) -> NoReturn:
    raise DocumentError("list:unusable", place, reason)
