"""Columns that the registry shows and searches, taken from a record's own graph.

The graph stays the truth; these are columns for lists, filters and search.
"""

from __future__ import annotations

import copyreg
import hashlib
import pickle
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from io import BytesIO
from operator import attrgetter
from typing import Any, Final, Literal

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as RdfLiteral

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.record_terms import ELEMENT_CLASSES, RECORD_CLASSES
from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCATAP, DCT, DMV, DQV, FOAF, ODRL, RDF, SKOS, VCARD
from danhmuc.vocab.words import fold

from ..messages.harvest import HarvestText
from .record import SourceRecord, quads_of
from .search_words import FacetValues, WordFields, code_of, format_name, pack_values

# ---------------------------------------------------------------- annotation states
# The states of feedback, requests and agreements, and the classes of these.

FEEDBACK_KINDS: Final = "feedback-kind"
FEEDBACK_STATES: Final = "feedback-status"
REQUEST_STATES: Final = "request-status"
"""Tokens of the code lists."""
_CONCEPT: Final = "https://w3id.org/danhmuc/concept/"
FEEDBACK_APPROVED: Final = NamedNode(f"{_CONCEPT}{FEEDBACK_STATES}/DUYET_CONG_BO")
"""The only state in which feedback leaves."""
REQUEST_AGREED: Final = NamedNode(f"{_CONCEPT}{REQUEST_STATES}/DA_THOA_THUAN")
_DUV: Final = "http://www.w3.org/ns/duv#"
FEEDBACK_CLASSES: Final = frozenset(
    {
        DQV.UserQualityFeedback,
        NamedNode(f"{_DUV}UserFeedback"),
        NamedNode(f"{_DUV}RatingFeedback"),
    }
)
ANNOTATION_CLASSES: Final = FEEDBACK_CLASSES | {DMV.DataRequest, ODRL.Agreement}
"""What is said or agreed about datasets: it has a rule of its own for what leaves."""


# ---------------------------------------------------------------- record status

