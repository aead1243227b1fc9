"""The report of a harvest as plain text: for terminals, and short enough for a mail.

The mail begins with its subject, which says what is worst, has lines of less than 78 characters and about 60 of them
at most: only sources and records that need attention are named, and not all of those.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.text import mask_passwords, one_line, shorten

from ...messages.harvest_reports import HarvestReportsText
from ...messages.web_sources import WebSourcesText
from ..severity_words import Lang, severity_word
from .reported_runs import ChangeSample, ReportedRun, RunsReport
from .words import (
    counts_text,
    headline,
    lost_text,
    more_texts,
    name_text,
    run_details,
    run_title,
    seconds_text,
    span_text,
    state_word,
    verdict_texts,
    waiting_texts,
    why_texts,
)

KINDS: Final = (
    "quarantined",
    "withheld",
    "held",
    "purged",
    "withdrawn",
    "deleted",
    "missing",
    "verdict",
    "released",
    "reappeared",
    "updated",
    "created",
)
"""Outcomes and events whose records a report lists, most urgent first."""
_SHOWN: Final = 10
"""Records of each kind, and findings, that the text shows of each run."""
_LONGEST: Final = 300

_WIDTH: Final = 77
_MAIL_KINDS: Final = ("quarantined", "withheld", "withdrawn", "deleted", "missing", "submitted")
_MAIL_RECORDS: Final = 2
_MAIL_SOURCES: Final = 6
_MAIL_FINDINGS: Final = 1
_MAIL_LINES: Final = 2
"""Lines of one sentence; what is longer is cut."""


def write_text(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write all runs, with the first records of each kind."""
    for line in _text_lines(report, lang):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _text_lines(report: RunsReport, lang: Lang) -> Iterator[str]:
    yield headline(report, lang)
    yield from _summary(report, lang)
    for lost in report.not_harvested:
        yield ""
        yield lost_text(lost, lang)
    for run in report.runs:
        yield ""
        yield run_title(run, lang)
        for line in run_details(run, lang):
            yield f"  {line}"
        if run.report.letter is not None:
            yield f"  {WebSourcesText.LETTER().render(lang)}"
            yield from (f"    {line}".rstrip() for line in run.report.letter.render(lang).split("\n"))
        yield from (f"  {line}" for line in _findings(run.findings, lang, _SHOWN))
        for kind in KINDS:
            sample = run.sample(kind, _SHOWN)
            if sample.total:
                yield from (f"  {line}" for line in _sample(sample, lang))


def _summary(report: RunsReport, lang: Lang, *, is_whole: bool = False) -> Iterator[str]:
    """The totals; a text that has each run as well leaves out what would stand there twice."""
    span = span_text(report, lang)
    if span:
        yield span
    records, elements = report.total("record"), report.total("element")
    if records.seen or records.missing or not elements.seen:
        yield HarvestReportsText.RECORDS["record"](counts=counts_text(records, lang)).render(lang)
    if elements.seen or elements.missing:
        yield HarvestReportsText.RECORDS["element"](counts=counts_text(elements, lang)).render(lang)
    if is_whole or len(report.runs) > 1:
        yield from verdict_texts(report.runs, lang)
    seconds = report.seconds()
    if seconds and (is_whole or len(report.runs) > 1):
        yield seconds_text(seconds, lang)


