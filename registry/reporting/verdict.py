"""The verdict on a source, pass or fail, with its reasons, as text."""

from __future__ import annotations

from collections.abc import Collection

from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.text import one_line

from ..messages.reports import ReportsText
from .severity_words import Lang, severities_text
from .tally import FailOn, Tally


def passed_word(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """The word for pass or fail."""
    return (ReportsText.PASS if tally.passes(fail_on) else ReportsText.FAIL)().render(lang)


def reasons_text(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """The reasons of the verdict, to follow its word.

    >>> reasons_text(Tally(location="a.ttl", profile="vn"), "violation", "en")
    'no violations'
    """
    reasons = []
    if tally.failed is not None:
        reasons.append(one_line(tally.failed.render(lang)))
    if tally.incomplete is not None:
        reasons.append(ReportsText.SOURCE_INCOMPLETE(reason=one_line(tally.incomplete.render(lang))).render(lang))
    violations, warnings = tally.by_severity["violation"], tally.by_severity["warning"]
    if violations:
        reasons.append(severities_text({"violation": violations}, lang))
    if warnings and fail_on == "warning":
        reasons.append(severities_text({"warning": warnings}, lang))
    if reasons:
        return "; ".join(reasons)
    if fail_on == "warning":
        return ReportsText.NO_VIOLATIONS_NO_WARNINGS().render(lang)
    return ReportsText.NO_VIOLATIONS().render(lang)


def totals_text(tally: Tally, lang: Lang, *, without: Collection[ReportedSeverity] = ()) -> str:
    """The numbers of records and of findings.

    Args:
        without: severities to leave out, because they were shown already.
    """
    records = ReportsText.RECORDS(count=tally.records).render(lang)
    accepted = ReportsText.ACCEPTED(count=tally.accepted).render(lang)
    if tally.catalogs:
        catalogs = ReportsText.CATALOGUES(count=tally.catalogs).render(lang)
        accepted_catalogs = ReportsText.ACCEPTED(count=tally.accepted_catalogs).render(lang)
        accepted = f"{accepted}; {catalogs}, {accepted_catalogs}"
    left = {severity: count for severity, count in tally.by_severity.items() if severity not in without and count}
    found = f"; {severities_text(left, lang)}" if left or not tally.count else ""
    return f"{records}, {accepted}{found}"