UpdatesDue = Literal["all", "declared", "none"]
"""The updates of the data that are due: all, those alone that the record declares by a frequency, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatus:
    """A status, and what it means.

    Attributes:
        code: its code in the EU lists.
        names: its code in ADMS and its labels in the lists, folded.
        leaves: whether what has that status leaves.
        updates: the updates that are due.
    """

    code: str
    names: frozenset[str]
    leaves: bool = True
    updates: UpdatesDue = "all"


STATUSES: Final = (
    RecordStatus(code="COMPLETED", names=frozenset({"completed", "da hoan thanh", "hoan thanh"}), updates="declared"),
    RecordStatus(
        code="DEVELOP",
        names=frozenset(
            {"underdevelopment", "under development", "in development", "dang xay dung", "dang phat trien"}
        ),
    ),
    RecordStatus(code="DEPRECATED", names=frozenset({"deprecated", "khong nen dung nua", "loi thoi"})),
    RecordStatus(code="DISCONT", names=frozenset({"discontinued", "da ngung", "ngung cap nhat"}), updates="none"),
    RecordStatus(
        code="WITHDRAWN", names=frozenset({"withdrawn", "da rut", "da thu hoi"}), leaves=False, updates="none"
    ),
    RecordStatus(code="OP_DATPRO", names=frozenset({"provisional data", "du lieu tam thoi"})),
)
"""All statuses that are understood."""
_BY_NAME: Final = {name: one for one in STATUSES for name in (fold(one.code), *one.names)}


def status_of(value: object) -> RecordStatus | None:
    """The status that a value names; None if it is not understood."""
    if not isinstance(value, NamedNode | RdfLiteral):
        return None
    text = value.value.strip()
    if isinstance(value, NamedNode) or "://" in text:  # some write IRIs as texts
        text = text.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    return _BY_NAME.get(fold(text))


def is_retiring(values: Iterable[object]) -> bool:
    """Whether statuses say that what has them is withdrawn; of several, one is enough."""
    return any(status is not None and not status.leaves for status in map(status_of, values))


def updates_due(values: Iterable[object]) -> UpdatesDue:
    """The updates that are due of what has some statuses: all, unless every one of them says less."""
    found = {"all" if status is None else status.updates for status in map(status_of, values)}
    if not found or "all" in found:
        return "all"
    return "declared" if "declared" in found else "none"


# ---------------------------------------------------------------- status findings
# Findings on statuses of records that are not understood: a record stays as public as it was.

_STATUS_OCTETS: Final = str(ADMS.status).encode()


def with_unknown_statuses(record: SourceRecord) -> SourceRecord:
    """The record with a finding for each status that is not understood; the same record if there is none.

    What a reading has already found about a status is not said twice.
    """
    if record.role != "record" or _STATUS_OCTETS not in record.canonical.nquads:
        return record
    if any(one.path == ADMS.status.value for one in record.findings):
        return record
    values = {
        value
        for subject, predicate, value, _ in record.quads
        if predicate == ADMS.status and subject.value == record.iri and status_of(value) is None
    }
    if not values:
        return record
    found = (
        Finding(
            code="harvest:status-unknown",
            severity="warning",
            layer="house",
            focus=record.iri,
            path=ADMS.status.value,
            value=value.value if isinstance(value, NamedNode | RdfLiteral) else None,
            document=record.places[0] if record.places else None,
            message=HarvestText.STATUS_UNKNOWN(codes=tuple(one.code for one in STATUSES)),
        )
        for value in sorted(values, key=str)
    )
    return replace(record, findings=(*record.findings, *found))


# ---------------------------------------------------------------- summary

ALL_PUBLIC: Final = "0000"
"""The publicity of what is public in every respect; that of all else is greater."""
_TITLES: Final = {
    DCT.title: 0,
    FOAF.name: 1,
    SKOS.prefLabel: 2,
    VCARD.fn: 3,
}
_TEXTS: Final = {
    **dict.fromkeys(_TITLES, "title"),
    DCAT.keyword: "named",
    SKOS.altLabel: "named",
    DCT.description: "described",
}
"""Texts whose words are found, by their field."""
_CODED: Final = frozenset(
    {
        ADMS.status,
        DCAT.mediaType,
        DCAT.theme,
        DCATAP.availability,
        DCATAP.hvdCategory,
        DCT.accessRights,
        DCT.accrualPeriodicity,
        DCT.creator,
        DCT.format,
        DCT.language,
        DCT.license,
        DCT.publisher,
        DCT.spatial,
        DCT.subject,
        DCT.type,
        DMV.digitisation,
        DMV.importance,
        DMV.layer,
        DMV.personalData,
        DMV.sharingForm,
        DMV.sharingMethod,
        DMV.sharingNature,
    }
)
"""Properties of a record or a distribution whose values are codes; the labels of these are found."""
_FORMAT: Final = DCT.format
_MEDIA_TYPE: Final = DCAT.mediaType
_LICENCE: Final = DCT.license
_ISSUED: Final = DCT.issued
_COLUMNS: Final = frozenset({CSVW.name, CSVW.title})
"""Names of columns."""
_INNER_TERMS: Final = frozenset({_FORMAT, _MEDIA_TYPE, _LICENCE, *_COLUMNS})
"""What counts of nodes within the graph of a record, such as its distributions."""
_INNER: Final = tuple(f" {term} ".encode() for term in _INNER_TERMS)
_PUBLISHER: Final = DCT.publisher
_THEME: Final = DCAT.theme
_MODIFIED: Final = DCT.modified
_LANGUAGES: Final = ("vi", "en", "")
"""Languages of the title shown, best first."""

_PUBLICITY: Final = {
    DCT.accessRights: ("PUBLIC", "RESTRICTED", "NON_PUBLIC"),
    DMV.sharingNature: ("MO", "MO_CO_DIEU_KIEN", "DUNG_CHUNG", "DUNG_RIENG"),
    DMV.personalData: ("KHONG", "CO_BAN", "NHAY_CAM"),
    DMV.importance: ("KHAC", "QUAN_TRONG", "COT_LOI"),
}
"""Codes by property, the most public first."""
_DIGITS: Final = len(_PUBLICITY)
_OPEN: Final = "0" * _DIGITS
UNKNOWN_LEVEL: Final = 9
"""The level of a value that is no code: what is not understood counts as narrower than all that is."""
_STATUS: Final = ADMS.status
_RETIRED: Final = "1"
_UNKNOWN_STATUS: Final = "?"
RETIRED_PATTERN: Final = "_" * _DIGITS + _RETIRED + "%"
"""The pattern, for LIKE of SQL, of how public versions are that are retired by their status."""
_LISTED: Final = frozenset({*_TITLES, *_PUBLICITY, _PUBLISHER, _THEME, _MODIFIED, RDF.type})
"""The properties that make the columns of lists."""
_SHOWN: Final = frozenset(str(term).encode() for term in {*_LISTED, *_TEXTS, DCT.identifier, _STATUS})
"""The properties that matter here, as N-Quads have them; a blank node under any of them makes a doubt one of access."""
_SEARCHED: Final = _SHOWN | {str(term).encode() for term in {*_CODED, *_INNER_TERMS, _ISSUED}}
"""The same for a record that is to be searched."""

_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_YEAR: Final = re.compile(r"\d{4}(?![^-Z+])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Columns of one record.

    Attributes:
        main_class: IRI of the class that makes it a record, else of its first class.
        title: the Vietnamese title or name, else English, else any; None if it has none.
        publisher: its IRI; of several the first in the alphabet.
        themes: theme codes or IRIs, each between blanks.
        modified: as written; of several the last.
        search: words of titles, keywords, codes, descriptions, identifiers and the IRI; see `WordFields.pack`.
        publicity: one digit per property of access rights, sharing nature, personal data, importance; 0 is the most
            public, and also means not stated; 9 means that a value is not understood, and then a digest of all such
            values follows after a colon. Behind the digits stands 1 if the status of the record withdraws it, or a
            question mark if that status is not understood.
        facets: values of further facets; none unless the words to search are wanted.
    """

    main_class: str | None
    title: str | None
    publisher: str | None
    themes: str
    modified: str | None
    search: str
    publicity: str
    facets: FacetValues = field(default_factory=FacetValues)