def _findings(findings: Iterable[Finding], lang: Lang, most: int) -> Iterator[str]:
    """Findings, one line for each rule with its first finding and their number."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, some in list(by_code.items())[:most]:
        first = some[0]
        place = "" if first.place is None else f" ({one_line(first.place)})"
        again = f" ×{len(some)}" if len(some) > 1 else ""
        text = f"{severity_word(first.reported_severity, lang)}: {one_line(first.text(lang))}{place} [{code}]{again}"
        yield shorten(mask_passwords(text), _LONGEST)
    if len(by_code) > most:
        yield HarvestReportsText.AND_MORE(count=len(by_code) - most).render(lang)


def _sample(sample: ChangeSample, lang: Lang) -> Iterator[str]:
    yield HarvestReportsText.LISTED(kind=state_word(sample.kind, lang), number=sample.total).render(lang)
    for change in sample.shown:
        yield f"  {name_text(change, lang)}"
        yield from (f"    {line}" for line in why_texts(change, lang) if not change.is_secret)
    yield from (f"  {line}" for line in more_texts(sample, lang))


# ---------------------------------------------------------------- mail


def write_mail(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write a short text whose first line is the subject of the mail."""
    for line in _mail_lines(report, lang):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _mail_lines(report: RunsReport, lang: Lang) -> Iterator[str]:
    # The name of the field is that of the standard for mail (RFC 5322), in every language.
    yield _fit(f"Subject: danhmuc: {headline(report, lang)}")
    yield ""
    for line in _summary(report, lang, is_whole=True):
        yield from _wrap(line)
    needing = [one for one in report.newest_runs if one.needs_attention]
    shown = 0
    for lost in report.not_harvested[:_MAIL_SOURCES]:
        yield from _with_blank_line(shown, _wrap(lost_text(lost, lang, in_brief=True)))
        shown += 1
    for run in needing[: _MAIL_SOURCES - shown]:
        yield from _with_blank_line(shown, _wrap(run_title(run, lang)))
        noticed = [*waiting_texts(run, lang), *_findings(run.findings, lang, 1)]
        yield from (part for line in noticed[:_MAIL_FINDINGS] for part in _wrap(line, "  "))
        shown += 1
    left = len(report.not_harvested) + len(needing) - shown
    if left:
        yield HarvestReportsText.MORE_SOURCES(count=left).render(lang)
    for kind in _MAIL_KINDS:
        yield from _mail_sample(report, kind, lang)
    yield ""
    yield from _wrap(HarvestReportsText.FULL_REPORT(command=_command(report)).render(lang))


def _with_blank_line(shown: int, lines: Iterable[str]) -> Iterator[str]:
    if not shown:
        yield ""
    yield from lines


def _mail_sample(report: RunsReport, kind: str, lang: Lang) -> Iterator[str]:
    """The first records of one kind of all runs, and the number of the others."""
    counted = [(run, _sample_of(run, kind, 0)) for run in report.runs]
    new = sum(one.total - (one.unlisted if kind == "missing" else 0) for _, one in counted)
    if not new:
        return
    yield ""
    word = (
        HarvestReportsText.BECAME[kind]().render(lang) if kind in HarvestReportsText.BECAME else state_word(kind, lang)
    )
    yield HarvestReportsText.LISTED(kind=word, number=new).render(lang)
    some = (change for run, one in counted if one.more for change in _sample_of(run, kind, _MAIL_RECORDS).shown)
    shown = list(islice(some, _MAIL_RECORDS))
    for change in shown:
        yield from _wrap(name_text(change, lang), "  ")
        yield from (
            part for line in why_texts(change, lang)[:1] if not change.is_secret for part in _wrap(line, "    ")
        )
    if new > len(shown):
        yield f"  {HarvestReportsText.AND_MORE(count=new - len(shown)).render(lang)}"


def _sample_of(run: ReportedRun, kind: str, most: int) -> ChangeSample:
    return run.newly_submitted(most) if kind == "submitted" else run.sample(kind, most)


def _command(report: RunsReport) -> str:
    """The command that makes the whole report."""
    if report.batch is not None:
        return f"danhmuc report harvest --batch {report.batch} --format html"
    numbers = [str(one.row.id) for one in report.runs]
    return " ".join(["danhmuc report harvest", *numbers[:5], "--format html"])


def _wrap(text: str, indent: str = "") -> list[str]:
    """The text in lines for a mail, an address of more than a line cut."""
    filled = textwrap.wrap(
        unicodedata.normalize("NFC", text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if len(filled) > _MAIL_LINES:
        filled = [*filled[: _MAIL_LINES - 1], f"{filled[_MAIL_LINES - 1]} …"]
    return [_fit(line) for line in filled]


def _fit(line: str) -> str:
    return shorten(line, _WIDTH)
