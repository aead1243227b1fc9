"""A record as a report lists it: its texts, its class of sharing, and columns that several reports have.

A record as a report lists it: its texts, names of what it leads to, and days, in the language of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, Self

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from danhmuc.vocab.datatypes.dates import read_day
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, RDFS, SKOS, VCARD

from ..messages.statutory_reports import StatutoryListsText, StatutoryReportsText
from ..record.record import quads_of
from ..record.search_words import code_of
from ..record.summary import is_retiring, publicity_level
from ..workbook.cell_values import clean_text
from .statutory_report import ColumnKind, ReportColumn, ReportTotal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.messages import Message, MessageTemplate
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from ..record.exported import ExportedRecord

# ---------------------------------------------------------------- listed record

_NAMES: Final = (FOAF.name, DCT.title, SKOS.prefLabel, VCARD.fn, RDFS.label)
_SEPARATOR: Final = "; "
_WRITTEN_DAY: Final = 10


class ValueNames:
    """Names of IRIs: of concepts by the lists in force, of records that leave by their titles.

    Args:
        concept_at: returns the concept of an IRI in any list in force.
        record_title: returns the title of a record that leaves; None if none of that IRI does.
        is_named: whether an IRI may be shown though nothing is known of it.
    """

    def __init__(
        self,
        lang: str,
        concept_at: Callable[[str], ListedConcept | None],
        record_title: Callable[[str], str | None],
        is_named: Callable[[str], bool],
    ) -> None:
        self.lang = lang
        self._concept_at, self._record_title, self._is_named = concept_at, record_title, is_named

    def of(self, value: Term, about: Descriptions) -> str:
        """The name of a value; empty if it has none that may be shown."""
        if isinstance(value, RdfLiteral):
            return clean_text(value.value)
        if isinstance(value, BlankNode):
            return name_of(value, about, self.lang) or ""
        concept = self._concept_at(value.value)
        if concept is not None:
            return concept.label(self.lang)
        found = name_of(value, about, self.lang) or self._record_title(value.value)
        return found or (value.value if self._is_named(value.value) else "")


class ListedRecord:
    """A record that leaves, with what it leads to.

    Attributes:
        iri: of the record, without passwords.
        key: its IRI in the registry.
        is_missing: whether its source no longer has it.
        is_validated: whether its source has a profile, which it met.
        lang: the language of its texts.
    """

    def __init__(self, exported: ExportedRecord, names: ValueNames, key: str | None = None) -> None:
        self.iri = exported.iri
        self.key = exported.iri if key is None else key
        self.is_missing = exported.facts is not None and exported.facts.is_missing
        self.is_validated = exported.facts is not None and exported.facts.verdict == "accepted"
        self.lang = names.lang
        self._names = names
        self._about = descriptions_of(exported.nquads, *exported.reached.values())
        self._root: Subject | None = subject_of(self.iri, self._about)

    @property
    def root(self) -> Subject | None:
        """The node of the record; None if nothing is stated of it."""
        return self._root

    @property
    def about(self) -> Descriptions:
        """All that is stated of the record, and of what it leads to."""
        return self._about

    def views(self, *path: NamedNode) -> list[Self]:
        """The nodes to which properties lead, each to be read as the record is; texts are none."""
        found = []
        for node in self.values(*path):
            if isinstance(node, NamedNode | BlankNode):
                view = copy(self)
                view._root = node
                found.append(view)
        return found

    def values(self, *path: NamedNode) -> list[Term]:
        """The values to which properties lead from the record, one after the other; no distribution is withdrawn."""
        found: list[Term] = [] if self._root is None else [self._root]
        for prop in path:
            found = [
                value
                for node in found
                if isinstance(node, NamedNode | BlankNode)
                for given, value in self._about.get(node, ())
                if given == prop and not (prop == DCAT.distribution and self._is_withdrawn(value))
            ]
        return list(dict.fromkeys(found))

    def _is_withdrawn(self, node: Term) -> bool:
        """Whether a distribution has the status WITHDRAWN, so that it is no way to the data."""
        if not isinstance(node, NamedNode | BlankNode):
            return False
        return is_retiring(value for given, value in self._about.get(node, ()) if given == ADMS.status)

    def iris(self, *path: NamedNode) -> list[NamedNode]:
        """The values that are IRIs."""
        return [value for value in self.values(*path) if isinstance(value, NamedNode)]

    def text(self, *path: NamedNode) -> str:
        """The texts in the language of the report, else in Vietnamese, English, or any."""
        found = [value for value in self.values(*path) if isinstance(value, RdfLiteral)]
        return _SEPARATOR.join(_in_language(found, self._names.lang))

    def name(self, value: Term) -> str:
        """The name of one value; empty if it may not be shown."""
        return self._names.of(value, self._about)

    def names(self, *path: NamedNode) -> str:
        """The names of the values, each once."""
        values = self.values(*path)
        texts = [value for value in values if isinstance(value, RdfLiteral)]
        others = [self.name(value) for value in values if not isinstance(value, RdfLiteral)]
        return join_texts([*_in_language(texts, self._names.lang), *sorted(others)])

    def days(self, *path: NamedNode) -> date | str | None:
        """The day; the texts as they are written if it is none, or there are several."""
        texts = sorted({value.value for value in self.values(*path) if isinstance(value, RdfLiteral)})
        if len(texts) == 1 and len(texts[0]) >= _WRITTEN_DAY and (day := read_day(texts[0])) is not None:
            return day
        return _SEPARATOR.join(texts) or None

    def periods(self, prop: NamedNode) -> str:
        """The periods to which a property leads, each by its first and last day."""
        found = []
        for node in self.values(prop):
            pairs = self._about.get(node, ()) if isinstance(node, NamedNode | BlankNode) else ()
            first, last = (
                sorted(
                    _day_written(value.value, self.lang)
                    for given, value in pairs
                    if given == end and isinstance(value, RdfLiteral)
                )
                for end in (DCAT.startDate, DCAT.endDate)
            )
            if first or last:
                found.append(f"{', '.join(first) or '…'} – {', '.join(last) or '…'}")
        return join_texts(sorted(found))

    def addresses(self, *path: NamedNode) -> str:
        """The IRIs themselves, of telephone numbers and mailboxes without their schemes."""
        found = (value.value for value in self.values(*path) if isinstance(value, NamedNode))
        return join_texts(sorted(one.removeprefix("tel:").removeprefix("mailto:") for one in found))


def _day_written(text: str, lang: str) -> str:
    """A day in the form of a language; what is none as it is."""
    day = read_day(text) if len(text) >= _WRITTEN_DAY else None
    return text if day is None else day_text(day, lang)


def descriptions_of(*graphs: bytes) -> Descriptions:
    """The descriptions of each subject by some graphs, together."""
    about: Descriptions = {}
    for nquads in graphs:
        for quad in quads_of(nquads):
            if not isinstance(quad.subject, Triple) and not isinstance(quad.object, Triple):
                about.setdefault(quad.subject, []).append((quad.predicate, quad.object))
    return about


def subject_of(iri: str, about: Descriptions) -> NamedNode | None:
    """The subject with an IRI, which the parser may accept where the constructor of terms does not."""
    return next((one for one in about if isinstance(one, NamedNode) and one.value == iri), None)


def join_texts(texts: Iterable[str]) -> str:
    """Texts that are not empty, each once."""
    return _SEPARATOR.join(dict.fromkeys(one for one in texts if one))


def name_of(node: Subject, about: Descriptions, lang: str) -> str | None:
    """The name that descriptions give a node; None if they give none."""
    for prop in _NAMES:
        found = [value for given, value in about.get(node, ()) if given == prop and isinstance(value, RdfLiteral)]
        if found and (names := _in_language(found, lang)):
            return names[0]
    return None


def _in_language(values: Iterable[RdfLiteral], lang: str) -> list[str]:
    """The texts of the best language that there is, sorted."""
    ranked: dict[int, set[str]] = {}
    order = (lang, "vi", "en", "")
    for value in values:
        tag = (value.language or "").partition("-")[0].lower()
        text = clean_text(value.value)
        if text:
            ranked.setdefault(order.index(tag) if tag in order else len(order), set()).add(text)
    return sorted(ranked[min(ranked)]) if ranked else []


# ---------------------------------------------------------------- sharing classes
# The class of a dataset by its sharing nature: exactly one, and never open unless that is understood.
#
# Source: Data Law 60/2024/QH15, Articles 3, 13 and 21.

SharingClass = Literal["open", "conditional", "shared", "internal", "unclear"]
SharingForm = Literal["default", "special"]

SHARING_CLASSES: Final[tuple[SharingClass, ...]] = ("open", "conditional", "shared", "internal", "unclear")
_NATURE: Final = "https://w3id.org/danhmuc/concept/sharing-nature/"
_CLASSES: Final[dict[str, SharingClass]] = {
    f"{_NATURE}MO": "open",
    f"{_NATURE}MO_CO_DIEU_KIEN": "conditional",
    f"{_NATURE}DUNG_CHUNG": "shared",
    f"{_NATURE}DUNG_RIENG": "internal",
}
_FORM: Final = "https://w3id.org/danhmuc/concept/sharing-form/"
_FORMS: Final[dict[str, SharingForm]] = {f"{_FORM}MAC_DINH": "default", f"{_FORM}DAC_THU": "special"}
_LIMITS: Final[dict[SharingClass, dict[NamedNode, int]]] = {
    "open": {DCT.accessRights: 0, DMV.personalData: 0, DMV.importance: 0},
    "conditional": {DCT.accessRights: 1, DMV.personalData: 1, DMV.importance: 1},
}
"""The least public level of other properties that goes with a class; what is not understood goes with neither."""
SHARED_BY: Final = (DMV.sharingNature, DMV.sharingForm, *_LIMITS["open"])
"""The properties of a dataset by which `sharing_of` finds its class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The way in which a dataset is shared.

    Attributes:
        why: why its class is ``unclear``; None if it is not.
        form: of shared data; None if it is not stated or not understood.
    """

    kind: SharingClass
    why: Message | None = None
    form: SharingForm | None = None


def sharing_of(record: ListedRecord) -> Sharing:
    """The class of a record by the sharing nature that it states, and by whatever contradicts it."""
    natures = record.values(DMV.sharingNature)
    if not natures:
        return Sharing(kind="unclear", why=StatutoryReportsText.SHARING_NOT_STATED())
    if len(natures) > 1:
        return Sharing(
            kind="unclear", why=StatutoryReportsText.SHARING_SEVERAL(values=tuple(sorted(map(record.name, natures))))
        )
    nature = natures[0]
    kind = _CLASSES.get(nature.value) if isinstance(nature, NamedNode) else None
    if kind is None:
        return Sharing(kind="unclear", why=StatutoryReportsText.SHARING_UNKNOWN(value=record.name(nature)))
    for prop, value in contradictions(kind, record.values):
        why = StatutoryReportsText.SHARING_CONTRADICTS(
            nature=record.name(nature),
            property=StatutoryReportsText.SHARING_PROPERTIES[code_of(prop.value)](),
            value=record.name(value),
        )
        return Sharing(kind="unclear", why=why)
    return Sharing(kind=kind, form=_form_of(record.values(DMV.sharingForm)))


def contradictions(
    kind: SharingClass, values: Callable[[NamedNode], Iterable[Term]]
) -> Iterator[tuple[NamedNode, Term]]:
    """The properties, with their values, by which data is less public than its class.

    Args:
        values: returns the values of a property of the dataset.
    """
    for prop, limit in _LIMITS.get(kind, {}).items():
        for value in values(prop):
            if publicity_level(prop, value) > limit:
                yield prop, value


def _form_of(values: list[Term]) -> SharingForm | None:
    if len(values) != 1 or not isinstance(values[0], NamedNode):
        return None
    return _FORMS.get(values[0].value)


# ---------------------------------------------------------------- record columns
# Columns of records, and the texts that several reports have of a record.

_ADDRESSES: Final = 1
"""Addresses of a dataset that a row has: it is a list of datasets, and not of all their files."""

ORDINAL: Final = ReportColumn(key="ordinal", heading=StatutoryReportsText.ORDINAL(), kind="ordinal", width=5)
"""The column of row numbers, which no row has a cell for."""


def column(
    key: str,
    width: int,
    kind: ColumnKind = "text",
    *,
    is_brief: bool = False,
    is_for_programs: bool = False,
    headings: Mapping[str, MessageTemplate] = StatutoryListsText.COLUMNS,
) -> ReportColumn:
    """The column with a key and the heading that is declared for it.

    Args:
        headings: those of a report by the keys of its columns; the lists share theirs.
    """
    return ReportColumn(
        key=key,
        heading=headings[key](),
        kind=kind,
        width=width,
        is_brief=is_brief,
        is_for_programs=is_for_programs,
    )


def addresses_of(record: ListedRecord) -> str:
    """The page of a dataset, else the addresses of its files, of which the first is named."""
    addresses: list[str] = []
    for path in ((DCAT.landingPage,), (DCAT.distribution, DCAT.accessURL), (DCAT.distribution, DCAT.downloadURL)):
        addresses = addresses or sorted({value.value for value in record.iris(*path)})
    shown = addresses[:_ADDRESSES]
    if len(addresses) > _ADDRESSES:
        shown.append(StatutoryReportsText.ADDRESSES_MORE(count=len(addresses) - _ADDRESSES).render(record.lang))
    return join_texts(shown)


def licences_of(record: ListedRecord) -> str:
    """The licences of a dataset, else of its files."""
    return record.names(DCT.license) or record.names(DCAT.distribution, DCT.license)


def contacts_of(record: ListedRecord) -> str:
    """The contacts: names, positions, telephone numbers and mailboxes."""
    texts = (
        record.names(DCAT.contactPoint, VCARD.fn),
        record.names(DCAT.contactPoint, VCARD.role),
        record.addresses(DCAT.contactPoint, VCARD.hasTelephone),
        record.addresses(DCAT.contactPoint, VCARD.hasEmail),
    )
    return join_texts(texts) or record.names(DCAT.contactPoint)


def totals_of(
    listed: int, missing: int, unlisted: Mapping[str, int], *, earlier: int = 0, unvalidated: int = 0
) -> tuple[ReportTotal, ...]:
    """The numbers of records: all, those listed, and those that are not, by reason; they add up.

    Args:
        missing: how many of those listed are no longer in their source.
        unlisted: numbers by the reasons of exports.
        earlier: how many of those listed are listed in an earlier version, since their newest is not accepted.
        unvalidated: how many of those listed nobody validated, since their source has no profile.
    """
    totals = [
        ReportTotal(key="all", label=StatutoryReportsText.ALL_RECORDS(), count=listed + sum(unlisted.values())),
        ReportTotal(key="listed", label=StatutoryReportsText.LISTED(), count=listed),
    ]
    if missing:
        totals.append(ReportTotal(key="listed-missing", label=StatutoryReportsText.LISTED_MISSING(), count=missing))
    if earlier:
        totals.append(ReportTotal(key="listed-earlier", label=StatutoryReportsText.LISTED_EARLIER(), count=earlier))
    if unvalidated:
        totals.append(
            ReportTotal(key="listed-unvalidated", label=StatutoryReportsText.LISTED_UNVALIDATED(), count=unvalidated)
        )
    for reason, count in sorted(unlisted.items()):
        template = StatutoryReportsText.UNLISTED_REASONS.get(reason, StatutoryReportsText.UNLISTED_OTHER)
        totals.append(
            ReportTotal(key=f"unlisted-{reason}", label=StatutoryReportsText.UNLISTED(reason=template()), count=count)
        )
    return tuple(totals)