_Properties = Mapping[NamedNode, Sequence[object]]


def summarise(iri: str, quads: Iterable[Quad], *, is_searched: bool = True) -> Summary:
    """The columns of the record of `iri`; without words to search and facets unless `is_searched`."""
    # Compared as text: pyoxigraph reads IRIs that its NamedNode refuses, such as http://x/[1].
    own: dict[NamedNode, list[object]] = {}
    inner: dict[object, dict[NamedNode, list[object]]] = {}
    for subject, predicate, value, _ in quads:
        if subject.value == iri:
            own.setdefault(predicate, []).append(value)
        elif is_searched and predicate in _INNER_TERMS:
            inner.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return _summarise(iri, own, list(inner.values()) if is_searched else None)


def _summarise(iri: str, own: _Properties, inner: Iterable[_Properties] | None) -> Summary:
    """The columns of a record from its properties and, if it is to be searched, those of the nodes within its graph."""
    titles: list[tuple[int, int, str]] = []
    publishers: list[str] = []
    modified: list[str] = []
    themes: list[str] = []
    classes: list[NamedNode] = []
    levels: dict[NamedNode, int] = {}
    unknown: list[str] = []
    # A set takes the hashes of a dictionary, which are slow to compute again.
    for predicate in _LISTED.intersection(set(own)):
        values = own[predicate]
        if predicate in _TITLES:
            rank = _TITLES[predicate]
            named = [value for value in values if type(value) is RdfLiteral and value.value.strip()]
            titles += [(_language_rank(value.language), rank, value.value) for value in named]
        elif predicate == RDF.type:
            classes += [value for value in values if type(value) is NamedNode]
        elif predicate == _THEME:
            themes += [code_of(value.value) for value in values if type(value) is NamedNode]
        elif predicate == _PUBLISHER:
            publishers += [value.value for value in values if type(value) is NamedNode]
        elif predicate == _MODIFIED:
            modified += [value.value for value in values if type(value) is RdfLiteral]
        else:
            for value in values:
                level = publicity_level(predicate, value)
                levels[predicate] = max(levels.get(predicate, 0), level)
                unknown += [f"{predicate} {value}"] * (level == UNKNOWN_LEVEL)
    nodes = None if inner is None else [own, *inner]
    return Summary(
        main_class=main_class(classes),
        title=min(titles)[2] if titles else None,
        publisher=min(publishers, default=None),
        themes=f" {' '.join(sorted(set(themes)))} " if themes else "",
        modified=max(modified, default=None),
        search="" if nodes is None else _packed_words(iri, own, nodes),
        publicity=_publicity(levels) + _status_mark(own.get(_STATUS, ()), classes) + _unknown_digest(unknown),
        facets=FacetValues() if nodes is None else _facet_values(own, nodes),
    )


