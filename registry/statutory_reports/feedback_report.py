"""The report ``phan-hoi``: feedback by agency and kind, what is open, and each piece without who sent it.

Source: Decree 47/2020, Article 19: a plan has a mechanism for feedback on quality, availability, format and legality.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.concepts import load
from danhmuc.vocab.messages import TextByLanguage

from ..feedback.stored_feedback import read_feedback
from ..messages.statutory_reports import FeedbackReportText, StatutoryReportsText
from ..record.summary import FEEDBACK_KINDS, FEEDBACK_STATES
from .listed_record import ORDINAL, column
from .report_reading import FollowedAct, bases_on
from .statutory_report import CellValue, KeyedRow, ReportColumn, ReportSheet, ReportTotal, StatutoryReport

if TYPE_CHECKING:
    from ..feedback.stored_feedback import Feedback
    from .report_reading import ReportReading


_column: Final = partial(column, headings=FeedbackReportText.COLUMNS)
_ACTS: Final = (
    FollowedAct("47/2020/NĐ-CP", StatutoryReportsText.ARTICLE(article="19"), listed_as="47/2020/NĐ-CP/Điều-20"),
)
"""Articles 17 to 21 ended together; the list has the status of Article 20."""
_LISTED: Final = "https://w3id.org/danhmuc/concept/"
_UNCLEAR: Final = ""


def feedback_report(reading: ReportReading) -> StatutoryReport:
    """The report."""
    found = list(_once(reading, read_feedback(reading.connection)))
    rows = reading.sort(
        [*(_row_of(reading, one) for one in found), *(_row_of_agency(reading, *one) for one in _by_agency(found))]
    )
    pieces = {one.iri: _outcome(one) for one in found}
    counts = Counter(pieces.values())
    totals = (
        ReportTotal(key="all", label=FeedbackReportText.TOTAL_FEEDBACK(), count=len(pieces)),
        *(ReportTotal(key=key, label=label(), count=counts[key]) for key, label in FeedbackReportText.OUTCOMES.items()),
    )
    sheets = (
        ReportSheet(
            key="agencies",
            name=FeedbackReportText.SHEET_NAMES["agencies"](),
            title=FeedbackReportText.SHEET_TITLES["agencies"](),
            columns=_agency_columns(),
            rows=rows.get("agencies", ()),
            totals=totals,
            notes=(FeedbackReportText.NOTE_AGENCY(),),
            is_signed=True,
        ),
        ReportSheet(
            key="feedback",
            name=FeedbackReportText.SHEET_NAMES["feedback"](),
            title=FeedbackReportText.SHEET_TITLES["feedback"](),
            columns=_feedback_columns(),
            rows=rows.get("feedback", ()),
            notes=(FeedbackReportText.NOTE_APPROVED(),),
        ),
    )
    return StatutoryReport(
        name="phan-hoi",
        title=FeedbackReportText.FEEDBACK_TITLE(),
        lang=reading.lang,
        agency=reading.agency,
        state=reading.state,
        on=reading.on,
        bases=bases_on(reading.on, reading.acts, reading.lang, _ACTS),
        sheets=sheets,
    )


def _once(reading: ReportReading, stored: Iterable[Feedback]) -> Iterator[Feedback]:
    """The feedback of the agencies of the report, each piece as one source describes it.

    That is the oldest source, unless another one counts as open what that has answered.
    """
    chosen: dict[tuple[str, str | None], Feedback] = {}
    for one in stored:
        before = chosen.setdefault((one.iri, one.dataset), one)
        if one.is_open and not before.is_open:
            chosen[one.iri, one.dataset] = one
    for one in chosen.values():
        if reading.agency is None or one.agency in reading.agency.iris:
            yield one


def _outcome(one: Feedback) -> str:
    if one.is_open:
        return "open"
    return "rejected" if one.status == "TU_CHOI" else "answered"


def _by_agency(found: Iterable[Feedback]) -> Iterator[tuple[str, list[Feedback]]]:
    """Agencies with their feedback, each piece once."""
    groups: dict[str, dict[str, Feedback]] = {}
    for one in found:
        groups.setdefault(one.agency or "", {}).setdefault(one.iri, one)
    for agency, pieces in groups.items():
        yield agency, list(pieces.values())


def _row_of_agency(reading: ReportReading, agency: str, pieces: Sequence[Feedback]) -> KeyedRow:
    outcomes = Counter(map(_outcome, pieces))
    kinds = Counter(one.kind or _UNCLEAR for one in pieces)
    days = sorted(one.day for one in pieces if one.is_open and one.day is not None and _day(one.day) is not None)
    cells = (
        _agency_text(reading, agency),
        len(pieces),
        outcomes["answered"],
        outcomes["rejected"],
        outcomes["open"],
        _day(days[0]) if days else None,
        *(kinds[code] for code in (*_codes(), _UNCLEAR)),
    )
    return KeyedRow("agencies", _order(reading, agency), cells)


def _row_of(reading: ReportReading, one: Feedback) -> KeyedRow:
    # Feedback leaves with its dataset alone; on one that is kept back, the text may say what that is.
    is_with_dataset = one.dataset is not None and reading.title_of(one.dataset) is not None
    is_public = one.is_approved and is_with_dataset and reading.may_leave(one.iri)
    cells: tuple[CellValue, ...] = (
        _agency_text(reading, one.agency or ""),
        _dataset_text(reading, one),
        one.day if one.day is None else _day(one.day) or one.day,
        _name(reading, FEEDBACK_KINDS, one.kind),
        _name(reading, FEEDBACK_STATES, one.status),
        one.body if is_public else None,
        one.answer if is_public else None,
    )
    return KeyedRow("feedback", (*_order(reading, one.agency or ""), one.day or "", one.iri, one.dataset or ""), cells)


def _order(reading: ReportReading, agency: str) -> tuple[str, str]:
    return (reading.agencies.code(agency) or "~", agency)


def _agency_text(reading: ReportReading, agency: str) -> str:
    if not agency:
        return FeedbackReportText.NO_AGENCY().render(reading.lang)
    code, name = reading.agencies.code(agency), reading.agencies.name(agency)
    return (
        name
        if code is None or code == name
        else StatutoryReportsText.AGENCY_CODED(name=name, code=code).render(reading.lang)
    )


def _dataset_text(reading: ReportReading, one: Feedback) -> str | None:
    """The title of a dataset that leaves; the IRI of one that the registry does not have."""
    if one.dataset is None:
        return None
    title = reading.title_of(one.dataset)
    if title is not None:
        return title
    is_unknown = one.title is None and reading.may_be_named(one.dataset)
    return one.dataset if is_unknown else FeedbackReportText.NOT_PUBLISHED().render(reading.lang)


def _name(reading: ReportReading, token: str, code: str | None) -> str:
    concept = None if code is None else reading.concept_at(f"{_LISTED}{token}/{code}")
    return FeedbackReportText.UNCLEAR().render(reading.lang) if concept is None else concept.label(reading.lang)


def _codes() -> list[str]:
    return [one.code for one in load(FEEDBACK_KINDS)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _agency_columns() -> tuple[ReportColumn, ...]:
    kinds = [
        ReportColumn(
            key=f"kind-{one.code}",
            heading=FeedbackReportText.OF_KIND(kind=TextByLanguage({lang: one.label(lang) for lang in ("vi", "en")})),
            kind="number",
            width=9,
        )
        for one in load(FEEDBACK_KINDS)
    ]
    return (
        ORDINAL,
        _column("agency", 24, is_brief=True),
        *(_column(key, 9, "number", is_brief=True) for key in ("received", "answered", "rejected", "open")),
        _column("oldest", 11, "day", is_brief=True),
        *kinds,
        ReportColumn(key="kind-unclear", heading=FeedbackReportText.UNCLEAR(), kind="number", width=9),
    )


def _feedback_columns() -> tuple[ReportColumn, ...]:
    return (
        ORDINAL,
        _column("agency", 16),
        _column("dataset", 22, is_brief=True),
        _column("day", 11, "day", is_brief=True),
        _column("kind", 12, is_brief=True),
        _column("state", 12, is_brief=True),
        _column("body", 26),
        _column("answer", 26),
    )
