"""Texts beside the tables in every form of a report: whose it is, of which day and state, on which basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages.statutory_reports import StatutoryReportsText

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from .statutory_report import ReportBasis, ReportSheet, StatutoryReport


def agency_texts(report: StatutoryReport) -> list[str]:
    """The agency whose report it is, and those below it that count with it."""
    agency = report.agency
    if agency is None:
        return [StatutoryReportsText.AGENCY_ALL().render(report.lang)]
    coded = agency.code is not None and agency.code != agency.name
    name: Message | str = (
        StatutoryReportsText.AGENCY_CODED(name=agency.name, code=agency.code or "") if coded else agency.name
    )
    texts = [StatutoryReportsText.AGENCY(name=name).render(report.lang)]
    if agency.below:
        texts.append(StatutoryReportsText.AGENCY_BELOW(codes=agency.below).render(report.lang))
    return texts


def state_texts(report: StatutoryReport) -> list[str]:
    """The day of the report and the state of the registry."""
    state = StatutoryReportsText.STATE(run=report.state.run, row=report.state.row)
    return [one.render(report.lang) for one in (StatutoryReportsText.MADE_ON(day=report.on), state)]


def basis_message(basis: ReportBasis) -> Message:
    """An act with its articles and its status."""
    title = basis.title or basis.number
    return StatutoryReportsText.BASIS(title=title, number=basis.number, clause=basis.clause, status=basis.status)


def basis_messages(report: StatutoryReport) -> list[Message]:
    """The acts that a report follows; that there are none is said."""
    return [basis_message(one) for one in report.bases] or [StatutoryReportsText.BASIS_NONE()]


def sheet_heads(report: StatutoryReport, sheet: ReportSheet) -> list[str]:
    """The heading of a sheet, below that of the report on the first; an annex names the decision, left for people."""
    title = sheet.title.render(report.lang).upper()
    if not sheet.annex:
        whole = report.title.render(report.lang).upper()
        return [whole, title] if sheet is report.sheets[0] and whole != title else [title]
    return [
        StatutoryReportsText.ANNEX(number=sheet.annex).render(report.lang),
        title,
        StatutoryReportsText.ANNEX_OF().render(report.lang),
    ]