def _status_mark(statuses: Sequence[object], classes: Collection[NamedNode]) -> str:
    """The mark of the statuses of a record; none for what is no record, whose status means something else."""
    if not statuses or RECORD_CLASSES.isdisjoint(classes):
        return ""
    if is_retiring(statuses):
        return _RETIRED
    return _UNKNOWN_STATUS if any(status_of(value) is None for value in statuses) else ""


def _packed_words(iri: str, own: _Properties, nodes: Sequence[_Properties]) -> str:
    """The words of a record, from its properties and all that count within its graph."""
    words = WordFields()
    words.add_iri(iri)
    for text in sorted(_texts_of(own.get(DCT.identifier, ()))):
        words.add_identifier(text)
    texts: dict[str, list[str]] = {}
    properties = set(own)
    for predicate in properties.intersection(_TEXTS):
        texts.setdefault(_TEXTS[predicate], []).extend(_texts_of(own[predicate]))
    codes = [value for predicate in properties & _CODED for value in own[predicate]]
    for one in nodes[1:]:
        for predicate, values in one.items():
            if predicate in _COLUMNS:
                texts.setdefault("named", []).extend(_texts_of(values))
            elif predicate in _CODED:
                codes += values
    for name in sorted(texts):
        words.add_text(name, texts[name])
    words.add_codes(sorted({value.value for value in codes if type(value) is NamedNode}))
    return words.pack()


def _texts_of(values: Iterable[object]) -> Iterator[str]:
    return (value.value for value in values if type(value) is RdfLiteral)


def _facet_values(own: _Properties, nodes: Sequence[_Properties]) -> FacetValues:
    formats: set[object] = set()
    licences: set[object] = set()
    for one in nodes:
        formats.update(one.get(_FORMAT) or one.get(_MEDIA_TYPE) or ())
        licences.update(one.get(_LICENCE) or ())
    return FacetValues(
        formats=pack_values(map(_format_name, formats)) if formats else "",
        licences=pack_values(one.value for one in licences if isinstance(one, NamedNode | RdfLiteral))
        if licences
        else "",
        year=_year(min(_texts_of(own.get(_ISSUED, ())), default=""))
        or _year(max(_texts_of(own.get(_MODIFIED, ())), default="")),
    )


def _format_name(value: object) -> str:
    """The name of a format: its code, or a media type without the address of the registry of these."""
    if isinstance(value, NamedNode):
        text = value.value
        return text.removeprefix(_MEDIA_TYPES) if text.startswith(_MEDIA_TYPES) else format_name(code_of(text))
    if isinstance(value, RdfLiteral):
        return format_name(value.value)
    return ""


def _year(written: str) -> int | None:
    found = _YEAR.match(written.strip())
    return int(found.group()) if found is not None else None


def _publicity(levels: Mapping[NamedNode, int]) -> str:
    """One digit for each property, 0 if nothing is stated."""
    return "".join([str(levels.get(predicate, 0)) for predicate in _PUBLICITY]) if levels else _OPEN


def summary_of(iri: str, nquads: bytes, *, is_searched: bool = True) -> Summary:
    """The columns of the record of `iri` in canonical N-Quads; only the lines that count are parsed.

    Args:
        is_searched: whether the words to search and the facets are wanted, which takes most of the time.
    """
    start = f"<{iri}> ".encode()
    at = len(start)
    counted = _SEARCHED if is_searched else _SHOWN
    lines = nquads.splitlines(keepends=True)
    own = [line for line in lines if line.startswith(start) and line[at : line.index(b" ", at)] in counted]
    inner: list[bytes] = []
    if is_searched and (wanted := [term for term in _INNER if term in nquads]):
        inner = [line for line in lines if not line.startswith(start) and any(term in line for term in wanted)]
    summary = summarise(iri, quads_of(b"".join([*own, *inner])), is_searched=is_searched)
    if ":" in summary.publicity and any(b" _:" in line for line in own if line[at : line.index(b" ", at)] in _SHOWN):
        # What a blank node says stands in other lines, so any change to the record may be one of access.
        levels = summary.publicity.partition(":")[0]
        return replace(summary, publicity=levels + _unknown_digest([nquads.decode()]))
    return summary


def summary_of_record(record: SourceRecord, *, is_searched: bool = True) -> Summary:
    """The same as `summary_of` its graph, from its terms."""
    iri = record.iri
    if not record.terms.are_made:
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    try:
        subject = NamedNode(iri)
    except ValueError:
        # The parser accepts IRIs that the constructor refuses.
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    terms = record.terms
    inner: list[_Properties] | None = [] if is_searched else None
    if inner is not None and not _INNER_TERMS.isdisjoint(terms.used[0]):
        inner += [
            {name: properties[name] for name in _INNER_TERMS.intersection(set(properties))}
            for node, properties in terms.by_subject.items()
            if node != subject
        ]
    summary = _summarise(iri, terms.by_subject.get(subject, {}), inner)
    if ":" in summary.publicity:
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    return summary


def is_narrower(newest: str, shown: str) -> bool:
    """Whether `newest` makes less public than `shown` in any respect.

    What is not understood is narrower than all that is, and than anything else that is not; what is withdrawn by its
    status is narrower than what is not. A status that is not understood says nothing.
    """
    new_levels, _, new_values = (newest or _OPEN).partition(":")
    old_levels, _, old_values = (shown or _OPEN).partition(":")
    if any(new > old for new, old in zip(new_levels[:_DIGITS], old_levels[:_DIGITS], strict=True)):
        return True
    if is_retired(newest) and not is_retired(shown):
        return True
    return bool(new_values) and new_values != old_values


def is_retired(publicity: str) -> bool:
    """Whether a version is withdrawn by its status."""
    return publicity[_DIGITS : _DIGITS + 1] == _RETIRED


def has_unknown_status(publicity: str) -> bool:
    """Whether the status of a version is not understood."""
    return publicity[_DIGITS : _DIGITS + 1] == _UNKNOWN_STATUS


def with_former_status(publicity: str, former: str) -> str:
    """The publicity of a version whose status may not be understood, after a former one: then it frees nothing."""
    if has_unknown_status(publicity) and is_retired(former):
        return publicity.replace(_UNKNOWN_STATUS, _RETIRED, 1)
    return publicity


def without_status(publicity: str) -> str:
    """The publicity of a version apart from its status."""
    digits, colon, values = publicity.partition(":")
    return digits[:_DIGITS] + colon + values


def _language_rank(language: str | None) -> int:
    primary = (language or "").partition("-")[0]
    return _LANGUAGES.index(primary) if primary in _LANGUAGES else len(_LANGUAGES)


def main_class(classes: list[NamedNode]) -> str | None:
    ranked = sorted(
        classes,
        key=lambda listed: (
            listed not in RECORD_CLASSES,
            listed not in ANNOTATION_CLASSES,
            listed not in ELEMENT_CLASSES,
            listed.value,
        ),
    )
    return ranked[0].value if ranked else None


def publicity_codes(predicate: NamedNode) -> tuple[str, ...]:
    """The codes of a property that says how public a record is, the most public first; none for other properties."""
    return _PUBLICITY.get(predicate, ())


def publicity_level(predicate: NamedNode, value: object) -> int:
    """The position of a value of such a property among its codes; `UNKNOWN_LEVEL` if it is none of them."""
    codes = _PUBLICITY[predicate]
    code = code_of(value.value).upper() if isinstance(value, NamedNode | RdfLiteral) else ""
    return codes.index(code) if code in codes else UNKNOWN_LEVEL


def _unknown_digest(values: list[str]) -> str:
    return f":{hashlib.sha256(' '.join(sorted(values)).encode()).hexdigest()[:16]}" if values else ""


# ---------------------------------------------------------------- own publisher
# The name of a publisher that has no IRI: it stands in the graph of the record alone.

_NAMES: Final = (FOAF.name, DCT.title, SKOS.prefLabel, VCARD.fn)
"""Properties that name an agent, the usual one first."""
_NAME_LANGUAGES: Final = ("vi", None, "en")
_LINES: Final = re.compile(
    rb"^[^ ]+ (?:" + b"|".join(re.escape(str(one).encode()) for one in (DCT.publisher, *_NAMES)) + rb") .*\n?",
    re.MULTILINE,
)


def own_publisher_name(iri: str, nquads: bytes) -> str | None:
    """The name that the publisher has in the graph of the record `iri`, in canonical N-Quads; None if it has none.

    >>> own_publisher_name("x:1", b'<x:1> <http://purl.org/dc/terms/publisher> "EPA" .')
    'EPA'
    """
    agents: set[BlankNode] = set()
    named: list[tuple[BlankNode, int, RdfLiteral]] = []
    texts: list[str] = []
    for given, predicate, value, _ in quads_of(b"".join(_LINES.findall(nquads))):
        if predicate == DCT.publisher and given.value == iri:
            if isinstance(value, BlankNode):
                agents.add(value)
            elif isinstance(value, RdfLiteral):
                texts.append(value.value)
        elif isinstance(given, BlankNode) and isinstance(value, RdfLiteral):
            named.append((given, _NAMES.index(predicate) if predicate in _NAMES else len(_NAMES), value))
    found = [
        (_rank(value.language), rank, value.value)
        for given, rank, value in named
        if given in agents and rank < len(_NAMES)
    ]
    names = [name for *_, name in sorted(found)] or sorted(texts)
    return next((name for name in names if name.strip()), None)


def _rank(language: str | None) -> int:
    primary = None if language is None else language.partition("-")[0]
    return _NAME_LANGUAGES.index(primary) if primary in _NAME_LANGUAGES else len(_NAME_LANGUAGES)


# ---------------------------------------------------------------- quick pickles
# Pickles of results and summaries for temporary files, in half the time that their dataclasses take.
#
# They are read by the process that wrote them.

Reducers = dict[type, Callable[[Any], Any]]
"""Functions that tell how objects are pickled, by their classes."""


def reducers(*classes: type) -> Reducers:
    """Reducers that pickle results, summaries and objects of these frozen slotted dataclasses as values of fields."""
    return _REDUCERS | {one: _reducer(one) for one in classes}


def dump_quickly(value: object, quick: Reducers | None = None) -> bytes:
    """Pickle a value; `quick` are the `reducers` of more classes that are in it."""
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS if quick is None else quick
    pickler.dump(value)
    return out.getvalue()


def load_quickly(data: bytes) -> Any:
    """The value again."""
    return pickle.loads(data)  # noqa: S301 - written by this process


def _reducer(made: type) -> Callable[[Any], tuple[Any, ...]]:
    values_of = attrgetter(*(one.name for one in fields(made)))

    def reduce(one: object) -> tuple[Any, ...]:
        return _restore, (made, values_of(one))

    return reduce


def _restore(made: type, values: tuple[object, ...]) -> object:
    """An object with these values in its fields, which were accepted when the first was made."""
    one: object = object.__new__(made)
    setters = _SETTERS.get(made)
    if setters is None:
        setters = _SETTERS[made] = tuple(getattr(made, field.name).__set__ for field in fields(made))
    for set_value, value in zip(setters, values, strict=True):
        set_value(one, value)
    return one


_SETTERS: Final[dict[type, tuple[Callable[[Any, Any], None], ...]]] = {}
_REDUCERS: Final[Reducers] = {
    **copyreg.dispatch_table,
    **{one: _reducer(one) for one in (Finding, ValidationReport, Summary)},
}
